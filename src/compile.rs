//! Seeds → corpus. One phase a file, in the order in which they run.
//!
//! Compiling never fails and never panics: it returns what could be read and a list of diagnostics.

mod diagnostic;
pub mod links;
pub mod targets;
pub mod topics;

pub use diagnostic::{Diagnostic, Severity};

use crate::model::Corpus;

/// One file of `seeds/`, as it lies there.
#[derive(Clone, Debug)]
pub struct SeedFile {
    /// File name without its folder: `dehua-2025.txt`.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What compiling gives: everything that could be read, and everything worth telling the author.
#[derive(Debug)]
pub struct Compiled {
    pub corpus: Corpus,
    /// In file order, then by place.
    pub diagnostics: Vec<Diagnostic>,
}
