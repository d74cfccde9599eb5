//! The page of one plan: what the visitor may switch, and what they may take along.
//!
//! Whether the text stands in its published characters is part of the address, so that a link shows what its
//! sender saw; marks are of the moment.

use super::{View, text};
use crate::bundle::{Overview, PlanShard};
use crate::messages::Messages;
use crate::query::address;
use crate::web::choices::use_query;
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::route::Route;
use std::sync::Arc;
use yew::prelude::*;

/// The query of an address that shows the published characters.
const PUBLISHED: &str = "script=original";

#[derive(Clone, PartialEq, Properties)]
pub struct ReaderProps {
    pub overview: Arc<Overview>,
    pub shard: Arc<PlanShard>,
}

/// One plan.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let m = use_messages();
    let (targets, units) = (use_state(|| true), use_state(|| true));
    let copied = use_state(|| None::<bool>);
    let published = use_published();
    let view = View { m, overview: &props.overview, shard: &props.shard, published };
    let class =
        classes!("plan", (!*targets).then_some("without-targets"), (!*units || published).then_some("without-units"),);
    html! {
        <article {class} onclick={copies(copied.clone())}>
            { super::head(&view) }
            if props.shard.plan.text {
                { tools(m, &view, [&targets, &units]) }
                <p class="copied" role="status">
                    { match *copied { Some(true) => m.plan.copied, Some(false) => m.plan.in_address, None => "" } }
                </p>
                <div class="reading">
                    { super::contents(m, view.shard, if published { PUBLISHED } else { "" }) }
                    { text::body_text(&view) }
                </div>
                { text::annex(&view) }
            } else {
                { super::without_text(&view) }
            }
        </article>
    }
}

/// What can be switched: the script, and each kind of marks.
fn tools(m: &Messages, v: &View, [targets, units]: [&UseStateHandle<bool>; 2]) -> Html {
    let w = &m.plan;
    let switch = |name: &'static str, state: &UseStateHandle<bool>| {
        let on = **state;
        let state = state.clone();
        let onclick = Callback::from(move |_: MouseEvent| state.set(!on));
        html! { <button type="button" aria-pressed={on.to_string()} {onclick}>{ name }</button> }
    };
    let script = |name: &'static str, published: bool| {
        let query = if published { PUBLISHED } else { "" };
        let current = (v.published == published).then(|| AttrValue::from("true"));
        html! { <Link to={Route::plan(&v.shard.plan.id)} {query} class="choice" {current}>{ name }</Link> }
    };
    html! {
        <div class="reading-tools">
            <div role="group" aria-label={w.script_switch}>
                <span class="facet-name">{ w.script_switch }</span>
                { script(w.script_simplified, false) }
                { script(w.script_published, true) }
            </div>
            <div role="group" aria-label={w.marks}>
                <span class="facet-name">{ w.marks }</span>
                { switch(m.topics.targets, targets) }
                { switch(m.nav_units, units) }
            </div>
        </div>
    }
}

/// Whether the address asks for the published characters; not on the first render, which must equal the
/// prerendered page.
#[hook]
fn use_published() -> bool {
    address::pairs(&use_query()).iter().any(|(key, value)| *key == "script" && value == "original")
}

/// Copies the address of the clause whose link is pressed. `copied`: whether that went well.
#[cfg(target_arch = "wasm32")]
fn copies(copied: UseStateHandle<Option<bool>>) -> Callback<MouseEvent> {
    use gloo::utils::window;
    use wasm_bindgen::{JsCast, JsValue};
    Callback::from(move |event: MouseEvent| {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(link) = target.and_then(|target| target.closest("a.anchor").ok().flatten()) else { return };
        let Some(link) = link.dyn_ref::<web_sys::HtmlAnchorElement>().filter(|_| !modified) else { return };
        event.prevent_default();
        // The address of this very view; the bar shows it too, for browsers that do not let pages copy.
        let location = window().location();
        let hash = link.hash();
        if location.set_hash(&hash).is_err() {
            return;
        }
        let address = location.href().unwrap_or_default();
        let clipboard = js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).ok();
        let clipboard = clipboard.filter(JsValue::is_object).map(JsCast::unchecked_into::<web_sys::Clipboard>);
        let copied = copied.clone();
        match clipboard.map(|clipboard| clipboard.write_text(&address)) {
            Some(writing) => yew::platform::spawn_local(async move {
                copied.set(Some(wasm_bindgen_futures::JsFuture::from(writing).await.is_ok()));
            }),
            None => copied.set(Some(false)),
        }
    })
}

#[cfg(not(target_arch = "wasm32"))]
fn copies(_: UseStateHandle<Option<bool>>) -> Callback<MouseEvent> {
    Callback::noop()
}
