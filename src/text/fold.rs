//! What two texts must share for a search to find one in the other: script, width, case, spaces and punctuation
//! make no difference, and a number is found only from its start (5% is not in 95%).
//!
//! In: text, and the table of Traditional characters. Out: its folded characters, each with its place in the
//! text. Invariants: folding what is folded already, a mark of a number apart, changes nothing; places never
//! decrease, so a stretch of the folded text is a stretch of the text.

use super::ngrams::is_informative;
use crate::model::Span;
use crate::order::Order;

/// Stands before every number.
pub const NUMBER: char = '#';

/// Traditional characters and the Simplified ones that stand for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScriptPairs(Vec<(char, char)>);

impl ScriptPairs {
    /// The table in which the n-th character of `traditional` stands for the n-th of `simplified`.
    pub fn new(traditional: &str, simplified: &str) -> Self {
        let mut pairs: Vec<_> = traditional.chars().zip(simplified.chars()).collect();
        pairs.order();
        Self(pairs)
    }

    fn simplify(&self, c: char) -> char {
        self.0.binary_search_by_key(&c, |pair| pair.0).map_or(c, |at| self.0[at].1)
    }
}

/// A folded text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Without spaces and punctuation, in one script, width and case.
    pub chars: Vec<char>,
    /// For each of `chars`, which character of the text it is, or, for the mark of a number, precedes.
    pub places: Vec<u32>,
}

impl Folded {
    /// Where `other` occurs, as indices of `chars`; occurrences may overlap.
    pub fn occurrences<'a>(&'a self, other: &'a [char]) -> impl Iterator<Item = usize> + 'a {
        self.chars.windows(other.len().max(1)).enumerate().filter(move |(_, w)| *w == other).map(|(at, _)| at)
    }

    /// Whether `other` occurs.
    pub fn contains(&self, other: &[char]) -> bool {
        self.occurrences(other).next().is_some()
    }

    /// The stretch of the text that `length` folded characters from `at` on stand for.
    pub fn span(&self, at: usize, length: usize) -> Span {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(0);
        Span(place(at), place((at + length).saturating_sub(1)) + 1)
    }
}

/// Folds a text.
pub fn fold(text: &str, script: &ScriptPairs) -> Folded {
    let source: Vec<char> = text.chars().map(narrow).collect();
    let digit = |at: usize| source.get(at).is_some_and(char::is_ascii_digit);
    let mut folded = Folded::default();
    let mut in_number = false;
    for (at, &c) in source.iter().enumerate() {
        let goes_on = match c {
            _ if c.is_ascii_digit() => true,
            '.' => in_number && digit(at + 1),
            // 1,000 is 1000; in 1,2 the comma separates.
            ',' => in_number && (1..=3).all(|n| digit(at + n)) && !digit(at + 4),
            _ => false,
        };
        let mut push = |c: char| {
            folded.chars.push(c);
            folded.places.push(u32::try_from(at).unwrap_or(u32::MAX));
        };
        if goes_on && !in_number {
            push(NUMBER);
        }
        if (goes_on && c != ',') || is_informative(c) {
            push(script.simplify(c.to_ascii_lowercase()));
        }
        in_number = goes_on;
    }
    folded
}

/// Full-width letters, digits and signs in their usual width.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn script() -> ScriptPairs {
        ScriptPairs::new("農業轉國發鎮", "农业转国发镇")
    }

    #[test]
    fn what_makes_no_difference() {
        for (text, folded) in [
            ("農業轉移人口", "农业转移人口"),
            ("农业 转移，人口。", "农业转移人口"),
            ("国发〔2024〕17号", "国发#2024#17号"),
            ("國發 [2024] 17 号", "国发#2024#17号"),
            ("国发（２０２４）１７号", "国发#2024#17号"),
            ("ＧＤＰ gdp", "gdpgdp"),
            ("95％以上", "#95%以上"),
            ("1,000家，1,2条", "#1000家#1#2条"),
            ("1.92以内。2.", "#1.92以内#2"),
            ("第五代（5G）", "第五代#5g"),
            ("2025—2028年", "#2025#2028年"),
            ("", ""),
        ] {
            assert_eq!(fold(text, &script()).chars.iter().collect::<String>(), folded, "{text}");
        }
    }

    #[test]
    fn a_number_is_found_from_its_start() {
        let text = fold("参保率达95%以上，新建60公里", &script());
        for (query, found) in
            [("95%", true), ("5%", false), ("60公里", true), ("0公里", false), ("9", true), ("达95", true)]
        {
            assert_eq!(text.contains(&fold(query, &script()).chars), found, "{query}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "到 2028年，農業 轉移人口";
        let folded = fold(text, &script());
        let query = fold("农业转移", &script()).chars;
        let spans: Vec<&str> = folded.occurrences(&query).map(|at| folded.span(at, query.len()).of(text)).collect();
        assert_eq!(spans, ["農業 轉移"]);
        let year = fold("2028年", &script()).chars;
        assert_eq!(
            folded.occurrences(&year).map(|at| folded.span(at, year.len()).of(text)).collect::<Vec<_>>(),
            ["2028年"]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn folding_twice_is_once(text in "[农農業0-9.,，。 %％aＡ〔〕]{0,20}") {
            let once = fold(&text, &script());
            let plain: String = once.chars.iter().collect();
            // Without the marks neighbouring numbers would be one.
            let again = fold(&plain.replace(NUMBER, " "), &script());
            prop_assert_eq!(&again.chars, &once.chars);
            prop_assert!(once.places.is_sorted());
            prop_assert!(once.places.iter().all(|place| (*place as usize) < text.chars().count()));
        }
    }
}
