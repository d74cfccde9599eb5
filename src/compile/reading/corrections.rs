//! What a person confirms and rejects of a plan, in the TOML file beside it.
//!
//! ```toml
//! [[confirm.link]]
//! clause = "2.3"                     # path of the clause in this plan
//! words = "保障随迁子女受教育权利"      # words of it that this rests on
//! parent = "china-2024/2.2.4"
//! parent_words = "持续提高随迁子女在公办学校就读比例"
//! day = "2026-11-30"                 # by whom and when, where that is to be told
//! by = "LW"
//! ```
//!
//! `confirm` says that something holds and `reject` that it does not, both whatever the program reads: what is
//! confirmed and not read is added. Kinds are `link`, `target`, `unit`, `topic` and `fact`; the last names no clause.
//! Invariant: an entry always names words, so that it can be told when they moved or went.

use super::metadata::Facts;
use super::source::Source;
use crate::compile::{Diagnostic, Severity};
use crate::model::{CheckedAs, CheckedPart, ClauseId, Comparator, Date, Decimal, Grade, Id, Kind};
use serde::{Deserialize, Deserializer, Serialize, de::Error};
use toml::Spanned;

/// Code of the warning about an entry that does not fit its plan any more.
pub const STALE: &str = "stale-correction";

/// What a person says of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// Confirmed, else rejected.
    pub holds: bool,
    /// Path of the clause; none of a fact.
    pub clause: Option<String>,
    /// The words that it rests on.
    pub words: String,
    /// The day on which it was said.
    pub day: Option<Date>,
    /// Initials of who said it.
    pub by: Option<String>,
    /// What it is about.
    pub what: What,
    /// Where it says so.
    place: Stand,
}

/// Where words stand in the file beside a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    file: String,
    line: u32,
    column: u32,
    length: u32,
}

impl Stand {
    /// A remark about them, and what to do.
    pub fn remark(&self, code: &'static str, severity: Severity, message: String, hint: &str) -> Diagnostic {
        let Self { file, line, column, length } = self.clone();
        Diagnostic { code, severity, file, line, column, place: None, length, message, hint: Some(hint.to_owned()) }
    }
}

/// What a correction is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// A link to a clause of a plan above.
    Link {
        /// Its id.
        parent: ClauseId,
        /// The words of it that the link rests on.
        parent_words: String,
        /// How clear the link is; as the program has it where nothing is said.
        grade: Option<Grade>,
    },
    /// A target.
    Target(Box<TargetSaid>),
    /// A responsible unit.
    Unit {
        /// Its name with what the text elides.
        unit: String,
        /// It leads the others.
        leads: bool,
    },
    /// A topic.
    Topic {
        /// Its id.
        topic: String,
        /// It is the clause's main topic.
        first: bool,
    },
    /// A fact of the plan.
    Fact {
        /// Its field in the open data.
        field: FactField,
        /// What is right; as the program reads it where nothing is said.
        value: Option<String>,
    },
}

/// What is said of a target. With a label it is the whole target: what is not said then is not there. Without, it is
/// the target that is read at the words. The fields are those of [`Target`](crate::model::Target).
#[allow(missing_docs, reason = "see there")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TargetSaid {
    /// The words of the figure, where several targets stand in the same words.
    pub figure: Option<String>,
    pub label: Option<String>,
    pub indicator: Option<Id>,
    pub comparator: Option<Comparator>,
    pub value: Option<Decimal>,
    pub value_max: Option<Decimal>,
    pub unit: Option<String>,
    pub kind: Option<Kind>,
    pub year_from: Option<u16>,
    pub year_to: Option<u16>,
    pub scope: Option<String>,
    pub qualitative: bool,
}

/// A fact that a person may confirm, correct or take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the field of the plan of its name")]
pub enum FactField {
    Title,
    DocumentNumber,
    Issuer,
    IndexNumber,
    Status,
    Signed,
    Published,
}

/// `[[confirm.KIND]]` or `[[reject.KIND]]`, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Entries {
    link: Vec<LinkEntry>,
    target: Vec<TargetEntry>,
    unit: Vec<UnitEntry>,
    topic: Vec<TopicEntry>,
    fact: Vec<FactEntry>,
}

/// Declares the entries of each kind, with what all of them say.
macro_rules! entries {
    ($($name:ident { $($(#[$note:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name {
            words: Spanned<String>,
            day: Option<Date>,
            by: Option<String>,
            $($(#[$note])* $field: $type),*
        }

        impl $name {
            fn correction(&self, holds: bool, clause: Option<&str>, what: What, place: Place) -> Correction {
                Correction {
                    holds,
                    clause: clause.map(str::to_owned),
                    words: self.words.get_ref().clone(),
                    day: self.day,
                    by: self.by.clone(),
                    what,
                    place: place(self.words.span()).into(),
                }
            }
        }
    )*};
}

entries! {
    LinkEntry { clause: String, parent: String, parent_words: String, grade: Option<Grade> }
    TargetEntry {
        clause: String,
        figure: Option<String>,
        label: Option<String>,
        indicator: Option<Id>,
        comparator: Option<Comparator>,
        /// As text, so that 2.0 is exact.
        #[serde(default, deserialize_with = "decimal")]
        value: Option<Decimal>,
        #[serde(default, deserialize_with = "decimal")]
        value_max: Option<Decimal>,
        unit: Option<String>,
        kind: Option<Kind>,
        year_from: Option<u16>,
        year_to: Option<u16>,
        scope: Option<String>,
        #[serde(default)]
        qualitative: bool,
    }
    UnitEntry { clause: String, unit: String, #[serde(default)] leads: bool }
    TopicEntry { clause: String, topic: Id, #[serde(default)] first: bool }
    FactEntry { field: FactField, value: Option<String> }
}

/// Makes a remark about a stretch of bytes of the file.
type Place<'a> = &'a dyn Fn(std::ops::Range<usize>) -> Diagnostic;

fn decimal<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Decimal>, D::Error> {
    String::deserialize(d)?.parse().map(Some).map_err(D::Error::custom)
}

impl Entries {
    /// The entries as corrections, those of one kind together, in the order of the file. `place` makes a remark about
    /// a stretch of bytes of the file.
    pub fn corrections(&self, holds: bool, place: Place) -> Vec<Correction> {
        let links = self.link.iter().map(|e| {
            let what =
                What::Link { parent: e.parent.as_str().into(), parent_words: e.parent_words.clone(), grade: e.grade };
            e.correction(holds, Some(&e.clause), what, place)
        });
        let targets = self.target.iter().map(|e| {
            let said = TargetSaid {
                figure: e.figure.clone(),
                label: e.label.clone(),
                indicator: e.indicator.clone(),
                comparator: e.comparator,
                value: e.value,
                value_max: e.value_max,
                unit: e.unit.clone(),
                kind: e.kind,
                year_from: e.year_from,
                year_to: e.year_to,
                scope: e.scope.clone(),
                qualitative: e.qualitative,
            };
            e.correction(holds, Some(&e.clause), What::Target(Box::new(said)), place)
        });
        let units = self
            .unit
            .iter()
            .map(|e| e.correction(holds, Some(&e.clause), What::Unit { unit: e.unit.clone(), leads: e.leads }, place));
        let topics = self.topic.iter().map(|e| {
            let what = What::Topic { topic: e.topic.to_string(), first: e.first };
            e.correction(holds, Some(&e.clause), what, place)
        });
        let facts = self
            .fact
            .iter()
            .map(|e| e.correction(holds, None, What::Fact { field: e.field, value: e.value.clone() }, place));
        links.chain(targets).chain(units).chain(topics).chain(facts).collect()
    }
}

impl From<Diagnostic> for Stand {
    fn from(Diagnostic { file, line, column, length, .. }: Diagnostic) -> Self {
        Self { file, line, column, length }
    }
}

impl Correction {
    /// The warning that it does not fit: the reading stands as the program made it.
    pub fn stale(&self, message: String) -> Diagnostic {
        const HINT: &str = "it is not applied; look again and name the words as they stand now, or take it away";
        self.place.remark(STALE, Severity::Warning, message, HINT)
    }

    /// The remark that [`stale`](Self::stale) completes.
    pub fn place_of(source: &Source, at: usize, length: usize) -> Diagnostic {
        source.remark(STALE, Severity::Warning, at, length, String::new())
    }

    /// What came of it for a part of a clause or plan, which the program reads or not.
    pub fn part(&self, field: &str, value: &str, read: bool) -> CheckedPart {
        let how = self.how(read);
        CheckedPart { field: field.to_owned(), value: value.to_owned(), how, day: self.day, by: self.by.clone() }
    }

    /// What came of it, where the program reads the same or not.
    pub fn how(&self, read: bool) -> CheckedAs {
        match (self.holds, read) {
            (false, _) => CheckedAs::Rejected,
            (true, true) => CheckedAs::Confirmed,
            (true, false) => CheckedAs::Corrected,
        }
    }
}

/// Applies what is said of facts to those that were read of `source`, and tells what does not fit.
pub fn correct_facts(
    facts: &mut Facts,
    corrections: &[Correction],
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<CheckedPart> {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let text = bare(&source.reading(0..source.chars.len()));
    let mut checked = Vec::new();
    for correction in corrections {
        let What::Fact { field, value } = &correction.what else { continue };
        let words = bare(&correction.words);
        if words.is_empty() || !text.contains(&words) {
            diagnostics.push(correction.stale(format!("“{}” does not stand in {}", correction.words, source.name)));
            continue;
        }
        let read = field.of(facts);
        let named = value.clone().or_else(|| read.clone());
        let Some(named) = named else {
            diagnostics.push(correction.stale(format!("no `{}` is read: say its `value`", field.name())));
            continue;
        };
        let right = correction.holds.then_some(named.as_str());
        let same = read.as_deref() == Some(&named);
        // A fact that is rejected stays away only as long as it is what is read.
        if (correction.holds || same) && !field.set(facts, right) {
            diagnostics.push(correction.stale(format!("`{named}` is no day such as 2025-02-26")));
            continue;
        }
        checked.push(correction.part(field.name(), &named, same));
    }
    checked
}

impl FactField {
    /// Its name in the open data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::DocumentNumber => "document_number",
            Self::Issuer => "issuer",
            Self::IndexNumber => "index_number",
            Self::Status => "status",
            Self::Signed => "signed",
            Self::Published => "published",
        }
    }

    fn of(self, facts: &Facts) -> Option<String> {
        match self {
            Self::Title => facts.title.clone(),
            Self::DocumentNumber => facts.document_number.clone(),
            Self::Issuer => facts.issuer.clone(),
            Self::IndexNumber => facts.index_number.clone(),
            Self::Status => facts.status.stated.clone(),
            Self::Signed => facts.signed.map(|day| day.to_string()),
            Self::Published => facts.published.map(|day| day.to_string()),
        }
    }

    /// Whether the value can be one of this field; it is set then.
    fn set(self, facts: &mut Facts, value: Option<&str>) -> bool {
        let text = || value.map(str::to_owned);
        let day = value.map(str::parse::<Date>).transpose();
        match self {
            Self::Title => facts.title = text(),
            Self::DocumentNumber => facts.document_number = text(),
            Self::Issuer => facts.set_issuer(text()),
            Self::IndexNumber => facts.index_number = text(),
            Self::Status => facts.set_status(text()),
            Self::Signed | Self::Published => match day {
                Ok(day) if self == Self::Signed => facts.signed = day,
                Ok(day) => facts.published = day,
                Err(_) => return false,
            },
        }
        true
    }
}
