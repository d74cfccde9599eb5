//! Texts that end within a sentence: a download that broke off, a page that was copied half.
//!
//! In: a source and its zones. Out: at most one warning, at the end. Invariant: a text that ends with a
//! signature, an annex, a table or a line of its own that is no sentence (a heading, a list of offices) is not torn.

use super::outline::is_unit_line;
use super::source::{Source, is_chinese};
use super::zones::{Zone, Zones};
use crate::compile::{Diagnostic, Severity};

/// A warning where the last line of the plan breaks off.
pub fn torn(source: &Source, zones: &Zones) -> Option<Diagnostic> {
    let mut lines = (0..zones.norm.len()).rev().filter(|&i| zones.of_line[i] != Zone::Noise);
    let last = lines.find(|&i| !zones.norm[i].is_empty())?;
    // A table ends with its last cell.
    if zones.of_line[last] != Zone::Body || zones.table_of(last).is_some() || !breaks_off(&zones.norm[last]) {
        return None;
    }
    let line = &source.lines[last];
    let end = (line.start..line.end).rev().find(|&at| !source.chars[at].is_whitespace())?;
    let message = "the text ends within a sentence".into();
    let mut remark = source.remark("torn", Severity::Warning, end, 1, message);
    remark.hint = Some("fetch the publication again, or complete its end".into());
    Some(remark)
}

/// Whether a line stops before its sentence does: it has begun one, and a word, a figure or a comma is its last.
fn breaks_off(line: &str) -> bool {
    let count = |mark: char| line.matches(mark).count();
    let open = [('（', '）'), ('〔', '〕'), ('《', '》'), ('“', '”')].iter().any(|&(a, b)| count(a) > count(b));
    let word = line.ends_with(|c: char| is_chinese(c) || c.is_ascii_digit() || c == '%');
    // Who is responsible stands behind the last sentence, often without a final mark.
    let begun = line.contains(['。', '，', '；']) && !line.rsplit(['。', '；']).next().is_some_and(is_unit_line);
    line.ends_with(['，', '、', ',', '（', '《', '“']) || word && (open || begun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_texts() {
        for line in ["到2028年，城镇化率达到7", "（责任单位：市公安局", "推动教育、", "完善制度。加快", "落实《意见"]
        {
            assert!(breaks_off(line), "{line}");
        }
        for line in [
            "稳定就业。",
            "（责任单位：市公安局）",
            "三、保障措施",
            "县教育局、县财政局",
            "联系电话：123",
            "完善制度。责任部门：区建交委",
            "落实“意见。",
            "关于印发《方案》的通知。pdf",
            "责任单位：县教育局，各乡镇人民政府",
            "全力抓好以下工作：",
        ] {
            assert!(!breaks_off(line), "{line}");
        }
    }
}
