//! The table of sizes that a build prints: what visitors download, by kind.

use super::folder::{Size, Sizes};
use crate::bundle::Manifest;
use crate::model::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Bytes with brotli that no page, and no first visit, may exceed.
const PAGE_BUDGET: u64 = 30_000;
const APP_BUDGET: u64 = 180_000;
const FIRST_VIEW_BUDGET: u64 = 250_000;

#[derive(Default)]
struct Kind {
    files: u64,
    raw: u64,
    brotli: u64,
    /// Bytes with brotli of the largest file, and its path.
    largest: (u64, String),
}

/// The table, and a warning for each budget that is exceeded.
///
/// `home` are the shards that the home page shows; without compressed forms nothing is known of what visitors fetch.
pub fn table(sizes: &Sizes, manifest: &Manifest, home: &BTreeSet<String>, forms: bool) -> String {
    let mut kinds: BTreeMap<(u8, String), Kind> = BTreeMap::new();
    for (path, size) in sizes {
        let kind = kinds.entry(kind(path)).or_default();
        kind.files += 1;
        kind.raw += size.raw;
        kind.brotli += size.brotli;
        kind.largest = kind.largest.clone().max((size.brotli, path.clone()));
    }
    let mut text = String::new();
    let _ = writeln!(text, "{:<28}{:>7}{:>12}{:>12}{:>12}", "kind", "files", "bytes", "brotli", "largest .br");
    for ((_, name), kind) in &kinds {
        let _ = writeln!(text, "{name:<28}{:>7}{:>12}{:>12}{:>12}", kind.files, kind.raw, kind.brotli, kind.largest.0);
    }
    let first = first_view(sizes, manifest, home);
    let code = code(sizes).into_iter().map(|(page, size)| (format!("code of the page {page}"), size, APP_BUDGET));
    let views: Vec<_> = code.chain([("first view of /".to_owned(), first, FIRST_VIEW_BUDGET)]).collect();
    for (name, size, _) in &views {
        let _ = writeln!(text, "{name:<28}{:>7}{:>12}{:>12}", "", size.raw, size.brotli);
    }
    if !forms {
        return text;
    }
    for ((_, name), kind) in kinds.iter().filter(|((group, _), kind)| *group == 0 && kind.largest.0 > PAGE_BUDGET) {
        let _ =
            writeln!(text, "over budget: {name}: {} is {} bytes, not {PAGE_BUDGET}", kind.largest.1, kind.largest.0);
    }
    for (name, size, budget) in views.iter().filter(|(_, size, budget)| size.brotli > *budget) {
        let _ = writeln!(text, "over budget: {name}: {} bytes, not {budget}", size.brotli);
    }
    text
}

/// Order and name of a file's kind; pages of all languages are of one.
fn kind(path: &str) -> (u8, String) {
    let address = format!("/{path}");
    let parts: Vec<&str> = Language::split(&address).1.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["index.html"] => (0, "page /".to_owned()),
        ["404.html"] => (0, "page 404".to_owned()),
        [first, "index.html"] => (0, format!("page /{first}/")),
        [first, .., "index.html"] => (0, format!("page /{first}/{}", "*/".repeat(parts.len() - 2))),
        ["app", name] if name.starts_with("plan-cascade.") => (1, "app: wasm".to_owned()),
        ["app", name] => (1, format!("app: {}", name.split('.').next().unwrap_or(name))),
        ["data", "manifest.json"] => (2, "data: manifest".to_owned()),
        ["data", name] => (2, format!("data: {}", name.split(['-', '.']).next().unwrap_or(name))),
        ["open-data", ..] => (3, "open data".to_owned()),
        [.., name] if name.ends_with(".zip") => (4, "widget archives".to_owned()),
        ["widgets", name] => (1, format!("widgets: {name}")),
        ["hosting", ..] => (4, "hosting".to_owned()),
        _ => (5, "other".to_owned()),
    }
}

/// The pack of a page, by its path.
fn pack(path: &str) -> Option<&str> {
    path.strip_prefix("app/pack-")?.split('.').next()
}

/// All code that the app needs on a page, by the page's name: program, loader and pack; of an app that is not split,
/// that of every page.
fn code(sizes: &Sizes) -> Vec<(&str, Size)> {
    let sum = |ours: &dyn Fn(&str) -> bool| total(sizes.iter().filter(|(path, _)| ours(path)).map(|(_, size)| size));
    let common = |path: &str| ["app/plan-cascade.", "app/loader."].iter().any(|start| path.starts_with(start));
    let pages: BTreeSet<&str> = sizes.keys().filter_map(|path| pack(path)).collect();
    if pages.is_empty() {
        return vec![("*", sum(&common))];
    }
    pages.into_iter().map(|page| (page, sum(&|path| common(path) || pack(path) == Some(page)))).collect()
}

fn total<'a>(sizes: impl Iterator<Item = &'a Size>) -> Size {
    sizes.fold(Size::default(), |sum, size| Size { raw: sum.raw + size.raw, brotli: sum.brotli + size.brotli })
}

/// Everything that the home page loads.
fn first_view(sizes: &Sizes, manifest: &Manifest, home: &BTreeSet<String>) -> Size {
    let shards = home.iter().filter_map(|key| manifest.shards.get(key)).map(|shard| format!("data/{}", shard.file));
    let files = sizes
        .keys()
        .filter(|path| {
            let other = ["app/widget.", "app/builder."].iter().any(|start| path.starts_with(start));
            let other = other || pack(path).is_some_and(|page| page != "home");
            let ours = path.starts_with("app/") && !other && !path.ends_with(".png");
            ours || *path == "index.html"
        })
        .cloned()
        .chain(shards);
    let files: Vec<Size> = files.filter_map(|path| sizes.get(&path).copied()).collect();
    total(files.iter())
}
