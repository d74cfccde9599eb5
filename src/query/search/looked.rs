//! Whether a clause holds a query, by its text.

use super::Match;
use super::query::{Phrasing, Wording, position};
use crate::bundle::search::SearchText;
use crate::text::fold::ScriptPairs;

/// How a clause of a plan holds one of the phrasings best, and whether below its heading.
pub fn held(text: &SearchText, plan: &str, phrasings: &[Phrasing], script: &ScriptPairs) -> Option<(Match, bool)> {
    let folded = text.folded(script);
    let admitted = phrasings.iter().filter(|phrasing| phrasing.admits(plan));
    let (how, at) = admitted.filter_map(|phrasing| phrasing.held(&folded.chars)).min()?;
    Some((how, at >= folded.heading))
}

impl Phrasing {
    /// How a folded text holds it, and where first.
    fn held(&self, chars: &[char]) -> Option<(Match, usize)> {
        let as_typed = |how: Match| if self.wording == Wording::Typed { how } else { Match::Synonym };
        let whole = (!self.whole.is_empty()).then(|| position(chars, &self.whole)).flatten();
        if let Some(at) = whole {
            return Some((as_typed(Match::Literal), at));
        }
        let pieces = self.pieces();
        let first = position(chars, pieces.first()?)?;
        let all = pieces.len() > 1 && pieces.iter().all(|piece| position(chars, piece).is_some());
        all.then_some((as_typed(Match::Pairs), first))
    }
}
