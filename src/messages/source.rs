//! The files of messages, `LANGUAGE.toml` in `assets/messages/`, `assets/guide/` and `assets/country/`, and what can be wrong
//! with them. Native only.
//!
//! Invariant: every language has exactly the messages that are declared, each with exactly its gaps.

use super::words::{Table, Template};
use super::{CountryWords, Guide, Messages};
use crate::model::Language;
use std::collections::BTreeSet;

fn text(language: Language) -> &'static str {
    match language {
        Language::Hans => include_str!("../../assets/messages/zh-Hans.toml"),
        Language::Hant => include_str!("../../assets/messages/zh-Hant.toml"),
        Language::En => include_str!("../../assets/messages/en.toml"),
    }
}

/// The messages of a language as a list, and what is wrong with its file, one fault a line.
pub fn list(language: Language) -> (Vec<String>, Vec<String>) {
    read::<Messages>(text(language), "messages", language)
}

/// The same of the guide.
pub fn guide_list(language: Language) -> (Vec<String>, Vec<String>) {
    let text = match language {
        Language::Hans => include_str!("../../assets/guide/zh-Hans.toml"),
        Language::Hant => include_str!("../../assets/guide/zh-Hant.toml"),
        Language::En => include_str!("../../assets/guide/en.toml"),
    };
    read::<Guide>(text, "guide", language)
}

/// The same of the words for a whole country.
pub fn country_list(language: Language) -> (Vec<String>, Vec<String>) {
    let text = match language {
        Language::Hans => include_str!("../../assets/country/zh-Hans.toml"),
        Language::Hant => include_str!("../../assets/country/zh-Hant.toml"),
        Language::En => include_str!("../../assets/country/en.toml"),
    };
    read::<CountryWords>(text, "country", language)
}

fn read<T: Written>(text: &str, folder: &str, language: Language) -> (Vec<String>, Vec<String>) {
    let mut writer = Writer::default();
    match text.parse::<toml::Table>() {
        Ok(table) => T::write(Some(&toml::Value::Table(table)), "", &[], &mut writer),
        Err(error) => writer.faults.push(error.to_string()),
    }
    let faults = writer.faults.into_iter().map(|fault| format!("assets/{folder}/{}.toml: {fault}", language.id()));
    (writer.words, faults.collect())
}

/// What can be taken out of a file and written as [`Words`](super::words::Words) reads it.
pub trait Written {
    /// Appends it to a list, or says what is wrong with it. `gaps` are the names of its gaps, `at` its own name.
    fn write(value: Option<&toml::Value>, at: &str, gaps: &[&str], to: &mut Writer);
}

impl Written for &'static str {
    fn write(value: Option<&toml::Value>, at: &str, _: &[&str], to: &mut Writer) {
        to.text(value, at);
    }
}

impl Written for Template {
    fn write(value: Option<&toml::Value>, at: &str, gaps: &[&str], to: &mut Writer) {
        to.template(value, at, gaps);
    }
}

impl Written for Language {
    fn write(value: Option<&toml::Value>, at: &str, _: &[&str], to: &mut Writer) {
        to.text(value, at);
    }
}

impl Written for &'static [&'static str] {
    fn write(value: Option<&toml::Value>, at: &str, _: &[&str], to: &mut Writer) {
        to.list(value, at);
    }
}

impl Written for &'static [(&'static str, &'static str)] {
    fn write(value: Option<&toml::Value>, at: &str, _: &[&str], to: &mut Writer) {
        to.pairs(value, at);
    }
}

impl Written for Table {
    fn write(value: Option<&toml::Value>, at: &str, _: &[&str], to: &mut Writer) {
        to.table(value, at);
    }
}

/// The name of a message within its group.
pub fn path(group: &str, name: &str) -> String {
    if group.is_empty() { name.to_owned() } else { format!("{group}.{name}") }
}

/// The list being made.
#[derive(Default)]
pub struct Writer {
    words: Vec<String>,
    faults: Vec<String>,
}

impl Writer {
    /// The group as a table; what stands in it beside `names` is a fault.
    pub fn group<'v>(&mut self, value: Option<&'v toml::Value>, at: &str, names: &[&str]) -> Option<&'v toml::Table> {
        let group = value.and_then(toml::Value::as_table);
        if group.is_none() {
            self.faults.push(format!("the group `{at}` is missing"));
        }
        for name in group.into_iter().flat_map(toml::Table::keys).filter(|name| !names.contains(&name.as_str())) {
            self.faults.push(format!("`{}` is not declared in src/messages.rs", path(at, name)));
        }
        group
    }

    pub fn text(&mut self, value: Option<&toml::Value>, at: &str) {
        let words = self.string(value, at);
        self.words.push(words);
    }

    /// Names of gaps become their numbers, so that languages may order them as they need.
    pub fn template(&mut self, value: Option<&toml::Value>, at: &str, gaps: &[&str]) {
        let text = self.string(value, at);
        let (mut out, mut used) = (String::new(), BTreeSet::new());
        let mut rest = text.as_str();
        while let Some((words, (gap, after))) = rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?))) {
            let (name, forms) = gap.split_once('|').map_or((gap, None), |(name, forms)| (name, Some(forms)));
            match gaps.iter().position(|known| *known == name) {
                Some(number) => {
                    used.insert(number);
                    out += &format!("{words}{{{number}{}}}", forms.map(|f| format!("|{f}")).unwrap_or_default());
                }
                None => self.faults.push(format!("`{at}` has a gap `{name}`, declared are: {}", gaps.join(", "))),
            }
            rest = after;
        }
        for (_, gap) in gaps.iter().enumerate().filter(|(number, _)| !used.contains(number)) {
            self.faults.push(format!("`{at}` lacks its gap `{gap}`"));
        }
        self.words.push(out + rest);
    }

    pub fn list(&mut self, value: Option<&toml::Value>, at: &str) {
        let items = self.array(value, at);
        self.words.push(items.len().to_string());
        items.iter().for_each(|item| self.text(Some(item), at));
    }

    pub fn pairs(&mut self, value: Option<&toml::Value>, at: &str) {
        let items = self.array(value, at);
        self.words.push(items.len().to_string());
        for item in items {
            match item.as_array().map(Vec::as_slice) {
                Some([first, second]) => [first, second].into_iter().for_each(|item| self.text(Some(item), at)),
                _ => self.faults.push(format!("`{at}` is no list of pairs")),
            }
        }
    }

    pub fn table(&mut self, value: Option<&toml::Value>, at: &str) {
        let Some(table) = value.and_then(toml::Value::as_table) else {
            self.words.push("0".to_owned());
            return self.faults.push(format!("the table `{at}` is missing"));
        };
        self.words.push(table.len().to_string());
        for (key, word) in table {
            self.words.push(key.clone());
            self.text(Some(word), at);
        }
    }

    fn string(&mut self, value: Option<&toml::Value>, at: &str) -> String {
        match value.map(toml::Value::as_str) {
            Some(Some(text)) => text.to_owned(),
            Some(None) => {
                self.faults.push(format!("`{at}` is no text"));
                String::new()
            }
            None => {
                self.faults.push(format!("`{at}` is missing"));
                String::new()
            }
        }
    }

    fn array<'v>(&mut self, value: Option<&'v toml::Value>, at: &str) -> &'v [toml::Value] {
        match value.and_then(toml::Value::as_array) {
            Some(items) => items,
            None => {
                self.faults.push(format!("the list `{at}` is missing"));
                &[]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_message() {
        for language in Language::ALL {
            assert_eq!(list(language).1, Vec::<String>::new());
            assert_eq!(guide_list(language).1, Vec::<String>::new());
            assert_eq!(country_list(language).1, Vec::<String>::new());
        }
    }

    /// Lists of one name say the same things, so they are of one length.
    #[test]
    fn lists_are_of_one_length() {
        let lengths = |language: Language| {
            let table: toml::Table = text(language).parse().expect("TOML");
            let groups = table.into_iter().filter_map(|(name, group)| Some((name, group.as_table()?.clone())));
            let lists = groups.flat_map(|(group, words)| {
                words.into_iter().filter_map(move |(name, list)| Some((path(&group, &name), list.as_array()?.len())))
            });
            lists.collect::<Vec<_>>()
        };
        for language in Language::ALL {
            assert_eq!(lengths(language), lengths(Language::Hans), "{}", language.id());
        }
    }

    /// One form of a word throughout, and no other script's marks.
    #[test]
    fn traditional_chinese_is_of_one_piece() {
        for words in [list(Language::Hant).0, guide_list(Language::Hant).0, country_list(Language::Hant).0] {
            for odd in ["裡", "“", "”", "‘", "’", "爲", "着", "線上", "軟體", "公尺"] {
                assert_eq!(words.iter().find(|words| words.contains(odd)), None, "{odd}");
            }
        }
    }

    #[test]
    fn the_history_names_the_same_days_everywhere_latest_first() {
        let days = |language| {
            let (words, day) = (guide_list(language).0, |w: &String| w.len() == 10 && w.starts_with("20"));
            words.into_iter().filter(day).collect::<Vec<_>>()
        };
        let own = days(Language::Hans);
        assert!(own.len() > 1 && own.windows(2).all(|two| two[0] > two[1]));
        for language in Language::ALL {
            assert_eq!(days(language), own);
        }
    }

    #[test]
    fn faults_are_named() {
        let whole = text(Language::Hans);
        let check = |from: &str, to: &str, fault: &str| {
            let changed = whole.replacen(from, to, 1);
            assert_ne!(changed, whole, "{from}");
            let faults = read::<Messages>(&changed, "messages", Language::Hans).1;
            assert!(faults.iter().any(|f| f == &format!("assets/messages/zh-Hans.toml: {fault}")), "{faults:?}");
        };
        check("\nmenu =", "\nmenus =", "`menu` is missing");
        check("\nmenu =", "\nmenus =", "`menus` is not declared in src/messages.rs");
        check("{version}", "", "`corpus_version` lacks its gap `version`");
        check("{version}", "{version}{edition}", "`corpus_version` has a gap `edition`, declared are: version");
        check("\n[home]", "\n[hom]", "the group `home` is missing");
    }
}
