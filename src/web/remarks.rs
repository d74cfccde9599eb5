//! What is odd in the sources, in words: beside its passage in the plan, and as a list of the whole corpus.
//!
//! Words of the plan are quoted, what they are held against is named, and nothing is judged: a remark says what
//! stands there.

use super::link::Link;
use super::parts::{filled, plan_words};
use super::route::Route;
use crate::bundle::{Findings, Overview, PlanShard};
use crate::messages::Messages;
use crate::model::{Remark, RemarkKind, path_of};
use crate::query::cite::{clause_label, path_label};
use yew::prelude::*;

/// How many the list of the corpus shows; the open data holds all.
const SHOWN: usize = 60;

/// One remark as a sentence.
pub fn remark(m: &Messages, r: &Remark) -> Html {
    let w = &m.remarks;
    let template = match r.kind {
        RemarkKind::Phrase => w.phrase,
        RemarkKind::Subject => w.subject,
        RemarkKind::Brackets => w.brackets,
        RemarkKind::Doubled => w.doubled,
        RemarkKind::Date => w.date,
        RemarkKind::Period => w.period,
        RemarkKind::Share => w.share,
        RemarkKind::Numbering => w.numbering,
        RemarkKind::Validity => w.validity,
        RemarkKind::AmbiguousStatus => w.ambiguous_status,
        RemarkKind::AnnualSum => w.annual_sum,
        RemarkKind::BodyAnnex => w.body_annex,
        RemarkKind::TwoUnits if r.against.is_empty() => w.unit,
        RemarkKind::TwoUnits => w.two_units,
    };
    filled(template, &[plan_words(m, r.quote.clone()), plan_words(m, r.against.clone())])
}

/// The remarks about one clause, below it.
pub fn of_clause(m: &Messages, shard: &PlanShard, clause: &str) -> Html {
    let own = shard.remarks.iter().filter(|r| r.clause.as_deref() == Some(clause));
    html! { { for own.map(|r| html! { <p class="remark meta"><span class="tag">{ m.remarks.title }</span>{ " " }{ remark(m, r) }</p> }) } }
}

/// The remarks about one plan, each with the way to its clause; the header's several values are shown elsewhere.
pub fn of_plan(m: &Messages, shard: &PlanShard) -> Html {
    let shown: Vec<&Remark> = shard.remarks.iter().filter(|r| r.kind != RemarkKind::AmbiguousStatus).collect();
    if shown.is_empty() {
        return Html::default();
    }
    html! {
        <div><dt>{ m.remarks.title }</dt><dd><ul class="cites">
            { for shown.into_iter().map(|r| html! {
                <li>
                    if let Some(path) = r.clause.as_deref().map(path_of) {
                        <Link to={Route::plan(&r.plan)} hash={path.to_owned()}>{ path_label(m, path) }</Link>{ m.signs.colon }
                    }
                    { remark(m, r) }
                </li>
            }) }
        </ul></dd></div>
    }
}

/// All remarks of the corpus, for the page on data and method.
pub fn of_corpus(m: &Messages, o: &Overview, findings: &Findings) -> Html {
    let w = &m.remarks;
    let all = &findings.remarks;
    let entry = |r: &Remark| {
        let plan = o.plans.iter().find(|plan| plan.id == r.plan)?;
        let (label, hash) = match r.clause.as_deref().map(path_of) {
            Some(path) => (clause_label(m, plan, path), path.to_owned()),
            None => (plan.place_in(m.language).to_owned(), String::new()),
        };
        Some(
            html! { <li><Link to={Route::plan(&r.plan)} {hash}>{ label }</Link>{ m.signs.colon }{ remark(m, r) }</li> },
        )
    };
    html! {
        <section aria-labelledby="remarks">
            <h2 id="remarks">{ w.title }</h2>
            <p>{ w.lead }</p>
            if all.is_empty() {
                <p>{ w.none }</p>
            }
            <ul>{ for all.iter().take(SHOWN).filter_map(entry) }</ul>
            if all.len() > SHOWN {
                <p>{ w.more((all.len() - SHOWN) as u32) }</p>
            }
        </section>
    }
}
