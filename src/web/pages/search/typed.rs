//! What is typed: answered at once, and written to the address when typing pauses.

use crate::query::address;
use crate::query::search::Filter;
use crate::web::field::written;
use crate::web::route::Route;
use crate::web::router::{use_address, use_navigator};
use yew::prelude::*;

/// Milliseconds of quiet after which what was typed is written to the address.
#[cfg(target_arch = "wasm32")]
const QUIET: u32 = 400;

/// What the visitor typed, and what happens when they type.
#[derive(Clone)]
pub struct TypedQuery {
    pub words: String,
    /// Whether the address has words.
    pub is_asked: bool,
    pub oninput: Callback<String>,
    pub onsubmit: Callback<String>,
}

/// Words and filter. Nothing on the first render, which must equal the prerendered page.
#[hook]
pub fn use_typed() -> (TypedQuery, Filter) {
    let navigator = use_navigator();
    let query = use_address().query;
    let arrived = use_state(|| false);
    let words = use_state(String::new);
    // What this page wrote to the address itself is no news.
    let written_last = use_mut_ref(|| None::<String>);
    {
        let (arrived, words, written_last) = (arrived.clone(), words.clone(), written_last.clone());
        use_effect_with(query.clone(), move |query| {
            arrived.set(true);
            let own = written_last.borrow_mut().take();
            if own.as_ref() != Some(query) {
                words.set(value_of(query, "q"));
            }
        });
    }
    let filter = if *arrived {
        let pairs = address::pairs(&query);
        Filter::new(pairs.iter().map(|(key, value)| (*key, value.as_str())))
    } else {
        Filter::default()
    };
    let write = {
        let filter = filter.clone();
        Callback::from(move |words: String| {
            let query = written(&words, &filter);
            *written_last.borrow_mut() = Some(query.clone());
            if let Some(navigator) = &navigator {
                navigator.replace(&Route::SEARCH, &query);
            }
        })
    };
    let oninput = use_quiet(write.clone(), words.clone());
    let onsubmit = {
        let words = words.clone();
        Callback::from(move |typed: String| {
            words.set(typed.clone());
            write.emit(typed);
        })
    };
    let is_asked = !value_of(&query, "q").is_empty();
    (TypedQuery { words: (*words).clone(), is_asked, oninput, onsubmit }, filter)
}

fn value_of(query: &str, key: &str) -> String {
    address::pairs(query).into_iter().find(|(name, _)| *name == key).map(|(_, value)| value).unwrap_or_default()
}

/// Takes typed words at once and hands them on when typing pauses.
#[cfg(target_arch = "wasm32")]
#[hook]
fn use_quiet(write: Callback<String>, words: UseStateHandle<String>) -> Callback<String> {
    let waiting = use_mut_ref(|| None::<gloo::timers::callback::Timeout>);
    Callback::from(move |typed: String| {
        words.set(typed.clone());
        let write = write.clone();
        *waiting.borrow_mut() = Some(gloo::timers::callback::Timeout::new(QUIET, move || write.emit(typed)));
    })
}

#[cfg(not(target_arch = "wasm32"))]
#[hook]
fn use_quiet(_write: Callback<String>, _words: UseStateHandle<String>) -> Callback<String> {
    Callback::noop()
}

/// Shows in the field what the address says; what is being typed stands there already. Words that were typed before
/// the app ran are as good as typed now.
#[hook]
pub fn use_shown(input: &NodeRef, typed: &TypedQuery) {
    let is_first = use_mut_ref(|| true);
    let (input, is_asked, oninput) = (input.clone(), typed.is_asked, typed.oninput.clone());
    use_effect_with(typed.words.clone(), move |words| {
        let is_first = is_first.replace(false);
        if let Some(input) = input.cast::<web_sys::HtmlInputElement>().filter(|input| input.value() != *words) {
            match is_first && !is_asked {
                true => oninput.emit(input.value()),
                false => input.set_value(words),
            }
        }
    });
}
