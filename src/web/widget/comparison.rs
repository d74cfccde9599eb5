//! One indicator across plans: in words, as a ladder, as a table, with its sources. Native only.

use super::{BLOCK, MOST_PLANS};
use crate::bundle::{IndicatorShard, Overview};
use crate::messages::Messages;
use crate::model::{Comparator, path_of};
use crate::query::cite::path_label;
use crate::query::compare::{Entry, Row, rows};
use crate::query::sentence::sentence;
use crate::query::words::{deadline, figure};
use crate::web::chart::ladder::{Layout, kind_note, ladder, layout, shows};
use crate::web::compare::table::against;
use crate::web::link::address;
use crate::web::parts::{named, plan_lang, plan_words, scope, seal, source_line, target_words, with_quotes};
use crate::web::route::Route;
use yew::prelude::*;

/// Width at which the ladder is drawn; it scales with its column.
const WIDTH: u16 = 340;

/// The block of an indicator.
pub fn comparison(m: &Messages, o: &Overview, shard: &IndicatorShard) -> Html {
    let all = rows(shard, &o.plans);
    let shown = &all[..all.len().min(MOST_PLANS)];
    let name = shard.indicator.name.of(m.language);
    let page = address(m.language, &Route::indicator(&shard.indicator.id), "", "");
    let drawn = layout(m, shown, WIDTH).map(|mut layout| {
        // The quotations stand in the block itself.
        layout.rows.iter_mut().for_each(|row| row.to = None);
        layout
    });
    html! {
        <div id={BLOCK} class="widget" lang={m.language.id()} data-widget={shard.indicator.id.clone()}>
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
            <ul class="sources" aria-label={m.widget.sources}>{ for shown.iter().flat_map(|row| sources(m, row)) }</ul>
            <p class="meta foot">
                if all.len() > shown.len() { { m.widget.more_plans(all.len() - shown.len()) }{ m.signs.space } }
                { m.widget.note }{ m.signs.space }<a href={page} target="_blank" rel="noopener">{ m.widget.whole_comparison }</a>
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

fn value(m: &Messages, row: &Row, entry: Option<&Entry>) -> Html {
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
    let link = |clause: &str| {
        let in_annex = path_of(clause).starts_with("annex.");
        let route = if in_annex { Route::plan(&plan.id) } else { Route::chain(clause) };
        let href = address(m.language, &route, "", if in_annex { path_of(clause) } else { "" });
        html! { <a {href} target="_blank" rel="noopener">{ path_label(m, path_of(clause)) }</a> }
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
