//! Pure functions over Chinese text: numerals, n-grams, alignment.

pub mod align;
pub mod ngrams;
pub mod numerals;
