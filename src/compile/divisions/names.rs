//! Places in the languages of the site: 德化县 is 德化縣 and Dehua County.
//!
//! In: a division code, none for the nation. Out: its names. Rules: English is the slug as a name, and what kind
//! of unit it is where that is no city or province; a slug that needed its superior's gives it in brackets. What
//! the rules get wrong is in `assets/place-names.tsv`.

use super::table::{NATION, Row, TABLE, Table};
use crate::model::Names;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The names of a place; `None` where the table has no such code.
pub fn names(code: Option<&str>) -> Option<Names> {
    let Some(code) = code else {
        return Some(Names { hans: NATION.into(), hant: "全國".into(), en: "China".into() });
    };
    let row = TABLE.row(code)?;
    let exception = EXCEPTIONS.get(code).copied().unwrap_or_default();
    let hant = if exception.0.is_empty() { hanconv::s2t(row.name) } else { exception.0.to_owned() };
    Some(Names { hans: row.name.to_owned(), hant, en: english(&TABLE, row) })
}

fn english(table: &Table, row: &Row) -> String {
    let (name, superior) = table
        .above(row)
        .find_map(|above| Some((row.slug.strip_prefix(above.slug)?.strip_prefix('-')?, Some(above))))
        .unwrap_or((row.slug, None));
    let name = match EXCEPTIONS.get(row.code) {
        Some((_, english)) if !english.is_empty() => (*english).to_owned(),
        _ => capitalised(&with_apostrophe(name, row.short)),
    };
    let superior = superior.map(|above| format!(" ({})", english(table, above))).unwrap_or_default();
    format!("{name}{}{superior}", kind(row))
}

/// What the unit is, where the name alone would be taken for a city or province.
fn kind(row: &Row) -> &'static str {
    const KINDS: [(&str, &str); 13] = [
        ("自治县", " Autonomous County"),
        ("自治旗", " Autonomous Banner"),
        ("自治州", " Autonomous Prefecture"),
        ("特别行政区", ""),
        ("自治区", ""),
        ("地区", " Prefecture"),
        ("特区", " Special District"),
        ("林区", " Forest District"),
        ("县", " County"),
        ("区", " District"),
        ("旗", " Banner"),
        ("盟", " League"),
        ("州", " Prefecture"),
    ];
    KINDS.into_iter().find(|(ending, _)| row.name.ends_with(ending)).map_or("", |(_, kind)| kind)
}

/// 西安 is Xi'an: the last syllable starts with a vowel and would run into the one before.
fn with_apostrophe(slug: &str, short: &str) -> String {
    const VOWELS: [(char, &str); 9] = [
        ('安', "an"),
        ('恩', "en"),
        ('鄂', "e"),
        ('阿', "a"),
        ('奥', "ao"),
        ('爱', "ai"),
        ('昂', "ang"),
        ('欧', "ou"),
        ('岸', "an"),
    ];
    let last = short.chars().last().filter(|_| short.chars().count() > 1);
    let syllable = VOWELS.into_iter().find(|(c, _)| Some(*c) == last).map(|(_, syllable)| syllable);
    match syllable.and_then(|syllable| Some((slug.strip_suffix(syllable)?, syllable))) {
        Some((before, syllable)) => format!("{before}’{syllable}"),
        None => slug.to_owned(),
    }
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// By code: Traditional and English name, empty where the rules are right.
static EXCEPTIONS: LazyLock<BTreeMap<&str, (&str, &str)>> = LazyLock::new(|| {
    let text = include_str!("../../../assets/place-names.tsv");
    let row = |line: &'static str| {
        let mut fields = line.split('\t');
        let code = fields.next()?;
        Some((code, (fields.nth(1)?, fields.next()?)))
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_three_languages() {
        for (code, hant, en) in [
            ("350000", "福建省", "Fujian"),
            ("350100", "福州市", "Fuzhou"),
            ("361000", "撫州市", "Fuzhou (Jiangxi)"),
            ("350526", "德化縣", "Dehua County"),
            ("350521", "惠安縣", "Hui’an County"),
            ("610100", "西安市", "Xi’an"),
            ("110105", "朝陽區", "Chaoyang District (Beijing)"),
            ("150000", "內蒙古自治區", "Inner Mongolia"),
            ("331000", "台州市", "Taizhou (Zhejiang)"),
            ("222400", "延邊朝鮮族自治州", "Yanbian Autonomous Prefecture"),
        ] {
            let names = names(Some(code)).unwrap_or_else(|| panic!("no {code}"));
            assert_eq!((names.hant.as_str(), names.en.as_str()), (hant, en));
        }
        assert_eq!(names(None).map(|names| names.en).as_deref(), Some("China"));
    }

    #[test]
    fn exceptions_are_of_the_table() {
        for (code, (hant, en)) in EXCEPTIONS.iter() {
            assert!(TABLE.row(code).is_some(), "{code}");
            assert!(!hant.is_empty() || !en.is_empty(), "{code}");
        }
        assert!(EXCEPTIONS.len() > 5);
    }
}
