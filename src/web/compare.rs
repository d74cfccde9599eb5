//! Compare: the list of indicators, and one indicator across plans.

pub mod table;

use super::chart::ladder::{kind_note, ladder, layout, legend};
use super::chart::path::path;
use super::link::Link;
use super::parts::{breadcrumb, named, seal, with_quotes};
use super::route::Route;
use crate::bundle::{IndicatorEntry, IndicatorShard, Overview};
use crate::messages::Messages;
use crate::query::compare::{Row, rows, sentence};
use crate::query::words::{deadline, figure};
use std::rc::Rc;
use yew::prelude::*;

/// All indicators by topic, those that several plans share first.
pub fn list(m: &Messages, o: &Overview) -> Html {
    let groups = o.topics.iter().filter_map(|topic| {
        let mut entries: Vec<&IndicatorEntry> =
            o.indicators.iter().filter(|e| e.indicator.topic == topic.topic.id).collect();
        entries.sort_by_key(|e| std::cmp::Reverse(e.plans.len()));
        (!entries.is_empty()).then_some((topic, entries))
    });
    let groups: Vec<_> = groups.collect();
    let shared: Vec<&IndicatorEntry> = o.indicators.iter().filter(|e| e.plans.len() > 1).collect();
    html! {
        <article>
            <h1>{ m.nav_compare }</h1>
            <p class="lead">{ m.compare.lead }</p>
            <section class="group">
                <h2>{ m.compare.shared }{ " " }<span class="meta">{ m.compare.indicators(shared.len() as u32) }</span></h2>
                <ul class="indicator-list">{ for shared.iter().map(|e| entry(m, o, e)) }</ul>
            </section>
            <section class="group">
                <h2>{ m.compare.by_topic }{ " " }<span class="meta">{ m.compare.indicators(o.indicators.len() as u32) }</span></h2>
                { for groups.into_iter().map(|(topic, entries)| html! {
                    <section class="topic-group">
                        <h3>{ named(m, &topic.topic.name) }</h3>
                        <ul class="indicator-list">{ for entries.into_iter().map(|e| entry(m, o, e)) }</ul>
                    </section>
                }) }
            </section>
        </article>
    }
}

fn entry(m: &Messages, overview: &Overview, e: &IndicatorEntry) -> Html {
    let plans = overview.plans.iter().filter(|p| e.plans.contains(&p.id));
    html! {
        <li>
            <Link to={Route::indicator(&e.indicator.id)}>{ named(m, &e.indicator.name) }</Link>
            <span class="seals">
                { for plans.map(|p| html! { <span class="seal-place">{ seal(m, p.level, !p.text) }{ p.place_in(m.language).trim_end_matches(['市', '县', '縣', '省']) }</span> }) }
            </span>
            if e.indicator.total { <span class="tag">{ m.compare.total_tag }</span> }
        </li>
    }
}

/// One indicator across plans: in words, as a picture, as a table, year by year.
pub fn indicator(m: &Messages, o: &Rc<Overview>, shard: &Rc<IndicatorShard>) -> Html {
    let indicator = &shard.indicator;
    let rows = rows(shard, &o.plans);
    let topic = o.topics.iter().find(|t| t.topic.id == indicator.topic);
    let mut steps = vec![(AttrValue::from(m.nav_compare), Route::Compare)];
    if let Some(topic) = topic {
        steps.push((
            AttrValue::from(topic.topic.name.of(m.language).to_owned()),
            Route::Topic { topic: topic.topic.id.clone() },
        ));
    }
    html! {
        <article class="compare">
            { breadcrumb(m, steps, indicator.name.of(m.language).to_owned()) }
            <h1>{ named(m, &indicator.name) }</h1>
            <p class="lead">{ with_quotes(m, &sentence(m, &rows)) }</p>
            { ladders(m, &rows, indicator.name.of(m.language), "ladder", [340, 1120]) }
            if indicator.total { <p class="meta">{ m.compare.total_note }</p> }
            if let Some(note) = kind_note(m, &rows) { <p class="meta">{ note }</p> }
            <section class="group" aria-labelledby="levels">
                <h2 id="levels">{ m.compare.levels }</h2>
                { table::wide(m, &rows) }
                <table::Pair overview={o.clone()} shard={shard.clone()} />
                <details class="stacked">
                    <summary>{ m.compare.stacked }</summary>
                    { table::stacked(m, &rows) }
                </details>
            </section>
            { for rows.iter().filter(|r| !r.path.is_empty()).map(|r| yearly(m, r)) }
            <p class="meta notice">{ m.compare.notice }</p>
        </article>
    }
}

/// The picture at two widths, one of which the style sheet shows.
pub fn ladders(m: &Messages, rows: &[Row], title: &str, id: &str, widths: [u16; 2]) -> Html {
    let description = sentence(m, rows);
    let one = |width: u16, class: &'static str| {
        let layout = layout(m, rows, width)?;
        let key = legend(m, &layout);
        let id = format!("{id}-{width}");
        Some(html! {
            <div {class}>
                { ladder(m, &layout, title, &description, &id) }
                { key }
            </div>
        })
    };
    html! { <figure class="picture">{ for one(widths[0], "narrow") }{ for one(widths[1], "wide") }</figure> }
}

fn yearly(m: &Messages, row: &Row) -> Html {
    let title = m.compare.yearly(row.plan.place_in(m.language));
    let clause = row.path.first().and_then(|t| t.clause.clone()).unwrap_or_default();
    let hash = clause.split_once('/').map(|(_, path)| path.to_owned()).unwrap_or_default();
    html! {
        <section class="group yearly-group" key={row.plan.id.clone()}>
            <h2>{ title.clone() }</h2>
            <div class="yearly-pair">
                { path(m, &row.path, &title, &format!("path-{}", row.plan.id)) }
                <table>
                    <caption class="meta">{ m.compare.yearly_note }{ " " }
                        <Link to={Route::plan(&row.plan.id)} {hash}>{ m.compare.yearly_link }</Link></caption>
                    <thead><tr><th scope="col">{ m.compare.due }</th><th scope="col">{ m.compare.target }</th></tr></thead>
                    <tbody>
                        { for row.path.iter().map(|t| html! {
                            <tr><th scope="row">{ deadline(m, t).unwrap_or_default() }</th><td><b class="figure">{ figure(m, t).unwrap_or_default() }</b></td></tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}
