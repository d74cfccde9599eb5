//! JSON → the bundle's types, with little code: in the browser this is a fifth of what the same types derived
//! with serde compile to, some 20 kB on every first visit.
//!
//! In: the JSON that [`write`](super::write()) writes, a manifest, or a page's own part of it. Out: the value, or
//! `None` where anything is missing or of another kind; keys that nobody asks for are passed over.
//! Invariant: no text makes it panic, and it reads what serde reads.

mod json;
mod records;

pub use json::Json;

use crate::model::{ClauseId, Code};
use std::collections::BTreeMap;

/// What can be read out of JSON.
pub trait Parse: Sized {
    /// The value; nothing where the JSON is of another shape.
    fn parse(json: Json) -> Option<Self>;
}

/// Reads a whole text; `None` where it is not JSON or not a `T`.
pub fn parse<T: Parse>(text: &str) -> Option<T> {
    T::parse(Json::read(text)?)
}

impl Json<'_> {
    /// Takes the value of `key` out of an object; one that is missing is null, as it is to serde.
    pub fn take<T: Parse>(&mut self, key: &str) -> Option<T> {
        T::parse(self.take_value(key).unwrap_or(Json::Null))
    }
}

impl Parse for String {
    fn parse(json: Json) -> Option<Self> {
        match json {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Parse for ClauseId {
    fn parse(json: Json) -> Option<Self> {
        String::parse(json).map(Self::from)
    }
}

impl Parse for Code {
    fn parse(json: Json) -> Option<Self> {
        String::parse(json)?.try_into().ok()
    }
}

impl Parse for bool {
    fn parse(json: Json) -> Option<Self> {
        match json {
            Json::Bool(value) => Some(value),
            _ => None,
        }
    }
}

impl Parse for u32 {
    fn parse(json: Json) -> Option<Self> {
        match json {
            Json::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }
}

impl Parse for u16 {
    fn parse(json: Json) -> Option<Self> {
        u32::parse(json)?.try_into().ok()
    }
}

impl<T: Parse> Parse for Option<T> {
    fn parse(json: Json) -> Option<Self> {
        match json {
            Json::Null => Some(None),
            json => T::parse(json).map(Some),
        }
    }
}

impl<T: Parse> Parse for Vec<T> {
    fn parse(json: Json) -> Option<Self> {
        let Json::List(items) = json else { return None };
        let mut parsed = Self::with_capacity(items.len());
        for item in items {
            parsed.push(T::parse(item)?);
        }
        Some(parsed)
    }
}

impl<T: Parse> Parse for BTreeMap<String, T> {
    fn parse(json: Json) -> Option<Self> {
        let Json::Object(members) = json else { return None };
        let mut parsed = Self::new();
        for (key, value) in members {
            parsed.insert(key, T::parse(value)?);
        }
        Some(parsed)
    }
}
