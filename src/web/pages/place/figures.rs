//! What the place promises, each figure beside its superior's, grouped by how the two stand to each other.

use super::Place;
use crate::bundle::IndicatorShard;
use crate::model::governs;
use crate::model::verdict::{Reason, Verdict, is_whole};
use crate::query::compare::{Commitment, Row, rows};
use crate::query::words::{deadline, figure};
use crate::web::compare::table::reason_words;
use crate::web::link::Link;
use crate::web::parts::{mark, named, plan_lang, scope, target_words, verdict_mark};
use crate::web::route::Route;
use yew::prelude::*;

/// How a promise stands to the places above, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Stricter,
    Laxer,
    Same,
    /// One side says it in words.
    Words,
    Incomparable,
    /// Nothing above says anything of it.
    Alone,
}

const GROUPS: [Group; 6] =
    [Group::Stricter, Group::Laxer, Group::Same, Group::Words, Group::Incomparable, Group::Alone];

impl Group {
    /// The group's address on the page.
    fn id(self) -> &'static str {
        match self {
            Self::Stricter => "stricter",
            Self::Laxer => "laxer",
            Self::Same => "same",
            Self::Words => "words",
            Self::Incomparable => "incomparable",
            Self::Alone => "alone",
        }
    }
}

/// The counts that head the page, and the list.
pub struct Figures {
    pub counts: Html,
    pub list: Html,
}

/// What the place promises; `indicators` are those that its plan sets.
pub fn figures(place: &Place, indicators: &[IndicatorShard]) -> Figures {
    let all: Vec<(&IndicatorShard, Vec<Row>)> =
        indicators.iter().map(|shard| (shard, rows(shard, place.plans))).collect();
    let items: Vec<(Group, Html)> = all.iter().flat_map(|(shard, rows)| of_indicator(place, shard, rows)).collect();
    let count = |group| items.iter().filter(|(of, _)| *of == group).count();
    let p = place.words();
    let name = |group| match group {
        Group::Stricter => place.m.compare.stricter,
        Group::Laxer => place.m.compare.laxer,
        Group::Same => place.m.compare.same,
        Group::Words => p.in_words,
        Group::Incomparable => place.m.compare.incomparable,
        Group::Alone => p.alone,
    };
    // Nought is an answer too where figures are compared.
    let told = |group: &Group| count(*group) > 0 || matches!(group, Group::Stricter | Group::Laxer | Group::Same);
    let counts = GROUPS.into_iter().filter(told).map(|group| place.count(group.id(), count(group), name(group)));
    let counts = html! { <>{ for counts }</> };
    let group = |group: Group| {
        let list = html! { <ul class="place-figures">{ for items.iter().filter(|(of, _)| *of == group).map(|(_, item)| item.clone()) }</ul> };
        let title = html! { <>{ name(group) }{ " " }<span class="meta">{ p.items(count(group)) }</span></> };
        // What nothing can be set beside is the longest list and the least telling.
        match group {
            Group::Alone => html! { <details id={group.id()}><summary>{ title }</summary>{ list }</details> },
            _ => html! { <section aria-labelledby={group.id()}><h3 id={group.id()}>{ title }</h3>{ list }</section> },
        }
    };
    let list = html! {
        <section class="group" aria-labelledby="figures">
            <h2 id="figures">{ p.figures }</h2>
            if items.is_empty() { <p>{ p.no_figures }</p> }
            { for GROUPS.into_iter().filter(|of| count(*of) > 0).map(group) }
        </section>
    };
    Figures { counts, list }
}

/// The promises of one indicator, with their groups.
fn of_indicator<'a>(place: &'a Place, shard: &'a IndicatorShard, rows: &'a [Row]) -> Vec<(Group, Html)> {
    let Some(own) = rows.iter().find(|row| row.plan.id == place.own.id) else { return Vec::new() };
    own.entries.iter().map(|entry| item(place, shard, rows, entry)).collect()
}

fn item(place: &Place, shard: &IndicatorShard, rows: &[Row], entry: &Commitment) -> (Group, Html) {
    let (m, target) = (place.m, entry.target);
    // What the nearest place above says of the matter, where it sets no target of it.
    let said = || {
        let above = rows.iter().rev().filter(|row| governs(row.plan, place.own));
        above.into_iter().find_map(|row| Some((row.plan, row.counterpart?)))
    };
    let group = match entry.against.map(|against| against.verdict) {
        Some(Verdict::Stricter) => Group::Stricter,
        Some(Verdict::Laxer) => Group::Laxer,
        Some(Verdict::Same) => Group::Same,
        Some(Verdict::Incomparable(Reason::NoFigure)) => Group::Words,
        Some(Verdict::Incomparable(_)) => Group::Incomparable,
        None if said().is_some() => Group::Words,
        None => Group::Alone,
    };
    let value = |target| match figure(m, target) {
        Some(figure) => html! { <b class="figure">{ figure }</b> },
        None => html! { <b class="wording">{ target_words(m, target) }</b> },
    };
    let when = |target: &crate::model::Target| {
        deadline(m, target).map(|when| html! { <span class="year">{ " " }{ when }</span> })
    };
    let above = match &entry.against {
        Some(against) => html! {
            <>
                <span class="meta">{ against.plan.place_in(m.language) }</span>{ " " }{ value(against.target) }{ for when(against.target) }
                if let Verdict::Incomparable(reason) = against.verdict {
                    if reason != Reason::NoFigure { <p class="meta">{ reason_words(m, reason) }</p> }
                }
            </>
        },
        None => match said() {
            Some((plan, counterpart)) => html! {
                <>
                    <span class="meta">{ plan.place_in(m.language) }</span>{ " " }
                    <Link to={Route::chain(&counterpart.clause)}><span class="quote" lang={plan_lang(m)}>{ m.signs.quoted(&counterpart.sentence) }</span></Link>
                </>
            },
            None => html! { <span class="meta">{ m.compare.nothing_above }</span> },
        },
    };
    let verdict =
        entry.against.map(|against| against.verdict).filter(|verdict| !matches!(verdict, Verdict::Incomparable(_)));
    // 全县 says nothing here; 各乡镇 does.
    let of_all = target.scope.is_empty() || is_whole(&target.scope) && target.scope.starts_with('全');
    let item = html! {
        <li key={target.id.as_str()} data-target={target.id.clone()}>
            <p class="place-name"><Link to={Route::indicator(&shard.indicator.id)}>{ named(m, &shard.indicator.name) }</Link>
                if !of_all { { " " }<span class="meta">{ scope(m, target) }</span> }</p>
            <p class="place-own">{ value(target) }{ for when(target) }{ mark(m, target.checked.as_ref()) }</p>
            <div class="place-above">
                if let Some(verdict) = verdict { { verdict_mark(m, verdict, None) }{ " " } }
                { above }
            </div>
        </li>
    };
    (group, item)
}
