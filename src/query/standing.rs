//! Whether a plan's time is over on a given day, and whether it belongs to an earlier round.
//!
//! In: plans, and the day, which only the visitor's clock knows. Pure: what is prerendered asks without a day.

use super::chain::is_above;
use crate::model::verdict::plan_horizon;
use crate::model::{Date, Level, Plan};

/// What a reader should know of a plan before relying on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
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
            Self::Expired(last) => Some(last),
            Self::Over(year) => Date::new(year, 12, 31),
            Self::EarlierRound => None,
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
    let end = match plan.valid_until {
        Some(last) => Some(Standing::Expired(last)),
        None => plan_horizon(plan).map(Standing::Over),
    };
    earlier.then_some(Standing::EarlierRound).into_iter().chain(end).collect()
}
