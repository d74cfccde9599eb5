//! What of a clause's text is shared with its counterparts, what stands only here, and where its figures are.
//!
//! Invariant: the pieces, put together, are exactly the range of the text that was asked for.

use crate::model::{Clause, Span, Target};
use crate::text::align::shared_passages;
use crate::text::sentences::ends_statement;

/// With how many other plans a character's passage is shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shared {
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
    pub text: String,
    pub shared: Shared,
    /// Only in this plan's text.
    pub own: bool,
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
    let figures = figures(&chars, targets);
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

/// Units behind a figure, longer ones before those they start with.
const UNITS: [&str; 34] = [
    "个百分点",
    "平方公里",
    "平方米",
    "人次",
    "公里",
    "公顷",
    "%",
    "年",
    "元",
    "套",
    "人",
    "个",
    "所",
    "家",
    "条",
    "项",
    "米",
    "户",
    "场",
    "栋",
    "倍",
    "台",
    "亩",
    "吨",
    "张",
    "辆",
    "处",
    "座",
    "片",
    "名",
    "件",
    "间",
    "次",
    "床",
];

/// The figures inside the quotes of targets: 95%以上, 0.5万套, 2028年.
pub fn figures(chars: &[char], targets: &[&Target]) -> Vec<bool> {
    let mut marked = vec![false; chars.len()];
    for span in targets.iter().filter_map(|t| t.span) {
        let (mut i, end) = (span.0 as usize, (span.1 as usize).min(chars.len()));
        while i < end {
            if !chars[i].is_ascii_digit() {
                i += 1;
                continue;
            }
            let mut to = i;
            while to < end && (chars[to].is_ascii_digit() || matches!(chars[to], '.' | '—' | '~' | ',')) {
                to += 1;
            }
            while to < end && "十百千万亿".contains(chars[to]) {
                to += 1;
            }
            let rest: String = chars[to..end.min(to + 4)].iter().collect();
            to += UNITS.iter().find(|unit| rest.starts_with(**unit)).map_or(0, |unit| unit.chars().count());
            let tail: String = chars[to..(to + 2).min(end)].iter().collect();
            if matches!(tail.as_str(), "以上" | "以内" | "以下" | "左右") {
                to += 2;
            }
            marked[i..to].fill(true);
            i = to;
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    #[test]
    fn figures_end_with_their_unit() {
        let text = "力争2026年所有县通过，建成2.25万个以上，达96%以上，投资7.5亿元";
        let chars: Vec<char> = text.chars().collect();
        let target = crate::model::Target {
            id: String::new(),
            plan: String::new(),
            clause: None,
            indicator: String::new(),
            label: String::new(),
            comparator: crate::model::Comparator::Equal,
            value: None,
            value_max: None,
            unit: None,
            kind: crate::model::Kind::Level,
            year_from: None,
            year_to: None,
            scope: String::new(),
            qualitative: true,
            quote: None,
            span: Some(Span(0, chars.len() as u32)),
            source: None,
        };
        let marked = figures(&chars, &[&target]);
        let shown: String = chars.iter().zip(marked).map(|(c, on)| if on { *c } else { '·' }).collect();
        let parts: Vec<&str> = shown.split('·').filter(|p| !p.is_empty()).collect();
        assert_eq!(parts, ["2026年", "2.25万个以上", "96%以上", "7.5亿元"]);
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
