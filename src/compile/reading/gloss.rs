//! Readings in brackets behind characters, as some copies of pages carry them: 關(guān)注, 質(zhì)量, 農(nong)村.
//!
//! In: the characters of a source. Out: where such glosses stand, brackets included. Invariant: what stands in the
//! brackets is one syllable of Pinyin, right behind a Chinese character or another gloss. A syllable without a tone may
//! be a word of its own, so it counts only in a text that glosses many.

use crate::compile::words::is_han;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text with fewer glosses without tones has none.
const MANY: usize = 8;
/// No syllable is longer: zhuang.
const LONGEST: usize = 6;

/// The glosses of a text, in order.
pub fn glosses(chars: &[char]) -> Vec<Range<usize>> {
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    for open in (1..chars.len()).filter(|&at| matches!(chars[at], '(' | '（')) {
        let behind = is_han(chars[open - 1]) || found.last().is_some_and(|(gloss, _)| gloss.end == open);
        let within = chars[open + 1..].iter().take(LONGEST + 2).position(|c| matches!(c, ')' | '）'));
        if let Some(length) = within.filter(|_| behind) {
            let close = open + 1 + length;
            let tone = tone_of(&chars[open + 1..close]);
            found.extend(tone.map(|toned| (open..close + 1, toned)));
        }
    }
    let all = found.len() >= MANY;
    found.into_iter().filter(|(_, toned)| all || *toned).map(|(gloss, _)| gloss).collect()
}

/// Whether a syllable has a tone; none where it is no syllable of Pinyin.
fn tone_of(syllable: &[char]) -> Option<bool> {
    const INITIALS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w", "",
    ];
    const FINALS: [&str; 37] = [
        "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "er", "i", "ia", "ie", "iao", "iu",
        "ian", "in", "iang", "ing", "iong", "u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ueng", "v", "ve", "ue",
        "van", "vn",
    ];
    let mut plain = String::new();
    let mut toned = false;
    // ǎ is a and its tone, ü u and two dots.
    for c in syllable.iter().filter(|c| !c.is_whitespace()).copied().nfd() {
        match c {
            '\u{300}' | '\u{301}' | '\u{304}' | '\u{306}' | '\u{30C}' => toned = true,
            '\u{308}' if plain.ends_with('u') => plain.replace_range(plain.len() - 1.., "v"),
            c if c.is_ascii_lowercase() => plain.push(c),
            _ => return None,
        }
    }
    let syllable = |initial: &str| plain.strip_prefix(initial).is_some_and(|rest| FINALS.contains(&rest));
    INITIALS.iter().any(|initial| syllable(initial)).then_some(toned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let glosses = glosses(&chars);
        let kept = (0..chars.len()).filter(|at| !glosses.iter().any(|gloss| gloss.contains(at)));
        kept.map(|at| chars[at]).collect()
    }

    #[test]
    fn with_tones() {
        assert_eq!(without("關(guān)于促進(jìn)綠(lǜ)色社會(huì )發(fā)展"), "關于促進綠色社會發展");
    }

    #[test]
    fn without_tones_only_where_there_are_many() {
        let many = "農(nong)村土地(di)高標準(zhun)農(nong)田(tian)建設行動(dong)(dong)方(fang)案";
        assert_eq!(without(many), "農村土地高標準農田建設行動方案");
        for kept in ["细颗粒物(PM)、方案(a)和(b)", "可信赖人工智能(ai)平台", "长度(km)", "（试行）"]
        {
            assert_eq!(without(kept), kept);
        }
    }
}
