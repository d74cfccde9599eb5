//! The app: one frame around the page of the current address.

use super::choices::use_query;
use super::data::{PageState, use_page_data, waiting};
use super::frame::frame;
use super::language::use_messages;
use super::navigation::{use_arrival, use_running};
use super::page::{Pages, Place};
use super::pages::PAGES;
use super::route::Route;
use super::router::{Router, use_address};
use super::store::Store;
use yew::prelude::*;

/// What the app is started with.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The data that is there, and the language.
    pub store: Store,
    /// The site's folder in the browser.
    pub base: AttrValue,
    /// Address to render natively, without the language's prefix; the browser knows its own.
    pub path: AttrValue,
    /// Version of the corpus.
    pub version: AttrValue,
}

/// The whole app.
#[component]
pub fn App(props: &AppProps) -> Html {
    html! {
        <ContextProvider<Store> context={props.store.clone()}>
            <Router base={props.base.clone()} path={props.path.clone()}>
                <ContextProvider<Pages> context={PAGES}>
                    <Page version={props.version.clone()} />
                </ContextProvider<Pages>>
            </Router>
        </ContextProvider<Store>>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    version: AttrValue,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let m = use_messages();
    let store = use_context::<Store>().unwrap_or_default();
    let query = use_query();
    let place = PAGES.at(&use_address().route);
    let state = use_page_data(&place, &query);
    use_running();
    use_arrival(&place, &store, state == PageState::Ready);
    let content = match state {
        PageState::Ready => {
            let view = |place: &Place| place.view(&query, &store, &props.version);
            // An address that the corpus has nothing for.
            view(&place).or_else(|| view(&PAGES.at(&Route::NOT_FOUND))).unwrap_or_default()
        }
        state => waiting(m, &state),
    };
    frame(m, &place, &props.version, content)
}
