//! A [`Annex`] as a Word document (Office Open XML): A4 landscape, the fonts of official documents (GB/T 9704), heads of
//! tables on every page, page numbers.
//!
//! In: an annex. Out: the bytes of a `.docx`. Measures are twentieths of a point; sizes of letters half points.

use super::annex::{Annex, Cell, Column, Look, Row, Run, Section};
use super::archive::packed;
use super::xml::Xml;
use zip::result::ZipResult;

/// Width and height of the page, and its margins: A4, lying.
const PAGE: (&str, &str) = ("16838", "11906");
const MARGIN: u32 = 1247;
/// What is left between the margins.
const WIDTH: u32 = 16838 - 2 * MARGIN;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// Fonts of official documents; who lacks one sees the office program's own of the kind.
const TITLE: &str = "方正小标宋简体";
const HEADING: &str = "黑体";
const TEXT: &str = "仿宋";
const FIGURES: &str = "Times New Roman";

/// Sizes: 二号, 三号, 四号, 小四, 五号.
const SIZES: [&str; 5] = ["44", "32", "28", "24", "21"];

/// The document.
///
/// # Errors
/// The archive cannot be written.
pub fn document(annex: &Annex) -> ZipResult<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(annex)),
        ("word/document.xml", body(annex)),
        ("word/styles.xml", styles()),
        ("word/settings.xml", settings()),
        ("word/footer1.xml", footer()),
        ("word/_rels/document.xml.rels", document_relations()),
    ];
    packed(&parts.map(|(name, xml)| (name.to_owned(), xml.into_bytes())))
}

fn body(annex: &Annex) -> Xml {
    let mut xml = Xml::new();
    xml.element("w:document", &[("xmlns:w", MAIN), ("xmlns:r", RELATIONS)], |xml| {
        xml.element("w:body", &[], |xml| {
            paragraph(xml, "Mark", &[], "附件");
            annex.title.iter().for_each(|line| paragraph(xml, "Title", &[], line));
            paragraph(xml, "Subtitle", &[], &annex.source);
            annex.sections.iter().for_each(|section| self::section(xml, section));
            paragraph(xml, "Heading1", &[], "说明");
            for (at, note) in annex.notes.iter().enumerate() {
                // They stay together, with their heading.
                let keep: &[&str] = if at + 1 < annex.notes.len() { &["w:keepNext"] } else { &[] };
                paragraph(xml, "BodyText", keep, &format!("{}. {note}", at + 1));
            }
            xml.element("w:sectPr", &[], |xml| {
                xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "footer")]);
                xml.empty("w:pgSz", &[("w:w", PAGE.0), ("w:h", PAGE.1), ("w:orient", "landscape")]);
                let margin = MARGIN.to_string();
                let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, margin.as_str()));
                let rest = [("w:header", "720"), ("w:footer", "720"), ("w:gutter", "0")];
                xml.empty("w:pgMar", &[&sides[..], &rest].concat());
            });
        });
    });
    xml
}

fn paragraph(xml: &mut Xml, style: &str, properties: &[&str], text: &str) {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.empty("w:pStyle", &[("w:val", style)]);
            properties.iter().for_each(|name| xml.empty(name, &[]));
        });
        run(xml, &Run { text: text.to_owned(), bold: false, shared: false });
    });
}

fn run(xml: &mut Xml, run: &Run) {
    if run.text.is_empty() {
        return;
    }
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            if run.bold {
                xml.empty("w:rStyle", &[("w:val", "Label")]);
            }
            if run.shared {
                xml.empty("w:u", &[("w:val", "single")]);
            }
        });
        xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(&run.text));
    });
}

fn section(xml: &mut Xml, section: &Section) {
    paragraph(xml, "Heading1", &[], &section.heading);
    paragraph(xml, "BodyText", &["w:keepNext"], &section.lead);
    if section.rows.is_empty() {
        return;
    }
    let widths: Vec<u32> = section.columns.iter().map(|column| WIDTH * column.share / 100).collect();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblStyle", &[("w:val", "Table")]);
            xml.empty("w:tblW", &[("w:w", &widths.iter().sum::<u32>().to_string()), ("w:type", "dxa")]);
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        });
        xml.element("w:tblGrid", &[], |xml| {
            widths.iter().for_each(|width| xml.empty("w:gridCol", &[("w:w", &width.to_string())]));
        });
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                xml.empty("w:tblHeader", &[]);
            });
            for (column, width) in section.columns.iter().zip(&widths) {
                cell(xml, *width, 1, true, |xml| paragraph(xml, "TableHead", &[], column.name));
            }
        });
        section.rows.iter().for_each(|row| self::row(xml, row, section.columns, &widths));
    });
}

fn row(xml: &mut Xml, row: &Row, columns: &[Column], widths: &[u32]) {
    xml.element("w:tr", &[], |xml| match row {
        Row::Chapter(heading) => {
            xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
            cell(xml, widths.iter().sum(), widths.len(), true, |xml| {
                paragraph(xml, "TableChapter", &["w:keepNext"], heading);
            });
        }
        Row::Cells(cells) => {
            if cells.iter().all(|cell| letters(cell) <= WHOLE) {
                xml.element("w:trPr", &[], |xml| xml.empty("w:cantSplit", &[]));
            }
            for ((content, column), width) in cells.iter().zip(columns).zip(widths) {
                let (style, middle) = match column.look {
                    Look::Text => ("TableText", false),
                    Look::List => ("TableList", false),
                    Look::Word => ("TableWord", true),
                };
                cell(xml, *width, 1, middle, |xml| paragraphs(xml, content, style));
            }
        }
    });
}

/// Cells with no more characters stay on one page.
const WHOLE: usize = 300;

fn letters(cell: &Cell) -> usize {
    cell.iter().flatten().map(|run| run.text.chars().count()).sum()
}

fn paragraphs(xml: &mut Xml, content: &Cell, style: &str) {
    for paragraph in content {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", style)]));
            paragraph.iter().for_each(|words| run(xml, words));
        });
    }
}

fn cell(xml: &mut Xml, width: u32, columns: usize, middle: bool, fill: impl FnOnce(&mut Xml)) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if columns > 1 {
                xml.empty("w:gridSpan", &[("w:val", &columns.to_string())]);
            }
            if middle {
                xml.empty("w:vAlign", &[("w:val", "center")]);
            }
        });
        fill(xml);
    });
}

/// A kind of paragraph: id and name, font and size, and how it stands.
struct Style {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: &'static str,
    /// `left`, `center`, `both`.
    align: &'static str,
    /// Before, after, and between lines.
    spacing: [&'static str; 3],
    keep_next: bool,
    outline: Option<&'static str>,
}

const STYLES: [Style; 10] = {
    const fn style(
        id: &'static str,
        name: &'static str,
        font: &'static str,
        size: usize,
        align: &'static str,
    ) -> Style {
        let spacing = ["0", "0", "300"];
        Style { id, name, font, size: SIZES[size], align, spacing, keep_next: false, outline: None }
    }
    [
        Style { spacing: ["0", "120", "480"], ..style("Mark", "annex mark", HEADING, 1, "left") },
        Style { spacing: ["0", "0", "600"], ..style("Title", "Title", TITLE, 0, "center") },
        Style { spacing: ["120", "120", "400"], ..style("Subtitle", "Subtitle", TEXT, 2, "center") },
        Style {
            spacing: ["240", "120", "420"],
            keep_next: true,
            outline: Some("0"),
            ..style("Heading1", "heading 1", HEADING, 2, "left")
        },
        Style { spacing: ["0", "120", "360"], ..style("BodyText", "Body Text", TEXT, 3, "both") },
        style("TableHead", "table head", HEADING, 4, "center"),
        style("TableWord", "table word", TEXT, 4, "center"),
        style("TableList", "table list", TEXT, 4, "left"),
        Style {
            spacing: ["40", "40", "300"],
            keep_next: true,
            ..style("TableChapter", "table chapter", HEADING, 4, "left")
        },
        style("TableText", "table text", TEXT, 4, "both"),
    ]
};

fn styles() -> Xml {
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", MAIN)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    fonts(xml, TEXT);
                    xml.empty("w:kern", &[("w:val", "0")]);
                    xml.empty("w:sz", &[("w:val", SIZES[4])]);
                    xml.empty("w:szCs", &[("w:val", SIZES[4])]);
                    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
                });
            });
            xml.element("w:pPrDefault", &[], |_| {});
        });
        xml.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
            xml.empty("w:name", &[("w:val", "Normal")]);
        });
        STYLES.iter().for_each(|style| paragraph_style(xml, style));
        xml.element("w:style", &[("w:type", "character"), ("w:styleId", "Label")], |xml| {
            xml.empty("w:name", &[("w:val", "label")]);
            xml.element("w:rPr", &[], |xml| fonts(xml, HEADING));
        });
        xml.element("w:style", &[("w:type", "table"), ("w:styleId", "Table")], |xml| {
            xml.empty("w:name", &[("w:val", "Table Grid")]);
            xml.element("w:tblPr", &[], |xml| {
                xml.element("w:tblBorders", &[], |xml| {
                    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                        let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
                        xml.empty(side, &line);
                    }
                });
                xml.element("w:tblCellMar", &[], |xml| {
                    for (side, width) in [("w:top", "40"), ("w:left", "85"), ("w:bottom", "40"), ("w:right", "85")] {
                        xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
                    }
                });
            });
        });
    });
    xml
}

fn paragraph_style(xml: &mut Xml, style: &Style) {
    xml.element("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)], |xml| {
        xml.empty("w:name", &[("w:val", style.name)]);
        xml.empty("w:basedOn", &[("w:val", "Normal")]);
        xml.element("w:pPr", &[], |xml| {
            if style.keep_next {
                xml.empty("w:keepNext", &[]);
            }
            let [before, after, line] = style.spacing;
            xml.empty(
                "w:spacing",
                &[("w:before", before), ("w:after", after), ("w:line", line), ("w:lineRule", "exact")],
            );
            xml.empty("w:jc", &[("w:val", style.align)]);
            if let Some(level) = style.outline {
                xml.empty("w:outlineLvl", &[("w:val", level)]);
            }
        });
        xml.element("w:rPr", &[], |xml| {
            fonts(xml, style.font);
            xml.empty("w:sz", &[("w:val", style.size)]);
            xml.empty("w:szCs", &[("w:val", style.size)]);
        });
    });
}

fn fonts(xml: &mut Xml, font: &str) {
    xml.empty("w:rFonts", &[("w:ascii", FIGURES), ("w:hAnsi", FIGURES), ("w:eastAsia", font), ("w:cs", FIGURES)]);
}

fn settings() -> Xml {
    let mut xml = Xml::new();
    xml.element("w:settings", &[("xmlns:w", MAIN)], |xml| {
        xml.empty("w:characterSpacingControl", &[("w:val", "compressPunctuation")]);
        xml.element("w:compat", &[], |xml| {
            let uri = "http://schemas.microsoft.com/office/word";
            xml.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")]);
        });
    });
    xml
}

/// — 1 —, as GB/T 9704 has it.
fn footer() -> Xml {
    let mut xml = Xml::new();
    xml.element("w:ftr", &[("xmlns:w", MAIN)], |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| xml.empty("w:jc", &[("w:val", "center")]));
            let size = |xml: &mut Xml| {
                xml.element("w:rPr", &[], |xml| {
                    fonts(xml, "宋体");
                    xml.empty("w:sz", &[("w:val", SIZES[2])]);
                });
            };
            let words = |xml: &mut Xml, text: &str| {
                xml.element("w:r", &[], |xml| {
                    size(xml);
                    xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(text));
                });
            };
            words(xml, "— ");
            xml.element("w:fldSimple", &[("w:instr", " PAGE ")], |xml| words(xml, "1"));
            words(xml, " —");
        });
    });
    xml
}

fn properties(annex: &Annex) -> Xml {
    let mut xml = Xml::new();
    let core = format!("{PACKAGE}/metadata/core-properties");
    let names = [("xmlns:cp", core.as_str()), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")];
    xml.element("cp:coreProperties", &names, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&annex.title.concat()));
        xml.element("dc:creator", &[], |xml| xml.text("规划链"));
        xml.element("dc:language", &[], |xml| xml.text("zh-CN"));
    });
    xml
}

fn types() -> Xml {
    let mut xml = Xml::new();
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    xml.element("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", "rels"), ("ContentType", relations)]);
        xml.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        for (part, kind) in [
            ("/word/document.xml", format!("{main}.document.main+xml")),
            ("/word/styles.xml", format!("{main}.styles+xml")),
            ("/word/settings.xml", format!("{main}.settings+xml")),
            ("/word/footer1.xml", format!("{main}.footer+xml")),
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ] {
            xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
        }
    });
    xml
}

fn package_relations() -> Xml {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    relations(&[
        ("document", &format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        ("properties", &core, "docProps/core.xml"),
    ])
}

fn document_relations() -> Xml {
    relations(&[
        ("styles", &format!("{RELATIONS}/styles"), "styles.xml"),
        ("settings", &format!("{RELATIONS}/settings"), "settings.xml"),
        ("footer", &format!("{RELATIONS}/footer"), "footer1.xml"),
    ])
}

fn relations(all: &[(&str, &str, &str)]) -> Xml {
    let mut xml = Xml::new();
    xml.element("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in all {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml
}
