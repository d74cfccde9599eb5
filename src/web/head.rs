//! Title and description of a page.

use super::route::Route;
use super::store::Store;
use crate::bundle::key;
use crate::messages::Messages;
use crate::model::{Language, Plan};
use crate::query::cite;
use crate::query::compare::rows;
use crate::query::sentence::sentence;

/// What stands in a page's `<head>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    pub description: String,
}

/// Title and description of a route, from the data that its page needs; empty before that is there.
pub fn head(route: &Route, store: &Store) -> Head {
    let Some(m) = store.messages() else { return Head::default() };
    let title = match name(m, route, store) {
        Some(name) => format!("{name} · {}", m.site),
        None => format!("{} · {}", m.site, m.site_subtitle),
    };
    let description = description(m, route, store).unwrap_or_else(|| m.site_description.to_owned());
    Head { title, description: shortened(&description) }
}

/// What the page holds; none where the site's own description says as much.
fn description(m: &Messages, route: &Route, store: &Store) -> Option<String> {
    let d = &m.describing;
    let o = store.overview()?;
    Some(match route {
        Route::Compare => d.compare(o.indicators.len()),
        Route::Indicator { indicator } => {
            let shard = store.get(&key::indicator(indicator))?;
            let said = sentence(m, &rows(&shard, &o.plans));
            // An indicator that no plan sets any more has nothing to say.
            if said.is_empty() { return None } else { d.indicator(shard.indicator.name.of(m.language), said) }
        }
        Route::Topics => d.topics(o.topics.len()),
        Route::Topic { topic } => {
            let shard = store.get(&key::topic(topic))?;
            d.topic(shard.topic.name.of(m.language), shard.clauses.len())
        }
        Route::PlanChains { plan } => d.plan_chains(o.plans.iter().find(|p| p.id == *plan)?.place_in(m.language)),
        Route::Chain { plan, path } => {
            let shard = store.get(&key::plan(plan))?;
            let clause = shard.clauses.iter().find(|clause| clause.path == *path)?;
            d.chain(cite::clause_label(m, &shard.plan, path), clause.text.replace('\n', " "))
        }
        Route::Plans => d.plans(o.plans.len()),
        Route::Plan { plan } => {
            let shard = store.get(&key::plan(plan)).filter(|shard| shard.plan.text)?;
            d.plan(&shard.plan.title, shard.clauses.len(), shard.targets.len())
        }
        Route::Data => d.data.to_owned(),
        Route::Years => m.years.lead.to_owned(),
        _ => return None,
    })
}

/// As much of it as others show, cut between characters.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 150;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What the page is called; none for the first, which is called like the site.
fn name(m: &Messages, route: &Route, store: &Store) -> Option<String> {
    let overview = store.overview();
    let plan = |id: &str| -> Option<Plan> { overview.as_ref()?.plans.iter().find(|p| p.id == id).cloned() };
    Some(match route {
        Route::Home => return None,
        Route::Compare => m.nav_compare.to_owned(),
        Route::Indicator { indicator } => {
            let entry = overview.as_ref()?.indicators.iter().find(|e| e.indicator.id == *indicator)?.clone();
            format!("{} · {}", entry.indicator.name.of(m.language), m.nav_compare)
        }
        Route::Topics => m.nav_topics.to_owned(),
        Route::Topic { topic } => {
            let entry = overview.as_ref()?.topics.iter().find(|e| e.topic.id == *topic)?.clone();
            format!("{} · {}", entry.topic.name.of(m.language), m.nav_topics)
        }
        Route::Chains => m.nav_chain.to_owned(),
        Route::PlanChains { plan: id } => format!("{} · {}", plan(id)?.place_in(m.language), m.nav_chain),
        Route::Chain { plan: id, path } => {
            let clause = format!("{id}/{path}");
            let cited = cite::clause_label(m, &plan(id)?, path);
            let shard = store.get(&key::plan(id));
            let heading = shard.and_then(|shard| shard.clauses.iter().find(|c| c.id == clause)?.heading.clone());
            heading.map_or_else(|| cited.clone(), |heading| format!("{heading} · {cited}"))
        }
        Route::Coverage => m.nav_coverage.to_owned(),
        Route::Plans => m.nav_plans.to_owned(),
        Route::Plan { plan: id } => {
            let plan = plan(id)?;
            if m.language == Language::En { cite::plan_label(m, &plan) } else { plan.title }
        }
        Route::Units => m.nav_units.to_owned(),
        #[cfg(target_arch = "wasm32")]
        Route::Office { .. } => return None,
        #[cfg(not(target_arch = "wasm32"))]
        Route::Office { office: id } => {
            let office = store.get(&key::office(id))?;
            format!("{} · {}", office.office.name.of(m.language), m.nav_units)
        }
        Route::Search => m.search.title.to_owned(),
        Route::Years => m.years.title.to_owned(),
        Route::Data => m.nav_data.to_owned(),
        Route::Embed => m.nav_embed.to_owned(),
        Route::NotFound => m.not_found.to_owned(),
    })
}
