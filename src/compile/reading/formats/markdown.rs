//! Markdown → its paragraphs, list items and tables, without the marks.
//!
//! Invariants: numbers that the writer typed (`1.` of a list) stay text, for in a plan they are the clause numbers; a line
//! is a paragraph, as in a plain text, for whoever saves a page rarely leaves a line between paragraphs.

use super::{Block, Cell, Document, FormatError, Limits, Place, Row};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Whether a text is Markdown by what stands in it: a heading, or two lines that begin with words in bold.
pub(super) fn is_marked(text: &[u8]) -> bool {
    let lines = || text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let is_heading = |line: &[u8]| {
        let marks = line.iter().take_while(|byte| **byte == b'#').count();
        (1..=6).contains(&marks) && line.get(marks) == Some(&b' ')
    };
    let is_bold =
        |line: &[u8]| line.strip_prefix(b"**").is_some_and(|rest| rest.windows(2).skip(1).any(|at| at == b"**"));
    lines().any(is_heading) || lines().filter(|line| is_bold(line)).nth(1).is_some()
}

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
            // Between a Chinese stop and a character the parser takes no mark for the end of words in bold.
            Event::Text(more) if more.bytes().all(|byte| byte == b'*') && !text[..range.start].ends_with('\\') => {}
            // **一、重要意义⏎**　　（一）…: nor one that begins a line.
            Event::Text(more) if more.contains("**") => text_so_far.push_str(&more.replace("**", "")),
            Event::Text(more) | Event::Code(more) => text_so_far.push_str(&more),
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
            Event::SoftBreak | Event::HardBreak | Event::Rule => finish(&mut document, &mut text_so_far, at),
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
