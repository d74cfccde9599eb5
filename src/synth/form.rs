//! How a plan puts its measures, one way a function: in a flat order, without titles, by year, with who answers for them.
//!
//! None of them changes what is said.

use super::chance::Chance;
use super::draft::{Node, Piece};
use super::figures;
use super::material::Material;
use crate::model::{ClauseKind, Level};

/// Gives up the titles of lists of measures that all begin with a sentence which nobody takes for a title.
pub fn untitle(nodes: &mut Vec<Node>) {
    let long = |piece: &Piece| matches!(piece, Piece::Words(words) if words.contains('，'));
    Node::change_lists(nodes, &mut |list| {
        let fits = |node: &Node| node.is_measure() && node.joint == "。" && node.body[0].pieces.iter().any(long);
        if list.iter().all(fits) {
            list.iter_mut().for_each(|node| (node.heading, node.joint) = (None, ""));
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
    // 发展方向 may stand in every chapter: a row of that name would belong to none.
    let mut headings = Vec::new();
    Node::for_each(nodes, &mut |node| headings.push(node.heading.clone()));
    Node::change_each(nodes, &mut |node| {
        let named = node.heading.is_some() && headings.iter().filter(|heading| **heading == node.heading).count() == 1;
        let fits = named && node.kind == ClauseKind::Section && node.is_measure();
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

#[cfg(test)]
mod tests {
    use super::super::samples::{REAL, all, changed, promises};
    use super::*;

    #[test]
    fn titles_are_given_up_by_whole_lists() {
        for (before, after) in changed(|nodes, _| untitle(nodes)) {
            let titled = |nodes: &[Node]| all(nodes).iter().filter(|node| node.heading.is_some()).count();
            assert!(titled(&after) < titled(&before));
            for above in all(&after) {
                let bare = above.children.iter().filter(|node| node.heading.is_none() && node.is_measure()).count();
                assert!(bare == 0 || bare == above.children.len());
            }
        }
    }

    #[test]
    fn a_flat_plan_has_no_items_and_says_the_same() {
        let (before, after) = changed(|nodes, _| flatten(nodes)).remove(0);
        let with = |nodes: &[Node], kind| all(nodes).iter().filter(|node| node.kind == kind).count();
        assert!(with(&before, ClauseKind::Item) > 0 && with(&after, ClauseKind::Item) == 0);
        assert_eq!(promises(&after), promises(&before));
    }

    #[test]
    fn rows_of_an_annex_have_a_section_of_their_own_name() {
        let break_down = |nodes: &mut Vec<Node>, chance: &mut Chance| {
            flatten(nodes);
            break_down(nodes, Level::County, &REAL, chance);
        };
        for (_, after) in changed(break_down) {
            let rows: Vec<&Node> = all(&after).into_iter().filter(|node| !node.row.is_empty()).collect();
            let headings: Vec<_> = rows.iter().map(|node| &node.heading).collect();
            assert!(rows.len() > 5 && headings.iter().all(|own| headings.iter().filter(|h| h == &own).count() == 1));
        }
    }

    #[test]
    fn offices_are_named_where_the_real_plan_names_none() {
        let (before, after) = changed(|nodes, _| name_offices(nodes, &REAL)).remove(0);
        let named = |nodes: &[Node]| all(nodes).iter().filter(|node| !node.offices.is_empty()).count();
        assert!(named(&before) == 0 && named(&after) > 20);
    }
}
