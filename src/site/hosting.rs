//! `hosting/`: what makes other hosts send the headers that `serve` sends, each file ready to be copied.
//!
//! Invariant: every header comes from [`policy::headers`]; the tests read the files back and compare.

use super::policy::{self, Area, CACHE, IMMUTABLE, TYPES};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The guide that goes with the files.
const GUIDE: &str = include_str!("../../assets/hosting.md");

/// The files, by name within `hosting/`; `paths` are the files of the site.
pub fn files<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<(&'static str, String)> {
    let headers = Headers::of_all_areas();
    vec![
        ("README.md", GUIDE.to_owned()),
        ("nginx.conf", nginx(&headers)),
        ("apache.htaccess", apache(&headers)),
        ("Caddyfile", caddy(&headers)),
        ("_headers", underscore_headers(&headers, &page_folders(paths))),
    ]
}

/// The headers of all areas: those that are the same everywhere, and the others by name and area.
struct Headers {
    common: BTreeMap<&'static str, String>,
    by_area: BTreeMap<&'static str, BTreeMap<Area, String>>,
}

impl Headers {
    fn of_all_areas() -> Self {
        let mut by_area: BTreeMap<&'static str, BTreeMap<Area, String>> = BTreeMap::new();
        for area in Area::ALL {
            for (name, value) in policy::headers(area) {
                by_area.entry(name).or_default().insert(area, value);
            }
        }
        let first = |values: &BTreeMap<Area, String>| values.get(&Area::Site).cloned().unwrap_or_default();
        let same = |values: &BTreeMap<Area, String>| {
            values.len() == Area::ALL.len() && values.values().all(|value| *value == first(values))
        };
        let common = by_area.iter().filter(|(_, values)| same(values)).map(|(name, values)| (*name, first(values)));
        let common: BTreeMap<_, _> = common.collect();
        by_area.retain(|name, _| !common.contains_key(name));
        Self { common, by_area }
    }
}

fn nginx(headers: &Headers) -> String {
    let variable = |name: &str| format!("$plan_cascade_{}", name.to_ascii_lowercase().replace('-', "_"));
    let mut text = String::from(
        "# nginx 1.21 or later. Save as /etc/nginx/conf.d/plan-cascade.conf and change server_name and root.\n\
         # For a site in a subfolder write ~^/SUBFOLDER/ in place of each ~^/ below, and the same before /404.html.\n\n",
    );
    for (name, values) in &headers.by_area {
        let _ = writeln!(text, "map $uri {} {{", variable(name));
        let _ = writeln!(text, "    default \"{}\";", values.get(&Area::Site).map_or("", String::as_str));
        for area in Area::ALL {
            if let Some(pattern) = area.pattern() {
                let _ = writeln!(text, "    \"~{pattern}\" \"{}\";", values.get(&area).map_or("", String::as_str));
            }
        }
        text.push_str("}\n");
    }
    let cache = variable("Cache-Control");
    let _ = writeln!(
        text,
        "map $uri {cache} {{\n    default \"{}\";\n    \"~{IMMUTABLE}\" \"{}\";\n}}\n",
        CACHE.1, CACHE.0
    );
    text.push_str(
        "server {\n    listen 80;\n    server_name example.org;\n    root /srv/plan-cascade;\n    index index.html;\n    \
         absolute_redirect off;\n    error_page 404 405 /404.html;\n    \
         # A folder without a page is no page, as elsewhere.\n    error_page 403 =404 /404.html;\n\n    \
         # The .gz files that lie beside the others are sent as they are; with the brotli module the .br files too:\n    \
         gzip_static on;\n    gzip_vary on;\n    # brotli_static on;\n\n    \
         default_type application/octet-stream;\n    types {\n",
    );
    for (ending, kind) in TYPES {
        let _ = writeln!(text, "        \"{kind}\" {ending};");
    }
    text.push_str("    }\n\n");
    for (name, value) in &headers.common {
        let _ = writeln!(text, "    add_header {name} \"{value}\" always;");
    }
    for name in headers.by_area.keys() {
        let _ = writeln!(text, "    add_header {name} {} always;", variable(name));
    }
    let _ = writeln!(text, "    add_header Cache-Control {cache} always;\n}}");
    text
}

/// Sends what lies beside a file, where a browser takes it; refuses what only a program would ask for.
const APACHE_REWRITES: &str = r#"<IfModule mod_rewrite.c>
RewriteEngine On
# Nothing is written here, and no folder is listed.
RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$
RewriteRule ^ - [R=405,L]
RewriteCond %{REQUEST_FILENAME}/index.html !-f
RewriteRule (^|/)$ - [R=404,L]
# The .br and .gz files that lie beside the others are sent as they are.
RewriteCond %{HTTP:Accept-Encoding} \bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))
RewriteCond %{REQUEST_FILENAME}/index.html.br -f
RewriteRule (^|/)$ %{REQUEST_URI}index.html.br [E=no-gzip:1,L]
RewriteCond %{HTTP:Accept-Encoding} \bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))
RewriteCond %{REQUEST_FILENAME}.br -f
RewriteRule ^ %{REQUEST_URI}.br [E=no-gzip:1,L]
RewriteCond %{HTTP:Accept-Encoding} \bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))
RewriteCond %{REQUEST_FILENAME}/index.html.gz -f
RewriteRule (^|/)$ %{REQUEST_URI}index.html.gz [E=no-gzip:1,L]
RewriteCond %{HTTP:Accept-Encoding} \bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))
RewriteCond %{REQUEST_FILENAME}.gz -f
RewriteRule ^ %{REQUEST_URI}.gz [E=no-gzip:1,L]
</IfModule>
"#;

fn apache(headers: &Headers) -> String {
    let mut text = String::from(
        "# Apache 2.4 with mod_headers, and mod_rewrite for the compressed forms. Save as .htaccess in the site's\n\
         # folder (AllowOverride FileInfo Indexes), or put it into its <Directory>. For a site in a subfolder write\n\
         # ^/SUBFOLDER/ in place of each ^/ below, and the same before /404.html.\n\n\
         DirectoryIndex index.html\nErrorDocument 404 /404.html\nErrorDocument 405 /404.html\nAddDefaultCharset Off\n\
         RemoveType .br .gz\nAddEncoding br .br\nAddEncoding gzip .gz\n",
    );
    for (ending, kind) in TYPES {
        let _ = writeln!(text, "AddType \"{kind}\" .{ending}");
    }
    let _ = writeln!(text, "\n{APACHE_REWRITES}");
    let condition = |pattern: &str| format!("\"expr=%{{REQUEST_URI}} =~ m#{pattern}#\"");
    for (name, value) in &headers.common {
        let _ = writeln!(text, "Header always set {name} \"{value}\"");
    }
    for (name, values) in &headers.by_area {
        if let Some(value) = values.get(&Area::Site) {
            let _ = writeln!(text, "Header always set {name} \"{value}\"");
        }
        for area in Area::ALL.into_iter().filter(|area| values.get(area) != values.get(&Area::Site)) {
            let condition = condition(area.pattern().unwrap_or_default());
            let _ = match values.get(&area) {
                Some(value) => writeln!(text, "Header always set {name} \"{value}\" {condition}"),
                None => writeln!(text, "Header always unset {name} {condition}"),
            };
        }
    }
    let _ = writeln!(text, "Header always set Cache-Control \"{}\"", CACHE.1);
    let _ = writeln!(text, "Header always set Cache-Control \"{}\" {}", CACHE.0, condition(IMMUTABLE));
    text.push_str("Header merge Vary Accept-Encoding\n");
    text
}

fn caddy(headers: &Headers) -> String {
    let mut text = String::from(
        "# Caddy 2. Change the address and the folder. For a site in a subfolder write ^/SUBFOLDER/ in place of each\n\
         # ^/ below, and the same before /404.html.\n\n\
         example.org {\n\troot * /srv/plan-cascade\n\t@absent not file {path} {path}/\n\t@writing not method GET HEAD\n",
    );
    let name = |area: Area| if area == Area::Widgets { "widgets" } else { "shared" };
    for area in Area::ALL {
        if let Some(pattern) = area.pattern() {
            let _ = writeln!(text, "\t@{} path_regexp `{pattern}`", name(area));
        }
    }
    let _ = writeln!(text, "\t@immutable path_regexp `{IMMUTABLE}`");
    for (ending, _) in TYPES {
        let _ = writeln!(text, "\t@{ending} path *.{ending}");
    }
    text.push_str("\troute {\n");
    for (name, value) in &headers.common {
        let _ = writeln!(text, "\t\theader {name} \"{value}\"");
    }
    text.push_str(&caddy_page_headers(headers));
    text.push_str("\t\terror @absent 404\n\t\terror @writing 405\n");
    for (header, values) in &headers.by_area {
        for area in Area::ALL.into_iter().filter(|area| values.get(area) != values.get(&Area::Site)) {
            let _ = match values.get(&area) {
                Some(value) => writeln!(text, "\t\theader @{} {header} \"{value}\"", name(area)),
                None => writeln!(text, "\t\theader @{} -{header}", name(area)),
            };
        }
    }
    let _ = writeln!(text, "\t\theader @immutable Cache-Control \"{}\"", CACHE.0);
    for (ending, kind) in TYPES {
        let _ = writeln!(text, "\t\theader @{ending} Content-Type \"{kind}\"");
    }
    let files = "file_server {\n\t\t\tprecompressed br gzip\n\t\t}\n";
    let _ = writeln!(text, "\t\t{files}\t}}");
    // What was set before the error stays set.
    text.push_str("\thandle_errors {\n");
    text.push_str(&caddy_page_headers(headers));
    for (header, _) in headers.by_area.iter().filter(|(_, values)| !values.contains_key(&Area::Site)) {
        let _ = writeln!(text, "\t\theader -{header}");
    }
    text.push_str("\t\t@missing expression {http.error.status_code} == 404\n\t\trewrite @missing /404.html\n");
    let _ = writeln!(text, "\t\t{}\t}}\n}}", files.replacen("file_server", "file_server @missing", 1));
    text
}

/// The headers of pages, and of what is missing or refused.
fn caddy_page_headers(headers: &Headers) -> String {
    let mut text = String::new();
    for (header, values) in &headers.by_area {
        if let Some(value) = values.get(&Area::Site) {
            let _ = writeln!(text, "\t\theader {header} \"{value}\"");
        }
    }
    let _ = writeln!(text, "\t\theader Cache-Control \"{}\"\n\t\theader ?Vary Accept-Encoding", CACHE.1);
    text
}

/// Rules whose addresses do not overlap where their headers do: such hosts join the values of all rules that
/// fit, and of two policies the stricter half of each would hold.
fn underscore_headers(headers: &Headers, folders: &BTreeSet<String>) -> String {
    let mut text = String::from(
        "# Cloudflare Pages, Netlify and others: copy this file to the top of the published folder. For a site in\n\
         # a subfolder write /SUBFOLDER/ in place of each / at the beginning of a line.\n\n",
    );
    let mut rule = |address: &str, headers: &mut dyn Iterator<Item = (&str, &str)>| {
        let _ = writeln!(text, "{address}");
        for (name, value) in headers {
            let _ = writeln!(text, "  {name}: {value}");
        }
    };
    rule("/*", &mut headers.common.iter().map(|(name, value)| (*name, value.as_str())));
    for folder in folders {
        let splat =
            folder.trim_end_matches('/').rsplit('/').next().is_some_and(|last| !["", "zh-Hant", "en"].contains(&last));
        let address = format!("{folder}{}", if splat { "*" } else { "" });
        let area = Area::of(folder);
        let own = headers.by_area.iter().filter_map(|(name, values)| Some((*name, values.get(&area)?.as_str())));
        let cache = (folder == "/app/").then_some(("Cache-Control", CACHE.0));
        rule(&address, &mut own.chain(cache));
    }
    text
}

/// The folders at the top of the site, and those at the top of each language: `/`, `/compare/`, `/en/compare/`.
fn page_folders<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut folders = BTreeSet::from(["/".to_owned()]);
    for path in paths {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            [lang @ ("zh-Hant" | "en"), _] => folders.insert(format!("/{lang}/")),
            [lang @ ("zh-Hant" | "en"), first, ..] => folders.insert(format!("/{lang}/{first}/")),
            [first, _, ..] => folders.insert(format!("/{first}/")),
            _ => false,
        };
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::serve;
    use axum::{body::Body, extract::Request};
    use tower::ServiceExt;

    const PATHS: [&str; 10] = [
        "index.html",
        "compare/index.html",
        "compare/new-urban-jobs/index.html",
        "en/index.html",
        "en/compare/index.html",
        "data/index.html",
        "data/plan-x.0123456789abcdef.json",
        "app/style.0123456789abcdef.css",
        "widgets/new-urban-jobs/index.html",
        "zh-Hant/widgets/new-urban-jobs/index.html",
    ];

    /// What `serve` sends for an address, without what every server adds by itself.
    fn served(path: &str) -> BTreeMap<String, String> {
        let dir = tempfile::tempdir().expect("a folder");
        for file in PATHS.iter().chain(&["404.html"]) {
            let place = dir.path().join(file);
            std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
            std::fs::write(place, "x").expect("a file");
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let response = runtime.block_on(serve::router(dir.path()).oneshot(request)).expect("a response");
        let own = ["content-type", "content-length", "last-modified", "accept-ranges", "vary", "date"];
        let sent = response.headers().iter().filter(|(name, _)| !own.contains(&name.as_str()));
        sent.map(|(name, value)| (name.to_string(), value.to_str().expect("text").to_owned())).collect()
    }

    fn address(file: &str) -> String {
        format!("/{}", file.strip_suffix("index.html").unwrap_or(file))
    }

    /// What a host makes of `_headers`: all rules that fit, values of one name joined.
    fn by_underscore_headers(text: &str, path: &str) -> BTreeMap<String, String> {
        let mut sent: BTreeMap<String, String> = BTreeMap::new();
        let mut fits = false;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            match line.strip_prefix("  ").and_then(|header| header.split_once(": ")) {
                Some((name, value)) if fits => {
                    let name = name.to_ascii_lowercase();
                    let joined =
                        sent.get(&name).map_or_else(|| value.to_owned(), |before| format!("{before}, {value}"));
                    sent.insert(name, joined);
                }
                Some(_) => {}
                None => fits = line.strip_suffix('*').map_or(path == line, |start| path.starts_with(start)),
            }
        }
        sent
    }

    #[test]
    fn underscore_headers_say_what_serve_sends() {
        let files = files(PATHS.into_iter());
        let (_, text) = files.iter().find(|(name, _)| *name == "_headers").expect("the file");
        for file in PATHS {
            let path = address(file);
            let mut expected = served(&path);
            // Such hosts let browsers ask again by themselves.
            if !path.starts_with("/app/") {
                expected.remove("cache-control");
            }
            assert_eq!(by_underscore_headers(text, &path), expected, "{path}");
        }
        assert_eq!(
            by_underscore_headers(text, "/widgets/x/")["content-security-policy"].matches("frame-ancestors *").count(),
            1
        );
    }

    #[test]
    fn the_other_files_name_every_header_of_every_area() {
        let files = files(PATHS.into_iter());
        for name in ["nginx.conf", "apache.htaccess", "Caddyfile"] {
            let (_, text) = files.iter().find(|(file, _)| *file == name).expect("the file");
            for area in Area::ALL {
                for (header, value) in policy::headers(area) {
                    assert!(
                        text.contains(header) && text.contains(&format!("\"{value}\"")),
                        "{name}: {header}: {value}"
                    );
                }
                assert!(area.pattern().is_none_or(|pattern| text.contains(pattern)), "{name}");
            }
            assert!(text.contains(CACHE.0) && text.contains(IMMUTABLE), "{name}");
            for (ending, kind) in TYPES {
                let line = text.lines().find(|line| line.contains(&format!("\"{kind}\"")) && line.contains(ending));
                assert!(line.is_some(), "{name}: {ending}");
            }
        }
    }

    #[test]
    fn the_patterns_of_areas_and_of_immutable_files_say_what_the_code_says() {
        let immutable = regex::Regex::new(IMMUTABLE).expect("a pattern");
        let missing = [
            "/widgets/embed.js",
            "/widgetsx/",
            "/zh-Hant/",
            "/data/manifest.json",
            "/404.html",
            "/app/style.0123456789abcdef.css.br",
        ]
        .map(str::to_owned);
        for path in PATHS.into_iter().map(address).chain(missing) {
            let fits = |area: &&Area| {
                area.pattern().is_some_and(|pattern| regex::Regex::new(pattern).expect("a pattern").is_match(&path))
            };
            assert_eq!(Area::ALL.iter().find(fits).copied().unwrap_or(Area::Site), Area::of(&path), "{path}");
            assert_eq!(immutable.is_match(&path), policy::cache(&path) == CACHE.0, "{path}");
        }
    }
}
