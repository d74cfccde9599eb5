//! Pictures of targets: the ladder of levels and a plan's yearly path. Layout is pure and apart from drawing.
//!
//! SVG with classes and presentation attributes only; every picture has its table beside it.

pub mod ladder;
pub mod path;
mod scale;
