//! Where a person finds something in a file as it was published.
//!
//! A plain text has lines and columns; what was read from a file of another kind says beside them where it stands
//! there.

use serde::{Serialize, Serializer};
use std::fmt;

/// A place in a published file. All numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of a text, Markdown or HTML file.
    Line(u32),
    /// A paragraph of a DOCX file, those in tables and text boxes counted too.
    Paragraph(u32),
    /// A line of a page of a PDF or OFD file, counted from the page's top.
    Page {
        /// The page.
        page: u32,
        /// The line.
        line: u32,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Line(line) => write!(f, "line {line}"),
            Place::Paragraph(paragraph) => write!(f, "paragraph {paragraph}"),
            Place::Page { page, line } => write!(f, "page {page}, line {line}"),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
