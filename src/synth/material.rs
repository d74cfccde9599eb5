//! Real plans, compiled → what synthetic plans are made of: drafts, promises and rows of annexes by topic.
//!
//! In: a corpus with texts. Out: [`Material`]. Where a figure stands in its sentence is what the compiler read there, and
//! the counts of cities and counties are raised to the size of the nation, from which they come down level by level.

use super::draft::{Column, Node, Piece, Promise, Sentence};
use super::figures;
use crate::compile::divisions::{self, Resolution};
use crate::model::{Clause, ClauseKind, Corpus, Level, Plan, Span, Target};
use std::collections::BTreeMap;
use std::ops::Range;

/// What synthetic plans are made of.
#[derive(Debug, Default)]
pub struct Material {
    /// The clauses of each real plan, the plan of the highest level first.
    pub bases: Vec<Vec<Node>>,
    /// By topic: sentences that promise a figure and can stand alone.
    pub pledges: BTreeMap<String, Vec<Sentence>>,
    /// By topic: rows of annexes.
    pub rows: BTreeMap<String, Vec<Vec<Column>>>,
    /// By topic: offices that answer for a clause.
    pub offices: BTreeMap<String, Vec<Vec<String>>>,
}

impl Material {
    /// What these plans give.
    pub fn of(corpus: &Corpus) -> Self {
        let mut targets: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
        for target in &corpus.targets {
            targets.entry(target.clause.as_deref().unwrap_or_default()).or_default().push(target);
        }
        let mut plans: Vec<&Plan> = corpus.plans.iter().filter(|plan| plan.text).collect();
        plans.sort_by_key(|plan| plan.level);
        let mut material = Self::default();
        for plan in plans {
            let reader = Reader::of(plan);
            let mut nodes = Vec::new();
            for clause in corpus.clauses.iter().filter(|clause| clause.plan == plan.id) {
                let targets = targets.get(clause.id.as_str()).map_or(&[][..], Vec::as_slice);
                match clause.kind {
                    ClauseKind::Preamble | ClauseKind::Closing => {}
                    ClauseKind::Annex => material.add_row(&reader, clause, targets),
                    _ => {
                        material.add_pledges(&reader, clause, targets);
                        let node = reader.node(clause, targets);
                        if !node.offices.is_empty() {
                            material.offices.entry(node.topic.clone()).or_default().push(node.offices.clone());
                        }
                        nodes.push((clause, node));
                    }
                }
            }
            material.bases.push(nest(nodes));
        }
        material
    }

    fn add_row(&mut self, reader: &Reader, clause: &Clause, targets: &[&Target]) {
        let columns = clause
            .cells
            .iter()
            .flatten()
            .map(|cell| Column { year: reader.offset(cell.year), text: reader.sentences(clause, cell.span, targets) });
        self.rows.entry(topic(clause)).or_default().push(columns.collect());
    }

    /// A quote that has figure and year in it makes a sentence of its own.
    fn add_pledges(&mut self, reader: &Reader, clause: &Clause, targets: &[&Target]) {
        for target in targets.iter().filter(|_| !clause.topics.is_empty()) {
            let (Some(span), Some(figure)) = (target.span, target.figure) else { continue };
            let inside = |part: Span| span.0 <= part.0 && part.1 <= span.1;
            let dated = target.years.map_or(target.year_to.is_none(), inside);
            let alone = targets.iter().filter(|other| other.span.is_some_and(|o| o.0 < span.1 && span.0 < o.1)).count();
            if !inside(figure) || !dated || alone != 1 || divisions::names_a_place(span.of(&clause.text)) {
                continue;
            }
            let mut sentences = reader.sentences(clause, span, &[target]);
            let [sentence] = &mut sentences[..] else { continue };
            sentence.pieces.push(Piece::Words("。".to_owned()));
            if sentence.promises.iter().all(|promise| promise.multiplier.is_some()) {
                self.pledges.entry(topic(clause)).or_default().push(sentence.clone());
            }
        }
    }
}

fn topic(clause: &Clause) -> String {
    clause.topics.first().cloned().unwrap_or_default()
}

/// Clauses in document order → those that stand under no other, with the others under them.
fn nest(nodes: Vec<(&Clause, Node)>) -> Vec<Node> {
    let mut open: Vec<(&Clause, Node)> = Vec::new();
    let mut top = Vec::new();
    let close = |open: &mut Vec<(&Clause, Node)>, top: &mut Vec<Node>| {
        if let Some((_, node)) = open.pop() {
            open.last_mut().map_or(&mut *top, |(_, above)| &mut above.children).push(node);
        }
    };
    for (clause, node) in nodes {
        while open.last().is_some_and(|(above, _)| Some(&above.id) != clause.parent.as_ref()) {
            close(&mut open, &mut top);
        }
        open.push((clause, node));
    }
    while !open.is_empty() {
        close(&mut open, &mut top);
    }
    top
}

/// Years below this are of the past and stay: 2000年底前建成.
const FIRST_YEAR: u16 = 2020;

/// Reads the texts of one plan.
struct Reader {
    level: Level,
    year: u16,
    /// Words that mean the place, the longest first.
    names: Vec<(String, Piece)>,
}

impl Reader {
    fn of(plan: &Plan) -> Self {
        let mut names = Vec::new();
        if let Some(kind) = plan.place.chars().last().filter(|_| plan.level != Level::Nation) {
            names.push((plan.place.clone(), Piece::Place));
            names.push((format!("全{kind}"), Piece::Whole));
            names.push((format!("我{kind}"), Piece::Our));
            let place = divisions::resolve(plan.place_code.as_deref().unwrap_or(&plan.place), "");
            if let Resolution::Found(place) = place {
                names.extend(place.chain_short_names.first().map(|short| (short.clone(), Piece::Short)));
            }
        }
        Self { level: plan.level, year: plan.year().unwrap_or(FIRST_YEAR), names }
    }

    fn offset(&self, year: u16) -> i32 {
        i32::from(year) - i32::from(self.year)
    }

    fn node(&self, clause: &Clause, targets: &[&Target]) -> Node {
        let body = clause.body();
        let heading = clause.parts.heading.map(|heading| self.pieces(heading.of(&clause.text)));
        let joint = match clause.parts.heading.and_then(|heading| clause.text.chars().nth(heading.1 as usize)) {
            Some('。') => "。",
            Some(_) => "\n",
            None => "",
        };
        let own = clause.has_own_text();
        let mut text = if own { self.sentences(clause, body, targets) } else { Vec::new() };
        // What stands in a city's plan alone is not said of another.
        text.retain(|s| self.level == Level::Nation || !s.promises.is_empty() || !names_a_place(s));
        Node {
            kind: clause.kind,
            heading,
            joint,
            body: text,
            offices: self.offices(&clause.units),
            topic: topic(clause),
            origins: vec![clause.id.clone()],
            row: Vec::new(),
            children: Vec::new(),
        }
    }

    /// 教育局 of 市教育局; offices of other levels and of zones are left out.
    fn offices(&self, units: &[String]) -> Vec<String> {
        let own = |unit: &String| {
            let office = unit.strip_prefix(['市', '县', '省'])?;
            let sound = office.ends_with(['局', '委', '办']) && !office.starts_with(['委', '县', '市', '区']);
            (sound && !divisions::names_a_place(office)).then(|| office.to_owned())
        };
        units.iter().filter_map(own).collect()
    }

    /// The sentences of a stretch of a clause, with their promises.
    fn sentences(&self, clause: &Clause, stretch: Span, targets: &[&Target]) -> Vec<Sentence> {
        let chars: Vec<char> = clause.text.chars().collect();
        let mut marks = self.marks(&chars);
        let mut promises: Vec<(usize, Promise)> = Vec::new();
        for target in targets {
            let Some(at) = target.figure.map(|figure| figure.0).or(target.span.map(|span| span.1 - 1)) else {
                continue;
            };
            let written = target.figure.map(|figure| figures::written(&chars[figure.0 as usize..figure.1 as usize]));
            let written = written.filter(|_| !target.qualitative && target.value_max.is_none());
            let multiplier = written.as_deref().zip(target.value).and_then(|(w, value)| figures::multiplier(w, value));
            if let (Some(written), Some(_)) = (written, multiplier) {
                let (start, length) = (at as usize, written.len());
                marks.retain(|other, (end, _)| *end <= start || start + length <= *other);
                marks.insert(start, (start + length, Piece::Figure(written)));
            }
            promises.push((at as usize, self.promise(target, multiplier)));
        }
        promises.sort_by_key(|(at, _)| *at);
        let mut sentences = Vec::new();
        let mut start = stretch.0 as usize;
        for at in stretch.0 as usize..stretch.1 as usize {
            if matches!(chars[at], '。' | '\n') || at + 1 == stretch.1 as usize {
                let own = promises.iter().filter(|(place, _)| (start..=at).contains(place));
                let promises = own.map(|(_, promise)| promise.clone()).collect();
                let mut sentence = Sentence { pieces: pieces(&chars, start..at + 1, &marks), promises };
                figures::raise(&mut sentence, self.level);
                sentences.push(sentence);
                start = at + 1;
            }
        }
        sentences
    }

    /// A text without promises.
    fn pieces(&self, text: &str) -> Vec<Piece> {
        let chars: Vec<char> = text.chars().collect();
        pieces(&chars, 0..chars.len(), &self.marks(&chars))
    }

    fn promise(&self, target: &Target, multiplier: Option<i64>) -> Promise {
        Promise {
            label: self.pieces(&target.label),
            comparator: target.comparator,
            value: target.value,
            value_max: target.value_max,
            unit: target.unit.clone(),
            kind: target.kind,
            year_from: target.year_from.map(|year| self.offset(year)),
            year_to: target.year_to.map(|year| self.offset(year)),
            qualitative: target.qualitative,
            multiplier,
        }
    }

    /// Where names of the place and years stand: the character at which each begins, with its end.
    fn marks(&self, chars: &[char]) -> BTreeMap<usize, (usize, Piece)> {
        let mut marks = BTreeMap::new();
        let mut cited = 0_usize;
        let mut at = 0;
        while at < chars.len() {
            match chars[at] {
                '《' => cited += 1,
                '》' => cited = cited.saturating_sub(1),
                _ => {}
            }
            let name = self
                .names
                .iter()
                .find(|(name, _)| name.chars().eq(chars[at..].iter().copied().take(name.chars().count())));
            let found = match name {
                Some((name, piece)) => Some((name.chars().count(), piece.clone())),
                None => self.year_at(chars, at).filter(|_| cited == 0).map(|year| (4, Piece::Year(year))),
            };
            let length = found.as_ref().map_or(1, |(length, _)| *length);
            if let Some((length, piece)) = found {
                marks.insert(at, (at + length, piece));
            }
            at += length;
        }
        marks
    }

    /// 2025 of 2025年 and of 2025—2028年.
    fn year_at(&self, chars: &[char], at: usize) -> Option<i32> {
        let digits = chars.get(at..at + 4)?;
        let behind = chars.get(at + 4);
        let before = at.checked_sub(1).map(|before| chars[before]);
        if before.is_some_and(|c| c.is_ascii_digit()) || !behind.is_some_and(|c| matches!(c, '年' | '—')) {
            return None;
        }
        let year: u16 = digits.iter().collect::<String>().parse().ok()?;
        (FIRST_YEAR..FIRST_YEAR + 20).contains(&year).then(|| self.offset(year))
    }
}

fn pieces(chars: &[char], stretch: Range<usize>, marks: &BTreeMap<usize, (usize, Piece)>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut at = stretch.start;
    while at < stretch.end {
        if let Some((end, piece)) = marks.get(&at) {
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(piece.clone());
            at = *end;
        } else {
            words.push(chars[at]);
            at += 1;
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    pieces
}

fn names_a_place(sentence: &Sentence) -> bool {
    let words = |piece: &Piece| matches!(piece, Piece::Words(words) if divisions::names_a_place(words));
    sentence.pieces.iter().any(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{self, SeedFile};
    use crate::model::Decimal;

    fn material() -> Material {
        let text = "德化县人民政府关于印发《德化县养老服务方案》的通知\n现将《德化县养老服务方案》印发给你们。\n德化县人民政府\n\
                    2025年2月26日\n德化县养老服务方案\n一、主要任务\n（一）建设养老机构。支持三明市经验。我县优化布局，到2028年全县新增\
                    养老床位0.5万张以上。（责任单位：县民政局、教育局，各乡镇人民政府）\n（二）培训护理员。每年培训护理员30名。\n\
                    二、保障措施\n（三）加强领导。压实责任。\n";
        let seed = SeedFile { name: "a.txt".into(), bytes: text.as_bytes().to_vec() };
        Material::of(&compile::compile(&[seed]).corpus)
    }

    #[test]
    fn clauses_stand_under_those_above_them() {
        let material = material();
        let [base] = &material.bases[..] else { panic!("one plan") };
        let under: Vec<usize> = base.iter().map(|chapter| chapter.children.len()).collect();
        assert_eq!(under, [2, 1]);
        let beds = &base[0].children[0];
        assert_eq!(beds.origins, ["dehua-2025/1.1"]);
        assert_eq!(beds.offices, ["民政局", "教育局"]);
        assert_eq!(beds.body.len(), 1, "what is said of another city is left out: {:?}", beds.body);
    }

    #[test]
    fn places_years_and_figures_are_holes() {
        let beds = &material().bases[0][0].children[0].body[0];
        let words = |text: &str| Piece::Words(text.to_owned());
        let expected = [
            Piece::Our,
            words("优化布局，到"),
            Piece::Year(3),
            words("年"),
            Piece::Whole,
            words("新增养老床位"),
            Piece::Figure("250".to_owned()),
            words("万张以上。"),
        ];
        assert_eq!(beds.pieces, expected);
        let [promise] = &beds.promises[..] else { panic!("{:?}", beds.promises) };
        assert_eq!((promise.year_to, promise.multiplier), (Some(3), Some(10_000)));
        assert_eq!(promise.value, Some(Decimal::from_int(2_500_000)));
    }

    #[test]
    fn promises_that_stand_alone_are_pledges() {
        let pledges: Vec<Sentence> = material().pledges.into_values().flatten().collect();
        let labels: Vec<&[Piece]> = pledges.iter().map(|pledge| &pledge.promises[0].label[..]).collect();
        assert_eq!(labels, ["新增养老床位", "培训护理员"].map(|label| [Piece::Words(label.to_owned())]));
    }
}
