//! Which quantities promise nothing.
//!
//! A plan is full of numbers that are no commitments: thresholds that say whom a measure concerns
//! (人口30万以上的县), stocks (现有50户), periods (延长30年), subsidies (给予50万元), counts of the telling
//! (三个方面). The rules look at the words around a figure only, never at its value.

use super::figures::Figure;
use super::predicates::{Aspect, Predicate};
use super::sentence::Text;
use super::times::Times;
use super::words::{
    DESCRIBING, FLOW, Measure, PREPOSITIONS, QUANTITY_VERBS, STOCK, TELLING, at, before, find, is_han, length,
    longest_at, longest_before,
};
use crate::model::Comparator;
use crate::text::numerals::Form;
use std::ops::Range;

/// Money that is itself the promise: 实现100亿元以上产值.
#[rustfmt::skip]
const SUMS: &[&str] = &[
    "产值", "投资", "贷款", "融资", "税收", "收入", "营收", "销售", "交易", "资金", "债券", "的产值", "的投资",
];

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

    fn chars(&self) -> &[char] {
        &self.text.chars
    }

    fn start(&self) -> usize {
        self.figure.range.start
    }

    /// First character behind the figure.
    fn next(&self) -> Option<char> {
        let end = self.figure.range.end;
        (end < self.clause.end).then(|| self.text.chars[end])
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
        let risen = [
            "增加到", "增加至", "提高到", "提高至", "提升到", "提升至", "增长到", "增长至", "扩大到", "扩大至", "上升到",
            "上升至", "增至", "升至", "减少到", "减少至", "下降到", "下降至", "降低到", "降低至", "缩小到", "缩小至",
            "缩短到", "缩短至", "压减到", "压减至", "压缩到", "压缩至", "降至", "降到",
        ];
        let from = find(self.chars(), self.clause.start, self.start(), &["从", "由"]).is_some();
        if from && longest_at(self.chars(), self.figure.range.end, self.clause.end, &risen).is_some() {
            return true;
        }
        longest_before(
            self.chars(),
            self.clause.start,
            self.start(),
            &["每", "每隔", "每满", "由", "从", "由原来的", "从原来的", "前"],
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
                let ratio = longest_before(
                    chars,
                    self.clause.start,
                    end,
                    &["比", "之比", "倍差", "系数", "指数", "比值", "倍数", "容积率", "比例", "差距"],
                );
                let people = longest_before(
                    chars,
                    self.clause.start,
                    end,
                    &["人口", "人口规模", "人口总量", "人口总数", "人口数"],
                );
                let said = self.predicate.aspect.is_some() || self.compared();
                said && (ratio.is_some() || people.is_some()) && !self.leads_on()
            }
            (Measure::Duration, Some(unit)) => {
                let promised = self.predicate.aspect.is_some()
                    || self.predicate.comparator.is_some()
                    || self.figure.after == Some(Comparator::AtMost);
                let life = unit.ends_with('岁') && find(chars, self.clause.start, self.start(), &["寿命"]).is_some();
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
                let one = at(chars, self.start(), "一");
                let times = self.figure.unit.as_deref() == Some("倍") && self.predicate.aspect.is_some();
                let placed = longest_before(
                    chars,
                    self.clause.start,
                    self.start(),
                    &["新增", "新建", "建成", "新改扩建", "创建", "新认定", "新引进", "新设", "增设", "培育", "引进"],
                );
                let part = before(chars, self.start(), "其中");
                self.compared() || !small || times || part || (placed.is_some() && !one)
            }
            // 打造千亿产业集群, 突破千亿元
            Form::Bare => {
                let end = self.figure.range.end;
                let graded = end
                    + usize::from(at(chars, end, "级"))
                    + 2 * usize::from(at(chars, end, "元级"))
                    + usize::from(at(chars, end, "元"));
                let formed = longest_before(
                    chars,
                    self.clause.start,
                    self.start(),
                    &["打造", "打造成", "打造成为", "建成", "形成", "迈向", "成为", "建设", "跻身"],
                );
                let whole = find(chars, graded, self.clause.end.min(graded + 10), &["产业", "集群", "园区", "产业链"])
                    .is_some();
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
        let graded = self.figure.form == Form::Bare && at(chars, end, "级");
        if graded {
            return false;
        }
        if longest_at(
            chars,
            end,
            self.clause.end,
            &["级", "生活圈", "通畅圈", "通勤圈", "交通圈", "圈", "版", "人口变动"],
        )
        .is_some()
            || at(chars, end, "人口抽样")
        {
            return true;
        }
        let sampled = find(chars, end, self.clause.end.min(end + 10), &["抽样调查", "抽样"]);
        if sampled.is_some() {
            return true;
        }
        // 总收入80万元且经营性收入50万元以上的行政村: the first of two thresholds.
        if matches!(chars.get(end), Some('且' | '或'))
            && find(chars, end, self.clause.end, &["以上的", "以下的", "以上", "以下"])
                .is_some_and(|(i, word)| chars.get(i + length(word)).is_some_and(|c| is_han(*c)))
        {
            return true;
        }
        if !self.leads_on() {
            return false;
        }
        let subject = self.subject();
        let verb = longest_before(chars, self.clause.start, self.predicate.start, QUANTITY_VERBS).is_some()
            || longest_before(chars, self.clause.start, self.start(), QUANTITY_VERBS).is_some();
        let open = subject.is_empty() || verb;
        // 基本消除56人以上大班额
        if self.figure.after.is_some()
            && longest_before(chars, self.clause.start, self.start(), &["消除", "取消", "撤并", "清理", "化解"])
                .is_some()
            && matches!(self.figure.measure, Measure::People)
        {
            return true;
        }
        // 建设用地指标的35%以上用于民生项目: the part is what is promised.
        let shared = ["用于", "布局", "安排", "投向", "配置", "分配", "实现", "达到", "完成", "建成", "纳入", "接入"];
        if self.figure.measure == Measure::Percent
            && before(chars, self.start(), "的")
            && longest_at(chars, end, self.clause.end, &shared).is_some()
        {
            return false;
        }
        let attributive = self.figure.after.is_some_and(|c| c != Comparator::About) || at(chars, end, "的");
        let goal = longest_at(
            chars,
            end,
            self.clause.end,
            &["的目标", "的任务", "目标", "任务", "的水平", "的要求", "的标准"],
        )
        .is_some();
        if goal {
            return false;
        }
        match self.figure.measure {
            Measure::Percent | Measure::Points => attributive && !open,
            Measure::Count | Measure::Event => {
                attributive && !open && (at(chars, end, "的") || self.figure.after == Some(Comparator::AtMost))
            }
            Measure::Money => {
                let sum = longest_at(chars, end, self.clause.end, SUMS);
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
        while let Some((i, word)) = find(chars, from, end, STOCK) {
            let after = i + length(word);
            let baseline = longest_at(chars, after, end, &["基础", "水平", "基数"]).is_some()
                || longest_before(chars, begin, i, &["从", "由"]).is_some()
                // 既有住宅加装电梯40部: what there is gets something new.
                || matches!(word, "既有" | "现有" | "原有") && find(chars, after, end, FLOW).is_some();
            if outside_times(i) && !self.text.masked[i] && !baseline {
                return true;
            }
            from = after;
        }
        if self.predicate.aspect.is_some() || self.predicate.comparator.is_some() {
            return false;
        }
        let modified = before(chars, end, "的");
        let done_after =
            |i: usize| !modified && find(chars, i, end, QUANTITY_VERBS).is_some_and(|(at, _)| outside_times(at));
        if let Some((i, word)) = find(chars, begin, end, DESCRIBING)
            && !self.text.masked[i]
            && !done_after(i + length(word))
            // 建成医养结合中心5处: what is done stands before.
            && !(i > self.core && longest_at(chars, self.core, i, FLOW).is_some())
            // 符合条件的随迁子女100%…: it describes the words behind it only.
            && !(matches!(word, "符合" | "满足" | "属于" | "位于")
                && find(chars, i, end.saturating_sub(1), &["的"]).is_some())
        {
            return true;
        }
        let subject = self.subject();
        let head = longest_at(chars, subject.start, end, PREPOSITIONS).map(|w| subject.start + length(w));
        let nested = find(chars, subject.start, end, &["加强对", "强化对", "开展对", "做好对", "完善对", "加大对"])
            .map(|(i, w)| i + length(w));
        head.or(nested).is_some_and(|i| !done_after(i))
    }

    /// 三个方面, 10项重点任务.
    fn is_told(&self) -> bool {
        let end = self.figure.range.end;
        // Offices reporting to each other promise nothing to people.
        let reported = find(self.chars(), self.core, self.start(), &["报送", "上报", "通报", "汇报", "报告"]).is_some();
        let chosen = longest_before(self.chars(), self.clause.start, self.start(), &["遴选", "遴选出"]);
        let counted = longest_at(self.chars(), end, self.clause.end, TELLING)
            .is_some_and(|word| chosen.is_none() || !word.starts_with("县（"));
        // 构建1个中心、3个片区的发展格局
        let shape = longest_before(self.chars(), end, self.clause.end, &["格局", "体系", "布局", "框架", "结构"])
            .is_some()
            && find(self.chars(), self.clause.start, self.start(), &["构建", "形成", "打造", "构筑"]).is_some();
        reported || matches!(self.figure.measure, Measure::Count) && (counted || shape)
    }

    /// 占地200亩, 全长1.38公里: how large a project is.
    fn is_size(&self) -> bool {
        let sizes = [
            "占地",
            "占地面积",
            "建筑面积",
            "总建筑面积",
            "全长",
            "总长",
            "长",
            "宽",
            "规划面积",
            "规划用地",
            "用地面积",
            "库容",
            "概算",
            "投资概算",
            "概算投资",
            "概算总投资",
            "总投资约",
        ];
        let bare = self.predicate.aspect.is_none() && !self.compared() && !self.told_how_much;
        let said = longest_before(self.chars(), self.clause.start, self.predicate.start, &sizes);
        bare && said.is_some_and(|w| length(w) > 1 || self.subject().len() == 1)
    }

    /// 给予50万元奖励, 按10%的比例.
    fn is_granted(&self) -> bool {
        let chars = self.chars();
        let given = find(
            chars,
            self.clause.start,
            self.start(),
            &[
                "给予",
                "每人",
                "每户",
                "每亩",
                "每家",
                "每平方米",
                "每套",
                "每名",
                "每次",
                "每件",
                "每辆",
                "每位",
                "每生",
                "最高",
                "奖励",
                "处以",
                "罚款",
            ],
        )
        .is_some()
            || longest_before(
                chars,
                self.clause.start,
                self.predicate.start,
                &["补助", "补贴", "贴息", "减免", "减按", "返还"],
            )
            .is_some();
        let rate = ["的比例", "比例", "的标准", "标准", "贴息", "补助", "补贴", "奖励", "的奖励", "的补助", "的补贴"];
        let rated = find(chars, self.clause.start, self.start(), &["按", "按照"]).is_some()
            && longest_at(chars, self.figure.range.end, self.clause.end, &rate).is_some();
        match self.figure.measure {
            Measure::Money | Measure::Percent => given || rated,
            _ => rated,
        }
    }
}
