//! A stretch of a clause's text as paragraphs and tables: a line with tabs is a row.
//!
//! In: a text and a stretch of it. Out: its pieces in order. Invariant: every character of the stretch but the marks
//! between rows and cells is in exactly one piece.

use crate::model::Span;

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
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = stretch.0;
    for line in chars.split(|c| *c == '\n') {
        let end = at + line.len() as u32;
        let row = line.contains(&'\t').then(|| cells(line, at));
        match (pieces.last_mut(), row) {
            (Some(Piece::Table(rows)), Some(row)) => rows.push(row),
            (_, Some(row)) => pieces.push(Piece::Table(vec![row])),
            (Some(Piece::Words(words)), None) => words.1 = end,
            (_, None) => pieces.push(Piece::Words(Span(at, end))),
        }
        at = end + 1;
    }
    pieces.retain(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
    pieces
}

fn cells(line: &[char], start: u32) -> Vec<Span> {
    let mut at = start;
    let cell = |cell: &[char]| {
        let span = Span(at, at + cell.len() as u32);
        at = span.1 + 1;
        span
    };
    line.split(|c| *c == '\t').map(cell).collect()
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
