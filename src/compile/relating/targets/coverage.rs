//! Commitments without a figure: full coverage (全面取消, 全覆盖, 一律) and goals relative to another figure
//! (接近全省平均水平).
//!
//! In: a clause between commas that holds no quantified target. Out: at most one commitment. What only urges
//! (全面推进, 全面落实, 全面加强) promises no state that one could find reached or not, and is left out, as is
//! what is only explored, encouraged or tried out.

use super::sentence::Text;
use super::words::{at, before, find, is_han, length, longest_at, longest_before};
use crate::model::{Comparator, Kind};
use std::ops::Range;

/// A commitment found in a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Characters of the clause that say what is promised, once time and scope are taken off.
    pub label: [Range<usize>; 2],
    pub comparator: Comparator,
    pub kind: Kind,
    /// Where the words that promise end.
    pub end: usize,
}

/// Verbs after 全面 that name a state.
#[rustfmt::skip]
const DONE: &[&str] = &[
    "取消", "放开", "消除", "完成", "畅通", "执行", "建成", "实现", "禁止", "淘汰", "关停", "覆盖", "达标",
    "清零", "贯通", "普及", "停止", "退出", "打通", "通车", "投产", "投用", "解除", "禁用", "达到", "纳入",
    "改造完成", "竣工", "免除", "清退", "接入",
];

/// Verbs after 全部 that name a state; a noun there (全部常住人口) is only an object.
#[rustfmt::skip]
const WHOLLY: &[&str] = &[
    "以", "采用", "实现", "完成", "达到", "纳入", "接入", "建成", "取消", "覆盖", "达标", "消除", "使用",
    "执行", "实行", "淘汰", "关停", "改造", "退出", "通", "开通", "配备", "投用", "清零", "入园", "落实到位",
    "整治到位", "到位", "销号", "可用", "办结", "互认", "通过", "公开", "上线", "下放", "拆除", "关闭", "实施",
];

/// Verbs that make 所有县（市）区 a promise.
#[rustfmt::skip]
const EVERY: &[&str] = &[
    "通过", "达到", "实现", "完成", "建成", "具备", "配备", "纳入", "开通", "通", "设有", "建有", "至少",
    "设立", "接入", "达标", "覆盖",
];

/// Words that take the promise away.
#[rustfmt::skip]
const TENTATIVE: &[&str] = &[
    "试点工作", "试点建设", "开展试点", "探索", "鼓励", "研究", "争创", "倡导", "有条件的", "原则上", "是否",
    "基本消除", "基本实现", "基本完成", "可",
];

/// The commitment that `clause` makes between `core` and its end. `timed`: a year frames it.
pub fn coverage(text: &Text, clause: Range<usize>, core: usize, timed: bool) -> Option<Coverage> {
    let said = Said { text, clause: clause.clone(), core, timed };
    if let Some(relative) = relative(text, core..clause.end) {
        return Some(relative);
    }
    let chars = &text.chars;
    // 可用, 可及, 可再生 are no leave to do something.
    let able = |i: usize| chars.get(i + 1).is_some_and(|c| "用及达再渗回持靠感信控见视比行".contains(*c));
    let tentative = (clause.start..clause.end).any(|i| {
        let word = longest_at(chars, i, clause.end, TENTATIVE);
        word.is_some_and(|word| !text.masked[i] && (word != "可" || !able(i)))
    }) || before(chars, clause.end, "试点");
    if tentative {
        return None;
    }
    said.lifted()
        .or_else(|| said.fully())
        .or_else(|| said.covered())
        .or_else(|| said.without_exception())
        .or_else(|| said.every())
        .or_else(|| said.completed())
}

/// The words of a clause that holds no figure.
struct Said<'a> {
    text: &'a Text,
    clause: Range<usize>,
    core: usize,
    timed: bool,
}

impl Said<'_> {
    fn chars(&self) -> &[char] {
        &self.text.chars
    }

    fn end(&self) -> usize {
        self.clause.end
    }

    /// First of `words` outside names, from the core on.
    fn spoken(&self, words: &[&'static str]) -> Option<(usize, &'static str)> {
        let mut from = self.core;
        while let Some((i, word)) = find(self.chars(), from, self.end(), words) {
            if !self.text.masked[i] {
                return Some((i, word));
            }
            from = i + length(word);
        }
        None
    }

    fn stands(&self, at: usize, words: &[&'static str]) -> Option<&'static str> {
        longest_at(self.chars(), at, self.end(), words)
    }

    fn has(&self, from: usize, words: &[&'static str]) -> bool {
        find(self.chars(), from, self.end(), words).is_some()
    }

    /// A state at the frame's end, labelled with the words before and after what says that it is full.
    fn state(&self, head: Range<usize>, tail: Range<usize>) -> Coverage {
        Coverage { label: [head, tail], comparator: Comparator::Equal, kind: Kind::Level, end: self.end() }
    }

    /// 取消就业地参保户籍限制, 放开…落户限制: what is lifted is lifted wholly, unless step by step.
    fn lifted(&self) -> Option<Coverage> {
        let verb = self.stands(self.core, &["取消", "放开"])?;
        let lifted = ["户籍限制", "落户限制", "户口限制", "户籍门槛", "落户门槛"];
        longest_before(self.chars(), self.core + length(verb), self.end(), &lifted)?;
        let by_steps = ["放宽", "逐步", "有序", "稳步", "推动", "推进", "促进", "稳妥", "加快"];
        let slowly = find(self.chars(), self.clause.start, self.end(), &by_steps).is_some();
        (!slowly).then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }

    /// 全面取消, 城镇新建建筑全面执行, 全面落实…取消落户限制要求.
    fn fully(&self) -> Option<Coverage> {
        let (i, word) = self.spoken(&["全面"])?;
        let after = i + length(word);
        let slogan =
            self.has(after, &["小康", "社会主义", "现代化国家", "共同富裕", "现代化强国", "中国式现代化", "伟大复兴"]);
        let idle = ["覆盖面", "达标创建", "实现新", "实现更", "普及普惠", "普及工作"];
        let urged = self.has(after, &["各项", "目标任务", "年度任务", "既定任务", "工作任务", "下达"]);
        let nominal = urged || before(self.chars(), i, "的") || self.stands(after, &idle).is_some();
        if let Some(verb) = self.stands(after, DONE).filter(|_| !slogan && !nominal) {
            // 全面建成的 describes, and 全面达标 alone says of nothing what it reaches.
            let of_nothing = after + length(verb) >= self.end() && i == self.core;
            let attributive = at(self.chars(), after + length(verb), "的");
            return (!of_nothing && !attributive).then(|| self.state(self.core..i, after..self.end()));
        }
        if !at(self.chars(), after, "落实") || i != self.core || !self.has(after, &["限制", "门槛"]) {
            return None;
        }
        let (lifted, _) = find(self.chars(), after, self.end(), &["取消", "放开"])?;
        let end = self.end() - if before(self.chars(), self.end(), "要求") { 2 } else { 0 };
        Some(self.state(lifted..end, end..end))
    }

    /// 常住人口全覆盖, 动态清零, 覆盖全部常住人口.
    fn covered(&self) -> Option<Coverage> {
        let chars = self.chars();
        if let Some((i, word)) = self.spoken(&["全覆盖", "全域覆盖", "全部覆盖", "清零", "全达标", "全联通", "全贯通"])
        {
            let after = i + length(word);
            let ends = after >= self.end()
                || !is_han(chars[after])
                || self.stands(after, &["目标", "和", "及", "以及", "并"]).is_some();
            if ends && i > self.core + 1 {
                let led = |until: usize, words: &[&'static str]| {
                    longest_before(chars, self.core + 1, until, words).map_or(until, |w| until - length(w))
                };
                let until = led(i, &["实现", "动态", "达到", "做到", "基本实现", "基本", "率"]);
                let until = led(until, &["实现", "做到"]);
                return Some(Coverage { end: after, ..self.state(self.core..until, i..after) });
            }
        }
        let (i, word) = self.spoken(&["覆盖全部", "覆盖所有", "覆盖全体", "覆盖全市所有", "覆盖全县所有"])?;
        (i + length(word) < self.end()).then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }

    /// 一律采用新能源车, 全部以“标准地”供应.
    fn without_exception(&self) -> Option<Coverage> {
        if let Some((i, _)) = self.spoken(&["一律"]).filter(|(i, _)| i + 2 < self.end()) {
            return Some(self.state(self.core..i, i + 2..self.end()));
        }
        let (i, _) = self.spoken(&["全部"])?;
        let whole = self.stands(i + 2, WHOLLY).is_some() && i > self.core;
        whole.then(|| self.state(self.core..i, i + 2..self.end()))
    }

    /// 力争2026年所有县（市）区通过国家认定.
    fn every(&self) -> Option<Coverage> {
        let (i, _) = find(self.chars(), self.clause.start, self.end(), &["所有"])?;
        let done = |j: usize| !self.text.masked[j] && self.stands(j, EVERY).is_some();
        let promised = self.timed && !self.text.masked[i] && i <= self.core + 2 && (i + 3..self.end()).any(done);
        promised.then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }

    /// 2025年完成…改造任务.
    fn completed(&self) -> Option<Coverage> {
        self.stands(self.core, &["完成", "全面完成", "按期完成", "按时完成"])?;
        let work = [
            "改造任务",
            "建设任务",
            "整治任务",
            "搬迁任务",
            "治理任务",
            "更新任务",
            "加固任务",
            "修复任务",
            "安置任务",
            "重建任务",
            "改造工作任务",
        ];
        longest_before(self.chars(), self.core, self.end(), &work)?;
        let urged = self.has(self.core, &["年度", "下达", "目标任务", "各项", "既定"]);
        (self.timed && !urged).then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }
}

/// 接近全省平均水平, 高于各项贷款增速: measured by another figure.
fn relative(text: &Text, range: Range<usize>) -> Option<Coverage> {
    let chars = &text.chars;
    const COMPARED: &[(&str, Comparator)] = &[
        ("接近", Comparator::About),
        ("达到", Comparator::Equal),
        ("达到或接近", Comparator::About),
        ("达到或超过", Comparator::AtLeast),
        ("高于", Comparator::AtLeast),
        ("不低于", Comparator::AtLeast),
        ("超过", Comparator::AtLeast),
        ("快于", Comparator::AtLeast),
        ("优于", Comparator::AtLeast),
        ("好于", Comparator::AtLeast),
        ("领先", Comparator::AtLeast),
        ("低于", Comparator::AtMost),
        ("不高于", Comparator::AtMost),
        ("保持在", Comparator::Equal),
        ("与", Comparator::Equal),
    ];
    for i in range.start + 2..range.end {
        if text.masked[i] {
            continue;
        }
        let hit = COMPARED.iter().filter(|(w, _)| at(chars, i, w)).max_by_key(|(w, _)| length(w));
        let Some((word, comparator)) = hit else { continue };
        let rest = i + length(word);
        let last = if *word == "与" {
            find(chars, rest, range.end, &["基本同步", "保持同步", "同步增长"])
        } else {
            find(
                chars,
                rest,
                range.end.min(rest + 16),
                &[
                    "平均水平",
                    "平均值",
                    "平均增速",
                    "平均增幅",
                    "平均",
                    "增速",
                    "增幅",
                    "增长速度",
                    "同期水平",
                    "控制目标",
                ],
            )
        };
        let Some((at_last, last)) = last else { continue };
        let measures = [
            "率", "比", "增速", "收入", "水平", "比重", "比例", "增长", "值", "强度", "增幅", "指数", "时间", "GDP",
            "投资", "消费",
        ];
        if find(chars, range.start, i, &measures).is_some() {
            let end = at_last + length(last);
            // Where more words follow, the comparison only describes: 高于全国平均水平的企业.
            let open = end >= range.end
                || !is_han(chars[end]) && !chars[end].is_ascii_digit()
                || longest_at(chars, end, range.end, &["以上", "目标"]).is_some();
            let figure = (rest..range.end).any(|j| chars[j].is_ascii_digit() && !text.masked[j]);
            if open && !figure {
                let growth = find(chars, range.start, i, &["增速", "增长", "增幅"]).is_some();
                let kind = if growth { Kind::Increase } else { Kind::Level };
                return Some(Coverage { label: [range.start..i, i..i], comparator: *comparator, kind, end });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_commitments_without_a_figure() {
        for (clause, expected) in [
            ("全面取消落户限制", Some("取消落户限制")),
            ("全面取消农业转移人口在就业地参保户籍限制", Some("取消农业转移人口在就业地参保户籍限制")),
            ("城镇新建建筑全面执行绿色建筑标准", Some("城镇新建建筑执行绿色建筑标准")),
            ("推进就业服务常住人口全覆盖", Some("推进就业服务常住人口全覆盖")),
            ("高速公路服务区快充站实现全覆盖", Some("高速公路服务区快充站全覆盖")),
            (
                "稳步实现基本公共服务由常住地供给、覆盖全部常住人口",
                Some("稳步实现基本公共服务由常住地供给、覆盖全部常住人口"),
            ),
            ("新增工业用地全部以“标准地”供应", Some("新增工业用地以“标准地”供应")),
            ("新增和更新巡游出租汽车、公交车一律采用新能源车", Some("新增和更新巡游出租汽车、公交车采用新能源车")),
            ("全面畅通都市圈内各类未贯通公路和瓶颈路段", Some("畅通都市圈内各类未贯通公路和瓶颈路段")),
            ("工业园区标准化试点园区全面建成投产", Some("工业园区标准化试点园区建成投产")),
            ("全面落实城区常住人口300万以下城市取消落户限制要求", Some("取消落户限制")),
            (
                "完成2000年以前建成的需改造的城镇老旧小区改造任务",
                Some("完成2000年以前建成的需改造的城镇老旧小区改造任务"),
            ),
            ("常住人口城镇化率接近全省平均水平", Some("常住人口城镇化率")),
            ("全县企业中长期贷款增速高于各项贷款增速", Some("全县企业中长期贷款增速")),
            ("居民收入增长与经济增长基本同步", Some("居民收入增长")),
            ("落实重大安全隐患房屋动态清零", Some("落实重大安全隐患房屋清零")),
            ("全面推进乡村振兴", None),
            ("全面落实居住证互通互认工作", None),
            ("全面放宽城区常住人口落户条件", None),
            ("全面提升60分钟通畅圈质效", None),
            (
                "取消灵活就业人员在就业地参加职工基本养老保险的户籍限制",
                Some("取消灵活就业人员在就业地参加职工基本养老保险的户籍限制"),
            ),
            ("逐步放开落户限制", None),
            ("放开放宽除个别超大城市外的落户限制", None),
            ("鼓励取消年度落户名额限制", None),
            ("开展公共领域车辆全面电动化试点", None),
            ("扎实推进2000年底前建成的需改造城镇老旧小区改造任务", None),
            ("确保完成各级下达的年度目标任务", None),
            ("全面建成社会主义现代化强国", None),
            ("构建全覆盖的监管体系", None),
            ("取消急难型临时救助的户籍地限制", None),
        ] {
            let text = Text::new(clause);
            let found = coverage(&text, 0..text.chars.len(), 0, true);
            let label = found.map(|c| c.label.into_iter().map(|r| text.slice(r)).collect::<String>());
            assert_eq!(label.as_deref(), expected, "{clause}");
        }
    }
}
