//! Responsible units: every office by level, and one office's units and clauses side by side.

use crate::bundle::Overview;
use crate::bundle::office::{
    OfficeClause, OfficeEntry, OfficeLevel, OfficePlan, OfficeShard, OfficeUnit, Offices, Role,
};
use crate::messages::Messages;
use crate::model::path_of;
use crate::query::cite::path_label;
use crate::web::link::Link;
use crate::web::parts::{breadcrumb, named, plan_lang, plan_words, seal};
use crate::web::route::Route;
use yew::prelude::*;

/// All offices.
pub fn units(m: &Messages, shard: &Offices) -> Html {
    html! {
        <article>
            <h1>{ m.nav_units }</h1>
            <p class="lead">{ m.offices.lead }</p>
            <ul class="offices">{ for shard.offices.iter().map(|entry| office_row(m, entry)) }</ul>
            <p class="meta">{ m.offices.grouping }</p>
        </article>
    }
}

fn office_row(m: &Messages, entry: &OfficeEntry) -> Html {
    html! {
        <li id={entry.office.id.clone()}>
            <h2><Link to={Route::office(&entry.office.id)}>{ named(m, &entry.office.name) }</Link></h2>
            <ul class="office-levels">{ for entry.levels.iter().map(|level| level_cell(m, level)) }</ul>
        </li>
    }
}

fn level_cell(m: &Messages, level: &OfficeLevel) -> Html {
    html! {
        <li>{ seal(m, level.level, false) }
            <span>{ plan_words(m, level.names.join("、")) }{ " " }
                <span class="count">{ m.offices.counts(level.plans, level.clauses) }</span></span>
        </li>
    }
}

/// One office across plans.
pub fn office(m: &Messages, o: &Overview, shard: &OfficeShard) -> Html {
    html! {
        <article class="office">
            { breadcrumb(m, vec![(AttrValue::from(m.nav_units), Route::Units)], shard.office.name.of(m.language).to_owned()) }
            <h1>{ named(m, &shard.office.name) }</h1>
            <p class="lead">{ m.offices.one_lead }</p>
            <div class="office-plans">
                { for shard.plans.iter().map(|own| plan_column(m, o, own)) }
            </div>
            <p class="meta">{ m.offices.note }</p>
        </article>
    }
}

fn plan_column(m: &Messages, o: &Overview, own: &OfficePlan) -> Html {
    let Some(plan) = o.plans.iter().find(|plan| plan.id == own.plan) else { return Html::default() };
    html! {
        <section class="group" id={plan.id.clone()} key={plan.id.clone()}>
            <h2>{ seal(m, plan.level, false) }{ " " }<Link to={Route::plan(&plan.id)}>{ plan.place_in(m.language) }</Link></h2>
            { for own.units.iter().map(|unit| unit_part(m, unit)) }
        </section>
    }
}

fn unit_part(m: &Messages, unit: &OfficeUnit) -> Html {
    let own = |role: Role| unit.clauses.iter().filter(move |clause| clause.role == role);
    let (leads, joins, applied) = (own(Role::Leads).count(), own(Role::Joins).count(), own(Role::Applied).count());
    html! {
        <section class="unit">
            <h3 lang={plan_lang(m)}>{ unit.name.clone() }</h3>
            <p class="meta">
                if leads > 0 { { m.offices.leads(leads) }{ " " } }
                if joins > 0 { { m.offices.joins(joins) } }
            </p>
            <ul>{ for own(Role::Leads).chain(own(Role::Joins)).map(|clause| clause_item(m, clause)) }</ul>
            if applied > 0 {
                <details><summary>{ m.offices.applied(applied) }</summary>
                    <ul>{ for own(Role::Applied).map(|clause| clause_item(m, clause)) }</ul>
                </details>
            }
        </section>
    }
}

fn clause_item(m: &Messages, clause: &OfficeClause) -> Html {
    html! {
        <li><Link to={Route::chain(&clause.id)}><span class="path">{ path_label(m, path_of(&clause.id)) }</span>{ " " }{ plan_words(m, clause.title.clone()) }</Link>
            if clause.role == Role::Leads { { " " }<span class="tag">{ m.offices.leading }</span> }
            if clause.targets > 0 { { " " }<span class="count">{ m.offices.targets(clause.targets) }</span> }
        </li>
    }
}
