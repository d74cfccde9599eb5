//! Pure functions over Chinese text: numerals, sentences, brackets, tables, n-grams, alignment, phrases, folding, invisible characters.

pub mod align;
pub mod brackets;
pub mod fold;
pub mod invisible;
pub mod ngrams;
pub mod numerals;
pub mod phrases;
pub mod sentences;
pub mod tables;
