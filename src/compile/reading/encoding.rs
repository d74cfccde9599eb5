//! Which encoding bytes without a byte order mark are in.
//!
//! Invariant: what is UTF-8 but for a torn character now and then is UTF-8, whatever the file says of itself.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

/// UTF-8 where the bytes are, else what the file declares, else what they look most like.
pub fn of(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    // A UTF-8 file with one torn character is still UTF-8: most of its multi-byte sequences are whole.
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|&c| c == '\u{FFFD}').count();
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    if broken * 10 < wide {
        return UTF_8;
    }
    let encoding = declared.filter(|&encoding| encoding != UTF_8).unwrap_or_else(|| {
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(Some(b"cn"), chardetng::Utf8Detection::Allow)
    });
    // GB18030 contains GBK, so the larger one loses nothing.
    if encoding == GBK { GB18030 } else { encoding }
}
