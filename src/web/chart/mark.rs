//! How one commitment is drawn: by its comparator, at a place on an axis.

use super::scale::px;
use crate::model::Comparator;
use yew::prelude::*;

/// What stands on the axis for a commitment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    Value {
        x: f64,
        comparator: Comparator,
    },
    /// A goal relative to another figure, where that figure stands.
    Relative {
        x: f64,
    },
    /// Words in place of a mark: no figure is set, or none that the axis measures.
    Words,
}

/// The plot that a mark is drawn in: where rays end, and the pattern of brackets.
pub struct Plot<'a> {
    pub left: f64,
    pub right: f64,
    pub hatch: &'a str,
}

/// Draws a mark at the height `y`.
pub fn mark(mark: Mark, y: f64, plot: &Plot) -> Html {
    let bracket = |x: f64| {
        html! {
            <>
                <rect class="hatched" x={px(x - 16.0)} y={px(y - 6.0)} width="32" height="12" fill={format!("url(#{})", plot.hatch)} />
                <path class="edge" d={format!("M{} {}v14M{} {}v14", px(x - 16.0), px(y - 7.0), px(x + 16.0), px(y - 7.0))} />
            </>
        }
    };
    let dot = |x: f64, class: &'static str| html! { <circle {class} cx={px(x)} cy={px(y)} r="5" /> };
    let arrow = |x: f64, end: f64, direction: f64| {
        let (from, width) = if direction > 0.0 { (x, end - x) } else { (end, x - end) };
        let (back, tip) = (px(end - 7.0 * direction), px(end));
        html! {
            <>
                <rect class="band" x={px(from)} y={px(y - 5.0)} width={px(width.max(0.0))} height="10" />
                <line class="ray" x1={px(x)} x2={tip.clone()} y1={px(y)} y2={px(y)} />
                <path class="ray" d={format!("M{back} {}L{tip} {}L{back} {}", px(y - 5.0), px(y), px(y + 5.0))} />
                { dot(x, "dot") }
            </>
        }
    };
    match mark {
        Mark::Words => Html::default(),
        Mark::Relative { x } => html! { <g class="relative">{ bracket(x) }</g> },
        Mark::Value { x, comparator: Comparator::AtLeast } => arrow(x, plot.right, 1.0),
        Mark::Value { x, comparator: Comparator::AtMost } => arrow(x, plot.left, -1.0),
        Mark::Value { x, comparator: Comparator::About } => html! { <>{ bracket(x) }{ dot(x, "dot hollow") }</> },
        Mark::Value { x, comparator: Comparator::Equal } => html! {
            <><line class="ray" x1={px(x)} x2={px(x)} y1={px(y - 9.0)} y2={px(y + 9.0)} />{ dot(x, "dot") }</>
        },
    }
}

/// The hatching of brackets; `id` is unique in the page.
pub fn hatching(id: &str) -> Html {
    html! {
        <defs>
            <pattern id={id.to_owned()} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line class="hatch" x1="0" y1="0" x2="0" y2="6" />
            </pattern>
        </defs>
    }
}
