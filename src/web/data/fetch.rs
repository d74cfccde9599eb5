//! Fetching shards in the browser.
//!
//! `loader.js` owns the rules of a single file (digest, status, type, one retry past the cache) and hands its
//! function over at boot; here is what belongs together: which files, of which version.

use super::super::store::Store;
use crate::bundle::{FORMAT, Manifest, ShardFile, key, parse::parse};
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

struct Fetcher {
    /// `(file, integrity | undefined) => Promise<string>`, file names relative to the site's base.
    get: Function,
    version: String,
    manifest: Option<Rc<Manifest>>,
}

thread_local! {
    static SOURCE: RefCell<Option<Fetcher>> = const { RefCell::new(None) };
}

/// Sets where shards come from and which version of the corpus the open page shows.
pub fn connect(get: Function, version: String) {
    SOURCE.set(Some(Fetcher { get, version, manifest: None }));
}

/// Fetches the named shards together and puts them into the store.
pub async fn load_shards(shards: &BTreeMap<String, ShardFile>, store: &Store) -> Result<(), String> {
    // All are on their way before the first is awaited.
    let started: Vec<_> = shards
        .iter()
        .map(|(key, shard)| (key, start(&format!("data/{}", shard.file), Some(&shard.integrity))))
        .collect();
    for (key, text) in started {
        let text = finish(text?).await?;
        store.insert_json(key, &text).map_err(|error| format!("{key}: {error}"))?;
    }
    Ok(())
}

/// Fetches the words of the page's language, where they are not there yet.
pub async fn load_messages(store: &Store) -> Result<(), String> {
    let missing =
        || if store.messages().is_none() { vec![String::from(key::messages(store.language()))] } else { Vec::new() };
    match load(store, missing).await? {
        LoadOutcome::Complete => Ok(()),
        LoadOutcome::Superseded => Err("manifest.json".to_owned()),
    }
}

/// Fetches what `missing` names, until it names nothing.
pub async fn load(store: &Store, missing: impl Fn() -> Vec<String>) -> Result<LoadOutcome, String> {
    loop {
        let missing = missing();
        if missing.is_empty() {
            return Ok(LoadOutcome::Complete);
        }
        let Some(manifest) = manifest().await? else { return Ok(LoadOutcome::Superseded) };
        let mut shards = BTreeMap::new();
        for key in missing {
            let shard = manifest.shards.get(&key).ok_or_else(|| key.clone())?;
            shards.insert(key, shard.clone());
        }
        if let Err(message) = load_shards(&shards, store).await {
            // Files of an older version may be gone: look at the manifest again before calling it a failure.
            SOURCE.with_borrow_mut(|source| source.iter_mut().for_each(|source| source.manifest = None));
            return if self::manifest().await?.is_some() { Err(message) } else { Ok(LoadOutcome::Superseded) };
        }
    }
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
    let text = finish(start("data/manifest.json", None)?).await?;
    let manifest: Manifest = parse(&text).ok_or("manifest.json")?;
    SOURCE.with_borrow_mut(|source| match source {
        Some(source) if manifest.format == FORMAT && manifest.version == source.version => {
            let manifest = Rc::new(manifest);
            source.manifest = Some(manifest.clone());
            Ok(Some(manifest))
        }
        _ => Ok(None),
    })
}

fn start(file: &str, integrity: Option<&str>) -> Result<Promise, String> {
    let get = SOURCE.with_borrow(|source| source.as_ref().map(|source| source.get.clone()));
    let integrity = integrity.map_or(JsValue::UNDEFINED, JsValue::from_str);
    get.and_then(|get| get.call2(&JsValue::NULL, &JsValue::from_str(file), &integrity).ok())
        .and_then(|promise| promise.dyn_into().ok())
        .ok_or_else(|| file.to_owned())
}

async fn finish(promise: Promise) -> Result<String, String> {
    match JsFuture::from(promise).await {
        Ok(text) => text.as_string().ok_or_else(|| "no text".to_owned()),
        Err(error) => Err(error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.message().into())),
    }
}
