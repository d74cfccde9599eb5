//! Where a text names its units: in brackets, on lines with a label, in sentences of their own.
//!
//! In: the text of a clause. Out: what its lists say together, and their places.

use super::list::{FIRST_LEADS, names, parse_list};
use super::office::{looks_like_unit, strip_others, strip_role};
use super::parts::split;
use super::{Units, worded};
use crate::compile::pattern::pattern;
use crate::compile::rules::rules;
use crate::model::Span;
use regex::{Captures, Regex};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

rules! {
    /// A sentence that says who does it: where it stands, and its list.
    fn own_sentence(found: Captures<'_>) -> (Range<usize>, &str), SENTENCE_RULES of "units";
    "own sentence" "本条由自治区公安厅牵头，自治区教育厅、卫生健康委配合": find found.get(1).zip(found.get(2)).map(|(all, list)| (all.range(), list.as_str()));
}

rules! {
    /// The list of units that are put on all clauses before.
    fn all_before(found: Captures<'_>) -> &str, BEFORE_RULES of "units";
    "on all before" "以上各项均由各县（市、区）人民政府落实": find found.get(1).map(|list| list.as_str());
}

rules! {
    /// A labelled list without brackets, and where it stands. 完成时限：2025年底前 on the next line says by when they do it:
    /// it is as little the clause's own words.
    fn labelled_line(found: Captures<'_>) -> (Range<usize>, &str), LINE_RULES of "units";
    "labelled line" "责任单位：县教育局、财政局": find found.get(0).zip(found.get(1)).map(|(all, line)| (line.start()..all.end(), line.as_str()));
}

/// All units that a clause's text names as responsible.
pub fn find_units(text: &str, places: &BTreeSet<String>) -> Units {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        worded(
            r"(?m)(?:^|[。；])((?:{role}|完成)(?:责任)?(?:单位|部门)[：:][^。\n]*)(\n完成(?:时限|时间)[：:][^。\n]*)?",
        )
    });
    // 以上各项均由各县（市、区）人民政府落实，不再逐项列出: a sentence by itself.
    static PRECEDING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[。\n])(?:以上|上述)(?:各项|任务|工作|内容|措施|政策)*，?(?:均需|均由|都由|均须|均要|由|需)([^。]+?)(?:负责|抓好|组织|具体|贯彻)*(?:落实|实施|负责)",
        )
    });
    // 本条由市公安局牵头，市教育局配合: a sentence by itself.
    static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[。\n])((?:本条|本项|本款|该项|此项|上述)(?:工作|任务|措施)?由([^。\n]+?(?:牵头|负责|配合|协助|落实|实施)))(?:[。\n]|$)",
        )
    });
    let mut units = Units::default();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (sentence, list) in SENTENCE.captures_iter(text).filter_map(own_sentence) {
        found.push(sentence);
        units.add(parse_list(list, places, false));
    }
    if let Some(list) = PRECEDING.captures(text).and_then(all_before) {
        units.for_preceding = names(list, places, false);
    }
    // A list without brackets is a last sentence or a paragraph of its own: 责任单位：市教育局
    let mut bare = text.to_owned();
    for bracket in brackets(text) {
        if is_list(&bracket).unwrap_or(false) {
            units.add(parse_list(bracket.content, places, false));
            found.push(bracket.range.clone());
        }
        if ["单位：", "部门："].into_iter().any(|label| bracket.content.contains(label)) {
            bare.replace_range(bracket.range.clone(), &" ".repeat(bracket.range.len()));
        }
    }
    for (line, list) in LABELLED.captures_iter(&bare).filter_map(labelled_line) {
        found.push(line);
        units.add(parse_list(list, places, true));
    }
    units.places = Span::all_of_bytes(text, apart(found));
    units
}

/// The ranges in order, those that meet joined: a bracket may stand within a line of units.
fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// A bracket in a text.
struct Bracket<'a> {
    /// All of it, in bytes.
    range: Range<usize>,
    content: &'a str,
    /// The characters before and behind it.
    before: Option<char>,
    behind: Option<char>,
}

/// Outermost brackets of a text.
fn brackets(text: &str) -> Vec<Bracket<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (i, c) in text.char_indices() {
        match c {
            '（' | '〔' => open.push(i),
            '）' | '〕' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    let range = start..i + c.len_utf8();
                    found.push(Bracket {
                        content: text[start..i].trim_start_matches(['（', '〔']),
                        before: text[..start].chars().next_back(),
                        behind: text[range.end..].chars().next(),
                        range,
                    });
                }
            }
            _ => {}
        }
    }
    found
}

rules! {
    /// Whether a bracket is a list of units.
    fn is_list(b: &Bracket) -> bool, BRACKET_RULES of "units";
    "marked bracket" "（市教育局负责）": b.is_marked() => b.names_an_office();
    "bare list" "（市委政法委，市公安局）": b.is_last() && b.names_offices_only() => true;
}

impl Bracket<'_> {
    /// It says what the units do.
    fn is_marked(&self) -> bool {
        static MARKED: LazyLock<Regex> = LazyLock::new(|| {
            worded(
                r"^({role})(责任)?(单位|部门)|[；，]({role})(责任)?(单位|部门)：|(负责|落实|牵头|配合|参加|参与|指导)[。）〕]?$|牵头[，；、]|(负责|落实)，[^，。]{2,12}(完成|推进)$|(负责|落实|配合)[，；。]以下[^，；。]{0,8}(均|都|由)",
            )
        });
        MARKED.is_match(&FIRST_LEADS.replace(self.content, ""))
    }

    fn names_an_office(&self) -> bool {
        split(self.content).iter().any(|part| looks_like_unit(strip_others(strip_role(part).0).0))
    }

    fn names_offices_only(&self) -> bool {
        static DEADLINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[，；](完成)?(时限|时间)：[^，。；、]{2,20}$"));
        let offices = DEADLINE.find(self.content).map_or(self.content, |found| &self.content[..found.start()]);
        let parts = split(offices);
        !parts.is_empty() && parts.iter().all(|part| looks_like_unit(strip_others(part).0))
    }

    /// It stands behind a finished sentence, or last.
    fn is_last(&self) -> bool {
        matches!(self.before, Some('。' | '；')) && matches!(self.behind, None | Some('\n' | '。' | '；'))
            || matches!(self.behind, None | Some('\n')) && self.before.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_their_place() {
        for (text, expected) in [
            ("加强绿化。（市林业局、城管局）", vec!["（市林业局、城管局）"]),
            (
                "推行登记。〔责任单位：福州新区管委会（长乐区人民政府），市公安局〕",
                vec!["〔责任单位：福州新区管委会（长乐区人民政府），市公安局〕"],
            ),
            ("推进改造。\n责任单位：市住建局、市发改委。", vec!["责任单位：市住建局、市发改委"]),
            (
                "推进改造。\n牵头单位：市住建局\n参与单位：市发改委\n完成时限：2025年底前",
                vec!["牵头单位：市住建局", "参与单位：市发改委\n完成时限：2025年底前"],
            ),
            ("全面落实。本条由市公安局牵头，市教育局配合。", vec!["本条由市公安局牵头，市教育局配合"]),
            ("压实各责任单位：逐项落实。开展评估。", vec![]),
            ("适龄（3—6岁）儿童入园。", vec![]),
        ] {
            let found = find_units(text, &BTreeSet::new());
            assert_eq!(found.places.iter().map(|place| place.of(text)).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
