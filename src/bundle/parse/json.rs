//! Text → a tree of JSON values.

/// A JSON value. Numbers stay as they are written, so that they are read exactly.
#[derive(Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written.
    Number(&'a str),
    /// A string, its escapes resolved.
    Text(String),
    /// An array.
    List(Vec<Json<'a>>),
    /// Members in their order.
    Object(Vec<(String, Json<'a>)>),
}

/// Deeper nesting than any shard has is refused, so that no text exhausts the stack.
const DEPTH: u8 = 32;

impl<'a> Json<'a> {
    /// The value that `text` consists of; `None` where it is none.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(DEPTH)?;
        reader.skip_space();
        (reader.at == text.len()).then_some(value)
    }

    /// Takes the value of `key` out of an object.
    pub fn take_value(&mut self, key: &str) -> Option<Self> {
        let Self::Object(members) = self else { return None };
        let (_, value) = members.iter_mut().find(|(name, _)| name == key)?;
        Some(std::mem::replace(value, Self::Null))
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: u8) -> Option<Json<'a>> {
        let depth = depth.checked_sub(1)?;
        self.skip_space();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Json::Text),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: u8) -> Option<Json<'a>> {
        let mut members = Vec::new();
        self.at += 1;
        while !self.ends(b'}', members.is_empty())? {
            self.skip_space();
            let key = self.string()?;
            self.skip_space();
            self.expect(b':')?;
            members.push((key, self.value(depth)?));
        }
        Some(Json::Object(members))
    }

    fn list(&mut self, depth: u8) -> Option<Json<'a>> {
        let mut items = Vec::new();
        self.at += 1;
        while !self.ends(b']', items.is_empty())? {
            items.push(self.value(depth)?);
        }
        Some(Json::List(items))
    }

    /// Passes what stands before the next element: nothing before the first, a comma before others, or the end.
    fn ends(&mut self, end: u8, first: bool) -> Option<bool> {
        self.skip_space();
        if self.peek()? == end {
            self.at += 1;
            return Some(true);
        }
        if !first {
            self.expect(b',')?;
        }
        Some(false)
    }

    fn string(&mut self) -> Option<String> {
        self.expect(b'"')?;
        let mut string = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let plain = rest.find(['"', '\\'])?;
            string.push_str(&rest[..plain]);
            self.at += plain + 1;
            if rest.as_bytes()[plain] == b'"' {
                return Some(string);
            }
            string.push(self.escaped()?);
        }
    }

    /// The character that an escape stands for; the backslash is passed already.
    fn escaped(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.unit()?;
                if !(0xd800..0xdc00).contains(&first) {
                    return char::from_u32(first);
                }
                self.expect(b'\\')?;
                self.expect(b'u')?;
                let second = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                return char::from_u32(0x10000 + ((first - 0xd800) << 10) + second);
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.bytes().try_fold(0, |unit, digit| Some(unit * 16 + char::from(digit).to_digit(16)?))
    }

    fn number(&mut self) -> Option<Json<'a>> {
        let rest = self.text.get(self.at..)?;
        let length = rest.bytes().take_while(|c| matches!(c, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
        self.at += length;
        (length > 0).then(|| Json::Number(&rest[..length]))
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Option<Json<'a>> {
        let found = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        found.then_some(value)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        let found = self.peek()? == byte;
        self.at += 1;
        found.then_some(())
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same value in serde's words.
    fn plain(json: Json) -> Option<serde_json::Value> {
        Some(match json {
            Json::Null => serde_json::Value::Null,
            Json::Bool(value) => value.into(),
            Json::Number(digits) => serde_json::from_str(digits).ok()?,
            Json::Text(text) => text.into(),
            Json::List(items) => items.into_iter().map(plain).collect::<Option<Vec<_>>>()?.into(),
            Json::Object(members) => {
                let members = members.into_iter().map(|(key, value)| Some((key, plain(value)?)));
                serde_json::Value::Object(members.collect::<Option<_>>()?)
            }
        })
    }

    #[test]
    fn reads_what_serde_reads() {
        let cases = [
            r#" {"a" : [1, -2.5, 1e-6, true, false, null], "城镇化": {}, "b": [ ]} "#,
            r#""\"\\\/\b\f\n\r\té规\ud83d\ude00""#,
            r#""\ud83d""#,
            r#""\ud83dA""#,
            r#""\u12"#,
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":1,}",
            "tru",
            "",
            "1 2",
            "[",
            "\"规",
        ];
        for text in cases {
            assert_eq!(Json::read(text).and_then(plain), serde_json::from_str(text).ok(), "{text}");
        }
        assert_eq!(Json::read(&"[".repeat(100_000)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,30}|[\\[\\]{}\",:\\\\utrfn0-9e.规-]{0,30}") {
            Json::read(&text);
        }
    }
}
