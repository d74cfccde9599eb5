//! One addressable piece of a plan.

use super::{CheckedPart, ClauseId, Date, Span};
use serde::{Deserialize, Serialize};

/// One addressable piece of a plan, `PLAN/PATH`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// `PLAN/PATH`, for instance `dehua-2025/2.3`.
    pub id: ClauseId,
    /// Plan id.
    pub plan: String,
    /// The plan's own numbering in Arabic figures: `2.3`, `1.p1`, `annex.2.3`, `0`, `closing`; `3.r1` and `annex.r1` are
    /// rows of a table of tasks, `annex.t1` is a table of indicators.
    pub path: String,
    /// Id of the clause it stands under.
    pub parent: Option<ClauseId>,
    /// Its place in the plan's order.
    pub kind: ClauseKind,
    /// The clause's title without its final stop; null where the clause starts with its text at once.
    pub heading: Option<String>,
    /// Simplified, normalised, without the number, with heading and units. Paragraphs are separated by `\n`.
    pub text: String,
    /// As published, with wraps joined; null where equal to `text`.
    pub original: Option<String>,
    /// Topic ids, the primary one first.
    pub topics: Vec<String>,
    /// Responsible units that the clause names, in order, with elided prefixes restored.
    pub units: Vec<String>,
    /// Those of `units` that are named as leading.
    pub leads: Vec<String>,
    /// The list of units ends in 等.
    pub and_others: bool,
    /// Units that the plan has put, once and before this clause, on all that follow.
    pub units_applied: Vec<String>,
    /// Columns of an annex row, one a year.
    pub cells: Option<Vec<Cell>>,
    /// By when it is to be done, where a line (完成时限：…) or the column of a table of tasks says so.
    pub deadline: Option<Deadline>,
    /// Where heading, units and cited works stand in `text`.
    pub parts: Parts,
    /// Units and topics that a person confirmed, added or took away.
    pub checked: Vec<CheckedPart>,
}

/// Where in a clause's `text` stands what is not plainly said by it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// The heading, without its final stop; null where the text does not begin with it, as in a row of an annex.
    pub heading: Option<Span>,
    /// Lists of responsible units, rising and apart: whole brackets, and lines or sentences from their first word on;
    /// a line of its own that says by when (完成时限：…) belongs to the list before it.
    pub units: Vec<Span>,
    /// Works that the clause cites, each where it first stands, with its number; rising. They are the plan's `cites`
    /// of this clause, in their order.
    pub cites: Vec<Span>,
}

impl Clause {
    /// Whether the clause says something itself: more than a heading that only opens its children.
    pub fn has_own_text(&self) -> bool {
        match &self.heading {
            Some(heading) => {
                let bare = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
                bare(&self.text) > bare(heading)
            }
            None => !self.text.is_empty(),
        }
    }

    /// The clause's own words: its text without the heading that opens it and the units that close it. A clause of
    /// nothing but a heading says that.
    pub fn body(&self) -> Span {
        let chars: Vec<char> = self.text.chars().collect();
        let length = chars.len() as u32;
        let heading = self.parts.heading.map_or(0, |heading| heading.1.min(length));
        let stops = chars[heading as usize..].iter().take_while(|c| matches!(c, '。' | '：' | '\n')).count() as u32;
        let start = if heading > 0 { heading + stops } else { 0 };
        if start >= length {
            return Span(0, length);
        }
        let end = self.closing_units().map_or(length, |units| units.0.min(length));
        let breaks = chars[..end as usize].iter().rev().take_while(|c| **c == '\n').count() as u32;
        Span(start, start.max(end - breaks))
    }

    /// The text with its heading but without the units that close it.
    pub fn without_units(&self) -> &str {
        Span(0, self.body().1).of(&self.text)
    }

    /// The lists of units behind which nothing more is said, as one range.
    pub fn closing_units(&self) -> Option<Span> {
        let mut closing: Option<Span> = None;
        for &list in self.parts.units.iter().rev() {
            let end = closing.map_or(u32::MAX, |later| later.0);
            if Span(list.1, end).of(&self.text).contains(char::is_alphanumeric) {
                break;
            }
            closing = Some(Span(list.0, closing.map_or(list.1, |later| later.1)));
        }
        closing
    }

    /// A clause of which no more is known.
    pub fn new(id: ClauseId, kind: ClauseKind, text: String) -> Self {
        Self {
            plan: id.plan().to_owned(),
            path: id.path().to_owned(),
            id,
            parent: None,
            kind,
            heading: None,
            text,
            original: None,
            topics: Vec::new(),
            units: Vec::new(),
            leads: Vec::new(),
            and_others: false,
            units_applied: Vec::new(),
            cells: None,
            deadline: None,
            parts: Parts::default(),
            checked: Vec::new(),
        }
    }

    /// Whether plans below can carry the clause down: what only opens its plan they need not.
    pub fn is_carried_down(&self) -> bool {
        self.is_linkable() && self.kind != ClauseKind::Preamble
    }

    /// What the clause is called: its heading, else how it begins, up to a stop or, in a long sentence, a comma. What stands
    /// before the first comma may be too short to say anything (全面推行以县域为单位), then it goes on to the next.
    pub fn title(&self) -> &str {
        const LONG: usize = 30;
        const SHORT: usize = 12;
        if let Some(heading) = &self.heading {
            return heading;
        }
        let sentence = &self.text[..self.text.find(['。', '；', '\n']).unwrap_or(self.text.len())];
        if sentence.chars().count() <= LONG {
            return sentence;
        }
        let commas = sentence.match_indices(['，', '、']).map(|(at, _)| &sentence[..at]);
        let mut openings = commas.filter(|opening| opening.chars().count() >= SHORT);
        let first = sentence.split_once('，').map(|(first, _)| first).filter(|first| first.chars().count() >= SHORT);
        first.or_else(|| openings.next()).unwrap_or(sentence)
    }

    /// Whether the clause takes part in links: it has text of its own and is neither annex nor closing.
    pub fn is_linkable(&self) -> bool {
        self.has_own_text() && !matches!(self.kind, ClauseKind::Annex | ClauseKind::Closing)
    }
}

/// What a clause is in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClauseKind {
    /// 一、 or 第一章: a part of the plan.
    Chapter,
    /// （一） within a chapter.
    Section,
    /// 1. within a section, or 第X条.
    Item,
    /// A dashed clause: ——坚持以人为本。
    Principle,
    /// A paragraph without a number.
    Paragraph,
    /// What stands before the first number.
    Preamble,
    /// What stands behind the last: 施行, 有效期.
    Closing,
    /// A row of an annex.
    Annex,
}

/// By when something is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// As written: 2024年6月底前, 持续推进.
    pub text: String,
    /// The last day that it names; null where it names none.
    pub date: Option<Date>,
}

/// One year's column of an annex row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The year that the column's head names.
    pub year: u16,
    /// Where in the row's `text` the column stands.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    /// Heading, body and units as their quotes, the clause being made of these three stretches.
    fn check(heading: &str, between: &str, units: &[&str], body: &str) {
        let at = |text: &str, part: &str| {
            let start = text.find(part).map_or(0, |bytes| text[..bytes].chars().count());
            Span(start as u32, (start + part.chars().count()) as u32)
        };
        let text = [heading, between].concat();
        let parts = Parts {
            heading: Some(at(&text, heading)).filter(|span| !span.is_empty()),
            units: units.iter().map(|units| at(&text, units)).collect(),
            cites: Vec::new(),
        };
        let clause = Clause { parts, ..samples::clause("x-2025/1", &text) };
        assert_eq!(clause.body().of(&text), body, "{text}");
    }

    #[test]
    fn the_body_is_between_heading_and_units() {
        check("保障权利", "。优化布局。（责任单位：县（区）教育局）", &["（责任单位：县（区）教育局）"], "优化布局。");
        check("主要目标", "\n到2028年。", &[], "到2028年。");
        check("主要目标", "", &[], "主要目标");
        check("", "推进改造。\n责任单位：市住建局。", &["责任单位：市住建局"], "推进改造。");
        check("", "改造。牵头单位：甲局\n责任单位：乙局", &["牵头单位：甲局", "责任单位：乙局"], "改造。");
        check("", "改造（甲局负责）。开展评估。", &["（甲局负责）"], "改造（甲局负责）。开展评估。");
        check("", "适龄（3—6岁）儿童入园（一期）", &[], "适龄（3—6岁）儿童入园（一期）");
        check("保障权利", "。（县教育局）", &["（县教育局）"], "");
    }
}
