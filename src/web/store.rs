//! The shards that a page has: full on the server, what was fetched in the browser.

use crate::bundle::parse::{self, Parse};
use crate::bundle::{Findings, IndicatorShard, Overview, PlanShard, TopicShard};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Parsed shards by key; clones share one map.
#[derive(Clone, Default)]
pub struct Store(Rc<RefCell<BTreeMap<String, Shard>>>);

#[derive(Clone)]
enum Shard {
    Overview(Rc<Overview>),
    Plan(Rc<PlanShard>),
    Indicator(Rc<IndicatorShard>),
    Topic(Rc<TopicShard>),
    Findings(Rc<Findings>),
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Store {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a shard in.
    ///
    /// # Errors
    /// The text is not a shard of the kind that its key names.
    pub fn insert_json(&self, key: &str, text: &str) -> Result<(), String> {
        let shard = match key.split_once('/') {
            None if key == "overview" => Shard::Overview(parse(text)?),
            None if key == "findings" => Shard::Findings(parse(text)?),
            Some(("plan", _)) => Shard::Plan(parse(text)?),
            Some(("indicator", _)) => Shard::Indicator(parse(text)?),
            Some(("topic", _)) => Shard::Topic(parse(text)?),
            _ => return Err(format!("no kind of data is called `{key}`")),
        };
        self.0.borrow_mut().insert(key.to_owned(), shard);
        Ok(())
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.borrow().contains_key(key)
    }

    /// Whether the corpus can have this shard, as far as is known: an address may name anything.
    pub fn may_have(&self, key: &str) -> bool {
        let Some(overview) = self.overview() else { return true };
        match key.split_once('/') {
            Some(("plan", id)) => overview.plans.iter().any(|plan| plan.id == id),
            Some(("indicator", id)) => overview.indicators.iter().any(|entry| entry.indicator.id == id),
            Some(("topic", id)) => overview.topics.iter().any(|entry| entry.topic.id == id),
            _ => key == "overview" || key == "findings",
        }
    }

    pub fn overview(&self) -> Option<Rc<Overview>> {
        match self.0.borrow().get("overview") {
            Some(Shard::Overview(overview)) => Some(overview.clone()),
            _ => None,
        }
    }

    pub fn findings(&self) -> Option<Rc<Findings>> {
        match self.0.borrow().get("findings") {
            Some(Shard::Findings(findings)) => Some(findings.clone()),
            _ => None,
        }
    }

    pub fn plan(&self, id: &str) -> Option<Rc<PlanShard>> {
        match self.0.borrow().get(&format!("plan/{id}")) {
            Some(Shard::Plan(plan)) => Some(plan.clone()),
            _ => None,
        }
    }

    pub fn indicator(&self, id: &str) -> Option<Rc<IndicatorShard>> {
        match self.0.borrow().get(&format!("indicator/{id}")) {
            Some(Shard::Indicator(indicator)) => Some(indicator.clone()),
            _ => None,
        }
    }

    pub fn topic(&self, id: &str) -> Option<Rc<TopicShard>> {
        match self.0.borrow().get(&format!("topic/{id}")) {
            Some(Shard::Topic(topic)) => Some(topic.clone()),
            _ => None,
        }
    }
}

fn parse<T: Parse>(text: &str) -> Result<Rc<T>, String> {
    parse::parse(text).map(Rc::new).ok_or_else(|| "数据格式不符".to_owned())
}
