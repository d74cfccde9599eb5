//! The glossary of titles and units, `assets/glosses.tsv`: Chinese, a tab, English; `#` begins a remark.

use super::words::Words;

/// Characters of the longest text that is glossed: titles and names, no passages.
pub const LONGEST: usize = 40;

/// The entries of a glossary; what has no tab is no entry.
pub fn words(text: &str) -> Words {
    let mut words = Words::default();
    for (from, to) in text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
        words.insert(from, to.to_owned());
    }
    words
}
