//! Offices across levels and plans, out of the corpus.

use super::super::index::{CorpusIndex, number, of};
use super::super::office::{
    OfficeClause, OfficeEntry, OfficeLevel, OfficePlan, OfficeShard, OfficeUnit, Offices, Role,
};
use super::super::search::OfficeName;
use super::opening;
use crate::model::{Clause, Level, Office, Plan};
use std::collections::{BTreeMap, BTreeSet};

/// The name by which pages know an office.
pub fn name(office: &Office) -> OfficeName {
    OfficeName { id: office.id.clone(), name: office.name.clone(), words: office.words.clone() }
}

/// The shards of one office, see [`CorpusIndex::parts`].
pub type Parts<'a> = Vec<(Option<&'a str>, OfficeShard)>;

/// One office's units and clauses in the plans of each part; provinces without any are left out.
pub fn parts<'a>(index: &CorpusIndex<'a>, office: &Office) -> Parts<'a> {
    let parts = index.parts().into_iter().map(|(area, plans)| (area, shard(index, office, plans)));
    parts.filter(|(area, shard)| area.is_none() || !shard.plans.is_empty()).collect()
}

/// Every office and who serves it at each level.
pub fn all(index: &CorpusIndex, offices: &[Parts]) -> Offices {
    let entry = |parts: &Parts| {
        let plans = || parts.iter().flat_map(|(_, shard)| &shard.plans);
        let level_of = |id: &str| index.plans.iter().find(|plan| plan.id == id).map(|plan| plan.level);
        let levels = Level::ALL.into_iter().filter_map(|level| {
            let own: Vec<&OfficePlan> = plans().filter(|plan| level_of(&plan.plan) == Some(level)).collect();
            (!own.is_empty()).then(|| at_level(level, &own))
        });
        let areas = parts.iter().filter_map(|(area, shard)| Some(((*area)?.to_owned(), number(shard.plans.len()))));
        let office = parts.first()?.1.office.clone();
        Some(OfficeEntry { office, levels: levels.collect(), areas: areas.collect() })
    };
    Offices { offices: offices.iter().filter_map(entry).collect() }
}

fn at_level(level: Level, plans: &[&OfficePlan]) -> OfficeLevel {
    let units = || plans.iter().flat_map(|plan| &plan.units);
    let mut times = BTreeMap::<&str, usize>::new();
    for unit in units() {
        *times.entry(&unit.name).or_default() += unit.clauses.len();
    }
    let mut names: Vec<(&str, usize)> = times.into_iter().collect();
    names.sort_by_key(|(name, times)| (std::cmp::Reverse(*times), *name));
    let clauses: BTreeSet<&str> = units().flat_map(|unit| &unit.clauses).map(|clause| clause.id.as_str()).collect();
    OfficeLevel {
        level,
        names: names.into_iter().take(OfficeLevel::NAMES).map(|(name, _)| name.to_owned()).collect(),
        plans: number(plans.len()),
        clauses: number(clauses.len()),
    }
}

fn shard(index: &CorpusIndex, office: &Office, plans: &[&Plan]) -> OfficeShard {
    let units: BTreeSet<&str> = office.units.iter().map(String::as_str).collect();
    let plan = |plan: &&Plan| {
        let mut own: Vec<OfficeUnit> = Vec::new();
        for &clause in of(&index.clauses, &plan.id) {
            for (unit, role) in roles(clause).filter(|(unit, _)| units.contains(unit)) {
                let entry = OfficeClause {
                    id: clause.id.clone(),
                    title: clause.heading.clone().unwrap_or_else(|| opening(clause).to_owned()),
                    role,
                    targets: number(index.targets_of(clause).count()),
                };
                match own.iter_mut().find(|known| known.name == unit) {
                    Some(known) => known.clauses.push(entry),
                    None => own.push(OfficeUnit { name: unit.to_owned(), clauses: vec![entry] }),
                }
            }
        }
        (!own.is_empty()).then(|| OfficePlan { plan: plan.id.clone(), units: own })
    };
    OfficeShard { office: name(office), plans: plans.iter().filter_map(plan).collect() }
}

/// The units of a clause, each once, as the clause or the plan names them.
fn roles(clause: &Clause) -> impl Iterator<Item = (&str, Role)> {
    let named = clause.units.iter().map(|unit| (unit.as_str(), Role::of(clause, unit)));
    let applied = clause.units_applied.iter().filter(|unit| !clause.units.contains(unit));
    named.chain(applied.map(|unit| (unit.as_str(), Role::Applied)))
}

/// Which offices each unit that a plan names belongs to.
pub fn of_plan(index: &CorpusIndex, clauses: &[&Clause]) -> BTreeMap<String, Vec<String>> {
    let units: BTreeSet<&String> =
        clauses.iter().flat_map(|clause| clause.units.iter().chain(&clause.units_applied)).collect();
    let offices = |unit: &String| {
        let own = index.corpus.offices.iter().filter(|office| office.units.binary_search(unit).is_ok());
        own.map(|office| office.id.clone()).collect::<Vec<_>>()
    };
    units.into_iter().map(|unit| (unit.clone(), offices(unit))).filter(|(_, offices)| !offices.is_empty()).collect()
}
