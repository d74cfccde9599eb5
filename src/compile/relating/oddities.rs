//! What is odd in a plan: slips that every genre has, reported and shown, never corrected.
//!
//! In: the text of a clause, the facts of a plan, its targets. Out: [`Remark`]s in the order of the text.
//! Invariant: a rule asks for positive evidence of a slip; what an office may well have meant is no oddity.

mod dates;
mod doubled;
mod pairs;
mod phrases;
mod shares;

use super::targets::broken_numbers;
use crate::model::{Corpus, Remark, RemarkKind, Span, Target};
use std::collections::BTreeMap;

/// Something odd in a text, before it is known whose text it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// What is odd about it.
    pub kind: RemarkKind,
    /// Where it stands in the text.
    pub span: Span,
    /// What it is held against; empty where nothing is.
    pub against: String,
}

/// The oddities of a text, in its order.
pub fn in_text(text: &str) -> Vec<Odd> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = phrases::near_misses(&chars);
    found.extend(pairs::unpaired(&chars));
    found.extend(doubled::doubled(&chars));
    found.extend(dates::impossible(text));
    found.extend(shares::without_subject(&chars));
    let unread = |span| Odd { kind: RemarkKind::BrokenNumber, span, against: String::new() };
    found.extend(broken_numbers(text).into_iter().map(unread));
    found.sort_by_key(|odd| (odd.span, odd.kind));
    found
}

/// The days in a header or signature that no calendar has.
pub fn impossible_dates(text: &str) -> Vec<String> {
    dates::impossible(text).into_iter().map(|odd| odd.span.of(text).to_owned()).collect()
}

/// The oddities of all clauses and of what plans say of themselves; those of whole plans first. `is_told` is asked of
/// each, by plan and kind, before its words are copied.
pub fn of_corpus(corpus: &Corpus, mut is_told: impl FnMut(&str, RemarkKind) -> bool) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for plan in &corpus.plans {
        if let (Some(signed), Some(until)) = (plan.signed, plan.valid_until)
            && until < signed
            && is_told(&plan.id, RemarkKind::Validity)
        {
            remarks.push(Remark {
                plan: plan.id.clone(),
                clause: None,
                kind: RemarkKind::Validity,
                span: None,
                quote: until.to_string(),
                against: signed.to_string(),
            });
        }
    }
    let mut targets: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
    for target in &corpus.targets {
        targets.entry(target.clause.as_deref().unwrap_or("")).or_default().push(target);
    }
    for clause in &corpus.clauses {
        let mut found = in_text(&clause.text);
        let own = targets.get(clause.id.as_str()).into_iter().flatten();
        found.extend(own.filter_map(|target| shares::above_hundred(target)));
        found.sort_by_key(|odd| (odd.span, odd.kind));
        found.retain(|odd| is_told(&clause.plan, odd.kind));
        remarks.extend(found.into_iter().map(|odd| Remark {
            plan: clause.plan.clone(),
            clause: Some(clause.id.clone()),
            kind: odd.kind,
            quote: odd.span.of(&clause.text).to_owned(),
            span: Some(odd.span),
            against: odd.against,
        }));
    }
    remarks
}

fn span(start: usize, end: usize) -> Span {
    Span(start as u32, end as u32)
}
