//! Small rules of wording: labels without what only leads to them, and the scope of a whole place.

use super::words::{FLOW, OPENERS, QUANTITY_VERBS, find, length, longest_before};
use crate::model::{Level, Plan};
use std::ops::Range;

/// Where a comparison with an earlier state begins: 比2020年, 较上年, 在现有基础, 由60%.
pub fn baseline(chars: &[char], subject: Range<usize>) -> Option<usize> {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    if let Some(i) = (subject.start..subject.end).find(|&i| matches!(chars[i], '由' | '从') && digit(i + 1)) {
        return Some(i);
    }
    let (i, _) = find(
        chars,
        subject.start,
        subject.end,
        &["比20", "较20", "比上年", "较上年", "比基期", "在现有基础", "在原有基础", "同比", "在20", "比法定", "较法定"],
    )?;
    Some(i)
}

/// A word of doing without its object: 举办, 累计.
pub fn is_verb_only(words: &str) -> bool {
    let mut rest: Vec<char> = words.chars().collect();
    while !rest.is_empty() {
        let hit = [FLOW, QUANTITY_VERBS, OPENERS, &["有", "达", "建", "拥有", "累计", "新", "再", "均", "各"]]
            .iter()
            .filter_map(|list| longest_before(&rest, 0, rest.len(), list))
            .max_by_key(|w| length(w));
        match hit {
            Some(word) => rest.truncate(rest.len() - length(word)),
            None => return false,
        }
    }
    true
}

/// 陶瓷产业集群规模 of 陶瓷产业集群规模不断发展壮大: what a 千亿产业集群 is measured by.
pub fn scale_named(label: &str) -> Option<String> {
    ["规模", "产值"]
        .iter()
        .find_map(|word| label.find(word).filter(|at| *at > 0).map(|at| label[..at + word.len()].to_string()))
}

/// Whether a number without a unit counts people: 常住人口达到300万.
pub fn named_people(label: &str) -> bool {
    label.ends_with("人口") || label.ends_with("人口规模") || label.ends_with("人口总量") || label.ends_with("人口总数")
}

/// A label without loose punctuation at its ends.
pub fn tidy(label: &str) -> String {
    let label = label.trim_matches(|c: char| "，、；：。 ".contains(c)).trim_end_matches("的");
    let led =
        ["将", "把", "对"].iter().find_map(|lead| label.strip_prefix(lead)).filter(|rest| rest.chars().count() > 2);
    led.unwrap_or(label).to_string()
}

/// 三元区、沙县区 in 全面放开三元区、沙县区落户限制.
pub fn inner_place(words: &str) -> Option<String> {
    let chars: Vec<char> = words.chars().collect();
    // 落实城区常住人口300万以下城市取消落户限制要求
    if let (Some((i, led)), Some((end, _))) =
        (find(&chars, 0, chars.len(), &["落实"]), find(&chars, 0, chars.len(), &["取消", "放开"]))
        && end > i + length(led)
    {
        return Some(chars[i + length(led)..end].iter().collect());
    }
    let (i, verb) = find(&chars, 0, chars.len(), &["放开", "取消", "消除", "畅通"])?;
    let start = i + length(verb);
    let (end, word) = find(&chars, start, chars.len(), &["区落户", "县落户", "市落户", "都市圈", "以下城市"])?;
    let len = if word.ends_with("落户") { 1 } else { length(word) };
    (end > start || word == "都市圈").then(|| chars[start..end + len].iter().collect())
}

/// The plan's own place as a whole.
pub fn whole(plan: &Plan) -> String {
    let place = plan.place.as_str();
    let suffix = ["自治区", "自治州", "自治县"].iter().find(|s| place.ends_with(*s)).copied();
    match plan.level {
        Level::Nation => "全国".into(),
        Level::Province if place.ends_with('市') => "全市".into(),
        Level::Province => suffix.map_or("全省".into(), |_| "全区".into()),
        Level::Prefecture if place.ends_with(['州', '盟']) => {
            format!("全{}", if place.ends_with('州') { '州' } else { '盟' })
        }
        Level::Prefecture => "全市".into(),
        Level::County => match place.chars().last() {
            Some(c @ ('市' | '区' | '旗')) => format!("全{c}"),
            _ => "全县".into(),
        },
    }
}
