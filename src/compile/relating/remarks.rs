//! The remarks of the corpus: gathered from every rule, and told to the author as diagnostics.
//!
//! In: a corpus with its targets and checks. Out: its remarks in the order of plans and text, and one diagnostic
//! for each. Invariants: a remark is a note about a source that stays as it is, so it never fails a check; of one kind
//! a plan has no more than [`MOST`], for a text with more is not one that slips explain, and then a diagnostic says how
//! many there are.

use super::{checks, oddities};
use crate::compile::diagnostic::MOST;
use crate::compile::origins::Origins;
use crate::compile::{Diagnostic, Severity};
use crate::model::{Corpus, Remark, RemarkKind, Span};
use std::collections::BTreeMap;

/// How many remarks of each kind each plan would have.
#[derive(Default)]
pub struct Counts(BTreeMap<(String, RemarkKind), usize>);

impl Counts {
    /// Counts one more, and says whether it is among the first.
    fn is_told(&mut self, plan: &str, kind: RemarkKind) -> bool {
        let count = self.0.entry((plan.to_owned(), kind)).or_default();
        *count += 1;
        *count <= MOST
    }
}

/// Adds what the text, the facts and the figures show to what reading the files has shown already.
pub fn collect(corpus: &mut Corpus) -> Counts {
    let mut counts = Counts::default();
    let mut remarks = std::mem::take(&mut corpus.remarks);
    remarks.retain(|remark| counts.is_told(&remark.plan, remark.kind));
    remarks.extend(oddities::of_corpus(corpus, |plan, kind| counts.is_told(plan, kind)));
    let contradictions = checks::contradictions(&corpus.checks, &corpus.targets);
    remarks.extend(contradictions.into_iter().filter(|remark| counts.is_told(&remark.plan, remark.kind)));
    let plans: BTreeMap<&str, usize> = corpus.plans.iter().enumerate().map(|(i, p)| (p.id.as_str(), i)).collect();
    let clauses: BTreeMap<&str, usize> = corpus.clauses.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
    let order = |remark: &Remark| {
        let clause = remark.clause.as_deref().and_then(|id| clauses.get(id).copied());
        (plans.get(remark.plan.as_str()).copied(), clause, remark.span, remark.kind)
    };
    remarks.sort_by_key(order);
    remarks.dedup();
    corpus.remarks = remarks;
    counts
}

/// One diagnostic a remark, and one for those that were only counted. What the front matter says was reported where it
/// stands while it was read.
pub fn diagnostics(remarks: &[Remark], counts: &Counts, origins: &Origins) -> Vec<Diagnostic> {
    let told = |remark: &&Remark| remark.clause.is_some() || remark.kind == RemarkKind::Validity;
    let mut diagnostics: Vec<Diagnostic> =
        remarks.iter().filter(told).filter_map(|remark| diagnostic(remark, origins)).collect();
    for ((plan, kind), count) in counts.0.iter().filter(|(_, count)| **count > MOST) {
        let last = remarks.iter().filter(told).rfind(|remark| remark.plan == *plan && remark.kind == *kind);
        let last = last.and_then(|remark| diagnostic(remark, origins));
        diagnostics.extend(last.map(|last| last.and_more(count - MOST)));
    }
    diagnostics
}

fn diagnostic(remark: &Remark, origins: &Origins) -> Option<Diagnostic> {
    let (place, length) = match (&remark.clause, remark.span) {
        (Some(clause), Some(span)) => (origins.place(clause, span.0)?, span.len()),
        (Some(clause), None) => (origins.start(clause)?, remark.quote.chars().count() as u32),
        (None, _) => (origins.first_line(&remark.plan)?, 1),
    };
    let (message, hint) = words(remark);
    let severity = match remark.kind {
        RemarkKind::AnnualSum
        | RemarkKind::BodyAnnex
        | RemarkKind::TwoUnits
        | RemarkKind::Numbering
        | RemarkKind::BrokenNumber => Severity::Warning,
        _ => Severity::Note,
    };
    Some(Diagnostic {
        code: remark.kind.id(),
        severity,
        file: place.file,
        line: place.line,
        column: place.column,
        place: place.published,
        length: length.max(1),
        message,
        hint: Some(hint.to_owned()),
    })
}

/// What is odd, and what an author may do about it.
fn words(remark: &Remark) -> (String, &'static str) {
    const KEPT: &str = "kept and shown as published; compare the seed with the official publication";
    const BOTH: &str = "both are kept and shown as published";
    let Remark { quote, against, .. } = remark;
    match remark.kind {
        RemarkKind::Phrase => (
            format!("“{quote}” is usually written “{against}”"),
            "kept as published; if it is a phrase of its own, add it to assets/phrases.txt",
        ),
        RemarkKind::Subject => (format!("“{quote}” does not say of what"), KEPT),
        RemarkKind::Brackets => (format!("`{quote}` has no other half"), KEPT),
        RemarkKind::Doubled => (format!("“{quote}” stands twice in a row"), KEPT),
        RemarkKind::Date => (format!("no calendar has “{quote}”"), KEPT),
        RemarkKind::Period => (format!("“{quote}” ends before it begins"), KEPT),
        RemarkKind::Share => (format!("“{quote}” is a share of more than all there is"), KEPT),
        RemarkKind::Numbering => (
            format!("`{quote}` breaks the numbering: {against} was expected"),
            "kept as published; its address follows its own number",
        ),
        RemarkKind::Validity => (
            format!("the plan is valid until {quote}, but was signed on {against}"),
            "correct a wrong date with `signed` or `valid_until` in the file beside the plan",
        ),
        RemarkKind::AmbiguousStatus => (format!("the header states several values: {against}"), BOTH),
        RemarkKind::AnnualSum => (format!("the yearly figures add up to {against}: “{quote}”"), BOTH),
        RemarkKind::BodyAnnex => (format!("the annex says “{quote}” where the body says “{against}”"), BOTH),
        RemarkKind::TwoUnits if against.is_empty() => (
            format!("“{quote}” is in a unit that its indicator is not measured in"),
            "if it is another thing, tell it apart in assets/indicators.toml",
        ),
        RemarkKind::BrokenNumber => (
            format!("“{quote}” cannot be read as a number for certain, so no target is read here"),
            "write it as the publication has it: digits together, one decimal point, ranges from low to high",
        ),
        RemarkKind::TwoUnits => (
            format!("one indicator is written in two units: “{against}” and “{quote}”"),
            "if they are two things, tell them apart in assets/indicators.toml",
        ),
    }
}

/// Oddities of a line that is in no clause: a date of the header or signature.
pub fn of_front(plan: &str, kind: RemarkKind, quote: &str, against: &str) -> Remark {
    Remark {
        plan: plan.to_owned(),
        clause: None,
        kind,
        span: None::<Span>,
        quote: quote.to_owned(),
        against: against.to_owned(),
    }
}
