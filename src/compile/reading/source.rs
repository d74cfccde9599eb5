//! Bytes of a seed → its lines, decoded, with the Simplified reading of every character beside it.
//!
//! Of a plain text `Source::chars` is the whole file in order, a byte order mark excepted. Of a file of another kind it
//! is the text that a reader of the published page or paper sees: one line a paragraph or row of a table, in which tabs
//! divide the cells. Invariant: every later place in the file is an index into it, and every line of a file that is no
//! plain text knows where it stands there. What nobody sees stays and is in nothing that rules look at. [`scattered`] puts
//! lines together that a copy has torn at every figure.

mod scattered;

use super::encoding;
use super::formats::{self, Format, Place};
use super::gloss::glosses;
use crate::compile::{Diagnostic, SeedFile, Severity, divisions, folder};
use crate::model::Script;
use crate::text::invisible::is_invisible;
use encoding_rs::{Encoding, UTF_8};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A decoded seed file.
#[derive(Debug)]
pub struct Source {
    /// File name of the seed, without its folder.
    pub name: String,
    /// Name of the encoding it was decoded from.
    pub encoding: &'static str,
    /// The text with its line ends, as published.
    pub chars: Vec<char>,
    /// The Simplified reading of each of `chars`, same length; [`SET_ASIDE`] where a character is a gloss on another.
    pub simplified: Vec<char>,
    /// Traditional where more than one in fifty of its Chinese characters has another Simplified form.
    pub script: Script,
    /// In order; with their line ends they are the whole text.
    pub lines: Vec<Line>,
    /// Whether the file sets figures and marks on lines of their own, which `lines` have put together.
    pub scattered: bool,
    /// What the page says of itself outside of its text; nothing for a plain text.
    pub page: formats::Facts,
}

/// One line of a seed.
#[derive(Clone, Debug)]
pub struct Line {
    /// Index in `Source::chars` of its first character, of the end of its text, and of the next line.
    pub start: usize,
    /// One past its last character, the line end left out.
    pub end: usize,
    /// One past its line end.
    pub next: usize,
    /// Simplified, without outer spaces and what nobody sees: what rules look at.
    pub plain: String,
    /// Where it stands in a file that is no plain text.
    pub place: Option<Place>,
    /// Of a row of a file that keeps its tables: which table it belongs to.
    pub table: Option<u32>,
}

/// Stands for the reading of a character that says nothing of its own; nobody sees it.
const SET_ASIDE: char = '\u{200B}';

impl Source {
    /// A source of these characters.
    pub fn new(name: &str, encoding: &'static str, chars: Vec<char>) -> Self {
        let (script, simplified) = simplify(&chars);
        let lines = split_lines(&chars, &simplified);
        let scattered = scattered::is_scattered(&lines);
        let lines = if scattered { scattered::gather(&lines, &simplified) } else { lines };
        let page = formats::Facts::default();
        Self { name: name.to_owned(), encoding, chars, simplified, script, lines, scattered, page }
    }

    /// Line and column, both from 1, of a character index.
    pub fn position(&self, at: usize) -> (u32, u32) {
        let line = self.lines.partition_point(|line| line.next <= at).min(self.lines.len().saturating_sub(1));
        let start = self.lines.get(line).map_or(0, |l| l.start);
        (line as u32 + 1, at.saturating_sub(start) as u32 + 1)
    }

    /// The Simplified reading of a stretch, without what nobody sees.
    pub fn reading(&self, stretch: Range<usize>) -> String {
        visible(&self.simplified[stretch])
    }

    /// A remark about `length` characters from `at`.
    pub fn remark(
        &self,
        code: &'static str,
        severity: Severity,
        at: usize,
        length: usize,
        message: String,
    ) -> Diagnostic {
        let (line, column) = self.position(at);
        let file = self.name.clone();
        let place = self.lines.get(line as usize - 1).and_then(|line| line.place);
        Diagnostic { code, severity, file, line, column, place, length: length.max(1) as u32, message, hint: None }
    }
}

/// Reads a seed of any format. Bytes that fit no encoding become U+FFFD and an error that names their place; a file that
/// cannot be read is an empty source and an error that says what to do.
pub fn read(seed: &SeedFile) -> (Source, Vec<Diagnostic>) {
    match formats::sniff(&seed.name, &seed.bytes) {
        // What is no text shows where it ceases to be one.
        Format::Unread(_) if folder::is_plain(&seed.name) => read_plain(seed),
        Format::Text => read_plain(seed),
        _ if folder::is_toml(&seed.name) => read_plain(seed),
        format => read_document(seed, format),
    }
}

/// The text of a file that is no plain text.
fn read_document(seed: &SeedFile, format: Format) -> (Source, Vec<Diagnostic>) {
    let document = match formats::read(format, &seed.bytes, &formats::Limits::default()) {
        Ok(document) => document,
        Err(error) => {
            let (message, remedy) = error.told();
            let remark = Diagnostic::of_file("format", Severity::Error, &seed.name, message, &remedy);
            return (Source::new(&seed.name, UTF_8.name(), Vec::new()), vec![remark]);
        }
    };
    let lines = document.lines();
    let line = |line: &formats::Line| -> Vec<char> {
        line.text.chars().map(|c| if is_line_end(c) { ' ' } else { c }).chain(['\n']).collect()
    };
    let mut source = Source::new(&seed.name, UTF_8.name(), lines.iter().flat_map(line).collect());
    for (own, read) in source.lines.iter_mut().zip(lines) {
        (own.place, own.table) = (Some(read.at), read.table);
    }
    source.page = document.facts;
    let mut diagnostics = remark_unseen(&source, "save it anew, or save its text as .txt");
    diagnostics.extend(document.remarks.into_iter().map(|left_out| {
        // The line that stands there, or the next behind it.
        let at = source.lines.iter().find(|line| line.place >= Some(left_out.at)).map_or(0, |line| line.start);
        let remark = source.remark("left-out", Severity::Note, at, 1, left_out.message);
        let hint = Some("what is part of the plan can be kept by saving its text as .txt".into());
        Diagnostic { place: Some(left_out.at), hint, ..remark }
    }));
    (source, diagnostics)
}

/// Decodes a plain text.
fn read_plain(seed: &SeedFile) -> (Source, Vec<Diagnostic>) {
    let toml = folder::is_toml(&seed.name);
    let (encoding, bom) = match Encoding::for_bom(&seed.bytes) {
        Some((encoding, length)) if !toml || encoding == UTF_8 => (encoding, length),
        // TOML is UTF-8 by definition.
        _ if toml => (UTF_8, 0),
        _ => (encoding::of(&seed.bytes, None), 0),
    };
    let (text, _) = encoding.decode_without_bom_handling(&seed.bytes[bom..]);
    let source = Source::new(&seed.name, encoding.name(), text.chars().collect());
    let encodings = if toml { "UTF-8" } else { "UTF-8 or GB18030" };
    let remedy = format!("save the file as {encodings}; a torn download has to be fetched again");
    let diagnostics = remark_unseen(&source, &remedy);
    (source, diagnostics)
}

/// What is unreadable, unseen, or not there at all; `remedy` tells what to do about characters that cannot be read.
fn remark_unseen(source: &Source, remedy: &str) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if let Some(at) = source.chars.iter().position(|&c| c == '\u{FFFD}' || c == '\0') {
        let count = source.chars.iter().filter(|&&c| c == '\u{FFFD}' || c == '\0').count();
        let plural = if count == 1 { "" } else { "s" };
        let message = format!("{count} character{plural} cannot be read as {}", source.encoding);
        let mut remark = source.remark("unreadable", Severity::Error, at, 1, message);
        remark.hint = Some(remedy.to_owned());
        diagnostics.push(remark);
    }
    diagnostics.extend(remark_invisible(source));
    diagnostics.extend(remark_glosses(source));
    if source.chars.iter().all(|c| c.is_whitespace() || is_invisible(*c)) {
        let remark = source.remark("empty", Severity::Error, 0, 1, "the file is empty".into());
        let hint = Some("save the plan's text in it, or take it away".into());
        diagnostics.push(Diagnostic { hint, ..remark });
    }
    diagnostics
}

/// The characters that somebody sees.
pub fn visible(chars: &[char]) -> String {
    chars.iter().filter(|c| !is_invisible(**c)).collect()
}

/// One note a file: how many characters nobody sees, and where the first of them stands.
fn remark_invisible(source: &Source) -> Option<Diagnostic> {
    // A NUL is unreadable, which is worse.
    let mut places = (0..source.chars.len()).filter(|&at| source.chars[at] != '\0' && is_invisible(source.chars[at]));
    let first = places.next()?;
    let code = source.chars[first] as u32;
    let message = match places.count() {
        0 => format!("a character that nobody sees (U+{code:04X}) is set aside"),
        more => format!("{} characters that nobody sees are set aside, the first is U+{code:04X}", more + 1),
    };
    let mut remark = source.remark("invisible", Severity::Note, first, 1, message);
    remark.hint = Some("the text is read as if they were absent; delete them if the publication has none".into());
    Some(remark)
}

/// One note a file: how many readings stand in brackets behind characters, and where the first of them is.
fn remark_glosses(source: &Source) -> Option<Diagnostic> {
    let glosses = glosses(&source.chars);
    let first = glosses.first()?.clone();
    let gloss: String = source.chars[first.clone()].iter().collect();
    let message = match glosses.len() {
        1 => format!("a reading in brackets behind a character, {gloss}, is set aside"),
        more => format!("{more} readings in brackets behind characters are set aside, the first is {gloss}"),
    };
    let remark = source.remark("gloss", Severity::Note, first.start, first.len(), message);
    let hint = Some("the text is read as if they were absent; a copy from the office's own page has none".into());
    Some(Diagnostic { hint, ..remark })
}

/// A text is Traditional where more than one in fifty of its Chinese characters has another Simplified form.
fn simplify(chars: &[char]) -> (Script, Vec<char>) {
    let mut unified: Vec<char> = chars.iter().map(|&c| unify(c)).collect();
    for gloss in glosses(chars) {
        unified[gloss].fill(SET_ASIDE);
    }
    // What stands unseen within a word would hide it from the converter.
    let seen: Vec<usize> = (0..chars.len()).filter(|&at| !is_invisible(unified[at])).collect();
    let text: String = seen.iter().map(|&at| unified[at]).collect();
    let converted: Vec<char> = hanconv::t2s(&text).chars().collect();
    if converted.len() != seen.len() {
        return (Script::Hans, unified);
    }
    let changed = seen.iter().zip(&converted).filter(|(at, c)| unified[**at] != **c).count();
    let chinese = seen.iter().filter(|at| is_chinese(unified[**at])).count();
    if changed * 50 <= chinese {
        return (Script::Hans, unified);
    }
    let mut simplified = unified;
    let mut converted = settle_zhu(converted);
    divisions::keep_names(&text, &mut converted);
    for (at, c) in seen.into_iter().zip(converted) {
        simplified[at] = c;
    }
    (Script::Hant, simplified)
}

/// The common form of a character that PDF files write as a radical (⼀ for 一) or in a compatibility form.
fn unify(c: char) -> char {
    if !matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}') {
        return c;
    }
    let mut common = std::iter::once(c).nfkc();
    common.next().filter(|_| common.next().is_none()).unwrap_or(c)
}

/// The converter leaves 著 everywhere; in Simplified it is 着 (着力, 沿着) but in a closed list of words.
fn settle_zhu(mut text: Vec<char>) -> Vec<char> {
    const BEFORE: &str = "显编土名论卓昭原专遗合译新巨旧所拙";
    const BEHIND: &str = "作名述称录者书";
    for i in 0..text.len() {
        let before = i.checked_sub(1).map(|p| text[p]).is_some_and(|c| BEFORE.contains(c));
        let behind = text.get(i + 1).is_some_and(|&c| BEHIND.contains(c));
        if text[i] == '著' && !before && !behind {
            text[i] = '着';
        }
    }
    text
}

/// Whether the character is a Chinese ideograph.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// The Simplified reading of a line, without outer spaces, line ends and what nobody sees.
fn plain(simplified: &[char]) -> String {
    visible(simplified).trim().chars().filter(|c| !is_line_end(*c)).collect()
}

fn split_lines(chars: &[char], simplified: &[char]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let end = (start..chars.len()).find(|&at| ends_line(chars, at)).unwrap_or(chars.len());
        let two = matches!(chars.get(end..end + 2), Some(['\r', '\n'] | ['@', '@']));
        let next = (end + if two { 2 } else { 1 }).min(chars.len());
        let plain = plain(&simplified[start..end]);
        lines.push(Line { start, end, next, plain, place: None, table: None });
        start = next;
    }
    lines
}

/// Whether a line ends before the character at `at`; `@@` is what some collections of texts write for a line end.
fn ends_line(chars: &[char], at: usize) -> bool {
    is_line_end(chars[at]) || chars[at] == '@' && chars.get(at + 1) == Some(&'@')
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> (Source, Vec<Diagnostic>) {
        read(&SeedFile { name: "x.txt".into(), bytes: bytes.to_vec() })
    }

    #[test]
    fn encodings() {
        let text = "德化县人民政府关于印发方案的通知\r\n一、主要目标\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(text);
        let mut bom = b"\xEF\xBB\xBF".to_vec();
        bom.extend(text.as_bytes());
        for bytes in [text.as_bytes(), &gb, &bom] {
            let (source, diagnostics) = decode(bytes);
            assert_eq!(source.chars.iter().collect::<String>(), text);
            assert_eq!(source.lines.len(), 2);
            assert!(diagnostics.is_empty());
        }
    }

    #[test]
    fn a_torn_character_is_an_error_with_its_place() {
        let mut bytes = "到2028年，城镇化率\n达到75%以上".as_bytes().to_vec();
        bytes.remove(bytes.len() - 2);
        let (source, diagnostics) = decode(&bytes);
        assert_eq!(source.encoding, "UTF-8");
        assert_eq!((diagnostics[0].code, diagnostics[0].line, diagnostics[0].column), ("unreadable", 2, 7));
    }

    #[test]
    fn what_nobody_sees_is_kept_and_not_read() {
        let text = "一\u{202E}、目\u{200B}標\u{2028}\u{FE0F}實現質\u{AD}的有效提升";
        let (source, diagnostics) = decode(text.as_bytes());
        assert_eq!(source.chars.iter().collect::<String>(), text);
        let lines: Vec<&str> = source.lines.iter().map(|line| line.plain.as_str()).collect();
        assert_eq!(lines, ["一、目标", "实现质的有效提升"]);
        assert_eq!((diagnostics.len(), diagnostics[0].code), (1, "invisible"));
        assert_eq!((diagnostics[0].line, diagnostics[0].column), (1, 2));
        assert!(diagnostics[0].message.starts_with("4 characters"), "{}", diagnostics[0].message);
    }

    #[test]
    fn radicals_and_compatibility_forms() {
        let (source, _) = decode("⼀、⼈⼝\u{F97E}\u{2F81A}〇①".as_bytes());
        assert_eq!(source.lines[0].plain, "一、人口量冬〇①");
        assert_eq!(source.chars[0], '⼀');
    }

    #[test]
    fn names_of_places_survive_the_conversion() {
        let text =
            "乾安縣人民政府關於推進乾淨整潔鄉村建設的實施方案，學習慈谿市、慈溪市、濬縣、乾縣經驗，建設乾部隊伍。";
        let shown: String = decode(text.as_bytes()).0.simplified.iter().collect();
        assert!(shown.starts_with("乾安县人民政府关于推进干净整洁乡村建设的实施方案"), "{shown}");
        assert!(shown.contains("慈溪市、慈溪市、浚县、乾县经验"), "{shown}");
    }

    #[test]
    fn scripts() {
        let (source, _) = decode("著力推動協調發展，順著方向，成效顯著，著名專著，實現質的有效提升。".as_bytes());
        let shown: String = source.simplified.iter().collect();
        assert_eq!(shown, "着力推动协调发展，顺着方向，成效显著，著名专著，实现质的有效提升。");
        let (source, _) = decode("實施新一輪農業轉移人口市民化行動，促進就業。".as_bytes());
        assert_eq!(source.script, Script::Hant);
        assert_eq!(source.simplified.iter().collect::<String>(), "实施新一轮农业转移人口市民化行动，促进就业。");
        assert_eq!(decode("乾县巩固脱贫成效显著，各乡镇人民政府要认真抓好贯彻落实，确保各项目标任务按期完成，重大事项及时向县委、县政府报告。".as_bytes()).0.script, Script::Hans);
    }
}
