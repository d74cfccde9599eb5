//! Shards that were read, each as its own type.
//!
//! In: the texts of shards, each once. Out: a shard by its key. Invariant: what a key names is of the key's type.

#[cfg(not(target_arch = "wasm32"))]
use super::Bundle;
use super::key;
use super::overview::{AreaShard, Counts, Overview};
use super::shard::{AnyKey, AnyShard, Key, Shard};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Shards by key.
#[derive(Default)]
pub struct Shards {
    held: BTreeMap<String, AnyShard>,
    /// Keys that the manifest does not know.
    absent: Vec<String>,
    /// The overview with what was taken into it, once it was asked for.
    overview: OnceLock<Arc<Overview>>,
}

impl Shards {
    /// Every shard of a bundle.
    ///
    /// # Errors
    /// Names a shard that the app could not read.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn of(bundle: &Bundle) -> Result<Self, String> {
        let mut shards = Self::default();
        for (name, bytes) in &bundle.shards {
            let key = key::of_text(name).ok_or_else(|| format!("no kind of data is called `{name}`"))?;
            let text = std::str::from_utf8(bytes).map_err(|error| format!("`{name}`: {error}"))?;
            shards.insert_json(&key, text).map_err(|error| format!("`{name}`: {error}"))?;
        }
        Ok(shards)
    }

    /// The shard, where it is there.
    // Copied into each of its callers it would be 0.4 kB more of WebAssembly with brotli.
    #[inline(never)]
    pub fn get<S: Shard>(&self, key: &Key<S>) -> Option<Arc<S>> {
        self.held.get(key.as_str())?.clone().downcast().ok()
    }

    /// The overview, where it is there, with what of a folded corpus is there besides: see [`Overview`].
    pub fn overview(&self) -> Option<Arc<Overview>> {
        if let Some(known) = self.overview.get() {
            return Some(known.clone());
        }
        let mut overview = self.get(&key::overview())?;
        if overview.is_folded() {
            let mut whole = Overview::clone(&overview);
            for area in &overview.areas {
                if let Some(area) = self.get::<AreaShard>(&key::plans_in(&area.code)) {
                    whole.take_area(&area);
                }
            }
            if let Some(counts) = self.get(&key::counts()) {
                whole.take_counts(&counts);
            }
            overview = Arc::new(whole);
        }
        Some(self.overview.get_or_init(|| overview).clone())
    }

    /// Whether the shard of a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.held.contains_key(key)
    }

    /// Whether the corpus can have this shard, as far as is known.
    pub fn may_have(&self, key: &AnyKey) -> bool {
        !self.absent.iter().any(|absent| absent == key.as_str())
            && self.overview().is_none_or(|overview| key.may_be(&overview))
    }

    /// Notes that the corpus does not have this shard.
    pub fn lacks(&mut self, key: &AnyKey) {
        self.absent.push(key.as_str().to_owned());
    }

    /// Takes a shard in.
    ///
    /// # Errors
    /// The text is not a shard of the kind that its key names.
    pub fn insert_json(&mut self, key: &AnyKey, text: &str) -> Result<(), String> {
        let shard = key.shard(text).ok_or("not of the expected form")?;
        self.hold(key.as_str(), shard);
        Ok(())
    }

    fn hold(&mut self, key: &str, shard: AnyShard) {
        // Only these say more about the corpus as a whole.
        if [Overview::KIND, AreaShard::KIND, Counts::KIND].contains(&key.split('/').next().unwrap_or(key)) {
            self.overview = OnceLock::new();
        }
        self.held.insert(key.to_owned(), shard);
    }

    /// Takes the overview over from others with all that they have of it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn take_overview(&mut self, others: &Self) {
        self.take(key::overview().as_str(), others);
        self.overview = others.overview().map_or_else(OnceLock::new, OnceLock::from);
    }

    /// Takes a shard over from others, unread; whether they have it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn take(&mut self, key: &str, others: &Self) -> bool {
        let shard = others.held.get(key).cloned();
        shard.map(|shard| self.hold(key, shard)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    fn shards() -> Shards {
        let overview = Overview {
            report: None,
            plans: vec![
                samples::plan("china-2024", None),
                samples::plan("fujian-2024", Some("350000")),
                samples::plan("beijing-2024", Some("110000")),
            ],
            topics: Vec::new(),
            indicators: Vec::new(),
            areas: Vec::new(),
            folded: None,
        };
        let mut shards = Shards::default();
        let json = serde_json::to_string(&overview).expect("JSON");
        shards.insert_json(&key::overview().into(), &json).expect("an overview");
        shards
    }

    #[test]
    fn what_is_no_shard_of_its_kind_is_refused() {
        let mut shards = Shards::default();
        assert_eq!(key::of_text("weather/fujian"), None);
        assert!(shards.insert_json(&key::plan("dehua-2025").into(), r#"{"targets":[]}"#).is_err());
        shards.insert_json(&key::figures("dehua-2025").into(), r#"{"targets":[]}"#).expect("figures");
        assert!(shards.get(&key::figures("dehua-2025")).is_some_and(|figures| figures.targets.is_empty()));
        assert!(shards.get(&key::figures("yongchun-2025")).is_none());
    }

    #[test]
    fn the_overview_tells_what_a_corpus_can_have() {
        assert!(Shards::default().may_have(&key::plan("nowhere-2024").into()), "nothing is known yet");
        let shards = shards();
        for (key, may) in [
            ("overview", true),
            ("years", true),
            ("search-part/3", true),
            ("messages/en", true),
            ("plan/fujian-2024", true),
            ("plan/nowhere-2024", false),
            ("plan", false),
            ("figures/fujian-2024", true),
            ("own/35", true),
            ("own/99", false),
            ("coverage/china-2024/11", true),
            ("coverage/china-2024/99", false),
            ("coverage/fujian-2024/35", false),
            ("coverage/china-2024", false),
            ("topic/education", false),
            ("indicator/jobs", false),
        ] {
            assert_eq!(shards.may_have(&key::of_text(key).expect("a kind")), may, "{key}");
        }
    }

    #[test]
    fn a_shard_that_is_taken_over_is_the_same_one() {
        let (all, mut own) = (shards(), Shards::default());
        assert!(own.take("overview", &all) && !own.take("years", &all));
        let (a, b) = (all.get(&key::overview()).expect("it"), own.get(&key::overview()).expect("it"));
        assert!(Arc::ptr_eq(&a, &b));
    }
}
