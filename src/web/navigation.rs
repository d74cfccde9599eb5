//! What happens when the visitor goes to another page of the running app: its top, its title, its heading.

use super::route::Route;
use super::store::Store;
use std::cell::Cell;
use yew::prelude::*;
use yew_router::prelude::*;
use yew_router::query::Raw;

thread_local! {
    /// Set by a link, taken by the page it leads to: going back keeps the browser's own scroll position.
    static FOLLOWED: Cell<bool> = const { Cell::new(false) };
}

/// Notes that a link is being followed.
pub fn announce() {
    FOLLOWED.set(true);
}

/// The query of the address, without its question mark; nothing on the first render, which must equal the prerendered
/// page.
#[hook]
pub fn use_query() -> String {
    let location = use_location();
    let arrived = use_state(|| false);
    {
        let arrived = arrived.clone();
        use_effect_with((), move |()| arrived.set(true));
    }
    let query = location.and_then(|l| l.query::<Raw<String>>().ok()).unwrap_or_default();
    if *arrived { query.trim_start_matches('?').to_owned() } else { String::new() }
}

/// Sets the document's title, and after a followed link scrolls up and moves the focus to the heading.
#[hook]
pub fn use_arrival(route: &Route, store: &Store, ready: bool) {
    let title = super::head::head(route, store).title;
    use_effect_with((route.clone(), ready), move |_| {
        if ready {
            arrive(&title);
        }
    });
}

#[cfg(target_arch = "wasm32")]
fn arrive(title: &str) {
    use gloo::utils::{document, window};
    use wasm_bindgen::JsCast;
    document().set_title(title);
    if !FOLLOWED.take() {
        return;
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
    let heading = document().query_selector("h1").ok().flatten();
    if let Some(heading) = heading.and_then(|h| h.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Without focus the page is the same, only silent to a screen reader.
        let _ = heading.set_attribute("tabindex", "-1");
        let _ = heading.focus();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn arrive(_: &str) {}
