//! Body of a plan → its clauses: numbers, paths, headings, texts.
//!
//! In: a source and its zones. Out: clauses in document order, each character of a clause with its place in the
//! source. Invariant: every visible character of the body is in exactly one clause, or is part of a number at
//! the start of a paragraph ([`unplaced`] lists what breaks this).

mod annex;
mod headings;
mod indicators;
mod paragraphs;
mod tasks;

use super::deadline;
use super::normalise::{Text, is_visible, normalise};
use super::numbering::{Number, Style};
use super::source::Source;
use super::zones::{Zone, Zones};
use crate::compile::Diagnostic;
use crate::compile::pattern::pattern;
use crate::model::{Clause, ClauseId, ClauseKind, Span};
use paragraphs::{Paragraph, is_labelled_line, names_units};
pub use paragraphs::{is_closing, is_unit_line};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;
use tasks::Task;

/// How far back the items of a list are looked at, in clauses; the longest lists of real plans have a few dozen.
const LONGEST_LIST: usize = 200;

/// A list of so many items before its last tells how long its items are.
const SHORTEST_LIST: usize = 2;

/// A clause with the places of its characters.
#[derive(Clone, Debug)]
pub struct Outlined {
    /// The clause; its topics and units are filled in later.
    pub clause: Clause,
    /// For each character of `clause.text` its index in `Source::chars`.
    pub at: Vec<usize>,
    /// Source index of the first character, the number included.
    pub start: usize,
    /// An annex row's column of responsible units.
    pub unit_column: Option<String>,
    /// Where a row of a table of tasks names its units.
    pub unit_places: Vec<Span>,
    /// The clause's number where it breaks the numbering, and the number that was expected.
    pub misnumbered: Option<(String, u32)>,
}

/// A numbered clause, a dashed one, or a paragraph without a number.
struct Node {
    parent: Option<usize>,
    style: Option<Style>,
    path: String,
    kind: ClauseKind,
    text: Text,
    start: usize,
    /// Paragraph of a clause that turned out to have no children: its text belongs to the parent.
    merged: bool,
    misnumbered: Option<(String, u32)>,
    /// It is a row of a table of tasks.
    task: Option<Task>,
}

/// The clauses of a plan, annex rows last.
pub fn outline(source: &Source, zones: &Zones, plan: &str) -> (Vec<Outlined>, Vec<Diagnostic>) {
    let nodes = build(source, zones);
    let mut diagnostics = Vec::new();
    let mut outlined: Vec<Outlined> = Vec::new();
    let headings = headings::headings(&nodes);
    for (node, heading) in nodes.iter().zip(headings).filter(|(node, _)| !node.merged) {
        let parent = node.parent.map(|p| ClauseId::new(plan, &nodes[p].path));
        let mut clause = finish(plan, &node.path, parent, node.kind, heading, &node.text, node.start);
        // A heading is how the text begins.
        clause.clause.parts.heading = clause.clause.heading.as_ref().map(|h| Span(0, h.chars().count() as u32));
        clause.clause.deadline = deadline::labelled(&clause.clause.text);
        if let Some(task) = &node.task {
            task.tell(&mut clause);
        }
        outlined.push(Outlined { misnumbered: node.misnumbered.clone(), ..clause });
    }
    let rows = annex::rows(source, zones, plan, &outlined, &mut diagnostics);
    outlined.extend(rows);
    outlined.extend(tasks::annex_rows(source, zones, plan));
    outlined.extend(indicators::annex_tables(source, zones, plan));
    (outlined, diagnostics)
}

/// Source indices of visible characters in the body that no clause holds; empty unless the outline is wrong.
pub fn unplaced(source: &Source, zones: &Zones, clauses: &[Outlined]) -> Vec<usize> {
    let mut held = vec![false; source.chars.len()];
    for clause in clauses {
        clause.at.iter().for_each(|&at| held[at] = true);
        if clause.clause.kind != ClauseKind::Annex {
            let number = clause.start..clause.at.first().copied().unwrap_or(clause.start);
            held.get_mut(number).into_iter().flatten().for_each(|held| *held = true);
        }
    }
    // What stands in no cell of a table divides them.
    for table in &zones.tables {
        let lines = &source.lines[table.lines.clone()];
        let places = lines.iter().flat_map(|line| line.start..line.end);
        let cells: Vec<&Range<usize>> = table.rows.iter().flat_map(|row| &row.cells).collect();
        let within = |at: usize| {
            let next = cells.partition_point(|cell| cell.end <= at);
            cells.get(next).is_some_and(|cell| cell.contains(&at))
        };
        places.filter(|&at| !within(at)).for_each(|at| held[at] = true);
    }
    let lines = zones.of_line.iter().zip(&source.lines).filter(|(zone, _)| **zone == Zone::Body);
    lines
        .flat_map(|(_, line)| line.start..line.end)
        .filter(|&at| !held[at] && is_visible(source.simplified[at]))
        .collect()
}

fn finish(
    plan: &str,
    path: &str,
    parent: Option<ClauseId>,
    kind: ClauseKind,
    heading: Option<String>,
    text: &Text,
    start: usize,
) -> Outlined {
    let shown = text.shown();
    let original = (text.published != shown).then(|| text.published.clone());
    let clause = Clause { parent, heading, original, ..Clause::new(ClauseId::new(plan, path), kind, shown) };
    let at = text.glyphs.iter().map(|g| g.at).collect();
    Outlined { clause, at, start, unit_column: None, unit_places: Vec::new(), misnumbered: None }
}

fn build(source: &Source, zones: &Zones) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut stack: Vec<usize> = Vec::new();
    let mut numbers = Numbers::default();
    let mut dashes = BTreeMap::<Option<usize>, u32>::new();
    let mut rows = BTreeMap::<usize, u32>::new();
    // The preamble has the path 0, whether there is one or not.
    let mut copies = BTreeMap::from([("0".to_owned(), 1_u32)]);
    let mut open = Open::default();
    let mut in_box = None;
    let paragraphs = paragraphs::paragraphs(source, zones);
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
                let (text, start) = (task.text.clone(), task.start);
                let (parent, task, kind) = (Some(parent), Some(task), ClauseKind::Item);
                nodes.push(Node {
                    parent,
                    style: None,
                    path,
                    kind,
                    text,
                    start,
                    merged: false,
                    misnumbered: None,
                    task,
                });
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
            nodes.push(Node {
                parent,
                style: Some(Style::Dash),
                path,
                kind: ClauseKind::Principle,
                text,
                start,
                merged: false,
                misnumbered: None,
                task: None,
            });
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
        nodes.push(Node {
            parent,
            style: Some(number.style),
            path,
            kind,
            text,
            start,
            merged: false,
            misnumbered,
            task: None,
        });
    }
    name_loose_paragraphs(&mut nodes);
    nodes
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

/// The clause that a line of responsible units belongs to: the last one; behind the last item of a list of which
/// no item names its own, the clause that holds the list.
fn owner_of_units(nodes: &[Node], stack: &[usize], next: Option<Number>) -> Option<usize> {
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
struct Open {
    preamble: Option<usize>,
    closing: Option<usize>,
}

fn add_unnumbered(nodes: &mut Vec<Node>, open: &mut Open, stack: &[usize], text: Text, start: usize, after_all: bool) {
    let closes = after_all && open.closing.is_none() && paragraphs::is_closing(&text.shown());
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
    let path = path.to_owned();
    nodes.push(Node { parent, style: None, path, kind, text, start, merged: false, misnumbered: None, task: None });
}

/// Paragraphs without a number become `u1`, `u2`, … where their clause has children, else part of its text.
fn name_loose_paragraphs(nodes: &mut [Node]) {
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

impl Paragraph<'_> {
    fn start(&self, source: &Source) -> usize {
        let line = &source.lines[self.lines[0]];
        (line.start..line.end).find(|&at| !source.chars[at].is_whitespace()).unwrap_or(line.start)
    }

    /// The paragraph with its number.
    fn whole(&self, source: &Source) -> Text {
        if let Some(table) = self.table {
            return table.text(source);
        }
        normalise(source, &self.stretches(source))
    }

    fn stretches(&self, source: &Source) -> Vec<Range<usize>> {
        self.lines.iter().map(|&i| source.lines[i].start..source.lines[i].end).collect()
    }

    /// The paragraph without its number.
    fn text(&self, source: &Source) -> Text {
        if self.table.is_some() {
            return self.whole(source);
        }
        let mut stretches = self.stretches(source);
        if let Some(number) = self.number {
            let whole = normalise(source, &stretches);
            let mut rest = whole.glyphs.iter().skip(number.length).skip_while(|g| g.shown == ' ');
            match rest.next() {
                Some(first) => {
                    stretches.retain(|s| s.end > first.at);
                    if let Some(stretch) = stretches.first_mut() {
                        stretch.start = first.at;
                    }
                }
                None => stretches.clear(),
            }
        }
        normalise(source, &stretches)
    }
}
