//! The value of a target, exact as written.

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

const SCALE: i64 = 1_000_000;

/// A decimal number with six places: values of plans (75.5, 1.92, 300000) compare and print exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    pub const fn from_int(n: i64) -> Self {
        Self(n.saturating_mul(SCALE))
    }

    /// `self × n`, or `None` where that leaves the range (about ±9 × 10¹²).
    pub fn times(self, n: i64) -> Option<Self> {
        self.0.checked_mul(n).map(Self)
    }

    pub fn as_f64(self) -> f64 {
        self.0 as f64 / SCALE as f64
    }

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
        let wrong = || format!("`{s}` is no decimal number with up to six places");
        let (sign, digits) = s.strip_prefix('-').map_or((1, s), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || part.len() > 6 {
            return Err(wrong());
        }
        let whole: i64 = whole.parse().map_err(|_| wrong())?;
        let part: i64 = format!("{part:0<6}").parse().map_err(|_| wrong())?;
        let value = whole.checked_mul(SCALE).and_then(|n| n.checked_add(part)).ok_or_else(wrong)?;
        Ok(Self(sign * value))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if self.is_integer() { s.serialize_i64(self.0 / SCALE) } else { s.serialize_f64(self.as_f64()) }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Number;

        // Without a detour over text: printing floating-point numbers would add 10 kB to the browser side.
        impl Visitor<'_> for Number {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a decimal number with up to six places")
            }

            fn visit_i64<E: Error>(self, n: i64) -> Result<Decimal, E> {
                n.checked_mul(SCALE).map(Decimal).ok_or_else(|| E::custom("number too large"))
            }

            fn visit_u64<E: Error>(self, n: u64) -> Result<Decimal, E> {
                self.visit_i64(i64::try_from(n).map_err(E::custom)?)
            }

            fn visit_f64<E: Error>(self, n: f64) -> Result<Decimal, E> {
                // The nearest sixth place: exact for what has at most 15 digits, as numbers with places do here.
                let scaled = (n * SCALE as f64).round();
                // Floating-point numbers hold every integer up to here.
                let exact = scaled.abs() < 9_007_199_254_740_992.0;
                if exact { Ok(Decimal(scaled as i64)) } else { Err(E::custom("number too large")) }
            }
        }

        d.deserialize_f64(Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_what_was_written() {
        for s in ["0", "1.92", "75.5", "300000", "-3", "0.000001", "123456789.123456", "-0.1"] {
            let value: Decimal = s.parse().expect(s);
            assert_eq!(value.to_string(), s);
            let json = serde_json::to_string(&value).expect(s);
            assert_eq!(json, s.replace("0.000001", "1e-6"));
            assert_eq!(serde_json::from_str::<Decimal>(&json).expect(s), value);
        }
        for s in ["", "x", "1.", "1.2.3", "99999999999999999999", "1.1234567"] {
            assert_eq!(s.parse::<Decimal>().is_ok(), s == "1.");
        }
    }
}
