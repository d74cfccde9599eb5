//! Which clauses open with a title of their own.

use super::Node;
use super::paragraphs::is_unit_line;
use crate::compile::lexicon::Class;
use crate::compile::reading::numbering::Style;
use crate::compile::words::closing;
use crate::model::ClauseKind;
use std::collections::{BTreeMap, BTreeSet};

/// The longest opening sentence that is taken for a title, in characters.
const LONGEST: usize = 40;

/// The same of one on a line of its own where all of its list stand so.
const LONGEST_IN_LIST: usize = 60;

/// The same of one with a comma.
const LONGEST_OF_TWO: usize = 28;

/// Articles of which so many have titles of so few characters (载体建设。) have titles, whatever others do.
const TITLED_ARTICLES: usize = 3;
const TITLE_OF_ARTICLE: usize = 8;

/// A sentence with its mark that may be an article's title is no longer: 适用范围。
const SHORT: usize = 12;

/// A heading (without its final mark) or `None` for each node.
///
/// A first paragraph on a line of its own is a title. A first sentence on the same line as the text is one where most
/// clauses of the same list open so, or half of them where most of all lists of that numbering do: one short sentence by
/// itself is none.
pub fn headings(nodes: &[Node]) -> Vec<Option<String>> {
    let mut groups = BTreeMap::<_, Vec<usize>>::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, n)| n.style.is_some() && !n.merged) {
        groups.entry((node.parent, node.style)).or_default().push(i);
    }
    let parents: BTreeSet<usize> = nodes.iter().filter(|n| !n.merged).filter_map(|n| n.parent).collect();
    let mut headings = vec![None; nodes.len()];
    // Each node with a title on a line of its own, and one that its text may open with.
    let mut lists = Vec::new();
    let mut of_style = BTreeMap::<Option<Style>, (usize, usize)>::new();
    for ((_, style), group) in groups {
        let titles = titles(nodes, &parents, &group);
        let titled = titles.iter().filter(|(_, own, opening)| own.is_some() || opening.is_some()).count();
        let (most, all) = of_style.entry(style).or_default();
        *most += titled;
        *all += titles.len();
        lists.push((style, titled, titles));
    }
    for (style, titled, titles) in lists {
        let article = style == Some(Style::Article);
        let (most, all) = of_style.get(&style).copied().unwrap_or_default();
        let in_step = titled * 2 >= titles.len() && most * 10 >= all * 6;
        let usual = titled * 10 >= titles.len() * 6 || in_step;
        let is_brief = |opening: &str| opening.chars().count() <= TITLE_OF_ARTICLE;
        let brief_articles =
            titles.iter().filter(|(_, _, opening)| article && opening.as_deref().is_some_and(is_brief));
        let brief = brief_articles.count() >= TITLED_ARTICLES;
        for (i, own, opening) in titles {
            let opens =
                |opening: &String| usual && (!article || opening.chars().count() < SHORT) || brief && is_brief(opening);
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

/// For each node of a list a title on a line of its own, and a first sentence that may be one.
fn titles(nodes: &[Node], parents: &BTreeSet<usize>, group: &[usize]) -> Vec<(usize, Option<String>, Option<String>)> {
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
    let own = |i: usize, text: &str, longest: usize| {
        (parents.contains(&i) || text.contains('\n') || bare_chapter(i, text))
            .then(|| own_line(text, longest))
            .flatten()
            .filter(|_| !leads_on(i, text))
    };
    let texts: Vec<String> = group.iter().map(|&i| nodes[i].text.shown()).collect();
    // 带量采购，以量换价。 is a title where all others of the list open so.
    let whole = |i: usize, text: &str| parents.contains(&i).then(|| sentence_of_two(text)).flatten();
    let each = || group.iter().zip(&texts).map(|(&i, text)| (i, text.as_str()));
    let two_phrases =
        group.len() > 2 && each().all(|(i, text)| opening(text, true).or_else(|| whole(i, text)).is_some());
    let longest = match group.len() > 2 && each().all(|(i, text)| own(i, text, LONGEST_IN_LIST).is_some()) {
        true => LONGEST_IN_LIST,
        false => LONGEST + 5,
    };
    let titles = each().map(|(i, text)| {
        let own = own(i, text, longest).or_else(|| whole(i, text).filter(|_| two_phrases));
        (i, own, opening(text, two_phrases))
    });
    titles.collect()
}

/// A first (or only) paragraph that is short and one phrase, or two without a final mark.
fn own_line(text: &str, longest: usize) -> Option<String> {
    let first = text.split('\n').next()?;
    let phrase = first.trim_end_matches(['。', '：']);
    let marked = phrase.len() < first.len();
    let short = phrase.chars().count() <= longest && !phrase.contains(['。', '；', '：']);
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
    let torn = phrase.matches('（').count() != phrase.matches('）').count();
    let short = phrase.chars().count() <= longest && !phrase.contains(['；', '：', '\n']) && !torn && !is_told(phrase);
    (short && commas <= usize::from(two_phrases) && !rest.trim().is_empty() && !phrase.is_empty())
        .then(|| phrase.to_owned())
}

/// Whether a phrase ends with a bracket that tells more than another name: …（市教育局）, not 特色小镇（特色街区）.
fn is_told(phrase: &str) -> bool {
    const OTHER_NAME: usize = 6;
    let bracket = phrase.strip_suffix('）').and_then(|rest| rest.rsplit_once('（'));
    bracket.is_some_and(|(_, told)| {
        let office = closing(told, Class::OfficeEnd).is_some();
        told.chars().count() > OTHER_NAME || office || told.chars().any(|c| c.is_ascii_digit())
    })
}
