//! What pages say of the files that they hand out: to people their sizes, to programs linked data.
//!
//! Invariant: only a file that stands has a size; the data are a block that no browser runs, with nothing in it that ends
//! the block.

use super::{origin::Origin, policy, shell::json_block};
use crate::bundle::key;
use crate::messages;
use crate::publish::linked::{Download, dataset, legislation};
use crate::publish::updates;
use crate::query::place::slug;
use crate::web::{page::Place, reach::Reach, route::Route, store::Store};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of files by their paths within the site.
pub type Files = BTreeMap<String, u64>;

/// The files that pages hand out, by what they are named after: a plan, a place, an indicator; what is of the whole has
/// no name of its own.
#[derive(Default)]
pub struct Downloads(BTreeMap<String, Files>);

impl FromIterator<(String, u64)> for Downloads {
    fn from_iter<T: IntoIterator<Item = (String, u64)>>(files: T) -> Self {
        let mut by_name = BTreeMap::<String, Files>::new();
        for (path, bytes) in files {
            let stem = path.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
            let is_whole = path.matches('/').count() == 1;
            // What is of a plan is of its place too.
            let names = if is_whole { BTreeSet::from([""]) } else { BTreeSet::from([stem, slug(stem)]) };
            for name in names {
                by_name.entry(name.to_owned()).or_default().insert(path.clone(), bytes);
            }
        }
        Self(by_name)
    }
}

impl Downloads {
    /// The files that a page may name: those of its ids, and where it has none those of the whole. What a page says hangs
    /// on no others, so that it stays as it is where they change.
    pub fn of_page(&self, place: &Place) -> Files {
        let ids = place.ids();
        let names = if ids.is_empty() { vec![""] } else { ids.iter().map(String::as_str).collect() };
        let of_names = names.into_iter().filter_map(|name| self.0.get(name)).flatten();
        of_names.map(|(path, bytes)| (path.clone(), *bytes)).collect()
    }
}

/// What pages name to programs.
pub struct Names<'a> {
    /// Where the site will be published.
    pub origin: Option<&'a Origin>,
    /// Of the corpus.
    pub version: &'a str,
    /// What the page may name.
    pub files: &'a Files,
}

/// The page with the size of each file of the open data beside its link: `data-size` is shown by the style sheet.
pub fn sized(html: &str, files: &Files) -> String {
    const LINK: &str = " href=\"";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(LINK) {
        out += before;
        out += LINK;
        let Some((address, behind)) = after.split_once('"') else {
            rest = after;
            break;
        };
        out.extend([address, "\""]);
        if let Some(bytes) = files.get(address) {
            out += &format!(" data-size=\"{}\"", size(*bytes));
        }
        rest = behind;
    }
    out + rest
}

/// 812 B, 48 KB, 1.3 MB.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// What the head of a page names for programs: its linked data, and the feed of what is new where there is one.
pub fn named(names: &Names, route: &Route, store: &Store, reach: &Reach) -> String {
    linked(names, route, store, reach) + &feed(names, route)
}

/// The feed of a place on its page, that of all on the first page and on the page on data.
fn feed(names: &Names, route: &Route) -> String {
    let place = route.ids(&Route::PLACES).and_then(|ids| ids.into_iter().next());
    let file = match place {
        Some(place) => updates::feed_of(&place),
        None if [Route::HOME, Route::DATA].contains(route) => updates::FEED.to_owned(),
        None => return String::new(),
    };
    let path = format!("open-data/{file}");
    let link = || format!("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{path}\">\n");
    names.files.get(&path).map_or_else(String::new, |_| link())
}

/// The linked data of a page: the corpus on the page on data, a plan on its own; nothing elsewhere.
fn linked(names: &Names, route: &Route, store: &Store, reach: &Reach) -> String {
    let m = messages::of(store.language());
    let Some(overview) = store.overview() else { return String::new() };
    let address = |path: &str| names.origin.map_or_else(|| path.to_owned(), |origin| origin.address(path));
    let data = if *route == Route::DATA {
        let media = |path: &str| policy::content_type(path).map_or("", |kind| kind.split(';').next().unwrap_or(kind));
        let files = names.files.iter().map(|(path, bytes)| Download { path, bytes: *bytes, media: media(path) });
        dataset(m, &overview.plans, names.version, &files.collect::<Vec<_>>(), address)
    } else {
        let plan = overview.plans.iter().find(|plan| Route::plan(&plan.id) == *route);
        let files = reach.is_whole() && !overview.is_folded();
        // Its shard has what the overview leaves out.
        let Some(shard) = plan.and_then(|plan| store.get(&key::plan(&plan.id))) else { return String::new() };
        legislation(m, &shard.plan, &overview.plans, files, address)
    };
    format!("<script type=\"application/ld+json\">{}</script>\n", json_block(&data.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::pages::PAGES;

    #[test]
    fn a_link_to_a_file_that_stands_has_its_size() {
        let files: Files = [("open-data/a.csv", 999), ("open-data/b.zip", 48_001), ("open-data/c.zip", 2_345_678)]
            .map(|(path, bytes)| (path.to_owned(), bytes))
            .into();
        let html = "<a href=\"open-data/a.csv\" download=\"\">a</a><a class=\"x\" href=\"open-data/b.zip\">b</a>\
                    <a href=\"open-data/c.zip\">c</a><a href=\"open-data/none.csv\">n</a><a href=\"plans/\">p</a>";
        let expected = html
            .replace("a.csv\"", "a.csv\" data-size=\"999 B\"")
            .replace("b.zip\"", "b.zip\" data-size=\"49 KB\"")
            .replace("c.zip\"", "c.zip\" data-size=\"2.3 MB\"");
        assert_eq!(sized(html, &files), expected);
        assert_eq!(sized("<a href=\"open-data/a.csv", &files), "<a href=\"open-data/a.csv", "a page that is cut off");
    }

    #[test]
    fn a_page_names_the_files_of_its_ids() {
        let paths = [
            "open-data/all.zip",
            "open-data/akn/dehua-2025.xml",
            "open-data/place/dehua.csv",
            "open-data/place/fuzhou.csv",
        ];
        let files: Downloads = paths.into_iter().map(|path| (path.to_owned(), 1)).collect();
        for (route, expected) in [
            (Route::DATA, vec![paths[0]]),
            (Route::plan("dehua-2025"), vec![paths[1]]),
            (Route::place("dehua"), vec![paths[1], paths[2]]),
            (Route::topic("education"), vec![]),
        ] {
            let found = files.of_page(&PAGES.at(&route));
            assert_eq!(found.keys().collect::<Vec<_>>(), expected, "{route:?}");
        }
    }
}
