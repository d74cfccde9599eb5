//! Marks of a plan whose time is over, by the visitor's date.
//!
//! What is prerendered knows no day: a mark that a day decides is hidden there, and `settings.js` shows it when its day
//! has passed; what the app draws anew it decides itself.

use crate::messages::Messages;
use crate::model::{Date, Plan};
use crate::query::standing::{Standing, standings};
use crate::query::words::date;
use yew::prelude::*;

/// The marks of a plan; nothing where it is of the present round and its time is not over.
pub fn standing(m: &Messages, plan: &Plan, plans: &[Plan]) -> Html {
    let words = |standing: Standing| match standing {
        Standing::Draft => m.draft.to_owned(),
        Standing::Repealed(day) => m.repealed(date(m, day)),
        Standing::Expired(last) => m.expired(date(m, last)),
        Standing::Over(year) => m.period_over(year),
        Standing::EarlierRound => m.earlier_round.to_owned(),
    };
    let today = clock();
    html! {
        <>
            { for standings(plan, plans).into_iter().map(|standing| html! {
                <>{ " " }<span class="tag standing" hidden={!standing.holds(today)} data-ends={standing.last_day().map(|day| day.to_string())}>
                    { words(standing) }</span></>
            }) }
        </>
    }
}

/// Today where the visitor is.
#[cfg(target_arch = "wasm32")]
fn clock() -> Option<Date> {
    let now = js_sys::Date::new_0();
    Date::new(now.get_full_year() as u16, now.get_month() as u8 + 1, now.get_date() as u8)
}

/// A page that is prerendered must not depend on a clock.
#[cfg(not(target_arch = "wasm32"))]
fn clock() -> Option<Date> {
    None
}
