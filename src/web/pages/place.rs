//! A place: what its plan promises beside what the places above it do, what falls due when, what of the plans above
//! is found in it, who answers for it. Complete as prerendered.

mod carried;
mod due;
mod figures;
mod responsible;

use super::updates;
use crate::bundle::{IndicatorShard, Overview, PlanShard, key};
use crate::messages::{Guide, Messages, PlaceWords};
use crate::model::{Corpus, Plan, Update, earlier};
use crate::query::cite::standard;
use crate::query::cover;
use crate::query::files;
use crate::query::place::{self, below, chain, narrowed, places, slug};
use crate::web::address::files_stand;
use crate::web::link::{Link, address};
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, filled, plan_words, seal, source_line};
use crate::web::reach::Rank;
use crate::web::route::Route;
use crate::web::standing::standing;
use std::collections::BTreeSet;
use yew::prelude::*;

/// Places below this one that are listed; the others are found by the list of plans.
const PLACES_BELOW: usize = 120;

impl Page for Place<'_> {
    const FOLDER: Route = Route::PLACES;
    const IDS: usize = 1;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        let mut addresses: Vec<Route> = Vec::new();
        for plan in places(&corpus.plans) {
            let address = Route::place(slug(&plan.id));
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        addresses
    }

    fn rank(_: &[String]) -> Rank {
        Rank::Own
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::guide(visit.store.language()));
        needs.plans_of(visit, visit.id(0));
        let Some(o) = visit.overview() else { return };
        let Some(own) = place::own(&o.plans, visit.id(0)) else { return };
        needs.add(key::plan(&own.id));
        needs.add(key::updates(key::area(own).unwrap_or(key::NATION)));
        if let Some(shard) = visit.store.get(&key::plan(&own.id)) {
            for id in indicators(&o, &shard) {
                needs.add(key::indicator(id, None));
                needs.indicator_in(visit, id, key::area(own).as_slice());
            }
        }
        if let Some(area) = key::area(own) {
            needs.plans_in(visit, area);
        }
        let uppers = cover::above(&o.plans, own);
        // What corresponds to what is known of texts alone.
        let Some(area) = key::area(own).filter(|_| own.text && !uppers.is_empty()) else { return };
        needs.add(key::own(area));
        for upper in uppers {
            needs.add(key::plan(&upper.id));
            needs.add(key::coverage(&upper.id, area));
        }
    }

    fn title(visit: &Visit) -> Option<String> {
        let o = visit.overview()?;
        let guide = visit.store.get(&key::guide(visit.store.language()))?;
        Some(guide.place.title(place::own(&o.plans, visit.id(0))?.place_in(visit.store.language())))
    }

    fn description(visit: &Visit) -> Option<String> {
        let o = visit.overview()?;
        let guide = visit.store.get(&key::guide(visit.store.language()))?;
        Some(guide.place.lead(place::own(&o.plans, visit.id(0))?.place_in(visit.store.language())))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let o = visit.overview()?;
        let guide = visit.store.get(&key::guide(visit.store.language()))?;
        let own = place::own(&o.plans, visit.id(0))?;
        let shard = visit.store.get(&key::plan(&own.id))?;
        let plans: Vec<Plan> = chain(&o.plans, slug(&own.id)).into_iter().cloned().collect();
        let of_chain = |id: &str| narrowed(&visit.store.indicator(id, key::area(own).as_slice()).0, &plans);
        let indicators: Vec<IndicatorShard> = indicators(&o, &shard).into_iter().filter_map(of_chain).collect();
        let place = Place { m: visit.messages(), guide: &guide, o: &o, own, plans: &plans, shard: &shard };
        let new = visit.store.get(&key::updates(key::area(own).unwrap_or(key::NATION)));
        let new = new.as_ref().and_then(|shard| shard.updates.as_deref()).unwrap_or_default();
        Some(place.page(visit, &indicators, new))
    }
}

/// The page of one place.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    m: &'a Messages,
    guide: &'a Guide,
    o: &'a Overview,
    /// The latest plan of the place.
    own: &'a Plan,
    /// It and those above it, in tree order.
    plans: &'a [Plan],
    shard: &'a PlanShard,
}

/// Ids of the indicators that a plan sets, those first that the overview knows, in its order.
fn indicators<'a>(o: &Overview, shard: &'a PlanShard) -> Vec<&'a str> {
    let own: BTreeSet<&str> = shard.targets.iter().map(|target| target.indicator.as_str()).collect();
    let known = o.indicators.iter().filter_map(|entry| own.get(entry.indicator.id.as_str()).copied());
    let unknown = own.iter().copied().filter(|id| o.indicator(id).is_none());
    known.chain(unknown).collect()
}

impl Place<'_> {
    fn words(&self) -> &PlaceWords {
        &self.guide.place
    }

    /// What the place is called.
    fn name(&self) -> &str {
        self.own.place_in(self.m.language)
    }

    fn page(self, visit: &Visit, indicators: &[IndicatorShard], new: &[Update]) -> Html {
        let (m, p, own) = (self.m, self.words(), self.own);
        let place = slug(&own.id);
        let above: Vec<&Plan> = self.plans.iter().filter(|plan| plan.id != own.id).collect();
        let steps = above
            .iter()
            .filter(|plan| plan.place_code != own.place_code)
            .map(|plan| (AttrValue::from(plan.place_in(m.language).to_owned()), self.of_place(plan)))
            .collect();
        let figures = figures::figures(&self, indicators);
        let carried = carried::carried(&self, visit);
        html! {
            <article class="place">
                { breadcrumb(m, steps, self.name().to_owned()) }
                <div class="place-head">
                    <h1>{ seal(m, own.level, !own.text) }{ " " }{ self.name() }</h1>
                    <button type="button" data-keep={place.to_owned()} aria-pressed="false">{ p.keep }</button>
                </div>
                <p class="lead">{ p.lead(self.name()) }</p>
                <p><Link to={Route::plan(&own.id)}>{ plan_words(m, m.signs.titled(&own.title)) }</Link>{ " " }
                    <span class="meta">{ source_line(m, own) }</span>{ standing(m, own, &self.o.plans) }</p>
                if !own.text { <p class="state-note">{ m.figures_only }</p> }
                { self.before() }
                <ul class="place-counts" aria-label={p.figures}>{ figures.counts }{ for carried.missing }</ul>
                { figures.list }
                { carried.section }
                { due::due(&self) }
                { responsible::responsible(&self) }
                { updates::of_place(m, self.guide, self.o, place, new) }
                { self.around(&above) }
                { self.take(place) }
                <p class="meta notice">{ m.compare.notice }</p>
            </article>
        }
    }

    /// The way to what changed since the plan before.
    fn before(&self) -> Html {
        let known = |id: &str| self.o.plan(id);
        let Some(before) = earlier(self.own, known).next().filter(|before| self.own.text && before.text) else {
            return Html::default();
        };
        let year = before.year().unwrap_or_default();
        html! {
            <p><Link to={Route::revision(&self.own.id, &before.id)}>{ self.guide.revision.compared(year) }</Link></p>
        }
    }

    /// A number at the head of the page, which leads to the part that lists what it counts.
    fn count(&self, part: &'static str, n: usize, words: impl Into<AttrValue>) -> Html {
        let shown = html! { <><b class="figure">{ n }</b>{ " " }{ words.into() }</> };
        let to = address(self.m.language, &Route::place(slug(&self.own.id)), "", part);
        html! {
            <li class={part}>
                if n > 0 { <a href={to}>{ shown }</a> } else { <span>{ shown }</span> }
            </li>
        }
    }

    /// The page of a plan's place; the nation has none, so its plan stands for it.
    fn of_place(&self, plan: &Plan) -> Route {
        match plan.place_code {
            Some(_) => Route::place(slug(&plan.id)),
            None => Route::plan(&plan.id),
        }
    }

    /// The places above and below, and further plans of this one.
    fn around(&self, above: &[&Plan]) -> Html {
        let (m, p) = (self.m, self.words());
        let item = |plan: &Plan, to: Route| {
            html! {
                <li key={plan.id.as_str()}>{ seal(m, plan.level, !plan.text) }{ " " }<Link {to}>{ plan.place_in(m.language) }</Link></li>
            }
        };
        let of_above = above.iter().map(|plan| match plan.place_code == self.own.place_code {
            true => item(plan, Route::plan(&plan.id)),
            false => item(plan, self.of_place(plan)),
        });
        let below = below(&self.o.plans, self.own);
        let more = below.len().saturating_sub(PLACES_BELOW);
        html! {
            <section class="group" aria-labelledby="around">
                <h2 id="around">{ p.around }</h2>
                <ul class="place-list">{ for of_above }</ul>
                if !below.is_empty() {
                    <h3>{ p.below }</h3>
                    <ul class="place-list">{ for below.iter().take(PLACES_BELOW).map(|plan| item(plan, self.of_place(plan))) }</ul>
                }
                if more > 0 { <p><Link to={Route::PLANS}>{ p.more_below(more) }</Link></p> }
            </section>
        }
    }

    /// What a visitor takes along.
    fn take(&self, place: &str) -> Html {
        let (m, p, own) = (self.m, self.words(), self.own);
        let cited =
            [m.signs.titled(&own.title), own.document_number.clone().map(|n| m.signs.bracketed(n)).unwrap_or_default()];
        let day =
            own.signed.map(|day| [m.signs.comma, &crate::query::words::date(m, day)].concat()).unwrap_or_default();
        let citation = [&cited.concat(), &day, m.signs.stop, " <address>"].concat();
        html! {
            <section class="take group" aria-labelledby="take">
                <h2 id="take">{ m.take.title }</h2>
                <div class="actions">
                    <button type="button" data-copy="<address>">{ m.take.link }</button>
                    <a class="button" href={format!("open-data/place/{place}.csv")} download="">{ "CSV" }</a>
                    if files_stand(self.o) {
                        <a class="button" href={["open-data/", &files::workbook(place)].concat()} download="">{ "Excel" }</a>
                        if files::has_annex(own, &self.o.plans) {
                            <a class="button" href={["open-data/", &files::annex(&own.id)].concat()} download="">{ m.plan.file_annex }</a>
                        }
                    }
                    <button type="button" data-copy={citation}>{ m.take.cite }</button>
                    <button type="button" data-copy={standard(own, None, "<address>")}>{ "GB/T 7714" }</button>
                    <button type="button" data-print="">{ m.chain.print }</button>
                </div>
                <p class="meta" role="status" data-done={m.take.copied} data-failed={m.take.failed}></p>
                <p class="meta">{ filled(p.take_note, &[html! { <Link to={Route::DATA} hash="downloads">{ m.nav_download }</Link> }]) }</p>
            </section>
        }
    }
}
