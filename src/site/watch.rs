//! Serves a folder of plans while people work on it: what changes is compiled, and pages that show it load again.
//!
//! In: the folder of seeds. Out: the site on 127.0.0.1, each file made when it is asked for. Every page carries one
//! script more than a built one, `/-/watch.js`, which asks from time to time whether the site was compiled anew.
//! Invariant: nothing under `/-/` is part of a built site.

use super::{
    SOURCES, SiteError, assets,
    desk::{Desk, Teller, follow},
    folder::Staging,
    live::{Live, Tools},
    local_folder,
    policy::{self, Area},
    progress::tell,
    review,
    rewording::Rewording,
    serve,
    since::Since,
    wasm,
};
use crate::model::Corpus;
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tower_http::services::ServeDir;

/// The script of a page that is watched.
const SCRIPT: &str = include_str!("../../assets/watch/watch.js");

/// Quality of brotli for what is made when it is asked for: a page takes some milliseconds.
const QUALITY: i32 = 9;

/// What to serve and where.
#[derive(Clone, Debug)]
pub struct WatchOptions {
    /// Folder of the plans.
    pub seeds: PathBuf,
    /// Port on this machine; 0 takes any free one.
    pub port: u16,
    /// Whether the editors' page is there.
    pub review: bool,
    /// An earlier state of the corpus, to tell what is new.
    pub since: Option<Since>,
}

/// Builds the app, serves the site of a folder, and compiles it again whenever it changes, until the program is
/// interrupted.
pub fn watch(options: &WatchOptions, told: Teller) -> Result<(), SiteError> {
    let sources = Path::new(SOURCES);
    if !sources.join("Cargo.toml").is_file() {
        return Err(SiteError::NoSources);
    }
    let dir = local_folder().with_file_name("watched");
    let tools = |corpus: &Corpus| {
        let app = wasm::build(sources, false)?;
        let staging = Staging::beside(&dir, 11)?;
        let rewordings = Rewording::all(corpus);
        let app = assets::write(sources, &app, &rewordings, &staging)?;
        staging.publish()?;
        Tools::of(sources, app, rewordings)
    };
    let desk = Arc::new(Desk::open(&options.seeds, options.since.clone(), told, tools)?);
    let _watcher = follow(&desk)?;
    serve::listen(options.port, |address| {
        let site = router(desk.clone(), &dir, options.review);
        if !options.review {
            return Ok((site, String::new()));
        }
        let review = review::router(desk, address).map_err(SiteError::Random)?;
        Ok((site.merge(review), format!("http://{address}{} to check what is read\n", review::PAGE)))
    })
}

/// The site with what pages ask for while they are watched.
fn router(desk: Arc<Desk>, dir: &Path, review: bool) -> Router {
    let app = ServeDir::new(dir).precompressed_br().precompressed_gzip();
    let asked = desk.clone();
    Router::new()
        .route("/-/watch.js", get(|| async { serve::dressed("/-/watch.js", SCRIPT.into_response()) }))
        .route(
            "/-/version",
            get(move || async move { serve::dressed("/-/version.txt", asked.version().into_response()) }),
        )
        .fallback(move |request| answer(desk.clone(), app.clone(), review, request))
}

/// A file of the site, or why there is none; every answer under the policy.
async fn answer(desk: Arc<Desk>, app: ServeDir, review: bool, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/app/") {
        return serve::answer(app.clone(), None, request).await;
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let refused = (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET,HEAD")]);
        return serve::dressed("/404.html", refused.into_response());
    }
    let accepted = request.headers().get(header::ACCEPT_ENCODING).cloned();
    let live = desk.now();
    if live.is_page(&format!("{path}/")) {
        let to = [(header::LOCATION, format!("{path}/"))];
        return serve::dressed("/404.html", (StatusCode::TEMPORARY_REDIRECT, to).into_response());
    }
    let (version, asked) = (desk.version(), path.clone());
    // A page is rendered on a runtime of its own.
    let made = tokio::task::spawn_blocking(move || live.file(&asked, &desk.tools)).await;
    match made {
        Ok(Ok(Some(bytes))) => {
            let is_page = policy::content_type(&path).is_some_and(|kind| kind.starts_with("text/html"));
            let is_watched = is_page && Area::of(&path) == Area::Site;
            let bytes = if is_watched { watched(bytes, &version, review) } else { bytes };
            serve::dressed(&path, packed(bytes, &path, &accepted))
        }
        Ok(Ok(None)) => serve::dressed(
            "/404.html",
            (StatusCode::NOT_FOUND, packed(Live::missing(), "/404.html", &accepted)).into_response(),
        ),
        Ok(Err(error)) => {
            tell(&format!("error: {path}: {error}"));
            serve::dressed("/404.html", StatusCode::INTERNAL_SERVER_ERROR.into_response())
        }
        Err(_) => serve::dressed("/404.html", StatusCode::INTERNAL_SERVER_ERROR.into_response()),
    }
}

/// What is sent of a file: with brotli where the browser takes it.
fn packed(bytes: Vec<u8>, path: &str, accepted: &Option<HeaderValue>) -> Response {
    let kind = [(header::CONTENT_TYPE, policy::content_type(path).unwrap_or("application/octet-stream"))];
    let takes =
        |accepted: &HeaderValue| accepted.to_str().is_ok_and(|list| list.split(',').any(|one| one.trim() == "br"));
    if !accepted.as_ref().is_some_and(takes) {
        return (kind, Body::from(bytes)).into_response();
    }
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: QUALITY, ..Default::default() };
    match brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &params) {
        Ok(_) => (kind, [(header::CONTENT_ENCODING, "br")], Body::from(packed)).into_response(),
        Err(_) => (kind, Body::from(bytes)).into_response(),
    }
}

/// A page with the script that has it loaded again.
fn watched(page: Vec<u8>, version: &str, review: bool) -> Vec<u8> {
    let script = format!(
        "<script src=\"/-/watch.js\" data-version=\"{version}\"{} defer></script>\n</head>",
        if review { format!(" data-review=\"{}\"", review::PAGE) } else { String::new() }
    );
    match String::from_utf8(page) {
        Ok(page) => page.replacen("</head>", &script, 1).into_bytes(),
        Err(unread) => unread.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::desk::tests::{DEHUA, desk};
    use super::*;
    use std::fs;
    use tower::ServiceExt;

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
    }

    async fn get(desk: &Arc<Desk>, address: &str) -> (u16, String, String) {
        let request = Request::get(address).body(Body::empty()).expect("a request");
        let response = router(desk.clone(), Path::new("/nowhere"), true).oneshot(request).await.expect("an answer");
        assert!(response.headers().contains_key("content-security-policy"), "{address}");
        let header = |name| response.headers().get(name).map_or("", |value| value.to_str().expect("text")).to_owned();
        let (status, kind) = (response.status().as_u16(), header("content-type"));
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, kind, String::from_utf8_lossy(&body).into_owned())
    }

    #[test]
    fn every_file_of_a_site_is_made_when_it_is_asked_for() {
        let (_seeds, desk) = desk(&[("dehua.txt", DEHUA)]);
        run(async {
            let (status, kind, page) = get(&desk, "/plans/dehua-2025/").await;
            assert_eq!((status, kind.as_str()), (200, "text/html; charset=utf-8"));
            assert!(page.contains("1万人"));
            let script = format!("<script src=\"/-/watch.js\" data-version=\"{}\" data-review=", desk.version());
            assert_eq!(page.matches(&script).count(), 1);
            for (address, expected) in [
                ("/", 200),
                ("/en/chain/dehua-2025/1/", 200),
                ("/data/manifest.json", 200),
                ("/open-data/targets.csv", 200),
                ("/open-data/plan-cascade.zip", 200),
                ("/open-data/place/dehua.xlsx", 200),
                ("/open-data/akn/dehua-2025.xml", 200),
                ("/widgets/chain/dehua-2025/1/", 200),
                ("/widgets/chain/absent-2025/1/", 404),
                ("/widgets/embed.js", 200),
                ("/-/watch.js", 200),
                ("/plans/dehua-2025", 307),
                ("/plans/absent-2025/", 404),
                ("/hosting/nginx.conf", 404),
                ("/app/absent.js", 404),
            ] {
                assert_eq!(get(&desk, address).await.0, expected, "{address}");
            }
            let (_, _, missing) = get(&desk, "/plans/absent-2025/").await;
            assert!(!missing.contains("watch.js"), "its policy lets no script run");
        });
    }

    #[test]
    fn what_changes_is_compiled_and_told() {
        let (seeds, desk) = desk(&[("dehua.txt", DEHUA)]);
        let before = desk.version();
        assert!(!desk.rebuild().expect("read"), "nothing changed");
        assert_eq!(run(get(&desk, "/-/version")).2, before);
        fs::write(seeds.path().join("dehua.txt"), DEHUA.replace("1万人", "2万人")).expect("a file");
        assert!(desk.rebuild().expect("compiled"));
        assert_eq!(run(get(&desk, "/-/version")).2, desk.version());
        assert_ne!(before, desk.version());
        assert!(run(get(&desk, "/plans/dehua-2025/")).2.contains("2万人"));
        // A plan that is gone has no page any more.
        fs::remove_file(seeds.path().join("dehua.txt")).expect("removed");
        desk.rebuild().expect("compiled");
        assert_eq!(run(get(&desk, "/plans/dehua-2025/")).0, 404);
    }
}
