//! Lines of a source → what each is: noise of the page, front matter, body of the plan, annex.
//!
//! Invariant: every line has exactly one zone. A line counts as noise only by its own words or because it
//! stands before the document begins; nothing is dropped. [`lines`] says what a line is by its own words, [`title`] where
//! the document begins and its body, [`contents`] where its table of contents stands, [`ends`] what stands below it.

mod contents;
mod ends;
mod lines;
mod title;

pub use ends::MOST_SIGNERS;
pub use lines::{DATE_LINE, GENRE, ORGAN, PRINTED, SEALED, SIGNED, ends_signature, is_document_number};

use super::header::normalise_line;
use super::source::Source;
use super::tables::{self, Table};
use contents::contents;
use ends::{mark_page_heads, mark_signature, mark_tail};
use lines::{ANNEX, FIRST_NUMBERED, is_furniture, is_record};
use title::{document_start, find_title};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Furniture of a web page, page numbers, a news lead before the document.
    Noise,
    /// Header lines, covering notice, title, signature.
    Front,
    /// What the plan says, up to its annex.
    Body,
    /// What stands behind a line 附件, 附表 or 附录, with that line.
    Annex,
}

/// The zones of a source and what finding them has shown.
#[derive(Debug)]
pub struct Zones {
    /// One for each line.
    pub of_line: Vec<Zone>,
    /// Normalised text of each line.
    pub norm: Vec<String>,
    /// The plan's own title, normalised.
    pub title: Option<String>,
    /// Index of the first line of the body.
    pub body_line: usize,
    /// The tables of body and annex, in order.
    pub tables: Vec<Table>,
}

impl Zones {
    /// The table that a line belongs to.
    pub fn table_of(&self, line: usize) -> Option<&Table> {
        let next = self.tables.partition_point(|table| table.lines.end <= line);
        self.tables.get(next).filter(|table| table.lines.contains(&line))
    }
}

/// Finds the zones of a source.
pub fn find_zones(source: &Source) -> Zones {
    let norm: Vec<String> = source.lines.iter().map(|line| normalise_line(&line.plain)).collect();
    let mut noise: Vec<bool> = norm.iter().map(|line| is_furniture(line)).collect();
    noise[contents(&norm)].fill(true);
    let start = document_start(&norm, &noise);
    let (title, body_line) = find_title(&norm, &noise, start);
    let mut of_line: Vec<Zone> = (0..norm.len())
        .map(|i| match () {
            () if noise[i] || (i < start && !norm[i].is_empty()) => Zone::Noise,
            () if i < body_line => Zone::Front,
            () => Zone::Body,
        })
        .collect();
    let tables = tables::tables(source, &norm, body_line, &noise);
    let rows = tables.iter().flat_map(|table| table.lines.clone());
    // A cell may hold a number and nothing else, as the foot of a page does.
    rows.filter(|&i| !norm[i].is_empty()).for_each(|i| of_line[i] = Zone::Body);
    let said = |from: usize| (from..norm.len()).filter(|&i| of_line[i] != Zone::Noise);
    let numbered = said(body_line).find(|&i| FIRST_NUMBERED.is_match(&norm[i]));
    let annex = said(numbered.unwrap_or(body_line)).find(|&i| ANNEX.is_match(&norm[i]));
    for i in body_line..norm.len() {
        if of_line[i] == Zone::Noise {
            continue;
        }
        if annex.is_some_and(|annex| i >= annex) {
            of_line[i] = Zone::Annex;
        } else if is_record(&norm[i]) {
            of_line[i] = Zone::Front;
        }
    }
    let mut zones = Zones { of_line: Vec::new(), norm, title, body_line, tables };
    mark_tail(&mut of_line, &zones);
    mark_signature(&mut of_line, &zones.norm, body_line);
    mark_page_heads(&mut of_line, &zones);
    zones.of_line = of_line;
    zones
}
