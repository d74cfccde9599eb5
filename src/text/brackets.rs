//! Brackets and quotation marks: which belong together, and which have lost their other half.

/// What opens and what closes, by kind.
pub type Kinds = [(char, char)];

/// The kinds that normalised text has.
pub const NORMAL: &Kinds = &[('（', '）'), ('〔', '〕'), ('《', '》'), ('〈', '〉'), ('“', '”'), ('‘', '’')];

/// The marks of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Brackets {
    /// Where each pair opens and closes, by where it closes.
    pub pairs: Vec<(usize, usize)>,
    /// Marks without their other half: also what is opened within a pair and not closed in it. In order.
    pub single: Vec<usize>,
}

impl Brackets {
    /// Finds them in one pass.
    pub fn of(chars: &[char], kinds: &Kinds) -> Self {
        let mut found = Self::default();
        let mut open: Vec<(usize, usize)> = Vec::new();
        // How many of each kind are open: a mark that closes none is not looked for.
        let mut pending = vec![0_usize; kinds.len()];
        for (at, &c) in chars.iter().enumerate() {
            if let Some(kind) = kinds.iter().position(|(opening, _)| *opening == c) {
                open.push((at, kind));
                pending[kind] += 1;
            } else if let Some(kind) = kinds.iter().position(|(_, closing)| *closing == c) {
                if pending[kind] == 0 {
                    found.single.push(at);
                    continue;
                }
                while let Some((start, other)) = open.pop() {
                    pending[other] -= 1;
                    if other == kind {
                        found.pairs.push((start, at));
                        break;
                    }
                    found.single.push(start);
                }
            }
        }
        found.single.extend(open.into_iter().map(|(at, _)| at));
        found.single.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_paired_by_kind() {
        for (text, pairs, single) in [
            ("甲（乙“丙”丁）", [(3, 5), (1, 7)].as_slice(), [].as_slice()),
            ("（乙《丙）》", &[(0, 4)], &[2, 5]),
            ("）（", &[], &[0, 1]),
            ("（（乙）", &[(1, 3)], &[0]),
        ] {
            let found = Brackets::of(&text.chars().collect::<Vec<_>>(), NORMAL);
            assert_eq!((found.pairs.as_slice(), found.single.as_slice()), (pairs, single), "{text}");
        }
    }
}
