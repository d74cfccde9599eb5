//! Lines of the body → paragraphs: wrapped and torn lines are joined, starts of lists are not eaten.

use crate::compile::pattern::pattern;
use crate::compile::reading::normalise::{Text, normalise};
use crate::compile::reading::numbering::{Number, Sequence, Style};
use crate::compile::reading::source::Source;
use crate::compile::reading::tables::Table;
use crate::compile::reading::zones::{Zone, Zones};
use crate::text::invisible::is_invisible;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines that make one paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph<'a> {
    /// Line indices in order; at least one.
    pub lines: Vec<usize>,
    /// The number that it begins with; none of a table.
    pub number: Option<Number>,
    /// The lines are those of a table.
    pub table: Option<&'a Table>,
}

impl Paragraph<'_> {
    /// Index in `Source::chars` of its first visible character.
    pub fn start(&self, source: &Source) -> usize {
        let line = &source.lines[self.lines[0]];
        (line.start..line.end).find(|&at| !source.chars[at].is_whitespace()).unwrap_or(line.start)
    }

    /// The paragraph with its number.
    pub fn whole(&self, source: &Source) -> Text {
        if let Some(table) = self.table {
            return table.text(source);
        }
        normalise(source, &self.stretches(source))
    }

    fn stretches(&self, source: &Source) -> Vec<Range<usize>> {
        self.lines.iter().map(|&i| source.lines[i].start..source.lines[i].end).collect()
    }

    /// The paragraph without its number.
    pub fn text(&self, source: &Source) -> Text {
        if self.table.is_some() {
            return self.whole(source);
        }
        let mut stretches = self.stretches(source);
        if let Some(number) = self.number {
            let whole = normalise(source, &stretches);
            let mut rest = whole.glyphs.iter().skip(number.length).skip_while(|g| g.shown == ' ');
            match rest.next() {
                Some(first) => {
                    stretches.retain(|s| s.end > first.at);
                    if let Some(stretch) = stretches.first_mut() {
                        stretch.start = first.at;
                    }
                }
                None => stretches.clear(),
            }
        }
        normalise(source, &stretches)
    }
}

/// The paragraphs of the body in order.
pub fn paragraphs<'a>(source: &Source, zones: &'a Zones) -> Vec<Paragraph<'a>> {
    let body: Vec<usize> =
        (0..zones.norm.len()).filter(|&i| zones.of_line[i] == Zone::Body && !zones.norm[i].is_empty()).collect();
    let width = wrap_width(zones, &body);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut numbers = Sequence::default();
    for &i in &body {
        if let Some(table) = zones.table_of(i) {
            match paragraphs.last_mut().filter(|open| open.table.is_some_and(|open| std::ptr::eq(open, table))) {
                Some(open) => open.lines.push(i),
                None => paragraphs.push(Paragraph { lines: vec![i], number: None, table: Some(table) }),
            }
            continue;
        }
        let number = numbers.parse(&zones.norm[i]);
        if let Some(open) = paragraphs.last_mut()
            && open.table.is_none()
            && continues(source, zones, width, open, i, number)
        {
            open.lines.push(i);
        } else {
            paragraphs.push(Paragraph { lines: vec![i], number, table: None });
        }
    }
    paragraphs
}

/// Whether a line of its own names who is responsible: 责任单位：…, 牵头单位：…；配合单位：….
pub fn is_unit_line(line: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^[（〔【]?(责任|牵头|主办|承办|配合|协办|参与|协同|联系|实施|落实|负责|完成)(责任)?(单位|部门)[：:]")
    });
    // 本条由…负责。 speaks of the whole article.
    let article = line.starts_with("本条由") && line.contains(['局', '委', '厅', '办', '会', '府']);
    LABEL.is_match(line)
        || article
        || line.starts_with(['（', '〔']) && line.ends_with(['）', '〕']) && names_units(line)
}

/// Whether a line of its own says who is responsible, or until when: 完成时限：2024年6月底前.
pub fn is_labelled_line(line: &str) -> bool {
    static DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(完成|办理|办结|落实|整改|实施|推进|工作|任务)?(时限|期限|时间|进度|时间节点)(要求|安排)?：")
    });
    is_unit_line(line) || DEADLINE.is_match(line)
}

/// Whether a text says who is responsible, with a label or in a bracket at its end.
pub fn names_units(text: &str) -> bool {
    static NAMED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(责任|牵头|主办|承办|配合|实施|负责)(单位|部门)：|[（〔](省|市|县|区|州|旗|团|各|国|公安)[^（〔]*",
            r"(局|委|办|厅|部|政府|中心|公司|单位|负责|牵头|配合|落实|等)。?[）〕]。?(\n|$)"
        ))
    });
    NAMED.is_match(text)
}

/// Whether a sentence says from when and until when the plan is in force.
pub fn is_closing(text: &str) -> bool {
    static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:^|[。\n])(本|此)[^。]{0,24}(自|从)[^。]{0,20}(施行|实施|执行|生效)|(?:^|[。\n])(本|此)[^。]{0,16}有效期|(?:^|[。\n])有效期(至|为|[一二三四五\d])",
        )
    });
    CLOSING.is_match(text)
}

/// The length at which lines are wrapped, where they are: no line of a body of some length is longer.
fn wrap_width(zones: &Zones, body: &[usize]) -> Option<usize> {
    let text = body.iter().filter(|&&i| zones.table_of(i).is_none());
    let longest = text.map(|&i| zones.norm[i].chars().count()).max().unwrap_or(0);
    (body.len() > 10 && (16..=60).contains(&longest)).then_some(longest)
}

/// Whether line `i` goes on the open paragraph.
fn continues(
    source: &Source,
    zones: &Zones,
    width: Option<usize>,
    open: &Paragraph,
    i: usize,
    number: Option<Number>,
) -> bool {
    let Some(&last) = open.lines.last() else { return false };
    let (before, line) = (zones.norm[last].as_str(), zones.norm[i].as_str());
    let length = before.chars().count();
    let full = width.is_some_and(|width| length + 3 >= width);
    let finished = before.ends_with(['。', '！', '？', '；', '：', '）', '〕', '”', '…']);
    let first_line = open.lines.len() == 1;
    let bare = !before.contains(['。', '；', '，', '！', '？', '：']);
    // A title stands on a line of its own and ends in no mark; where no line is wrapped a numbered one may have a comma:
    // （一）聚焦重点人群，加快补齐短板.
    let two_phrases = width.is_none() && open.number.is_some() && !before.contains(['。', '；', '！', '？', '：']);
    let bare = bare || two_phrases && !before.ends_with(['，', '、']);
    // Where words stand apart from each other by chance, only a chapter or a section tells that its line is a title.
    let scattered = source.scattered && open.number.is_none_or(|number| number.style > Style::Bracket);
    let longest = if scattered {
        0
    } else if open.number.is_some() {
        45
    } else {
        20
    };
    let heading = first_line && bare && !full && length <= longest;
    // Who is responsible stands on lines of its own or behind the last sentence, often without a final mark.
    let labelled = |line: &str| is_labelled_line(line) && !line.starts_with(['（', '〔', '【']);
    let last_words = before.rsplit(['。', '；']).next().unwrap_or(before);
    // A list of offices may be wrapped, but no number stands within one.
    let finished = finished || labelled(last_words) && !before.ends_with(['、', '，']) && (!full || number.is_some());
    if labelled(line) {
        return false;
    }
    if labelled(&zones.norm[open.lines[0]]) {
        let torn =
            before.ends_with(['、', '，', '；', '：']) || line.starts_with(['、', '，', '；']) || full && !finished;
        return number.is_none() && torn;
    }
    if let Some(number) = number {
        // Inside a torn sentence a figure may look like the number of a list: 3、 5. …
        let doubtful = matches!(number.style, Style::Dot | Style::SmallBracket);
        let in_list = open.number.is_some_and(|n| n.style == number.style && n.value + 1 == number.value);
        return doubtful && !finished && !heading && !in_list && number.value != 1;
    }
    if is_closing(line) && finished {
        return false;
    }
    if heading {
        return false;
    }
    if !finished {
        return true;
    }
    // In a wrapped text a full line may end with a stop by chance; an indent then tells paragraphs apart.
    full && !is_indented(source, i) && open.lines.iter().any(|&l| is_indented(source, l))
}

fn is_indented(source: &Source, i: usize) -> bool {
    let line = &source.lines[i];
    let seen = source.chars[line.start..line.end].iter().filter(|c| !is_invisible(**c));
    let indent = seen.take_while(|c| c.is_whitespace());
    indent.map(|&c| if c == '\u{3000}' { 2 } else { 1 }).sum::<usize>() >= 2
}
