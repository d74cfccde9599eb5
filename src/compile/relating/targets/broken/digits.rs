//! Runs of digits, and the marks between two figures that leave open what they mean: 7 9.8%, 12，500人, 7。5%.
//!
//! In: normalised characters. Out: where such a run ends, and whether it is one number.

use crate::compile::lexicon::Class;
use crate::compile::pattern::pattern;
use crate::compile::rules::rules;
use crate::compile::words::{View, is_han};
use regex::Regex;
use std::sync::LazyLock;

rules! {
    /// How many marks join the digits before them to those behind, so that both may be one number.
    fn joining(j: &Joint) -> usize, JOINT of "joint";
    "comma between thousands" "12，500人": j.mark == '，' && j.is_short() && j.behind == 3 => 1;
    "comma for a point" "79，8%": j.mark == '，' && j.is_short() && (1..3).contains(&j.behind) && j.is_scaled() => 1;
    "stop for a point" "7。5%": j.mark == '。' && j.behind > 0 && j.is_scaled() => 1;
    "mark in a share" "7:5%": "、：:；;=?|*“\"".contains(j.mark) && j.behind > 0 && j.is_share() => 1;
    "exponent" "1e5个": find j.exponent();
    "mark that means nothing" "7 9.8%": find j.idle_marks();
}

/// What stands behind the digits `start..end`.
struct Joint<'a> {
    chars: View<'a>,
    start: usize,
    end: usize,
    mark: char,
    /// Digits right before the mark.
    before: usize,
    /// Digits right behind it.
    behind: usize,
}

impl<'a> Joint<'a> {
    fn at(chars: View<'a>, start: usize, end: usize) -> Option<Self> {
        let last = end.checked_sub(1).and_then(|p| chars.get(p));
        // The next cell of a table is another number.
        let mark = *chars.get(end).filter(|c| **c != '\t' && last.is_some_and(|last| is_digit_like(*last)))?;
        let before = chars[start..end].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        Some(Self { chars, start, end, mark, before, behind: digits_at(chars, end + 1) })
    }

    /// Whether it can part thousands, or places: 表1，200人 is no number.
    fn is_short(&self) -> bool {
        self.before <= 3 && self.chars.longest_before(0, self.start, Class::Numbered).is_none()
    }

    fn unit(&self) -> Option<&char> {
        self.chars.get(self.end + 1 + self.behind)
    }

    /// 1.92:1 is a ratio and 1、2个 a list.
    fn is_share(&self) -> bool {
        matches!(self.unit(), Some('%' | '‰'))
    }

    /// 12，500人 may be two figures or one; 1，2个 is a list.
    fn is_scaled(&self) -> bool {
        self.is_share() || matches!(self.unit(), Some('万' | '亿'))
    }

    fn exponent(&self) -> Option<usize> {
        let sign = usize::from(matches!(self.chars.get(self.end + 1), Some('+' | '-')));
        (matches!(self.mark, 'e' | 'E') && digits_at(self.chars, self.end + 1 + sign) > 0).then_some(1 + sign)
    }

    /// One or two marks with a digit behind them.
    fn idle_marks(&self) -> Option<usize> {
        let idle = |marks: &[char]| marks.iter().all(|c| is_idle(*c));
        let digit = |at: usize| self.chars.get(at).is_some_and(|c| is_digit_like(*c));
        (1..=2).find(|n| self.chars.get(self.end..self.end + n).is_some_and(idle) && digit(self.end + n))
    }
}

/// Whether a mark between two digits leaves open what it means. Those that part figures do not.
fn is_idle(c: char) -> bool {
    !c.is_alphanumeric() && c != '\n' && !"，。、；：;:！？!?—–-~～/+×*#&=<>≥≤|｜()（）〔〕[]“”\"《》〈〉%‰".contains(c)
}

fn digits_at(chars: View, from: usize) -> usize {
    chars.iter().skip(from).take_while(|c| c.is_ascii_digit()).count()
}

/// Digits of any script, and what stands for one: superscripts, fractions, ○.
fn is_digit_like(c: char) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{N}\p{M}○◯]$"));
    c.is_ascii_digit() || !c.is_ascii() && (!is_han(c) || c == '〇') && OTHER.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Letters that look like digits.
fn is_look_alike(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'l' | 'I')
}

/// Whether a run of digits may begin at `i`: a digit of any script, or l00 and O50.
pub fn begins_run(chars: View, i: usize) -> bool {
    static DIGIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{Nd}½¼¾⅐-⅞]$"));
    let c = chars[i];
    let behind = |n: usize| chars.get(i + n).is_some_and(char::is_ascii_digit);
    c.is_ascii_digit()
        || is_look_alike(c) && behind(1) && behind(2)
        || !c.is_ascii() && !is_han(c) && DIGIT.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Where the run of digits that begins at `start` ends, marks that stand between two of its digits included.
pub fn run_end(chars: View, start: usize) -> usize {
    let mut end = start;
    loop {
        let part = |c: &char| is_digit_like(*c) || is_look_alike(*c);
        end += chars[end..].iter().take_while(|c| part(c)).count();
        match Joint::at(chars, start, end).and_then(|joint| joining(&joint)) {
            Some(length) => end += length,
            None => return end,
        }
    }
}

/// Whether digits and marks are one number, or years or a day written in a row.
pub fn is_sound(written: &[char], year: bool) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,6})?$"));
    static YEARS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[ ,，.])(?:19|20)[0-9]{2}$"));
    static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:19|20)[0-9]{2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?$"));
    let written: String = written.iter().collect();
    NUMBER.is_match(&written) || DAY.is_match(&written) || year && YEARS.is_match(&written)
}
