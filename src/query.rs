//! The questions visitors ask, as pure functions: compare, filter, trace.
