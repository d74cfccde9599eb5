//! Which part of a clause a list of results shows.

use crate::model::{Clause, Span};
use crate::text::sentences::ends_statement;

/// Whole sentences of the clause's body: the one in which the first mark stands, or the first one. Never cut within.
pub fn excerpt(clause: &Clause, marks: &[Span]) -> Span {
    let chars: Vec<char> = clause.text.chars().collect();
    let body = clause.body();
    let first = marks.iter().find(|mark| mark.0 >= body.0 && mark.0 < body.1).map_or(body.0, |mark| mark.0);
    let ends = |c: &char| ends_statement(*c);
    let (from, at, to) = (body.0 as usize, first as usize, body.1 as usize);
    let start = chars[from..at].iter().rposition(ends).map_or(from, |n| from + n + 1);
    let end = chars[at..to].iter().position(ends).map_or(to, |n| at + n + 1);
    Span(start as u32, end as u32)
}

/// Cuts `within` at the edges of `marks`: each stretch and whether it is marked. Put together they are `within`.
pub fn pieces(within: Span, marks: &[Span]) -> Vec<(Span, bool)> {
    let mut out = Vec::new();
    let mut at = within.0;
    for mark in marks.iter().filter(|mark| mark.1 > within.0 && mark.0 < within.1) {
        let (from, to) = (mark.0.max(at), mark.1.min(within.1));
        if at < from {
            out.push((Span(at, from), false));
        }
        out.push((Span(from, to), true));
        at = to;
    }
    if at < within.1 {
        out.push((Span(at, within.1), false));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pieces_make_up_the_stretch(from in 0..20_u32, length in 0..20_u32, cuts in prop::collection::btree_set(0..40_u32, 0..8)) {
            let cuts: Vec<u32> = cuts.into_iter().collect();
            let marks: Vec<Span> = cuts.chunks_exact(2).map(|pair| Span(pair[0], pair[1])).collect();
            let within = Span(from, from + length);
            let pieces = pieces(within, &marks);
            let covered: Vec<u32> = pieces.iter().flat_map(|(span, _)| span.0..span.1).collect();
            prop_assert_eq!(covered, (within.0..within.1).collect::<Vec<_>>());
            for (span, marked) in pieces {
                for at in span.0..span.1 {
                    prop_assert_eq!(marked, marks.iter().any(|mark| mark.0 <= at && at < mark.1));
                }
            }
        }
    }
}
