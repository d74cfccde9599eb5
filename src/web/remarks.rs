//! What is odd in the sources, in words: beside its passage in the plan, and as a list of the whole corpus.
//!
//! Words of the plan are quoted, what they are held against is named, and nothing is judged: a remark says what
//! stands there.

use super::link::Link;
use super::parts::{filled, plan_words};
use super::route::Route;
use crate::bundle::PlanShard;
use crate::messages::Messages;
use crate::model::{ClauseId, Remark, RemarkKind};
use crate::query::cite::path_label;
use yew::prelude::*;

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
        RemarkKind::BrokenNumber => w.broken_number,
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
                    if let Some(path) = r.clause.as_ref().map(ClauseId::path) {
                        <Link to={Route::plan(&r.plan)} hash={path.to_owned()}>{ path_label(m, path) }</Link>{ m.signs.colon }
                    }
                    { remark(m, r) }
                </li>
            }) }
        </ul></dd></div>
    }
}
