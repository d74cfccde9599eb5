//! The words right before a figure: 均保持在, 力争达到, 不低于.
//!
//! In: characters and where a figure begins. Out: what the words say about it and where they begin.

use super::words::{Ends, before, length, longest_at, longest_before};
use crate::model::Comparator;
use std::sync::LazyLock;

/// What the words right before a figure say about it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Predicate {
    pub comparator: Option<Comparator>,
    pub aspect: Option<Aspect>,
    /// Where the words begin.
    pub start: usize,
}

impl Predicate {
    /// Whether a comparator stands before the figure.
    pub fn compared(&self) -> bool {
        self.comparator.is_some()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A state is reached: 达到, 提高至, 保持在.
    Reach,
    /// It changes by so much: 增长, 下降.
    Change,
    /// Every year by so much: 年均.
    Yearly,
}

/// The predicate that ends at `end` and begins not before `start`: 均保持在, 力争达到, 不低于.
pub fn predicate(chars: &[char], start: usize, end: usize) -> Predicate {
    let mut p = Predicate { start: end, ..Default::default() };
    // 不低于供地总量的三分之一: the whole stands between the comparator and its part.
    if before(chars, end, "的")
        && let Some((at, comparator)) = (start.max(end.saturating_sub(14))..end - 1)
            .filter(|&i| !chars[i..end].contains(&'、'))
            .find_map(|i| part_comparator(chars, i, end).map(|c| (i, c)))
    {
        p = Predicate { comparator: Some(comparator), aspect: None, start: at };
    }
    static LASTS: LazyLock<Ends> = LazyLock::new(|| {
        let words = PREDICATES.iter().flat_map(|(words, ..)| words.iter());
        Ends::of(words.filter_map(|word| word.chars().next_back()))
    });
    loop {
        let last = p.start.checked_sub(1).and_then(|last| chars.get(last));
        if last.is_none_or(|c| !LASTS.may_hold(*c)) {
            return p;
        }
        let hit = PREDICATES
            .iter()
            .filter_map(|(words, comparator, aspect)| {
                longest_before(chars, start, p.start, words).map(|w| (w, comparator, aspect))
            })
            .max_by_key(|(w, _, _)| length(w));
        let Some((word, comparator, aspect)) = hit else { return p };
        // 为62户家庭改造 begins with whom, not with a predicate.
        if word == "为" && p.start - 1 == start {
            return p;
        }
        // 附近 and 就近 are not 近, 提高质量达 ends at 达.
        if word == "近"
            && longest_before(chars, start, p.start, &["附近", "就近", "邻近", "毗邻近", "最近", "临近"]).is_some()
        {
            return p;
        }
        p.comparator = p.comparator.or(*comparator);
        p.aspect = p.aspect.or(*aspect);
        p.start -= length(word);
        if before(chars, p.start, "比重") {
            return p;
        }
    }
}

fn part_comparator(chars: &[char], i: usize, end: usize) -> Option<Comparator> {
    let (words, comparator, _) = PREDICATES
        .iter()
        .filter_map(|(words, comparator, _)| longest_at(chars, i, end, words).zip(*comparator).map(|(w, c)| (w, c, ())))
        .max_by_key(|(word, ..)| length(word))?;
    (length(words) > 1).then_some(comparator)
}

type PredicateWords = (&'static [&'static str], Option<Comparator>, Option<Aspect>);

#[rustfmt::skip]
const PREDICATES: &[PredicateWords] = &[
    (
        &[
            "不低于", "不少于", "不小于", "不下于", "至少", "超过", "超", "突破", "高于", "大于", "多于", "逾",
            "最低", "最少", "不止", "≥", ">", "达到或超过", "达到不低于", "保持在不低于",
        ],
        Some(Comparator::AtLeast),
        None,
    ),
    (
        &[
            "不超过", "不高于", "不大于", "不多于", "控制在", "控制到", "低于", "小于", "少于", "最多", "至多",
            "不得超过", "不突破", "≤", "<",
        ],
        Some(Comparator::AtMost),
        None,
    ),
    (&[
            "接近", "大约", "约", "约为", "近", "大致",
        ], Some(Comparator::About), None),
    (
        &[
            "达", "达到", "达成", "达至", "提高到", "提高至", "提升到", "提升至", "增加到", "增加至", "增长到",
            "增长至", "上升到", "上升至", "扩大到", "扩大至", "拓展到", "拓展至", "发展到", "发展至", "增至",
            "升至", "提至", "降到", "降至", "下降到", "下降至", "降低到", "降低至", "减少到", "减少至",
            "压减到", "压减至", "压缩到", "压缩至", "缩小到", "缩小至", "缩短到", "缩短至", "保持在", "保持",
            "稳定在", "维持在", "稳定保持在", "稳定达到", "巩固在", "为", "是", "提升达", "提高达", "完善到",
            "扩容到", "扩容至", "扩大为", "回升至", "回升到", "压降到", "压降至", "提前至", "提前到", "达到了",
            "稳定到", "巩固到", "巩固提升到", "提升为", "增加为", "压减为", "缩减至", "缩减到", "攀升至",
        ],
        None,
        Some(Aspect::Reach),
    ),
    (
        &[
            "增长", "提高", "提升", "增加", "上升", "扩大", "上涨", "递增", "增收", "增幅", "下降", "降低",
            "减少", "压减", "压缩", "缩短", "缩小", "削减", "节约", "下调", "累计下降", "累计降低", "累计提高",
            "累计增长", "翻", "净增", "净增加", "净减少",
        ],
        None,
        Some(Aspect::Change),
    ),
    (&[
            "年均", "平均每年", "年平均",
        ], None, Some(Aspect::Yearly)),
    (
        &[
            "均", "都", "分别", "各", "总体", "总", "力争", "争取", "确保", "稳定", "平均", "每年", "进一步",
            "逐步", "基本", "要", "需", "应", "将", "再", "共", "总计", "合计", "实现", "累计", "有", "共有",
            "拥有", "同比", "比例为", "力争实现", "至", "持续",
        ],
        None,
        None,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_predicates() {
        for (words, comparator, aspect, rest) in [
            ("就读率均保持在", None, Some(Aspect::Reach), "就读率"),
            ("总量力争突破", Some(Comparator::AtLeast), None, "总量"),
            ("城镇化率提升至接近", Some(Comparator::About), Some(Aspect::Reach), "城镇化率"),
            ("漏损率控制在", Some(Comparator::AtMost), None, "漏损率"),
            ("幸福院不少于", Some(Comparator::AtLeast), None, "幸福院"),
            ("供应占比不低于供地总量的", Some(Comparator::AtLeast), None, "供应占比"),
            ("投资年均增长", None, Some(Aspect::Change), "投资"),
        ] {
            let chars: Vec<char> = words.chars().collect();
            let p = predicate(&chars, 0, chars.len());
            assert_eq!((p.comparator, p.aspect), (comparator, aspect), "{words}");
            assert_eq!(chars[..p.start].iter().collect::<String>(), rest, "{words}");
        }
    }
}
