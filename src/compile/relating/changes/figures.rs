//! Changes of figures: what two targets of one indicator say of each other.
//!
//! In: the targets of a clause and those of its counterparts in one plan above. Out: changes, each with both quotes.
//! Invariant: a figure is only called raised or lowered where [`verdict`](crate::model::verdict) compares the two;
//! totals of places of different size never are.

use super::Pair;
use crate::model::verdict::{Verdict, compare, in_time, is_whole};
use crate::model::{Change, ChangeKind, Comparator, Indicator, Kind, Target};

/// What `lower` makes of `upper`, targets of one indicator.
pub fn between(indicator: &Indicator, pair: Pair, lower: &Target, upper: &Target) -> Vec<Change> {
    let (lower_plan, upper_plan) = pair.plans;
    let verdict = if super::is_revision(lower_plan, upper_plan) {
        in_time(indicator, lower, upper)
    } else {
        compare(indicator, (lower, lower_plan), (upper, upper_plan)).verdict
    };
    let figures = lower.value.is_some() && upper.value.is_some();
    let softness = |target: &Target| target.comparator == Comparator::About;
    let number = match verdict {
        Verdict::Stricter if lower.value != upper.value => Some(ChangeKind::NumberRaised),
        Verdict::Laxer if lower.value != upper.value => Some(ChangeKind::NumberLowered),
        _ => None,
    };
    let like = lower.unit == upper.unit && lower.kind == upper.kind;
    let wording = (like && figures && lower.value == upper.value && softness(lower) != softness(upper))
        .then_some(if softness(lower) { ChangeKind::WordingSofter } else { ChangeKind::WordingFirmer });
    let deadline = if like { deadline(lower, upper) } else { None };
    let scope = if like { scope(lower, upper) } else { None };
    let (child, parent) = (lower.span, upper.span);
    [number, wording, deadline, scope].into_iter().flatten().map(|kind| pair.change(kind, child, parent)).collect()
}

/// Of states and rises: a total over another period is not earlier or later.
fn deadline(lower: &Target, upper: &Target) -> Option<ChangeKind> {
    if !matches!(lower.kind, Kind::Level | Kind::Increase) {
        return None;
    }
    match (lower.year_to, upper.year_to) {
        (Some(lower), Some(upper)) if lower < upper => Some(ChangeKind::DeadlineEarlier),
        (Some(lower), Some(upper)) if lower > upper => Some(ChangeKind::DeadlineLater),
        (Some(_), None) => Some(ChangeKind::DeadlineAdded),
        _ => None,
    }
}

/// The upper plan speaks of its whole place, the lower of a part of its own. The other way round tells nothing: which
/// places a plan above means (人口30万以上的县) is no limit within one of them.
fn scope(lower: &Target, upper: &Target) -> Option<ChangeKind> {
    let part = !is_whole(&lower.scope) && !lower.scope.starts_with(['各', '所', '每', '全']);
    (part && is_whole(&upper.scope)).then_some(ChangeKind::ScopeNarrowed)
}

/// Whether a target stands in the body of its plan and sets a figure.
pub fn is_figure(target: &Target) -> bool {
    target.value.is_some() && target.clause.is_some() && !target.in_annex()
}
