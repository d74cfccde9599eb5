//! Coverage: every clause of a plan above beside every plan below, and what these set that nothing above covers.

mod table;

use crate::bundle::coverage::{AreaCoverage, PlanOwn};
use crate::bundle::{Overview, key};
use crate::messages::Messages;
use crate::model::{Level, Plan};
use crate::query::cite::path_label;
use crate::query::cover::{Column, Counts, CoverChoice, Matrix, areas, by_area, matrix, shown, uppers};
use crate::query::place::slug;
use crate::web::chart::share::share;
use crate::web::facts;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{plan_lang, seal, take_view};
use crate::web::route::Route;
use crate::web::store::Store;
use yew::prelude::*;

/// The coverage of plans.
pub struct Coverage;

impl Page for Coverage {
    const FOLDER: Route = Route::COVERAGE;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_coverage)
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        let (Some(o), choice) = (visit.overview(), CoverChoice::parse(visit.query)) else { return };
        let Some((upper, area)) = shown(&choice, &o) else { return };
        let by_area = o.plan(&upper).is_some_and(|upper| by_area(upper, &o));
        if by_area {
            needs.add(key::coverage_areas(&upper));
        }
        if !by_area || choice.area.is_some() {
            needs.add(key::plan(&upper));
            needs.add(key::coverage(&upper, &area));
            needs.add(key::own(&area));
            needs.plans_in(visit, &area);
        }
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_coverage.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        coverage(visit.messages(), &*visit.overview()?, &CoverChoice::parse(visit.query), visit.store)
    }
}

/// The page. Nothing where the choice names a plan that is above no other.
fn coverage(m: &Messages, o: &Overview, choice: &CoverChoice, store: &Store) -> Option<Html> {
    if uppers(o).next().is_none() {
        return Some(html! { <article><h1>{ m.nav_coverage }</h1><p class="lead">{ m.chain.unlinked }</p></article> });
    }
    let (upper, area) = shown(choice, o)?;
    let provinces = provinces(m, o, choice, &upper, store);
    if let (Some(provinces), None) = (&provinces, &choice.area) {
        return Some(html! {
            <article class="coverage">
                <h1>{ m.nav_coverage }</h1>
                <p class="lead">{ m.coverage.lead(o.plan(&upper)?.place_in(m.language)) }{ m.signs.space }{ m.coverage.open_area }</p>
                <section class="filter" aria-label={m.topics.filter}>{ uppers_choice(m, o, choice, &upper) }</section>
                { provinces.clone() }
                <p class="meta notice">{ m.coverage.caption }</p>
            </article>
        });
    }
    let (shard, coverage) = (store.get(&key::plan(&upper))?, store.get(&key::coverage(&upper, &area))?);
    let own_shard = store.get(&key::own(&area))?;
    let found = matrix(&shard, &coverage, &o.plans, choice);
    let cascades: Vec<_> = found.columns.iter().filter_map(|column| column.coverage.cascade.as_ref()).collect();
    Some(html! {
        <article class="coverage">
            <h1>{ m.nav_coverage }</h1>
            <p class="lead">{ m.coverage.lead(shard.plan.place_in(m.language)) }{ m.signs.space }{ m.coverage.open_cell }</p>
            if let (Some(provinces), Some(area)) = (provinces, o.area(&area)) {
                <details><summary>{ m.coverage.area }{ m.signs.colon }{ area.name.of(m.language) }</summary>{ provinces }</details>
            }
            { choices(m, o, choice, &shard.plan, &area, coverage.plans.len() > found.columns.len() || choice.level.is_some() || choice.place.is_some()) }
            if found.more > 0 { <p class="meta" role="status">{ m.coverage.more(found.more) }</p> }
            { shares(m, &found) }
            { table::table(m, &shard, &found, choice) }
            <section class="group" aria-labelledby="facts">
                <h2 id="facts">{ m.coverage.facts }</h2>
                { facts::facts(m, o, &cascades, true) }
            </section>
            <section class="group" aria-labelledby="own">
                <h2 id="own">{ m.coverage.own }</h2>
                <p class="meta">{ m.coverage.own_lead }</p>
                <div class="own-list">{ for found.columns.iter().filter_map(|column| Some(own(m, column, own_shard.plans.iter().find(|own| own.plan == column.plan.id)?))) }</div>
            </section>
            { take_view(m) }
            <p class="meta notice">{ m.chain.notice }</p>
        </article>
    })
}

/// How much the plans of each province carry down, as bars that open into its plans; nothing where there is one province or
/// few plans.
fn provinces(m: &Messages, o: &Overview, choice: &CoverChoice, upper: &str, store: &Store) -> Option<Html> {
    let sums = store.get(&key::coverage_areas(upper))?;
    let item = |sum: &AreaCoverage| {
        let all = sum.clear + sum.partial + sum.none;
        let percent = ((sum.clear + sum.partial) * 100 + all / 2) / all.max(1);
        let query = CoverChoice { area: Some(sum.area.clone()), level: None, place: None, ..choice.clone() }.query();
        let name = o.area(&sum.area)?.name.of(m.language);
        Some(html! {
            <li>
                <p><Link to={Route::COVERAGE} {query}>{ m.home.plans_in(name, sum.plans) }</Link>{ " " }
                    <span class="meta">{ m.coverage.carried }{ " " }{ percent }{ "%" }</span></p>
                { share(sum.clear, sum.partial, all) }
            </li>
        })
    };
    Some(html! {
        <section class="group" aria-labelledby="provinces">
            <h2 id="provinces">{ m.home.by_area }</h2>
            <ul class="cover-shares">{ for sums.areas.iter().filter_map(item) }</ul>
        </section>
    })
}

/// How much each plan carries down, as bars.
fn shares(m: &Messages, found: &Matrix) -> Html {
    html! {
        <ul class="cover-shares">
            { for found.columns.iter().map(|column| {
                let Counts { clear, partial, none } = column.counts;
                let all = clear + partial + none;
                html! {
                    <li key={column.plan.id.as_str()}>
                        <p>{ seal(m, column.plan.level, false) }{ " " }<Link to={Route::place(slug(&column.plan.id))}>{ column.plan.place_in(m.language) }</Link>{ " " }
                            <span class="meta">{ m.coverage.of_clauses(clear, partial, all) }</span></p>
                        { share(clear, partial, all) }
                    </li>
                }
            }) }
        </ul>
    }
}

/// What a plan sets that no plan above mentions: whole clauses, and measures of other clauses.
fn own(m: &Messages, column: &Column, own: &PlanOwn) -> Html {
    let plan = column.plan;
    let to = |path: &str| Route::chain_in(&plan.id, path);
    html! {
        <section key={plan.id.as_str()}>
            <h3>{ seal(m, plan.level, false) }{ " " }{ plan.place_in(m.language) }{ " " }
                <span class="meta">{ m.coverage.own_clauses(own.clauses.len()) }</span></h3>
            <ul>
                { for own.clauses.iter().map(|clause| html! {
                    <li><Link to={to(&clause.path)}>
                        <span class="path">{ path_label(m, &clause.path) }</span>{ " " }<b lang={plan_lang(m)}>{ clause.title.clone() }</b></Link></li>
                }) }
            </ul>
            if !own.measures.is_empty() {
                <details>
                    <summary>{ m.coverage.own_measures(own.measures.len()) }</summary>
                    <ul>
                        { for own.measures.iter().map(|measure| html! {
                            <li><Link to={to(&measure.path)}>
                                <span class="path">{ path_label(m, &measure.path) }</span>{ " " }<span class="quote" lang={plan_lang(m)}>{ measure.quote.clone() }</span></Link></li>
                        }) }
                    </ul>
                </details>
            }
        </section>
    }
}

/// Which plan above, which province, which level or place, and the order of the rows; each choice is an address.
fn choices(m: &Messages, o: &Overview, choice: &CoverChoice, upper: &Plan, area: &str, narrow: bool) -> Html {
    let c = &m.coverage;
    let areas = areas(upper, o);
    let in_area = |plan: &&&Plan| key::area(plan) == Some(area);
    let below: Vec<&Plan> = o.plans.iter().filter(|plan| plan.text && crate::model::is_above(upper, plan)).collect();
    let levels = Level::ALL.into_iter().filter(|level| below.iter().filter(in_area).any(|plan| plan.level == *level));
    let levels: Vec<Level> = levels.collect();
    let places = below.iter().filter(in_area).filter(|plan| plan.level < Level::County);
    let named = |plan: &Plan| plan.place_in(m.language).to_owned();
    let to = |choice: CoverChoice| choice.query();
    let base = || choice.clone();
    html! {
        <section class="filter" aria-label={m.topics.filter}>
            { uppers_choice(m, o, choice, &upper.id) }
            if areas.len() > 1 && !by_area(upper, o) {
                { facet(c.area, areas.iter().map(|of| {
                    let chosen = CoverChoice { area: Some(of.code.clone()), level: None, place: None, ..base() };
                    (of.name.of(m.language).to_owned(), of.code == area, to(chosen))
                }).collect()) }
            }
            if narrow {
                { facet(m.topics.level, std::iter::once((m.topics.all.to_owned(), choice.level.is_none(), to(CoverChoice { level: None, ..base() })))
                    .chain(levels.iter().map(|&level| {
                        (m.level_name(level).to_owned(), choice.level == Some(level), to(CoverChoice { level: Some(level), ..base() }))
                    })).collect()) }
                { facet(c.place, std::iter::once((m.topics.all.to_owned(), choice.place.is_none(), to(CoverChoice { place: None, ..base() })))
                    .chain(places.map(|plan| {
                        let code = plan.place_code.clone();
                        (named(plan), choice.place == code, to(CoverChoice { place: code, level: None, ..base() }))
                    })).collect()) }
            }
            { facet(c.show, vec![
                (m.topics.all.to_owned(), !choice.missing, to(CoverChoice { missing: false, ..base() })),
                (c.only_missing.to_owned(), choice.missing, to(CoverChoice { missing: true, ..base() })),
            ]) }
            { facet(c.sort, vec![
                (c.in_order.to_owned(), !choice.least_first, to(CoverChoice { least_first: false, ..base() })),
                (c.least_first.to_owned(), choice.least_first, to(CoverChoice { least_first: true, ..base() })),
            ]) }
        </section>
    }
}

/// Which plan above.
fn uppers_choice(m: &Messages, o: &Overview, choice: &CoverChoice, upper: &str) -> Html {
    let uppers: Vec<&Plan> = uppers(o).collect();
    if uppers.len() < 2 {
        return Html::default();
    }
    // Of several plans of a place it is said which.
    let shared = |plan: &Plan| uppers.iter().filter(|other| other.place_code == plan.place_code).count() > 1;
    let number =
        |plan: &Plan| plan.document_number.clone().filter(|_| shared(plan)).map(|number| m.signs.bracketed(number));
    let name = |plan: &Plan| [plan.place_in(m.language), &number(plan).unwrap_or_default()].concat();
    let one = |plan: &&Plan| {
        let of = Some(plan.id.clone());
        let chosen = CoverChoice { of, area: None, level: None, place: None, ..choice.clone() };
        (name(plan), plan.id == upper, chosen.query())
    };
    let choices = facet(m.coverage.of, uppers.iter().map(one).collect());
    if !o.is_folded() {
        return choices;
    }
    // As many as provinces: they would fill the first screen of a phone.
    let chosen = uppers.iter().find(|plan| plan.id == upper).map(|plan| name(plan));
    html! { <details class="facet-fold"><summary>{ m.coverage.of }{ m.signs.colon }{ chosen }</summary>{ choices }</details> }
}

/// One row of choices: its words, whether it is chosen, and its query.
fn facet(name: &str, choices: Vec<(String, bool, String)>) -> Html {
    html! {
        <div class="facet" role="group" aria-label={name.to_owned()}>
            <span class="facet-name">{ name }</span>
            { for choices.into_iter().map(|(label, on, query)| html! {
                <Link to={Route::COVERAGE} {query} class="choice" current={on.then(|| AttrValue::from("true"))}>{ label }</Link>
            }) }
        </div>
    }
}
