use super::store::Store;
use yew_router::prelude::*;

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
    #[at("/chain/:plan/")]
    Chains { plan: String },
    #[at("/chain/:plan/:path/")]
    Chain { plan: String, path: String },
    #[at("/plans/")]
    Plans,
    #[at("/plans/:plan/")]
    Plan { plan: String },
    #[not_found]
    #[at("/404/")]
    NotFound,
}

pub fn needs(route: &Route, store: &Store) -> Vec<String> {
    let mut keys = vec!["overview".to_string()];
    match route {
        Route::Plan { plan } | Route::Chains { plan } | Route::Chain { plan, .. } => keys.push(format!("plan/{plan}")),
        _ => {}
    }
    keys.retain(|key| !store.has(key));
    keys
}
