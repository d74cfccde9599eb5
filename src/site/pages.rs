//! Prerendering: one HTML file an address, with the same components that run in the browser.
//!
//! Invariant: a page is rendered from just the shards that it names for the browser, so that the first
//! render there sees the same data and gives the same markup.

use super::{
    SiteError,
    assets::{AppFiles, LOADER},
    downloads::{self, Downloads, Files},
    folder::{Digest, Staging},
    origin::Origin,
    policy,
    progress::Count,
    rewording::Rewording,
    share,
    shell::{Shell, escape, json_block},
};
use crate::{
    bundle::{Manifest, ShardFile, Shards},
    messages,
    model::{Corpus, Language, Level, Plan},
    query::place::slug,
    web::{
        self,
        address::{Site, within},
        app::{App, AppProps},
        page::{Place, Runs},
        pages::PAGES,
        reach::{Rank, Reach},
        route::{Route, address_in},
        store::Store,
    },
};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::{runtime::Builder, task::LocalSet};

/// One page in one language.
pub struct Page {
    pub language: Language,
    pub place: Place,
    pub rank: Rank,
    /// Of its plan; the highest where it belongs to none.
    pub level: Level,
}

impl Page {
    pub fn new(language: Language, place: Place, level: Level) -> Self {
        let rank = place.rank().unwrap_or(Rank::List);
        Self { language, place, rank, level: if rank.has_level() { level } else { Level::Nation } }
    }

    /// Its address within the site: `/en/plans/dehua-2025/`.
    pub fn address(&self) -> String {
        address_in(self.language, self.place.route.path())
    }

    /// Whether it is a file.
    pub fn stands(&self, reach: &Reach) -> bool {
        reach.holds(self.language, self.rank, self.level)
    }
}

/// Every page of the corpus.
pub fn all(corpus: &Corpus) -> Vec<Page> {
    let ids = |plan: &Plan| [plan.id.clone(), slug(&plan.id).to_owned()].map(|id| (id, plan.level));
    let levels: BTreeMap<String, Level> = corpus.plans.iter().flat_map(ids).collect();
    let places = PAGES.known.iter().flat_map(|page| page.addresses(corpus)).map(|route| PAGES.at(&route));
    let page = |place: Place| {
        let level = place.ids().first().and_then(|id| levels.get(id)).copied().unwrap_or(Level::County);
        Language::ALL.map(|language| Page::new(language, place.clone(), level))
    };
    places.flat_map(page).collect()
}

/// What pages are rendered from.
pub struct Press<'a> {
    pub manifest: &'a Manifest,
    pub shards: &'a Shards,
    pub shell: &'a Shell,
    pub app: &'a AppFiles,
    /// Of the languages that have one.
    pub rewordings: &'a [Rewording],
    pub origin: Option<&'a Origin>,
    /// Bytes of the files that pages hand out, by their paths.
    pub downloads: &'a Downloads,
}

/// Some pages of a kind tell how large all are.
const SAMPLE: usize = 6;

impl Press<'_> {
    /// Writes the pages that stand, on all processors.
    pub fn write(&self, pages: &[Page], reach: &Reach, staging: &Staging) -> Result<(), SiteError> {
        let standing: Vec<&Page> = pages.iter().filter(|page| page.stands(reach)).collect();
        let mut languages = BTreeMap::<&str, Vec<Language>>::new();
        for page in &standing {
            languages.entry(page.place.route.path()).or_default().push(page.language);
        }
        let (count, ground) = (Count::of("pages", standing.len()), self.ground(reach));
        standing.par_iter().try_for_each(|page| {
            count.add();
            let others = languages.get(page.place.route.path()).map_or(&[][..], Vec::as_slice);
            let path = format!("{}index.html", page.address().trim_start_matches('/'));
            let shown = self.shown(page)?;
            let of = self.made_of(&path, &shown, others, &ground);
            staging.put_made(&path, of, || self.render_shown(page, shown, reach, others))
        })?;
        self.origin.map_or(Ok(()), |origin| share::write_index(origin, &languages, staging))
    }

    /// Bytes of pages that are of one kind, by those of a few.
    pub fn sample(&self, pages: &[&Page]) -> Result<u64, SiteError> {
        let every = pages.len().div_ceil(SAMPLE).max(1);
        let some: Vec<&Page> = pages.iter().step_by(every).copied().collect();
        let bytes = AtomicU64::new(0);
        some.par_iter().try_for_each(|page| {
            let html = self.render(page, &Reach::WHOLE, &Language::ALL)?;
            bytes.fetch_add(html.len() as u64, Ordering::Relaxed);
            Ok::<(), SiteError>(())
        })?;
        Ok(bytes.into_inner() * pages.len() as u64 / some.len().max(1) as u64)
    }

    /// The page as a file holds it; `languages` are those in which it stands.
    pub fn render(&self, page: &Page, reach: &Reach, languages: &[Language]) -> Result<String, SiteError> {
        self.render_shown(page, self.shown(page)?, reach, languages)
    }

    fn render_shown(
        &self,
        page: &Page,
        shown: Shown,
        reach: &Reach,
        languages: &[Language],
    ) -> Result<String, SiteError> {
        render(self, page, shown, reach, languages).map_err(|problem| problem.of(&page.address()))
    }

    fn shown(&self, page: &Page) -> Result<Shown, SiteError> {
        let (store, keys) =
            load(page.language, &page.place, self.shards).map_err(|problem| problem.of(&page.address()))?;
        Ok(Shown { store, keys, files: self.downloads.of_page(&page.place) })
    }

    /// What every page is made of, but for this program and the version of the corpus.
    fn ground(&self, reach: &Reach) -> Digest {
        let (origin, reach) = (self.origin.map(|origin| origin.address("")).unwrap_or_default(), reach.written());
        let app = self.app.assets.iter().chain(&self.app.integrity).flat_map(|(name, value)| [name, value]);
        Digest::of(self.shell.pieces().chain(app.map(String::as_str)).chain([origin.as_str(), reach.as_str()]))
    }

    /// What the page at `path` is made of besides.
    fn made_of(&self, path: &str, shown: &Shown, languages: &[Language], ground: &Digest) -> Digest {
        let shards = shown.keys.iter().filter_map(|key| self.manifest.shards.get_key_value(key));
        let shards = shards.flat_map(|(key, file)| [key.as_str(), file.integrity.as_str()]);
        let languages = languages.iter().map(|language| language.id());
        let sizes: Vec<String> = shown.files.iter().map(|(file, bytes)| format!("{file} {bytes}")).collect();
        let parts = [ground.as_str(), path].into_iter().chain(languages).chain(shards);
        Digest::of(parts.chain(sizes.iter().map(String::as_str)))
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

/// The page's own part of the manifest, the name of its code, and which pages stand where not all do.
#[derive(Serialize)]
struct Boot<'a> {
    version: &'a str,
    page: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reach: Option<String>,
    shards: BTreeMap<&'a str, &'a ShardFile>,
}

/// What a page is rendered from.
struct Shown {
    /// With just the shards that it shows.
    store: Store,
    /// Their keys.
    keys: BTreeSet<String>,
    /// The files that it may hand out.
    files: Files,
}

fn render(
    press: &Press,
    page: &Page,
    Shown { store, keys, files: handed_out }: Shown,
    reach: &Reach,
    languages: &[Language],
) -> Result<String, Problem> {
    let Press { manifest, shell, app, rewordings, origin, .. } = *press;
    let rewording = rewordings.iter().find(|rewording| rewording.language() == page.language);
    let names = downloads::Names { origin, version: &manifest.version, files: &handed_out };
    let named = downloads::named(&names, &page.place.route, &store, reach);
    let mut head = web::head(&page.place, &store);
    if let Some(rewording) = rewording {
        head.title = rewording.text(&head.title);
        head.description = rewording.text(&head.description);
    }
    let (version, path) = (manifest.version.as_str(), page.place.route.path());
    let site = Site { pages: PAGES, reach: *reach, store: store.clone() };
    let props = AppProps { store, base: "".into(), path: path.to_owned().into(), version: version.to_owned().into() };
    let (m, address) = (messages::of(page.language), page.address());
    let runtime = Builder::new_current_thread().build().map_err(|error| Problem::Data(error.to_string()))?;
    let work = yew::LocalServerRenderer::<App>::with_props(props).render();
    let rendered = within(site, || LocalSet::new().block_on(&runtime, work));
    let rendered = match rewording {
        Some(rewording) => rewording.page(&rendered),
        None => rendered,
    };

    let fixed = page.place.page.runs() != Runs::App;
    let files = keys.iter().filter(|_| !fixed).filter_map(|key| manifest.shards.get_key_value(key));
    let boot = Boot {
        version,
        page: page.place.page.name(),
        reach: (!reach.is_whole()).then(|| reach.written()),
        shards: files.map(|(key, file)| (key.as_str(), file)).collect(),
    };
    let boot = serde_json::to_string(&boot).map_err(|error| Problem::Data(error.to_string()))?;
    let mut values = BTreeMap::from([
        ("lang", page.language.id().to_owned()),
        ("alternates", share::alternates(origin, path, languages)),
        ("share", share::tags(origin, page.language, path, &head, app.assets.get("share.png"))),
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
        ("script", script(page.place.page.runs(), rewording, app)),
        ("named", named),
        ("page", downloads::sized(&rendered, &handed_out)),
    ]);
    let files = app.assets.iter().chain(&app.integrity);
    values.extend(files.map(|(gap, value)| (gap.as_str(), escape(value))));
    shell.fill(&values).map_err(Problem::Site)
}

/// The element of the script that brings a page to life: the loader of the app, or one of its own. Other fixed
/// pages are complete without.
fn script(runs: Runs, rewording: Option<&Rewording>, app: &AppFiles) -> String {
    let element = |name: &str, kind: &str| {
        let file = app.assets.get(name).map_or("", String::as_str);
        let integrity = app.integrity.get(&format!("{name} integrity")).map_or("", String::as_str);
        format!("<script {kind} src=\"{}\" integrity=\"{}\"></script>\n", escape(file), escape(integrity))
    };
    match runs {
        // What the app draws is reworded from its first change on.
        Runs::App => {
            let before = rewording.map(|rewording| element(&rewording.file(), "defer"));
            before.unwrap_or_default() + &element(LOADER, "type=\"module\"")
        }
        Runs::Script(name) => element(name, "type=\"module\""),
        Runs::Nothing => String::new(),
    }
}

/// Takes from all shards those that a page shows.
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
