//! The ladder: levels as rows in tree order, targets on one axis, comparators drawn, deadlines beside the figures.

use super::mark::{Mark, Plot, hatching, mark};
use super::scale::{Scale, px};
use crate::messages::Messages;
use crate::model::verdict::{Verdict, is_whole, plan_horizon};
use crate::model::{ClauseId, Comparator, Kind, Language, Level, Measure, Target};
use crate::query::compare::{Commitment, Row};
use crate::query::words::{deadline, figure, number, phrase, wording};
use crate::web::link::address;
use crate::web::route::Route;
use yew::prelude::*;

/// Height of a row in pixels.
const ROW: f64 = 58.0;
/// Where the first row's mark stands, below the axis labels.
const TOP: f64 = 64.0;

/// A picture laid out for one width.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// In pixels.
    pub width: f64,
    /// In pixels.
    pub height: f64,
    /// The plot's left and right end.
    pub left: f64,
    /// The plot's right end.
    pub right: f64,
    /// Position and label of each grid line; the label may be left out for want of room.
    pub ticks: Vec<(f64, String)>,
    /// From the top.
    pub rows: Vec<Line>,
    /// Lines between marks that may be compared.
    pub steps: Vec<Step>,
}

/// One row of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Plan id.
    pub plan: String,
    /// The height of its mark, in pixels from the top.
    pub y: f64,
    /// Level of the plan.
    pub level: Level,
    /// The plan's place, in the page's language.
    pub place: String,
    /// The plan's text is not in the corpus.
    pub missing: bool,
    /// Further commitments of a plan stand below its first, without its name.
    pub first: bool,
    /// The plan runs out years before the latest one shown.
    pub earlier: bool,
    /// How the value is drawn.
    pub mark: Mark,
    /// The value above its mark, after it the deadline and the part of the place, and where all is centred.
    pub label: String,
    /// The deadline and the part of the place; empty where none is named.
    pub when: String,
    /// Where the label is centred, in pixels from the left.
    pub label_x: f64,
    /// The label is in the words of a plan.
    pub quoted: bool,
    /// Where its quote stands; none where nothing is quoted.
    pub to: Option<String>,
}

/// A dotted line from a superior's value to that of its subordinate, where the two may be compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The superior's end, in pixels.
    pub from: (f64, f64),
    /// The subordinate's end, in pixels.
    pub to: (f64, f64),
    /// The two rows, counted from the top.
    pub rows: (u32, u32),
}

/// The measure of most of the figures; among equals the highest level decides.
pub fn measure<'a>(rows: &[Row<'a>]) -> Option<Measure<'a>> {
    crate::model::measure(rows.iter().flat_map(|r| &r.entries).map(|e| e.target))
}

/// Whether a target has a figure of that measure.
pub fn is_of(measure: Measure, target: &Target) -> bool {
    target.measure() == Some(measure)
}

/// An axis over the figures of that measure.
pub fn axis(rows: &[Row], measure: Measure, from: f64, to: f64) -> Scale {
    let targets = rows.iter().flat_map(|r| &r.entries).map(|e| e.target).filter(|t| is_of(measure, t));
    let values: Vec<f64> = targets.flat_map(|t| [t.value, t.value_max]).flatten().map(|v| v.as_f64()).collect();
    let share = matches!(measure, (Kind::Level, Some("%"), _));
    Scale::below(if share { 100.0 } else { f64::INFINITY }, &values, from, to)
}

/// The mark of an entry on an axis.
pub fn mark_of(row: &Row, entry: Option<&Commitment>, rows: &[Row], of: Measure, scale: &Scale) -> Mark {
    match entry.map(|e| e.target) {
        Some(t) if is_of(of, t) => {
            let x = t.value.map_or(scale.from, |value| scale.at(value.as_f64()));
            Mark::Value { x, comparator: t.comparator }
        }
        Some(t) if t.value.is_none() && t.comparator == Comparator::About => {
            Mark::Relative { x: relative_x(row, rows, scale) }
        }
        _ => Mark::Words,
    }
}

/// What stands for an entry that the axis does not measure; true where it is in the words of the plan.
fn words(m: &Messages, row: &Row, entry: Option<&Commitment>) -> (String, bool) {
    match entry.map(|e| e.target) {
        None if row.plan.text => (m.chain.no_figure.to_owned(), false),
        None => (m.no_text.to_owned(), false),
        Some(t) if t.value.is_none() && t.comparator == Comparator::About => (wording(t), true),
        Some(t) => (phrase(m, t).unwrap_or_else(|| m.compare.promise.to_owned()), false),
    }
}

/// Lays out rows of one indicator for a width; `None` where no row has a figure.
pub fn layout(m: &Messages, rows: &[Row], width: u16) -> Option<Layout> {
    let of = measure(rows)?;
    let width = f64::from(width);
    // Names stand before the plot, however long they are; being bold, Latin ones are wider.
    let size = if m.language == Language::En { 17.5 } else { 15.0 };
    let names = rows.iter().map(|r| 48.0 + text_width(r.plan.place_in(m.language), size)).fold(0.0, f64::max);
    let left = names.clamp(if width < 400.0 { 104.0 } else { 128.0 }, width * 0.5);
    let right = width - 28.0;
    let scale = axis(rows, of, left + 12.0, right);
    let unit = if of.1 == Some("%") { "%" } else { "" };
    let mut ticks: Vec<(f64, String)> =
        scale.ticks.iter().map(|t| (scale.at(*t), format!("{}{unit}", tick_number(m, *t)))).collect();
    thin_out(&mut ticks);
    let latest = rows.iter().filter(|r| !r.entries.is_empty()).filter_map(|r| plan_horizon(r.plan)).max();
    let mut lines: Vec<Line> = Vec::new();
    let mut owners: Vec<(&str, Option<&str>)> = Vec::new();
    for row in rows {
        let earlier = matches!((plan_horizon(row.plan), latest), (Some(own), Some(latest)) if own + 1 < latest);
        for i in 0..row.entries.len().max(1) {
            let entry = row.entries.get(i);
            let mark = mark_of(row, entry, rows, of, &scale);
            let target = entry.map(|e| e.target);
            let (label, quoted) = match (mark, target) {
                (Mark::Value { .. }, Some(t)) => (figure(m, t).unwrap_or_default(), false),
                _ => words(m, row, entry),
            };
            let mut when = target.and_then(|t| deadline(m, t)).unwrap_or_default();
            // Which part of the place it concerns, where there is room to say so.
            if let Some(part) = target.filter(|t| width > 400.0 && !is_whole(&t.scope)) {
                when = [when.as_str(), " ", &part.scope].concat();
            }
            let half = (text_width(&label, 17.0) + text_width(&when, 13.0) + 6.0) / 2.0;
            let label_x = match mark {
                Mark::Value { x, .. } | Mark::Relative { x } => {
                    x.clamp((left + half).min(right - half), (right + 24.0 - half).max(left + half))
                }
                // Clear of the first grid line.
                Mark::Words => left + 20.0,
            };
            lines.push(Line {
                plan: row.plan.id.clone(),
                y: TOP + lines.len() as f64 * ROW,
                level: row.plan.level,
                place: row.plan.place_in(m.language).to_owned(),
                missing: !row.plan.text,
                first: i == 0,
                earlier,
                mark,
                label,
                when,
                label_x,
                quoted,
                to: target.map(|t| quote_address(m.language, t)),
            });
            let compared = entry
                .and_then(|e| e.against.as_ref())
                .filter(|against| !matches!(against.verdict, Verdict::Incomparable(_)));
            owners.push((row.plan.id.as_str(), compared.map(|against| against.plan.id.as_str())));
        }
    }
    let point = |i: usize| match lines[i].mark {
        Mark::Value { x, .. } => Some((x, lines[i].y)),
        Mark::Relative { .. } | Mark::Words => None,
    };
    let steps = (0..lines.len())
        .filter_map(|i| {
            let superior = owners[i].1?;
            let j = owners[..i].iter().position(|(id, _)| *id == superior)?;
            Some(Step { from: point(j)?, to: point(i)?, rows: (j as u32, i as u32) })
        })
        .collect();
    let height = TOP + (lines.len().max(1) as f64 - 1.0) * ROW + 28.0;
    Some(Layout { width, height, left, right, ticks, rows: lines, steps })
}

/// Where a target's quote stands, relative to the site's folder: its clause in the plan.
pub fn quote_address(language: Language, target: &Target) -> String {
    let path = target.clause.as_ref().map(ClauseId::path).unwrap_or_default();
    address(language, &Route::plan(&target.plan), "", path)
}

/// Leaves out every other label where they would touch.
pub fn thin_out(ticks: &mut [(f64, String)]) {
    let crowded = ticks.windows(2).any(|pair| {
        let needed = (text_width(&pair[0].1, 13.0) + text_width(&pair[1].1, 13.0)) / 2.0 + 8.0;
        pair[1].0 - pair[0].0 < needed
    });
    if crowded {
        for (_, label) in ticks.iter_mut().skip(1).step_by(2) {
            label.clear();
        }
    }
}

/// A number of the axis, in ten thousands where the language counts in them.
pub fn tick_number(m: &Messages, value: f64) -> String {
    let label = Scale::label(value);
    match m.language {
        Language::Hans | Language::Hant if value >= 10000.0 => Scale::label(value / 10000.0) + m.figures.myriad,
        _ => label.parse().map_or(label, |value| number(m, value)),
    }
}

/// A relative goal stands at its superior's figure, where there is one.
fn relative_x(row: &Row, rows: &[Row], scale: &Scale) -> f64 {
    let above = rows.iter().rev().filter(|r| crate::model::is_above(r.plan, row.plan));
    let value = above.flat_map(|r| &r.entries).find_map(|e| e.target.value);
    value.map_or((scale.from + scale.to) / 2.0, |v| scale.at(v.as_f64()))
}

/// Width of a label set at `size` pixels, roughly.
pub fn text_width(text: &str, size: f64) -> f64 {
    let ems = text.chars().map(|c| match c {
        '\u{a0}' => 0.3,
        c if c.is_ascii() => 0.56,
        _ => 1.0,
    });
    ems.sum::<f64>() * size
}

/// Draws a ladder. Each row is a link to its quote, so that the keyboard reaches it and a reader hears it; the
/// description may be empty where words stand beside. A widget leaves rows out by script: `data-…` says what a row
/// is, and what belongs to two.
pub fn ladder(m: &Messages, l: &Layout, name: &str, description: &str, id: &str) -> Html {
    let (title, desc, hatch) = (format!("{id}-title"), format!("{id}-desc"), format!("{id}-hatch"));
    let bottom = l.height - 8.0;
    html! {
        <svg class="ladder" viewBox={format!("0 0 {} {}", px(l.width), px(l.height))}
            data-pitch={ROW.to_string()} role="group" aria-labelledby={title.clone()}
            aria-describedby={(!description.is_empty()).then(|| desc.clone())}>
            <title id={title}>{ name.to_owned() }</title>
            if !description.is_empty() { <desc id={desc}>{ description.to_owned() }</desc> }
            if l.rows.iter().any(|row| is_hatched(row.mark)) { { hatching(&hatch) } }
            { for l.ticks.iter().map(|(x, label)| html! {
                <>
                    <line class="grid" x1={px(*x)} x2={px(*x)} y1="26" y2={px(bottom)} />
                    <text class="tick" x={px(*x)} y="16" text-anchor="middle">{ label }</text>
                </>
            }) }
            { for l.steps.iter().map(|s| {
                let points = format!("{},{} {},{} {},{}", px(s.from.0), px(s.from.1 + 8.0), px(s.from.0), px(s.to.1), px(s.to.0), px(s.to.1));
                html! { <polyline class="step" data-rows={format!("{} {}", s.rows.0, s.rows.1)} {points} /> }
            }) }
            { for l.rows.iter().enumerate().map(|(at, row)| line(m, row, at as u32, l, &hatch)) }
        </svg>
    }
}

/// A bracket stands for what is not exact.
fn is_hatched(mark: Mark) -> bool {
    matches!(mark, Mark::Relative { .. } | Mark::Value { comparator: Comparator::About, .. })
}

fn line(m: &Messages, row: &Line, at: u32, l: &Layout, hatch: &str) -> Html {
    let plot = Plot { left: l.left, right: l.right + 16.0, hatch };
    let words = row.mark == Mark::Words;
    let y = if words { row.y + 5.5 } else { row.y - 13.0 };
    let anchor = if words { "start" } else { "middle" };
    let lang = (row.quoted && m.language != Language::Hans).then_some(Language::Hans.id());
    let drawn = html! {
        <>
            <rect class="row" x="0" y={px(row.y - 29.0)} width={px(l.width)} height={px(ROW)} />
            if row.first {
                { seal(m, row.level, row.missing, row.y) }
                <text class="place" x="32" y={px(row.y + 5.5)}>{ &row.place }</text>
            }
            { mark(row.mark, row.y, &plot) }
            <text class={classes!("value", words.then_some("faint"))} x={px(row.label_x)} y={px(y)} text-anchor={anchor}>
                <tspan {lang}>{ &row.label }</tspan>
                if !row.when.is_empty() { <tspan class="when" dx="6">{ &row.when }</tspan> }
            </text>
        </>
    };
    let class = classes!(row.earlier.then_some("earlier"));
    let (plan, at) = (row.plan.clone(), at.to_string());
    match &row.to {
        Some(href) => {
            let spoken = [row.place.as_str(), &row.label, &row.when].join(" ");
            html! { <a {class} data-plan={plan} data-row={at} href={href.clone()} aria-label={spoken}>{ drawn }</a> }
        }
        None => html! { <g {class} data-plan={plan} data-row={at}>{ drawn }</g> },
    }
}

/// The seal of a level in a picture, centred at the height `y`.
pub fn seal(m: &Messages, level: Level, missing: bool, y: f64) -> Html {
    let missing_box = missing.then_some("box-missing");
    let missing_text = missing.then_some("on-missing");
    html! {
        <>
            <rect class={classes!("seal-box", format!("box-{}", level.id()), missing_box)} x="0.5" y={px(y - 12.0)} width="23" height="23" rx="2" />
            <text class={classes!("seal-text", format!("on-{}", level.id()), missing_text)} x="12" y={px(y + 5.0)} text-anchor="middle"
                lang={(m.language == Language::En).then_some("zh-Hans")}>{ m.level_seal(level) }</text>
        </>
    }
}

/// Whether a comparator occurs in a picture.
pub fn shows(layout: &Layout, wanted: Comparator) -> bool {
    layout.rows.iter().any(|r| matches!(r.mark, Mark::Value { comparator, .. } if comparator == wanted))
}

/// The signs that occur in a picture, in words. `id` is that of the picture.
pub fn legend(m: &Messages, layout: &Layout, id: &str) -> Html {
    let hatch = format!("{id}-hatch");
    let c = &m.compare;
    let has = |wanted: Comparator| shows(layout, wanted);
    let value = |x: f64, comparator: Comparator| Mark::Value { x, comparator };
    let signs = [
        (has(Comparator::AtLeast), value(8.0, Comparator::AtLeast), c.at_least),
        (has(Comparator::AtMost), value(36.0, Comparator::AtMost), c.at_most),
        (has(Comparator::About), value(22.0, Comparator::About), c.about),
        (has(Comparator::Equal), value(22.0, Comparator::Equal), c.equal),
        (layout.rows.iter().any(|r| matches!(r.mark, Mark::Relative { .. })), Mark::Relative { x: 22.0 }, c.relative),
    ];
    let plot = Plot { left: 3.0, right: 41.0, hatch: &hatch };
    let earlier = layout.rows.iter().any(|row| row.earlier);
    html! {
        <ul class="legend">
            { for signs.into_iter().filter(|(on, ..)| *on).map(|(_, sign, words)| html! {
                <li><svg class="sign" viewBox="0 0 44 20" width="44" height="20" aria-hidden="true">{ mark(sign, 10.0, &plot) }</svg>{ words }</li>
            }) }
            if !layout.steps.is_empty() {
                <li><svg class="sign" viewBox="0 0 44 20" width="44" height="20" aria-hidden="true"><line class="step" x1="4" x2="40" y1="10" y2="10" /></svg>{ c.step }</li>
            }
            if earlier {
                <li><svg class="sign earlier" viewBox="0 0 44 20" width="44" height="20" aria-hidden="true">{ mark(value(22.0, Comparator::Equal), 10.0, &plot) }</svg>{ c.earlier_plan }</li>
            }
        </ul>
    }
}

/// Says that not all commitments are of the measure of the axis.
pub fn kind_note(m: &Messages, rows: &[Row]) -> Option<&'static str> {
    let of = measure(rows)?;
    let mixed = rows.iter().flat_map(|r| &r.entries).any(|e| e.target.value.is_some() && !is_of(of, e.target));
    mixed.then_some(m.compare.mixed_kinds)
}
