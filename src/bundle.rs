//! Corpus ⇄ static files: the only writer and reader of the app's data.
//!
//! ```text
//! data/manifest.json                 small, mutable: Manifest
//! data/directory-<N>.<hash>.json     immutable: what names the shards where they are many
//! data/overview.<hash>.json          immutable: Overview: plans, topics and indicators without their texts
//! data/area-<NN>.<hash>.json         immutable: AreaShard: the plans of province NN below its own, likewise
//! data/counts.<hash>.json            immutable: Counts: what is counted across a country
//! data/places-<N>.<hash>.json        immutable: PlacesShard: places by the beginnings of their names
//! data/plan-<ID>.<hash>.json         immutable: PlanShard: one plan with its clauses, targets, links
//! data/indicator-<ID>[-<NN>].<hash>.json immutable: IndicatorShard: one indicator's targets across plans, [below province NN]
//! data/spread-<ID>.<hash>.json       immutable: Spread: how one indicator's figures lie across a country
//! data/topic-<ID>[-<NN>].<hash>.json immutable: TopicShard: one topic's clauses across plans, [of province NN]
//! data/findings.<hash>.json          immutable: Findings: cross-checks and oddities of all plans
//! data/offices.<hash>.json           immutable: Offices: who is responsible at each level
//! data/office-<ID>[-<NN>].<hash>.json immutable: OfficeShard: one office's units and clauses across plans, likewise
//! data/search….<hash>.json           immutable: the index for searching, see [`search`]
//! data/messages-<ID>.<hash>.json     immutable: the words of the interface in one language, a list of strings
//! data/comparisons[-<TOPIC>].<hash>.json immutable: ComparisonsShard: indicators as a list shows them
//! data/figures-<ID>.<hash>.json      immutable: FiguresShard: one plan's figures beside its superiors'
//! data/years.<hash>.json             immutable: YearsShard: what the due shards hold
//! data/due-<TIME>-<AREA>.<hash>.json immutable: DueShard: what falls due at one time in one province
//! data/revision-<ID>-<ID>.<hash>.json immutable: Revision: what a plan changes of an earlier one of its series
//! data/coverage-<ID>-<NN>.<hash>.json immutable: CoverageShard: how the plans of province NN carry one plan down
//! data/coverage-areas-<ID>.<hash>.json immutable: CoverageAreas: the sums of it by province
//! data/own-<NN>.<hash>.json          immutable: OwnShard: what the plans of province NN set of their own
//! data/updates-<NN>.<hash>.json      immutable: UpdatesShard: what is new in the plans of province NN
//! data/guide-<ID>.<hash>.json        immutable: the long words of the page on data and method, likewise
//! data/country-<ID>.<hash>.json      immutable: the words that only pages of a whole country say, likewise
//! ```
//!
//! `<hash>` is the first 16 hex digits of the file's SHA-256; the manifest holds the whole digest as an
//! integrity value, so a reader never takes a file for what it is not.
//!
//! A corpus of more than [`FOLDED_FROM`] plans is *folded*: what grows with the country is cut by province or topic, and
//! pages show the nation and the provinces first. [`overview`] says how a page comes by the plans of a province.

pub mod coverage;
#[cfg(not(target_arch = "wasm32"))]
mod digest;
mod directory;
#[cfg(not(target_arch = "wasm32"))]
mod index;
pub mod key;
#[cfg(not(target_arch = "wasm32"))]
mod lists;
mod manifest;
pub mod office;
pub mod overview;
pub mod parse;
#[cfg(not(target_arch = "wasm32"))]
mod read;
pub mod search;
mod shard;
mod shards;
pub mod spread;
#[cfg(not(target_arch = "wasm32"))]
mod write;

#[cfg(not(target_arch = "wasm32"))]
pub use digest::{integrity, is_hashed, short_digest};
pub use directory::directory_of;
pub use manifest::{Manifest, ShardFile};
pub use overview::{FOLDED_FROM, IndicatorEntry, Overview, PlaceEntry, TopicEntry, is_folded};
#[cfg(not(target_arch = "wasm32"))]
pub use read::{ReadError, read};
pub use shard::{AnyKey, Key, Shard};
pub use shards::Shards;
#[cfg(not(target_arch = "wasm32"))]
pub use write::{WriteError, write, write_with};

use crate::model::{
    Cascade, Change, Check, CheckedShare, Clause, ClauseId, Indicator, Kind, Link, Plan, Remark, Sibling, Target,
    Topic, Update,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Number of the format that this code reads and writes. 3: directories, and what is cut by province.
pub const FORMAT: u32 = 3;

/// The app's data as files in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// What the files are.
    pub manifest: Manifest,
    /// Contents by shard key, one for each key of the manifest.
    pub shards: BTreeMap<String, Vec<u8>>,
}

/// One plan with everything it says, and its links in both directions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanShard {
    /// The plan.
    pub plan: Plan,
    /// In document order.
    pub clauses: Vec<Clause>,
    /// In the order of their clauses.
    pub targets: Vec<Target>,
    /// Links whose child is in this plan.
    pub up: Vec<Link>,
    /// How many plans below have a counterpart of a clause, by the clause's path. Which, the coverage says.
    pub below: BTreeMap<String, u32>,
    /// Closest wording with plans of the same level.
    pub siblings: Vec<Sibling>,
    /// The clauses of other plans that `siblings` name.
    pub beside: Vec<Beside>,
    /// Comparisons between its own figures.
    pub checks: Vec<Check>,
    /// Oddities of its text.
    pub remarks: Vec<Remark>,
    /// Ids of the offices that each unit it names belongs to.
    pub offices: BTreeMap<String, Vec<String>>,
    /// What its clauses make of those above.
    pub changes: Vec<Change>,
    /// The sums of it, one for each plan above that it is linked to.
    pub cascades: Vec<Cascade>,
}

/// A clause of a plan of the same level, to be read beside one's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// Clause id.
    pub id: ClauseId,
    /// Its title; null where it starts with its text at once.
    pub heading: Option<String>,
    /// As [`Clause::text`].
    pub text: String,
    /// Where its plan is of, in a folded corpus: it may lie in a province of which nothing else is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceEntry>,
}

/// What is odd or worth comparing within plans, of all plans: what the pages on years and on method list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// In tree order of plans.
    pub checks: Vec<Check>,
    /// In tree order of plans, then of the text.
    pub remarks: Vec<Remark>,
    /// Of each kind how much a person looked at.
    pub checked: Vec<CheckedShare>,
}

/// One indicator across plans: all; or where many places of a folded corpus set it, the nation's and the provinces', or
/// those of the places below one province.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorShard {
    /// The indicator.
    pub indicator: Indicator,
    /// In tree order of plans, then of the text.
    pub targets: Vec<Target>,
    /// What superior plans that set no target of it say about the same matter: the clauses to which the
    /// clauses with a target are linked, one a plan.
    pub counterparts: Vec<Counterpart>,
    /// The provinces of which the places have shards of their own, by code; none where all targets are here, and in such a
    /// part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
}

impl IndicatorShard {
    /// These targets of an indicator.
    pub fn of(indicator: Indicator, targets: Vec<Target>) -> Self {
        Self { indicator, targets, counterparts: Vec::new(), areas: Vec::new() }
    }
}

/// A passage of a superior plan that a target's clause corresponds to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counterpart {
    /// Plan id.
    pub plan: String,
    /// Clause id.
    pub clause: ClauseId,
    /// The sentence that shares most with the clause of the target, whole.
    pub sentence: String,
}

/// Indicators as a list shows them, in the order of the overview: all, or in a folded corpus the first of each topic and,
/// in shards of their own, all of a topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparisonsShard {
    /// Of each indicator one.
    pub digests: Vec<Digest>,
}

/// An indicator in short: what a small picture and the filters of a list need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Indicator id.
    pub indicator: String,
    /// Years in which targets of it are due, and the kinds of these targets, each once.
    pub years: Vec<u16>,
    /// Kinds of these targets, each once.
    pub kinds: Vec<Kind>,
    /// Plans ask for different figures of one kind and unit.
    pub differs: bool,
    /// Commitments of the first plans, from the highest level down, without quotes.
    pub targets: Vec<Target>,
}

/// What one plan states, and what the plans above it state of the same indicators; without quotes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FiguresShard {
    /// In tree order of plans, then of the text.
    pub targets: Vec<Target>,
}

/// What falls due when: where the lists lie and how long they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct YearsShard {
    /// In order of time, then of division codes.
    pub parts: Vec<DuePart>,
}

/// One [`DueShard`]: its key is `due/` and this id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DuePart {
    /// `2028-35`, `annual-35`, `open-00`: a year, every year, or no time of its own; and an area.
    pub id: String,
    /// How many it lists.
    pub targets: u32,
}

/// What falls due at one time in one area: the nation's own plans (00), or a province's with all below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueShard {
    /// In tree order of plans, then of the text.
    pub entries: Vec<Due>,
    /// What annexes set for the year without a figure that is read as a target; in the same order.
    pub measures: Vec<DueMeasure>,
}

/// A target in the list of a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Due {
    /// The target.
    pub target: Target,
    /// The units that its clause names; for a row of an annex those of the section that it breaks down.
    pub units: Vec<DueUnit>,
}

/// A year's words of a row of an annex that set no target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueMeasure {
    /// The row.
    pub clause: ClauseId,
    /// What the section is called that the row breaks down.
    pub title: String,
    /// What the year's column says.
    pub words: String,
    /// Topic id of the section; null where it has none.
    pub topic: Option<String>,
    /// As in [`Due`].
    pub units: Vec<DueUnit>,
}

/// A unit and how it answers for what falls due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueUnit {
    /// As the plan writes it.
    pub name: String,
    /// Alone, leading, or with others.
    pub role: office::Role,
}

/// What is new in the plans of one province, or of the nation (00) and of what went, beside an earlier state of the corpus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdatesShard {
    /// Newest first; null where there was nothing to compare with.
    pub updates: Option<Vec<Update>>,
}

/// One topic across plans: all, or in a folded corpus the nation's, or one province's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicShard {
    /// The topic.
    pub topic: Topic,
    /// In tree order of plans, then of the text.
    pub clauses: Vec<TopicClause>,
}

/// A clause as a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicClause {
    /// Clause id.
    pub id: ClauseId,
    /// Its heading, or how it begins.
    pub title: String,
    /// The first sentence after the heading, whole.
    pub opening: String,
    /// Topic ids, the primary one first.
    pub topics: Vec<String>,
    /// Responsible units that it names.
    pub units: Vec<String>,
    /// The clause's targets.
    pub targets: Vec<Target>,
}
