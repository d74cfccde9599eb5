//! Small TOML files of `seeds/`: `PLAN.toml` beside a plan's file completes or overrides facts; one without a text
//! holds the known figures of a plan whose text is not in the corpus.

use super::source;
use crate::compile::{Diagnostic, SeedFile, Severity};
use crate::model::{Comparator, Date, Decimal, Id, Kind};
use crate::text::invisible::is_invisible;
use serde::{Deserialize, Deserializer, de::Error};
use sha2::{Digest, Sha256};

/// Contents of a TOML file. Every field is optional in a sidecar.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    pub id: Option<Id>,
    pub title: Option<String>,
    pub document_number: Option<String>,
    pub issuer: Option<String>,
    /// The policy line, where the titles and what plans carry out do not settle it.
    pub line: Option<Id>,
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
    /// When the file was taken from there.
    pub retrieved: Option<Date>,
    /// SHA-256 of the file as it was taken, in 64 hexadecimal digits.
    #[serde(default, deserialize_with = "digest")]
    pub sha256: Option<String>,
    #[serde(default, rename = "target")]
    pub targets: Vec<Figure>,
}

/// One known figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub indicator: Id,
    pub label: String,
    pub comparator: Comparator,
    /// Written as text, so that 2.0 is exact.
    #[serde(deserialize_with = "decimal")]
    pub value: Decimal,
    pub unit: Option<String>,
    pub kind: Kind,
    pub year_from: Option<u16>,
    pub year_to: Option<u16>,
    pub scope: String,
    pub chapter: Option<String>,
    pub accessed: Option<Date>,
}

fn digest<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    let digest = String::deserialize(d)?.to_ascii_lowercase();
    if digest.len() != 64 || !digest.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(D::Error::custom("a SHA-256 has 64 hexadecimal digits"));
    }
    Ok(Some(digest))
}

fn decimal<'de, D: Deserializer<'de>>(d: D) -> Result<Decimal, D::Error> {
    String::deserialize(d)?.parse().map_err(D::Error::custom)
}

/// Reads a TOML file of the seeds.
///
/// # Errors
/// It is not UTF-8, no TOML, or says something that cannot be: an unknown key, an id that is none, a wrong number.
pub fn read(seed: &SeedFile) -> Result<Facts, Box<Diagnostic>> {
    const HINT: &str = "its plan is left out until this is mended";
    let (source, remarks) = source::read(seed);
    if let Some(unreadable) = remarks.into_iter().find(|remark| remark.code == "unreadable") {
        return Err(Box::new(unreadable));
    }
    // What nobody sees neither hides a key nor moves a place.
    let seen: Vec<usize> = (0..source.chars.len()).filter(|&at| !is_invisible(source.chars[at])).collect();
    let text: String = seen.iter().map(|&at| source.chars[at]).collect();
    toml::from_str(&text).map_err(|error| {
        let span = error.span().unwrap_or_default();
        let characters = |bytes: std::ops::Range<usize>| text.get(bytes).map_or(0, |text| text.chars().count());
        let (before, length) = (characters(0..span.start), characters(span));
        let at = seen.get(before).copied().unwrap_or(source.chars.len());
        let remark = source.remark("toml", Severity::Error, at, length, error.message().to_owned());
        Box::new(Diagnostic { hint: Some(HINT.to_owned()), ..remark })
    })
}

/// The SHA-256 of a file, as sidecars say it.
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &[u8]) -> Result<Facts, Box<Diagnostic>> {
        read(&SeedFile { name: "x.toml".into(), bytes: text.to_vec() })
    }

    fn figure(indicator: &str, value: &str) -> String {
        format!(
            "[[target]]\nindicator = '{indicator}'\nlabel = 'x'\ncomparator = '<='\nvalue = '{value}'\n\
             kind = 'level'\nscope = '全省'\n"
        )
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        for (text, line, column, words) in [
            ("title = \"a\"\ntitel = \"b\"\n", 2, 1, "unknown field `titel`"),
            ("title = \"福建\"\nid = \"../../x\"\n", 2, 6, "'.' is none of them"),
            ("# 福建\nid = \"plans\"\n", 2, 6, "is a folder of the site"),
            ("id = \"\"\n", 1, 6, "may not be empty"),
            (&figure("a/b", "1"), 2, 13, "'/' is none of them"),
            (&figure("x", "1,5"), 5, 9, "is no decimal number"),
            (&figure("x", "99999999999999"), 5, 9, "is no decimal number"),
        ] {
            let error = of(text.as_bytes()).expect_err(text);
            assert_eq!((error.code, error.line, error.column), ("toml", line, column), "{text}");
            assert!(error.message.contains(words) && error.hint.is_some(), "{error:?}");
        }
    }

    #[test]
    fn it_is_utf_8_with_or_without_a_mark() {
        assert_eq!(of("\u{feff}title = \"福建\"".as_bytes()).expect("reads").title.as_deref(), Some("福建"));
        let error = of(b"# a\ntitle = \"a\xb8b\"").expect_err("no UTF-8");
        assert_eq!((error.code, error.line, error.column), ("unreadable", 2, 11));
        let utf_16: Vec<u8> = "\u{feff}title = \"a\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(of(&utf_16).expect_err("no UTF-8").code, "unreadable");
    }

    #[test]
    fn values_are_exact() {
        for (written, value) in [("2.0", "2"), ("10000000000.5", "10000000000.5"), ("9007199255.5", "9007199255.5")] {
            let facts = of(figure("x", written).as_bytes()).expect("reads");
            assert_eq!(facts.targets[0].value.to_string(), value);
        }
    }
}
