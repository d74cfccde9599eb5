//! The plans, to start a chain from one.

use crate::bundle::Overview;
use crate::messages::Messages;
use crate::web::page::{Page, Visit};
use crate::web::parts::plan_tree;
use crate::web::route::Route;
use yew::prelude::*;

/// Where chains begin.
pub struct Chains;

impl Page for Chains {
    const FOLDER: Route = Route::CHAINS;

    fn menu(m: &Messages) -> Option<&'static str> {
        Some(m.nav_chain)
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_chain.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        Some(chains(visit.messages(), &*visit.overview()?))
    }
}

/// Which plan to start from.
fn chains(m: &Messages, o: &Overview) -> Html {
    html! {
        <article>
            <h1>{ m.chain.title }</h1>
            <p class="lead">{ m.chain.lead }</p>
            { plan_tree(m, &o.plans, |plan| plan.text.then(|| Route::plan_chains(&plan.id))) }
        </article>
    }
}
