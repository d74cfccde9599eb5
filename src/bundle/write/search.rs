//! The index for searching, out of the corpus.

mod facts;
mod parts;
mod words;

use super::super::index::{CorpusIndex, number, of};
use super::super::search::{EverydayWords, SearchFacts, SearchHead, SearchPart, SearchPlan, SearchText, SearchTexts};
use super::{offices, overview};
use crate::model::{Clause, Target};
use crate::text::fold::ScriptPairs;
use facts::Columns;
use parts::Pairs;

/// Bytes of text in a block: some plans, 25 kB with brotli.
const BLOCK: usize = 96 << 10;

/// Everything that searching fetches.
pub struct Shards {
    pub search: SearchHead,
    pub parts: Vec<SearchPart>,
    pub texts: Vec<SearchTexts>,
    pub facts: Vec<SearchFacts>,
    pub everyday: EverydayWords,
}

/// Builds the index of the corpus.
pub fn shards(index: &CorpusIndex) -> Shards {
    let (traditional, simplified) = words::scripts(index.corpus.clauses.iter().map(|clause| clause.text.as_str()));
    let script = ScriptPairs::new(&traditional, &simplified);
    let mut search = SearchHead {
        traditional,
        simplified,
        synonyms: words::synonyms(&script),
        offices: index.corpus.offices.iter().map(offices::name).collect(),
        places: overview::left_out(index),
        ..SearchHead::default()
    };
    let (mut pairs, mut columns, mut blocks) = (Pairs::default(), Columns::of(index), Blocks::default());
    let mut first = 0;
    for plan in &index.plans {
        let clauses = of(&index.clauses, &plan.id);
        if clauses.is_empty() {
            continue;
        }
        search.plans.push(SearchPlan { id: plan.id.clone(), first });
        blocks.begin(clauses.iter().map(|clause| clause.text.len()).sum());
        for (&clause, n) in clauses.iter().zip(first..) {
            let targets: Vec<&Target> = index.targets_of(clause).collect();
            let text = SearchText::of(clause, beside(index, clause, &targets), &script);
            pairs.add(n, &text.folded(&script).chars);
            columns.add(n, clause, &targets);
            blocks.add(n, text);
        }
        first += number(clauses.len());
    }
    let parts: Vec<SearchPart>;
    (search.parts, parts) = pairs.cut();
    search.texts = blocks.firsts;
    let facts = columns.cut();
    search.facts = facts.iter().map(facts::held).collect();
    let everyday = words::everyday(&script, |topic| index.topic_place(topic));
    Shards { search, parts, texts: blocks.texts, facts, everyday }
}

/// What says the same as a clause in other words.
fn beside(index: &CorpusIndex, clause: &Clause, targets: &[&Target]) -> Vec<String> {
    let of_targets = targets.iter().flat_map(|target| {
        let figure = target.value.map(|value| format!("{value}{}", target.unit.as_deref().unwrap_or("")));
        [Some(target.label.clone()), index.indicator_name(&target.indicator), figure]
    });
    clause.units.iter().cloned().map(Some).chain(of_targets).flatten().collect()
}

/// Blocks of texts in the making.
#[derive(Default)]
struct Blocks {
    firsts: Vec<u32>,
    texts: Vec<SearchTexts>,
    /// Bytes in the last one.
    bytes: usize,
}

impl Blocks {
    /// A plan of so many bytes follows; it is not cut in two where it has room in one block.
    fn begin(&mut self, bytes: usize) {
        if self.bytes + bytes > BLOCK {
            self.bytes = BLOCK;
        }
    }

    fn add(&mut self, clause: u32, text: SearchText) {
        if self.texts.is_empty() || self.bytes >= BLOCK {
            self.firsts.push(clause);
            self.texts.push(SearchTexts::default());
            self.bytes = 0;
        }
        self.bytes += text.text.len();
        if let Some(block) = self.texts.last_mut() {
            block.clauses.push(text);
        }
    }
}
