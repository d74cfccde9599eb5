//! Names of places in a text that was put from Traditional into Simplified Chinese.
//!
//! A converter knows words and characters, and no places: it makes 干安县 of 乾安縣. In: the text before and behind it.
//! Out: the same with the table's names, however they are written in Traditional.

use super::names;
use super::table::TABLE;
use crate::compile::automaton::Longest;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Writes the places that `published` names as the table does; `simplified` has its characters, converted one by one.
pub fn keep_names(published: &str, simplified: &mut [char]) {
    let mut characters = published.char_indices().enumerate();
    for (byte, number) in NAMES.places.find(published) {
        let at = characters.by_ref().find(|(_, (start, _))| *start == byte).map(|(at, _)| at);
        for (c, shown) in NAMES.names[number].chars().zip(simplified.iter_mut().skip(at.unwrap_or(usize::MAX))) {
            *shown = c;
        }
    }
}

/// The names that the converter gets wrong.
struct Names {
    /// As they may stand in a Traditional text.
    places: Longest,
    /// Of each what the table has.
    names: Vec<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut wrong: BTreeMap<String, &'static str> = BTreeMap::new();
    for row in &TABLE.rows {
        let on_the_site = names(Some(row.code)).map(|names| names.hant);
        for name in [row.name, row.short] {
            let written = on_the_site.clone().into_iter().chain([hanconv::s2t(name), name.to_owned()]);
            let lost = |text: &String| hanconv::t2s(text) != name && text.chars().count() == name.chars().count();
            wrong.extend(written.filter(lost).map(|text| (text, name)));
        }
    }
    Names { places: Longest::of(wrong.keys().map(String::as_str)), names: wrong.into_values().collect() }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_survives() {
        for row in &TABLE.rows {
            let on_the_site = names(Some(row.code)).map(|names| names.hant);
            for written in on_the_site.into_iter().chain([hanconv::s2t(row.name), row.name.to_owned()]) {
                let mut converted: Vec<char> = hanconv::t2s(&written).chars().collect();
                keep_names(&written, &mut converted);
                assert_eq!(converted.into_iter().collect::<String>(), row.name, "{written}");
            }
        }
    }

    #[test]
    fn only_names_are_kept() {
        let published = "關於乾旱，乾安縣、乾縣";
        let mut converted: Vec<char> = hanconv::t2s(published).chars().collect();
        keep_names(published, &mut converted);
        assert_eq!(converted.into_iter().collect::<String>(), "关于干旱，乾安县、乾县");
    }
}
