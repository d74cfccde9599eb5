//! What a figure is about: the words before it without time, scope and predicate.
//!
//! In: the stretch of a clause that belongs to a figure. Out: its scope where it names one, and where the words
//! that say what is promised begin.

use super::sentence::Text;
use super::times::Times;
use crate::compile::lexicon::Class;
use crate::compile::words::{View, is_han, length};
use std::ops::Range;

/// The head of a stretch, read off its front.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Where what is promised begins.
    pub core: usize,
    /// Where the stretch begins once punctuation and 一是 are left out.
    pub start: usize,
    pub scope: Option<String>,
    /// 至少 stood in it.
    pub at_least: bool,
}

/// Reads time, scope and opening words off the front of `stretch`.
pub fn head(text: &Text, times: &Times, stretch: Range<usize>) -> Head {
    let chars = text.chars();
    let mut head = Head { start: stretch.start, core: stretch.start, ..Head::default() };
    let mut begun = false;
    loop {
        let i = head.core;
        if i >= stretch.end {
            break;
        }
        // 2026年、2027年: one time after the other.
        let between_times = matches!(chars[i], '、' | '和' | '及')
            && times.until(i).last().is_some_and(|time| time.range.end == i)
            && !times.within(i + 1..i + 2).is_empty();
        let mark = matches!(chars[i], ' ' | '、' | '，' | '；' | '：' | '和' | '—');
        if between_times || (mark && (i == stretch.start || !begun)) {
            head.core += 1;
        } else if let Some(len) = ordinal_at(chars, i) {
            head.core += len;
        } else if let Some(time) = times.at(i) {
            begin(&mut head, &mut begun, i);
            head.core = time.range.end;
            if chars.at(head.core, "的") {
                head.core += 1;
            }
        } else if let Some(span) = chars
            .longest_at(i, stretch.end, Class::SomeYears)
            .filter(|span| chars.longest_at(i + length(span), stretch.end, Class::Flow).is_some())
        {
            // 三年新建学校27所
            begin(&mut head, &mut begun, i);
            head.core += length(span);
        } else if let Some(word) = chars.word_at(i, stretch.end, Class::Opener) {
            // The last verb before the figure says what is done: 推进2条街区保护.
            if word.is(Class::OpeningVerb) && i + word.length == stretch.end {
                break;
            }
            if word.text == "并" && chars.longest_at(i, stretch.end, Class::MergeVerb).is_some() {
                break;
            }
            begin(&mut head, &mut begun, i);
            head.at_least |= word.is(Class::Least);
            head.core += word.length;
        } else if let Some(len) = scope_at(text, i, stretch.end).filter(|_| head.scope.is_none()) {
            begin(&mut head, &mut begun, i);
            head.scope = Some(named(text, i..i + len));
            head.core = i + len;
            // 全市范围内
            head.core += chars.longest_at(head.core, stretch.end, Class::ScopeEnd).map_or(0, length);
        } else {
            break;
        }
    }
    let core = head.core.min(stretch.end);
    begin(&mut head, &mut begun, core);
    if head.scope.is_none() {
        head.scope = inner_scope(text, head.core, stretch.end);
    }
    head
}

fn begin(head: &mut Head, begun: &mut bool, i: usize) {
    if !*begun {
        head.start = i;
        *begun = true;
    }
}

/// 一是, 首先, （1）: counts of the telling.
fn ordinal_at(chars: View, i: usize) -> Option<usize> {
    let counted = chars.get(i).is_some_and(|c| "一二三四五六七八九十".contains(*c));
    if counted && chars.at(i + 1, "是") {
        return Some(2);
    }
    if chars.longest_at(i, chars.len(), Class::Ordinal).is_some() {
        return Some(2);
    }
    let bracketed = matches!(chars.get(i), Some('（' | '('))
        && chars.get(i + 1).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c));
    (bracketed && matches!(chars.get(i + 2), Some('）' | ')'))).then_some(3)
}

/// The phrase of scope that stands at `i`.
fn scope_at(text: &Text, i: usize, end: usize) -> Option<usize> {
    let chars = text.chars();
    // 除长沙市中心城区外
    if chars.at(i, "除")
        && let Some((until, word)) = chars.find(i + 2, end.min(i + 24), Class::Except)
    {
        return Some(until + length(word) - i);
    }
    if let Some(whole) = chars.longest_at(i, end, Class::WholePlace) {
        let after = i + length(whole);
        if matches!(chars.get(after), Some('场' | '性' | '民' | '面' | '域')) {
            return None;
        }
        let part = chars.longest_at(after, end, Class::WholePart).filter(|p| after + length(p) < end);
        return Some(length(whole) + part.map_or(0, length));
    }
    if let Some(each) = chars.longest_at(i, end, Class::EachOf) {
        let noun = i + length(each);
        return chars
            .longest_at(noun, end, Class::Division)
            .filter(|d| !matches!(chars.get(noun + length(d)), Some('场' | '域' | '级' | '民')))
            .map(|d| length(each) + length(d));
    }
    if let Some(division) = chars.longest_at(i, end, Class::BareDivision) {
        return Some(length(division));
    }
    if let Some(len) = places_at(chars, i, end) {
        return Some(len);
    }
    // 人口30万以上的县（市）, 产业基础优势明显的县域, 城区常住人口300万以下城市
    let stop = end.min(i + 28);
    for (j, word) in (i..stop).filter_map(|j| chars.longest_at(j, stop, Class::DescribedBy).map(|w| (j, w))) {
        let described = chars.find(i, j, Class::PlaceTrait).is_some();
        let noun = j + length(word);
        if let Some(division) = chars.longest_at(noun, end, Class::DescribedPlace)
            && described
            && !chars.at(i, "全面")
        {
            return Some(noun + length(division) - i);
        }
    }
    let part = chars.find(i, end.min(i + 8), Class::BuiltPart)?;
    // The area of the built-up area is measured, not placed.
    if chars.at(part.0 + length(part.1), "面积") {
        return None;
    }
    // 主城区与产业新城间公交发车间隔 is about the two.
    if matches!(chars.get(part.0 + length(part.1)), Some('与' | '和' | '至' | '到' | '、')) {
        return None;
    }
    let len = part.0 - i + length(part.1);
    let clean = text.slice(i..part.0).chars().all(|c| is_han(c) && !"建设推进新增实施加强达到完成全畅通".contains(c));
    // 建成区绿化覆盖率 names a measure, 六城区建成区 a place.
    let named = part.0 > i || matches!(part.1, "都市圈" | "中心城区" | "主城区" | "中心城区建成区" | "主城区建成区");
    (clean && named && i + len < end).then_some(len)
}

/// A list of places that fills the stretch: 锦江区、青羊区（50%的社区）.
fn places_at(chars: View, i: usize, end: usize) -> Option<usize> {
    let stretch = chars.get(i..end).filter(|_| chars.longest_at(i, end, Class::Quantity).is_none())?;
    let names: Vec<&[char]> = stretch.split(|c| *c == '、').collect();
    let place =
        |name: &&[char]| (2..=7).contains(&name.len()) && name.last().is_some_and(|c| "区县市镇乡旗州盟".contains(*c));
    (names.len() > 1 && names.iter().all(place)).then_some(stretch.len())
}

/// A list of places inside: 消除三元区、沙县区、永安市建成区60%黑臭水体.
fn inner_scope(text: &Text, start: usize, end: usize) -> Option<String> {
    let chars = text.chars();
    // 县城污水处理率, 城区新增学位, 西昌城区建成区面积: part of what is measured, and where.
    if let Some((part, word)) = chars.find(start, end.min(start + 6), Class::TownPart) {
        let after = part + length(word);
        let name = text.slice(start..part);
        let named = name.chars().all(is_han) && chars.longest_at(start, part.max(start), Class::Quantity).is_none();
        let placed = name.chars().count() <= 3 || name.ends_with(['市', '县', '区', '州', '镇', '旗']);
        let clean =
            named && placed && !name.contains(['建', '设', '推', '进', '新', '增', '实', '施', '的', '农', '每', '完']);
        let goes_on = chars.get(after).is_some_and(|c| is_han(*c) && !"与和至到的、".contains(*c));
        if clean && goes_on && after + 1 < end {
            // 城区建成区面积 measures the built-up area itself.
            let place = text.slice(start..after);
            let place = if chars.at(after, "面积") { place.trim_end_matches("建成区").to_string() } else { place };
            return Some(place).filter(|place| !place.is_empty());
        }
    }
    let (place, word) = chars.find(start, end, Class::ListedPart)?;
    let listed = (start..place).filter(|&j| chars[j] == '、').count();
    let verb = chars.longest_at(start, end, Class::ListVerb).map_or(0, length);
    (listed > 0 || verb > 0).then(|| text.slice(start + verb..place + length(word)))
}

/// 各县域 in 立足各县域资源禀赋: whom the next clauses are about too.
pub fn each_in(text: &Text, clause: Range<usize>) -> Option<String> {
    let chars = text.chars();
    (clause.start..clause.end).filter(|&i| !text.masked[i]).find_map(|i| {
        let each = chars.longest_at(i, clause.end, Class::Each)?;
        let division = chars.longest_at(i + length(each), clause.end, Class::Division)?;
        let len = length(each) + length(division);
        (!matches!(chars.get(i + len), Some('场' | '域' | '级' | '民'))).then(|| text.slice(i..i + len))
    })
}

/// The scope as people write it.
fn named(text: &Text, range: Range<usize>) -> String {
    let phrase = text.slice(range);
    match phrase.strip_prefix('我') {
        Some(rest) => format!("全{rest}"),
        None if phrase.starts_with("县（") || phrase.starts_with("市（州") || phrase.starts_with("乡镇（") => {
            format!("各{phrase}")
        }
        None => phrase,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_heads() {
        for (stretch, scope, core) in [
            ("到2028年全市城市建成区可渗透地面面积比例", Some("全市城市建成区"), "可渗透地面面积比例"),
            ("一是力争开展职业技能培训", None, "开展职业技能培训"),
            ("确保各乡镇基本医保参保率", Some("各乡镇"), "基本医保参保率"),
            ("到2028年县（市、区）规上工业企业入园率", Some("各县（市、区）"), "规上工业企业入园率"),
            ("到2025年人口30万以上的县（市）至少建成", Some("人口30万以上的县（市）"), "建成"),
            ("到2028年力争六城区建成区可渗透地面", Some("六城区建成区"), "可渗透地面"),
            ("2025—2028年福州都市圈新增高速公路里程", Some("福州都市圈"), "新增高速公路里程"),
            ("到2025年每个县（市）至少有", Some("每个县（市）"), "有"),
            ("2026年、2027年分别改造城镇老旧小区", None, "改造城镇老旧小区"),
            ("全市范围内全面取消落户限制", Some("全市"), "全面取消落户限制"),
            ("三年新建学校", None, "新建学校"),
            ("推进", None, "推进"),
            ("推动全市场景应用", None, "全市场景应用"),
            ("都市圈轨道交通里程", Some("都市圈"), "轨道交通里程"),
        ] {
            let text = Text::new(stretch);
            let all = 0..text.chars().len();
            let head = head(&text, &Times::of(&text, all.clone(), Some(2024)), all.clone());
            assert_eq!((head.scope.as_deref(), text.slice(head.core..all.end).as_str()), (scope, core), "{stretch}");
        }
    }
}
