//! Where in the seeds the characters of clauses stand: any span of the open data leads to a line and column.

use super::place;
use super::reading::outline::Outlined;
use super::reading::source::Source;
use crate::model::ClauseId;
use std::collections::BTreeMap;

/// The places of all clauses' characters.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// By plan id.
    files: BTreeMap<String, File>,
    /// By clause id: for each character of its text the character of the seed.
    characters: BTreeMap<ClauseId, Vec<u32>>,
    /// By clause id: the character of the seed with which its number begins.
    starts: BTreeMap<ClauseId, u32>,
}

/// One seed.
#[derive(Clone, Debug)]
struct File {
    name: String,
    /// At which character each line starts, and where it stands in a file that is no plain text.
    lines: Vec<(u32, Option<place::Place>)>,
}

/// A place in a seed; line and column from 1, the column in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Name of the seed: `dehua-2025.txt`.
    pub file: String,
    /// Line of the text that is read from the seed.
    pub line: u32,
    /// Character of that line.
    pub column: u32,
    /// Where that line stands in a file that is no plain text.
    pub published: Option<place::Place>,
}

impl Origins {
    /// Takes in a plan as it was read.
    pub fn add(&mut self, plan: &str, source: &Source, clauses: &[Outlined]) {
        let lines = source.lines.iter().map(|line| (line.start as u32, line.place)).collect();
        self.files.insert(plan.to_owned(), File { name: source.name.clone(), lines });
        for outlined in clauses {
            let at = outlined.at.iter().map(|&at| at as u32).collect();
            self.characters.insert(outlined.clause.id.clone(), at);
            self.starts.insert(outlined.clause.id.clone(), outlined.start as u32);
        }
    }

    /// Where a character of a clause's text stands; `None` for what no seed holds.
    pub fn place(&self, clause: &ClauseId, offset: u32) -> Option<Place> {
        self.resolve(clause.plan(), *self.characters.get(clause)?.get(offset as usize)?)
    }

    /// Where a clause starts, its number included.
    pub fn start(&self, clause: &ClauseId) -> Option<Place> {
        self.resolve(clause.plan(), *self.starts.get(clause)?)
    }

    /// The first line of a plan's seed.
    pub fn first_line(&self, plan: &str) -> Option<Place> {
        self.resolve(plan, 0)
    }

    fn resolve(&self, plan: &str, at: u32) -> Option<Place> {
        let File { name, lines } = self.files.get(plan)?;
        let line = lines.partition_point(|(start, _)| *start <= at);
        let (start, published) = *lines.get(line.checked_sub(1)?)?;
        Some(Place { file: name.clone(), line: line as u32, column: at - start + 1, published })
    }
}
