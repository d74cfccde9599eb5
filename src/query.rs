//! The questions visitors ask, as pure functions: compare, filter, trace.

pub mod chain;
pub mod cite;
pub mod filter;
pub mod marks;
