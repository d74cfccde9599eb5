//! Which indicators a visitor wants to see, and how many each further choice would leave.

use super::address::{id, pairs, written};
use super::compare::Row;
use crate::bundle::{Digest, IndicatorEntry, Overview};
use crate::model::verdict::Verdict;
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
    /// Id of how a plan must stand to the one above it: `stricter`.
    pub verdict: Option<&'static str>,
}

/// Ids of the verdicts in the order of a list.
pub const VERDICTS: [&str; 4] = ["stricter", "same", "laxer", "incomparable"];

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
                "verdict" => filter.verdict = VERDICTS.into_iter().find(|id| *id == value),
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
            ("verdict", self.verdict),
        ])
    }

    /// Whether in the rows of an indicator the plan that is asked for, or any, stands to the one above it as asked.
    pub fn admits_rows(&self, rows: &[Row]) -> bool {
        let of_plan = |row: &&Row| {
            self.plan.as_ref().is_none_or(|plan| *plan == row.plan.id)
                && self.level.is_none_or(|level| level == row.plan.level)
        };
        let mut verdicts = rows.iter().filter(of_plan).flat_map(verdicts);
        self.verdict.is_none_or(|wanted| verdicts.any(|found| found.id() == wanted))
    }

    /// Whether the indicator's own facts are those asked for.
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

/// How a plan's commitments stand to those above, each once.
pub fn verdicts(row: &Row) -> Vec<Verdict> {
    let mut found: Vec<Verdict> = Vec::new();
    for against in row.entries.iter().filter_map(|entry| entry.against) {
        if !found.contains(&against.verdict) {
            found.push(against.verdict);
        }
    }
    found
}

/// The indicators that have a digest; both lists are in the order of the vocabulary.
pub fn listed<'a>(overview: &'a Overview, digests: &'a [Digest]) -> Vec<IndicatorListing<'a>> {
    let mut rest = overview.indicators.iter();
    let pair = |digest: &'a Digest| {
        let entry = rest.find(|entry| entry.indicator.id == digest.indicator)?;
        Some(IndicatorListing { entry, digest })
    };
    digests.iter().filter_map(pair).collect()
}

/// Indicators by topic, in the order of topics; within one, those that most levels and plans share first. `entry` tells
/// which indicator an item is of.
pub fn by_topic<T>(
    overview: &Overview,
    mut items: Vec<T>,
    entry: impl Fn(&T) -> &IndicatorEntry,
) -> Vec<(&str, Vec<T>)> {
    let mut groups = Vec::new();
    for topic in &overview.topics {
        let (mut own, others): (Vec<T>, Vec<T>) =
            items.into_iter().partition(|item| entry(item).indicator.topic == topic.topic.id);
        items = others;
        own.order_by_key(|item| std::cmp::Reverse((entry(item).levels.len(), entry(item).set_by())));
        if !own.is_empty() {
            groups.push((topic.topic.id.as_str(), own));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_its_address() {
        for query in [
            "",
            "topic=education&level=county&plan=dehua-2025&year=2028&kind=annual&shared=1&differing=1&verdict=laxer",
        ] {
            assert_eq!(IndicatorFilter::parse(query).query(), query);
        }
        assert_eq!(
            IndicatorFilter::parse("?plan=<b>&kind=x&year=-1&shared=yes&verdict=better"),
            IndicatorFilter::default()
        );
    }
}
