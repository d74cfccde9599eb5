//! Which clauses of a topic a visitor wants to see.

use super::address::{id, pairs, written};
use crate::bundle::{Overview, TopicClause, key};
use crate::model::{Level, Plan};
use std::collections::BTreeMap;

/// A choice of clauses; every part narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicFilter {
    /// Only clauses of plans of this level.
    pub level: Option<Level>,
    /// First two digits of a province's division code; in a folded corpus only.
    pub area: Option<String>,
    /// Plan id.
    pub plan: Option<String>,
    /// Only clauses that set a target.
    pub with_targets: bool,
}

/// How many clauses each choice would show, the other choices kept.
#[derive(Debug, PartialEq)]
pub struct Counts<'a> {
    /// Levels that have clauses, highest first.
    pub levels: Vec<(Level, u32)>,
    /// Plans that have clauses, in tree order.
    pub plans: Vec<(&'a Plan, u32)>,
    /// Clauses that set a target.
    pub with_targets: u32,
}

impl TopicFilter {
    /// Reads a query string; what it does not know it leaves out.
    pub fn parse(query: &str) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs(query) {
            match key {
                "level" => filter.level = Level::ALL.into_iter().find(|level| level.id() == value),
                "area" => filter.area = id(&value),
                "plan" => filter.plan = id(&value),
                "targets" => filter.with_targets = value == "1",
                _ => {}
            }
        }
        filter
    }

    /// The query string, empty where nothing is chosen.
    pub fn query(&self) -> String {
        written(&[
            ("level", self.level.map(Level::id)),
            ("area", self.area.as_deref()),
            ("plan", self.plan.as_deref()),
            ("targets", self.with_targets.then_some("1")),
        ])
    }

    /// Another level; a plan of another level is no longer chosen then.
    pub fn with_level(&self, level: Option<Level>) -> Self {
        Self { level, plan: None, ..self.clone() }
    }

    /// Another province, or the nation's own; nothing else is chosen then.
    pub fn with_area(&self, area: Option<&str>) -> Self {
        Self { area: area.map(str::to_owned), with_targets: self.with_targets, ..Self::default() }
    }

    /// The province whose part of a folded topic is shown: the chosen one, or that of the chosen plan.
    pub fn part<'a>(&'a self, overview: &'a Overview) -> Option<&'a str> {
        let of_plan = || overview.plans.iter().find(|plan| Some(&plan.id) == self.plan.as_ref()).and_then(key::area);
        self.area.as_deref().or_else(of_plan).filter(|_| overview.is_folded())
    }

    /// The same choice with another plan, or with all.
    pub fn with_plan(&self, plan: Option<&str>) -> Self {
        Self { plan: plan.map(str::to_owned), ..self.clone() }
    }

    /// The same choice with only clauses that set a target, or with all.
    pub fn with_targets_only(&self, with_targets: bool) -> Self {
        Self { with_targets, ..self.clone() }
    }

    /// The clauses that are shown, in their order.
    pub fn shown<'a>(&self, clauses: &[&'a TopicClause], overview: &Overview) -> Vec<&'a TopicClause> {
        let levels = levels(overview);
        clauses.iter().copied().filter(|clause| self.admits(clause, &levels)).collect()
    }

    fn admits(&self, clause: &TopicClause, levels: &BTreeMap<&str, Level>) -> bool {
        let plan = clause.id.plan();
        self.plan.as_deref().is_none_or(|wanted| wanted == plan)
            && (self.level.is_none() || self.level == levels.get(plan).copied())
            && (!self.with_targets || !clause.targets.is_empty())
    }

    /// The facets of a topic's clauses.
    pub fn counts<'a>(&self, clauses: &[&TopicClause], overview: &'a Overview) -> Counts<'a> {
        let known = levels(overview);
        let count = |filter: &Self| clauses.iter().filter(|c| filter.admits(c, &known)).count() as u32;
        let levels = Level::ALL
            .into_iter()
            .map(|level| (level, count(&self.with_level(Some(level)))))
            .filter(|(_, n)| *n > 0)
            .collect();
        let any_plan = self.with_plan(None);
        let mut of_plan = BTreeMap::<&str, u32>::new();
        for clause in clauses.iter().filter(|clause| any_plan.admits(clause, &known)) {
            *of_plan.entry(clause.id.plan()).or_default() += 1;
        }
        let plans = overview.plans.iter().filter_map(|plan| Some((plan, *of_plan.get(plan.id.as_str())?))).collect();
        Counts { levels, plans, with_targets: count(&self.with_targets_only(true)) }
    }
}

/// The level of each plan.
fn levels(overview: &Overview) -> BTreeMap<&str, Level> {
    overview.plans.iter().map(|plan| (plan.id.as_str(), plan.level)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_its_address() {
        for query in ["", "level=county", "area=35", "level=prefecture&area=35&plan=fuzhou-2025&targets=1"] {
            assert_eq!(TopicFilter::parse(query).query(), query);
        }
        assert_eq!(TopicFilter::parse("?plan=<script>&level=x&y"), TopicFilter::default());
    }
}
