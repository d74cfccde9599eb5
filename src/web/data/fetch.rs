//! Fetching code and shards in the browser.
//!
//! `loader.js` owns the rules of a single file (digest, status, type, one retry past the cache) and hands its
//! functions over at boot; here is what belongs together: which files, of which version.

use super::super::{
    page::{PageEntry, Place},
    store::Store,
};
use crate::bundle::{AnyKey, FORMAT, Manifest, ShardFile, directory_of, parse::parse};
use js_sys::{Function, Promise};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How loading a page ended, where nothing failed.
pub enum LoadOutcome {
    /// All that was missing is there.
    Complete,
    /// The site was updated under the open page: its data is of another version than the page.
    Superseded,
}

/// What the loader can do.
pub struct Loader {
    /// `(file, integrity | undefined) => Promise<string>`, file names relative to the site's base.
    pub get: Function,
    /// `(name) => Promise`: has the pack of a page fetched and instantiated.
    pub pack: Function,
}

struct Fetcher {
    loader: Loader,
    version: String,
    /// Files of shards by key: those that came with the page, and what was learned since.
    known: BTreeMap<String, ShardFile>,
    manifest: Option<Rc<Manifest>>,
}

thread_local! {
    static SOURCE: RefCell<Option<Fetcher>> = const { RefCell::new(None) };
}

/// Sets where files come from, which version of the corpus the open page shows, and what it said of its shards.
pub fn connect(loader: Loader, version: String, known: BTreeMap<String, ShardFile>) {
    SOURCE.set(Some(Fetcher { loader, version, known, manifest: None }));
}

/// Fetches the code of a page, then what `missing` names, until it names nothing.
pub async fn load(
    store: &Store,
    place: Option<&Place>,
    missing: impl Fn() -> Vec<AnyKey>,
) -> Result<LoadOutcome, String> {
    let mut code = place.map(|place| place.page);
    loop {
        if let Some(page) = code
            && let Err(message) = load_code(page).await
        {
            return outdated(message).await;
        }
        let missing = missing();
        if missing.is_empty() {
            code = place.and_then(|place| place.part("", store)).filter(|part| !part.is_linked());
            if code.is_none() {
                return Ok(LoadOutcome::Complete);
            }
            continue;
        }
        let known = match files(&missing).await {
            Ok(Some(known)) => known,
            Ok(None) => return Ok(LoadOutcome::Superseded),
            Err(message) => return outdated(message).await,
        };
        // An address may name what the corpus does not have: the page then says so.
        missing.iter().zip(&known).filter(|(_, file)| file.is_none()).for_each(|(key, _)| store.lacks(key));
        let files: Vec<(&AnyKey, &ShardFile)> =
            missing.iter().zip(&known).filter_map(|(key, file)| Some((key, file.as_ref()?))).collect();
        if let Err(message) = load_shards(&files, store).await {
            return outdated(message).await;
        }
    }
}

/// Fetches the code of a page, where it is not there yet.
async fn load_code(page: &'static PageEntry) -> Result<(), String> {
    if !page.is_linked() {
        let name = JsValue::from_str(page.name());
        finish(call(page.name(), |loader| loader.pack.call1(&JsValue::NULL, &name).ok())?).await?;
        page.link().await;
    }
    if page.is_linked() { Ok(()) } else { Err(page.name().to_owned()) }
}

/// Fetches shards together and puts them into the store.
async fn load_shards(files: &[(&AnyKey, &ShardFile)], store: &Store) -> Result<(), String> {
    // All are on their way before the first is awaited.
    let mut started = Vec::new();
    for (_, file) in files {
        started.push(start(&format!("data/{}", file.file), Some(&file.integrity))?);
    }
    for ((key, _), text) in files.iter().zip(started) {
        let text = text_of(text).await?;
        store.insert_json(key, &text).map_err(|error| format!("{}: {error}", key.as_str()))?;
    }
    Ok(())
}

/// Where shards lie, in the order of their keys, each none where the corpus has no such shard; none at all where the site
/// has been updated.
async fn files(keys: &[AnyKey]) -> Result<Option<Vec<Option<ShardFile>>>, String> {
    let of_page = known(keys);
    if of_page.iter().all(Option::is_some) {
        return Ok(Some(of_page));
    }
    let Some(manifest) = manifest().await? else { return Ok(None) };
    let mut asked: Vec<usize> = Vec::new();
    let mut started = Vec::new();
    for (key, _) in keys.iter().zip(known(keys)).filter(|(_, file)| file.is_none()) {
        let n = directory_of(key.as_str(), manifest.directories.len());
        if let Some(file) = manifest.directories.get(n).filter(|_| !asked.contains(&n)) {
            asked.push(n);
            started.push((file, start(&format!("data/{}", file.file), Some(&file.integrity))?));
        }
    }
    for (file, text) in started {
        learn(parse(&text_of(text).await?).ok_or_else(|| file.file.clone())?);
    }
    Ok(Some(known(keys)))
}

/// The files that are known by now.
fn known(keys: &[AnyKey]) -> Vec<Option<ShardFile>> {
    SOURCE.with_borrow(|source| keys.iter().map(|key| source.as_ref()?.known.get(key.as_str()).cloned()).collect())
}

fn learn(mut files: BTreeMap<String, ShardFile>) {
    SOURCE.with_borrow_mut(|source| source.iter_mut().for_each(|source| source.known.append(&mut files)));
}

/// What a failure is. Files of an older version may be gone: the manifest is looked at again before it is called one.
async fn outdated(message: String) -> Result<LoadOutcome, String> {
    SOURCE.with_borrow_mut(|source| source.iter_mut().for_each(|source| source.manifest = None));
    if manifest().await?.is_some() { Err(message) } else { Ok(LoadOutcome::Superseded) }
}

/// Has the visitor told that the site was updated, and asked to load the page anew: `loader.js` shows it.
pub fn reload() {
    if let Ok(event) = web_sys::Event::new("plan-cascade:updated") {
        // A page that cannot be told stays as it is; nothing else is left to try.
        let _ = gloo::utils::document().dispatch_event(&event);
    }
}

/// The manifest; `None` where it names another version than the page's.
async fn manifest() -> Result<Option<Rc<Manifest>>, String> {
    if let Some(manifest) = SOURCE.with_borrow(|source| source.as_ref().and_then(|source| source.manifest.clone())) {
        return Ok(Some(manifest));
    }
    let text = text_of(start("data/manifest.json", None)?).await?;
    let mut manifest: Manifest = parse(&text).ok_or("manifest.json")?;
    SOURCE.with_borrow_mut(|source| match source {
        Some(source) if manifest.format == FORMAT && manifest.version == source.version => {
            source.known.append(&mut manifest.shards);
            let manifest = Rc::new(manifest);
            source.manifest = Some(manifest.clone());
            Ok(Some(manifest))
        }
        _ => Ok(None),
    })
}

fn start(file: &str, integrity: Option<&str>) -> Result<Promise, String> {
    let integrity = integrity.map_or(JsValue::UNDEFINED, JsValue::from_str);
    call(file, |loader| loader.get.call2(&JsValue::NULL, &JsValue::from_str(file), &integrity).ok())
}

/// What the loader promises; `what` is said where it promises nothing.
fn call(what: &str, ask: impl FnOnce(&Loader) -> Option<JsValue>) -> Result<Promise, String> {
    let promised = SOURCE.with_borrow(|source| ask(&source.as_ref()?.loader));
    promised.and_then(|promise| promise.dyn_into().ok()).ok_or_else(|| what.to_owned())
}

async fn text_of(promise: Promise) -> Result<String, String> {
    finish(promise).await?.as_string().ok_or_else(|| "no text".to_owned())
}

async fn finish(promise: Promise) -> Result<JsValue, String> {
    let message = |error: JsValue| error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |e| e.message().into());
    JsFuture::from(promise).await.map_err(message)
}
