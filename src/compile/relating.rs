//! All plans → the corpus: what needs the vocabularies of the whole country, or more than one plan, to be said.
//!
//! In the order in which they run, [`vocabulary`] the words that name topics and indicators · first of each file by itself: [`plans`] every file read, placed and named ·
//! [`topics`] what a clause is about · [`targets`] what is promised, of which of the [`indicators`]; then of all:
//! [`joining`] which plans there are and cite which · [`lines`] which of them are of one matter · [`series`] which follow each other · [`corrections`] what
//! people say of what is read · [`offices`] who the units of clauses are · [`checks`] figures of one plan against each
//! other · [`oddities`] what is odd in a text ·
//! [`remarks`] all of that for people to look at · [`links`] what corresponds · [`changes`] what became of it.

pub mod changes;
pub mod checks;
pub(super) mod corrections;
pub mod indicators;
pub(super) mod joining;
pub(super) mod lines;
pub mod links;
pub mod oddities;
pub mod offices;
pub(super) mod plans;
pub(super) mod remarks;
pub(super) mod series;
pub mod targets;
pub mod topics;
pub mod vocabulary;
