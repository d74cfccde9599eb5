//! Names of files within the site.
//!
//! In: what a part of the build calls a file; ids of plans, indicators and offices are in it. Out: a path that
//! leads below the folder it is joined to, on every system. Invariant: there is no other way to name a file that
//! the build writes or keeps, so that nothing is written outside the output folder.

use std::path::{Path, PathBuf};

/// Bytes of a name that file systems hold, less the ending of a compressed form.
const LONGEST: usize = 255 - ".br".len();

/// One or more plain names with `/` between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SitePath<'a>(&'a str);

/// A name that would lead out of the folder, or that some system cannot hold.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path:?} cannot be a file of the output: {problem}")]
pub struct PathError {
    path: String,
    problem: &'static str,
}

impl<'a> SitePath<'a> {
    pub fn parse(path: &'a str) -> Result<Self, PathError> {
        match path.split('/').find_map(problem) {
            Some(problem) => Err(PathError { path: path.to_owned(), problem }),
            None => Ok(Self(path)),
        }
    }

    /// The file's place in `folder`.
    pub fn within(self, folder: &Path) -> PathBuf {
        folder.join(self.0)
    }

    /// The place of one of its compressed forms.
    pub fn form_within(self, folder: &Path, ending: &str) -> PathBuf {
        folder.join(format!("{}{ending}", self.0))
    }
}

/// What is wrong with one name of a path.
fn problem(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("one of its names is empty"),
        "." | ".." => Some("it leads to another folder"),
        _ if name.len() > LONGEST => Some("one of its names is longer than 252 bytes"),
        // `C:x` and `x:y` are a drive and a stream on Windows, where `\` is a separator too.
        _ if name.contains(['\\', ':']) => Some("`\\` and `:` have a meaning of their own on Windows"),
        _ if name.contains(char::is_control) => Some("it holds a control character"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_pass() {
        let long = "x".repeat(253);
        let refused = [
            "",
            "/",
            "/etc/passwd",
            "..",
            ".",
            "../x",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "a\\b",
            "..\\x",
            "C:\\x",
            "C:x",
            "a\0b",
            "a\nb",
            "plans/../../../PWN/index.html",
            &long,
        ];
        for path in refused {
            assert!(SitePath::parse(path).is_err(), "{path:?}");
        }
        let longest = "x".repeat(252);
        for path in
            ["index.html", "plans/国发〔2024〕17号/index.html", "chain/a/2.3/index.html", "a..b/...x", ".x", &longest]
        {
            let place = SitePath::parse(path).map(|path| path.within(Path::new("/out")));
            assert_eq!(place, Ok(Path::new("/out").join(path)));
        }
    }

    #[test]
    fn the_error_names_the_path() {
        let error = SitePath::parse("plans/../x").expect_err("it leads out");
        assert_eq!(error.to_string(), "\"plans/../x\" cannot be a file of the output: it leads to another folder");
    }
}
