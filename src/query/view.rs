//! How a visitor wants to see one comparison: which plans, against whom, as picture or table, whose place first.
//!
//! In: a query string, and the rows of the indicator. Out: the rows to show, in groups. Invariant: a group says how
//! many of its rows it holds back, and none is lost.

use super::address::{id, pairs, written};
use super::compare::Row;
use crate::bundle::key;
use crate::model::{Level, Plan};
use crate::order::Order;

/// The choices of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparisonView {
    /// Ids of the plans to show; empty: all.
    pub plans: Vec<String>,
    /// Id of the plan that figures are set against; none: the nearest superior.
    pub base: Option<String>,
    /// The table in place of the picture.
    pub table: bool,
    /// The visitor's place.
    pub place: Option<String>,
    /// Levels that are shown whole.
    pub whole: Vec<Level>,
    /// Two digits of the province whose plans are shown in a folded corpus, besides those of the nation and provinces.
    pub area: Option<String>,
}

/// More rows than these are grouped by level.
pub const GROUPED_FROM: usize = 16;
/// Rows of a level that are shown at first.
pub const SHOWN_OF_A_LEVEL: usize = 8;
/// A widget shows all plans up to this many, else the first, and beside it there is one for each place's neighbours.
pub const WIDGET_PLANS: usize = 24;

/// Rows under one heading.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// None for rows that need no heading: all of a small comparison, or the visitor's own chain.
    pub level: Option<Level>,
    /// The rows that are shown.
    pub rows: Vec<Row<'a>>,
    /// Rows of the level that are held back.
    pub hidden: u32,
}

impl ComparisonView {
    /// Reads a query string; what it does not know it leaves out.
    pub fn parse(query: &str) -> Self {
        let mut view = Self::default();
        for (key, value) in pairs(query) {
            match key {
                "plans" => view.plans = value.split(',').filter_map(id).collect(),
                "base" => view.base = id(&value),
                "view" => view.table = value == "table",
                "place" => view.place = id(&value),
                "area" => view.area = id(&value),
                "whole" => {
                    view.whole =
                        Level::ALL.into_iter().filter(|level| value.split(',').any(|v| v == level.id())).collect();
                }
                _ => {}
            }
        }
        view
    }

    /// The query string, empty where nothing is chosen.
    pub fn query(&self) -> String {
        let plans = Some(self.plans.join(",")).filter(|plans| !plans.is_empty());
        let whole: Vec<&str> = self.whole.iter().map(|level| level.id()).collect();
        let whole = Some(whole.join(",")).filter(|whole| !whole.is_empty());
        written(&[
            ("plans", plans.as_deref()),
            ("base", self.base.as_deref()),
            ("view", self.table.then_some("table")),
            ("place", self.place.as_deref()),
            ("whole", whole.as_deref()),
            ("area", self.area.as_deref()),
        ])
    }

    /// The rows to show: those chosen, `chain` first, and where there are many the others by level.
    pub fn groups<'a>(&self, rows: Vec<Row<'a>>, chain: &[&Plan]) -> Vec<Group<'a>> {
        let chosen = |row: &Row| self.plans.is_empty() || self.plans.contains(&row.plan.id);
        // Of an open province nothing but what is above and in it, and the visitor's own.
        let open = |row: &Row| {
            self.area.as_deref().is_none_or(|open| key::area(row.plan).is_none_or(|area| area == open))
                || self.plans.contains(&row.plan.id)
                || chain.iter().any(|plan| plan.id == row.plan.id)
        };
        let rows: Vec<Row> = rows.into_iter().filter(|row| chosen(row) && open(row)).collect();
        let total = rows.len();
        let rows = super::place::chain_first(rows, chain, |row| &row.plan.id);
        if total <= GROUPED_FROM {
            return vec![Group { level: None, rows, hidden: 0 }];
        }
        let (own, others): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| chain.iter().any(|plan| plan.id == row.plan.id));
        let mut groups = Vec::new();
        if !own.is_empty() {
            groups.push(Group { level: None, rows: own, hidden: 0 });
        }
        for level in Level::ALL {
            let mut rows: Vec<Row> = others.iter().filter(|row| row.plan.level == level).cloned().collect();
            // A level too long to be shown whole shows those first that set the indicator.
            let limit = if self.whole.contains(&level) { usize::MAX } else { SHOWN_OF_A_LEVEL };
            if rows.len() > limit {
                rows.order_by_key(|row| row.entries.is_empty());
            }
            let hidden = u32::try_from(rows.len().saturating_sub(limit)).unwrap_or(u32::MAX);
            rows.truncate(limit);
            if !rows.is_empty() {
                groups.push(Group { level: Some(level), rows, hidden });
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::IndicatorShard;
    use crate::model::samples::{indicator, plan, target};
    use crate::query::compare::rows;
    use crate::query::place::chain;

    #[test]
    fn a_view_is_its_address() {
        for query in ["", "plans=fuzhou-2025,dehua-2025&base=fuzhou-2025&view=table&place=dehua&whole=county&area=35"] {
            assert_eq!(ComparisonView::parse(query).query(), query);
        }
        assert_eq!(ComparisonView::parse("?plans=<>&base=A&whole=x"), ComparisonView::default());
    }

    /// A nation of 31 provinces with 100 counties each.
    #[test]
    fn thousands_of_plans_are_shown_in_parts() {
        let mut plans = vec![plan("china-2024", None)];
        for province in 11..42 {
            plans.push(plan(&format!("province{province}-2024"), Some(&format!("{province}0000"))));
            for county in 0..100 {
                let code = format!("{province}{:02}{:02}", county / 50 + 1, county % 50 + 1);
                plans.push(plan(&format!("county{province}x{county}-2025"), Some(&code)));
            }
        }
        let targets = plans.iter().map(|p| target(&format!("{}/1", p.id), "95", Some(2028))).collect();
        let shard = IndicatorShard::of(indicator(), targets);
        let all = rows(&shard, &plans);
        assert_eq!(all.len(), plans.len());
        let chain = chain(&plans, "county35x26");
        let shape = |view: &ComparisonView| {
            let groups = view.groups(all.clone(), &chain);
            groups.iter().map(|g| (g.level, g.rows.len(), g.hidden)).collect::<Vec<_>>()
        };
        let first = (None, 3, 0);
        assert_eq!(
            shape(&ComparisonView::default()),
            [first, (Some(Level::Province), 8, 22), (Some(Level::County), 8, 3091)]
        );
        let whole = ComparisonView { whole: vec![Level::Province], ..ComparisonView::default() };
        assert_eq!(shape(&whole), [first, (Some(Level::Province), 30, 0), (Some(Level::County), 8, 3091)]);
        let open = ComparisonView { area: Some("35".to_owned()), ..ComparisonView::default() };
        assert_eq!(shape(&open), [first, (Some(Level::County), 8, 91)], "the nation, the province, its counties");
        let few = ComparisonView { plans: vec!["china-2024".into(), "county35x26-2025".into()], ..whole };
        assert_eq!(shape(&few), [(None, 2, 0)]);
    }
}
