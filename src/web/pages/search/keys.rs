//! The keyboard's way from the field into the hits and back.
//!
//! Hits are links, reached with Tab too; the arrows only spare pressing it between them.

use yew::prelude::*;

/// Handles ↓, ↑ and Escape within the page.
#[cfg(target_arch = "wasm32")]
pub fn moves(input: &NodeRef) -> Callback<KeyboardEvent> {
    use gloo::utils::document;
    use wasm_bindgen::JsCast;
    use web_sys::HtmlElement;
    let input = input.clone();
    Callback::from(move |event: KeyboardEvent| {
        let key = event.key();
        if !matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Escape") || event.is_composing() {
            return;
        }
        let Some(field) = input.cast::<HtmlElement>() else { return };
        let Ok(all) = document().query_selector_all("main .search-others a, main a.hit") else { return };
        let hits: Vec<HtmlElement> = (0..all.length()).filter_map(|n| all.item(n)?.dyn_into().ok()).collect();
        let focused = document().active_element();
        let is_focused =
            |element: &HtmlElement| focused.as_ref().is_some_and(|focused| focused.is_same_node(Some(element)));
        let at = hits.iter().position(is_focused);
        let to = match (key.as_str(), at) {
            // After a search from another page the focus is on the heading.
            ("ArrowDown", None) if is_focused(&field) || focused.as_ref().is_some_and(|at| at.tag_name() == "H1") => {
                hits.first()
            }
            ("ArrowDown", Some(at)) => hits.get(at + 1),
            ("ArrowUp", Some(0)) | ("Escape", Some(_)) => Some(&field),
            ("ArrowUp", Some(at)) => hits.get(at - 1),
            _ => None,
        };
        if let Some(to) = to {
            event.prevent_default();
            // Without focus the visitor goes on with Tab.
            let _ = to.focus();
        }
    })
}

#[cfg(not(target_arch = "wasm32"))]
pub fn moves(_: &NodeRef) -> Callback<KeyboardEvent> {
    Callback::noop()
}
