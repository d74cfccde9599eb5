//! Which plans stand above a plan.
//!
//! In: the plans of the corpus. Out: those of the places above one of them (county → prefecture, province,
//! nation) on the same policy line, nearest level first. A level may be skipped: a plan of a place right under its province has no
//! prefecture above it. Looking one up costs what it finds, however many plans there are.

use crate::model::{Code, Level, Plan};
use std::collections::{BTreeSet, HashMap};

/// The plans with a text, by what a plan below them knows of their place.
pub struct Above<'a> {
    plans: &'a [Plan],
    nation: Vec<usize>,
    by_place: HashMap<&'a str, Vec<usize>>,
    by_code: HashMap<&'a Code, Vec<usize>>,
    /// The places above a place, as plans of it say, whether their text is here or not.
    parents: HashMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Above<'a> {
    /// Of the plans of the corpus; what it answers are indices of them.
    pub fn of(plans: &'a [Plan]) -> Self {
        let mut above = Self {
            plans,
            nation: Vec::new(),
            by_place: HashMap::new(),
            by_code: HashMap::new(),
            parents: HashMap::new(),
        };
        for (n, plan) in plans.iter().enumerate() {
            if let Some(parent) = &plan.parent_place {
                above.parents.entry(&plan.place).or_default().insert(parent);
            }
            if !plan.text {
                continue;
            }
            if plan.level == Level::Nation {
                above.nation.push(n);
            }
            above.by_place.entry(&plan.place).or_default().push(n);
            if let Some(code) = &plan.place_code {
                above.by_code.entry(code).or_default().push(n);
            }
        }
        above
    }

    /// Indices of the plans above `plans[child]`, on its line, whose text is in the corpus: nearest level first, then
    /// by id.
    pub fn plans_above(&self, child: usize) -> Vec<usize> {
        let plans = self.plans;
        let lower = &plans[child];
        let mut found: BTreeSet<usize> = self.nation.iter().copied().collect();
        let named = |place: &str| self.by_place.get(place).into_iter().flatten().copied();
        if let Some(parent) = lower.parent_place.as_deref() {
            found.extend(named(parent));
            // Without codes the names must do: the parent's parent is known where the parent has a plan.
            let by_name = |n: &usize| plans[*n].place_code.is_none() || lower.place_code.is_none();
            let grandparents = self.parents.get(parent).into_iter().flatten();
            found.extend(grandparents.flat_map(|place| named(place)).filter(by_name));
        }
        for code in lower.place_code.iter().flat_map(Code::above) {
            found.extend(self.by_code.get(&code).into_iter().flatten());
        }
        let mut above: Vec<usize> =
            found.into_iter().filter(|&n| plans[n].level < lower.level && plans[n].line == lower.line).collect();
        above.sort_by(|&a, &b| plans[b].level.cmp(&plans[a].level).then_with(|| plans[a].id.cmp(&plans[b].id)));
        above
    }
}
