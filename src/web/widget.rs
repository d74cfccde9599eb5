//! Widgets: one comparison, or one chain, small enough to stand in another site's page. Native only: they are
//! prerendered, and the page that hands them out, `web::pages::embed`, takes its block out of a prerendered one.
//!
//! In: shards and words. Out: plain elements, no component, no script, no `style` attribute. Invariant: what
//! belongs to one plan says so in `data-plan`, so that it can be left out; every class is dressed by [`style`],
//! whose rules no host's style sheet overrules, and carries attributes that keep it readable where a host takes
//! the style away.

mod chain;
mod comparison;
mod markup;
mod style;

use crate::model::{ClauseId, Plan};

pub use chain::chain;
pub use comparison::{comparison, groups};
pub use markup::markup;
pub use style::page;

/// Id of the block in a framed page.
pub const BLOCK: &str = "pcx";

/// What is embedded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One indicator across plans.
    Indicator {
        /// Indicator id.
        id: String,
        /// A group of plans, see [`groups`]; without one the first plans from the nation down.
        group: Option<String>,
    },
    /// Clause id.
    Chain(ClauseId),
}

impl Subject {
    /// `urban-rural-income-ratio`, `urban-rural-income-ratio/350500`, `chain/dehua-2025/2.3`.
    pub fn path(&self) -> String {
        match self {
            Self::Indicator { id, group: None } => id.clone(),
            Self::Indicator { id, group: Some(group) } => [id, "/", group].concat(),
            Self::Chain(id) => ["chain/", id].concat(),
        }
    }

    /// The archive to host oneself, relative to the site's folder: one for all languages.
    pub fn archive(&self) -> String {
        let path = self.path();
        format!("widgets/{path}/{}.zip", path.replace('/', "-"))
    }
}

/// The plans of a block for the page that hands it out: `[["dehua-2025","德化县","350526"],…]`.
fn plans<'a>(m: &crate::messages::Messages, plans: impl Iterator<Item = &'a Plan>) -> String {
    let listed: Vec<[&str; 3]> = plans
        .map(|plan| [plan.id.as_str(), plan.place_in(m.language), plan.place_code.as_deref().unwrap_or_default()])
        .collect();
    serde_json::to_string(&listed).unwrap_or_default()
}
