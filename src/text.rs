//! Pure functions over Chinese text: numerals, n-grams, alignment.
