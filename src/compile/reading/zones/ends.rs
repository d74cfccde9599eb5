//! What stands below the body or between its pages and is no part of it: signature, record of printing, the rest of the
//! page, heads of printed pages.

use super::lines::{ANNEX, FIRST_NUMBERED, ORGAN, SEALED, SIGNED, ends_signature, is_numbered, is_record};
use super::{Zone, Zones};
use crate::compile::pattern::pattern;
use crate::compile::reading::header::is_header;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// So many names stand above the day of a signature at most.
pub const MOST_SIGNERS: usize = 20;

/// What stands below the document on its page: how it is made public, who printed it, downloads, links, other pages.
///
/// It begins with a line of the page or the record of printing, behind which nothing more is said.
pub fn mark_tail(of_line: &mut [Zone], zones: &Zones) {
    let (norm, body_line) = (&zones.norm, zones.body_line);
    static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(公开方式|公开形式|公开属性|更新时间|更新日期|发布时间|发布日期|信息公开选项|信息来源)[:：]|",
            r"^[-·•]?.{0,80}\.(pdf|docx?|xlsx?|ofd|wps|zip)$"
        ))
    });
    let begins = |line: &str| BEGINS.is_match(line) || is_record(line);
    let says = |line: &str| {
        // Titles that a page cuts short end in dots.
        let ends = line.ends_with(['。', '；', '：', '）']) && !line.ends_with("。。");
        ends && line.chars().count() > 12 && !is_record(line)
            || ANNEX.is_match(line)
            || is_numbered(line) && line.chars().filter(|c| c.is_alphanumeric()).count() > 4 && !BEGINS.is_match(line)
    };
    let lines = body_line..norm.len();
    // The rows of an annex say what they say in few words, and a page may stand below them or not.
    if of_line.contains(&Zone::Annex) {
        return;
    }
    let said =
        lines.clone().rev().find(|&i| of_line[i] == Zone::Body && (says(&norm[i]) || zones.table_of(i).is_some()));
    let mut behind = said.map_or(body_line, |said| said + 1)..norm.len();
    let first = behind.find(|&i| of_line[i] == Zone::Noise && !norm[i].is_empty() || begins(&norm[i]));
    for i in first.unwrap_or(norm.len())..norm.len() {
        let keeps = is_record(&norm[i]) || is_header(&norm[i]);
        of_line[i] = if keeps { Zone::Front } else { Zone::Noise };
    }
}

/// Who signed, and the day, at the end of a plan that has no covering notice, or behind the list of its annexes.
pub fn mark_signature(of_line: &mut [Zone], norm: &[String], body_line: usize) {
    const LONGEST_LIST: usize = 20;
    let lines_of = |of_line: &[Zone], zone| -> Vec<usize> {
        (body_line..norm.len()).filter(|&i| of_line[i] == zone && !norm[i].is_empty()).collect()
    };
    let annex = lines_of(of_line, Zone::Annex);
    let signed = annex.iter().take(LONGEST_LIST).position(|&i| ends_signature(&norm[i]));
    if let Some(end) = signed
        && (SIGNED.is_match(&norm[annex[end]]) || end > 0 && ORGAN.is_match(&norm[annex[end - 1]]))
    {
        mark_names(of_line, norm, &annex[..=end]);
    }
    let body = lines_of(of_line, Zone::Body);
    if body.last().is_some_and(|&last| ends_signature(&norm[last])) {
        mark_names(of_line, norm, &body);
    }
}

/// Marks the last of these lines, a day, and the names above it.
fn mark_names(of_line: &mut [Zone], norm: &[String], lines: &[usize]) {
    let Some((&last, rest)) = lines.split_last() else { return };
    of_line[last] = Zone::Front;
    if SIGNED.is_match(&norm[last]) {
        return;
    }
    for (n, &i) in rest.iter().rev().enumerate().take(MOST_SIGNERS) {
        let line = &norm[i];
        let short = n < 3 && line.chars().count() <= 24 && !line.ends_with(['。', '；', '）']) || SEALED.is_match(line);
        if !(short && of_line[i] == Zone::Body || ORGAN.is_match(line)) || FIRST_NUMBERED.is_match(line) {
            break;
        }
        of_line[i] = Zone::Front;
    }
}

/// A short line that stands in the body three times or more is the head of a printed page.
pub fn mark_page_heads(of_line: &mut [Zone], zones: &Zones) {
    let mut seen = BTreeMap::<&str, Vec<usize>>::new();
    for (i, line) in zones.norm.iter().enumerate().filter(|(i, _)| zones.table_of(*i).is_none()) {
        let short =
            (1..=40).contains(&line.chars().count()) && !line.ends_with(['。', '；', '：', '）', '〕', '，', '、']);
        // 责任单位：市教育局 may stand under every item.
        let labelled = line.contains('：');
        if of_line[i] == Zone::Body && short && !labelled && !FIRST_NUMBERED.is_match(line) && !is_numbered(line) {
            seen.entry(line).or_default().push(i);
        }
    }
    for lines in seen.into_values().filter(|lines| lines.len() >= 3) {
        for i in lines {
            of_line[i] = Zone::Noise;
        }
    }
}
