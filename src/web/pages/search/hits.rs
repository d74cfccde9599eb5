//! What was found, as the page lists it.

use super::Answer;
use crate::messages::Messages;
use crate::model::{Clause, Span};
use crate::query::cite::path_label;
use crate::query::search::{Group, Hit, Match, Query, SearchIndex, SearchResult, excerpt, highlights, pieces};
use crate::text::fold::ScriptPairs;
use crate::web::field::written;
use crate::web::link::Link;
use crate::web::parts::{named, plan_lang, plan_name, seal};
use crate::web::route::Route;
use yew::prelude::*;

/// Hits shown of a plan, unless the visitor has chosen it or wishes for all.
pub const OF_PLAN: usize = 5;

/// Plans, indicators and offices.
pub fn others(m: &Messages, index: &SearchIndex, found: &SearchResult, query: &Query) -> Html {
    let script = index.search.script();
    let name = |words: &str| marked(words, Span(0, words.chars().count() as u32), &highlights(words, query, &script));
    let plans = found.plans.iter().filter_map(|n| index.overview.plans.get(*n)).map(|plan| {
        let number = plan.document_number.as_deref().map(&name);
        let to = Route::plan(&plan.id);
        let called = if plan.title.is_empty() {
            html! { <Link {to}>{ plan.place_in(m.language) }</Link> }
        } else {
            plan_name(m, plan, Some(to))
        };
        html! { <li>{ seal(m, plan.level, !plan.text) }{ " " }<span>{ called }{ " " }
        <span class="meta" lang={plan_lang(m)}>{ for number }</span></span></li> }
    });
    let indicators = found.indicators.iter().filter_map(|n| index.overview.indicators.get(*n)).map(|entry| html! {
        <li><Link to={Route::indicator(&entry.indicator.id)} class="hit">{ named(m, &entry.indicator.name) }</Link>{ " " }
            <span class="meta">{ m.search.set_by(entry.set_by()) }</span></li>
    });
    let offices = found.offices.iter().filter_map(|n| index.search.offices.get(*n)).map(|office| {
        html! {
            <li><Link to={Route::office(&office.id)} class="hit">{ named(m, &office.name) }</Link></li>
        }
    });
    html! {
        <>
            { section(m.home.plans, plans.collect()) }
            { section(m.search.indicators, indicators.collect()) }
            { section(m.nav_units, offices.collect()) }
        </>
    }
}

fn section(title: &'static str, items: Vec<Html>) -> Html {
    const FIRST: usize = 6;
    if items.is_empty() {
        return Html::default();
    }
    let (first, rest) = items.split_at(items.len().min(FIRST));
    html! {
        <section class="search-others">
            <h2>{ title }{ " " }<span class="count">{ items.len() }</span></h2>
            <ul>{ for first.iter().cloned() }</ul>
            if !rest.is_empty() {
                <details><summary><span class="count">{ "+" }{ rest.len() }</span></summary><ul>{ for rest.iter().cloned() }</ul></details>
            }
        </section>
    }
}

/// One plan's clauses.
pub fn group(m: &Messages, index: &SearchIndex, group: &Group, answer: &Answer) -> Html {
    let Some(plan) = index.overview.plan(&group.plan) else { return Html::default() };
    let clause = |hit: &Hit| index.text(group.first + hit.clause, |text| text.clause(&group.plan));
    let script = index.search.script();
    let whole = answer.wish.plans == super::ALL || answer.filter.chosen("plan").is_some();
    let shown = if whole { group.hits.len() } else { OF_PLAN };
    let count = group.hits.len() as u32;
    html! {
        <section class="group" key={group.plan.clone()} data-column={m.compare.plan} data-value={plan.place_in(m.language).to_owned()} data-number={plan.document_number.clone()}>
            <h2>{ seal(m, plan.level, false) }{ " " }<Link to={Route::plan(&plan.id)}>{ plan.place_in(m.language) }</Link>
                { " " }<span class="meta">{ m.clauses_count(count) }</span></h2>
            <ul class="clauses">
                { for group.hits.iter().take(shown).filter_map(|hit| Some(item(m, &clause(hit)?, hit, answer, &script))) }
            </ul>
            if group.hits.len() > shown {
                <p><Link to={Route::SEARCH} query={written(&answer.words, &answer.filter.with("plan", Some(&group.plan)))}>
                    { m.search.all_of_plan(count) }</Link></p>
            }
        </section>
    }
}

fn item(m: &Messages, clause: &Clause, hit: &Hit, answer: &Answer, script: &ScriptPairs) -> Html {
    let marks = highlights(&clause.text, &answer.query, script);
    let shown = excerpt(clause, &marks);
    let title = clause.title();
    let own =
        (clause.heading.is_some() && clause.parts.heading.is_none()).then(|| highlights(title, &answer.query, script));
    let title = marked(title, Span(0, title.chars().count() as u32), own.as_ref().unwrap_or(&marks));
    let in_heading = clause.parts.heading.map_or(0, |heading| heading.1);
    let elsewhere =
        marks.iter().filter(|mark| mark.0 >= in_heading.max(shown.1) || (mark.1 > in_heading && mark.1 <= shown.0));
    let elsewhere = elsewhere.count();
    let how = match hit.how {
        Match::Literal => None,
        Match::Pairs => Some(m.search.by_pairs),
        Match::Synonym => Some(m.search.by_synonym),
    };
    let to = if clause.is_linkable() { Route::chain(&clause.id) } else { Route::plan(&clause.plan) };
    let hash = if clause.is_linkable() { String::new() } else { clause.path.clone() };
    html! {
        <li key={clause.id.as_str()} data-record="">
            <p class="clause-head" data-column={m.coverage.clause}><Link {to} {hash} class="hit">
                <span class="path">{ path_label(m, &clause.path) }</span>{ " " }<span lang={plan_lang(m)}>{ title }</span>
            </Link></p>
            if clause.has_own_text() && !shown.is_empty() { <p class="quote" lang={plan_lang(m)} data-column={m.compare.quote}>{ marked(&clause.text, shown, &marks) }</p> }
            <p class="meta hit-notes">
                if let Some(how) = how { <span class="tag">{ how }</span> }
                { for also_found_by(m, clause, &marks) }
                if elsewhere > 0 { <span>{ m.search.elsewhere(elsewhere) }</span> }
                <Link to={Route::plan(&clause.plan)} hash={clause.path.clone()}>{ m.plan_text }</Link>
            </p>
        </li>
    }
}

/// Says where a clause was found if not in its text: a unit's whole name, an indicator, a figure without its multiplier.
fn also_found_by(m: &Messages, clause: &Clause, marks: &[Span]) -> Option<Html> {
    (marks.is_empty() && !clause.text.is_empty()).then(|| html! { <span>{ m.search.beside_text }</span> })
}

/// A stretch of text with its marks.
fn marked(text: &str, within: Span, marks: &[Span]) -> Html {
    html! {
        <>{ for pieces(within, marks).into_iter().map(|(span, on)| {
            let words = span.of(text).to_owned();
            if on { html! { <mark class="found">{ words }</mark> } } else { html! { { words } } }
        }) }</>
    }
}
