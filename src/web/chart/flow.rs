//! The picture of a plan that flows down: chapters, the plans below, the plans below those; ribbons as wide as the
//! clauses carried down are many. The table beside it says the same.

use super::scale::px;
use crate::messages::Messages;
use crate::query::flow::{Flow, carried};
use yew::prelude::*;

const WIDTH: f64 = 1120.0;
const HEIGHT: f64 = 420.0;
const GAP: f64 = 14.0;
const BLOCK: f64 = 12.0;
/// Where the columns begin; names stand to their right, those of the last to their left.
const COLUMNS: [f64; 3] = [0.0, 560.0, WIDTH - BLOCK];

/// A block of a column.
#[derive(Clone, Debug, PartialEq)]
struct Block {
    y: f64,
    height: f64,
    name: String,
    /// Class by level.
    class: &'static str,
}

/// A ribbon between two columns: where it leaves and arrives, and how thick it is.
#[derive(Clone, Debug, PartialEq)]
struct Ribbon {
    column: usize,
    from: f64,
    to: f64,
    thick: f64,
}

/// Blocks and ribbons; numbers become heights so that the fullest column fills the picture.
fn layout(m: &Messages, flow: &Flow) -> (Vec<Vec<Block>>, Vec<Ribbon>) {
    let chapter_sizes: Vec<u32> = flow.chapters.iter().map(|chapter| chapter.carried.iter().sum()).collect();
    let lowest_sizes: Vec<u32> = flow.lowest.iter().map(|lowest| lowest.from.iter().map(|(_, n)| n).sum()).collect();
    let leaving = |plan: usize| -> u32 {
        flow.lowest.iter().flat_map(|lowest| &lowest.from).filter(|(from, _)| *from == plan).map(|(_, n)| n).sum()
    };
    let middle_sizes: Vec<u32> = (0..flow.middle.len()).map(|plan| carried(flow, plan).max(leaving(plan))).collect();
    let sizes = [chapter_sizes, middle_sizes, lowest_sizes];
    let per_clause = sizes
        .iter()
        .filter(|sizes| !sizes.is_empty())
        .map(|sizes| (HEIGHT - GAP * (sizes.len() - 1) as f64) / f64::from(sizes.iter().sum::<u32>().max(1)))
        .fold(HEIGHT, f64::min);
    let names: [Vec<(String, &'static str)>; 3] = [
        flow.chapters.iter().map(|chapter| (chapter.title.to_owned(), "nation")).collect(),
        flow.middle.iter().map(|plan| (plan.place_in(m.language).to_owned(), plan.level.id())).collect(),
        flow.lowest.iter().map(|low| (low.plan.place_in(m.language).to_owned(), low.plan.level.id())).collect(),
    ];
    let blocks: Vec<Vec<Block>> = sizes
        .iter()
        .zip(names)
        .map(|(sizes, names)| {
            let all = sizes.iter().map(|n| f64::from(*n) * per_clause + GAP).sum::<f64>() - GAP;
            let mut y = (HEIGHT - all).max(0.0) / 2.0;
            let place = |(n, (name, class)): (&u32, (String, &'static str))| {
                let block = Block { y, height: f64::from(*n) * per_clause, name, class };
                y += block.height + GAP;
                block
            };
            sizes.iter().zip(names).map(place).collect()
        })
        .collect();
    let mut ribbons = Vec::new();
    let mut arriving: Vec<f64> = blocks[1].iter().map(|block| block.y).collect();
    for (chapter, block) in flow.chapters.iter().zip(&blocks[0]) {
        let mut from = block.y;
        for (n, to) in chapter.carried.iter().zip(&mut arriving) {
            let thick = f64::from(*n) * per_clause;
            ribbons.push(Ribbon { column: 0, from, to: *to, thick });
            (from, *to) = (from + thick, *to + thick);
        }
    }
    let mut leaving: Vec<f64> = blocks[1].iter().map(|block| block.y).collect();
    for (lowest, block) in flow.lowest.iter().zip(&blocks[2]) {
        let mut to = block.y;
        for (plan, n) in &lowest.from {
            let thick = f64::from(*n) * per_clause;
            ribbons.push(Ribbon { column: 1, from: leaving[*plan], to, thick });
            leaving[*plan] += thick;
            to += thick;
        }
    }
    ribbons.retain(|ribbon| ribbon.thick > 0.0);
    (blocks, ribbons)
}

/// Draws it; `description` says in words what it shows.
pub fn picture(m: &Messages, flow: &Flow, description: String) -> Html {
    let (blocks, ribbons) = layout(m, flow);
    let path = |ribbon: &Ribbon| {
        let (x1, x2) = (COLUMNS[ribbon.column] + BLOCK, COLUMNS[ribbon.column + 1]);
        let middle = (x1 + x2) / 2.0;
        let (y1, y2) = (ribbon.from + ribbon.thick / 2.0, ribbon.to + ribbon.thick / 2.0);
        let d = format!("M{} {} C{m} {} {m} {} {} {}", px(x1), px(y1), px(y1), px(y2), px(x2), px(y2), m = px(middle));
        html! { <path class="ribbon" {d} stroke-width={px(ribbon.thick)} /> }
    };
    let block = |column: usize, block: &Block| {
        let last = column == COLUMNS.len() - 1;
        let (x, anchor) = if last { (COLUMNS[column] - 8.0, "end") } else { (COLUMNS[column] + BLOCK + 8.0, "start") };
        html! {
            <g>
                <rect class={classes!("flow-block", format!("flow-{}", block.class))} x={px(COLUMNS[column])} y={px(block.y)}
                    width={px(BLOCK)} height={px(block.height.max(1.0))} />
                <text x={px(x)} y={px(block.y + block.height / 2.0 + 5.0)} text-anchor={anchor}>{ block.name.clone() }</text>
            </g>
        }
    };
    let columns = blocks.iter().enumerate();
    html! {
        <svg class="flow" viewBox={format!("0 -8 {} {}", px(WIDTH), px(HEIGHT + 16.0))} role="img" aria-label={description}>
            { for ribbons.iter().map(path) }
            { for columns.flat_map(|(column, blocks)| blocks.iter().map(move |of| block(column, of))) }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages;
    use crate::model::{Language, Plan, samples};
    use crate::query::flow::{Chapter, Lowest};

    #[test]
    fn ribbons_are_as_wide_as_their_numbers_and_stay_in_their_blocks() {
        let plans: Vec<Plan> =
            ["a-2025", "b-2025", "c-2025"].iter().map(|id| samples::plan(id, Some("350000"))).collect();
        let chapter = |path, carried: &[u32]| Chapter { path, title: "标题", clauses: 9, carried: carried.to_vec() };
        let flow = Flow {
            chapters: vec![chapter("1", &[3, 0]), chapter("2", &[6, 4])],
            middle: vec![&plans[0], &plans[1]],
            lowest: vec![Lowest { plan: &plans[2], from: vec![(0, 12), (1, 2)] }],
            more: 0,
        };
        let (blocks, ribbons) = layout(messages::of(Language::Hans), &flow);
        assert_eq!(ribbons.len(), 5, "a chapter that is not carried down has no ribbon");
        let per_clause = ribbons[0].thick / 3.0;
        let widths: Vec<u32> = ribbons.iter().map(|ribbon| (ribbon.thick / per_clause).round() as u32).collect();
        assert_eq!(widths, [3, 6, 4, 12, 2]);
        for ribbon in &ribbons {
            for (column, y) in [(ribbon.column, ribbon.from), (ribbon.column + 1, ribbon.to)] {
                let within = |block: &Block| block.y - 0.01 <= y && y + ribbon.thick <= block.y + block.height + 0.01;
                assert!(blocks[column].iter().any(within), "{ribbon:?}");
            }
        }
        assert!(blocks.iter().flatten().all(|block| block.y >= 0.0 && block.y + block.height <= HEIGHT + 0.01));
    }
}
