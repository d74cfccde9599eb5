//! The matrix: a row a clause, a column a plan, each cell a way into the chain.
//!
//! On a narrow screen one column at a time is shown, chosen by radio buttons and style rules alone.

use crate::bundle::PlanShard;
use crate::messages::Messages;
use crate::model::Grade;
use crate::query::cite::path_label;
use crate::query::cover::{Column, Counts, CoverChoice, Matrix, Row};
use crate::query::place::slug;
use crate::web::choices::use_kept_place;
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::parts::{plan_words, seal};
use crate::web::route::Route;
use yew::prelude::*;

/// The whole matrix.
pub fn table(m: &Messages, upper: &PlanShard, found: &Matrix, choice: &CoverChoice) -> Html {
    let c = &m.coverage;
    // Without an order of its own the table keeps the plan's chapters together.
    let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in &found.rows {
        match groups.last_mut() {
            Some((chapter, rows)) if choice.least_first || *chapter == row.chapter => rows.push(row),
            _ => groups.push((row.chapter, vec![row])),
        }
    }
    let width = (found.columns.len() + 2) as u32;
    html! {
        <>
            <ul class="cover-key" aria-label={m.chain.key}>
                { for [Some(Grade::Clear), Some(Grade::Partial), None].into_iter().map(|grade| html! {
                    <li>{ sign(grade) }{ " " }{ name(m, grade) }</li>
                }) }
            </ul>
            <Picker places={found.columns.iter().map(|column| {
                let plan = column.plan;
                (slug(&plan.id).to_owned(), html! { <>{ seal(m, plan.level, false) }{ " " }{ plan.place_in(m.language) }</> })
            }).collect::<Vec<_>>()} />
            <div class="cover-scroll" role="region" aria-label={m.nav_coverage} tabindex="0">
                <table class="cover" data-records="" data-number={upper.plan.document_number.clone()}>
                    <caption class="meta">{ c.caption }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ c.clause }</th>
                            { for found.columns.iter().map(|column| head(m, upper, column)) }
                            <th scope="col">{ c.total }</th>
                        </tr>
                    </thead>
                    { for groups.into_iter().map(|(chapter, rows)| html! {
                        <tbody>
                            if !choice.least_first {
                                <tr class="cover-chapter"><th scope="rowgroup" colspan={width.to_string()}>{ plan_words(m, chapter.to_owned()) }</th></tr>
                            }
                            { for rows.into_iter().map(|row| html! {
                                <tr key={row.clause.path.clone()}>
                                    <th scope="row"><Link to={Route::chain(&row.clause.id)}>
                                        <span class="path">{ path_label(m, &row.clause.path) }</span>{ " " }{ plan_words(m, row.clause.title().to_owned()) }</Link></th>
                                    { for row.cells.iter().zip(&found.columns).map(|(cell, column)| {
                                        let grade = cell.map(|covered| covered.grade);
                                        html! {
                                            <td class={class(grade)}>
                                                if let Some(covered) = cell {
                                                    <Link to={Route::chain_in(&column.plan.id, &covered.best)}>
                                                        { sign(grade) }<span class="vh">{ name(m, grade) }</span>{ " " }{ path_label(m, &covered.best) }</Link>
                                                } else {
                                                    { sign(grade) }<span class="vh">{ name(m, grade) }</span>
                                                }
                                            </td>
                                        }
                                    }) }
                                    <td class="cover-sum">{ sum(m, row.counts) }</td>
                                </tr>
                            }) }
                        </tbody>
                    }) }
                    <tfoot>
                        <tr>
                            <th scope="row">{ c.total }</th>
                            { for found.columns.iter().map(|column| html! { <td>{ sum(m, column.counts) }</td> }) }
                            <td></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PickerProps {
    /// Place and name of each column.
    places: Vec<(String, Html)>,
}

/// Which column a narrow screen shows: the visitor's place, where it is there.
#[component]
fn Picker(props: &PickerProps) -> Html {
    let m = use_messages();
    let (kept, _) = use_kept_place();
    let own = props.places.iter().position(|(place, _)| Some(place) == kept.as_ref()).unwrap_or(0);
    html! {
        <fieldset class="cover-picker"><legend>{ m.coverage.pick }</legend>
            { for props.places.iter().enumerate().map(|(n, (_, name))| html! {
                <label><input type="radio" name="column" id={["column-", &number(n)].concat()} checked={n == own} />
                    <span>{ name.clone() }</span></label>
            }) }
        </fieldset>
    }
}

fn head(m: &Messages, upper: &PlanShard, column: &Column) -> Html {
    let plan = column.plan;
    let earlier = plan.signed.zip(upper.plan.signed).is_some_and(|(lower, upper)| lower < upper);
    html! {
        <th scope="col" data-number={plan.document_number.clone()}>
            <Link to={Route::plan_chains(&plan.id)}>{ seal(m, plan.level, false) }{ " " }{ plan.place_in(m.language) }</Link>
            if earlier { <p class="meta">{ m.coverage.earlier }</p> }
        </th>
    }
}

/// Clear, partial and none, in figures with their signs.
fn sum(m: &Messages, counts: Counts) -> Html {
    let part = |grade, n: u32| html! { <span>{ sign(grade) }<span class="vh">{ name(m, grade) }</span>{ n }</span> };
    html! {
        <span class="sum">{ part(Some(Grade::Clear), counts.clear) }{ part(Some(Grade::Partial), counts.partial) }{ part(None, counts.none) }</span>
    }
}

fn sign(grade: Option<Grade>) -> Html {
    let sign = match grade {
        Some(Grade::Clear) => "●",
        Some(Grade::Partial) => "◐",
        None => "○",
    };
    html! { <span class="sign" aria-hidden="true">{ sign }</span> }
}

fn name(m: &Messages, grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::Clear) => m.chain.clear,
        Some(Grade::Partial) => m.chain.partial,
        None => m.chain.unlinked,
    }
}

fn class(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::Clear) => "clear",
        Some(Grade::Partial) => "partial",
        None => "none",
    }
}

fn number(n: usize) -> String {
    (n as u32).to_string()
}
