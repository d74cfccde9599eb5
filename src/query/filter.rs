//! Which clauses of a topic a visitor wants to see.

use super::address::{id, pairs, written};
use crate::bundle::{Overview, TopicClause, TopicShard};
use crate::model::{Level, Plan};

/// A choice of clauses; every part narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicFilter {
    /// Only clauses of plans of this level.
    pub level: Option<Level>,
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
            ("plan", self.plan.as_deref()),
            ("targets", self.with_targets.then_some("1")),
        ])
    }

    /// Another level; a plan of another level is no longer chosen then.
    pub fn with_level(&self, level: Option<Level>) -> Self {
        Self { level, plan: None, ..self.clone() }
    }

    /// The same choice with another plan, or with all.
    pub fn with_plan(&self, plan: Option<&str>) -> Self {
        Self { plan: plan.map(str::to_owned), ..self.clone() }
    }

    /// The same choice with only clauses that set a target, or with all.
    pub fn with_targets_only(&self, with_targets: bool) -> Self {
        Self { with_targets, ..self.clone() }
    }

    /// Whether the clause is shown.
    pub fn admits(&self, clause: &TopicClause, overview: &Overview) -> bool {
        let plan = clause.id.plan();
        let level = || overview.plans.iter().find(|p| p.id == plan).map(|p| p.level);
        self.plan.as_deref().is_none_or(|wanted| wanted == plan)
            && (self.level.is_none() || self.level == level())
            && (!self.with_targets || !clause.targets.is_empty())
    }

    /// The facets of a topic.
    pub fn counts<'a>(&self, shard: &TopicShard, overview: &'a Overview) -> Counts<'a> {
        let count = |filter: &Self| shard.clauses.iter().filter(|c| filter.admits(c, overview)).count() as u32;
        let levels = Level::ALL
            .into_iter()
            .map(|level| (level, count(&self.with_level(Some(level)))))
            .filter(|(_, n)| *n > 0)
            .collect();
        let plans = overview
            .plans
            .iter()
            .filter(|plan| plan.text && self.level.is_none_or(|level| level == plan.level))
            .map(|plan| (plan, count(&self.with_plan(Some(&plan.id)))))
            .filter(|(_, n)| *n > 0)
            .collect();
        Counts { levels, plans, with_targets: count(&self.with_targets_only(true)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_its_address() {
        for query in ["", "level=county", "level=prefecture&plan=fuzhou-2025&targets=1"] {
            assert_eq!(TopicFilter::parse(query).query(), query);
        }
        assert_eq!(TopicFilter::parse("?plan=<script>&level=x&y"), TopicFilter::default());
    }
}
