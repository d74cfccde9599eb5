//! Small pieces that several pages share: level seals, breadcrumbs, marked texts, figures in words.

use super::link::Link;
use super::messages::use_messages;
use super::route::Route;
use crate::model::{Comparator, Kind, Level, Plan, Target};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub struct SealProps {
    pub level: Level,
    /// The level's text is not in the corpus.
    #[prop_or_default]
    pub missing: bool,
}

/// The seal of a level: one character; its tone only helps.
#[component]
pub fn Seal(props: &SealProps) -> Html {
    let m = use_messages();
    let class = classes!("seal", format!("seal-{}", props.level.id()), props.missing.then_some("seal-missing"));
    html! { <span {class} title={(m.level_name)(props.level)}>{ (m.level_seal)(props.level) }</span> }
}

#[derive(Clone, PartialEq, Properties)]
pub struct BreadcrumbProps {
    /// The way here, highest first.
    pub steps: Vec<(AttrValue, Route)>,
    pub here: AttrValue,
}

/// Where the page stands.
#[component]
pub fn Breadcrumb(props: &BreadcrumbProps) -> Html {
    let m = use_messages();
    html! {
        <nav class="breadcrumb" aria-label={m.breadcrumb}>
            <ol>
                { for props.steps.iter().map(|(name, to)| html! { <li><Link to={to.clone()}>{ name }</Link></li> }) }
                <li aria-current="page">{ &props.here }</li>
            </ol>
        </nav>
    }
}

/// A plan's number and date: `国发〔2024〕17号　2024年7月28日`.
pub fn source_line(plan: &Plan) -> String {
    let date = plan.signed.map(|d| format!("{}年{}月{}日", d.year, d.month, d.day));
    [plan.document_number.clone(), date].into_iter().flatten().collect::<Vec<_>>().join("　")
}

/// A plan's title without its place in front, where that stands beside it.
pub fn short_title(plan: &Plan) -> &str {
    plan.title.strip_prefix(plan.place.as_str()).unwrap_or(&plan.title)
}

/// The sign of a comparator; none for an exact figure.
pub fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::About => "≈",
        Comparator::Equal => "",
    }
}

/// A target's figure with sign and unit: `≥ 95%`, `每年 60公里`; `None` where it has no figure.
pub fn figure(target: &Target) -> Option<String> {
    let value = target.value?;
    let range = target.value_max.map(|max| format!("～{max}")).unwrap_or_default();
    let sign = sign(target.comparator);
    let space = if sign.is_empty() { "" } else { "\u{a0}" };
    let unit = target.unit.as_deref().unwrap_or("");
    let kind = match target.kind {
        Kind::Annual => "每年\u{a0}",
        Kind::Increase => "提高\u{a0}",
        Kind::Level | Kind::Cumulative => "",
    };
    Some(format!("{kind}{sign}{space}{value}{range}{unit}"))
}

/// A target's deadline in words: `2028年`, `2025—2028年`.
pub fn deadline(target: &Target) -> Option<String> {
    match (target.year_from, target.year_to) {
        (Some(from), Some(to)) if from != to => Some(format!("{from}—{to}年")),
        (_, Some(year)) | (Some(year), None) => Some(format!("{year}年")),
        (None, None) => None,
    }
}
