//! What others read of a page without opening it: its other languages, and with an origin its canonical address,
//! what a shared link shows, and the list of all pages.
//!
//! Invariant: without an origin nothing names an absolute address; the site then works anywhere.

use super::{SiteError, folder::Staging, origin::Origin, shell::escape};
use crate::{
    messages,
    model::Language,
    web::{Head, route::address_in},
};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Sitemaps may list this many addresses each.
const PER_SITEMAP: usize = 40_000;

/// Links to the page in the languages in which it stands; nothing without an origin, as search engines take absolute addresses only.
pub fn alternates(origin: Option<&Origin>, path: &str, languages: &[Language]) -> String {
    let Some(origin) = origin else { return String::new() };
    let own = languages.iter().map(|&language| alternate(language.id(), &href(origin, language, path)));
    let links: String = own.collect();
    // Who speaks none of them gets the language without a prefix.
    links + &alternate("x-default", &href(origin, Language::Hans, path))
}

fn alternate(lang: &str, href: &str) -> String {
    format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\">\n", escape(href))
}

/// Canonical address and what a shared link shows; nothing without an origin, as both must be absolute.
pub fn tags(origin: Option<&Origin>, language: Language, path: &str, head: &Head, picture: Option<&String>) -> String {
    let Some(origin) = origin else { return String::new() };
    let address = href(origin, language, path);
    let mut tags = format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&address));
    let m = messages::of(language);
    let locale = match language {
        Language::Hans => "zh_CN",
        Language::Hant => "zh_HK",
        Language::En => "en_GB",
    };
    let picture = picture.map(|file| origin.address(file)).unwrap_or_default();
    let properties = [
        ("og:type", "website"),
        ("og:site_name", m.site),
        ("og:title", &head.title),
        ("og:description", &head.description),
        ("og:url", &address),
        ("og:locale", locale),
        ("og:image", &picture),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", m.site_description),
    ];
    for (property, content) in properties {
        // Writing to a string cannot fail.
        let _ = writeln!(tags, "<meta property=\"{property}\" content=\"{}\">", escape(content));
    }
    tags += "<meta name=\"twitter:card\" content=\"summary_large_image\">\n";
    tags
}

/// `sitemap.xml`, in parts where one would be too long, and `robots.txt`; `pages` are the languages in which each page
/// stands, by its path without a language.
pub fn write_index(origin: &Origin, pages: &BTreeMap<&str, Vec<Language>>, staging: &Staging) -> Result<(), SiteError> {
    let pages: Vec<(&str, &[Language])> = pages.iter().map(|(path, languages)| (*path, languages.as_slice())).collect();
    let parts: Vec<String> =
        pages.chunks(PER_SITEMAP / Language::ALL.len()).map(|pages| sitemap(origin, pages)).collect();
    if let [one] = parts.as_slice() {
        staging.put("sitemap.xml", one.as_bytes())?;
    } else {
        let mut index = format!("{XML}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for (n, part) in parts.iter().enumerate() {
            let name = format!("sitemap-{}.xml", n + 1);
            let _ = writeln!(index, "<sitemap><loc>{}</loc></sitemap>", escape(&origin.address(&name)));
            staging.put(&name, part.as_bytes())?;
        }
        staging.put("sitemap.xml", (index + "</sitemapindex>\n").as_bytes())?;
    }
    let robots = format!("User-agent: *\nAllow: /\nSitemap: {}\n", origin.address("sitemap.xml"));
    staging.put("robots.txt", robots.as_bytes())
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn sitemap(origin: &Origin, pages: &[(&str, &[Language])]) -> String {
    let mut map = format!(
        "{XML}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    );
    for (path, languages) in pages {
        let link = |&language: &Language| {
            let address = href(origin, language, path);
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", language.id(), escape(&address))
        };
        let links: String = languages.iter().map(link).collect();
        for &language in *languages {
            let address = href(origin, language, path);
            let _ = writeln!(map, "<url><loc>{}</loc>{links}</url>", escape(&address));
        }
    }
    map + "</urlset>\n"
}

/// The address of a page in a language.
fn href(origin: &Origin, language: Language, path: &str) -> String {
    origin.address(&address_in(language, path))
}

#[cfg(test)]
mod tests {
    use super::super::{assets, downloads::Downloads, pages, shell::Shell, wasm};
    use super::*;
    use crate::{bundle, compile, web::reach::Reach};
    use std::{fs, path::Path};

    #[test]
    fn absolute_addresses_are_named_only_with_an_origin() {
        let head = Head { title: "对照 · \"规划链\"".into(), description: "条款".into() };
        let picture = "app/share.0123456789abcdef.png".to_owned();
        assert_eq!(tags(None, Language::Hans, "/plans/", &head, Some(&picture)), "");
        assert_eq!(alternates(None, "/plans/", &Language::ALL), "");
        let origin: Origin = "https://example.org/p".parse().expect("an origin");
        let origin = Some(&origin);
        let tags = tags(origin, Language::En, "/plans/", &head, Some(&picture));
        assert!(tags.contains("<link rel=\"canonical\" href=\"https://example.org/p/en/plans/\">"));
        assert!(tags.contains("\"og:image\" content=\"https://example.org/p/app/share.0123456789abcdef.png\""));
        assert!(tags.contains("对照 · &quot;规划链&quot;"));
        assert!(
            alternates(origin, "/", &Language::ALL).contains("hreflang=\"x-default\" href=\"https://example.org/p/\"")
        );
    }

    #[test]
    fn the_sitemap_names_every_page_in_the_languages_in_which_it_stands() {
        let pages: [(&str, &[Language]); 2] = [("/", &Language::ALL), ("/plans/", &[Language::Hans, Language::Hant])];
        let map = sitemap(&"https://example.org".parse().expect("an origin"), &pages);
        assert_eq!(map.matches("<url>").count(), 5);
        assert!(map.contains("<loc>https://example.org/zh-Hant/plans/</loc>"));
        assert!(!map.contains("https://example.org/en/plans/"));
    }

    /// What stands between `start` and the next quotation mark, each time.
    fn quoted<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
        text.split(start).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect()
    }

    /// Language and address of each link to another language.
    fn languages(text: &str) -> Vec<(&str, &str)> {
        let links = text.split("hreflang=\"").skip(1).filter_map(|rest| rest.split_once("\" href=\""));
        links.filter_map(|(language, rest)| Some((language, rest.split_once('"')?.0))).collect()
    }

    /// The whole site but for its WebAssembly, written as for a folder of a host.
    #[test]
    fn every_page_names_itself_and_its_other_languages() {
        const ORIGIN: &str = "https://example.org/some/folder/";
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let corpus = compile::compile(&compile::read_seeds(&root.join("seeds")).expect("seeds")).corpus;
        let data = bundle::write(&corpus).expect("data");
        let place = tempfile::tempdir().expect("a folder");
        let out = place.path().join("site");
        let staging = Staging::beside(&out, 0).expect("a folder");
        let app = wasm::App::default();
        let app = assets::write(root, &app, &[], &staging).expect("the app's files");
        let shell = Shell::read(root).expect("the shell");
        let shards = bundle::Shards::of(&data).expect("shards");
        let origin = ORIGIN.parse().expect("an origin");
        let downloads = Downloads::default();
        let press = pages::Press {
            manifest: &data.manifest,
            shards: &shards,
            shell: &shell,
            app: &app,
            rewordings: &[],
            origin: Some(&origin),
            downloads: &downloads,
        };
        press.write(&pages::all(&corpus), &Reach::WHOLE, &staging).expect("pages");
        let written = staging.publish().expect("a site");

        let folders = written.keys().filter_map(|file| file.strip_suffix("index.html"));
        let pages: BTreeMap<String, String> = folders
            .map(|folder| {
                let html = fs::read_to_string(out.join(folder).join("index.html")).expect("a page");
                let head = html.split_once("</head>").expect("a head").0.to_owned();
                (format!("{ORIGIN}{folder}"), head)
            })
            .collect();
        assert!(pages.len() > 3 * corpus.clauses.len());
        for (address, head) in &pages {
            assert_eq!(quoted(head, "rel=\"canonical\" href=\""), [address]);
            assert_eq!(quoted(head, "property=\"og:url\" content=\""), [address]);
            let title =
                head.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).expect("a title").0;
            assert_eq!(quoted(head, "property=\"og:title\" content=\""), [title]);
            let [picture] = quoted(head, "property=\"og:image\" content=\"")[..] else { panic!("{address}: pictures") };
            assert!(picture.strip_prefix(ORIGIN).is_some_and(|file| written.contains_key(file)), "{picture}");

            let own = quoted(head, "<html lang=\"");
            let others = languages(head);
            let expected: Vec<&str> = Language::ALL.iter().map(|l| l.id()).chain(["x-default"]).collect();
            assert_eq!(others.iter().map(|(language, _)| *language).collect::<Vec<_>>(), expected, "{address}");
            for (language, other) in &others {
                assert_eq!(own.contains(language), other == address && *language != "x-default", "{address}");
                assert_eq!(languages(&pages[*other]), others, "{address} and {other} name each other");
            }
        }

        let map = fs::read_to_string(out.join("sitemap.xml")).expect("a sitemap");
        let mut listed: Vec<&str> = Vec::new();
        for entry in map.split("<loc>").skip(1) {
            let (address, links) = entry.split_once("</loc>").expect("an address");
            let mut links = languages(links);
            links.push(("x-default", links[0].1));
            assert_eq!(links, languages(&pages[address]));
            listed.push(address);
        }
        listed.sort_unstable();
        assert_eq!(listed, pages.keys().collect::<Vec<_>>());
        let robots = fs::read_to_string(out.join("robots.txt")).expect("robots.txt");
        assert_eq!(robots.lines().last(), Some("Sitemap: https://example.org/some/folder/sitemap.xml"));
    }
}
