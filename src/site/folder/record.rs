//! What the files of a build were made of, kept beside it, so that the next build takes over what would be the same.
//!
//! ```text
//! plan-cascade record 1
//! PROGRAM QUALITY STAMP                  digest of the program, brotli's quality, the stamp that its pages carry
//! OF CONTENT FORMS PATH                  digests of what a file was made of, of its bytes, of its compressed forms
//! ```
//!
//! In: the record beside an output. Out: what is known of each of its files. Invariants: nothing is taken over but what
//! this very program made, of the same things, and what still has the bytes that it had then; so a record that is
//! missing, damaged or of another output costs time and nothing else. It may be deleted at any time.

use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

const TITLE: &str = "plan-cascade record 1";
/// What stands for a digest where there is nothing to digest.
const NONE: &str = "-";

/// Half of a SHA-256, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest(String);

impl Digest {
    /// Of several parts; where one ends counts too.
    pub fn of<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> Self {
        let mut whole = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            whole.update((part.len() as u64).to_le_bytes());
            whole.update(part);
        }
        Self(whole.finalize().iter().take(16).fold(String::new(), |mut digits, byte| {
            // Writing to a text does not fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        }))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: &str) -> Option<Self> {
        (text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| Self(text.to_owned()))
    }
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it was made of; none where it was written as it came.
    pub of: Option<Digest>,
    /// Its bytes.
    pub content: Digest,
    /// Its compressed forms, one after the other; none where it has none.
    pub forms: Option<Digest>,
}

/// What is known of the files of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What pages carry that changes with every corpus: its version. It is no part of what they are made of.
    pub stamp: String,
    /// By path within the output.
    pub files: BTreeMap<String, Made>,
}

/// This program. None where it cannot be read: then nothing is taken over.
static PROGRAM: LazyLock<Option<Digest>> =
    LazyLock::new(|| Some(Digest::of([fs::read(std::env::current_exe().ok()?).ok()?])));

impl Record {
    /// The record of the output at `out`, as far as it holds for this program; forms only of the same `quality`.
    pub fn read(out: &Path, quality: i32) -> Self {
        let place = place(out);
        let is_file = fs::symlink_metadata(&place).is_ok_and(|meta| meta.is_file());
        let text = if is_file { fs::read_to_string(&place).unwrap_or_default() } else { String::new() };
        PROGRAM.as_ref().and_then(|program| Self::parse(&text, program, quality)).unwrap_or_default()
    }

    fn parse(text: &str, program: &Digest, quality: i32) -> Option<Self> {
        let mut lines = text.lines();
        let title = lines.next()?;
        let mut head = lines.next()?.splitn(3, ' ');
        let (by, packed, stamp) = (head.next()?, head.next()?, head.next()?);
        if title != TITLE || by != program.0 {
            return None;
        }
        let same_quality = packed == quality.to_string();
        let made = |line: &str| {
            let mut parts = line.splitn(4, ' ');
            let [of, content, forms, path] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
            let forms = Digest::parse(forms).filter(|_| same_quality);
            Some((path.to_owned(), Made { of: Digest::parse(of), content: Digest::parse(content)?, forms }))
        };
        Some(Self { stamp: stamp.to_owned(), files: lines.filter_map(made).collect() })
    }

    /// The record as text; none where this program cannot be told from others.
    pub fn text(&self, quality: i32) -> Option<String> {
        let program = PROGRAM.as_ref()?;
        let mut text = format!("{TITLE}\n{} {quality} {}\n", program.0, self.stamp);
        let name = |digest: &Option<Digest>| digest.as_ref().map_or(NONE.to_owned(), |digest| digest.0.clone());
        for (path, made) in &self.files {
            text += &format!("{} {} {} {path}\n", name(&made.of), made.content.0, name(&made.forms));
        }
        Some(text)
    }
}

/// Where the record of the output at `out` lies: beside it, `.plan-cascade-NAME.record`.
pub fn place(out: &Path) -> PathBuf {
    let mut name = OsString::from(".plan-cascade-");
    name.push(out.file_name().unwrap_or_default());
    name.push(".record");
    out.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back_by_the_program_that_wrote_it() {
        let digest = |text: &str| Digest::of([text]);
        let (page, data) = (
            Made { of: Some(digest("x")), content: digest("page"), forms: None },
            Made { of: None, content: digest("data"), forms: Some(digest("forms")) },
        );
        let files = BTreeMap::from([("a b/index.html".to_owned(), page), ("data/x.json".to_owned(), data)]);
        let record = Record { stamp: "0123".to_owned(), files };
        let program = PROGRAM.as_ref().expect("a program");
        let text = record.text(9).expect("a text");
        assert_eq!(Record::parse(&text, program, 9), Some(record.clone()));
        let other = Record::parse(&text, program, 11).expect("a record");
        assert!(other.files.values().all(|made| made.forms.is_none()), "forms of another quality");
        assert_eq!(Record::parse(&text, &digest("another program"), 9), None);
        for (damage, left) in [(text.len() - 50, 1), (120, 0), (60, 0), (30, 0), (0, 0)] {
            let read = Record::parse(&text[..damage], program, 9).unwrap_or_default();
            assert_eq!(read.files.len(), left, "{damage}");
        }
    }

    #[test]
    fn where_a_part_ends_counts() {
        assert_ne!(Digest::of(["ab", "c"]), Digest::of(["a", "bc"]));
        assert_eq!(Digest::of(["ab", "c"]), Digest::of(["ab", "c"]));
    }
}
