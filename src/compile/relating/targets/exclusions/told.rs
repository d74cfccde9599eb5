//! What is counted, sized or given in passing: 三个方面, 占地200亩, 补助200元.

use super::Candidate;
use crate::compile::lexicon::Class;
use crate::compile::relating::targets::measures::Measure;
use crate::compile::rules::rules;
use crate::compile::words::{is_han, is_word, length};
use crate::model::Comparator;

rules! {
    /// What is counted, sized or given in passing.
    pub fn told(f: &Candidate) -> (), TOLD of "in passing";
    "reported" "报送1次进展情况": f.is_reported() => ();
    "counted in the telling" "三个方面": f.is_telling() => ();
    "shape" "构建1个中心、3个片区的发展格局": f.is_shape() => ();
    "size of a project" "占地200亩": f.is_size() => ();
    "given" "每平方米补助200元": matches!(f.figure.measure, Measure::Money | Measure::Percent) && f.is_given() => ();
    "given as before" "企业奖励3万元，零售企业2万元": f.is_given_as_before() => ();
    "size of a fund" "产业基金，首期规模20亿元": f.is_size_of_a_fund() => ();
    "by a rate" "按50%贴息": f.is_rate() => ();
    "limit of a grant" "支持金额不超过300万元": f.is_limit_of_a_grant() => ();
    "part of a sum" "租金为原租金减免额的50%": f.is_part_of_a_sum() => ();
    "places named" "西安等11个城市": f.counts_places_named() => ();
}

impl Candidate<'_> {
    /// Offices reporting to each other promise nothing to people.
    fn is_reported(&self) -> bool {
        self.chars().find(self.core, self.start(), Class::Reporting).is_some()
    }

    fn is_telling(&self) -> bool {
        let word = self.chars().longest_at(self.end(), self.phrase.end, Class::Telling);
        // 遴选24个县（市）
        let chosen = |word: &str| self.is_before(Class::Choosing) && word.starts_with("县（");
        self.figure.measure == Measure::Count && word.is_some_and(|word| !chosen(word))
    }

    fn is_shape(&self) -> bool {
        let shape = self.chars().longest_before(self.end(), self.phrase.end, Class::Arrangement).is_some();
        self.figure.measure == Measure::Count && shape && self.has_before(Class::Shaping)
    }

    /// 占地200亩, 全长1.38公里: how large a project is.
    fn is_size(&self) -> bool {
        let about =
            |comparator: Option<Comparator>| comparator.is_none_or(|comparator| comparator == Comparator::About);
        let bare = self.predicate.aspect.is_none() && about(self.figure.after) && about(self.predicate.comparator);
        let said = self.chars().longest_before(self.phrase.start, self.predicate.start, Class::SizeName);
        let named = said.is_some_and(|w| length(w) > 1 || self.subject().len() == 1);
        bare && !self.at_least && !self.tells_how_much && (named || self.is_size_of_a_zone())
    }

    /// 核心区10平方公里, but not 新建核心区10平方公里.
    fn is_size_of_a_zone(&self) -> bool {
        let (chars, subject) = (self.chars(), self.subject());
        let zone = chars.longest_before(0, subject.end, Class::ZoneEnd).is_some();
        let area = self.figure.unit.as_deref().is_some_and(|unit| is_word(unit, Class::Area));
        zone && area && chars.find(subject.start, subject.end, Class::Flow).is_none()
    }

    fn is_given(&self) -> bool {
        let given = self.has_before(Class::Given) || self.is_before_predicate(Class::SubsidyVerb);
        given && !self.is_budgeted() && !self.is_rate_paid_to_all()
    }

    /// 对企业奖励3万元，合作社2万元: nothing else is said of the second sum.
    fn is_given_as_before(&self) -> bool {
        let done = || self.chars().find(self.core, self.start(), Class::Flow).is_some();
        self.given_before && self.figure.measure == Measure::Money && !self.is_reached() && !done()
    }

    /// 设立产业基金，首期规模20亿元: how large it is set up.
    fn is_size_of_a_fund(&self) -> bool {
        // So far before the figure the fund is named.
        const NEAR: usize = 40;
        let (chars, start) = (self.chars(), self.start());
        let sized = chars.before(self.predicate.start, "规模");
        let fund = || chars.find_text(start.saturating_sub(NEAR), start, "基金").is_some();
        self.figure.measure == Measure::Money && sized && self.predicate.aspect.is_none() && !self.compared() && fund()
    }

    /// 每年安排最高100万元经费: the office binds itself, whoever is given the money.
    fn is_budgeted(&self) -> bool {
        self.chars().find_text(self.phrase.start, self.start(), "安排").is_some()
            && self.chars().find(self.phrase.start, self.start(), Class::Annual).is_some()
    }

    /// 城乡低保标准为每人每月1309元: what everybody entitled is paid, and no more is said of it.
    fn is_rate_paid_to_all(&self) -> bool {
        !self.leads_on() && self.has_before(Class::PaidToAll)
    }

    fn is_limit_of_a_grant(&self) -> bool {
        let most = self.predicate.comparator == Some(Comparator::AtMost);
        self.figure.measure == Measure::Money
            && most
            && self.is_before_predicate(Class::GrantName)
            && !self.is_budgeted()
    }

    /// 按家庭月收入的15%计租; 占全市收入的60%以上 is a share that may be promised.
    fn is_part_of_a_sum(&self) -> bool {
        let chars = self.chars();
        let base = self.start().checked_sub(1).filter(|_| chars.before(self.start(), "的"));
        let sum = base.is_some_and(|end| chars.longest_before(self.phrase.start, end, Class::BaseSum).is_some());
        let share = || chars.find_text(self.phrase.start, self.start(), "占").is_some();
        sum && self.figure.after.is_none() && !self.at_least && !share()
    }

    /// 北京、上海、西安11个城市: how many places are named, not how many there will be.
    fn counts_places_named(&self) -> bool {
        let chars = self.chars();
        let listed = (self.phrase.start..self.start()).rev().take_while(|&i| is_han(chars[i]) || chars[i] == '、');
        let marks = listed.filter(|&i| chars[i] == '、').count();
        self.figure.measure == Measure::Count && marks > 1 && self.is_behind(Class::CountedPlace)
    }

    fn is_rate(&self) -> bool {
        self.has_before(Class::ByRate) && self.is_behind(Class::RateNoun)
    }
}
