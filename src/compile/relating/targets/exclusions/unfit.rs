//! In what no commitment is made, whatever is said of the figure: examples, periods, numbers without a unit.

use super::{Candidate, breaks_through};
use crate::compile::lexicon::Class;
use crate::compile::relating::targets::measures::Measure;
use crate::compile::relating::targets::predicates::Aspect;
use crate::compile::rules::rules;
use crate::compile::words::{is_han, is_word, length};
use crate::model::Decimal;
use crate::text::numerals::Form;

rules! {
    /// What no commitment is made in.
    pub fn unfit(f: &Candidate) -> (), UNFIT of "no promise";
    "a rise begins" "从目前的920家增加到1300家": f.has_before(Class::From) && f.is_behind(Class::Reached) => ();
    "per so many" "前3名": f.is_before(Class::Denominator) => ();
    "article of a work" "第三十三条、三十四条规定": f.is_article() => ();
    "rate per so many people" "十万人生产安全事故死亡率": f.is_base_of_a_rate() => ();
    "part of the name of a rate" "最多一次换乘到达县城比例达到100%": f.is_in_the_name_of_a_rate() => ();
    "places of what follows" "增建8个乡镇（甲镇、乙镇、丙乡）天然水源取水口30处": f.counts_places_of_the_next() => ();
    "session" "十二届十一次全会": f.chars().before(f.start(), "届") => ();
    "no longer asked" "不再设置总投资不低于1亿元的要求": f.chars().find_text(f.phrase.start, f.start(), "不再").is_some() => ();
    "number without a unit" "三次产业结构调整为9.6：35.8：54.6": f.lacks_unit() && !f.is_ratio() => ();
    "period" "延长30年": f.figure.measure == Measure::Duration && !f.is_time_limit() => ();
    "word with a numeral" "支持三家企业": f.figure.form == Form::Chinese && !f.is_counted_in_words() => ();
    "great sum in passing" "万元工业增加值用水量": f.figure.form == Form::Bare && !f.is_great_goal() => ();
    "example" "例如某街道建成食堂5个": f.is_example() => ();
    "counted for a grant" "每引进1个项目": f.is_counted_for_a_grant() => ();
    "one or another" "提供居住证或至少一种其他材料": f.is_alternative() => ();
    "condition" "若实际响应量低于申报量的50%": f.is_supposed() => ();
    "what a word means" "低空空域是指真高不超过1000米": f.is_defined() => ();
    "past year" "2023年，全市实现地区生产总值1200亿元": f.past => ();
}

impl Candidate<'_> {
    fn lacks_unit(&self) -> bool {
        self.figure.measure == Measure::Ratio && self.figure.unit.is_none()
    }

    /// 城乡居民收入比控制在1.8以内, 常住人口达到300万: a number needs no unit here.
    fn is_ratio(&self) -> bool {
        let named = self.is_before_predicate(Class::RatioName) || self.is_before_predicate(Class::PopulationName);
        let said = self.predicate.aspect.is_some() || self.compared();
        said && named && !self.leads_on()
    }

    /// 低空空域是指真高1000米以下的空域; 二是指导 begins another word.
    fn is_defined(&self) -> bool {
        let said = self.chars().find(self.phrase.start, self.start(), Class::Defining);
        said.is_some_and(|(at, word)| {
            let last = at + length(word) - 1;
            self.chars().longest_at(last, self.start(), Class::Pointing).is_none()
        })
    }

    /// 若实际响应量低于申报量的50%; 若干 sets no condition.
    fn is_supposed(&self) -> bool {
        let set = self.chars().longest_at(self.phrase.start, self.start(), Class::Condition | Class::Some);
        set.is_some_and(|word| is_word(word, Class::Condition))
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

    /// 最多一次换乘到达县城比例达到100%: it belongs to what the next figure is about.
    fn is_in_the_name_of_a_rate(&self) -> bool {
        let chars = self.chars();
        let ends = |i: &usize| chars[*i].is_ascii_digit() || matches!(chars[*i], '、' | '和' | '及');
        let until = (self.end()..self.phrase.end).find(ends).unwrap_or(self.end());
        let named = chars.find(self.end(), until, Class::RateName).is_some();
        chars.get(until).is_some_and(char::is_ascii_digit) && named
    }

    /// 增建6个街镇（甲街道、乙镇）消防取水设施24处: divisions are built nowhere; the next figure counts what is.
    fn counts_places_of_the_next(&self) -> bool {
        let (chars, end) = (self.chars(), self.end());
        let Some(division) = chars.longest_at(end, self.phrase.end, Class::Division) else { return false };
        let behind = end + length(division);
        let behind = self.text.bracket_end(behind).unwrap_or(behind);
        let things = chars.get(behind).is_some_and(|c| is_han(*c) && !matches!(c, '和' | '及' | '与' | '并' | '的'));
        self.figure.measure == Measure::Count && self.followed && self.is_before(Class::Placing) && things
    }

    /// 提供居住证或至少一种其他材料: one of several will do.
    fn is_alternative(&self) -> bool {
        let one = self.figure.value == Decimal::from_int(1);
        one && self.is_before(Class::Alternative)
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
}
