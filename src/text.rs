//! Pure functions over Chinese text: numerals, n-grams, alignment, folding.

pub mod align;
pub mod fold;
pub mod ngrams;
pub mod numerals;
