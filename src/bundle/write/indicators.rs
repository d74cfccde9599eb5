//! Indicators across plans: their rows, in a folded corpus province by province, and how their figures lie across it.

use super::super::index::{CorpusIndex, number, of};
use super::super::lists::stated;
use super::super::spread::{AreaSpread, SPREAD_FROM, Spread};
use super::super::{Counterpart, IndicatorShard, key};
use crate::model::verdict::{Verdict, compare};
use crate::model::{Clause, Code, Indicator, Kind, Level, Link, Measure, Plan, Span, Target, measure};
use crate::text::sentences::ends_phrase;
use std::collections::{BTreeMap, BTreeSet};

/// The indicator's targets in one shard; where many places of a folded corpus set it those of the nation and the provinces,
/// and those of the places below each province under its code.
pub fn parts<'a>(index: &CorpusIndex<'a>, indicator: &Indicator) -> Vec<(Option<&'a str>, IndicatorShard)> {
    let targets = of(&index.indicators, &indicator.id);
    let counterparts = counterparts(index, targets);
    let mut parts = vec![(None, IndicatorShard::of(indicator.clone(), Vec::new()))];
    let is_cut = is_cut(index, targets);
    let part_of = |plan: &str| index.by_id.get(plan).filter(|_| is_cut).and_then(|plan| below(plan));
    for &target in targets {
        at(&mut parts, part_of(&target.plan)).targets.push(target.clone());
    }
    for counterpart in counterparts {
        at(&mut parts, part_of(&counterpart.plan)).counterparts.push(counterpart);
    }
    parts[0].1.areas = parts.iter().filter_map(|(area, _)| area.map(str::to_owned)).collect();
    parts
}

/// The part of an area, which may be new. The first is that of no area.
fn at<'s, 'a>(parts: &'s mut Vec<(Option<&'a str>, IndicatorShard)>, area: Option<&'a str>) -> &'s mut IndicatorShard {
    let place = parts.iter().position(|(known, _)| *known == area).unwrap_or_else(|| {
        let indicator = parts[0].1.indicator.clone();
        parts.push((area, IndicatorShard::of(indicator, Vec::new())));
        parts.len() - 1
    });
    &mut parts[place].1
}

/// The province below which a plan's place lies; none for the nation and the provinces themselves.
fn below(plan: &Plan) -> Option<&str> {
    key::area(plan).filter(|_| plan.level > Level::Province)
}

/// Whether more plans of a folded corpus set an indicator than can be read one by one.
fn is_cut(index: &CorpusIndex, targets: &[&Target]) -> bool {
    let plans: BTreeSet<&str> = targets.iter().map(|target| target.plan.as_str()).collect();
    let below = |id: &&&str| index.by_id.get(**id).is_some_and(|plan| below(plan).is_some());
    index.is_folded() && plans.iter().filter(below).count() > SPREAD_FROM
}

/// What a plan states of an indicator.
type Stated<'a> = (&'a Plan, Vec<&'a Target>);

/// How its figures lie across the country, where many places set it.
pub fn spread(index: &CorpusIndex, indicator: &Indicator) -> Option<Spread> {
    let targets = of(&index.indicators, &indicator.id);
    if !is_cut(index, targets) {
        return None;
    }
    // Those of a plan stand together.
    let by_plan = targets.chunk_by(|a, b| a.plan == b.plan);
    let all: Vec<Stated> =
        by_plan.filter_map(|own| Some((*index.by_id.get(own[0].plan.as_str())?, stated(own.to_vec())))).collect();
    // Where no plan sets a figure none is of this measure either.
    let measure =
        measure(all.iter().flat_map(|(_, targets)| targets.iter().copied())).unwrap_or((Kind::Level, None, false));
    let mut by_place = BTreeMap::<Option<&Code>, Vec<&Stated>>::new();
    for stated in &all {
        by_place.entry(stated.0.place_code.as_ref()).or_default().push(stated);
    }
    let mut areas = BTreeMap::<&str, AreaSpread>::new();
    for own in &all {
        let Some(area) = below(own.0) else { continue };
        let part = areas.entry(area).or_insert_with(|| AreaSpread { area: area.to_owned(), ..AreaSpread::default() });
        part.plans += number(1);
        let figure = own.1.iter().find(|target| target.measure() == Some(measure));
        let Some((target, value)) = figure.and_then(|target| Some((*target, target.value?))) else { continue };
        part.values.push(value);
        match against(indicator, own.0, target, &by_place) {
            Some(Verdict::Stricter) => part.stricter += 1,
            Some(Verdict::Same) => part.same += 1,
            Some(Verdict::Laxer) => part.laxer += 1,
            Some(Verdict::Incomparable(_)) | None => {}
        }
    }
    areas.values_mut().for_each(|part| part.values.sort());
    let (kind, unit, each): Measure = measure;
    Some(Spread { kind, unit: unit.map(str::to_owned), each, areas: areas.into_values().collect() })
}

/// How a figure stands to that of the nearest superior that has one, as `query::compare` sets it.
fn against(
    indicator: &Indicator,
    plan: &Plan,
    target: &Target,
    by_place: &BTreeMap<Option<&Code>, Vec<&Stated>>,
) -> Option<Verdict> {
    let places: Vec<Option<Code>> = plan.place_code.as_ref()?.above().map(Some).chain([None]).collect();
    let found = places.iter().filter_map(|place| by_place.get(&place.as_ref()));
    found.flat_map(|stated| stated.iter().rev()).find_map(|(upper, targets)| {
        let figures = targets.iter().filter(|other| other.value.is_some());
        let verdicts = figures.map(|other| compare(indicator, (target, plan), (other, upper)).verdict);
        verdicts.min_by_key(|verdict| matches!(verdict, Verdict::Incomparable(_)))
    })
}

/// For each superior plan without a target of its own, where the targets' clauses share words with it.
fn counterparts(index: &CorpusIndex, targets: &[&Target]) -> Vec<Counterpart> {
    let setting: BTreeSet<&str> = targets.iter().map(|target| target.plan.as_str()).collect();
    let mut best = BTreeMap::<&str, (u32, &Link, &Target)>::new();
    for &target in targets {
        let Some(clause) = &target.clause else { continue };
        for &link in of(&index.up, &target.plan).iter().filter(|link| link.child == *clause) {
            let (upper, shared) = (link.parent.plan(), overlap(link, target));
            let better = best.get(upper).is_none_or(|(most, ..)| shared > *most);
            if shared > 0 && better && !setting.contains(upper) {
                best.insert(upper, (shared, link, target));
            }
        }
    }
    let counterpart = |(plan, (_, link, target)): (&str, (u32, &Link, &Target))| {
        let clause = of(&index.clauses, plan).iter().find(|clause| clause.id == link.parent)?;
        let sentence = shared_sentence(clause, link, target);
        Some(Counterpart { plan: plan.to_owned(), clause: link.parent.clone(), sentence })
    };
    best.into_iter().filter_map(counterpart).collect()
}

/// Characters of the target's quote that the link's evidence finds in the superior clause.
fn overlap(link: &Link, target: &Target) -> u32 {
    let Some(span) = target.span else { return 0 };
    let within = |other: Span| span.1.min(other.1).saturating_sub(span.0.max(other.0));
    link.evidence.iter().map(|evidence| within(evidence.child)).sum()
}

/// The part of the superior clause, between commas or stops, that shares most with the target's quote.
fn shared_sentence(clause: &Clause, link: &Link, target: &Target) -> String {
    let quote = target.span.unwrap_or(Span(0, 0));
    let shared: Vec<Span> =
        link.evidence.iter().filter(|e| e.child.0 < quote.1 && quote.0 < e.child.1).map(|e| e.parent).collect();
    let mut best = (0, String::new());
    let (mut start, mut part) = (0, String::new());
    for (at, c) in clause.text.chars().map(Some).chain([None]).enumerate().map(|(i, c)| (i as u32, c)) {
        let ends = c.is_none_or(ends_phrase);
        if !ends {
            part.extend(c);
            continue;
        }
        let span = Span(start, at);
        let covered = shared.iter().map(|s| s.1.min(span.1).saturating_sub(s.0.max(span.0))).sum::<u32>();
        if covered > best.0 {
            best = (covered, part.clone());
        }
        (start, part) = (at + 1, String::new());
    }
    best.1
}
