//! What a figure is about: the words before it without time, scope and predicate.
//!
//! In: the stretch of a phrase that belongs to a figure. Out: its scope where it names one, and where the words
//! that say what is promised begin.

use super::sentence::Text;
use super::times::{Time, Times};
use crate::compile::lexicon::{Class, Word};
use crate::compile::rules::rules;
use crate::compile::words::{View, is_han, is_word, length};
use std::ops::Range;

/// The head of a stretch, read off its front.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    /// Where what is promised begins.
    pub core: usize,
    /// Where the stretch begins once punctuation and 一是 are left out.
    pub start: usize,
    /// The scope that it names: 全省, 每县.
    pub scope: Option<String>,
    /// 至少 stood in it.
    pub at_least: bool,
}

/// Reads time, scope and opening words off the front of `stretch`.
pub fn head(text: &Text, times: &Times, stretch: Range<usize>) -> Head {
    let mut head = Head { start: stretch.start, core: stretch.start, ..Head::default() };
    let mut begun = false;
    while head.core < stretch.end {
        let at = head.core;
        let front = Front { text, times, stretch: stretch.clone(), at, begun, placed: head.scope.is_some() };
        let Some(Some(piece)) = piece(&front) else { break };
        if piece.begins && !begun {
            head.start = at;
            begun = true;
        }
        head.core = at + piece.length;
        head.at_least |= piece.at_least;
        head.scope = head.scope.or(piece.scope);
    }
    if !begun {
        head.start = head.core.min(stretch.end);
    }
    if head.scope.is_none() {
        head.scope = inner_scope(&Front { text, times, stretch, at: head.core, begun, placed: false }).flatten();
    }
    head
}

/// The front of a stretch, as far as it has been read.
struct Front<'a> {
    text: &'a Text,
    times: &'a Times,
    stretch: Range<usize>,
    /// How far.
    at: usize,
    /// Something other than punctuation and 一是 has been read.
    begun: bool,
    /// A scope has been read.
    placed: bool,
}

/// What stands at the front and does not say what is promised.
#[derive(Default)]
struct Piece {
    length: usize,
    /// It is more than punctuation.
    begins: bool,
    scope: Option<String>,
    at_least: bool,
}

impl Piece {
    fn mark(length: usize) -> Option<Self> {
        Some(Self { length, ..Self::default() })
    }

    fn words(length: usize) -> Option<Self> {
        Some(Self { length, begins: true, ..Self::default() })
    }
}

rules! {
    /// What is taken off the front, or that what is promised begins.
    fn piece(f: &Front) -> Option<Piece>, HEAD of "head";
    "one time after the other" "2026年、2027年": f.is_between_times() => Piece::mark(1);
    "mark" "、绿道15公里": f.is_mark() => Piece::mark(1);
    "ordinal" "一是": find ordinal_at(f.chars(), f.at).map(Piece::mark);
    "time" "2025年": find f.times.at(f.at).map(|time| f.time(time));
    "years to do it in" "三年新建学校": find f.years_to_do_it_in().map(Piece::words);
    "the only verb" "推进2条历史街区保护": f.is_only_verb() => None;
    "another word with 并" "并网": f.is_another_word() => None;
    "opener" "力争": find f.opener().map(Some);
    "scope" "每县": find f.scope().map(Some);
}

rules! {
    /// How many characters of scope stand at the front, or that none do whatever else they look like.
    fn scope_length(f: &Front) -> Option<usize>, PLACE of "scope";
    "exception" "除中心城区外": find f.exception().map(Some);
    "whole place" "全省": find f.whole_place();
    "each" "各县（市、区）": find f.each();
    "divisions" "乡镇（街道）区域养老服务中心覆盖率": find f.word(Class::BareDivision).map(|word| Some(length(word)));
    "list of places" "锦江区、青羊区": find f.list_of_places().map(Some);
    "places described" "常住人口20万以上的县": find f.described_places().map(Some);
    "part of a city" "福州都市圈新增": find f.part_of_a_city().map(Some);
}

rules! {
    /// A scope that stands within what is promised.
    fn inner_scope(f: &Front) -> Option<String>, INNER_PLACE of "scope within";
    "part of a town" "县城污水处理率": find f.part_of_a_town();
    "list of places" "三元区、沙县区建成区60%黑臭水体": find f.inner_list().map(Some);
}

impl Front<'_> {
    fn chars(&self) -> View<'_> {
        self.text.chars()
    }

    /// The longest word of `class` at the front.
    fn word(&self, class: Class) -> Option<&'static str> {
        self.chars().longest_at(self.at, self.stretch.end, class)
    }

    fn is_between_times(&self) -> bool {
        let i = self.at;
        matches!(self.chars()[i], '、' | '和' | '及')
            && self.times.until(i).last().is_some_and(|time| time.range.end == i)
            && !self.times.within(i + 1..i + 2).is_empty()
    }

    fn is_mark(&self) -> bool {
        let mark = matches!(self.chars()[self.at], ' ' | '、' | '，' | '；' | '：' | '和' | '—');
        mark && (self.at == self.stretch.start || !self.begun)
    }

    fn time(&self, time: &Time) -> Option<Piece> {
        let of = usize::from(self.chars().at(time.range.end, "的"));
        Piece::words(time.range.end + of - self.at)
    }

    fn years_to_do_it_in(&self) -> Option<usize> {
        let years = length(self.word(Class::SomeYears)?);
        self.chars().longest_at(self.at + years, self.stretch.end, Class::Flow).map(|_| years)
    }

    fn opener_word(&self) -> Option<&'static Word> {
        self.chars().word_at(self.at, self.stretch.end, Class::Opener)
    }

    /// The last verb before the figure says what is done.
    fn is_only_verb(&self) -> bool {
        let last = |word: &Word| word.is(Class::OpeningVerb) && self.at + word.length == self.stretch.end;
        self.opener_word().is_some_and(last)
    }

    fn is_another_word(&self) -> bool {
        self.opener_word().is_some_and(|word| word.text == "并") && self.word(Class::MergeVerb).is_some()
    }

    fn opener(&self) -> Option<Piece> {
        let word = self.opener_word()?;
        Some(Piece { length: word.length, begins: true, at_least: word.is(Class::Least), scope: None })
    }

    fn scope(&self) -> Option<Piece> {
        if self.placed {
            return None;
        }
        let length_of = scope_length(self).flatten()?;
        let end = self.at + length_of;
        // 全市范围内
        let more = self.chars().longest_at(end, self.stretch.end, Class::ScopeEnd).map_or(0, length);
        let scope = Some(named(self.text, self.at..end));
        Some(Piece { length: length_of + more, begins: true, scope, at_least: false })
    }

    fn exception(&self) -> Option<usize> {
        let (chars, i) = (self.chars(), self.at);
        chars.at(i, "除").then_some(())?;
        let (until, word) = chars.find(i + 2, self.stretch.end.min(i + 24), Class::Except)?;
        Some(until + length(word) - i)
    }

    /// 全市场 and 全面 are other words.
    fn whole_place(&self) -> Option<Option<usize>> {
        let (chars, end) = (self.chars(), self.stretch.end);
        let whole = length(self.word(Class::WholePlace)?);
        let after = self.at + whole;
        if matches!(chars.get(after), Some('场' | '性' | '民' | '面' | '域')) {
            return Some(None);
        }
        let part = chars.longest_at(after, end, Class::WholePart).map(length).filter(|part| after + part < end);
        Some(Some(whole + part.unwrap_or(0)))
    }

    /// 各级 and 全部区域 name no divisions.
    fn each(&self) -> Option<Option<usize>> {
        let each = length(self.word(Class::EachOf)?);
        let noun = self.at + each;
        let chars = self.chars();
        Some(division_at(chars, noun, self.stretch.end).map(|division| each + division))
    }

    /// A list of places that fills the stretch: 锦江区、青羊区（50%的社区）.
    fn list_of_places(&self) -> Option<usize> {
        let chars = self.chars();
        let stretch = chars.get(self.at..self.stretch.end).filter(|_| self.word(Class::Quantity).is_none())?;
        let names: Vec<&[char]> = stretch.split(|c| *c == '、').collect();
        let place = |name: &&[char]| {
            (2..=7).contains(&name.len()) && name.last().is_some_and(|c| "区县市镇乡旗州盟".contains(*c))
        };
        (names.len() > 1 && names.iter().all(place)).then_some(stretch.len())
    }

    /// 产业基础优势明显的县域, 城区常住人口300万以下城市.
    fn described_places(&self) -> Option<usize> {
        let (chars, i, end) = (self.chars(), self.at, self.stretch.end);
        let stop = end.min(i + 28);
        if chars.at(i, "全面") {
            return None;
        }
        (i..stop).find_map(|j| {
            let noun = j + length(chars.longest_at(j, stop, Class::DescribedBy)?);
            let division = chars.longest_at(noun, end, Class::DescribedPlace)?;
            chars.find(i, j, Class::PlaceTrait)?;
            Some(noun + length(division) - i)
        })
    }

    fn part_of_a_city(&self) -> Option<usize> {
        let (chars, i, end) = (self.chars(), self.at, self.stretch.end);
        let (part, word) = chars.find(i, end.min(i + 8), Class::BuiltPart)?;
        let after = part + length(word);
        // The area of the built-up area is measured, not placed; 主城区与产业新城间公交发车间隔 is about the two.
        if chars.at(after, "面积") || matches!(chars.get(after), Some('与' | '和' | '至' | '到' | '、')) {
            return None;
        }
        let clean = chars[i..part].iter().all(|c| is_han(*c) && !"建设推进新增实施加强达到完成全畅通".contains(*c));
        // 建成区绿化覆盖率 names a measure, 六城区建成区 a place.
        let named = part > i || is_word(word, Class::OwnPart);
        (clean && named && after < end).then_some(after - i)
    }

    /// 城区新增学位, 西昌城区建成区面积: part of what is measured, and where.
    fn part_of_a_town(&self) -> Option<Option<String>> {
        let (text, chars, start, end) = (self.text, self.chars(), self.at, self.stretch.end);
        let (part, word) = chars.find(start, end.min(start + 6), Class::TownPart)?;
        let after = part + length(word);
        let name = text.slice(start..part);
        let named = name.chars().all(is_han) && chars.longest_at(start, part, Class::Quantity).is_none();
        let placed = name.chars().count() <= 3 || name.ends_with(['市', '县', '区', '州', '镇', '旗']);
        let clean =
            named && placed && !name.contains(['建', '设', '推', '进', '新', '增', '实', '施', '的', '农', '每', '完']);
        let goes_on = chars.get(after).is_some_and(|c| is_han(*c) && !"与和至到的、".contains(*c));
        if !clean || !goes_on || after + 1 >= end {
            return None;
        }
        // 城区建成区面积 measures the built-up area itself.
        let place = text.slice(start..after);
        let place = if chars.at(after, "面积") { place.trim_end_matches("建成区").to_string() } else { place };
        Some(Some(place).filter(|place| !place.is_empty()))
    }

    /// 消除三元区、沙县区、永安市建成区60%黑臭水体.
    fn inner_list(&self) -> Option<String> {
        let (chars, start, end) = (self.chars(), self.at, self.stretch.end);
        let (place, word) = chars.find(start, end, Class::ListedPart)?;
        let listed = chars[start..place].contains(&'、');
        let verb = self.word(Class::ListVerb).map_or(0, length);
        (listed || verb > 0).then(|| self.text.slice(start + verb..place + length(word)))
    }
}

/// 一是, 首先, （1）: counts of the telling.
fn ordinal_at(chars: View, i: usize) -> Option<usize> {
    let counted = |i: usize| chars.get(i).is_some_and(|c| "一二三四五六七八九十".contains(*c));
    if counted(i) && chars.at(i + 1, "是") {
        return Some(2);
    }
    if chars.longest_at(i, chars.len(), Class::Ordinal).is_some() {
        return Some(2);
    }
    let bracketed = matches!(chars.get(i), Some('（' | '('))
        && (counted(i + 1) || chars.get(i + 1).is_some_and(char::is_ascii_digit));
    (bracketed && matches!(chars.get(i + 2), Some('）' | ')'))).then_some(3)
}

/// The length of the kind of division that stands at `noun`; 市场, 区域, 县级 and 市民 are other words.
fn division_at(chars: View, noun: usize, end: usize) -> Option<usize> {
    let division = chars.longest_at(noun, end, Class::Division).map(length)?;
    (!matches!(chars.get(noun + division), Some('场' | '域' | '级' | '民'))).then_some(division)
}

/// 各县域 in 立足各县域资源禀赋: whom the next phrases are about too.
pub fn each_in(text: &Text, phrase: Range<usize>) -> Option<String> {
    let chars = text.chars();
    (phrase.start..phrase.end).filter(|&i| !text.masked[i]).find_map(|i| {
        let each = chars.longest_at(i, phrase.end, Class::Each)?;
        let noun = i + length(each);
        Some(text.slice(i..noun + division_at(chars, noun, phrase.end)?))
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
