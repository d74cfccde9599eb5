//! Plan Cascade compiles policy plans of every level of government into a static site on which targets are
//! compared and any clause is followed from the nation to the county.
//!
//! The modules, in reading order; each may use only those named after its arrow:
//!
//! - [`order`]: sorting that is small in WebAssembly. → nothing
//! - [`model`]: plans, clauses, targets, links: the words everything else speaks. → nothing
//! - [`text`]: numerals, n-grams, alignment, folding: pure functions over Chinese text. → `order`, `model`
//! - [`compile`]: seeds → corpus, one phase a file. Native only. → `model`, `text`
//! - [`synth`]: a corpus for tests as large as wanted, with its truth. Native only. → `model`, `text`, `compile`
//! - [`messages`]: all words of the interface, in three languages. → `model`
//! - [`bundle`]: corpus ⇄ static files; the only reader and writer of the format. → `order`, `model`, `text`,
//!   `messages`
//! - [`query`]: the questions: compare, filter, trace, cover, search. Pure. → `order`, `model`, `text`, `messages`, `bundle`
//! - [`publish`]: the corpus in the formats of others: tables' schemas, Akoma Ntoso, Excel, Word. Native only. → `model`,
//!   `messages`, `query`, `compile`
//! - [`web`]: the Yew app, the same code prerendered natively and run in the browser. → all above but `compile`, `publish`
//! - [`site`]: builds the WebAssembly, prerenders, compresses, serves. Native only. → all
//!
//! Invariants: the arrows above, no files that use each other in a circle, and no IO and no clock in `order`, `model`,
//! `text`, `messages` and `query`, held by `tests/house.rs`; nothing outside tests unwraps, and what is public says
//! what it is, held by clippy; compiling the same seeds gives the same bytes, held by
//! `tests/properties.rs`.

#![warn(missing_docs)]

pub mod bundle;
#[cfg(not(target_arch = "wasm32"))]
pub mod compile;
pub mod messages;
pub mod model;
pub mod order;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
pub mod query;
#[cfg(not(target_arch = "wasm32"))]
pub mod site;
#[cfg(not(target_arch = "wasm32"))]
pub mod synth;
pub mod text;
pub mod web;
