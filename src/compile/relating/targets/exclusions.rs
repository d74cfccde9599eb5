//! Which quantities promise nothing.
//!
//! A plan is full of numbers that are no commitments: thresholds that say whom a measure concerns
//! (人口30万以上的县), stocks (现有50户), periods (延长30年), subsidies (给予50万元), counts of the telling
//! (三个方面). The rules look at the words around a figure only, never at its value. Each table of them has a file, with
//! the conditions that only it asks for.

mod stock;
mod threshold;
mod told;
mod unfit;

pub use stock::STOCK;
pub use threshold::THRESHOLD;
pub use told::TOLD;
pub use unfit::UNFIT;

use super::figures::Figure;
use super::predicates::Predicate;
use super::sentence::Text;
use super::times::Times;
use crate::compile::lexicon::Class;
use crate::compile::words::{View, closing, is_han, length};
use crate::model::Comparator;
use std::ops::Range;
use stock::stock;
use threshold::threshold;
use told::told;
use unfit::unfit;

/// A figure that may promise something, with the words around it that belong to it.
pub struct Candidate<'a> {
    /// The text that it stands in; all places count in its characters.
    pub text: &'a Text,
    /// The times of its sentence.
    pub times: &'a Times,
    /// The phrase between commas that it stands in.
    pub phrase: Range<usize>,
    /// The figure itself.
    pub figure: &'a Figure,
    /// What the words right before it say about it.
    pub predicate: Predicate,
    /// Where what the figure is about begins; see [`super::subject::Head::core`].
    pub core: usize,
    /// 至少 stands before `core`.
    pub at_least: bool,
    /// Another figure follows in the phrase.
    pub followed: bool,
    /// The phrase before says what is done, this one how much of it.
    pub tells_how_much: bool,
    /// The phrase tells what there is: 目前, 截至.
    pub now: bool,
    /// The time that frames it is past.
    pub past: bool,
    /// The phrase before gives money to somebody.
    pub given_before: bool,
    /// Only a mark parts it from a figure that promises.
    pub joined: bool,
}

/// Whether the figure is a commitment.
pub fn promises(candidate: &Candidate) -> bool {
    unfit(candidate).is_none()
        && threshold(candidate) != Some(true)
        && stock(candidate) != Some(true)
        && told(candidate).is_none()
}

/// Whether 突破 is all that stands before a figure.
pub fn breaks_through(chars: View, core: usize, figure: usize) -> bool {
    chars.at(core, "突破") && core + length("突破") == figure
}

impl Candidate<'_> {
    fn chars(&self) -> View<'_> {
        self.text.chars()
    }

    fn start(&self) -> usize {
        self.figure.range.start
    }

    fn end(&self) -> usize {
        self.figure.range.end
    }

    /// A word of `class` stands somewhere before the figure.
    fn has_before(&self, class: Class) -> bool {
        self.chars().find(self.phrase.start, self.start(), class).is_some()
    }

    /// A word of `class` stands right before the figure.
    fn is_before(&self, class: Class) -> bool {
        self.chars().longest_before(self.phrase.start, self.start(), class).is_some()
    }

    /// A word of `class` stands right before the predicate.
    fn is_before_predicate(&self, class: Class) -> bool {
        self.chars().longest_before(self.phrase.start, self.predicate.start, class).is_some()
    }

    /// A word of `class` stands right behind the figure.
    fn is_behind(&self, class: Class) -> bool {
        self.chars().longest_at(self.end(), self.phrase.end, class).is_some()
    }

    /// Words follow that the figure counts or describes.
    fn leads_on(&self) -> bool {
        let chars = self.chars();
        let next = (self.end() < self.phrase.end).then(|| chars[self.end()]);
        // 37%及以上和40%及以上: the next figure follows, nothing that it describes.
        let joint = matches!(next, Some('和' | '及' | '与'));
        if joint && chars.get(self.end() + 1).is_some_and(char::is_ascii_digit) {
            return false;
        }
        next.is_some_and(|c| is_han(c) || c == '“' || c.is_ascii_alphanumeric())
    }

    /// Words between the head and the predicate: what the figure is about.
    fn subject(&self) -> Range<usize> {
        self.core..self.predicate.start.max(self.core)
    }

    fn compared(&self) -> bool {
        self.figure.after.is_some() || self.predicate.comparator.is_some() || self.at_least
    }

    fn is_reached(&self) -> bool {
        self.predicate.aspect.is_some() || self.predicate.comparator.is_some()
    }

    /// 通勤时间控制在45分钟以内, 预期寿命超过83岁.
    fn is_time_limit(&self) -> bool {
        let Some(unit) = self.figure.unit.as_deref() else { return true };
        // 3个工作日内 alone is a period, 以内 a bound.
        let period = self.chars().before(self.end(), "内") && !self.chars().before(self.end(), "以内");
        let promised = self.predicate.aspect.is_some()
            || self.predicate.comparator.is_some()
            || self.figure.after == Some(Comparator::AtMost) && (!period || self.is_aimed_at());
        // 人均预期寿命提高1岁，达到80岁: the phrase before names it.
        const NEAR: usize = 24;
        let near = self.phrase.start.saturating_sub(NEAR);
        let life = unit.ends_with('岁') && self.chars().find_text(near, self.start(), "寿命").is_some();
        let waiting = unit.ends_with("个月") && self.predicate.comparator == Some(Comparator::AtMost);
        let last = waiting || closing(unit, Class::Brief).is_some() || life;
        last && promised && !self.is_of_a_rule() && (!self.leads_on() || self.is_aimed_at())
    }

    /// 补贴期限不超过6个月, 原则上不得超过30天: how long something may take by a rule.
    fn is_of_a_rule(&self) -> bool {
        let (chars, begin, end) = (self.chars(), self.phrase.start, self.start());
        let grant =
            || chars.find(begin, end, Class::GrantName).is_some() && chars.find_text(begin, end, "期限").is_some();
        chars.find_text(begin, end, "不得").is_some() || grant()
    }

    /// 航空力量基本实现2小时内到达现场: how fast something is to be.
    fn is_aimed_at(&self) -> bool {
        let aim = self.is_before(Class::CoverLead) || self.has_before(Class::Aim);
        // 自收到申请之日起 tells a rule.
        let rule = self.chars().find_text(self.phrase.start, self.start(), "之日起").is_some();
        aim && !rule && self.figure.after == Some(Comparator::AtMost)
    }
}
