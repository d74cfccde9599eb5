//! What of a clause's text is shared with its counterparts, what stands only here, and where its figures are.
//!
//! Invariant: the pieces, put together, are exactly the range of the text that was asked for.

use crate::model::{Clause, Span, Target};
use crate::text::align::shared_passages;
use crate::text::sentences::ends_statement;

/// With how many other plans a character's passage is shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shared {
    /// With none.
    #[default]
    No,
    /// With at least one other plan.
    Some,
    /// With every plan shown, three or more.
    All,
}

/// A stretch of text with one kind of mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// With how many others it is shared.
    pub shared: Shared,
    /// Only in this plan's text.
    pub own: bool,
    /// It is the figure of a target.
    pub figure: bool,
}

/// For each character of `text` with how many of `others` it shares a passage.
fn shared_counts(text: &str, others: &[Vec<&str>]) -> Vec<u32> {
    let mut counts = vec![0; text.chars().count()];
    for plan in others {
        let mut here = vec![false; counts.len()];
        for other in plan {
            for (span, _) in shared_passages(text, other) {
                here[span.0 as usize..span.1 as usize].fill(true);
            }
        }
        for (count, here) in counts.iter_mut().zip(here) {
            *count += u32::from(here);
        }
    }
    counts
}

/// The marked pieces of a clause's body. `others`: the texts of each other plan of the chain; `focus`: whether
/// to mark what stands only here.
pub fn pieces(clause: &Clause, targets: &[&Target], others: &[Vec<&str>], focus: bool) -> Vec<Piece> {
    let chars: Vec<char> = clause.text.chars().collect();
    let body = clause.body();
    let counts = shared_counts(&clause.text, others);
    let figures = figures(chars.len(), targets);
    let own = if focus && !others.is_empty() { only_here(&chars, body, &counts) } else { vec![false; chars.len()] };
    let all = others.len() as u32;
    let mut pieces: Vec<Piece> = Vec::new();
    for i in body.0 as usize..body.1 as usize {
        let shared = match counts[i] {
            0 => Shared::No,
            n if n == all && all >= 2 => Shared::All,
            _ => Shared::Some,
        };
        let (own, figure) = (own[i] && shared == Shared::No, figures[i]);
        match pieces.last_mut() {
            Some(last) if (last.shared, last.own, last.figure) == (shared, own, figure) => last.text.push(chars[i]),
            _ => pieces.push(Piece { text: chars[i].to_string(), shared, own, figure }),
        }
    }
    pieces
}

/// Sentences of which hardly anything is shared.
fn only_here(chars: &[char], body: Span, counts: &[u32]) -> Vec<bool> {
    let mut own = vec![false; chars.len()];
    let (mut start, end) = (body.0 as usize, body.1 as usize);
    while start < end {
        let stop = chars[start..end].iter().position(|c| ends_statement(*c));
        let sentence = start..stop.map_or(end, |n| start + n + 1);
        start = sentence.end;
        let shared = counts[sentence.clone()].iter().filter(|n| **n > 0).count();
        if sentence.len() >= 8 && shared * 4 < sentence.len() {
            own[sentence].fill(true);
        }
    }
    own
}

/// The figures of targets, and the years inside their quotes: 95%以上, 0.5万套, 2028年.
pub fn figures(length: usize, targets: &[&Target]) -> Vec<bool> {
    let mut marked = vec![false; length];
    let mut mark = |span: Span, within: Span| {
        let (from, to) = (span.0.max(within.0) as usize, span.1.min(within.1) as usize);
        marked.get_mut(from..to).into_iter().flatten().for_each(|marked| *marked = true);
    };
    for target in targets {
        let Some(quote) = target.span else { continue };
        [target.figure, target.years].into_iter().flatten().for_each(|span| mark(span, quote));
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    #[test]
    fn figures_are_marked_within_their_quote() {
        let text = "到2028年，全市建成2.25万个以上。";
        let target = |quote, years| Target {
            span: Some(quote),
            figure: Some(Span(11, 19)),
            years: Some(years),
            ..samples::target("x-2025/1", "22500", Some(2028))
        };
        for (quote, years, expected) in [
            (Span(0, 19), Span(1, 6), vec!["2028年", "2.25万个以上"]),
            (Span(7, 19), Span(1, 6), vec!["2.25万个以上"]),
            // Whatever a damaged file says.
            (Span(30, 40), Span(1, 60), vec![]),
        ] {
            let marked = figures(text.chars().count(), &[&target(quote, years)]);
            let shown: String = text.chars().zip(marked).map(|(c, on)| if on { c } else { '·' }).collect();
            assert_eq!(shown.split('·').filter(|part| !part.is_empty()).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn pieces_make_up_the_text() {
        let text = "优化教育资源布局、动态调整学位机制。继续推行优先照顾三孩家庭的入学举措。";
        let c = samples::clause("x-2025/1", text);
        let other = "优化教育资源布局、动态调整学位和教职工编制。";
        let pieces = pieces(&c, &[], &[vec![other]], true);
        assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), c.text);
        assert!(pieces.iter().any(|p| p.shared == Shared::Some && p.text.contains("教育资源布局")));
        assert!(pieces.iter().any(|p| p.own && p.text.contains("三孩家庭")));
    }
}
