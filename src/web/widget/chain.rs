//! One clause and its nearest counterparts, from the nation down. Native only.

use super::{BLOCK, plans};
use crate::bundle::{Overview, PlanShard};
use crate::messages::{Guide, Messages};
use crate::model::Plan;
use crate::query::chain::{ChainClause, Content, Rung, rungs};
use crate::query::cite::path_label;
use crate::query::marks::{Piece, Shared, pieces};
use crate::web::link::address;
use crate::web::parts::{plan_lang, plan_words, seal, source_line};
use crate::web::route::Route;
use yew::prelude::*;

/// Of the plans below the clause a widget shows at most this many; the page that it leads to shows all.
const MOST_BELOW: usize = 3;

/// The block of a clause; none where the plan has no such clause. `below` are the plans with a counterpart of it.
pub fn chain(
    m: &Messages,
    g: &Guide,
    o: &Overview,
    shard: &PlanShard,
    path: &str,
    others: &[&PlanShard],
    below: &[&Plan],
) -> Option<Html> {
    let clause = shard.clauses.iter().find(|clause| clause.path == path)?;
    let (first, rest) = below.split_at(below.len().min(MOST_BELOW));
    let shown = &rungs(shard, path, o, others, first)?;
    let cited = m.citing.clause(shard.plan.place_in(m.language), path_label(m, path));
    let page = address(m.language, &Route::chain(&clause.id), "", "");
    let marked = shown.iter().filter(|rung| entry_of(rung).is_some()).count() > 1;
    Some(html! {
        <div id={BLOCK} lang={m.language.id()} data-widget={format!("chain/{}", clause.id)} data-title={cited.clone()}
            data-caption={g.embed.caption_chain(&cited)} data-page={page.clone()} data-plans={plans(m, shown.iter().map(|rung| rung.plan))}>
            <p class="name" role="heading" aria-level="1">
                if let Some(heading) = &clause.heading { <strong>{ plan_words(m, heading.clone()) }</strong>{ " " } }
                <span class="meta">{ cited }</span>
            </p>
            if marked { <p class="meta said"><mark>{ g.widget.shared }</mark></p> }
            <dl class="rungs">{ for shown.iter().map(|rung| one(m, rung, shown)) }</dl>
            <p class="meta foot">
                if !rest.is_empty() { { g.widget.more_plans(rest.len()) }{ m.signs.space } }
                { g.widget.note }{ m.signs.space }<a href={page}>{ g.widget.whole_chain }</a>
            </p>
        </div>
    })
}

/// The clause of a rung that is shown: the one asked for, or the best counterpart.
fn entry_of<'a>(rung: &'a Rung) -> Option<&'a ChainClause<'a>> {
    match &rung.content {
        Content::Focus(entry) => Some(entry),
        Content::Counterparts(entries) => entries.first(),
        Content::Nothing | Content::NoText => None,
    }
}

fn one(m: &Messages, rung: &Rung, all: &[Rung]) -> Html {
    let plan = rung.plan;
    let missing = matches!(rung.content, Content::NoText);
    let focus = matches!(rung.content, Content::Focus(_));
    let body = match (entry_of(rung), &rung.content) {
        (Some(entry), _) => {
            let others: Vec<Vec<&str>> = all
                .iter()
                .filter(|other| other.plan.id != plan.id)
                .filter_map(|other| Some(vec![entry_of(other)?.clause.text.as_str()]))
                .collect();
            let earlier = entry.link.is_some_and(|link| link.earlier);
            html! {
                <>
                    <dd class="quote" lang={plan_lang(m)}>{ for pieces(entry.clause, &entry.targets, &others, focus).into_iter().map(piece) }</dd>
                    if earlier { <dd class="meta">{ m.earlier_than_upper }</dd> }
                </>
            }
        }
        (None, Content::NoText) => html! { <dd class="meta">{ m.no_text }</dd> },
        (None, _) => html! { <dd class="meta">{ m.chain.rung_without_link }</dd> },
    };
    let place = entry_of(rung).map(|entry| {
        let href = address(m.language, &Route::chain(&entry.clause.id), "", "");
        html! { <a {href}>{ path_label(m, &entry.clause.path) }</a> }
    });
    html! {
        <div class={focus.then_some("focus")} data-plan={plan.id.clone()}>
            <dt>{ seal(m, plan.level, missing) }{ " " }<strong>{ plan.place_in(m.language) }</strong>{ " " }{ for place }{ " " }
                <span class="meta">{ source_line(m, plan) }</span></dt>
            { body }
        </div>
    }
}

/// A stretch of text; only what is shared is marked, so that the block stays small.
fn piece(piece: Piece) -> Html {
    if piece.shared == Shared::No {
        html! { { piece.text } }
    } else {
        html! { <mark>{ piece.text }</mark> }
    }
}
