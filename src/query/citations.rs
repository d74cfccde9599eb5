//! Where in a clause's text the works stand that it cites.

use crate::model::{Citation, Clause, Plan, Span};
use crate::order::Order;

/// The plan's citations in this clause, each where it first stands, rising and apart: `《…》` with the number behind it.
pub fn citations<'a>(plan: &'a Plan, clause: &Clause) -> Vec<(Span, &'a Citation)> {
    let own = plan.cites.iter().filter(|cited| cited.clause == clause.id);
    let mut found: Vec<(Span, &Citation)> =
        own.filter_map(|cited| Some((place(&clause.text, cited)?, cited))).collect();
    found.order_by_key(|(span, _)| *span);
    found.dedup_by(|later, earlier| later.0.0 < earlier.0.1);
    found
}

fn place(text: &str, cited: &Citation) -> Option<Span> {
    let title = ["《", &cited.title, "》"].concat();
    let number = cited.document_number.as_deref().unwrap_or("");
    // A work may be cited by its number alone.
    let (at, length) = match text.find(&title) {
        Some(at) => (at, title.len() + bracketed(&text[at + title.len()..], number)),
        None => (text.find(number).filter(|_| !number.is_empty())?, number.len()),
    };
    let chars = |bytes: usize| text[..bytes].chars().count() as u32;
    Some(Span(chars(at), chars(at + length)))
}

/// Bytes of `（number）` at the head of `text`.
fn bracketed(text: &str, number: &str) -> usize {
    let whole = ["（", number, "）"].concat();
    if !number.is_empty() && text.starts_with(&whole) { whole.len() } else { 0 }
}
