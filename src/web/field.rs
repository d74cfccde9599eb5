//! The field for words: on the page of searching, on the first page, and in the masthead of every other page.

use crate::messages::Messages;
use crate::model::Language;
use crate::query::address;
use crate::query::search::Filter;
use crate::web::language::use_messages;
use crate::web::link::address;
use crate::web::route::Route;
use crate::web::router::use_navigator;
use crate::web::store::Store;
use yew::prelude::*;

/// A form that asks for words. Without the app the browser opens the page of searching.
pub fn form(
    m: &Messages,
    language: Language,
    id: &'static str,
    input: &NodeRef,
    onsubmit: Callback<String>,
    oninput: Callback<String>,
) -> Html {
    let value =
        |input: &NodeRef| input.cast::<web_sys::HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
    let onsubmit = {
        let input = input.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onsubmit.emit(value(&input));
        })
    };
    let oninput = {
        let input = input.clone();
        Callback::from(move |event: InputEvent| {
            // Letters on their way to a character are no words yet; `use_composed` hands the character on.
            if !event.is_composing() {
                oninput.emit(value(&input));
            }
        })
    };
    html! {
        <form class="find" role="search" aria-label={m.search.title} action={address(language, &Route::SEARCH, "", "")} method="get" {onsubmit}>
            <label class="unseen" for={id}>{ m.search.label }</label>
            <input ref={input.clone()} {id} type="search" name="q" autocomplete="off" spellcheck="false" enterkeyhint="search"
                placeholder={m.search.placeholder} {oninput} />
            <button type="submit">{ m.search.go }</button>
        </form>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// Id of the field; most pages have one in the masthead and one in the menu.
    pub id: &'static str,
}

/// A field that leads to the page of searching.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let m = use_messages();
    let store = use_context::<Store>().unwrap_or_default();
    let navigator = use_navigator();
    let input = use_node_ref();
    let onsubmit = Callback::from(move |words: String| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::SEARCH, &written(words.trim(), &Filter::default()));
        }
    });
    form(m, store.language(), props.id, &input, onsubmit, Callback::noop())
}

/// Hands on what an input method has just composed.
#[cfg(target_arch = "wasm32")]
#[hook]
pub fn use_composed(input: &NodeRef, oninput: Callback<String>) {
    use gloo::events::EventListener;
    let latest = use_mut_ref(|| oninput.clone());
    *latest.borrow_mut() = oninput;
    use_effect_with(input.clone(), move |input| {
        let input = input.cast::<web_sys::HtmlInputElement>();
        let listener = input.map(|input| {
            EventListener::new(&input.clone(), "compositionend", move |_| latest.borrow().emit(input.value()))
        });
        move || drop(listener)
    });
}

#[cfg(not(target_arch = "wasm32"))]
#[hook]
pub fn use_composed(_input: &NodeRef, _oninput: Callback<String>) {}

/// The query string for these words and choices.
pub fn written(words: &str, filter: &Filter) -> String {
    address::written(&[("q", Some(words).filter(|words| !words.is_empty()))]) + &filter.query()
}
