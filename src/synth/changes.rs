//! What a plan makes of the plan above it, one change a function.
//!
//! In: clauses of the plan above. Out: clauses of its own, each of which still knows the real ones that it was made from.
//! Invariant: no change parts a promise from its sentence, nor a sentence from the year that frames it.

use super::chance::Chance;
use super::draft::{Node, Piece, Sentence};
use super::material::Material;
use super::{figures, local};
use crate::model::{ClauseKind, Level};

/// The clauses of a plan of this level, right below.
pub fn derive(above: &[Node], level: Level, material: &Material, chance: &mut Chance) -> Vec<Node> {
    let mut nodes = above.to_vec();
    Node::change_each(&mut nodes, &mut |node| node.row.clear());
    drop_measures(&mut nodes, chance);
    merge_measures(&mut nodes, chance);
    swap_measures(&mut nodes, chance);
    trim(&mut nodes, chance);
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

/// Leaves out sentences on which nothing hangs; two stay of every measure.
pub fn trim(nodes: &mut [Node], chance: &mut Chance) {
    Node::change_each(nodes, &mut |node| {
        let mut left = node.body.len();
        node.body.retain(|sentence| {
            let gone = left > 2 && sentence.is_plain() && chance.one_in(8);
            left -= usize::from(gone);
            !gone
        });
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
        for sentence in node.body.iter_mut().filter(|sentence| sentence.is_plain()).chain(&mut node.heading) {
            for piece in &mut sentence.pieces {
                // Titles of cited works stay.
                let Piece::Words(words) = piece else { continue };
                for (one, other) in ALIKE {
                    if !words.contains('《') && words.contains(one) && chance.one_in(3) {
                        *words = words.replace(one, other);
                    }
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
        if !open || !chance.one_in(4) {
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

/// Gives up the headings that only gather items: the items become sections of their chapter.
pub fn flatten(nodes: &mut [Node]) {
    for chapter in nodes.iter_mut().filter(|node| node.kind == ClauseKind::Chapter) {
        let sections = std::mem::take(&mut chapter.children);
        for mut section in sections {
            let gathers =
                section.kind == ClauseKind::Section && section.body.is_empty() && !section.children.is_empty();
            if !gathers {
                chapter.children.push(section);
                continue;
            }
            for item in &mut section.children {
                item.kind = if item.kind == ClauseKind::Item { ClauseKind::Section } else { item.kind };
            }
            chapter.children.append(&mut section.children);
        }
    }
}

/// Breaks the sections down by year, as real annexes do on the same topic.
pub fn break_down(nodes: &mut [Node], level: Level, material: &Material, chance: &mut Chance) {
    let mut left = material.rows.clone();
    Node::change_each(nodes, &mut |node| {
        let fits = node.kind == ClauseKind::Section && node.is_measure() && node.heading.is_some();
        if let Some(rows) = left.get_mut(&node.topic).filter(|rows| fits && !rows.is_empty()) {
            node.row = rows.remove(0);
            let cells = node.row.iter_mut().flat_map(|column| &mut column.text);
            cells.for_each(|sentence| figures::lower(sentence, level, chance));
        }
    });
}

/// Names the offices for measures of which the real plan named none, as others do on the same topic.
pub fn name_offices(nodes: &mut [Node], material: &Material) {
    Node::change_each(nodes, &mut |node| {
        let fits = node.is_measure() && node.offices.is_empty();
        if let Some(offices) = material.offices.get(&node.topic).and_then(|known| known.first()).filter(|_| fits) {
            node.offices.clone_from(offices);
        }
    });
}
