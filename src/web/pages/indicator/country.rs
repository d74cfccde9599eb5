//! What many places of a country set, as a picture before any row: all figures on one axis with one's own place and its
//! superiors, the provinces as equal tiles that open into their places, and the same picture province by province.

use crate::bundle::spread::{AreaSpread, Spread};
use crate::bundle::{Overview, key};
use crate::messages::{CountryWords, Messages};
use crate::model::{Decimal, Indicator, Kind, Level, Plan};
use crate::query::compare::{Row, rows_in};
use crate::query::place::chain;
use crate::query::spread::{COLUMNS, Summary, TILES, Tile, against, columns, figure_of, map, values};
use crate::query::view::ComparisonView;
use crate::query::words::{amount, figure, number};
use crate::web::chart::ladder::{seal, text_width, thin_out, tick_number};
use crate::web::chart::scale::{Scale, px};
use crate::web::link::Link;
use crate::web::page::{Page, Visit};
use crate::web::route::Route;
use yew::prelude::*;

/// Room above the columns for the number of the highest.
const TOP: f64 = 24.0;
/// Where the columns stand.
const BASE: f64 = 144.0;
/// Height of a line under the axis, which names a figure that is marked.
const LINE: f64 = 32.0;

/// A part of the page of an indicator; its ids are the indicator's and that of the visitor's place, which may be empty.
pub struct Country;

impl Page for Country {
    const FOLDER: Route = Route::COMPARE;
    const IDS: usize = 2;

    fn title(_: &Visit) -> Option<String> {
        None
    }

    fn view(visit: &Visit) -> Option<Html> {
        let (id, o) = (visit.id(0), visit.overview()?);
        let chain = chain(&o.plans, visit.id(1));
        let (parts, _) = visit.store.indicator(id, chain.last().and_then(|plan| key::area(plan)).as_slice());
        let mut rows = rows_in(&parts, &o.plans, None);
        rows.retain(|row| row.plan.level <= Level::Province || chain.iter().any(|plan| plan.id == row.plan.id));
        let country = Picture {
            m: visit.messages(),
            w: *visit.store.get(&key::country(visit.store.language()))?,
            o: &o,
            indicator: &parts.first()?.indicator,
            spread: &*visit.store.get(&key::spread(id))?,
            rows: &rows,
            chain: &chain,
            view: &ComparisonView::parse(visit.query),
        };
        Some(country.view())
    }
}

/// One indicator across a country.
struct Picture<'a> {
    m: &'a Messages,
    w: &'a CountryWords,
    o: &'a Overview,
    indicator: &'a Indicator,
    spread: &'a Spread,
    /// Of the nation, the provinces, and the visitor's place and those above it.
    rows: &'a [Row<'a>],
    /// The visitor's place and those above it.
    chain: &'a [&'a Plan],
    view: &'a ComparisonView,
}

impl Picture<'_> {
    /// All of it.
    fn view(&self) -> Html {
        let (w, values) = (self.w, values(self.spread));
        let tiles = map(self.spread, self.rows, self.indicator.total);
        let axis = self.axis(&values);
        html! {
            <section class="group country" aria-labelledby="country">
                <h2 id="country">{ w.title }</h2>
                <div class="country-pair">
                    <div>
                        { self.said(&values, against(&self.spread.areas)) }
                        if let Some(axis) = &axis {
                            <figure class="picture">
                                <div class="narrow">{ self.picture(&values, axis(340.0)) }</div>
                                <div class="wide">{ self.picture(&values, axis(560.0)) }</div>
                                <figcaption class="meta">{ w.picture }</figcaption>
                            </figure>
                        }
                        { self.opened() }
                    </div>
                    { self.tiles(&tiles) }
                </div>
                if let Some(axis) = &axis { { self.multiples(&tiles, axis(240.0)) } }
            </section>
        }
    }

    /// Figures in short, and how they stand to those above.
    fn said(&self, values: &[Decimal], [stricter, same, laxer]: [u32; 3]) -> Html {
        let (w, Some(summary)) = (self.w, Summary::of(values)) else { return Html::default() };
        let [low, from, median, to, high] = summary.five.map(|value| self.amount(value));
        let n = summary.count;
        let said = if low == high { w.said_same(n, low) } else { w.said(n, median, from, to, low, high) };
        let compared = stricter + same + laxer;
        let others = n.saturating_sub(compared);
        let rest = if others > 0 { w.rest(others) } else { String::new() };
        html! {
            <p>{ said }{ self.m.signs.space }
                if self.indicator.total { { w.total } } else if compared > 0 { { w.against(stricter, same, laxer, rest) } }</p>
        }
    }

    fn amount(&self, value: Decimal) -> String {
        amount(self.m, value, None, self.spread.unit.as_deref().unwrap_or(""))
    }

    /// The same where there is little room: what the figures count is said beside them.
    fn in_short(&self, value: Decimal) -> String {
        match self.spread.unit.as_deref() {
            None | Some("%") => self.amount(value),
            Some(_) => number(self.m, value),
        }
    }

    /// An axis over all figures for a width; none without figures, and none for totals, which no axis makes alike.
    fn axis(&self, figures: &[Decimal]) -> Option<impl Fn(f64) -> Axis> {
        let own = self.rows.iter().filter_map(|row| figure_of(self.spread, row)?.value);
        let all: Vec<f64> = figures.iter().copied().chain(own).map(Decimal::as_f64).collect();
        let share = (self.spread.kind, self.spread.unit.as_deref()) == (Kind::Level, Some("%"));
        let ceiling = if share { 100.0 } else { f64::INFINITY };
        let ones = figures.iter().all(|value| value.is_integer());
        let axis = move |width: f64| {
            let scale = Scale::below(ceiling, &all, 12.0, width - 12.0);
            let step = scale.step(COLUMNS, ones);
            Axis { scale, step }
        };
        (!figures.is_empty() && !self.indicator.total).then_some(axis)
    }

    /// Columns of all figures; under the axis what is marked in them, a line each.
    fn picture(&self, values: &[Decimal], axis: Axis) -> Html {
        let scale = &axis.scale;
        let m = self.m;
        let counts = columns(values, [scale.low, scale.high], axis.step);
        let most = counts.iter().copied().max().unwrap_or_default();
        let highest = counts.iter().position(|count| *count == most).unwrap_or_default();
        let highest = scale.at(scale.low + highest as f64 * axis.step).clamp(28.0, scale.to - 16.0);
        let unit = if self.spread.unit.as_deref() == Some("%") { "%" } else { "" };
        let mut ticks: Vec<(f64, String)> =
            scale.ticks.iter().map(|tick| (scale.at(*tick), tick_number(m, *tick) + unit)).collect();
        thin_out(&mut ticks);
        let is_marked = |row: &&Row| match row.plan.level {
            Level::Nation => true,
            _ if !self.chain.is_empty() => self.chain.iter().any(|plan| plan.id == row.plan.id),
            level => level == Level::Province && self.view.area.as_deref() == key::area(row.plan),
        };
        let mut marks: Vec<(f64, Option<Level>, String)> = Vec::new();
        for row in self.rows.iter().filter(is_marked) {
            if let Some(target) = figure_of(self.spread, row)
                && let Some(value) = target.value
            {
                let said = [row.plan.place_in(m.language), " ", &figure(m, target).unwrap_or_default()].concat();
                // Of several plans of a place the latest.
                marks.retain(|(_, level, _)| *level != Some(row.plan.level));
                marks.push((scale.at(value.as_f64()), Some(row.plan.level), said));
            }
        }
        if let Some(summary) = Summary::of(values) {
            let median = summary.median();
            marks.push((scale.at(median.as_f64()), None, self.w.median(self.amount(median))));
        }
        // The place that is asked for stands out among those above it.
        let own = self.chain.last().map_or(Some(Level::Nation), |plan| Some(plan.level));
        let line = |n: usize| BASE + 44.0 + n as f64 * LINE;
        html! {
            <svg viewBox={format!("0 0 {} {}", px(scale.to + 12.0), px(line(marks.len()) - 12.0))} role="img" aria-label={self.w.picture}>
                { for ticks.iter().map(|(x, label)| html! {
                    <>
                        <line class="grid" x1={px(*x)} x2={px(*x)} y1={px(TOP)} y2={px(BASE)} />
                        <text class="tick" x={px(*x)} y={px(BASE + 18.0)} text-anchor="middle">{ label }</text>
                    </>
                }) }
                <path class="columns" d={axis.drawn(&counts, BASE, BASE - TOP)} />
                <line class="base" x1={px(scale.from)} x2={px(scale.to)} y1={px(BASE)} y2={px(BASE)} />
                <text class="tick" x={px(highest)} y={px(TOP - 8.0)} text-anchor="middle">{ self.w.plans(most) }</text>
                { for marks.iter().enumerate().map(|(n, (x, level, _))| {
                    let (class, end) = if level.is_some() { ("mark", -12.0) } else { ("step", 6.0) };
                    html! { <line {class} x1={px(*x)} x2={px(*x)} y1={px(TOP)} y2={px(line(n) + end)} /> }
                }) }
                // Over the lines, which pass between their letters.
                { for marks.iter().enumerate().map(|(n, (x, level, said))| {
                    let (y, gap) = (line(n), if level.is_some() { 18.0 } else { 6.0 });
                    let right = x + gap + text_width(said, 15.0) <= scale.to + 12.0;
                    let (at, anchor) = if right { (x + gap, "start") } else { (x - gap, "end") };
                    html! {
                        <>
                            if let Some(level) = level { <g transform={format!("translate({} 0)", px(x - 12.0))}>{ seal(m, *level, false, y) }</g> }
                            <text class={classes!("named", (*level == own).then_some("place"))} x={px(at)} y={px(y + 5.0)} text-anchor={anchor}>{ said }</text>
                        </>
                    }
                }) }
            </svg>
        }
    }

    /// The provinces, each a way to its places.
    fn tiles(&self, tiles: &[Option<Tile>]) -> Html {
        let w = self.w;
        let has = |own: bool| tiles.iter().flatten().any(|tile| tile.value().is_some() && tile.own.is_some() == own);
        html! {
            <div>
                <h3 id="tiles">{ w.tiles }</h3>
                <div class="tiles" role="group" aria-labelledby="tiles">
                    { for tiles.iter().map(|tile| tile.as_ref().map_or_else(|| html! { <i></i> }, |tile| self.tile(tile))) }
                </div>
                <ul class="legend">
                    if has(true) { <li><i class="tile-key"></i>{ w.key_own }</li> }
                    if has(false) && !self.indicator.total { <li><i class="tile-key median"></i>{ w.key_median }</li> }
                    if !self.indicator.total { <li>{ w.key_shade }</li> }
                    <li>{ w.key_note }</li>
                </ul>
            </div>
        }
    }

    fn tile(&self, tile: &Tile) -> Html {
        let (m, w) = (self.m, self.w);
        let area = self.area_name(tile.area);
        let n = tile.below.map_or(0, |below| below.plans);
        // The median of totals of places of different size is no total of their province.
        let value = tile.value().filter(|_| tile.own.is_some() || !self.indicator.total);
        let label = match (tile.own, value) {
            (None, _) if n > 0 && self.indicator.total => w.opened(area, n),
            (Some(own), _) => w.tile_own(area, figure(m, own).unwrap_or_default()),
            (None, Some(median)) => w.tile_median(area, n, self.amount(median)),
            (None, None) if n > 0 => w.tile_words(area, n),
            (None, None) => w.tile_none(area),
        };
        let class = classes!(
            "tile",
            (tile.own.is_none() && value.is_some()).then_some("median"),
            tile.shade.map(|shade| ["shade-", &number(m, Decimal::from_int(shade as i64))].concat())
        );
        let shown = html! {
            <><b>{ w.names.get(tile.area).unwrap_or_default() }</b><span>{ value.map(|value| self.in_short(value)).or((n > 0).then(|| w.plans(n))) }</span></>
        };
        if tile.below.is_none() {
            return html! { <span {class} title={label}>{ shown }</span> };
        }
        let current = (self.view.area.as_deref() == Some(tile.area)).then(|| AttrValue::from("true"));
        html! { <Link to={self.route()} query={self.opening(tile.area)} {class} {label} {current}>{ shown }</Link> }
    }

    fn route(&self) -> Route {
        Route::indicator(&self.indicator.id)
    }

    fn opening(&self, area: &str) -> String {
        ComparisonView { area: Some(area.to_owned()), whole: Vec::new(), ..self.view.clone() }.query()
    }

    fn area_name(&self, code: &str) -> &str {
        let known = self.o.area(code).map(|area| area.name.of(self.m.language));
        known.or_else(|| self.w.names.get(code)).unwrap_or_default()
    }

    /// The province that is open: its figures in short, and the way to its rows.
    fn opened(&self) -> Html {
        let open = self.spread.areas.iter().find(|area| self.view.area.as_ref() == Some(&area.area));
        let Some(area) = open else { return Html::default() };
        let whole = ComparisonView { area: None, whole: Vec::new(), ..self.view.clone() }.query();
        html! {
            <div class="country-open" role="status">
                <p><strong>{ self.w.opened(self.area_name(&area.area), area.plans) }</strong></p>
                { self.said(&area.values, against([area])) }
                <p><Link to={self.route()} query={self.view.query()} hash="levels">{ self.w.rows }</Link>{ " · " }<Link to={self.route()} query={whole}>{ self.w.whole }</Link></p>
            </div>
        }
    }

    /// The same picture province by province, on one axis.
    fn multiples(&self, tiles: &[Option<Tile>], axis: Axis) -> Html {
        let scale = &axis.scale;
        let one = |area: &AreaSpread| {
            let median = Summary::of(&area.values)?.median();
            let counts = columns(&area.values, [scale.low, scale.high], axis.step);
            let own = tiles.iter().flatten().find(|tile| tile.area == area.area).and_then(|tile| tile.own?.value);
            let own = own.map(|value| px(scale.at(value.as_f64())));
            Some(html! {
                <li>
                    <Link to={self.route()} query={self.opening(&area.area)}>{ self.area_name(&area.area) }</Link>
                    <span class="meta">{ self.w.plans(area.plans) }{ " · " }{ self.w.median(self.in_short(median)) }</span>
                    <svg viewBox="0 0 240 56" aria-hidden="true">
                        <path class="columns" d={axis.drawn(&counts, 54.0, 46.0)} />
                        <line class="base" x1={px(scale.from)} x2={px(scale.to)} y1="54" y2="54" />
                        if let Some(x) = own { <line class="mark" x1={x.clone()} x2={x} y1="0" y2="54" /> }
                    </svg>
                </li>
            })
        };
        html! {
            <>
                <h3>{ self.w.multiples }</h3>
                <p class="meta">{ self.w.multiples_note }</p>
                <ul class="multiples">{ for self.spread.areas.iter().filter_map(one) }</ul>
            </>
        }
    }
}

/// An axis, and how far apart columns stand on it.
struct Axis {
    scale: Scale,
    step: f64,
}

impl Axis {
    /// Columns as one path, the highest of the height `height` above `base`.
    fn drawn(&self, counts: &[u32], base: f64, height: f64) -> String {
        let most = counts.iter().copied().max().unwrap_or(1);
        let column = self.scale.at(self.scale.low + self.step) - self.scale.from;
        let mut path = String::new();
        for (n, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            // What stands for a single plan among thousands is seen too.
            let top = (f64::from(*count) / f64::from(most) * height).max(2.0);
            let left = self.scale.from + (n as f64 - 0.5) * column + 0.5;
            path += &format!("M{} {}h{width}v{}h-{width}z", px(left), px(base), px(-top), width = px(column - 1.0));
        }
        path
    }
}

/// As many columns as the style sheet sets tiles side by side.
const _: () = assert!(TILES[0].len() == 7);
