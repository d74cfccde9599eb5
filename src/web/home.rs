//! Home: the headline ladders, the tree of plans, the topics.

use super::store::Store;
use crate::bundle::Overview;
use std::rc::Rc;
use yew::prelude::*;

/// The two headline indicators.
pub const HEADLINES: [&str; 2] = ["resident-urbanization-rate", "urban-rural-income-ratio"];

#[derive(Clone, PartialEq, Properties)]
pub struct HomeProps {
    pub overview: Rc<Overview>,
    pub store: Store,
}

/// The first page.
#[component]
pub fn Home(_props: &HomeProps) -> Html {
    html! { <h1>{ "规划链" }</h1> }
}
