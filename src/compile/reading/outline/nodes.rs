//! Paragraphs → a tree: each number opens a node below the nearest of a higher style.
//!
//! In: a source and its zones. Out: nodes in document order, with their paths and texts; boxes belong to the clause in
//! which they stand, rows of tables of tasks are nodes of their own.

use super::loose::{Open, add_unnumbered, name_loose_paragraphs, owner_of_units};
use super::paragraphs::{is_labelled_line, paragraphs};
use super::{Node, tasks};
use crate::compile::pattern::pattern;
use crate::compile::reading::numbering::{Number, Style};
use crate::compile::reading::source::Source;
use crate::compile::reading::zones::Zones;
use crate::model::ClauseKind;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub fn build(source: &Source, zones: &Zones) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut stack: Vec<usize> = Vec::new();
    let mut numbers = Numbers::default();
    let mut dashes = BTreeMap::<Option<usize>, u32>::new();
    let mut rows = BTreeMap::<usize, u32>::new();
    // The preamble has the path 0, whether there is one or not.
    let mut copies = BTreeMap::from([("0".to_owned(), 1_u32)]);
    let mut open = Open::default();
    let mut in_box = None;
    let paragraphs = paragraphs(source, zones);
    let last_numbered = paragraphs.iter().rposition(|p| p.number.is_some());
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let after_all = last_numbered.is_none_or(|last| i > last);
        let start = paragraph.start(source);
        // A box belongs to the clause in which it stands, with the list in it.
        if is_box(&zones.norm[paragraph.lines[0]]) && !stack.is_empty() {
            in_box = Some(Numbered::default());
        }
        if in_box.as_mut().is_some_and(|numbered| !numbered.holds(paragraph.number)) {
            in_box = None;
        }
        if in_box.is_some()
            && let Some(&owner) = stack.last()
        {
            // Behind the clause's own paragraphs, which are joined to it at the end.
            let loose = |node: &Node| node.parent == Some(owner) && node.kind == ClauseKind::Paragraph;
            let last = nodes.len() - 1;
            let holder = if loose(&nodes[last]) { last } else { owner };
            nodes[holder].text.append(paragraph.whole(source), Some('\n'));
            continue;
        }
        let text = paragraph.text(source);
        if let (Some(table), Some(&parent)) = (paragraph.table, stack.last())
            && let Some(found) = tasks::tasks(source, table)
        {
            // Heads and headings of the rows stay with the clause in which the table stands.
            nodes[parent].text.append(found.heads, Some('\n'));
            for task in found.tasks {
                let count = rows.entry(parent).and_modify(|n| *n += 1).or_insert(1);
                let path = child_path(&nodes, Some(parent), &format!("r{count}"));
                let node = Node::new(Some(parent), path, ClauseKind::Item, task.text.clone(), task.start);
                nodes.push(Node { task: Some(task), ..node });
            }
            continue;
        }
        let Some(number) = paragraph.number else {
            if paragraph.table.is_none()
                && let Some(owner) = is_labelled_line(&zones.norm[paragraph.lines[0]])
                    .then(|| owner_of_units(&nodes, &stack, paragraphs[i + 1..].iter().find_map(|p| p.number)))
                    .flatten()
            {
                nodes[owner].text.append(text, Some('\n'));
                continue;
            }
            add_unnumbered(&mut nodes, &mut open, &stack, text, start, after_all && last_numbered.is_some());
            continue;
        };
        if number.style == Style::Dash {
            let parent = stack.last().copied();
            let count = dashes.entry(parent).and_modify(|n| *n += 1).or_insert(1);
            let path = child_path(&nodes, parent, &format!("p{count}"));
            let node = Node::new(parent, path, ClauseKind::Principle, text, start);
            nodes.push(Node { style: Some(Style::Dash), ..node });
            continue;
        }
        while stack.last().is_some_and(|&top| nodes[top].style >= Some(number.style)) {
            stack.pop();
        }
        let parent = stack.last().copied();
        let mut path = child_path(&nodes, parent, &number.value.to_string());
        let label: String = zones.norm[paragraph.lines[0]].chars().take(number.length).collect();
        let misnumbered = numbers.check(number.style, number.value, parent).map(|expected| (label, expected));
        let copies = copies.entry(path.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *copies > 1 {
            path = format!("{path}-{copies}");
        }
        let in_article = parent.is_some_and(|parent| nodes[parent].style == Some(Style::Article));
        let kind = kind_of(number.style, stack.len(), in_article);
        stack.push(nodes.len());
        let node = Node::new(parent, path, kind, text, start);
        nodes.push(Node { style: Some(number.style), misnumbered, ..node });
    }
    name_loose_paragraphs(&mut nodes);
    nodes
}

fn child_path(nodes: &[Node], parent: Option<usize>, last: &str) -> String {
    parent.map_or_else(|| last.to_owned(), |p| format!("{}.{last}", nodes[p].path))
}

fn kind_of(style: Style, depth: usize, in_article: bool) -> ClauseKind {
    match (style, depth) {
        _ if in_article => ClauseKind::Item,
        (Style::Dot | Style::SmallBracket | Style::Circle, _) => ClauseKind::Item,
        (Style::Article, _) => ClauseKind::Section,
        (_, 0) => ClauseKind::Chapter,
        (_, 1) => ClauseKind::Section,
        _ => ClauseKind::Item,
    }
}

/// Whether a line is the head of a box: 专栏2 安全生产治本攻坚重点.
fn is_box(line: &str) -> bool {
    static BOX: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^专栏\s*(\d{1,2}|[一二三四五六七八九十]{1,3})([^，。；]{0,40})$"));
    BOX.is_match(line)
}

/// The numbers within a box.
#[derive(Default)]
struct Numbered(Option<Number>);

impl Numbered {
    /// Whether a paragraph with this number stands in the box still: one without, or the next of the box's own list.
    fn holds(&mut self, number: Option<Number>) -> bool {
        let Some(number) = number else { return self.0.is_none() };
        let next = self.0.map_or(1, |last| last.value + 1);
        let listed = number.style >= Style::Dot && (number.style == Style::Dash || number.value == next);
        self.0 = Some(number);
        listed
    }
}

/// Remembers numbers, to tell gaps and repetitions. A style may restart under each parent or run on.
#[derive(Default)]
struct Numbers {
    last: BTreeMap<Style, (Option<usize>, u32)>,
}

impl Numbers {
    /// The number that was expected, where another one stands.
    fn check(&mut self, style: Style, value: u32, parent: Option<usize>) -> Option<u32> {
        let last = self.last.insert(style, (parent, value));
        let (expected, same_parent) = match last {
            Some((last_parent, n)) => (n + 1, last_parent == parent),
            None => (1, true),
        };
        (value != expected && (same_parent || value != 1)).then_some(expected)
    }
}
