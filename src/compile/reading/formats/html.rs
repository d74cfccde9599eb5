//! A saved page → the document on it, and what the page says about itself.
//!
//! Invariants: what a visitor does not see is in no block; a table that only lays out the page is no table.

mod article;
mod tree;

use super::{Block, Cell, Document, Facts, FormatError, Limits, Place, Remark, Row};
use article::{is_block, is_control};
use std::collections::HashSet;
use tree::{Id, Tree};

/// Labels of the header of government pages, without spaces.
const LABELS: &[&str] = &[
    "索引号",
    "信息索引号",
    "统一编号",
    "文号",
    "发文字号",
    "发文文号",
    "备注/文号",
    "文件编号",
    "发布机构",
    "发文机关",
    "发文机构",
    "发文单位",
    "发布机关",
    "发布单位",
    "制发机关",
    "公开主体",
    "成文日期",
    "发文日期",
    "发布日期",
    "公开日期",
    "生成日期",
    "印发日期",
    "发布时间",
    "实施日期",
    "生效日期",
    "施行日期",
    "失效日期",
    "废止日期",
    "有效性",
    "时效性",
    "文件状态",
    "效力状态",
    "主题分类",
    "组配分类",
    "体裁分类",
    "主题词",
    "标题",
    "名称",
    "文件名称",
    "公开方式",
    "公开范围",
    "来源",
    "信息来源",
];

const META: &[&str] = &[
    "ArticleTitle",
    "PubDate",
    "ContentSource",
    "Author",
    "ColumnName",
    "ColumnType",
    "SiteName",
    "SiteDomain",
    "Url",
];

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, FormatError> {
    let text = super::decode(bytes);
    let tree = tree::parse(&text, limits.depth);
    let tree = tree.ok_or(FormatError::TooLarge { of: "elements within elements", limit: limits.depth })?;
    let shown = article::shown(&tree);
    let found = article::find(&tree, &shown);
    let page = Page { tree: &tree, shown: &shown };
    let (pieces, dropped) = trim(page.pieces(found));
    let mut document = Document { facts: page.facts(found), ..Document::default() };
    let lead: String = pieces.iter().take(8).map(|piece| squeeze(piece.text())).collect();
    if let Some(title) = &document.facts.title
        && !lead.contains(&squeeze(title))
        && !document.facts.header.iter().any(|(label, _)| matches!(&**label, "标题" | "名称" | "文件名称"))
    {
        document.facts.header.push(("标题".into(), title.clone()));
    }
    for piece in dropped {
        let message = format!("left out as a control of the page: {}", piece.text());
        document.remarks.push(Remark { message, at: piece.block.at() });
    }
    document.blocks = pieces.into_iter().map(|piece| piece.block).collect();
    Ok(document)
}

/// A block, and how much of it is links.
struct Piece {
    block: Block,
    chars: usize,
    linked: usize,
}

impl Piece {
    fn text(&self) -> &str {
        match &self.block {
            Block::Paragraph { text, .. } => text,
            Block::Table { .. } => "",
        }
    }

    fn is_control(&self) -> bool {
        is_control(self.text()) || self.linked * 2 > self.chars
    }
}

/// Takes away the page's controls near both ends, and the lists of links before and behind the document.
fn trim(pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    const NEAR: usize = 8;
    let count = pieces.len();
    let first = pieces.iter().position(|piece| !piece.is_control()).unwrap_or(count);
    let last = pieces.iter().rposition(|piece| !piece.is_control()).unwrap_or(0);
    let mut n = 0;
    pieces.into_iter().partition(|piece| {
        n += 1;
        let near = n <= first + NEAR || n + NEAR > last + 1;
        (first + 1..=last + 1).contains(&n) && !(near && is_control(piece.text()))
    })
}

struct Page<'t> {
    tree: &'t Tree,
    shown: &'t [bool],
}

impl Page<'_> {
    /// The blocks of an element in reading order.
    fn pieces(&self, id: Id) -> Vec<Piece> {
        let mut flow = Flow::default();
        self.walk(id, false, &mut flow);
        flow.end();
        flow.pieces
    }

    fn walk(&self, id: Id, linked: bool, flow: &mut Flow) {
        if !self.shown[id] {
            return;
        }
        if let Some(text) = self.tree.text(id) {
            return flow.push(text, self.tree.line(id), linked);
        }
        let name = self.tree.name(id);
        if name == "br" {
            return flow.end();
        }
        let block = is_block(name);
        if block {
            flow.end();
        }
        if name == "table"
            && let Some(rows) = self.table(id)
        {
            let at = Place::Line(self.tree.line(id));
            return flow.pieces.push(Piece { block: Block::Table { rows, at }, chars: 1, linked: 0 });
        }
        let numbered = name == "ol" && self.tree.attribute(id, "type") != Some("none");
        let mut number = self.tree.attribute(id, "start").and_then(|start| start.parse().ok()).unwrap_or(1u32);
        for &child in self.tree.children(id) {
            if numbered && self.tree.name(child) == "li" && self.shown[child] {
                flow.marker = Some(format!("{number}."));
                number = number.saturating_add(1);
            }
            self.walk(child, linked || name == "a", flow);
        }
        if block {
            flow.end();
        }
    }

    /// The rows of a table of data; `None` for one that lays out the page.
    fn table(&self, id: Id) -> Option<Vec<Row>> {
        let nested = self.tree.below(id).skip(1).any(|id| self.tree.name(id) == "table" && self.shown[id]);
        if nested || self.tree.attribute(id, "role") == Some("presentation") {
            return None;
        }
        let mut taken = HashSet::new();
        let mut rows = Vec::new();
        let trs = self.tree.below(id).filter(|&tr| self.tree.name(tr) == "tr" && self.shown[tr]);
        for (tr, row_at) in trs.zip(0u32..) {
            let mut row = Row::default();
            let mut column = 0u32;
            for &td in self.tree.children(tr).iter().filter(|&&td| matches!(self.tree.name(td), "td" | "th")) {
                let span = |name| self.tree.attribute(td, name).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
                let (columns, span_rows) = (u32::clamp(span("colspan"), 1, 100), u32::clamp(span("rowspan"), 1, 1000));
                while taken.contains(&(row_at, column)) {
                    column += 1;
                }
                taken
                    .extend((row_at..row_at + span_rows).flat_map(|r| (column..column + columns).map(move |c| (r, c))));
                let pieces = self.pieces(td);
                let texts: Vec<&str> = pieces.iter().map(Piece::text).collect();
                let at = pieces.first().map_or(Place::Line(self.tree.line(td)), |piece| piece.block.at());
                let text = texts.join("\n");
                row.cells.push(Cell { text, at, column, columns, rows: span_rows });
                column += columns;
            }
            rows.push(row);
        }
        rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
        let cells: Vec<&Cell> = rows.iter().flat_map(|row| &row.cells).collect();
        let total: usize = cells.iter().map(|cell| cell.text.len()).sum();
        let whole_text = cells.iter().any(|cell| cell.text.lines().count() > 3 && cell.text.len() * 2 > total);
        let data = rows.iter().any(|row| row.cells.len() > 1) && !(whole_text && cells.len() < 6);
        data.then_some(rows)
    }

    /// What the page says about itself; `article` is left out.
    fn facts(&self, article: Id) -> Facts {
        let mut facts = Facts { address: self.tree.saved_from.clone(), ..Facts::default() };
        let (mut title, mut heading) = (None, None);
        for id in self.tree.below(0) {
            match self.tree.name(id) {
                "meta" => {
                    let name = self.tree.attribute(id, "name").unwrap_or_default();
                    let content = clean(self.tree.attribute(id, "content").unwrap_or_default());
                    let known = META.iter().find(|known| known.eq_ignore_ascii_case(name));
                    if let Some(known) = known.filter(|_| !content.is_empty()) {
                        facts.meta.push(((*known).to_owned(), content));
                    }
                }
                "link" if self.tree.attribute(id, "rel") == Some("canonical") => {
                    let address = self.tree.attribute(id, "href").map(str::to_owned);
                    facts.address = facts.address.take().or(address);
                }
                "title" => title = title.or_else(|| Some(self.inner(id))),
                "h1" if self.shown[id] => heading = heading.or_else(|| Some(self.inner(id)).filter(|t| !t.is_empty())),
                _ => {}
            }
        }
        let meta = |wanted: &str| facts.meta.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        facts.address = facts.address.take().or_else(|| meta("Url"));
        let title = title.map(|title: String| title.split(['_', '|']).next().unwrap_or_default().trim().to_owned());
        facts.title = meta("ArticleTitle").or(heading).or(title).filter(|title| !title.is_empty());
        facts.header = self.header(article);
        facts
    }

    /// Pairs of a known label and its value, in one line or in neighbouring cells of one row.
    fn header(&self, article: Id) -> Vec<(String, String)> {
        let mut lines: Vec<(Id, String)> = Vec::new();
        self.lines_outside(0, article, &mut lines);
        let mut header: Vec<(String, String)> = Vec::new();
        let mut waiting: Option<(Id, String)> = None;
        for (row, line) in lines {
            let (label, value) = match line.split_once(['：', ':']) {
                Some((label, value)) => (squeeze(label), value.trim()),
                None => (squeeze(&line), ""),
            };
            if LABELS.contains(&&*label) && !header.iter().any(|(known, _)| *known == label) {
                waiting = Some((row, label.clone())).filter(|_| value.is_empty());
                if !value.is_empty() {
                    header.push((label, value.to_owned()));
                }
            } else if let Some((_, label)) = waiting.take().filter(|(label_row, _)| *label_row == row)
                && line.chars().count() <= 100
            {
                header.push((label, line));
            }
        }
        header
    }

    /// The lines outside of the article, each with the row (of a table or list) that it stands in.
    fn lines_outside(&self, id: Id, article: Id, lines: &mut Vec<(Id, String)>) {
        if id == article || !self.shown[id] {
            return;
        }
        let blocks = self.tree.below(id).skip(1).any(|id| id == article || is_block(self.tree.name(id)));
        if blocks {
            for &child in self.tree.children(id) {
                self.lines_outside(child, article, lines);
            }
            return;
        }
        let row = if self.tree.name(id) == "li" { id } else { self.tree.parent(id).unwrap_or(id) };
        lines.extend(self.pieces(id).iter().map(|piece| (row, piece.text().to_owned())));
    }

    fn inner(&self, id: Id) -> String {
        let texts: String = self.tree.below(id).filter_map(|id| self.tree.text(id)).collect();
        clean(&texts)
    }
}

/// Inline text on its way to lines.
#[derive(Default)]
struct Flow {
    pieces: Vec<Piece>,
    text: String,
    /// Where its first character that is no space stands.
    line: u32,
    linked: usize,
    /// The number of a list item, before its first text.
    marker: Option<String>,
}

impl Flow {
    fn push(&mut self, text: &str, line: u32, linked: bool) {
        if self.text.trim().is_empty() {
            self.line = line;
        }
        if linked {
            self.linked += text.chars().filter(|c| !c.is_whitespace()).count();
        }
        self.text.push_str(text);
    }

    fn end(&mut self) {
        let text = clean(&std::mem::take(&mut self.text));
        let linked = std::mem::take(&mut self.linked);
        if text.is_empty() {
            return;
        }
        let text = self.marker.take().map_or(text.clone(), |marker| marker + &text);
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        let block = Block::Paragraph { text, at: Place::Line(self.line) };
        self.pieces.push(Piece { block, chars, linked });
    }
}

/// The text as a browser sets it: runs of space are one, and none where the file's line was broken within Chinese.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap: Option<bool> = None;
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C' | '\u{A0}') {
            gap = Some(gap == Some(true) || matches!(c, '\n' | '\r'));
            continue;
        }
        if let Some(broken) = gap.take() {
            let wide = super::is_wide(c) && out.chars().last().is_some_and(super::is_wide);
            out.push_str(if broken && wide || out.is_empty() { "" } else { " " });
        }
        out.push(c);
    }
    out.trim().to_owned()
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
