//! The zip of XML parts that DOCX and OFD files are: parts by name, unpacked within limits, parsed to a small tree.
//!
//! Invariants: what is unpacked is counted as it comes out, whatever the zip's directory says; a tree is never
//! deeper than the limit, so that whoever walks it may recurse.

use super::{Format, FormatError, Limits, Unread};
use quick_xml::XmlVersion::Implicit1_0;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read};

/// An open package.
pub(super) struct Package<'a> {
    zip: zip::ZipArchive<Cursor<&'a [u8]>>,
    kind: Kind,
    limits: &'a Limits,
    unpacked: usize,
}

/// How errors speak about the file.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// What the file is called: `the DOCX`.
    pub what: &'static str,
    /// The ending to save it anew with: `.docx`.
    pub remedy: &'static str,
}

/// An element of an XML part, names without prefixes.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name: `tbl` of `<w:tbl>`.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The elements and texts right in it, in order; no two texts side by side.
    pub children: Vec<Node>,
}

#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

/// What kind of file a zip is, by the names in it.
pub(super) fn sniff(bytes: &[u8]) -> Format {
    let Ok(zip) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        // A torn download of a DOCX or OFD looks like this; reading it as a DOCX says that it is damaged.
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        return if text.contains("OFD.xml") {
            Format::Ofd
        } else if text.contains("[Content_Types].xml") || text.contains("word/") {
            Format::Docx
        } else {
            Format::Unread(Unread::Archive)
        };
    };
    let has = |wanted: &str| zip.file_names().flatten().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("OFD.xml") {
        Format::Ofd
    } else if has("[Content_Types].xml") {
        let text = zip.file_names().flatten().any(|name| name.to_ascii_lowercase().starts_with("word/"));
        if text { Format::Docx } else { Format::Unread(Unread::Office) }
    } else if has("mimetype") && has("content.xml") {
        Format::Unread(Unread::OpenDocument)
    } else {
        Format::Unread(Unread::Archive)
    }
}

impl<'a> Package<'a> {
    /// Opens a package; nothing of it is unpacked yet.
    ///
    /// # Errors
    /// The bytes are no zip, or a torn one.
    pub fn open(bytes: &'a [u8], kind: Kind, limits: &'a Limits) -> Result<Self, FormatError> {
        let zip = zip::ZipArchive::new(Cursor::new(bytes));
        let zip = zip.map_err(|cause| kind.damaged("its end", &cause.to_string()))?;
        Ok(Package { zip, kind, limits, unpacked: 0 })
    }

    /// A part as a tree, or `None` where the package has no such part.
    ///
    /// # Errors
    /// The part cannot be unpacked or parsed, or holds more than the limits allow.
    pub fn part(&mut self, name: &str) -> Result<Option<Element>, FormatError> {
        let name = name.trim_start_matches('/');
        let stored = self.zip.file_names().flatten().find(|stored| stored.eq_ignore_ascii_case(name));
        let Some(stored) = stored.map(|stored| stored.into_owned()) else { return Ok(None) };
        let damaged = |cause: &dyn std::fmt::Display| self.kind.damaged(name, &cause.to_string());
        let file = self.zip.by_name(&stored).map_err(|cause| damaged(&cause))?;
        let left = self.limits.unpacked.saturating_sub(self.unpacked);
        let mut bytes = Vec::new();
        file.take(left as u64 + 1).read_to_end(&mut bytes).map_err(|cause| damaged(&cause))?;
        if bytes.len() > left {
            return Err(FormatError::TooLarge { of: "unpacked bytes", limit: self.limits.unpacked });
        }
        self.unpacked += bytes.len();
        let tree = parse(&super::decode(&bytes), self.limits.depth);
        tree.map(Some).map_err(|fault| match fault {
            Fault::Deep => FormatError::TooLarge { of: "elements within elements", limit: self.limits.depth },
            Fault::Torn(at, cause) => self.kind.damaged(&format!("{name}, byte {at}"), &cause),
        })
    }

    /// A part that the file cannot be without.
    ///
    /// # Errors
    /// The package has no such part, or it cannot be read.
    pub fn needed(&mut self, name: &str) -> Result<Element, FormatError> {
        self.part(name)?.ok_or_else(|| self.kind.damaged(name, "the part is missing"))
    }
}

impl Kind {
    /// Says that the file is damaged at `at`: a part, or a place in one.
    pub fn damaged(self, at: &str, cause: &str) -> FormatError {
        FormatError::Damaged { what: self.what, at: at.into(), cause: cause.into(), remedy: self.remedy }
    }
}

impl Element {
    /// What an attribute says, by its name without prefix; none where it has none of it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The `val` attribute, which says everything in most elements of a DOCX.
    pub fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// The elements right in it, in order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of a name right in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All elements of a name below, the nearest first within each branch; not within one another.
    pub fn all<'e>(&'e self, name: &str, found: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if element.name == name { found.push(element) } else { element.all(name, found) }
        }
    }

    /// The text directly in it.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

enum Fault {
    Deep,
    Torn(u64, String),
}

fn parse(text: &str, depth: usize) -> Result<Element, Fault> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = vec![Element::default()];
    loop {
        let event = reader.read_event().map_err(|cause| Fault::Torn(reader.error_position(), cause.to_string()))?;
        let close = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                if open.len() > depth {
                    return Err(Fault::Deep);
                }
                open.push(element(&start));
                if close {
                    shut(&mut open);
                }
            }
            Event::End(_) => shut(&mut open),
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(text) => push_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                let known = name.resolve_char_ref().ok().flatten().map(String::from);
                let known = known.or_else(|| quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned));
                push_text(&mut open, &known.unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    while open.len() > 1 {
        shut(&mut open);
    }
    let root = open.pop().unwrap_or_default();
    let first = root.children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    first.ok_or_else(|| Fault::Torn(0, "no element in it".into()))
}

fn element(start: &BytesStart) -> Element {
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = attribute.normalized_value(Implicit1_0).map(|value| value.into_owned()).unwrap_or_default();
        (attribute.key.local_name().as_ref().to_owned(), value)
    });
    let attributes = attributes.collect();
    Element { name: start.local_name().as_ref().to_owned(), attributes, children: Vec::new() }
}

fn push_text(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut().filter(|_| !text.is_empty()) {
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }
}

fn shut(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(element) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.children.push(Node::Element(element));
    }
}
