//! What a visitor takes along: the link to this view, the data, the picture, the citations.
//!
//! Links lead to files that the build wrote, so that they work without scripts and in WeChat's browser; `take.js`
//! copies, and draws the PNG out of the SVG.

use crate::messages::Messages;
use crate::model::{Language, Plan, Target};
use crate::query::cite::{path_label, standard};
use crate::query::compare::Row;
use crate::query::words::date;
use crate::web::address::{address, stands};
use crate::web::chart::ladder::quote_address;
use crate::web::route::Route;
use yew::prelude::*;

/// The actions of one indicator's comparison; `known`: the overview knows the indicator.
pub fn take(m: &Messages, indicator: &str, rows: &[Row], picture: bool, known: bool) -> Html {
    let t = &m.take;
    let file = |ending: &str| format!("open-data/compare/{indicator}.{ending}");
    // The build writes them where it writes the page; of what one plan of a country sets there is nothing to compare.
    let files = known && stands(Language::default(), &Route::indicator(indicator));
    let citations: Vec<String> =
        rows.iter().flat_map(|row| row.entries.iter().map(|e| citation(m, row.plan, e.target))).collect();
    let standards: Vec<String> = rows
        .iter()
        .flat_map(|row| row.entries.iter().map(|e| (row.plan, e.target)))
        .map(|(plan, target)| {
            let clause = target.clause.as_ref().map(|clause| path_label(m, clause.path()));
            standard(plan, clause.as_deref(), &["<base>", &quote_address(m.language, target)].concat())
        })
        .collect();
    html! {
        <section class="take group" aria-labelledby="take">
            <h2 id="take">{ t.title }</h2>
            <div class="actions">
                <button type="button" data-copy="<address>">{ t.link }</button>
                if files {
                    <a class="button" href={file("csv")} download="">{ "CSV" }</a>
                    <a class="button" href={file("json")} download="">{ "JSON" }</a>
                }
                if picture && files {
                    <a class="button" href={file("svg")} download="">{ "SVG" }</a>
                    <button type="button" data-png={file("svg")}>{ "PNG" }</button>
                }
                <button type="button" data-copy={citations.join("\n")}>{ t.cite }</button>
                <button type="button" data-copy={standards.join("\n")}>{ "GB/T 7714" }</button>
                <a class="button" href={embedding(m, indicator, rows)}>{ t.embed }</a>
            </div>
            <p class="meta" role="status" data-done={t.copied} data-failed={t.failed} data-hold={t.hold}></p>
            <p class="meta">{ t.note }</p>
        </section>
    }
}

/// More plans than these are not named in the address of the page that hands out widgets.
const NAMED: usize = 12;

/// The page that hands out widgets, with what is shown here.
fn embedding(m: &Messages, indicator: &str, rows: &[Row]) -> String {
    let plans: Vec<&str> = rows.iter().map(|row| row.plan.id.as_str()).collect();
    let plans = if plans.len() > NAMED { String::new() } else { ["&plans=", &plans.join(",")].concat() };
    address(m.language, &Route::EMBED, &["indicator=", indicator, &plans].concat(), "")
}

/// One commitment as it is cited: title, number, date, clause, and an address that `take.js` completes.
fn citation(m: &Messages, plan: &Plan, target: &Target) -> String {
    let title = m.signs.titled(&plan.title);
    let number = plan.document_number.as_ref().map(|number| m.signs.bracketed(number)).unwrap_or_default();
    let clause = match (&target.clause, &target.source) {
        (Some(clause), _) => Some(path_label(m, clause.path())),
        (None, source) => source.as_ref().and_then(|source| source.chapter.clone()),
    };
    let parts = [Some(title + &number), plan.signed.map(|day| date(m, day)), clause];
    let said = parts.into_iter().flatten().collect::<Vec<_>>().join(m.signs.comma);
    [&said, m.signs.stop, " <base>", &quote_address(m.language, target)].concat()
}
