//! Which quantities promise nothing.
//!
//! A plan is full of numbers that are no commitments: thresholds that say whom a measure concerns
//! (人口30万以上的县), stocks (现有50户), periods (延长30年), subsidies (给予50万元), counts of the telling
//! (三个方面). The rules look at the words around a figure only, never at its value.

use super::figures::Figure;
use super::measures::Measure;
use super::predicates::{Aspect, Predicate};
use super::sentence::Text;
use super::times::Times;
use crate::compile::lexicon::Class;
use crate::compile::words::{View, is_han, length};
use crate::model::Comparator;
use crate::text::numerals::Form;
use std::ops::Range;

/// A figure with the words around it that belong to it.
pub struct Setting<'a> {
    pub text: &'a Text,
    pub times: &'a Times,
    pub clause: Range<usize>,
    pub figure: &'a Figure,
    pub predicate: Predicate,
    /// Where what the figure is about begins; see [`super::subject::Head::core`].
    pub core: usize,
    pub at_least: bool,
    /// Another figure follows in the clause.
    pub followed: bool,
    /// The clause before says what is done, this one how much of it.
    pub told_how_much: bool,
}

impl Setting<'_> {
    /// Whether the figure is a commitment.
    pub fn promises(&self) -> bool {
        !self.is_denominator()
            && self.is_measured()
            && self.is_a_numeral()
            && !self.is_threshold()
            && !self.is_stock()
            && !self.is_told()
            && !self.is_size()
            && !self.is_granted()
    }

    fn chars(&self) -> View<'_> {
        self.text.chars()
    }

    fn start(&self) -> usize {
        self.figure.range.start
    }

    /// First character behind the figure.
    fn next(&self) -> Option<char> {
        let end = self.figure.range.end;
        (end < self.clause.end).then(|| self.text.chars()[end])
    }

    /// Words follow that the figure counts or describes.
    fn leads_on(&self) -> bool {
        self.next().is_some_and(|c| is_han(c) || c == '“' || c.is_ascii_alphanumeric())
    }

    /// Words between the head and the predicate: what the figure is about.
    fn subject(&self) -> Range<usize> {
        self.core..self.predicate.start.max(self.core)
    }

    fn compared(&self) -> bool {
        self.figure.after.is_some() || self.predicate.comparator.is_some() || self.at_least
    }

    /// 每千人口, 每500米; 由60%提高到75%; 前3名.
    #[rustfmt::skip]
    fn is_denominator(&self) -> bool {
        // 从目前的920家增加到1300家: where a rise begins.
        let from = self.chars().find(self.clause.start, self.start(), Class::From).is_some();
        if from && self.chars().longest_at(self.figure.range.end, self.clause.end, Class::Reached).is_some() {
            return true;
        }
        self.chars().longest_before(self.clause.start,
            self.start(),
            Class::Denominator,
        )
        .is_some()
    }

    /// The unit is one that a commitment can be made in here.
    fn is_measured(&self) -> bool {
        let figure = self.figure;
        let chars = self.chars();
        match (figure.measure, figure.unit.as_deref()) {
            (Measure::Ratio, None) => {
                let end = self.predicate.start;
                let ratio = chars.longest_before(self.clause.start, end, Class::RatioName);
                let people = chars.longest_before(self.clause.start, end, Class::PopulationName);
                let said = self.predicate.aspect.is_some() || self.compared();
                said && (ratio.is_some() || people.is_some()) && !self.leads_on()
            }
            (Measure::Duration, Some(unit)) => {
                let promised = self.predicate.aspect.is_some()
                    || self.predicate.comparator.is_some()
                    || self.figure.after == Some(Comparator::AtMost);
                let life = unit.ends_with('岁') && chars.find_text(self.clause.start, self.start(), "寿命").is_some();
                let waiting = unit.ends_with("个月") && self.predicate.comparator == Some(Comparator::AtMost);
                let last = waiting || unit.ends_with(['天', '日', '时', '秒']) || unit == "分钟" || life;
                last && promised && !self.leads_on()
            }
            _ => true,
        }
    }

    /// Chinese numerals count only where they cannot be parts of words.
    fn is_a_numeral(&self) -> bool {
        let chars = self.chars();
        match self.figure.form {
            Form::Digits => true,
            Form::Chinese => {
                let small = self.figure.range.end - self.start() <= 2
                    || chars[self.start()] != '十' && self.figure.value < crate::model::Decimal::from_int(10);
                let one = chars.at(self.start(), "一");
                let times = self.figure.unit.as_deref() == Some("倍") && self.predicate.aspect.is_some();
                let placed = chars.longest_before(self.clause.start, self.start(), Class::Placing);
                let part = chars.before(self.start(), "其中");
                self.compared() || !small || times || part || (placed.is_some() && !one)
            }
            // 打造千亿产业集群, 突破千亿元
            Form::Bare => {
                let end = self.figure.range.end;
                let graded = end
                    + usize::from(chars.at(end, "级"))
                    + 2 * usize::from(chars.at(end, "元级"))
                    + usize::from(chars.at(end, "元"));
                let formed = chars.longest_before(self.clause.start, self.start(), Class::Becoming);
                let whole = chars.find(graded, self.clause.end.min(graded + 10), Class::Cluster).is_some();
                let reached = self.predicate.comparator.is_some() || self.predicate.aspect == Some(Aspect::Reach);
                !self.followed
                    && ((formed.is_some() && whole && self.figure.measure == Measure::Money)
                        || (reached && !self.leads_on()))
            }
        }
    }

    /// 人口30万以上的县, 50户以上集中成片, 亿元以上项目, 产值超过10亿元的企业.
    fn is_threshold(&self) -> bool {
        let chars = self.chars();
        let end = self.figure.range.end;
        let graded = self.figure.form == Form::Bare && chars.at(end, "级");
        if graded {
            return false;
        }
        if chars.longest_at(end, self.clause.end, Class::ThresholdNoun).is_some() || chars.at(end, "人口抽样") {
            return true;
        }
        let sampled = chars.find(end, self.clause.end.min(end + 10), Class::Sampling);
        if sampled.is_some() {
            return true;
        }
        // 总收入80万元且经营性收入50万元以上的行政村: the first of two thresholds.
        if matches!(chars.get(end), Some('且' | '或'))
            && chars
                .find(end, self.clause.end, Class::BoundOf)
                .is_some_and(|(i, word)| chars.get(i + length(word)).is_some_and(|c| is_han(*c)))
        {
            return true;
        }
        if !self.leads_on() {
            return false;
        }
        let subject = self.subject();
        let verb = chars.longest_before(self.clause.start, self.predicate.start, Class::Quantity).is_some()
            || chars.longest_before(self.clause.start, self.start(), Class::Quantity).is_some();
        let open = subject.is_empty() || verb;
        // 基本消除56人以上大班额
        if self.figure.after.is_some()
            && chars.longest_before(self.clause.start, self.start(), Class::Abolishing).is_some()
            && matches!(self.figure.measure, Measure::People)
        {
            return true;
        }
        // 建设用地指标的35%以上用于民生项目: the part is what is promised.
        if self.figure.measure == Measure::Percent
            && chars.before(self.start(), "的")
            && chars.longest_at(end, self.clause.end, Class::ShareVerb).is_some()
        {
            return false;
        }
        let attributive = self.figure.after.is_some_and(|c| c != Comparator::About) || chars.at(end, "的");
        let goal = chars.longest_at(end, self.clause.end, Class::GoalNoun).is_some();
        if goal {
            return false;
        }
        match self.figure.measure {
            Measure::Percent | Measure::Points => attributive && !open,
            Measure::Count | Measure::Event => {
                attributive && !open && (chars.at(end, "的") || self.figure.after == Some(Comparator::AtMost))
            }
            Measure::Money => {
                let sum = chars.longest_at(end, self.clause.end, Class::Sum);
                attributive && !(verb && sum.is_some())
            }
            Measure::People | Measure::Extent | Measure::Duration => attributive && (!open || self.followed),
            Measure::Ratio => attributive,
        }
    }

    /// What is there already, or what the figure only describes.
    fn is_stock(&self) -> bool {
        let chars = self.chars();
        let begin = self.clause.start;
        let end = self.start();
        let outside_times = |i: usize| self.times.at(i).is_none();
        let mut from = begin;
        while let Some((i, word)) = chars.find(from, end, Class::Stock) {
            let after = i + length(word);
            let baseline = chars.longest_at(after, end, Class::Basis).is_some()
                || chars.longest_before(begin, i, Class::From).is_some()
                // 既有住宅加装电梯40部: what there is gets something new.
                || matches!(word, "既有" | "现有" | "原有") && chars.find(after, end, Class::Flow).is_some();
            if outside_times(i) && !self.text.masked[i] && !baseline {
                return true;
            }
            from = after;
        }
        if self.predicate.aspect.is_some() || self.predicate.comparator.is_some() {
            return false;
        }
        let modified = chars.before(end, "的");
        let done_after =
            |i: usize| !modified && chars.find(i, end, Class::Quantity).is_some_and(|(at, _)| outside_times(at));
        if let Some((i, word)) = chars.find(begin, end, Class::Describing)
            && !self.text.masked[i]
            && !done_after(i + length(word))
            // 建成医养结合中心5处: what is done stands before.
            && !(i > self.core && chars.longest_at(self.core, i, Class::Flow).is_some())
            // 符合条件的随迁子女100%…: it describes the words behind it only.
            && !(matches!(word, "符合" | "满足" | "属于" | "位于")
                && chars.find_text(i, end.saturating_sub(1), "的").is_some())
        {
            return true;
        }
        let subject = self.subject();
        let head = chars.longest_at(subject.start, end, Class::Preposition).map(|w| subject.start + length(w));
        let nested = chars.find(subject.start, end, Class::Toward).map(|(i, w)| i + length(w));
        head.or(nested).is_some_and(|i| !done_after(i))
    }

    /// 三个方面, 10项重点任务.
    fn is_told(&self) -> bool {
        let end = self.figure.range.end;
        // Offices reporting to each other promise nothing to people.
        let reported = self.chars().find(self.core, self.start(), Class::Reporting).is_some();
        let chosen = self.chars().longest_before(self.clause.start, self.start(), Class::Choosing);
        let counted = self
            .chars()
            .longest_at(end, self.clause.end, Class::Telling)
            .is_some_and(|word| chosen.is_none() || !word.starts_with("县（"));
        // 构建1个中心、3个片区的发展格局
        let shape = self.chars().longest_before(end, self.clause.end, Class::Arrangement).is_some()
            && self.chars().find(self.clause.start, self.start(), Class::Shaping).is_some();
        reported || matches!(self.figure.measure, Measure::Count) && (counted || shape)
    }

    /// 占地200亩, 全长1.38公里: how large a project is.
    fn is_size(&self) -> bool {
        let bare = self.predicate.aspect.is_none() && !self.compared() && !self.told_how_much;
        let said = self.chars().longest_before(self.clause.start, self.predicate.start, Class::SizeName);
        bare && said.is_some_and(|w| length(w) > 1 || self.subject().len() == 1)
    }

    /// 给予50万元奖励, 按10%的比例.
    fn is_granted(&self) -> bool {
        let chars = self.chars();
        let given = chars.find(self.clause.start, self.start(), Class::Given).is_some()
            || chars.longest_before(self.clause.start, self.predicate.start, Class::SubsidyVerb).is_some();
        let rated = chars.find(self.clause.start, self.start(), Class::ByRate).is_some()
            && chars.longest_at(self.figure.range.end, self.clause.end, Class::RateNoun).is_some();
        match self.figure.measure {
            Measure::Money | Measure::Percent => given || rated,
            _ => rated,
        }
    }
}
