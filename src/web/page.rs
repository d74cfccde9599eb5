//! What a page is: all that the site knows of one kind of page stands in one file, which implements [`Page`].
//!
//! To add a page, write its file in `pages` and add it to the list in `pages.rs`: routing, title, prerendering,
//! navigation and tests go by that list. Invariant: of a page that is complete as prerendered the WebAssembly holds
//! its address and its name in the menu, nothing else.

use super::route::Route;
use super::store::Store;
use crate::bundle::{Key, Overview, key};
use crate::messages::Messages;
use crate::model::Corpus;
use std::sync::Arc;
use yew::prelude::*;

/// One kind of page.
pub trait Page {
    /// Its address, or where ids follow what they follow.
    const FOLDER: Route;
    /// How many ids follow.
    const IDS: usize = 0;
    /// What runs on it.
    const RUNS: Runs = Runs::App;
    /// Whether it has a field for searching of its own, larger than the one in the masthead.
    const SEARCHES: bool = false;

    /// Its addresses in a corpus.
    fn addresses(_corpus: &Corpus) -> Vec<Route> {
        vec![Self::FOLDER]
    }

    /// Its name in the main menu, where it stands there; the menu has the order of the list.
    fn menu(_m: &Messages) -> Option<&'static str> {
        None
    }

    /// Notes the shards that it shows besides the overview, which is there, and the words of the language. It is asked
    /// again when they have come, as one shard may tell which others are needed.
    fn needs(_visit: &Visit, _needs: &mut Needs) {}

    /// What it is called; none for the site's own name.
    fn title(visit: &Visit) -> Option<String>;

    /// What it holds, in a sentence; none where the site's own description says as much.
    fn description(_visit: &Visit) -> Option<String> {
        None
    }

    /// The page, once all that it needs is there; none where the corpus has nothing for the address.
    fn view(visit: &Visit) -> Option<Html>;
}

/// What brings a page to life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// The app.
    App,
    /// A script of its own; the page is complete as prerendered.
    Script(&'static str),
    /// Nothing; the page is complete as prerendered.
    Nothing,
}

/// A page as somebody asks for it.
pub struct Visit<'a> {
    /// The ids of its address, as many as the page has.
    pub ids: &'a [String],
    /// The query string without its question mark.
    pub query: &'a str,
    /// The data that is there, and the language.
    pub store: &'a Store,
    /// Version of the corpus, for the view.
    pub version: &'a str,
}

impl Visit<'_> {
    /// An id of its address.
    pub fn id(&self, n: usize) -> &str {
        self.ids.get(n).map_or("", String::as_str)
    }

    /// The words of the page's language.
    pub fn messages(&self) -> &'static Messages {
        self.store.messages().unwrap_or_else(Messages::silent)
    }

    /// The overview, where it is there.
    pub fn overview(&self) -> Option<Arc<Overview>> {
        self.store.overview()
    }
}

/// Keys of what a page needs, whatever kinds of shards that is.
#[derive(Default)]
pub struct Needs {
    keys: Vec<String>,
}

impl Needs {
    /// Adds one.
    pub fn add<S>(&mut self, key: Key<S>) {
        self.keys.push(key.into());
    }

    /// Adds several of one kind.
    pub fn all<S>(&mut self, keys: impl IntoIterator<Item = Key<S>>) {
        self.keys.extend(keys.into_iter().map(String::from));
    }
}

/// A page as it stands in the list.
pub struct PageEntry {
    folder: Route,
    ids: usize,
    runs: Runs,
    searches: bool,
    menu: fn(&Messages) -> Option<&'static str>,
    needs: fn(&Visit, &mut Needs),
    title: fn(&Visit) -> Option<String>,
    description: fn(&Visit) -> Option<String>,
    view: fn(&Visit) -> Option<Html>,
    addresses: fn(&Corpus) -> Vec<Route>,
}

impl PageEntry {
    /// A page's line in the list.
    pub const fn of<P: Page>() -> Self {
        let native = cfg!(not(target_arch = "wasm32"));
        let shown = native || matches!(P::RUNS, Runs::App);
        Self {
            folder: P::FOLDER,
            ids: P::IDS,
            runs: P::RUNS,
            searches: P::SEARCHES,
            menu: P::menu,
            needs: if shown { P::needs } else { |_, _| {} },
            title: if shown { P::title } else { |_| None },
            description: if native { P::description } else { |_| None },
            view: if shown { P::view } else { |_| None },
            addresses: if native { P::addresses } else { |_| Vec::new() },
        }
    }

    /// What runs on the page.
    pub fn runs(&self) -> Runs {
        self.runs
    }

    /// Whether the page has a field for searching of its own.
    pub fn searches(&self) -> bool {
        self.searches
    }

    /// Its addresses in a corpus; natively only.
    pub fn addresses(&self, corpus: &Corpus) -> Vec<Route> {
        (self.addresses)(corpus)
    }
}

/// The list of all pages. Components are handed it as a context, as pages use them.
#[derive(Clone, Copy)]
pub struct Pages {
    /// In the order of the menu.
    pub known: &'static [PageEntry],
    /// Stands at every address that no other has.
    pub not_found: &'static PageEntry,
}

/// There is one list.
impl PartialEq for Pages {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.known, other.known)
    }
}

impl Pages {
    /// The page at an address.
    pub fn at(self, route: &Route) -> Place {
        let found = self.known.iter().find_map(|page| {
            let ids = route.ids(&page.folder)?;
            (ids.len() == page.ids).then(|| Place { page, route: route.clone(), ids })
        });
        found.unwrap_or_else(|| Place { page: self.not_found, route: Route::NOT_FOUND, ids: Vec::new() })
    }

    /// The addresses and names of the main menu.
    pub fn menu(self, m: &Messages) -> impl Iterator<Item = (&'static Route, &'static str)> {
        self.known.iter().filter_map(move |page| Some((&page.folder, (page.menu)(m)?)))
    }
}

/// An address, and the page that stands there.
#[derive(Clone)]
pub struct Place {
    /// The page; where there is none, what says so.
    pub page: &'static PageEntry,
    /// The address; [`Route::NOT_FOUND`] where there is no page.
    pub route: Route,
    ids: Vec<String>,
}

/// The address decides about the page.
impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.route == other.route
    }
}

impl Place {
    fn visit<'a>(&'a self, query: &'a str, store: &'a Store) -> Visit<'a> {
        Visit { ids: &self.ids, query, store, version: "" }
    }

    /// Keys of the shards that the page still needs with this query. Which shards there are the overview tells, and
    /// further ones others, so this is asked again until nothing is missing.
    pub fn needs(&self, query: &str, store: &Store) -> Vec<String> {
        let mut needs = Needs::default();
        needs.add(key::overview());
        needs.add(key::messages(store.language()));
        if store.has(key::overview().as_str()) {
            (self.page.needs)(&self.visit(query, store), &mut needs);
        }
        // A shard that the corpus does not have is no need: the page says that there is no such thing.
        needs.keys.retain(|key| !store.has(key) && store.may_have(key));
        needs.keys
    }

    /// What the page is called; none for the site's own name.
    pub fn title(&self, store: &Store) -> Option<String> {
        (self.page.title)(&self.visit("", store))
    }

    /// What the page holds; none where the site's own description says as much. Natively only.
    pub fn description(&self, store: &Store) -> Option<String> {
        (self.page.description)(&self.visit("", store))
    }

    /// The page; none where the corpus has nothing for the address.
    pub fn view(&self, query: &str, store: &Store, version: &str) -> Option<Html> {
        (self.page.view)(&Visit { version, ..self.visit(query, store) })
    }
}
