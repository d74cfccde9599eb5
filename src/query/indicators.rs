//! Which indicators a visitor wants to see, and how many each further choice would leave.

use super::address::{id, pairs, written};
use crate::bundle::{Digest, IndicatorEntry, Overview};
use crate::model::{Kind, Level};
use crate::order::Order;

/// The two indicators that the first page shows in full.
pub const HEADLINES: [&str; 2] = ["resident-urbanization-rate", "urban-rural-income-ratio"];

/// A choice of indicators; every part narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorFilter {
    /// Topic id.
    pub topic: Option<String>,
    /// Some plan of this level sets it.
    pub level: Option<Level>,
    /// Plan id.
    pub plan: Option<String>,
    /// Some target is due in this year.
    pub year: Option<u16>,
    /// Some target is of this kind.
    pub kind: Option<Kind>,
    /// Only those that plans of several levels set.
    pub shared: bool,
    /// Only those of which plans ask different things.
    pub differing: bool,
}

/// An indicator with what a list knows of it.
#[derive(Clone, Copy, Debug)]
pub struct IndicatorListing<'a> {
    /// What the overview knows of it.
    pub entry: &'a IndicatorEntry,
    /// Its targets in short.
    pub digest: &'a Digest,
}

impl IndicatorFilter {
    /// Reads a query string; what it does not know it leaves out.
    pub fn parse(query: &str) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs(query) {
            match key {
                "topic" => filter.topic = id(&value),
                "level" => filter.level = Level::ALL.into_iter().find(|level| level.id() == value),
                "plan" => filter.plan = id(&value),
                "year" => filter.year = value.parse().ok(),
                "kind" => filter.kind = Kind::ALL.into_iter().find(|kind| kind.id() == value),
                "shared" => filter.shared = value == "1",
                "differing" => filter.differing = value == "1",
                _ => {}
            }
        }
        filter
    }

    /// The query string, empty where nothing is chosen.
    pub fn query(&self) -> String {
        let year = self.year.map(|year| year.to_string());
        let yes = |on: bool| on.then_some("1");
        written(&[
            ("topic", self.topic.as_deref()),
            ("level", self.level.map(Level::id)),
            ("plan", self.plan.as_deref()),
            ("year", year.as_deref()),
            ("kind", self.kind.map(Kind::id)),
            ("shared", yes(self.shared)),
            ("differing", yes(self.differing)),
        ])
    }

    /// Whether the indicator is shown.
    pub fn admits(&self, listed: &IndicatorListing) -> bool {
        let IndicatorListing { entry, digest } = listed;
        self.topic.as_ref().is_none_or(|topic| *topic == entry.indicator.topic)
            && self.level.is_none_or(|level| entry.levels.contains(&level))
            && self.plan.as_ref().is_none_or(|plan| entry.plans.contains(plan))
            && self.year.is_none_or(|year| digest.years.contains(&year))
            && self.kind.is_none_or(|kind| digest.kinds.contains(&kind))
            && (!self.shared || entry.levels.len() > 1)
            && (!self.differing || digest.differs)
    }
}

/// Every indicator with its digest, in the order of the vocabulary.
pub fn listed<'a>(overview: &'a Overview, digests: &'a [Digest]) -> Vec<IndicatorListing<'a>> {
    let pair = |(entry, digest): (&'a IndicatorEntry, &'a Digest)| {
        (entry.indicator.id == digest.indicator).then_some(IndicatorListing { entry, digest })
    };
    overview.indicators.iter().zip(digests).filter_map(pair).collect()
}

/// Indicators by topic, in the order of topics; within one, those that most levels and plans share first.
pub fn by_topic<'a>(
    overview: &'a Overview,
    shown: &[IndicatorListing<'a>],
) -> Vec<(&'a str, Vec<IndicatorListing<'a>>)> {
    let groups = overview.topics.iter().filter_map(|topic| {
        let id = topic.topic.id.as_str();
        let mut own: Vec<IndicatorListing> = shown.iter().filter(|l| l.entry.indicator.topic == id).copied().collect();
        own.order_by_key(|l| std::cmp::Reverse((l.entry.levels.len(), l.entry.plans.len())));
        (!own.is_empty()).then_some((id, own))
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_its_address() {
        for query in ["", "topic=education&level=county&plan=dehua-2025&year=2028&kind=annual&shared=1&differing=1"] {
            assert_eq!(IndicatorFilter::parse(query).query(), query);
        }
        assert_eq!(IndicatorFilter::parse("?plan=<b>&kind=x&year=-1&shared=yes"), IndicatorFilter::default());
    }
}
