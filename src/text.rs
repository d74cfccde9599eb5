//! Pure functions over Chinese text: numerals, sentences, tables, n-grams, alignment, folding, invisible characters.

pub mod align;
pub mod fold;
pub mod invisible;
pub mod ngrams;
pub mod numerals;
pub mod sentences;
pub mod tables;
