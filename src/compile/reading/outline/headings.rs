//! Which clauses open with a title of their own.

use super::Node;
use super::paragraphs::is_unit_line;
use crate::compile::reading::numbering::Style;
use crate::model::ClauseKind;
use std::collections::{BTreeMap, BTreeSet};

/// The longest opening sentence that is taken for a title, in characters.
const LONGEST: usize = 40;

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
        let leads_on = |i: usize, text: &str| {
            nodes[i].style == Some(Style::Article) && text.lines().next().is_some_and(|line| line.ends_with('：'))
        };
        // 四、附则, whose only paragraph says how long the plan holds.
        let bare_chapter = |i: usize, text: &str| nodes[i].kind == ClauseKind::Chapter && !text.ends_with('。');
        let own = |i: usize, text: &str| {
            (parents.contains(&i) || text.contains('\n') || bare_chapter(i, text))
                .then(|| own_line(text))
                .flatten()
                .filter(|_| !leads_on(i, text))
        };
        let titles = group.iter().map(|&i| {
            let text = nodes[i].text.shown();
            (i, own(i, &text), opening(&text))
        });
        let titles: Vec<_> = titles.collect();
        let titled = titles.iter().filter(|(_, own, opening)| own.is_some() || opening.is_some()).count();
        for (i, own, opening) in titles {
            headings[i] = own.or(opening.filter(|_| titled * 10 >= group.len() * 6));
        }
    }
    for (heading, node) in headings.iter_mut().zip(nodes) {
        if matches!(node.kind, ClauseKind::Preamble | ClauseKind::Closing | ClauseKind::Paragraph) {
            *heading = None;
        }
    }
    headings
}

/// A first (or only) paragraph that is short and one phrase.
fn own_line(text: &str) -> Option<String> {
    let first = text.split('\n').next()?;
    let phrase = first.trim_end_matches(['。', '：']);
    let short = phrase.chars().count() <= LONGEST + 5 && !phrase.contains(['。', '；', '，', '：']);
    (short && !phrase.is_empty()).then(|| phrase.to_owned())
}

/// A first sentence that is a short phrase, with more text behind it than who is responsible.
fn opening(text: &str) -> Option<String> {
    let (phrase, rest) = text.split_once('。').filter(|(_, rest)| !is_unit_line(rest))?;
    let short = phrase.chars().count() <= LONGEST && !phrase.contains(['，', '；', '：', '\n', '（']);
    (short && !rest.trim().is_empty() && !phrase.is_empty()).then(|| phrase.to_owned())
}
