//! What a plan changes of an earlier one of its series: target by target ([`figures`]), clause by clause ([`texts`]).
//! Complete as prerendered.

mod figures;
mod texts;

use crate::bundle::{Overview, PlanShard, key};
use crate::messages::{Guide, Messages, RevisionWords};
use crate::model::{self, Corpus, Indicator, Plan, earlier};
use crate::query::cite::plan_label;
use crate::web::link::{Link, address};
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, plan_name, seal, source_line};
use crate::web::reach::Rank;
use crate::web::route::Route;
use crate::web::standing::standing;
use std::sync::Arc;
use yew::prelude::*;

impl Page for Revision<'_> {
    const FOLDER: Route = Route::REVISIONS;
    const IDS: usize = 2;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.revisions.iter().map(|revision| Route::revision(&revision.plan, &revision.earlier)).collect()
    }

    fn rank(_: &[String]) -> Rank {
        Rank::Own
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::guide(visit.store.language()));
        needs.add(key::revision(visit.id(0), visit.id(1)));
        needs.plans_of(visit, visit.id(0));
        let plans = [0, 1].map(|n| key::plan(visit.id(n)));
        if let (Some(o), [Some(later), Some(earlier)]) =
            (visit.overview(), plans.each_ref().map(|k| visit.store.get(k)))
        {
            // Those that the overview does not know are not of several plans of a country.
            let unknown = later.targets.iter().chain(&earlier.targets).filter(|t| o.indicator(&t.indicator).is_none());
            needs.all(unknown.map(|target| key::indicator(&target.indicator, None)));
        }
        needs.all(plans);
    }

    fn title(visit: &Visit) -> Option<String> {
        let guide = visit.store.get(&key::guide(visit.store.language()))?;
        let o = visit.overview()?;
        let [later, earlier] = [0, 1].map(|n| o.plan(visit.id(n)));
        Some(title(visit.messages(), &guide.revision, later?, earlier?))
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.store.get(&key::guide(visit.store.language()))?.revision.lead.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let o = visit.overview()?;
        let guide: Arc<&Guide> = visit.store.get(&key::guide(visit.store.language()))?;
        let [later, earlier] = [0, 1].map(|n| visit.store.get(&key::plan(visit.id(n))));
        let (later, earlier) = (later?, earlier?);
        let revision = visit.store.get(&key::revision(visit.id(0), visit.id(1)))?;
        let mut indicators: Vec<Indicator> = o.indicators.iter().map(|entry| entry.indicator.clone()).collect();
        for target in later.targets.iter().chain(&earlier.targets) {
            if let Some(shard) = visit.store.get(&key::indicator(&target.indicator, None)) {
                indicators.push(shard.indicator.clone());
            }
        }
        // Beside the earlier plan alone: what corresponds above is another matter.
        let beside =
            PlanShard { up: revision.links.clone(), changes: revision.changes.clone(), ..PlanShard::clone(&later) };
        let page = Revision {
            m: visit.messages(),
            w: &guide.revision,
            o: &o,
            later: &beside,
            earlier: &earlier,
            revision: &revision,
            indicators: &indicators.iter().collect::<Vec<_>>(),
        };
        Some(page.page())
    }
}

/// The page of one pair of plans.
#[derive(Clone, Copy)]
pub struct Revision<'a> {
    m: &'a Messages,
    w: &'a RevisionWords,
    o: &'a Overview,
    /// With its links and changes beside the earlier plan.
    later: &'a PlanShard,
    earlier: &'a PlanShard,
    revision: &'a model::Revision,
    indicators: &'a [&'a Indicator],
}

fn title(m: &Messages, w: &RevisionWords, later: &Plan, earlier: &Plan) -> String {
    let year = |plan: &Plan| plan.year().unwrap_or_default();
    w.title(later.place_in(m.language), year(later), year(earlier))
}

impl Revision<'_> {
    fn page(&self) -> Html {
        let (m, w) = (self.m, self.w);
        let (later, earlier) = (&self.later.plan, &self.earlier.plan);
        let plan = |plan: &Plan| {
            html! {
                <li>{ seal(m, plan.level, false) }<div><p>{ plan_name(m, plan, Some(Route::plan(&plan.id))) }</p>
                    <p class="meta">{ source_line(m, plan) }{ standing(m, plan, &self.o.plans) }</p></div></li>
            }
        };
        html! {
            <article class="place revision">
                { breadcrumb(m, vec![
                    (AttrValue::from(m.nav_plans), Route::PLANS),
                    (AttrValue::from(plan_label(m, later)), Route::plan(&later.id)),
                ], w.of_year(earlier.year().unwrap_or_default())) }
                <h1>{ title(m, w, later, earlier) }</h1>
                <p class="lead">{ w.lead }</p>
                <ul class="plan-list">{ plan(later) }{ plan(earlier) }</ul>
                { self.others() }
                { self.figures() }
                { self.texts() }
                <p class="meta notice">{ m.chain.changed_note }</p>
            </article>
        }
    }

    /// A number, which leads to what it counts.
    fn count(&self, part: &'static str, n: usize, words: &'static str) -> Html {
        let shown = html! { <><b class="figure">{ n }</b>{ " " }{ words }</> };
        let to = address(self.m.language, &Route::revision(&self.revision.plan, &self.revision.earlier), "", part);
        html! {
            <li class={part}>if n > 0 { <a href={to}>{ shown }</a> } else { <span>{ shown }</span> }</li>
        }
    }

    /// Ways to the other pairs of the series.
    fn others(&self) -> Html {
        let (m, plans) = (self.m, &self.o.plans);
        let known = |id: &str| self.o.plan(id);
        let pairs = |plan: &Plan| -> Vec<(String, String)> {
            let plan = known(&plan.id).filter(|plan| plan.text);
            let others = plan.into_iter().flat_map(|plan| earlier(plan, known)).filter(|other| other.text);
            others.filter_map(|other| Some((plan?.id.clone(), other.id.clone()))).collect()
        };
        let after = plans.iter().filter(|plan| plan.previous.as_ref() == Some(&self.revision.plan));
        let mut all: Vec<(String, String)> = after.flat_map(pairs).collect();
        all.extend([&self.later.plan, &self.earlier.plan].into_iter().flat_map(pairs));
        all.retain(|(plan, other)| (plan, other) != (&self.revision.plan, &self.revision.earlier));
        if all.is_empty() {
            return Html::default();
        }
        let year = |id: &str| known(id).and_then(Plan::year).unwrap_or_default();
        let link = |(plan, other): &(String, String)| {
            let words = [self.w.of_year(year(other)), self.w.of_year(year(plan))].join(" → ");
            html! { <li><Link to={Route::revision(plan, other)}>{ words }</Link></li> }
        };
        html! { <div><p class="meta">{ self.w.others }</p><ul class="place-list" aria-label={m.nav_plans}>{ for all.iter().map(link) }</ul></div> }
    }
}
