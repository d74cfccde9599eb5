//! Serves a folder of plans while people work on it: what changes is compiled, and pages that show it load again.
//!
//! In: the folder of seeds. Out: the site on 127.0.0.1, each file made when it is asked for. Every page carries one
//! script more than a built one, `/-/watch.js`, which asks from time to time whether the site was compiled anew. Invariants: nothing under
//! `/-/` is part of a built site; seeds that cannot be compiled leave the site as it was.

use super::{
    SOURCES, SiteError, assets,
    folder::Staging,
    live::{Live, Tools},
    local_folder,
    policy::{self, Area},
    progress::{step, tell},
    review, serve, wasm,
};
use crate::compile::{self, Compiled, SeedFile};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use notify::{EventKind, RecursiveMode, Watcher, event::AccessKind, event::AccessMode};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tower_http::services::ServeDir;

/// The script of a page that is watched.
const SCRIPT: &str = include_str!("../../assets/watch/watch.js");

/// Files are compiled once none changed for so long: an editor writes one in several steps.
const QUIET: Duration = Duration::from_millis(60);

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
}

/// Says on the terminal what is wrong with seeds.
pub type Teller = fn(&[SeedFile], &Compiled);

/// Builds the app, serves the site of a folder, and compiles it again whenever it changes, until the program is
/// interrupted.
pub fn watch(options: &WatchOptions, told: Teller) -> Result<(), SiteError> {
    let sources = Path::new(SOURCES);
    if !sources.join("Cargo.toml").is_file() {
        return Err(SiteError::NoSources);
    }
    let dir = local_folder().with_file_name("watched");
    let app = wasm::build(sources, false)?;
    let staging = Staging::beside(&dir, 11)?;
    let app = assets::write(sources, &app, &staging)?;
    staging.publish()?;
    let desk = Arc::new(Desk::open(&options.seeds, Tools::of(sources, app)?, told)?);
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

/// The site as it is now.
pub struct Desk {
    pub seeds: PathBuf,
    tools: Tools,
    told: Teller,
    now: RwLock<Arc<Live>>,
    /// What it was compiled from.
    from: Mutex<Vec<SeedFile>>,
    /// How often it was compiled.
    count: AtomicU64,
    /// Tells this run of the program from others.
    run: u128,
}

impl Desk {
    /// Compiles a folder.
    pub fn open(seeds: &Path, tools: Tools, told: Teller) -> Result<Self, SiteError> {
        let (files, compiled) = compile::compile_folder(seeds)?;
        told(&files, &compiled);
        let live = step("making the data", || Live::of(compiled.corpus))?;
        let run = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Ok(Self {
            seeds: seeds.to_owned(),
            tools,
            told,
            now: RwLock::new(Arc::new(live)),
            from: Mutex::new(files),
            count: AtomicU64::new(0),
            run,
        })
    }

    /// The site as it is now; it stays as it is for who holds it.
    pub fn now(&self) -> Arc<Live> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Compiles the folder again, where it is not as it was; whether it was not.
    pub fn rebuild(&self) -> Result<bool, SiteError> {
        let mut from = self.from.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = compile::read_folder(&self.seeds)?;
        if same(&folder.seeds, &from) {
            return Ok(false);
        }
        let compiled = compile::compile(&folder.seeds);
        (self.told)(&folder.seeds, &compiled);
        let live = Live::of(compiled.corpus)?;
        *from = folder.seeds;
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(live);
        self.count.fetch_add(1, Ordering::SeqCst);
        Ok(true)
    }

    /// Names the state of the site.
    pub fn version(&self) -> String {
        format!("{}-{}", self.run, self.count.load(Ordering::SeqCst))
    }
}

fn same(a: &[SeedFile], b: &[SeedFile]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.name == b.name && a.bytes == b.bytes)
}

/// Compiles again whenever a file of the folder changes, as long as what is returned is kept.
fn follow(desk: &Arc<Desk>) -> Result<notify::RecommendedWatcher, SiteError> {
    let failed = |error: notify::Error| SiteError::Watch { path: desk.seeds.clone(), problem: error.to_string() };
    let (send, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(send).map_err(failed)?;
    watcher.watch(&desk.seeds, RecursiveMode::NonRecursive).map_err(failed)?;
    let desk = desk.clone();
    std::thread::spawn(move || {
        while let Ok(change) = changes.recv() {
            if !change.is_ok_and(|event: notify::Event| is_change(event.kind)) {
                continue;
            }
            let start = Instant::now();
            while changes.recv_timeout(QUIET).is_ok() {}
            match desk.rebuild() {
                Ok(false) => {}
                Ok(true) => tell(&format!("compiled again in {:.2} s", start.elapsed().as_secs_f64())),
                Err(error) => tell(&format!("error: {error}; the site stays as it was")),
            }
        }
    });
    Ok(watcher)
}

/// Whether a file may hold something else than before; reading one is no change.
fn is_change(kind: EventKind) -> bool {
    !kind.is_access() || kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
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
            serve::dressed(&path, packed(bytes, &accepted))
        }
        Ok(Ok(None)) => serve::dressed("/404.html", (StatusCode::NOT_FOUND, Live::missing()).into_response()),
        Ok(Err(error)) => {
            tell(&format!("error: {path}: {error}"));
            serve::dressed("/404.html", StatusCode::INTERNAL_SERVER_ERROR.into_response())
        }
        Err(_) => serve::dressed("/404.html", StatusCode::INTERNAL_SERVER_ERROR.into_response()),
    }
}

/// What is sent of a file: with brotli where the browser takes it.
fn packed(bytes: Vec<u8>, accepted: &Option<HeaderValue>) -> Response {
    let takes =
        |accepted: &HeaderValue| accepted.to_str().is_ok_and(|list| list.split(',').any(|one| one.trim() == "br"));
    if !accepted.as_ref().is_some_and(takes) {
        return Body::from(bytes).into_response();
    }
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: QUALITY, ..Default::default() };
    match brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &params) {
        Ok(_) => ([(header::CONTENT_ENCODING, "br")], Body::from(packed)).into_response(),
        Err(_) => Body::from(bytes).into_response(),
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
    use super::*;
    use std::fs;
    use tower::ServiceExt;

    const DEHUA: &str = "德化县就业工作方案\n德政〔2025〕3号\n一、主要目标\n到2028年，城镇新增就业1万人。\n";

    /// A folder with one plan, open.
    pub fn desk() -> (tempfile::TempDir, Arc<Desk>) {
        let seeds = tempfile::tempdir().expect("a folder");
        fs::write(seeds.path().join("dehua.txt"), DEHUA).expect("a file");
        let sources = Path::new(SOURCES);
        let staging = tempfile::tempdir().expect("a folder");
        let staging = Staging::beside(&staging.path().join("site"), 0).expect("a folder");
        let app = assets::write(sources, &wasm::App::default(), &staging).expect("the app's files");
        let desk = Desk::open(seeds.path(), Tools::of(sources, app).expect("a shell"), |_, _| {}).expect("compiled");
        (seeds, Arc::new(desk))
    }

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
        let (_seeds, desk) = desk();
        run(async {
            let (status, kind, page) = get(&desk, "/plans/dehua-2025/").await;
            assert_eq!((status, kind.as_str()), (200, "text/html; charset=utf-8"));
            assert!(page.contains("城镇新增就业1万人"));
            let script = format!("<script src=\"/-/watch.js\" data-version=\"{}\" data-review=", desk.version());
            assert_eq!(page.matches(&script).count(), 1);
            for (address, expected) in [
                ("/", 200),
                ("/en/chain/dehua-2025/1/", 200),
                ("/data/manifest.json", 200),
                ("/open-data/targets.csv", 200),
                ("/open-data/plan-cascade.zip", 200),
                ("/widgets/chain/dehua-2025/1/", 404),
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
        let (seeds, desk) = desk();
        let before = desk.version();
        assert!(!desk.rebuild().expect("read"), "nothing changed");
        assert_eq!(run(get(&desk, "/-/version")).2, before);
        fs::write(seeds.path().join("dehua.txt"), DEHUA.replace("1万人", "2万人")).expect("a file");
        assert!(desk.rebuild().expect("compiled"));
        assert_eq!(run(get(&desk, "/-/version")).2, desk.version());
        assert_ne!(before, desk.version());
        assert!(run(get(&desk, "/plans/dehua-2025/")).2.contains("城镇新增就业2万人"));
        // A plan that is gone has no page any more.
        fs::remove_file(seeds.path().join("dehua.txt")).expect("removed");
        desk.rebuild().expect("compiled");
        assert_eq!(run(get(&desk, "/plans/dehua-2025/")).0, 404);
    }

    #[test]
    fn a_folder_is_followed() {
        let (seeds, desk) = desk();
        let _watcher = follow(&desk).expect("followed");
        fs::write(seeds.path().join("dehua.toml"), "title = \"德化县促进就业方案\"\n").expect("a file");
        let start = Instant::now();
        while desk.count.load(Ordering::SeqCst) == 0 && start.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(desk.now().corpus.plans[0].title, "德化县促进就业方案");
    }

    #[test]
    fn reading_is_no_change() {
        use notify::event::{CreateKind, ModifyKind};
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!is_change(EventKind::Access(AccessKind::Read)));
        assert!(is_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(is_change(EventKind::Create(CreateKind::File)) && is_change(EventKind::Modify(ModifyKind::Any)));
    }
}
