//! Words and marks that stand twice in a row.

use super::{Odd, span};
use crate::compile::reading::source::is_chinese;
use crate::model::RemarkKind;

/// Particles that nobody doubles, each with the characters that make a second word out of the second one
/// (目的的 before, 和和谐 behind).
const PARTICLES: [(char, &str, &str); 5] =
    [('的', "目标", ""), ('了', "为", "解结"), ('和', "", "谐平睦美善"), ('与', "", "会"), ('及', "", "时其早格至第")];

/// The longest word that is looked for, in characters.
const LONGEST: usize = 12;

/// Each repetition: its span covers both copies.
pub fn doubled(chars: &[char]) -> Vec<Odd> {
    let odd = |start, end| Odd { kind: RemarkKind::Doubled, span: span(start, end), against: String::new() };
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < chars.len() {
        if is_doubled_mark(chars[at], chars[at + 1]) || is_doubled_particle(chars, at) {
            found.push(odd(at, at + 2));
            at += 2;
        } else if let Some(length) = doubled_word(chars, at) {
            found.push(odd(at, at + 2 * length));
            at += 2 * length;
        } else {
            at += 1;
        }
    }
    found
}

fn is_doubled_mark(first: char, second: char) -> bool {
    matches!(first, '，' | '。' | '、' | '；' | '：') && matches!(second, '，' | '。' | '、' | '；')
}

fn is_doubled_particle(chars: &[char], at: usize) -> bool {
    let c = chars[at];
    if chars[at + 1] != c {
        return false;
    }
    let Some((_, before, behind)) = PARTICLES.iter().find(|(particle, ..)| *particle == c) else { return false };
    let has = |list: &str, place: Option<&char>| place.is_some_and(|c| list.contains(*c));
    !has(before, at.checked_sub(1).and_then(|p| chars.get(p))) && !has(behind, chars.get(at + 2))
}

/// The length of a word of two characters or more that stands twice from here.
fn doubled_word(chars: &[char], at: usize) -> Option<usize> {
    let longest = LONGEST.min((chars.len() - at) / 2);
    (2..=longest).rev().find(|&length| {
        let (word, copy) = (&chars[at..at + length], &chars[at + length..at + 2 * length]);
        // 一个一个, 一步一步 and 区区 are figures of speech.
        word == copy
            && word.iter().all(|&c| is_chinese(c))
            && word.iter().any(|c| *c != word[0])
            && !matches!(word[0], '一' | '逐')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions() {
        for (text, expected) in [
            ("推动产业发展的的政策。", "的的"),
            ("以育人为目的的活动。", ""),
            ("为了了解情况，建设和和谐社区。", ""),
            ("完善制度，，健全机制。。", "，， 。。"),
            ("进一步进一步完善制度。", "进一步进一步"),
            ("加快加快推进", "加快加快"),
            ("一件一件抓落实，一个一个解决。", ""),
            ("市市场监管局、各区区政府", ""),
            ("提高高校毕业生待遇", ""),
        ] {
            let found: Vec<&str> =
                doubled(&text.chars().collect::<Vec<_>>()).iter().map(|odd| odd.span.of(text)).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
