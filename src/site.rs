//! Native: turns a corpus into a folder of static files that any web server can host, and serves it locally.
//!
//! ```text
//! index.html, compare/…/index.html    one prerendered page an address, readable without WebAssembly
//! widgets/…/index.html                what other sites frame, and an archive of each
//! widgets/embed.js                    the script for other sites' pages: the one that keeps its name
//! 404.html                            self-contained: its depth is unknown
//! app/NAME.<hash>.EXT                 wasm, its loader, style, scripts, icon: immutable
//! data/                               what the app fetches: see `bundle`
//! open-data/                          what people download: see `compile` and `publish`
//! open-data/compare/                  one comparison a file: CSV, JSON, SVG: see `comparisons`
//! sitemap.xml, robots.txt             with an origin only: they need absolute addresses
//! hosting/                            what makes other hosts send the right headers
//! FILE.br, FILE.gz                    beside every text file
//! ```
//!
//! Invariant: addresses within the site are relative to the page's `<base>`, which is itself relative, so
//! that the folder works wherever it is put; a finished build replaces the previous one at once or not at all.

mod assets;
mod budget;
mod comparisons;
mod desk;
mod downloads;
mod folder;
mod hosting;
mod live;
mod not_found;
mod open_data;
mod origin;
mod pages;
mod policy;
mod progress;
mod review;
mod rewording;
mod serve;
mod share;
mod shell;
mod since;
mod sizes;
mod wasm;
mod watch;
mod weight;
mod widgets;

pub use budget::Budget;
pub use desk::Teller;
pub use folder::OutputError;
pub use open_data::write as export;
pub use origin::{Origin, OriginError};
pub use serve::serve;
pub use since::{Since, SinceError};
pub use wasm::App;
pub use watch::{WatchOptions, watch};

use crate::{
    bundle::{self, Bundle, IndicatorShard, Key, Overview, Shard, Shards, key},
    compile, messages,
    model::{Corpus, Language},
    publish::{self, archive},
    query::files,
    web::reach::Rank,
};
use budget::Contents;
use folder::Staging;
use progress::step;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use weight::Weight;

/// Where this program's own sources lie: the browser side is compiled from them.
const SOURCES: &str = env!("CARGO_MANIFEST_DIR");

/// Data above this many bytes is compressed with brotli 9 in place of 11: 28 times as fast, 3 points larger.
const THOROUGH_UP_TO: usize = 8 << 20;

/// What to build and where.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// Folder to write; replaced if it is an earlier build, refused if it is anything else.
    pub out: PathBuf,
    /// Address at which the site will be published, for the few places that need absolute addresses.
    pub origin: Option<Origin>,
    /// What the host takes.
    pub budget: Budget,
    /// An earlier state of the corpus, to tell what is new.
    pub since: Option<Since>,
    /// Build the app as one program, with nothing apart.
    pub whole: bool,
}

/// What the machine got wrong on the way to a site.
#[allow(missing_docs, reason = "each message says what is wrong")]
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("cannot {what} {path}: {source}{advice}", path = path.display(), advice = advice(what, source))]
    File { what: &'static str, path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(
        "the sources of this program are not at {SOURCES} any more; the site's browser side is compiled from \
         them: build again in the sources' folder with `cargo run --release -- build`"
    )]
    NoSources,
    #[error(
        "the compiler lacks the target {target} and there is no rustup to add it; install it with your Rust \
         distribution's own means (Debian: `apt install libstd-rust-dev-wasm32`), or install rustup from https://rustup.rs",
        target = wasm::TARGET
    )]
    NoRustup,
    #[error("`{command}` failed ({status})")]
    Command { command: String, status: std::process::ExitStatus },
    #[error("the WebAssembly cannot be split by page: {0}; `--whole` builds it as one program")]
    Split(String),
    #[error("the WebAssembly cannot be bound to JavaScript: {0}")]
    Bindgen(String),
    #[error("{file}: {problem}")]
    Shell { file: &'static str, problem: String },
    #[error(
        "the site needs at least {files} files and {megabytes} MB, and the host takes {} files and {} MB; for a host \
         that takes more say so with --max-files and --max-megabytes: assets/hosting.md has a table of hosts",
        budget.files, budget.megabytes
    )]
    Budget { files: u64, megabytes: u64, budget: Budget },
    #[error("page {address} cannot be rendered: {problem}")]
    Page { address: String, problem: String },
    #[error(transparent)]
    Bundle(#[from] bundle::WriteError),
    #[error(transparent)]
    Export(#[from] compile::export::ExportError),
    #[error("the data cannot be read as the app reads it: {0}")]
    Data(String),
    #[error(transparent)]
    Since(#[from] SinceError),
    #[error(transparent)]
    Publish(#[from] publish::PublishError),
    #[error("the archive of all data cannot be made: {0}")]
    Archive(zip::result::ZipError),
    #[error("data cannot be read or written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Seeds(#[from] compile::ReadSeedsError),
    #[error("cannot follow the changes of {path}: {problem}; `--no-watch` serves it as it is", path = path.display())]
    Watch { path: PathBuf, problem: String },
    #[error("this system has no random numbers: {0}")]
    Random(getrandom::Error),
    #[error("cannot listen on {address}: {source}")]
    Listen { address: std::net::SocketAddr, source: std::io::Error },
}

impl SiteError {
    fn file(what: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::File { what, path, source }
    }
}

/// What to do about a failed write; whatever fails, what stood at the output stays whole.
fn advice(what: &str, error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => "; make room there, or choose a place on another disk: nothing was replaced",
        PermissionDenied | ReadOnlyFilesystem if what != "read" => {
            "; choose a place where you may write: nothing was replaced"
        }
        _ => "",
    }
}

/// Builds the whole site and returns its table of sizes.
pub fn build(corpus: &Corpus, options: &BuildOptions) -> Result<String, SiteError> {
    build_with(corpus, options, |sources| wasm::build(sources, options.whole))
}

/// Builds the site around an app that is compiled already; tests do without the minutes that compiling takes.
pub fn build_around(corpus: &Corpus, options: &BuildOptions, app: App) -> Result<String, SiteError> {
    build_with(corpus, options, |_| Ok(app))
}

fn build_with(
    corpus: &Corpus,
    options: &BuildOptions,
    app: impl FnOnce(&Path) -> Result<App, SiteError>,
) -> Result<String, SiteError> {
    let sources = Path::new(SOURCES);
    if !sources.join("Cargo.toml").is_file() {
        return Err(SiteError::NoSources);
    }
    let updates = options.since.as_ref().map(|since| since::updates(corpus, since)).transpose()?;
    let data = bundle::write_with(corpus, updates.as_deref())?;
    let shards = read(&data)?;
    let staging = Staging::beside(&options.out, quality(&data))?;
    staging.stamp(&data.manifest.version);
    let app = app(sources)?;

    let rewordings = rewording::Rewording::all(corpus);
    let app = step("writing the app's files", || assets::write(sources, &app, &rewordings, &staging))?;
    let (shell, origin) = (shell::Shell::read(sources)?, options.origin.as_ref());
    let mut files = open_files(corpus, origin)?;
    if let Some(updates) = &updates {
        let new = since::files(updates, &corpus.plans, origin.map(|origin| origin.address("")).as_deref())?;
        files.extend(in_open_data(new));
    }
    files.extend(comparisons::of_places(&shards)?);
    let [headlines, others] = comparisons::files(&shards, &data.manifest.version)?;
    files.extend(headlines);
    let each = files_of_each(corpus, origin)?;
    let downloads =
        files.iter().chain(&others).chain(&each).map(|(path, bytes)| (path.clone(), bytes.len() as u64)).collect();
    let manifest = &data.manifest;
    let press = pages::Press {
        manifest,
        shards: &shards,
        shell: &shell,
        app: &app,
        rewordings: &rewordings,
        origin,
        downloads: &downloads,
    };
    let pages = pages::all(corpus);
    let widgets = widgets::Widgets::of(&shards, &rewordings)?;
    let data_files = data_files(&data, "data/")?;
    let contents = Contents {
        fixed: staging.weight(&data_files.iter().map(|(path, _)| path.clone()).collect())?,
        text: data_files
            .iter()
            .map(|(_, bytes)| weight(bytes))
            .chain(files.iter().map(|(_, bytes)| weight(bytes)))
            .sum(),
        comparisons: others.iter().map(|(_, bytes)| weight(bytes)).sum(),
        each: each.iter().map(|(_, bytes)| weight(bytes)).sum(),
        pages: &pages,
        widgets: widgets.count(),
    };
    let extent = budget::extent(options.budget, &contents, |pages| press.sample(pages))?;
    staging.compress(extent.forms);
    if extent.reach.holds_all(Language::default(), Rank::Indicator) {
        files.extend(others);
    }
    if extent.reach.is_whole() {
        files.extend(each);
    }
    step("writing the data", || {
        put_all(&data_files, &staging)?;
        staging.put_all(files.iter().map(|(name, bytes)| (name.clone(), bytes.as_slice())).collect())
    })?;
    step("rendering the pages", || {
        press.write(&pages, &extent.reach, &staging)?;
        widgets.write(sources, &app, origin, &extent, &staging)?;
        staging.put("404.html", &not_found::page(origin))
    })?;
    step("writing the header files", || {
        hosting::files(staging.paths().iter().map(String::as_str))
            .iter()
            .try_for_each(|(name, text)| staging.put(&format!("hosting/{name}"), text.as_bytes()))
    })?;
    let sizes = staging.publish()?;
    let home = pages::shards_of("/", &shards)?;
    Ok(sizes::table(&sizes, &data.manifest, &home, extent.forms) + &extent.told(&contents))
}

/// Keys of the shards that the page at `address` shows.
pub fn shards_of(address: &str, data: &Bundle) -> Result<BTreeSet<String>, SiteError> {
    pages::shards_of(address, &read(data)?)
}

/// Where `serve` keeps its build.
pub fn local_folder() -> PathBuf {
    Path::new(SOURCES).join("target").join("site")
}

/// Writes the app's data alone.
pub fn write_bundle(corpus: &Corpus, out: &Path) -> Result<(), SiteError> {
    let data = bundle::write(corpus)?;
    let staging = Staging::beside(out, quality(&data))?;
    put_all(&data_files(&data, "")?, &staging)?;
    staging.publish().map(|_| ())
}

/// Brotli's quality for a site of this data.
fn quality(data: &Bundle) -> i32 {
    let volume: usize = data.shards.values().map(Vec::len).sum();
    if volume <= THOROUGH_UP_TO { 11 } else { 9 }
}

/// Reads every shard once, with the reader of the app.
fn read(data: &Bundle) -> Result<Shards, SiteError> {
    Shards::of(data).map_err(SiteError::Data)
}

/// A shard that the corpus must have.
fn held<S: Shard>(shards: &Shards, key: &Key<S>) -> Result<Arc<S>, SiteError> {
    shards.get(key).ok_or_else(|| SiteError::Data(format!("`{}` is missing", key.as_str())))
}

/// The overview with all plans, however many there are.
fn whole(shards: &Shards) -> Result<Arc<Overview>, SiteError> {
    shards.overview().ok_or_else(|| SiteError::Data(format!("`{}` is missing", key::overview().as_str())))
}

/// An indicator with all plans that set it.
fn indicator(shards: &Shards, id: &str) -> Result<Arc<IndicatorShard>, SiteError> {
    let main = held(shards, &key::indicator(id, None))?;
    if main.areas.is_empty() {
        return Ok(main);
    }
    let mut whole = IndicatorShard::clone(&main);
    for area in &main.areas {
        let part = held(shards, &key::indicator(id, Some(area)))?;
        whole.targets.extend_from_slice(&part.targets);
        whole.counterparts.extend_from_slice(&part.counterparts);
    }
    Ok(Arc::new(whole))
}

/// A file of the app's data: its path and contents.
type DataFile<'a> = (String, Cow<'a, [u8]>);

/// The app's data within a folder, its manifest included.
fn data_files<'a>(data: &'a Bundle, folder: &str) -> Result<Vec<DataFile<'a>>, SiteError> {
    let shards = data.manifest.shards.iter().filter_map(|(key, shard)| Some((&shard.file, data.shards.get(key)?)));
    let mut files: Vec<DataFile> =
        shards.map(|(file, bytes)| (format!("{folder}{file}"), Cow::Borrowed(bytes.as_slice()))).collect();
    let manifest = data.manifest.files()?;
    files.extend(manifest.into_iter().map(|(file, bytes)| (format!("{folder}{file}"), Cow::Owned(bytes))));
    Ok(files)
}

fn put_all(files: &[(String, impl AsRef<[u8]>)], staging: &Staging) -> Result<(), SiteError> {
    staging.put_all(files.iter().map(|(path, bytes)| (path.clone(), bytes.as_ref())).collect())
}

fn weight(bytes: &[u8]) -> Weight {
    Weight { files: 1, bytes: bytes.len() as u64 }
}

/// The open data within `open-data/`: the tables one by one and all of them as one archive, and what others read as it
/// is.
fn open_files(corpus: &Corpus, origin: Option<&Origin>) -> Result<Vec<publish::File>, SiteError> {
    let mut all = vec![("dictionary.csv".to_owned(), dictionary()?)];
    all.extend(tables(corpus)?);
    let archive = archive::packed(&all).map_err(SiteError::Archive)?;
    all.push((archive::ALL_DATA.to_owned(), archive));
    let base = origin.map(|origin| origin.address(""));
    all.push(publish::of_all(corpus, base.as_deref())?);
    Ok(in_open_data(all))
}

/// The files of single plans and places; none where there are so many plans that pages need the room.
fn files_of_each(corpus: &Corpus, origin: Option<&Origin>) -> Result<Vec<publish::File>, SiteError> {
    if bundle::is_folded(&corpus.plans) {
        return Ok(Vec::new());
    }
    let base = origin.map(|origin| origin.address(""));
    Ok(in_open_data(publish::of_each(corpus, base.as_deref())?))
}

fn in_open_data(files: Vec<publish::File>) -> Vec<publish::File> {
    files.into_iter().map(|(name, bytes)| (format!("open-data/{name}"), bytes)).collect()
}

/// The tables of the open data, with what describes them to programs.
fn tables(corpus: &Corpus) -> Result<Vec<publish::File>, SiteError> {
    let tables = compile::export::files(corpus)?.into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
    let mut tables: Vec<publish::File> = tables.collect();
    tables.push((files::PACKAGE.to_owned(), publish::package(&tables)?));
    Ok(tables)
}

/// All that an export writes.
fn exported(corpus: &Corpus) -> Result<Vec<publish::File>, SiteError> {
    let mut files = tables(corpus)?;
    files.push(publish::of_all(corpus, None)?);
    files.extend(publish::of_each(corpus, None)?);
    Ok(files)
}

/// What each field of the open data means, in all languages.
fn dictionary() -> Result<Vec<u8>, SiteError> {
    let guides = Language::ALL.map(|language| messages::guide(language).map_or(&[][..], |guide| guide.fields));
    let meaning = |fields: &[(&str, &'static str)], name: &str| {
        fields.iter().find(|(field, _)| *field == name).map_or(String::new(), |(_, meaning)| (*meaning).to_owned())
    };
    let rows = guides[0].iter().map(|(name, _)| {
        let (file, field) = name.split_once('.').unwrap_or((name, ""));
        let [hans, hant, en] = guides.map(|fields| meaning(fields, name));
        [file.to_owned(), field.to_owned(), hans, hant, en]
    });
    Ok(compile::export::table(&["file", "field", "zh-Hans", "zh-Hant", "en"], rows)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;

    #[test]
    fn directories_are_files_of_the_data_too() {
        let mut data = bundle::write(&Corpus::default()).expect("data");
        for n in 0..1_000 {
            let file = bundle::ShardFile { file: format!("plan-{n}.json"), integrity: String::new() };
            data.manifest.shards.insert(format!("plan/{n}"), file);
            data.shards.insert(format!("plan/{n}"), b"{}".to_vec());
        }
        let files = data_files(&data, "data/").expect("files");
        let named = |start: &str| files.iter().filter(|(path, _)| path.starts_with(start)).count();
        assert_eq!((named("data/plan-"), named("data/manifest.json")), (1_000, 1));
        assert_eq!(named("data/directory-"), data.manifest.shards.len().div_ceil(100));
        assert_eq!(files.len(), data.manifest.shards.len() + named("data/directory-") + 1);
    }

    #[test]
    fn a_failed_write_says_where_and_what_to_do() {
        let said = |what, kind: ErrorKind| SiteError::file(what, Path::new("/out/a"))(kind.into()).to_string();
        assert!(said("write", ErrorKind::StorageFull).starts_with("cannot write /out/a: "));
        assert!(said("write", ErrorKind::StorageFull).contains("make room"));
        assert!(said("create", ErrorKind::ReadOnlyFilesystem).contains("choose a place"));
        assert!(said("create", ErrorKind::PermissionDenied).contains("choose a place"));
        assert!(!said("read", ErrorKind::PermissionDenied).contains("choose a place"));
    }
}
