//! Pictures of targets: the ladder of levels, its small form for lists, and a plan's yearly path. Layout is pure
//! and apart from drawing.
//!
//! SVG with classes and presentation attributes only, so that a picture can be saved as a file of its own; every
//! picture has its words or its table beside it.

pub mod flow;
pub mod ladder;
mod mark;
pub mod mini;
pub mod path;
pub mod scale;
pub mod share;
