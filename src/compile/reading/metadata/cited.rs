//! The works that a text cites, and what the name of one tells.
//!
//! In: the text of a clause, or a title. Out: titles and numbers of documents as printed.

use crate::compile::pattern::pattern;
use crate::compile::reading::zones::{GENRE, is_document_number};
use crate::model::Span;
use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A work that a text cites.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cited {
    /// Without 《》.
    pub title: String,
    /// 文号, where it stands in brackets right behind the title.
    pub document_number: Option<String>,
}

/// Works cited in a clause's text, each where it first stands: 《…》, with the number in brackets right behind it.
pub fn citations(text: &str) -> Vec<(Span, Cited)> {
    static WORK: LazyLock<Regex> = LazyLock::new(|| pattern(r"《([^《》]{4,150})》(?:（([^（）]{2,30}号)）)?"));
    static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"({GENRE}|法|标准|报告|导则|指南|任务|规范|批复|函|章程|目录)(（[^（）]*）)?(》|〉)?(的通知)?$"
        ))
    });
    let mut found: Vec<(Range<usize>, Cited)> = Vec::new();
    let mut seen: BTreeSet<Cited> = BTreeSet::new();
    for captures in WORK.captures_iter(text) {
        let document_number =
            captures.get(2).map(|m| m.as_str().to_owned()).filter(|number| is_document_number(number));
        let work = Cited { title: captures[1].to_owned(), document_number };
        let known = work.document_number.is_some() || DOCUMENT.is_match(&work.title);
        if known && seen.insert(work.clone()) {
            // A bracket that holds no number of a document is no part of the citation.
            let name = captures.get(1).map_or(0, |title| title.end() + "》".len());
            let whole = captures.get(0).map_or(0..0, |whole| whole.range());
            let end = if work.document_number.is_some() { whole.end } else { name };
            found.push((whole.start..end, work));
        }
    }
    let (ranges, works): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    Span::all_of_bytes(text, ranges).into_iter().zip(works).collect()
}

/// The plan inside a notice's title: 〈X〉 of 关于印发〈X〉的通知; the title itself where there is none.
pub fn own_title(title: &str) -> String {
    static INNER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:印发|转发|公布|下发|发布)[〈《]?(.+?)[〉》]?的通知$"));
    INNER.captures(title).map_or_else(|| title.to_owned(), |captures| captures[1].to_owned())
}

/// The year in a document number: 2024 of 国发〔2024〕17号.
pub fn year_of_number(number: &str) -> Option<u16> {
    let (_, rest) = number.split_once('〔')?;
    rest.split('〕').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cited_works() {
        let text = "贯彻落实《国务院关于印发〈深入实施以人为本的新型城镇化战略五年行动计划〉的通知》（国发〔2024〕17号）、《福建省新型城镇化规划（2021—2035年）》和《红楼梦新编》";
        let cited = citations(text);
        let places: Vec<&str> = cited.iter().map(|(span, _)| span.of(text)).collect();
        let expected = [
            "《国务院关于印发〈深入实施以人为本的新型城镇化战略五年行动计划〉的通知》（国发〔2024〕17号）",
            "《福建省新型城镇化规划（2021—2035年）》",
        ];
        assert_eq!(places, expected);
        let (_, first) = &cited[0];
        assert_eq!(first.document_number.as_deref(), Some("国发〔2024〕17号"));
        assert_eq!(own_title(&first.title), "深入实施以人为本的新型城镇化战略五年行动计划");
    }
}
