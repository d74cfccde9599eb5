//! What the app tells the page around it: that it runs, and that the visitor has gone to another page.
//!
//! Scrolling and focus are `assets/loader.js`'s, which knows the history: a followed link leads to the top, going
//! back to where one was.

use super::head::title;
use super::page::Place;
use super::store::Store;
use yew::prelude::*;

/// Id of the element that holds the page.
#[cfg(target_arch = "wasm32")]
pub const ROOT: &str = "app";

/// Notes once that the app runs.
#[hook]
pub fn use_running() {
    use_effect_with((), |()| mark_running());
}

/// Sets the document's title once the page is shown, and tells the scripts around the app.
#[hook]
pub fn use_arrival(place: &Place, store: &Store, ready: bool) {
    let title = title(place, store);
    use_effect_with((place.clone(), ready), move |_| {
        if ready {
            arrive(&title);
        }
    });
}

/// Notes on the root that the app runs: `data-hydrated` is `true` where it took over the prerendered page.
#[cfg(target_arch = "wasm32")]
fn mark_running() {
    if let Some(root) = gloo::utils::document().get_element_by_id(ROOT) {
        // A page without the note works as well.
        let _ = root.set_attribute("data-hydrated", if root.has_attribute("data-route") { "true" } else { "false" });
    }
    // Taking over sets the buttons to what was prerendered; `settings.js` knows better.
    tell();
}

#[cfg(target_arch = "wasm32")]
fn arrive(title: &str) {
    gloo::utils::document().set_title(title);
    tell();
}

/// Tells the scripts around the app that a page is there.
#[cfg(target_arch = "wasm32")]
fn tell() {
    if let Ok(event) = web_sys::Event::new("plan-cascade:page") {
        // Without it the page is the same, only where the last one was scrolled to.
        let _ = gloo::utils::document().dispatch_event(&event);
    }
}

/// Effects do not run on the server.
#[cfg(not(target_arch = "wasm32"))]
fn mark_running() {}

#[cfg(not(target_arch = "wasm32"))]
fn arrive(_: &str) {}
