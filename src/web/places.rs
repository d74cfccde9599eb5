//! Choosing a place: all where there are few, a field to search in where there are many; each a way to its page, or a
//! button that chooses it here.

use super::data::{use_shards, waiting};
use super::language::use_messages;
use super::link::Link;
use super::parts::seal;
use super::route::Route;
use super::store::Store;
use crate::bundle::overview::PlacesShard;
use crate::bundle::{AnyKey, Overview, PlaceEntry, key};
use crate::model::Plan;
use crate::order::Order;
use crate::query::place;
use std::sync::Arc;
use yew::prelude::*;

/// More places than these are searched for.
const BUTTONS: usize = 12;
/// Places found that are offered at once.
const OFFERED: usize = 8;

#[derive(Clone, PartialEq, Properties)]
pub struct PlacesProps {
    pub overview: Arc<Overview>,
    /// Where the places of a folded corpus come from.
    pub store: Store,
    /// Id of the plan that is chosen.
    pub chosen: Option<String>,
    /// Whether the app runs.
    pub enabled: bool,
    /// What choosing does; none where each leads to its page.
    #[prop_or_default]
    pub choose: Option<Callback<Option<String>>>,
}

/// The picker; choosing what is chosen gives it up.
#[component]
pub fn Places(props: &PlacesProps) -> Html {
    let m = use_messages();
    let text = use_state(String::new);
    let typed = text.to_lowercase();
    let part = props.overview.places_of(&typed).map(key::places);
    let state = use_shards(part.clone().into_iter().map(AnyKey::from).collect());
    let part = part.and_then(|part| props.store.get(&part));
    let places = place::places(&props.overview.plans);
    let many = props.overview.is_folded() || places.len() > BUTTONS;
    let found = |plan: &&Plan| {
        let on = props.chosen.as_ref() == Some(&plan.id);
        let names = [plan.place.as_str(), plan.place_in(m.language), &plan.id];
        let named = || !typed.is_empty() && names.iter().any(|name| name.to_lowercase().contains(&typed));
        !many || on || (!props.overview.is_folded() && named())
    };
    let further: Vec<Plan> = further(part.as_deref(), &typed, props.chosen.as_deref());
    let offered: Vec<&Plan> = places.into_iter().filter(found).chain(&further).collect();
    let hidden = if many { offered.len().saturating_sub(OFFERED) } else { 0 };
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            let field: web_sys::HtmlInputElement = event.target_unchecked_into();
            text.set(field.value().trim().to_owned());
        })
    };
    let button = |plan: &Plan| {
        let on = props.chosen.as_ref() == Some(&plan.id);
        let name = html! { <>{ seal(m, plan.level, !plan.text) }{ " " }{ plan.place_in(m.language) }</> };
        let Some(choose) = props.choose.clone() else {
            let class = classes!("button", on.then_some("on"));
            return html! { <li key={plan.id.as_str()}><Link to={Route::place(place::slug(&plan.id))} {class}>{ name }</Link></li> };
        };
        let id = plan.id.clone();
        let onclick = Callback::from(move |_: MouseEvent| choose.emit((!on).then(|| id.clone())));
        html! {
            <li key={plan.id.as_str()}><button type="button" aria-pressed={on.to_string()} disabled={!props.enabled} {onclick}>{ name }</button></li>
        }
    };
    html! {
        <div class="places">
            if many {
                <label class="select"><span>{ m.home.find_place }</span>
                    <input type="search" autocomplete="off" disabled={!props.enabled} {oninput} /></label>
            }
            <ul>{ for offered.iter().take(if many { OFFERED } else { BUTTONS }).map(|plan| button(plan)) }</ul>
            { waiting(m, &state) }
            <p class="meta" role="status">{ if hidden > 0 { m.home.more_places(hidden as u32) } else { String::new() } }</p>
        </div>
    }
}

/// The places of a part with a name that holds what is typed, those first that begin with it; without the chosen one.
fn further(part: Option<&PlacesShard>, typed: &str, chosen: Option<&str>) -> Vec<Plan> {
    let holds = |place: &&PlaceEntry| place.names().iter().any(|name| name.to_lowercase().contains(typed));
    let begins = |place: &PlaceEntry| place.names().iter().any(|name| name.to_lowercase().starts_with(typed));
    let places = part.iter().flat_map(|part| &part.places).filter(|place| chosen != Some(&place.plan));
    let mut found: Vec<&PlaceEntry> = places.filter(holds).collect();
    found.order_by_key(|place| !begins(place));
    found.into_iter().map(PlaceEntry::plan).collect()
}
