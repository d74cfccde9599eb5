//! The app: one frame around the page of the current address.

use super::choices::use_query;
use super::data::{PageState, use_page_data, waiting};
#[cfg(not(target_arch = "wasm32"))]
use super::fixed;
use super::frame::frame;
use super::language::use_messages;
use super::link::Link;
use super::navigation::{use_arrival, use_running};
use super::route::Route;
use super::store::Store;
use super::{chain, compare, coverage, home, plan, search, topics, years};
use crate::bundle::key;
use crate::messages::Messages;
use crate::query::chain::ChainView;
use crate::query::cover::CoverChoice;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    pub store: Store,
    /// Address to render natively, without the language's prefix; the browser knows its own.
    pub route_path: AttrValue,
    /// In the browser what stands before every route: the site's folder and the language's prefix.
    pub basename: AttrValue,
    /// Version of the corpus.
    pub version: AttrValue,
}

/// The whole app.
#[component]
pub fn App(props: &AppProps) -> Html {
    let version = props.version.clone();
    let switch = move |route: Route| html! { <Page {route} version={version.clone()} /> };
    html! {
        <ContextProvider<Store> context={props.store.clone()}>
            <Addressed route_path={props.route_path.clone()} basename={props.basename.clone()}>
                <Switch<Route> render={switch} />
            </Addressed>
        </ContextProvider<Store>>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AddressedProps {
    route_path: AttrValue,
    basename: AttrValue,
    children: Children,
}

#[cfg(target_arch = "wasm32")]
#[component]
fn Addressed(props: &AddressedProps) -> Html {
    html! { <BrowserRouter basename={props.basename.clone()}>{ props.children.clone() }</BrowserRouter> }
}

#[cfg(not(target_arch = "wasm32"))]
#[component]
fn Addressed(props: &AddressedProps) -> Html {
    use yew_router::history::{AnyHistory, History, MemoryHistory};
    let history = AnyHistory::from(MemoryHistory::new());
    history.push(props.route_path.as_str());
    html! { <Router {history}>{ props.children.clone() }</Router> }
}

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    route: Route,
    version: AttrValue,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let m = use_messages();
    let store = use_context::<Store>().unwrap_or_default();
    let query = use_query();
    let state = use_page_data(&props.route, &query);
    use_running();
    use_arrival(&props.route, &store, state == PageState::Ready);
    let content = match state {
        #[cfg(not(target_arch = "wasm32"))]
        PageState::Ready if props.route.is_fixed() => {
            fixed::content(m, &props.route, &store, &props.version).unwrap_or_else(|| not_found(m))
        }
        PageState::Ready => content(m, &props.route, &query, &store),
        state => waiting(m, &state),
    };
    frame(m, &props.route, &props.version, content)
}

/// The page of a route, once its data is there.
fn content(m: &Messages, route: &Route, query: &str, store: &Store) -> Html {
    let Some(o) = store.overview() else { return not_found(m) };
    let found = match route {
        Route::Home => Some(html! { <home::Home overview={o} store={store.clone()} /> }),
        Route::Compare => {
            store.get(&key::comparisons()).map(|shard| html! { <compare::list::List overview={o} {shard} /> })
        }
        Route::Indicator { indicator } => store.get(&key::indicator(indicator)).map(|shard| {
            html! { <compare::Indicator key={indicator.clone()} overview={o} {shard} /> }
        }),
        Route::Years => {
            store.get(&key::years()).map(|years| html! { <years::Years overview={o} {years} store={store.clone()} /> })
        }
        Route::Topic { topic } => store
            .get(&key::topic(topic))
            .map(|shard| html! { <topics::Topic key={topic.clone()} overview={o} {shard} /> }),
        Route::PlanChains { plan } => {
            store.get(&key::plan(plan)).map(|shard| chain::plan_chains(m, &o, &shard, &ChainView::parse(query), store))
        }
        Route::Chain { plan, path } => {
            let shard =
                store.get(&key::plan(plan)).filter(|shard| shard.clauses.iter().any(|clause| clause.path == *path));
            shard.map(|shard| {
                let key = format!("{plan}/{path}");
                let view = ChainView::parse(query);
                html! { <chain::Chain {key} overview={o} {shard} path={path.clone()} store={store.clone()} {view} /> }
            })
        }
        Route::Coverage => coverage::coverage(m, &o, &CoverChoice::parse(query), store),
        Route::Plan { plan } => {
            store.get(&key::plan(plan)).map(|shard| html! { <plan::Reader key={plan.clone()} overview={o} {shard} /> })
        }
        Route::Search => store.get(&key::search()).map(|search| {
            html! { <search::Search overview={o} {search} store={store.clone()} /> }
        }),
        Route::Topics
        | Route::Chains
        | Route::Plans
        | Route::Units
        | Route::Office { .. }
        | Route::Data
        | Route::Embed
        | Route::NotFound => None,
    };
    found.unwrap_or_else(|| not_found(m))
}

/// An address that the corpus has nothing for.
fn not_found(m: &Messages) -> Html {
    html! {
        <article class="state">
            <h1>{ m.not_found }</h1>
            <p>{ m.not_found_text }</p>
            <p><Link to={Route::Home}>{ m.to_home }</Link></p>
        </article>
    }
}
