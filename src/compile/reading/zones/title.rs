//! Where a document begins on its page, its own title, and where its body begins.

use super::lines::{DATE_LINE, FIRST_NUMBERED, GENRE, ORGAN, is_document_number};
use crate::compile::pattern::pattern;
use crate::compile::reading::header::{is_header, is_label};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The end of what a plan is called: …实施方案（2025—2028年）.
static PLAN_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("({GENRE})(（[^（）]*）)?$")));

static NOTICE_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^[^。；]{0,60}关于(印发|公布|下发|转发|发布|贯彻)[^。；]{0,120}的(通知|函|批复)(（[^（）]{4,24}号）)?$|",
        r"^[^。；《》]{2,60}(印发|公布|发布)《[^《》]{4,120}》(的(通知|函)(（[^（）]{4,24}号）)?)?$"
    ))
});

/// A document that is no notice: 甲市人民政府关于推进城镇化的实施意见.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^[\p{{Han}}]{{3,30}}(政府|办公室|办公厅|委员会|局|厅|部|委|部门)关于[^。；，]{{4,100}}({GENRE})(（[^（）]*）)?$"
    ))
});

static NOTICE_SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"《([^《》]{4,120})》[^。《]{0,40}?(印发给|转发给|印发|下发|公布|发布|予以|现[印转下予公发批]|请)")
});

static NOTICE_NAMED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:印发|公布|下发|转发|发布)《?([^》。；]{4,120}?)》?(?:的(?:通知|函)|$)"));

/// The first line that belongs to a document: a header line, its number, its notice or its title.
pub fn document_start(norm: &[String], noise: &[bool]) -> usize {
    let behind = |i: usize| (i + 1..norm.len()).find(|&next| !noise[next] && !norm[next].is_empty());
    // 甲市人民政府 ⏎ 关于推进城镇化的实施意见: the office begins the title.
    let is_two_lined = |i: usize| {
        let about = |next: usize| norm[next].starts_with("关于") && PLAN_TITLE.is_match(&norm[next]);
        ORGAN.is_match(&norm[i]) && behind(i).is_some_and(about)
    };
    let lines = || (0..norm.len()).filter(|&i| !noise[i]);
    let first_numbered = lines().find(|&i| FIRST_NUMBERED.is_match(&norm[i])).unwrap_or(norm.len());
    let has_notice = norm[..first_numbered].iter().any(|line| NOTICE_TITLE.is_match(line));
    // A title above what the page says of it; above a notice it is only the page's.
    let is_above_header =
        |i: usize| !has_notice && PLAN_TITLE.is_match(&norm[i]) && behind(i).is_some_and(|next| is_header(&norm[next]));
    let own = |i: usize| {
        let line = &norm[i];
        is_header(line)
            || is_above_header(i)
            || is_document_number(line)
            || NOTICE_TITLE.is_match(line)
            || TITLED.is_match(line)
            || is_two_lined(i)
    };
    let addressed = |i: usize| norm[i].starts_with('各') && norm[i].ends_with('：') || norm[i].starts_with("现将《");
    // Without a notice the document starts with its title, the first line that is left.
    lines()
        .find(|&i| own(i) && i <= first_numbered)
        .or_else(|| lines().find(|&i| addressed(i) && i <= first_numbered))
        .unwrap_or(0)
}

/// The plan's own title and the line where the body starts.
pub fn find_title(norm: &[String], noise: &[bool], start: usize) -> (Option<String>, usize) {
    let lines: Vec<usize> = (start..norm.len()).filter(|&i| !noise[i] && !norm[i].is_empty()).collect();
    let first_numbered = lines.iter().position(|&i| FIRST_NUMBERED.is_match(&norm[i])).unwrap_or(lines.len());
    let mut joined = String::new();
    for &i in &lines[..first_numbered] {
        joined.push_str(&norm[i]);
    }
    let named = NOTICE_SENTENCE
        .captures_iter(&joined)
        .chain(NOTICE_NAMED.captures_iter(&joined))
        .map(|captures| captures[1].to_owned());
    let mut named = named.peekable();
    // The last run wins: the header and the notice carry the title too.
    let runs = if named.peek().is_some() { title_runs(norm, &lines, first_numbered) } else { BTreeMap::new() };
    if let Some((name, &(from, n))) = named.find_map(|name| runs.get(&letters(&name)).map(|run| (name, run))) {
        let body = lines.get(from + n).copied().unwrap_or(norm.len());
        // A notice sets the marks of names within its own one lower: 〈…规划〉 for 《…规划》.
        let own: String = lines[from..from + n].iter().map(|&i| norm[i].as_str()).collect();
        let title = if name.contains('〈') && own.contains('《') { own } else { name };
        return (Some(title), body);
    }
    // No notice names it: the last short line before the text that calls itself a plan.
    let title_end = (0..first_numbered).rev().find(|&k| {
        let line = &norm[lines[k]];
        PLAN_TITLE.is_match(line) && line.chars().count() <= 60 && !is_header(line) && !NOTICE_TITLE.is_match(line)
    });
    match title_end {
        Some(end) => {
            // A title that is set in two lines: its first one ends in no mark and is no other part.
            // 衡阳市人民政府办公室 ⏎ 关于支持…的若干措施: the issuer begins the title, it is no letterhead.
            let about = norm[lines[end]].starts_with("关于");
            let previous = end.checked_sub(1).map(|p| norm[lines[p]].as_str()).filter(|line| {
                line.chars().count() <= 30
                    && !end.checked_sub(2).is_some_and(|k| is_told(&norm[lines[k]], line))
                    && !line.ends_with(['。', '：', '）', '日', '号'])
                    && (about || !line.ends_with(['府', '室', '厅']))
                    && !is_header(line)
                    && !is_label(line)
                    && !letters(&norm[lines[end]]).contains(&letters(line))
            });
            let from = if previous.is_some() { end - 1 } else { end };
            let title = lines[from..=end].iter().map(|&i| norm[i].as_str()).collect();
            // What the page says of it, its number and whom it is addressed to may stand between the title and the text.
            let front = (end + 1..first_numbered.min(end + 7)).rev().find(|&k| {
                let line = &norm[lines[k]];
                is_header(line)
                    || is_address(line)
                    || is_document_number(line)
                    || k == end + 1 && DATE_LINE.is_match(line)
            });
            let body = lines.get(front.unwrap_or(end) + 1).copied().unwrap_or(norm.len());
            (Some(title), body)
        }
        None => titled_by_notice(norm, &lines[..first_numbered])
            .or_else(|| titled_by_purpose(norm, &lines[..first_numbered]))
            .unwrap_or_else(|| {
                let body = lines.get(first_numbered).copied().unwrap_or(norm.len());
                (None, body)
            }),
    }
}

/// Whether a line is the value of a label that stands alone above it: 公开方式：⏎主动公开.
fn is_told(above: &str, line: &str) -> bool {
    above.ends_with('：') && is_header(above) && !line.contains("关于") && !ORGAN.is_match(line)
}

/// The title of a plan of which only the text is there, whose first paragraph names it: 结合我市实际，特制定《…行动计划》。
fn titled_by_purpose(norm: &[String], lines: &[usize]) -> Option<(Option<String>, usize)> {
    static PURPOSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"制[定订]了?《([^《》]{4,120})》[^。]{0,40}。$"));
    lines.iter().find_map(|&i| {
        let title = PURPOSE.captures(&norm[i])?[1].to_owned();
        PLAN_TITLE.is_match(&title).then_some((Some(title), i))
    })
}

/// The title of a plan that does not repeat it: the work that its notice sends out (《…工作要点》已经市政府同意，现印发给你们);
/// where that is none, the notice is itself the plan (关于印发我市2025年救助标准的通知).
fn titled_by_notice(norm: &[String], lines: &[usize]) -> Option<(Option<String>, usize)> {
    let sentence = |line: &str| NOTICE_SENTENCE.captures(line).map(|captures| captures[1].to_owned());
    let named = |line: &str| NOTICE_NAMED.captures(line).map(|captures| captures[1].to_owned());
    // 《…方案》已经县政府同意，现印发给你们，并就有关事项通知如下: what follows is the notice's own.
    let goes_on = lines.iter().any(|&i| norm[i].contains("通知如下") && sentence(&norm[i]).is_some());
    let mut names = lines.iter().filter(|_| !goes_on).filter_map(|&i| sentence(&norm[i]).or_else(|| named(&norm[i])));
    let behind =
        |k: usize| lines.get(k + 1).copied().or_else(|| lines.last().map(|last| last + 1)).unwrap_or(norm.len());
    if let Some(name) = names.find(|name| PLAN_TITLE.is_match(name)) {
        let end = lines.iter().rposition(|&i| DATE_LINE.is_match(&norm[i]) || sentence(&norm[i]).is_some());
        let addressed = lines.iter().rposition(|&i| is_address(&norm[i]) || NOTICE_TITLE.is_match(&norm[i]));
        return Some((Some(name), behind(end.or(addressed)?)));
    }
    let notice = lines.iter().rposition(|&i| NOTICE_TITLE.is_match(&norm[i]))?;
    let above = notice.checked_sub(1).map(|above| norm[lines[above]].as_str()).filter(|line| ORGAN.is_match(line));
    let title = match above {
        Some(names) if norm[lines[notice]].starts_with("关于") => format!("{names}{}", norm[lines[notice]]),
        _ => norm[lines[notice]].clone(),
    };
    let addressed = (notice + 1..lines.len().min(notice + 7))
        .rev()
        .find(|&k| is_address(&norm[lines[k]]) || is_document_number(&norm[lines[k]]));
    Some((Some(title), behind(addressed.unwrap_or(notice))))
}

/// Whom a document is addressed to: 各县人民政府，市政府各部门：
fn is_address(line: &str) -> bool {
    line.ends_with('：') && line.starts_with(['各', '市', '县', '省', '区', '州']) && !line.contains('。')
}

/// What could be a title before the first number, without marks: up to four lines in a row, by their letters, with the
/// first and the number of lines; of equal runs the last, and there the shortest.
fn title_runs(norm: &[String], lines: &[usize], first_numbered: usize) -> BTreeMap<String, (usize, usize)> {
    const LONGEST: usize = 120;
    let mut runs = BTreeMap::new();
    for from in 0..first_numbered.min(lines.len()) {
        for n in (1..=4).rev() {
            let Some(run) = lines.get(from..from + n) else { continue };
            if run.iter().map(|&i| norm[i].len()).sum::<usize>() <= 2 * LONGEST * '字'.len_utf8() {
                runs.insert(run.iter().map(|&i| letters(&norm[i])).collect::<String>(), (from, n));
            }
        }
    }
    runs
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        for p in [&PLAN_TITLE, &NOTICE_TITLE, &TITLED, &NOTICE_SENTENCE, &NOTICE_NAMED] {
            assert!(!p.is_match("城镇化"));
        }
    }
}
