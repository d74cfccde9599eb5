//! Which clauses may hold a query, as far as its pairs tell.
//!
//! In: phrasings, and the parts of the index that are loaded. Out: clauses, each with the best way in which it may hold
//! one of them, or the parts that are lacking. Invariant: every clause that holds a phrasing is among them. Of a long
//! phrasing only some pairs are asked for; texts then tell.

use super::index::SearchIndex;
use super::query::{Phrasing, Wording};
use super::{BLOCKS, Match};
use std::collections::{BTreeMap, BTreeSet};

impl Phrasing {
    /// Every pair of every word, and words of one character.
    pub fn pieces(&self) -> Vec<&[char]> {
        self.words.iter().flat_map(|word| word.windows(word.len().clamp(1, 2))).collect()
    }

    /// The pairs of the whole that no word has.
    fn joints(&self) -> Vec<&[char]> {
        let pieces = self.pieces();
        let whole = self.whole.windows(2).filter(|_| self.words.len() > 1);
        whole.filter(|pair| !pieces.contains(pair)).collect()
    }
}

/// The clauses that may hold one of the phrasings, as so many pieces of each tell.
///
/// # Errors
/// Numbers of the parts to load first.
pub fn candidates(
    index: &SearchIndex,
    phrasings: &[Phrasing],
    pieces: usize,
) -> Result<BTreeMap<u32, Match>, BTreeSet<u32>> {
    let mut clauses: BTreeMap<u32, Match> = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for phrasing in phrasings {
        // Words that say the same would be asked for in vain where what was typed fills the page.
        let is_found = || !missing.is_empty() || blocks(index, clauses.keys()).len() > BLOCKS;
        if phrasing.wording == Wording::Synonym && index.search.texts.len() > BLOCKS && is_found() {
            break;
        }
        match of_phrasing(index, phrasing, pieces) {
            Err(parts) => missing.extend(parts),
            Ok(found) => {
                for (clause, how) in found {
                    let best = clauses.entry(clause).or_insert(how);
                    *best = (*best).min(how);
                }
            }
        }
    }
    if missing.is_empty() { Ok(clauses) } else { Err(missing) }
}

/// The blocks in which the texts of clauses are.
pub fn blocks<'c>(index: &SearchIndex, clauses: impl Iterator<Item = &'c u32>) -> BTreeSet<u32> {
    clauses.map(|clause| index.search.text_of(*clause)).collect()
}

fn of_phrasing(index: &SearchIndex, phrasing: &Phrasing, most: usize) -> Result<Vec<(u32, Match)>, BTreeSet<u32>> {
    let (pieces, joints) = (phrasing.pieces(), phrasing.joints());
    let parts_of = |piece: &[char]| index.search.parts_of(piece);
    let parts: BTreeSet<u32> = spread(&pieces, most).chain(spread(&joints, most / 2)).flat_map(parts_of).collect();
    let missing: BTreeSet<u32> = parts.iter().copied().filter(|n| (index.part)(*n).is_none()).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    // Whatever else lies in these parts costs nothing.
    let is_there = |piece: &&[char]| parts_of(piece).all(|part| parts.contains(&part));
    let held = |pieces: Vec<&[char]>, mut clauses: Option<Vec<u32>>| {
        for piece in pieces.into_iter().filter(is_there) {
            let list = index.clauses(piece);
            clauses = Some(match clauses {
                Some(before) => shared(before, &list),
                None => list,
            });
        }
        clauses.unwrap_or_default()
    };
    let mut clauses = held(pieces, None);
    if !phrasing.plans.is_empty() {
        clauses.retain(|clause| {
            index.search.plans.get(index.plan_of(*clause)).is_some_and(|plan| phrasing.admits(&plan.id))
        });
    }
    let whole = held(joints, Some(clauses.clone()));
    let how = |clause: &u32| match whole.binary_search(clause) {
        _ if phrasing.wording != Wording::Typed => Match::Synonym,
        Ok(_) => Match::Literal,
        Err(_) => Match::Pairs,
    };
    Ok(clauses.iter().map(|clause| (*clause, how(clause))).collect())
}

/// Some of the pieces, from the first to the last in even steps.
fn spread<'p>(pieces: &'p [&'p [char]], most: usize) -> impl Iterator<Item = &'p [char]> {
    let count = pieces.len().min(most);
    (0..count).map(move |n| pieces[n * (pieces.len() - 1) / (count - 1).max(1)])
}

/// The numbers of `a` that are in `b`; both rise.
fn shared(a: Vec<u32>, b: &[u32]) -> Vec<u32> {
    let mut rest = b;
    let held = |number: &u32| {
        rest = &rest[rest.partition_point(|other| other < number)..];
        rest.first() == Some(number)
    };
    a.into_iter().filter(held).collect()
}
