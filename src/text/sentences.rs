//! Where sentences, statements and phrases end: the marks that all modules cut texts at.
//!
//! What else ends a part for one of them (a colon before a list, a bracket) that module says itself.

use super::ngrams::is_informative;

/// Ends a sentence: a stop or the end of a paragraph. Years and subjects carry on up to there.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '\n' | '\t')
}

/// Ends a statement: a sentence, or one of those that a semicolon joins.
pub fn ends_statement(c: char) -> bool {
    c == '；' || ends_sentence(c)
}

/// Ends a phrase: what stands between commas.
pub fn ends_phrase(c: char) -> bool {
    c == '，' || ends_statement(c)
}

/// The statements of `text`, without their stops; those that say nothing left out.
pub fn statements(text: &str) -> impl Iterator<Item = &str> {
    text.split(ends_statement).filter(|statement| statement.chars().any(is_informative))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_at_stops() {
        for (text, expected) in [
            ("", vec![]),
            ("推进户籍改革。", vec!["推进户籍改革"]),
            ("一是启用系统；二是扩大试点。\n（三）", vec!["一是启用系统", "二是扩大试点", "（三）"]),
        ] {
            assert_eq!(statements(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
