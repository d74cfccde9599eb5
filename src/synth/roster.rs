//! Who issues a plan: places of the real table, by lines of policy and generations.
//!
//! Invariant: where a place has a plan, so have all places above it, on the same line and of the same generation.

use super::chance::Chance;
use crate::compile::divisions::{self, Place};
use crate::model::{Code, Level};
use std::collections::BTreeMap;

/// A plan that is to be written.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Who issues it.
    pub place: Place,
    /// Which line of policy, counted from 0.
    pub line: usize,
    /// First year of its term.
    pub first_year: u16,
    /// The entry of the place above, which stands before it; none for the nation.
    pub parent: Option<usize>,
}

/// First year of the generation that most plans are of, and of the one before it.
const GENERATIONS: [u16; 2] = [2025, 2021];

/// One plan in so many is not of the main line and generation.
const FURTHER: usize = 10;

/// So many plans at least has a line beside the main one: nation, province, prefecture, county.
const SMALLEST: usize = 4;

/// `plans` plans over `lines` lines of policy, each behind that of the place above it; fewer where the country has not
/// as many places.
pub fn roster(plans: usize, lines: usize, seed: u64) -> Vec<Entry> {
    let turns = Turns::of(seed);
    let mut entries = Vec::new();
    for (line, first_year, plans) in shares(plans, lines) {
        turns.add(plans, line, first_year, &mut entries);
    }
    entries
}

/// Line, first year and number of plans.
fn shares(plans: usize, lines: usize) -> Vec<(usize, u16, usize)> {
    let [now, before] = GENERATIONS;
    let further = plans / FURTHER;
    let earlier = further / 2;
    let beside = further - earlier;
    let others = (beside / SMALLEST).clamp(1, lines.saturating_sub(1).max(1));
    let mut shares = vec![(0, now, plans - further), (0, before, earlier)];
    if lines > 1 {
        shares.extend((0..others).map(|n| (n + 1, now, (beside + n) / others)));
    } else {
        shares[0].2 += beside;
    }
    shares.retain(|(_, _, plans)| *plans > 0);
    shares
}

/// The places of the country in the order in which they get a plan.
struct Turns(Vec<Turn>);

struct Turn {
    place: Place,
    above: Option<Code>,
}

impl Turns {
    /// A place comes the sooner the fewer of its neighbours, and of those of the places above it, come before it: the
    /// product of these ranks decides, so that every beginning of the row is a country in small.
    fn of(seed: u64) -> Self {
        let mut chance = Chance::of(seed, "roster");
        let all = divisions::all();
        let mut below: BTreeMap<Option<Code>, Vec<usize>> = BTreeMap::new();
        for (n, (_, above)) in all.iter().enumerate().skip(1) {
            below.entry(above.clone()).or_default().push(n);
        }
        // Where there is nothing below a province, nothing is handed down.
        let empty = |n: &usize| all[*n].0.level == Level::Province && !below.contains_key(&all[*n].0.code);
        let provinces: Vec<usize> = below.get(&None).into_iter().flatten().filter(|n| !empty(n)).copied().collect();
        let mut order: Vec<(usize, Vec<usize>, usize)> = vec![(0, Vec::new(), 0)];
        let mut open = vec![(1, Vec::new(), provinces)];
        while let Some((rank, way, mut places)) = open.pop() {
            chance.shuffle(&mut places);
            // The first is one under which the country goes on to the county.
            let depth = |n: &usize| levels_below(*n, &all, &below);
            if let Some(first) = (0..places.len()).rev().max_by_key(|at| depth(&places[*at])) {
                places.swap(0, first);
            }
            for (own, n) in places.into_iter().enumerate() {
                let (rank, way) = (rank * (own + 1), [&way[..], &[own]].concat());
                order.push((rank, way.clone(), n));
                open.push((rank, way, below.get(&all[n].0.code).cloned().unwrap_or_default()));
            }
        }
        order.sort();
        Self(order.into_iter().map(|(_, _, n)| Turn { place: all[n].0.clone(), above: all[n].1.clone() }).collect())
    }

    fn add(&self, plans: usize, line: usize, first_year: u16, entries: &mut Vec<Entry>) {
        let mut known: BTreeMap<Option<Code>, usize> = BTreeMap::new();
        for Turn { place, above } in self.0.iter().take(plans) {
            let parent = if place.code.is_none() { None } else { known.get(above).copied() };
            known.insert(place.code.clone(), entries.len());
            entries.push(Entry { place: place.clone(), line, first_year, parent });
        }
    }
}

/// How many levels of places there are below one of `all`.
fn levels_below(n: usize, all: &[(Place, Option<Code>)], below: &BTreeMap<Option<Code>, Vec<usize>>) -> usize {
    let lower = below.get(&all[n].0.code).into_iter().flatten();
    lower.map(|n| 1 + levels_below(*n, all, below)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(entries: &[Entry]) -> [usize; 4] {
        Level::ALL.map(|level| entries.iter().filter(|entry| entry.place.level == level).count())
    }

    #[test]
    fn a_small_country_has_every_level() {
        assert_eq!(levels(&roster(1, 5, 1)), [1, 0, 0, 0]);
        for seed in 0..9 {
            assert_eq!(levels(&roster(5, 5, seed)), [1, 1, 1, 2]);
        }
        let fifty = levels(&roster(50, 5, 1));
        assert!(fifty[1] >= 4 && fifty[2] >= 8 && fifty[3] >= 15, "{fifty:?}");
    }

    #[test]
    fn a_large_one_has_nearly_all_places() {
        let entries = roster(3200, 5, 1);
        let count = levels(&entries);
        assert_eq!(entries.len(), 3200);
        let distinct = |level| {
            let mut codes: Vec<_> = entries.iter().map(|e| &e.place).filter(|p| p.level == level).collect();
            codes.sort_by(|a, b| a.code.cmp(&b.code));
            codes.dedup();
            codes.len()
        };
        assert_eq!(distinct(Level::Province), 31);
        assert!(distinct(Level::Prefecture) > 320 && count[3] > 2600, "{count:?}");
    }

    #[test]
    fn every_plan_has_those_above_it() {
        for plans in [3, 5, 50, 400] {
            let entries = roster(plans, 5, 9);
            assert_eq!(entries.len(), plans);
            for (n, entry) in entries.iter().enumerate() {
                let above = entry.parent.map(|above| (above, &entries[above]));
                assert_eq!(above.is_none(), entry.place.code.is_none());
                let Some((at, above)) = above else { continue };
                assert!(at < n && (above.line, above.first_year) == (entry.line, entry.first_year));
                assert_eq!(Some(&above.place.name), entry.place.parent.as_ref());
            }
        }
    }

    #[test]
    fn there_are_lines_and_generations() {
        let entries = roster(400, 5, 1);
        let of = |line, year| entries.iter().filter(|e| (e.line, e.first_year) == (line, year)).count();
        assert_eq!((of(0, 2025), of(0, 2021)), (360, 20));
        assert!((1..5).all(|line| of(line, 2025) >= SMALLEST));
    }
}
