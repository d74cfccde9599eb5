//! Where in a text the words of a query stand.

use super::query::{Phrasing, Query, position};
use crate::model::Span;
use crate::order::Order;
use crate::text::fold::{Folded, ScriptPairs, fold};

/// Stretches of `text` to mark, apart and rising: the query as a whole, else its words, else its pairs, else the
/// same of a phrasing with synonyms. Empty where the clause was found by what does not stand in this text.
pub fn highlights(text: &str, query: &Query, script: &ScriptPairs) -> Vec<Span> {
    let folded = fold(text, script);
    let spans = query.phrasings().iter().map(|phrasing| marked(&folded, phrasing)).find(|spans| !spans.is_empty());
    merged(spans.unwrap_or_default())
}

fn marked(folded: &Folded, phrasing: &Phrasing) -> Vec<Span> {
    let all = |pieces: &[&[char]]| -> Vec<Span> {
        let whole = !pieces.is_empty() && pieces.iter().all(|piece| position(&folded.chars, piece).is_some());
        let pieces = pieces.iter().filter(|_| whole);
        pieces.flat_map(|piece| folded.occurrences(piece).map(|at| folded.span(at, piece.len()))).collect()
    };
    if phrasing.whole.is_empty() {
        return Vec::new();
    }
    let whole = all(&[&phrasing.whole]);
    if !whole.is_empty() {
        return whole;
    }
    let words: Vec<&[char]> = phrasing.words.iter().map(Vec::as_slice).collect();
    let found = all(&words);
    if !found.is_empty() {
        return found;
    }
    let pairs: Vec<&[char]> = phrasing.words.iter().flat_map(|word| word.windows(2.min(word.len()))).collect();
    all(&pairs)
}

/// Spans that touch or overlap become one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.order();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::search::SearchHead;

    #[test]
    fn the_nearest_to_what_was_typed() {
        let search = SearchHead {
            traditional: "農業轉".into(),
            simplified: "农业转".into(),
            synonyms: vec![vec!["农民工".into(), "农业转移人口".into()]],
            ..SearchHead::default()
        };
        let script = search.script();
        for (text, query, expected) in [
            ("稳定农业转移人口就业", "農業轉移人口", "农业转移人口"),
            ("农业、转移", "农业转移", "农业、转移"),
            ("公办学校的随迁子女", "随迁子女 公办", "公办|随迁子女"),
            ("籍制度改革，户籍", "户籍制度", "籍制度|户籍"),
            ("农业转移人口落户", "农民工落户", "农业转移人口落户"),
            ("参保率95%，到2028年", "95%", "95%"),
            ("参保率95%", "5%", ""),
            ("任何文字", "", ""),
        ] {
            let query = Query::new(query, &search, &[], &[], &script);
            let spans = highlights(text, &query, &script);
            assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }
}
