//! Where in the site the visitor is, and the way to other pages of it without a load.
//!
//! In: what stands before every address, which is the site's folder and the language's prefix; natively also the
//! address to render. Out: the address and a [`Navigator`], as contexts. Invariants: what is shown follows the
//! browser's history, back and forward included; a step that the browser refuses to note is taken all the same;
//! another query leaves the entry in the history, and so the place to which it was scrolled.

use super::route::Route;
use yew::prelude::*;

/// An address within the site.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// The page.
    pub route: Route,
    /// The query string without its question mark.
    pub query: String,
}

impl Address {
    /// The address that the browser shows, where every address of the site begins with `base`.
    fn shown(base: &str, path: &str, search: &str) -> Self {
        let route = Route::of_path(path.strip_prefix(base.trim_end_matches('/')).unwrap_or(path));
        Self { route, query: search.strip_prefix('?').unwrap_or(search).to_owned() }
    }

    /// The way the browser writes it.
    fn written(&self, base: &str) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        [base.trim_end_matches('/'), self.route.path(), mark, &self.query].concat()
    }
}

/// Leads to other addresses.
#[derive(Clone, PartialEq)]
pub struct Navigator {
    base: AttrValue,
    show: UseStateSetter<Address>,
}

impl Navigator {
    /// Goes there, with a step in the browser's history; `query` is without its question mark.
    pub fn push(&self, route: &Route, query: &str) {
        self.go(route, query, Step::New);
    }

    /// Puts it in the place of the address that is shown.
    pub fn replace(&self, route: &Route, query: &str) {
        self.go(route, query, Step::Same);
    }

    fn go(&self, route: &Route, query: &str, step: Step) {
        let address = Address { route: route.clone(), query: query.to_owned() };
        note(&address.written(&self.base), step);
        self.show.set(address);
    }
}

/// What a change of the address is in the browser's history.
#[derive(Clone, Copy)]
enum Step {
    New,
    Same,
}

#[derive(Clone, PartialEq, Properties)]
pub struct RouterProps {
    /// What stands before every address: `/` or `/some/folder/en/`.
    pub base: AttrValue,
    /// The address to render natively; the browser knows its own.
    pub path: AttrValue,
    pub children: Html,
}

/// Hands the address and the navigator on to its children.
#[component]
pub fn Router(props: &RouterProps) -> Html {
    let address = use_state_eq(|| current(&props.base, &props.path));
    let navigator = Navigator { base: props.base.clone(), show: address.setter() };
    use_effect_with(navigator.clone(), |navigator| follow_history(navigator.clone()));
    html! {
        <ContextProvider<Navigator> context={navigator}>
            <ContextProvider<Address> context={(*address).clone()}>{ props.children.clone() }</ContextProvider<Address>>
        </ContextProvider<Navigator>>
    }
}

/// The address; that of no page outside of a [`Router`].
#[hook]
pub fn use_address() -> Address {
    use_context::<Address>().unwrap_or(Address { route: Route::NOT_FOUND, query: String::new() })
}

/// The navigator; none outside of a [`Router`].
#[hook]
pub fn use_navigator() -> Option<Navigator> {
    use_context::<Navigator>()
}

#[cfg(target_arch = "wasm32")]
fn current(base: &str, _: &str) -> Address {
    let location = gloo::utils::window().location();
    Address::shown(base, &location.pathname().unwrap_or_default(), &location.search().unwrap_or_default())
}

#[cfg(not(target_arch = "wasm32"))]
fn current(base: &str, path: &str) -> Address {
    Address::shown(base, path, "")
}

/// Writes an address to the browser's bar and history.
#[cfg(target_arch = "wasm32")]
fn note(address: &str, step: Step) {
    use wasm_bindgen::JsValue;
    let Ok(history) = gloo::utils::window().history() else { return };
    // Browsers refuse where a page asks for too much at once; the page is shown all the same.
    let _ = match step {
        Step::New => history.push_state_with_url(&JsValue::NULL, "", Some(address)),
        Step::Same => history.replace_state_with_url(&history.state().unwrap_or_default(), "", Some(address)),
    };
}

/// Shows what the browser goes back or forward to.
#[cfg(target_arch = "wasm32")]
fn follow_history(navigator: Navigator) -> impl FnOnce() + 'static {
    let show = move |_: &web_sys::Event| navigator.show.set(current(&navigator.base, ""));
    let listener = gloo::events::EventListener::new(&gloo::utils::window(), "popstate", show);
    move || drop(listener)
}

#[cfg(not(target_arch = "wasm32"))]
fn note(_: &str, _: Step) {}

/// Effects do not run on the server.
#[cfg(not(target_arch = "wasm32"))]
fn follow_history(_: Navigator) -> impl FnOnce() + 'static {
    || ()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_within_any_folder() {
        for (base, path, search, route, query) in [
            ("/", "/", "", "/", ""),
            ("/", "/compare/", "?base=china-2024", "/compare/", "base=china-2024"),
            ("/en/", "/en/", "", "/", ""),
            ("/some/folder/", "/some/folder/plans/dehua-2025/", "", "/plans/dehua-2025/", ""),
            ("/some/folder/zh-Hant/", "/some/folder/zh-Hant/search/", "?q=%3F", "/search/", "q=%3F"),
        ] {
            let address = Address::shown(base, path, search);
            assert_eq!((address.route.path(), address.query.as_str()), (route, query), "{path}");
            assert_eq!(address.written(base), [path, search].concat());
        }
    }

    #[test]
    fn what_the_browser_spells_otherwise_is_the_same_address() {
        let spelt = |base: &str, path: &str, search: &str| Address::shown(base, path, search).written(base);
        assert_eq!(spelt("/en/", "/en", ""), "/en/");
        assert_eq!(spelt("/", "/compare", "?"), "/compare/");
        assert_eq!(spelt("/some/folder/", "/elsewhere/x", ""), "/some/folder/elsewhere/x/");
    }
}
