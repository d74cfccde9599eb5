//! The page shell: `index.html` with named gaps, `{{title}}`, filled once for each page.
//!
//! Invariant: what fills a gap is never read as a gap itself; the values that are markup are the rendered
//! page, the links to it in other languages and the element of its script, all others are escaped by their
//! place: text, attribute or JSON block.

use super::SiteError;
use std::{collections::BTreeMap, fs, path::Path};

const FILE: &str = "index.html";

/// The shell, cut at its gaps.
pub struct Shell(Vec<Piece>);

enum Piece {
    Text(String),
    Gap(String),
}

impl Shell {
    /// Reads the shell out of the sources' folder.
    pub fn read(sources: &Path) -> Result<Self, SiteError> {
        let path = sources.join(FILE);
        let text = fs::read_to_string(&path).map_err(SiteError::file("read", &path))?;
        Self::parse(&text).map_err(|problem| SiteError::Shell { file: FILE, problem })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (gap, after) = after.split_once("}}").ok_or_else(|| "a `{{` has no `}}`".to_owned())?;
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Gap(gap.trim().to_owned()));
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// Its texts and the names of its gaps, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Gap(text) => text.as_str(),
        })
    }

    /// The page with each gap's value, or the error of a gap that has none.
    pub fn fill(&self, values: &BTreeMap<&str, String>) -> Result<String, SiteError> {
        let mut page = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => page.push_str(text),
                Piece::Gap(gap) => match values.get(gap.as_str()) {
                    Some(value) => page.push_str(value),
                    None => {
                        let problem = format!("nothing fills `{{{{{gap}}}}}`");
                        return Err(SiteError::Shell { file: FILE, problem });
                    }
                },
            }
        }
        Ok(page)
    }
}

/// Text for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// JSON for an inert `<script>` block: no `<` can end the element.
pub fn json_block(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_every_gap_once() {
        let cases = [
            ("<p>{{ a }}</p>{{b}}", Ok("<p>{{b}}</p>2")),
            ("no gap", Ok("no gap")),
            ("{{c}}", Err("index.html: nothing fills `{{c}}`")),
        ];
        let values = BTreeMap::from([("a", "{{b}}".to_owned()), ("b", "2".to_owned())]);
        for (text, expected) in cases {
            let page = Shell::parse(text).expect("parsed").fill(&values).map_err(|error| error.to_string());
            assert_eq!(page, expected.map(str::to_owned).map_err(str::to_owned));
        }
        assert!(Shell::parse("{{open").is_err());
    }

    #[test]
    fn escapes_by_place() {
        assert_eq!(escape("<a href=\"x\">&</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
        assert_eq!(json_block(r#"{"a":"</script>"}"#), r#"{"a":"\u003c/script>"}"#);
    }
}
