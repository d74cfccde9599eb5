//! A stretch of a clause's text as paragraphs and tables: a line with tabs is a row.
//!
//! In: a text and a stretch of it. Out: its pieces in order. Invariant: every character of the stretch but the marks
//! between rows and cells is in exactly one piece.

use crate::model::Span;
use crate::text::tables::{rows, tables};
use std::ops::Range;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines without tabs, line ends between them.
    Words(Span),
    /// The cells of each row.
    Table(Vec<Vec<Span>>),
}

/// The pieces of a stretch.
pub fn pieces(text: &str, stretch: Span) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().skip(stretch.0 as usize).take(stretch.len() as usize).collect();
    let span = |range: Range<usize>| Span(stretch.0 + range.start as u32, stretch.0 + range.end as u32);
    let mut pieces = Vec::new();
    let mut next = 0;
    for table in tables(&chars) {
        // The line end before a table belongs to neither.
        pieces.extend((next + 1 < table.start).then(|| Piece::Words(span(next..table.start - 1))));
        next = table.end + 1;
        let cells = rows(&chars, table).into_iter().map(|row| row.into_iter().map(span).collect());
        pieces.push(Piece::Table(cells.collect()));
    }
    pieces.extend((next < chars.len()).then(|| Piece::Words(span(next..chars.len()))));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_tables() {
        let text = "目标\n指标如下\n指标\t2028年\n城镇化率\t75%\n按年评估。\n甲\t\t乙";
        let shown = |piece: &Piece| match piece {
            Piece::Words(words) => words.of(text).to_owned(),
            Piece::Table(rows) => {
                let row = |row: &Vec<Span>| row.iter().map(|cell| cell.of(text)).collect::<Vec<_>>().join("|");
                rows.iter().map(row).collect::<Vec<_>>().join("/")
            }
        };
        let read = |stretch: Span| pieces(text, stretch).iter().map(shown).collect::<Vec<_>>();
        let all = text.chars().count() as u32;
        assert_eq!(read(Span(0, all)), ["目标\n指标如下", "指标|2028年/城镇化率|75%", "按年评估。", "甲||乙"]);
        assert_eq!(read(Span(3, 7)), ["指标如下"]);
        assert_eq!(read(Span(4, 4)), [""; 0]);
    }
}
