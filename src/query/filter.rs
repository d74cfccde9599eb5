//! Which clauses of a topic a visitor wants to see.

use super::address::{id, pairs, written};
use crate::bundle::{Overview, TopicClause, key};
use crate::model::{Level, Plan};

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

    /// The clauses that are shown, in their order, which is that of plans.
    pub fn shown<'a>(&self, clauses: &[&'a TopicClause], overview: &Overview) -> Vec<&'a TopicClause> {
        let plans = plans_of(clauses, overview);
        clauses
            .iter()
            .zip(plans)
            .filter(|(clause, plan)| self.admits(clause, *plan))
            .map(|(clause, _)| *clause)
            .collect()
    }

    fn admits(&self, clause: &TopicClause, plan: Option<&Plan>) -> bool {
        self.plan.as_deref().is_none_or(|wanted| wanted == clause.id.plan())
            && (self.level.is_none() || self.level == plan.map(|plan| plan.level))
            && (!self.with_targets || !clause.targets.is_empty())
    }

    /// The facets of a topic's clauses, which have the order of plans.
    pub fn counts<'a>(&self, clauses: &[&TopicClause], overview: &'a Overview) -> Counts<'a> {
        let of = plans_of(clauses, overview);
        let admitted = |filter: Self| {
            let own = clauses.iter().zip(&of).filter(move |(clause, plan)| filter.admits(clause, **plan));
            own.map(|(_, plan)| *plan)
        };
        let count = |filter: Self| admitted(filter).count() as u32;
        let levels = Level::ALL
            .into_iter()
            .map(|level| (level, count(self.with_level(Some(level)))))
            .filter(|(_, n)| *n > 0)
            .collect();
        let mut plans: Vec<(&Plan, u32)> = Vec::new();
        for plan in admitted(self.with_plan(None)).flatten() {
            match plans.last_mut() {
                Some((last, n)) if last.id == plan.id => *n += 1,
                _ => plans.push((plan, 1)),
            }
        }
        Counts { levels, plans, with_targets: count(self.with_targets_only(true)) }
    }
}

/// The plan of each clause; both lists are in tree order.
fn plans_of<'a>(clauses: &[&TopicClause], overview: &'a Overview) -> Vec<Option<&'a Plan>> {
    let mut rest = overview.plans.iter().peekable();
    let plan = |clause: &&TopicClause| {
        while rest.next_if(|plan| plan.id != clause.id.plan()).is_some() {}
        rest.peek().copied()
    };
    clauses.iter().map(plan).collect()
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
