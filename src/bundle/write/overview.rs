//! The overview, and what a folded corpus has beside it: the plans of provinces, counts, places by their names.

use super::super::index::{CorpusIndex, number, of};
use super::super::overview::{AreaShard, Counts, Folded, PlaceEntry, PlacesShard, SetBy, beginning};
use super::super::{IndicatorEntry, Overview, TopicEntry, directory_of, key};
use crate::model::places as all_places;
use crate::model::{Characters, Indicator, Level, Names, Plan, Status, Topic, is_above, slug};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What whoever hosts the site sets: `assets/site.toml`.
static SITE: LazyLock<toml::Table> =
    LazyLock::new(|| include_str!("../../../assets/site.toml").parse().unwrap_or_default());

/// Bytes of a part of the places, about: some 3 kB with brotli.
const PART: usize = 16 << 10;
/// Bytes that a place takes, about.
const PLACE: usize = 160;

/// The overview; `places`: how many parts [`places`] made, where the corpus is folded.
pub fn overview(index: &CorpusIndex, places: usize) -> Overview {
    let folded = index.is_folded();
    let plans = index.plans.iter().filter(|plan| !folded || is_on_top(plan));
    let topic = |topic: &Topic| TopicEntry {
        topic: topic.clone(),
        clauses: if folded { BTreeMap::new() } else { clauses(index, topic) },
    };
    let indicator = |indicator: &Indicator| {
        let set = if folded { SetBy::default() } else { set_by(index, indicator) };
        let SetBy { plans, more, levels, targets } = set;
        IndicatorEntry { indicator: indicator.clone(), plans, more, levels, targets }
    };
    Overview {
        report: SITE.get("report").and_then(|report| report.as_str()).map(str::to_owned),
        plans: plans.map(|&plan| if folded { in_short(plan) } else { plan.clone() }).collect(),
        topics: index.corpus.topics.iter().map(topic).collect(),
        indicators: index.of_overview.iter().copied().map(indicator).collect(),
        areas: index.corpus.areas.clone(),
        folded: folded.then(|| self::folded(index, places)),
    }
}

/// What is counted across a folded corpus.
pub fn counts(index: &CorpusIndex) -> Counts {
    Counts {
        topics: index.corpus.topics.iter().map(|topic| (topic.id.clone(), clauses(index, topic))).collect(),
        indicators: index.of_overview.iter().copied().map(|indicator| set_by(index, indicator)).collect(),
    }
}

/// The plans of each province that the overview leaves out, by its code.
pub fn areas<'a>(index: &CorpusIndex<'a>) -> Vec<(&'a str, AreaShard)> {
    let shard = |area: &'a str| {
        let own = index.plans.iter().filter(|plan| key::area(plan) == Some(area) && !is_on_top(plan));
        (area, AreaShard { plans: own.map(|plan| in_short(plan)).collect() })
    };
    index.corpus.areas.iter().map(|area| shard(&area.code)).collect()
}

/// The places of the corpus, each in the parts of all its names.
pub fn places(index: &CorpusIndex) -> Vec<PlacesShard> {
    let places: Vec<PlaceEntry> = all_places(index.plans.iter().copied()).into_iter().filter_map(found_by).collect();
    let beginnings: Vec<BTreeSet<String>> = places.iter().map(self::beginnings).collect();
    let volume = PLACE * beginnings.iter().map(BTreeSet::len).sum::<usize>();
    let mut parts = vec![PlacesShard::default(); parts_of(volume)];
    for (place, beginnings) in places.iter().zip(&beginnings) {
        let own: BTreeSet<usize> = beginnings.iter().map(|begun| directory_of(begun, parts.len())).collect();
        own.into_iter().for_each(|n| parts[n].places.push(place.clone()));
    }
    parts
}

/// The plans that the overview leaves out as a search knows them; none where it has all.
pub fn left_out(index: &CorpusIndex) -> Option<Vec<PlaceEntry>> {
    let plans = index.plans.iter().filter(|plan| !is_on_top(plan));
    index.is_folded().then(|| plans.filter_map(|plan| entry(plan)).collect())
}

fn parts_of(volume: usize) -> usize {
    volume.div_ceil(PART).max(1)
}

/// A plan that stands for its place, without initials; none for the nation.
pub fn entry(plan: &Plan) -> Option<PlaceEntry> {
    let same = || Names { hans: plan.place.clone(), hant: plan.place.clone(), en: plan.place.clone() };
    Some(PlaceEntry {
        plan: plan.id.clone(),
        level: plan.level,
        code: plan.place_code.clone()?,
        text: plan.text,
        name: plan.place_names.clone().unwrap_or_else(same),
        initials: String::new(),
    })
}

fn found_by(plan: &Plan) -> Option<PlaceEntry> {
    let entry = entry(plan)?;
    let short = entry.name.hans.trim_end_matches(['省', '市', '县', '区', '旗', '州', '盟']).chars().count();
    // The last part of 松原-乾安 is its own name, what stands before it tells it from others.
    let own = slug(&plan.id).rsplit('-').next().unwrap_or_default();
    let initials = initials(own, short).into_iter().collect::<Vec<_>>().join(" ");
    Some(PlaceEntry { initials, ..entry })
}

/// What each of the parts is chosen by in which a place stands.
fn beginnings(place: &PlaceEntry) -> BTreeSet<String> {
    let chinese = [&place.name.hans, &place.name.hant].into_iter().flat_map(|name| {
        let last = name.chars().count().saturating_sub(1);
        // What kind of place it is says nothing: 县 of 德化县.
        name.chars().take(last).map(String::from)
    });
    let letters = slug(&place.plan).split('-').chain(place.name.en.split(' ')).chain(place.initials.split(' '));
    let whole = slug(&place.plan);
    letters.chain([whole]).filter_map(beginning).chain(chinese).collect()
}

/// The first letters of so many syllables that a name in pinyin may be made of: `dh` of `dehua`; all ways to part it.
fn initials(name: &str, syllables: usize) -> BTreeSet<String> {
    const FINALS: [&str; 36] = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er", "an", "en", "in",
        "un", "ang", "eng", "ing", "ong", "ia", "ua", "uo", "iao", "ian", "iang", "iong", "uai", "uan", "uang", "ueng",
        "van",
    ];
    let mut found = BTreeSet::new();
    let Some(first) = name.chars().next().filter(char::is_ascii_lowercase) else { return found };
    if syllables == 0 {
        return found;
    }
    let onset = ["zh", "ch", "sh"]
        .into_iter()
        .find(|onset| name.starts_with(onset))
        .map_or_else(|| usize::from(!"aoeiuv".contains(first)), str::len);
    for end in FINALS.into_iter().filter(|end| name[onset..].starts_with(end)) {
        let rest = &name[onset + end.len()..];
        if syllables == 1 && rest.is_empty() {
            found.insert(first.to_string());
        }
        found.extend(initials(rest, syllables - 1).into_iter().map(|rest| [first.to_string(), rest].concat()));
    }
    found
}

fn folded(index: &CorpusIndex, places: usize) -> Folded {
    let mut plans = BTreeMap::<String, u32>::new();
    for area in index.plans.iter().filter_map(|plan| key::area(plan)) {
        *plans.entry(area.to_owned()).or_default() += 1;
    }
    let levels: BTreeSet<Level> = index.plans.iter().map(|plan| plan.level).collect();
    let mut below = BTreeMap::new();
    for upper in index.plans.iter().filter(|plan| is_on_top(plan) && plan.text) {
        let lower = index.plans.iter().filter(|lower| lower.text && is_above(upper, lower));
        let areas: BTreeSet<&str> = lower.filter_map(|plan| key::area(plan)).collect();
        if !areas.is_empty() {
            below.insert(upper.id.clone(), areas.into_iter().map(str::to_owned).collect());
        }
    }
    Folded { plans, levels: levels.into_iter().collect(), below, places: number(places) }
}

/// Whether the overview of a folded corpus names the plan.
fn is_on_top(plan: &Plan) -> bool {
    plan.level <= Level::Province
}

/// Clauses of a topic by plan, in a folded corpus by area.
fn clauses(index: &CorpusIndex, topic: &Topic) -> BTreeMap<String, u32> {
    let count =
        |plan: &Plan| of(&index.clauses, &plan.id).iter().filter(|clause| clause.topics.contains(&topic.id)).count();
    let mut clauses = BTreeMap::<String, u32>::new();
    for &plan in &index.plans {
        let name = if index.is_folded() { key::area(plan).unwrap_or(key::NATION) } else { &plan.id };
        *clauses.entry(name.to_owned()).or_default() += number(count(plan));
    }
    clauses.retain(|_, count| *count > 0);
    clauses
}

/// Where an indicator is set.
fn set_by(index: &CorpusIndex, indicator: &Indicator) -> SetBy {
    let targets = of(&index.indicators, &indicator.id);
    let set: BTreeSet<&str> = targets.iter().map(|target| target.plan.as_str()).collect();
    let plans: Vec<&Plan> = index.plans.iter().copied().filter(|plan| set.contains(plan.id.as_str())).collect();
    let levels: BTreeSet<_> = plans.iter().map(|plan| plan.level).collect();
    // What grows with the country is no burden of a page.
    let named = |plan: &&Plan| !index.is_folded() || is_on_top(plan);
    let (named, more): (Vec<&Plan>, Vec<&Plan>) = plans.iter().copied().partition(named);
    SetBy {
        plans: named.iter().map(|plan| plan.id.clone()).collect(),
        more: number(more.len()),
        levels: levels.into_iter().collect(),
        targets: number(targets.len()),
    }
}

/// A plan as lists of a folded corpus know it; the rest its own shard tells.
fn in_short(plan: &Plan) -> Plan {
    Plan {
        cites: Vec::new(),
        characters: Characters::default(),
        source_file: String::new(),
        source_url: None,
        status: Status { raw: Vec::new(), ..plan.status.clone() },
        index_number: None,
        publisher: None,
        issuers: Vec::new(),
        ..plan.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_as_many_syllables_as_the_name_has_characters() {
        for (name, syllables, expected) in [
            ("dehua", 2, &["dh"][..]),
            ("xian", 2, &["xa"]),
            ("xian", 1, &["x"]),
            ("zhangzhou", 2, &["zz"]),
            ("fangan", 2, &["fa", "fg"]),
            ("huhehaote", 4, &["hhht"]),
            ("shijingshan", 3, &["sjs"]),
            ("hohhot", 4, &[]),
            ("", 0, &[]),
        ] {
            assert_eq!(initials(name, syllables).into_iter().collect::<Vec<_>>(), expected, "{name}");
        }
    }
}
