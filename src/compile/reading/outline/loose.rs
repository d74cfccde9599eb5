//! Paragraphs without a number: which clause they belong to, and what they are called.

use super::Node;
use super::paragraphs::{is_closing, names_units};
use crate::compile::reading::normalise::Text;
use crate::compile::reading::numbering::{Number, Style};
use crate::model::ClauseKind;
use std::collections::{BTreeMap, BTreeSet};

/// How far back the items of a list are looked at, in clauses; the longest lists of real plans have a few dozen.
const LONGEST_LIST: usize = 200;

/// A list of so many items before its last tells how long its items are.
const SHORTEST_LIST: usize = 2;

/// The clause that a line of responsible units belongs to: the last one; behind the last item of a list of which
/// no item names its own, the clause that holds the list.
pub fn owner_of_units(nodes: &[Node], stack: &[usize], next: Option<Number>) -> Option<usize> {
    let mut owner = *stack.last()?;
    loop {
        let Some(parent) = nodes[owner].parent else { return Some(owner) };
        let in_article = nodes[parent].style == Some(Style::Article);
        let Some(style) = nodes[owner].style.filter(|s| *s >= Style::Dot || in_article) else { return Some(owner) };
        let nearest = (parent + 1).max(owner.saturating_sub(LONGEST_LIST))..owner;
        let mut earlier =
            nodes[nearest].iter().filter(|n| n.parent == Some(parent) && n.style == Some(style)).peekable();
        let last = next.is_none_or(|next| next.style < style || next.style == style && next.value == 1);
        if !last || earlier.peek().is_none() || earlier.any(|n| names_units(&n.text.shown())) {
            return Some(owner);
        }
        // A list without any office up to here is not the whole clause's where that clause named its own before.
        owner = parent;
    }
}

/// The nodes that paragraphs without a number belong to.
#[derive(Default)]
pub struct Open {
    preamble: Option<usize>,
    closing: Option<usize>,
}

pub fn add_unnumbered(
    nodes: &mut Vec<Node>,
    open: &mut Open,
    stack: &[usize],
    text: Text,
    start: usize,
    after_all: bool,
) {
    let closes = after_all && open.closing.is_none() && is_closing(&text.shown());
    // What follows the closing sentence belongs to it; what stands before the first number is the preamble.
    let owner = open.preamble.filter(|_| stack.is_empty()).or(open.closing).filter(|_| !closes);
    if let Some(owner) = owner {
        nodes[owner].text.append(text, Some('\n'));
        return;
    }
    let (parent, path, kind) = match stack.last() {
        _ if closes => (None, "closing", ClauseKind::Closing),
        None => (None, "0", ClauseKind::Preamble),
        Some(&parent) => (Some(parent), "", ClauseKind::Paragraph),
    };
    match kind {
        ClauseKind::Closing => open.closing = Some(nodes.len()),
        ClauseKind::Preamble => open.preamble = Some(nodes.len()),
        _ => {}
    }
    nodes.push(Node::new(parent, path.to_owned(), kind, text, start));
}

/// Paragraphs without a number become `u1`, `u2`, … where their clause has children, else part of its text.
pub fn name_loose_paragraphs(nodes: &mut [Node]) {
    raise_what_follows_lists(nodes);
    let with_children: BTreeSet<usize> = nodes.iter().filter(|n| n.style.is_some()).filter_map(|n| n.parent).collect();
    let mut counts = BTreeMap::<usize, u32>::new();
    for i in 0..nodes.len() {
        let (Some(parent), ClauseKind::Paragraph) = (nodes[i].parent, nodes[i].kind) else { continue };
        if with_children.contains(&parent) {
            let count = counts.entry(parent).or_default();
            *count += 1;
            nodes[i].path = format!("{}.u{count}", nodes[parent].path);
        } else {
            let text = nodes[i].text.clone();
            nodes[parent].text.append(text, Some('\n'));
            nodes[i].merged = true;
        }
    }
}

/// Behind a list of items of one paragraph each, what follows the last item's belongs to the clause that holds the list.
fn raise_what_follows_lists(nodes: &mut [Node]) {
    let mut loose = BTreeMap::<usize, Vec<usize>>::new();
    let mut lists = BTreeMap::<(usize, Style), Vec<usize>>::new();
    for (i, node) in nodes.iter().enumerate() {
        match (node.parent, node.style, node.kind) {
            (Some(parent), None, ClauseKind::Paragraph) => loose.entry(parent).or_default().push(i),
            (Some(parent), Some(style), _) if style != Style::Dash => lists.entry((parent, style)).or_default().push(i),
            _ => {}
        }
    }
    let parents: BTreeSet<usize> = nodes.iter().filter(|n| n.style.is_some()).filter_map(|n| n.parent).collect();
    for ((parent, _), items) in lists {
        let Some((last, others)) = items.split_last() else { continue };
        // A title on a line of its own is no paragraph.
        let titled = |item: usize| !nodes[item].text.shown().ends_with(['。', '；', '：', '）']);
        let paragraphs = |item: usize| loose.get(&item).map_or(0, Vec::len) + usize::from(!titled(item));
        let ended = nodes[*last].text.shown().ends_with(['。', '；', '）']) || titled(*last);
        let single = ended
            && others.len() >= SHORTEST_LIST
            && others.iter().all(|&item| paragraphs(item) == 1)
            && !items.iter().any(|item| parents.contains(item));
        if single && paragraphs(*last) > 1 {
            let raised = loose.get(last).map_or(&[][..], Vec::as_slice);
            for &i in &raised[usize::from(titled(*last))..] {
                nodes[i].parent = Some(parent);
            }
        }
    }
}
