//! The data that a page shows: there already, on its way, or visibly failed.
//!
//! In: a page, and the store of shards read so far. Out: a [`PageState`]. On the server and on the first
//! render in the browser everything a page needs is in the store and its code is there, so that both render the same;
//! later pages fetch what they lack. Invariant: a page never shows data that is not, byte for byte, what the manifest
//! names, nor data of two versions of the corpus at once; no failure is remembered.

use super::{
    page::{PageEntry, Place},
    store::Store,
};
use crate::bundle::AnyKey;
use crate::messages::Messages;
use yew::prelude::*;

#[cfg(target_arch = "wasm32")]
pub mod fetch;

/// Whether a page can be shown.
#[derive(Clone, Debug, PartialEq)]
pub enum PageState {
    /// Every shard that the page needs is in the store, and its code is there.
    Ready,
    /// Something is being fetched.
    Loading,
    /// Something could not be fetched or was not what it should be.
    Failed {
        /// What is missing, for people.
        message: AttrValue,
        /// Tries everything that is missing once more.
        retry: Callback<()>,
    },
}

/// What is asked for.
#[derive(Clone, PartialEq)]
pub enum DataRequest {
    /// All that a page shows at first with this query.
    Page(Place, String),
    /// Shards that a choice on the page asks for.
    Shards(Vec<AnyKey>),
}

impl DataRequest {
    /// The page whose code is needed.
    fn place(&self) -> Option<&Place> {
        match self {
            Self::Page(place, _) => Some(place),
            Self::Shards(_) => None,
        }
    }

    /// Whether all is there.
    fn is_there(&self, store: &Store) -> bool {
        let is_linked =
            |place: &Place| place.page.is_linked() && place.part("", store).is_none_or(PageEntry::is_linked);
        self.place().is_none_or(is_linked) && self.missing(store).is_empty()
    }

    /// Keys of the shards that are not there yet.
    fn missing(&self, store: &Store) -> Vec<AnyKey> {
        match self {
            Self::Page(place, query) => place.needs(query, store),
            Self::Shards(keys) => {
                let is_missing = |key: &&AnyKey| !store.has(key.as_str()) && store.may_have(key);
                keys.iter().filter(is_missing).cloned().collect()
            }
        }
    }
}

/// The state of the data of a page with this query; starts fetching what is missing. Needs a [`Store`] context.
#[hook]
pub fn use_page_data(place: &Place, query: &str) -> PageState {
    use_wanted(DataRequest::Page(place.clone(), query.to_owned()))
}

/// The state of further shards of the page; nothing is fetched on the first render.
#[hook]
pub fn use_shards(keys: Vec<AnyKey>) -> PageState {
    use_wanted(DataRequest::Shards(keys))
}

/// What stands in place of shards that are on their way or have failed.
pub fn waiting(m: &Messages, state: &PageState) -> Html {
    match state {
        PageState::Ready => Html::default(),
        PageState::Loading => html! { <p class="state" role="status">{ m.loading }</p> },
        PageState::Failed { message, retry } => html! {
            <div class="state" role="alert">
                <p>{ m.failed }</p>
                <p class="meta">{ message }</p>
                <button type="button" class="primary" onclick={retry.reform(|_: MouseEvent| ())}>{ m.retry }</button>
            </div>
        },
    }
}

#[hook]
fn use_wanted(wanted: DataRequest) -> PageState {
    let store = use_context::<Store>().unwrap_or_default();
    let attempt = use_state_eq(|| 0_u32);
    let failure = use_state_eq(|| None::<Failure>);
    let arrivals = use_force_update();
    let missing = !wanted.is_there(&store);

    let request = (wanted, *attempt);
    {
        let (store, failure, request) = (store.clone(), failure.clone(), request.clone());
        use_effect_with((request.clone(), missing), move |_| {
            let current = std::rc::Rc::new(std::cell::Cell::new(true));
            if missing {
                load(request, store, failure, arrivals, current.clone());
            }
            // What arrives after the visitor went on is kept for later, but no longer decides what is shown.
            move || current.set(false)
        });
    }

    match failure.as_ref() {
        _ if !missing => PageState::Ready,
        Some(Failure { of, message }) if *of == request => {
            PageState::Failed { message: message.clone(), retry: Callback::from(move |()| attempt.set(*attempt + 1)) }
        }
        _ => PageState::Loading,
    }
}

#[derive(Clone, PartialEq)]
struct Failure {
    /// The page and attempt that failed; another one is not concerned.
    of: (DataRequest, u32),
    message: AttrValue,
}

#[cfg(target_arch = "wasm32")]
fn load(
    request: (DataRequest, u32),
    store: Store,
    failure: UseStateHandle<Option<Failure>>,
    arrivals: UseForceUpdateHandle,
    current: std::rc::Rc<std::cell::Cell<bool>>,
) {
    yew::platform::spawn_local(async move {
        let outcome = fetch::load(&store, request.0.place(), || request.0.missing(&store)).await;
        match outcome {
            _ if !current.get() => {}
            Ok(fetch::LoadOutcome::Complete) => arrivals.force_update(),
            Ok(fetch::LoadOutcome::Superseded) => fetch::reload(),
            Err(message) => failure.set(Some(Failure { of: request, message: message.into() })),
        }
    });
}

/// Effects do not run on the server.
#[cfg(not(target_arch = "wasm32"))]
fn load(
    _: (DataRequest, u32),
    _: Store,
    _: UseStateHandle<Option<Failure>>,
    _: UseForceUpdateHandle,
    _: std::rc::Rc<std::cell::Cell<bool>>,
) {
}
