//! The choices by which what was found is narrowed.

use super::Answer;
use crate::messages::Messages;
use crate::model::Level;
use crate::query::search::{Facet, SearchIndex, Value, Wish};
use crate::web::field::written;
use crate::web::link::Link;
use crate::web::parts::{named, plan_words};
use crate::web::route::Route;
use yew::prelude::*;

/// The choices; each is a link, so that a view is an address.
pub fn facets(m: &Messages, index: &SearchIndex, answer: &Answer, wished: &Callback<Wish>) -> Html {
    let found = &answer.found;
    let chosen = found.facets.iter().flat_map(|facet| &facet.values).filter(|value| value.chosen).count();
    html! {
        <details class="search-filter" open={chosen > 0 || is_wide()}>
            <summary>{ if chosen == 0 { m.search.filter.to_owned() } else { m.search.filtered(chosen) } }</summary>
            { for found.facets.iter().map(|facet| facet_row(m, index, facet, answer, wished)) }
            { for found.uncounted.iter().map(|key| html! {
                <div class="search-facet"><p class="facet-name">{ facet_name(m, key) }</p>{ wish_for(answer, key, wished, m.search.choices) }</div>
            }) }
        </details>
    }
}

/// Asks for what is not shown of a facet: its choices, where they are not counted, or those behind the first.
fn wish_for(answer: &Answer, key: &'static str, wished: &Callback<Wish>, words: impl Into<AttrValue>) -> Html {
    let mut wish = answer.wish.clone();
    wish.facets.insert(key);
    html! { <button type="button" onclick={wished.reform(move |_: MouseEvent| wish.clone())}>{ words.into() }</button> }
}

fn facet_name(m: &Messages, key: &str) -> &'static str {
    match key {
        "level" => m.topics.level,
        "plan" => m.topics.plan,
        "topic" => m.nav_topics,
        "year" => m.search.year,
        "unit" => m.nav_units,
        _ => m.topics.targets,
    }
}

fn facet_row(m: &Messages, index: &SearchIndex, facet: &Facet, answer: &Answer, wished: &Callback<Wish>) -> Html {
    const FIRST: usize = 8;
    // So many choices are no burden to a page.
    const MANY: usize = 64;
    let (w, name) = (&m.search, facet_name(m, facet.key));
    let choice = |value: &Value| {
        let to = answer.filter.with(facet.key, (!value.chosen).then_some(value.value.as_str()));
        let current = value.chosen.then(|| AttrValue::from("true"));
        html! {
            <li><Link to={Route::SEARCH} query={written(&answer.words, &to)} class="choice" {current}>
                { value_name(m, index, facet.key, &value.value) }{ " " }<span class="count">{ value.count }</span>
            </Link></li>
        }
    };
    let (first, rest) = facet.values.split_at(facet.values.len().min(FIRST));
    html! {
        <div class="search-facet" role="group" aria-label={name}>
            <p class="facet-name">{ name }</p>
            <ul>{ for first.iter().map(choice) }</ul>
            if rest.len() > MANY && !answer.wish.facets.contains(facet.key) {
                { wish_for(answer, facet.key, wished, w.more_choices(rest.len())) }
            } else if !rest.is_empty() {
                <details><summary>{ w.more_choices(rest.len()) }</summary><ul>{ for rest.iter().map(choice) }</ul></details>
            }
        </div>
    }
}

fn value_name(m: &Messages, index: &SearchIndex, key: &str, value: &str) -> Html {
    let o = index.overview;
    let found = match key {
        "level" => {
            Level::ALL.into_iter().find(|level| level.id() == value).map(|level| html! { { m.level_name(level) } })
        }
        "plan" => o.plan(value).map(|plan| html! { { plan.place_in(m.language) } }),
        "topic" => o.topic(value).map(|entry| named(m, &entry.topic.name)),
        "year" => value.parse::<u32>().ok().map(|year| html! { { m.figures.year(year) } }),
        "unit" => index.search.offices.iter().find(|office| office.id == value).map(|office| named(m, &office.name)),
        _ => Some(html! { { m.topics.with_figures } }),
    };
    found.unwrap_or_else(|| plan_words(m, value.to_owned()))
}

/// Whether there is room for the filter beside the results.
#[cfg(target_arch = "wasm32")]
fn is_wide() -> bool {
    gloo::utils::window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width >= 900.0)
}

#[cfg(not(target_arch = "wasm32"))]
fn is_wide() -> bool {
    false
}
