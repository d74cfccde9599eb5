//! A file as a government publishes it → its paragraphs and tables in reading order, each with its place.
//!
//! In: the bytes of a `.txt`, `.md`, `.html`, `.docx`, `.pdf` or `.ofd`. Out: a [`Document`], or a [`FormatError`]
//! that names the place and the remedy. Invariants: nothing that a reader of the published page or paper does not
//! see (scripts, hidden and deleted text, page numbers) is in a block; no input makes it panic or take more than
//! [`Limits`] allows. What the text means is left to the readers of text.

mod docx;
mod html;
mod layout;
mod markdown;
mod ofd;
mod package;
mod pdf;

use super::encoding;
pub use crate::compile::place::Place;
use crate::model::is_web_address;
use std::fmt;

/// A document as blocks in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What the page or file says about itself.
    pub facts: Facts,
    /// Its paragraphs and tables, in reading order.
    pub blocks: Vec<Block>,
    /// What was left out or guessed.
    pub remarks: Vec<Remark>,
}

/// A paragraph or a table. A line break within a paragraph starts a new one.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A text, and where it begins.
    Paragraph {
        /// What it says.
        text: String,
        /// Where it begins.
        at: Place,
    },
    /// Rows from top to bottom, and where the first begins.
    Table {
        /// From top to bottom.
        rows: Vec<Row>,
        /// Where the first of them begins.
        at: Place,
    },
}

/// One row of a table; a cell that spans rows stands in the first of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// From left to right.
    pub cells: Vec<Cell>,
}

/// One cell of a table. Its paragraphs are divided by `\n`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What stands in it; empty where nothing does.
    pub text: String,
    /// Where it begins.
    pub at: Place,
    /// Its first column, from 0.
    pub column: u32,
    /// How many columns and rows it spans, at least 1.
    pub columns: u32,
    /// How many rows it spans, at least 1.
    pub rows: u32,
}

/// What a page says about itself, outside of the document's own text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Of an HTML page: `ArticleTitle`, else its heading, else its `<title>` up to `_` or `|`.
    pub title: Option<String>,
    /// The address the page was saved from.
    pub address: Option<String>,
    /// The `<meta>` of government pages (`ArticleTitle`, `PubDate`, `ContentSource` …), in their order.
    pub meta: Vec<(String, String)>,
    /// The header of government pages (索引号, 发布机构, 成文日期 …), labels without spaces and colon, in their order.
    pub header: Vec<(String, String)>,
}

/// Something that was left out or guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What, without a stop at its end: `the table of contents is left out`.
    pub message: String,
    /// Where it stood.
    pub at: Place,
}

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, in whatever encoding.
    Text,
    /// `.md`, or a `.txt` with its marks: what pages are often saved as.
    Markdown,
    /// `.html` and its like.
    Html,
    /// `.docx`.
    Docx,
    /// `.pdf`.
    Pdf,
    /// `.ofd`: China's own format for pages as printed (GB/T 33190).
    Ofd,
    /// A kind of file that is recognised and not read; [`read`] says what to do with it.
    Unread(Unread),
}

/// Kinds of files that are recognised and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unread {
    /// `.doc`, `.wps`, `.xls` and their like, before 2007.
    OldOffice,
    /// `.rtf`.
    Rtf,
    /// `.odt` and its like.
    OpenDocument,
    /// `.xlsx`, `.pptx`: an Office file that is no text.
    Office,
    /// `.mht`: a page saved as one file with its pictures.
    WebArchive,
    /// `.zip`, `.rar`, `.7z` and their like.
    Archive,
    /// `.png`, `.jpg`, `.tif` and their like: a page as a picture.
    Image,
    /// Nothing known, and no text.
    Binary,
}

/// How much of a file is read before it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of everything that is unpacked from it.
    pub unpacked: usize,
    /// Pages of a PDF or OFD.
    pub pages: usize,
    /// Elements within elements.
    pub depth: usize,
    /// Paragraphs and table cells.
    pub blocks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 64 << 20, unpacked: 256 << 20, pages: 2_000, depth: 256, blocks: 200_000 }
    }
}

/// Why a file cannot be read, and what to do about it.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum FormatError {
    /// It holds more of something than is read.
    #[error("the file has more than {limit} {of}; split it, or save only the plan's text")]
    TooLarge {
        /// Of what: `pages`.
        of: &'static str,
        /// How many are read.
        limit: usize,
    },
    /// A part of it is missing or cannot be unpacked or parsed.
    #[error("{what} is damaged at {at}: {cause}; fetch the file again, or save it anew as {remedy}")]
    Damaged {
        /// What the file is called: `the DOCX`.
        what: &'static str,
        /// The part, or the place in it.
        at: String,
        /// What is wrong there.
        cause: String,
        /// The ending to save it anew with: `.docx`.
        remedy: &'static str,
    },
    /// A PDF that opens only with a password.
    #[error("the PDF is locked with a password; print it to a new PDF without one, or save its text as .txt")]
    Locked,
    /// No page of a PDF or OFD has text, and at least one is a picture.
    #[error("page {page} is a picture and no page has text; run text recognition (OCR), then save as .docx or .txt")]
    Scanned {
        /// The first page that is a picture, from 1.
        page: u32,
    },
    /// A PDF with a page most of whose characters have no Unicode reading.
    #[error("the fonts on page {page} do not say which characters they show; save the text as .docx or .txt")]
    NoUnicode {
        /// The first such page, from 1.
        page: u32,
    },
    /// It has neither a paragraph nor a cell of a table.
    #[error("the file holds no text; save the plan's text in it")]
    Empty,
    /// It is of a kind that is recognised and not read.
    #[error("{0} files are not read; {remedy}", remedy = .0.remedy())]
    Unread(Unread),
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unread::OldOffice => ".doc, .wps and other old Office",
            Unread::Rtf => ".rtf",
            Unread::OpenDocument => "OpenDocument",
            Unread::Office => ".xlsx, .pptx and their like: tables or slides,",
            Unread::WebArchive => ".mht web archive",
            Unread::Archive => "archive",
            Unread::Image => "image",
            Unread::Binary => "unknown binary",
        })
    }
}

impl Unread {
    fn remedy(self) -> &'static str {
        match self {
            Unread::OldOffice | Unread::Rtf | Unread::OpenDocument => {
                "open it in Word, WPS or LibreOffice, save as .docx"
            }
            Unread::Office => "copy the plan's text into a .docx or .txt file",
            Unread::WebArchive => "save the page as .html",
            Unread::Archive => "unpack it and use the files in it",
            Unread::Image => "run text recognition (OCR), then save as .docx or .txt",
            Unread::Binary => "save the plan's text as .docx, .pdf, .html or .txt",
        }
    }
}

impl Facts {
    /// The address on the web that the page was saved from.
    pub fn web_address(&self) -> Option<&str> {
        self.address.as_deref().filter(|address| is_web_address(address))
    }
}

impl FormatError {
    /// What is wrong, and what to do about it.
    pub fn told(&self) -> (String, String) {
        let told = self.to_string();
        let (wrong, remedy) = told.rsplit_once("; ").unwrap_or((&told, ""));
        (wrong.to_owned(), remedy.to_owned())
    }
}

/// What kind of file it is: by its content, and only between kinds of text by its name.
pub fn sniff(name: &str, bytes: &[u8]) -> Format {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let head = &bytes[..bytes.len().min(1024)];
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return package::sniff(bytes);
    }
    if head.windows(5).any(|w| w == b"%PDF-") {
        return Format::Pdf;
    }
    let unread: [(&[&[u8]], Unread); 4] = [
        (&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"], Unread::OldOffice),
        (&[b"{\\rtf"], Unread::Rtf),
        (&[b"Rar!\x1A\x07", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B", b"BZh", b"\xFD7zXZ"], Unread::Archive),
        (&[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"], Unread::Image),
    ];
    if let Some((_, kind)) = unread.iter().find(|(magics, _)| magics.iter().any(|magic| starts(magic))) {
        return Format::Unread(*kind);
    }
    if encoding_rs::Encoding::for_bom(bytes).is_none() && head.contains(&0) {
        return Format::Unread(Unread::Binary);
    }
    let text = decode(head).trim_start().to_ascii_lowercase();
    if text.starts_with("mime-version:") || text.starts_with("from: <saved by") {
        return Format::Unread(Unread::WebArchive);
    }
    let page = ["<!doctype html", "<html", "<head", "<body", "<!--", "<div", "<table", "<meta", "<?xml"];
    if page.iter().any(|tag| text.starts_with(tag)) || matches!(&*ending, "html" | "htm" | "xhtml" | "shtml") {
        return Format::Html;
    }
    let is_markdown = matches!(&*ending, "md" | "markdown") || (ending == "txt" && markdown::is_marked(bytes));
    if is_markdown { Format::Markdown } else { Format::Text }
}

/// Reads a file of the format that [`sniff`] found.
///
/// # Errors
/// It is of a kind that is not read, damaged, locked, without text, or holds more than `limits` allows.
pub fn read(format: Format, bytes: &[u8], limits: &Limits) -> Result<Document, FormatError> {
    if bytes.len() > limits.bytes {
        return Err(FormatError::TooLarge { of: "bytes", limit: limits.bytes });
    }
    let document = match format {
        Format::Text => text(&decode(bytes)),
        Format::Markdown => markdown::read(&decode(bytes), limits)?,
        Format::Html => html::read(bytes, limits)?,
        Format::Docx => docx::read(bytes, limits)?,
        Format::Pdf => pdf::read(bytes, limits)?,
        Format::Ofd => ofd::read(bytes, limits)?,
        Format::Unread(kind) => return Err(FormatError::Unread(kind)),
    };
    let count: usize = document.blocks.iter().map(Block::size).sum();
    match count {
        0 => Err(FormatError::Empty),
        _ if count > limits.blocks => Err(FormatError::TooLarge { of: "paragraphs", limit: limits.blocks }),
        _ => Ok(document),
    }
}

impl Document {
    /// The document as the lines that a reader of text takes: the header as `label：value`, then the paragraphs;
    /// a row of a table is one line, in which as many tabs stand before a cell as columns.
    pub fn lines(&self) -> Vec<Line> {
        let first = self.blocks.first().map_or(Place::Line(1), Block::at);
        let entry = |(label, value): &(String, String)| format!("{label}：{value}");
        let mut lines: Vec<Line> =
            self.facts.header.iter().map(|pair| Line { text: entry(pair), at: first, table: None }).collect();
        for (block, number) in self.blocks.iter().zip(0..) {
            match block {
                Block::Paragraph { text, at } => lines.push(Line { text: text.clone(), at: *at, table: None }),
                Block::Table { rows, at } => lines.extend(rows.iter().map(|row| Line {
                    text: row.text(),
                    at: row.cells.first().map_or(*at, |cell| cell.at),
                    table: Some(number),
                })),
            }
        }
        lines
    }
}

/// One line of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands in it; of a row the cells with tabs before them.
    pub text: String,
    /// Where it stands in the file; of a row its first cell, of the header the file's first block.
    pub at: Place,
    /// Of a row: its table, by the number of its block.
    pub table: Option<u32>,
}

impl Row {
    /// The cells divided by tabs, each in its column.
    fn text(&self) -> String {
        let mut text = String::new();
        let mut column = 0;
        for cell in &self.cells {
            (column..cell.column).for_each(|_| text.push('\t'));
            column = column.max(cell.column);
            text.extend(cell.text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
        }
        text
    }
}

impl Block {
    /// Where it begins.
    pub fn at(&self) -> Place {
        match self {
            Block::Paragraph { at, .. } | Block::Table { at, .. } => *at,
        }
    }

    fn size(&self) -> usize {
        match self {
            Block::Paragraph { .. } => 1,
            Block::Table { rows, .. } => rows.iter().map(|row| row.cells.len()).sum(),
        }
    }
}

fn text(text: &str) -> Document {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let blocks = lines.map(|(line, n)| Block::Paragraph { text: line.trim().to_owned(), at: Place::Line(n) }).collect();
    Document { blocks, ..Document::default() }
}

/// Decodes text by its byte order mark, else as UTF-8 where it is, else by `charset=` in its head, else by guess.
fn decode(bytes: &[u8]) -> String {
    let (encoding, bom) = encoding_rs::Encoding::for_bom(bytes)
        .unwrap_or_else(|| (encoding::of(bytes, declared_charset(&bytes[..bytes.len().min(4096)])), 0));
    encoding.decode_without_bom_handling(&bytes[bom..]).0.into_owned()
}

fn declared_charset(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start_matches(['"', '\'', ' ']);
    let label = rest.split(['"', '\'', ' ', '>', ';', '/']).next()?;
    encoding_rs::Encoding::for_label(label.as_bytes())
}

/// Whether the character is set without spaces around it: an ideograph or full-width punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}' | '‘'..='‟' | '…' | '—')
}
