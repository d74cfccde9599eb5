//! Where chains begin: how the highest plan flows into those below it, and the plans to start from.

use crate::bundle::coverage::CoverageShard;
use crate::bundle::{Overview, PlanShard, key};
use crate::messages::{Guide, Messages};
use crate::model::Plan;
use crate::query::cite::path_label;
use crate::query::cover::{CoverChoice, carried, shown};
use crate::query::flow::{self, Flow};
use crate::web::chart::flow::picture;
use crate::web::chart::share::share;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{areas, listed_plans, plan_lang, plan_words, seal};
use crate::web::route::Route;
use std::sync::Arc;
use yew::prelude::*;

/// Where chains begin.
pub struct Chains;

impl Page for Chains {
    const FOLDER: Route = Route::CHAINS;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_chain)
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::guide(visit.store.language()));
        let Some(o) = visit.overview() else { return };
        let Some((upper, area)) = shown(&CoverChoice::default(), &o) else { return };
        needs.plans_in(visit, &area);
        needs.add(key::plan(&upper));
        needs.add(key::coverage(&upper, &area));
        let Some(coverage) = visit.store.get(&key::coverage(&upper, &area)) else { return };
        for plan in flow::middle(&coverage, &o.plans).0 {
            needs.add(key::plan(&plan.id));
            needs.add(key::coverage(&plan.id, &area));
        }
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_chain.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let guide = visit.store.get(&key::guide(visit.store.language()))?;
        Some(html! {
            <article class="chains">
                <h1>{ m.chain.title }</h1>
                <p class="lead">{ m.chain.lead }</p>
                { starts(m, &o) }
                { for flowing(m, &guide, &o, visit) }
            </article>
        })
    }
}

/// The plans to start from, in short: each leads to all its clauses.
fn starts(m: &Messages, o: &Overview) -> Html {
    html! {
        <>
        <ul class="place-list">
            { for listed_plans(o).filter(|plan| plan.text).map(|plan| html! {
                <li key={plan.id.as_str()}>{ seal(m, plan.level, false) }{ " " }<Link to={Route::plan_chains(&plan.id)}>{ plan.place_in(m.language) }</Link>
                    { " " }<span class="meta">{ plan_words(m, plan.document_number.clone().unwrap_or_default()) }</span></li>
            }) }
        </ul>
        { areas(m, o) }
        </>
    }
}

/// The picture of the flow with its table; nothing in a corpus of one level.
fn flowing(m: &Messages, guide: &Guide, o: &Overview, visit: &Visit) -> Option<Html> {
    let w = &guide.flow;
    let (upper, area) = shown(&CoverChoice::default(), o)?;
    let (shard, coverage) = (visit.store.get(&key::plan(&upper))?, visit.store.get(&key::coverage(&upper, &area))?);
    let below =
        |plan: &Plan| Some((visit.store.get(&key::plan(&plan.id))?, visit.store.get(&key::coverage(&plan.id, &area))?));
    let lower: Vec<(Arc<PlanShard>, Arc<CoverageShard>)> =
        flow::middle(&coverage, &o.plans).0.into_iter().filter_map(below).collect();
    let lower: Vec<(&PlanShard, &CoverageShard)> =
        lower.iter().map(|(plan, coverage)| (&**plan, &**coverage)).collect();
    let found = flow::flow(&shard, &coverage, &o.plans, &lower);
    let place = shard.plan.place_in(m.language);
    let bars = found.middle.iter().filter_map(|plan| {
        let covered = coverage.plans.iter().find(|covered| covered.plan == plan.id)?;
        let carried = carried(&shard, covered);
        Some(html! {
            <li key={plan.id.as_str()}>{ seal(m, plan.level, false) }{ " " }<Link to={Route::plan_chains(&plan.id)}>{ plan.place_in(m.language) }</Link>
                { " " }<span class="meta">{ m.coverage.of_clauses(carried.clear, carried.partial, carried.all()) }</span>
                { share(carried.clear, carried.partial, carried.all()) }</li>
        })
    });
    Some(html! {
        <section class="group" aria-labelledby="flow">
            <h2 id="flow">{ w.title(place) }</h2>
            <p class="meta">{ w.note }
                if found.more > 0 { { " " }{ m.coverage.more(found.more) } }</p>
            <div class="flow-picture" lang={plan_lang(m)}>{ picture(m, &found, w.title(place)) }</div>
            <ul class="flow-bars">{ for bars }</ul>
            <details><summary>{ m.home.as_table }</summary>{ table(m, w.chapter, &found) }</details>
            <p><Link to={Route::COVERAGE}>{ w.every_clause }</Link></p>
        </section>
    })
}

/// The numbers of the picture.
fn table(m: &Messages, chapter: &'static str, found: &Flow) -> Html {
    html! {
        <div class="scroll" role="region" aria-label={m.home.as_table} tabindex="0">
            <table class="flow-table">
                <thead><tr><th scope="col">{ chapter }</th><th scope="col">{ m.coverage.total }</th>
                    { for found.middle.iter().map(|plan| html! { <th scope="col">{ plan.place_in(m.language) }</th> }) }</tr></thead>
                <tbody>
                    { for found.chapters.iter().map(|chapter| html! {
                        <tr><th scope="row"><span class="path">{ path_label(m, chapter.path) }</span>{ " " }{ plan_words(m, chapter.title.to_owned()) }</th>
                            <td>{ chapter.clauses }</td>{ for chapter.carried.iter().map(|n| html! { <td>{ *n }</td> }) }</tr>
                    }) }
                    { for found.lowest.iter().map(|lowest| html! {
                        <tr><th scope="row">{ seal(m, lowest.plan.level, false) }{ " " }{ lowest.plan.place_in(m.language) }</th><td></td>
                            { for (0..found.middle.len()).map(|plan| {
                                let n = lowest.from.iter().find(|(from, _)| *from == plan).map(|(_, n)| *n);
                                html! { <td>{ n.map_or(String::new(), |n| n.to_string()) }</td> }
                            }) }</tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
