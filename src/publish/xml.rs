//! XML that is well-formed by the way it is written: an element is closed where the function that fills it ends.

use quick_xml::escape::escape;

/// A document that grows.
pub struct Xml(String);

impl Xml {
    /// A document with nothing but its declaration.
    pub fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned())
    }

    /// The bytes of the document.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// An element with what `fill` puts into it.
    pub fn element(&mut self, name: &str, attributes: &[(&str, &str)], fill: impl FnOnce(&mut Self)) {
        self.start(name, attributes);
        self.0.push('>');
        fill(self);
        self.0.extend(["</", name, ">"]);
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.0.push_str("/>");
    }

    /// Words.
    pub fn text(&mut self, text: &str) {
        self.0.push_str(&escape(allowed(text)));
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.extend(["<", name]);
        for (attribute, value) in attributes {
            let value = escape(allowed(value));
            self.0.extend([" ", attribute, "=\"", &value, "\""]);
        }
    }
}

/// The text without the characters that no XML document may hold.
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_markup() {
        let mut xml = Xml::new();
        xml.element("p", &[("a", "\"<&>'")], |xml| xml.text("</p>\u{0}\u{8}&\u{1f}公园\n"));
        xml.empty("br", &[]);
        let text = String::from_utf8(xml.into_bytes()).expect("UTF-8");
        let expected = "<p a=\"&quot;&lt;&amp;&gt;&apos;\">&lt;/p&gt;&amp;公园\n</p><br/>";
        assert_eq!(text.lines().skip(1).collect::<Vec<_>>().join("\n"), expected);
    }
}
