//! Links within the site: relative to the page's `<base>`, so that they work in any folder and without the app.

pub use super::address::address;

use super::page::{Pages, Runs};
use super::route::Route;
use super::router::use_navigator;
use super::store::Store;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct LinkProps {
    pub to: Route,
    /// Query string without its question mark.
    #[prop_or_default]
    pub query: AttrValue,
    /// Anchor without its hash.
    #[prop_or_default]
    pub hash: AttrValue,
    #[prop_or_default]
    pub class: Classes,
    /// Value of `aria-current`, where the link stands for the page itself or its part of the site.
    #[prop_or_default]
    pub current: Option<AttrValue>,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// A link that the app follows itself on a plain click, and the browser on any other. An anchor is the
/// browser's too: it scrolls there, on this page or on the next; and so is a page on which no app runs.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let navigator = use_navigator();
    let pages = use_context::<Pages>();
    let language = use_context::<Store>().map(|store| store.language()).unwrap_or_default();
    let href = address(language, &props.to, &props.query, &props.hash);
    let onclick = {
        let (to, query, hash) = (props.to.clone(), props.query.clone(), props.hash.clone());
        Callback::from(move |event: MouseEvent| {
            let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
            let Some(navigator) = &navigator else { return };
            let runs_app = pages.is_some_and(|pages| pages.at(&to).page.runs() == Runs::App);
            if event.button() != 0 || modified || !hash.is_empty() || !runs_app {
                return;
            }
            event.prevent_default();
            navigator.push(&to, &query);
        })
    };
    html! {
        <a {href} {onclick} class={props.class.clone()} aria-current={props.current.clone()}
            aria-label={props.label.clone()} lang={props.lang.clone()}>
            { props.children.clone() }
        </a>
    }
}
