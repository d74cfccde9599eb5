//! What of the plans above is found in the place's plan and what is not, and what it sets of its own.

use super::Place;
use crate::bundle::coverage::PlanOwn;
use crate::bundle::key;
use crate::model::{Clause, Grade, Plan};
use crate::query::cite::path_label;
use crate::query::cover::{self, Carried};
use crate::web::chart::share::share;
use crate::web::link::Link;
use crate::web::page::Visit;
use crate::web::parts::{plan_lang, plan_words, seal};
use crate::web::route::Route;
use yew::prelude::*;

/// What the page says of both.
#[derive(Default)]
pub struct Parts {
    /// How many clauses of the nearest plan above are not found, for the head of the page.
    pub missing: Option<Html>,
    pub section: Html,
}

/// Both, nearest plan above first.
pub fn carried(place: &Place, visit: &Visit) -> Parts {
    let (m, p, own) = (place.m, place.words(), place.own);
    let Some(area) = key::area(own).filter(|_| own.text) else { return Parts::default() };
    let mut missing = None;
    let uppers: Vec<Html> = cover::above(&place.o.plans, own)
        .into_iter()
        .filter_map(|upper| {
            let shard = visit.store.get(&key::plan(&upper.id))?;
            let coverage = visit.store.get(&key::coverage(&upper.id, area))?;
            let of_plan = coverage.plans.iter().find(|covered| covered.plan == own.id)?;
            // Plans of other lines of policy are set beside nothing.
            let carried =
                Some(cover::carried(&shard, of_plan)).filter(|carried| carried.clear + carried.partial > 0)?;
            let not_found = carried.missing.len() + carried.missing_frame.len();
            let words = || p.not_found(upper.place_in(m.language));
            missing.get_or_insert_with(|| place.count("carried", not_found, words()));
            Some(beside(place, upper, &carried))
        })
        .collect();
    let own_shard = visit.store.get(&key::own(area));
    let new = own_shard.as_ref().and_then(|shard| shard.plans.iter().find(|plan| plan.plan == own.id));
    let section = html! {
        <section class="group" aria-labelledby="carried">
            <h2 id="carried">{ p.carried }</h2>
            if uppers.is_empty() { <p>{ m.chain.alone_on_line }</p> } else {
                <p class="meta">{ m.coverage.caption }</p>
                { for uppers }
                { for new.map(|new| of_its_own(place, new)) }
            }
        </section>
    };
    Parts { missing, section }
}

fn beside(place: &Place, upper: &Plan, carried: &Carried) -> Html {
    let (m, p) = (place.m, place.words());
    let all = carried.all();
    let part = |name: &'static str, sign: &'static str, n: u32, grade: Option<Grade>| {
        let class = match grade {
            Some(Grade::Clear) => "clear",
            Some(Grade::Partial) => "partial",
            None => "none",
        };
        html! { <li {class}><span class="sign" aria-hidden="true">{ sign }</span>{ " " }{ name }{ " " }<b class="figure">{ n }</b></li> }
    };
    let list = |clauses: &[&Clause]| {
        html! {
            <ul class="place-clauses">
                { for clauses.iter().map(|clause| html! {
                    <li key={clause.id.as_str()}><Link to={Route::chain(&clause.id)}><span class="path">{ path_label(m, &clause.path) }</span>
                        { " " }{ plan_words(m, clause.title().to_owned()) }</Link></li>
                }) }
            </ul>
        }
    };
    html! {
        <section key={upper.id.as_str()}>
            <h3>{ seal(m, upper.level, false) }{ " " }<Link to={Route::plan(&upper.id)}>{ upper.place_in(m.language) }</Link>
                { " " }<span class="meta">{ p.of_clauses(all) }</span></h3>
            { share(carried.clear, carried.partial, all) }
            <ul class="place-key">
                { part(m.chain.clear, "●", carried.clear, Some(Grade::Clear)) }
                { part(m.chain.partial, "◐", carried.partial, Some(Grade::Partial)) }
                { part(m.chain.unlinked, "○", all - carried.clear - carried.partial, None) }
            </ul>
            if !carried.missing.is_empty() {
                <details>
                    <summary>{ p.missing(carried.missing.len()) }</summary>
                    { list(&carried.missing) }
                </details>
            }
            if !carried.missing_frame.is_empty() {
                <details>
                    <summary>{ p.missing_frame(carried.missing_frame.len()) }</summary>
                    { list(&carried.missing_frame) }
                </details>
            }
        </section>
    }
}

/// Clauses and measures that nothing above is like.
fn of_its_own(place: &Place, own: &PlanOwn) -> Html {
    let (m, p) = (place.m, place.words());
    if own.clauses.is_empty() && own.measures.is_empty() {
        return Html::default();
    }
    let item = |path: &str, words: &str| {
        html! {
            <li><Link to={Route::chain_in(&place.own.id, path)}><span class="path">{ path_label(m, path) }</span>{ " " }
                <span lang={plan_lang(m)}>{ words.to_owned() }</span></Link></li>
        }
    };
    html! {
        <section>
            <h3>{ m.coverage.own }</h3>
            if !own.clauses.is_empty() {
                <p>{ p.own_clauses(own.clauses.len()) }</p>
                <ul class="place-clauses">{ for own.clauses.iter().map(|clause| item(&clause.path, &clause.title)) }</ul>
            }
            if !own.measures.is_empty() {
                <details><summary>{ p.own_measures(own.measures.len()) }</summary>
                    <ul class="place-clauses">{ for own.measures.iter().map(|measure| item(&measure.path, &measure.quote)) }</ul>
                </details>
            }
        </section>
    }
}
