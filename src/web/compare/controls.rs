//! What stands above a comparison: picture or table, which plans, against whom, whose place first.

use crate::messages::Messages;
use crate::model::Plan;
use crate::query::compare::Row;
use crate::query::view::ComparisonView;
use crate::web::chart::ladder::measure;
use crate::web::choices::select;
use crate::web::link::Link;
use crate::web::parts::seal;
use crate::web::route::Route;
use yew::prelude::*;

/// The controls; `rows` are those shown, `all` those of the indicator.
pub fn controls(
    m: &Messages,
    route: &Route,
    view: &ComparisonView,
    all: &[Row],
    shown: &[&Plan],
    enabled: bool,
    choose: &Callback<String>,
) -> Html {
    let c = &m.compare;
    let setting: Vec<&Plan> = all.iter().filter(|row| !row.entries.is_empty()).map(|row| row.plan).collect();
    let look = |table: bool, name: &'static str| {
        let query = ComparisonView { table, ..view.clone() }.query();
        let current = (view.table == table).then(|| AttrValue::from("true"));
        html! { <Link to={route.clone()} {query} class="choice" {current}>{ name }</Link> }
    };
    // A plan beyond those shown is chosen on its own page or by its place.
    let bases =
        setting.iter().filter(|plan| shown.iter().any(|p| p.id == plan.id) || view.base.as_ref() == Some(&plan.id));
    let options = bases.map(|plan| {
        let on = view.base.as_ref() == Some(&plan.id);
        (plan.id.clone(), plan.place_in(m.language).to_owned(), on)
    });
    let base = {
        let (view, choose) = (view.clone(), choose.clone());
        Callback::from(move |base: Option<String>| choose.emit(ComparisonView { base, ..view.clone() }.query()))
    };
    html! {
        <div class="controls">
            if measure(all).is_some() {
                <div class="toggle" role="group" aria-label={c.view}>{ look(false, c.picture) }{ look(true, c.table) }</div>
            }
            if setting.len() > 2 { { plans(m, view, all, shown, enabled, choose) } }
            if setting.len() > 1 { { select(c.base, c.nearest, options.collect(), enabled, base) } }
        </div>
    }
}

/// Boxes to tick, one a plan; ticking all or none shows all.
fn plans(
    m: &Messages,
    view: &ComparisonView,
    all: &[Row],
    shown: &[&Plan],
    enabled: bool,
    choose: &Callback<String>,
) -> Html {
    let listed: Vec<&Plan> = all
        .iter()
        .map(|row| row.plan)
        .filter(|plan| view.plans.contains(&plan.id) || shown.iter().any(|p| p.id == plan.id))
        .collect();
    // While some are chosen those that were hidden by it must be there to be chosen again.
    let listed =
        if view.plans.is_empty() || all.len() > 40 { listed } else { all.iter().map(|row| row.plan).collect() };
    let ids: Vec<String> = listed.iter().map(|plan| plan.id.clone()).collect();
    let boxes = listed.iter().map(|plan| {
        let on = view.plans.is_empty() || view.plans.contains(&plan.id);
        let (view, ids, id, choose) = (view.clone(), ids.clone(), plan.id.clone(), choose.clone());
        let onchange = Callback::from(move |_: Event| {
            let chosen = |other: &String| view.plans.is_empty() || view.plans.contains(other);
            let plans: Vec<String> = ids.iter().filter(|other| chosen(other) != (**other == id)).cloned().collect();
            let plans = if plans.len() == ids.len() { Vec::new() } else { plans };
            choose.emit(ComparisonView { plans, ..view.clone() }.query());
        });
        html! {
            <li><label class="tick-box"><input type="checkbox" checked={on} disabled={!enabled} {onchange} />
                { seal(m, plan.level, !plan.text) }{ plan.place_in(m.language) }</label></li>
        }
    });
    html! {
        <details class="choose">
            <summary>{ m.compare.choose_plans(shown.len() as u32) }</summary>
            <ul>{ for boxes }</ul>
        </details>
    }
}
