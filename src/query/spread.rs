//! How the figures of an indicator lie across a country: in words, as columns of one picture, province by province.
//!
//! In: the indicator's spread, and what the provinces themselves set. Out: what a picture and its sentence need. Invariant:
//! every figure of the spread is counted in exactly one column, and nothing is ranked that grows with the size of a place.

use super::compare::Row;
use crate::bundle::spread::{AreaSpread, Spread};
use crate::model::{Decimal, Level, Target};
use crate::order::Order;

/// Most columns that a picture is parted into.
pub const COLUMNS: u32 = 32;
/// Shades of the tiles.
pub const SHADES: usize = 5;

/// The provinces as equal tiles, each about where it lies: their codes, empty where there is none.
#[rustfmt::skip]
pub const TILES: [[&str; 7]; 9] = [
    ["",   "",   "",   "",   "",   "",   "23"],
    ["",   "",   "",   "15", "",   "",   "22"],
    ["65", "",   "",   "",   "11", "12", "21"],
    ["63", "62", "64", "14", "13", "37", ""],
    ["54", "51", "61", "41", "34", "32", "31"],
    ["",   "",   "50", "42", "36", "33", ""],
    ["",   "53", "52", "43", "35", "",   "71"],
    ["",   "",   "45", "44", "82", "81", ""],
    ["",   "",   "46", "",   "",   "",   ""],
];

/// Figures in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many there are.
    pub count: u32,
    /// The lowest, that of which a quarter are no higher, the middle one, that of which a quarter are no lower, the highest.
    pub five: [Decimal; 5],
}

impl Summary {
    /// Of rising values; none without any.
    pub fn of(values: &[Decimal]) -> Option<Self> {
        let last = values.len().checked_sub(1)?;
        // A figure that some plan sets, never one between two.
        Some(Self { count: values.len() as u32, five: [0, 1, 2, 3, 4].map(|quarter| values[last * quarter / 4]) })
    }

    /// The figure in the middle.
    pub fn median(&self) -> Decimal {
        self.five[2]
    }
}

/// All figures, rising.
pub fn values(spread: &Spread) -> Vec<Decimal> {
    let mut values: Vec<Decimal> = spread.areas.iter().flat_map(|area| area.values.iter().copied()).collect();
    values.order();
    values
}

/// How many figures stand in each column from `low` to `high`, of which each is centred on a multiple of `step`.
pub fn columns(values: &[Decimal], [low, high]: [f64; 2], step: f64) -> Vec<u32> {
    let place = |value: f64| ((value - low) / step + 0.5).max(0.0) as usize;
    let mut columns = vec![0; place(high) + 1];
    for value in values {
        let last = columns.len() - 1;
        columns[place(value.as_f64()).min(last)] += 1;
    }
    columns
}

/// How many ask more than the nearest superior with a figure, the same, less; of a country, or of one province.
pub fn against<'a>(areas: impl IntoIterator<Item = &'a AreaSpread>) -> [u32; 3] {
    areas
        .into_iter()
        .fold([0; 3], |[more, same, less], area| [more + area.stricter, same + area.same, less + area.laxer])
}

/// What a row sets in the measure of a spread.
pub fn figure_of<'a>(spread: &Spread, row: &Row<'a>) -> Option<&'a Target> {
    row.entries.iter().map(|entry| entry.target).find(|target| target.measure() == Some(spread.measure()))
}

/// What stands on the tile of a province.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tile<'a> {
    /// The first two digits of its code.
    pub area: &'static str,
    /// What the province itself sets.
    pub own: Option<&'a Target>,
    /// What the places below it set.
    pub below: Option<&'a AreaSpread>,
    /// From 0, the lowest, to [`SHADES`] - 1; none without a figure, and of what grows with the size of a place.
    pub shade: Option<usize>,
}

impl Tile<'_> {
    /// The province's own figure, else the middle one of its places.
    pub fn value(&self) -> Option<Decimal> {
        let median = || Summary::of(&self.below?.values).map(|summary| summary.median());
        self.own.and_then(|target| target.value).or_else(median)
    }
}

/// The tiles of an indicator, as [`TILES`] has them. `rows` are those of the nation and the provinces; `total`: the indicator
/// grows with the size of a place.
pub fn map<'a>(spread: &'a Spread, rows: &[Row<'a>], total: bool) -> Vec<Option<Tile<'a>>> {
    let tile = |area: &'static str| {
        let of_area = |row: &&Row| {
            row.plan.level == Level::Province
                && row.plan.place_code.as_ref().is_some_and(|code| code.province() == area)
        };
        // Of several plans of a province the latest.
        let own = rows.iter().rev().filter(of_area).find_map(|row| figure_of(spread, row));
        Tile { area, own, below: spread.areas.iter().find(|below| below.area == area), shade: None }
    };
    let mut map: Vec<Option<Tile>> =
        TILES.iter().flatten().map(|area| (!area.is_empty()).then(|| tile(area))).collect();
    let mut values: Vec<Decimal> = map.iter().flatten().filter_map(Tile::value).collect();
    values.order();
    for tile in map.iter_mut().flatten().filter(|_| !total) {
        let lower = |value: Decimal| values.iter().filter(|other| **other < value).count();
        tile.shade = tile.value().map(|value| lower(value) * SHADES / values.len());
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::IndicatorShard;
    use crate::model::Kind;
    use crate::model::samples::{indicator, plan, target};
    use crate::query::compare::rows;

    fn decimals(values: &[&str]) -> Vec<Decimal> {
        values.iter().filter_map(|value| value.parse().ok()).collect()
    }

    fn spread(areas: &[(&str, &[&str])]) -> Spread {
        let area = |(area, values): &(&str, &[&str])| AreaSpread {
            area: (*area).to_owned(),
            plans: values.len() as u32,
            values: decimals(values),
            stricter: 2,
            same: 1,
            laxer: 0,
        };
        Spread { kind: Kind::Level, unit: Some("%".to_owned()), each: false, areas: areas.iter().map(area).collect() }
    }

    #[test]
    fn figures_in_short_are_figures_that_some_plan_sets() {
        for (values, five) in [
            (&["75"][..], ["75"; 5]),
            (&["70", "80"], ["70", "70", "70", "70", "80"]),
            (&["1", "2", "3", "4", "5", "6", "7", "8", "9"], ["1", "3", "5", "7", "9"]),
        ] {
            let summary = Summary::of(&decimals(values)).expect("figures");
            assert_eq!((summary.five.to_vec(), summary.count as usize), (decimals(&five), values.len()));
        }
        assert_eq!(Summary::of(&[]), None);
    }

    #[test]
    fn every_figure_stands_in_one_column() {
        let values = decimals(&["-1", "0", "0", "49.9", "50", "50.1", "95", "100"]);
        let columns = columns(&values, [0.0, 100.0], 10.0);
        assert_eq!(columns, [3, 0, 0, 0, 0, 3, 0, 0, 0, 0, 2]);
        assert_eq!(columns.iter().sum::<u32>() as usize, values.len());
    }

    #[test]
    fn every_province_has_one_tile() {
        let mut codes: Vec<&str> = TILES.into_iter().flatten().filter(|code| !code.is_empty()).collect();
        codes.sort_unstable();
        let known: Vec<&str> = include_str!("../../assets/divisions.tsv")
            .lines()
            .filter_map(|line| line.split('\t').next()?.strip_suffix("0000"))
            .collect();
        assert_eq!(codes, known);
    }

    /// A province shows its own figure, else the middle one of its places.
    #[test]
    fn tiles_are_shaded_by_their_figures_alone() {
        let plans =
            [plan("china-2024", None), plan("fujian-2024", Some("350000")), plan("jiangxi-2024", Some("360000"))];
        let mut rise = target("jiangxi-2024/1", "3", None);
        rise.kind = Kind::Increase;
        let targets = vec![target("china-2024/1", "90", None), target("fujian-2024/1", "95", None), rise];
        let shard = IndicatorShard::of(indicator(), targets);
        let spread = spread(&[("35", &["95", "96"]), ("36", &["91", "92", "93"]), ("37", &["95"]), ("44", &[])]);
        let rows = rows(&shard, &plans);
        let shown = |total: bool| -> Vec<(&str, Option<String>, Option<usize>)> {
            let map = map(&spread, &rows, total);
            let set = map.iter().flatten().filter(|tile| tile.below.is_some());
            set.map(|tile| (tile.area, tile.value().map(|value| value.to_string()), tile.shade)).collect()
        };
        let value = |value: &str| Some(value.to_owned());
        // 山东 stands north of 江西, that north of 福建.
        assert_eq!(
            shown(false),
            [
                ("37", value("95"), Some(1)),
                ("36", value("92"), Some(0)),
                ("35", value("95"), Some(1)),
                ("44", None, None)
            ]
        );
        assert!(shown(true).iter().all(|(_, _, shade)| shade.is_none()), "totals are not ranked");
        assert_eq!(against(&spread.areas), [8, 4, 0]);
        assert_eq!(values(&spread).len(), 6);
    }
}
