//! A PDF with a text layer → its characters and strokes, page by page, for [`layout`](super::layout).
//!
//! Invariants: no font program is needed, only what the PDF says about codes, Unicode and widths; drawing stops at
//! a fixed number of operations, so that a file that draws itself again and again ends.

mod font;

use super::layout::{Glyph, Page, Rule, blocks};
use super::package::Kind;
use super::{Document, Facts, FormatError, Limits, Place, Remark};
use font::Font;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;
use hayro_syntax::{LoadPdfError, Pdf};
use std::collections::HashMap;
use std::io::Read;
use std::rc::Rc;

const KIND: Kind = Kind { what: "the PDF", remedy: ".pdf" };
const MOST_OPERATIONS: usize = 20_000_000;
/// Forms within forms, and saved states.
const DEEPEST: usize = 28;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, FormatError> {
    refuse_bombs(bytes, limits)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|cause| match cause {
        LoadPdfError::Decryption(_) => FormatError::Locked,
        LoadPdfError::Invalid => KIND.damaged("its directory", "no pages are found"),
    })?;
    if pdf.pages().len() > limits.pages {
        return Err(FormatError::TooLarge { of: "pages", limit: limits.pages });
    }
    let mut fonts = HashMap::new();
    let mut left = MOST_OPERATIONS;
    let mut pages = Vec::new();
    let mut remarks = Vec::new();
    let (mut pictures, mut unread_page) = (None, None);
    for (page, n) in pdf.pages().iter().zip(1..) {
        let mut drawing = Drawing::new(&mut fonts, left);
        drawing.page.height = f64::from(page.render_dimensions().1);
        let state = State { matrix: page.initial_transform(true).as_coeffs(), ..State::default() };
        if let Some(content) = page.page_stream() {
            drawing.draw(content, page.resources(), state, 0);
        }
        left = drawing.left;
        if left == 0 {
            return Err(FormatError::TooLarge { of: "drawing operations", limit: MOST_OPERATIONS });
        }
        let shown = drawing.page.glyphs.len();
        if drawing.picture && shown == 0 {
            pictures = pictures.or(Some(n));
            remarks.push(remark("the page is a picture without text and is left out", n));
        }
        if drawing.unread > shown {
            unread_page = unread_page.or(Some(n));
        } else if drawing.unread > 0 {
            remarks.push(remark(&format!("{} characters have no Unicode reading and are left out", drawing.unread), n));
        }
        pages.push(std::mem::take(&mut drawing.page));
    }
    if let Some(page) = unread_page {
        return Err(FormatError::NoUnicode { page });
    }
    let blocks = blocks(&pages);
    if let Some(page) = pictures.filter(|_| blocks.is_empty()) {
        return Err(FormatError::Scanned { page });
    }
    Ok(Document { facts: facts(&pdf), blocks, remarks })
}

fn remark(message: &str, page: u32) -> Remark {
    Remark { message: message.to_owned(), at: Place::Page { page, line: 1 } }
}

fn facts(pdf: &Pdf) -> Facts {
    let metadata = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let bytes = bytes.as_deref()?;
        let text = match bytes.strip_prefix(b"\xFE\xFF") {
            Some(wide) => encoding_rs::UTF_16BE.decode_without_bom_handling(wide).0.into_owned(),
            None => super::decode(bytes),
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let mut facts = Facts::default();
    for (name, value) in [("title", &metadata.title), ("author", &metadata.author)] {
        facts.meta.extend(text(value).map(|value| (name.to_owned(), value)));
    }
    facts
}

/// Inflates every stream but pictures once, to count what comes out.
fn refuse_bombs(bytes: &[u8], limits: &Limits) -> Result<(), FormatError> {
    let mut unpacked = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let head = &bytes[..at + found];
        at += found + b"stream".len();
        let picture = head.len() - rfind(head, b" obj").unwrap_or(0) < 4096
            && rfind(&head[rfind(head, b" obj").unwrap_or(0)..], b"/Image").is_some();
        let data = &bytes[at..];
        let data = &data[data.iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count()..];
        if picture || data.first().is_none_or(|b| b & 0x0F != 8) {
            continue;
        }
        let most = (limits.unpacked - unpacked) as u64 + 1;
        let mut inflated = flate2::read::ZlibDecoder::new(data).take(most);
        // A torn stream counts as far as it goes.
        let mut buffer = vec![0; 64 << 10];
        while let Ok(read @ 1..) = inflated.read(&mut buffer) {
            unpacked += read;
        }
        if unpacked > limits.unpacked {
            return Err(FormatError::TooLarge { of: "unpacked bytes", limit: limits.unpacked });
        }
    }
    Ok(())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes[bytes.len().saturating_sub(4096)..]
        .windows(wanted.len())
        .rposition(|window| window == wanted)
        .map(|at| at + bytes.len().saturating_sub(4096))
}

type Matrix = [f64; 6];

/// First `a`, then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn apply(m: Matrix, x: f64, y: f64) -> (f64, f64) {
    (x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5])
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The part of the graphics state that text depends on.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        State {
            matrix: IDENTITY,
            font: None,
            size: 1.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

type Fonts = HashMap<ObjectIdentifier, Rc<Font>>;

/// A page being drawn.
struct Drawing<'f> {
    page: Page,
    fonts: &'f mut Fonts,
    /// Operations that may still be carried out.
    left: usize,
    /// Characters without a Unicode reading.
    unread: usize,
    picture: bool,
    /// Corners of the path so far, one list for each part of it.
    path: Vec<Vec<(f64, f64)>>,
}

impl<'f> Drawing<'f> {
    fn new(fonts: &'f mut Fonts, left: usize) -> Self {
        Drawing { page: Page::default(), fonts, left, unread: 0, picture: false, path: Vec::new() }
    }

    fn draw(&mut self, content: &[u8], resources: &Resources, first: State, depth: usize) {
        let mut state = first;
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        // Marked content that is open, and whether it is a running head or a page number.
        let mut marks: Vec<bool> = Vec::new();
        let mut operations = TypedIter::new(content);
        while let Some(operation) = operations.next() {
            self.left = self.left.saturating_sub(1);
            if self.left == 0 {
                return;
            }
            let hidden = marks.contains(&true);
            let step = |line: &mut Matrix, x: f64, y: f64| {
                advance(line, x, y);
                *line
            };
            match operation {
                Op::SaveState(_) if saved.len() < DEEPEST * 8 => saved.push(state.clone()),
                Op::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Op::Transform(m) => {
                    state.matrix = times([&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(Number::as_f64), state.matrix)
                }
                Op::BeginText(_) => (text, line) = (IDENTITY, IDENTITY),
                Op::TextFont(font) => {
                    state.size = font.1.as_f64();
                    state.font = self.font(resources, font.0);
                }
                Op::CharacterSpacing(space) => state.character_space = space.0.as_f64(),
                Op::WordSpacing(space) => state.word_space = space.0.as_f64(),
                Op::HorizontalScaling(scale) => state.stretch = scale.0.as_f64() / 100.0,
                Op::TextLeading(leading) => state.leading = leading.0.as_f64(),
                Op::TextRise(rise) => state.rise = rise.0.as_f64(),
                Op::NextLine(by) => text = step(&mut line, by.0.as_f64(), by.1.as_f64()),
                Op::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    text = step(&mut line, by.0.as_f64(), by.1.as_f64());
                }
                Op::NextLineUsingLeading(_) => text = step(&mut line, 0.0, -state.leading),
                Op::SetTextMatrix(m) => {
                    line = [&m.0, &m.1, &m.2, &m.3, &m.4, &m.5].map(Number::as_f64);
                    text = line;
                }
                Op::ShowText(shown) => self.show(shown.0.as_bytes(), &state, &mut text, hidden),
                Op::NextLineAndShowText(shown) => {
                    text = step(&mut line, 0.0, -state.leading);
                    self.show(shown.0.as_bytes(), &state, &mut text, hidden);
                }
                Op::ShowTextWithParameters(shown) => {
                    (state.word_space, state.character_space) = (shown.0.as_f64(), shown.1.as_f64());
                    text = step(&mut line, 0.0, -state.leading);
                    self.show(shown.2.as_bytes(), &state, &mut text, hidden);
                }
                Op::ShowTexts(parts) => {
                    for part in parts.0.iter::<Object>() {
                        match part {
                            Object::String(shown) => self.show(shown.as_bytes(), &state, &mut text, hidden),
                            Object::Number(n) => {
                                let by = -n.as_f64() / 1000.0 * state.size;
                                let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
                                advance(
                                    &mut text,
                                    if vertical { 0.0 } else { by * state.stretch },
                                    if vertical { by } else { 0.0 },
                                );
                            }
                            _ => {}
                        }
                    }
                }
                Op::XObject(name) if depth < DEEPEST => {
                    if let Some(stream) = resources.get_x_object(name.0) {
                        self.object(&stream, resources, &state, depth, hidden);
                    }
                }
                Op::InlineImage(_) => self.picture = true,
                Op::BeginMarkedContent(_) => marks.push(false),
                Op::BeginMarkedContentWithProperties(mark) => marks.push(is_pagination(mark.0, mark.1)),
                Op::EndMarkedContent(_) => drop(marks.pop()),
                other => self.path(&other, state.matrix),
            }
        }
    }

    fn font(&mut self, resources: &Resources, name: &Name) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        let id = dict.obj_id();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(font.clone());
        }
        let font = Rc::new(Font::read(&dict));
        if let Some(id) = id {
            self.fonts.insert(id, font.clone());
        }
        Some(font)
    }

    fn object(&mut self, stream: &Stream, resources: &Resources, state: &State, depth: usize, hidden: bool) {
        let dict = stream.dict();
        let kind = dict.get::<Name>(b"Subtype");
        if kind.as_ref().is_some_and(|kind| kind.as_str() == "Image") {
            self.picture = true;
        } else if !hidden && let Ok(content) = stream.decoded_data() {
            let matrix = dict.get::<[f64; 6]>(b"Matrix").unwrap_or(IDENTITY);
            let inner = State { matrix: times(matrix, state.matrix), ..state.clone() };
            match dict.get::<Dict>(b"Resources") {
                Some(own) => self.draw(&content, &Resources::new(own), inner, depth + 1),
                None => self.draw(&content, resources, inner, depth + 1),
            }
        }
    }

    /// Sets a string, and moves the text matrix behind it.
    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Matrix, hidden: bool) {
        let Some(font) = &state.font else { return };
        let mut rest = bytes;
        while !rest.is_empty() {
            let code = font.next(&mut rest);
            let set =
                times([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise], times(*text, state.matrix));
            let space = state.character_space + if code.is_space { state.word_space } else { 0.0 };
            let (x, y) = apply(set, 0.0, 0.0);
            let (end, end_y) = apply(set, code.width, 0.0);
            let size = set[2].hypot(set[3]);
            // What stands at an angle is a watermark or a stamp.
            let level = (end_y - y).abs() <= 0.1 * size.max((end - x).abs());
            if level && !hidden {
                match code.text {
                    Some(text) => self.page.glyphs.push(Glyph { text, x, y, width: (end - x).abs(), size }),
                    None => self.unread += 1,
                }
            }
            if font.vertical {
                advance(text, 0.0, -(state.size + space));
            } else {
                advance(text, (code.width * state.size + space) * state.stretch, 0.0);
            }
        }
    }

    /// Follows a path, and keeps its strokes when it is painted.
    fn path(&mut self, operation: &Op, matrix: Matrix) {
        let point = |x: &Number, y: &Number| apply(matrix, x.as_f64(), y.as_f64());
        match operation {
            Op::MoveTo(to) => self.path.push(vec![point(&to.0, &to.1)]),
            Op::LineTo(to) => self.path.last_mut().into_iter().for_each(|part| part.push(point(&to.0, &to.1))),
            Op::RectPath(r) => {
                let (x, y, w, h) = (r.0.as_f64(), r.1.as_f64(), r.2.as_f64(), r.3.as_f64());
                let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)];
                self.path.push(corners.map(|(x, y)| apply(matrix, x, y)).to_vec());
            }
            Op::ClosePath(_) => {
                if let Some(part) = self.path.last_mut() {
                    part.extend(part.first().copied());
                }
            }
            Op::StrokePath(_) | Op::CloseAndStrokePath(_) => self.paint(true),
            Op::FillPathNonZero(_) | Op::FillPathNonZeroCompatibility(_) | Op::FillPathEvenOdd(_) => self.paint(false),
            Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => self.paint(true),
            Op::EndPath(_) => self.path.clear(),
            _ => {}
        }
    }

    fn paint(&mut self, stroked: bool) {
        let thin = self.page.height * 0.004;
        for part in std::mem::take(&mut self.path) {
            let whole = part.iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |b, &(x, y)| {
                [b[0].min(x), b[1].min(y), b[2].max(x), b[3].max(y)]
            });
            let (width, height) = (whole[2] - whole[0], whole[3] - whole[1]);
            let long = |length: f64| length > 2.0 * thin;
            if (width < thin && long(height)) || (height < thin && long(width)) {
                self.page.rules.push(Rule { x0: whole[0], y0: whole[1], x1: whole[2], y1: whole[3] });
            } else if stroked {
                for side in part.windows(2) {
                    let ((ax, ay), (bx, by)) = (side[0], side[1]);
                    let rule = Rule { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) };
                    let (width, height) = (rule.x1 - rule.x0, rule.y1 - rule.y0);
                    if (width < thin && long(height)) || (height < thin && long(width)) {
                        self.page.rules.push(rule);
                    }
                }
            }
        }
    }
}

fn advance(text: &mut Matrix, x: f64, y: f64) {
    *text = times([1.0, 0.0, 0.0, 1.0, x, y], *text);
}

/// Word and others mark running heads and page numbers as such.
fn is_pagination(tag: &Name, properties: &Object) -> bool {
    let Object::Dict(properties) = properties else { return false };
    let named =
        |key: &[u8], wanted: &[&str]| properties.get::<Name>(key).is_some_and(|name| wanted.contains(&name.as_str()));
    tag.as_str() == "Artifact" && (named(b"Type", &["Pagination"]) || named(b"Subtype", &["Header", "Footer"]))
}

/// Widths as `[first [w w …] first last w …]`.
fn widths(array: &Array) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut items = array.flex_iter();
    loop {
        if let Some((first, list)) = items.next::<(u32, Array)>() {
            widths.extend((first..).zip(list.iter::<f64>().map(|width| width / 1000.0)));
        } else if let Some((first, last, width)) = items.next::<(u32, u32, f64)>() {
            widths.extend((first..=last.min(0xFFFF)).map(|cid| (cid, width / 1000.0)));
        } else {
            return widths;
        }
    }
}
