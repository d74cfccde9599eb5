//! Characters of a source → the published form of a text: Simplified, full-width Chinese punctuation, ASCII
//! digits, no spaces between Chinese characters and figures.
//!
//! Invariant: a normalised character stands for exactly one source character; characters are replaced or
//! dropped, never added or moved, so every span leads back to the source. Normalising twice is once.

use super::source::{Source, is_chinese};
use crate::compile::pattern::pattern;
use crate::text::invisible::is_invisible;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// How often marks may widen their neighbours.
const MOST_PASSES: usize = 16;

/// One character with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// As shown.
    pub shown: char,
    /// As published.
    pub published: char,
    /// Index in `Source::chars`.
    pub at: usize,
}

/// A stretch of normalised text that knows its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its characters as shown, in order.
    pub glyphs: Vec<Glyph>,
    /// The characters as published, wraps joined, outer spaces removed.
    pub published: String,
}

impl Text {
    /// The characters as shown.
    pub fn shown(&self) -> String {
        self.glyphs.iter().map(|g| g.shown).collect()
    }

    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// Adds a mark that stands for no character of its own, before the one at `at`.
    pub fn divide(&mut self, joint: char, at: usize) {
        self.glyphs.push(Glyph { shown: joint, published: joint, at });
        self.published.push(joint);
    }

    /// Adds another stretch; `joint` separates the two (a paragraph break) or is `None` (a joined wrap).
    pub fn append(&mut self, other: Self, joint: Option<char>) {
        if let Some(joint) = joint.filter(|_| !self.is_empty()) {
            self.divide(joint, other.glyphs.first().map_or(0, |g| g.at));
        }
        self.glyphs.extend(other.glyphs);
        self.published.push_str(&other.published);
    }
}

/// The normalised text of some stretches of a source, joined without a break (wrapped lines of one paragraph).
pub fn normalise(source: &Source, stretches: &[Range<usize>]) -> Text {
    let mut glyphs = Vec::new();
    let mut published = String::new();
    for stretch in stretches {
        let raw: String = source.chars[stretch.clone()].iter().collect();
        let trimmed = raw.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        // Two Latin words that a wrap tore apart keep the space that the line end stood for.
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        if latin(published.chars().last()) && latin(trimmed.chars().next()) {
            published.push(' ');
            glyphs.push(Glyph { shown: ' ', published: ' ', at: stretch.start });
        }
        published.push_str(trimmed);
        glyphs.extend(stretch.clone().map(|at| Glyph {
            shown: narrow(source.simplified[at]),
            published: source.chars[at],
            at,
        }));
    }
    glyphs.retain(|g| !is_invisible(g.shown));
    // A mark that became wide may widen its neighbour: repeated until nothing changes, twice as a rule. Only a row of
    // more loose marks than any text has stays as it is.
    for _ in 0..MOST_PASSES {
        let before = glyphs.clone();
        drop_spaces(&mut glyphs);
        settle_digits(&mut glyphs);
        widen_punctuation(&mut glyphs);
        if glyphs == before {
            break;
        }
    }
    Text { glyphs, published }
}

/// The shown form of a plain string; for facts whose place in the source does not matter.
pub fn normalise_str(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let source = Source {
        scattered: false,
        name: String::new(),
        encoding: "",
        simplified: chars.clone(),
        script: crate::model::Script::Hans,
        lines: Vec::new(),
        page: Default::default(),
        chars,
    };
    let whole = 0..source.chars.len();
    normalise(&source, &[whole]).shown()
}

/// Whether a character that stands alone is left when it is normalised.
pub fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !is_invisible(c)
}

/// Full-width digits, letters and signs to ASCII; every kind of space to a plain one.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '／' | '＝' | '＠' | '＃' | '＆' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '．' | '﹒' => '.',
        '﹐' => '，',
        '﹪' => '%',
        // The minus sign and the hyphens that are no plain one.
        '－' | '﹣' | '−' | '‐' | '‑' => '-',
        '～' | '∼' | '〜' => '~',
        // The sign of a ratio: 2∶1.
        '∶' => ':',
        '―' | '─' => '—',
        '［' | '[' | '﹝' | '【' => '〔',
        '］' | ']' | '﹞' | '】' => '〕',
        '·' | '•' | '‧' | '・' | '･' | '∙' | '⋅' => '·',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Spaces stay only between two Latin words or two figures, and one of a row.
fn drop_spaces(glyphs: &mut Vec<Glyph>) {
    let kept = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ')' | '('));
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs.as_slice();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if first.shown == ' ' {
            let row = rest.iter().take_while(|g| g.shown == ' ').count();
            rest = &rest[row..];
            let before = out.last().map(|g| g.shown);
            let after = rest.first().map(|g| g.shown);
            // 2025 - 2028 and 100 % are written without spaces in the published form.
            let joins = word(before) || word(after) || (digit(before) && digit(after));
            if !(joins && kept(before) && kept(after)) {
                continue;
            }
        }
        out.push(*first);
    }
    *glyphs = out;
}

/// A mark between digits that can only part thousands (12，000人, 12 000人) or be a decimal point (79·8%).
///
/// No figure of a list begins with 0, and a middle dot between digits that are no share is a date (“3·15”).
fn settle_digits(glyphs: &mut Vec<Glyph>) {
    static THOUSANDS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[^\d.,，· A-Za-z第表图])[1-9]\d{0,2}((?:，\d{3})*，0\d\d(?:，\d{3})*|(?: \d{3})* 0\d\d(?: \d{3})*)[\p{Han}--年月日号]",
        )
    });
    static POINT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:^|[^\d.,，· A-Za-z])\d{1,5}(·)\d{1,4}(?:[%‰万亿倍]|个百分点)"));
    let mark = |c: char| matches!(c, '，' | ' ' | '·');
    let doubtful = |w: &[Glyph]| w[0].shown.is_ascii_digit() && mark(w[1].shown) && w[2].shown.is_ascii_digit();
    if !glyphs.windows(3).any(doubtful) {
        return;
    }
    let text: String = glyphs.iter().map(|g| g.shown).collect();
    let groups = THOUSANDS.captures_iter(&text).chain(POINT.captures_iter(&text)).filter_map(|found| found.get(1));
    let characters = |bytes: usize| text[..bytes].chars().count();
    for range in groups.map(|group| characters(group.start())..characters(group.end())) {
        for glyph in &mut glyphs[range] {
            glyph.shown = match glyph.shown {
                '，' => ',',
                '·' => '.',
                ' ' => GONE,
                digit => digit,
            };
        }
    }
    glyphs.retain(|g| g.shown != GONE);
}

/// Stands for a glyph that is about to be dropped; no text shows it.
const GONE: char = '\0';

fn widen_punctuation(glyphs: &mut [Glyph]) {
    let wide = |c: char| is_chinese(c) || is_wide_mark(c);
    let shown: Vec<char> = glyphs.iter().map(|g| g.shown).collect();
    let at = |i: Option<usize>| i.and_then(|i| shown.get(i)).copied();
    let chinese = |i: Option<usize>| at(i).is_some_and(wide);
    let digit = |i: Option<usize>| at(i).is_some_and(|c| c.is_ascii_digit());
    let mut quote_open = false;
    let mut brackets: Vec<(usize, bool)> = Vec::new();
    let mut last_chinese = None;
    for i in 0..glyphs.len() {
        last_chinese = Some(i).filter(|_| is_chinese(shown[i])).or(last_chinese);
        let (before, after) = (i.checked_sub(1), Some(i + 1));
        let near = chinese(before) || chinese(after);
        let between_digits = digit(before) && digit(after);
        glyphs[i].shown = match shown[i] {
            ',' if near && !between_digits => '，',
            ';' if near => '；',
            ':' if near && !between_digits => '：',
            '?' if near => '？',
            '!' if near => '！',
            // A line ends where a sentence does, so a mark after a figure at the end is a stop as well.
            ',' | ';' | ':' if at(after).is_none() && digit(before) => match shown[i] {
                ',' => '，',
                ';' => '；',
                _ => '：',
            },
            // The dots that lead to a page number are a row: each follows the one before.
            '.' if (chinese(before) || before.is_some_and(|p| glyphs[p].shown == '。')) && !digit(after) => '。',
            '<' if near => '〈',
            '>' if near => '〉',
            '"' if near || quote_open => {
                quote_open = !quote_open;
                if quote_open { '“' } else { '”' }
            }
            '-' | '–' if is_year_range(&shown, i) => '—',
            '~' if is_year_range(&shown, i) => '—',
            c @ ('(' | '（') => {
                brackets.push((i, near || c == '（'));
                c
            }
            '）' => {
                // A pair is of one width, and the wide one wins.
                if let Some((open, _)) = brackets.pop() {
                    glyphs[open].shown = '（';
                }
                '）'
            }
            ')' => {
                if let Some((open, open_near)) = brackets.pop()
                    && (open_near || near || last_chinese > Some(open))
                {
                    glyphs[open].shown = '（';
                    '）'
                } else if near && brackets.is_empty() {
                    '）'
                } else {
                    ')'
                }
            }
            c => c,
        };
    }
    // A bracket that never closes still stands in Chinese text.
    for (open, near) in brackets {
        if near {
            glyphs[open].shown = '（';
        }
    }
}

fn is_wide_mark(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '：'
            | '；'
            | '？'
            | '！'
            | '（'
            | '）'
            | '、'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '〔'
            | '〕'
    )
}

/// A dash between two years: 2025-2028年.
fn is_year_range(shown: &[char], i: usize) -> bool {
    let digits = |range: Option<&[char]>| range.is_some_and(|r| r.iter().all(char::is_ascii_digit));
    let before = i.checked_sub(4).and_then(|start| shown.get(start..i));
    let tail = |skip: usize| shown.get(i + 1 + skip..i + 5 + skip);
    let year =
        |range: Option<&[char]>| digits(range) && range.is_some_and(|r| matches!(r, ['1', '9', ..] | ['2', '0', ..]));
    let longer = shown.get(i + 5).is_some_and(char::is_ascii_digit);
    let before_with_year = i.checked_sub(5).and_then(|start| shown.get(start..i - 1));
    let after_year_sign = i.checked_sub(1).and_then(|p| shown.get(p)) == Some(&'年');
    ((year(before)) || (after_year_sign && year(before_with_year))) && year(tail(0)) && !longer
}
