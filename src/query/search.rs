//! Finding clauses, plans, indicators and offices by words.
//!
//! In: a query, a [`Filter`], how much is to be shown, the overview, the head of the index and whatever of its parts is
//! loaded. Out: what was found, or the keys of the shards that the answer still needs. Invariants: which shards are
//! loaded decides only whether there is an answer yet; where what may hold the query lies in few blocks of texts, the
//! answer is the one that a scan of all folded texts gives; where it lies in many, every clause that holds the query is
//! counted, and the texts of those that are shown, the best ones first, were looked at.
//!
//! A clause is found *literally* where the query stands in it as a whole; else by *pairs* where every word's
//! character pairs stand somewhere in it; else by *synonyms* where one of these holds with a word of the query
//! replaced by another of its group, and where nothing else does, by what plans say for an everyday word. A word that
//! names a place asks for the plans of that place: 德化 学校. Script, width, case, spaces and punctuation make no
//! difference (`text::fold`).

mod candidates;
mod catalogue;
mod excerpt;
mod filter;
mod highlight;
mod index;
mod looked;
mod query;

pub use excerpt::{excerpt, pieces};
pub use filter::{Facet, Filter, Value};
pub use highlight::highlights;
pub use index::SearchIndex;
pub use query::Query;

use crate::bundle::{AnyKey, key};
use crate::order::Order;
use crate::text::fold::ScriptPairs;
use candidates::{blocks, candidates};
use query::Phrasing;
use std::collections::{BTreeMap, BTreeSet};

/// Blocks of texts that ten plans may cost. What lies in no more of them is looked through as a whole.
const BLOCKS: usize = 3;

/// Pairs of a phrasing whose parts are fetched. Measured on 115,000 clauses: with four of them a third to all of the
/// clauses found hold a phrasing of eight characters, with three often a tenth.
const PIECES: usize = 4;

/// As many as are fetched where few of the clauses found turned out to hold the phrasing.
const MANY_PIECES: usize = 8;

/// How a clause was found, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The words stand there as typed.
    Literal,
    /// All pairs of neighbouring characters stand there.
    Pairs,
    /// A word that says the same stands there.
    Synonym,
}

/// How much of what is found is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Plans to show.
    pub plans: usize,
    /// Facets to count, beside those that cost nothing.
    pub facets: BTreeSet<&'static str>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResult {
    /// Positions in the overview's plans and indicators, and in the offices of the index.
    pub plans: Vec<usize>,
    /// Positions in the overview's indicators.
    pub indicators: Vec<usize>,
    /// Positions in the offices of the index.
    pub offices: Vec<usize>,
    /// Clauses that the filter admits, by plan; the plan with the best match first, then in tree order. Only those whose
    /// texts were looked at, at least as many as were wished for or as few fetches bring.
    pub groups: Vec<Group>,
    /// How many of all clauses found each choice would show, the other choices kept.
    pub facets: Vec<Facet>,
    /// Facets that were not counted.
    pub uncounted: Vec<&'static str>,
    /// Clauses that the filter admits, and all that were found.
    pub shown: u32,
    /// Clauses that were found, whatever the filter.
    pub all: u32,
    /// Plans with clauses that the filter admits.
    pub in_plans: u32,
    /// Not all texts were looked at: some of those counted may hold the characters of the query, but not the query.
    pub about: bool,
}

/// Clauses of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Plan id.
    pub plan: String,
    /// The number of the plan's first clause.
    pub first: u32,
    /// Best first, then in document order.
    pub hits: Vec<Hit>,
}

/// A clause that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// How it was found.
    pub how: Match,
    /// The match does not begin in the heading.
    pub below_heading: bool,
    /// Which of its plan's clauses it is.
    pub clause: u32,
}

/// Answers a query, or says which shards it lacks.
///
/// # Errors
/// Keys of the shards to load before asking again.
pub fn search(index: &SearchIndex, query: &Query, filter: &Filter, wish: &Wish) -> Result<SearchResult, Vec<AnyKey>> {
    let mut found = catalogue::catalogue(index, query);
    if query.is_empty() {
        return Ok(found);
    }
    for phrasings in query.rounds() {
        let searching = Searching { index, phrasings, filter, wish, script: index.search.script() };
        let some = candidates(index, phrasings, PIECES).map_err(parts)?;
        if searching.collect(some, &mut found)? == Yield::Poor {
            let fewer = candidates(index, phrasings, MANY_PIECES).map_err(parts)?;
            searching.collect(fewer, &mut found)?;
        }
        if found.all > 0 {
            return Ok(found);
        }
    }
    // Shorter words are offered instead: see `is_held`.
    let whole = &query.whole()[..query.whole().len().min(MANY_PIECES + 1)];
    let tried: BTreeSet<u32> = whole.windows(2).flat_map(|pair| index.search.parts_of(pair)).collect();
    let missing: BTreeSet<u32> = tried.into_iter().filter(|n| (index.part)(*n).is_none()).collect();
    if missing.is_empty() { Ok(found) } else { Err(parts(missing)) }
}

/// Whether a clause may hold the query as a whole, as far as the parts that are loaded tell.
pub fn is_held(index: &SearchIndex, query: &Query) -> bool {
    let mut pairs = query.whole().windows(2).map(|pair| index.clauses(pair).into_iter().collect::<BTreeSet<u32>>());
    pairs.next().is_some_and(|first| !pairs.fold(first, |held, clauses| &held & &clauses).is_empty())
}

fn parts(numbers: BTreeSet<u32>) -> Vec<AnyKey> {
    numbers.into_iter().map(|n| key::search_part(n).into()).collect()
}

fn texts(numbers: impl IntoIterator<Item = u32>) -> Vec<AnyKey> {
    numbers.into_iter().map(|n| key::search_text(n).into()).collect()
}

/// What the texts of clauses that may hold a query told.
#[derive(PartialEq)]
enum Yield {
    /// Half of those that were looked at hold it, or more.
    Good,
    /// Fewer do.
    Poor,
}

struct Searching<'a> {
    index: &'a SearchIndex<'a>,
    phrasings: &'a [Phrasing],
    filter: &'a Filter,
    wish: &'a Wish,
    script: ScriptPairs,
}

/// Clauses of one plan that may hold the query.
struct Candidates {
    /// Position among the plans of the index.
    plan: usize,
    hits: Vec<Hit>,
    looked_at: bool,
}

impl Searching<'_> {
    fn collect(&self, clauses: BTreeMap<u32, Match>, found: &mut SearchResult) -> Result<Yield, Vec<AnyKey>> {
        let index = self.index;
        let blocks = blocks(index, clauses.keys());
        let every = blocks.len() <= BLOCKS;
        let mut hits: BTreeMap<u32, (Match, bool)> = BTreeMap::new();
        let mut missing = filter::missing(index, self.filter, self.wish);
        if every {
            missing.extend(texts(self.lacking(blocks)));
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        for (clause, how) in clauses {
            let held = if every { self.look(clause) } else { Some((how, false)) };
            hits.extend(held.map(|held| (clause, held)));
        }
        let clauses: Vec<u32> = hits.keys().copied().collect();
        let admitted = filter::count(index, self.filter, self.wish, &clauses, found);
        let mut groups: Vec<Candidates> = Vec::new();
        for ((clause, (how, below_heading)), _) in hits.into_iter().zip(admitted).filter(|(_, admitted)| *admitted) {
            let plan = index.plan_of(clause);
            let first = index.search.plans.get(plan).map_or(0, |plan| plan.first);
            let hit = Hit { how, below_heading, clause: clause - first };
            match groups.last_mut() {
                Some(group) if group.plan == plan => group.hits.push(hit),
                _ => groups.push(Candidates { plan, hits: vec![hit], looked_at: every }),
            }
        }
        let count = |groups: &[Candidates]| groups.iter().map(|group| group.hits.len() as u32).sum::<u32>();
        let admitted = count(&groups);
        let outcome = if every { Yield::Good } else { self.look_at_best(&mut groups)? };
        found.shown = count(&groups);
        // Those whose texts did not hold the query count no more.
        found.all = clauses.len() as u32 - (admitted - found.shown);
        found.about = !every && self.phrasings.iter().any(|phrasing| phrasing.pieces().len() > 1);
        found.in_plans = groups.len() as u32;
        in_order(&mut groups);
        let looked_at = groups.into_iter().filter(|group| group.looked_at);
        found.groups = looked_at
            .filter_map(|group| {
                let plan = index.search.plans.get(group.plan)?;
                Some(Group { plan: plan.id.clone(), first: plan.first, hits: group.hits })
            })
            .collect();
        Ok(outcome)
    }

    /// Looks at the texts of the plans that come first, until as many as are wished for did hold the query, or as many
    /// blocks as they may cost were fetched. What is not looked at counts as what it may be, so that it comes before
    /// what turned out to be less.
    fn look_at_best(&self, groups: &mut Vec<Candidates>) -> Result<Yield, Vec<AnyKey>> {
        let may_cost = BLOCKS * self.wish.plans.div_ceil(10);
        let mut fetched: BTreeSet<u32> = BTreeSet::new();
        let (mut looked_at, mut held) = (0, 0);
        loop {
            in_order(groups);
            let mut next: Vec<&mut Candidates> = Vec::new();
            for group in groups.iter_mut().take(self.wish.plans).filter(|group| !group.looked_at) {
                let blocks = blocks(self.index, self.numbers(group).iter());
                let more: Vec<u32> = blocks.difference(&fetched).copied().collect();
                if fetched.len() + more.len() > may_cost && !fetched.is_empty() {
                    break;
                }
                fetched.extend(more);
                next.push(group);
            }
            let lacking = self.lacking(fetched.iter().copied());
            if !lacking.is_empty() {
                return Err(texts(lacking));
            }
            if next.is_empty() {
                return Ok(if held * 2 < looked_at { Yield::Poor } else { Yield::Good });
            }
            for group in next {
                let first = self.first_of(group);
                looked_at += group.hits.len();
                let hits = std::mem::take(&mut group.hits).into_iter().filter_map(|Hit { clause, .. }| {
                    self.look(first + clause).map(|(how, below_heading)| Hit { how, below_heading, clause })
                });
                group.hits = hits.collect();
                held += group.hits.len();
                group.looked_at = true;
            }
            groups.retain(|group| !group.hits.is_empty());
        }
    }

    /// The numbers of a group's clauses.
    fn numbers(&self, group: &Candidates) -> Vec<u32> {
        let first = self.first_of(group);
        group.hits.iter().map(|hit| first + hit.clause).collect()
    }

    /// The number of the plan's first clause.
    fn first_of(&self, group: &Candidates) -> u32 {
        self.index.search.plans.get(group.plan).map_or(0, |plan| plan.first)
    }

    /// How a clause holds the query; nothing where it does not.
    fn look(&self, clause: u32) -> Option<(Match, bool)> {
        let plan = self.index.search.plans.get(self.index.plan_of(clause))?;
        self.index.text(clause, |text| looked::held(text, &plan.id, self.phrasings, &self.script))?
    }

    fn lacking(&self, blocks: impl IntoIterator<Item = u32>) -> Vec<u32> {
        blocks.into_iter().filter(|n| (self.index.texts)(*n).is_none()).collect()
    }
}

/// The plan with the best match first, then in tree order; within a plan the best match first.
fn in_order(groups: &mut [Candidates]) {
    for group in groups.iter_mut() {
        group.hits.order();
    }
    groups.order_by_key(|group| (group.hits.first().map(|hit| hit.how), group.plan));
}
