//! What an author should know about a seed: data, not a failure.

use serde::Serialize;

/// One remark about a seed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable short name of the rule, for instance `numbering-gap`.
    pub code: &'static str,
    pub severity: Severity,
    /// Seed file name.
    pub file: String,
    /// First place concerned: line and column, both from 1, column in characters. 0 where the whole file is meant.
    pub line: u32,
    pub column: u32,
    /// Number of characters concerned, at least 1 where there is a place.
    pub length: u32,
    pub message: String,
    /// How to mend it, where that is known.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A remark about a file as a whole.
    pub fn of_file(code: &'static str, severity: Severity, file: &str, message: String, hint: &str) -> Self {
        let (file, hint) = (file.to_owned(), Some(hint.to_owned()));
        Self { code, severity, file, line: 0, column: 0, length: 0, message, hint }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The output would say something wrong; `check` exits 1.
    Error,
    /// The output is right as far as it goes, but somebody should look.
    Warning,
    /// An oddity of the source, kept as published.
    Note,
}
