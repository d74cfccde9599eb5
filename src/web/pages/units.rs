//! Responsible units: every office by level.

use crate::bundle::key;
use crate::bundle::office::{OfficeEntry, OfficeLevel, Offices};
use crate::messages::Messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{named, plan_words, seal, take_view};
use crate::web::route::Route;
use yew::prelude::*;

/// The list of offices.
pub struct Units;

impl Page for Units {
    const FOLDER: Route = Route::UNITS;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_units)
    }

    fn needs(_: &Visit, needs: &mut Needs) {
        needs.add(key::offices());
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_units.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        Some(units(visit.messages(), &*visit.store.get(&key::offices())?))
    }
}

/// All offices.
fn units(m: &Messages, shard: &Offices) -> Html {
    html! {
        <article>
            <h1>{ m.nav_units }</h1>
            <p class="lead">{ m.offices.lead }</p>
            <ul class="offices">{ for shard.offices.iter().map(|entry| office_row(m, entry)) }</ul>
            <p class="meta">{ m.offices.grouping }</p>
            { take_view(m) }
        </article>
    }
}

fn office_row(m: &Messages, entry: &OfficeEntry) -> Html {
    html! {
        <li id={entry.office.id.clone()} data-record="">
            <h2 data-column={m.nav_units}><Link to={Route::office(&entry.office.id)}>{ named(m, &entry.office.name) }</Link></h2>
            <ul class="office-levels">{ for entry.levels.iter().map(|level| level_cell(m, level)) }</ul>
        </li>
    }
}

fn level_cell(m: &Messages, level: &OfficeLevel) -> Html {
    html! {
        <li data-column={m.level_name(level.level)}>{ seal(m, level.level, false) }
            <span>{ plan_words(m, level.names.join("、")) }{ " " }
                <span class="count">{ m.offices.counts(level.plans, level.clauses) }</span></span>
        </li>
    }
}
