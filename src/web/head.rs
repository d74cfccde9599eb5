//! Title and description of a page.

use super::messages::Messages;
use super::route::Route;
use super::store::Store;
use crate::query::cite;

/// What stands in a page's `<head>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    pub description: String,
}

/// Title and description of a route, from the data that its page needs.
pub fn head(route: &Route, store: &Store) -> Head {
    let m = Messages::default_language();
    let overview = store.overview();
    let place = |id: &str| overview.as_ref().and_then(|o| o.plans.iter().find(|p| p.id == id).map(|p| p.place.clone()));
    let named = match route {
        Route::Home => None,
        Route::Compare => Some(m.nav_compare.to_owned()),
        Route::Indicator { indicator } => overview
            .as_ref()
            .and_then(|o| o.indicators.iter().find(|e| e.indicator.id == *indicator))
            .map(|e| format!("{} · {}", e.indicator.name.hans, m.nav_compare)),
        Route::Topics => Some(m.nav_topics.to_owned()),
        Route::Topic { topic } => overview
            .as_ref()
            .and_then(|o| o.topics.iter().find(|e| e.topic.id == *topic))
            .map(|e| format!("{} · {}", e.topic.name.hans, m.nav_topics)),
        Route::Chains => Some(m.nav_chain.to_owned()),
        Route::PlanChains { plan } => place(plan).map(|place| format!("{place} · {}", m.nav_chain)),
        Route::Chain { plan, path } => place(plan).map(|place| {
            let id = format!("{plan}/{path}");
            let heading = store
                .plan(plan)
                .and_then(|shard| shard.clauses.iter().find(|c| c.id == id).and_then(|c| c.heading.clone()));
            let cited = format!("{place}{}", cite::path_label(path));
            heading.map_or_else(|| cited.clone(), |heading| format!("{heading} · {cited}"))
        }),
        Route::Plans => Some(m.nav_plans.to_owned()),
        Route::Plan { plan } => {
            overview.as_ref().and_then(|o| o.plans.iter().find(|p| p.id == *plan)).map(|p| p.title.clone())
        }
        Route::Data => Some(m.nav_data.to_owned()),
        Route::NotFound => Some(m.not_found.to_owned()),
    };
    let title =
        named.map_or_else(|| format!("{} · {}", m.site, m.site_subtitle), |name| format!("{name} · {}", m.site));
    Head { title, description: m.site_description.to_owned() }
}
