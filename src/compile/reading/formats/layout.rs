//! Characters at places on pages (of a PDF or OFD) → paragraphs and tables in reading order.
//!
//! Invariants: every character is in one block, but for page numbers and running heads, which stand at the edge of a
//! page and are numbers or repeat; a line that the paper's width tore is joined to its paragraph again.

mod table;

use super::{Block, Place, is_wide};
use std::collections::HashMap;

/// A page; the unit of length does not matter, y grows downwards.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// From its upper edge to its lower.
    pub height: f64,
    /// Its characters as they were drawn, in no order of reading.
    pub glyphs: Vec<Glyph>,
    /// The strokes on it, of which the grids of tables are made.
    pub rules: Vec<Rule>,
}

/// A character, or what a font sets as one.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it shows: one character as a rule.
    pub text: String,
    /// The left end of its baseline.
    pub x: f64,
    /// How far its baseline is from the page's upper edge.
    pub y: f64,
    /// How far it reaches to the right.
    pub width: f64,
    /// The height of its font.
    pub size: f64,
}

/// A horizontal or vertical stroke, ends in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Left end.
    pub x0: f64,
    /// Upper end.
    pub y0: f64,
    /// Right end; of a vertical stroke hardly more than `x0`.
    pub x1: f64,
    /// Lower end; of a horizontal stroke hardly more than `y0`.
    pub y1: f64,
}

/// Characters on one baseline.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    x0: f64,
    x1: f64,
    y: f64,
    size: f64,
    at: Place,
}

enum Item {
    Line(Line),
    Table(table::Table),
}

/// The blocks of all pages.
pub(super) fn blocks(pages: &[Page]) -> Vec<Block> {
    let mut laid: Vec<Vec<Item>> = pages.iter().zip(1..).map(|(page, n)| items(page, n)).collect();
    drop_furniture(&mut laid, pages);
    let document = Measure::of(laid.iter().flatten());
    let mut blocks = Vec::new();
    let mut open: Option<(String, Place, Line)> = None;
    for items in laid {
        let own = Measure::of(&items);
        // A page with few full lines says little about its margins.
        let measure = if own.lines < 10 { Measure { left: document.left, right: document.right, ..own } } else { own };
        let measure = Measure { indented: document.indented, leading: document.leading, ..measure };
        for item in items {
            let line = match item {
                Item::Line(line) => line,
                Item::Table(table) => {
                    finish(&mut blocks, open.take());
                    table.push(&mut blocks);
                    continue;
                }
            };
            open = match open.take() {
                Some((mut text, at, last)) if measure.runs_on(&last, &line) => {
                    join(&mut text, &line.text);
                    Some((text, at, line))
                }
                done => {
                    finish(&mut blocks, done);
                    Some((line.text.clone(), line.at, line))
                }
            };
        }
    }
    finish(&mut blocks, open);
    blocks
}

fn finish(blocks: &mut Vec<Block>, open: Option<(String, Place, Line)>) {
    if let Some((text, at, _)) = open {
        blocks.push(Block::Paragraph { text, at });
    }
}

fn join(text: &mut String, more: &str) {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, ',' | '.'));
    if latin(text.chars().last()) && latin(more.chars().next()) {
        text.push(' ');
    }
    text.push_str(more);
}

/// The lines and tables of a page from top to bottom.
fn items(page: &Page, number: u32) -> Vec<Item> {
    let glyphs = page.glyphs.iter().filter(|glyph| glyph.x.is_finite() && glyph.y.is_finite() && glyph.size > 0.0);
    let mut glyphs: Vec<&Glyph> = glyphs.collect();
    let tables = table::find(page, &mut glyphs);
    let mut items: Vec<(f64, Item)> = lines(glyphs).into_iter().map(|line| (line.y, Item::Line(line))).collect();
    items.extend(tables.into_iter().map(|table| (table.y, Item::Table(table))));
    items.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut count = 0;
    for (_, item) in &mut items {
        match item {
            Item::Line(line) => {
                count += 1;
                line.at = Place::Page { page: number, line: count };
            }
            Item::Table(table) => table.number(number, &mut count),
        }
    }
    items.into_iter().map(|(_, item)| item).collect()
}

/// Characters on nearly the same height are a line.
fn lines(mut glyphs: Vec<&Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in glyphs {
        let fits =
            |row: &Vec<&Glyph>| row.last().is_some_and(|last| glyph.y - last.y < 0.4 * last.size.max(glyph.size));
        match rows.last_mut().filter(|row| fits(row)) {
            Some(row) => row.push(glyph),
            None => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().filter_map(line).collect()
}

fn line(mut glyphs: Vec<&Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut text = String::new();
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs.iter().copied().filter(|glyph| !glyph.text.trim().is_empty()) {
        if let Some(before) = last {
            // Bold is often the same character set twice, a little apart.
            if before.text == glyph.text && glyph.x - before.x < 0.2 * glyph.size {
                continue;
            }
            let ends = (before.text.chars().last(), glyph.text.chars().next());
            let wide = ends.0.is_some_and(is_wide) || ends.1.is_some_and(is_wide);
            // Chinese is set to the full width by moving its characters apart.
            if glyph.x - before.x - before.width > glyph.size * if wide { 0.8 } else { 0.2 } {
                text.push(' ');
            }
        }
        text.push_str(&glyph.text);
        last = Some(glyph);
    }
    let shown: Vec<&&Glyph> = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    let mut sizes: Vec<f64> = shown.iter().map(|glyph| glyph.size).collect();
    let (first, last) = (shown.first()?, last?);
    let size = quantile(&mut sizes, 0.5);
    let at = Place::Page { page: 0, line: 0 };
    Some(Line { text, x0: first.x, x1: last.x + last.width, y: first.y, size, at })
}

/// The frame that the text of pages is set in.
struct Measure {
    left: f64,
    right: f64,
    /// The usual distance of two baselines.
    leading: f64,
    /// Whether paragraphs begin with an indent.
    indented: bool,
    lines: usize,
}

impl Measure {
    fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        let lines: Vec<&Line> = items
            .into_iter()
            .filter_map(|item| match item {
                Item::Line(line) => Some(line),
                Item::Table(_) => None,
            })
            .collect();
        let widest = lines.iter().map(|line| line.x1 - line.x0).fold(0.0, f64::max);
        let full: Vec<&&Line> = lines.iter().filter(|line| line.x1 - line.x0 > 0.8 * widest).collect();
        let left = quantile(&mut full.iter().map(|line| line.x0).collect::<Vec<_>>(), 0.1);
        let right = quantile(&mut full.iter().map(|line| line.x1).collect::<Vec<_>>(), 0.9);
        let mut steps: Vec<f64> =
            lines.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|step| *step > 0.0).collect();
        let indented = lines.iter().filter(|line| (1.2..3.0).contains(&((line.x0 - left) / line.size))).count();
        Measure {
            left,
            right,
            leading: quantile(&mut steps, 0.5),
            indented: indented * 10 >= lines.len(),
            lines: full.len(),
        }
    }

    /// Whether the paragraph of a line goes on in the next.
    fn runs_on(&self, line: &Line, next: &Line) -> bool {
        let size = line.size;
        let same_size = (line.size - next.size).abs() < 0.12 * size.max(next.size);
        // A number or a name that is not torn may leave some room at the end of a line.
        let room = self.right - line.x1;
        let full = room < if self.indented { 3.2 } else { 2.2 } * size && line.x0 < self.left + 3.2 * size;
        let flush = next.x0 < self.left + 0.8 * size;
        let below = next.y - line.y;
        // On the next page the distance says nothing.
        let near = below <= 0.0 || below < 1.7 * self.leading.max(size);
        let stopped = line.text.ends_with(['。', '！', '？', '；', '：']);
        // Without indents a new paragraph shows itself by its number, or by the room that the last one left.
        let ended = !self.indented && (begins_with_number(&next.text) || (stopped && room > size));
        // The second line of a title in the middle: further in than an indent.
        let centred = next.x0 > self.left + 2.7 * size
            && self.is_centred(line)
            && self.is_centred(next)
            && room < size
            && !stopped;
        same_size && full && near && ((flush && !ended) || centred)
    }

    fn is_centred(&self, line: &Line) -> bool {
        ((line.x0 - self.left) - (self.right - line.x1)).abs() < 1.2 * line.size
    }
}

/// `一、`, `（一）`, `1．`, `第一条`
fn begins_with_number(text: &str) -> bool {
    const DIGITS: &str = "0123456789０１２３４５６７８９零〇一二三四五六七八九十百";
    let rest = text.trim_start_matches(['（', '(', '第']);
    let behind = rest.trim_start_matches(|c| DIGITS.contains(c));
    behind.len() < rest.len() && behind.starts_with(['、', '）', ')', '．', '.', '条', '章', '节'])
}

fn quantile(values: &mut [f64], part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len().saturating_sub(1) as f64 * part).round() as usize;
    values.get(at).copied().unwrap_or(0.0)
}

/// Takes page numbers and running heads away.
fn drop_furniture(laid: &mut [Vec<Item>], pages: &[Page]) {
    const EDGE: f64 = 0.12;
    let at_edge = |page: usize, line: &Line| {
        let height = pages[page].height;
        line.y < EDGE * height || line.y > (1.0 - EDGE) * height
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (page, items) in laid.iter().enumerate() {
        let mut keys: Vec<String> = edge_lines(items).filter(|line| at_edge(page, line)).map(key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let least = (laid.len() * 2).div_ceil(5).max(2);
    for (page, items) in laid.iter_mut().enumerate() {
        let edge: Vec<Place> = edge_lines(items).map(|line| line.at).collect();
        items.retain(|item| match item {
            Item::Line(line) if edge.contains(&line.at) && at_edge(page, line) => {
                let repeats = seen.get(&key(line)).is_some_and(|count| *count >= least);
                !(repeats || is_page_number(&line.text))
            }
            _ => true,
        });
    }
}

/// The two first and the two last lines of a page.
fn edge_lines(items: &[Item]) -> impl Iterator<Item = &Line> {
    let count = items.len();
    let edge = items.iter().enumerate().filter(move |(at, _)| *at < 2 || *at + 2 >= count);
    edge.filter_map(|(_, item)| match item {
        Item::Line(line) => Some(line),
        Item::Table(_) => None,
    })
}

/// The text of a line, the same on every page: its figures do not count.
fn key(line: &Line) -> String {
    line.text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_numeric() { '#' } else { c }).collect()
}

/// `3`, `— 3 —`, `第3页`, `3/12`, `第 3 页 共 12 页`
fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let digits = plain.chars().filter(|&c| is_digit(c)).count();
    let marks = "—–-－―─·•/／第页頁共,，、";
    (1..=6).contains(&digits) && plain.chars().all(|c| is_digit(c) || marks.contains(c))
}
