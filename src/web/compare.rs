//! Compare: the list of indicators, and one indicator across plans.

use crate::bundle::{IndicatorShard, Overview};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct ListProps {
    pub overview: Rc<Overview>,
}

/// All indicators by topic.
#[component]
pub fn List(_props: &ListProps) -> Html {
    html! { <h1>{ "对照" }</h1> }
}

#[derive(Clone, PartialEq, Properties)]
pub struct IndicatorProps {
    pub overview: Rc<Overview>,
    pub shard: Rc<IndicatorShard>,
}

/// One indicator across plans.
#[component]
pub fn Indicator(props: &IndicatorProps) -> Html {
    html! { <h1>{ &props.shard.indicator.name.hans }</h1> }
}
