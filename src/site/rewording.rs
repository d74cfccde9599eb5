//! Words of plans as pages of other languages show them: in Traditional characters on Traditional pages, and with a
//! gloss beside titles and units on English ones.
//!
//! In: a rendered page. Out: the same page for its readers. The app renders every language from the same data and knows
//! nothing of this: `assets/reword.js` does to what the app draws what is done here to what is prerendered, by the same
//! table, which stands before it in its file. Invariants: both go by the longest words that the table has, from left to
//! right; no markup changes but for the attribute that holds a gloss; what says its own `lang` is no text of the page's
//! language, so it is never put into other characters, and a gloss is given only where every word of it is known.

mod glossary;
mod page;
mod traditional;
mod words;

use crate::model::{Corpus, Language};
use words::Words;

/// The script that goes by the table, and the file in `assets/`.
pub const SCRIPT: &str = "reword.js";

/// What stands for which words in one language.
pub struct Rewording {
    language: Language,
    words: Words,
}

impl Rewording {
    /// Of each language that has one.
    pub fn all(corpus: &Corpus) -> Vec<Self> {
        vec![
            Self::of(Language::Hant, traditional::words(corpus)),
            Self::of(Language::En, glossary::words(include_str!("../../assets/glosses.tsv"))),
        ]
    }

    fn of(language: Language, words: Words) -> Self {
        Self { language, words }
    }

    /// The language of its pages.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Name of its script among the app's files.
    pub fn file(&self) -> String {
        format!("reword-{}.js", self.language.id())
    }

    /// Its script: the table, then what goes by it.
    pub fn script(&self, code: &[u8]) -> Vec<u8> {
        let table = serde_json::Value::String(self.words.table());
        [format!("const words = {table};\n").as_bytes(), code].concat()
    }

    /// The page as its readers see it.
    pub fn page(&self, html: &str) -> String {
        match self.language {
            Language::En => page::glossed(html, |text| self.gloss(text)),
            Language::Hans | Language::Hant => page::converted(html, |text| self.words.convert(text)),
        }
    }

    /// A text without markup as its readers see it; a gloss needs a place beside the words.
    pub fn text(&self, text: &str) -> String {
        if self.language == Language::Hant { self.words.convert(text) } else { text.to_owned() }
    }

    fn gloss(&self, text: &str) -> Option<String> {
        let text = unnumbered(text.trim());
        if text.chars().count() < 2 || text.chars().count() > glossary::LONGEST || text.is_ascii() {
            return None;
        }
        let mut gloss = String::new();
        for (own, word) in self.words.found(text) {
            let word = word.or_else(|| own.is_ascii().then_some(own))?;
            let joined = gloss.is_empty()
                || word.starts_with([',', ';', ':', '.', ')', '–', '”'])
                || gloss.ends_with(['(', ' ', '“', '–']);
            if !joined && !own.is_ascii() && !word.is_empty() {
                gloss.push(' ');
            }
            gloss += word;
        }
        let mut chars = gloss.trim().chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect())
    }
}

/// A title without the number that it begins with, which needs no gloss: `三、`, `（三）`, `3.`, `第三章`.
fn unnumbered(title: &str) -> &str {
    const NUMERALS: &str = "〇零一二三四五六七八九十百0123456789";
    let (open, number) = match title.chars().next() {
        Some(open @ ('（' | '(' | '第')) => (Some(open), &title[open.len_utf8()..]),
        _ => (None, title),
    };
    let rest = number.trim_start_matches(|c| NUMERALS.contains(c));
    let closes: &[char] = match open {
        Some('第') => &['编', '章', '节', '条'],
        Some(_) => &['）', ')'],
        None => &['、', '．', '.'],
    };
    rest.strip_prefix(closes)
        // A number with a point in it is no number of a title.
        .filter(|words| rest.len() < number.len() && !words.starts_with(|c: char| c.is_ascii_digit()))
        .map_or(title, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages;
    use std::path::Path;

    fn corpus() -> Corpus {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        crate::compile::compile(&crate::compile::read_seeds(&seeds).expect("seeds")).corpus
    }

    #[test]
    fn plans_stand_in_traditional_characters_as_the_converter_has_them() {
        let corpus = corpus();
        let hant = Rewording::of(Language::Hant, traditional::words(&corpus));
        for clause in &corpus.clauses {
            let (ours, theirs) = (hant.words.convert(&clause.text), traditional::converted(&clause.text));
            let apart = ours.chars().zip(theirs.chars()).filter(|(ours, theirs)| ours != theirs).count();
            // The vocabulary's own names are what differs.
            assert!(apart <= 2 && traditional::is_traditional(&ours), "{}: {ours}\n{theirs}", clause.id);
        }
        assert_eq!(hant.words.convert("德化县推进以县城为重要载体的城镇化"), "德化縣推進以縣城為重要載體的城鎮化");
    }

    #[test]
    fn what_is_written_in_traditional_characters_stays() {
        let corpus = corpus();
        let hant = Rewording::of(Language::Hant, traditional::words(&corpus));
        let (words, _) = messages::list(Language::Hant);
        let (guide, _) = messages::guide_list(Language::Hant);
        let traditional = |words: &&String| words.chars().count() > 1 && traditional::is_traditional(words);
        for words in words.iter().chain(&guide).filter(traditional) {
            assert_eq!(hant.words.convert(words), *words);
        }
        let areas = corpus.areas.iter().map(|area| &area.name);
        let names = corpus.indicators.iter().map(|i| &i.name).chain(corpus.topics.iter().map(|t| &t.name)).chain(areas);
        for name in names {
            assert_eq!(hant.words.convert(&name.hant), traditional::written(&name.hant));
        }
    }

    #[test]
    fn a_gloss_is_whole_or_none() {
        let table = "推进\tpromote\n城镇化\turbanisation\n、\t,\n县\tcounty\n教育局\teducation bureau\n";
        let english = Rewording::of(Language::En, glossary::words(table));
        for (text, gloss) in [
            ("推进城镇化", Some("Promote urbanisation")),
            ("推进城镇化、县教育局", Some("Promote urbanisation, county education bureau")),
            ("十二、推进城镇化", Some("Promote urbanisation")),
            ("（三）推进城镇化", Some("Promote urbanisation")),
            ("第三章　推进城镇化", Some("Promote urbanisation")),
            ("3. 推进城镇化", Some("Promote urbanisation")),
            ("3.5推进城镇化", Some("3.5 promote urbanisation")),
            ("（三）", None),
            ("、推进城镇化", Some(", promote urbanisation")),
            ("推进工业化", None),
            ("县", None),
            ("2028", None),
        ] {
            assert_eq!(english.gloss(text).as_deref(), gloss, "{text}");
        }
    }

    /// Titles of clauses and units whose gloss lacks no word; a floor that curators raise.
    #[test]
    fn most_titles_and_units_have_a_gloss() {
        let corpus = corpus();
        let english = Rewording::of(Language::En, glossary::words(include_str!("../../assets/glosses.tsv")));
        let titles = || corpus.clauses.iter().filter_map(|clause| clause.heading.as_deref());
        let units = || corpus.clauses.iter().flat_map(|clause| &clause.units).map(String::as_str);
        let share = |words: Vec<&str>, what: &str| {
            let missing: Vec<&&str> = words.iter().filter(|words| english.gloss(words).is_none()).collect();
            println!("{what}: {} of {} without a gloss: {missing:?}", missing.len(), words.len());
            (words.len() - missing.len()) * 100 / words.len()
        };
        assert!(share(titles().collect(), "titles") >= 85);
        assert!(share(units().collect(), "units") >= 85);
    }
}
