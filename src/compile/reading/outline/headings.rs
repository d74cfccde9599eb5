//! Which clauses open with a title of their own.

use super::Node;
use super::paragraphs::is_unit_line;
use crate::compile::reading::numbering::Style;
use crate::model::ClauseKind;
use std::collections::{BTreeMap, BTreeSet};

/// The longest opening sentence that is taken for a title, in characters.
const LONGEST: usize = 40;

/// The same of one with a comma.
const LONGEST_OF_TWO: usize = 28;

/// Articles of which so many have titles of so few characters (载体建设。) have titles, whatever others do.
const TITLED_ARTICLES: usize = 3;
const TITLE_OF_ARTICLE: usize = 8;

/// A sentence with its mark that may be an article's title is no longer: 适用范围。
const SHORT: usize = 12;

/// A heading (without its final mark) or `None` for each node.
///
/// A first paragraph on a line of its own is a title. A first sentence on the same line as the text is one
/// where most clauses of the same list open so: one short sentence by itself is none.
pub fn headings(nodes: &[Node]) -> Vec<Option<String>> {
    let mut groups = BTreeMap::<_, Vec<usize>>::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.style.is_some() && !n.merged) {
        groups.entry((node.parent, node.style)).or_default().push(i);
    }
    let parents: BTreeSet<usize> = nodes.iter().filter(|n| !n.merged).filter_map(|n| n.parent).collect();
    let mut headings = vec![None; nodes.len()];
    for group in groups.into_values() {
        // One short sentence with nothing under it is what the clause says, not its title.
        // 第四条 促进就业：（一）… leads on to its list, it is no title.
        // 第六条 市财政部门负责资金保障。⏎… is the first of its sentences.
        let leads_on = |i: usize, text: &str| {
            let line = text.lines().next().unwrap_or_default();
            let sentence = line.ends_with('。') && line.chars().count() > SHORT;
            nodes[i].style == Some(Style::Article) && (line.ends_with('：') || sentence)
        };
        // 四、附则, whose only paragraph says how long the plan holds.
        let bare_chapter = |i: usize, text: &str| nodes[i].kind == ClauseKind::Chapter && !text.ends_with('。');
        let own = |i: usize, text: &str| {
            (parents.contains(&i) || text.contains('\n') || bare_chapter(i, text))
                .then(|| own_line(text))
                .flatten()
                .filter(|_| !leads_on(i, text))
        };
        let texts: Vec<String> = group.iter().map(|&i| nodes[i].text.shown()).collect();
        // 带量采购，以量换价。 is a title where all others of the list open so.
        let whole = |i: usize, text: &str| parents.contains(&i).then(|| sentence_of_two(text)).flatten();
        let two_phrases = group.len() > 2
            && group.iter().zip(&texts).all(|(&i, text)| opening(text, true).or_else(|| whole(i, text)).is_some());
        let titles = group.iter().zip(&texts).map(|(&i, text)| {
            let own = own(i, text).or_else(|| whole(i, text).filter(|_| two_phrases));
            (i, own, opening(text, two_phrases))
        });
        let titles: Vec<_> = titles.collect();
        let titled = titles.iter().filter(|(_, own, opening)| own.is_some() || opening.is_some()).count();
        let is_brief = |opening: &str| opening.chars().count() <= TITLE_OF_ARTICLE;
        let articles = titles.iter().filter(|(i, _, opening)| {
            nodes[*i].style == Some(Style::Article) && opening.as_deref().is_some_and(is_brief)
        });
        let brief = articles.count() >= TITLED_ARTICLES;
        for (i, own, opening) in titles {
            let article = nodes[i].style == Some(Style::Article);
            let opens = |opening: &String| {
                let usual = titled * 10 >= group.len() * 6 && (!article || opening.chars().count() < SHORT);
                usual || brief && is_brief(opening)
            };
            headings[i] = own.or(opening.filter(opens));
        }
    }
    for (heading, node) in headings.iter_mut().zip(nodes) {
        if matches!(node.kind, ClauseKind::Preamble | ClauseKind::Closing | ClauseKind::Paragraph) {
            *heading = None;
        }
    }
    headings
}

/// A first (or only) paragraph that is short and one phrase, or two without a final mark.
fn own_line(text: &str) -> Option<String> {
    let first = text.split('\n').next()?;
    let phrase = first.trim_end_matches(['。', '：']);
    let marked = phrase.len() < first.len();
    let short = phrase.chars().count() <= LONGEST + 5 && !phrase.contains(['。', '；', '：']);
    (short && !phrase.is_empty() && !(marked && phrase.contains('，'))).then(|| phrase.to_owned())
}

/// A text that is one sentence of two phrases, above a list: 统筹两个市场，打造加工制造中心。
fn sentence_of_two(text: &str) -> Option<String> {
    let phrase = text.strip_suffix('。')?;
    let two = phrase.matches('，').count() == 1 && !phrase.contains(['。', '；', '：', '\n']);
    (two && phrase.chars().count() <= LONGEST_OF_TWO).then(|| phrase.to_owned())
}

/// A first sentence that is a short phrase, or two, with more text behind it than who is responsible.
fn opening(text: &str, two_phrases: bool) -> Option<String> {
    let (phrase, rest) = text.split_once('。').filter(|(_, rest)| !is_unit_line(rest))?;
    let commas = phrase.matches('，').count();
    let longest = if commas > 0 { LONGEST_OF_TWO } else { LONGEST };
    let bracket = phrase.ends_with('）') || phrase.matches('（').count() != phrase.matches('）').count();
    let short = phrase.chars().count() <= longest && !phrase.contains(['；', '：', '\n']) && !bracket;
    (short && commas <= usize::from(two_phrases) && !rest.trim().is_empty() && !phrase.is_empty())
        .then(|| phrase.to_owned())
}
