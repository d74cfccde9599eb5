//! What an author should know about a seed: data, not a failure.

use super::place::Place;
use serde::Serialize;
use std::collections::BTreeMap;

/// So many diagnostics of one code are told of a file; one more says how many there are beside them.
pub const MOST: usize = 20;

/// One remark about a seed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable short name of the rule, for instance `numbering`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Seed file name.
    pub file: String,
    /// First place concerned: line and column, both from 1, column in characters. 0 where the whole file is meant.
    /// Of a file that is no plain text they count in the text that is read from it.
    pub line: u32,
    /// The column of that place.
    pub column: u32,
    /// Where that line stands in a file that is no plain text.
    pub place: Option<Place>,
    /// Number of characters concerned, at least 1 where there is a place.
    pub length: u32,
    /// What is to be said, without a stop at its end: `the file is empty`.
    pub message: String,
    /// How to mend it, where that is known.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A remark about a file as a whole.
    pub fn of_file(code: &'static str, severity: Severity, file: &str, message: String, hint: &str) -> Self {
        let (file, hint) = (file.to_owned(), Some(hint.to_owned()));
        Self { code, severity, file, line: 0, column: 0, place: None, length: 0, message, hint }
    }
}

/// How much a diagnostic matters, the worst first.
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

impl Diagnostic {
    /// Said after the last one told: how many more there are.
    pub fn and_more(&self, count: usize) -> Self {
        let message = format!("and {count} more like this one");
        Self { message, hint: None, ..self.clone() }
    }
}

/// The first [`MOST`] of each code in each file, in the order given, and how many more there are.
pub fn limited(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<(String, &str), (usize, usize)> = BTreeMap::new();
    let mut told: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let (count, last) = counts.entry((diagnostic.file.clone(), diagnostic.code)).or_default();
        *count += 1;
        if *count <= MOST {
            *last = told.len();
            told.push(diagnostic);
        }
    }
    let more = counts.into_values().filter(|(count, _)| *count > MOST);
    let more: Vec<Diagnostic> = more.map(|(count, last)| told[last].and_more(count - MOST)).collect();
    told.extend(more);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_code_are_told_and_the_rest_counted() {
        let of = |code, line| Diagnostic {
            code,
            severity: Severity::Note,
            file: "x.txt".into(),
            line,
            column: 1,
            place: None,
            length: 1,
            message: "twice".into(),
            hint: None,
        };
        let many: Vec<Diagnostic> = (0..30).map(|line| of("doubled", line)).chain([of("date", 9)]).collect();
        let told = limited(many);
        assert_eq!(told.iter().filter(|d| d.code == "doubled").count(), MOST + 1);
        let last = told.last().expect("the one that counts the rest");
        assert_eq!((last.code, last.line, last.message.as_str()), ("doubled", 19, "and 10 more like this one"));
        let few: Vec<Diagnostic> = (0..20).map(|line| of("doubled", line)).collect();
        assert_eq!(limited(few.clone()), few);
    }
}
