//! A plan → its text as a seed, and what is true of it.

use super::draft::{Column, Node, Piece, Promise};
use super::plan::Plan;
use super::truth::{TrueClause, TrueTarget, Truth};
use crate::model::{ClauseId, ClauseKind, Level, annex_path};

/// The text of a plan in Simplified characters; its clauses and targets are added to the truth.
pub fn write(plan: &Plan, truth: &mut Truth) -> String {
    let mut writer = Writer { plan, out: String::new(), truth, sections: 0, items: 0, rows: Vec::new() };
    writer.front();
    writer.clauses(&plan.nodes, None);
    writer.close();
    writer.out
}

struct Writer<'a> {
    plan: &'a Plan,
    out: String,
    truth: &'a mut Truth,
    /// Sections and items numbered so far.
    sections: usize,
    items: usize,
    /// Rows of the annex: the clause, the label, the offices, the columns.
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    clause: ClauseId,
    path: String,
    label: String,
    heading: Option<String>,
    units: Vec<String>,
    columns: &'a [Column],
}

impl<'a> Writer<'a> {
    fn line(&mut self, text: &str) {
        self.out += text;
        self.out.push('\n');
    }

    /// Header, notice, title and what stands before chapter one.
    fn front(&mut self) {
        let Plan { issuer, title, number, signed, genre, .. } = self.plan;
        let day = format!("{}年{}月{}日", signed.year, signed.month, signed.day);
        if self.plan.style.header {
            self.line(&format!("发文机关：{issuer}"));
            self.line(&format!("发文字号：{number}"));
            self.line(&format!("成文日期：{day}"));
        }
        self.line(&format!("{issuer}关于印发《{title}》的通知"));
        if !self.plan.style.header {
            self.line(number);
        }
        self.line(match self.plan.place.level {
            Level::Nation => "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
            Level::Province => "各市、县（区）人民政府，各部门、各直属机构：",
            Level::Prefecture => "各县（市、区）人民政府，各部门、各直属机构：",
            Level::County => "各乡镇人民政府、街道办事处，各部门：",
        });
        self.line(&format!("现将《{title}》印发给你们，请认真组织实施。"));
        self.line(issuer);
        self.line(&day);
        self.line(title);
        let our = self.piece(&Piece::Our);
        let cited: Vec<String> =
            self.plan.cites.iter().map(|(title, number)| format!("《{title}》（{number}）")).collect();
        self.line(&match cited.is_empty() {
            true => format!("为明确今后一个时期的任务，制定本{genre}。"),
            false => format!("为贯彻落实{}，结合{our}实际，制定本{genre}。", cited.join("、")),
        });
    }

    fn clauses(&mut self, nodes: &'a [Node], parent: Option<&ClauseId>) {
        let (mut chapters, mut sections, mut items, mut principles, mut paragraphs) = (0, 0, 0, 0, 0);
        let run_on = self.plan.style.run_on;
        let next = |own: &mut usize, all: &mut usize| {
            *own += 1;
            *all += 1;
            if run_on { *all } else { *own }
        };
        for node in nodes {
            let (label, part) = match node.kind {
                ClauseKind::Chapter => {
                    chapters += 1;
                    (format!("{}、", chinese(chapters)), chapters.to_string())
                }
                ClauseKind::Section => {
                    let n = next(&mut sections, &mut self.sections);
                    (format!("（{}）", chinese(n)), n.to_string())
                }
                ClauseKind::Principle => {
                    principles += 1;
                    ("——".to_owned(), format!("p{principles}"))
                }
                ClauseKind::Item => {
                    let n = next(&mut items, &mut self.items);
                    (format!("{n}."), n.to_string())
                }
                _ => {
                    paragraphs += 1;
                    (String::new(), format!("u{paragraphs}"))
                }
            };
            let path = parent.map_or(part.clone(), |parent| format!("{}.{part}", parent.path()));
            let id = self.clause(node, &label, path, parent.cloned());
            self.clauses(&node.children, Some(&id));
        }
    }

    /// Writes one clause without those under it.
    fn clause(&mut self, node: &'a Node, label: &str, path: String, parent: Option<ClauseId>) -> ClauseId {
        let id = ClauseId::new(&self.plan.id, &path);
        let heading = node.heading.as_ref().map(|heading| self.text(heading));
        let mut text = [label, heading.as_deref().unwrap_or_default(), node.joint].concat();
        let body: String = node.body.iter().map(|sentence| self.text(&sentence.pieces)).collect();
        text += &body;
        if !body.is_empty() && !body.ends_with(['。', '；', '：', '\n']) {
            text.push('。');
        }
        let units = self.units(node);
        if !units.is_empty() {
            text += &format!("（责任单位：{}）", units.join("、"));
        }
        self.line(text.trim_end_matches('\n'));
        for sentence in &node.body {
            self.promises(&id, &sentence.promises);
        }
        if !node.row.is_empty() {
            let label = format!("{label}{}", heading.as_deref().unwrap_or_default());
            let (clause, path, heading, units) = (id.clone(), path.clone(), heading.clone(), units.clone());
            self.rows.push(Row { clause, path, label, heading, units, columns: &node.row });
        }
        self.truth.clauses.push(TrueClause {
            id: id.clone(),
            plan: self.plan.id.clone(),
            path,
            parent,
            kind: node.kind,
            heading,
            units,
            origins: node.origins.clone(),
            is_linkable: !node.body.is_empty(),
        });
        id
    }

    /// What stands behind the last chapter: from when it holds, and the annex.
    fn close(&mut self) {
        let Plan { first_year, genre, place, .. } = self.plan;
        let first_year = *first_year;
        let last_year = first_year + 3;
        if place.level != Level::Nation {
            self.line(&format!("本{genre}自印发之日起施行，有效期至{last_year}年12月31日。"));
        }
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        self.line("附件：主要工作目标年度细化措施一览表");
        self.line("附件");
        self.line("主要工作目标年度细化措施一览表");
        self.line(&format!("主要工作任务\t{first_year}—{last_year}年度工作措施及目标\t\t\t\t责任单位\t备注"));
        let years: Vec<String> = (first_year..=last_year).map(|year| format!("\t{year}年")).collect();
        self.line(&(years.concat() + "\t\t"));
        for row in rows {
            self.row(row);
        }
    }

    fn row(&mut self, row: Row) {
        let id = ClauseId::new(&self.plan.id, &annex_path(&row.path));
        let mut line = row.label;
        for year in 0..4 {
            let sentences = row.columns.iter().filter(|column| column.year == year).flat_map(|column| &column.text);
            let text: String = sentences.clone().map(|sentence| self.text(&sentence.pieces)).collect();
            line += &format!("\t{}", text.trim_end());
            let promises: Vec<Promise> = sentences.flat_map(|sentence| sentence.promises.clone()).collect();
            self.promises(&id, &promises);
        }
        self.line(&format!("{line}\t{}\t", row.units.join("、")));
        self.truth.clauses.push(TrueClause {
            plan: self.plan.id.clone(),
            path: annex_path(&row.path),
            parent: Some(row.clause),
            kind: ClauseKind::Annex,
            heading: row.heading,
            units: row.units,
            origins: Vec::new(),
            is_linkable: false,
            id,
        });
    }

    fn promises(&mut self, clause: &ClauseId, promises: &[Promise]) {
        let year = |offset: Option<i32>| offset.and_then(|n| u16::try_from(i32::from(self.plan.first_year) + n).ok());
        for promise in promises {
            let before = self.truth.targets.iter().rev().take_while(|target| target.clause == *clause).count();
            self.truth.targets.push(TrueTarget {
                id: format!("{clause}#{}", before + 1),
                plan: self.plan.id.clone(),
                clause: clause.clone(),
                label: self.text(&promise.label),
                comparator: promise.comparator,
                value: promise.value,
                value_max: promise.value_max,
                unit: promise.unit.clone(),
                kind: promise.kind,
                year_from: year(promise.year_from),
                year_to: year(promise.year_to),
                qualitative: promise.qualitative,
            });
        }
    }

    /// The offices of a measure with the word for the place's level: 市教育局. The nation's plan names none.
    fn units(&self, node: &Node) -> Vec<String> {
        let place = &self.plan.place;
        let level = match place.level {
            Level::Nation => return Vec::new(),
            Level::Province if place.name.ends_with('区') => "自治区".to_owned(),
            _ => place.name.chars().last().into_iter().collect(),
        };
        node.offices.iter().filter(|_| node.is_measure()).map(|office| format!("{level}{office}")).collect()
    }

    fn text(&self, pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Piece) -> String {
        let place = &self.plan.place;
        let nation = place.level == Level::Nation;
        let kind = place.name.chars().last().filter(|_| !nation).unwrap_or('国');
        match piece {
            Piece::Words(words) => words.clone(),
            Piece::Whole => format!("全{kind}"),
            Piece::Our => format!("我{kind}"),
            Piece::Place => place.name.clone(),
            Piece::Short => place.chain_short_names.first().unwrap_or(&place.name).clone(),
            Piece::Year(offset) => (i32::from(self.plan.first_year) + offset).to_string(),
            Piece::Figure(written) => written.clone(),
        }
    }
}

/// A number below a hundred in Chinese figures.
fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let tens = match n / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens % 10]),
    };
    tens + DIGITS[n % 10]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_figures() {
        assert_eq!([1, 10, 12, 20, 99].map(chinese), ["一", "十", "十二", "二十", "九十九"]);
    }
}
