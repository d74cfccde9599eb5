//! Which pages stand as files of their own: a host takes only so many, so those worth least are left to the app.
//!
//! In: what a page is worth and the level of its plan. Out: whether it stands. Invariants: the rules are as small for a
//! country as for five plans, so that every page carries them; a page that stands in another language stands in the
//! first one too.

use crate::bundle::parse::{Json, Parse};
use crate::model::{Language, Level};

/// What pages of a kind are worth as files, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Leads to others, or gathers what many plans say.
    List,
    /// A plan's or a place's own.
    Own,
    /// Compares an indicator that the first page shows.
    Headline,
    /// Compares any other indicator.
    Indicator,
    /// Follows one clause.
    Clause,
}

impl Rank {
    /// All of them in order.
    pub const ALL: [Self; 5] = [Self::List, Self::Own, Self::Headline, Self::Indicator, Self::Clause];

    /// Whether such pages belong to a plan or a place, whose level decides: it is their first id.
    pub fn has_level(self) -> bool {
        matches!(self, Self::Own | Self::Clause)
    }
}

/// How far down pages stand: for the first language and for the others, and for each rank, the number of levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach([[u8; Rank::ALL.len()]; 2]);

/// The number that says that every level is there.
const WHOLE: u8 = Level::ALL.len() as u8;

impl Default for Reach {
    fn default() -> Self {
        Self::WHOLE
    }
}

impl Reach {
    /// Every page stands.
    pub const WHOLE: Self = Self([[WHOLE; Rank::ALL.len()]; 2]);
    /// No page stands.
    pub const NOTHING: Self = Self([[0; Rank::ALL.len()]; 2]);

    /// Whether every page stands.
    pub fn is_whole(&self) -> bool {
        *self == Self::WHOLE
    }

    /// Lets the pages of a rank stand down to a level, in the first language or in the others.
    pub fn extend(&mut self, first: bool, rank: Rank, level: Level) {
        self.0[usize::from(!first)][rank as usize] = level as u8 + 1;
    }

    /// Whether the pages of a rank and a level stand in a language.
    pub fn holds(&self, language: Language, rank: Rank, level: Level) -> bool {
        (level as u8) < self.0[usize::from(language != Language::default())][rank as usize]
    }

    /// Whether all pages of a rank stand in a language.
    pub fn holds_all(&self, language: Language, rank: Rank) -> bool {
        self.holds(language, rank, Level::County)
    }

    /// The rules as a page carries them: a digit a rank, first those of the first language.
    pub fn written(&self) -> String {
        self.0.iter().flatten().map(|levels| char::from(b'0' + levels)).collect()
    }
}

impl Parse for Reach {
    fn parse(json: Json) -> Option<Self> {
        let Some(text) = Option::<String>::parse(json)? else { return Some(Self::WHOLE) };
        let mut reach = Self::NOTHING;
        let mut digits = text.bytes();
        for levels in reach.0.iter_mut().flatten() {
            *levels = digits.next()?.checked_sub(b'0').filter(|levels| *levels <= WHOLE)?;
        }
        Some(reach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::parse::parse;

    #[test]
    fn a_level_brings_those_above_it() {
        let mut reach = Reach::NOTHING;
        reach.extend(true, Rank::Clause, Level::Province);
        for (level, stands) in Level::ALL.into_iter().zip([true, true, false, false]) {
            assert_eq!(reach.holds(Language::Hans, Rank::Clause, level), stands);
            assert!(!reach.holds(Language::En, Rank::Clause, level));
            assert!(!reach.holds(Language::Hans, Rank::Own, level));
        }
        assert!(!reach.is_whole() && !reach.holds_all(Language::Hans, Rank::Clause));
    }

    #[test]
    fn what_a_page_carries_is_read_back() {
        let mut reach = Reach::NOTHING;
        reach.extend(true, Rank::Own, Level::County);
        reach.extend(false, Rank::Headline, Level::Nation);
        assert_eq!(reach.written(), "0400000100");
        for reach in [reach, Reach::WHOLE, Reach::NOTHING] {
            assert_eq!(parse(&format!("\"{}\"", reach.written())), Some(reach));
        }
        assert_eq!(parse("null"), Some(Reach::WHOLE), "most sites say nothing");
        for damaged in ["\"\"", "\"44\"", "\"4444444445\"", "\"444444444x\"", "7"] {
            assert_eq!(parse::<Reach>(damaged), None, "{damaged}");
        }
    }
}
