//! How much room files take on a host.

use std::iter::Sum;
use std::ops::{Add, Mul};

/// Files and their bytes, without compressed forms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    pub files: u64,
    pub bytes: u64,
}

impl Add for Weight {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { files: self.files + other.files, bytes: self.bytes + other.bytes }
    }
}

impl Sum for Weight {
    fn sum<I: Iterator<Item = Self>>(weights: I) -> Self {
        weights.fold(Self::default(), Add::add)
    }
}

impl Mul<u64> for Weight {
    type Output = Self;

    fn mul(self, count: u64) -> Self {
        Self { files: self.files * count, bytes: self.bytes * count }
    }
}

impl Weight {
    /// With the compressed forms of text: two files more, about half as large together.
    pub fn with_forms(self, forms: bool) -> Self {
        if forms { Self { files: self.files * 3, bytes: self.bytes + self.bytes / 2 } } else { self }
    }
}
