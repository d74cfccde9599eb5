//! The shards that a page has, and its language: what it shows on the server, what was fetched in the browser.

use crate::bundle::{AnyKey, IndicatorShard, Key, Overview, Shard, Shards, key};
use crate::messages::Messages;
use crate::model::{Language, slug};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// Clones share their shards.
#[derive(Clone, Default)]
pub struct Store {
    language: Language,
    shards: Rc<RefCell<Shards>>,
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shards, &other.shards)
    }
}

impl Store {
    /// A store without shards.
    pub fn new(language: Language) -> Self {
        Self { language, shards: Rc::default() }
    }

    /// The language of the page; it changes only with a page load.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The shard, where it is there.
    pub fn get<S: Shard>(&self, key: &Key<S>) -> Option<Arc<S>> {
        self.shards.borrow().get(key)
    }

    /// The overview, where it is there.
    pub fn overview(&self) -> Option<Arc<Overview>> {
        self.shards.borrow().overview()
    }

    /// Keys of what of a folded corpus leads to the plans of a place's province; the second is known once the first is
    /// there. `place` is its name in addresses or the id of a plan. None where the overview knows the place.
    pub fn way_to(&self, place: &str) -> Vec<AnyKey> {
        let slug = slug(place);
        let Some(o) = self.get(&key::overview()) else { return Vec::new() };
        let Some(n) = o.places_of(slug).filter(|_| !o.plans.iter().any(|plan| self::slug(&plan.id) == slug)) else {
            return Vec::new();
        };
        let part = key::places(n);
        let places = self.get(&part);
        let entry = places.iter().flat_map(|part| &part.places).find(|place| self::slug(&place.plan) == slug);
        let area = entry.map(|place| key::plans_in(place.code.province()).into());
        [part.into()].into_iter().chain(area).collect()
    }

    /// What is there of an indicator, the main part first, and the keys of the parts of these provinces, where they have any.
    // Copied into each of its callers it would be 1 kB more of WebAssembly.
    #[inline(never)]
    pub fn indicator(&self, id: &str, areas: &[&str]) -> (Vec<Arc<IndicatorShard>>, Vec<AnyKey>) {
        let Some(main) = self.get(&key::indicator(id, None)) else { return Default::default() };
        let (mut parts, mut keys) = (vec![main.clone()], Vec::new());
        for area in areas.iter().filter(|area| main.areas.iter().any(|of| of == *area)) {
            let key = key::indicator(id, Some(area));
            parts.extend(self.get(&key));
            keys.push(key.into());
        }
        (parts, keys)
    }

    /// The words of the page's language.
    pub fn messages(&self) -> Option<&'static Messages> {
        self.get(&key::messages(self.language)).map(|messages| *messages)
    }

    /// Whether the shard of a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.shards.borrow().has(key)
    }

    /// Whether the corpus can have this shard, as far as is known.
    pub fn may_have(&self, key: &AnyKey) -> bool {
        self.shards.borrow().may_have(key)
    }

    /// Notes that the corpus does not have this shard.
    pub fn lacks(&self, key: &AnyKey) {
        self.shards.borrow_mut().lacks(key);
    }

    /// Takes a shard in, as [`Shards::insert_json`] does.
    ///
    /// # Errors
    /// The text is not a shard of the kind that its key names.
    pub fn insert_json(&self, key: &AnyKey, text: &str) -> Result<(), String> {
        self.shards.borrow_mut().insert_json(key, text)
    }

    /// Takes a shard over from others, unread; whether they have it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn take(&self, key: &str, others: &Shards) -> bool {
        self.shards.borrow_mut().take(key, others)
    }

    /// Takes the overview over from others with all that they have of it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn take_overview(&self, others: &Shards) {
        self.shards.borrow_mut().take_overview(others);
    }
}
