//! Small TOML files of `seeds/`: `PLAN.toml` beside a plan's file completes or overrides facts; one without a text
//! holds the known figures of a plan whose text is not in the corpus.

use super::corrections::{Correction, Entries, Stand};
use super::source;
use crate::compile::{Diagnostic, SeedFile, Severity};
use crate::model::{Comparator, Date, Decimal, Id, Kind};
use crate::text::invisible::is_invisible;
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use sha2::{Digest, Sha256};
use std::ops::Range;
use toml::Spanned;

/// How a figure begins.
const FIGURE: &str = "[[target]]";

/// Contents of a TOML file. Every field is optional in a sidecar.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Id of the plan, instead of the one made of its place and year.
    pub id: Option<Id>,
    /// The plan's own title, not the covering notice's; needed where there is no text.
    pub title: Option<String>,
    /// 文号: 国发〔2024〕17号.
    pub document_number: Option<String>,
    /// Who signed, in full: 福建省人民政府; needed where there is no text.
    pub issuer: Option<String>,
    /// The policy line, where the titles and what plans carry out do not settle it.
    pub line: Option<Id>,
    /// Id of the plan before it in its series, as written: see [`Previous`].
    #[serde(rename = "previous")]
    previous_id: Option<Spanned<String>>,
    /// Division code or full name of the issuing place, where the issuer's name does not settle it.
    pub place: Option<String>,
    /// Year of signing, where the day is not known.
    pub year: Option<u16>,
    /// 成文日期.
    pub signed: Option<Date>,
    /// 发布日期.
    pub published: Option<Date>,
    /// The last day on which the plan is in force.
    pub valid_until: Option<Date>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 效力, in one value: 有效.
    pub status: Option<String>,
    /// Address of the official publication.
    pub source_url: Option<String>,
    /// When the file was taken from there.
    pub retrieved: Option<Date>,
    /// SHA-256 of the file as it was taken, in 64 hexadecimal digits.
    #[serde(default, deserialize_with = "digest")]
    pub sha256: Option<String>,
    /// Each `[[target]]`, in order; beside a text they are not used.
    #[serde(default, rename = "target")]
    pub targets: Vec<Figure>,
    /// Where the first of them begins.
    #[serde(skip)]
    pub figures_at: Option<Stand>,
    /// What a person says holds, as written.
    #[serde(default)]
    confirm: Entries,
    /// What a person says does not, as written.
    #[serde(default)]
    reject: Entries,
    /// Both, those that reject first.
    #[serde(skip)]
    pub corrections: Vec<Correction>,
    /// The plan before it, where that is said.
    #[serde(skip)]
    pub previous: Option<Previous>,
}

/// What a file says of the plan before its own in a series, in place of what places, lines and years tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// Its id; empty where no plan is before it.
    pub id: String,
    /// Where it says so.
    pub place: Stand,
}

/// One known figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Id of what it measures: `resident-urbanization-rate`.
    pub indicator: Id,
    /// What is promised, in the words of the document: 常住人口城镇化率.
    pub label: String,
    /// How the value binds: `>=`, `<=`, `~` or `=`.
    pub comparator: Comparator,
    /// Written as text, so that 2.0 is exact.
    #[serde(deserialize_with = "decimal")]
    pub value: Decimal,
    /// Unit of the value; none for a ratio.
    pub unit: Option<String>,
    /// What the value counts: `level`, `annual`, `cumulative` or `increase`.
    pub kind: Kind,
    /// First year, of a figure over a period.
    pub year_from: Option<u16>,
    /// Year by which, or last year of a period; none where no time is named.
    pub year_to: Option<u16>,
    /// The place or the part of it that is meant: 全省.
    pub scope: String,
    /// Where in the document it stands: 一、主要目标.
    pub chapter: Option<String>,
    /// The day on which it was looked up.
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
    let place = |span: Range<usize>| {
        let characters = |bytes: Range<usize>| text.get(bytes).map_or(0, |text| text.chars().count());
        let (before, length) = (characters(0..span.start), characters(span));
        (seen.get(before).copied().unwrap_or(source.chars.len()), length)
    };
    let mut facts: Facts = toml::from_str(&text).map_err(|error| {
        let (at, length) = place(error.span().unwrap_or_default());
        let remark = source.remark("toml", Severity::Error, at, length, error.message().to_owned());
        Box::new(Diagnostic { hint: Some(HINT.to_owned()), ..remark })
    })?;
    let remark = |span: Range<usize>| {
        let (at, length) = place(span);
        Correction::place_of(&source, at, length)
    };
    facts.corrections = [(&facts.reject, false), (&facts.confirm, true)]
        .into_iter()
        .flat_map(|(entries, holds)| entries.corrections(holds, &remark))
        .collect();
    facts.figures_at = text.find(FIGURE).map(|at| remark(at..at + FIGURE.len()).into());
    facts.previous = facts
        .previous_id
        .as_ref()
        .map(|id| Previous { id: id.get_ref().trim().to_owned(), place: remark(id.span()).into() });
    Ok(facts)
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
