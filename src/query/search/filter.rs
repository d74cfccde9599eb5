//! Narrowing what was found: level, plan, topic, year, office, only with targets.

use super::index::SearchIndex;
use super::{SearchResult, Wish};
use crate::bundle::search::FactColumn;
use crate::bundle::{AnyKey, key};
use crate::model::Level;
use crate::order::Order;
use std::collections::{BTreeMap, BTreeSet};

/// What a clause can be chosen by, in the order in which the page shows it.
const KEYS: [&str; 6] = ["level", "plan", "topic", "year", "unit", "targets"];

/// A choice of clauses; every part narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By key: level id, plan id, topic id, year, office id, `1`.
    chosen: BTreeMap<&'static str, String>,
}

/// The values of one key, each with the number of clauses that choosing it would show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The filter's key in an address.
    pub key: &'static str,
    /// In the order of a list.
    pub values: Vec<Value>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it stands in an address.
    pub value: String,
    /// Clauses that it would show.
    pub count: u32,
    /// Whether it is chosen now.
    pub chosen: bool,
}

impl Filter {
    /// Reads the pairs of a query string; what it does not know it leaves out.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs {
            let plain = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if let Some(key) = KEYS.into_iter().find(|known| *known == key && plain) {
                filter.chosen.insert(key, value.to_owned());
            }
        }
        filter
    }

    /// With another value of one key, or with none.
    pub fn with(&self, key: &'static str, value: Option<&str>) -> Self {
        let mut filter = self.clone();
        match value {
            Some(value) => filter.chosen.insert(key, value.to_owned()),
            None => filter.chosen.remove(key),
        };
        filter
    }

    /// What is chosen of a key.
    pub fn chosen(&self, key: &str) -> Option<&str> {
        self.chosen.get(key).map(String::as_str)
    }

    /// The parts of the query string, each with an `&` before it.
    pub fn query(&self) -> String {
        KEYS.iter().filter_map(|key| Some(format!("&{key}={}", self.chosen.get(key)?))).collect()
    }
}

/// What of the facts is lacking: files of the facets that are chosen from or wished for.
pub fn missing(index: &SearchIndex, filter: &Filter, wish: &Wish) -> Vec<AnyKey> {
    let wanted = KEYS.into_iter().filter(|key| is_wanted(index, filter, wish, key));
    let files: BTreeSet<u32> = wanted.flat_map(|key| index.search.facts_of(key)).collect();
    files.into_iter().filter(|n| (index.facts)(*n).is_none()).map(|n| key::search_facts(n).into()).collect()
}

/// One file of all facets is little enough to be fetched always.
fn is_wanted(index: &SearchIndex, filter: &Filter, wish: &Wish, key: &str) -> bool {
    index.search.facts.len() <= 1 || filter.chosen.contains_key(key) || wish.facets.contains(key)
}

/// Counts rising clauses by facet; which of them the filter admits.
pub fn count(
    index: &SearchIndex,
    filter: &Filter,
    wish: &Wish,
    clauses: &[u32],
    found: &mut SearchResult,
) -> Vec<bool> {
    let levels = index.levels();
    let plans: Vec<usize> = clauses.iter().map(|clause| index.plan_of(*clause)).collect();
    let values: [Option<Vec<Vec<u32>>>; 6] = KEYS.map(|key| match key {
        "level" => Some(
            plans
                .iter()
                .map(|plan| levels.get(*plan).copied().flatten().map(number_of).into_iter().collect())
                .collect(),
        ),
        "plan" => Some(plans.iter().map(|plan| vec![*plan as u32]).collect()),
        key => is_wanted(index, filter, wish, key).then(|| facts(index, key, clauses)),
    });
    let chosen = KEYS.map(|key| filter.chosen(key).map(|value| number(index, key, value)));
    let mut counts: [BTreeMap<u32, u32>; 6] = Default::default();
    let mut admitted = Vec::with_capacity(clauses.len());
    for at in 0..clauses.len() {
        let has = |n: usize, value: &u32| values[n].as_ref().is_some_and(|values| values[at].contains(value));
        let refuses = |n: &usize| chosen[*n].as_ref().is_some_and(|value| !value.is_some_and(|value| has(*n, &value)));
        let refusing: Vec<usize> = (0..KEYS.len()).filter(refuses).collect();
        for (counts, (values, n)) in counts.iter_mut().zip(values.iter().zip(0..)) {
            // A choice of another value of this key would lift its refusal, and no other's.
            if refusing.iter().all(|refusing| *refusing == n) {
                for value in values.iter().flat_map(|values| &values[at]) {
                    *counts.entry(*value).or_default() += 1;
                }
            }
        }
        admitted.push(refusing.is_empty());
    }
    found.uncounted =
        KEYS.into_iter().zip(&values).filter(|(_, values)| values.is_none()).map(|(key, _)| key).collect();
    let facets = KEYS.into_iter().zip(counts).map(|(key, counts)| facet(index, filter, key, counts));
    found.facets = facets.filter(|facet| !facet.values.is_empty()).collect();
    admitted
}

/// The values that rising clauses have of a facet.
fn facts(index: &SearchIndex, facet: &str, clauses: &[u32]) -> Vec<Vec<u32>> {
    let files: Vec<_> = index.search.facts_of(facet).filter_map(index.facts).collect();
    let mut columns = files.iter().flat_map(|file| &file.columns).filter(|column| column.facet == facet).peekable();
    let mut rest = clauses.iter().peekable();
    let mut values = Vec::with_capacity(clauses.len());
    while let Some(column) = columns.next() {
        let end = columns.peek().map_or(u32::MAX, |next| next.first);
        let (mut sets, mut next) = (column.clauses.chars(), column.first);
        while let Some(clause) = rest.next_if(|clause| **clause < end) {
            let set = sets.nth(clause.saturating_sub(next) as usize);
            let set = set.map(|set| u32::from(set).wrapping_sub(u32::from(FactColumn::FIRST)) as usize);
            values.push(set.and_then(|set| column.sets.get(set).cloned()).unwrap_or_default());
            next = clause + 1;
        }
    }
    values.resize(clauses.len(), Vec::new());
    values
}

/// A facet: levels from above, plans in tree order, years in theirs, topics and offices by their number.
fn facet(index: &SearchIndex, filter: &Filter, key: &'static str, counts: BTreeMap<u32, u32>) -> Facet {
    let chosen = filter.chosen(key);
    let value = |(value, count): (u32, u32)| {
        let value = name(index, key, value)?;
        Some(Value { chosen: chosen == Some(&value), value, count })
    };
    let mut values: Vec<Value> = counts.into_iter().filter_map(value).collect();
    if let Some(value) = chosen.filter(|value| values.iter().all(|known| known.value != **value)) {
        values.push(Value { value: value.to_owned(), count: 0, chosen: true });
    }
    match key {
        "topic" | "unit" => values.order_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value))),
        "level" | "plan" => values.order_by_key(|value| number(index, key, &value.value)),
        _ => {}
    }
    Facet { key, values }
}

fn number_of(level: Level) -> u32 {
    Level::ALL.iter().position(|known| *known == level).map_or(0, |n| n as u32)
}

/// The number by which facts know a value as it stands in an address.
fn number(index: &SearchIndex, key: &str, value: &str) -> Option<u32> {
    let place = match key {
        "level" => Level::ALL.iter().position(|level| level.id() == value),
        "plan" => index.search.plans.iter().position(|plan| plan.id == value),
        "topic" => index.overview.topics.iter().position(|entry| entry.topic.id == value),
        "unit" => index.search.offices.iter().position(|office| office.id == value),
        _ => return value.parse().ok(),
    };
    place.map(|n| n as u32)
}

/// The value as it stands in an address.
fn name(index: &SearchIndex, key: &str, number: u32) -> Option<String> {
    let n = number as usize;
    match key {
        "level" => Level::ALL.get(n).map(|level| level.id().to_owned()),
        "plan" => index.search.plans.get(n).map(|plan| plan.id.clone()),
        "topic" => index.overview.topics.get(n).map(|entry| entry.topic.id.clone()),
        "unit" => index.search.offices.get(n).map(|office| office.id.clone()),
        _ => Some(number.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_choice_is_left_out() {
        for (pairs, query) in [
            (vec![("level", "county"), ("q", "落户")], "&level=county"),
            (vec![("unit", "public-security"), ("plan", "dehua-2025")], "&plan=dehua-2025&unit=public-security"),
            (vec![("plan", "<b>"), ("year", ""), ("topic", "a&b")], ""),
        ] {
            assert_eq!(Filter::new(pairs).query(), query);
        }
        let filter = Filter::new([("level", "county")]);
        assert_eq!(filter.with("year", Some("2028")).with("level", None).query(), "&year=2028");
    }
}
