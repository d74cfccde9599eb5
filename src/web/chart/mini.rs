//! The small ladder of a list: one thin row a plan, the figure at its end. It has no axis labels; the figures say all.

use super::ladder::{axis, is_of, mark_of, measure, seal, text_width};
use super::mark::{Mark, Plot, hatching, mark};
use super::scale::px;
use crate::messages::Messages;
use crate::model::Comparator;
use crate::query::compare::{Commitment, Row};
use crate::query::words::{figure, phrase, wording};
use yew::prelude::*;

const WIDTH: f64 = 320.0;
const ROW: f64 = 30.0;
/// The widest words of a plan that are shown.
const WORDS: f64 = 210.0;
/// The narrowest room for marks.
const NARROWEST: f64 = 40.0;
/// The widest names of places.
const NAMES: f64 = 112.0;
/// Rows beyond these are not drawn; the list says how many plans there are.
const ROWS: usize = 6;

/// Draws the rows that set the indicator.
pub fn mini(m: &Messages, rows: &[Row], description: &str, id: &str) -> Html {
    let setting: Vec<&Row> = rows.iter().filter(|row| !row.entries.is_empty()).take(ROWS).collect();
    let of = measure(rows);
    let label = |entry: &Commitment| match (of, entry.target) {
        (Some(of), target) if is_of(of, target) => figure(m, target).unwrap_or_default(),
        (_, target) if target.value.is_none() && target.comparator == Comparator::About => wording(target),
        (_, target) => phrase(m, target).unwrap_or_else(|| {
            // The plan's own words say most, where there is room for them.
            Some(wording(target))
                .filter(|words| text_width(words, 14.0) <= WORDS)
                .unwrap_or(m.compare.promise.to_owned())
        }),
    };
    // One commitment a plan; the page has all.
    let lines: Vec<(&Row, &Commitment)> = setting.iter().filter_map(|row| Some((*row, row.entries.first()?))).collect();
    let labels: Vec<String> = lines.iter().map(|(_, entry)| label(entry)).collect();
    let widest = labels.iter().map(|label| text_width(label, 14.0)).fold(0.0, f64::max);
    let short = |row: &Row| {
        let place = row.plan.place_in(m.language);
        place.trim_end_matches(['省', '市', '县', '縣']).trim_end_matches(" County").to_owned()
    };
    // Names of other languages are longer.
    let names = lines.iter().map(|(row, _)| text_width(&short(row), 14.0)).fold(48.0, f64::max).min(NAMES);
    let left = names + 40.0;
    let right = WIDTH - widest - 26.0;
    // Words that leave the marks no room stand alone.
    let scale = of.filter(|_| right >= left + NARROWEST).map(|of| (of, axis(rows, of, left + 8.0, right - 8.0)));
    let hatch = format!("{id}-hatch");
    let plot = Plot { left, right: right + 6.0, hatch: &hatch };
    let height = px(lines.len() as f64 * ROW);
    html! {
        <svg class="mini" viewBox={format!("0 0 {} {height}", px(WIDTH))} role="img" aria-label={description.to_owned()}>
            { hatching(&hatch) }
            { for lines.iter().zip(labels).enumerate().map(|(at, ((row, entry), label))| {
                let y = (at as f64 + 0.5) * ROW;
                let mark_here = match &scale {
                    Some((of, scale)) => mark_of(row, Some(entry), rows, *of, scale),
                    None => Mark::Words,
                };
                let drawn = if mark_here == Mark::Words { Html::default() } else {
                    html! { <line class="grid" x1={px(left)} x2={px(right)} y1={px(y)} y2={px(y)} /> }
                };
                html! {
                    <g>
                        { seal(m, row.plan.level, !row.plan.text, y) }
                        <text class="small" x="30" y={px(y + 5.0)}>{ short(row) }</text>
                        { drawn }
                        { mark(mark_here, y, &plot) }
                        <text class={if mark_here == Mark::Words { "small words" } else { "small figure" }} x={px(WIDTH)} y={px(y + 5.0)} text-anchor="end">{ label }</text>
                    </g>
                }
            }) }
        </svg>
    }
}
