//! Sorting for code that the browser runs: stable, with one copy of the machinery for all types.
//!
//! The standard library's sorts are compiled anew for every type and key, some four kilobytes of WebAssembly each; here
//! only the order of indices is sorted, in one place, and each type adds no more than the moving of its items. Natively
//! the standard sorts serve.

use std::cmp::Ordering;

/// Stable sorting of a slice.
pub trait Order<T> {
    /// Sorts by a comparison.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Sorts by a key.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts by the items' own order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let mut places = places(self.len(), &|a, b| compare(&self[a], &self[b]));
        for i in 0..self.len() {
            // Each swap brings one item to its place for good.
            while places[i] != i {
                let place = places[i];
                self.swap(i, place);
                places.swap(i, place);
            }
        }
    }
}

/// For each index its place in the order that `compare` tells.
fn places(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    order.sort_by(|a, b| compare(*a, *b));
    let mut places = vec![0; length];
    for (place, from) in order.into_iter().enumerate() {
        places[from] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn orders_as_the_standard_sort_does(mut items in prop::collection::vec((0..20_u8, any::<u16>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            items.order_by_key(|item| item.0);
            prop_assert_eq!(&items, &expected);
            expected.sort();
            items.order();
            prop_assert_eq!(items, expected);
        }
    }
}
