//! All plans → the corpus: what needs the vocabularies of the whole country, or more than one plan, to be said.
//!
//! In the order in which they run: [`vocabulary`] the words that name topics and indicators · [`lines`] which plans are of one matter ·
//! [`plans`] every file read, placed and named ·
//! [`topics`] what a clause is about · [`offices`] who its units are · [`targets`] what is promised, of which of the
//! [`indicators`] · [`checks`] figures of one plan against each other · [`oddities`] what is odd in a text ·
//! [`remarks`] all of that for people to look at · [`links`] what corresponds · [`changes`] what became of it.

pub mod changes;
pub mod checks;
pub mod indicators;
pub(super) mod lines;
pub mod links;
pub mod oddities;
pub mod offices;
pub(super) mod plans;
pub(super) mod remarks;
pub mod targets;
pub mod topics;
pub mod vocabulary;
