//! What a kind of shard is: a type, what its keys begin with, how it is read, and which ones a corpus can have.
//!
//! Which kinds there are [`key`](super::key) lists.

use super::Overview;
use super::parse::{Parse, parse};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// A kind of shard.
pub trait Shard: Parse + Send + Sync + 'static {
    /// What its keys begin with: `plan` of `plan/dehua-2025`, and the whole key where there is only one shard of the kind.
    const KIND: &'static str;

    /// Reads the one with this id; `None` where the text is not one.
    fn read(_id: &str, text: &str) -> Option<Self> {
        parse(text)
    }

    /// Whether a corpus can have the one with this id, as far as the overview tells: an address may name anything.
    fn may_be(_id: &str, _overview: &Overview) -> bool {
        true
    }
}

/// The name by which a shard is asked for; it says which type that is.
#[derive(Debug)]
pub struct Key<S> {
    text: String,
    shard: PhantomData<fn() -> S>,
}

impl<S: Shard> Key<S> {
    /// Key of the only shard of its kind.
    pub fn only() -> Self {
        Self { text: S::KIND.to_owned(), shard: PhantomData }
    }

    /// Key of the one with this id.
    pub fn of(id: &str) -> Self {
        Self { text: [S::KIND, "/", id].concat(), shard: PhantomData }
    }
}

impl<S> Key<S> {
    /// The key as text: `plan/dehua-2025`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<S> From<Key<S>> for String {
    fn from(key: Key<S>) -> Self {
        key.text
    }
}

/// A shard of any kind. Threads that render pages share it.
pub type AnyShard = Arc<dyn Any + Send + Sync>;

/// A kind of shard where its type is not known: see [`Shard`].
pub struct ShardKind {
    pub name: &'static str,
    pub read: fn(&str, &str) -> Option<AnyShard>,
    pub may_be: fn(&str, &Overview) -> bool,
}

impl ShardKind {
    pub const fn of<S: Shard>() -> Self {
        Self { name: S::KIND, read: read::<S>, may_be: S::may_be }
    }
}

fn read<S: Shard>(id: &str, text: &str) -> Option<AnyShard> {
    Some(Arc::new(S::read(id, text)?))
}

/// Name within `data/` of the shard `key` whose content has this short digest.
#[cfg(not(target_arch = "wasm32"))]
pub fn file_name(key: &str, digest: &str) -> String {
    format!("{}.{digest}.json", key.replace('/', "-"))
}
