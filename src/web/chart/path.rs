//! A plan's yearly figures: a thin line, a dot a year, the last one larger, every value labelled; a ring marks
//! the figure that the body itself states. The axis need not start at nought: it measures no areas.

use super::ladder::{quote_address, text_width};
use super::scale::{Scale, px};
use crate::messages::Messages;
use crate::model::Target;
use crate::query::words::{figure, number};
use yew::prelude::*;

const WIDTH: f64 = 380.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = WIDTH - 44.0;

/// Draws a yearly path; nothing where fewer than two years have a figure. `goal`: what the body states of the same
/// kind and unit.
pub fn path(m: &Messages, targets: &[&Target], goal: Option<&Target>, name: &str, id: &str) -> Html {
    let points: Vec<(&Target, u16, f64)> =
        targets.iter().filter_map(|t| Some((*t, t.year_to?, t.value?.as_f64()))).collect();
    let (Some((first, from, _)), Some((_, to, _))) = (points.first(), points.last()) else { return Html::default() };
    let (from, to) = (*from, *to);
    if points.len() < 2 || points.iter().any(|(t, ..)| (t.kind, &t.unit) != (first.kind, &first.unit)) {
        return Html::default();
    }
    let goal =
        goal.filter(|g| (g.kind, &g.unit) == (first.kind, &first.unit)).and_then(|g| Some((g, g.value?.as_f64())));
    let values: Vec<f64> = points.iter().map(|(_, _, value)| *value).chain(goal.map(|(_, value)| value)).collect();
    let scale = Scale::over(&values, 140.0, 44.0);
    // Years keep their distance, also where one has no figure.
    let x = |year: u16| LEFT + f64::from(year - from) * (RIGHT - LEFT) / f64::from((to - from).max(1));
    let room = (RIGHT - LEFT) / f64::from((to - from).max(1)) - 6.0;
    let crowded =
        points.iter().any(|(t, ..)| text_width(&figure(m, t).unwrap_or_default(), 17.0) > room.min(2.0 * LEFT));
    let percent = if first.unit.as_deref() == Some("%") { "%" } else { "" };
    let label = |t: &Target| match t.value {
        Some(value) if crowded => [t.comparator.sign().trim_matches('＝'), &number(m, value), percent].concat(),
        _ => figure(m, t).unwrap_or_default(),
    };
    let line: Vec<String> =
        points.iter().map(|(_, year, v)| format!("{},{}", px(x(*year)), px(scale.at(*v)))).collect();
    let title = format!("{id}-title");
    let last = points.len() - 1;
    html! {
        <svg class="yearly" viewBox={format!("0 0 {} 172", px(WIDTH))} role="group" aria-labelledby={title.clone()}>
            <title id={title}>{ name.to_owned() }</title>
            <line class="grid" x1="16" x2={px(WIDTH - 16.0)} y1="148" y2="148" />
            <polyline class="path-line" points={line.join(" ")} />
            { for goal.map(|(goal, value)| {
                let year = goal.year_to.unwrap_or(to).clamp(from, to);
                html! { <circle class="goal" cx={px(x(year))} cy={px(scale.at(value))} r="11" /> }
            }) }
            { for points.iter().enumerate().map(|(i, (target, year, value))| {
                let (cx, y) = (px(x(*year)), scale.at(*value));
                let r = if i == last { "6" } else { "4" };
                let (label, when) = (label(target), m.figures.year(*year));
                html! {
                    <a href={quote_address(m.language, target)} aria-label={format!("{when} {label}")}>
                        <rect class="row" x={px(x(*year) - room / 2.0)} y="20" width={px(room)} height="148" />
                        <circle class="dot" cx={cx.clone()} cy={px(y)} {r} />
                        <text class="value" x={cx.clone()} y={px(y - 14.0)} text-anchor="middle">{ label }</text>
                        <text class="tick" x={cx} y="166" text-anchor="middle">{ when }</text>
                    </a>
                }
            }) }
        </svg>
    }
}
