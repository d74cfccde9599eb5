//! One indicator across plans: in words, as a ladder, as a table, with its sources. Native only.

use super::{BLOCK, plans};
use crate::bundle::{IndicatorShard, Overview};
use crate::messages::{Guide, Messages};
use crate::model::{ClauseId, Comparator, Level, Plan, is_above};
use crate::query::cite::path_label;
use crate::query::compare::{Commitment, Row, rows};
use crate::query::sentence::sentence;
use crate::query::view::WIDGET_PLANS;
use crate::query::words::{deadline, figure};
use crate::web::chart::ladder::{Layout, kind_note, ladder, layout, shows};
use crate::web::compare::table::against;
use crate::web::link::address;
use crate::web::parts::{named, plan_lang, plan_words, scope, seal, source_line, target_words, with_quotes};
use crate::web::route::Route;
use std::collections::BTreeSet;
use yew::prelude::*;

/// Width at which the ladder is drawn; it scales with its column.
const WIDTH: u16 = 340;

/// The groups in which the plans of an indicator are shown where they are more than `most`: the divisions right
/// under one place, by that place's code (`350500`, `nation` for the provinces). So every county's plan stands in
/// one of them, with those of its neighbours and all above it.
pub fn groups(plans: &[&Plan], most: usize) -> BTreeSet<String> {
    let many = plans.len() > most;
    plans.iter().filter(|_| many).filter_map(|plan| group(plan)).collect()
}

/// The group that a plan's place stands in; none for the nation.
fn group(plan: &Plan) -> Option<String> {
    let code = plan.place_code.as_ref()?;
    Some(match plan.level {
        Level::Nation | Level::Province => "nation".to_owned(),
        Level::Prefecture | Level::County => code.above().next()?.into(),
    })
}

/// The plans that a group shows: its own, and those above them.
fn is_shown(plan: &Plan, of: &str, all: &[Row]) -> bool {
    let own = |plan: &Plan| group(plan).as_deref() == Some(of);
    own(plan) || all.iter().any(|row| own(row.plan) && is_above(plan, row.plan))
}

/// The block of an indicator, of a group of its plans or of the first.
pub fn comparison(m: &Messages, g: &Guide, o: &Overview, shard: &IndicatorShard, group: Option<&str>) -> Html {
    let all = rows(shard, &o.plans);
    let count = all.len();
    let shown: Vec<Row> = match group {
        Some(group) => {
            let kept: Vec<bool> = all.iter().map(|row| is_shown(row.plan, group, &all)).collect();
            all.into_iter().zip(kept).filter_map(|(row, kept)| kept.then_some(row)).collect()
        }
        None => all.into_iter().take(WIDGET_PLANS).collect(),
    };
    let shown = shown.as_slice();
    let name = shard.indicator.name.of(m.language);
    let page = address(m.language, &Route::indicator(&shard.indicator.id), "", "");
    let drawn = layout(m, shown, WIDTH).map(|mut layout| {
        // The quotations stand in the block itself.
        layout.rows.iter_mut().for_each(|row| row.to = None);
        layout
    });
    html! {
        <div id={BLOCK} lang={m.language.id()} data-widget={shard.indicator.id.clone()} data-title={name.to_owned()}
            data-caption={g.embed.caption_comparison(name)} data-page={page.clone()} data-plans={plans(m, shown.iter().map(|row| row.plan))}>
            <p class="name" role="heading" aria-level="1"><strong>{ named(m, &shard.indicator.name) }</strong></p>
            <p class="said">
                // A sentence a plan, so that each can be left out.
                { for shown.iter().filter(|row| !row.entries.is_empty()).map(|row| html! {
                    <span data-plan={row.plan.id.clone()}>{ with_quotes(m, &sentence(m, std::slice::from_ref(row))) }{ m.signs.space }</span>
                }) }
            </p>
            <div class="two">
                if let Some(layout) = drawn {
                    <div class="picture">{ ladder(m, &layout, name, "", BLOCK) }{ signs(m, &layout) }</div>
                }
                <table>
                    <thead><tr>{ for [m.compare.plan, m.compare.target, m.compare.against].map(|words| html! { <th scope="col">{ words }</th> }) }</tr></thead>
                    <tbody>{ for shown.iter().map(|row| table_rows(m, row)) }</tbody>
                </table>
            </div>
            if shard.indicator.total { <p class="meta">{ m.compare.total_note }</p> }
            if let Some(note) = kind_note(m, shown) { <p class="meta">{ note }</p> }
            <ul class="sources" aria-label={g.widget.sources}>{ for shown.iter().flat_map(|row| sources(m, row)) }</ul>
            <p class="meta foot">
                if count > shown.len() { { g.widget.more_plans(count - shown.len()) }{ m.signs.space } }
                { g.widget.note }{ m.signs.space }<a href={page}>{ g.widget.whole_comparison }</a>
            </p>
        </div>
    }
}

/// The signs that occur in the picture, in words.
fn signs(m: &Messages, layout: &Layout) -> Html {
    let c = &m.compare;
    let known = [
        (Comparator::AtLeast, c.at_least),
        (Comparator::AtMost, c.at_most),
        (Comparator::About, c.about),
        (Comparator::Equal, c.equal),
    ];
    let used = known.into_iter().filter(|(comparator, _)| shows(layout, *comparator));
    html! { <p class="legend">{ for used.map(|(comparator, words)| html! { <span>{ comparator.sign() }{ " " }{ words }{ " " }</span> }) }</p> }
}

fn table_rows(m: &Messages, row: &Row) -> Html {
    let plan = row.plan;
    let count = row.entries.len().max(1);
    let cells = (0..count).map(|at| {
        let entry = row.entries.get(at);
        html! {
            <tr data-plan={plan.id.clone()}>
                if at == 0 {
                    <th scope="row" rowspan={(count > 1).then(|| count.to_string())}>{ seal(m, plan.level, !plan.text) }{ " " }{ plan.place_in(m.language) }</th>
                }
                <td>{ value(m, row, entry) }</td>
                <td>{ against(m, plan, entry, None) }</td>
            </tr>
        }
    });
    html! { <>{ for cells }</> }
}

fn value(m: &Messages, row: &Row, entry: Option<&Commitment>) -> Html {
    let Some(target) = entry.map(|entry| entry.target) else {
        return if row.plan.text {
            html! { <span class="meta">{ m.chain.no_figure }</span> }
        } else {
            html! { <span class="tag">{ m.no_text }</span> }
        };
    };
    let said = match figure(m, target) {
        Some(figure) => html! { <b class="figure">{ figure }</b> },
        None => html! { <b class="wording">{ target_words(m, target) }</b> },
    };
    let due = deadline(m, target).unwrap_or_else(|| m.compare.no_deadline.to_owned());
    html! { <>{ said }{ " " }<span class="meta">{ due }{ " · " }{ scope(m, target) }</span></> }
}

/// The words behind each figure: number and date of the plan, the place in it, the quotation.
fn sources(m: &Messages, row: &Row) -> Vec<Html> {
    let plan = row.plan;
    let line = |place: Html, words: Html| {
        html! {
            <li data-plan={plan.id.clone()}><strong>{ plan.place_in(m.language) }</strong>{ " " }
                <span class="meta">{ source_line(m, plan) }{ " " }{ place }</span>{ " " }{ words }</li>
        }
    };
    let link = |clause: &ClauseId| {
        let in_annex = clause.is_annex();
        let route = if in_annex { Route::plan(&plan.id) } else { Route::chain(clause) };
        let href = address(m.language, &route, "", if in_annex { clause.path() } else { "" });
        html! { <a {href}>{ path_label(m, clause.path()) }</a> }
    };
    let quoted = |words: &str| html! { <span class="quote" lang={plan_lang(m)}>{ words.to_owned() }</span> };
    if let (true, Some(found)) = (row.entries.is_empty(), row.counterpart) {
        return vec![line(link(&found.clause), quoted(&found.sentence))];
    }
    let cited = row.entries.iter().map(|entry| match (&entry.target.clause, &entry.target.quote) {
        (Some(clause), Some(quote)) => line(link(clause), quoted(quote)),
        _ => {
            let chapter = entry.target.source.as_ref().and_then(|source| source.chapter.clone()).unwrap_or_default();
            line(plan_words(m, chapter), html! { <span class="meta">{ m.figures_only }</span> })
        }
    });
    cited.collect()
}
