//! What happens when the visitor goes to another page of the running app: its title, and word that it is there.
//!
//! Scrolling and focus are `assets/loader.js`'s, which knows the history: a followed link leads to the top, going
//! back to where one was.

use super::route::Route;
use super::store::Store;
use yew::prelude::*;
use yew_router::prelude::*;
use yew_router::query::Raw;

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

/// Sets the document's title once the page is shown, and tells the scripts around the app.
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
    use gloo::utils::document;
    document().set_title(title);
    if let Ok(event) = web_sys::Event::new("plan-cascade:page") {
        // Without it the page is the same, only where the last one was scrolled to.
        let _ = document().dispatch_event(&event);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn arrive(_: &str) {}
