//! Pages that are complete as they are prerendered: lists and texts with nothing to choose on them, and the page that
//! hands out widgets, which has a small script of its own. No app starts there, links to them are the browser's, and
//! the code that renders them is not in the WebAssembly.

mod embed;
mod method;
mod plans;
mod topics;
mod units;

use super::route::Route;
use super::store::Store;
use crate::bundle::key;
use crate::messages::Messages;
use yew::prelude::*;

/// The page of a fixed route; none where the corpus has nothing for it.
pub fn content(m: &Messages, route: &Route, store: &Store, version: &str) -> Option<Html> {
    let o = store.overview()?;
    match route {
        Route::Topics => Some(topics::topics(m, &o)),
        Route::Chains => Some(plans::chains(m, &o)),
        Route::Plans => Some(plans::plans(m, &o)),
        Route::Units => store.get(&key::offices()).map(|shard| units::units(m, &shard)),
        Route::Office { office } => store.get(&key::office(office)).map(|shard| units::office(m, &o, &shard)),
        Route::Data => {
            let said = store.get(&key::findings()).zip(store.get(&key::guide(m.language)));
            said.map(|(findings, guide)| method::method(m, &guide, &o, &findings, version))
        }
        Route::Embed => store.get(&key::guide(m.language)).map(|guide| embed::embed(m, &guide, &o)),
        _ => None,
    }
}
