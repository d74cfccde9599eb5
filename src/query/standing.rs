//! Whether a plan's time is over on a given day, and whether it belongs to an earlier round.
//!
//! In: plans, and the day, which only the visitor's clock knows. Pure: what is prerendered asks without a day.

use crate::model::verdict::plan_horizon;
use crate::model::{Date, Level, Plan, is_above};

/// What a reader should know of a plan before relying on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was put out for comment, and is not in force.
    Draft,
    /// The source says that it ceased to be in force on this day.
    Repealed(Date),
    /// The last day of its validity has passed.
    Expired(Date),
    /// The last year that its title names has passed.
    Over(u16),
    /// It was signed before the nation's present plan, to which the other plans answer.
    EarlierRound,
}

impl Standing {
    /// The last day on which it does not hold yet; none for what no clock decides.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::Repealed(day) | Self::Expired(day) => Some(day),
            Self::Over(year) => Date::new(year, 12, 31),
            Self::Draft | Self::EarlierRound => None,
        }
    }

    /// Whether it holds on a day; without one only what no clock decides does.
    pub fn holds(self, today: Option<Date>) -> bool {
        self.last_day().is_none_or(|last| today.is_some_and(|today| last < today))
    }
}

/// What holds of a plan, now or some day.
pub fn standings(plan: &Plan, plans: &[Plan]) -> Vec<Standing> {
    let national = plans.iter().filter(|upper| upper.level == Level::Nation && is_above(upper, plan));
    let present = national.filter_map(|upper| upper.signed).max();
    let earlier = matches!((plan.signed, present), (Some(own), Some(present)) if own < present);
    let end = match (plan.repealed, plan.valid_until) {
        (Some(day), _) => Some(Standing::Repealed(day)),
        (None, Some(last)) => Some(Standing::Expired(last)),
        (None, None) => plan_horizon(plan).map(Standing::Over),
    };
    let now = [plan.draft.then_some(Standing::Draft), earlier.then_some(Standing::EarlierRound)];
    now.into_iter().flatten().chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    #[test]
    fn what_the_source_says_comes_before_what_is_reckoned() {
        let day = Date::new(2026, 1, 31);
        let plan =
            Plan { draft: true, repealed: day, valid_until: Date::new(2029, 1, 1), ..samples::plan("x-2023", None) };
        let found = standings(&plan, &[]);
        assert_eq!(found, [Standing::Draft, Standing::Repealed(day.expect("a day"))]);
        assert!(
            found[0].holds(None)
                && !found[1].holds(None)
                && !found[1].holds(day)
                && found[1].holds(Date::new(2026, 2, 1))
        );
    }
}
