//! From the prerendered page to the running app. Browser only.
//!
//! In: the page's root with `data-route` and `data-version`, and its inert JSON block `#boot` with the
//! shards that the page shows. Out: the app, hydrated where the root holds just this page of just this
//! version, else rendered anew. Nothing of the page is touched before its code and all data are there and proved.

use super::{
    address::{self, Site, asked},
    app::{App, AppProps},
    data::fetch::{self, LoadOutcome, Loader},
    navigation::ROOT,
    page::Runs,
    pages::PAGES,
    reach::Reach,
    route::address_in,
    store::Store,
};
use crate::bundle::ShardFile;
use crate::bundle::parse::{Json, Parse, parse};
use gloo::utils::{document, window};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;

/// The page's own part of the manifest, and which pages stand as files.
struct Boot {
    version: String,
    reach: Reach,
    shards: BTreeMap<String, ShardFile>,
}

impl Parse for Boot {
    fn parse(mut json: Json) -> Option<Self> {
        Some(Self { version: json.take("version")?, reach: json.take("reach")?, shards: json.take("shards")? })
    }
}

/// Starts the app, or has the visitor told that the site was updated since the page was made. Fails, in words for
/// people, where code or a shard cannot be had; then nothing has changed and a second call may succeed.
pub async fn start(loader: Loader) -> Result<(), String> {
    let text = document().get_element_by_id("boot").and_then(|block| block.text_content()).unwrap_or_default();
    let boot: Boot = parse(&text).ok_or("#boot")?;
    let root = document().get_element_by_id(ROOT).ok_or("#app")?;

    let base = base_path();
    let path = plain(current_path(&base));
    let hash = window().location().hash().unwrap_or_default();
    let (language, route) = asked(PAGES, &boot.reach, &path, hash.trim_start_matches('#'));
    let store = Store::new(language);
    address::enter(Site { pages: PAGES, reach: boot.reach, store: store.clone() });
    fetch::connect(loader, boot.version.clone(), boot.shards);
    // A host may show any page at any address: what is loaded is what the address needs.
    let place = PAGES.at(&route);
    if let LoadOutcome::Superseded = fetch::load(&store, Some(&place), || place.needs("", &store)).await? {
        fetch::reload();
        return Ok(());
    }

    let route = address_in(language, route.path());
    let same = root.get_attribute("data-route").as_ref() == Some(&route)
        && root.get_attribute("data-version").as_ref() == Some(&boot.version);
    if !same {
        root.set_text_content(None);
        // A failure to remove it would only mislead `mark_running`.
        let _ = root.remove_attribute("data-route");
    }
    let props = AppProps { store, base: base.into(), path: route.into(), version: boot.version.into() };
    let renderer = yew::Renderer::<App>::with_root_and_props(root, props);
    if same {
        renderer.hydrate();
    } else {
        renderer.render();
    }
    Ok(())
}

/// The address without the file's name, which some hosts and saved links write out; the routes do not know it.
fn plain(path: String) -> String {
    let Some(folder) = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')) else { return path };
    let address = window().location().href().unwrap_or_default().replacen("/index.html", "/", 1);
    // Where the address cannot be changed, the app says that it does not know the page.
    let _ = window().history().map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    folder.to_owned()
}

/// The name of the pack of the page that a link of this site leads to, by its path and what stands behind its hash; none
/// where the app does not run on it, or only in another language.
pub fn pack_at(path: &str, hash: &str) -> Option<String> {
    let base = base_path();
    let own = |path: &str, hash: &str| address::shown(path, hash.trim_start_matches('#'));
    let hash_here = window().location().hash().unwrap_or_default();
    let (language, _) = own(&current_path(&base), &hash_here);
    let (target, route) = own(&["/", path.strip_prefix(&base)?].concat(), hash);
    let page = PAGES.at(&route).page;
    (target == language && page.runs() == Runs::App).then(|| page.name().to_owned())
}

/// The site's folder, `/` or `/some/folder/`.
fn base_path() -> String {
    let base = document().base_uri().ok().flatten().and_then(|base| web_sys::Url::new(&base).ok());
    base.map_or_else(|| "/".to_owned(), |base| base.pathname())
}

/// The address within the site, with the language's prefix: `/en/plans/dehua-2025/`.
fn current_path(base: &str) -> String {
    let path = window().location().pathname().unwrap_or_default();
    format!("/{}", path.strip_prefix(base).unwrap_or(&path))
}
