//! One office's units and clauses in the plans of a province; only where there are many plans.

use super::office::{office, place_of};
use crate::bundle::{is_folded, key};
use crate::model::{Code, Corpus};
use crate::web::page::{Needs, Page, Visit};
use crate::web::route::Route;
use std::collections::{BTreeMap, BTreeSet};
use yew::prelude::*;

/// An office in a province.
pub struct OfficeArea;

impl Page for OfficeArea {
    const FOLDER: Route = Route::UNITS;
    const IDS: usize = 2;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        if !is_folded(&corpus.plans) {
            return Vec::new();
        }
        let mut offices_of = BTreeMap::<&str, Vec<&str>>::new();
        for office in &corpus.offices {
            office.units.iter().for_each(|unit| offices_of.entry(unit).or_default().push(&office.id));
        }
        let area_of: BTreeMap<&str, &str> = corpus
            .plans
            .iter()
            .filter_map(|plan| Some((plan.id.as_str(), plan.place_code.as_ref().map(Code::province)?)))
            .collect();
        let mut found = BTreeSet::<(&str, &str)>::new();
        for clause in &corpus.clauses {
            let Some(area) = area_of.get(clause.plan.as_str()) else { continue };
            let units = clause.units.iter().chain(&clause.units_applied);
            let offices = units.filter_map(|unit| offices_of.get(unit.as_str())).flatten();
            found.extend(offices.map(|office| (*office, *area)));
        }
        found.into_iter().map(|(office, area)| Route::office_in(office, area)).collect()
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::offices());
        needs.add(key::office(visit.id(0), Some(visit.id(1))));
        needs.plans_in(visit, visit.id(1));
    }

    fn title(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let shard = visit.store.get(&key::office(visit.id(0), Some(visit.id(1))))?;
        let place = place_of(m, &o, visit.id(1))?;
        Some(format!("{} · {place} · {}", shard.office.name.of(m.language), m.nav_units))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let shard = visit.store.get(&key::office(visit.id(0), Some(visit.id(1))))?;
        let offices = visit.store.get(&key::offices())?;
        Some(office(m, &o, &offices, &shard, Some(visit.id(1))))
    }
}
