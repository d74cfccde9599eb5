//! Which place a name starts with: 福建省德化县人民政府办公室 → 德化县.
//!
//! In: the table and a name. Out: the nation, or the rows of all places that the longest leading name may be.
//! Invariant: offices of zones and townships, which are no divisions down to the county, give no rows.

use super::table::{Row, Table};
use crate::model::Level;

/// What a name starts with.
pub enum Found<'a> {
    /// The nation, or one of its offices: 国务院, 国家发展改革委.
    Nation,
    /// By code; none if the name starts with no place.
    Rows(Vec<&'a Row>),
}

/// The place that a name starts with; of several issuers side by side the first decides.
pub fn find<'a>(table: &'a Table, name: &str) -> Found<'a> {
    let first = name.split_whitespace().next().unwrap_or("");
    match find_in(table, first) {
        // Titles are broken anywhere, even within a place's name.
        Found::Rows(rows) if rows.is_empty() => find_in(table, &name.split_whitespace().collect::<String>()),
        found => found,
    }
}

/// The places in which the zone or the township lies whose office a name is: 泉州市 of 泉州台商投资区管委会.
pub fn around<'a>(table: &'a Table, name: &str) -> Vec<&'a Row> {
    let found = places(table, name, |_| true).filter(|(_, rest)| is_below_county(rest));
    found.map(|(rows, _)| rows).unwrap_or_default()
}

/// A title without the places that it starts with, where they stand with their full names or are provinces.
pub fn without_places<'n>(table: &Table, title: &'n str) -> &'n str {
    if let Some((_, rest)) = places(table, title, |_| false) {
        return rest;
    }
    let provinces = table.rows.iter().filter(|row| row.level == Level::Province);
    provinces.filter_map(|row| title.strip_prefix(row.short)).next().unwrap_or(title)
}

/// What a place's office starts with after a short name: 福州人民政府.
const OFFICES: [&str; 8] = ["人民政府", "政府", "行政公署", "行署", "党委", "区党委", "人大", "政协"];

/// National offices whose branches carry the name of their place after theirs: 国家税务总局福建省税务局.
const WITH_BRANCHES: [&str; 9] = [
    "国家税务总局",
    "国家统计局",
    "国家金融监督管理总局",
    "国家外汇管理局",
    "国家矿山安全监察局",
    "中国人民银行",
    "中国银行保险监督管理委员会",
    "中国证券监督管理委员会",
    "中国气象局",
];

/// What else the names of national offices start with.
const NATIONAL: [&str; 38] = [
    "国务院",
    "党中央",
    "中央",
    "全国",
    "中华人民共和国",
    "中华全国",
    "共青团中央",
    "最高人民",
    "外交部",
    "国防部",
    "教育部",
    "科技部",
    "科学技术部",
    "工业和信息化部",
    "公安部",
    "民政部",
    "司法部",
    "财政部",
    "人力资源社会保障部",
    "人力资源和社会保障部",
    "自然资源部",
    "生态环境部",
    "住房城乡建设部",
    "住房和城乡建设部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "商务部",
    "文化和旅游部",
    "退役军人事务部",
    "退役军人部",
    "应急管理部",
    "应急部",
    "海关总署",
    "市场监管总局",
    "中国民用航空局",
    "中国科学院",
    "中国残联",
];

fn find_in<'a>(table: &'a Table, name: &str) -> Found<'a> {
    let name = name.trim_start_matches(['《', '〈', '“', '「', '"']);
    let name = name.strip_prefix("关于印发").or(name.strip_prefix("关于")).unwrap_or(name);
    let name = name.trim_start_matches(['《', '〈']);
    let name = name.strip_prefix("中国共产党").or(name.strip_prefix("中共")).unwrap_or(name);
    if let Some(branch) = WITH_BRANCHES.iter().find_map(|office| name.strip_prefix(office)) {
        let rows = places(table, branch, |_| true).map(|(rows, _)| rows);
        return rows.map_or(Found::Nation, Found::Rows);
    }
    if is_national(name) {
        return Found::Nation;
    }
    let found = places(table, name, |rest| rest.is_empty() || starts_office(rest));
    Found::Rows(found.filter(|(_, rest)| !is_below_county(rest)).map(|(rows, _)| rows).unwrap_or_default())
}

fn is_national(name: &str) -> bool {
    if matches!(name, "中国" | "china") || NATIONAL.iter().any(|office| name.starts_with(office)) {
        return true;
    }
    // 国家发展改革委, 国家新型城镇化规划, but neither 国家级新区 nor 国家生态文明试验区（福建）.
    name.strip_prefix("国家").is_some_and(|rest| !rest.starts_with('级') && !issuer(rest).contains('区'))
}

/// The lowest place of the leading chain of places, and what follows it.
///
/// `short_fits` tells by the rest whether a short name may stand here.
fn places<'a, 'n>(
    table: &'a Table,
    name: &'n str,
    short_fits: impl Fn(&str) -> bool,
) -> Option<(Vec<&'a Row>, &'n str)> {
    let full = longest(name, |head, rest| rows_of(table, table.names.get(head), rest));
    let (mut rows, mut rest) = full.or_else(|| {
        longest(name, |head, rest| {
            let rows = rows_of(table, table.shorts.get(head), rest);
            // 福建德化县: a short name may also stand before a place below it.
            if short_fits(rest) || below(table, &rows, rest).is_some() { rows } else { Vec::new() }
        })
    })?;
    while let Some((lower, after)) = below(table, &rows, rest) {
        (rows, rest) = (lower, after);
    }
    Some((rows, rest))
}

/// The places that a name starts with, if they lie in one of the given.
fn below<'a, 'n>(table: &'a Table, upper: &[&Row], name: &'n str) -> Option<(Vec<&'a Row>, &'n str)> {
    let inside = |row: &Row| table.above(row).any(|above| upper.iter().any(|upper| upper.code == above.code));
    longest(name, |head, rest| {
        let mut rows = rows_of(table, table.names.get(head), rest);
        rows.retain(|row| inside(row));
        rows
    })
}

/// Rows of a name; none where 城区 or 郊区 is more likely to be the common noun.
fn rows_of<'a>(table: &'a Table, indices: Option<&Vec<usize>>, rest: &str) -> Vec<&'a Row> {
    let rows = indices.into_iter().flatten().map(|i| &table.rows[*i]);
    rows.filter(|row| !row.is_common_noun() || rest.is_empty() || rest.starts_with('委') || starts_office(rest))
        .collect()
}

/// The longest head of a name, of two characters or more, for which there are rows, and the rest.
fn longest<'a, 'n>(name: &'n str, rows_of: impl Fn(&str, &str) -> Vec<&'a Row>) -> Option<(Vec<&'a Row>, &'n str)> {
    /// 积石山保安族东乡族撒拉族自治县 has 15.
    const LONGEST: usize = 16;
    let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).skip(1).collect();
    ends.into_iter().rev().find_map(|end| {
        let (head, rest) = name.split_at(end);
        let rows = rows_of(head, rest);
        (!rows.is_empty()).then_some((rows, rest))
    })
}

impl Row {
    /// 城区, 郊区, 矿区, 东区.
    fn is_common_noun(&self) -> bool {
        self.name == self.short && self.name.ends_with('区')
    }
}

fn starts_office(rest: &str) -> bool {
    OFFICES.iter().any(|office| rest.starts_with(office))
}

/// The issuer of a title: what stands before 关于.
fn issuer(name: &str) -> &str {
    name.split("关于").next().unwrap_or(name)
}

/// 泉州市…投资区管委会, 德化县浔中镇人民政府: what follows the place is the office of a zone or a township.
fn is_below_county(rest: &str) -> bool {
    let office = issuer(rest).trim_end_matches("办公室");
    let zones = ["区管委会", "区管理委员会", "园管委会", "园管理委员会", "城管委会", "城管理委员会"];
    let townships = ["镇人民政府", "乡人民政府", "街道办事处", "苏木人民政府", "镇党委", "乡党委"];
    zones.iter().any(|zone| office.contains(zone)) || townships.iter().any(|township| office.ends_with(township))
}
