//! Expressions of time in a sentence: 到2028年, 2025—2028年, “十五五”期间, 每年.
//!
//! Invariant: a year that only describes (2000年以前建成的, 比2020年, 2012年以来) is found too, so that its
//! figures are not read as quantities, but it never frames a target.

use super::sentence::Text;
use crate::compile::lexicon::Class;
use crate::compile::pattern::pattern;
use crate::compile::rules::rules;
use crate::compile::words::{View, is_word, length};
use crate::text::numerals::{Form, numeral, year_digit};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// An expression of time in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Characters taken, with 到 before and 底前 after.
    pub range: Range<usize>,
    /// What it means.
    pub when: When,
}

impl Time {
    /// The years alone: 2028年 of 到2028年底前. What names none in figures is taken whole.
    pub fn years(&self, text: &Text) -> Range<usize> {
        let digit = |i: usize| text.chars()[i].is_ascii_digit();
        let start = self.range.clone().find(|&i| digit(i));
        let last = (self.range.start + 1..self.range.end).rfind(|&i| text.chars()[i] == '年' && digit(i - 1));
        match (start, last) {
            (Some(start), Some(last)) => start..last + 1,
            _ => self.range.clone(),
        }
    }
}

/// What an expression of time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// 到2028年, 2028年底前
    By(u16),
    /// 2025年
    In(u16),
    /// 2025—2028年
    Span(u16, u16),
    /// 2026年起
    Since(u16),
    /// 每年
    Annual,
    /// 每月
    Frequent,
    /// 以后年度: no year named before holds any longer.
    Later,
    /// A year that frames nothing.
    Aside,
}

impl When {
    /// The last year meant.
    pub fn last(self) -> Option<u16> {
        match self {
            Self::By(y) | Self::In(y) | Self::Span(_, y) | Self::Since(y) => Some(y),
            Self::Annual | Self::Frequent | Self::Later | Self::Aside => None,
        }
    }
}

/// The expressions of time in a sentence, in order; none overlap.
pub struct Times {
    list: Vec<Time>,
    /// For each the years in a row that end with it, as indices: 2026年、2027年、2028年.
    rows: Vec<Range<usize>>,
}

impl Times {
    /// Those in `sentence`. `this_year` is what 年内 and 今年 mean.
    pub fn of(text: &Text, sentence: Range<usize>, this_year: Option<u16>) -> Self {
        let mut list: Vec<Time> = Vec::new();
        let mut i = sentence.start;
        while i < sentence.end {
            match time(&Place {
                text,
                chars: text.chars().until(sentence.end),
                at: i,
                sentence: sentence.clone(),
                this_year,
            }) {
                Some(time) => {
                    i = time.range.end.max(i + 1);
                    list.push(time);
                }
                None => i += 1,
            }
        }
        let rows = rows(text, &list);
        Self { list, rows }
    }

    /// The years at the head of a sentence that frame all of it: 到2025年，…; 力争2025—2028年…
    pub fn head(&self, text: &Text, sentence: usize) -> Option<&Time> {
        // 2025年新增500个 speaks of itself, 2025年，… of all that follows.
        let alone = |time: &Time| text.chars().get(time.range.end) == Some(&'，');
        let frames = |time: &&Time| match time.when {
            When::By(_) | When::Span(..) => true,
            When::In(_) => alone(time),
            _ => false,
        };
        let first = self.list.first().filter(frames)?;
        let before = text.slice(sentence..first.range.start);
        // 总体目标：到2028年，…; 发展目标，到2028年，…
        static AIM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(总体|主要|发展|工作|行动|具体|预期)*目标[，：]$"));
        let led = before.is_empty() || is_word(&before, Class::Aim);
        (led || AIM.is_match(&before)).then_some(first)
    }

    /// Whether the sentence speaks of years that it does not name: 以后年度.
    pub fn tells_later(&self) -> bool {
        self.list.iter().any(|time| time.when == When::Later)
    }

    /// The one that `position` stands in.
    pub fn at(&self, position: usize) -> Option<&Time> {
        self.list.get(self.count_until(position)).filter(|time| time.range.contains(&position))
    }

    /// Those that have ended where `position` begins.
    pub fn until(&self, position: usize) -> &[Time] {
        &self.list[..self.count_until(position)]
    }

    /// Those that begin within `range`.
    pub fn within(&self, range: Range<usize>) -> &[Time] {
        let from = self.list.partition_point(|time| time.range.start < range.start);
        let count = self.list[from..].partition_point(|time| time.range.start < range.end);
        &self.list[from..from + count]
    }

    /// 2026年、2027年、2028年: the last years in a row, two or more, that a sentence has named up to `position`, to deal
    /// its figures out to.
    pub fn listed(&self, position: usize) -> &[Time] {
        let row = self.count_until(position).checked_sub(1).map_or(0..0, |last| self.rows[last].clone());
        if row.len() > 1 { &self.list[row] } else { &[] }
    }

    fn count_until(&self, position: usize) -> usize {
        self.list.partition_point(|time| time.range.end <= position)
    }
}

fn rows(text: &Text, times: &[Time]) -> Vec<Range<usize>> {
    let mut row = 0..0;
    let mut rows = Vec::new();
    for (n, time) in times.iter().enumerate() {
        let joined = times[row.clone()].last().is_some_and(|before| {
            let chars = text.chars();
            let between = chars.get(before.range.end..time.range.start).unwrap_or_default();
            matches!(between, ['、' | '和' | '及' | '，'] | ['以', '及'])
        });
        if !joined {
            row = n..n;
        }
        if matches!(time.when, When::In(_) | When::By(_)) {
            row.end = n + 1;
        }
        rows.push(row.clone());
    }
    rows
}

const DASHES: &str = "—–-－~～至到";

/// A place in a sentence at which a time may begin.
struct Place<'a> {
    text: &'a Text,
    /// Up to the sentence's end.
    chars: View<'a>,
    at: usize,
    sentence: Range<usize>,
    /// What 年内 and 今年 mean.
    this_year: Option<u16>,
}

rules! {
    fn time(p: &Place) -> Time, TIME of "time";
    "five-year plan" "“十五五”期间": find five_years(p.chars, p.at);
    "every year" "每年": find p.word(Class::Annual, When::Annual);
    "later years" "以后年度": find p.word(Class::Later, When::Later);
    "within the year" "每月": find p.word(Class::Frequent, When::Frequent);
    "by the end of this year" "年底前": find p.word(Class::ThisYearEnd, When::By(p.this_year?));
    "this year" "年内新建": find p.word(Class::ThisYear, When::In(p.this_year?)).filter(|_| !p.follows_a_number());
    "last year" "去年": find p.last_year();
    "from year to year" "2024—2028年": find p.period();
    "year" "2025年": find p.year().map(Year::time);
}

/// A year that stands in a sentence, with what belongs to it.
struct Year<'a> {
    chars: View<'a>,
    year: u16,
    range: Range<usize>,
    sentence: Range<usize>,
    this_year: Option<u16>,
    /// 到 before it or 底 and 前 behind it.
    deadline: bool,
    /// 比, 较, 自 and the like right before it.
    preposition: Option<&'static str>,
}

rules! {
    /// When a year is meant, and how many characters behind it say so.
    fn when(y: &Year) -> (When, usize), WHEN of "year";
    "of another figure" "在2020年基础上": y.is_behind(Class::YearOfBase) => (When::Aside, 0);
    "compared with" "比2023年": y.preposition.is_some_and(|word| !matches!(word, "自" | "从")) => (When::Aside, 0);
    "multiple of then" "达到2024年的2.5倍": y.is_multiplied() => (When::Aside, 0);
    "of things built then" "2000年底前建成的": y.is_of_things_built() => (When::Aside, 0);
    "from then on" "自2025年起": find y.word(Class::Onward).map(|word| (When::Since(y.year), length(word)));
    "by then" "到2028年": y.deadline => (When::By(y.year), 0);
}

impl Place<'_> {
    /// The time that a word of `class` at this place says. Names and asides say none.
    fn word(&self, class: Class, when: When) -> Option<Time> {
        let word = self.chars.word_at(self.at, self.sentence.end, class).filter(|_| !self.text.masked[self.at])?;
        Some(Time { range: self.at..self.at + word.length, when })
    }

    /// 去年; of 比去年 and 在上年基础上 it is another figure's.
    fn last_year(&self) -> Option<Time> {
        let (chars, sentence) = (self.chars, &self.sentence);
        let time = self.word(Class::LastYear, When::In(self.this_year? - 1))?;
        let compared =
            chars.longest_before(sentence.start, self.at, Class::YearCompared).is_some() || chars.before(self.at, "在");
        let base = chars.longest_at(time.range.end, sentence.end, Class::YearOfBase).is_some()
            || chars.at(time.range.end, "同期");
        Some(if compared || base { Time { when: When::Aside, ..time } } else { time })
    }

    /// 1年内 is no time of this year.
    fn follows_a_number(&self) -> bool {
        numeral(&self.chars[self.at.saturating_sub(1)..]).is_some()
    }

    fn first(&self) -> Option<u16> {
        year_at(self.chars, self.at).filter(|_| !self.text.masked[self.at])
    }

    /// 2025—2028年, 2025年至2028年间.
    fn period(&self) -> Option<Time> {
        let (chars, first) = (self.chars, self.first()?);
        let end = self.at + 4;
        let dash = end + usize::from(chars.at(end, "年"));
        chars.get(dash).filter(|c| DASHES.contains(**c))?;
        let last = year_at(chars, dash + 1).filter(|_| chars.at(dash + 5, "年"))?;
        let end = dash + 6;
        let end = end + chars.longest_at(end, self.sentence.end, Class::PeriodEnd).map_or(0, length);
        Some(Time { range: self.at..end, when: if first <= last { When::Span(first, last) } else { When::Aside } })
    }

    /// Whether the year at `at` leads to another that has the sign: 2023 in 2023、2024、2025年.
    fn is_listed(&self, at: usize) -> bool {
        let joint = self.chars.get(at + 4).is_some_and(|c| matches!(c, '、' | '和' | '及'));
        let next = at + 5;
        joint && year_at(self.chars, next).is_some() && (self.chars.at(next + 4, "年") || self.is_listed(next))
    }

    /// A year with its month, day or season.
    fn year(&self) -> Option<Year<'_>> {
        let (chars, sentence) = (self.chars, &self.sentence);
        let year = self.first()?;
        // 2023、2024、2025年分别…: the last of a list has the sign for all.
        if self.is_listed(self.at) {
            return Some(Year {
                chars,
                year,
                range: self.at..self.at + 4,
                sentence: sentence.clone(),
                this_year: self.this_year,
                deadline: false,
                preposition: None,
            });
        }
        if !chars.at(self.at + 4, "年") {
            return None;
        }
        // 达到2020年的2倍 says until when nothing.
        let until =
            chars.longest_before(sentence.start, self.at, Class::Until).filter(|_| !chars.before(self.at, "达到"));
        let start = self.at - until.map_or(0, length);
        let mut end = self.at + 5;
        // 占比2028年超过四成 compares nothing.
        let preposition = chars.longest_before(sentence.start, start, Class::YearCompared).filter(|word| {
            *word != "比" || !matches!(chars.get(start.wrapping_sub(2)), Some('占' | '之' | '配' | '入'))
        });
        let part =
            |from: usize| numeral(chars.get(from..)?).filter(|n| n.len <= 2 || n.form == Form::Chinese && n.len == 3);
        if let Some(n) = part(end).filter(|n| chars.at(end + n.len, "月")) {
            end += n.len + 1;
            if let Some(n) = part(end).filter(|n| chars.at(end + n.len, "日") || chars.at(end + n.len, "号")) {
                end += n.len + 1;
            }
        }
        end += chars.longest_at(end, sentence.end, Class::YearPart).map_or(0, length);
        let ends = chars.longest_at(end, sentence.end, Class::YearEnd);
        end += ends.map_or(0, length);
        Some(Year {
            chars,
            year,
            range: start..end,
            sentence: sentence.clone(),
            this_year: self.this_year,
            deadline: until.is_some() || ends.is_some(),
            preposition,
        })
    }
}

impl Year<'_> {
    fn word(&self, class: Class) -> Option<&'static str> {
        self.chars.longest_at(self.range.end, self.sentence.end, class)
    }

    fn is_behind(&self, class: Class) -> bool {
        self.word(class).is_some()
    }

    /// 达到2020年的2倍, 相当于2020年的120%.
    fn is_multiplied(&self) -> bool {
        let of = self.range.end;
        let times = self.chars.get(of + 1..).and_then(numeral).map(|n| of + 1 + n.len);
        self.chars.at(of, "的") && times.is_some_and(|end| self.chars.at(end, "倍") || self.chars.at(end, "%"))
    }

    fn is_of_things_built(&self) -> bool {
        self.word(Class::BuiltThen).is_some_and(|word| {
            let after = self.range.end + length(word);
            let past = self.deadline && self.this_year.is_some_and(|now| self.year < now);
            self.chars.at(after, "的") || self.chars.at(after, "、基础") || past
        })
    }

    fn time(self) -> Time {
        let (when, more) = when(&self).unwrap_or((When::In(self.year), 0));
        let led = matches!(self.preposition, Some("自" | "从"));
        Time { range: self.range.start - usize::from(led)..self.range.end + more, when }
    }
}

/// “十五五”期间: a five-year plan's years, but not its name alone (“十五五”规划).
fn five_years(chars: View, i: usize) -> Option<Time> {
    let quoted = usize::from(chars.at(i, "“"));
    let ordinal = "一二三四五六七八九".chars().position(|c| chars.get(i + quoted + 1) == Some(&c))? as u16 + 1;
    if !chars.at(i + quoted, "十") || !chars.at(i + quoted + 2, "五") {
        return None;
    }
    let mut end = i + quoted + 3;
    if quoted == 1 {
        chars.at(end, "”").then_some(())?;
        end += 1;
    }
    let word = chars.longest_at(end, chars.len(), Class::FiveYears)?;
    // The tenth began in 2001.
    let last = 2005 + 5 * ordinal;
    let until = usize::from(chars.before(i, "到") || chars.before(i, "至"));
    let when = match word {
        "以来" => return Some(Time { range: i..end, when: When::Aside }),
        "期间" | "时期" | "期内" => When::Span(last - 4, last),
        _ => When::By(last),
    };
    Some(Time { range: i - until..end + word.chars().count(), when })
}

/// A year of four figures that stands alone: 2028, 二〇二八.
fn year_at(chars: View, i: usize) -> Option<u16> {
    let written = chars.get(i..i + 4)?;
    let spoken = matches!(written[0], '一' | '二');
    let digit: fn(char) -> Option<u16> = if spoken { year_digit } else { |c| c.to_digit(10).map(|digit| digit as u16) };
    let year = written.iter().try_fold(0, |year, &c| Some(year * 10 + digit(c)?))?;
    let joined = |c: char| match spoken {
        true => digit(c).is_some() || matches!(c, '第' | '十' | '百' | '千' | '万' | '亿'),
        false => c.is_ascii_alphanumeric() || c == '.',
    };
    let alone = |c: Option<&char>| !c.is_some_and(|c| joined(*c));
    let stands = alone(i.checked_sub(1).and_then(|p| chars.get(p))) && alone(chars.get(i + 4));
    Some(year).filter(|year| (1949..2100).contains(year) && stands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times() {
        for (sentence, expected) in [
            ("到2028年，全市", vec![("到2028年", When::By(2028))]),
            ("2025—2028年城镇新增", vec![("2025—2028年", When::Span(2025, 2028))]),
            ("2025年至2028年间", vec![("2025年至2028年间", When::Span(2025, 2028))]),
            ("2025年秋季全市", vec![("2025年秋季", When::In(2025))]),
            ("争取2025年底工业园区", vec![("2025年底", When::By(2025))]),
            ("力争2028年前达到", vec![("2028年前", When::By(2028))]),
            ("2026年6月30日前完成", vec![("2026年6月30日前", When::By(2026))]),
            ("2000年以前建成的小区", vec![("2000年以前", When::Aside)]),
            ("2000年底前建成的符合", vec![("2000年底前", When::Aside)]),
            ("比2020年提高5个", vec![("2020年", When::Aside)]),
            ("自2026年起，每年", vec![("自2026年起", When::Since(2026)), ("每年", When::Annual)]),
            ("“十五五”期间建成", vec![("“十五五”期间", When::Span(2026, 2030))]),
            ("到“十四五”末达到", vec![("到“十四五”末", When::By(2025))]),
            ("按照“十五五”规划布局", vec![]),
            ("国发〔2024〕17号", vec![]),
            ("占比2028年超过四成", vec![("2028年", When::In(2028))]),
            ("年内新建", vec![("年内", When::In(2024))]),
            ("《规划（2021—2035年）》", vec![]),
            ("到二〇二八年，全市", vec![("到二〇二八年", When::By(2028))]),
            ("二零二五年至二零二八年新增", vec![("二零二五年至二零二八年", When::Span(2025, 2028))]),
            ("二O二五—二○二八年", vec![("二O二五—二○二八年", When::Span(2025, 2028))]),
            ("二〇二六年十二月三十一日前完成", vec![("二〇二六年十二月三十一日前", When::By(2026))]),
            ("比一九九九年提高，第二〇二五年", vec![("一九九九年", When::Aside)]),
        ] {
            let text = Text::new(sentence);
            let found = Times::of(&text, 0..text.chars().len(), Some(2024)).list;
            let found: Vec<(String, When)> = found.into_iter().map(|t| (text.slice(t.range), t.when)).collect();
            let expected: Vec<(String, When)> = expected.into_iter().map(|(s, w)| (s.to_string(), w)).collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }

    #[test]
    fn finds_times_by_their_place() {
        let text = Text::new("2025年，2026年、2027年和2028年分别达到1个、2个、3个，每年1个");
        let times = Times::of(&text, 0..text.chars().len(), Some(2024));
        let years = |times: &[Time]| times.iter().filter_map(|time| time.when.last()).collect::<Vec<_>>();
        assert_eq!(times.at(6).map(|time| time.range.clone()), Some(6..11));
        assert_eq!(times.at(5), None);
        assert_eq!(years(times.until(17)), [2025, 2026, 2027]);
        assert_eq!(years(times.within(1..13)), [2026, 2027]);
        assert_eq!(years(times.listed(23)), [2025, 2026, 2027, 2028]);
        assert_eq!(years(times.listed(5)), [0; 0]);
        assert_eq!(years(times.listed(text.chars().len())), [0; 0]);
    }
}
