//! Who answers for the plan's clauses: alone, leading, or with others.

use super::Place;
use crate::bundle::office::Role;
use crate::model::Clause;
use crate::web::link::Link;
use crate::web::parts::{office_of, plan_lang};
use std::collections::BTreeMap;
use yew::prelude::*;

/// Units that are listed at once.
const SHOWN: usize = 12;

/// In how many clauses a unit answers how.
#[derive(Clone, Copy, Default)]
struct Roles {
    alone: u32,
    leads: u32,
    joins: u32,
}

/// The table; nothing where no clause names a unit.
pub fn responsible(place: &Place) -> Html {
    let (m, p) = (place.m, place.words());
    let mut units: BTreeMap<&str, Roles> = BTreeMap::new();
    for clause in &place.shard.clauses {
        for unit in &clause.units {
            count(units.entry(unit).or_default(), clause, unit);
        }
    }
    let mut units: Vec<(&str, Roles)> = units.into_iter().collect();
    units.sort_by_key(|(_, roles)| std::cmp::Reverse((roles.alone + roles.leads, roles.joins)));
    if units.is_empty() {
        return Html::default();
    }
    let led = units.iter().any(|(_, roles)| roles.leads > 0);
    let number = |n: u32| {
        if n == 0 {
            Html::default()
        } else {
            html! { { n } }
        }
    };
    let row = |(unit, roles): &(&str, Roles)| {
        let office = place.shard.offices.get(*unit).and_then(|ids| ids.first());
        html! {
            <tr key={*unit}>
                <th scope="row" lang={plan_lang(m)}>
                    if let Some(office) = office {
                        <Link to={office_of(place.o, office, &place.own.id)} hash={place.own.id.clone()}>{ (*unit).to_owned() }</Link>
                    } else { { (*unit).to_owned() } }
                </th>
                <td>{ number(roles.alone) }</td>if led { <td>{ number(roles.leads) }</td> }<td>{ number(roles.joins) }</td>
            </tr>
        }
    };
    let table = |units: &[(&str, Roles)], label: String| {
        html! {
            <table class="place-units" aria-label={label}>
                <thead><tr><th scope="col">{ p.unit }</th><th scope="col">{ p.by_itself }</th>if led { <th scope="col">{ m.offices.leading }</th> }<th scope="col">{ p.jointly }</th></tr></thead>
                <tbody>{ for units.iter().map(row) }</tbody>
            </table>
        }
    };
    let (first, rest) = units.split_at(units.len().min(SHOWN));
    html! {
        <section class="group" aria-labelledby="responsible">
            <h2 id="responsible">{ p.responsible }</h2>
            <p class="meta">{ p.responsible_note }</p>
            { table(first, p.responsible.to_owned()) }
            if !rest.is_empty() {
                <details><summary>{ p.more_units(rest.len()) }</summary>{ table(rest, p.more_units(rest.len())) }</details>
            }
        </section>
    }
}

fn count(roles: &mut Roles, clause: &Clause, unit: &str) {
    match Role::of(clause, unit) {
        Role::Alone => roles.alone += 1,
        Role::Leads => roles.leads += 1,
        Role::Joins | Role::Applied => roles.joins += 1,
    }
}
