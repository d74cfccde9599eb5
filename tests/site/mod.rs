//! What tests ask of a site that was built: its files, and whether its links lead to them.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The files in a folder, by their paths from it.
pub fn list(folder: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    within(folder, "", &mut files);
    files
}

fn within(folder: &Path, path: &str, files: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() { within(&entry.path(), &format!("{path}/"), files) } else { _ = files.insert(path) }
    }
}

/// Every link of a page of the site at `out` leads to one of its files.
pub fn assert_links(out: &Path, files: &BTreeSet<String>) {
    for page in files.iter().filter(|file| file.ends_with("index.html") && !file.starts_with("hosting/")) {
        for href in links(&fs::read_to_string(out.join(page)).unwrap()) {
            let place = folder(&href);
            let to = if place.ends_with('/') || place.is_empty() { format!("{place}index.html") } else { place.into() };
            assert!(files.contains(&to), "{page} leads to {href}, where no file is");
        }
    }
}

/// Addresses of pages, and of other files of the site, that a page links to; without those of other hosts.
fn links(html: &str) -> Vec<String> {
    let hrefs = html.split(" href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    hrefs.filter(|href| !href.contains(':') && !href.starts_with("../")).collect()
}

/// The folder of a page and of what it links to: `en/plans/dehua-2025/`, and the site's own is empty.
fn folder(href: &str) -> &str {
    href.split(['?', '#']).next().unwrap().trim_start_matches("./")
}
