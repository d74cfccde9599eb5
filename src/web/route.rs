//! Addresses of the site, and which data each page needs.

use super::store::Store;
use crate::bundle::{DueShard, Key, key};
use crate::model::{Language, plan_of};
use crate::query::chain::{ChainView, below};
use crate::query::cover::{CoverChoice, areas, uppers};
use crate::query::indicators::HEADLINES;
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
    #[at("/coverage/")]
    Coverage,
    #[at("/plans/")]
    Plans,
    #[at("/plans/:plan/")]
    Plan { plan: String },
    #[at("/units/")]
    Units,
    #[at("/units/:office/")]
    Office { office: String },
    #[at("/search/")]
    Search,
    #[at("/years/")]
    Years,
    #[at("/data/")]
    Data,
    #[at("/embed/")]
    Embed,
    #[not_found]
    #[at("/404/")]
    NotFound,
}

impl Route {
    /// Whether the page is complete as it is prerendered, so that no app runs on it.
    pub fn is_fixed(&self) -> bool {
        matches!(
            self,
            Self::Topics | Self::Chains | Self::Plans | Self::Units | Self::Office { .. } | Self::Data | Self::Embed
        )
    }

    /// The chain page of a clause id.
    pub fn chain(clause: &str) -> Self {
        let (plan, path) = clause.split_once('/').unwrap_or((clause, ""));
        Self::Chain { plan: plan.to_owned(), path: path.to_owned() }
    }

    /// The page of a plan.
    pub fn plan(id: &str) -> Self {
        Self::Plan { plan: id.to_owned() }
    }

    /// The page of an office.
    pub fn office(id: &str) -> Self {
        Self::Office { office: id.to_owned() }
    }

    /// The page of an indicator.
    pub fn indicator(id: &str) -> Self {
        Self::Indicator { indicator: id.to_owned() }
    }
}

/// The address within the site of a page in a language: `/en/plans/dehua-2025/` for `/plans/dehua-2025/`.
pub fn address_in(language: Language, path: &str) -> String {
    format!("/{}{}", language.prefix(), path.trim_start_matches('/'))
}

/// Keys of the shards that `route` still needs with this query. Which shards there are the overview tells, and which
/// plans a chain runs through the plan of its clause, so this is asked again until nothing is missing.
pub fn needs(route: &Route, query: &str, store: &Store) -> Vec<String> {
    let mut needs = Needs::default();
    needs.add(key::overview());
    needs.add(key::messages(store.language()));
    match route {
        _ if !store.has(key::overview().as_str()) => {}
        Route::Plan { plan } => needs.add(key::plan(plan)),
        Route::PlanChains { plan } => {
            needs.add(key::plan(plan));
            needs.all(area_below(plan, &ChainView::parse(query), store).map(|area| key::coverage(plan, &area)));
        }
        Route::Chain { plan, path } => {
            needs.add(key::plan(plan));
            let view = ChainView::parse(query);
            needs.all(area_below(plan, &view, store).map(|area| key::coverage(plan, &area)));
            needs.all(chain_plans(plan, path, &view, store).iter().map(|id| key::plan(id)));
        }
        Route::Coverage => {
            if let Some((upper, area)) = coverage_of(&CoverChoice::parse(query), store) {
                needs.add(key::plan(&upper));
                needs.add(key::coverage(&upper, &area));
                needs.add(key::own(&area));
            }
        }
        Route::Indicator { indicator } => needs.add(key::indicator(indicator)),
        Route::Topic { topic } => needs.add(key::topic(topic)),
        Route::Units => needs.add(key::offices()),
        Route::Office { office } => {
            needs.add(key::offices());
            needs.add(key::office(office));
        }
        Route::Search => needs.add(key::search()),
        Route::Compare => needs.add(key::comparisons()),
        Route::Years => {
            needs.add(key::years());
            needs.add(key::findings());
            needs.all(first_years(store));
        }
        Route::Home => needs.all(HEADLINES.iter().map(|id| key::indicator(id))),
        Route::Data => {
            needs.add(key::findings());
            needs.add(key::guide(store.language()));
        }
        Route::Embed => needs.add(key::guide(store.language())),
        Route::Topics | Route::Chains | Route::Plans | Route::NotFound => {}
    }
    // A shard that the corpus does not have is no need: the page says that there is no such thing.
    needs.keys.retain(|key| !store.has(key) && store.may_have(key));
    needs.keys
}

/// What a page needs, whatever kinds of shards that is.
#[derive(Default)]
struct Needs {
    keys: Vec<String>,
}

impl Needs {
    fn add<S>(&mut self, key: Key<S>) {
        self.keys.push(key.into());
    }

    fn all<S>(&mut self, keys: impl IntoIterator<Item = Key<S>>) {
        self.keys.extend(keys.into_iter().map(String::from));
    }
}

/// What the page of years shows before anything is chosen.
fn first_years(store: &Store) -> Vec<Key<DueShard>> {
    let (Some(years), Some(overview)) = (store.get(&key::years()), store.overview()) else { return Vec::new() };
    YearsFilter::default().parts(&years, &overview).into_iter().map(|part| key::due(&part.id)).collect()
}

/// The province whose plans a chain shows below a plan; none where no plan lies below it.
pub fn area_below(plan: &str, view: &ChainView, store: &Store) -> Option<String> {
    let overview = store.overview()?;
    let upper = overview.plans.iter().find(|p| p.id == plan)?;
    let areas = areas(upper, &overview.plans);
    let wanted = areas.iter().find(|(area, _)| Some(*area) == view.area.as_deref());
    wanted.or_else(|| areas.first()).map(|(area, _)| (*area).to_owned())
}

/// The plan above and the province that the page on coverage shows.
pub fn coverage_of(choice: &CoverChoice, store: &Store) -> Option<(String, String)> {
    let overview = store.overview()?;
    let upper = uppers(&overview.plans).find(|plan| choice.of.as_deref().is_none_or(|of| of == plan.id))?;
    let view = ChainView { area: choice.area.clone(), ..ChainView::default() };
    Some((upper.id.clone(), area_below(&upper.id, &view, store)?))
}

/// Plans above and below that a clause is linked to and that the page shows.
fn chain_plans(plan: &str, path: &str, view: &ChainView, store: &Store) -> BTreeSet<String> {
    let (Some(shard), Some(overview)) = (store.get(&key::plan(plan)), store.overview()) else { return BTreeSet::new() };
    let clause = [plan, "/", path].concat();
    let mut plans: BTreeSet<String> =
        shard.up.iter().filter(|l| l.child == clause).map(|l| plan_of(&l.parent).to_owned()).collect();
    if let Some(coverage) = area_below(plan, view, store).and_then(|area| store.get(&key::coverage(plan, &area))) {
        let below = below(path, &coverage, &overview.plans, view.place.as_deref());
        plans.extend(below.shown.iter().map(|plan| plan.id.clone()));
    }
    plans
}
