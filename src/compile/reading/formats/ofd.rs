//! An OFD file (GB/T 33190) → its characters and strokes, page by page, for [`layout`](super::layout).
//!
//! Invariant: what comes from a page's template (a letterhead, a page number) is in no block, and neither are
//! annotations and seals.

use super::layout::{Glyph, Page, Rule, blocks};
use super::package::{Element, Kind, Package};
use super::{Document, Facts, FormatError, Limits, Place, Remark, is_wide};

const KIND: Kind = Kind { what: "the OFD", remedy: ".ofd, or as .pdf" };

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, FormatError> {
    let mut package = Package::open(bytes, KIND, limits)?;
    let root = package.needed("OFD.xml")?;
    let mut document = Document { facts: facts(&root), ..Document::default() };
    let mut bodies = Vec::new();
    root.all("DocRoot", &mut bodies);
    let mut pages = Vec::new();
    let mut picture = None;
    for body in bodies {
        let main = body.text().trim().trim_start_matches('/').to_owned();
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let part = package.needed(&main)?;
        let area = part.at(&["CommonData", "PageArea", "PhysicalBox"]).map(numbers_in);
        let mut found = Vec::new();
        if let Some(list) = part.child("Pages") {
            list.all("Page", &mut found);
        }
        for page in found {
            if pages.len() >= limits.pages {
                return Err(FormatError::TooLarge { of: "pages", limit: limits.pages });
            }
            let number = pages.len() as u32 + 1;
            let place = page.attribute("BaseLoc").unwrap_or_default();
            let content = match package.part(&join(&folder, place))? {
                Some(content) => content,
                None => package.needed(place)?,
            };
            let mut drawn = Page::default();
            let own = content.at(&["Area", "PhysicalBox"]).map(numbers_in);
            drawn.height = own.or_else(|| area.clone()).and_then(|area| area.get(3).copied()).unwrap_or(297.0);
            let mut drawing = Drawing { page: drawn, picture: false };
            content.child("Content").into_iter().for_each(|content| drawing.draw(content));
            if drawing.picture && drawing.page.glyphs.is_empty() {
                picture = picture.or(Some(number));
                let message = "the page is a picture without text and is left out".into();
                document.remarks.push(Remark { message, at: Place::Page { page: number, line: 1 } });
            }
            pages.push(drawing.page);
        }
    }
    document.blocks = blocks(&pages);
    match picture.filter(|_| document.blocks.is_empty()) {
        Some(page) => Err(FormatError::Scanned { page }),
        None => Ok(document),
    }
}

fn facts(root: &Element) -> Facts {
    let mut facts = Facts::default();
    let info = root.at(&["DocBody", "DocInfo"]);
    for name in ["Title", "Author", "CreationDate"] {
        let text = info.and_then(|info| info.child(name)).map(|part| part.text().trim().to_owned());
        facts.meta.extend(text.filter(|text| !text.is_empty()).map(|text| (name.to_owned(), text)));
    }
    facts
}

/// A part's name as seen from a folder; one that begins with `/` is seen from the package's root.
fn join(folder: &str, name: &str) -> String {
    let mut parts: Vec<&str> = if name.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in name.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

struct Drawing {
    page: Page,
    picture: bool,
}

impl Drawing {
    fn draw(&mut self, parent: &Element) {
        for object in parent.elements().filter(|object| object.attribute("Visible") != Some("false")) {
            match object.name.as_str() {
                "Layer" | "PageBlock" => self.draw(object),
                "TextObject" => self.text(object),
                "PathObject" => self.path(object),
                "ImageObject" => self.picture = true,
                _ => {}
            }
        }
    }

    fn text(&mut self, object: &Element) {
        let placed = placed(object);
        let size = object.attribute("Size").and_then(|size| size.parse().ok()).unwrap_or(3.5);
        let stretch = object.attribute("HScale").and_then(|scale| scale.parse().ok()).unwrap_or(1.0);
        let (mut x, mut y) = (0.0, 0.0);
        for code in object.elements().filter(|code| code.name == "TextCode") {
            let start = |name| code.attribute(name).and_then(|at| at.parse::<f64>().ok());
            // A code without a place of its own goes on where the one before began.
            (x, y) = (start("X").unwrap_or(x), start("Y").unwrap_or(y));
            let (mut x, mut y) = (x, y);
            let step = |name| code.attribute(name).map(deltas).unwrap_or_default();
            let (across, down) = (step("DeltaX"), step("DeltaY"));
            let text = code.text();
            let text: Vec<char> = text.trim_matches(['\n', '\r', '\t']).chars().collect();
            for (at, c) in text.iter().enumerate() {
                // The file says how far it is to the next character, the font alone how wide this one is.
                let guess = size * stretch * if is_wide(*c) { 1.0 } else { 0.5 };
                let step = across.get(at).copied();
                let own = step.filter(|step| (0.1 * size..1.05 * size).contains(step)).unwrap_or(guess);
                let (left, base) = placed(x, y);
                let (right, base_right) = placed(x + own, y);
                let high = placed(x, y - size);
                // What stands at an angle is a watermark.
                if (base_right - base).abs() <= 0.1 * (right - left).abs() {
                    let size = (high.0 - left).hypot(high.1 - base);
                    let (text, width) = (c.to_string(), right - left);
                    self.page.glyphs.push(Glyph { text, x: left, y: base, width, size });
                }
                x += step.unwrap_or(if down.is_empty() { own } else { 0.0 });
                y += down.get(at).copied().unwrap_or(0.0);
            }
        }
    }

    fn path(&mut self, object: &Element) {
        let placed = placed(object);
        let data = object.child("AbbreviatedData").map(Element::text).unwrap_or_default();
        let words: Vec<&str> = data.split_ascii_whitespace().collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<f64>().ok());
        let thin = self.page.height * 0.004;
        let mut first: Option<(f64, f64)> = None;
        let mut last = first;
        for (at, word) in words.iter().enumerate() {
            let to = match *word {
                "C" => first,
                "M" | "L" | "S" => number(at + 1).zip(number(at + 2)).map(|(x, y)| placed(x, y)),
                _ => continue,
            };
            if let (true, Some((ax, ay)), Some((bx, by))) = (matches!(*word, "L" | "C"), last, to) {
                let rule = Rule { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) };
                let (width, height) = (rule.x1 - rule.x0, rule.y1 - rule.y0);
                if (width < thin && height > 2.0 * thin) || (height < thin && width > 2.0 * thin) {
                    self.page.rules.push(rule);
                }
            }
            if matches!(*word, "M" | "S") {
                first = to;
            }
            last = to;
        }
    }
}

/// From the coordinates of an object to those of its page.
fn placed(object: &Element) -> impl Fn(f64, f64) -> (f64, f64) + use<> {
    let corner = object.attribute("Boundary").map(numbers).unwrap_or_default();
    let matrix = object.attribute("CTM").map(numbers).filter(|matrix| matrix.len() == 6);
    move |x, y| {
        let m = matrix.as_deref().unwrap_or(&[1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let corner = |at: usize| corner.get(at).copied().unwrap_or(0.0);
        (corner(0) + x * m[0] + y * m[2] + m[4], corner(1) + x * m[1] + y * m[3] + m[5])
    }
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_ascii_whitespace().filter_map(|word| word.parse().ok()).collect()
}

fn numbers_in(element: &Element) -> Vec<f64> {
    numbers(&element.text())
}

/// Distances; `g 3 5.2` says 5.2 three times.
fn deltas(text: &str) -> Vec<f64> {
    let mut deltas = Vec::new();
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let count = words.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
            let by = words.next().and_then(|by| by.parse().ok()).unwrap_or(0.0);
            deltas.extend(std::iter::repeat_n(by, count.min(10_000)));
        } else {
            deltas.extend(word.parse::<f64>());
        }
    }
    deltas
}
