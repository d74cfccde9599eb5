//! Finding clauses, plans, indicators and offices by words.
//!
//! In: a query, a [`Filter`], the overview, the head of the index and whatever of its parts and blocks is loaded.
//! Out: what was found, or the keys of the shards that the answer still needs. Invariant: the answer is the one
//! that a scan of all folded texts gives; which shards are loaded decides only whether there is one yet.
//!
//! A clause is found *literally* where the query stands in it as a whole; else by *pairs* where every word's
//! character pairs stand somewhere in it; else by *synonyms* where one of these holds with a word of the query
//! replaced by another of its group, and where nothing else does, by what plans say for an everyday word. A word that
//! names a place asks for the plans of that place: 德化 学校. Script, width, case, spaces and punctuation make no
//! difference (`text::fold`).

mod excerpt;
mod filter;
mod highlight;

pub use excerpt::{excerpt, pieces};
pub use filter::{Facet, Filter, Value};
pub use highlight::highlights;

use crate::bundle::search::{BLOCK, ClauseFacts, Everyday, SearchFacts, SearchHead, SearchPart, part_of, read_places};
use crate::bundle::{AnyKey, Overview, key};
use crate::model::{Language, Names, Plan};
use crate::order::Order;
use crate::text::fold::{ScriptPairs, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The index as far as it is loaded.
pub struct SearchIndex<'a> {
    /// All plans and indicators.
    pub overview: &'a Overview,
    /// Plans, scripts, synonyms and offices of the index.
    pub search: &'a SearchHead,
    /// A part of the places, by its number; none where it is not loaded.
    pub part: &'a dyn Fn(u32) -> Option<Arc<SearchPart>>,
    /// A block of clauses, by its number; none where it is not loaded.
    pub facts: &'a dyn Fn(u32) -> Option<Arc<SearchFacts>>,
}

/// A query, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The query and its words first, then without the place that it names, then with a word replaced.
    phrasings: Vec<Phrasing>,
    /// Position of the everyday words that it holds among those known.
    everyday: Option<usize>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Phrasing {
    whole: Vec<char>,
    /// Where spaces part it; itself where they do not.
    words: Vec<Vec<char>>,
    /// Ids of the only plans in which it is sought; all where there are none.
    plans: Vec<String>,
    /// A word stands for one of the query.
    replaced: bool,
    /// It stands for an everyday one: sought only where nothing else is found.
    everyday: bool,
}

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

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResult {
    /// Positions in the overview's plans and indicators, and in the offices of the index.
    pub plans: Vec<usize>,
    /// Positions in the overview's indicators.
    pub indicators: Vec<usize>,
    /// Positions in the offices of the index.
    pub offices: Vec<usize>,
    /// Clauses that the filter admits, by plan; the plan with the best match first, then in tree order.
    pub groups: Vec<Group>,
    /// How many of all clauses found each choice would show, the other choices kept.
    pub facets: Vec<Facet>,
    /// Clauses that the filter admits, and all that were found.
    pub shown: u32,
    /// Clauses that were found, whatever the filter.
    pub all: u32,
}

/// Clauses of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Plan id.
    pub plan: String,
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

impl Query {
    /// Folds what a visitor typed; `plans` are those of the corpus, `everyday` what is known of everyday words.
    pub fn new(text: &str, search: &SearchHead, plans: &[Plan], everyday: &[Everyday], script: &ScriptPairs) -> Self {
        let whole = fold(text, script).chars;
        let words: Vec<Vec<char>> =
            text.split_whitespace().map(|word| fold(word, script).chars).filter(|word| !word.is_empty()).collect();
        let mut phrasings = vec![Phrasing { whole, words, ..Phrasing::default() }];
        phrasings.extend(phrasings[0].in_its_place(plans, script));
        let mut replaced: Vec<Phrasing> = Vec::new();
        let holds = |word: &[char]| phrasings[0].words.iter().any(|own| position(own, word).is_some());
        for group in &search.synonyms {
            let group: Vec<Vec<char>> = group.iter().map(|word| word.chars().collect()).collect();
            // The longest word counts: 保障性住房 is no 住房.
            let Some(from) = group.iter().filter(|word| holds(word)).max_by_key(|word| word.len()) else { continue };
            let others = || group.iter().filter(|to| *to != from);
            replaced.extend(phrasings.iter().flat_map(|phrasing| others().map(|to| phrasing.with(from, to))));
        }
        // English words lie apart in what was typed, so the whole of it is looked at; the longest words count.
        let typed: String = phrasings[0].whole.iter().collect();
        let asks = everyday.iter().enumerate().flat_map(|(n, entry)| entry.asks.iter().map(move |ask| (n, ask)));
        // Nearly all of them are told apart by their length and first character.
        let may_hold =
            |ask: &str| ask.len() <= typed.len() && ask.chars().next().is_some_and(|c| phrasings[0].whole.contains(&c));
        let held = |ask: &str| may_hold(ask) && typed.contains(ask);
        let asked = asks.filter(|(_, ask)| held(ask)).max_by_key(|(_, ask)| ask.len());
        if let Some((n, ask)) = asked {
            let ask: Vec<char> = ask.chars().collect();
            let means = || everyday[n].means.iter().map(|word| word.chars().collect::<Vec<char>>());
            replaced.extend(phrasings.iter().flat_map(|phrasing| means().map(|word| phrasing.meaning(&ask, &word))));
        }
        phrasings.extend(replaced);
        Self { phrasings, everyday: asked.map(|(n, _)| n) }
    }

    /// Position among the everyday words of those that the query holds.
    pub fn everyday(&self) -> Option<usize> {
        self.everyday
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.phrasings.iter().all(|phrasing| phrasing.whole.is_empty())
    }

    fn whole(&self) -> &[char] {
        self.phrasings.first().map_or(&[], |phrasing| &phrasing.whole)
    }

    /// Every first character whose pairs must be known.
    fn firsts(&self) -> BTreeSet<char> {
        let firsts = |chars: &[char]| match chars {
            [only] => vec![*only],
            _ => chars.iter().take(chars.len().saturating_sub(1)).copied().collect(),
        };
        let parts = self.phrasings.iter().flat_map(|phrasing| phrasing.words.iter().chain([&phrasing.whole]));
        parts.flat_map(|chars| firsts(chars)).collect()
    }
}

impl Phrasing {
    fn with(&self, from: &[char], to: &[char]) -> Self {
        let words: Vec<Vec<char>> = self.words.iter().map(|word| replace(word, from, to)).collect();
        Self { whole: words.concat(), words, plans: self.plans.clone(), replaced: true, everyday: false }
    }

    /// The word of plans in the place of the words that hold the everyday one; the others stay.
    fn meaning(&self, ask: &[char], word: &[char]) -> Self {
        let others = self.words.iter().filter(|own| position(own, ask).is_none() && position(ask, own).is_none());
        let words: Vec<Vec<char>> = std::iter::once(word.to_vec()).chain(others.cloned()).collect();
        Self { whole: words.concat(), words, plans: self.plans.clone(), replaced: true, everyday: true }
    }

    /// What is left where a word names a place, to be sought in the plans of the place.
    fn in_its_place(&self, plans: &[Plan], script: &ScriptPairs) -> Option<Self> {
        let named = |word: &[char]| -> Vec<String> {
            let of_place = |plan: &&Plan| names(plan).iter().any(|name| fold(name, script).chars == word);
            plans.iter().filter(of_place).map(|plan| plan.id.clone()).collect()
        };
        if let [only] = &self.words[..] {
            // 德化县教育局: only the whole name of a place parts a word that has no space.
            let parts = |plan: &Plan| {
                let place = fold(&plan.place, script).chars;
                (only.len() > place.len() + 1 && place.len() > 1 && only.starts_with(&place)).then_some(place.len())
            };
            let end = plans.iter().filter_map(parts).max()?;
            let of_place = |plan: &&Plan| parts(plan) == Some(end);
            let found: Vec<String> = plans.iter().filter(of_place).map(|plan| plan.id.clone()).collect();
            let (plans, rest) = (found, only[end..].to_vec());
            return Some(Self { whole: rest.clone(), words: vec![rest], plans, ..Self::default() });
        }
        let (place, plans) =
            self.words.iter().enumerate().map(|(n, word)| (n, named(word))).find(|(_, found)| !found.is_empty())?;
        let mut words = self.words.clone();
        words.remove(place);
        Some(Self { whole: words.concat(), words, plans, ..Self::default() })
    }

    fn admits(&self, plan: &str) -> bool {
        self.plans.is_empty() || self.plans.iter().any(|id| id == plan)
    }
}

/// By what names a visitor calls a plan's place: 德化县, 德化, Dehua County, Dehua.
fn names(plan: &Plan) -> Vec<&str> {
    let mut names = vec![plan.place.as_str(), super::place::slug(&plan.id)];
    let short = plan.place.trim_end_matches(['省', '市', '县', '区', '旗', '州', '盟']);
    names.extend((short.chars().count() >= 2).then_some(short));
    let english = plan.place_in(Language::En);
    names.extend([english, english.rsplit_once(' ').map_or(english, |(name, _)| name)]);
    names
}

fn position(chars: &[char], part: &[char]) -> Option<usize> {
    chars.windows(part.len().max(1)).position(|window| window == part)
}

fn replace(chars: &[char], from: &[char], to: &[char]) -> Vec<char> {
    match position(chars, from) {
        Some(at) => [&chars[..at], to, &chars[at + from.len()..]].concat(),
        None => chars.to_vec(),
    }
}

/// Answers a query, or says which shards it lacks.
///
/// # Errors
/// Keys of the shards to load before asking again.
pub fn search(index: &SearchIndex, query: &Query, filter: &Filter) -> Result<SearchResult, Vec<AnyKey>> {
    let mut found = catalogue(index, query);
    if query.is_empty() {
        return Ok(found);
    }
    let tape = Tape::of(index, query)?;
    let mut matches: BTreeMap<u32, (Match, u32)> = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for phrasing in &query.phrasings {
        if phrasing.everyday && !matches.is_empty() {
            break;
        }
        let literal = tape.phrase(&phrasing.whole).into_iter().map(|place| (Match::Literal, place));
        let pairs = tape.pairs(phrasing, &mut missing).into_values().map(|place| (Match::Pairs, place));
        for (how, place) in literal.chain(pairs) {
            match tape.clause_at(place) {
                Ok((clause, offset)) => {
                    if plan_at(index.search, clause).is_none_or(|(plan, _)| !phrasing.admits(plan)) {
                        continue;
                    }
                    let how = if phrasing.replaced { Match::Synonym } else { how };
                    let best = matches.entry(clause).or_insert((how, offset));
                    *best = (*best).min((how, offset));
                }
                Err(block) => {
                    missing.insert(block);
                }
            }
        }
    }
    if !missing.is_empty() {
        return Err(missing.into_iter().map(|block| key::search_facts(block).into()).collect());
    }
    collect(index, &tape, matches, filter, &mut found);
    Ok(found)
}

/// Whether a clause holds the query as a whole, as far as the parts that are loaded tell.
pub fn is_held(index: &SearchIndex, query: &Query) -> bool {
    Tape::of(index, query).is_ok_and(|tape| !tape.phrase(query.whole()).is_empty())
}

/// Plans, indicators and offices: few enough to look at each.
fn catalogue(index: &SearchIndex, query: &Query) -> SearchResult {
    let script = index.search.script();
    let whole = query.whole();
    let holds = |text: &str| !whole.is_empty() && fold(text, &script).contains(whole);
    let named = |names: &Names| holds(&names.hans) || holds(&names.hant) || holds(&names.en);
    // What plans say for an everyday word names indicators too.
    let meant = |names: &Names| {
        let everyday = query.phrasings.iter().filter(|phrasing| phrasing.everyday);
        everyday.map(|phrasing| &phrasing.whole).any(|whole| fold(&names.hans, &script).contains(whole))
    };
    let places =
        |matching: &mut dyn Iterator<Item = (usize, bool)>| matching.filter(|(_, m)| *m).map(|(n, _)| n).collect();
    SearchResult {
        plans: places(&mut index.overview.plans.iter().enumerate().map(|(n, plan)| {
            let facts = [Some(&plan.title), Some(&plan.place), plan.document_number.as_ref(), plan.issuer.as_ref()];
            let of_place = || names(plan).iter().any(|name| holds(name));
            (n, facts.into_iter().flatten().any(|fact| holds(fact)) || of_place())
        })),
        indicators: places(
            &mut index
                .overview
                .indicators
                .iter()
                .map(|entry| named(&entry.indicator.name) || meant(&entry.indicator.name))
                .enumerate(),
        ),
        offices: places(&mut index.search.offices.iter().enumerate().map(|(n, office)| {
            // 县公安局 is found under 公安局, as 公安 is.
            let word = |word: &String| holds(word) || position(whole, &fold(word, &script).chars).is_some();
            (n, named(&office.name) || office.words.iter().any(word))
        })),
        ..SearchResult::default()
    }
}

/// The places of a query's pairs, and the way from a place to its clause.
struct Tape<'a> {
    index: &'a SearchIndex<'a>,
    parts: BTreeMap<u32, Arc<SearchPart>>,
}

impl<'a> Tape<'a> {
    fn of(index: &'a SearchIndex<'a>, query: &Query) -> Result<Self, Vec<AnyKey>> {
        let numbers: BTreeSet<u32> = query.firsts().into_iter().map(|c| part_of(c, index.search.parts)).collect();
        let parts: BTreeMap<u32, Arc<SearchPart>> =
            numbers.iter().filter_map(|n| Some((*n, (index.part)(*n)?))).collect();
        let missing: Vec<AnyKey> =
            numbers.into_iter().filter(|n| !parts.contains_key(n)).map(|n| key::search_part(n).into()).collect();
        if missing.is_empty() { Ok(Self { index, parts }) } else { Err(missing) }
    }

    fn list(&self, first: char) -> Option<&str> {
        let part = self.parts.get(&part_of(first, self.index.search.parts))?;
        part.pairs.get(first.encode_utf8(&mut [0; 4]) as &str).map(String::as_str)
    }

    fn pair(&self, first: char, second: char) -> Vec<u32> {
        self.list(first).map_or_else(Vec::new, |list| read_places(list, second))
    }

    /// Where one character stands: it begins a pair everywhere, an `END` being behind every text.
    fn single(&self, only: char) -> Vec<u32> {
        let records = self.list(only).unwrap_or("").split(' ');
        let seconds = records.filter_map(|record| record.chars().next());
        let mut places: Vec<u32> = seconds.flat_map(|second| self.pair(only, second)).collect();
        places.order();
        places
    }

    /// Where a phrase begins, rising.
    fn phrase(&self, phrase: &[char]) -> Vec<u32> {
        match phrase {
            [] => Vec::new(),
            [only] => self.single(*only),
            _ => {
                let lists: Vec<Vec<u32>> = phrase.windows(2).map(|pair| self.pair(pair[0], pair[1])).collect();
                let mut places = lists[0].clone();
                for (list, n) in lists[1..].iter().zip(1..) {
                    places = shared(&places, list, n);
                }
                places
            }
        }
    }

    /// The clauses that hold every pair of every word, each with the first place of the first of them.
    fn pairs(&self, phrasing: &Phrasing, missing: &mut BTreeSet<u32>) -> BTreeMap<u32, u32> {
        let mut pieces: Vec<Vec<u32>> = Vec::new();
        for word in &phrasing.words {
            match word.as_slice() {
                [only] => pieces.push(self.single(*only)),
                _ => pieces.extend(word.windows(2).map(|pair| self.pair(pair[0], pair[1]))),
            }
        }
        // A phrase of one pair is found literally already; one missing pair rules all out without a look at clauses.
        if pieces.len() < 2 || pieces.iter().any(Vec::is_empty) {
            return BTreeMap::new();
        }
        let mut clauses: Option<BTreeMap<u32, u32>> = None;
        for piece in pieces {
            let mut here = BTreeMap::new();
            for place in piece {
                match self.clause_at(place) {
                    Ok((clause, _)) => {
                        here.entry(clause).or_insert(place);
                    }
                    Err(block) => {
                        missing.insert(block);
                    }
                }
            }
            clauses = Some(match clauses {
                Some(mut before) => {
                    before.retain(|clause, _| here.contains_key(clause));
                    before
                }
                None => here,
            });
        }
        clauses.unwrap_or_default()
    }

    /// The clause that a place belongs to, counted through the corpus, and how far in its text the place is; the
    /// block of facts that is not loaded.
    fn clause_at(&self, place: u32) -> Result<(u32, u32), u32> {
        let blocks = &self.index.search.blocks;
        let block = blocks.partition_point(|start| *start <= place).saturating_sub(1);
        let n = u32::try_from(block).unwrap_or(u32::MAX);
        let facts = (self.index.facts)(n).ok_or(n)?;
        let mut start = blocks.get(block).copied().unwrap_or(0);
        for (facts, clause) in facts.clauses.iter().zip(n * BLOCK..) {
            if place < start + facts.length {
                return Ok((clause, place - start));
            }
            start += facts.length;
        }
        // An index that names places behind its last clause is damaged; they belong to that one.
        Ok(((n * BLOCK + facts.clauses.len() as u32).saturating_sub(1), 0))
    }

    fn facts_of(&self, clause: u32) -> Option<ClauseFacts> {
        (self.index.facts)(clause / BLOCK)?.clauses.get((clause % BLOCK) as usize).cloned()
    }
}

/// The places of `a` from which `b` has the place `n` further on; both rise.
fn shared(a: &[u32], b: &[u32], n: u32) -> Vec<u32> {
    let mut rest = b;
    let found = |place: &&u32| {
        rest = &rest[rest.partition_point(|other| *other < *place + n)..];
        rest.first() == Some(&(*place + n))
    };
    a.iter().filter(found).copied().collect()
}

fn collect(
    index: &SearchIndex,
    tape: &Tape,
    matches: BTreeMap<u32, (Match, u32)>,
    filter: &Filter,
    found: &mut SearchResult,
) {
    let mut facets = filter::Counting::new(filter);
    for (clause, (how, offset)) in matches {
        let Some((plan, first)) = plan_at(index.search, clause) else { continue };
        let level = index.overview.plans.iter().find(|entry| entry.id == plan).map(|plan| plan.level);
        let Some(facts) = tape.facts_of(clause) else { continue };
        let admitted = facets.count(filter::values(index, plan, level, &facts));
        let below_heading = offset >= facts.heading;
        found.all += 1;
        if !admitted {
            continue;
        }
        found.shown += 1;
        let hit = Hit { how, below_heading, clause: clause - first };
        match found.groups.last_mut() {
            Some(group) if group.plan == plan => group.hits.push(hit),
            _ => found.groups.push(Group { plan: plan.to_owned(), hits: vec![hit] }),
        }
    }
    for group in &mut found.groups {
        group.hits.order();
    }
    // Stable: plans of equally good matches stay in tree order.
    found.groups.order_by_key(|group| group.hits.first().map(|hit| hit.how));
    found.facets = facets.finish(index);
}

/// The plan that a clause belongs to, and the number of clauses before the plan's first.
fn plan_at(search: &SearchHead, clause: u32) -> Option<(&str, u32)> {
    let n = search.plans.partition_point(|plan| plan.first <= clause).checked_sub(1)?;
    search.plans.get(n).map(|plan| (plan.id.as_str(), plan.first))
}
