//! Addresses of the site, and which data each page needs.

use super::store::Store;
use crate::bundle::key;
use crate::model::plan_of;
use crate::query::years::YearsFilter;
use std::collections::BTreeSet;
use yew_router::prelude::*;

/// Every kind of page. Addresses end in a slash: each is a folder with an `index.html`.
#[derive(Clone, Debug, PartialEq, Routable)]
pub enum Route {
    #[at("/")]
    Home,
    #[at("/compare/")]
    Compare,
    #[at("/compare/:indicator/")]
    Indicator { indicator: String },
    #[at("/topics/")]
    Topics,
    #[at("/topics/:topic/")]
    Topic { topic: String },
    #[at("/chain/")]
    Chains,
    #[at("/chain/:plan/")]
    PlanChains { plan: String },
    #[at("/chain/:plan/:path/")]
    Chain { plan: String, path: String },
    #[at("/plans/")]
    Plans,
    #[at("/plans/:plan/")]
    Plan { plan: String },
    #[at("/years/")]
    Years,
    #[at("/data/")]
    Data,
    #[not_found]
    #[at("/404/")]
    NotFound,
}

impl Route {
    /// The chain page of a clause id.
    pub fn chain(clause: &str) -> Self {
        let (plan, path) = clause.split_once('/').unwrap_or((clause, ""));
        Self::Chain { plan: plan.to_owned(), path: path.to_owned() }
    }

    /// The page of a plan.
    pub fn plan(id: &str) -> Self {
        Self::Plan { plan: id.to_owned() }
    }

    /// The page of an indicator.
    pub fn indicator(id: &str) -> Self {
        Self::Indicator { indicator: id.to_owned() }
    }
}

/// A chain page shows at most this many plans below its clause; the others are named.
pub const SHOWN_BELOW: usize = 12;

/// Keys of the shards that `route` still needs. Which plans a chain runs through is known only once the
/// plan of its clause is there, so this is asked again until nothing is missing.
pub fn needs(route: &Route, store: &Store) -> Vec<String> {
    let mut keys = vec![key::OVERVIEW.to_owned(), key::messages(store.language())];
    match route {
        Route::Plan { plan } | Route::PlanChains { plan } => keys.push(format!("plan/{plan}")),
        Route::Chain { plan, path } => {
            keys.push(format!("plan/{plan}"));
            keys.extend(chain_plans(plan, path, store).into_iter().map(|id| format!("plan/{id}")));
        }
        Route::Indicator { indicator } => keys.push(format!("indicator/{indicator}")),
        Route::Topic { topic } => keys.push(format!("topic/{topic}")),
        Route::Compare => keys.push(key::COMPARISONS.to_owned()),
        Route::Years => {
            keys.extend([key::YEARS.to_owned(), key::FINDINGS.to_owned()]);
            keys.extend(first_years(store));
        }
        Route::Home => keys.extend(super::home::HEADLINES.iter().map(|id| format!("indicator/{id}"))),
        Route::Data => keys.push(key::FINDINGS.to_owned()),
        Route::Topics | Route::Chains | Route::Plans | Route::NotFound => {}
    }
    // A shard that the corpus does not have is no need: the page says that there is no such thing.
    keys.retain(|key| !store.has(key) && store.may_have(key));
    keys
}

/// What the page of years shows before anything is chosen.
fn first_years(store: &Store) -> Vec<String> {
    let (Some(years), Some(overview)) = (store.years(), store.overview()) else { return Vec::new() };
    YearsFilter::default().parts(&years, &overview).into_iter().map(|part| key::due(&part.id)).collect()
}

/// Plans above and below that a clause is linked to.
fn chain_plans(plan: &str, path: &str, store: &Store) -> BTreeSet<String> {
    let Some(shard) = store.plan(plan) else { return BTreeSet::new() };
    let clause = format!("{plan}/{path}");
    let up = shard.up.iter().filter(|l| l.child == clause).map(|l| plan_of(&l.parent).to_owned());
    let down: BTreeSet<String> =
        shard.down.iter().filter(|l| l.parent == clause).map(|l| plan_of(&l.child).to_owned()).collect();
    up.chain(down.into_iter().take(SHOWN_BELOW)).collect()
}
