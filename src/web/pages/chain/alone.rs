//! A clause that is set beside no other: a heading over its own clauses, a row of the annex, the closing words.

use super::{head, pager};
use crate::bundle::PlanShard;
use crate::messages::Messages;
use crate::model::{Clause, ClauseKind, row_of};
use crate::query::cite::path_label;
use crate::web::link::Link;
use crate::web::parts::{filled, plan_lang, plan_words};
use crate::web::route::Route;
use yew::prelude::*;

/// Says why there is no chain, and leads to those there are.
pub fn alone(m: &Messages, shard: &PlanShard, clause: &Clause) -> Html {
    let quote = |text: &str| html! { <p class="quote" lang={plan_lang(m)}>{ text.to_owned() }</p> };
    let content = match clause.kind {
        ClauseKind::Annex if clause.cells.is_none() => quote(&clause.text),
        ClauseKind::Annex => {
            let body = row_of(&clause.path).unwrap_or(&clause.path);
            let link = html! { <Link to={Route::chain_in(&clause.plan, body)}>{ path_label(m, body) }</Link> };
            html! {
                <>
                    <p class="lead">{ filled(m.chain.of_annex, &[link]) }</p>
                    { for clause.cells.iter().flatten().map(|cell| html! {
                        <section><h2>{ m.figures.year(cell.year) }</h2>{ quote(cell.span.of(&clause.text)) }</section>
                    }) }
                </>
            }
        }
        ClauseKind::Closing => html! { <><p class="lead">{ m.chain.of_closing }</p>{ quote(&clause.text) }</> },
        _ => html! {
            <>
                <p class="lead">{ m.chain.of_heading }</p>
                <ul class="chain-list">
                    { for shard.clauses.iter().filter(|c| c.parent.as_ref() == Some(&clause.id)).map(|c| html! {
                        <li><Link to={Route::chain(&c.id)}><span class="path">{ path_label(m, &c.path) }</span>{ " " }
                            { plan_words(m, c.title().to_owned()) }</Link></li>
                    }) }
                </ul>
            </>
        },
    };
    html! {
        <article class="chain alone">
            { head(m, shard, clause) }
            { content }
            <nav class="pager" aria-label={m.chain.title}>{ pager(m, shard, clause) }</nav>
        </article>
    }
}
