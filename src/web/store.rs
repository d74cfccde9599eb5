//! The shards that a page has: full on the server, what was fetched in the browser.

use crate::bundle::coverage::{CoverageShard, OwnShard};
#[cfg(not(target_arch = "wasm32"))]
use crate::bundle::office::{OfficeShard, Offices};
use crate::bundle::parse::{self, Parse};
use crate::bundle::search::{Facts, Part, Search};
use crate::bundle::{
    ComparisonsShard, DueShard, FiguresShard, Findings, IndicatorShard, Overview, PlanShard, TopicShard, YearsShard,
    key,
};
#[cfg(not(target_arch = "wasm32"))]
use crate::messages::Guide;
use crate::messages::Messages;
use crate::model::Language;
use crate::query::cover::areas;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Parsed shards by key, and the language of the page; clones share one map.
#[derive(Clone, Default)]
pub struct Store {
    language: Language,
    shards: Rc<RefCell<BTreeMap<String, Shard>>>,
}

#[derive(Clone)]
enum Shard {
    Overview(Rc<Overview>),
    Plan(Rc<PlanShard>),
    Coverage(Rc<CoverageShard>),
    Own(Rc<OwnShard>),
    Indicator(Rc<IndicatorShard>),
    Topic(Rc<TopicShard>),
    #[cfg(not(target_arch = "wasm32"))]
    Offices(Rc<Offices>),
    #[cfg(not(target_arch = "wasm32"))]
    Office(Rc<OfficeShard>),
    Search(Rc<Search>),
    SearchPart(Rc<Part>),
    SearchFacts(Rc<Facts>),
    Findings(Rc<Findings>),
    Comparisons(Rc<ComparisonsShard>),
    Figures(Rc<FiguresShard>),
    Years(Rc<YearsShard>),
    Due(Rc<DueShard>),
    Messages(&'static Messages),
    #[cfg(not(target_arch = "wasm32"))]
    Guide(&'static Guide),
}

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shards, &other.shards)
    }
}

impl Store {
    pub fn new(language: Language) -> Self {
        Self { language, shards: Rc::default() }
    }

    /// The language of the page; it changes only with a page load.
    pub fn language(&self) -> Language {
        self.language
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
            Some(("coverage", _)) => Shard::Coverage(parse(text)?),
            Some(("own", _)) => Shard::Own(parse(text)?),
            Some(("indicator", _)) => Shard::Indicator(parse(text)?),
            Some(("topic", _)) => Shard::Topic(parse(text)?),
            None if key == key::COMPARISONS => Shard::Comparisons(parse(text)?),
            None if key == key::YEARS => Shard::Years(parse(text)?),
            Some(("figures", _)) => Shard::Figures(parse(text)?),
            Some(("due", _)) => Shard::Due(parse(text)?),
            #[cfg(not(target_arch = "wasm32"))]
            None if key == key::OFFICES => Shard::Offices(parse(text)?),
            #[cfg(not(target_arch = "wasm32"))]
            Some(("office", _)) => Shard::Office(parse(text)?),
            None if key == key::SEARCH => Shard::Search(parse(text)?),
            Some(("search-part", _)) => Shard::SearchPart(parse(text)?),
            Some(("search-facts", _)) => Shard::SearchFacts(parse(text)?),
            Some(("messages", id)) => Shard::Messages(messages(id, text)?),
            #[cfg(not(target_arch = "wasm32"))]
            Some(("guide", id)) => Shard::Guide(guide(id, text)?),
            _ => return Err(format!("no kind of data is called `{key}`")),
        };
        self.shards.borrow_mut().insert(key.to_owned(), shard);
        Ok(())
    }

    pub fn has(&self, key: &str) -> bool {
        self.shards.borrow().contains_key(key)
    }

    /// Whether the corpus can have this shard, as far as is known: an address may name anything.
    pub fn may_have(&self, key: &str) -> bool {
        let Some(overview) = self.overview() else { return true };
        match key.split_once('/') {
            Some(("plan", id)) => overview.plans.iter().any(|plan| plan.id == id),
            Some(("own", area)) => overview.plans.iter().any(|plan| key::area(plan) == Some(area)),
            Some(("coverage", id)) => {
                let (id, area) = id.split_once('/').unwrap_or((id, ""));
                let upper = overview.plans.iter().find(|plan| plan.id == id && plan.text);
                upper.is_some_and(|upper| areas(upper, &overview.plans).iter().any(|(known, _)| *known == area))
            }
            Some(("indicator", id)) => overview.indicators.iter().any(|entry| entry.indicator.id == id),
            Some(("topic", id)) => overview.topics.iter().any(|entry| entry.topic.id == id),
            #[cfg(not(target_arch = "wasm32"))]
            Some(("office", id)) => {
                self.offices().is_some_and(|offices| offices.offices.iter().any(|entry| entry.office.id == id))
            }
            Some(("search-part" | "search-facts", _)) => true,
            Some(("figures", id)) => overview.plans.iter().any(|plan| plan.id == id),
            Some(("due", id)) => self.years().is_none_or(|years| years.parts.iter().any(|part| part.id == id)),
            Some(("messages" | "guide", _)) => true,
            _ => [key::OVERVIEW, key::COMPARISONS, key::YEARS, key::FINDINGS, key::OFFICES, key::SEARCH].contains(&key),
        }
    }

    /// The words of the page's language.
    pub fn messages(&self) -> Option<&'static Messages> {
        match self.shards.borrow().get(&key::messages(self.language)) {
            Some(Shard::Messages(messages)) => Some(messages),
            _ => None,
        }
    }

    /// The long words of the page on data and method.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn guide(&self) -> Option<&'static Guide> {
        match self.shards.borrow().get(&key::guide(self.language)) {
            Some(Shard::Guide(guide)) => Some(guide),
            _ => None,
        }
    }

    pub fn overview(&self) -> Option<Rc<Overview>> {
        match self.shards.borrow().get("overview") {
            Some(Shard::Overview(overview)) => Some(overview.clone()),
            _ => None,
        }
    }

    pub fn findings(&self) -> Option<Rc<Findings>> {
        match self.shards.borrow().get("findings") {
            Some(Shard::Findings(findings)) => Some(findings.clone()),
            _ => None,
        }
    }

    pub fn plan(&self, id: &str) -> Option<Rc<PlanShard>> {
        match self.shards.borrow().get(&format!("plan/{id}")) {
            Some(Shard::Plan(plan)) => Some(plan.clone()),
            _ => None,
        }
    }

    pub fn coverage(&self, upper: &str, area: &str) -> Option<Rc<CoverageShard>> {
        match self.shards.borrow().get(&key::coverage(upper, area)) {
            Some(Shard::Coverage(coverage)) => Some(coverage.clone()),
            _ => None,
        }
    }

    pub fn own(&self, area: &str) -> Option<Rc<OwnShard>> {
        match self.shards.borrow().get(&key::own(area)) {
            Some(Shard::Own(own)) => Some(own.clone()),
            _ => None,
        }
    }

    pub fn indicator(&self, id: &str) -> Option<Rc<IndicatorShard>> {
        match self.shards.borrow().get(&format!("indicator/{id}")) {
            Some(Shard::Indicator(indicator)) => Some(indicator.clone()),
            _ => None,
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    pub fn offices(&self) -> Option<Rc<Offices>> {
        match self.shards.borrow().get(key::OFFICES) {
            Some(Shard::Offices(offices)) => Some(offices.clone()),
            _ => None,
        }
    }
    #[cfg(not(target_arch = "wasm32"))]
    pub fn office(&self, id: &str) -> Option<Rc<OfficeShard>> {
        match self.shards.borrow().get(&key::office(id)) {
            Some(Shard::Office(office)) => Some(office.clone()),
            _ => None,
        }
    }

    pub fn search(&self) -> Option<Rc<Search>> {
        match self.shards.borrow().get(key::SEARCH) {
            Some(Shard::Search(search)) => Some(search.clone()),
            _ => None,
        }
    }

    pub fn search_part(&self, n: u32) -> Option<Rc<Part>> {
        match self.shards.borrow().get(&key::search_part(n)) {
            Some(Shard::SearchPart(part)) => Some(part.clone()),
            _ => None,
        }
    }

    pub fn search_facts(&self, n: u32) -> Option<Rc<Facts>> {
        match self.shards.borrow().get(&key::search_facts(n)) {
            Some(Shard::SearchFacts(facts)) => Some(facts.clone()),
            _ => None,
        }
    }

    pub fn topic(&self, id: &str) -> Option<Rc<TopicShard>> {
        match self.shards.borrow().get(&format!("topic/{id}")) {
            Some(Shard::Topic(topic)) => Some(topic.clone()),
            _ => None,
        }
    }

    pub fn comparisons(&self) -> Option<Rc<ComparisonsShard>> {
        match self.shards.borrow().get(key::COMPARISONS) {
            Some(Shard::Comparisons(comparisons)) => Some(comparisons.clone()),
            _ => None,
        }
    }

    pub fn figures(&self, plan: &str) -> Option<Rc<FiguresShard>> {
        match self.shards.borrow().get(&key::figures(plan)) {
            Some(Shard::Figures(figures)) => Some(figures.clone()),
            _ => None,
        }
    }

    pub fn years(&self) -> Option<Rc<YearsShard>> {
        match self.shards.borrow().get(key::YEARS) {
            Some(Shard::Years(years)) => Some(years.clone()),
            _ => None,
        }
    }

    pub fn due(&self, part: &str) -> Option<Rc<DueShard>> {
        match self.shards.borrow().get(&key::due(part)) {
            Some(Shard::Due(due)) => Some(due.clone()),
            _ => None,
        }
    }
}

fn parse<T: Parse>(text: &str) -> Result<Rc<T>, String> {
    parse::parse(text).map(Rc::new).ok_or_else(damaged)
}

#[cfg(target_arch = "wasm32")]
fn messages(_: &str, text: &str) -> Result<&'static Messages, String> {
    parse::parse(text).and_then(Messages::of_list).ok_or_else(damaged)
}

/// Natively thousands of pages share the words that were read once; what is kept for good must not grow.
#[cfg(not(target_arch = "wasm32"))]
fn messages(id: &str, _: &str) -> Result<&'static Messages, String> {
    Language::of_id(id).map(crate::messages::of).ok_or_else(damaged)
}

#[cfg(not(target_arch = "wasm32"))]
fn guide(id: &str, _: &str) -> Result<&'static Guide, String> {
    Language::of_id(id).and_then(crate::messages::guide).ok_or_else(damaged)
}

fn damaged() -> String {
    "not of the expected form".to_owned()
}
