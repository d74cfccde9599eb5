//! The figures of a chain's clauses, a row an indicator, a column a plan, each against the nearest one above it.

use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::verdict::{Verdict, compare};
use crate::model::{Indicator, Plan, Target, is_above};
use crate::query::chain::{Content, Rung};
use crate::query::words::{deadline, figure};
use crate::web::link::Link;
use crate::web::parts::{indicator_name, mark, seal, target_words, verdict_mark};
use crate::web::route::Route;
use yew::prelude::*;

/// So many rows of which only one plan has a figure are shown at once.
const UNFOLDED: usize = 3;

type Column<'a> = (&'a Plan, Vec<&'a Target>);

/// Rows of indicators that several plans have; the others folded beneath.
pub fn figures(m: &Messages, rungs: &[Rung], o: &Overview) -> Html {
    let columns: Vec<Column> = rungs.iter().map(|rung| (rung.plan, targets(rung))).collect();
    let mut ids: Vec<&str> = Vec::new();
    for target in columns.iter().flat_map(|(_, targets)| targets) {
        if !ids.contains(&target.indicator.as_str()) {
            ids.push(&target.indicator);
        }
    }
    let plans_with =
        |id: &&str| columns.iter().filter(|(_, targets)| targets.iter().any(|t| t.indicator == **id)).count();
    let (paired, single): (Vec<&str>, Vec<&str>) = ids.into_iter().partition(|id| plans_with(id) > 1);
    if paired.is_empty() && single.is_empty() {
        return Html::default();
    }
    let rows = |ids: &[&str]| -> Html {
        html! { <>{ for ids.iter().map(|id| row(m, o, &columns, id)) }</> }
    };
    html! {
        <section class="chain-figures" aria-labelledby="figures">
            <h2 id="figures">{ m.chain.figures }</h2>
            { rows(&paired) }
            if !single.is_empty() && paired.is_empty() && single.len() <= UNFOLDED {
                { rows(&single) }
            } else if !single.is_empty() {
                <details><summary>{ m.chain.single_figures(single.len()) }</summary>{ rows(&single) }</details>
            }
        </section>
    }
}

fn targets<'a>(rung: &Rung<'a>) -> Vec<&'a Target> {
    match &rung.content {
        Content::Focus(entry) => entry.targets.clone(),
        Content::Counterparts(entries) => entries.iter().flat_map(|e| e.targets.iter().copied()).collect(),
        Content::Nothing | Content::NoText => Vec::new(),
    }
}

fn row(m: &Messages, o: &Overview, columns: &[Column], id: &str) -> Html {
    let mut all = columns.iter().flat_map(|(_, targets)| targets);
    let Some(first) = all.find(|target| target.indicator == id) else { return Html::default() };
    // What one plan alone sets the overview of a folded corpus does not know: there is nothing to compare either.
    let indicator = o.indicator(id).map(|entry| &entry.indicator);
    html! {
        <div class="figure-row">
            <h3><Link to={Route::indicator(id)}>{ indicator_name(m, o, first) }</Link></h3>
            <dl>
                { for columns.iter().map(|(plan, targets)| {
                    let own: Vec<&Target> = targets.iter().copied().filter(|t| t.indicator == id).collect();
                    html! {
                        <div class={classes!((!plan.text).then_some("empty"))}>
                            <dt>{ seal(m, plan.level, !plan.text) }{ " " }{ plan.place_in(m.language) }</dt>
                            <dd>
                                if own.is_empty() { <span class="meta">{ "—" }</span> }
                                { for own.iter().map(|target| cell(m, indicator, target, plan, columns)) }
                            </dd>
                        </div>
                    }
                }) }
            </dl>
        </div>
    }
}

fn cell(m: &Messages, indicator: Option<&Indicator>, target: &Target, plan: &Plan, columns: &[Column]) -> Html {
    // Tree order puts the nearest plan above last.
    let above = columns.iter().rev().filter(|(upper, _)| is_above(upper, plan));
    let base = above.into_iter().find_map(|(upper, targets)| {
        let indicator = indicator?;
        let same = targets.iter().filter(|t| t.indicator == indicator.id);
        let verdicts = same.map(|t| compare(indicator, (target, plan), (t, upper)).verdict);
        Some((upper, verdicts.min_by_key(|verdict| matches!(verdict, Verdict::Incomparable(_)))?))
    });
    html! {
        <span>
            if let Some(figure) = figure(m, target) {
                <b class="figure">{ figure }</b>{ " " }<span class="meta">{ deadline(m, target) }</span>
            } else {
                { target_words(m, target) }
            }
            { mark(m, target.checked.as_ref()) }
            if let Some((upper, verdict)) = base { { " " }{ verdict_mark(m, verdict, Some(m.compare.against_whom(upper.place_in(m.language)))) } }
        </span>
    }
}
