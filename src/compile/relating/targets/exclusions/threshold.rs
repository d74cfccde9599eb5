//! Figures that say whom or what a measure concerns: 人口30万以上的县.

use super::Candidate;
use crate::compile::lexicon::Class;
use crate::compile::relating::targets::measures::Measure;
use crate::compile::rules::rules;
use crate::compile::words::{is_han, length};
use crate::model::Comparator;
use crate::text::numerals::Form;
use crate::text::sentences::ends_phrase;

rules! {
    /// Whether the figure says whom or what a measure concerns: 人口30万以上的县, 50户以上集中成片, 亿元以上项目.
    pub fn threshold(f: &Candidate) -> bool, THRESHOLD of "threshold";
    "not a grade" "千亿级产业集群": f.figure.form == Form::Bare && f.chars().at(f.end(), "级") => false;
    "part of a name" "5公里生活圈": f.is_behind(Class::ThresholdNoun) => true;
    "size of the places meant" "20户以上自然村": f.counts_households() && f.is_behind(Class::DescribedPlace) => true;
    "sample" "1%人口抽样调查": f.is_sample() => true;
    "bound of a tier" "5000万元（含）至1亿元（不含）的企业": f.bounds_a_tier() => true;
    "first of two" "总收入80万元且经营性收入50万元以上的行政村": f.is_first_of_two() => true;
    "condition" "开展服务达到1000人次的，给予5万元补助": f.is_condition() => true;
    "not where nothing follows" "收入比控制在1.8以内": !f.leads_on() => false;
    "abolished" "消除56人以上大班额": f.is_abolished() => true;
    "not a part with a use" "指标的35%以上用于重点民生项目": f.has_use() => false;
    "not a goal" "95%以上的目标": f.is_behind(Class::GoalNoun) => false;
    "share of those meant" "占比5%以上的企业": f.is_share() && f.describes() && !f.is_open() => true;
    "number of those meant" "停车位20个以下的小区": f.is_number() && f.describes() && !f.is_open() && f.is_limit() => true;
    "no larger than" "30万吨/年以下煤矿": f.is_size_of_each() && f.figure.after == Some(Comparator::AtMost) && !f.is_time_limit() => true;
    "sum before those meant" "营收超10亿元企业15家": f.figure.measure == Measure::Money && f.is_between_a_bound_and_a_number() => true;
    "sum of those meant" "投资500万元以上的项目": f.figure.measure == Measure::Money && f.describes() && !f.is_sum() => true;
    "size of those meant" "500平方米以上的商场": f.is_size_of_each() && f.describes() && (!f.is_open() || f.followed) && !f.is_time_limit() => true;
    "ratio of those meant" "2倍以上的村": f.figure.measure == Measure::Ratio && f.describes() => true;
}

impl Candidate<'_> {
    /// 达到1000人次的，给予补贴: whom a measure concerns.
    fn is_condition(&self) -> bool {
        // So far on its second part ends: 且按规定设置机构的.
        const FARTHEST: usize = 60;
        let (chars, next) = (self.chars(), self.phrase.end + 1);
        if chars.longest_at(next, chars.len(), Class::AndCondition).is_some() && !self.leads_on() {
            let end = (next..chars.len().min(next + FARTHEST)).find(|&i| ends_phrase(chars[i]));
            return end.is_some_and(|end| chars.before(end, "的"));
        }
        let last = chars.at(self.end(), "的") && self.end() + 1 == self.phrase.end;
        last && self.figure.measure != Measure::Percent
    }

    /// 5000万元（含）至1亿元（不含）: a tier's bounds say whether they belong to it.
    fn bounds_a_tier(&self) -> bool {
        let (chars, range) = (self.chars(), self.figure.range.clone());
        let inside =
            ["（含）", "（不含）"].into_iter().any(|word| chars.find_text(range.start, range.end, word).is_some());
        // 50%以上（含购买的学位） belongs to no tier.
        inside || ["（含）", "（不含）", "（含本数", "（不含本数"].into_iter().any(|word| chars.at(range.end, word))
    }

    fn counts_households(&self) -> bool {
        self.figure.unit.as_deref() == Some("户")
    }

    fn is_sample(&self) -> bool {
        let (chars, end) = (self.chars(), self.end());
        chars.at(end, "人口抽样") || chars.find(end, self.phrase.end.min(end + 10), Class::Sampling).is_some()
    }

    /// The second threshold says what both are of: 80万元且50万元以上的村, 超过30人、超过800米的矿山.
    fn is_first_of_two(&self) -> bool {
        let chars = self.chars();
        if chars.at(self.end(), "、") && self.predicate.compared() {
            // So many characters a unit has at most.
            const UNIT: usize = 4;
            let digit = |i: usize| chars[i].is_ascii_digit();
            return (self.end()..self.phrase.end)
                .any(|i| chars.at(i, "的") && (self.end().max(i.saturating_sub(UNIT))..i).any(digit));
        }
        let bound = || chars.find(self.end(), self.phrase.end, Class::BoundOf);
        matches!(chars.get(self.end()), Some('且' | '或'))
            && bound().is_some_and(|(i, word)| chars.get(i + length(word)).is_some_and(|c| is_han(*c)))
    }

    fn is_abolished(&self) -> bool {
        let people = self.figure.measure == Measure::People;
        people && self.figure.after.is_some() && self.is_before(Class::Abolishing)
    }

    fn has_use(&self) -> bool {
        let part = self.figure.measure == Measure::Percent && !self.subject().is_empty() && !self.followed;
        part && self.is_behind(Class::ShareVerb)
    }

    /// 营收超10亿元企业15家: a bound before it, and behind it what is counted.
    fn is_between_a_bound_and_a_number(&self) -> bool {
        let within = || self.chars()[self.end()..self.phrase.end].iter().take_while(|c| is_han(**c)).count();
        let number = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        self.predicate.compared() && (1..=6).contains(&within()) && number(self.chars().get(self.end() + within()))
    }

    /// It stands before what it describes: 以上, 的.
    fn describes(&self) -> bool {
        self.figure.after.is_some_and(|c| c != Comparator::About) || self.chars().at(self.end(), "的")
    }

    fn has_verb(&self) -> bool {
        self.is_before_predicate(Class::Quantity) || self.is_before(Class::Quantity)
    }

    /// Nothing says yet what the figure is about, or a verb asks for what follows.
    fn is_open(&self) -> bool {
        self.subject().is_empty() || self.has_verb()
    }

    fn is_share(&self) -> bool {
        matches!(self.figure.measure, Measure::Percent | Measure::Points)
    }

    fn is_number(&self) -> bool {
        matches!(self.figure.measure, Measure::Count | Measure::Event)
    }

    fn is_size_of_each(&self) -> bool {
        matches!(self.figure.measure, Measure::People | Measure::Extent | Measure::Duration)
    }

    fn is_limit(&self) -> bool {
        self.chars().at(self.end(), "的") || self.figure.after == Some(Comparator::AtMost)
    }

    /// 实现100亿元以上产值: the sum itself is the promise.
    fn is_sum(&self) -> bool {
        self.has_verb() && self.is_behind(Class::Sum)
    }
}
