//! Which plans stand above a plan.
//!
//! In: the plans of the corpus. Out: those of the places above one of them (county → prefecture, province,
//! nation), nearest level first. A level may be skipped: a plan of a place right under its province has no
//! prefecture above it.

use crate::model::{Level, Plan};

/// Indices of the plans above `plans[child]` whose text is in the corpus: nearest level first, then by id.
pub fn plans_above(plans: &[Plan], child: usize) -> Vec<usize> {
    let lower = &plans[child];
    let mut above: Vec<usize> =
        (0..plans.len()).filter(|&n| plans[n].text && is_above(&plans[n], lower, plans)).collect();
    above.sort_by(|&a, &b| plans[b].level.cmp(&plans[a].level).then_with(|| plans[a].id.cmp(&plans[b].id)));
    above
}

fn is_above(upper: &Plan, lower: &Plan, plans: &[Plan]) -> bool {
    if upper.level >= lower.level {
        return false;
    }
    if upper.level == Level::Nation || lower.parent_place.as_deref() == Some(upper.place.as_str()) {
        return true;
    }
    match (&upper.place_code, &lower.place_code) {
        // 35 00 00 is above 35 05 00, and that above 35 05 26.
        (Some(upper_code), Some(lower_code)) => {
            let digits = if upper.level == Level::Province { 2 } else { 4 };
            upper_code.get(..digits).is_some_and(|own| lower_code.get(..digits) == Some(own))
        }
        // Without codes the names must do: the parent's parent is known where the parent has a plan.
        _ => plans.iter().any(|between| {
            lower.parent_place.as_deref() == Some(between.place.as_str())
                && between.parent_place.as_deref() == Some(upper.place.as_str())
        }),
    }
}
