//! The ladder: levels as rows in tree order, targets on one axis, comparators drawn.

use super::scale::{Scale, px};
use crate::messages::Messages;
use crate::model::{Comparator, Kind, Language, Level};
use crate::query::compare::Row;
use crate::query::words::{figure, number, wording};
use yew::prelude::*;

/// Height of a row in pixels.
const ROW: f64 = 58.0;
/// Where the first row's mark stands, below the axis labels.
const TOP: f64 = 64.0;

/// A picture laid out for one width.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    pub width: f64,
    pub height: f64,
    /// The plot's left and right end.
    pub left: f64,
    pub right: f64,
    /// Position and label of each grid line.
    pub ticks: Vec<(f64, String)>,
    pub rows: Vec<Line>,
    pub steps: Vec<Step>,
}

/// One row of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub y: f64,
    pub level: Level,
    pub place: String,
    /// The plan's text is not in the corpus.
    pub missing: bool,
    pub mark: Mark,
    /// The value above its mark, and where it is centred.
    pub label: String,
    pub label_x: f64,
}

/// How a row's commitment is drawn.
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
    /// No figure is set, or none is known.
    Nothing,
}

/// A dotted line from a superior's value to its subordinate's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub from: (f64, f64),
    pub to: (f64, f64),
}

/// Lays out rows of one indicator for a width; `None` where no row has a figure.
pub fn layout(m: &Messages, rows: &[Row], width: u16) -> Option<Layout> {
    // Figures of another kind or unit than most do not belong on the axis.
    let main = rows.iter().flat_map(|r| &r.entries).map(|e| e.target).find(|t| t.value.is_some())?;
    let on_axis = |t: &crate::model::Target| t.value.is_some() && (t.kind, &t.unit) == (main.kind, &main.unit);
    let values: Vec<f64> = rows
        .iter()
        .flat_map(|r| &r.entries)
        .filter(|e| on_axis(e.target))
        .filter_map(|e| e.target.value.map(|v| v.as_f64()))
        .collect();
    let width = f64::from(width);
    let (left, right) = (if width < 400.0 { 104.0 } else { 128.0 }, width - 28.0);
    let unit = main.unit.as_deref().unwrap_or("");
    let ceiling = if unit == "%" && main.kind == Kind::Level { 100.0 } else { f64::INFINITY };
    let scale = Scale::below(ceiling, &values, left + 12.0, right);
    let ticks = scale.ticks.iter().map(|t| (scale.at(*t), format!("{}{unit}", tick_number(m, *t)))).collect();
    let mut lines: Vec<Line> = Vec::new();
    let mut owners: Vec<(&str, Option<&str>)> = Vec::new();
    for row in rows {
        let entries: Vec<_> = row.entries.iter().filter(|e| on_axis(e.target) || e.target.value.is_none()).collect();
        let count = entries.len().max(1);
        for i in 0..count {
            let y = TOP + lines.len() as f64 * ROW;
            let entry = entries.get(i);
            let (mark, label) = match entry.map(|e| e.target) {
                None if row.plan.text => (Mark::Nothing, m.chain.no_figure.to_owned()),
                None => (Mark::Nothing, m.no_text.to_owned()),
                Some(t) => match t.value {
                    Some(value) => (
                        Mark::Value { x: scale.at(value.as_f64()), comparator: t.comparator },
                        figure(m, t).unwrap_or_default(),
                    ),
                    None => (Mark::Relative { x: relative_x(row, rows, &scale) }, wording(t)),
                },
            };
            let x = match mark {
                Mark::Value { x, .. } | Mark::Relative { x } => x,
                Mark::Nothing => left + 12.0,
            };
            let half = text_width(&label) / 2.0;
            let label_x = match mark {
                Mark::Nothing => x + half,
                _ => x.clamp((left + half).min(right - half), right + 20.0 - half),
            };
            lines.push(Line {
                y,
                level: row.plan.level,
                place: row.plan.place_in(m.language).to_owned(),
                missing: !row.plan.text,
                mark,
                label,
                label_x,
            });
            let superior = entry.and_then(|e| e.against.as_ref()).map(|(plan, _)| plan.id.as_str());
            owners.push((row.plan.id.as_str(), superior));
        }
    }
    let point = |i: usize| match lines[i].mark {
        Mark::Value { x, .. } => Some((x, lines[i].y)),
        _ => None,
    };
    let steps = (0..lines.len())
        .filter_map(|i| {
            let superior = owners[i].1?;
            let j = owners.iter().position(|(id, _)| *id == superior)?;
            Some(Step { from: point(j)?, to: point(i)? })
        })
        .collect();
    let height = TOP + (lines.len().max(1) as f64 - 1.0) * ROW + 28.0;
    Some(Layout { width, height, left, right, ticks, rows: lines, steps })
}

/// A number of the axis, in ten thousands where the language counts in them.
fn tick_number(m: &Messages, value: f64) -> String {
    let label = Scale::label(value);
    match m.language {
        Language::Hans | Language::Hant if value >= 10000.0 => Scale::label(value / 10000.0) + m.figures.myriad,
        _ => label.parse().map_or(label, |value| number(m, value)),
    }
}

/// A relative goal stands at its superior's figure, where there is one.
fn relative_x(row: &Row, rows: &[Row], scale: &Scale) -> f64 {
    let above = rows.iter().rev().filter(|r| crate::query::chain::is_above(r.plan, row.plan));
    let value = above.flat_map(|r| &r.entries).find_map(|e| e.target.value);
    value.map_or((scale.from + scale.to) / 2.0, |v| scale.at(v.as_f64()))
}

/// Width of a label set in bold Song at 17 px, roughly.
fn text_width(text: &str) -> f64 {
    text.chars()
        .map(|c| {
            if c.is_ascii() {
                9.5
            } else if c == '\u{a0}' {
                5.0
            } else {
                17.0
            }
        })
        .sum()
}

/// Draws a ladder.
pub fn ladder(m: &Messages, l: &Layout, name: &str, description: &str, id: &str) -> Html {
    let (title, desc, hatch) = (format!("{}-title", id), format!("{}-desc", id), format!("{}-hatch", id));
    let bottom = l.height - 8.0;
    html! {
        <svg class="ladder" viewBox={format!("0 0 {} {}", px(l.width), px(l.height))}
            role="img" aria-labelledby={format!("{title} {desc}")}>
            <title id={title}>{ name.to_owned() }</title>
            <desc id={desc}>{ description.to_owned() }</desc>
            <defs>
                <pattern id={hatch.clone()} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="hatch" x1="0" y1="0" x2="0" y2="6" />
                </pattern>
            </defs>
            { for l.ticks.iter().map(|(x, label)| html! {
                <>
                    <line class="grid" x1={px(*x)} x2={px(*x)} y1="26" y2={px(bottom)} />
                    <text class="tick" x={px(*x)} y="16" text-anchor="middle">{ label }</text>
                </>
            }) }
            { for l.steps.iter().map(|s| {
                let points = format!("{},{} {},{} {},{}", px(s.from.0), px(s.from.1 + 8.0), px(s.from.0), px(s.to.1), px(s.to.0), px(s.to.1));
                html! { <polyline class="step" {points} /> }
            }) }
            { for l.rows.iter().map(|row| line(m, row, l, &hatch)) }
        </svg>
    }
}

fn line(m: &Messages, row: &Line, l: &Layout, hatch: &str) -> Html {
    let y = row.y;
    let seal = classes!("seal-box", format!("box-{}", row.level.id()), row.missing.then_some("box-missing"));
    let faint = row.mark == Mark::Nothing;
    html! {
        <g>
            <rect class={seal.clone()} x="0.5" y={px(y - 12.0)} width="23" height="23" rx="2" />
            <text class={classes!("seal-text", format!("on-{}", row.level.id()), row.missing.then_some("on-missing"))}
                x="12" y={px(y + 5.0)} text-anchor="middle">{ m.level_seal(row.level) }</text>
            <text class="place" x="32" y={px(y + 5.5)}>{ &row.place }</text>
            { mark(row, l, hatch) }
            <text class={classes!("value", faint.then_some("faint"))} x={px(row.label_x)} y={px(if faint { y + 5.5 } else { y - 13.0 })}
                text-anchor="middle">{ &row.label }</text>
        </g>
    }
}

fn mark(row: &Line, l: &Layout, hatch: &str) -> Html {
    let y = row.y;
    let bracket = |x: f64| {
        html! {
            <>
                <rect x={px(x - 16.0)} y={px(y - 6.0)} width="32" height="12" fill={format!("url(#{hatch})")} />
                <path class="edge" d={format!("M{} {}v14M{} {}v14", px(x - 16.0), px(y - 7.0), px(x + 16.0), px(y - 7.0))} />
            </>
        }
    };
    let arrow = |x: f64, end: f64, direction: f64| {
        let (from, width) = if direction > 0.0 { (x, end - x) } else { (end, x - end) };
        html! {
            <>
                <rect class="band" x={px(from)} y={px(y - 5.0)} width={px(width.max(0.0))} height="10" />
                <line class="ray" x1={px(x)} x2={px(end)} y1={px(y)} y2={px(y)} />
                <path class="ray" d={format!("M{} {}L{} {}L{} {}", px(end - 7.0 * direction), px(y - 5.0), px(end), px(y), px(end - 7.0 * direction), px(y + 5.0))} />
                <circle class="dot" cx={px(x)} cy={px(y)} r="5" />
            </>
        }
    };
    match row.mark {
        Mark::Nothing => Html::default(),
        Mark::Relative { x } => html! { <g class="relative">{ bracket(x) }</g> },
        Mark::Value { x, comparator: Comparator::AtLeast } => arrow(x, l.right + 16.0, 1.0),
        Mark::Value { x, comparator: Comparator::AtMost } => arrow(x, l.left, -1.0),
        Mark::Value { x, comparator: Comparator::About } => html! {
            <>{ bracket(x) }<circle class="dot hollow" cx={px(x)} cy={px(y)} r="5" /></>
        },
        Mark::Value { x, comparator: Comparator::Equal } => html! {
            <>
                <line class="ray" x1={px(x)} x2={px(x)} y1={px(y - 9.0)} y2={px(y + 9.0)} />
                <circle class="dot" cx={px(x)} cy={px(y)} r="5" />
            </>
        },
    }
}

/// The signs that occur in a picture, in words.
pub fn legend(m: &Messages, layout: &Layout) -> Html {
    let has = |wanted: Comparator| {
        layout.rows.iter().any(|r| matches!(r.mark, Mark::Value { comparator, .. } if comparator == wanted))
    };
    let entries = [
        (has(Comparator::AtLeast), "≥", m.compare.at_least),
        (has(Comparator::AtMost), "≤", m.compare.at_most),
        (has(Comparator::About), "≈", m.compare.about),
        (has(Comparator::Equal), "＝", m.compare.equal),
        (layout.rows.iter().any(|r| matches!(r.mark, Mark::Relative { .. })), "▨", m.compare.relative),
    ];
    html! {
        <ul class="legend">
            { for entries.into_iter().filter(|(on, ..)| *on).map(|(_, sign, words)| html! {
                <li><span aria-hidden="true">{ sign }</span>{ " " }{ words }</li>
            }) }
        </ul>
    }
}

/// Deadlines and kinds that the picture does not draw, for its description.
pub fn kind_note(m: &Messages, rows: &[Row]) -> Option<&'static str> {
    let kinds: Vec<Kind> =
        rows.iter().flat_map(|r| &r.entries).filter(|e| e.target.value.is_some()).map(|e| e.target.kind).collect();
    let mixed = kinds.iter().any(|k| Some(k) != kinds.first());
    mixed.then_some(m.compare.mixed_kinds)
}
