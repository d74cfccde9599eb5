//! A DOCX file → its paragraphs and tables as a reader of the printed page sees them.
//!
//! Invariants: automatic numbers stand in the text as Word shows them; what is deleted, hidden, in a note, a header
//! or a footer is in no block.

mod numbering;

use super::package::{Element, Kind, Package};
use super::{Block, Cell, Document, Facts, FormatError, Limits, Place, Remark, Row};
use numbering::Numbering;
use std::collections::HashMap;

const KIND: Kind = Kind { what: "the DOCX", remedy: ".docx" };

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, FormatError> {
    let mut package = Package::open(bytes, KIND, limits)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let body = package.needed(&main)?;
    let body = body.child("body").ok_or_else(|| KIND.damaged(&main, "no body"))?;
    let styles = package.part(&format!("{folder}/styles.xml"))?.map(|part| Styles::read(&part)).unwrap_or_default();
    let numbering = package.part(&format!("{folder}/numbering.xml"))?;
    let facts = facts(package.part("docProps/core.xml").ok().flatten());
    let mut reader = Reader {
        numbering: numbering.map(|part| Numbering::read(&part)).unwrap_or_default(),
        styles,
        paragraph: 0,
        blocks: Vec::new(),
        carried: None,
        contents: None,
    };
    reader.flow(body);
    reader.push_text(None);
    let remarks = reader.contents.map(|at| Remark { message: "the table of contents is left out".into(), at });
    Ok(Document { facts, blocks: reader.blocks, remarks: remarks.into_iter().collect() })
}

/// The name of the part that the document's text is in.
fn main_part(package: &mut Package) -> Result<String, FormatError> {
    let relations = package.part("_rels/.rels")?;
    let target = relations.iter().flat_map(Element::elements).find_map(|relation| {
        let main = relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        relation.attribute("Target").filter(|_| main)
    });
    Ok(target.unwrap_or("word/document.xml").trim_start_matches('/').to_owned())
}

fn facts(core: Option<Element>) -> Facts {
    let mut facts = Facts::default();
    for (part, name) in [("title", "title"), ("creator", "creator"), ("created", "created"), ("modified", "modified")] {
        let text = core.as_ref().and_then(|core| core.child(part)).map(|part| part.text().trim().to_owned());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            facts.meta.push((name.to_owned(), text));
        }
    }
    // Word fills the title in with the first words of a template as often as with the title: it is not trusted.
    facts
}

/// What the styles of paragraphs and characters say.
#[derive(Default)]
struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    hidden: Option<bool>,
    /// A line of a table of contents.
    contents: bool,
}

impl Styles {
    fn read(part: &Element) -> Self {
        let mut styles = Styles::default();
        for style in part.elements().filter(|element| element.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            if style.attribute("type") == Some("paragraph") && is_on(style.attribute("default")) {
                styles.default = Some(id.to_owned());
            }
            let (number, level) = number_of(style.child("pPr"));
            let based_on = style.child("basedOn").and_then(Element::value).map(str::to_owned);
            let hidden = style.at(&["rPr", "vanish"]).map(|on| is_on(on.value().or(Some("1"))));
            let name = style.child("name").and_then(Element::value).unwrap_or_default().to_ascii_lowercase();
            let contents = name.starts_with("toc ");
            styles.styles.insert(id.to_owned(), Style { based_on, number, level, hidden, contents });
        }
        styles
    }

    /// The style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = id.and_then(|id| self.styles.get_key_value(id));
        let next = |(_, style): &(&String, &'s Style)| self.styles.get_key_value(style.based_on.as_ref()?);
        // A style may be based on itself in a broken file.
        std::iter::successors(first, next).take(32).map(|(id, style)| (id.as_str(), style))
    }

    fn is_hidden(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }
}

/// The list and the level that paragraph properties name.
fn number_of(properties: Option<&Element>) -> (Option<String>, Option<usize>) {
    let numbers = properties.and_then(|properties| properties.child("numPr"));
    let value = |name| numbers.and_then(|numbers| numbers.child(name)).and_then(Element::value);
    (value("numId").map(str::to_owned), value("ilvl").and_then(|level| level.parse().ok()))
}

fn is_on(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

fn has(properties: Option<&Element>, name: &str) -> bool {
    properties.and_then(|p| p.child(name)).is_some_and(|on| is_on(on.value().or(Some("1"))))
}

struct Reader {
    numbering: Numbering,
    styles: Styles,
    paragraph: u32,
    blocks: Vec<Block>,
    /// Text of a paragraph whose end was deleted: it runs on in the next.
    carried: Option<(String, Place)>,
    /// Where a table of contents begins.
    contents: Option<Place>,
}

/// The text of a paragraph, and the text boxes that hang on it.
#[derive(Default)]
struct Runs<'e> {
    text: String,
    boxes: Vec<&'e Element>,
}

impl Reader {
    /// The blocks of a body, a cell or a text box.
    fn flow(&mut self, parent: &Element) {
        for element in parent.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element),
                "tbl" => self.table(element),
                "AlternateContent" => self.flow(alternative(element)),
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" | "body" => self.flow(element),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &Element) {
        self.paragraph += 1;
        let at = Place::Paragraph(self.paragraph);
        let properties = element.child("pPr");
        let mut runs = Runs::default();
        let style = properties.and_then(|p| p.child("pStyle")).and_then(Element::value);
        let style = style.map(str::to_owned).or_else(|| self.styles.default.clone());
        if self.styles.chain(style.as_deref()).any(|(_, style)| style.contents) {
            // The headings stand in the text again.
            return self.contents = self.contents.or(Some(at));
        }
        if !self.styles.is_hidden(style.as_deref()) {
            self.runs(element, &mut runs);
        }
        // Word numbers a paragraph that holds nothing, too, but shows nobody's clause with it.
        let label = if runs.text.trim().is_empty() { String::new() } else { self.label(properties, style.as_deref()) };
        let text = label + runs.text.trim();
        let (before, at) = self.carried.take().unwrap_or((String::new(), at));
        let text = before + &text;
        let mark = properties.and_then(|p| p.child("rPr"));
        if mark.is_some_and(|mark| mark.child("del").is_some() || mark.child("moveFrom").is_some()) {
            self.carried = Some((text, at));
        } else {
            self.push_text(Some((text, at)));
        }
        for text_box in runs.boxes {
            self.flow(text_box);
        }
    }

    /// Ends a paragraph, or what was carried of one.
    fn push_text(&mut self, text: Option<(String, Place)>) {
        let Some((text, at)) = text.or_else(|| self.carried.take()) else { return };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.blocks.push(Block::Paragraph { text: line.to_owned(), at });
        }
    }

    fn label(&mut self, properties: Option<&Element>, style: Option<&str>) -> String {
        let (mut number, mut level) = number_of(properties);
        if number.is_none() {
            // A style names the list; which level is said by the list, whose levels name their styles.
            for (id, held) in self.styles.chain(style) {
                level = level.or_else(|| held.number.as_ref().and_then(|number| self.numbering.level_of(number, id)));
                level = level.or(held.level);
                if held.number.is_some() {
                    number = held.number.clone();
                    break;
                }
            }
        }
        number.map(|number| self.numbering.next(&number, level.unwrap_or(0))).unwrap_or_default()
    }

    /// The text of runs, with what wraps them.
    fn runs<'e>(&self, parent: &'e Element, runs: &mut Runs<'e>) {
        for element in parent.elements() {
            match element.name.as_str() {
                "r" => self.run(element, runs),
                "AlternateContent" => self.runs(alternative(element), runs),
                "ins" | "moveTo" | "hyperlink" | "smartTag" | "sdt" | "sdtContent" | "customXml" | "fldSimple"
                | "dir" | "bdo" | "rubyBase" | "oMath" | "oMathPara" => self.runs(element, runs),
                _ => {}
            }
        }
    }

    fn run<'e>(&self, run: &'e Element, runs: &mut Runs<'e>) {
        let properties = run.child("rPr");
        let style = properties.and_then(|p| p.child("rStyle")).and_then(Element::value);
        let own = properties.and_then(|p| p.child("vanish")).map(|on| is_on(on.value().or(Some("1"))));
        if own.unwrap_or_else(|| self.styles.is_hidden(style)) || has(properties, "webHidden") {
            return;
        }
        for element in run.elements() {
            match element.name.as_str() {
                "t" => runs.text.push_str(&element.text().replace(['\n', '\r'], " ")),
                "tab" | "ptab" => runs.text.push('\t'),
                // A page or column ends; the paragraph does not.
                "br" if matches!(element.attribute("type"), Some("page" | "column")) => {}
                "br" | "cr" => runs.text.push('\n'),
                "noBreakHyphen" => runs.text.push('-'),
                "sym" => runs.text.extend(symbol(element)),
                "ruby" => element.child("rubyBase").into_iter().for_each(|base| self.runs(base, runs)),
                "AlternateContent" => alternative(element).all("txbxContent", &mut runs.boxes),
                "drawing" | "pict" | "object" => element.all("txbxContent", &mut runs.boxes),
                _ => {}
            }
        }
    }

    fn table(&mut self, table: &Element) {
        self.push_text(None);
        let at = Place::Paragraph(self.paragraph + 1);
        let mut rows: Vec<Row> = Vec::new();
        let mut trs = Vec::new();
        table.all("tr", &mut trs);
        for tr in trs {
            let properties = tr.child("trPr");
            if properties.is_some_and(|p| p.child("del").is_some()) || has(properties, "hidden") {
                continue;
            }
            let before = properties.and_then(|p| p.child("gridBefore")).and_then(Element::value);
            let mut column: u32 = before.and_then(|n| n.parse().ok()).unwrap_or(0).min(100);
            let mut row = Row::default();
            let mut tcs = Vec::new();
            tr.all("tc", &mut tcs);
            for tc in tcs {
                let span = tc.at(&["tcPr", "gridSpan"]).and_then(Element::value).and_then(|n| n.parse().ok());
                let columns = u32::clamp(span.unwrap_or(1), 1, 100);
                let at = Place::Paragraph(self.paragraph + 1);
                let text = self.cell(tc);
                let merged = tc.at(&["tcPr", "vMerge"]).is_some_and(|merge| merge.value() != Some("restart"));
                if merged && let Some(above) = cell_above(&mut rows, column) {
                    above.rows += 1;
                } else {
                    row.cells.push(Cell { text, at, column, columns, rows: 1 });
                }
                column += columns;
            }
            rows.push(row);
        }
        // A table of one column is a frame around text.
        if rows.iter().all(|row| row.cells.len() <= 1) {
            for cell in rows.into_iter().flat_map(|row| row.cells) {
                self.push_text(Some((cell.text, cell.at)));
            }
        } else {
            self.blocks.push(Block::Table { rows, at });
        }
    }

    /// The text of a cell, its paragraphs and nested tables as lines.
    fn cell(&mut self, tc: &Element) -> String {
        let outer = std::mem::take(&mut self.blocks);
        self.flow(tc);
        self.push_text(None);
        let inner = std::mem::replace(&mut self.blocks, outer);
        let document = Document { blocks: inner, ..Document::default() };
        let lines: Vec<String> = document.lines().into_iter().map(|line| line.text).collect();
        lines.join("\n")
    }
}

fn cell_above(rows: &mut [Row], column: u32) -> Option<&mut Cell> {
    rows.iter_mut().rev().find_map(|row| row.cells.iter_mut().find(|cell| cell.column == column))
}

/// Of several forms of the same thing the one that newer programs take; older ones hold the same text again.
fn alternative(element: &Element) -> &Element {
    element.child("Choice").or_else(|| element.child("Fallback")).unwrap_or(element)
}

/// A character of a symbol font. Those of Wingdings and their like are bullets and boxes: only the common are kept.
fn symbol(element: &Element) -> Option<char> {
    let code = u32::from_str_radix(element.attribute("char")?, 16).ok()?;
    let wingdings = element.attribute("font").is_some_and(|font| font.starts_with("Wingdings"));
    match (wingdings, code & 0xFF) {
        _ if !(0xF000..0xF100).contains(&code) => char::from_u32(code),
        (true, 0x6C) => Some('●'),
        (true, 0x6E) => Some('■'),
        (true, 0x75) => Some('◆'),
        (true, 0xFC | 0xFE) => Some('√'),
        (true, _) => None,
        (false, code) => char::from_u32(code),
    }
}
