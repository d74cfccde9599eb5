//! What a plan makes of the plan above it, one change a function.
//!
//! In: clauses of the plan above. Out: clauses of its own, each of which still knows the real ones that it was made from.
//! Invariant: no change parts a promise from its sentence, nor a sentence from the year that frames it.

use super::chance::Chance;
use super::draft::{Node, Piece, Sentence};
use super::material::Material;
use super::{figures, local};
use crate::model::Level;

/// The clauses of a plan of this level, right below.
pub fn derive(above: &[Node], level: Level, material: &Material, chance: &mut Chance) -> Vec<Node> {
    let mut nodes = above.to_vec();
    Node::change_each(&mut nodes, &mut |node| node.row.clear());
    drop_measures(&mut nodes, chance);
    merge_measures(&mut nodes, chance);
    swap_measures(&mut nodes, chance);
    trim(&mut nodes, chance);
    condense(&mut nodes, chance);
    reword(&mut nodes, chance);
    vary_figures(&mut nodes, chance);
    pledge(&mut nodes, level, material, chance);
    add_local(&mut nodes, chance);
    nodes
}

/// Leaves some measures out; one stays of every list.
pub fn drop_measures(nodes: &mut Vec<Node>, chance: &mut Chance) {
    Node::change_lists(nodes, &mut |list| {
        let mut left = list.len();
        list.retain(|node| {
            let gone = node.is_measure() && left > 1 && chance.one_in(10);
            left -= usize::from(gone);
            !gone
        });
    });
}

/// Makes one measure of two neighbours; the second promises nothing, so that no year of the first frames it.
pub fn merge_measures(nodes: &mut Vec<Node>, chance: &mut Chance) {
    Node::change_lists(nodes, &mut |list| {
        let mut at = 1;
        while at < list.len() {
            let (first, second) = (&list[at - 1], &list[at]);
            let alike = first.is_measure() && second.is_measure() && first.kind == second.kind;
            if alike && second.body.iter().all(Sentence::is_plain) && chance.one_in(12) {
                let Node { body, offices, origins, .. } = list.remove(at);
                let first = &mut list[at - 1];
                first.body.extend(body);
                first.offices.extend(offices);
                first.offices = distinct(std::mem::take(&mut first.offices));
                first.origins.extend(origins);
                first.origins = distinct(std::mem::take(&mut first.origins));
            }
            at += 1;
        }
    });
}

fn distinct<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    items.into_iter().fold(Vec::new(), |mut seen, item| {
        if !seen.contains(&item) {
            seen.push(item);
        }
        seen
    })
}

/// Puts some measures before the one that they followed.
pub fn swap_measures(nodes: &mut Vec<Node>, chance: &mut Chance) {
    Node::change_lists(nodes, &mut |list| {
        for at in 1..list.len() {
            if list[at - 1].is_measure() && list[at].is_measure() && chance.one_in(8) {
                list.swap(at - 1, at);
            }
        }
    });
}

/// Leaves out sentences on which nothing hangs, never the first; some measures lose most of them.
pub fn trim(nodes: &mut [Node], chance: &mut Chance) {
    Node::change_each(nodes, &mut |node| {
        let often = if chance.one_in(6) { 2 } else { 8 };
        let mut first = true;
        node.body.retain(|sentence| std::mem::take(&mut first) || !sentence.is_plain() || !chance.one_in(often));
    });
}

/// Leaves out a phrase in the middle of some sentences on which nothing hangs, never of the first.
pub fn condense(nodes: &mut [Node], chance: &mut Chance) {
    Node::change_each(nodes, &mut |node| {
        for sentence in node.body.iter_mut().skip(1).filter(|sentence| sentence.is_plain()) {
            let [Piece::Words(words)] = &mut sentence.pieces[..] else { continue };
            let phrases: Vec<&str> = words.split('，').collect();
            // What brackets or quotation marks hold together stays together.
            let whole = |phrase: &&str| !phrase.contains(['（', '）', '“', '”', '《', '》']);
            if phrases.len() > 2 && phrases.iter().all(whole) && chance.one_in(4) {
                let gone = 1 + chance.below(phrases.len() - 2);
                *words = [&phrases[..gone], &phrases[gone + 1..]].concat().join("，");
            }
        }
    });
}

/// Words that say the same.
const ALIKE: [(&str, &str); 12] = [
    ("积极推进", "大力推进"),
    ("加快推进", "着力推进"),
    ("进一步完善", "不断完善"),
    ("进一步", "持续"),
    ("充分发挥", "更好发挥"),
    ("建立健全", "逐步健全"),
    ("以及", "和"),
    ("有序推进", "稳步推进"),
    ("推动形成", "加快形成"),
    ("加大力度", "下大力气"),
    ("因地制宜", "结合实际"),
    ("探索建立", "研究建立"),
];

/// Says some sentences that promise nothing, and some titles, in other words.
pub fn reword(nodes: &mut [Node], chance: &mut Chance) {
    Node::change_each(nodes, &mut |node| {
        let plain = node.body.iter_mut().filter(|sentence| sentence.is_plain());
        for piece in plain.flat_map(|sentence| &mut sentence.pieces).chain(node.heading.iter_mut().flatten()) {
            // Titles of cited works stay.
            let Piece::Words(words) = piece else { continue };
            for (one, other) in ALIKE {
                if !words.contains('《') && words.contains(one) && chance.one_in(3) {
                    *words = words.replace(one, other);
                }
            }
        }
    });
}

/// Sets figures for a smaller place.
pub fn vary_figures(nodes: &mut [Node], chance: &mut Chance) {
    Node::change_each(nodes, &mut |node| {
        node.body.iter_mut().for_each(|sentence| figures::vary(sentence, chance));
    });
}

/// Lets some measures that promise no figure promise one that real plans promise on the same topic.
pub fn pledge(nodes: &mut [Node], level: Level, material: &Material, chance: &mut Chance) {
    Node::change_each(nodes, &mut |node| {
        let open = node.is_measure() && node.body.iter().all(Sentence::is_plain);
        let pledges = material.pledges.get(&node.topic).map_or(&[][..], Vec::as_slice);
        if !open || pledges.is_empty() || !chance.one_in(4) {
            return;
        }
        if let Some(mut pledge) = chance.pick(pledges).cloned() {
            figures::lower(&mut pledge, level, chance);
            node.body.push(pledge);
        }
    });
}

/// Adds a matter of the place's own to some lists of measures.
pub fn add_local(nodes: &mut Vec<Node>, chance: &mut Chance) {
    let mut taken = Vec::new();
    Node::for_each(nodes, &mut |node| taken.extend(node.origins.iter().cloned()));
    Node::change_lists(nodes, &mut |list| {
        let Some(kind) = list.iter().find(|node| node.is_measure()).map(|node| node.kind) else { return };
        if !chance.one_in(6) {
            return;
        }
        let titled = list.iter().any(|node| node.is_measure() && node.heading.is_some());
        let node = local::node(chance.below(local::COUNT), kind, titled);
        if !taken.contains(&node.origins[0]) {
            taken.push(node.origins[0].clone());
            list.push(node);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::samples::{REAL, all, changed, origins, promises};
    use super::*;
    use crate::model::ClauseId;
    use std::collections::BTreeSet;

    #[test]
    fn measures_are_dropped_and_lists_never_empty() {
        for (before, after) in changed(|nodes, chance| (0..40).for_each(|_| drop_measures(nodes, chance))) {
            assert!(all(&after).len() < all(&before).len());
            let parents = |nodes: &[Node]| all(nodes).iter().filter(|node| !node.children.is_empty()).count();
            assert_eq!(parents(&after), parents(&before));
        }
    }

    #[test]
    fn merged_measures_know_both_and_say_both() {
        let text = |nodes: &[Node]| all(nodes).iter().map(|node| node.body.len()).sum::<usize>();
        let mut merged = 0;
        for (before, after) in changed(|nodes, chance| (0..9).for_each(|_| merge_measures(nodes, chance))) {
            assert_eq!((origins(&after), text(&after)), (origins(&before), text(&before)));
            for node in all(&after).iter().filter(|node| node.origins.len() > 1) {
                let last = node.body.last().is_some_and(Sentence::is_plain);
                assert!(last, "{:?}", node.origins);
                merged += 1;
            }
        }
        assert!(merged > 3);
    }

    #[test]
    fn swapped_measures_are_the_same_in_another_order() {
        for (before, after) in changed(swap_measures) {
            let order = |nodes: &[Node]| all(nodes).iter().map(|node| node.origins.clone()).collect::<Vec<_>>();
            assert_ne!(order(&after), order(&before));
            assert_eq!(origins(&after), origins(&before));
        }
    }

    #[test]
    fn trimming_and_rewording_keep_every_promise() {
        let change = |nodes: &mut Vec<Node>, chance: &mut Chance| {
            trim(nodes, chance);
            condense(nodes, chance);
            reword(nodes, chance);
        };
        for (before, after) in changed(change) {
            assert_eq!(promises(&after), promises(&before));
            let sentences = |nodes: &[Node]| all(nodes).iter().flat_map(|n| n.body.clone()).collect::<Vec<_>>();
            let (before, after) = (sentences(&before), sentences(&after));
            assert!(after.len() < before.len());
            let kept = |sentence: &&Sentence| before.contains(sentence);
            assert!(after.iter().filter(kept).count() < after.len(), "some are reworded");
            assert!(after.iter().filter(|sentence| !sentence.is_plain()).all(|sentence| kept(&sentence)));
        }
    }

    #[test]
    fn figures_vary_and_nothing_else_does() {
        let numbers = |nodes: &[Node]| -> (Vec<Piece>, Vec<Piece>) {
            let pieces =
                all(nodes).iter().flat_map(|n| n.body.iter().flat_map(|s| s.pieces.clone())).collect::<Vec<_>>();
            pieces.into_iter().partition(|piece| matches!(piece, Piece::Figure(_)))
        };
        for (before, after) in changed(|nodes, chance| vary_figures(nodes, chance)) {
            let ((old, rest), (new, same)) = (numbers(&before), numbers(&after));
            assert!(rest == same && old.len() == new.len() && old != new);
        }
    }

    #[test]
    fn pledges_are_added_where_nothing_was_promised() {
        let mut added = 0;
        for (before, after) in changed(|nodes, chance| (0..9).for_each(|_| pledge(nodes, Level::County, &REAL, chance)))
        {
            added += promises(&after) - promises(&before);
            assert_eq!(origins(&after), origins(&before));
        }
        assert!(added > 3);
    }

    #[test]
    fn local_matters_stand_once_beside_measures() {
        for (before, after) in changed(|nodes, chance| (0..400).for_each(|_| add_local(nodes, chance))) {
            let added: Vec<ClauseId> =
                all(&after).iter().flat_map(|n| n.origins.clone()).filter(|o| o.plan() == "local").collect();
            let distinct: BTreeSet<&ClauseId> = added.iter().collect();
            assert!(added.len() == local::COUNT && distinct.len() == added.len());
            assert!(origins(&before).is_subset(&origins(&after)));
        }
    }
}
