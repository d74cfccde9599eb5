//! The value of a target, exact as written.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::{fmt, str::FromStr};

const SCALE: i64 = 1_000_000;

/// A decimal number with six places: values of plans (75.5, 1.92, 300000) compare and print exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    /// A whole number.
    pub const fn from_int(n: i64) -> Self {
        Self(n.saturating_mul(SCALE))
    }

    /// `self × n`, or `None` where that leaves the range (about ±9 × 10¹²).
    pub fn times(self, n: i64) -> Option<Self> {
        self.0.checked_mul(n).map(Self)
    }

    /// The nearest floating-point number, for drawing; never for comparing.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }

    /// Whether it has no decimals.
    pub fn is_integer(self) -> bool {
        self.0 % SCALE == 0
    }
}

impl std::ops::Add for Decimal {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::ops::Sub for Decimal {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / SCALE as u64, self.0.unsigned_abs() % SCALE as u64);
        if part == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let places = format!("{part:06}");
            write!(f, "{sign}{whole}.{}", places.trim_end_matches('0'))
        }
    }
}

impl FromStr for Decimal {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("`{s}` is no decimal number with up to six places below 9 × 10¹²");
        let (sign, digits) = s.strip_prefix('-').map_or((1, s), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let part = part.trim_end_matches('0');
        let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || part.len() > 6 {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let part: i64 = format!("{part:0<6}").parse().map_err(|_| wrong())?;
        // Below zero there is one number more, so the sign comes in before the parts are added up.
        whole.checked_mul(sign * SCALE).and_then(|n| n.checked_add(sign * part)).map(Self).ok_or_else(wrong)
    }
}

/// A JSON number with all its digits: floating-point numbers would lose some above nine billion.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string()).map_err(serde::ser::Error::custom)?.serialize(s)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(d)?.get().parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn prints_and_reads_what_was_written() {
        for s in ["0", "1.92", "75.5", "300000", "-3", "0.000001", "123456789.123456", "-0.1"] {
            let value: Decimal = s.parse().expect(s);
            assert_eq!(value.to_string(), s);
            assert_eq!(serde_json::to_string(&value).expect(s), s);
            assert_eq!(serde_json::from_str::<Decimal>(s).expect(s), value);
        }
        for s in
            ["", "x", "-", "--1", "+1", "1.2.3", "99999999999999999999", "9223372036854.775808", "1.1234567", "1e-6"]
        {
            assert!(s.parse::<Decimal>().is_err(), "{s}");
        }
        assert_eq!("2.00000000".parse(), Ok(Decimal::from_int(2)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// As text, as JSON natively, and as the app reads its data.
        #[test]
        fn every_number_is_written_and_read_the_same(n in any::<i64>(), cut in 0..60_u32) {
            for value in [Decimal(n), Decimal(n >> cut), Decimal(i64::MIN), Decimal(i64::MAX), Decimal(9_007_199_255_500_000)] {
                prop_assert_eq!(value.to_string().parse(), Ok(value));
                let json = serde_json::to_string(&[Some(value), None]).expect("written");
                prop_assert_eq!(serde_json::from_str::<[Option<Decimal>; 2]>(&json).expect("read"), [Some(value), None]);
                prop_assert_eq!(crate::bundle::parse::parse::<Vec<Option<Decimal>>>(&json), Some(vec![Some(value), None]));
            }
        }
    }
}
