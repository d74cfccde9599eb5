//! Query strings: what a visitor has chosen, readable and safe to read back.
//!
//! Invariant: whatever an address holds, reading it gives words or nothing; what was written is read back the same.

use crate::model::Id;

/// Keys and values in their order. Damaged escapes are left out with their pair.
pub fn pairs(query: &str) -> Vec<(&str, String)> {
    let parts = query.trim_start_matches('?').split('&').filter_map(|part| part.split_once('='));
    parts.filter_map(|(key, value)| Some((key, decoded(value)?))).collect()
}

/// The query string of those pairs that have a value; ids stay as they are, other words are escaped.
pub fn written(pairs: &[(&str, Option<&str>)]) -> String {
    let mut query = String::new();
    for (key, value) in pairs {
        let Some(value) = value else { continue };
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(key);
        query.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b',' | b'_') {
                query.push(char::from(byte));
            } else {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                let digit = |half: u8| char::from(HEX[usize::from(half)]);
                query.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    query
}

/// An id of the corpus, or nothing.
pub fn id(value: &str) -> Option<String> {
    value.parse().map(|id: Id| id.into()).ok()
}

/// Words without their escapes; nothing where one is damaged.
pub fn decoded(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |b: Option<u8>| char::from(b?).to_digit(16);
                let code = digit(rest.next())? * 16 + digit(rest.next())?;
                u8::try_from(code).ok()?
            }
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_people_read_them() {
        assert_eq!(
            written(&[("plan", Some("dehua-2025")), ("year", None), ("unit", Some("市教育局"))]),
            "plan=dehua-2025&unit=%E5%B8%82%E6%95%99%E8%82%B2%E5%B1%80"
        );
        assert_eq!(pairs("?a=1&b&c=%E5%B8%82+x&d=%zz"), [("a", "1".to_owned()), ("c", "市 x".to_owned())]);
        assert_eq!(id("<script>"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read_back(value in ".{0,12}", garbage in ".{0,24}") {
            let query = written(&[("key", Some(&value))]);
            prop_assert_eq!(pairs(&query), vec![("key", value)]);
            let _ = pairs(&garbage);
        }
    }
}
