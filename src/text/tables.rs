//! Tables in a clause's text: a line with tabs is a row, the tabs divide its cells.
//!
//! In: characters. Out: where in them tables, rows and cells stand.

use std::ops::Range;

/// The tables of a text: lines with tabs, one below the other.
pub fn tables(chars: &[char]) -> Vec<Range<usize>> {
    let mut tables: Vec<Range<usize>> = Vec::new();
    for row in split(chars, 0..chars.len(), '\n').filter(|line| chars[line.clone()].contains(&'\t')) {
        match tables.last_mut().filter(|table| table.end + 1 == row.start) {
            Some(table) => table.end = row.end,
            None => tables.push(row),
        }
    }
    tables
}

/// The cells of each row of a table.
pub fn rows(chars: &[char], table: Range<usize>) -> Vec<Vec<Range<usize>>> {
    split(chars, table, '\n').map(|row| split(chars, row, '\t').collect()).collect()
}

fn split(chars: &[char], stretch: Range<usize>, mark: char) -> impl Iterator<Item = Range<usize>> {
    let mut next = stretch.start;
    chars[stretch].split(move |c| *c == mark).map(move |part| {
        let start = next;
        next += part.len() + 1;
        start..start + part.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_lines_with_tabs() {
        let chars: Vec<char> = "目标\n指标\t2028年\n率\t\t75%\n按年评估\n甲\t乙".chars().collect();
        let read = |range: Range<usize>| chars[range].iter().collect::<String>();
        let shown: Vec<Vec<Vec<String>>> = tables(&chars)
            .into_iter()
            .map(|table| rows(&chars, table).into_iter().map(|row| row.into_iter().map(read).collect()).collect())
            .collect();
        assert_eq!(shown, [vec![vec!["指标", "2028年"], vec!["率", "", "75%"]], vec![vec!["甲", "乙"]]]);
        assert!(tables(&[]).is_empty());
    }
}
