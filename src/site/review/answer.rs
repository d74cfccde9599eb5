//! What a person answers on the editors' page → what is written beside the plan.
//!
//! In: the corpus that the page shows, an answer. Out: entries, each resting on words that stand in the clause once, as
//! far as it has such. Invariant: an entry says all of what a person saw, so that it holds whatever is read later.

use super::queue::{Item, Read};
use crate::compile::correcting::Said;
use crate::model::{CheckedKind, Clause, ClauseId, Comparator, Corpus, Date, Decimal, Grade, Id, Kind, Span, Target};
use crate::text::sentences::{ends_phrase, ends_sentence};
use serde::Deserialize;
use toml_edit::Value;

/// What the page sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Plan id.
    pub plan: String,
    /// Id of the item.
    pub item: String,
    pub verdict: Verdict,
    pub day: Option<Date>,
    pub by: Option<String>,
    #[serde(default)]
    pub change: Change,
}

/// What a person says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Yes,
    No,
    /// Not this but that.
    Change,
    /// This stays as it is, and that is so too.
    Add,
}

/// What is right instead, or as well.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    parent: Option<ClauseId>,
    grade: Option<Grade>,
    unit: Option<String>,
    leads: bool,
    topic: Option<Id>,
    first: bool,
    target: Option<TargetChange>,
}

/// A target as a person has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetChange {
    indicator: Id,
    label: String,
    comparator: Comparator,
    value: Option<String>,
    value_max: Option<String>,
    unit: Option<String>,
    kind: Kind,
    year_from: Option<u16>,
    year_to: Option<u16>,
    scope: String,
    qualitative: bool,
}

type Fields = Vec<(&'static str, Value)>;

/// What is written for an answer about an item.
///
/// # Errors
/// The answer does not say what it needs to: for the person.
pub fn said(corpus: &Corpus, item: &Item, answer: &Answer) -> Result<Vec<Said>, String> {
    let clause = clause_of(corpus, item.clause)?;
    let entry = |holds: bool, mut fields: Fields| {
        // What is not there is in no way.
        fields.retain(|(key, _)| holds || !["grade", "leads", "first"].contains(key));
        fields.extend(answer.day.map(|day| ("day", day.to_string().into())));
        let by = answer.by.as_deref().map(str::trim).filter(|by| !by.is_empty());
        fields.extend(by.map(|by| ("by", by.into())));
        Said { holds, kind: item.kind, fields }
    };
    let missing = || "没有选定改成什么".to_owned();
    let (own, other): (Fields, Option<Fields>) = match &item.read {
        Read::Link { parent, grade, parent_marks, .. } => {
            let upper = clause_of(corpus, parent)?;
            let other = answer.change.parent.as_ref().map(|parent| {
                let upper = clause_of(corpus, parent)?;
                Ok::<_, String>(link(clause, &[], upper, &[], answer.change.grade.unwrap_or(Grade::Clear)))
            });
            (link(clause, &item.marks, upper, parent_marks, *grade), other.transpose()?)
        }
        Read::Target { target } => {
            let other = answer.change.target.as_ref().map(|change| whole(clause, &changed(target, change)?));
            let own = if answer.verdict == Verdict::No { at(clause, target) } else { whole(clause, target)? };
            (own, other.transpose()?)
        }
        Read::Unit { unit, leads } => {
            let other = answer.change.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty());
            let other = other.map(|other| unit_fields(clause, other, answer.change.leads));
            (unit_fields(clause, unit, *leads), other)
        }
        Read::Topic { topic, first } => {
            let other = answer.change.topic.clone().map(String::from);
            let other = other.map(|other| topic_fields(clause, &other, answer.change.first));
            (topic_fields(clause, topic, *first), other)
        }
    };
    Ok(match answer.verdict {
        Verdict::Yes => vec![entry(true, own)],
        Verdict::No => vec![entry(false, own)],
        Verdict::Add => vec![entry(true, other.ok_or_else(missing)?)],
        // A target that is said whole takes the place of the one at its words.
        Verdict::Change if item.kind == CheckedKind::Target => vec![entry(true, other.ok_or_else(missing)?)],
        Verdict::Change => {
            let other = other.ok_or_else(missing)?;
            let id = |fields: &Fields| {
                fields
                    .iter()
                    .find(|(key, _)| ["parent", "unit", "topic"].contains(key))
                    .map(|(_, value)| value.to_string())
            };
            let is_same = id(&own) == id(&other);
            let rejected = (!is_same).then(|| entry(false, own));
            rejected.into_iter().chain([entry(true, other)]).collect()
        }
    })
}

fn clause_of<'a>(corpus: &'a Corpus, id: &ClauseId) -> Result<&'a Clause, String> {
    corpus.clauses.iter().find(|clause| clause.id == *id).ok_or_else(|| format!("没有 {id} 这一条"))
}

fn link(clause: &Clause, marks: &[Span], upper: &Clause, upper_marks: &[Span], grade: Grade) -> Fields {
    vec![
        ("clause", clause.path.as_str().into()),
        ("words", around(clause, marks).into()),
        ("parent", upper.id.as_str().into()),
        ("parent_words", around(upper, upper_marks).into()),
        ("grade", i64::from(u8::from(grade)).into()),
    ]
}

fn unit_fields(clause: &Clause, unit: &str, leads: bool) -> Fields {
    let mut fields =
        vec![("clause", clause.path.as_str().into()), ("words", named(clause, unit).into()), ("unit", unit.into())];
    fields.extend(leads.then(|| ("leads", true.into())));
    fields
}

fn topic_fields(clause: &Clause, topic: &str, first: bool) -> Fields {
    let mut fields =
        vec![("clause", clause.path.as_str().into()), ("words", opening(clause).into()), ("topic", topic.into())];
    fields.extend(first.then(|| ("first", true.into())));
    fields
}

/// Where a target stands.
fn at(clause: &Clause, target: &Target) -> Fields {
    let words = target.span.map_or_else(|| opening(clause), |span| once(&clause.text, span));
    let mut fields = vec![("clause", clause.path.as_str().into()), ("words", words.into())];
    fields.extend(target.figure.map(|figure| ("figure", figure.of(&clause.text).into())));
    if target.figure.is_none() {
        fields.push(("label", target.label.as_str().into()));
    }
    fields
}

/// All of a target.
fn whole(clause: &Clause, target: &Target) -> Result<Fields, String> {
    if target.label.trim().is_empty() {
        return Err("目标要有名称".to_owned());
    }
    let mut fields = at(clause, target);
    fields.retain(|(key, _)| *key != "label");
    let text = |value: &Option<Decimal>| value.map(|value| Value::from(value.to_string()));
    let year = |year: Option<u16>| year.map(|year| Value::from(i64::from(year)));
    let comparator = serde_json::to_value(target.comparator).ok().and_then(|id| id.as_str().map(Value::from));
    let more: [(&'static str, Option<Value>); 11] = [
        ("indicator", Some(target.indicator.as_str().into())),
        ("label", Some(target.label.as_str().into())),
        ("comparator", comparator),
        ("value", text(&target.value)),
        ("value_max", text(&target.value_max)),
        ("unit", target.unit.as_deref().map(Value::from)),
        ("kind", Some(target.kind.id().into())),
        ("year_from", year(target.year_from)),
        ("year_to", year(target.year_to)),
        ("scope", Some(target.scope.as_str().into())),
        ("qualitative", target.qualitative.then(|| true.into())),
    ];
    fields.extend(more.into_iter().filter_map(|(key, value)| Some((key, value?))));
    Ok(fields)
}

fn changed(target: &Target, change: &TargetChange) -> Result<Target, String> {
    let number = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::parse::<Decimal>).transpose().map_err(|error| error.to_string())
    };
    Ok(Target {
        indicator: change.indicator.to_string(),
        label: change.label.trim().to_owned(),
        comparator: change.comparator,
        value: number(&change.value)?,
        value_max: number(&change.value_max)?,
        unit: change.unit.as_deref().map(str::trim).filter(|unit| !unit.is_empty()).map(str::to_owned),
        kind: change.kind,
        year_from: change.year_from,
        year_to: change.year_to,
        scope: change.scope.trim().to_owned(),
        qualitative: change.qualitative,
        ..target.clone()
    })
}

/// Characters beyond which a sentence is not named whole.
const LONG: usize = 60;

/// The sentence with the longest of the marks; in a long one what stands between commas. Without marks how the clause
/// begins.
fn around(clause: &Clause, marks: &[Span]) -> String {
    let Some(mark) = marks.iter().max_by_key(|mark| mark.len()) else { return opening(clause) };
    let chars: Vec<char> = clause.text.chars().collect();
    let part = |ends: fn(char) -> bool| -> String {
        let (start, end) = ((mark.0 as usize).min(chars.len()), (mark.1 as usize).min(chars.len()));
        let from = chars[..start].iter().rposition(|c| ends(*c)).map_or(0, |at| at + 1);
        let to = chars[end..].iter().position(|c| ends(*c)).map_or(chars.len(), |at| end + at);
        chars[from..to].iter().collect()
    };
    let sentence = part(ends_sentence);
    if sentence.chars().count() > LONG { part(ends_phrase) } else { sentence }
}

/// How the clause begins.
fn opening(clause: &Clause) -> String {
    let title = clause.title();
    if !title.is_empty() && clause.text.contains(title) {
        return title.to_owned();
    }
    clause.text.chars().take_while(|c| *c != '\n').take(LONG / 3).collect()
}

/// What of a unit's name stands in the clause: its prefix may be left out there.
fn named(clause: &Clause, unit: &str) -> String {
    let ends = unit.char_indices().map(|(at, _)| &unit[at..]).filter(|end| end.chars().count() > 1);
    ends.into_iter().find(|end| clause.text.contains(end)).map_or_else(|| opening(clause), str::to_owned)
}

/// The words at a place, with as many before them as make them stand once.
fn once(text: &str, span: Span) -> String {
    let words = |start: u32| Span(start, span.1).of(text);
    let stands_once = |start: &u32| text.matches(words(*start)).count() == 1;
    words((0..=span.0).rev().find(stands_once).unwrap_or(span.0)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    #[test]
    fn words_stand_where_they_are_meant() {
        let clause = samples::clause("x-2025/1", "保障教育。每年新增2所，2026年新增2所。（市教育局、商务局）");
        let text = &clause.text;
        assert_eq!(once(text, Span(5, 11)), "每年新增2所");
        assert_eq!(once(text, Span(17, 21)), "6年新增2所");
        assert_eq!(around(&clause, &[Span(7, 9)]), "每年新增2所，2026年新增2所");
        assert_eq!(around(&clause, &[]), "保障教育");
        assert_eq!(named(&clause, "市商务局"), "商务局");
        assert_eq!(named(&clause, "县发改局"), "保障教育");
    }
}
