//! Figures of promises that grow, shrink and vary, with the numbers that are written for them.
//!
//! Invariant: what is written times the multiplier is the promise's value; a share stays below a hundred per cent, so
//! that it does not turn into full coverage.

use super::chance::Chance;
use super::draft::{Piece, Promise, Sentence};
use crate::model::{Decimal, Kind, Level};

/// How many times as much a place promises as one of the level below it.
const STEP: i64 = 8;

/// Counts of fewer things than these hundredths are the same at every level: at least one hospital.
const FEW: i64 = 300;

/// The number that a figure begins with, as it is written: 0.5 of 0.5万套以上.
pub fn written(figure: &[char]) -> String {
    figure.iter().take_while(|c| c.is_ascii_digit() || **c == '.').collect()
}

/// What a written number is multiplied with to give the value.
pub fn multiplier(written: &str, value: Decimal) -> Option<i64> {
    let number: Decimal = written.parse().ok()?;
    [1, 10, 100, 1000, 10_000, 100_000_000].into_iter().find(|by| number.times(*by) == Some(value))
}

/// Makes a promise of a plan of this level one of the nation's.
pub fn raise(sentence: &mut Sentence, level: Level) {
    let steps = Level::ALL.iter().position(|known| *known == level).unwrap_or(0) as u32;
    change(
        sentence,
        |promise, hundredths| if is_count(promise, hundredths) { hundredths * STEP.pow(steps) } else { hundredths },
    );
}

/// Makes a promise of a plan one of a plan right below it.
pub fn vary(sentence: &mut Sentence, chance: &mut Chance) {
    change(sentence, |promise, hundredths| {
        if is_count(promise, hundredths) {
            return hundredths * 10 / chance.between(40, 120);
        }
        match promise.unit.as_deref() {
            Some("%" | "‰" | "个百分点") => (hundredths + chance.between(-6, 6) * 50).clamp(100, 9_900),
            // A ratio: 1.92.
            None => (hundredths + chance.between(-8, 8)).max(101),
            Some(_) => hundredths,
        }
    });
}

/// Makes a promise of the nation one of a plan of this level.
pub fn lower(sentence: &mut Sentence, level: Level, chance: &mut Chance) {
    Level::ALL.iter().take_while(|above| **above < level).for_each(|_| vary(sentence, chance));
}

/// A number of things that adds up over places, in hundredths.
fn is_count(promise: &Promise, hundredths: i64) -> bool {
    let counted = promise.unit.as_deref().is_some_and(|unit| !matches!(unit, "%" | "‰" | "个百分点"));
    counted && promise.kind != Kind::Increase && hundredths * promise.multiplier.unwrap_or(1) >= FEW
}

/// Changes every figure of a sentence that may change; `to` gives the new number of an old one, both in hundredths.
fn change(sentence: &mut Sentence, mut to: impl FnMut(&Promise, i64) -> i64) {
    let Sentence { pieces, promises } = sentence;
    let figures = pieces.iter_mut().filter_map(|piece| match piece {
        Piece::Figure(written) => Some(written),
        _ => None,
    });
    for (written, promise) in figures.zip(promises.iter_mut().filter(|promise| promise.multiplier.is_some())) {
        let Some(old) = hundredths(written) else { continue };
        let new = to(promise, old);
        let number = if new == old { continue } else { rounded(new, !written.contains('.')) };
        let value = number.parse::<Decimal>().ok().zip(promise.multiplier).and_then(|(n, by)| n.times(by));
        if let Some(value) = value {
            (*written, promise.value) = (number, Some(value));
        }
    }
}

fn hundredths(written: &str) -> Option<i64> {
    let (whole, part) = written.split_once('.').unwrap_or((written, ""));
    if part.len() > 2 {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// A number of hundredths with two or three telling digits; whole numbers stay whole, and none becomes nothing.
fn rounded(hundredths: i64, whole: bool) -> String {
    let telling = |n: i64| {
        let unit = std::iter::successors(Some(1), |unit| Some(unit * 10)).find(|unit| n / unit < 100).unwrap_or(1);
        n / unit * unit
    };
    let n = match hundredths {
        n if n >= 10_000 => telling(n),
        n if whole => (n / 100 * 100).max(100),
        n => n.max(1),
    };
    let text = format!("{}.{:02}", n / 100, n % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Comparator;

    fn sentence(number: &str, unit: Option<&str>, multiplier: i64) -> Sentence {
        let value = number.parse::<Decimal>().ok().and_then(|n| n.times(multiplier));
        let promise = Promise {
            label: Vec::new(),
            comparator: Comparator::Equal,
            value,
            value_max: None,
            unit: unit.map(str::to_owned),
            kind: Kind::Level,
            year_from: None,
            year_to: None,
            qualitative: false,
            multiplier: Some(multiplier),
        };
        Sentence { pieces: vec![Piece::Figure(number.to_owned())], promises: vec![promise] }
    }

    fn shown(sentence: &Sentence) -> String {
        let Piece::Figure(written) = &sentence.pieces[0] else { panic!("a figure") };
        written.clone()
    }

    #[test]
    fn multipliers_are_found() {
        for (text, value, by) in [("0.5", "5000", Some(10_000)), ("75.5", "75.5", Some(1)), ("3", "7", None)] {
            assert_eq!(multiplier(text, value.parse().expect("a number")), by, "{text}");
        }
        assert_eq!(written(&"2.25万个以上".chars().collect::<Vec<_>>()), "2.25");
    }

    #[test]
    fn counts_are_raised_to_the_nation_and_nothing_else_is() {
        for (number, unit, expected) in [
            ("560", Some("套"), "280000"),
            ("2.5", Some("公里"), "2.5"),
            ("31.5", Some("公里"), "16000"),
            ("1", Some("所"), "1"),
            ("96", Some("%"), "96"),
            ("1.92", None, "1.92"),
        ] {
            let mut sentence = sentence(number, unit, 1);
            raise(&mut sentence, Level::County);
            assert_eq!(shown(&sentence), expected, "{number} {unit:?}");
        }
    }

    #[test]
    fn what_is_written_is_the_value_however_it_varies() {
        let mut chance = Chance::of(3, "figures");
        for (number, unit, by) in
            [("5000", Some("套"), 1), ("2.25", Some("个"), 10_000), ("95", Some("%"), 1), ("1.9", None, 1)]
        {
            let mut varied = 0;
            for _ in 0..200 {
                let mut sentence = sentence(number, unit, by);
                for _ in 0..3 {
                    vary(&mut sentence, &mut chance);
                }
                let (written, value) = (shown(&sentence), sentence.promises[0].value);
                assert_eq!(written.parse::<Decimal>().expect("a number").times(by), value, "{written}");
                assert!(value > Some(Decimal::default()));
                assert!(unit != Some("%") || value < Some(Decimal::from_int(100)));
                varied += usize::from(written != number);
            }
            assert!(varied > 100 || number == "2.25", "{number}: {varied}");
        }
    }
}
