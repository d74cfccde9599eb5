//! Real plans to try changes on.

use super::chance::Chance;
use super::draft::Node;
use super::material::Material;
use crate::compile;
use crate::model::ClauseId;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// Of the plans in `seeds/`.
pub static REAL: LazyLock<Material> = LazyLock::new(|| {
    let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("seeds");
    Material::of(&compile::compile(&seeds).corpus)
});

/// Every clause.
pub fn all(nodes: &[Node]) -> Vec<&Node> {
    let mut all = Vec::new();
    Node::for_each(nodes, &mut |node| all.push(node));
    all
}

/// The real clauses that these were made from.
pub fn origins(nodes: &[Node]) -> BTreeSet<ClauseId> {
    all(nodes).iter().flat_map(|node| node.origins.clone()).collect()
}

/// How much they promise.
pub fn promises(nodes: &[Node]) -> usize {
    all(nodes).iter().flat_map(|node| &node.body).map(|sentence| sentence.promises.len()).sum()
}

/// What a change makes of the real plan of the highest level and of the last one, one after the other.
pub fn changed(change: impl Fn(&mut Vec<Node>, &mut Chance)) -> Vec<(Vec<Node>, Vec<Node>)> {
    let bases = [REAL.bases.first(), REAL.bases.last()];
    let changed = bases.into_iter().flatten().map(|before| {
        let mut after = before.clone();
        change(&mut after, &mut Chance::of(5, "changes"));
        (before.clone(), after)
    });
    changed.collect()
}
