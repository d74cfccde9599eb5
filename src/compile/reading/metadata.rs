//! The facts of a plan: what its header, covering notice, signature and text say about itself.
//!
//! In: a source and its zones. Out: facts as stated; what they mean (the place, the id, which plan is cited)
//! is decided where all plans are known.

use super::header::{self, Field, field_of, is_header};
use super::normalise::normalise_str;
use super::source::{Source, visible};
use super::zones::{
    DATE_LINE, GENRE, MOST_SIGNERS, ORGAN, PRINTED, SEALED, SIGNED, Zone, Zones, ends_signature, is_document_number,
};
use crate::compile::pattern::pattern;
use crate::compile::{Diagnostic, Severity};
use crate::model::{Date, PlanKind, Span, Status};
use crate::text::numerals::{whole, year_digit};
use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What a plan states about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The plan's own title, not the covering notice's.
    pub title: Option<String>,
    /// 文号, with 〔〕.
    pub document_number: Option<String>,
    /// Who signed, joined by 、.
    pub issuer: Option<String>,
    /// Who signed, in order.
    pub issuers: Vec<String>,
    /// Who put the page up, where that is told.
    pub publisher: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 成文日期: the day of the signature, else of the header.
    pub signed: Option<Date>,
    /// 发布日期 of the header, else the day that the page tells.
    pub published: Option<Date>,
    /// 实施日期 of the header; what the text says of it, [`in_force`] reads.
    pub effective: Option<Date>,
    /// 失效日期 of the header.
    pub repealed: Option<Date>,
    /// What its title calls it: a plan, or a regulation (办法, 细则).
    pub kind: PlanKind,
    /// 征求意见稿: put out for comment.
    pub draft: bool,
    /// 效力, as the header states it.
    pub status: Status,
    /// The year in which a news lead says that it was issued, where it names no day.
    pub year: Option<u16>,
    /// Whether the source says that it gives only parts of the text: 本文有删减.
    pub abridged: bool,
}

impl Facts {
    /// Sets who signed: one, or several joined by 、.
    pub fn set_issuer(&mut self, issuer: Option<String>) {
        let each = issuer.iter().flat_map(|issuer| issuer.split('、')).map(str::trim).filter(|name| !name.is_empty());
        self.issuers = each.map(str::to_owned).collect();
        self.issuer = issuer;
    }

    /// Sets the one value of the status; whatever the page says beside it decides nothing any more.
    pub fn set_status(&mut self, stated: Option<String>) {
        self.status.stated = stated;
        self.status.ambiguous = false;
    }
}

/// A work that a text cites.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cited {
    /// Without 《》.
    pub title: String,
    /// 文号, where it stands in brackets right behind the title.
    pub document_number: Option<String>,
}

/// Reads the facts from the front matter.
pub fn read_facts(source: &Source, zones: &Zones) -> (Facts, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let front: Vec<usize> =
        (0..zones.norm.len()).filter(|&i| zones.of_line[i] == Zone::Front && !zones.norm[i].is_empty()).collect();
    let mut header = Header::default();
    let mut rest = Vec::new();
    let mut lines = front.iter().copied().peekable();
    while let Some(i) = lines.next() {
        let mut entries = header::entries(&zones.norm[i]);
        if entries.is_empty() {
            rest.push(i);
        }
        // A label at the end of a line may have its value on the next: 实施日期：⏎2021年04月16日.
        if let Some((label, value)) = entries.last_mut()
            && value.is_empty()
            && let Some(next) = lines.next_if(|&next| is_value_of(label, &zones.norm[next]))
        {
            value.clone_from(&zones.norm[next]);
        }
        for (nth, (label, value)) in entries.into_iter().enumerate() {
            header.read((i, nth), &label, value);
        }
    }
    // What the page says of itself only fills what the text leaves open.
    let page = |wanted: &str| source.page.meta.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let put_up_by = page("ContentSource").map(normalise_str).filter(|name| ORGAN.is_match(name));
    let signature = find_signature(source, zones, &rest);
    let mut facts = Facts {
        // A text that does not name itself stands on a page that does.
        title: zones.title.clone().or(header.title),
        document_number: header.document_number.or_else(|| number_in_front(zones, &rest)),
        index_number: header.index_number,
        publisher: header.publisher.clone().or(put_up_by),
        signed: signature.date.or(header.signed).or(header.generated),
        published: header.published.or_else(|| stamp(zones)).or_else(|| parse_date(page("PubDate")?)),
        effective: header.effective,
        repealed: header.repealed,
        abridged: rest
            .iter()
            .any(|&i| ["本文有删减", "有删节", "（节选"].iter().any(|word| zones.norm[i].contains(word))),
        ..Facts::default()
    };
    // A header may name it as its own offices do (市政府办公室, 自治区教育厅); the signature names it in full. Who put
    // the page up is asked last: often it is another office.
    let in_title = || front.iter().find_map(|&i| issuers_in_title(&source.lines[i].plain));
    let named = Some(header.issuers).filter(|names| !names.is_empty());
    let in_full = named.clone().filter(|names| !is_short(&names[0]) && names.len() >= signature.issuers.len());
    let signed_by = Some(signature.issuers).filter(|names| !names.is_empty());
    let published_by = header.publisher.map(|name| vec![name]);
    let told = facts.title.as_deref().and_then(|title| issue_in_news(&zones.norm[..zones.body_line], title));
    let (news_issuers, news_day, news_year) = told.unwrap_or_default();
    facts.issuers =
        in_full.or(signed_by).or_else(in_title).or(named).or(news_issuers).or(published_by).unwrap_or_default();
    facts.signed = facts.signed.or(news_day);
    facts.year = news_year;
    facts.issuer = Some(facts.issuers.join("、")).filter(|names| !names.is_empty());
    let title = facts.title.as_deref().unwrap_or_default();
    facts.kind = kind_of(title);
    let page_title = source.page.title.as_deref().map(normalise_str).unwrap_or_default();
    facts.draft = is_draft(title) || is_draft(&page_title) || front.iter().any(|&i| is_draft(&zones.norm[i]));
    read_status(source, &mut facts, &header.status, &mut diagnostics);
    (facts, diagnostics)
}

/// Who issued a plan, as far as each has the name of an office; the day; the year.
type Issue = (Option<Vec<String>>, Option<Date>, Option<u16>);

/// Who issued a plan, on which day or at least in which year, by the news above it: 2023年12月，中共甲省委办公厅、甲省人民政府办公厅发布《甲省…细则》。
fn issue_in_news(lines: &[String], title: &str) -> Option<Issue> {
    static NEWS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^((?:19|20)\d{2})年(\d{1,2})月(?:(\d{1,2})日)?，([^，。《]{2,60}?)(?:联合)?(?:以[^，。《]{4,24}号)?(?:文件)?",
            r"(?:正式)?(?:印发|发布|公布|出台)了?《([^《》]{4,120})》"
        ))
    });
    let captures = lines.iter().find_map(|line| NEWS.captures(line).filter(|captures| &captures[5] == title))?;
    let number = |n: usize| captures.get(n)?.as_str().parse::<u8>().ok();
    let year = captures[1].parse().ok();
    let names: Vec<String> = captures[4].split('、').map(str::to_owned).collect();
    let names = Some(names).filter(|names| names.iter().all(|name| ORGAN.is_match(name)));
    Some((names, Date::new(year?, number(2)?, number(3).unwrap_or(0)), year))
}

/// Whether a line says that the document is put out for comment: 关于公开征求《…》意见的公告.
fn is_draft(line: &str) -> bool {
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"征求意见稿|送审稿|（草案）|公开征求[^。]{0,80}意见|征求[^。，]{2,80}意见的(公告|公示|通告|通知|函)")
    });
    ASKED.is_match(line)
}

/// The day on a line of its own above the text, as pages print when they were put up: 2022-09-16 10:30.
fn stamp(zones: &Zones) -> Option<Date> {
    static STAMP: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:20)\d{2}-\d{1,2}-\d{1,2}(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?$"));
    // 来源：市政府办公室 发布时间：2022-07-14 15:20 字体：大中小
    static TOLD: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"发布(?:时间|日期)[:：](20\d{2}(?:-\d{1,2}-|年\d{1,2}月)\d{1,2}日?)"));
    let above = || zones.norm[..zones.body_line].iter();
    let alone = above().find(|line| STAMP.is_match(line)).and_then(|line| parse_date(line));
    alone.or_else(|| above().find_map(|line| parse_date(&TOLD.captures(line)?[1])))
}

/// Whether a line may be the value of the label above it.
fn is_value_of(label: &str, line: &str) -> bool {
    const LONGEST: usize = 40;
    !is_header(line)
        && match field_of(label) {
            Field::Signed | Field::Generated | Field::Published | Field::Effective | Field::Repealed => {
                parse_date(line).is_some() && line.chars().count() <= LONGEST
            }
            Field::DocumentNumber => is_document_number(line),
            Field::IndexNumber => line.chars().all(|c| c.is_ascii_alphanumeric() || "-/—".contains(c)),
            Field::Issuers | Field::Publisher => ORGAN.is_match(line),
            Field::Status | Field::Title | Field::Others => false,
        }
}

/// 办法, 细则 and the like set rules; everything else says what is to be done.
fn kind_of(title: &str) -> PlanKind {
    static REGULATION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(办法|细则|规定|条例|规则|规程|准则|章程)(（[^（）]*）)?$"));
    if REGULATION.is_match(title) { PlanKind::Regulation } else { PlanKind::Plan }
}

/// The number on a line of its own, else behind the notice's title: …的通知（泉委办〔2024〕2号）.
fn number_in_front(zones: &Zones, lines: &[usize]) -> Option<String> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"[（(]([\p{Han}]{2,14}〔\d{4}〕\d{1,5}号)[）)]$"));
    let lines = || lines.iter().map(|&i| zones.norm[i].as_str());
    let alone = lines().find(|line| is_document_number(line)).map(str::to_owned);
    alone.or_else(|| lines().find_map(|line| Some(BEHIND.captures(line)?[1].to_owned())))
}

/// From when a document is in force.
#[derive(Clone, Copy, Default)]
pub struct InForce {
    /// The first day; none where neither the text nor the page tells it.
    pub from: Option<Date>,
    /// The day from which its term counts, where the text names none.
    pub term_from: Option<Date>,
}

/// From when a text says it is in force. `page`: the day that the page names; `printed`: when it was printed.
pub fn in_force(text: &str, page: Option<Date>, printed: Option<Date>, signed: Option<Date>) -> InForce {
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:自|从)((?:20)\d{2})年(\d{1,2})月(\d{1,2})日(?:起|开始)(?:正式)?(?:施行|实施|执行|生效|试行)")
    });
    static AT_ONCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"自(?:印发|发布|公布|发文)之日起(?:正式)?(?:施行|实施|执行|生效|试行)"));
    let text = &with_arabic_years(text);
    let named = FROM.find(text).and_then(|found| parse_date(found.as_str()));
    let at_once = AT_ONCE.is_match(text).then(|| page.or(printed).or(signed)).flatten();
    InForce { from: named.or(at_once).or(page), term_from: at_once.or(signed) }
}

/// When the document was printed, by its record.
pub fn printed(zones: &Zones) -> Option<Date> {
    zones.norm.iter().find_map(|line| parse_date(&PRINTED.captures(line)?[1]))
}

/// Until when the text says it is in force: 有效期至2028年底, 有效期5年.
pub fn valid_until(text: &str, signed: Option<Date>) -> Option<Date> {
    static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:有效期(?:限)?(?:截至|截止|到|至)|施行至|实施至|执行至)((?:20)\d{2})年(?:(底|末)|(\d{1,2})月(?:(\d{1,2})日|(底))?)?",
        )
    });
    static TERM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:有效期(?:限)?(?:为|是|暂定为?)?|(?:施行|实施|执行|试行)(?:期限?)?(?:为|暂定)?|之日起)([一二两三四五六七八九十]{1,3}|\d{1,2})(年半?|个月)",
        )
    });
    static SINCE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:自|从)((?:20)\d{2})年(\d{1,2})月(\d{1,2})日(?:起|开始)"));
    let text = &with_arabic_years(text);
    if let Some(captures) = UNTIL.captures(text) {
        let year = captures[1].parse().ok()?;
        let month = captures.get(3).and_then(|m| m.as_str().parse().ok());
        let day = captures.get(4).and_then(|m| m.as_str().parse().ok());
        return match (month, day) {
            (Some(month), Some(day)) => Date::new(year, month, day),
            (Some(month), None) => last_of(year, month),
            _ => Date::new(year, 12, 31),
        };
    }
    let term = TERM.captures(text)?;
    let count = match &term[1] {
        "两" => 2,
        n => n.parse().ok().or_else(|| whole(n))?,
    };
    let months = match &term[2] {
        "个月" => count,
        "年半" => count * 12 + 6,
        _ => count * 12,
    };
    // A term from the day of issue ends on its anniversary, for that day is not counted (民法典 §201, 202);
    // one from a day named in advance counts that day, and ends on the day before. Where the month has no such
    // day, both end on its last.
    let since =
        SINCE.captures(text).and_then(|c| Date::new(c[1].parse().ok()?, c[2].parse().ok()?, c[3].parse().ok()?));
    let from = since.or(signed)?;
    let month = u32::from(from.month) - 1 + months;
    let year = from.year.checked_add(u16::try_from(month / 12).ok()?)?;
    let month = (month % 12) as u8 + 1;
    match Date::new(year, month, from.day) {
        Some(day) if since.is_some() => day_before(day),
        Some(day) => Some(day),
        None => last_of(year, month),
    }
}

fn day_before(date: Date) -> Option<Date> {
    match (date.month, date.day) {
        (1, 1) => Date::new(date.year.checked_sub(1)?, 12, 31),
        (month, 1) => last_of(date.year, month - 1),
        (month, day) => Date::new(date.year, month, day - 1),
    }
}

/// The last day of a month.
fn last_of(year: u16, month: u8) -> Option<Date> {
    (28..=31).rev().find_map(|day| Date::new(year, month, day))
}

/// A text with its days in Arabic figures: 二〇二八年十二月三十一日 becomes 2028年12月31日.
fn with_arabic_years(text: &str) -> std::borrow::Cow<'_, str> {
    static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"([一二][〇○零O一二三四五六七八九]{3})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?)?",
        )
    });
    SPOKEN.replace_all(text, |captures: &regex::Captures| {
        let part = |n: usize, sign: &str| {
            let number = captures.get(n).and_then(|m| whole(m.as_str()));
            number.map_or(String::new(), |number| format!("{number}{sign}"))
        };
        let year: String = captures[1].chars().filter_map(year_digit).map(|digit| digit.to_string()).collect();
        format!("{year}年{}{}", part(2, "月"), part(3, "日"))
    })
}

/// Works cited in a clause's text, each where it first stands: 《…》, with the number in brackets right behind it.
pub fn citations(text: &str) -> Vec<(Span, Cited)> {
    static WORK: LazyLock<Regex> = LazyLock::new(|| pattern(r"《([^《》]{4,150})》(?:（([^（）]{2,30}号)）)?"));
    static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"({GENRE}|法|标准|报告|导则|指南|任务|规范|批复|函|章程|目录)(（[^（）]*）)?(》|〉)?(的通知)?$"
        ))
    });
    let mut found: Vec<(Range<usize>, Cited)> = Vec::new();
    let mut seen: BTreeSet<Cited> = BTreeSet::new();
    for captures in WORK.captures_iter(text) {
        let document_number =
            captures.get(2).map(|m| m.as_str().to_owned()).filter(|number| is_document_number(number));
        let work = Cited { title: captures[1].to_owned(), document_number };
        let known = work.document_number.is_some() || DOCUMENT.is_match(&work.title);
        if known && seen.insert(work.clone()) {
            // A bracket that holds no number of a document is no part of the citation.
            let name = captures.get(1).map_or(0, |title| title.end() + "》".len());
            let whole = captures.get(0).map_or(0..0, |whole| whole.range());
            let end = if work.document_number.is_some() { whole.end } else { name };
            found.push((whole.start..end, work));
        }
    }
    let (ranges, works): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    Span::all_of_bytes(text, ranges).into_iter().zip(works).collect()
}

/// The plan inside a notice's title: 〈X〉 of 关于印发〈X〉的通知; the title itself where there is none.
pub fn own_title(title: &str) -> String {
    static INNER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:印发|转发|公布|下发|发布)[〈《]?(.+?)[〉》]?的通知$"));
    INNER.captures(title).map_or_else(|| title.to_owned(), |captures| captures[1].to_owned())
}

/// The year in a document number: 2024 of 国发〔2024〕17号.
pub fn year_of_number(number: &str) -> Option<u16> {
    let (_, rest) = number.split_once('〔')?;
    rest.split('〕').next()?.parse().ok()
}

/// Who issued a notice: what stands before 关于印发.
pub fn issuer_of_notice(title: &str) -> Option<String> {
    static ISSUER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^([\p{Han}]{2,30}?)(?:关于)(?:印发|公布|下发|转发|发布)"));
    ISSUER.captures(title).map(|captures| captures[1].to_owned())
}

/// A day in Arabic or Chinese figures: 2025年2月26日, 2025-02-26, 2025/2/26, 二〇二五年二月二十六日.
pub fn parse_date(text: &str) -> Option<Date> {
    static ARABIC: LazyLock<Regex> = LazyLock::new(|| pattern(r"((?:19|20)\d{2})[年\-/.](\d{1,2})[月\-/.](\d{1,2})"));
    if let Some(captures) = ARABIC.captures(text) {
        let number = |n: usize| captures[n].parse::<u16>().ok();
        return Date::new(number(1)?, u8::try_from(number(2)?).ok()?, u8::try_from(number(3)?).ok()?);
    }
    let captures = DATE_LINE.captures(text.trim())?;
    let year = captures.get(4)?.as_str().chars().try_fold(0_u16, |year, c| Some(year * 10 + year_digit(c)?))?;
    let number = |n: usize| captures.get(n).and_then(|m| whole(m.as_str()));
    Date::new(year, u8::try_from(number(5)?).ok()?, u8::try_from(number(6)?).ok()?)
}

/// What the lines with labels say.
#[derive(Default)]
struct Header {
    document_number: Option<String>,
    index_number: Option<String>,
    issuers: Vec<String>,
    publisher: Option<String>,
    signed: Option<Date>,
    generated: Option<Date>,
    published: Option<Date>,
    effective: Option<Date>,
    repealed: Option<Date>,
    title: Option<String>,
    /// The lines on its validity, each with the place of its entry.
    status: Vec<((usize, usize), String)>,
}

impl Header {
    /// Reads one entry; `at` is its line, and which of the line's entries it is.
    fn read(&mut self, at: (usize, usize), label: &str, value: String) {
        if value.is_empty() || value == "无" {
            return;
        }
        match field_of(label) {
            // Not a range of years, whatever its groups look like.
            Field::IndexNumber => self.index_number = Some(value.replace('—', "-")),
            Field::DocumentNumber if is_document_number(&value) => self.document_number = Some(value),
            Field::Issuers => self.issuers = value.split(['、', '，', '；']).map(str::to_owned).collect(),
            Field::Publisher => self.publisher = Some(value),
            Field::Signed => self.signed = parse_date(&value),
            Field::Generated => self.generated = parse_date(&value),
            Field::Published => self.published = parse_date(&value),
            Field::Effective => self.effective = parse_date(&value),
            Field::Repealed => self.repealed = parse_date(&value),
            Field::Status => self.status.push((at, value)),
            Field::Title => self.title = self.title.take().or(Some(value)),
            Field::DocumentNumber | Field::Others => {}
        }
    }
}

/// Who signed, in order, and when.
#[derive(Default)]
struct Signature {
    issuers: Vec<String>,
    date: Option<Date>,
}

/// The signature: the first line that is only a date, behind the notice or at the end, and the names above it.
fn find_signature(source: &Source, zones: &Zones, lines: &[usize]) -> Signature {
    let Some(position) = lines.iter().position(|&i| ends_signature(&zones.norm[i])) else {
        return Signature::default();
    };
    let last = &zones.norm[lines[position]];
    if let Some(captures) = SIGNED.captures(last) {
        return Signature { issuers: vec![captures[1].to_owned()], date: parse_date(&captures[2]) };
    }
    // Several sign together, side by side or one under the other.
    let mut issuers: Vec<String> = Vec::new();
    let above = lines[..position].iter().rev().filter(|&&i| !SEALED.is_match(&zones.norm[i]));
    for &i in above.take(MOST_SIGNERS) {
        let names = side_by_side(&source.lines[i].plain);
        let names = if names.iter().all(|name| ORGAN.is_match(name)) { names } else { vec![zones.norm[i].clone()] };
        if !names.iter().all(|name| ORGAN.is_match(name)) {
            break;
        }
        issuers.splice(0..0, names);
    }
    Signature { issuers, date: parse_date(last) }
}

/// The names of a line, each normalised, where spaces stand between them: 中共中央 国务院.
fn side_by_side(line: &str) -> Vec<String> {
    line.split_whitespace().map(normalise_str).filter(|name| !name.is_empty()).collect()
}

/// Who issued a document by its title: what stands before 关于 or 印发.
fn issuers_in_title(line: &str) -> Option<Vec<String>> {
    let before = line.trim().split(['《', '〈']).next()?;
    let before = before.split("关于").next()?;
    let before = before.split("印发").next()?.split("转发").next()?;
    if before.len() == line.trim().len() {
        return None;
    }
    let names = side_by_side(before);
    (!names.is_empty() && names.iter().all(|name| ORGAN.is_match(name))).then_some(names)
}

/// An issuer's name without its place.
fn is_short(issuer: &str) -> bool {
    let city_district = ["市中", "市南", "市北"].iter().any(|name| issuer.starts_with(name));
    ["自治区", "地区"].iter().any(|level| issuer.starts_with(level))
        || issuer.starts_with(['省', '市', '县', '区', '州', '旗', '盟']) && !city_district
}

fn read_status(
    source: &Source,
    facts: &mut Facts,
    lines: &[((usize, usize), String)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let published = |(i, nth): (usize, usize)| {
        let line = &source.lines[i];
        let line = visible(&source.chars[line.start..line.end]);
        header::parts(line.trim()).get(nth).copied().unwrap_or_default().to_owned()
    };
    let values: BTreeSet<&str> = lines.iter().map(|(_, value)| value.as_str()).collect();
    facts.status.raw = lines.iter().map(|&(at, _)| published(at)).collect();
    facts.status.ambiguous = values.len() > 1;
    if let [value] = values.iter().copied().collect::<Vec<_>>()[..] {
        facts.status.stated = Some(normalise_str(value));
    } else if let Some(&((first, _), _)) = lines.first() {
        let line = &source.lines[first];
        let stated = values.into_iter().collect::<Vec<_>>().join(" / ");
        let message = format!("the header states several values: {stated}");
        let mut remark =
            source.remark("ambiguous-status", Severity::Warning, line.start, line.end - line.start, message);
        remark.hint = Some("all lines are kept and shown; nothing is decided".into());
        diagnostics.push(remark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2025年2月26日", "2025-02-26"),
            ("2025-10-09", "2025-10-09"),
            ("2025/1/9 10:30", "2025-01-09"),
            ("二〇二五年十二月三十一日", "2025-12-31"),
            ("（2024年7月28日）", "2024-07-28"),
        ] {
            assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(parse_date("2025年13月1日"), None);
    }

    #[test]
    fn cited_works() {
        let text = "贯彻落实《国务院关于印发〈深入实施以人为本的新型城镇化战略五年行动计划〉的通知》（国发〔2024〕17号）、《福建省新型城镇化规划（2021—2035年）》和《红楼梦新编》";
        let cited = citations(text);
        let places: Vec<&str> = cited.iter().map(|(span, _)| span.of(text)).collect();
        let expected = [
            "《国务院关于印发〈深入实施以人为本的新型城镇化战略五年行动计划〉的通知》（国发〔2024〕17号）",
            "《福建省新型城镇化规划（2021—2035年）》",
        ];
        assert_eq!(places, expected);
        let (_, first) = &cited[0];
        assert_eq!(first.document_number.as_deref(), Some("国发〔2024〕17号"));
        assert_eq!(own_title(&first.title), "深入实施以人为本的新型城镇化战略五年行动计划");
        assert_eq!(issuer_of_notice(&first.title).as_deref(), Some("国务院"));
    }
}
