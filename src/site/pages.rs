//! Prerendering: one HTML file an address, with the same components that run in the browser.
//!
//! Invariant: a page is rendered from just the shards that it names for the browser, so that the first
//! render there sees the same data and gives the same markup.

use super::{
    SiteError,
    assets::{AppFiles, LOADER},
    folder::Staging,
    origin::Origin,
    policy, share,
    shell::{Shell, escape, json_block},
};
use crate::{
    bundle::{Manifest, ShardFile, Shards},
    messages,
    model::{Corpus, Language},
    web::{
        self,
        app::{App, AppProps},
        page::{Place, Runs},
        pages::PAGES,
        route::{Route, address_in},
        store::Store,
    },
};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tokio::{
    runtime::{Builder, Runtime},
    task::LocalSet,
};

/// Renders every page of the corpus, on all processors.
pub fn write(
    corpus: &Corpus,
    manifest: &Manifest,
    shards: &Shards,
    shell: &Shell,
    app: &AppFiles,
    origin: Option<&Origin>,
    staging: &Staging,
) -> Result<(), SiteError> {
    let places = PAGES.known.iter().flat_map(|page| page.addresses(corpus)).map(|route| PAGES.at(&route));
    let pages: Vec<Page> =
        places.flat_map(|place| Language::ALL.map(|language| Page { language, place: place.clone() })).collect();
    // A runtime and its store belong to one thread.
    let runtime = || Builder::new_current_thread().build();
    pages.par_iter().try_for_each_init(runtime, |runtime, page| {
        let html = match runtime {
            Ok(runtime) => render(runtime, page, manifest, shards, shell, app, origin),
            Err(error) => Err(Problem::Data(error.to_string())),
        };
        let html = html.map_err(|problem| problem.of(&page.address()))?;
        staging.put(&format!("{}index.html", page.address().trim_start_matches('/')), html.as_bytes())
    })?;
    match origin {
        Some(origin) => share::write_index(origin, pages.iter().map(|page| page.place.route.path()), staging),
        None => Ok(()),
    }
}

/// One page in one language.
struct Page {
    language: Language,
    place: Place,
}

impl Page {
    /// Its address within the site: `/en/plans/dehua-2025/`.
    fn address(&self) -> String {
        address_in(self.language, self.place.route.path())
    }
}

/// Keys of the shards that the page at `address` shows.
pub fn shards_of(address: &str, shards: &Shards) -> Result<BTreeSet<String>, SiteError> {
    let (language, path) = Language::split(address);
    let route = Route::of_path(path);
    load(language, &PAGES.at(&route), shards).map(|(_, keys)| keys).map_err(|error| error.of(address))
}

enum Problem {
    Site(SiteError),
    Data(String),
}

impl Problem {
    fn of(self, address: &str) -> SiteError {
        match self {
            Self::Site(error) => error,
            Self::Data(problem) => SiteError::Page { address: address.to_owned(), problem },
        }
    }
}

/// The page's own part of the manifest, and the name of its code.
#[derive(Serialize)]
struct Boot<'a> {
    version: &'a str,
    page: &'a str,
    shards: BTreeMap<&'a str, &'a ShardFile>,
}

fn render(
    runtime: &Runtime,
    page: &Page,
    manifest: &Manifest,
    shards: &Shards,
    shell: &Shell,
    app: &AppFiles,
    origin: Option<&Origin>,
) -> Result<String, Problem> {
    let (store, keys) = load(page.language, &page.place, shards)?;
    let head = web::head(&page.place, &store);
    let version = manifest.version.as_str();
    let props = AppProps {
        store,
        base: "".into(),
        path: page.place.route.path().to_owned().into(),
        version: version.to_owned().into(),
    };
    let (m, address) = (messages::of(page.language), page.address());
    let rendered = LocalSet::new().block_on(runtime, yew::LocalServerRenderer::<App>::with_props(props).render());

    let fixed = page.place.page.runs() != Runs::App;
    let files = manifest.shards.iter().filter(|(key, _)| !fixed && keys.contains(*key));
    let boot =
        Boot { version, page: page.place.page.name(), shards: files.map(|(key, file)| (key.as_str(), file)).collect() };
    let boot = serde_json::to_string(&boot).map_err(|error| Problem::Data(error.to_string()))?;
    let mut values = BTreeMap::from([
        ("lang", page.language.id().to_owned()),
        ("alternates", share::alternates(origin, page.place.route.path())),
        ("share", share::tags(origin, page.language, page.place.route.path(), &head, app.assets.get("share.png"))),
        ("updated", escape(m.updated)),
        ("reload", escape(m.reload)),
        ("incomplete", escape(m.incomplete)),
        ("retry", escape(m.retry)),
        ("title", escape(&head.title)),
        ("description", escape(&head.description)),
        ("policy", escape(&policy::meta())),
        ("base", base(&address)),
        ("route", escape(&address)),
        ("version", version.to_owned()),
        ("boot", json_block(&boot)),
        ("fixed", if fixed { " data-fixed".to_owned() } else { String::new() }),
        ("script", script(page.place.page.runs(), app)),
        ("page", rendered),
    ]);
    let files = app.assets.iter().chain(&app.integrity);
    values.extend(files.map(|(gap, value)| (gap.as_str(), escape(value))));
    shell.fill(&values).map_err(Problem::Site)
}

/// The element of the script that brings a page to life: the loader of the app, or one of its own. Other fixed
/// pages are complete without.
fn script(runs: Runs, app: &AppFiles) -> String {
    let name = match runs {
        Runs::App => LOADER,
        Runs::Script(name) => name,
        Runs::Nothing => return String::new(),
    };
    let file = app.assets.get(name).map_or("", String::as_str);
    let integrity = app.integrity.get(&format!("{name} integrity")).map_or("", String::as_str);
    format!("<script type=\"module\" src=\"{}\" integrity=\"{}\"></script>\n", escape(file), escape(integrity))
}

/// A store with just what a page shows, and the keys of it.
fn load(language: Language, place: &Place, shards: &Shards) -> Result<(Store, BTreeSet<String>), Problem> {
    let store = Store::new(language);
    let mut keys = BTreeSet::new();
    loop {
        let missing = place.needs("", &store);
        if missing.is_empty() {
            return Ok((store, keys));
        }
        for key in missing {
            let key = key.as_str();
            if !store.take(key, shards) {
                return Err(Problem::Data(format!("it needs unknown data `{key}`")));
            }
            if !keys.insert(key.to_owned()) {
                return Err(Problem::Data(format!("it needs `{key}` though it has it")));
            }
        }
    }
}

/// The way from a page's folder to the site's: `../../` for `/plans/dehua-2025/`.
pub fn base(address: &str) -> String {
    let depth = address.split('/').filter(|part| !part.is_empty()).count();
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_leads_back() {
        for (address, expected) in [("/", "./"), ("/compare/", "../"), ("/chain/dehua-2025/2.3/", "../../../")] {
            assert_eq!(base(address), expected);
        }
    }

    #[test]
    fn a_page_has_just_the_shards_that_it_names() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = crate::compile::compile(&crate::compile::read_seeds(&seeds).expect("seeds")).corpus;
        let shards = Shards::of(&crate::bundle::write(&corpus).expect("data")).expect("shards");
        let place = PAGES.at(&Route::topic("education"));
        let (store, keys) = load(Language::En, &place, &shards).ok().expect("what the page shows");
        assert_eq!(keys.iter().collect::<Vec<_>>(), ["messages/en", "overview", "topic/education"]);
        assert!(keys.iter().all(|key| store.has(key)));
        for other in ["topic/employment", "messages/zh-Hans", "plan/dehua-2025", "search"] {
            assert!(!store.has(other), "{other}");
        }
    }
}
