//! The words and names of vocabulary files.
//!
//! Invariant: [`Written`] is what somebody can see and a text can hold: not blank, no line end, no invisible
//! character, and no more than [`LONGEST`] characters. Parsing is the only way to one, so a file with anything else is
//! an error at its place.

use crate::text::invisible::is_invisible;
use serde::Deserialize;
use std::ops::Deref;

/// The most characters of a word or name.
const LONGEST: usize = 120;

/// A word or name, as a vocabulary file writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Written(String);

/// Why a text is no word or name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrittenError {
    /// Nothing, or blanks.
    #[error("a word or name may not be empty")]
    Blank,
    /// It holds this character.
    #[error("a word or name is one line of visible characters; {0:?} is none")]
    Character(char),
    /// It has this many characters.
    #[error("a word or name has at most {LONGEST} characters, this one has {0}")]
    TooLong(usize),
}

impl TryFrom<String> for Written {
    type Error = WrittenError;

    fn try_from(text: String) -> Result<Self, WrittenError> {
        let length = text.chars().count();
        if text.trim().is_empty() {
            Err(WrittenError::Blank)
        } else if let Some(other) = text.chars().find(|c| is_invisible(*c) || c.is_control()) {
            Err(WrittenError::Character(other))
        } else if length > LONGEST {
            Err(WrittenError::TooLong(length))
        } else {
            Ok(Self(text))
        }
    }
}

impl From<Written> for String {
    fn from(written: Written) -> Self {
        written.0
    }
}

impl Deref for Written {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// What they say.
pub fn strings(written: Vec<Written>) -> impl Iterator<Item = String> {
    written.into_iter().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_can_be_seen_and_found() {
        for text in ["蜂群", "Bee farms", "=1+1", "A"] {
            assert_eq!(Written::try_from(text.to_owned()).as_deref(), Ok(text));
        }
        let cases = [
            (String::new(), WrittenError::Blank),
            (" \u{3000}".to_owned(), WrittenError::Blank),
            ("蜂\n群".to_owned(), WrittenError::Character('\n')),
            ("蜂\u{202E}群".to_owned(), WrittenError::Character('\u{202E}')),
            ("蜂\0".to_owned(), WrittenError::Character('\0')),
            ("蜂".repeat(LONGEST + 1), WrittenError::TooLong(LONGEST + 1)),
        ];
        for (text, error) in cases {
            assert_eq!(Written::try_from(text), Err(error));
        }
    }
}
