//! What clauses are counted by, a column a facet.

use super::super::super::index::CorpusIndex;
use super::super::super::search::{FactColumn, SearchFacts};
use crate::model::{Clause, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Clauses in a column; more sets than characters can stand for there cannot be.
const COLUMN: u32 = 1 << 15;

/// Bytes in a file, and the least that a set takes of them.
const FILE: usize = 64 << 10;
const SET: usize = 8;

/// The facets, in the order in which the page shows them.
const FACETS: [&str; 4] = ["topic", "year", "unit", "targets"];

/// Columns in the making.
pub struct Columns<'a> {
    index: &'a CorpusIndex<'a>,
    /// Offices by the units that belong to them.
    serving: BTreeMap<&'a str, Vec<u32>>,
    /// Of each facet.
    columns: [Vec<Column>; 4],
}

#[derive(Default)]
struct Column {
    numbers: BTreeMap<BTreeSet<u32>, u32>,
    column: FactColumn,
}

impl<'a> Columns<'a> {
    pub fn of(index: &'a CorpusIndex<'a>) -> Self {
        let mut serving: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (office, n) in index.corpus.offices.iter().zip(0..) {
            for unit in &office.units {
                serving.entry(unit).or_default().push(n);
            }
        }
        Self { index, serving, columns: Default::default() }
    }

    /// Takes the next clause in.
    pub fn add(&mut self, clause: u32, is: &Clause, targets: &[&Target]) {
        let offices = is.units.iter().filter_map(|unit| self.serving.get(unit.as_str())).flatten().copied();
        // Years in which something of the clause is due.
        let cells = is.cells.iter().flatten().map(|cell| cell.year);
        let years = targets.iter().filter_map(|target| target.year_to).chain(cells).map(u32::from);
        let sets: [BTreeSet<u32>; 4] = [
            is.topics.iter().filter_map(|id| self.index.topic_place(id)).collect(),
            years.collect(),
            offices.collect(),
            targets.first().map(|_| 1).into_iter().collect(),
        ];
        for ((columns, facet), set) in self.columns.iter_mut().zip(FACETS).zip(sets) {
            if clause.is_multiple_of(COLUMN) {
                let column = FactColumn { facet: facet.to_owned(), first: clause, ..FactColumn::default() };
                columns.push(Column { column, ..Column::default() });
            }
            if let Some(column) = columns.last_mut() {
                column.add(set);
            }
        }
    }

    /// Files of as many columns as have room in one.
    pub fn cut(self) -> Vec<SearchFacts> {
        let mut files: Vec<SearchFacts> = Vec::new();
        let mut bytes = FILE;
        for Column { column, .. } in self.columns.into_iter().flatten() {
            let length = column.clauses.len() + SET * column.sets.len();
            if bytes + length > FILE {
                files.push(SearchFacts::default());
                bytes = 0;
            }
            bytes += length;
            if let Some(file) = files.last_mut() {
                file.columns.push(column);
            }
        }
        files
    }
}

impl Column {
    fn add(&mut self, set: BTreeSet<u32>) {
        let Self { numbers, column } = self;
        let next = column.sets.len() as u32;
        let number = *numbers.entry(set).or_insert_with_key(|set| {
            column.sets.push(set.iter().copied().collect());
            next
        });
        column.clauses.extend(char::from_u32(u32::from(FactColumn::FIRST) + number));
    }
}

/// The facets that a file holds.
pub fn held(file: &SearchFacts) -> Vec<String> {
    let facets: BTreeSet<&String> = file.columns.iter().map(|column| &column.facet).collect();
    facets.into_iter().cloned().collect()
}
