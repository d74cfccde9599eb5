//! Widgets: one comparison, or one chain, small enough to stand in another site's page.
//!
//! The same markup is the framed page and the static block. In: shards and words. Out: plain elements, no
//! component, no script, no `style` attribute. Invariant: what belongs to one plan says so in `data-plan`, so
//! that it can be left out; every class is dressed by [`style`], whose rules no host's style sheet overrules,
//! and carries attributes that keep it readable where a host takes the style away.

#[cfg(not(target_arch = "wasm32"))]
mod chain;
#[cfg(not(target_arch = "wasm32"))]
mod comparison;
#[cfg(not(target_arch = "wasm32"))]
mod markup;
pub mod snippet;
mod style;

#[cfg(not(target_arch = "wasm32"))]
pub use chain::chain;
#[cfg(not(target_arch = "wasm32"))]
pub use comparison::comparison;
#[cfg(not(target_arch = "wasm32"))]
pub use markup::markup;
#[cfg(not(target_arch = "wasm32"))]
pub use style::page;
pub use style::{Size, Theme, block};

/// Id of the block in a framed page, and what its classes and ids begin with in a copied one before a tail of its own.
pub const BLOCK: &str = "pcx";

/// A comparison shows at most this many plans, from the nation down; the page that it leads to shows all.
pub const MOST_PLANS: usize = 24;
