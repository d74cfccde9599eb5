//! What plans, indicators, topics and offices are called in data, file names and addresses.
//!
//! Invariant: an [`Id`] is 1–64 lower-case ASCII letters, digits and hyphens and no folder of the site, so it can
//! stand in any path and any address as it is. Parsing is the only way to one, also for serde.

use serde::{Deserialize, Serialize};
use std::{fmt, ops::Deref, str::FromStr};

/// The most characters of an id.
const LONGEST: usize = 64;

/// Folders at the top of the site, and names that hosts treat as their own; `zh-hant` where case makes no difference.
const RESERVED: [&str; 23] = [
    "404",
    "app",
    "areas",
    "chain",
    "compare",
    "coverage",
    "data",
    "embed",
    "en",
    "hosting",
    "index",
    "open-data",
    "place",
    "places",
    "plans",
    "revisions",
    "search",
    "topics",
    "units",
    "updates",
    "widgets",
    "years",
    "zh-hant",
];

/// A name like `dehua-2025`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// Why a text is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// There is nothing.
    #[error("an id may not be empty")]
    Empty,
    /// It has this many characters.
    #[error("an id has at most {LONGEST} characters, this one has {0}")]
    TooLong(usize),
    /// It holds this character.
    #[error("an id is made of lower-case letters a–z, digits and hyphens; {0:?} is none of them")]
    Character(char),
    /// It is this name, which the site needs for itself.
    #[error("`{0}` is a folder of the site, so it cannot be an id")]
    Reserved(String),
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        let fits = |c: &char| matches!(c, 'a'..='z' | '0'..='9' | '-');
        if text.is_empty() {
            Err(IdError::Empty)
        } else if let Some(other) = text.chars().find(|c| !fits(c)) {
            Err(IdError::Character(other))
        } else if text.len() > LONGEST {
            Err(IdError::TooLong(text.len()))
        } else if RESERVED.contains(&text.as_str()) {
            Err(IdError::Reserved(text))
        } else {
            Ok(Self(text))
        }
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        text.to_owned().try_into()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_is_letters_digits_and_hyphens() {
        let longest = "x".repeat(LONGEST);
        for text in ["dehua-2025", "x-0123456789", "0", longest.as_str()] {
            assert_eq!(text.parse::<Id>().map(String::from).as_deref(), Ok(text));
        }
        let too_long = "x".repeat(LONGEST + 1);
        let cases = [
            ("", IdError::Empty),
            (too_long.as_str(), IdError::TooLong(LONGEST + 1)),
            ("../../x", IdError::Character('.')),
            (".", IdError::Character('.')),
            ("a/b", IdError::Character('/')),
            ("a?b", IdError::Character('?')),
            ("china-2024#1", IdError::Character('#')),
            ("a\0b", IdError::Character('\0')),
            ("Dehua", IdError::Character('D')),
            ("德化", IdError::Character('德')),
            ("plans", IdError::Reserved("plans".to_owned())),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Id>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn serde_goes_through_the_parser() {
        assert_eq!(serde_json::from_str::<Id>("\"dehua-2025\"").expect("an id").to_string(), "dehua-2025");
        let error = serde_json::from_str::<Id>("\"..\"").expect_err("no id").to_string();
        assert!(error.starts_with(&IdError::Character('.').to_string()), "{error}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_an_id_stays_as_it_is(text in "[a-z0-9-]{0,70}|\\PC{0,9}") {
            if let Ok(id) = text.parse::<Id>() {
                prop_assert_eq!(String::from(id), text);
            }
        }
    }
}
