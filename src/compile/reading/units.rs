//! The responsible units that a clause names.
//!
//! Four shapes occur: 责任单位：…, 牵头单位：…；配合单位：…, “…按职责分工负责”, and a bare list of offices in
//! brackets at the end. An elided prefix is restored (市工信局、商务局 → 市商务局), never invented.

use super::outline::Outlined;
use crate::compile::divisions::{self, Resolution};
use crate::compile::lexicon::Class;
use crate::compile::pattern::pattern;
use crate::compile::rules::{Rule, rules};
use crate::compile::words::{closing, is_word, leading};
use crate::model::{ClauseKind, Span};
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What a list of responsible units says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// In order, each once, with restored prefixes.
    pub named: Vec<String>,
    /// Those that lead.
    pub leads: Vec<String>,
    /// The list ends in 等.
    pub and_others: bool,
    /// Units that are put on all following clauses (以下均需…落实，不再列出).
    pub for_following: Vec<String>,
    /// Units that are put on all clauses before (以上各项均由…落实).
    pub for_preceding: Vec<String>,
    /// Where the lists stand in the text, rising and apart: whole brackets, lines with their 完成时限, sentences.
    pub places: Vec<Span>,
}

/// A pattern in which `{role}` stands for every word of that class.
fn worded(text: &str) -> Regex {
    let roles: Vec<&str> = Class::Role.words().collect();
    pattern(&text.replace("{role}", &roles.join("|")))
}

/// Fills the unit fields of a plan's clauses. `places` are short names (福州, 德化) that start proper names; `level` is
/// the word that begins the names of the place's own offices (县 in 县教育局), where it has one.
pub fn assign_units(clauses: &mut [Outlined], places: &BTreeSet<String>, level: Option<&str>) {
    let mut applied: Vec<String> = Vec::new();
    let mut preceding: Vec<String> = Vec::new();
    let mut in_annex = false;
    let mut first_leads = false;
    for outlined in clauses.iter_mut() {
        let clause = &mut outlined.clause;
        if clause.kind == ClauseKind::Annex && !in_annex {
            // An annex repeats the sentence in its first row.
            in_annex = true;
            applied.clear();
        }
        let mut units = match &outlined.unit_column {
            Some(column) => parse_list(column, places, false),
            None => find_units(&clause.text, places),
        };
        // 列第一位者为牵头单位，下同: from here on the order says it.
        first_leads |= FIRST_LEADS.find(&clause.text).is_some_and(|found| found.as_str().contains("下同"));
        if first_leads && units.leads.is_empty() {
            units.leads.extend(units.named.first().cloned());
        }
        if clause.has_own_text() && clause.kind != ClauseKind::Closing {
            clause.units_applied.clone_from(&applied);
        }
        for unit in units.for_following {
            if !applied.contains(&unit) {
                applied.push(unit);
            }
        }
        clause.units = units.named;
        clause.leads = units.leads;
        clause.and_others = units.and_others;
        clause.parts.units = if outlined.unit_column.is_some() { outlined.unit_places.clone() } else { units.places };
        preceding.extend(units.for_preceding.into_iter().filter(|unit| !clause.units_applied.contains(unit)));
    }
    for clause in clauses.iter_mut().map(|outlined| &mut outlined.clause) {
        let addressed = !matches!(clause.kind, ClauseKind::Closing | ClauseKind::Preamble | ClauseKind::Annex);
        if clause.has_own_text() && addressed {
            for unit in &preceding {
                if !clause.units_applied.contains(unit) {
                    clause.units_applied.push(unit.clone());
                }
            }
        }
    }
    name_columns(clauses, places, level);
}

/// Who leads is told by the order: 列第一位者为牵头单位，下同; 排在第一位的部门为牵头部门.
static FIRST_LEADS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[，。；]?(?:列|排|排名)(?:在)?(?:第一位|首位|第一)的?(?:者|单位|部门)?为牵头(?:单位|部门)?(?:，?下同)?")
});

/// Offices that a table's column names without any prefix get the one by which the plan names them elsewhere,
/// else that of the place's own offices.
fn name_columns(clauses: &mut [Outlined], places: &BTreeSet<String>, level: Option<&str>) {
    let known: BTreeSet<String> =
        clauses.iter().filter(|c| c.unit_column.is_none()).flat_map(|c| c.clause.units.iter().cloned()).collect();
    let level = level.unwrap_or_default();
    let whole = |name: &String| {
        let prefixed = own_prefix(name).is_some() || places.iter().any(|place| name.contains(place.as_str()));
        if prefixed || known.contains(name) {
            return name.clone();
        }
        let elsewhere = known.iter().find(|long| {
            // 县教育局, 县委编办, 德化生态环境局; 县工信商务局 is no 商务局 with a prefix.
            let lead = long.strip_suffix(name.as_str()).filter(|lead| !lead.is_empty());
            lead.is_some_and(|lead| lead.trim_end_matches('委') == level || places.contains(lead))
        });
        elsewhere.cloned().or_else(|| restore(level, name, places)).unwrap_or_else(|| name.clone())
    };
    for outlined in clauses.iter_mut().filter(|c| c.unit_column.is_some()) {
        let clause = &mut outlined.clause;
        clause.units = clause.units.iter().map(whole).collect();
        clause.leads = clause.leads.iter().map(whole).collect();
    }
}

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

rules! {
    /// The list of units that are put on all clauses behind, and where it begins.
    fn all_behind(found: Captures<'_>) -> (usize, &str), BEHIND_RULES of "units";
    "on all behind" "以下均需各乡镇人民政府落实，不再列出": find found.get(0).zip(found.get(1)).map(|(all, list)| (all.start(), list.as_str()));
}

rules! {
    /// Whether a bracket is a list of units.
    fn is_list(b: &Bracket) -> bool, BRACKET_RULES of "units";
    "marked bracket" "（市教育局负责）": b.is_marked() => b.names_an_office();
    "bare list" "（市委政法委，市公安局）": b.is_last() && b.names_offices_only() => true;
}

rules! {
    /// The units before 牵头, and what stands behind it.
    fn leading_part(segment: &str) -> (&str, &str), LEADING_RULES of "units";
    "leads by 牵头" "市发改委牵头，市财政局、住建局配合": find segment.split_once("牵头").filter(|(before, _)| !before.trim().is_empty() && !before.ends_with('（')).map(|(before, behind)| (before, behind.trim_start_matches(['，', '；', '、'])));
}

rules! {
    /// The ending that stands once for several.
    fn ending_of_all(name: &str, bearer: Option<&str>) -> &'static str, ENDING_RULES of "units";
    "ending of all" "长沙市、株洲市、湘潭市人民政府": find shared_ending(name, bearer);
}

rules! {
    /// 各 that stands once for both.
    fn each_of_both(name: &str, before: Option<&str>, mark: char) -> String, EACH_RULES of "units";
    "each of both" "各乡镇人民政府、街道办事处": mark == '、' && before.is_some_and(|before| before.starts_with('各')) && is_word(name, Class::EachOffice) => format!("各{name}");
}

rules! {
    /// What a name's group adds to it. A comma opens a new group in which nothing is elided unless it goes on as the one
    /// before.
    fn with_prefix(name: &str, prefix: &str, mark: char, places: &BTreeSet<String>) -> String, PREFIX_RULES of "units";
    "group of its own" "市财政局，邮政管理局": matches!(mark, '，' | '；') => name.to_owned();
    "prefix of the group" "市工信局、商务局": find restore(prefix, name, places);
}

rules! {
    /// What looks like a unit and is none.
    fn is_no_unit(name: &str) -> (), NO_UNIT_RULES of "units";
    "whoever is concerned" "市级有关部门": is_whoever(name) => ();
}

/// The rules of units, table by table.
pub const RULES: &[&[&Rule]] = &[
    SENTENCE_RULES,
    BEFORE_RULES,
    BRACKET_RULES,
    LINE_RULES,
    BEHIND_RULES,
    LEADING_RULES,
    ENDING_RULES,
    EACH_RULES,
    PREFIX_RULES,
    NO_UNIT_RULES,
];

/// Where lists of units stand in brackets, as byte ranges of the whole bracket.
fn unit_brackets(text: &str) -> Vec<Range<usize>> {
    brackets(text).into_iter().filter(|range| is_unit_list(text, range)).collect()
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
        merge(&mut units, parse_list(list, places, false));
    }
    if let Some(list) = PRECEDING.captures(text).and_then(all_before) {
        units.for_preceding = names(list, places, false).0;
    }
    for range in unit_brackets(text) {
        merge(&mut units, parse_list(inner(text, &range), places, false));
        found.push(range);
    }
    // Without brackets, as a last sentence or a paragraph of its own: 责任单位：市教育局
    let mut bare = text.to_owned();
    for range in brackets(text) {
        let labelled = ["单位：", "部门："].into_iter().any(|label| text[range.clone()].contains(label));
        if labelled {
            bare.replace_range(range.clone(), &" ".repeat(range.len()));
        }
    }
    for (line, list) in LABELLED.captures_iter(&bare).filter_map(labelled_line) {
        found.push(line);
        merge(&mut units, parse_list(list, places, true));
    }
    units.places = Span::all_of_bytes(text, apart(found));
    [&mut units.named, &mut units.leads, &mut units.for_following, &mut units.for_preceding].into_iter().for_each(once);
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

fn merge(units: &mut Units, more: Units) {
    units.named.extend(more.named);
    units.leads.extend(more.leads);
    units.for_following.extend(more.for_following);
    units.for_preceding.extend(more.for_preceding);
    units.and_others |= more.and_others;
}

/// Leaves each name where it stands first.
fn once(names: &mut Vec<String>) {
    let mut known = BTreeSet::new();
    names.retain(|name| known.insert(name.clone()));
}

/// Outermost brackets of a text.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (i, c) in text.char_indices() {
        match c {
            '（' | '〔' => open.push((i, c)),
            '）' | '〕' => {
                if let Some((start, _)) = open.pop()
                    && open.is_empty()
                {
                    found.push(start..i + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    found
}

fn inner<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text[range.clone()].trim_start_matches(['（', '〔']).strip_suffix(['）', '〕']).unwrap_or("")
}

/// A bracket in a text.
struct Bracket<'a> {
    content: &'a str,
    /// The characters before and behind it.
    before: Option<char>,
    behind: Option<char>,
}

impl Bracket<'_> {
    /// It says what the units do.
    fn is_marked(&self) -> bool {
        static MARKED: LazyLock<Regex> = LazyLock::new(|| {
            worded(
                r"^({role})(责任)?(单位|部门)|[；，]({role})(责任)?(单位|部门)：|(负责|落实|牵头|配合|参加|参与|指导)[。）〕]?$|牵头[，；、]|(负责|落实)，[^，。]{2,12}(完成|推进)$|(负责|落实|配合)[，；。]以下(均|都|由)",
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

fn is_unit_list(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let behind = text[range.end..].chars().next();
    is_list(&Bracket { content: inner(text, range), before, behind }).unwrap_or(false)
}

/// Parses one list, with or without its label. `line`: it stands on a line of its own, where 省级有关部门 is an answer.
pub fn parse_list(content: &str, places: &BTreeSet<String>, line: bool) -> Units {
    static LABEL: LazyLock<Regex> =
        LazyLock::new(|| worded(r"({role}|完成)(?:责任)?(?:单位|部门)(?:及[^：]{0,6})?[：:]"));
    static FOLLOWING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"以下(?:各项|任务|工作|内容|措施)*(?:均需|均由|都由|均须|均要|由)(.+?)(?:负责|落实|配合|参与|组织实施|抓落实)",
        )
    });
    let mut units = Units::default();
    let content = FIRST_LEADS.replace(content, "");
    let by_order = matches!(content, Cow::Owned(_));
    let mut content = content.as_ref();
    if let Some((start, list)) = FOLLOWING.captures(content).and_then(all_behind) {
        units.for_following = names(list, places, line).0;
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
            let (named, others, marked) = names_behind(&mut prefix, part, places, line);
            units.and_others |= others;
            units.leads.extend(marked);
            if leads {
                units.leads.extend(named.iter().cloned());
            }
            units.named.extend(named);
        }
    }
    if by_order {
        units.leads.extend(units.named.first().cloned());
    }
    once(&mut units.leads);
    once(&mut units.named);
    units
}

/// The names in a part without labels, whether it ends in 等, and those marked as leading: 县教育局（牵头）.
fn names(part: &str, places: &BTreeSet<String>, line: bool) -> (Vec<String>, bool, Vec<String>) {
    names_behind(&mut String::new(), part, places, line)
}

/// The [`names`] of a part behind a label, which elides the prefix of the part before it: 牵头单位：县教育局；责任单位：财政局.
fn names_behind(
    prefix: &mut String,
    part: &str,
    places: &BTreeSet<String>,
    line: bool,
) -> (Vec<String>, bool, Vec<String>) {
    let mut leads: Vec<String> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut others = false;
    let mut pieces = split_with_marks(part);
    if let Some((_, mark)) = pieces.first_mut().filter(|_| !prefix.is_empty()) {
        *mark = '、';
    }
    let spelled_out = spelled_out(&pieces);
    for ((piece, mark), bearer) in pieces.iter().zip(bearers(&pieces)) {
        let (piece, lead) = strip_role(piece);
        let (piece, more) = strip_others(piece);
        others |= more;
        if piece.is_empty() {
            continue;
        }
        let mut name = piece.to_owned();
        if let Some(ending) = ending_of_all(&name, bearer) {
            name.push_str(ending);
        }
        name = each_of_both(&name, named.last().map(String::as_str), *mark).unwrap_or(name);
        if matches!(*mark, '，' | '；') && own_prefix(&name).is_some() {
            prefix.clear();
        }
        if !(spelled_out && is_institution(&name)) {
            name = with_prefix(&name, prefix, *mark, places).unwrap_or(name);
        }
        if let Some(own) = own_prefix(&name) {
            *prefix = own;
        }
        let is_unit = looks_like_unit(&name) || line && is_whoever(&name) || !named.is_empty() && is_place(&name);
        if is_unit && (line || is_no_unit(&name).is_none()) && known.insert(name.clone()) {
            if lead {
                leads.push(name.clone());
            }
            named.push(name);
        }
    }
    (named, others, leads)
}

const PLACES: [char; 6] = ['市', '县', '区', '州', '旗', '镇'];

/// For each piece the next one behind it that is more than a place.
fn bearers<'a>(pieces: &[(&'a str, char)]) -> Vec<Option<&'a str>> {
    let mut bearers = vec![None; pieces.len()];
    let mut next = None;
    for (bearer, (piece, _)) in bearers.iter_mut().zip(pieces).rev() {
        *bearer = next;
        next = Some(*piece).filter(|piece| !piece.ends_with(PLACES)).or(next);
    }
    bearers
}

/// 泉州开发区、泉州台商投资区管委会 and 长沙市、株洲市人民政府: the ending stands once for all.
fn shared_ending(name: &str, bearer: Option<&str>) -> Option<&'static str> {
    if name.starts_with('各') || !name.ends_with(PLACES) {
        return None;
    }
    let bearer = bearer?;
    let ending = match name.ends_with('区') {
        true => closing(bearer, Class::AreaOffice)?,
        false => "人民政府",
    };
    bearer.strip_suffix(ending).is_some_and(|stem| stem.ends_with(PLACES)).then_some(ending)
}

/// 大理市 among offices: the government of a place.
fn is_place(name: &str) -> bool {
    let named = (2..=12).contains(&name.chars().count()) && name.ends_with(PLACES);
    named && matches!(divisions::resolve(name, ""), Resolution::Found(_) | Resolution::Ambiguous(_))
}

/// 市级有关部门: whoever is concerned, no office that is named.
fn is_whoever(name: &str) -> bool {
    static WHOEVER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(各|其他|省|市|县|区|州|级|直|内|中央|驻.)*(有关|相关|成员|责任)(部门|单位|乡镇|镇街)+$")
    });
    WHOEVER.is_match(name)
}

/// 省 市 县 区 州 旗 盟, or with 委 behind it, at the start of an office's name.
fn own_prefix(name: &str) -> Option<String> {
    if name.len() > "自治区".len() && name.starts_with("自治区") {
        return Some("自治区".to_owned());
    }
    let mut chars = name.chars();
    let first = chars.next()?;
    // 市场监管总局 is no office of a city.
    let level = "省市县区州旗盟镇".contains(first) && chars.next().is_some() && !name.starts_with("市场");
    if !level {
        return None;
    }
    // 县委组织部、编办: both belong to the committee of the Party.
    let party = name.chars().nth(1) == Some('委') && name.chars().nth(2).is_some_and(|c| c != '、');
    Some(if party { format!("{first}委") } else { first.to_string() })
}

/// The name with the prefix that the list elides, where one belongs to it.
fn restore(prefix: &str, name: &str, places: &BTreeSet<String>) -> Option<String> {
    static ZONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(新区|新片区|示范区|试验区|合作区)(管委会|管理委员会)$"));
    let proper = leading(name, Class::ProperStart).is_some() || name.starts_with("自治区") || ZONE.is_match(name);
    if prefix.is_empty() || proper || closing(name, Class::ElidedEnd).is_none() || name.ends_with("集团") {
        return None;
    }
    // 德化生态环境局, 规划资源武清分局: named by their place.
    if places
        .iter()
        .any(|place| name.starts_with(place.as_str()) || name.ends_with("分局") && name.contains(place.as_str()))
    {
        return None;
    }
    // Offices of the Party after a committee's; a government's office after it starts anew.
    let prefix = match prefix.strip_suffix('委') {
        Some(level) if closing(name, Class::PartyOffice).is_none() => level,
        _ => prefix,
    };
    Some(format!("{prefix}{name}"))
}

/// The parts of a list, split at marks outside inner brackets.
fn split(content: &str) -> Vec<&str> {
    split_with_marks(content).into_iter().map(|(part, _)| part).filter(|part| !part.is_empty()).collect()
}

/// Each part with the mark before it.
fn split_with_marks(content: &str) -> Vec<(&str, char)> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut mark) = (0_i32, 0, '，');
    for (i, c) in content.char_indices() {
        match c {
            '（' | '〔' | '(' => depth += 1,
            '）' | '〕' | ')' => depth -= 1,
            '、' | '，' | '；' | '。' | '：' | ' ' if depth <= 0 => {
                parts.push((content[start..i].trim(), mark));
                start = i + c.len_utf8();
                mark = c;
            }
            _ => {}
        }
    }
    parts.push((content[start..].trim(), mark));
    // 各市、县（区）人民政府 is one name.
    let mut whole: Vec<(&str, char)> = Vec::new();
    for (part, mark) in parts {
        match whole.last_mut() {
            Some((before, _)) if mark == '、' && is_split_place(before, part) => {
                let start = before.as_ptr() as usize - content.as_ptr() as usize;
                let end = part.as_ptr() as usize - content.as_ptr() as usize + part.len();
                *before = &content[start..end];
            }
            _ => whole.push((part, mark)),
        }
    }
    // 和、及 join the last two names.
    whole
        .into_iter()
        .flat_map(|(part, mark)| match split_at_joint(part) {
            // 台商投资区管委会 is named by itself.
            Some((a, b)) if own_prefix(b).is_none() => vec![(a, mark), (b, '，')],
            Some((a, b)) => vec![(a, mark), (b, '、')],
            None => vec![(part, mark)],
        })
        .collect()
}

/// 各市 and 县（区）人民政府 of 各市、县（区）人民政府.
fn is_split_place(before: &str, part: &str) -> bool {
    let is_level = |name: &str| name.chars().count() == 1 && "市县区州盟旗镇乡".contains(name);
    let each = before.strip_prefix('各').is_some_and(|rest| rest.split('、').all(is_level));
    let part = strip_role(part).0;
    let divided = part.starts_with(['市', '县', '区', '旗', '镇', '乡', '（']);
    each && divided && (part.ends_with("政府") || part.ends_with('）') || part == "县级市" || part.chars().count() == 1)
}

/// 申康医院发展中心: not one of the offices that every government has.
fn is_institution(name: &str) -> bool {
    ["中心", "办公室", "管委会", "公司", "院"].iter().any(|end| name.ends_with(end)) && name.chars().count() > 6
}

/// Whether most offices of a list say their prefix: 市科委、市财政局、申康医院发展中心 elides none.
fn spelled_out(pieces: &[(&str, char)]) -> bool {
    let office = |piece: &str| closing(piece, Class::ElidedEnd).is_some() && !is_institution(piece);
    let offices = pieces.iter().filter(|(piece, _)| office(piece));
    let own: Vec<bool> = offices.map(|(piece, _)| own_prefix(piece).is_some()).collect();
    let said = own.iter().filter(|own| **own).count();
    said >= 2 && said > own.len() - said
}

/// 市财政局和市住建局: two offices joined by a word.
fn split_at_joint(part: &str) -> Option<(&str, &str)> {
    // 全国总工会等和各省级人民政府.
    // 全国总工会等有关部门和各省级人民政府 as well.
    if let Some(at) = part.find('等')
        && let Some((others, b)) = part[at..].split_once('和').filter(|(_, b)| b.starts_with('各'))
    {
        return part.get(..at + others.len()).map(|a| (a, b));
    }
    Class::NameJoint.words().find_map(|joint| {
        let (a, b) = part.split_once(joint)?;
        let b = b.trim_start_matches('其');
        // 各市州政府及兰州新区管委会: behind those of all places one that is named.
        let begins =
            own_prefix(b).is_some() || a.starts_with('各') && closing(strip_role(b).0, Class::AreaOffice).is_some();
        (has_ending(a) && begins && looks_like_unit(strip_role(b).0)).then_some((a, b))
    })
}

/// The name without what it does (牵头, 负责, 按职责分工负责, 配合).
fn strip_role(part: &str) -> (&str, bool) {
    static ROLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(按照?(各自)?职责(分工)?|根据职责|分别|分工|共同|具体)*(负责|落实|牵头|配合|协助|协办|参与|参加|协同|指导|实施|抓好落实|不再列出|组织实施)*[。]?$",
        )
    });
    static LEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"（牵头(单位)?）$"));
    let part = part.trim_start_matches(['由', '：']);
    let lead = LEAD.is_match(part);
    let part = LEAD.find(part).map_or(part, |m| &part[..m.start()]);
    let end = ROLE.find(part).map_or(part.len(), |m| m.start());
    (part[..end].trim(), lead)
}

/// The name without a final 等 and what follows it.
fn strip_others(part: &str) -> (&str, bool) {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"等(市直|县直|区直|省直|市级|县级|区级|省级|人民政府|政府|省|市|县|区|有关|相关|各|成员|责任|部门|单位|和|及|区政府|\d|[一二三四五六七八九十个家])*$",
        )
    });
    OTHERS.find(part).map_or((part, false), |m| (&part[..m.start()], true))
}

fn has_ending(name: &str) -> bool {
    // 团市委, 各县（市、区）
    static VARIED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(团.委|[县市区]（[市区、县]+）)$"));
    let ends = |name: &str| closing(name, Class::OfficeEnd).is_some() || VARIED.is_match(name);
    let bare = name.split('（').next().unwrap_or(name);
    ends(name) || ends(bare) && name.ends_with('）') || name == "县妇联"
}

/// 相关区, 各有关县: the governments of places that are not named.
fn is_area(name: &str) -> bool {
    static AREA: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(各|相关|有关){1,2}(市|县|区|镇|街道|乡镇|街镇|镇街|市县|县区)$"));
    AREA.is_match(name)
}

fn looks_like_unit(name: &str) -> bool {
    let length = name.chars().count();
    // 具体任务均涉及相关县人民政府 is a sentence.
    let said = ["涉及", "任务", "不再", "以下"].into_iter().any(|word| name.contains(word));
    let clean = !said && !name.contains(['。', '“', '”', '《', '%', '；']) && !name.chars().any(|c| c.is_ascii_digit());
    let starts_with_list = name.starts_with("含") || name.starts_with("包括") || name.starts_with("如");
    (2..=40).contains(&length)
        && clean
        && !starts_with_list
        && (has_ending(name)
            || name.starts_with("团") && name.ends_with('委')
            || is_area(name)
            || name.starts_with("各县")
            || name.starts_with("各区")
            || name.starts_with("各市"))
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
