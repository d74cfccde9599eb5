//! Which plans of a place follow each other on a policy line: the generations of one plan.
//!
//! In: the plans with their lines, and what files beside them say. Out: [`Plan::previous`], the plan before each in its
//! series. That is the last one of an earlier year, of the same place, line and kind, unless the file beside the plan
//! says otherwise. Invariants: no series comes back to itself; what cannot be is an error of the file that says it, and
//! the plan then follows none.

use crate::compile::reading::figures::Previous;
use crate::compile::{Diagnostic, Severity};
use crate::model::{Code, Plan, PlanKind};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Code of what is told.
const CODE: &str = "previous";
const HINT: &str = "name the id of the plan before this one, `\"\"` where there is none, or take `previous` away";

/// Sets the plan before every plan. `given`: those that files beside plans name, by plan id.
pub fn assign_series(plans: &mut [Plan], given: &BTreeMap<String, Previous>) -> Vec<Diagnostic> {
    let mut previous = by_year(plans);
    let known: HashMap<&str, &Plan> = plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
    let mut told = Vec::new();
    let mut error = |said: &Previous, message: String| {
        told.push(said.place.remark(CODE, Severity::Error, message, HINT));
    };
    for (id, said) in given {
        let (Some(plan), other) = (known.get(id.as_str()), known.get(said.id.as_str())) else { continue };
        previous.remove(id);
        match other {
            _ if said.id.is_empty() => {}
            None => error(said, format!("no plan is called `{}`", said.id)),
            Some(other) if other.year() > plan.year() => {
                error(said, format!("`{}` is of a later year than `{id}`", said.id));
            }
            Some(_) => {
                previous.insert(id.clone(), said.id.clone());
            }
        }
    }
    // What goes by years never comes back to itself; only what files say can close a circle.
    for (id, said) in given {
        if let Some(circle) = circle(id, &previous) {
            previous.remove(id);
            error(said, format!("a plan would follow itself: {}", circle.join(" → ")));
        }
    }
    for plan in plans {
        plan.previous = previous.remove(&plan.id);
    }
    told
}

/// By plan id the last plan of an earlier year, of the same place, line and kind.
fn by_year(plans: &[Plan]) -> HashMap<String, String> {
    type Series<'a> = (&'a str, &'a str, PlanKind);
    let mut series: HashMap<Series, Vec<&Plan>> = HashMap::new();
    for plan in plans {
        let place = plan.place_code.as_ref().map_or(plan.place.as_str(), Code::as_str);
        series.entry((place, &plan.line, plan.kind)).or_default().push(plan);
    }
    let mut previous = HashMap::new();
    for mut plans in series.into_values() {
        // Of one year a draft stands before what came of it, and what is only known by its figures before a text.
        plans.sort_by_key(|plan| (plan.year(), plan.text, !plan.draft, plan.signed, &plan.id));
        for (n, plan) in plans.iter().enumerate() {
            let before = plans[..n].iter().rev().find(|other| other.year().is_some() && other.year() < plan.year());
            previous.extend(before.map(|before| (plan.id.clone(), before.id.clone())));
        }
    }
    previous
}

/// The way from a plan back to itself; none where its series ends.
fn circle(id: &str, previous: &HashMap<String, String>) -> Option<Vec<String>> {
    let (mut way, mut seen) = (vec![id.to_owned()], HashSet::new());
    let mut at = id;
    while let Some(before) = previous.get(at).filter(|before| seen.insert(before.as_str())) {
        way.push(before.clone());
        if before == id {
            return Some(way);
        }
        at = before;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::SeedFile;
    use crate::compile::reading::figures;
    use crate::model::{Date, samples};

    fn plan(id: &str, code: &str) -> Plan {
        let year = id.rsplit('-').find_map(|part| part.parse().ok()).unwrap_or(2025);
        Plan { signed: Date::new(year, 3, 1), place: "某市".to_owned(), ..samples::plan(id, Some(code)) }
    }

    fn said(id: &str) -> Previous {
        let text = format!("# 前\nprevious = \"{id}\"\n");
        let seed = SeedFile { name: "x.toml".to_owned(), bytes: text.into_bytes() };
        figures::read(&seed).expect("read").previous.expect("said")
    }

    /// Who follows whom, and what is told.
    fn of(plans: &mut [Plan], given: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let given = given.iter().map(|(plan, id)| ((*plan).to_owned(), said(id))).collect();
        let told = assign_series(plans, &given);
        let follows = plans.iter().filter_map(|plan| Some(format!("{} ‹ {}", plan.id, plan.previous.as_ref()?)));
        let told = told.iter().map(|d| format!("{}:{}:{} {}", d.file, d.line, d.column, d.message));
        (follows.collect(), told.collect())
    }

    #[test]
    fn plans_of_one_place_and_line_follow_each_other() {
        let mut plans = vec![
            plan("a-2021", "350100"),
            plan("a-2023", "350100"),
            Plan { draft: true, ..plan("a-2023-draft", "350100") },
            plan("a-2025", "350100"),
            Plan { line: "housing".to_owned(), ..plan("a-2025-housing", "350100") },
            Plan { kind: PlanKind::Regulation, ..plan("a-2026-rules", "350100") },
            plan("b-2026", "350200"),
        ];
        let (follows, told) = of(&mut plans, &[]);
        assert_eq!(follows, ["a-2023 ‹ a-2021", "a-2023-draft ‹ a-2021", "a-2025 ‹ a-2023"]);
        assert!(told.is_empty());
        let (follows, told) = of(&mut plans, &[("a-2025", "a-2021"), ("a-2023", ""), ("b-2026", "a-2025")]);
        assert_eq!(follows, ["a-2023-draft ‹ a-2021", "a-2025 ‹ a-2021", "b-2026 ‹ a-2025"]);
        assert!(told.is_empty());
    }

    #[test]
    fn what_cannot_be_is_told_where_it_is_said() {
        let mut plans = vec![plan("a-2023", "350100"), plan("a-2025", "350100"), plan("b-2025", "350200")];
        let cases = [
            (vec![("a-2025", "a-2022")], "x.toml:2:12 no plan is called `a-2022`"),
            (vec![("a-2023", "a-2025")], "x.toml:2:12 `a-2025` is of a later year than `a-2023`"),
            (vec![("a-2025", "a-2025")], "x.toml:2:12 a plan would follow itself: a-2025 → a-2025"),
            (
                vec![("a-2025", "b-2025"), ("b-2025", "a-2025")],
                "x.toml:2:12 a plan would follow itself: a-2025 → b-2025 → a-2025",
            ),
        ];
        for (given, expected) in cases {
            let (follows, told) = of(&mut plans, &given);
            assert_eq!(told, [expected]);
            let plan = given[0].0;
            assert!(!follows.iter().any(|follows| follows.starts_with(&format!("{plan} "))), "{follows:?}");
        }
    }
}
