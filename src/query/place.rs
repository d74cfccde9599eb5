//! A visitor's place: the chain of plans that governs it, and comparisons with that chain first.
//!
//! In: plans in tree order, and a place as the address names it: `dehua`. Out: the plans of the county, its
//! city, its province and the nation. Invariant: an unknown place has no chain, and ordering loses nothing.

use crate::bundle::IndicatorShard;
use crate::model::{Plan, is_above};
pub use crate::model::{places, slug};
use std::sync::Arc;

/// The plan that stands for a place, as [`places`] lists them; none where no plan is of it.
pub fn own<'a>(plans: &'a [Plan], place: &str) -> Option<&'a Plan> {
    places(plans).into_iter().find(|plan| slug(&plan.id) == place)
}

/// The plans of a place and of the places above it, in tree order. Empty where no plan is of that place.
pub fn chain<'a>(plans: &'a [Plan], place: &str) -> Vec<&'a Plan> {
    let Some(own) = plans.iter().find(|plan| slug(&plan.id) == place) else { return Vec::new() };
    let Some(code) = &own.place_code else { return vec![own] };
    let governs = |plan: &&Plan| plan.place_code.as_ref().is_none_or(|other| other.holds(code));
    plans.iter().filter(governs).collect()
}

/// What the parts of an indicator hold of the plans of a chain alone: a country's other plans need not be looked at.
pub fn narrowed(parts: &[Arc<IndicatorShard>], chain: &[Plan]) -> Option<IndicatorShard> {
    let of_chain = |id: &str| chain.iter().any(|plan| plan.id == id);
    let mut narrowed = IndicatorShard::of(parts.first()?.indicator.clone(), Vec::new());
    for part in parts {
        narrowed.targets.extend(part.targets.iter().filter(|target| of_chain(&target.plan)).cloned());
        narrowed.counterparts.extend(part.counterparts.iter().filter(|found| of_chain(&found.plan)).cloned());
    }
    Some(narrowed)
}

/// The places within a plan's place, as [`places`] lists them.
pub fn below<'a>(plans: &'a [Plan], own: &Plan) -> Vec<&'a Plan> {
    let mut places = places(plans);
    places.retain(|plan| is_above(own, plan));
    places
}

/// `items` with those of the chain's plans first, both parts in their own order.
pub fn chain_first<T>(items: Vec<T>, chain: &[&Plan], plan: impl Fn(&T) -> &str) -> Vec<T> {
    let (mut own, others): (Vec<T>, Vec<T>) =
        items.into_iter().partition(|item| chain.iter().any(|p| p.id == plan(item)));
    own.extend(others);
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples::plan;

    fn plans() -> Vec<Plan> {
        [
            ("china-2024", None),
            ("fujian-2024", Some("350000")),
            ("fuzhou-2021", Some("350100")),
            ("fuzhou-2025", Some("350100")),
            ("quanzhou-2025", Some("350500")),
            ("dehua-2025", Some("350526")),
            ("jiyuan-2025", Some("419001")),
        ]
        .map(|(id, code)| plan(id, code))
        .into()
    }

    fn ids<'a>(plans: impl IntoIterator<Item = &'a &'a Plan>) -> Vec<&'a str> {
        plans.into_iter().map(|plan| plan.id.as_str()).collect()
    }

    #[test]
    fn a_chain_runs_from_the_nation_to_the_place() {
        let plans = plans();
        for (place, expected) in [
            ("dehua", &["china-2024", "fujian-2024", "quanzhou-2025", "dehua-2025"][..]),
            ("fuzhou", &["china-2024", "fujian-2024", "fuzhou-2021", "fuzhou-2025"]),
            ("jiyuan", &["china-2024", "jiyuan-2025"]),
            ("china", &["china-2024"]),
            ("nowhere", &[]),
        ] {
            assert_eq!(ids(&chain(&plans, place)), expected, "{place}");
        }
    }

    #[test]
    fn a_place_is_what_stands_before_the_year() {
        for (plan, place) in [
            ("dehua-2025", "dehua"),
            ("guyuan-jingyuan-2021", "guyuan-jingyuan"),
            ("guyuan-2025-circles", "guyuan"),
            ("no-year", "no-year"),
            ("2025", "2025"),
        ] {
            assert_eq!(slug(plan), place);
        }
    }

    #[test]
    fn the_chain_comes_first_and_nothing_is_lost() {
        let plans = plans();
        let ordered = chain_first(plans.iter().collect(), &chain(&plans, "dehua"), |plan| &plan.id);
        assert_eq!(ids(&ordered)[..4], ["china-2024", "fujian-2024", "quanzhou-2025", "dehua-2025"]);
        assert_eq!(ordered.len(), plans.len());
    }

    #[test]
    fn a_place_with_several_plans_is_one_place() {
        let mut plans = plans();
        let housing = Plan { line: "housing".to_owned(), ..plan("quanzhou-2025-housing", Some("350500")) };
        plans.insert(5, housing);
        let places = ["fujian-2024", "fuzhou-2025", "quanzhou-2025", "dehua-2025", "jiyuan-2025"];
        assert_eq!(ids(&super::places(&plans)), places, "the nation is above every place");
        let own = |place: &str| own(&plans, place).map(|plan| plan.id.as_str());
        assert_eq!(own("quanzhou"), Some("quanzhou-2025"), "not the last of its chain");
        assert_eq!((own("china"), own("nowhere")), (None, None));
        let within = |id: &str| below(&plans, plans.iter().find(|plan| plan.id == id).expect("a plan"));
        assert_eq!(ids(&within("fujian-2024")), ["fuzhou-2025", "quanzhou-2025", "dehua-2025"]);
        assert_eq!(ids(&within("dehua-2025")), [""; 0]);
    }
}
