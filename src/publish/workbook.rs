//! Plans, clauses, targets and links as a workbook for Excel, WPS and LibreOffice.
//!
//! In: a corpus and the plans that are wanted. Out: the bytes of an `.xlsx`: a sheet a table, heads that stay in view,
//! filters, numbers and days as such, links from a target to its clause and from there to the site where its address is
//! known. Invariant: what a plan says is text, whatever it begins with; the same corpus gives the same bytes.

use crate::messages::{self, Messages};
use crate::model::{Clause, ClauseKind, Code, Corpus, Date, Kind, Language, Plan, Target, is_web_address};
use crate::query::cite::path_label;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Workbook, Worksheet,
    XlsxError,
};
use std::collections::BTreeMap;

/// What one cell holds.
enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// 0–1.
    Share(f64),
    Year(u16),
    Day(Date),
    /// Where it leads, and its words.
    Link(String, String),
}

/// A sheet: its name, heads with widths in characters, and rows.
struct Sheet {
    name: &'static str,
    heads: &'static [(&'static str, u32)],
    rows: Vec<Vec<Cell>>,
}

/// A cell of a workbook holds no longer text; Excel counts in units of UTF-16.
const LONGEST: usize = 32_767;
/// Excel takes no more links on one sheet.
const LINKS: usize = 65_000;

const PLANS: [(&str, u32); 14] = [
    ("编号", 18),
    ("地区", 10),
    ("层级", 8),
    ("名称", 48),
    ("文号", 20),
    ("发文机关", 22),
    ("成文日期", 12),
    ("公布日期", 12),
    ("有效期至", 12),
    ("全文", 8),
    ("条款数", 8),
    ("目标数", 8),
    ("本站页面", 14),
    ("官方网页", 14),
];
const CLAUSES: [(&str, u32); 12] = [
    ("编号", 20),
    ("地区", 10),
    ("层级", 8),
    ("规划", 18),
    ("条款", 14),
    ("类别", 8),
    ("标题", 30),
    ("正文", 80),
    ("主题", 18),
    ("责任单位", 30),
    ("牵头单位", 20),
    ("完成时限", 14),
];
const TARGETS: [(&str, u32); 16] = [
    ("编号", 22),
    ("地区", 10),
    ("层级", 8),
    ("规划", 18),
    ("条款", 20),
    ("指标", 24),
    ("目标表述", 26),
    ("比较符", 8),
    ("数值", 10),
    ("数值上限", 10),
    ("单位", 8),
    ("口径", 10),
    ("起始年", 8),
    ("截止年", 8),
    ("范围", 14),
    ("原文", 70),
];
const LINKED: [(&str, u32); 9] = [
    ("本级地区", 10),
    ("本级条款", 20),
    ("本级标题", 34),
    ("上级地区", 10),
    ("上级条款", 20),
    ("上级标题", 34),
    ("对应程度", 10),
    ("相近程度", 10),
    ("先后", 22),
];
const ABOUT: [(&str, u32); 2] = [("项目", 16), ("说明", 100)];

/// The workbook of these plans; of a place, only what corresponds to its own clauses is listed as linked.
pub fn workbook(
    corpus: &Corpus,
    plans: &[&Plan],
    place: Option<&Code>,
    base: Option<&str>,
) -> Result<Vec<u8>, XlsxError> {
    let book = Book { m: messages::of(Language::Hans), corpus, plans, place, base };
    let clauses: Vec<&Clause> =
        plans.iter().flat_map(|plan| corpus.clauses.iter().filter(|c| c.plan == plan.id)).collect();
    // The first row below the head is the second.
    let rows: Rows = clauses.iter().enumerate().map(|(at, clause)| (clause.id.as_str(), (at + 2, *clause))).collect();
    let sheets = [
        book.about(clauses.len()),
        Sheet { name: "规划", heads: &PLANS, rows: plans.iter().map(|plan| book.plan(plan)).collect() },
        Sheet { name: "条款", heads: &CLAUSES, rows: clauses.iter().map(|clause| book.clause(clause)).collect() },
        Sheet {
            name: "目标",
            heads: &TARGETS,
            rows: book.targets().map(|target| book.target(target, &rows)).collect(),
        },
        Sheet { name: "对应", heads: &LINKED, rows: book.links(&rows) },
    ];
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    let mut properties = DocProperties::new().set_title(book.title()).set_author(book.m.site);
    // No clock: the youngest plan dates the workbook.
    let youngest = plans.iter().filter_map(|plan| plan.signed).max();
    let day = youngest.and_then(excel_day).map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
    properties = properties.set_creation_datetime(&day);
    workbook.set_properties(&properties);
    for sheet in &sheets {
        write(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer()
}

struct Book<'a> {
    m: &'static Messages,
    corpus: &'a Corpus,
    plans: &'a [&'a Plan],
    place: Option<&'a Code>,
    base: Option<&'a str>,
}

impl<'a> Book<'a> {
    fn title(&self) -> String {
        let place = self.place.and_then(|code| self.plans.iter().find(|plan| plan.place_code.as_ref() == Some(code)));
        place.map_or_else(|| self.m.site.to_owned(), |plan| format!("{}：{}", self.m.site, plan.place))
    }

    fn about(&self, clauses: usize) -> Sheet {
        let line = |name: &str, text: &str| vec![Cell::Text(name.to_owned()), Cell::Text(text.to_owned())];
        let site =
            self.base.map(|base| vec![Cell::Text("网址".to_owned()), Cell::Link(base.to_owned(), base.to_owned())]);
        let counts = format!("规划{}份，条款{clauses}条，目标{}项。", self.plans.len(), self.targets().count());
        let mut rows = vec![line("名称", &self.title()), line("内容", &counts)];
        rows.extend(site);
        rows.extend([
            line("规划", "每份文件一行。“全文”为“否”的，正文未收录，只有已知的数字。"),
            line("条款", "每条一行，编号按文件自己的编号。正文转为简体，不含编号，含标题和责任单位。"),
            line("目标", "每项承诺一行。数值已换算“万”等倍数；比较符“≥”为以上、不低于，“≤”为以内，“≈”为左右，“＝”为其他。点击条款可到所在行。"),
            line("对应", "下级条款与上级条款内容相近的，每对一行。对应不表示前者由后者而来。"),
            line("性质", &format!("{}{}", self.m.data.unofficial_text, self.m.data.licence_text)),
        ]);
        Sheet { name: "说明", heads: &ABOUT, rows }
    }

    fn plan_of(&self, id: &str) -> Option<&'a Plan> {
        self.plans.iter().find(|plan| plan.id == id).copied()
    }

    fn place_and_level(&self, plan: &str) -> [Cell; 2] {
        let plan = self.plan_of(plan);
        [text(plan.map_or("", |plan| &plan.place)), text(plan.map_or("", |plan| self.m.level_name(plan.level)))]
    }

    fn plan(&self, plan: &Plan) -> Vec<Cell> {
        let count = |n: usize| Cell::Number(n as f64);
        let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::Day);
        let source = plan.source_url.as_ref().filter(|url| is_web_address(url));
        let page = self.base.map(|base| Cell::Link(format!("{base}plans/{}/", plan.id), "查看".to_owned()));
        vec![
            text(&plan.id),
            text(&plan.place),
            text(self.m.level_name(plan.level)),
            text(&plan.title),
            optional(&plan.document_number),
            optional(&plan.issuer),
            day(plan.signed),
            day(plan.published),
            day(plan.valid_until),
            text(if plan.text { "是" } else { "否" }),
            count(self.corpus.clauses.iter().filter(|clause| clause.plan == plan.id).count()),
            count(self.corpus.targets.iter().filter(|target| target.plan == plan.id).count()),
            page.unwrap_or(Cell::Empty),
            source.map_or(Cell::Empty, |url| Cell::Link(url.clone(), "打开".to_owned())),
        ]
    }

    fn clause(&self, clause: &Clause) -> Vec<Cell> {
        let [place, level] = self.place_and_level(&clause.plan);
        let page = self.base.map(|base| format!("{base}plans/{}/#{}", clause.plan, clause.path));
        let topics = clause.topics.iter().filter_map(|id| self.corpus.topics.iter().find(|topic| topic.id == *id));
        let topics: Vec<&str> = topics.map(|topic| topic.name.hans.as_str()).collect();
        vec![
            page.map_or_else(|| text(&clause.id), |page| Cell::Link(page, clause.id.to_string())),
            place,
            level,
            text(&clause.plan),
            text(&path_label(self.m, &clause.path)),
            text(kind_of_clause(clause.kind)),
            optional(&clause.heading),
            text(&clause.text),
            text(&topics.join("、")),
            text(&clause.units.join("、")),
            text(&clause.leads.join("、")),
            clause.deadline.as_ref().map_or(Cell::Empty, |deadline| text(&deadline.text)),
        ]
    }

    fn targets(&self) -> impl Iterator<Item = &'a Target> {
        self.plans.iter().flat_map(|plan| self.corpus.targets.iter().filter(|target| target.plan == plan.id))
    }

    fn target(&self, target: &Target, rows: &Rows) -> Vec<Cell> {
        let [place, level] = self.place_and_level(&target.plan);
        let indicator = self.corpus.indicators.iter().find(|indicator| indicator.id == target.indicator);
        let number =
            |value: Option<crate::model::Decimal>| value.map_or(Cell::Empty, |value| Cell::Number(value.as_f64()));
        let year = |year: Option<u16>| year.map_or(Cell::Empty, Cell::Year);
        vec![
            text(&target.id),
            place,
            level,
            text(&target.plan),
            target.clause.as_ref().map_or(Cell::Empty, |clause| self.to_clause(clause, rows)),
            text(indicator.map_or(&target.indicator, |indicator| &indicator.name.hans)),
            text(&target.label),
            text(target.comparator.sign()),
            number(target.value),
            number(target.value_max),
            optional(&target.unit),
            text(kind(self.m, target.kind)),
            year(target.year_from),
            year(target.year_to),
            text(&target.scope),
            optional(&target.quote),
        ]
    }

    /// The clause's row on the sheet of clauses.
    fn to_clause(&self, clause: &str, rows: &Rows) -> Cell {
        match rows.get(clause) {
            Some((row, _)) => Cell::Link(format!("internal:'条款'!A{row}"), clause.to_owned()),
            None => text(clause),
        }
    }

    fn links(&self, rows: &Rows) -> Vec<Vec<Cell>> {
        let own = |plan: &Plan| self.place.is_none_or(|place| plan.place_code.as_ref() == Some(place));
        let title = |id: &str| text(rows.get(id).map_or("", |(_, clause)| clause.title()));
        let row = |link: &crate::model::Link| {
            let child = self.plan_of(link.child.plan()).filter(|plan| own(plan))?;
            let parent = self.plan_of(link.parent.plan())?;
            Some(vec![
                text(&child.place),
                self.to_clause(&link.child, rows),
                title(&link.child),
                text(&parent.place),
                self.to_clause(&link.parent, rows),
                title(&link.parent),
                text(if u8::from(link.grade) == 2 { "明确对应" } else { "部分对应" }),
                Cell::Share(link.score),
                text(if link.earlier { "本文件早于该上级文件" } else { "" }),
            ])
        };
        self.corpus.links.iter().filter_map(row).collect()
    }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn optional(text: &Option<String>) -> Cell {
    text.as_deref().map_or(Cell::Empty, self::text)
}

fn kind(m: &Messages, kind: Kind) -> &'static str {
    match kind {
        Kind::Level => m.kinds.level,
        Kind::Annual => m.kinds.annual,
        Kind::Cumulative => m.kinds.cumulative,
        Kind::Increase => m.kinds.increase,
    }
}

fn kind_of_clause(kind: ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Chapter => "章",
        ClauseKind::Section => "节",
        ClauseKind::Item => "项",
        ClauseKind::Principle => "原则",
        ClauseKind::Paragraph => "段",
        ClauseKind::Preamble => "前言",
        ClauseKind::Closing => "附则",
        ClauseKind::Annex => "附件",
    }
}

/// Where each clause stands on its sheet: the number of its row there.
type Rows<'a> = BTreeMap<&'a str, (usize, &'a Clause)>;

/// How cells look.
struct Formats {
    head: Format,
    text: Format,
    number: Format,
    share: Format,
    year: Format,
    day: Format,
    link: Format,
}

impl Formats {
    fn new() -> Self {
        let font = Format::new().set_font_name("宋体").set_font_size(10.5).set_align(FormatAlign::Top);
        let font = font.set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(0x00A6_A6A6));
        Self {
            head: font
                .clone()
                .set_font_name("黑体")
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00E7_E6E6))
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0x00A6_A6A6))
                .set_text_wrap(),
            text: font.clone().set_text_wrap(),
            number: font.clone().set_num_format("#,##0.######"),
            share: font.clone().set_num_format("0.00").set_align(FormatAlign::Center),
            year: font.clone().set_num_format("0").set_align(FormatAlign::Center),
            day: font.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            link: font.set_font_color(Color::RGB(0x0005_63C1)).set_underline(FormatUnderline::Single),
        }
    }
}

fn write(to: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    to.set_name(sheet.name)?;
    to.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    to.set_repeat_rows(0, 0)?.set_footer("&C&P / &N");
    to.set_row_height(0, 22)?;
    for (column, (head, width)) in sheet.heads.iter().enumerate() {
        let column = column as u16;
        to.set_column_width(column, *width)?;
        to.write_string_with_format(0, column, *head, &formats.head)?;
    }
    let mut links = 0;
    for (row, cells) in sheet.rows.iter().enumerate() {
        to.set_row_height(row as u32 + 1, height(cells, sheet.heads))?;
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32 + 1, column as u16);
            match cell {
                Cell::Empty => to.write_blank(row, column, &formats.text)?,
                Cell::Text(words) => to.write_string_with_format(row, column, short(words), &formats.text)?,
                Cell::Number(value) => to.write_number_with_format(row, column, *value, &formats.number)?,
                Cell::Share(value) => to.write_number_with_format(row, column, *value, &formats.share)?,
                Cell::Year(year) => to.write_number_with_format(row, column, f64::from(*year), &formats.year)?,
                Cell::Day(day) => match excel_day(*day) {
                    Some(day) => to.write_datetime_with_format(row, column, &day, &formats.day)?,
                    None => to.write_string_with_format(row, column, day.to_string(), &formats.text)?,
                },
                Cell::Link(_, words) if links == LINKS => {
                    to.write_string_with_format(row, column, short(words), &formats.text)?
                }
                Cell::Link(address, words) => {
                    links += 1;
                    let link = Url::new(address.as_str()).set_text(short(words));
                    to.write_url_with_format(row, column, link, &formats.link)?
                }
            };
        }
    }
    to.set_freeze_panes(1, u16::from(sheet.heads.len() > ABOUT.len()))?;
    if sheet.heads.len() > ABOUT.len() {
        to.autofilter(0, 0, sheet.rows.len() as u32, sheet.heads.len() as u16 - 1)?;
    }
    Ok(())
}

/// Points of a row in which every text is seen; programs that count themselves do so for what they show alone.
fn height(cells: &[Cell], heads: &[(&str, u32)]) -> f64 {
    const LINE: f64 = 14.0;
    const HIGHEST: f64 = 405.0;
    let lines = |words: &str, width: u32| {
        let of_line =
            |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>().div_ceil(width).max(1);
        words.split('\n').map(of_line).sum::<u32>()
    };
    let of_cell = |(cell, (_, width)): (&Cell, &(&str, u32))| match cell {
        // A line holds a little less than its width, as no sign is cut.
        Cell::Text(words) => lines(words, width.saturating_sub(2).max(2)),
        _ => 1,
    };
    let most = cells.iter().zip(heads).map(of_cell).max().unwrap_or(1);
    (f64::from(most) * LINE + 2.0).min(HIGHEST)
}

/// The day for a spreadsheet; none before its first.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(day.year, day.month, day.day).ok().filter(|_| day.year >= 1900)
}

/// As much of a text as a cell holds.
fn short(text: &str) -> String {
    if text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length < LONGEST
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
