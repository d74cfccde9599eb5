//! The code of an administrative division, by GB/T 2260: which place contains which.
//!
//! Invariant: six digits, of which 35 of 350500 is the province and 3505 the prefecture. Parsing is the only way to a
//! code, also for serde.

use serde::{Deserialize, Serialize};
use std::{fmt, ops::Deref, str::FromStr};

/// A code like `350526`; the nation has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// A text is no code of a division.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code of a division has six digits; `{0}` has not")]
pub struct CodeError(String);

impl Code {
    /// The code as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this place contains the other; none contains itself.
    pub fn is_above(&self, other: &Self) -> bool {
        self != other && self.holds(other)
    }

    /// Whether this place is the other or contains it.
    pub fn holds(&self, other: &Self) -> bool {
        other.starts_with(self.stem())
    }

    /// The first two digits, which all places of a province share.
    pub fn province(&self) -> &str {
        &self.0[..2]
    }

    /// Whether places can lie below it: a province or a prefecture.
    pub fn may_contain(&self) -> bool {
        self.0.ends_with("00")
    }

    /// The places above it, nearest first: 350500 and 350000 of 350526. The nation has no code and is not named.
    pub fn above(&self) -> impl Iterator<Item = Self> + '_ {
        let cut = [(4, "00"), (2, "0000")].map(|(digits, rest)| Self([&self.0[..digits], rest].concat()));
        cut.into_iter().filter(move |above| above != self)
    }

    /// What the codes of all places below it begin with: 35 of 350000, 3505 of 350500.
    fn stem(&self) -> &str {
        let stem = self.0.strip_suffix("00").unwrap_or(&self.0);
        stem.strip_suffix("00").unwrap_or(stem)
    }
}

impl TryFrom<String> for Code {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        let fits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        if fits { Ok(Self(text)) } else { Err(CodeError(text)) }
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        text.to_owned().try_into()
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl Deref for Code {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        text.parse().expect("six digits")
    }

    #[test]
    fn a_place_is_above_those_whose_codes_begin_as_its_own() {
        let check = |upper: &str, lower: &str, above: bool| {
            assert_eq!(code(upper).is_above(&code(lower)), above, "{upper} {lower}");
        };
        check("350000", "350500", true);
        check("350000", "350526", true);
        check("350500", "350526", true);
        check("350500", "350500", false);
        check("350500", "350000", false);
        check("350526", "350500", false);
        check("350100", "350526", false);
        check("340000", "350526", false);
        let above: Vec<Code> = code("350526").above().collect();
        assert_eq!(above, [code("350500"), code("350000")]);
        assert!(code("350500").above().eq([code("350000")]) && code("350000").above().next().is_none());
        assert!(code("350500").holds(&code("350500")) && !code("350526").may_contain());
    }

    #[test]
    fn other_texts_are_no_codes() {
        for text in ["", "35", "35052", "3505260", "35O526", "３５０５", "德化"] {
            assert_eq!(text.parse::<Code>(), Err(CodeError(text.to_owned())));
        }
        assert!(serde_json::from_str::<Code>("\"35\"").is_err());
    }
}
