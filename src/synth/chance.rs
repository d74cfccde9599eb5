//! Numbers that look drawn by lot and are the same on every machine.
//!
//! SplitMix64, seeded with a number and a name: what is drawn for one plan does not change when others are added.

/// A source of drawn numbers.
pub struct Chance(u64);

impl Chance {
    /// The source that belongs to this name under this seed.
    pub fn of(seed: u64, name: &str) -> Self {
        let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let mut chance = Self(name.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, fnv));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of 0 to `n` − 1; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// One of `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as usize) as i64
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of these; none where there are none.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }

    /// Puts these in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_name_give_the_same_numbers() {
        let drawn = |seed, name| {
            let mut chance = Chance::of(seed, name);
            (0..8).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1, "dehua-2025"), drawn(1, "dehua-2025"));
        assert_ne!(drawn(1, "dehua-2025"), drawn(2, "dehua-2025"));
        assert_ne!(drawn(1, "dehua-2025"), drawn(1, "huian-2025"));
    }

    #[test]
    fn every_number_comes_and_none_outside() {
        let mut chance = Chance::of(7, "");
        let mut seen = [0; 5];
        (0..1000).for_each(|_| seen[(chance.between(-2, 2) + 2) as usize] += 1);
        assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
        let mut order = [0, 1, 2, 3, 4, 5, 6, 7];
        chance.shuffle(&mut order);
        assert_ne!(order, [0, 1, 2, 3, 4, 5, 6, 7]);
        order.sort_unstable();
        assert_eq!(order, [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
