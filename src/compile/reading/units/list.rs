//! What one list of units says: who leads, who is named, whether there are others.
//!
//! In: a list without its brackets, with or without its labels. Out: its [`Units`], without places.

use super::elided::{bearers, each_of_both, ending_of_all, own_prefix, spelled_out, with_prefix};
use super::office::{is_institution, is_no_unit, is_place, is_whoever, looks_like_unit, strip_others, strip_role};
use super::parts::split_with_marks;
use super::{Units, extend_once, worded};
use crate::compile::pattern::pattern;
use crate::compile::rules::rules;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Who leads is told by the order: 列第一位者为牵头单位，下同; 排在第一位的部门为牵头部门.
pub static FIRST_LEADS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[，。；]?(?:列|排|排名)(?:在)?(?:第一位|首位|第一)的?(?:者|单位|部门)?为牵头(?:单位|部门)?(?:，?下同)?")
});

rules! {
    /// The list of units that are put on all clauses behind, and where it begins.
    fn all_behind(found: Captures<'_>) -> (usize, &str), BEHIND_RULES of "units";
    "on all behind" "以下均需各乡镇人民政府落实，不再列出": find found.get(0).zip(found.get(1)).map(|(all, list)| (all.start(), list.as_str()));
}

rules! {
    /// The units before 牵头, and what stands behind it.
    fn leading_part(segment: &str) -> (&str, &str), LEADING_RULES of "units";
    "leads by 牵头" "市发改委牵头，市财政局、住建局配合": find split_at_lead(segment).filter(|(before, _)| !before.trim().is_empty() && !before.ends_with('（')).map(|(before, behind)| (before, behind.trim_start_matches(['，', '；', '、'])));
}

/// What stands before and behind 牵头; 省工作专班牵头单位牵头 has it in a name too.
fn split_at_lead(segment: &str) -> Option<(&str, &str)> {
    const LEAD: &str = "牵头";
    let parts = segment.match_indices(LEAD).map(|(at, _)| (&segment[..at], &segment[at + LEAD.len()..]));
    parts.into_iter().find(|(before, behind)| {
        before.ends_with('（') || !["单位", "部门"].iter().any(|of_name| behind.starts_with(of_name))
    })
}

/// Parses one list, with or without its label. `line`: it stands on a line of its own, where 省级有关部门 is an answer, as
/// 各有关部门 is behind a label too.
pub fn parse_list(content: &str, places: &BTreeSet<String>, line: bool) -> Units {
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| worded(r"({role}|完成)(?:责任)?(?:单位|部门)(?:及[^：]{0,6})?[：:]"));
    static FOLLOWING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"以下(?:各项|任务|工作|内容|措施|分工|责任单位)*(?:均需|均由|都由|均须|均要|均包括|由)(.+?)(?:负责|落实|配合|参与|组织实施|抓落实|，不再|$)",
        )
    });
    let mut units = Units::default();
    let labelled = LABEL.is_match(content);
    let content = FIRST_LEADS.replace(content, "");
    let by_order = matches!(content, Cow::Owned(_));
    let mut content = content.as_ref();
    if let Some((start, list)) = FOLLOWING.captures(content).and_then(all_behind) {
        units.for_following = names(list, places, line);
        content = &content[..start];
    }
    // Segments between labels, each with the role that its label gives.
    let mut segments: Vec<(bool, &str)> = Vec::new();
    let mut prefix = String::new();
    let mut from = 0;
    let mut leading = false;
    for label in LABEL.find_iter(content) {
        segments.push((leading, &content[from..label.start()]));
        leading = label.as_str().starts_with("牵头") || label.as_str().starts_with("主办");
        from = label.end();
    }
    segments.push((leading, &content[from..]));
    for (leading, segment) in segments {
        let (lead_part, rest) = leading_part(segment).unwrap_or(("", segment));
        for (leads, part) in [(true, lead_part), (leading, rest)] {
            let mut more = names_behind(&mut prefix, part, places, line, labelled);
            if leads {
                extend_once(&mut more.leads, more.named.iter().cloned());
            }
            units.add(more);
        }
    }
    if by_order {
        extend_once(&mut units.leads, units.named.first().cloned());
    }
    units
}

/// The names in a part without labels.
pub fn names(part: &str, places: &BTreeSet<String>, line: bool) -> Vec<String> {
    names_behind(&mut String::new(), part, places, line, line).named
}

/// The names in a part behind a label, which elides the prefix of the part before it (牵头单位：县教育局；责任单位：财政局);
/// those marked as leading: 县教育局（牵头）.
fn names_behind(prefix: &mut String, part: &str, places: &BTreeSet<String>, line: bool, labelled: bool) -> Units {
    let mut units = Units::default();
    let mut pieces = split_with_marks(part);
    if let Some((_, mark)) = pieces.first_mut().filter(|_| !prefix.is_empty()) {
        *mark = '、';
    }
    let spelled_out = spelled_out(&pieces);
    // 执法稽查局、省纤维检验局、法规处: where the first of a group has no prefix, the others elide none.
    let mut bare = false;
    for ((piece, mark), bearer) in pieces.iter().zip(bearers(&pieces)) {
        let (piece, lead) = strip_role(piece);
        let (piece, others) = strip_others(piece);
        units.and_others |= others;
        if piece.is_empty() {
            continue;
        }
        let mut name = piece.to_owned();
        if let Some(ending) = ending_of_all(&name, bearer) {
            name.push_str(ending);
        }
        name = each_of_both(&name, units.named.last().map(String::as_str), *mark).unwrap_or(name);
        if matches!(*mark, '，' | '；') && own_prefix(&name).is_some() {
            prefix.clear();
        }
        if matches!(*mark, '，' | '；') {
            bare = prefix.is_empty() && with_prefix(&name, "省", '、', places).is_some_and(|whole| whole != name);
        }
        if !(spelled_out && is_institution(&name)) {
            name = with_prefix(&name, prefix, *mark, places).unwrap_or(name);
        }
        if let Some(own) = own_prefix(&name).filter(|_| !bare) {
            *prefix = own;
        }
        let answers = line || labelled && name.starts_with('各');
        let is_unit =
            looks_like_unit(&name) || answers && is_whoever(&name) || !units.named.is_empty() && is_place(&name);
        if is_unit && (answers || is_no_unit(&name).is_none()) && !units.named.contains(&name) {
            units.leads.extend(lead.then(|| name.clone()));
            units.named.push(name);
        }
    }
    units
}
