//! What happens when the visitor goes to another page of the running app: its title, and word that it is there.
//!
//! Scrolling and focus are `assets/loader.js`'s, which knows the history: a followed link leads to the top, going
//! back to where one was.

use super::route::Route;
use super::store::Store;
use yew::prelude::*;

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
