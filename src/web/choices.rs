//! What a visitor has chosen: kept in the address, where it can be shared; the visitor's place also on the device.
//!
//! Invariant: on the first render nothing is chosen, so that it equals the prerendered page.

use super::route::Route;
use super::router::{use_address, use_navigator};
use yew::prelude::*;

/// The query string of the address; empty on the first render.
#[hook]
pub fn use_query() -> String {
    let query = use_address().query;
    if use_arrived() { query } else { String::new() }
}

/// Whether the app runs: before that no control could do anything.
#[hook]
pub fn use_arrived() -> bool {
    let arrived = use_state(|| false);
    {
        let arrived = arrived.clone();
        use_effect_with((), move |()| arrived.set(true));
    }
    *arrived
}

/// Puts another query string into the address of `route`: a step in the browser's history, so that Back undoes it.
#[hook]
pub fn use_choose(route: Route) -> Callback<String> {
    let navigator = use_navigator();
    Callback::from(move |query: String| {
        if let Some(navigator) = &navigator {
            navigator.push(&route, &query);
        }
    })
}

/// The place that is kept on this device, and the way to keep another.
#[hook]
pub fn use_kept_place() -> (Option<String>, Callback<Option<String>>) {
    let kept = use_state(|| None::<String>);
    {
        let kept = kept.clone();
        use_effect_with((), move |()| kept.set(stored()));
    }
    let value = (*kept).clone();
    let keep = Callback::from(move |place: Option<String>| {
        store(place.as_deref());
        kept.set(place);
    });
    (value, keep)
}

#[cfg(target_arch = "wasm32")]
const KEY: &str = "plan-cascade:place";

#[cfg(target_arch = "wasm32")]
fn storage() -> Option<web_sys::Storage> {
    // Blocked storage throws: then the address alone keeps the place.
    gloo::utils::window().local_storage().ok().flatten()
}

#[cfg(target_arch = "wasm32")]
fn stored() -> Option<String> {
    let place = storage()?.get_item(KEY).ok().flatten()?;
    crate::query::address::id(&place)
}

#[cfg(target_arch = "wasm32")]
fn store(place: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match place {
        Some(place) => storage.set_item(KEY, place),
        None => storage.remove_item(KEY),
    };
}

#[cfg(not(target_arch = "wasm32"))]
fn stored() -> Option<String> {
    None
}

#[cfg(not(target_arch = "wasm32"))]
fn store(_: Option<&str>) {}

/// What a control does that sets one part of `filter`: every change is a new address, which `query` writes.
pub fn change<F: Clone + 'static>(
    filter: &F,
    query: fn(&F) -> String,
    choose: &Callback<String>,
    set: fn(&mut F, Option<String>),
) -> Callback<Option<String>> {
    let (filter, choose) = (filter.clone(), choose.clone());
    Callback::from(move |value: Option<String>| {
        let mut changed = filter.clone();
        set(&mut changed, value);
        choose.emit(query(&changed));
    })
}

/// A choice among a few: a name, and options of which one may be chosen; the first stands for none.
pub fn select(
    name: &str,
    none: &str,
    options: Vec<(String, String, bool)>,
    enabled: bool,
    choose: Callback<Option<String>>,
) -> Html {
    let values: Vec<String> = options.iter().map(|(value, ..)| value.clone()).collect();
    let onchange = Callback::from(move |event: Event| {
        let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
        let at = usize::try_from(select.selected_index()).unwrap_or(0);
        choose.emit(at.checked_sub(1).and_then(|at| values.get(at).cloned()));
    });
    let chosen = options.iter().any(|(.., on)| *on);
    html! {
        <label class="select"><span>{ name }</span>
            <select {onchange} disabled={!enabled}>
                <option selected={!chosen}>{ none }</option>
                { for options.into_iter().map(|(value, words, on)| html! { <option {value} selected={on}>{ words }</option> }) }
            </select>
        </label>
    }
}
