//! The Yew app: prerendered natively, hydrated and continued in the browser.
//!
//! In: shards of the bundle. Out: pages. Invariants: the first render in the browser gives the same markup as
//! the prerender (it ignores query, storage and language); nothing from a plan or an address becomes markup;
//! every link is relative to the page's `<base>`; no `style` attribute.

pub mod address;
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod boot;
pub mod chart;
mod choices;
pub mod compare;
pub mod data;
mod facts;
mod field;
mod frame;
mod head;
mod language;
mod link;
mod navigation;
pub mod page;
pub mod pages;
#[cfg(not(target_arch = "wasm32"))]
pub mod palette;
mod parts;
mod places;
pub mod reach;
mod remarks;
pub mod route;
mod router;
mod standing;
pub mod store;
#[cfg(not(target_arch = "wasm32"))]
pub mod widget;

pub use head::{Head, head};
