//! Character pairs: the smallest pieces by which two Chinese texts can be compared without a dictionary.
//!
//! In: text. Out: its bigrams. A bigram never spans punctuation or white space, so that two
//! texts that only punctuate differently have the same ones.

/// Two neighbouring informative characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bigram(pub char, pub char);

/// Whether a character says something itself: letters, digits, ideographs and signs that belong to figures.
pub fn is_informative(c: char) -> bool {
    // Nearly every character of a plan is an ideograph; Unicode's tables are asked of the others.
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric() || c == '%' || c == '‰'
}

/// The bigrams of `text` in order, repeated ones too.
pub fn bigrams(text: &str) -> impl Iterator<Item = Bigram> {
    text.chars()
        .zip(text.chars().skip(1))
        .filter(|&(a, b)| is_informative(a) && is_informative(b))
        .map(|(a, b)| Bigram(a, b))
}

/// Sorted, each once.
pub fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bigrams_stay_between_punctuation() {
        for (text, expected) in [
            ("", ""),
            ("市", ""),
            ("落户限制", "落户 户限 限制"),
            ("就业、创业", "就业 创业"),
            ("达95%，比2.0", "达9 95 5% 比2"),
            ("“三权” 退出", "三权 退出"),
        ] {
            let found: Vec<String> = bigrams(text).map(|Bigram(a, b)| format!("{a}{b}")).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
