//! The questions visitors ask, as pure functions: compare, filter, trace.

pub mod address;
pub mod chain;
pub mod citations;
pub mod cite;
pub mod compare;
pub mod filter;
pub mod marks;
pub mod published;
pub mod search;
pub mod verdict;
pub mod words;
