//! Narrowing what was found: level, plan, topic, year, office, only with targets.

use super::SearchIndex;
use crate::bundle::search::ClauseFacts;
use crate::model::Level;
use crate::order::Order;
use std::collections::BTreeMap;

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

/// The values of one clause by key.
pub type Values = [Vec<String>; 6];

/// What a clause can be chosen by.
pub fn values(index: &SearchIndex, plan: &str, level: Option<Level>, facts: &ClauseFacts) -> Values {
    let topic = |n: &u32| index.overview.topics.get(*n as usize).map(|entry| entry.topic.id.clone());
    let office = |n: &u32| index.search.offices.get(*n as usize).map(|office| office.id.clone());
    [
        level.map(|level| level.id().to_owned()).into_iter().collect(),
        vec![plan.to_owned()],
        facts.topics.iter().filter_map(topic).collect(),
        facts.years.iter().map(u32::to_string).collect(),
        facts.offices.iter().filter_map(office).collect(),
        (facts.targets > 0).then(|| "1".to_owned()).into_iter().collect(),
    ]
}

/// Facets in the making.
pub struct Counting<'a> {
    filter: &'a Filter,
    counts: [BTreeMap<String, u32>; 6],
}

impl<'a> Counting<'a> {
    pub fn new(filter: &'a Filter) -> Self {
        Self { filter, counts: Default::default() }
    }

    /// Takes a clause in; whether the filter admits it.
    pub fn count(&mut self, values: Values) -> bool {
        let refused = |n: usize| self.filter.chosen.get(KEYS[n]).is_some_and(|chosen| !values[n].contains(chosen));
        let refusing: Vec<usize> = (0..KEYS.len()).filter(|n| refused(*n)).collect();
        for (n, values) in values.into_iter().enumerate() {
            // A choice of another value of this key would lift its refusal, and no other's.
            if refusing.iter().all(|refusing| *refusing == n) {
                for value in values {
                    *self.counts[n].entry(value).or_default() += 1;
                }
            }
        }
        refusing.is_empty()
    }

    /// The facets: levels from above, plans in tree order, years in theirs, topics and offices by their number.
    pub fn finish(self, index: &SearchIndex) -> Vec<Facet> {
        let Self { filter, counts } = self;
        let facet = |(key, counts): (&'static str, BTreeMap<String, u32>)| {
            let chosen = filter.chosen.get(key);
            let mut values: Vec<Value> = counts
                .into_iter()
                .map(|(value, count)| Value { chosen: chosen == Some(&value), value, count })
                .collect();
            if let Some(value) = chosen.filter(|value| values.iter().all(|known| known.value != **value)) {
                values.push(Value { value: value.clone(), count: 0, chosen: true });
            }
            let place = |value: &str| match key {
                "level" => Level::ALL.iter().position(|level| level.id() == value),
                "plan" => index.search.plans.iter().position(|plan| plan.id == value),
                _ => Some(0),
            };
            match key {
                "topic" | "unit" => values.order_by_key(|value| std::cmp::Reverse(value.count)),
                _ => values.order_by_key(|value| place(&value.value)),
            }
            Facet { key, values }
        };
        KEYS.into_iter().zip(counts).map(facet).filter(|facet| !facet.values.is_empty()).collect()
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
