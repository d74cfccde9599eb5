//! The Yew app.
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod boot;
pub mod data;
pub mod route;
pub mod store;

pub struct Head {
    pub title: String,
    pub description: String,
}

pub fn head(route: &route::Route, _store: &store::Store) -> Head {
    Head { title: format!("{route:?} · 规划链"), description: "规划链".into() }
}
