//! A linear axis with round ticks.

/// A linear scale from values to pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The lowest value of the axis.
    pub low: f64,
    /// The highest value of the axis.
    pub high: f64,
    /// The pixel of `low`.
    pub from: f64,
    /// The pixel of `high`.
    pub to: f64,
    /// Values with a grid line, rising.
    pub ticks: Vec<f64>,
}

impl Scale {
    /// A scale over all `values` with three to six round ticks, drawn from pixel `from` to pixel `to`.
    pub fn over(values: &[f64], from: f64, to: f64) -> Self {
        Self::below(f64::INFINITY, values, from, to)
    }

    /// The same where no value can be higher than `ceiling`, as a share of more than 100 %.
    pub fn below(ceiling: f64, values: &[f64], from: f64, to: f64) -> Self {
        let min = values.iter().copied().fold(f64::INFINITY, f64::min);
        let max = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (min, max) = if min.is_finite() { (min, max) } else { (0.0, 1.0) };
        // A lone value has nothing to differ from but nought.
        let min = if max > min { min } else { min.min(0.0) };
        let spread = if max > min { max - min } else { 1.0 };
        let step = round_step(spread / 3.0);
        // What is counted in ones has no tenths.
        let step = if values.iter().all(|value| value.fract() == 0.0) { step.max(1.0) } else { step };
        let low = ((min - spread * 0.08) / step).floor() * step;
        let high = ((max + spread * 0.08) / step).ceil() * step;
        // What cannot be negative does not start below nought.
        let low = if min >= 0.0 { low.max(0.0) } else { low };
        let high = if max <= ceiling { high.min(ceiling) } else { high };
        let low = if high - low < step { high - step } else { low };
        let count = ((high - low) / step + 1e-6).floor() as u32;
        let ticks = (0..=count).map(|i| high - f64::from(count - i) * step).collect();
        Self { low, high, from, to, ticks }
    }

    /// A round step of which no more than `most` fit on the axis; what is counted in ones has no tenths.
    pub fn step(&self, most: u32, ones: bool) -> f64 {
        let step = round_step((self.high - self.low) / f64::from(most));
        if ones { step.max(1.0) } else { step }
    }

    /// The pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// A tick as text, without the noise of binary fractions.
    pub fn label(value: f64) -> String {
        let parts = (value * 10_000.0).round() as i64;
        let text = format!("{}.{:04}", parts / 10_000, (parts % 10_000).abs());
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Pixels with one decimal: the same text on the server and in the browser.
pub fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, (tenths / 10).abs(), (tenths % 10).abs())
}

/// The next 1, 2, 2.5 or 5 times a power of ten that is no smaller.
fn round_step(raw: f64) -> f64 {
    let mut power = 1.0_f64;
    while power * 10.0 <= raw {
        power *= 10.0;
    }
    while power > raw {
        power /= 10.0;
    }
    let step = [1.0, 2.0, 2.5, 5.0].into_iter().find(|m| m * power >= raw).unwrap_or(10.0);
    step * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_round() {
        let scale = Scale::over(&[60.0, 80.0], 0.0, 100.0);
        assert_eq!((scale.low, scale.high), (50.0, 90.0));
        let steps = [(40, true), (40, false), (100, true), (100, false), (30, false)]
            .map(|(most, ones)| scale.step(most, ones));
        assert_eq!(steps, [1.0, 1.0, 1.0, 0.5, 2.0]);
    }

    #[test]
    fn round_ticks_around_the_values() {
        for (values, ticks) in [
            (vec![70.0, 73.0, 75.5, 79.8], vec![65.0, 70.0, 75.0, 80.0, 85.0]),
            (vec![2.0, 1.9, 1.92], vec![1.85, 1.9, 1.95, 2.0, 2.05]),
            (vec![10000.0, 300000.0, 500000.0], vec![0.0, 200000.0, 400000.0, 600000.0]),
            (vec![100.0], vec![0.0, 50.0, 100.0, 150.0]),
            (vec![1.0, 1.0], vec![0.0, 1.0, 2.0]),
            (vec![95.0, 96.0], vec![94.0, 95.0, 96.0, 97.0]),
        ] {
            let scale = Scale::over(&values, 0.0, 100.0);
            assert_eq!(
                scale.ticks.iter().map(|t| Scale::label(*t)).collect::<Vec<_>>(),
                ticks.iter().map(|t: &f64| Scale::label(*t)).collect::<Vec<_>>()
            );
            assert!(values.iter().all(|v| (0.0..=100.0).contains(&scale.at(*v))));
        }
    }
}
