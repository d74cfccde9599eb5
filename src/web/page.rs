//! What a page is: all that the site knows of one kind of page stands in one file, which implements [`Page`].
//!
//! To add a page, write its file in `pages` and add it to the list in `pages.rs`: routing, title, prerendering,
//! navigation, code splitting and tests go by that list. Invariants: in the browser the program itself holds of each
//! page its address and its name in the menu; all else of a page that the app runs on is a [`Pack`] of its own, and of
//! a page that is complete as prerendered there is nothing else.

use super::reach::Rank;
use super::route::Route;
use super::store::Store;
use crate::bundle::{AnyKey, Key, Overview, Shard, key};
use crate::messages::Messages;
use crate::model::Corpus;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use yew::prelude::*;

/// One kind of page.
pub trait Page {
    /// Its address, or where ids follow what they follow.
    const FOLDER: Route;
    /// How many ids follow.
    const IDS: usize = 0;
    /// A script of its own that runs on it, where the app does not.
    const SCRIPT: Option<&'static str> = None;
    /// Whether it has a field for searching of its own, larger than the one in the masthead.
    const SEARCHES: bool = false;

    /// Its addresses in a corpus.
    fn addresses(_corpus: &Corpus) -> Vec<Route> {
        vec![Self::FOLDER]
    }

    /// What one of its addresses is worth as a file, by the ids in it.
    fn rank(_ids: &[String]) -> Rank {
        Rank::List
    }

    /// Its name in the main menu, where it stands there; the menu has the order of the list.
    fn menu(_m: &Messages) -> Option<&'static str> {
        None
    }

    /// Notes the shards that it shows besides the overview, which is there, and the words of the language. It is asked
    /// again when they have come, as one shard may tell which others are needed.
    fn needs(_visit: &Visit, _needs: &mut Needs) {}

    /// A part that it shows in some corpora only, whose code comes apart, once its shards are there.
    fn part(_visit: &Visit) -> Option<&'static PageEntry> {
        None
    }

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
    keys: Vec<AnyKey>,
}

impl Needs {
    /// Adds one.
    pub fn add<S: Shard>(&mut self, key: Key<S>) {
        self.keys.push(key.into());
    }

    /// Adds the plans of a province, where the overview leaves them out.
    pub fn plans_in(&mut self, visit: &Visit, area: &str) {
        if visit.overview().is_some_and(|o| o.is_folded()) {
            self.add(key::plans_in(area));
        }
    }

    /// Adds the plans of the province of a plan whose shard is there or on its way.
    pub fn plans_around(&mut self, visit: &Visit, plan: &str) {
        if let Some(shard) = visit.store.get(&key::plan(plan))
            && let Some(area) = key::area(&shard.plan)
        {
            self.plans_in(visit, area);
        }
    }

    /// Adds the plans of the province of a place, by its name in addresses or the id of a plan, and what tells which
    /// province that is.
    pub fn plans_of(&mut self, visit: &Visit, place: &str) {
        self.keys.extend(visit.store.way_to(place));
    }

    /// Adds what of an indicator lies below provinces, where that has parts of its own.
    pub fn indicator_in(&mut self, visit: &Visit, indicator: &str, areas: &[&str]) {
        self.keys.extend(visit.store.indicator(indicator, areas).1);
    }

    /// Adds what is counted across a country, where the overview leaves it out.
    pub fn counts(&mut self, visit: &Visit) {
        if visit.overview().is_some_and(|o| o.is_folded()) {
            self.add(key::counts());
        }
    }

    /// Adds several of one kind.
    pub fn all<S: Shard>(&mut self, keys: impl IntoIterator<Item = Key<S>>) {
        self.keys.extend(keys.into_iter().map(AnyKey::from));
    }
}

/// What a page does with its data.
pub struct PageCode {
    needs: fn(&Visit, &mut Needs),
    part: fn(&Visit) -> Option<&'static PageEntry>,
    title: fn(&Visit) -> Option<String>,
    description: fn(&Visit) -> Option<String>,
    view: fn(&Visit) -> Option<Html>,
}

impl PageCode {
    /// The code of a page; of its description there is none in the browser.
    pub const fn of<P: Page>() -> Self {
        let native = cfg!(not(target_arch = "wasm32"));
        Self {
            needs: P::needs,
            part: P::part,
            title: P::title,
            description: if native { P::description } else { |_| None },
            view: P::view,
        }
    }

    /// The code of a page that is complete as prerendered: in the browser it does nothing.
    pub const fn of_fixed<P: Page>() -> Self {
        if cfg!(not(target_arch = "wasm32")) {
            return Self::of::<P>();
        }
        Self { needs: |_, _| {}, part: |_| None, title: |_| None, description: |_| None, view: |_| None }
    }
}

/// The code of a page on its way into the program. It fails only where the pack was not instantiated before.
pub type Linking = Pin<Box<dyn Future<Output = Option<&'static PageCode>>>>;

/// The code of one page, which the browser fetches apart from the program: see `site::wasm`.
pub struct Pack {
    link: fn() -> Linking,
    code: OnceLock<&'static PageCode>,
}

impl Pack {
    /// A pack that is not there yet. `link` finds its code once the loader has instantiated it.
    pub const fn new(link: fn() -> Linking) -> Self {
        Self { link, code: OnceLock::new() }
    }
}

/// Where the code of a page is.
pub enum Code {
    /// In the program.
    Here(PageCode),
    /// In a pack.
    Apart(&'static Pack),
}

/// A page as it stands in the list.
pub struct PageEntry {
    name: &'static str,
    folder: Route,
    ids: usize,
    runs: Runs,
    searches: bool,
    rank: fn(&[String]) -> Rank,
    menu: fn(&Messages) -> Option<&'static str>,
    code: Code,
    addresses: fn(&Corpus) -> Vec<Route>,
}

impl PageEntry {
    /// The line in the list of a page that the app runs on; `name` is that of its pack.
    pub const fn of<P: Page>(name: &'static str, code: Code) -> Self {
        assert!(P::SCRIPT.is_none(), "either the app runs on a page or a script of its own");
        Self::with::<P>(name, Runs::App, code)
    }

    /// The line in the list of a page that is complete as prerendered.
    pub const fn of_fixed<P: Page>(name: &'static str) -> Self {
        let runs = match P::SCRIPT {
            Some(script) => Runs::Script(script),
            None => Runs::Nothing,
        };
        Self::with::<P>(name, runs, Code::Here(PageCode::of_fixed::<P>()))
    }

    const fn with<P: Page>(name: &'static str, runs: Runs, code: Code) -> Self {
        Self {
            name,
            folder: P::FOLDER,
            ids: P::IDS,
            runs,
            searches: P::SEARCHES,
            rank: P::rank,
            menu: P::menu,
            code,
            addresses: if cfg!(not(target_arch = "wasm32")) { P::addresses } else { |_| Vec::new() },
        }
    }

    /// Its name, and that of its pack: `plan_chains`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What runs on the page.
    pub fn runs(&self) -> Runs {
        self.runs
    }

    /// Whether its code is there.
    pub fn is_linked(&self) -> bool {
        self.code().is_some()
    }

    /// Takes its code in, once its pack is instantiated; whether that went well.
    pub async fn link(&self) -> bool {
        if let Code::Apart(pack) = self.code
            && let Some(code) = (pack.link)().await
        {
            pack.code.get_or_init(|| code);
        }
        self.is_linked()
    }

    fn code(&self) -> Option<&PageCode> {
        match &self.code {
            Code::Here(code) => Some(code),
            Code::Apart(pack) => pack.code.get().copied(),
        }
    }

    /// What it shows of a visit; none where its code is not there, or nothing is shown.
    pub fn view(&self, visit: &Visit) -> Option<Html> {
        (self.code()?.view)(visit)
    }

    /// Its address without ids.
    pub fn folder(&self) -> &Route {
        &self.folder
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
    /// The ids of its address.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// What it is worth as a file; none where there is no page.
    pub fn rank(&self) -> Option<Rank> {
        (self.route != Route::NOT_FOUND).then(|| (self.page.rank)(&self.ids))
    }

    fn visit<'a>(&'a self, query: &'a str, store: &'a Store) -> Visit<'a> {
        Visit { ids: &self.ids, query, store, version: "" }
    }

    /// Keys of the shards that the page, whose code is there, still needs with this query. Which shards there are the
    /// overview tells, and further ones others, so this is asked again until nothing is missing.
    pub fn needs(&self, query: &str, store: &Store) -> Vec<AnyKey> {
        let mut needs = Needs::default();
        needs.add(key::overview());
        needs.add(key::messages(store.language()));
        if let Some(code) = self.page.code().filter(|_| store.has(key::overview().as_str())) {
            (code.needs)(&self.visit(query, store), &mut needs);
        }
        // A shard that the corpus does not have is no need: the page says that there is no such thing.
        needs.keys.retain(|key| !store.has(key.as_str()) && store.may_have(key));
        needs.keys
    }

    /// The part of the page whose code is needed besides, as far as the shards that are there tell.
    pub fn part(&self, query: &str, store: &Store) -> Option<&'static PageEntry> {
        (self.page.code()?.part)(&self.visit(query, store))
    }

    /// What the page is called; none for the site's own name.
    pub fn title(&self, store: &Store) -> Option<String> {
        (self.page.code()?.title)(&self.visit("", store))
    }

    /// What the page holds; none where the site's own description says as much. Natively only.
    pub fn description(&self, store: &Store) -> Option<String> {
        (self.page.code()?.description)(&self.visit("", store))
    }

    /// The page; none where the corpus has nothing for the address.
    pub fn view(&self, query: &str, store: &Store, version: &str) -> Option<Html> {
        (self.page.code()?.view)(&Visit { version, ..self.visit(query, store) })
    }
}
