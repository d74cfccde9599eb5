//! The addresses of pages as links and the browser's bar write them, and how they are read back.
//!
//! In: a page, or what the bar shows. Out: an address relative to the site's folder, or the page that is asked for. A
//! page that does not stand as a file has the address of another one on which the app runs, the shell, with its own
//! behind the hash; without scripts the shell is read in its place:
//!
//! ```text
//! chain/dehua-2025/#2.3                   the chain of a clause, on the list of its plan, where that clause is
//! plans/dehua-2025/#/en/plans/dehua-2025/ a plan in English, on its page in the first language
//! plans/dehua-2025/#/en/plans/dehua-2025/2.3       the same with an anchor: it follows the last slash
//! place/dehua/                            where no app runs, just the page in the first language
//! ```
//!
//! Invariant: every address that is written leads to a file, and is read back as the page that it was written for.

use super::page::{Pages, Place, Runs};
use super::reach::{Rank, Reach};
use super::route::{Route, address_in};
use super::store::Store;
use crate::bundle::Overview;
use crate::model::{Language, Level};
use crate::query::place::slug;
use std::cell::RefCell;

/// The site as addresses know it.
#[derive(Clone)]
pub struct Site {
    /// All kinds of pages.
    pub pages: Pages,
    /// Which of them stand as files.
    pub reach: Reach,
    /// The data of the open page: it tells the levels of plans.
    pub store: Store,
}

thread_local! {
    // A page names addresses in many places that know nothing but words; there is one site a program, and natively one
    // a page that is rendered.
    static SITE: RefCell<Option<Site>> = const { RefCell::new(None) };
}

/// From here on addresses are those of this site. Without one every page stands.
pub fn enter(site: Site) {
    SITE.set(Some(site));
}

/// Does some work with the addresses of a site.
#[cfg(not(target_arch = "wasm32"))]
pub fn within<T>(site: Site, work: impl FnOnce() -> T) -> T {
    enter(site);
    let done = work();
    SITE.set(None);
    done
}

/// The address of a page in a language, relative to the site's folder: `en/compare/new-urban-jobs/`, home `./`.
pub fn address(language: Language, route: &Route, query: &str, hash: &str) -> String {
    let shell = SITE.with_borrow(|site| site.as_ref()?.shell(language, route, hash));
    match shell {
        Some((language, route, hash)) => plain(language, &route, query, &hash),
        None => plain(language, route, query, hash),
    }
}

/// The address of a page that stands.
fn plain(language: Language, route: &Route, query: &str, hash: &str) -> String {
    let mut address = [language.prefix(), route.path().trim_start_matches('/')].concat();
    if address.is_empty() {
        address = "./".to_owned();
    }
    if !query.is_empty() {
        address = format!("{address}?{query}");
    }
    if !hash.is_empty() {
        address = format!("{address}#{hash}");
    }
    address
}

/// Whether there is a page in a language: a file, or what the app shows on a shell.
pub fn is_there(language: Language, route: &Route) -> bool {
    let of_app = |site: &Site| site.pages.at(route).page.runs() == Runs::App;
    SITE.with_borrow(|site| site.as_ref().is_none_or(of_app)) || stands(language, route)
}

/// Whether the files of single plans and places stand: there is room for them where every page is a file.
pub fn files_stand(o: &Overview) -> bool {
    !o.is_folded() && SITE.with_borrow(|site| site.as_ref().is_none_or(|site| site.reach.is_whole()))
}

/// Whether a page is a file, and so are those that go with it.
pub fn stands(language: Language, route: &Route) -> bool {
    SITE.with_borrow(|site| site.as_ref().is_none_or(|site| site.stands(language, &site.pages.at(route))))
}

/// What stands before the addresses of all places, for a script that adds the place: that of the language only where
/// every one of them stands in it.
pub fn places(language: Language) -> String {
    let all = SITE.with_borrow(|site| site.as_ref().is_none_or(|site| site.reach.holds_all(language, Rank::Own)));
    plain(if all { language } else { Language::default() }, &Route::PLACES, "", "")
}

/// The page that the browser asks for with a path within the site, which has a language's prefix, and with what stands
/// behind the hash.
pub fn asked(pages: Pages, reach: &Reach, path: &str, hash: &str) -> (Language, Route) {
    let (language, own) = Language::split(path);
    let own = Route::of_path(own);
    if reach.is_whole() || hash.is_empty() {
        return (language, own);
    }
    if let (true, Some((folder, _))) = (hash.starts_with('/'), hash.rsplit_once('/')) {
        let (language, path) = Language::split(folder);
        return (language, Route::of_path(path));
    }
    let clause = own.below(hash);
    let place = pages.at(&clause);
    let is_shell = place.rank() == Some(Rank::Clause) && !reach.holds_all(language, Rank::Clause);
    (language, if is_shell { clause } else { own })
}

/// The same on the site that is open.
pub fn shown(path: &str, hash: &str) -> (Language, Route) {
    SITE.with_borrow(|site| match site {
        Some(site) => asked(site.pages, &site.reach, path, hash),
        None => {
            let (language, path) = Language::split(path);
            (language, Route::of_path(path))
        }
    })
}

impl Site {
    fn stands(&self, language: Language, place: &Place) -> bool {
        let Some(rank) = place.rank() else { return true };
        self.reach.holds_all(language, rank) || self.reach.holds(language, rank, self.level(rank, place))
    }

    /// The level that decides about a page. A plan that is not known here may be of any: what holds for the lowest holds
    /// for it.
    fn level(&self, rank: Rank, place: &Place) -> Level {
        if !rank.has_level() {
            return Level::Nation;
        }
        let id = place.ids().first().map_or("", String::as_str);
        let overview = self.store.overview();
        let plan = overview.as_ref().and_then(|o| {
            o.plans.iter().find(|plan| plan.id.starts_with(id) && (plan.id == id || slug(&plan.id) == id))
        });
        plan.map_or(Level::County, |plan| plan.level)
    }

    /// Language, page and hash of the shell of a page that does not stand: the nearest page above it on which the app
    /// runs, in its own language or the first.
    fn shell(&self, language: Language, route: &Route, hash: &str) -> Option<(Language, Route, String)> {
        if self.reach.is_whole() || self.stands(language, &self.pages.at(route)) {
            return None;
        }
        if self.pages.at(route).page.runs() != Runs::App {
            return Some((Language::default(), route.clone(), hash.to_owned()));
        }
        let mut shell = Some(route.clone());
        while let Some(at) = shell {
            let place = self.pages.at(&at);
            for tongue in [language, Language::default()] {
                if place.rank().is_some() && place.page.runs() == Runs::App && self.stands(tongue, &place) {
                    let own = (tongue == language && hash.is_empty()).then(|| self.clause_below(&at, route)).flatten();
                    let behind = own.unwrap_or_else(|| [&address_in(language, route.path()), hash].concat());
                    return Some((tongue, at, behind));
                }
            }
            shell = at.above();
        }
        // The first page stands in every site.
        None
    }

    /// The path of a clause, whose chain lies right below a page: it is an anchor there.
    fn clause_below(&self, shell: &Route, route: &Route) -> Option<String> {
        let place = self.pages.at(route);
        let last = place.ids().last().filter(|_| place.rank() == Some(Rank::Clause))?;
        (route.above().as_ref() == Some(shell)).then(|| last.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Shards, key};
    use crate::web::pages::PAGES;
    use std::path::Path;

    /// The five plans where this much stands.
    fn site(reach: Reach) -> Site {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = crate::compile::compile(&crate::compile::read_seeds(&seeds).expect("seeds")).corpus;
        let shards = Shards::of(&crate::bundle::write(&corpus).expect("data")).expect("shards");
        let store = Store::new(Language::Hans);
        assert!(store.take(key::overview().as_str(), &shards));
        Site { pages: PAGES, reach, store }
    }

    /// All in the first language but the chains of prefectures and counties; in the others the lists and the nation's.
    fn narrow() -> Reach {
        let mut reach = Reach::NOTHING;
        for rank in [Rank::List, Rank::Own, Rank::Headline, Rank::Indicator] {
            reach.extend(true, rank, Level::County);
        }
        reach.extend(true, Rank::Clause, Level::Province);
        reach.extend(false, Rank::List, Level::County);
        reach.extend(false, Rank::Own, Level::Nation);
        reach
    }

    #[test]
    fn addresses_are_relative() {
        for (route, query, hash, expected) in [
            (Route::HOME, "", "", "./"),
            (Route::plan("dehua-2025"), "", "2.3", "plans/dehua-2025/#2.3"),
            (Route::TOPICS, "level=county", "", "topics/?level=county"),
            (Route::chain("china-2024/2.2.4"), "", "", "chain/china-2024/2.2.4/"),
        ] {
            assert_eq!(address(Language::Hans, &route, query, hash), expected);
        }
        assert_eq!(address(Language::En, &Route::HOME, "", "plans"), "en/#plans");
        assert_eq!(address(Language::Hant, &Route::TOPICS, "level=county", ""), "zh-Hant/topics/?level=county");
    }

    #[test]
    fn what_does_not_stand_has_the_address_of_a_shell() {
        let (hans, en) = (Language::Hans, Language::En);
        let chain = Route::chain("dehua-2025/2.3");
        within(site(narrow()), || {
            for (language, route, query, hash, expected) in [
                (hans, Route::chain("china-2024/2.2.4"), "", "", "chain/china-2024/2.2.4/"),
                (hans, chain.clone(), "", "", "chain/dehua-2025/#2.3"),
                (hans, chain.clone(), "text=all", "", "chain/dehua-2025/?text=all#2.3"),
                // On the list of the plan in the first language, as that in English does not stand.
                (en, chain.clone(), "", "", "chain/dehua-2025/#/en/chain/dehua-2025/2.3/"),
                // The first language before the list above.
                (en, Route::chain("china-2024/1"), "", "", "chain/china-2024/1/#/en/chain/china-2024/1/"),
                (en, Route::plan("china-2024"), "", "2.3", "en/plans/china-2024/#2.3"),
                (en, Route::plan("dehua-2025"), "", "2.3", "plans/dehua-2025/#/en/plans/dehua-2025/2.3"),
                (en, Route::indicator("new-urban-jobs"), "", "", "compare/new-urban-jobs/#/en/compare/new-urban-jobs/"),
                // No app runs on a place's page.
                (en, Route::place("dehua"), "", "targets", "place/dehua/#targets"),
                (hans, Route::place("dehua"), "", "", "place/dehua/"),
                // A plan of which nothing is known here.
                (hans, Route::chain("huian-2025/1"), "", "", "chain/huian-2025/#1"),
            ] {
                assert_eq!(address(language, &route, query, hash), expected);
            }
            assert_eq!((places(hans), places(en)), ("place/".to_owned(), "place/".to_owned()));
            assert!(
                is_there(en, &chain) && !is_there(en, &Route::place("dehua")) && is_there(hans, &Route::place("dehua"))
            );
            assert!(stands(hans, &Route::chain("china-2024/1")) && !stands(hans, &chain));
        });
        assert_eq!(address(hans, &chain, "", ""), "chain/dehua-2025/2.3/", "outside of a site every page stands");
        assert_eq!(places(en), "en/place/");
    }

    /// Every page of the five plans at every reach that a build can choose leads to a file, and is found from there.
    #[test]
    fn every_address_is_read_back() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = crate::compile::compile(&crate::compile::read_seeds(&seeds).expect("seeds")).corpus;
        let mut ground = Reach::NOTHING;
        ground.extend(true, Rank::List, Level::County);
        ground.extend(true, Rank::Own, Level::County);
        for reach in [Reach::WHOLE, narrow(), ground] {
            let site = site(reach);
            for route in PAGES.known.iter().flat_map(|page| page.addresses(&corpus)) {
                for language in Language::ALL {
                    let written = within(site.clone(), || address(language, &route, "", ""));
                    let (path, hash) = written.split_once('#').unwrap_or((&written, ""));
                    let path = path.trim_start_matches("./");
                    let whole = format!("/{path}");
                    let (file_language, file) = Language::split(&whole);
                    let file = Route::of_path(file);
                    assert!(site.stands(file_language, &PAGES.at(&file)), "{written} is no file");
                    let read = asked(PAGES, &reach, &format!("/{path}"), hash);
                    let fixed = PAGES.at(&route).page.runs() != Runs::App;
                    let expected = if fixed { file_language } else { language };
                    assert_eq!(read, (expected, route.clone()), "{written}");
                }
            }
        }
    }

    #[test]
    fn an_anchor_is_no_page() {
        let read = |reach: Reach, path: &str, hash: &str| asked(PAGES, &reach, path, hash);
        let list = (Language::Hans, Route::plan_chains("dehua-2025"));
        assert_eq!(read(Reach::WHOLE, "/chain/dehua-2025/", "2.3"), list);
        assert_eq!(read(narrow(), "/chain/dehua-2025/", ""), list);
        assert_eq!(read(narrow(), "/chain/dehua-2025/", "a/b"), list);
        assert_eq!(read(narrow(), "/plans/dehua-2025/", "2.3").1, Route::plan("dehua-2025"));
        assert_eq!(read(narrow(), "/compare/", "employment").1, Route::COMPARE);
        assert_eq!(read(narrow(), "/", "/en/plans/x/2.3"), (Language::En, Route::plan("x")));
    }
}
