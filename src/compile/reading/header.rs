//! The entries that stand above a text, each with its label: 发文机关：甲市人民政府.
//!
//! In: a line. Out: its entries, label by label, whatever parts them: colons, tabs, bars, brackets, blanks. The labels,
//! and which field each is for, stand in `assets/header.toml` and nowhere else.

use super::normalise::normalise_str;
use crate::compile::pattern::pattern;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What an entry tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each is the field of the plan of its name")]
pub enum Field {
    IndexNumber,
    DocumentNumber,
    Issuers,
    Publisher,
    Signed,
    /// When the page was made: the day of signing where nothing else tells it.
    Generated,
    Published,
    Effective,
    Repealed,
    Status,
    Title,
    /// Nothing that is read.
    Others,
}

/// `assets/header.toml`.
#[derive(Default, Deserialize)]
struct Labels {
    /// Those that also stand without a colon.
    spaced: Vec<String>,
    #[serde(flatten)]
    of_field: BTreeMap<Field, Vec<String>>,
}

/// The labels; a test proves that they read.
static LABELS: LazyLock<Labels> =
    LazyLock::new(|| toml::from_str(include_str!("../../../assets/header.toml")).unwrap_or_default());

/// The field that each label is for.
static FIELDS: LazyLock<BTreeMap<&str, Field>> = LazyLock::new(|| {
    let fields = LABELS.of_field.iter();
    fields.flat_map(|(field, labels)| labels.iter().map(|label| (label.as_str(), *field))).collect()
});

static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    let labels: Vec<String> = FIELDS.keys().map(|label| regex::escape(label)).collect();
    pattern(&format!(r"^[-·*●■\s]*({})[:：](.*)$", labels.join("|")))
});

/// The field that a label is for.
pub fn field_of(label: &str) -> Field {
    FIELDS.get(label).copied().unwrap_or(Field::Others)
}

/// Label and value of a header line's entries, labels without spaces; none where the line is no header line.
pub fn entries(line: &str) -> Vec<(String, String)> {
    // Labels are printed with spaces inside (索 引 号), which the normalised text no longer has.
    let entries = line.split('\n').map(|part| {
        let captures = HEADER.captures(part)?;
        Some((captures[1].to_owned(), captures[2].trim().to_owned()))
    });
    entries.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Whether the line is one of a document's header.
pub fn is_header(line: &str) -> bool {
    line.split('\n').all(|part| HEADER.is_match(part))
}

/// Whether the line is a label and nothing else, as a table leaves it that has no value for it.
pub fn is_label(line: &str) -> bool {
    FIELDS.contains_key(line)
}

/// The parts of a line that each carry a label: several stand in one row of a header copied from a table
/// (索引号：⇥X⇥组配分类：⇥Y), and there a tab may stand for the colon (发文机关⇥福州市人民政府).
pub fn parts(line: &str) -> Vec<&str> {
    let cell = |text: &str| label_of(text.split('\t').next().unwrap_or(text));
    let labelled =
        HEADER.is_match(&label_of(line)) || line.contains('\t') && HEADER.is_match(&format!("{}：", cell(line)));
    let last_tab = line.rfind('\t').unwrap_or(0);
    let mut parts = Vec::new();
    let mut start = 0;
    if !labelled {
        return vec![line];
    }
    // 文　　号： has spaces inside; what stands before a new label has its own mark.
    let mut own = false;
    // Where what follows the white space begins, and whether that is a label.
    let (mut rest, mut begins) = (0, false);
    for (at, c) in line.char_indices() {
        if at < start {
            continue;
        }
        if c.is_whitespace() {
            if at >= rest {
                rest = line.len() - line[at..].trim_start().len();
                // A label is followed by its value, or stands last behind the value of another.
                let whole = || line[..rest].ends_with('\t') && (last_tab > rest || line[..at].contains('\t'));
                let next = &line[rest..];
                begins = !next.is_empty()
                    && (HEADER.is_match(&cell(next)) || whole() && HEADER.is_match(&format!("{}：", cell(next))));
            }
            if own && begins {
                parts.push(line[start..at].trim());
                (start, own) = (rest, false);
                continue;
            }
        }
        own |= matches!(c, ':' | '：' | '\t');
    }
    parts.push(line[start..].trim());
    parts
}

/// Enough of a cell's start to tell a label, without spaces: no label is longer.
fn label_of(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).take(60).collect()
}

/// The normalised line; entries of a header are separated by line ends and each has its colon.
pub fn normalise_line(line: &str) -> String {
    // [ 索引号 ] 1150…: a bracket around the label stands for the colon. 2. [发文机构] ----甲市人民政府: in a list, behind a rule.
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(?:\d{1,2}\.)?[\s·•*]*[\[［【〔]\s*([^\[\]［］【】〔〕]{2,16}?)\s*[\]］】〕]\s*[:：]?[\s\-—]*(.*)$")
    });
    if let Some(captures) = BRACKETED.captures(line) {
        let entry = format!("{}：{}", normalise_str(&captures[1]), normalise_str(&captures[2]));
        if HEADER.is_match(&entry) {
            return entry;
        }
    }
    if let Some(entries) = table_entries(line).or_else(|| spaced_entries(line)) {
        return entries.join("\n");
    }
    let line = only_cell(line).unwrap_or(line);
    let parts = parts(line);
    let several = parts.len() > 1;
    let parts = parts.into_iter().map(|part| match part.split_once('\t') {
        Some((label, value)) if !label.trim_end().ends_with([':', '：']) => {
            let entry = format!("{}：{}", normalise_str(label), normalise_str(value.trim()));
            if HEADER.is_match(&entry) { entry } else { normalise_str(part) }
        }
        _ => match normalise_str(part) {
            label if several && is_label(&label) => label + "：",
            shown => shown,
        },
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// The entries of a header's row whose cells are kept apart by bars: 索引号: | 0083/2015-00042 | 文号: | 泉政文〔2015〕7号.
fn table_entries(line: &str) -> Option<Vec<String>> {
    if !line.contains('|') {
        return None;
    }
    let cells: Vec<String> = line.split('|').map(normalise_str).collect();
    let colons = cells.iter().any(|cell| cell.ends_with('：'));
    // A cell between bars is a label by its colon; where none has one, by its word.
    let is_label = |cell: &str| {
        let label = cell.trim_end_matches('：');
        cell.ends_with('：') == colons && !label.is_empty() && HEADER.is_match(&format!("{label}："))
    };
    let labelled = cells.windows(2).filter(|pair| is_label(&pair[0]));
    let entries: Vec<String> = labelled
        .map(|pair| {
            // 发布机构： | 生成日期：: the label has no value.
            let value = if is_label(&pair[1]) { "" } else { pair[1].as_str() };
            format!("{}：{value}", pair[0].trim_end_matches('：'))
        })
        .collect();
    (!entries.is_empty()).then_some(entries)
}

/// What stands in the only cell of a row that a text keeps between bars: |甲市城镇化工作意见|. A row of rules has none.
fn only_cell(line: &str) -> Option<&str> {
    let row = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    if row.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ')) {
        return Some("");
    }
    (!row.contains('|')).then_some(row)
}

/// The entries of a line whose labels stand without a colon: 文　　号 丰政办〔2025〕1号 信息分类: 综合政务.
fn spaced_entries(line: &str) -> Option<Vec<String>> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        let spaced: Vec<String> = LABELS.spaced.iter().map(|label| spread(label)).collect();
        pattern(&format!(r"(?:^|\s)({})(?:\s*[:：]\s*|\s+)", spaced.join("|")))
    });
    // The first of them begins the line; most lines are text and begin with none.
    if line.contains('\t') || LABEL.find(line).is_none_or(|first| !line[..first.start()].trim().is_empty()) {
        return None;
    }
    let found: Vec<_> =
        LABEL.captures_iter(line).filter_map(|captures| Some((captures.get(0)?, captures.get(1)?))).collect();
    // One label without a colon may be anything; a row of them is a header.
    let bare = found.iter().any(|(whole, _)| !whole.as_str().contains([':', '：']));
    if found.len() < 2 && !found.iter().any(|(_, label)| label.as_str().contains(char::is_whitespace)) || !bare {
        return None;
    }
    let ends = found.iter().skip(1).map(|(whole, _)| whole.start()).chain([line.len()]);
    let entries = found.iter().zip(ends).map(|((whole, label), end)| {
        format!("{}：{}", normalise_str(label.as_str()), normalise_str(line[whole.end()..end].trim()))
    });
    Some(entries.collect())
}

/// A label whose characters blanks may part.
fn spread(label: &str) -> String {
    label.chars().map(|c| regex::escape(c.encode_utf8(&mut [0; 4]))).collect::<Vec<_>>().join(r"\s*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_labels_read_and_none_is_there_twice() {
        let count: usize = LABELS.of_field.values().map(Vec::len).sum();
        assert!(count > 0, "assets/header.toml");
        assert_eq!(FIELDS.len(), count);
        assert!(LABELS.spaced.iter().all(|label| FIELDS.contains_key(label.as_str())));
        assert_eq!(field_of("成文日期"), Field::Signed);
        assert_eq!(field_of("政策主题"), Field::Others);
        let row = "文        号\t苏市监〔2022〕1号\t主  题  词";
        assert_eq!(normalise_line(row), "文号：苏市监〔2022〕1号\n主题词：");
        let shown =
            ["2.[发文机构] ----甲市人民政府", "|甲市城镇化工作意见|", "|:--|", "| 甲 | 乙 |"].map(normalise_line);
        assert_eq!(shown, ["发文机构：甲市人民政府", "甲市城镇化工作意见", "", "|甲|乙|"]);
        assert!(is_header("文件名称：甲市实施方案") && !is_header("城镇化"));
    }
}
