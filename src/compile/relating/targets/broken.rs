//! Numbers that cannot be read for certain: 7 9.8%, -5%, 75~70%, 1OO个, 百分之七五; and figures in such a crowd that
//! nobody can say what each belongs to.
//!
//! In: normalised characters. Out: the ranges of such numbers with their units, in order. Invariant: only what
//! would be read as a figure or a year is broken, so a unit or a year sign stands behind it (or 百分之 before
//! it); numbers of other kinds (telephones, standards) are nobody's figures.

mod digits;

use super::measures::{DASHES, Measure, comparator_after, goes_on_a_name, interval, more_than_said, unit_at};
use crate::compile::lexicon::Class;
use crate::compile::pattern::pattern;
use crate::compile::rules::{self, rules};
use crate::compile::words::{View, is_han};
use crate::model::Decimal;
use crate::text::numerals::{Numeral, is_scale, numeral, share, spoken_digit};
use crate::text::sentences::ends_phrase;
use digits::{begins_run, is_sound, run_end};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub use digits::JOINT;

/// The broken numbers of a text.
pub fn broken(chars: View) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut crowds = crowds(chars).into_iter().peekable();
    let mut i = 0;
    while i < chars.len() {
        if let Some(crowd) = crowds.next_if(|crowd| crowd.start <= i) {
            i = crowd.end.max(i);
            found.push(crowd);
            continue;
        }
        let Some(number) = Candidate::at(chars, i) else {
            i += 1;
            continue;
        };
        rules::at(i);
        let end = uncertain(&number).flatten();
        found.extend(end.map(|end| i..end));
        i = end.unwrap_or_else(|| number.sound_end());
    }
    rules::at(0);
    found
}

/// A phrase with more figures is a table whose lines were lost. Real phrases have up to eight.
const MOST_FIGURES: usize = 20;

rules! {
    /// What makes the `figures` of a phrase a crowd.
    fn is_crowd(figures: usize) -> (), CROWD of "crowd";
    "more than a phrase has" "甲村1个": figures > MOST_FIGURES => ();
}

/// The figures of phrases with more than [`MOST_FIGURES`], in stretches of so many.
fn crowds(chars: View) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut figures: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i <= chars.len() {
        if chars.get(i).is_none_or(|c| ends_phrase(*c) || *c == '：') {
            let crowd = if is_crowd(figures.len()).is_some() { figures.as_slice() } else { &[] };
            found.extend(crowd.chunks(MOST_FIGURES).map(|part| part[0].start..part[part.len() - 1].end));
            figures.clear();
            i += 1;
            continue;
        }
        let digits = chars[i..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
        let end = i + if digits > 0 { digits } else { numeral(&chars[i..]).map_or(0, |number| number.len) };
        if end == i {
            i += 1;
            continue;
        }
        let scaled = multiplier_end(chars, end);
        let unit = scaled + more_than_said(chars, scaled);
        if let Some((_, len)) = unit_at(chars, unit) {
            figures.push(i..unit + len);
        }
        i = scaled;
    }
    found
}

rules! {
    /// Where a number ends that cannot be read for certain; nowhere, where it is certain after all or measures nothing.
    fn uncertain(n: &Candidate) -> Option<usize>, NUMBER of "broken";
    "not in a name" "A12.500人": n.is(Written::Digits) && n.goes_on_a_name() => None;
    "below nought" "达到-5%": n.is(Written::Signed) => n.measured;
    "hundredths figure by figure" "百分之七五": n.is(Written::Hundredths) && n.is_no_share() => Some(n.end);
    "share figure by figure" "七五%": n.is_row() && n.is_share_at(n.end) && n.measured.is_some() => n.measured;
    "nought among words" "三〇个": n.is_row() && n.holds_nought() && n.measured.is_some() => n.measured;
    "words before digits" "七5%": find n.mixed().map(Some);
    "figures of cheques" "壹万元": find n.cheque().map(Some);
    "circled figure" "➄万人": n.is(Written::Circled) && n.is_scaled_or_share() => n.measured;
    "behind a bracketed digit" "达到(7)5%": n.is(Written::Digits) && n.is_behind_bracketed() => n.measured;
    "behind a share or no character" "75%80%": n.is(Written::Digits) && matches!(n.back(1), '\u{FFFD}' | '%' | '‰') => n.measured;
    "behind a number in words" "七十5%": n.is(Written::Digits) && n.is_behind_words() => n.measured;
    "marks between figures" "7 9.8%": n.is(Written::Digits) && !is_sound(&n.chars[n.start..n.end], n.chars.at(n.end, "年")) => n.measured;
    "third of a range" "75到80到85%": find n.third().map(Some);
    "range that falls" "75~70%": find n.falling().map(Some);
    "two shares" "5%%": find n.two_shares().map(Some);
    "two bounds" "5%以上以下": find n.two_bounds().map(Some);
    "three places of what is counted" "12.500个": n.is_in_thousands() && n.measured.is_some() => n.measured.max(n.numeral_end());
    "beyond what values hold" "9007199255.5%": n.is_beyond() && n.measured.is_some() => n.measured.max(n.numeral_end());
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    /// With a sign before it: -5%.
    Signed,
    /// 百分之 and figures in words.
    Hundredths,
    /// Figures in words: 七五%.
    Words,
    /// In the figures of cheques: 壹万元.
    Cheque,
    /// With a circled figure: ➄万人. ① before a phrase numbers it.
    Circled,
    /// Digits, or what stands for them.
    Digits,
}

/// What may be a number.
struct Candidate<'a> {
    chars: View<'a>,
    written: Written,
    start: usize,
    /// Where its figures and the marks between them end.
    end: usize,
    /// Where its unit ends; none where it measures nothing and is no year.
    measured: Option<usize>,
    /// As it begins to be read, where it is no part of a longer one.
    numeral: Option<Numeral>,
}

impl<'a> Candidate<'a> {
    fn at(chars: View<'a>, start: usize) -> Option<Self> {
        static CIRCLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{No}&&[^⁰-₉½¼¾⅐-⅞]]$"));
        let c = chars[start];
        let previous = start.checked_sub(1).map_or(' ', |p| chars[p]);
        let count = |from: usize, part: &dyn Fn(char) -> bool| chars[from..].iter().take_while(|c| part(**c)).count();
        let number = |written, end, measured| Some(Self { chars, written, start, end, measured, numeral: None });
        if is_sign(chars, start) {
            let end = run_end(chars, start + 1);
            // 2025年初-2026年底 is no year below nought.
            let measured = measured(chars, start + 1, end).filter(|_| !chars.at(end, "年"));
            number(Written::Signed, end, measured)
        } else if chars.at(start, HUNDREDTHS) {
            let figures = start + HUNDREDTHS.chars().count();
            number(Written::Hundredths, figures + count(figures, &|c| spoken_digit(c).is_some()), None)
        } else if spoken_digit(c).is_some() || c == '十' && !is_spoken(previous) {
            let end = start + count(start, &|c| spoken_digit(c).is_some() || is_ring(c)).max(1);
            let within = is_spoken(previous) || matches!(previous, '第' | '点');
            let numeral = if within { None } else { numeral(&chars[start..]) };
            Some(Self { numeral, ..number(Written::Words, end, measured(chars, start, end))? })
        } else if is_cheque(c) && chars.longest_before(0, start + 1, Class::ChequeLike).is_none() {
            let figure = |c: char| is_cheque(c) || is_spoken(c) || matches!(c, '拾' | '佰' | '仟');
            number(Written::Cheque, start + count(start, &figure).min(LONGEST_CHEQUE), None)
        } else if is_han(previous) && !c.is_ascii() && !is_han(c) && CIRCLED.is_match(c.encode_utf8(&mut [0; 4])) {
            let end = multiplier_end(chars, start + 1);
            number(Written::Circled, end, measured(chars, start, end))
        } else if begins_run(chars, start) {
            let end = run_end(chars, start);
            Some(Self {
                numeral: numeral(&chars[start..]),
                ..number(Written::Digits, end, measured(chars, start, end))?
            })
        } else {
            None
        }
    }

    /// Where to look on behind it, if it is not broken.
    fn sound_end(&self) -> usize {
        match self.written {
            Written::Cheque | Written::Circled => self.start + 1,
            Written::Digits if self.goes_on_a_name() => self.end,
            Written::Digits => self.measured.max(self.measured.and(self.numeral_end())).unwrap_or(self.end),
            _ => self.end,
        }
    }

    fn is(&self, written: Written) -> bool {
        self.written == written
    }

    /// The character so many places before it.
    fn back(&self, places: usize) -> char {
        self.start.checked_sub(places).map_or(' ', |p| self.chars[p])
    }

    fn numeral_end(&self) -> Option<usize> {
        self.numeral.map(|numeral| self.start + numeral.len)
    }

    /// PM2.5, 第3 and 3/5 are no quantities.
    fn goes_on_a_name(&self) -> bool {
        goes_on_a_name(self.back(1))
    }

    /// 百分之七五: what `share` does not read.
    fn is_no_share(&self) -> bool {
        self.end > self.start + HUNDREDTHS.chars().count() && share(&self.chars[self.start..]).is_none()
    }

    /// Figures in a row without 十 or 百 between them are read by nobody but in years.
    fn is_row(&self) -> bool {
        self.is(Written::Words) && self.end > self.start + 1
    }

    fn is_share_at(&self, at: usize) -> bool {
        matches!(self.chars.get(at), Some('%' | '‰'))
    }

    fn holds_nought(&self) -> bool {
        let within = is_spoken(self.back(1)) || matches!(self.back(1), '第' | '点');
        let nought = |c: &char| matches!(c, '零' | '〇') || is_ring(*c);
        !within && self.chars[self.start..self.end].iter().any(nought) && !self.chars.at(self.end, "年")
    }

    /// Where the digits behind figures in words end. 统一5% is another word.
    fn mixed(&self) -> Option<usize> {
        let words = self.is(Written::Words) && self.chars[self.start] != '一';
        let digits = words.then(|| run_end(self.chars, self.end))?;
        (digits > self.end && self.is_share_at(digits)).then_some(digits + 1)
    }

    fn cheque(&self) -> Option<usize> {
        let several = self.is(Written::Cheque) && self.end >= self.start + 2;
        several.then(|| unit_at(self.chars, self.end)).flatten().map(|(_, len)| self.end + len)
    }

    fn is_scaled_or_share(&self) -> bool {
        self.end > self.start + 1 || self.is_share_at(self.end)
    }

    /// 一是（1）5个 numbers an item.
    fn is_behind_bracketed(&self) -> bool {
        let bracketed = matches!(self.back(1), ')' | '）') && self.back(2).is_ascii_digit();
        let open = bracketed && matches!(self.back(3), '(' | '（');
        open && self.chars.longest_before(0, self.start - 3, Class::LeadEnd).is_some()
    }

    fn is_behind_words(&self) -> bool {
        is_scale(self.back(1)) && (self.back(2).is_ascii_digit() || is_spoken(self.back(2)))
    }

    /// The range that it begins: where its second figure begins and ends, and whether that is the higher one.
    fn range(&self) -> Option<(Range<usize>, bool)> {
        let range = interval(self.chars, self.start, self.numeral?)?;
        let rises = range.low.value()? < range.high.value()?;
        Some((range.end - range.high.len..range.end, rises))
    }

    /// Where a range ends with its unit.
    fn range_end(&self, high: &Range<usize>) -> usize {
        high.end + unit_at(self.chars, high.end).map_or(0, |(_, len)| len)
    }

    /// Where a range ends that a third number joins.
    fn third(&self) -> Option<usize> {
        let end = self.range_end(&self.range()?.0);
        let dash = |at: usize| self.chars.get(at).is_some_and(|c| DASHES.contains(*c));
        let digit = |at: usize| self.chars.get(at).is_some_and(char::is_ascii_digit);
        let start = self.start;
        (start >= 2 && dash(start - 1) && digit(start - 2) || dash(end) && digit(end + 1)).then_some(end)
    }

    /// Where a range ends that falls and does not say so, as 从75%降至70% does.
    fn falling(&self) -> Option<usize> {
        let (high, rises) = self.range()?;
        let told = self.chars.longest_before(0, self.start, Class::Earlier).is_some();
        let spoken = matches!(self.chars[high.start - 1], '至' | '到');
        // A period that ends before it begins is an oddity of its own.
        let years = self.chars.at(high.end, "年");
        (!(rises || years || told && spoken)).then(|| self.range_end(&high))
    }

    /// Where its unit ends, as digits are read.
    fn unit_end(&self) -> Option<usize> {
        let end = self.numeral_end().filter(|_| self.is(Written::Digits))?;
        Some(end + unit_at(self.chars, end)?.1)
    }

    fn two_shares(&self) -> Option<usize> {
        let unit = self.unit_end().filter(|unit| self.is_share_at(unit - 1))?;
        let again = self.is_share_at(unit);
        (again || self.chars.get(unit).is_some_and(char::is_ascii_digit)).then_some(unit + usize::from(again))
    }

    fn two_bounds(&self) -> Option<usize> {
        let (first, bound) = comparator_after(self.chars, self.unit_end()?);
        let (second, bound) = comparator_after(self.chars, bound);
        (second.is_some() && first != second).then_some(bound)
    }

    /// 12.500人 means thousands: there is no thousandth of its unit.
    fn is_in_thousands(&self) -> bool {
        let places = matches!(self.chars[self.start..self.end], [.., '.', _, _, _]);
        let plain = self.numeral.filter(|n| self.is(Written::Digits) && places && n.multiplier == 1);
        let measure = plain.and_then(|n| unit_at(self.chars, self.start + n.len)).map(|((measure, _), _)| measure);
        matches!(measure, Some(Measure::People | Measure::Count | Measure::Event))
    }

    /// Whether it leaves what values and their files can hold.
    fn is_beyond(&self) -> bool {
        // The files' numbers hold six places up to here, and every whole number that a value can be.
        let most = Decimal::from_int(9_007_199_254);
        let held = self.numeral.and_then(|number| {
            let unit = unit_at(self.chars, self.start + number.len);
            let money = unit.is_some_and(|((measure, _), _)| measure == Measure::Money);
            number.in_yi().filter(|_| money).or_else(|| number.value())
        });
        self.is(Written::Digits) && held.is_none_or(|value| value >= most && !value.is_integer())
    }
}

/// Begins a share in words.
const HUNDREDTHS: &str = "百分之";

/// Figures of a number on a cheque that are looked at.
const LONGEST_CHEQUE: usize = 20;

/// The figures of cheques, which plans do not write.
fn is_cheque(c: char) -> bool {
    "壹贰叁肆伍陆柒捌玖".contains(c)
}

/// A ring for a nought: 一○○个.
fn is_ring(c: char) -> bool {
    matches!(c, '○' | '◯')
}

/// Whether a character stands within numbers in words.
fn is_spoken(c: char) -> bool {
    spoken_digit(c).is_some() || is_scale(c)
}

/// A minus sign, or the dash of a range whose beginning is missing: 达到-5%, ±5%, 负5%.
fn is_sign(chars: View, i: usize) -> bool {
    if !chars.get(i + 1).is_some_and(char::is_ascii_digit) {
        return false;
    }
    match chars[i] {
        '负' | '±' | '∓' => true,
        '-' | '–' | '—' | '~' => {
            let previous = i.checked_sub(1).map_or('，', |p| chars[p]);
            let joins = previous.is_alphanumeric() && !is_han(previous) || "—-–~%‰.）)”》〉〕/".contains(previous);
            !joins && !is_measured_before(chars, i)
        }
        _ => false,
    }
}

/// Whether a figure or a time ends at `end`: 5个-10个, 1月-6月.
fn is_measured_before(chars: View, end: usize) -> bool {
    let from = end.saturating_sub(8);
    let number = |c: char| c.is_ascii_digit() || is_spoken(c);
    let Some(last) = (from..end).rev().find(|&i| number(chars[i])) else { return false };
    let unit = last + 1;
    unit == end
        || unit_at(chars.until(end), unit).is_some_and(|(_, len)| unit + len == end)
        || unit + 1 == end && chars.longest_before(unit, end, Class::Serial).is_some()
}

/// Where the multiplier behind a number that ends at `end` ends: 万 of 5万人.
fn multiplier_end(chars: View, end: usize) -> usize {
    end + chars[end..].iter().take_while(|c| is_scale(**c)).count()
}

/// Where the unit behind the number `start..end` ends, or `None` where it measures nothing and is no year.
fn measured(chars: View, start: usize, end: usize) -> Option<usize> {
    let mut unit = multiplier_end(chars, end);
    let scaled = unit > end;
    unit += more_than_said(chars, unit);
    if let Some((_, len)) = unit_at(chars, unit) {
        return Some(unit + len);
    }
    let bounded = comparator_after(chars, end).0.is_some();
    let measured = scaled || bounded || chars.before(start, HUNDREDTHS);
    if chars.at(end, "年") { Some(end + 1) } else { measured.then_some(if scaled { unit } else { end }) }
}
