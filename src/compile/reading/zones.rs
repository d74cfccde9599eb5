//! Lines of a source → what each is: noise of the page, front matter, body of the plan, annex.
//!
//! Invariant: every line has exactly one zone. A line counts as noise only by its own words or because it
//! stands before the document begins; nothing is dropped.

use super::header::{is_header, normalise_line};
use super::source::Source;
use super::tables::{self, Table};
use crate::compile::pattern::pattern;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// Furniture of a web page, page numbers, a news lead before the document.
    Noise,
    /// Header lines, covering notice, title, signature.
    Front,
    /// What the plan says, up to its annex.
    Body,
    /// What stands behind a line 附件, 附表 or 附录, with that line.
    Annex,
}

/// The zones of a source and what finding them has shown.
#[derive(Debug)]
pub struct Zones {
    /// One for each line.
    pub of_line: Vec<Zone>,
    /// Normalised text of each line.
    pub norm: Vec<String>,
    /// The plan's own title, normalised.
    pub title: Option<String>,
    /// Index of the first line of the body.
    pub body_line: usize,
    /// The tables of body and annex, in order.
    pub tables: Vec<Table>,
}

impl Zones {
    /// The table that a line belongs to.
    pub fn table_of(&self, line: usize) -> Option<&Table> {
        let next = self.tables.partition_point(|table| table.lines.end <= line);
        self.tables.get(next).filter(|table| table.lines.contains(&line))
    }
}

/// What plans call themselves.
pub const GENRE: &str = "方案|计划|规划|要点|意见|措施|办法|纲要|细则|任务|安排|清单|分工|行动|举措|指引|规定|政策|通知|决定|条例|规则|规程|预案|一览表";

/// The end of what a plan is called: …实施方案（2025—2028年）.
static PLAN_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("({GENRE})(（[^（）]*）)?$")));
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"扫一扫|扫码|微信公众号|手机(上|端)?(查看|版|浏览)|^分享(到|至|[:：]|$)|^(点赞|转发|转载|举报|点击下载|一键分享)$|^(上|下)一(篇|条)|^(字号|字体|【?字体)|",
        r"^〔?(大|中|小|打印|关闭|收藏|返回顶部|返回|纠错|下载|复制链接)(〕|[\s|｜]|$)|(打印|关闭)(本页|窗口|此页)|^(打印|关闭)|",
        r"网站标识码|公网安备|ICP备|备案(序)?号|版权所有|主办(单位)?[:：]|承办(单位)?[:：]|技术支持|^(网站地图|联系我们|关于我们)|",
        r"^评论|评论前必须|^(登录|注册|登陆)[!！]?$|责任编辑|^编辑[:：]|^(浏览|阅读|点击)(次数|量|数)|^(您)?(的)?当前(的)?位置|^首页\s*[>»›]|",
        r"^(文章|稿件)?来源[:：]|^(上|下)一页|^相关(链接|文档|阅读|稿件)|^政策解读|^图解|^听全文|^语音播报|^无障碍|^繁體|^【?我要纠错|^(政策|文件|公文|文章|内容)?(全文|正文|原文)$|^发布信息$|^新华社.{2,12}电$|",
        r"^【(一图读懂|(音频|文字|图文|图片|媒体|视频|政策|专家|动漫)解读|解读)】|^点击查看(政策)?解读|^内容纠错|^(使用帮助|隐私声明|网站建议|友情链接)(\||$)|",
        r"^[【（〔]?(原文|附件|文件|正文)?下载[】）〕]?$|^【?返回顶部"
    ))
});
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^([—\-–~·]\s*\d{1,4}\s*[—\-–~·]|第\s*\d{1,4}\s*页(\s*[/共，].*)?|\d{1,3}\s*/\s*\d{1,3}|\d{1,3})$")
});
static DOCUMENT_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{Han}]{2,14}〔(19|20)\d{2}〕\d{1,5}号$"));
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
static ANNEX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(附件|附表|附录)\s*[一二三四五六七八九十\d]*\s*([:：].*)?$"));
static PUBLICITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^（?(此件|本文|本件|此文)[^）。]{0,16}(公开|发布|删减|有删节|略)）?$|^（(节选|摘要|略)）$")
});
static RECORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(抄送|主送|抄报|分送)[:：]|(办公室|办公厅|秘书科|委员会)(19|20)\d{2}年\d{1,2}月\d{1,2}日印发$")
});
/// A line that is only a day: 2025年2月26日 (groups 1 to 3), 二〇二五年二月二十六日 (groups 4 to 6).
pub static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[（(]?((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日[）)]?$|^[（(]?([二〇○零O一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日[）)]?$",
    )
});
/// Who sealed it for those who signed: （甲省大数据局代章）.
pub static SEALED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^（[\p{Han}]{2,30}(代章|代印)）$"));
/// So many names stand above the day of a signature at most.
pub const MOST_SIGNERS: usize = 20;

/// What those who sign are called.
const NAME_OF_ORGAN: &str = concat!(
    r"(?:[\p{Han}（）、]{2,40}(?:政府|委员会|领导小组|总局|局|厅|部|署|院|会|委|办|社|办公室)(?:办公室|办公厅)?",
    r"|国务院(?:办公厅)?|中共中央(?:办公厅)?)"
);
/// A line that is only the name of an office: 甘肃省人民政府, 国务院办公厅.
pub static ORGAN: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{NAME_OF_ORGAN}$")));
/// 甘肃省人民政府2024年11月17日.
pub static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^({NAME_OF_ORGAN})((?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日)$")));
/// 甲市人民政府办公厅秘书处2022年9月13日印发.
pub static PRINTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\p{Han}（）]{0,40}((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)印发$"));
static FIRST_NUMBERED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(一、|（一）|第一(章|条|部分|节)|1[.．、]\D|——)"));

/// Finds the zones of a source.
pub fn find_zones(source: &Source) -> Zones {
    let norm: Vec<String> = source.lines.iter().map(|line| normalise_line(&line.plain)).collect();
    let noise: Vec<bool> = norm.iter().map(|line| is_furniture(line)).collect();
    let start = document_start(&norm, &noise);
    let (title, body_line) = find_title(&norm, &noise, start);
    let mut of_line: Vec<Zone> = (0..norm.len())
        .map(|i| match () {
            () if noise[i] || (i < start && !norm[i].is_empty()) => Zone::Noise,
            () if i < body_line => Zone::Front,
            () => Zone::Body,
        })
        .collect();
    let tables = tables::tables(source, &norm, body_line, &noise);
    let rows = tables.iter().flat_map(|table| table.lines.clone());
    // A cell may hold a number and nothing else, as the foot of a page does.
    rows.filter(|&i| !norm[i].is_empty()).for_each(|i| of_line[i] = Zone::Body);
    let numbered = (body_line..norm.len()).find(|&i| FIRST_NUMBERED.is_match(&norm[i]));
    let annex = (numbered.unwrap_or(body_line)..norm.len()).find(|&i| ANNEX.is_match(&norm[i]));
    for i in body_line..norm.len() {
        if of_line[i] == Zone::Noise {
            continue;
        }
        if annex.is_some_and(|annex| i >= annex) {
            of_line[i] = Zone::Annex;
        } else if is_record(&norm[i]) {
            of_line[i] = Zone::Front;
        }
    }
    let mut zones = Zones { of_line: Vec::new(), norm, title, body_line, tables };
    mark_tail(&mut of_line, &zones);
    mark_signature(&mut of_line, &zones.norm, body_line);
    mark_page_heads(&mut of_line, &zones);
    zones.of_line = of_line;
    zones
}

/// Whether the line is nothing but a document number.
pub fn is_document_number(line: &str) -> bool {
    DOCUMENT_NUMBER.is_match(line)
}

fn is_furniture(line: &str) -> bool {
    line.chars().count() <= 80
        && !line.ends_with('。')
        && (FURNITURE.is_match(line) && !is_numbered(line) || PAGE_NUMBER.is_match(line))
        && !is_header(line)
}

/// The first line that belongs to a document: a header line, its number, its notice or its title.
fn document_start(norm: &[String], noise: &[bool]) -> usize {
    // 甲市人民政府 ⏎ 关于推进城镇化的实施意见: the office begins the title.
    let is_two_lined = |i: usize| {
        let next = (i + 1..norm.len()).find(|&next| !noise[next] && !norm[next].is_empty());
        let about = |next: usize| norm[next].starts_with("关于") && PLAN_TITLE.is_match(&norm[next]);
        ORGAN.is_match(&norm[i]) && next.is_some_and(about)
    };
    let own = |i: usize| {
        let line = &norm[i];
        is_header(line)
            || is_document_number(line)
            || NOTICE_TITLE.is_match(line)
            || TITLED.is_match(line)
            || is_two_lined(i)
    };
    let addressed = |i: usize| norm[i].starts_with('各') && norm[i].ends_with('：') || norm[i].starts_with("现将《");
    let lines = || (0..norm.len()).filter(|&i| !noise[i]);
    let first_numbered = lines().find(|&i| FIRST_NUMBERED.is_match(&norm[i])).unwrap_or(norm.len());
    // Without a notice the document starts with its title, the first line that is left.
    lines()
        .find(|&i| own(i) && i <= first_numbered)
        .or_else(|| lines().find(|&i| addressed(i) && i <= first_numbered))
        .unwrap_or(0)
}

/// The plan's own title and the line where the body starts.
fn find_title(norm: &[String], noise: &[bool], start: usize) -> (Option<String>, usize) {
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
                    && !line.ends_with(['。', '：', '）', '日', '号'])
                    && (about || !line.ends_with(['府', '室', '厅']))
                    && !is_header(line)
                    && !letters(&norm[lines[end]]).contains(&letters(line))
            });
            let from = if previous.is_some() { end - 1 } else { end };
            let title = lines[from..=end].iter().map(|&i| norm[i].as_str()).collect();
            // Its number and whom it is addressed to may stand between the title and the text.
            let front = (end + 1..first_numbered.min(end + 7)).rev().find(|&k| {
                let line = &norm[lines[k]];
                is_address(line) || is_document_number(line) || k == end + 1 && DATE_LINE.is_match(line)
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

/// The title of a plan of which only the text is there, whose first paragraph names it: 结合我市实际，特制定《…行动计划》。
fn titled_by_purpose(norm: &[String], lines: &[usize]) -> Option<(Option<String>, usize)> {
    static PURPOSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"制[定订]了?《([^《》]{4,120})》[^。]{0,40}。$"));
    lines.iter().find_map(|&i| {
        let title = PURPOSE.captures(&norm[i])?[1].to_owned();
        PLAN_TITLE.is_match(&title).then_some((Some(title), i))
    })
}

/// Whom a document is addressed to: 各县人民政府，市政府各部门：
fn is_address(line: &str) -> bool {
    line.ends_with('：') && line.starts_with(['各', '市', '县', '省', '区', '州']) && !line.contains('。')
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

/// What stands below the document on its page: how it is made public, who printed it, downloads, links, other pages.
///
/// It begins with a line of the page or the record of printing, behind which nothing more is said.
fn mark_tail(of_line: &mut [Zone], zones: &Zones) {
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

/// Who may read it, who gets it, when it was printed.
fn is_record(line: &str) -> bool {
    PUBLICITY.is_match(line) || RECORD.is_match(line) || PRINTED.is_match(line)
}

/// Who signed, and the day, at the end of a plan that has no covering notice, or behind the list of its annexes.
fn mark_signature(of_line: &mut [Zone], norm: &[String], body_line: usize) {
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

/// Whether a line is the end of a signature: a day, alone or behind who signed.
pub fn ends_signature(line: &str) -> bool {
    DATE_LINE.is_match(line) || SIGNED.is_match(line)
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
fn mark_page_heads(of_line: &mut [Zone], zones: &Zones) {
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

fn is_numbered(line: &str) -> bool {
    super::numbering::parse(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        for p in [&FURNITURE, &PAGE_NUMBER, &DOCUMENT_NUMBER, &NOTICE_TITLE, &NOTICE_SENTENCE] {
            assert!(!p.is_match("城镇化"));
        }
        for p in [&NOTICE_NAMED, &ANNEX, &PUBLICITY, &RECORD, &DATE_LINE, &FIRST_NUMBERED, &ORGAN, &SIGNED, &PRINTED] {
            assert!(!p.is_match("城镇化"));
        }
    }
}
