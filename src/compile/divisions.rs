//! The administrative divisions of China: which place an issuer's name or a title means.
//!
//! In: a name and the text it stands in. Out: the place, all places it may be, or nothing.
//! Invariant: a place is never guessed; what the text does not decide is reported as ambiguous.

mod leading;
mod names;
mod scripts;
mod signs;
mod table;

pub use names::names;
pub use scripts::keep_names;
pub use signs::{province_of_number, sign_of_province};

use super::automaton::Longest;
use crate::model::{Code, Level};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use table::{Row, TABLE, Table, nation};

/// One place, with what a plan says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Full name: 德化县; 全国 for the nation.
    pub name: String,
    /// Six digits; none for the nation.
    pub code: Option<Code>,
    /// Its level of government.
    pub level: Level,
    /// Full name of the place above: 全国 for a province, none for the nation.
    pub parent: Option<String>,
    /// Unique, `[a-z-]+`: `dehua`.
    pub slug: String,
    /// Short names of the place and of all above it, lowest first: 德化, 泉州, 福建.
    pub chain_short_names: Vec<String>,
}

/// What a name turned out to mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// One place.
    Found(Place),
    /// Several places have the name, and the text speaks of none of them more than of the others; by code.
    Ambiguous(Vec<Place>),
    /// The table has no place of this name or code.
    Unknown,
}

/// The place that an issuer, a title or a code of six digits starts with.
///
/// `context` is the text around it: the more often it names the places above a candidate, the better.
pub fn resolve(name: &str, context: &str) -> Resolution {
    let table = &*TABLE;
    if let Ok(code) = name.trim().parse::<Code>() {
        let row = table.row(&code);
        return row.map_or(Resolution::Unknown, |row| Resolution::Found(table.place(row)));
    }
    match leading::find(table, name) {
        leading::Found::Nation => Resolution::Found(nation()),
        leading::Found::Rows(rows) => match *choose(table, &rows, context) {
            [] => Resolution::Unknown,
            [row] => Resolution::Found(table.place(row)),
            _ => Resolution::Ambiguous(rows.iter().map(|row| table.place(row)).collect()),
        },
    }
}

/// The place in which a zone or a township lies whose office `name` is, and which the table has none for:
/// 泉州市 of 泉州台商投资区管委会.
pub fn around(name: &str) -> Option<Place> {
    match *leading::around(&TABLE, name) {
        [row] => Some(TABLE.place(row)),
        _ => None,
    }
}

/// The nation, and every place of the table behind the place above it; each with the code of that place, which the nation
/// and provinces do not have.
pub fn all() -> Vec<(Place, Option<Code>)> {
    let mut rows: Vec<&Row> = TABLE.rows.iter().collect();
    rows.sort_by_key(|row| (row.level, row.code));
    let places = rows.into_iter().map(|row| (TABLE.place(row), row.parent.parse().ok()));
    std::iter::once((nation(), None)).chain(places).collect()
}

/// Whether a text names a place with its full name: 三明市, but not 城区.
pub fn names_a_place(text: &str) -> bool {
    static NAMES: LazyLock<Longest> = LazyLock::new(|| {
        let names: BTreeSet<&str> = TABLE.rows.iter().filter(|row| row.name != row.short).map(|row| row.name).collect();
        Longest::of(names)
    });
    NAMES.find(text).next().is_some()
}

/// A title without the places that it starts with.
pub fn without_places(title: &str) -> &str {
    leading::without_places(&TABLE, title)
}

/// Whether a text names provinces, and the one of the place with `code` is not among them.
pub fn names_only_other_provinces(text: &str, code: Option<&Code>) -> bool {
    let mut named = TABLE.rows.iter().filter(|row| row.level == Level::Province && text.contains(row.short)).peekable();
    named.peek().is_some() && !named.any(|row| code.is_some_and(|code| row.code.starts_with(code.province())))
}

/// Of places with one name those whose superiors the text names most often; all that are equal.
fn choose<'a>(table: &Table, rows: &[&'a Row], context: &str) -> Box<[&'a Row]> {
    if rows.len() < 2 {
        return rows.into();
    }
    let counted = |row: &Row| table.above(row).map(|above| context.matches(above.short).count()).sum::<usize>();
    let counts: Vec<usize> = rows.iter().map(|row| counted(row)).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    rows.iter().zip(counts).filter(|(_, count)| *count == most).map(|(row, _)| *row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slug of the place; the slugs of all candidates joined by `|`; `?` if unknown.
    fn slug(name: &str, context: &str) -> String {
        match resolve(name, context) {
            Resolution::Found(place) => place.slug,
            Resolution::Ambiguous(places) => places.into_iter().map(|p| p.slug).collect::<Vec<_>>().join("|"),
            Resolution::Unknown => "?".into(),
        }
    }

    #[test]
    fn every_full_name_after_its_chain_and_every_code_leads_back() {
        for row in &TABLE.rows {
            let place = TABLE.place(row);
            assert_eq!(resolve(row.code, ""), Resolution::Found(place.clone()));
            let above: Vec<&str> = TABLE.above(row).map(|above| above.name).collect();
            let chain: String = above.into_iter().rev().collect();
            assert_eq!(resolve(&format!("{chain}{}人民政府办公室", row.name), ""), Resolution::Found(place));
        }
    }

    #[test]
    fn all_places_stand_behind_those_above_them() {
        let all = all();
        let at = |code: &Code| all.iter().position(|(place, _)| place.code.as_ref() == Some(code));
        assert_eq!((all.len(), all[0].0.name.as_str()), (TABLE.rows.len() + 1, "全国"));
        for (n, (place, above)) in all.iter().enumerate().skip(1) {
            assert_eq!(above.is_none(), place.level == Level::Province, "{}", place.name);
            assert!(above.as_ref().is_none_or(|code| at(code) < Some(n) && at(code).is_some()), "{}", place.name);
        }
    }

    #[test]
    fn places_are_seen_in_a_text() {
        for (text, names) in
            [("放开三元区落户限制", true), ("支持德化县", true), ("城区供水", false), ("推进城镇化", false)]
        {
            assert_eq!(names_a_place(text), names, "{text}");
        }
        assert_eq!((sign_of_province("福建省"), sign_of_province("福州市")), (Some("闽"), None));
    }

    #[test]
    fn chains_are_the_real_administrative_ones() {
        let expected = [
            ("南安市人民政府", "南安市 泉州市", "南安 泉州 福建"),
            ("德化县人民政府", "德化县 泉州市", "德化 泉州 福建"),
            ("仙居县人民政府", "仙居县 台州市", "仙居 台州 浙江"),
            ("浦东新区人民政府", "浦东新区 上海市", "浦东 上海"),
            ("济源市人民政府", "济源市 河南省", "济源 河南"),
            ("景宁畲族自治县人民政府", "景宁畲族自治县 丽水市", "景宁 丽水 浙江"),
            ("莘县人民政府", "莘县 聊城市", "莘县 聊城 山东"),
            ("云阳县人民政府", "云阳县 重庆市", "云阳 重庆"),
            ("福建省人民政府", "福建省 全国", "福建"),
        ];
        for (name, with_parent, shorts) in expected {
            let Resolution::Found(place) = resolve(name, "") else { panic!("{name} not found") };
            assert_eq!(format!("{} {}", place.name, place.parent.unwrap_or_default()), with_parent);
            assert_eq!(place.chain_short_names.join(" "), shorts);
        }
        let Resolution::Found(place) = resolve("国务院", "") else { panic!("the nation was not found") };
        assert_eq!((place.name.as_str(), place.code, place.parent, place.level), ("全国", None, None, Level::Nation));
    }

    #[test]
    fn names_of_issuers_and_titles() {
        let expected = [
            ("德化县人民政府", "dehua"),
            ("德化县人民政府关于印发德化县推进 以人为本的新型城镇化战略实施方案的通知", "dehua"),
            ("福州市人民政府", "fuzhou"),
            ("三明市发展和改革委员会", "sanming"),
            ("泉州市人民政府办公室", "quanzhou"),
            ("福建省人民政府", "fujian"),
            ("福建省德化县人民政府", "dehua"),
            ("福建省福州市人民政府", "fuzhou"),
            ("福建省泉州市惠安县人民政府", "huian"),
            ("福建德化县人民政府", "dehua"),
            ("福建省福州市鼓楼区人民政府", "fuzhou-gulou"),
            ("福州市鼓楼区人民政府", "fuzhou-gulou"),
            ("中共德化县委 德化县人民政府", "dehua"),
            ("德化县委办公室", "dehua"),
            ("中共福建省委办公厅", "fujian"),
            ("中国共产党泉州市委员会", "quanzhou"),
            ("福州人民政府", "fuzhou"),
            ("广西壮族自治区人民政府", "guangxi"),
            ("广西自治区人民政府", "guangxi"),
            ("内蒙古自治区党委", "neimenggu"),
            ("延边州人民政府", "yanbian"),
            ("景宁县人民政府", "jingning"),
            ("兴安盟行政公署", "xingan"),
            ("沙县人民政府", "shaxian"),
            ("沙县推进新型城镇化实施方案", "shaxian"),
            ("长沙县人民政府", "changsha-changsha"),
            ("长沙市人民政府", "changsha"),
            ("吉林省吉林市人民政府", "jilin-jilin"),
            ("海南省人民政府", "hainan"),
            ("阳泉市城区人民政府", "chengqu"),
            ("阳泉市城区老旧小区改造实施方案", "yangquan"),
            ("福建省、江西省协同发展规划", "fujian"),
            ("福建省新型城镇化规划（2021—2035年）", "fujian"),
            ("《德化县推进以人为本的新型城镇化战略实施方案》", "dehua"),
            ("关于印发《惠安县国土空间总体规划》的通知", "huian"),
            ("福 建 省 人 民 政 府", "fujian"),
            ("国家税务总局福建省税务局", "fujian"),
            ("国家统计局福建调查总队", "fujian"),
            ("国家税务总局 福建省人民政府", "china"),
            ("国务院", "china"),
            ("国务院办公厅", "china"),
            ("国务院关于支持福建省加快建设海峡西岸经济区的若干意见", "china"),
            ("国家发展改革委", "china"),
            ("国家发展和改革委员会关于推进成渝地区建设的通知", "china"),
            ("国家新型城镇化规划（2021—2035年）", "china"),
            ("中共中央办公厅 国务院办公厅", "china"),
            ("住房城乡建设部", "china"),
            ("全国", "china"),
            ("350526", "dehua"),
            (" 350100 ", "fuzhou"),
            ("德化", "dehua"),
            ("999999", "?"),
            ("", "?"),
            ("开发区管委会", "?"),
            ("泉州台商投资区管理委员会", "?"),
            ("泉州市台商投资区管委会", "?"),
            ("德化县浔中镇人民政府", "?"),
            ("国家生态文明试验区（福建）实施方案", "?"),
            ("福州新区总体规划", "?"),
            ("城区供水改造方案", "?"),
            ("省人民政府办公厅", "?"),
            ("某某公司", "?"),
        ];
        for (name, place) in expected {
            assert_eq!(slug(name, ""), place, "{name}");
        }
    }

    #[test]
    fn zones_and_townships_lie_in_a_place() {
        for (name, place) in [
            ("泉州台商投资区管理委员会", Some("quanzhou")),
            ("福州新区管委会", Some("fuzhou")),
            ("德化县浔中镇人民政府", Some("dehua")),
            ("德化县人民政府", None),
            ("西咸新区管委会", None),
            ("", None),
        ] {
            assert_eq!(around(name).map(|place| place.slug).as_deref(), place, "{name}");
        }
    }

    #[test]
    fn places_of_one_name_are_told_apart_by_the_text_or_reported() {
        let expected = [
            ("朝阳区人民政府", "", "beijing-chaoyang|changchun-chaoyang"),
            ("朝阳区人民政府", "按照长春市统一部署，长春新区", "changchun-chaoyang"),
            ("朝阳区人民政府", "落实北京城市总体规划", "beijing-chaoyang"),
            ("朝阳区人民政府", "北京与长春对口合作", "beijing-chaoyang|changchun-chaoyang"),
            ("鼓楼区人民政府", "根据《福州市推进方案》，福州市及福建省有关部门。南京经验", "fuzhou-gulou"),
            ("城关区人民政府", "兰州市", "lanzhou-chengguan"),
            ("城关区人民政府", "拉萨", "chengguan"),
        ];
        for (name, context, places) in expected {
            assert_eq!(slug(name, context), places, "{name} in {context}");
        }
        assert_eq!(slug("鼓楼区人民政府", "江苏省").matches("gulou").count(), 4);
    }

    #[test]
    fn other_provinces_are_told_from_the_own() {
        for (text, code, other) in [
            ("完成吉林、黑龙江灾后恢复重建工作", Some("350526"), true),
            ("完成吉林、黑龙江灾后恢复重建工作", Some("220100"), false),
            ("深化闽东北协作，建设福建省级园区", Some("350526"), false),
            ("加强排水防涝设施建设", Some("350526"), false),
            ("支持云南", None, true),
        ] {
            let code: Option<Code> = code.and_then(|code| code.parse().ok());
            assert_eq!(names_only_other_provinces(text, code.as_ref()), other, "{text}");
        }
    }
}
