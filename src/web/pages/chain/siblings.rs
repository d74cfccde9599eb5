//! Clauses of plans of the same level in much the same words, folded: policy learning runs sideways too.

use crate::bundle::{Beside, Overview, PlaceEntry, PlanShard};
use crate::messages::Messages;
use crate::model::{Clause, Span};
use crate::order::Order;
use crate::query::cite::path_label;
use crate::web::link::Link;
use crate::web::parts::{plan_lang, plan_words, seal, source_line};
use crate::web::route::Route;
use yew::prelude::*;

/// The counterparts of `clause`, each with its text and what it shares marked.
pub fn siblings(m: &Messages, shard: &PlanShard, clause: &Clause, o: &Overview) -> Html {
    let found: Vec<(&Beside, Vec<Span>)> = shard
        .siblings
        .iter()
        .filter_map(|pair| {
            let own_is_a = pair.a == clause.id;
            let other = match () {
                () if own_is_a => &pair.b,
                () if pair.b == clause.id => &pair.a,
                () => return None,
            };
            let shared = pair.evidence.iter().map(|e| if own_is_a { e.parent } else { e.child }).collect();
            Some((shard.beside.iter().find(|beside| beside.id == *other)?, shared))
        })
        .collect();
    if found.is_empty() {
        return Html::default();
    }
    html! {
        <details class="siblings">
            <summary>{ m.chain.siblings }{ " " }<span class="count">{ found.len() as u32 }</span></summary>
            <p class="meta">{ m.chain.siblings_note }</p>
            { for found.into_iter().filter_map(|(beside, shared)| {
                let of_place = beside.place.as_ref().map(PlaceEntry::plan);
                let plan = o.plan(beside.id.plan()).or(of_place.as_ref())?;
                Some(html! {
                    <section class="sibling">
                        <h3>{ seal(m, plan.level, false) }{ " " }<Link to={Route::chain(&beside.id)}>{ plan.place_in(m.language) }{ " " }{ path_label(m, beside.id.path()) }
                            { " " }{ plan_words(m, beside.heading.clone().unwrap_or_default()) }</Link></h3>
                        <p class="meta">{ source_line(m, plan) }</p>
                        <p class="quote" lang={plan_lang(m)}>{ for marked(&beside.text, &shared) }</p>
                    </section>
                })
            }) }
        </details>
    }
}

/// 0.83, without the machinery for printing any number.
pub fn two_places(score: f64) -> String {
    let hundredths = (score * 100.0).round() as u32;
    let digit = |n: u32| char::from_digit(n % 10, 10).unwrap_or('0');
    [digit(hundredths / 100), '.', digit(hundredths / 10), digit(hundredths)].iter().collect()
}

/// `text` with the spans marked that another text shares; spans in order.
fn marked(text: &str, shared: &[Span]) -> Vec<Html> {
    let mut spans = shared.to_vec();
    spans.order();
    let mut pieces = Vec::new();
    let mut at = 0;
    for span in spans {
        pieces.push(html! { { Span(at, span.0).of(text).to_owned() } });
        pieces.push(html! { <mark class="some">{ span.of(text).to_owned() }</mark> });
        at = span.1;
    }
    pieces.push(html! { { Span(at, u32::MAX).of(text).to_owned() } });
    pieces
}
