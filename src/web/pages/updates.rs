//! What is new beside an earlier state of the corpus: plans that came, figures and counterparts that changed. Complete as
//! prerendered.

use crate::bundle::{Overview, key};
use crate::messages::{Guide, Messages};
use crate::model::{ClauseId, Date, Update, UpdateKind};
use crate::query::cite::path_label;
use crate::query::place::slug;
use crate::query::words::date;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{plan_lang, plan_name, seal};
use crate::web::route::Route;
use std::collections::BTreeMap;
use yew::prelude::*;

/// Plans and days that the page lists; the records hold all.
const GROUPS: usize = 60;
/// Updates of one plan and day that are listed.
const LISTED: usize = 20;
/// The same on the page of a place, and its days and plans.
const GROUPS_OF_A_PLACE: usize = 3;
const LISTED_OF_A_PLACE: usize = 5;

/// The page on what is new.
pub struct Updates;

impl Page for Updates {
    const FOLDER: Route = Route::UPDATES;

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::guide(visit.store.language()));
        let Some(o) = visit.overview() else { return };
        needs.all(areas(&o).map(key::updates));
        o.areas.iter().for_each(|area| needs.plans_in(visit, &area.code));
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.store.get(&key::guide(visit.store.language()))?.updates.title.to_owned())
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.store.get(&key::guide(visit.store.language()))?.updates.lead.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let guide = visit.store.get(&key::guide(m.language))?;
        let shards: Vec<_> = areas(&o).filter_map(|area| visit.store.get(&key::updates(area))).collect();
        let known = shards.iter().any(|shard| shard.updates.is_some());
        let all: Vec<&Update> = shards.iter().filter_map(|shard| shard.updates.as_ref()).flatten().collect();
        let w = &guide.updates;
        Some(html! {
            <article class="prose updates">
                <h1>{ w.title }</h1>
                <p class="lead">{ w.lead }</p>
                if !known {
                    <p>{ w.unknown }</p>
                } else if all.is_empty() {
                    <p>{ w.none }</p>
                } else {
                    <div class="actions"><a class="button" href="open-data/feed.xml">{ w.feed }</a>
                        <a class="button" href="open-data/updates.jsonl" download="">{ w.records }</a></div>
                    { groups(m, &guide, &o, &all, GROUPS, LISTED) }
                }
            </article>
        })
    }
}

/// The areas that shards are of, the nation's first.
fn areas(o: &Overview) -> impl Iterator<Item = &str> {
    std::iter::once(key::NATION).chain(o.areas.iter().map(|area| area.code.as_str()))
}

/// What is new of a place, with its feed; nothing where nothing is. `updates` are those of its area.
pub fn of_place(m: &Messages, guide: &Guide, o: &Overview, place: &str, updates: &[Update]) -> Html {
    let own: Vec<&Update> = updates.iter().filter(|update| slug(&update.plan) == place).collect();
    if own.is_empty() {
        return Html::default();
    }
    let w = &guide.updates;
    html! {
        <section class="group updates" aria-labelledby="updates">
            <h2 id="updates">{ w.of_place }</h2>
            { groups(m, guide, o, &own, GROUPS_OF_A_PLACE, LISTED_OF_A_PLACE) }
            <p><a href={format!("open-data/place/{place}.xml")}>{ w.feed }</a>{ m.signs.comma }<Link to={Route::UPDATES}>{ w.all }</Link></p>
        </section>
    }
}

/// Updates by day, the newest first, and plan.
fn groups(m: &Messages, guide: &Guide, o: &Overview, updates: &[&Update], most: usize, listed: usize) -> Html {
    let mut groups: BTreeMap<(std::cmp::Reverse<Date>, &str), Vec<&Update>> = BTreeMap::new();
    for &update in updates {
        groups.entry((std::cmp::Reverse(update.date), update.plan.as_str())).or_default().push(update);
    }
    let w = &guide.updates;
    let hidden: usize = groups.values().skip(most).map(Vec::len).sum();
    let shown: Vec<_> = groups.into_iter().take(most).collect();
    let days = shown.chunk_by(|a, b| a.0.0 == b.0.0);
    html! {
        <>
            { for days.map(|day| html! {
                <section>
                    <h3>{ for day.first().map(|((day, _), _)| date(m, day.0)) }</h3>
                    <ul class="updates-list">{ for day.iter().map(|((_, id), own)| of_plan(m, guide, o, id, own, listed)) }</ul>
                </section>
            }) }
            if hidden > 0 { <p class="meta">{ w.more(hidden) }</p> }
        </>
    }
}

fn of_plan(m: &Messages, guide: &Guide, o: &Overview, id: &str, updates: &[&Update], listed: usize) -> Html {
    let plan = o.plan(id);
    let words =
        |words: &Option<String>| words.clone().map(|words| html! { <span lang={plan_lang(m)}>{ words }</span> });
    let item = |update: &&&Update| {
        let (before, after) = (words(&update.before), words(&update.after));
        // A link names two clauses, a target one. Either may have gone since; its plan's page is there as long as the plan.
        let clauses = update.id.split(" → ").map(|id| ClauseId::from(id.split('#').next().unwrap_or(id)));
        let clause = |id: ClauseId| match o.plan(id.plan()) {
            Some(plan) => {
                let words = [plan.place_in(m.language), " ", &path_label(m, id.path())].concat();
                html! { <Link to={Route::plan(id.plan())} hash={id.path().to_owned()}>{ words }</Link> }
            }
            None => html! { { id.to_string() } },
        };
        let clauses: Vec<Html> = clauses.filter(|id| id.contains('/')).map(clause).collect();
        html! {
            <li><span class="tag">{ name(guide, update.kind) }</span>{ " " }
                { for clauses.into_iter().enumerate().map(|(n, clause)| html! { <>if n > 0 { { " → " } }{ clause }</> }) }{ " " }
                { for before.filter(|_| update.kind != UpdateKind::PlanAdded).map(|before| match update.after {
                    Some(_) => html! { <><del>{ before }</del>{ " → " }</> },
                    None => before,
                }) }
                { for after }</li>
        }
    };
    let more = updates.len().saturating_sub(listed);
    html! {
        <li>
            <p>if let Some(plan) = plan {
                { seal(m, plan.level, !plan.text) }{ " " }{ plan_name(m, plan, Some(Route::plan(&plan.id))) }
            } else { { id.to_owned() } }</p>
            <ul>{ for updates.iter().take(listed).collect::<Vec<_>>().iter().map(item) }</ul>
            if more > 0 { <p class="meta">{ guide.updates.more(more) }</p> }
        </li>
    }
}

fn name(guide: &Guide, kind: UpdateKind) -> &'static str {
    let w = &guide.updates;
    match kind {
        UpdateKind::PlanAdded => w.plan_added,
        UpdateKind::PlanRemoved => w.plan_removed,
        UpdateKind::PlanChanged => w.plan_changed,
        UpdateKind::TargetAdded => w.target_added,
        UpdateKind::TargetRemoved => w.target_removed,
        UpdateKind::TargetChanged => w.target_changed,
        UpdateKind::LinkAdded => w.link_added,
        UpdateKind::LinkRemoved => w.link_removed,
    }
}
