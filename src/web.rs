//! The Yew app: prerendered natively, hydrated and continued in the browser.
//!
//! In: shards of the bundle. Out: pages. Invariants: the first render in the browser gives the same markup as
//! the prerender (it ignores query, storage and language); nothing from a plan or an address becomes markup;
//! every link is relative to the page's `<base>`; no `style` attribute.

pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod boot;
mod chain;
pub mod chart;
mod choices;
pub mod compare;
mod coverage;
pub mod data;
#[cfg(not(target_arch = "wasm32"))]
mod fixed;
mod frame;
mod head;
mod home;
mod language;
mod link;
mod navigation;
mod parts;
mod places;
mod plan;
mod remarks;
pub mod route;
mod search;
mod standing;
pub mod store;
mod topics;
#[cfg(not(target_arch = "wasm32"))]
pub mod widget;
mod years;

pub use head::{Head, head};
