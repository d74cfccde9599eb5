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
use crate::compile::rules::rules;
use crate::compile::words::{View, is_han, is_word, length};
use crate::model::{Comparator, Decimal};
use crate::text::numerals::Form;
use crate::text::sentences::ends_phrase;
use std::ops::Range;

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

rules! {
    /// What no commitment is made in.
    fn unfit(f: &Candidate) -> (), UNFIT of "no promise";
    "a rise begins" "从目前的920家增加到1300家": f.has_before(Class::From) && f.is_behind(Class::Reached) => ();
    "per so many" "前3名": f.is_before(Class::Denominator) => ();
    "article of a work" "第三十三条、三十四条规定": f.is_article() => ();
    "rate per so many people" "十万人生产安全事故死亡率": f.is_base_of_a_rate() => ();
    "number without a unit" "三次产业结构调整为9.6：35.8：54.6": f.lacks_unit() && !f.is_ratio() => ();
    "period" "延长30年": f.figure.measure == Measure::Duration && !f.is_time_limit() => ();
    "word with a numeral" "支持三家企业": f.figure.form == Form::Chinese && !f.is_counted_in_words() => ();
    "great sum in passing" "万元工业增加值用水量": f.figure.form == Form::Bare && !f.is_great_goal() => ();
    "example" "例如某街道建成食堂5个": f.is_example() => ();
    "counted for a grant" "每引进1个项目": f.is_counted_for_a_grant() => ();
    "one or another" "提供居住证或至少一种其他材料": f.is_alternative() => ();
    "what a word means" "低空空域是指真高不超过1000米": f.is_defined() => ();
    "past year" "2023年，全市实现地区生产总值1200亿元": f.past => ();
}

rules! {
    /// Whether the figure says whom or what a measure concerns: 人口30万以上的县, 50户以上集中成片, 亿元以上项目.
    fn threshold(f: &Candidate) -> bool, THRESHOLD of "threshold";
    "not a grade" "千亿级产业集群": f.figure.form == Form::Bare && f.chars().at(f.end(), "级") => false;
    "part of a name" "5公里生活圈": f.is_behind(Class::ThresholdNoun) => true;
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

rules! {
    /// Whether the figure tells what is there already, or only describes.
    fn stock(f: &Candidate) -> bool, STOCK of "stock";
    "the phrase tells what there is" "目前全市已建成公园120个，城镇化率达到65%": f.now => true;
    "there already" "现有50户以上集中成片": f.is_stock() => true;
    "not what is reached" "将城乡居民收入比控制在1.8以内": f.is_reached() => false;
    "described" "围绕10条重点产业链": f.is_described() => true;
    "with it something is done" "对城区12座桥梁开展日常养护": f.is_object_of_preposition() => true;
}

rules! {
    /// What is counted, sized or given in passing.
    fn told(f: &Candidate) -> (), TOLD of "in passing";
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

    fn lacks_unit(&self) -> bool {
        self.figure.measure == Measure::Ratio && self.figure.unit.is_none()
    }

    /// 城乡居民收入比控制在1.8以内, 常住人口达到300万: a number needs no unit here.
    fn is_ratio(&self) -> bool {
        let named = self.is_before_predicate(Class::RatioName) || self.is_before_predicate(Class::PopulationName);
        let said = self.predicate.aspect.is_some() || self.compared();
        said && named && !self.leads_on()
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
        let last = waiting || unit.ends_with(['天', '日', '时', '秒', '周']) || unit == "分钟" || life;
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

    /// 低空空域是指真高1000米以下的空域; 二是指导 begins another word.
    fn is_defined(&self) -> bool {
        let said = self.chars().find(self.phrase.start, self.start(), Class::Defining);
        said.is_some_and(|(at, word)| {
            !self.chars().get(at + length(word)).is_some_and(|c| "导定标向挥派令".contains(*c))
        })
    }

    /// 例如某街道建成食堂5个.
    fn is_example(&self) -> bool {
        self.chars().longest_at(self.phrase.start, self.start(), Class::Example).is_some()
    }

    /// 每引进1个项目奖励3000元: for so many of what somebody does, which is no promise to do it.
    fn is_counted_for_a_grant(&self) -> bool {
        let chars = self.chars();
        let verb = self.phrase.start + 1 + 2 * usize::from(chars.at(self.phrase.start + 1, "成功"));
        chars.at(self.phrase.start, "每") && chars.longest_at(verb, self.start(), Class::Quantity).is_some()
            || chars.find_text(self.phrase.start, self.start(), "每成功").is_some()
    }

    /// 达到1000人次的，给予补贴: whom a measure concerns.
    fn is_condition(&self) -> bool {
        // So far on its second part ends: 且按规定设置机构的.
        const FARTHEST: usize = 60;
        let (chars, next) = (self.chars(), self.phrase.end + 1);
        if ["且", "并且", "同时"].into_iter().any(|and| chars.at(next, and)) && !self.leads_on() {
            let end = (next..chars.len().min(next + FARTHEST)).find(|&i| ends_phrase(chars[i]));
            return end.is_some_and(|end| chars.before(end, "的"));
        }
        let last = chars.at(self.end(), "的") && self.end() + 1 == self.phrase.end;
        last && self.figure.measure != Measure::Percent
    }

    /// Chinese numerals count only where they cannot be parts of words.
    fn is_counted_in_words(&self) -> bool {
        let chars = self.chars();
        let small =
            self.figure.range.len() <= 2 || chars[self.start()] != '十' && self.figure.value < Decimal::from_int(10);
        // 统一个人 counts nobody, 每年创建一个景区 does.
        let each = chars.find_text(self.phrase.start, self.start(), "每").is_some();
        let one = chars.at(self.start(), "一") && !each;
        let times = self.figure.unit.as_deref() == Some("倍") && self.predicate.aspect.is_some();
        let part = chars.before(self.start(), "其中");
        self.compared() || !small || times || part || (self.is_before(Class::Placing) && !one)
    }

    /// 第三十三条、三十四条规定: articles that are named one after the other.
    fn is_article(&self) -> bool {
        let chars = self.chars();
        let listed =
            (self.phrase.start..self.start()).next_back().is_some_and(|i| matches!(chars[i], '、' | '和' | '第'));
        let first = chars.find_text(self.phrase.start, self.start(), "第").is_some();
        self.figure.unit.as_deref() == Some("条") && listed && first
    }

    /// 十万人生产安全事故死亡率: so many people the rate is of.
    fn is_base_of_a_rate(&self) -> bool {
        let rate = self.chars().find_text(self.end(), self.phrase.end, "率").is_some();
        self.figure.measure == Measure::People && self.figure.form == Form::Chinese && rate && !self.followed
    }

    /// 提供居住证或至少一种其他材料: one of several will do.
    fn is_alternative(&self) -> bool {
        let one = self.figure.value == Decimal::from_int(1);
        one && self.is_before(Class::Alternative)
    }

    /// 5000万元（含）至1亿元（不含）: a tier's bounds say whether they belong to it.
    fn bounds_a_tier(&self) -> bool {
        let (chars, range) = (self.chars(), self.figure.range.clone());
        let inside =
            ["（含）", "（不含）"].into_iter().any(|word| chars.find_text(range.start, range.end, word).is_some());
        inside || ["（含", "（不含"].into_iter().any(|word| chars.at(range.end, word))
    }

    /// 打造千亿产业集群, 突破千亿元, 形成百项标志性产品.
    fn is_great_goal(&self) -> bool {
        let (chars, end) = (self.chars(), self.end());
        // 惠及千家万户 counts nothing.
        let more = chars.get(end).is_some_and(|c| matches!(c, '百' | '千' | '万' | '亿'));
        if self.figure.measure == Measure::Count && (self.is_before(Class::Quantity) || self.breaks_through()) {
            return self.leads_on() && !more && !self.followed;
        }
        let graded = end
            + usize::from(chars.at(end, "级"))
            + 2 * usize::from(chars.at(end, "元级"))
            + usize::from(chars.at(end, "元"));
        let whole = chars.find(graded, self.phrase.end.min(graded + 10), Class::Cluster).is_some();
        let reached = self.predicate.comparator.is_some() || self.predicate.aspect == Some(Aspect::Reach);
        let formed = self.is_before(Class::Becoming) && whole && self.figure.measure == Measure::Money;
        !self.followed && (formed || reached && !self.leads_on())
    }

    /// 突破百项关键技术: what is done, no comparison.
    fn breaks_through(&self) -> bool {
        breaks_through(self.chars(), self.core, self.start())
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
        let part = self.figure.measure == Measure::Percent && self.chars().before(self.start(), "的");
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

    fn is_in_time(&self, place: usize) -> bool {
        self.times.at(place).is_some()
    }

    fn is_stock(&self) -> bool {
        let (chars, begin, end) = (self.chars(), self.phrase.start, self.start());
        let mut from = begin;
        while let Some((i, word)) = chars.find(from, end, Class::Stock) {
            let after = i + length(word);
            let baseline = chars.longest_at(after, end, Class::Basis).is_some()
                || chars.longest_before(begin, i, Class::From).is_some()
                // 既有住宅加装电梯40部, 改扩建现有仓库20个: what there is gets something new.
                || matches!(word, "既有" | "现有" | "原有")
                    && (chars.find(after, end, Class::Flow).is_some()
                        || self.figure.after.is_none() && chars.longest_before(begin, i, Class::Quantity).is_some());
            if !self.is_in_time(i) && !self.text.masked[i] && !baseline {
                return true;
            }
            from = after;
        }
        false
    }

    fn is_reached(&self) -> bool {
        self.predicate.aspect.is_some() || self.predicate.comparator.is_some()
    }

    /// Something is done to the figure's things behind `place`.
    fn is_done_after(&self, place: usize) -> bool {
        let done = || self.chars().find(place, self.start(), Class::Quantity);
        !self.chars().before(self.start(), "的") && done().is_some_and(|(at, _)| !self.is_in_time(at))
    }

    fn is_described(&self) -> bool {
        let (chars, end) = (self.chars(), self.start());
        let Some((i, word)) = chars.find(self.phrase.start, end, Class::Describing) else { return false };
        // 综合利用率 is a rate that is reached.
        if chars.at(i + length(word), "率") {
            return false;
        }
        // 建成医养结合中心5处: what is done stands before.
        let done_before = i > self.core && chars.longest_at(self.core, i, Class::Flow).is_some();
        // 符合条件的随迁子女100%…: it describes the words behind it only.
        let inner = is_word(word, Class::Meeting) && chars.find_text(i, end.saturating_sub(1), "的").is_some();
        !self.text.masked[i] && !self.is_done_after(i + length(word)) && !done_before && !inner
    }

    fn is_object_of_preposition(&self) -> bool {
        let (chars, subject, end) = (self.chars(), self.subject(), self.start());
        let head = chars.longest_at(subject.start, end, Class::Preposition).map(|w| subject.start + length(w));
        let nested = chars.find(subject.start, end, Class::Toward).map(|(i, w)| i + length(w));
        head.or(nested).is_some_and(|i| !self.is_done_after(i)) && !self.is_share_put_somewhere()
    }

    /// 将30%号源下沉到基层: what is done with a share.
    fn is_share_put_somewhere(&self) -> bool {
        let put = || {
            ["将", "把"]
                .into_iter()
                .any(|word| self.chars().before(self.start(), word) || self.chars().before(self.predicate.start, word))
        };
        self.figure.measure == Measure::Percent && put() && self.leads_on()
    }

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
