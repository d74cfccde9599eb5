//! The facts of a plan: what its header, covering notice, signature and text say about itself.
//!
//! In: a source and its zones. Out: facts as stated; what they mean (the place, the id, which plan is cited)
//! is decided where all plans are known. [`labelled`] reads the lines with labels, [`issuers`] who signed, [`dates`] a day,
//! [`term`] from when until when it is in force, and [`cited`] the works that it cites.

mod cited;
mod dates;
mod issuers;
mod labelled;
mod term;

pub use cited::{Cited, citations, own_title, year_of_number};
pub use issuers::issuers_in_title;
pub use term::{InForce, in_force, valid_until};

use super::header;
use super::normalise::normalise_str;
use super::source::{Source, visible};
use super::zones::{ORGAN, PRINTED, Zone, Zones, is_document_number};
use crate::compile::pattern::pattern;
use crate::compile::{Diagnostic, Severity};
use crate::model::{Date, PlanKind, Status};
use dates::parse_date;
use issuers::{find_signature, is_short, issue_in_news};
use labelled::Labelled;
use regex::Regex;
use std::collections::BTreeSet;
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

/// Reads the facts from the front matter.
pub fn read_facts(source: &Source, zones: &Zones) -> (Facts, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let front: Vec<usize> =
        (0..zones.norm.len()).filter(|&i| zones.of_line[i] == Zone::Front && !zones.norm[i].is_empty()).collect();
    let (header, rest) = Labelled::of(&zones.norm, &front);
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

/// When the document was printed, by its record.
pub fn printed(zones: &Zones) -> Option<Date> {
    zones.norm.iter().find_map(|line| parse_date(&PRINTED.captures(line)?[1]))
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
