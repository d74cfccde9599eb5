//! What a kind of shard is: a type, what its keys begin with, how it is read, and which ones a corpus can have.
//!
//! Which kinds there are [`key`](super::key) lists. Invariant: the code that reads a kind is named by its keys alone, so
//! that in the browser it comes with the pages that ask for the kind.

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

impl<S> Clone for Key<S> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), shard: PhantomData }
    }
}

impl<S> From<Key<S>> for String {
    fn from(key: Key<S>) -> Self {
        key.text
    }
}

/// The name by which a shard of any kind is asked for.
#[derive(Clone)]
pub struct AnyKey {
    text: String,
    kind: &'static ShardKind,
}

impl AnyKey {
    /// The key as text: `plan/dehua-2025`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The key that the text is of one of the kinds.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn read(text: &str, kinds: &'static [ShardKind]) -> Option<Self> {
        let name = text.split('/').next()?;
        Some(Self { text: text.to_owned(), kind: kinds.iter().find(|kind| kind.name == name)? })
    }

    /// What is behind the name of its kind.
    fn id(&self) -> &str {
        self.text.split_once('/').map_or("", |(_, id)| id)
    }

    /// Reads the text of the shard.
    pub(super) fn shard(&self, text: &str) -> Option<AnyShard> {
        (self.kind.read)(self.id(), text)
    }

    /// Whether a corpus can have the shard, as far as the overview tells.
    pub(super) fn may_be(&self, overview: &Overview) -> bool {
        (self.kind.may_be)(self.id(), overview)
    }
}

impl<S: Shard> From<Key<S>> for AnyKey {
    fn from(key: Key<S>) -> Self {
        Self { text: key.text, kind: const { &ShardKind::of::<S>() } }
    }
}

/// The text decides about the kind.
impl PartialEq for AnyKey {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl std::fmt::Debug for AnyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// A shard of any kind. Threads that render pages share it.
pub type AnyShard = Arc<dyn Any + Send + Sync>;

/// A kind of shard where its type is not known: see [`Shard`].
pub struct ShardKind {
    #[cfg(not(target_arch = "wasm32"))]
    pub name: &'static str,
    pub read: fn(&str, &str) -> Option<AnyShard>,
    pub may_be: fn(&str, &Overview) -> bool,
}

impl ShardKind {
    pub const fn of<S: Shard>() -> Self {
        Self {
            #[cfg(not(target_arch = "wasm32"))]
            name: S::KIND,
            read: read::<S>,
            may_be: S::may_be,
        }
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
