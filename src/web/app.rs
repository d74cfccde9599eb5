use super::{
    data::{PageState, use_page_data},
    route::Route,
    store::Store,
};
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    pub store: Store,
    pub route_path: AttrValue,
    pub version: AttrValue,
}

#[component]
pub fn App(props: &AppProps) -> Html {
    let switch = |route: Route| html! { <Page {route} /> };
    html! {
        <ContextProvider<Store> context={props.store.clone()}>
            <Shell route_path={props.route_path.clone()}>
                <Switch<Route> render={switch} />
            </Shell>
        </ContextProvider<Store>>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ShellProps {
    route_path: AttrValue,
    children: Children,
}

#[cfg(target_arch = "wasm32")]
#[component]
fn Shell(props: &ShellProps) -> Html {
    html! { <BrowserRouter>{ props.children.clone() }</BrowserRouter> }
}

#[cfg(not(target_arch = "wasm32"))]
#[component]
fn Shell(props: &ShellProps) -> Html {
    use yew_router::history::{AnyHistory, History, MemoryHistory};
    let history = AnyHistory::from(MemoryHistory::new());
    history.push(props.route_path.as_str());
    html! { <Router {history}>{ props.children.clone() }</Router> }
}

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    route: Route,
}

#[component]
fn Page(props: &PageProps) -> Html {
    match use_page_data(&props.route) {
        PageState::Ready => html! { <main><h1>{ format!("{:?} 德化县", props.route) }</h1>
        <Link<Route> to={Route::Plan { plan: "dehua-2025".into() }}>{ "德化" }</Link<Route>>
        <Link<Route> to={Route::Home}>{ "首页" }</Link<Route>></main> },
        PageState::Loading => html! { <main>{ "…" }</main> },
        PageState::Failed { message, retry } => {
            html! { <main><p role="alert">{ message }</p><button onclick={retry.reform(|_: MouseEvent| ())}>{ "重试" }</button></main> }
        }
    }
}
