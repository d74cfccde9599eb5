//! The table of all places: `assets/divisions.tsv`, whose head says where it is from and how slugs are made.

use super::Place;
use crate::model::Level;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One line of the table.
pub struct Row {
    pub code: &'static str,
    pub name: &'static str,
    pub level: Level,
    /// Code of the place above; empty for the nation.
    pub parent: &'static str,
    pub slug: &'static str,
    pub short: &'static str,
}

pub struct Table {
    /// By code.
    pub rows: Vec<Row>,
    /// Full names, and the usual shorter ones of autonomous units (延边州), to rows by code.
    pub names: BTreeMap<String, Vec<usize>>,
    pub shorts: BTreeMap<&'static str, Vec<usize>>,
}

pub static TABLE: LazyLock<Table> = LazyLock::new(|| Table::parse(include_str!("../../../assets/divisions.tsv")));

impl Table {
    fn parse(text: &'static str) -> Self {
        let mut rows: Vec<Row> = text.lines().filter(|line| !line.starts_with('#')).filter_map(Row::parse).collect();
        rows.sort_by_key(|row| row.code);
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut shorts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, row) in rows.iter().enumerate() {
            names.entry(row.name.to_owned()).or_default().push(i);
            shorts.entry(row.short).or_default().push(i);
        }
        let usual: Vec<(String, usize)> =
            rows.iter().enumerate().filter_map(|(i, row)| Some((row.usual_name()?, i))).collect();
        let usual = usual.into_iter().filter(|(name, _)| !names.contains_key(name)).collect::<Vec<_>>();
        for (name, i) in usual {
            names.entry(name).or_default().push(i);
        }
        Self { rows, names, shorts }
    }

    pub fn row(&self, code: &str) -> Option<&Row> {
        self.rows.binary_search_by_key(&code, |row| row.code).ok().map(|i| &self.rows[i])
    }

    /// The places above a place, nearest first, without the nation.
    pub fn above<'a>(&'a self, row: &Row) -> impl Iterator<Item = &'a Row> + use<'a> {
        std::iter::successors(self.row(row.parent), |above| self.row(above.parent))
    }

    pub fn place(&self, row: &Row) -> Place {
        let chain = std::iter::once(row.short).chain(self.above(row).map(|above| above.short));
        Place {
            name: row.name.to_owned(),
            code: row.code.parse().ok(),
            level: row.level,
            parent: Some(self.row(row.parent).map_or(NATION, |above| above.name).to_owned()),
            slug: row.slug.to_owned(),
            chain_short_names: chain.map(str::to_owned).collect(),
        }
    }
}

impl Row {
    fn parse(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let mut next = || fields.next();
        let (code, name, level) = (next()?, next()?, next()?);
        let level = Level::ALL.into_iter().find(|known| known.id() == level)?;
        Some(Self { code, name, level, parent: next()?, slug: next()?, short: next()? })
    }

    /// A second name as good as the full one: 广西自治区, 延边州, 景宁县, 管城区; 沙县 for 沙县区.
    fn usual_name(&self) -> Option<String> {
        let Self { name, short, .. } = self;
        if short != name && short.ends_with(['县', '市']) {
            return Some((*short).to_owned());
        }
        let rest = name.strip_prefix(short)?;
        let suffixes = [("自治区", "自治区"), ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("族区", "区")];
        let (_, usual) = suffixes.into_iter().find(|(full, _)| rest.ends_with(full))?;
        Some(format!("{short}{usual}"))
    }
}

pub const NATION: &str = "全国";

pub fn nation() -> Place {
    Place {
        name: NATION.to_owned(),
        code: None,
        level: Level::Nation,
        parent: None,
        slug: "china".to_owned(),
        chain_short_names: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Id};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_is_sound() {
        let text = include_str!("../../../assets/divisions.tsv");
        assert_eq!(text.lines().filter(|line| !line.starts_with('#')).count(), TABLE.rows.len());
        let count = |level| TABLE.rows.iter().filter(|row| row.level == level).count();
        assert_eq!([Level::Province, Level::Prefecture, Level::County].map(count), [34, 333, 2846]);
        let mut slugs = BTreeSet::from(["china"]);
        for row in &TABLE.rows {
            assert!(row.code.parse::<Code>().is_ok(), "{}", row.code);
            assert!(slugs.insert(row.slug), "{} twice", row.slug);
            assert!(format!("{}-2025", row.slug).parse::<Id>().is_ok(), "{}", row.slug);
            assert!(row.short.chars().count() >= 2 && row.name.starts_with(row.short), "{} {}", row.name, row.short);
            match TABLE.row(row.parent) {
                Some(above) => assert!(above.level < row.level && row.code[..2] == above.code[..2], "{}", row.name),
                None => assert!(row.parent.is_empty() && row.level == Level::Province, "{}", row.name),
            }
        }
        let codes: BTreeSet<&str> = TABLE.rows.iter().map(|row| row.code).collect();
        assert_eq!(codes.len(), TABLE.rows.len());
    }

    #[test]
    fn slugs_follow_the_rule() {
        let expected = [
            ("350000", "fujian"),
            ("350100", "fuzhou"),
            ("361000", "jiangxi-fuzhou"),
            ("350500", "quanzhou"),
            ("350400", "sanming"),
            ("350800", "longyan"),
            ("350526", "dehua"),
            ("350521", "huian"),
            ("350405", "shaxian"),
            ("610000", "shaanxi"),
            ("140000", "shanxi"),
            ("150000", "neimenggu"),
            ("450000", "guangxi"),
            ("540000", "xizang"),
            ("640000", "ningxia"),
            ("650000", "xinjiang"),
            ("810000", "xianggang"),
            ("820000", "aomen"),
            ("500000", "chongqing"),
            ("220200", "jilin-jilin"),
            ("211300", "chaoyang"),
            ("110105", "beijing-chaoyang"),
            ("141100", "lvliang"),
            ("222400", "yanbian"),
            ("513300", "ganzi"),
            ("331127", "jingning"),
            ("622927", "jishishan"),
            ("310115", "pudong"),
            ("429021", "shennongjia"),
            ("371522", "shenxian"),
            ("341500", "luan"),
            ("341600", "bozhou"),
            ("340300", "bengbu"),
            ("140400", "changzhi"),
            ("140428", "zhangzi"),
            ("350112", "changle"),
            ("130225", "laoting"),
            ("330382", "yueqing"),
            ("441900", "dongguan"),
            ("411100", "luohe"),
            ("141024", "hongtong"),
            ("220100", "changchun"),
            ("522701", "duyun"),
        ];
        for (code, slug) in expected {
            assert_eq!(TABLE.row(code).map(|row| row.slug), Some(slug), "{code}");
        }
    }

    #[test]
    fn the_table_is_read_in_an_instant() {
        let taken = (0..5).map(|_| {
            let start = std::time::Instant::now();
            assert!(!Table::parse(include_str!("../../../assets/divisions.tsv")).rows.is_empty());
            start.elapsed()
        });
        // Five milliseconds are the aim, and it takes two; machines that test are busy.
        assert!(taken.min().is_some_and(|least| least.as_millis() < 50));
    }
}
