//! What the plans of one folder say by themselves, and the file that holds it: a province compiles its own plans, and
//! whoever builds the country joins the parts.
//!
//! In: a part. Out: its file, JSON under gzip, and back. Invariant: joining the parts of several folders gives what
//! compiling all their seeds at once gives. What needs the whole country to be said, such as links, is in no part, nor
//! are the places in the seeds, which only the authors' reports need.

mod sound;

use super::reading::corrections::Correction;
use super::reading::figures::Previous;
use crate::model::{Clause, Plan, Remark, Target};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// Number of the format of the file.
const FORMAT: u32 = 2;

/// The most bytes of a file when unpacked: three times what the plans of the whole country come to.
const LARGEST: u64 = 1 << 30;

/// The program that wrote a part: what is read out of a text changes with it.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// What the plans of one folder say by themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Without their lines, and without the plans that their citations lead to.
    pub plans: Vec<Plan>,
    /// With their topics; those of a plan stand together, in document order.
    pub clauses: Vec<Clause>,
    /// In the order of the clauses, then those of plans without a text.
    pub targets: Vec<Target>,
    /// What is odd about headers and numberings; the rest needs the vocabulary of the country.
    pub remarks: Vec<Remark>,
    /// The policy lines that files beside plans name, by plan id.
    pub lines: BTreeMap<String, String>,
    /// The plans before them that files beside plans name, by plan id.
    pub previous: BTreeMap<String, Previous>,
    /// The files of the folder's own vocabulary, by name.
    pub vocabulary: BTreeMap<String, String>,
    /// By plan id what people say of what is read of it; of plans with a text.
    pub corrections: BTreeMap<String, Vec<Correction>>,
    /// How many errors its seeds have: what they spoil is left out.
    pub errors: u32,
}

/// The file is no part that this program reads.
#[derive(Debug, thiserror::Error)]
pub enum PartError {
    /// It is something else, or damaged.
    #[error("it is no part, or not a whole one ({0}); `plan-cascade compile --seeds FOLDER --out FILE` writes parts")]
    Form(String),
    /// It is of another format or program; holds which.
    #[error("it was written by {0}, and this is {PROGRAM}, format {FORMAT}: compile it again with this program")]
    Program(String),
    /// It is larger than any part when unpacked.
    #[error("it holds more than {} MiB when unpacked: more than the plans of the whole country", LARGEST >> 20)]
    TooLarge,
    /// What it says contradicts itself or names what is not in it; holds what.
    #[error("it says {0}, which no part of ours says: compile it again from its seeds")]
    Content(String),
}

#[derive(Serialize, Deserialize)]
struct File<P> {
    format: u32,
    program: String,
    part: P,
}

/// What every format of the file says first.
#[derive(Deserialize)]
struct Head {
    format: u32,
    program: String,
}

impl Part {
    /// The part as a file; the same part gives the same bytes.
    ///
    /// # Errors
    /// Writing JSON or packing it cannot fail for these types; an error would be a fault of this program.
    pub fn pack(&self) -> std::io::Result<Vec<u8>> {
        let json = serde_json::to_vec(&File { format: FORMAT, program: PROGRAM.to_owned(), part: self })?;
        let mut packed = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::default());
        packed.write_all(&json)?;
        packed.finish()
    }

    /// The part of a file.
    ///
    /// # Errors
    /// The file is none that this program wrote.
    pub fn unpack(bytes: &[u8]) -> Result<Self, PartError> {
        let form = |error: &dyn std::fmt::Display| PartError::Form(error.to_string());
        let mut json = Vec::new();
        let mut unpacked = flate2::read::GzDecoder::new(bytes).take(LARGEST + 1);
        if unpacked.read_to_end(&mut json).map_err(|error| form(&error))? as u64 > LARGEST {
            return Err(PartError::TooLarge);
        }
        let head: Head = serde_json::from_slice(&json).map_err(|error| form(&error))?;
        if (head.format, head.program.as_str()) != (FORMAT, PROGRAM) {
            return Err(PartError::Program(format!("{}, format {}", head.program, head.format)));
        }
        let file: File<Self> = serde_json::from_slice(&json).map_err(|error| form(&error))?;
        file.part.fault().map_or(Ok(file.part), |fault| Err(PartError::Content(fault)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    #[test]
    fn a_part_is_read_back_and_nothing_else_is_one() {
        let part = Part { plans: vec![samples::plan("fujian-2024", Some("350000"))], errors: 2, ..Part::default() };
        let bytes = part.pack().expect("packed");
        assert_eq!(Part::unpack(&bytes).expect("a part"), part);
        assert_eq!(bytes, part.pack().expect("packed"), "no time in it");
        for other in [&b""[..], b"{}", &bytes[..bytes.len() / 2], &bytes[..bytes.len() - 5]] {
            assert!(matches!(Part::unpack(other), Err(PartError::Form(_))));
        }
        let mut older = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::default());
        older.write_all(b"{\"format\":0,\"program\":\"0.0.1\",\"plans\":[]}").expect("written");
        let error = Part::unpack(&older.finish().expect("packed")).expect_err("another program").to_string();
        assert!(
            error.starts_with("it was written by 0.0.1, format 0") && error.contains("compile it again"),
            "{error}"
        );
    }
}
