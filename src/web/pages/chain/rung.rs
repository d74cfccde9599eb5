//! One rung of a chain: a plan's clauses with their marks, or why there are none.

use super::grade;
use super::siblings::two_places;
use super::take::report;
use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::{self, Clause, Grade, is_above};
use crate::query::accuracy::CONFIRMED;
use crate::query::chain::{ChainClause, Content, Rung};
use crate::query::cite::path_label;
use crate::query::marks::{Piece, Shared, pieces};
use crate::text::align::copied_share;
use crate::web::link::Link;
use crate::web::parts::{chips, filled, mark, plan_heading, plan_lang, plan_words, seal, source_line};
use crate::web::route::Route;
use crate::web::standing::standing;
use yew::prelude::*;

/// A rung; `all` are the rungs of the chain, whose texts it shares passages with.
pub fn rung(m: &Messages, o: &Overview, rung: &Rung, all: &[Rung]) -> Html {
    let in_focus = matches!(rung.content, Content::Focus(_));
    let empty = matches!(rung.content, Content::NoText | Content::Nothing);
    let missing = matches!(rung.content, Content::NoText);
    let class = classes!("rung", in_focus.then_some("focus"), empty.then_some("empty"));
    let others: Vec<Vec<&str>> =
        all.iter().filter(|r| r.plan.id != rung.plan.id).map(texts).filter(|t| !t.is_empty()).collect();
    let body = match &rung.content {
        Content::Focus(e) => entry(m, o, e, &others, None, true),
        Content::Counterparts(entries) => {
            let asked = all.iter().find_map(|r| match &r.content {
                Content::Focus(e) => Some(e.clause),
                _ => None,
            });
            let shown = |e: &&ChainClause| entry(m, o, e, &others, asked, false);
            let is_clear = |e: &&ChainClause| e.link.is_some_and(|link| link.grade == Grade::Clear);
            let (clear, partial): (Vec<&ChainClause>, Vec<&ChainClause>) = entries.iter().partition(is_clear);
            // What corresponds clearly stands open; the rest is a tap away, and stands open where there is only it.
            if clear.is_empty() || partial.is_empty() {
                html! { <>{ for entries.iter().map(|e| shown(&e)) }</> }
            } else {
                html! {
                    <>
                        { for clear.iter().map(shown) }
                        <details class="partial"><summary>{ m.chain.more_partial(partial.len()) }</summary>{ for partial.iter().map(shown) }</details>
                    </>
                }
            }
        }
        Content::NoText => {
            let title = plan_words(m, rung.plan.title.clone());
            html! { <p class="absent">{ filled(m.chain.rung_without_text, &[title]) }</p> }
        }
        Content::Nothing => html! { <p class="absent">{ m.chain.rung_without_link }</p> },
    };
    html! {
        <li {class} key={rung.plan.id.as_str()} aria-current={in_focus.then_some("true")}>
            <header>
                { seal(m, rung.plan.level, missing) }
                <strong>{ rung.plan.place_in(m.language) }</strong>
                <p class="meta">{ source_line(m, rung.plan) }{ standing(m, rung.plan, &o.plans) }</p>
            </header>
            { body }
            if in_focus {
                if let Some(note) = older_note(m, rung, all) { <p class="meta">{ note }</p> }
            }
        </li>
    }
}

/// The texts of a rung's clauses.
fn texts<'a>(rung: &Rung<'a>) -> Vec<&'a str> {
    match &rung.content {
        Content::Focus(entry) => vec![entry.clause.text.as_str()],
        Content::Counterparts(entries) => entries.iter().map(|e| e.clause.text.as_str()).collect(),
        Content::Nothing | Content::NoText => Vec::new(),
    }
}

fn is_earlier(rung: &Rung) -> bool {
    match &rung.content {
        Content::Counterparts(entries) => entries.iter().any(|e| e.link.is_some_and(|l| l.earlier)),
        _ => false,
    }
}

/// Says of the clause asked for which superior plans it is older than.
fn older_note(m: &Messages, focus: &Rung, all: &[Rung]) -> Option<String> {
    let above = all.iter().filter(|r| is_above(r.plan, focus.plan) && is_earlier(r));
    let places: Vec<&str> = above.map(|r| r.plan.place_in(m.language)).collect();
    (!places.is_empty()).then(|| m.chain.earlier_than(places.join(m.signs.list)))
}

fn entry(
    m: &Messages,
    o: &Overview,
    entry: &ChainClause,
    others: &[Vec<&str>],
    asked: Option<&Clause>,
    focus: bool,
) -> Html {
    let clause = entry.clause;
    let shown = pieces(clause, &entry.targets, others, focus);
    html! {
        <section class="entry" key={clause.id.as_str()}>
            <h2>
                <Link to={Route::chain(&clause.id)}>
                    <span class="path">{ path_label(m, &clause.path) }</span>
                    if let Some(heading) = &clause.heading { { " " }{ plan_heading(m, heading) } }
                </Link>
            </h2>
            <p class="quote" lang={plan_lang(m)}>{ for shown.into_iter().map(piece) }</p>
            { chips(m, o, clause, entry.offices) }
            if !clause.units_applied.is_empty() {
                <p class="meta">{ filled(m.units_applied, &[plan_words(m, clause.units_applied.join("、"))]) }</p>
            }
            if let Some(link) = entry.link {
                <p class="link-facts">
                    <span class={classes!("chip", format!("grade-{}", u8::from(link.grade)))}>{ grade(m, link.grade) }</span>{ " " }{ mark(m, link.checked.as_ref()) }{ " " }
                    if let Some(asked) = asked {
                        <span class="meta">{ m.chain.copied(percent(copied(link, asked, clause))) }</span>
                    }
                </p>
                if link.earlier && link.child == clause.id { <p class="meta">{ m.earlier_than_upper }</p> }
                <details class="why">
                    <summary>{ m.chain.why }</summary>
                    <p class="meta">{ m.chain.likeness(two_places(link.score)) }{ m.signs.stop }{ m.signs.space }{ m.chain.why_score }{ m.signs.space }{ confirmed(m, link.grade) }</p>
                    if !link.evidence.is_empty() {
                        <p class="meta">{ m.chain.why_text(link.evidence.len() as u32) }</p>
                        <ul>
                            { for link.evidence.iter().map(|e| {
                                let span = if link.child == clause.id { e.child } else { e.parent };
                                html! { <li class="quote" lang={plan_lang(m)}>{ span.of(&clause.text) }</li> }
                            }) }
                        </ul>
                    }
                    { report(m, o, link) }
                </details>
            }
            <p class="meta read-on">
                <Link to={Route::plan(&clause.plan)} hash={clause.path.clone()}>{ m.plan_text }</Link>
                if let Some(annex) = entry.annex {
                    <Link to={Route::plan(&clause.plan)} hash={annex.path.clone()}>{ m.chain.yearly }</Link>
                }
            </p>
        </section>
    }
}

/// How many links of a grade a reader confirmed.
fn confirmed(m: &Messages, of: Grade) -> String {
    let (n, all) = if of == Grade::Clear { CONFIRMED.0 } else { CONFIRMED.1 };
    m.chain.confirmed(grade(m, of), all, n)
}

/// Share of the words of the lower of two clauses that stand word for word in the upper one, as the changes count it.
fn copied(link: &model::Link, asked: &Clause, other: &Clause) -> f64 {
    let (lower, upper) = if link.child == other.id { (other, asked) } else { (asked, other) };
    copied_share(lower.without_units(), upper.without_units())
}

fn percent(share: f64) -> u32 {
    (share * 100.0).round() as u32
}

/// A stretch of text with its marks; figures stand inside the others.
fn piece(piece: Piece) -> Html {
    let text = if piece.figure {
        html! { <mark class="fig">{ piece.text }</mark> }
    } else {
        html! { { piece.text } }
    };
    match (piece.shared, piece.own) {
        (Shared::All, _) => html! { <mark class="all">{ text }</mark> },
        (Shared::Some, _) => html! { <mark class="some">{ text }</mark> },
        (Shared::No, true) => html! { <mark class="own">{ text }</mark> },
        (Shared::No, false) => text,
    }
}
