//! Marks of a plan whose time is over, by the visitor's date.

use super::language::use_messages;
use crate::model::{Date, Plan};
use crate::query::standing::{Standing, standings};
use crate::query::words::date;
use yew::prelude::*;

/// The marks of a plan; nothing where it is of the present round and its time is not over.
pub fn standing(plan: &Plan, plans: &[Plan]) -> Html {
    let standings = standings(plan, plans);
    if standings.is_empty() {
        Html::default()
    } else {
        html! { <Marks {standings} /> }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct MarksProps {
    standings: Vec<Standing>,
}

#[component]
fn Marks(props: &MarksProps) -> Html {
    let m = use_messages();
    // No day on the first render: it equals the prerendered page, which must not depend on a clock.
    let today = use_state(|| None::<Date>);
    {
        let today = today.clone();
        use_effect_with((), move |()| today.set(clock()));
    }
    let words = |standing: Standing| match standing {
        Standing::Expired(last) => m.expired(date(m, last)),
        Standing::Over(year) => m.period_over(year),
        Standing::EarlierRound => m.earlier_round.to_owned(),
    };
    let holding = props.standings.iter().copied().filter(|standing| standing.holds(*today));
    html! { <>{ for holding.map(|standing| html! { <>{ " " }<span class="tag standing">{ words(standing) }</span></> }) }</> }
}

/// Today where the visitor is.
#[cfg(target_arch = "wasm32")]
fn clock() -> Option<Date> {
    let now = js_sys::Date::new_0();
    Date::new(now.get_full_year() as u16, now.get_month() as u8 + 1, now.get_date() as u8)
}

/// Effects do not run on the server.
#[cfg(not(target_arch = "wasm32"))]
fn clock() -> Option<Date> {
    None
}
