//! The questions visitors ask, as pure functions: compare, filter, trace, cover.

pub mod accuracy;
pub mod address;
pub mod chain;
pub mod changes;
pub mod citations;
pub mod cite;
pub mod compare;
pub mod cover;
pub mod files;
pub mod filter;
pub mod flow;
pub mod indicators;
pub mod marks;
pub mod pieces;
pub mod place;
pub mod published;
pub mod record;
pub mod revision;
pub mod search;
pub mod sentence;
pub mod spread;
pub mod standing;
pub mod view;
pub mod words;
pub mod years;
