//! What every page may need of a corpus, and what a folded one adds to it where it is asked for.
//!
//! The overview of a folded corpus names the nation's plans and the provinces', and counts nothing that a county could
//! change. Three kinds of shards are taken into it once they are there, so that pages ask one overview however much of it
//! they have: the plans of a province, the counts, and parts that tell in which province a place lies.
//! Invariant: what is taken in changes nothing that was there, and the order of taking in does not matter.

use super::directory::directory_of;
use crate::model::{Area, Code, Indicator, Level, Names, Plan, Topic};
use crate::order::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What every page may need: the corpus without its texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// Where to report a wrong link: an address with `{child}` and `{parent}` in it; null where there is no receiver.
    pub report: Option<String>,
    /// In tree order: a place before the places under it, siblings by division code. In a folded corpus those of the
    /// nation and the provinces, and of each [`AreaShard`] that was taken in.
    pub plans: Vec<Plan>,
    /// In the order of `assets/topics.toml`.
    pub topics: Vec<TopicEntry>,
    /// In the order of `assets/indicators.toml`, then those that the plans themselves name. In a folded corpus only those
    /// that most provinces share; others are known to the shards of their plans and to their own.
    pub indicators: Vec<IndicatorEntry>,
    /// The provinces that have plans, by code.
    pub areas: Vec<Area>,
    /// What is told of the plans that are left out; none where all are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folded: Option<Folded>,
}

/// What the overview of a folded corpus tells of all plans.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Folded {
    /// How many plans each province has, its own included, by its code.
    pub plans: BTreeMap<String, u32>,
    /// The levels that have plans, highest first.
    pub levels: Vec<Level>,
    /// The provinces in which plans with a text lie below one of the overview, by its id.
    pub below: BTreeMap<String, Vec<String>>,
    /// How many [`PlacesShard`]s there are.
    pub places: u32,
}

/// More plans than these are shown folded.
pub const FOLDED_FROM: usize = 120;

/// Whether there are so many plans that a page shows the nation's and the provinces' first.
pub fn is_folded(plans: &[Plan]) -> bool {
    plans.len() > FOLDED_FROM
}

/// A topic and how many clauses have it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicEntry {
    /// The topic.
    pub topic: Topic,
    /// Clauses with this topic by plan id; in a folded corpus by area, where 00 are the nation's own, once [`Counts`] are
    /// taken in.
    pub clauses: BTreeMap<String, u32>,
}

/// An indicator and where it is set; in a folded corpus nothing of the latter before [`Counts`] are taken in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorEntry {
    /// The indicator.
    pub indicator: Indicator,
    /// Ids of the plans with a target of it, in tree order; in a folded corpus those of the nation and the provinces.
    pub plans: Vec<String>,
    /// How many further plans have one, which only a folded corpus leaves out.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more: u32,
    /// Their levels, highest first, each once.
    pub levels: Vec<Level>,
    /// How many there are.
    pub targets: u32,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

impl IndicatorEntry {
    /// How many plans have a target of it.
    pub fn set_by(&self) -> usize {
        self.plans.len() + self.more as usize
    }
}

/// The plans of a province below its own, in tree order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AreaShard {
    /// As the overview knows plans.
    pub plans: Vec<Plan>,
}

/// What is counted across a country: apart from the overview, so that a changed county leaves pages that do not count
/// as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// As [`TopicEntry::clauses`], by topic.
    pub topics: BTreeMap<String, BTreeMap<String, u32>>,
    /// Where the indicators of the overview are set, in its order.
    pub indicators: Vec<SetBy>,
}

/// Where an indicator is set: as [`IndicatorEntry`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetBy {
    /// As [`IndicatorEntry::plans`].
    pub plans: Vec<String>,
    /// As [`IndicatorEntry::more`].
    pub more: u32,
    /// As [`IndicatorEntry::levels`].
    pub levels: Vec<Level>,
    /// As [`IndicatorEntry::targets`].
    pub targets: u32,
}

/// Places by the beginnings of their names: those with one of a part's, see [`Overview::places_of`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlacesShard {
    /// In tree order.
    pub places: Vec<PlaceEntry>,
}

/// A place as it is searched for: by the plan that stands for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceEntry {
    /// Plan id.
    pub plan: String,
    /// As [`Plan::level`].
    pub level: Level,
    /// As [`Plan::place_code`].
    pub code: Code,
    /// As [`Plan::text`].
    pub text: bool,
    /// What it is called.
    pub name: Names,
    /// The first letters of the syllables of its short name, and others that they may be, a space between: `dh`.
    pub initials: String,
}

impl PlaceEntry {
    /// The plan as far as it is known here.
    pub fn plan(&self) -> Plan {
        Plan {
            place_code: Some(self.code.clone()),
            text: self.text,
            place_names: Some(self.name.clone()),
            ..Plan::new(self.plan.clone(), self.name.hans.clone(), self.level)
        }
    }

    /// The names by which it is found.
    pub fn names(&self) -> [&str; 5] {
        [&self.name.hans, &self.name.hant, &self.name.en, &self.plan, &self.initials]
    }
}

/// What a part of the places is chosen by: the first character of a Chinese name, the first two letters of others; none
/// of fewer.
pub fn beginning(name: &str) -> Option<String> {
    let mut chars = name.chars().flat_map(char::to_lowercase);
    let first = chars.next()?;
    if !first.is_ascii() {
        return Some(first.to_string());
    }
    Some([first, chars.next()?].iter().collect())
}

impl Overview {
    /// See [`is_folded`].
    pub fn is_folded(&self) -> bool {
        self.folded.is_some()
    }

    /// How many plans the corpus has.
    pub fn count(&self) -> usize {
        let below = |folded: &Folded| {
            let nation = self.plans.iter().filter(|plan| plan.place_code.is_none()).count();
            nation + folded.plans.values().sum::<u32>() as usize
        };
        self.folded.as_ref().map_or(self.plans.len(), below)
    }

    /// Whether a plan of the corpus is of this level.
    pub fn has_level(&self, level: Level) -> bool {
        let known = || self.plans.iter().any(|plan| plan.level == level);
        self.folded.as_ref().map_or_else(known, |folded| folded.levels.contains(&level))
    }

    /// The plan, where the overview knows it.
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// The topic, and how many clauses have it.
    pub fn topic(&self, id: &str) -> Option<&TopicEntry> {
        self.topics.iter().find(|entry| entry.topic.id == id)
    }

    /// The province with this code.
    pub fn area(&self, code: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.code == code)
    }

    /// The indicator, where the overview knows it.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorEntry> {
        self.indicators.iter().find(|entry| entry.indicator.id == id)
    }

    /// Which [`PlacesShard`] has the places with a name that begins so; none where all places are in the overview, or
    /// where too little is typed.
    pub fn places_of(&self, name: &str) -> Option<u32> {
        let parts = self.folded.as_ref()?.places;
        Some(directory_of(&beginning(name)?, parts as usize) as u32)
    }

    /// Takes the plans of a province in.
    pub fn take_area(&mut self, area: &AreaShard) {
        self.take_plans(&mut area.plans.iter().cloned());
    }

    /// Takes plans in of which only the places are known, but for those that are there.
    pub fn take_places(&mut self, places: &[PlaceEntry]) {
        self.take_plans(&mut places.iter().map(PlaceEntry::plan));
        // The order is stable: what was known stands first.
        self.plans.dedup_by(|more, known| more.id == known.id);
    }

    fn take_plans(&mut self, plans: &mut dyn Iterator<Item = Plan>) {
        self.plans.extend(plans);
        self.plans.order_by(|a, b| (&a.place_code, a.level, &a.id).cmp(&(&b.place_code, b.level, &b.id)));
    }

    /// Takes the counts in.
    pub fn take_counts(&mut self, counts: &Counts) {
        for entry in &mut self.topics {
            entry.clauses = counts.topics.get(&entry.topic.id).cloned().unwrap_or_default();
        }
        for (entry, set) in self.indicators.iter_mut().zip(&counts.indicators) {
            let SetBy { plans, more, levels, targets } = set.clone();
            *entry = IndicatorEntry { indicator: entry.indicator.clone(), plans, more, levels, targets };
        }
    }
}
