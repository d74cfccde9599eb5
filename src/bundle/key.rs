//! Every kind of shard, and the keys by which pages ask for them.
//!
//! To add a kind, say here what it is, give it a key, add it to [`KINDS`], and have [`write`](super::write()) write it;
//! all else goes by this list.

use super::coverage::{CoverageAreas, CoverageShard, OwnShard};
use super::office::{OfficeShard, Offices};
use super::overview::{AreaShard, Counts, PlacesShard};
use super::parse::{Json, Parse};
use super::search::{EverydayWords, SearchFacts, SearchHead, SearchPart, SearchTexts};
#[cfg(not(target_arch = "wasm32"))]
use super::shard::{AnyKey, ShardKind};
use super::shard::{Key, Shard};
use super::spread::Spread;
use super::{
    ComparisonsShard, DueShard, FiguresShard, Findings, IndicatorShard, Overview, PlanShard, TopicShard, UpdatesShard,
    YearsShard,
};
use crate::messages::{CountryWords, Guide, Messages};
use crate::model::{Code, Language, Plan, Revision, earlier, is_above};

/// All kinds.
#[cfg(not(target_arch = "wasm32"))]
pub const KINDS: &[ShardKind] = &[
    ShardKind::of::<Overview>(),
    ShardKind::of::<AreaShard>(),
    ShardKind::of::<Counts>(),
    ShardKind::of::<PlacesShard>(),
    ShardKind::of::<Findings>(),
    ShardKind::of::<PlanShard>(),
    ShardKind::of::<Revision>(),
    ShardKind::of::<CoverageShard>(),
    ShardKind::of::<CoverageAreas>(),
    ShardKind::of::<OwnShard>(),
    ShardKind::of::<IndicatorShard>(),
    ShardKind::of::<Spread>(),
    ShardKind::of::<TopicShard>(),
    ShardKind::of::<Offices>(),
    ShardKind::of::<OfficeShard>(),
    ShardKind::of::<SearchHead>(),
    ShardKind::of::<EverydayWords>(),
    ShardKind::of::<SearchPart>(),
    ShardKind::of::<SearchTexts>(),
    ShardKind::of::<SearchFacts>(),
    ShardKind::of::<&'static Messages>(),
    ShardKind::of::<&'static Guide>(),
    ShardKind::of::<&'static CountryWords>(),
    ShardKind::of::<ComparisonsShard>(),
    ShardKind::of::<FiguresShard>(),
    ShardKind::of::<YearsShard>(),
    ShardKind::of::<DueShard>(),
    ShardKind::of::<UpdatesShard>(),
];

/// The key that a text is; none where there is no such kind.
#[cfg(not(target_arch = "wasm32"))]
pub fn of_text(text: &str) -> Option<AnyKey> {
    AnyKey::read(text, KINDS)
}

impl Shard for Overview {
    const KIND: &'static str = "overview";
}

/// What every page may need.
pub fn overview() -> Key<Overview> {
    Key::only()
}

impl Shard for AreaShard {
    const KIND: &'static str = "area";

    fn may_be(id: &str, overview: &Overview) -> bool {
        overview.is_folded() && overview.area(id).is_some()
    }
}

/// The plans of a province of a folded corpus, by its code.
pub fn plans_in(area: &str) -> Key<AreaShard> {
    Key::of(area)
}

impl Shard for Counts {
    const KIND: &'static str = "counts";

    fn may_be(_: &str, overview: &Overview) -> bool {
        overview.is_folded()
    }
}

/// What is counted across a folded corpus.
pub fn counts() -> Key<Counts> {
    Key::only()
}

impl Shard for PlacesShard {
    const KIND: &'static str = "places";
}

/// A part of the places of a folded corpus.
pub fn places(n: u32) -> Key<PlacesShard> {
    Key::of(&n.to_string())
}

impl Shard for Findings {
    const KIND: &'static str = "findings";
}

/// Checks and remarks of all plans.
pub fn findings() -> Key<Findings> {
    Key::only()
}

impl Shard for PlanShard {
    const KIND: &'static str = "plan";

    fn may_be(id: &str, overview: &Overview) -> bool {
        is_plan(id, overview)
    }
}

/// A plan, by its id.
pub fn plan(id: &str) -> Key<PlanShard> {
    Key::of(id)
}

impl Shard for Revision {
    const KIND: &'static str = "revision";

    fn may_be(id: &str, overview: &Overview) -> bool {
        let plan_of = |id: &str| overview.plan(id).filter(|plan| plan.text);
        let Some((plan, other)) = id.split_once('/').and_then(|(id, other)| Some((plan_of(id)?, other))) else {
            return false;
        };
        earlier(plan, plan_of).any(|plan| plan.id == other)
    }
}

/// What a plan changes of an earlier one of its series.
pub fn revision(plan: &str, earlier: &str) -> Key<Revision> {
    Key::of(&[plan, "/", earlier].concat())
}

impl Shard for CoverageShard {
    const KIND: &'static str = "coverage";

    fn may_be(id: &str, overview: &Overview) -> bool {
        let (upper, in_area) = id.split_once('/').unwrap_or((id, ""));
        if overview.is_folded() {
            return overview.area(in_area).is_some();
        }
        let Some(upper) = overview.plans.iter().find(|plan| plan.id == upper && plan.text) else { return false };
        overview.plans.iter().any(|plan| plan.text && is_above(upper, plan) && area(plan) == Some(in_area))
    }
}

/// The plan above, and the area of those below.
pub fn coverage(upper: &str, area: &str) -> Key<CoverageShard> {
    Key::of(&[upper, "/", area].concat())
}

impl Shard for CoverageAreas {
    const KIND: &'static str = "coverage-areas";

    fn may_be(id: &str, overview: &Overview) -> bool {
        overview.is_folded() && overview.plan(id).is_some()
    }
}

/// The sums of a plan's coverage by province.
pub fn coverage_areas(upper: &str) -> Key<CoverageAreas> {
    Key::of(upper)
}

impl Shard for OwnShard {
    const KIND: &'static str = "own";

    fn may_be(id: &str, overview: &Overview) -> bool {
        overview.is_folded() || overview.plans.iter().any(|plan| area(plan) == Some(id))
    }
}

/// What the plans of an area set of their own.
pub fn own(area: &str) -> Key<OwnShard> {
    Key::of(area)
}

impl Shard for IndicatorShard {
    const KIND: &'static str = "indicator";

    fn may_be(id: &str, overview: &Overview) -> bool {
        let known = || id.split_once('/').is_none_or(|(_, area)| overview.area(area).is_some());
        if overview.is_folded() { known() } else { overview.indicator(id).is_some() }
    }
}

/// An indicator, by its id; of what many places of a folded corpus set the part of the nation and the provinces, or that of
/// the places below a province.
pub fn indicator(id: &str, area: Option<&str>) -> Key<IndicatorShard> {
    part_of(id, area)
}

impl Shard for Spread {
    const KIND: &'static str = "spread";

    fn may_be(_: &str, overview: &Overview) -> bool {
        overview.is_folded()
    }
}

/// How the figures of an indicator lie across a folded corpus, where many places set it.
pub fn spread(id: &str) -> Key<Spread> {
    Key::of(id)
}

impl Shard for TopicShard {
    const KIND: &'static str = "topic";

    fn may_be(id: &str, overview: &Overview) -> bool {
        let (id, area) = id.split_once('/').map_or((id, None), |(id, area)| (id, Some(area)));
        let uncounted = || overview.is_folded() && overview.topics.iter().all(|entry| entry.clauses.is_empty());
        overview.topic(id).is_some_and(|entry| area.is_none_or(|area| entry.clauses.contains_key(area) || uncounted()))
    }
}

/// A topic, by its id; in a folded corpus the nation's part of it, or that of a province.
pub fn topic(id: &str, area: Option<&str>) -> Key<TopicShard> {
    part_of(id, area)
}

fn part_of<S: Shard>(id: &str, area: Option<&str>) -> Key<S> {
    area.map_or_else(|| Key::of(id), |area| Key::of(&[id, "/", area].concat()))
}

impl Shard for Offices {
    const KIND: &'static str = "offices";
}

/// All offices.
pub fn offices() -> Key<Offices> {
    Key::only()
}

impl Shard for OfficeShard {
    const KIND: &'static str = "office";
}

/// An office, by its id; in a folded corpus the nation's part of it, or that of a province.
pub fn office(id: &str, area: Option<&str>) -> Key<OfficeShard> {
    part_of(id, area)
}

impl Shard for SearchHead {
    const KIND: &'static str = "search";
}

/// What every search needs.
pub fn search() -> Key<SearchHead> {
    Key::only()
}

impl Shard for EverydayWords {
    const KIND: &'static str = "search-everyday";
}

/// Words that people use.
pub fn everyday() -> Key<EverydayWords> {
    Key::only()
}

impl Shard for SearchPart {
    const KIND: &'static str = "search-part";
}

/// A part of the pairs.
pub fn search_part(n: u32) -> Key<SearchPart> {
    Key::of(&n.to_string())
}

impl Shard for SearchTexts {
    const KIND: &'static str = "search-text";
}

/// A block of texts.
pub fn search_text(n: u32) -> Key<SearchTexts> {
    Key::of(&n.to_string())
}

impl Shard for SearchFacts {
    const KIND: &'static str = "search-facts";
}

/// A file of facts.
pub fn search_facts(n: u32) -> Key<SearchFacts> {
    Key::of(&n.to_string())
}

impl Parse for &'static Messages {
    fn parse(json: Json) -> Option<Self> {
        Messages::of_list(Vec::parse(json)?)
    }
}

impl Shard for &'static Messages {
    const KIND: &'static str = "messages";

    /// Natively all pages share the words that were read once; what is kept for good must not grow.
    #[cfg(not(target_arch = "wasm32"))]
    fn read(id: &str, _: &str) -> Option<Self> {
        Language::of_id(id).map(crate::messages::of)
    }
}

/// The words of the interface.
pub fn messages(language: Language) -> Key<&'static Messages> {
    Key::of(language.id())
}

impl Parse for &'static Guide {
    fn parse(json: Json) -> Option<Self> {
        Guide::of_list(Vec::parse(json)?)
    }
}

impl Shard for &'static Guide {
    const KIND: &'static str = "guide";

    #[cfg(not(target_arch = "wasm32"))]
    fn read(id: &str, _: &str) -> Option<Self> {
        Language::of_id(id).and_then(crate::messages::guide)
    }
}

/// The long words of the page on data and method.
pub fn guide(language: Language) -> Key<&'static Guide> {
    Key::of(language.id())
}

impl Parse for &'static CountryWords {
    fn parse(json: Json) -> Option<Self> {
        CountryWords::of_list(Vec::parse(json)?)
    }
}

impl Shard for &'static CountryWords {
    const KIND: &'static str = "country";

    #[cfg(not(target_arch = "wasm32"))]
    fn read(id: &str, _: &str) -> Option<Self> {
        Language::of_id(id).and_then(crate::messages::country)
    }

    fn may_be(_: &str, overview: &Overview) -> bool {
        overview.is_folded()
    }
}

/// The words that only pages of a folded corpus say.
pub fn country(language: Language) -> Key<&'static CountryWords> {
    Key::of(language.id())
}

impl Shard for ComparisonsShard {
    const KIND: &'static str = "comparisons";
}

/// Indicators in short; in a folded corpus those that most plans share, or all of a topic.
pub fn comparisons(topic: Option<&str>) -> Key<ComparisonsShard> {
    topic.map_or_else(Key::only, Key::of)
}

impl Shard for FiguresShard {
    const KIND: &'static str = "figures";

    fn may_be(id: &str, overview: &Overview) -> bool {
        is_plan(id, overview)
    }
}

/// A plan's figures.
pub fn figures(plan: &str) -> Key<FiguresShard> {
    Key::of(plan)
}

impl Shard for YearsShard {
    const KIND: &'static str = "years";
}

/// Where the lists of what falls due lie.
pub fn years() -> Key<YearsShard> {
    Key::only()
}

impl Shard for UpdatesShard {
    const KIND: &'static str = "updates";

    fn may_be(id: &str, overview: &Overview) -> bool {
        id == NATION || overview.area(id).is_some()
    }
}

/// What is new in the plans of an area.
pub fn updates(area: &str) -> Key<UpdatesShard> {
    Key::of(area)
}

impl Shard for DueShard {
    const KIND: &'static str = "due";
}

/// The id is that of a [`DuePart`](super::DuePart).
pub fn due(part: &str) -> Key<DueShard> {
    Key::of(part)
}

/// The area of the nation's own plans.
pub const NATION: &str = "00";

/// The area that a plan belongs to: the first two digits of its place's division code; none for the nation.
pub fn area(plan: &Plan) -> Option<&str> {
    plan.place_code.as_ref().map(Code::province)
}

fn is_plan(id: &str, overview: &Overview) -> bool {
    overview.is_folded() || overview.plan(id).is_some()
}
