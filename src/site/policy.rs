//! What a page may load and do, and which headers and types a host sends with which file: one list for the
//! pages' `<meta>` elements, for `serve`, and for the header files of `hosting/`.
//!
//! Invariant: a header policy never forbids what the page's own `<meta>` policy allows.

use super::not_found;
use crate::{
    bundle::{integrity, is_hashed},
    web::widget,
};

/// The directives of a page with the app that hold in both places.
const DIRECTIVES: [&str; 11] = [
    // Nothing is allowed that is not named below.
    "default-src 'none'",
    // Own files only, none inline; `wasm-unsafe-eval` compiles WebAssembly and nothing else.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    // Saving a picture as PNG draws it from a data or blob address.
    "img-src 'self' data: blob:",
    // The app's own shards: a visitor's reading is told to nobody.
    "connect-src 'self'",
    // The widget builder's preview.
    "frame-src 'self'",
    "manifest-src 'self'",
    // A base element that points elsewhere would redirect every relative address.
    "base-uri 'self'",
    "form-action 'self'",
    // No text becomes markup or script: the app builds nodes.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
];

/// The policy for a page's `<meta>` element; `frame-ancestors` would be an error there.
pub fn meta() -> String {
    DIRECTIVES.join("; ")
}

/// The policy for a widget's `<meta>` element: its style inside, one small script of the site.
pub fn widget(style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src '{}'; img-src data:; base-uri 'self'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        integrity(style.as_bytes())
    )
}

/// Files that get the same headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// Pages, and whatever is in no other area; what is missing or refused too.
    Site,
    /// `widgets/` in every language: others' pages frame it.
    Widgets,
    /// `app/`, `data/` and `open-data/`: a sandboxed frame has no origin and fetches as a stranger.
    Shared,
}

impl Area {
    pub const ALL: [Self; 3] = [Self::Site, Self::Widgets, Self::Shared];

    /// The regular expression of the area's addresses within the site's folder, for those after `Site`.
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Site => None,
            Self::Widgets => Some("^/((zh-Hant|en)/)?widgets/"),
            Self::Shared => Some("^/(app|data|open-data)/"),
        }
    }

    /// The area of an address within the site.
    pub fn of(path: &str) -> Self {
        let mut parts = path.trim_start_matches('/').split('/');
        match parts.next() {
            Some("app" | "data" | "open-data") => Self::Shared,
            Some("widgets") => Self::Widgets,
            Some("zh-Hant" | "en") if parts.next() == Some("widgets") => Self::Widgets,
            _ => Self::Site,
        }
    }
}

/// Names of files whose content never changes, as a regular expression.
pub const IMMUTABLE: &str = "\\.[0-9a-f]{16}\\.[a-z]+(\\.(br|gz))?$";

/// `Cache-Control` of a file whose content never changes, and of any other.
pub const CACHE: (&str, &str) = ("public, max-age=31536000, immutable", "no-cache");

/// `Content-Type` by the ending of a file's name.
pub const TYPES: [(&str, &str); 17] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("json", "application/json"),
    ("jsonl", "text/plain; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("toml", "text/plain; charset=utf-8"),
    ("conf", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("wasm", "application/wasm"),
];

/// The headers of an area but `Cache-Control`.
pub fn headers(area: Area) -> Vec<(&'static str, String)> {
    let fixed = [
        ("X-Content-Type-Options", "nosniff"),
        // The page's address says what somebody reads; other sites need not know.
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];
    let mut headers: Vec<_> = fixed.map(|(name, value)| (name, value.to_owned())).into();
    match area {
        // The site itself is framed by nobody who could trick its visitors.
        Area::Site => {
            headers.push(("Content-Security-Policy", header("'self'")));
            headers.push(("Cross-Origin-Opener-Policy", "same-origin".to_owned()));
        }
        Area::Widgets => {
            headers.push(("Content-Security-Policy", header("*")));
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        Area::Shared => {
            // The page on data and method lies here too.
            headers.push(("Content-Security-Policy", header("'self'")));
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
    }
    headers
}

/// `Content-Type` of the file at an address: a folder shows its page; `None` for endings that the site has not.
pub fn content_type(path: &str) -> Option<&'static str> {
    let name = if path.ends_with('/') { "index.html" } else { path };
    let (_, ending) = name.rsplit_once('.')?;
    TYPES.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// `Cache-Control` of the file at an address.
pub fn cache(path: &str) -> &'static str {
    if is_hashed(path) { CACHE.0 } else { CACHE.1 }
}

/// The policy for a response header: that of pages with the app, and the styles that pages without it carry.
fn header(frame_ancestors: &str) -> String {
    let styles = [not_found::style(), widget::page()].map(|style| format!("'{}'", integrity(style.as_bytes())));
    let style_src = format!("style-src 'self' {}", styles.join(" "));
    let directives = meta().replace("style-src 'self'", &style_src);
    format!("{directives}; frame-ancestors {frame_ancestors}")
}
