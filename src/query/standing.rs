//! Whether a plan's time is over on a given day, and whether it belongs to an earlier round.
//!
//! In: plans, and the day, which only the visitor's clock knows. Pure: what is prerendered asks without a day.

use super::chain::is_above;
use super::verdict::plan_horizon;
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
    /// Whether it holds on a day; without one only what no clock decides does.
    pub fn holds(self, today: Option<Date>) -> bool {
        match (self, today) {
            (Self::EarlierRound, _) => true,
            (Self::Expired(last), Some(today)) => last < today,
            (Self::Over(year), Some(today)) => year < today.year,
            (Self::Expired(_) | Self::Over(_), None) => false,
        }
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
