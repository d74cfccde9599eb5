//! One office's units and clauses, plans side by side.

use crate::bundle::office::{OfficeClause, OfficePlan, OfficeShard, OfficeUnit, Offices, Role};
use crate::bundle::{Overview, key};
use crate::messages::Messages;
use crate::model::Corpus;
use crate::query::cite::path_label;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, named, plan_lang, plan_words, seal, take_view};
use crate::web::route::Route;
use yew::prelude::*;

/// Of more plans the page counts the clauses, which the plans' own pages list.
const LISTED_PLANS: usize = 24;

/// An office.
pub struct Office;

impl Page for Office {
    const FOLDER: Route = Route::UNITS;
    const IDS: usize = 1;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.offices.iter().map(|office| Route::office(&office.id)).collect()
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::offices());
        needs.add(key::office(visit.id(0), None));
    }

    fn title(visit: &Visit) -> Option<String> {
        let m = visit.messages();
        let shard = visit.store.get(&key::office(visit.id(0), None))?;
        Some(format!("{} · {}", shard.office.name.of(m.language), m.nav_units))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let shard = visit.store.get(&key::office(visit.id(0), None))?;
        let offices = visit.store.get(&key::offices())?;
        Some(office(visit.messages(), &*visit.overview()?, &offices, &shard, None))
    }
}

/// The name of a province.
pub fn place_of<'a>(m: &Messages, o: &'a Overview, area: &str) -> Option<&'a str> {
    o.area(area).map(|area| area.name.of(m.language))
}

/// One office across plans; with `area` in those of a province.
pub fn office(m: &Messages, o: &Overview, offices: &Offices, shard: &OfficeShard, area: Option<&str>) -> Html {
    let name = shard.office.name.of(m.language).to_owned();
    let mut steps = vec![(AttrValue::from(m.nav_units), Route::UNITS)];
    let here = match area.and_then(|area| place_of(m, o, area)) {
        Some(place) => {
            steps.push((AttrValue::from(name), Route::office(&shard.office.id)));
            place.to_owned()
        }
        None => name,
    };
    let entry = offices.offices.iter().find(|entry| entry.office.id == shard.office.id);
    let areas = entry.iter().flat_map(|entry| &entry.areas).filter_map(|(code, plans)| {
        let place = place_of(m, o, code)?;
        let current = (area == Some(code)).then(|| AttrValue::from("page"));
        Some(html! {
            <li key={code.as_str()}><Link to={Route::office_in(&shard.office.id, code)} {current}>{ m.home.plans_in(place, *plans) }</Link></li>
        })
    });
    let listed = shard.plans.len() <= LISTED_PLANS;
    html! {
        <article class="office">
            { breadcrumb(m, steps, here) }
            <h1>{ named(m, &shard.office.name) }{ for area.and_then(|area| place_of(m, o, area)).map(|place| html! { <>{ " · " }{ place.to_owned() }</> }) }</h1>
            <p class="lead">{ m.offices.one_lead }</p>
            if o.is_folded() {
                <nav aria-label={m.home.by_area}><ul class="place-list">{ for areas }</ul></nav>
            }
            <div class="office-plans">
                { for shard.plans.iter().map(|own| plan_column(m, o, own, listed)) }
            </div>
            <p class="meta">{ m.offices.note }</p>
            if listed { { take_view(m) } }
        </article>
    }
}

fn plan_column(m: &Messages, o: &Overview, own: &OfficePlan, listed: bool) -> Html {
    let Some(plan) = o.plan(&own.plan) else { return Html::default() };
    html! {
        <section class="group" id={plan.id.clone()} key={plan.id.as_str()} data-column={m.compare.plan}
            data-value={plan.place_in(m.language).to_owned()} data-number={plan.document_number.clone()}>
            <h2>{ seal(m, plan.level, false) }{ " " }<Link to={Route::plan(&plan.id)}>{ plan.place_in(m.language) }</Link></h2>
            { for own.units.iter().map(|unit| unit_part(m, unit, listed)) }
        </section>
    }
}

fn unit_part(m: &Messages, unit: &OfficeUnit, listed: bool) -> Html {
    let own = |role: Role| unit.clauses.iter().filter(move |clause| clause.role == role);
    let count = |role| own(role).count();
    let (alone, leads, joins, applied) =
        (count(Role::Alone), count(Role::Leads), count(Role::Joins), count(Role::Applied));
    html! {
        <section class="unit" data-column={m.nav_units} data-value={unit.name.clone()}>
            <h3 lang={plan_lang(m)}>{ unit.name.clone() }</h3>
            <p class="meta">
                if alone > 0 { { m.offices.alone(alone) }{ " " } }
                if leads > 0 { { m.offices.leads(leads) }{ " " } }
                if joins > 0 { { m.offices.joins(joins) } }
            </p>
            if listed { <ul>{ for own(Role::Alone).chain(own(Role::Leads)).chain(own(Role::Joins)).map(|clause| clause_item(m, clause)) }</ul> }
            if applied > 0 && !listed { <p class="meta">{ m.offices.applied(applied) }</p> }
            if applied > 0 && listed {
                <details><summary>{ m.offices.applied(applied) }</summary>
                    <ul>{ for own(Role::Applied).map(|clause| clause_item(m, clause)) }</ul>
                </details>
            }
        </section>
    }
}

fn clause_item(m: &Messages, clause: &OfficeClause) -> Html {
    let role = match clause.role {
        Role::Alone => m.years.alone,
        Role::Leads => m.offices.leading,
        Role::Joins => m.years.joins,
        Role::Applied => m.offices.applying,
    };
    html! {
        <li data-record="" data-column={m.offices.role} data-value={role}><span data-column={m.coverage.clause}><Link to={Route::chain(&clause.id)}><span class="path">{ path_label(m, clause.id.path()) }</span>{ " " }{ plan_words(m, clause.title.clone()) }</Link></span>
            if clause.role == Role::Leads { { " " }<span class="tag">{ m.offices.leading }</span> }
            if clause.targets > 0 { { " " }<span class="count">{ m.offices.targets(clause.targets) }</span> }
        </li>
    }
}
