//! Markdown → its paragraphs, list items and tables, without the marks.
//!
//! Invariant: numbers that the writer typed (`1.` of a list) stay text, for in a plan they are the clause numbers.

use super::{Block, Cell, Document, FormatError, Limits, Place, Row};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub(super) fn read(text: &str, limits: &Limits) -> Result<Document, FormatError> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1)).collect();
    let place = |at: usize| Place::Line(starts.partition_point(|start| *start <= at) as u32);
    let mut document = Document::default();
    let mut text_so_far = String::new();
    let mut at = Place::Line(1);
    let mut lists: Vec<Option<u64>> = Vec::new();
    let (mut rows, mut table_at): (Vec<Row>, Place) = (Vec::new(), at);
    let mut depth = 0;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth > limits.depth {
            return Err(FormatError::TooLarge { of: "elements within elements", limit: limits.depth });
        }
        if text_so_far.is_empty() {
            at = place(range.start);
        }
        match event {
            Event::Text(more) | Event::Code(more) => text_so_far.push_str(&more),
            Event::SoftBreak => {
                let wide = text_so_far.chars().last().is_some_and(super::is_wide);
                text_so_far.push_str(if wide { "" } else { " " });
            }
            Event::Start(Tag::List(first)) => {
                finish(&mut document, &mut text_so_far, at);
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                if let Some(Some(number)) = lists.last_mut() {
                    text_so_far = format!("{number}.");
                    *number = number.saturating_add(1);
                }
            }
            Event::Start(Tag::Table(_)) => (rows, table_at) = (Vec::new(), place(range.start)),
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Row::default()),
            Event::End(TagEnd::TableCell) => {
                let text = std::mem::take(&mut text_so_far).trim().to_owned();
                if let Some(row) = rows.last_mut() {
                    let column = row.cells.len() as u32;
                    row.cells.push(Cell { text, at: place(range.start), column, columns: 1, rows: 1 });
                }
            }
            Event::End(TagEnd::Table) => {
                document.blocks.push(Block::Table { rows: std::mem::take(&mut rows), at: table_at });
            }
            Event::HardBreak | Event::Rule => finish(&mut document, &mut text_so_far, at),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                finish(&mut document, &mut text_so_far, at);
            }
            _ => {}
        }
    }
    finish(&mut document, &mut text_so_far, at);
    Ok(document)
}

fn finish(document: &mut Document, text: &mut String, at: Place) {
    let done = std::mem::take(text);
    for line in done.lines().map(str::trim).filter(|line| !line.is_empty()) {
        document.blocks.push(Block::Paragraph { text: line.to_owned(), at });
    }
}
