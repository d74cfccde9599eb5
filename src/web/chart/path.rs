//! A plan's yearly figures: a thin line, a dot a year, the last one larger, every value labelled.

use super::scale::{Scale, px};
use crate::messages::Messages;
use crate::model::Target;
use crate::query::words::figure;
use yew::prelude::*;

/// Draws a yearly path.
pub fn path(m: &Messages, targets: &[&Target], name: &str, id: &str) -> Html {
    const WIDTH: f64 = 340.0;
    let points: Vec<(u16, f64, String)> =
        targets.iter().filter_map(|t| Some((t.year_to?, t.value?.as_f64(), figure(m, t)?))).collect();
    let values: Vec<f64> = points.iter().map(|(_, value, _)| *value).collect();
    let scale = Scale::over(&values, 132.0, 44.0);
    let last = points.len().saturating_sub(1);
    let x = |i: usize| 40.0 + i as f64 * (WIDTH - 80.0) / (last.max(1) as f64);
    let line: Vec<String> =
        points.iter().enumerate().map(|(i, (_, v, _))| format!("{},{}", px(x(i)), px(scale.at(*v)))).collect();
    let title = format!("{}-title", id);
    html! {
        <svg class="yearly" viewBox={format!("0 0 {} 172", px(WIDTH))} role="img" aria-labelledby={title.clone()}>
            <title id={title}>{ name.to_owned() }</title>
            <line class="grid" x1="16" x2="324" y1="140" y2="140" />
            <polyline class="path-line" points={line.join(" ")} />
            { for points.iter().enumerate().map(|(i, (year, value, label))| {
                let (cx, cy) = (px(x(i)), px(scale.at(*value)));
                let r = if i == last { "6" } else { "4" };
                html! {
                    <>
                        <circle class="dot" cx={cx.clone()} {cy} {r} />
                        <text class="value" x={cx.clone()} y={px(scale.at(*value) - 14.0)} text-anchor="middle">{ label }</text>
                        <text class="tick" x={cx} y="162" text-anchor="middle">{ m.figures.year(*year) }</text>
                    </>
                }
            }) }
        </svg>
    }
}
