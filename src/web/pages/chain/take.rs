//! What a visitor takes along from a chain: its address, a citation, a print, and a word on a wrong link.

use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::{Clause, Link, Plan};
use crate::query::cite::{path_label, standard};
use crate::query::words::date;
use crate::web::link::address;
use crate::web::route::Route;
use yew::prelude::*;

/// The actions; `take.js` does them.
pub fn take(m: &Messages, plan: &Plan, clause: &Clause, route: &Route) -> Html {
    let t = &m.chain;
    html! {
        <div class="take">
            <button type="button" data-copy="<address>">{ t.copy_link }</button>
            <button type="button" data-copy={citation(m, plan, clause, route)}>{ t.cite }</button>
            <button type="button" data-copy={standard(plan, Some(&path_label(m, &clause.path)), &["<base>", &address(m.language, route, "", "")].concat())}>{ "GB/T 7714" }</button>
            <button type="button" data-print="">{ t.print }</button>
            <a class="button" href={address(m.language, &Route::EMBED, &["chain=", &clause.id].concat(), "")}>{ m.take.embed }</a>
            <span role="status" class="meta" data-done={t.copy_done} data-failed={t.copy_failed}></span>
        </div>
    }
}

/// The clause as it is cited: issuer, title, number, clause, date, and an address that `take.js` completes.
fn citation(m: &Messages, plan: &Plan, clause: &Clause, route: &Route) -> String {
    let number = plan.document_number.as_deref().map(|number| m.signs.bracketed(number)).unwrap_or_default();
    let day = plan.signed.map(|day| date(m, day)).unwrap_or_default();
    let title = [m.signs.titled(&plan.title), number].concat();
    let place = ["<base>", &address(m.language, route, "", "")].concat();
    m.chain.citation(plan.issuer.as_deref().unwrap_or(&plan.place), title, path_label(m, &clause.path), day, place)
}

/// Where to say that a link is wrong: the receiver that the site names, else the ids to be copied.
pub fn report(m: &Messages, o: &Overview, link: &Link) -> Html {
    let t = &m.chain;
    match &o.report {
        Some(receiver) => {
            let to = receiver.replace("{child}", &link.child).replace("{parent}", &link.parent);
            html! { <p><a class="report" href={to} rel="noreferrer">{ t.report }</a></p> }
        }
        None => html! {
            <details class="report"><summary>{ t.report }</summary>
                <div class="take">
                    <p class="meta">{ t.report_text }</p>
                    <p><code>{ &link.child }{ " → " }{ &link.parent }</code></p>
                    <button type="button" data-copy={[&link.child, " → ", &link.parent, "\n<address>"].concat()}>{ t.copy }</button>
                    <span role="status" class="meta" data-done={t.copy_done} data-failed={t.copy_failed}></span>
                </div>
            </details>
        },
    }
}
