//! Whether a figure is a state, a count per year or over a period, or a rise; and of which years.
//!
//! A number of things is a count of what is done where a verb of doing stands before it (新增, 改造, 培训), and a
//! state where it is reached (达到) or there by a date (到2028年建成). A rate is a state, also 每年; a rise
//! over what was before (提高10%) is an increase, measured against a rule (比法定时限缩短30%) it is a state.

use super::figures::Figure;
use super::measures::Measure;
use super::predicates::{Aspect, Predicate};
use super::times::When;
use crate::compile::lexicon::Class;
use crate::compile::rules::rules;
use crate::compile::words::{Words, closing, is_han, leading, mentions};
use crate::model::Kind;
use crate::text::numerals::Form;

/// What is said of a figure, as far as that tells its kind.
pub struct Statement<'a> {
    /// The figure itself.
    pub figure: &'a Figure,
    /// What the words right before it say about it.
    pub predicate: Predicate,
    /// From what is promised to the figure.
    pub doing: Doing,
    /// What it is about, in the plan's own words.
    pub label: &'a str,
    /// 每年 or 年均 governs it.
    pub yearly: bool,
    /// 每月 and the like govern it.
    pub frequent: bool,
    /// It is measured against an earlier state: 较2025年, 在现有基础.
    pub baseline: bool,
    /// It is asked of each one of some places: 每个县城至少建成1个.
    pub each: bool,
    /// 规模 stands behind it: 设立5亿元规模的基金.
    pub sized: bool,
    /// The time that frames it.
    pub frame: Option<When>,
    /// Year of the annex column.
    pub column: Option<u16>,
    /// What it is coordinated with counts what is done.
    pub flow_before: bool,
    /// Kind and unit of what it is coordinated with, where no words of its own part them.
    pub first: Option<(Kind, Option<String>)>,
}

/// Words that say what is done.
pub struct Doing(Words);

impl Doing {
    /// 2000年底前建成的 tells of what is there, it does nothing.
    pub fn of(words: &str) -> Self {
        let done = Class::HoldsVerb.words().fold(words.to_owned(), |words, idle| words.replace(idle, ""));
        Self(Words::of(&done))
    }
}

/// What kind of promise the figure is.
pub fn kind_of(statement: &Statement) -> Kind {
    kind(statement).unwrap_or(Kind::Level)
}

rules! {
    fn kind(f: &Statement) -> Kind, KIND of "kind";
    "as the first" "分别增长10%和12%": find f.first.as_ref().filter(|(_, unit)| *unit == f.figure.unit).map(|first| first.0);
    "gap in points" "差距缩小到10个百分点": f.measures(Measure::Points) && f.has(Class::Gap) => Kind::Level;
    "points" "年均提高1个百分点": f.measures(Measure::Points) => Kind::Increase;
    "against a norm" "审批时限比法定时限缩短30%": f.is_rate() && f.has(Class::LegalBase) => Kind::Level;
    "ratio" "投资增速与经济增速之比达到1.2": f.is_rate() && f.figure.unit.is_none() && !f.changes() => Kind::Level;
    "rate of change" "增长8%": f.is_rate() && (f.changes() || f.names_growth()) => Kind::Increase;
    "rate of what changes" "减少化肥农药用量5%": f.is_rate() && f.figure.unit.is_some() && f.is_of_a_change() => Kind::Increase;
    "rate" "不低于供地总量的三分之一": f.is_rate() => Kind::Level;
    "within the year" "每月巡查2次": f.frequent => Kind::Level;
    "daily mean" "日均客流突破12万人次": f.says(Class::DailyMean) => Kind::Level;
    "more than before" "较2025年净增0.5万个": f.changes() && (f.baseline || f.ends_with("净增")) => Kind::Increase;
    "size" "设立5亿元规模的城市更新基金": f.sized => Kind::Level;
    "in each year" "年接待游客7300万人次": !f.changes() && f.is_by_the_year() => Kind::Annual;
    "event" "接待游客3000万人次": f.measures(Measure::Event) => f.flow();
    "great sum" "打造千亿级产业集群": f.figure.form == Form::Bare => Kind::Level;
    "done, however far" "城镇新增就业累计达到1.5万人": f.has(Class::StrongFlow) => f.flow();
    "reached" "从目前的920家增加到1300家": f.predicate.aspect == Some(Aspect::Reach) => Kind::Level;
    "more for each" "人均可支配收入增加2000元": f.changes() && f.is_mean_amount() => Kind::Increase;
    "changed by so many" "粮食产量提高5万吨": f.changes() => f.flow();
    "yearly" "每年提供公益性岗位500个": f.is_yearly() => Kind::Annual;
    "equipment of each" "每个乡镇（街道）配备2名以上专职工作人员": f.is_of_each() && f.has(Class::Equipping) => Kind::Level;
    "fund of a period" "2025年奖补资金不低于12亿元": f.measures(Measure::Money) && f.is_fund() && f.is_of_period() => f.flow();
    "built in a period" "2026年再建成10个": f.is_built() && (f.is_of_period() || f.frame.is_none() && f.column.is_some()) => f.flow();
    "built" "到2025年建成公园30个": f.is_built() => Kind::Level;
    "done" "打造街头游园9个": f.has(Class::Flow) || f.is("为") => f.flow();
    "done as before" "旅游厕所8座": f.flow_before => f.flow();
}

impl Statement<'_> {
    fn measures(&self, measure: Measure) -> bool {
        self.figure.measure == measure
    }

    fn has(&self, class: Class) -> bool {
        self.doing.0.all().holds(class)
    }

    /// The words or the label have a word of `class`.
    fn says(&self, class: Class) -> bool {
        self.has(class) || mentions(self.label, class)
    }

    fn ends_with(&self, text: &str) -> bool {
        let words = self.doing.0.all();
        words.before(words.len(), text)
    }

    fn is(&self, text: &str) -> bool {
        self.doing.0.all().iter().copied().eq(text.chars())
    }

    fn changes(&self) -> bool {
        self.predicate.aspect == Some(Aspect::Change)
    }

    fn names_growth(&self) -> bool {
        mentions(self.label, Class::GrowthRate) && !self.label.contains("自然增长率")
    }

    /// 减少化肥农药用量5%, 节水20%: by how much something changes.
    fn is_of_a_change(&self) -> bool {
        let by = self.figure.measure == Measure::Percent && self.predicate.aspect.is_none();
        by && (leading(self.label, Class::Lessening).is_some() || closing(self.label, Class::ChangeNoun).is_some())
    }

    fn is_rate(&self) -> bool {
        matches!(self.figure.measure, Measure::Percent | Measure::Ratio | Measure::Duration)
    }

    /// It is asked of each place, or for so many people each: 每千名学生配备教师2名.
    fn is_of_each(&self) -> bool {
        self.each || self.label.starts_with('每') && !self.yearly
    }

    /// 年接待游客, 年出栏生猪: what is done within any one year.
    fn is_by_the_year(&self) -> bool {
        let words = Words::of(self.label);
        let chars = words.all();
        // 青年, 全年 and 三年 are other words.
        let apart = |i: usize| {
            let before = i.checked_sub(1).map(|i| chars[i]);
            before.is_none_or(|c| {
                !c.is_ascii_digit() && !"全每青少老成幼学往历当今本跨多一二两三四五六七八九十".contains(c)
            })
        };
        let done = |i: usize| chars.longest_at(i, chars.len(), Class::Flow).is_some();
        (0..chars.len()).any(|i| {
            let counted =
                self.measures(Measure::Event) && chars.get(i + 1).is_some_and(|c| is_han(*c) && !"均度内".contains(*c));
            chars[i] == '年' && apart(i) && (counted || done(i + 1))
        })
    }

    fn is_mean_amount(&self) -> bool {
        matches!(self.figure.measure, Measure::Money | Measure::Extent) && mentions(self.label, Class::MeanName)
    }

    /// 每年新增…，累计改造…: a sum ends what 每年 governs.
    fn is_yearly(&self) -> bool {
        self.yearly && !self.says(Class::SumUp)
    }

    /// The kind of what is done.
    fn flow(&self) -> Kind {
        if self.is_yearly() { Kind::Annual } else { Kind::Cumulative }
    }

    fn is_of_period(&self) -> bool {
        matches!(self.frame, Some(When::In(_) | When::Span(..)))
    }

    /// What is spent in its year.
    fn is_fund(&self) -> bool {
        closing(self.label, Class::FundName).is_some()
    }

    fn is_built(&self) -> bool {
        let words = self.doing.0.all();
        words.find_text(0, words.len(), "建成").is_some() && !self.has(Class::InUse)
    }
}

/// What a rise over a baseline is called in its quote, where that is not 提高 or the like.
pub fn change_of(kind: Kind, quote: &str) -> Option<&'static str> {
    let said = |word: &&str| kind == Kind::Increase && quote.contains(*word);
    Class::ChangeName.words().find(said)
}

/// How often something is done, where its quote counts by something shorter than a year.
pub fn how_often(kind: Kind, quote: &str) -> Option<&'static str> {
    Class::Frequent.words().find(|word| kind != Kind::Annual && quote.contains(word)).map(|word| match word {
        "每个月" => "每月",
        "每季" => "每季度",
        word => word,
    })
}

/// First and last year by the rules of each kind.
pub fn years_of(kind: Kind, frame: Option<When>, column: Option<u16>) -> (Option<u16>, Option<u16>) {
    let frame = frame.or(column.map(When::In));
    let (from, to) = match frame {
        Some(When::In(year)) => (Some(year), Some(year)),
        Some(When::By(year)) => (None, Some(year)),
        Some(When::Span(from, to)) => (Some(from), Some(to)),
        Some(When::Since(from)) => (Some(from), None),
        _ => (None, None),
    };
    match kind {
        Kind::Level | Kind::Increase => (None, to.or(from)),
        // By a deadline in the column's own year, what is done is done in that year.
        Kind::Annual | Kind::Cumulative if from.is_none() && to.is_some() && to == column => (to, to),
        Kind::Annual | Kind::Cumulative => (from, to),
    }
}
