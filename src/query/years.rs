//! What falls due when: targets of all plans by year, and the checks of yearly plans against their totals.
//!
//! In: the due shards that were read, the overview, a choice. Out: groups in order of time, and the same as a timeline of
//! places and years. Invariant: a target without a time of its own is never given one; those stand apart.

use super::address::{id, pairs, written};
use crate::bundle::key;
use crate::bundle::office::Role;
use crate::bundle::{Due, DueMeasure, DuePart, DueShard, DueUnit, Overview, YearsShard};
use crate::model::{Area, Level, Plan};
use crate::order::Order;

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueTime {
    /// In this year.
    Year(u16),
    /// Every year, with no first and last.
    Annual,
    /// The plan names no time.
    Open,
}

impl DueTime {
    /// The id used in data and addresses.
    pub fn id(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Annual => "annual".to_owned(),
            Self::Open => "open".to_owned(),
        }
    }

    /// A time by its id; nothing for another word.
    pub fn parse(id: &str) -> Option<Self> {
        match id {
            "annual" => Some(Self::Annual),
            "open" => Some(Self::Open),
            year => year.parse().ok().filter(|year| (1900..2200).contains(year)).map(Self::Year),
        }
    }
}

/// Time and area of a part: `2028-35`.
pub fn time_and_area(part: &DuePart) -> Option<(DueTime, &str)> {
    let (time, area) = part.id.split_once('-')?;
    Some((DueTime::parse(time)?, area))
}

/// More targets than these are not all fetched: the visitor's province and the nation are.
pub const ALL_UP_TO: u32 = 1500;

/// A choice of targets; every part narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct YearsFilter {
    /// Only what is due then.
    pub when: Option<DueTime>,
    /// Plan id.
    pub plan: Option<String>,
    /// Topic id.
    pub topic: Option<String>,
    /// Only targets of plans of this level.
    pub level: Option<Level>,
    /// A unit's name, as the plans write it.
    pub unit: Option<String>,
    /// Two digits of the division codes of a province; only asked where there is too much for one list.
    pub area: Option<String>,
}

impl YearsFilter {
    /// Reads a query string; what it does not know it leaves out.
    pub fn parse(query: &str) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs(query) {
            match key {
                "year" => filter.when = DueTime::parse(&value),
                "plan" => filter.plan = id(&value),
                "topic" => filter.topic = id(&value),
                "level" => filter.level = Level::ALL.into_iter().find(|level| level.id() == value),
                "unit" => filter.unit = Some(value).filter(|unit| !unit.is_empty()),
                "area" => filter.area = id(&value),
                _ => {}
            }
        }
        filter
    }

    /// The query string, empty where nothing is chosen.
    pub fn query(&self) -> String {
        written(&[
            ("year", self.when.map(DueTime::id).as_deref()),
            ("plan", self.plan.as_deref()),
            ("topic", self.topic.as_deref()),
            ("level", self.level.map(Level::id)),
            ("unit", self.unit.as_deref()),
            ("area", self.area.as_deref()),
        ])
    }

    /// Whether what falls due is shown.
    pub fn admits(&self, item: &Item, overview: &Overview) -> bool {
        let level = || item.plan_in(overview).map(|plan| plan.level);
        self.plan.as_ref().is_none_or(|plan| plan == item.plan())
            && (self.level.is_none() || self.level == level())
            && (self.topic.is_none() || self.topic.as_deref() == item.topic(overview))
            && self.unit.as_ref().is_none_or(|unit| item.role_of(unit).is_some())
    }

    /// The parts that the choice needs: all where they are few, else the nation's and one province's.
    pub fn parts<'a>(&self, years: &'a YearsShard, overview: &Overview) -> Vec<&'a DuePart> {
        let all: u32 = years.parts.iter().map(|part| part.targets).sum();
        let of_plan = || {
            let plan = overview.plans.iter().find(|plan| Some(&plan.id) == self.plan.as_ref())?;
            key::area(plan)
        };
        let area = of_plan().or(self.area.as_deref());
        let wanted = |(when, of): (DueTime, &str)| {
            self.when.is_none_or(|wanted| wanted == when) && (all <= ALL_UP_TO || of == key::NATION || Some(of) == area)
        };
        years.parts.iter().filter(|part| time_and_area(part).is_some_and(wanted)).collect()
    }
}

/// What falls due: a target, or a year's words of an annex that set none.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// With a figure, or a commitment without exception.
    Target(&'a Due),
    /// Without a figure.
    Measure(&'a DueMeasure),
}

impl<'a> Item<'a> {
    /// Id of its plan.
    pub fn plan(self) -> &'a str {
        match self {
            Self::Target(due) => &due.target.plan,
            Self::Measure(measure) => measure.clause.plan(),
        }
    }

    /// The units that answer for it.
    pub fn units(self) -> &'a [DueUnit] {
        match self {
            Self::Target(due) => &due.units,
            Self::Measure(measure) => &measure.units,
        }
    }

    /// How a unit answers for it; none where it does not.
    pub fn role_of(self, unit: &str) -> Option<Role> {
        self.units().iter().find(|known| known.name == unit).map(|known| known.role)
    }

    fn plan_in(self, overview: &Overview) -> Option<&Plan> {
        overview.plan(self.plan())
    }

    fn topic(self, overview: &'a Overview) -> Option<&'a str> {
        match self {
            Self::Target(due) => overview.indicator(&due.target.indicator).map(|entry| entry.indicator.topic.as_str()),
            Self::Measure(measure) => measure.topic.as_deref(),
        }
    }
}

/// What a plan sets for one time: targets, then measures, each in the order of the text.
pub type OfPlan<'a> = (&'a Plan, Vec<Item<'a>>);

/// What the shards of one time hold of a choice, plan by plan in tree order.
pub fn by_plan<'a>(shards: &[&'a DueShard], filter: &YearsFilter, overview: &'a Overview) -> Vec<OfPlan<'a>> {
    let targets = shards.iter().flat_map(|shard| &shard.entries).map(Item::Target);
    let measures = shards.iter().flat_map(|shard| &shard.measures).map(Item::Measure);
    let mut plans: Vec<(usize, Vec<Item>)> = Vec::new();
    for item in targets.chain(measures).filter(|item| filter.admits(item, overview)) {
        match plans.iter_mut().rev().find(|(_, own)| own[0].plan() == item.plan()) {
            Some((_, own)) => own.push(item),
            None => {
                let at = overview.plans.iter().position(|plan| plan.id == item.plan());
                plans.extend(at.map(|at| (at, vec![item])));
            }
        }
    }
    plans.order_by_key(|(at, _)| *at);
    plans.into_iter().map(|(at, own)| (&overview.plans[at], own)).collect()
}

/// Years that a timeline shows at most: the latest.
const YEARS: usize = 8;

/// Years across, places down: of each plan what falls due in each year.
pub struct Timeline<'a> {
    /// Rising.
    pub years: Vec<u16>,
    /// In tree order, with as many lists as there are years.
    pub rows: Vec<(&'a Plan, Vec<Vec<Item<'a>>>)>,
}

/// The timeline of groups in order of time.
pub fn timeline<'a>(groups: &[(DueTime, Vec<OfPlan<'a>>)], overview: &'a Overview) -> Timeline<'a> {
    let dated = groups.iter().filter_map(|(when, plans)| match when {
        DueTime::Year(year) => Some((*year, plans)),
        DueTime::Annual | DueTime::Open => None,
    });
    let dated: Vec<(u16, &Vec<OfPlan>)> = dated.collect();
    let dated = &dated[dated.len().saturating_sub(YEARS)..];
    let of = |plan: &Plan, plans: &[OfPlan<'a>]| -> Vec<Item<'a>> {
        plans.iter().find(|(own, _)| own.id == plan.id).map(|(_, items)| items.clone()).unwrap_or_default()
    };
    let has_any = |plan: &&Plan| dated.iter().any(|(_, plans)| plans.iter().any(|(own, _)| own.id == plan.id));
    let row = |plan: &'a Plan| (plan, dated.iter().map(|(_, plans)| of(plan, plans)).collect());
    Timeline {
        years: dated.iter().map(|(year, _)| *year).collect(),
        rows: overview.plans.iter().filter(has_any).map(row).collect(),
    }
}

/// The provinces that have parts of their own.
pub fn areas<'a>(years: &YearsShard, overview: &'a Overview) -> Vec<&'a Area> {
    let has_part = |area: &&Area| years.parts.iter().filter_map(time_and_area).any(|(_, of)| of == area.code);
    overview.areas.iter().filter(has_part).collect()
}

/// Units that what falls due names, each once, those first that are named most.
pub fn units<'a>(shards: impl Iterator<Item = &'a DueShard>) -> Vec<(&'a str, u32)> {
    let mut counts = std::collections::BTreeMap::<&str, u32>::new();
    let of = |shard: &'a DueShard| {
        shard.entries.iter().flat_map(|due| &due.units).chain(shard.measures.iter().flat_map(|measure| &measure.units))
    };
    for unit in shards.flat_map(of) {
        *counts.entry(&unit.name).or_default() += 1;
    }
    let mut units: Vec<(&str, u32)> = counts.into_iter().collect();
    units.order_by_key(|(_, n)| std::cmp::Reverse(*n));
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Names;
    use crate::model::samples::plan;

    #[test]
    fn a_choice_is_its_address() {
        let full =
            "year=2028&plan=dehua-2025&topic=education&level=county&unit=%E5%8E%BF%E6%95%99%E8%82%B2%E5%B1%80&area=35";
        for query in ["", "year=annual", full] {
            assert_eq!(YearsFilter::parse(query).query(), query);
        }
        assert_eq!(YearsFilter::parse("?year=99999&plan=<b>&level=x&unit="), YearsFilter::default());
    }

    #[test]
    fn thousands_of_plans_are_fetched_in_parts() {
        let part = |id: &str, targets| DuePart { id: id.to_owned(), targets };
        let area = |code: &str| Area {
            code: code.to_owned(),
            name: Names { hans: code.into(), hant: code.into(), en: code.into() },
        };
        let overview = Overview {
            folded: None,
            report: None,
            plans: vec![
                plan("china-2024", None),
                plan("fujian-2024", Some("350000")),
                plan("dehua-2025", Some("350526")),
            ],
            topics: Vec::new(),
            indicators: Vec::new(),
            areas: vec![area("35"), area("36"), area("37")],
        };
        let years = |n| YearsShard {
            parts: vec![part("2025-00", n), part("2025-35", n), part("2025-36", n), part("annual-35", n)],
        };
        let needed = |query: &str, n| {
            let years = years(n);
            let parts = YearsFilter::parse(query).parts(&years, &overview);
            parts.iter().map(|part| part.id.clone()).collect::<Vec<_>>().join(" ")
        };
        for (query, few, many) in [
            ("", "2025-00 2025-35 2025-36 annual-35", "2025-00"),
            ("year=2025", "2025-00 2025-35 2025-36", "2025-00"),
            ("area=36", "2025-00 2025-35 2025-36 annual-35", "2025-00 2025-36"),
            ("plan=dehua-2025&year=annual", "annual-35", "annual-35"),
        ] {
            assert_eq!(needed(query, 100), few, "{query}");
            assert_eq!(needed(query, 5000), many, "{query}");
        }
        assert_eq!(areas(&years(1), &overview), [&area("35"), &area("36")], "nothing falls due in the third");
    }
}
