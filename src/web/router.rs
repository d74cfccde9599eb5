//! Where in the site the visitor is, and the way to other pages of it without a load.
//!
//! In: the site's folder and the language of the page; natively also the address to render. Out: the address and a
//! [`Navigator`], as contexts. Invariants: what is shown follows the browser's history, back and forward included; a
//! step that the browser refuses to note is taken all the same; another query leaves the entry in the history, and so
//! the place to which it was scrolled; what the bar shows is an address that a host answers, also for a page that does
//! not stand as a file.

use super::address;
use super::route::Route;
use super::store::Store;
use crate::model::Language;
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
    /// The address that the browser shows, and its language, where every address of the site begins with `base`.
    fn shown(base: &str, path: &str, search: &str, hash: &str) -> (Language, Self) {
        let path = path.strip_prefix(base.trim_end_matches('/')).unwrap_or(path);
        let (language, route) = address::shown(path, hash.trim_start_matches('#'));
        (language, Self { route, query: search.strip_prefix('?').unwrap_or(search).to_owned() })
    }

    /// The way the browser writes it.
    fn written(&self, base: &str, language: Language) -> String {
        let address = address::address(language, &self.route, &self.query, "");
        [base, address.trim_start_matches("./")].concat()
    }
}

/// Leads to other addresses.
#[derive(Clone, PartialEq)]
pub struct Navigator {
    base: AttrValue,
    language: Language,
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
        note(&address.written(&self.base, self.language), step);
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
    /// The site's folder: `/` or `/some/folder/`.
    pub base: AttrValue,
    /// The address to render natively; the browser knows its own.
    pub path: AttrValue,
    pub children: Html,
}

/// Hands the address and the navigator on to its children.
#[component]
pub fn Router(props: &RouterProps) -> Html {
    let address = use_state_eq(|| current(&props.base, &props.path));
    let language = use_context::<Store>().map(|store| store.language()).unwrap_or_default();
    let navigator = Navigator { base: props.base.clone(), language, show: address.setter() };
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
    in_bar(base).1
}

/// The language and the address in the browser's bar.
#[cfg(target_arch = "wasm32")]
fn in_bar(base: &str) -> (Language, Address) {
    let location = gloo::utils::window().location();
    let [path, search, hash] =
        [location.pathname(), location.search(), location.hash()].map(|part| part.unwrap_or_default());
    Address::shown(base, &path, &search, &hash)
}

#[cfg(not(target_arch = "wasm32"))]
fn current(base: &str, path: &str) -> Address {
    Address::shown(base, path, "", "").1
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
    let show = move |_: &web_sys::Event| match in_bar(&navigator.base) {
        (language, address) if language == navigator.language => navigator.show.set(address),
        // A page in another language behind the hash: the language is that of the whole app.
        _ => _ = gloo::utils::window().location().reload(),
    };
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
        use Language::{En, Hans, Hant};
        for (base, path, search, language, route, query) in [
            ("/", "/", "", Hans, "/", ""),
            ("/", "/compare/", "?base=china-2024", Hans, "/compare/", "base=china-2024"),
            ("/", "/en/", "", En, "/", ""),
            ("/some/folder/", "/some/folder/", "", Hans, "/", ""),
            ("/some/folder/", "/some/folder/plans/dehua-2025/", "", Hans, "/plans/dehua-2025/", ""),
            ("/some/folder/", "/some/folder/zh-Hant/search/", "?q=%3F", Hant, "/search/", "q=%3F"),
        ] {
            let (read, address) = Address::shown(base, path, search, "");
            assert_eq!((read, address.route.path(), address.query.as_str()), (language, route, query), "{path}");
            assert_eq!(address.written(base, read), [path, search].concat());
        }
    }

    #[test]
    fn what_the_browser_spells_otherwise_is_the_same_address() {
        let spelt = |base: &str, path: &str, search: &str| {
            let (language, address) = Address::shown(base, path, search, "");
            address.written(base, language)
        };
        assert_eq!(spelt("/", "/en", ""), "/en/");
        assert_eq!(spelt("/", "/compare", "?"), "/compare/");
        assert_eq!(spelt("/some/folder/", "/elsewhere/x", ""), "/some/folder/elsewhere/x/");
    }
}
