//! A font of a PDF: the bytes of a string → codes with their Unicode text and width.
//!
//! Invariant: every code takes at least one byte, so that reading a string ends.

use super::widths;
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use std::collections::HashMap;

pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// Its text runs from top to bottom.
    pub vertical: bool,
}

enum Codes {
    /// One byte a code.
    Simple { texts: Vec<Option<String>>, widths: Vec<f64> },
    /// Codes of several bytes, by way of character identifiers.
    Composite { cids: Box<CMap>, unicode: Option<Box<CMap>>, widths: HashMap<u32, f64>, default: f64 },
}

/// One code of a string.
pub(super) struct Code {
    /// `None` where the font does not say what it shows.
    pub text: Option<String>,
    /// In parts of the font's size.
    pub width: f64,
    /// The one-byte space, which word spacing widens.
    pub is_space: bool,
}

impl Font {
    /// The font that a dictionary declares; what it leaves open gets a usual value.
    pub fn read(dict: &Dict) -> Self {
        let to_unicode = match dict.get::<Object>(b"ToUnicode") {
            Some(Object::Stream(stream)) => parse(&stream),
            Some(Object::Name(name)) => predefined(&name),
            _ => None,
        };
        let descendant = dict.get::<Array>(b"DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next());
        let codes = descendant.map_or_else(|| simple(dict), |descendant| composite(dict, &descendant));
        let vertical = matches!(&codes, Codes::Composite { cids, .. }
            if cids.metadata().writing_mode == Some(WritingMode::Vertical));
        Font { codes, to_unicode, vertical }
    }

    /// Takes the next code off a string that is not empty.
    pub fn next(&self, bytes: &mut &[u8]) -> Code {
        let length = match &self.codes {
            Codes::Simple { .. } => 1,
            Codes::Composite { cids, .. } => {
                let fits = |n: &usize| cids.lookup_cid_code(number(&bytes[..*n]), *n as u8).is_some();
                (1..=bytes.len().min(4)).find(fits).unwrap_or(2).min(bytes.len())
            }
        };
        let (head, rest) = bytes.split_at(length.max(1).min(bytes.len()));
        *bytes = rest;
        let code = number(head);
        let mapped = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).and_then(shown);
        let is_space = head == b" ";
        match &self.codes {
            Codes::Simple { texts, widths } => {
                let text = mapped.or_else(|| texts.get(code as usize).cloned().flatten());
                Code { text, width: widths.get(code as usize).copied().unwrap_or(0.5), is_space }
            }
            Codes::Composite { cids, unicode, widths, default } => {
                let cid = cids.lookup_cid_code(code, head.len() as u8).unwrap_or(0);
                let known = || unicode.as_ref().and_then(|map| map.lookup_bf_string(cid)).and_then(shown);
                Code { text: mapped.or_else(known), width: widths.get(&cid).copied().unwrap_or(*default), is_space }
            }
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// Text that can be shown: some programs map what they cannot name to nought.
fn shown(text: BfString) -> Option<String> {
    let text = match text {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    let text: String = text.chars().filter(|c| !c.is_control() && *c != '\u{FFFD}').collect();
    Some(text).filter(|text| !text.is_empty())
}

fn parse(stream: &Stream) -> Option<CMap> {
    CMap::parse(&stream.decoded_data().ok()?, load_embedded)
}

fn predefined(name: &Name) -> Option<CMap> {
    match CMapName::from_bytes(name) {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        name => CMap::parse(load_embedded(name)?, load_embedded),
    }
}

fn composite(dict: &Dict, descendant: &Dict) -> Codes {
    let cids = match dict.get::<Object>(b"Encoding") {
        Some(Object::Name(name)) => predefined(&name),
        Some(Object::Stream(stream)) => parse(&stream),
        _ => None,
    };
    let cids = cids.unwrap_or_else(CMap::identity_h);
    let info = descendant.get::<Dict>(b"CIDSystemInfo");
    let part = |key: &[u8]| info.as_ref().and_then(|info| info.get::<Bytes>(key)).map(|text| text.as_bytes().to_vec());
    let family = part(b"Registry").zip(part(b"Ordering"));
    let family = family.map(|(registry, ordering)| CidFamily::from_registry_ordering(&registry, &ordering));
    let unicode = family.and_then(|family| family.ucs2_cmap()).and_then(load_embedded);
    Codes::Composite {
        cids: Box::new(cids),
        unicode: unicode.and_then(|map| CMap::parse(map, load_embedded)).map(Box::new),
        widths: descendant.get::<Array>(b"W").map(|array| widths(&array)).unwrap_or_default(),
        default: descendant.get::<f64>(b"DW").unwrap_or(1000.0) / 1000.0,
    }
}

fn simple(dict: &Dict) -> Codes {
    let encoding = dict.get::<Dict>(b"Encoding");
    let base = dict.get::<Name>(b"Encoding").or_else(|| encoding.as_ref()?.get::<Name>(b"BaseEncoding"));
    let mac = base.is_some_and(|base| base.as_str() == "MacRomanEncoding");
    let charset = if mac { encoding_rs::MACINTOSH } else { encoding_rs::WINDOWS_1252 };
    let mut texts: Vec<Option<String>> = (0..=255u8)
        .map(|byte| charset.decode_without_bom_handling(&[byte]).0.into_owned())
        .map(|text| Some(text).filter(|text| !text.chars().any(char::is_control)))
        .collect();
    let differences = encoding.as_ref().and_then(|encoding| encoding.get::<Array>(b"Differences"));
    let mut code = 0;
    for item in differences.iter().flat_map(|array| array.iter::<Object>()) {
        match item {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(text) = texts.get_mut(code) {
                    *text = glyph_text(name.as_str());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    let matrix = dict.get::<[f64; 6]>(b"FontMatrix").map_or(0.001, |matrix| matrix[0]);
    let first = dict.get::<u32>(b"FirstChar").unwrap_or(0).min(255) as usize;
    let mut widths = vec![0.5; 256];
    for (width, given) in
        widths[first..].iter_mut().zip(dict.get::<Array>(b"Widths").iter().flat_map(|a| a.iter::<f64>()))
    {
        *width = given * matrix;
    }
    Codes::Simple { texts, widths }
}

/// What a glyph of this name shows: the names that Western fonts in Chinese papers use.
fn glyph_text(name: &str) -> Option<String> {
    const NAMES: &str = "exclam=! quotedbl=\" numbersign=# dollar=$ percent=% ampersand=& quotesingle=' \
        parenleft=( parenright=) asterisk=* plus=+ comma=, hyphen=- minus=- period=. slash=/ zero=0 one=1 two=2 three=3 \
        four=4 five=5 six=6 seven=7 eight=8 nine=9 colon=: semicolon=; less=< equal== greater=> question=? at=@ \
        bracketleft=[ backslash=\\ bracketright=] underscore=_ braceleft={ bar=| braceright=} asciitilde=~ \
        quoteleft=‘ quoteright=’ quotedblleft=“ quotedblright=” endash=– emdash=— ellipsis=… bullet=• \
        periodcentered=· degree=° plusminus=± multiply=× divide=÷ lessequal=≤ greaterequal=≥ perthousand=‰";
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter.to_string());
    }
    let code = name.strip_prefix("uni").or_else(|| name.strip_prefix('u')).filter(|code| code.len() >= 4);
    if let Some(c) = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
        return Some(c.to_string());
    }
    if name == "space" {
        return Some(" ".into());
    }
    NAMES.split_ascii_whitespace().find_map(|pair| Some(pair.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
}
