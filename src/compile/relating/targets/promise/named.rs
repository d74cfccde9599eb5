//! A figure's surroundings with what they name, which the rules of label, comparator and scope ask.

use super::{Antecedent, Surroundings};
use crate::compile::lexicon::Class;
use crate::compile::relating::targets::exclusions::breaks_through;
use crate::compile::relating::targets::figures::Figure;
use crate::compile::relating::targets::kinds::{Doing, Statement};
use crate::compile::relating::targets::labels::{baseline, is_place, is_verb_only, names_doing};
use crate::compile::relating::targets::measures::Measure;
use crate::compile::relating::targets::predicates::Aspect;
use crate::compile::relating::targets::sentence::Text;
use crate::compile::relating::targets::times::{Time, Times, When};
use crate::compile::words::{closing, is_han, length, mentions};
use crate::model::{Comparator, Kind};
use std::ops::Range;

/// Surroundings with what they name.
pub struct Named<'a> {
    pub of: &'a Surroundings<'a>,
    /// Words between the head and the predicate.
    pub subject: Range<usize>,
    /// The subject without what it is compared with (比2020年) and a time that only dates it.
    pub name: String,
    /// The name is only a verb: 举办, 累计.
    pub verb_only: bool,
    /// From what is promised to the figure.
    pub words: String,
    /// The words behind the figure that say what is counted.
    pub object: Option<Range<usize>>,
    pub compared_with: Option<usize>,
    /// Where 其中 stands.
    pub part: Option<usize>,
}

impl<'a> Named<'a> {
    pub fn of(of: &'a Surroundings<'a>) -> Self {
        let (text, chars) = (of.text, of.text.chars());
        let begin = of.figure.range.start;
        let core = of.head.core;
        let subject = core..of.predicate.start.max(core);
        let compared_with = baseline(chars, subject.clone());
        // A time at the end of the subject only dates it: 零工市场覆盖率2026年达到100%.
        let until = compared_with.unwrap_or(subject.end);
        let dated = of.times.until(until).last().filter(|t| t.range.end == until && t.range.start > subject.start);
        let name = text.slice(subject.start..dated.map_or(until, |t| t.range.start));
        Self {
            verb_only: is_verb_only(&name),
            words: text.slice(core..begin),
            object: object(text, of.figure, of.stretch.end),
            part: chars.find_text(of.stretch.start, begin, "其中"),
            compared_with,
            subject,
            name,
            of,
        }
    }

    pub fn changes(&self) -> bool {
        self.of.predicate.aspect == Some(Aspect::Change)
    }

    pub fn has_name(&self) -> bool {
        !self.name.is_empty() && !self.verb_only
    }

    /// What the figure before it said, else the phrase before.
    pub fn antecedent(&self) -> Option<&'a Antecedent> {
        self.of.coordinated.or(self.of.before)
    }

    /// What the figure before said where no words of its own part them: 分别增长10%和12%.
    pub fn first(&self) -> Option<&'a (Kind, Option<String>, Comparator)> {
        self.of.coordinated.filter(|_| self.words.is_empty()).and_then(|first| first.kind.as_ref())
    }

    /// What 其中 takes a part of.
    pub fn whole_of(&self) -> Option<&'a Antecedent> {
        self.part.and(self.antecedent()).filter(|whole| whole.kind.is_some() && whole.names_something())
    }

    pub fn has_unit_of(&self, whole: &Antecedent) -> bool {
        whole.kind.as_ref().is_some_and(|(_, unit, _)| *unit == self.of.figure.unit)
    }

    pub fn whole_in_a_place(&self) -> Option<&'a Antecedent> {
        self.whole_of().filter(|_| self.object.is_none() && is_place(self.name.trim_end_matches("合计")))
    }

    pub fn breaks_through(&self) -> bool {
        let of = self.of;
        of.figure.measure == Measure::Count && breaks_through(of.text.chars(), of.head.core, of.figure.range.start)
    }

    pub fn is_at_least(&self) -> bool {
        let (chars, core) = (self.of.text.chars(), self.of.head.core);
        self.of.head.at_least || chars.find(core, self.of.figure.range.start, Class::Least).is_some()
    }

    /// Whether what stands before counts what is done, and this too: 新建公共厕所120座，户用厕所14500座, also after 其中.
    pub fn is_done_as_before(&self, label: &str) -> bool {
        let of = self.of;
        if closing(label, Class::StateNoun).is_some() {
            return false;
        }
        let bare = of.predicate.aspect.is_none() && !mentions(label, Class::PerPerson);
        let same = || self.subject.is_empty() && of.before.is_some_and(|before| self.has_unit_of(before));
        let goes_on = self.words.is_empty() || bare && (self.part.is_some() || !of.predicate.compared() || same());
        let listed =
            of.before.is_some_and(|before| before.opens_list && names_doing(&before.label)) && self.words.is_empty();
        of.coordinated.or(of.before.filter(|_| goes_on)).is_some_and(Antecedent::counts)
            || of.undertaken.is_some()
            || listed
    }

    pub fn statement<'s>(&'s self, label: &'s str) -> Statement<'s> {
        let of = self.of;
        let (stretch, begin) = (&of.stretch, of.figure.range.start);
        let within = of.times.within(stretch.start..begin).iter();
        let chars = of.text.chars();
        Statement {
            figure: of.figure,
            predicate: of.predicate,
            // 对320个站台实施改造: what is done stands behind.
            doing: Doing::of(&of.text.slice(of.head.start..if self.is_done_to() { of.stretch.end } else { begin })),
            label,
            yearly: is_yearly(of.text, of.times, stretch.start, begin),
            frequent: within.clone().any(|t| t.when == When::Frequent && t.range.end <= begin),
            baseline: self.compared_with.is_some(),
            each: of.head.scope.as_ref().is_some_and(|scope| scope.starts_with("每")),
            sized: chars.longest_at(of.figure.range.end, stretch.end, Class::ScaleNoun).is_some(),
            frame: of.frame,
            column: of.column,
            flow_before: self.is_done_as_before(label),
            first: self.first().map(|(kind, unit, _)| (*kind, unit.clone())),
        }
    }

    /// 对 leads to what is counted.
    fn is_done_to(&self) -> bool {
        let core = self.of.head.core;
        self.of.text.chars().at(core, "对")
    }
}

/// The words right behind a figure that say what is counted: 建成2.25万个以上公共充电桩.
fn object(text: &Text, figure: &Figure, bound: usize) -> Option<Range<usize>> {
    let chars = text.chars();
    let mut start = figure.range.end;
    start += chars.longest_at(start, bound, Class::ObjectLink).map_or(0, length);
    let spoken = chars.get(start).is_some_and(|c| is_han(*c) || matches!(c, '“' | '《') || c.is_ascii_alphanumeric());
    let mut end = bound;
    while end > start && matches!(chars[end - 1], '、' | ' ' | '和' | '及') {
        end -= 1;
    }
    // A bracket of units closes a phrase, it is no part of what is promised.
    if let Some(open) =
        (start..end).rfind(|&i| matches!(chars[i], '（' | '〔')).filter(|&i| text.bracket_end(i) == Some(end))
    {
        end = open;
    }
    let idle = chars.longest_at(start, end, Class::IdleObject);
    (spoken && end > start && idle.is_none()).then_some(start..end)
}

/// Whether 每年 or 年均 governs the figure.
fn is_yearly(text: &Text, times: &Times, left: usize, figure: usize) -> bool {
    let last = times.within(0..figure).iter().rfind(|t| t.when != When::Aside);
    match last {
        // 每年举办2场，三年内培训3万人次: a period of its own ends it.
        Some(Time { range, .. }) if text.chars().find_text(range.end, figure, "年内").is_some() => false,
        Some(Time { when: When::Annual, range }) => {
            // 每年 carries on over commas, not over semicolons; 年均 does not.
            let rate = text.chars().at(range.start, "年均");
            range.start >= left
                || !rate && !text.chars()[range.end..figure].contains(&'；') && !is_done_anew(text, range.end..figure)
        }
        _ => false,
    }
}

/// Whether behind a comma in `between` something else is done: 每年举办展会10场，引进企业20家.
fn is_done_anew(text: &Text, between: Range<usize>) -> bool {
    let chars = text.chars();
    let comma = between.clone().rfind(|&i| chars[i] == '，' && !text.masked[i]);
    comma.is_some_and(|comma| !chars.at(comma + 1, "其中") && chars.find(comma + 1, between.end, Class::Flow).is_some())
}
