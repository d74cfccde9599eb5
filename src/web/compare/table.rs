//! The table behind a comparison: wide, two levels side by side on a phone, or all levels one below the other.

use crate::bundle::{IndicatorShard, Overview};
use crate::messages::Messages;
use crate::model::verdict::{Reason, Verdict, plan_horizon};
use crate::model::{ClauseId, Level, Plan, Target};
use crate::query::cite::path_label;
use crate::query::compare::{Against, Commitment, Row, rows_in};
use crate::query::view::{ComparisonView, Group};
use crate::query::words::{date, deadline, figure, is_yearly};
use crate::web::choices::use_arrived;
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::parts::{self, plan_lang, plan_words, seal, target_words};
use crate::web::route::Route;
use std::sync::Arc;
use yew::prelude::*;

/// The whole comparison as a table, a group of rows after the other.
pub fn wide(m: &Messages, groups: &[Group], base: Option<&str>, class: &'static str) -> Html {
    let c = &m.compare;
    let columns = [c.plan, c.target, c.due, c.scope, c.quote, c.against];
    html! {
        <table {class}>
            <thead><tr>{ for columns.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
            { for groups.iter().map(|group| html! {
                <tbody>
                    if let Some(level) = group.level {
                        <tr><th class="group-name" scope="colgroup" colspan="6">{ m.level_name(level) }</th></tr>
                    }
                    { for group.rows.iter().map(|row| lines(m, row, base)) }
                </tbody>
            }) }
        </table>
    }
}

fn lines(m: &Messages, row: &Row, base: Option<&str>) -> Html {
    let count = row.entries.len().max(1);
    html! {
        <>{ for (0..count).map(|i| {
            let entry = row.entries.get(i);
            html! {
                <tr>
                    if i == 0 {
                        <th scope="row" rowspan={count.to_string()}>{ seal(m, row.plan.level, !row.plan.text) }{ " " }{ row.plan.place_in(m.language) }</th>
                    }
                    <td data-target={entry.map(|e| e.target.id.clone())}>{ value(m, row.plan, entry) }</td>
                    <td>{ due(m, row.plan, entry) }</td>
                    <td>{ scope(m, entry) }</td>
                    <td>{ quote(m, row, entry) }</td>
                    <td>{ against(m, row.plan, entry, base) }</td>
                </tr>
            }
        }) }</>
    }
}

/// All levels one below the other.
pub fn stacked(m: &Messages, rows: &[Row], base: Option<&str>) -> Html {
    html! {
        <ol class="levels">
            { for rows.iter().map(|row| html! {
                <li>
                    <h3>{ seal(m, row.plan.level, !row.plan.text) }{ " " }{ row.plan.place_in(m.language) }</h3>
                    if row.entries.is_empty() { <p>{ value(m, row.plan, None) }</p>{ quote(m, row, None) } }
                    { for row.entries.iter().map(|e| html! {
                        <div class="level-entry">
                            <p>{ value(m, row.plan, Some(e)) }{ " " }<span class="meta">{ due(m, row.plan, Some(e)) }{ "　" }{ scope(m, Some(e)) }</span></p>
                            { quote(m, row, Some(e)) }
                            { against(m, row.plan, Some(e), base) }
                        </div>
                    }) }
                </li>
            }) }
        </ol>
    }
}

/// What two plans side by side are made of.
#[derive(Clone, PartialEq, Properties)]
pub struct PairProps {
    /// All plans.
    pub overview: Arc<Overview>,
    /// The indicator's targets, in parts.
    pub parts: Vec<Arc<IndicatorShard>>,
    /// What the visitor has chosen.
    pub view: ComparisonView,
}

/// Two levels side by side under label bands, each to be picked: what fits a phone.
#[component]
pub fn Pair(props: &PairProps) -> Html {
    let m = use_messages();
    let all = rows_in(&props.parts, &props.overview.plans, props.view.base.as_deref());
    let rows: Vec<Row> = props.view.groups(all, &[]).into_iter().flat_map(|group| group.rows).collect();
    let first = default_pair(&rows);
    let chosen = use_state(|| first);
    let enabled = use_arrived();
    let (Some(a), Some(b)) = (rows.get(chosen.0), rows.get(chosen.1)) else { return Html::default() };
    let picker = |side: usize, at: usize| {
        let chosen = chosen.clone();
        let onchange = Callback::from(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            let picked = usize::try_from(select.selected_index()).unwrap_or(0);
            chosen.set(if side == 0 { (picked, chosen.1) } else { (chosen.0, picked) });
        });
        html! {
            <select aria-label={if side == 0 { m.compare.pick_first } else { m.compare.pick_second }} {onchange} disabled={!enabled}>
                { for rows.iter().enumerate().map(|(i, row)| html! { <option selected={i == at}>{ row.plan.place_in(m.language) }</option> }) }
            </select>
        }
    };
    let band = |name: &'static str, left: Html, right: Html| {
        html! { <><h3 class="band-name">{ name }</h3><div>{ left }</div><div>{ right }</div></> }
    };
    let each = |f: &dyn Fn(&Row, Option<&Commitment>) -> Html, row: &Row| match row.entries.is_empty() {
        true => f(row, None),
        false => html! { <>{ for row.entries.iter().map(|e| html! { <div>{ f(row, Some(e)) }</div> }) }</> },
    };
    let (c, base) = (&m.compare, props.view.base.as_deref());
    let target = |row: &Row, e: Option<&Commitment>| html! { <>{ value(m, row.plan, e) }<div>{ against(m, row.plan, e, base) }</div></> };
    let when = |row: &Row, e: Option<&Commitment>| html! { <>{ due(m, row.plan, e) }{ " " }{ scope(m, e) }</> };
    let words = |row: &Row, e: Option<&Commitment>| quote(m, row, e);
    html! {
        <div class="pair">
            <div class="pickers">{ picker(0, chosen.0) }{ picker(1, chosen.1) }</div>
            <div class="bands">
                { band(c.target, each(&target, a), each(&target, b)) }
                { band(c.due_and_scope, each(&when, a), each(&when, b)) }
                { band(c.quote, each(&words, a), each(&words, b)) }
            </div>
        </div>
    }
}

/// The last row with a commitment, and what it is set against, else the row above it.
fn default_pair(rows: &[Row]) -> (usize, usize) {
    let last = rows.iter().rposition(|r| !r.entries.is_empty()).unwrap_or(0);
    let superior = rows
        .get(last)
        .and_then(|r| r.entries.first())
        .and_then(|e| e.against.as_ref())
        .map(|against| against.plan.id.as_str());
    let other = superior
        .and_then(|id| rows.iter().position(|r| r.plan.id == id))
        .or_else(|| rows[..last].iter().rposition(|r| !r.entries.is_empty()))
        .unwrap_or(last.saturating_sub(1));
    (other, last)
}

fn value(m: &Messages, plan: &Plan, entry: Option<&Commitment>) -> Html {
    let shown = match entry.map(|e| e.target) {
        None if plan.text => html! { <span class="meta">{ m.chain.no_figure }</span> },
        None => html! { <span class="tag">{ m.no_text }</span> },
        Some(target) => match figure(m, target) {
            Some(figure) => html! { <b class="figure">{ figure }</b> },
            None => html! { <b class="wording">{ target_words(m, target) }</b> },
        },
    };
    html! { <>{ shown }{ entry.map(|e| parts::mark(m, e.target.checked.as_ref())).unwrap_or_default() }</> }
}

/// The deadline; where the plan writes none, the year to which the plan itself runs.
fn due(m: &Messages, plan: &Plan, entry: Option<&Commitment>) -> Html {
    match entry.map(|e| (deadline(m, e.target), plan_horizon(plan))) {
        None => Html::default(),
        Some((None, _)) if entry.is_some_and(|e| is_yearly(e.target)) => {
            html! { <span class="year">{ m.years.annual }</span> }
        }
        Some((Some(deadline), _)) => html! { <span class="year">{ deadline }</span> },
        Some((None, Some(year))) => html! { <span class="meta">{ m.compare.no_deadline_until(year) }</span> },
        Some((None, None)) => html! { <span class="meta">{ m.compare.no_deadline }</span> },
    }
}

fn scope(m: &Messages, entry: Option<&Commitment>) -> Html {
    entry.map(|e| parts::scope(m, e.target)).unwrap_or_default()
}

fn quote(m: &Messages, row: &Row, entry: Option<&Commitment>) -> Html {
    let plan = row.plan;
    let Some(target) = entry.map(|e| e.target) else { return counterpart(m, row) };
    let number = number(m, plan);
    match (&target.quote, &target.clause) {
        (Some(quote), Some(clause)) => html! {
            <>
                <p class="quote" lang={plan_lang(m)}>{ quote }</p>
                <p class="meta">{ number }{ " " }<Link to={clause_page(target, clause)} hash={clause_hash(clause)}>{ path_label(m, clause.path()) }</Link></p>
            </>
        },
        _ => html! {
            <>
                <p class="quote">{ m.figures_only }</p>
                <p class="meta"><Link to={Route::plan(&plan.id)}>{ number }</Link>{ " " }
                    { plan_words(m, target.source.as_ref().and_then(|s| s.chapter.clone()).unwrap_or_default()) }</p>
            </>
        },
    }
}

/// A document's number, which never breaks: 泉政办〔2025〕11号.
fn number(m: &Messages, plan: &Plan) -> Html {
    html! { <span class="whole">{ plan_words(m, plan.document_number.clone().unwrap_or_default()) }</span> }
}

/// What a plan without a target of its own says about the same matter.
fn counterpart(m: &Messages, row: &Row) -> Html {
    let Some(found) = row.counterpart else { return Html::default() };
    let number = number(m, row.plan);
    html! {
        <>
            <p class="quote" lang={plan_lang(m)}>{ &found.sentence }</p>
            <p class="meta">{ m.compare.counterpart }{ number }{ " " }
                <Link to={Route::chain(&found.clause)}>{ path_label(m, found.clause.path()) }</Link></p>
        </>
    }
}

/// A clause of the body opens its chain, an annex row its place in the plan.
fn clause_page(target: &Target, clause: &ClauseId) -> Route {
    if clause.is_annex() { Route::plan(&target.plan) } else { Route::chain(clause) }
}

fn clause_hash(clause: &ClauseId) -> String {
    if clause.is_annex() { clause.path().to_owned() } else { String::new() }
}

/// How a commitment stands to the one it is set against; `base` is a plan that all are set against.
pub fn against(m: &Messages, plan: &Plan, entry: Option<&Commitment>, base: Option<&str>) -> Html {
    let Some(entry) = entry else { return Html::default() };
    let Some(Against { plan: other, verdict, older, .. }) = &entry.against else {
        let words = match plan.level {
            _ if base == Some(plan.id.as_str()) => m.compare.is_base,
            Level::Nation => m.compare.highest,
            Level::Province | Level::Prefecture | Level::County => m.compare.nothing_above,
        };
        return html! { <span class="meta">{ words }</span> };
    };
    let c = &m.compare;
    let reason = match verdict {
        Verdict::Incomparable(reason) => Some(reason_words(m, *reason)),
        _ => None,
    };
    html! {
        <>
            { parts::verdict_mark(m, *verdict, None) }
            <p class="meta">{ c.against_whom(other.place_in(m.language)) }
                if let Some(reason) = reason { { m.signs.colon }{ reason } }
                if let (true, Some(own), Some(others)) = (*older, plan.signed, other.signed) {
                    { m.signs.stop }{ m.signs.space }{ c.older(date(m, own), other.place_in(m.language), date(m, others)) }
                }
            </p>
        </>
    }
}

/// Why two targets are not compared, in words.
pub fn reason_words(m: &Messages, reason: Reason) -> &'static str {
    let c = &m.compare;
    match reason {
        Reason::NoFigure => c.why_no_figure,
        Reason::Unit => c.why_unit,
        Reason::Kind => c.why_kind,
        Reason::Total => c.why_total,
        Reason::Horizon => c.why_horizon,
        Reason::Scope => c.why_scope,
        Reason::Direction => c.why_direction,
    }
}
