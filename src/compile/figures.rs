//! Small TOML files of `seeds/`: `PLAN.toml` beside `PLAN.txt` completes or overrides facts; one without a text
//! holds the known figures of a plan whose text is not in the corpus.

use crate::model::{Comparator, Date, Decimal, Kind};
use serde::Deserialize;

/// Contents of a TOML file. Every field is optional in a sidecar.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub id: Option<String>,
    pub title: Option<String>,
    pub document_number: Option<String>,
    pub issuer: Option<String>,
    /// Division code or full name of the issuing place, where the issuer's name does not settle it.
    pub place: Option<String>,
    /// Year of signing, where the day is not known.
    pub year: Option<u16>,
    pub signed: Option<Date>,
    pub published: Option<Date>,
    pub valid_until: Option<Date>,
    pub index_number: Option<String>,
    pub status: Option<String>,
    pub source_url: Option<String>,
    #[serde(default, rename = "target")]
    pub targets: Vec<Figure>,
}

/// One known figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub indicator: String,
    pub label: String,
    pub comparator: Comparator,
    /// A decimal number as text, so that 2.0 is exact.
    pub value: String,
    pub unit: Option<String>,
    pub kind: Kind,
    pub year_from: Option<u16>,
    pub year_to: Option<u16>,
    pub scope: String,
    pub chapter: Option<String>,
    pub accessed: Option<Date>,
}

impl Figure {
    /// The value, or why it is none.
    pub fn decimal(&self) -> Result<Decimal, String> {
        // 2.0 and 2 are one number.
        let text = self.value.trim_end_matches('0').trim_end_matches('.');
        if self.value.contains('.') { text.parse() } else { self.value.parse() }
    }
}

/// Reads a TOML file; the error names line and column.
pub fn read(text: &str) -> Result<Facts, toml::de::Error> {
    toml::from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_an_error_with_its_place() {
        let error = read("title = \"a\"\ntitel = \"b\"\n").expect_err("unknown key");
        assert!(error.span().is_some_and(|span| span.start == 12), "{error}");
    }

    #[test]
    fn values_are_exact() {
        let facts =
            read("[[target]]\nindicator='x'\nlabel='x'\ncomparator='<='\nvalue='2.0'\nkind='level'\nscope='全省'\n");
        assert_eq!(facts.expect("reads").targets[0].decimal(), Ok(Decimal::from_int(2)));
    }
}
