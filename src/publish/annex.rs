//! What stands in a 对照表: a plan beside each plan above it, clause by clause, and what it adds of its own.
//!
//! In: a corpus and a plan. Out: headings, tables and notes in Simplified Chinese, as an office attaches them to a
//! document. Invariant: every clause that a plan above could hand down has a row, also where nothing corresponds;
//! "not found" says that nothing was found in the text, never that nothing is done.

use crate::messages::{self, Messages};
use crate::model::verdict::{Verdict, compare};
use crate::model::{
    Clause, ClauseId, Corpus, Evidence, Grade, Indicator, Language, Link, Plan, Span, Target, is_above,
};
use crate::query::cite::{own_number, path_label};
use crate::query::words::{date, deadline, figure, wording};

/// A document of headings and tables.
pub struct Annex {
    /// Its title, a line each.
    pub title: Vec<String>,
    /// Number and day of the plan.
    pub source: String,
    /// One plan above each, and what is new.
    pub sections: Vec<Section>,
    /// How it is to be read.
    pub notes: Vec<String>,
}

/// A heading, what is to be known before, and a table.
pub struct Section {
    /// With its number.
    pub heading: String,
    /// The sums.
    pub lead: String,
    /// What stands in which column.
    pub columns: &'static [Column],
    /// In the order of the text.
    pub rows: Vec<Row>,
}

/// A column of a table.
pub struct Column {
    /// Its head.
    pub name: &'static str,
    /// Its share of the width, in hundredths.
    pub share: u32,
    /// How its cells look.
    pub look: Look,
}

/// How cells look.
#[derive(Clone, Copy)]
pub enum Look {
    /// A running text.
    Text,
    /// A list of a few words a line.
    List,
    /// One word, in the middle.
    Word,
}

/// A row of a table.
pub enum Row {
    /// One cell over all columns: the chapter that begins.
    Chapter(String),
    /// A cell a column.
    Cells(Vec<Cell>),
}

/// Paragraphs of a cell.
pub type Cell = Vec<Paragraph>;

/// A line of text, which breaks where the cell ends.
pub type Paragraph = Vec<Run>;

/// Words of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// A heading, a label.
    pub bold: bool,
    /// Words that both texts have.
    pub shared: bool,
}

const fn column(name: &'static str, share: u32, look: Look) -> Column {
    Column { name, share, look }
}

const BESIDE: [Column; 7] = [
    column("序号", 5, Look::Word),
    column("上级文件条款", 28, Look::Text),
    column("本级文件条款", 28, Look::Text),
    column("上级指标", 11, Look::List),
    column("本级指标", 11, Look::List),
    column("指标比较", 8, Look::List),
    column("对应情况", 9, Look::Word),
];
const OWN: [Column; 4] = [
    column("序号", 5, Look::Word),
    column("本级文件条款", 57, Look::Text),
    column("责任单位", 19, Look::List),
    column("指标", 19, Look::List),
];

/// Counterparts beyond the first that a row names.
const NAMED: usize = 6;

/// The 对照表 of a plan.
pub fn annex(corpus: &Corpus, own: &Plan) -> Annex {
    let m = messages::of(Language::Hans);
    let mut uppers: Vec<&Plan> = corpus.plans.iter().filter(|upper| upper.text && is_above(upper, own)).collect();
    uppers.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| b.signed.cmp(&a.signed)).then_with(|| a.id.cmp(&b.id)));
    let concerns = |plan: &str| plan == own.id || uppers.iter().any(|upper| upper.id == plan);
    let table = Table {
        m,
        own,
        clauses: corpus.clauses.iter().filter(|clause| concerns(&clause.plan)).collect(),
        targets: corpus.targets.iter().filter(|target| concerns(&target.plan)).collect(),
        links: corpus.links.iter().filter(|link| link.child.plan() == own.id).collect(),
        indicators: &corpus.indicators,
    };
    let mut sections: Vec<Section> = uppers.iter().enumerate().map(|(at, upper)| table.beside(at + 1, upper)).collect();
    sections.push(table.own(sections.len() + 1, &uppers));
    let day = own.signed.map(|day| date(m, day));
    let source: Vec<String> = own.document_number.iter().cloned().chain(day).collect();
    Annex {
        title: vec![own.title.clone(), "与上级文件条款对照表".to_owned()],
        source: if source.is_empty() { String::new() } else { m.signs.bracketed(source.join("，")) },
        sections,
        notes: [
            "本表由“规划链”依据公开发布的文件文本逐条比对生成，供工作参考；引用以发布机构公布的文本为准。",
            "加下划线的文字为两份文件相同的语句。一条有多个对应条款的，列出最相近的一条，其余列出编号。",
            "“对应”指内容相近，不表示下级条款由上级条款而来；“未检索到”指未在本级文件正文中找到相近表述，不表示该项工作未开展。",
            "指标按各文件原文列出。“指标比较”只就单位、口径相同而期限相近的同一指标作出，各地总量不相比较；由程序比对得出，不是评价。",
        ]
        .map(str::to_owned)
        .into(),
    }
}

/// What is known of the plan and of those above it.
struct Table<'a> {
    m: &'static Messages,
    own: &'a Plan,
    clauses: Vec<&'a Clause>,
    targets: Vec<&'a Target>,
    /// From the own plan's clauses.
    links: Vec<&'a Link>,
    indicators: &'a [Indicator],
}

impl<'a> Table<'a> {
    /// The clauses of a plan that can correspond to others.
    fn clauses(&self, plan: &str) -> impl Iterator<Item = &'a Clause> {
        self.clauses.iter().copied().filter(move |clause| clause.plan == plan && clause.is_carried_down())
    }

    /// The own plan beside one above.
    fn beside(&self, number: usize, upper: &'a Plan) -> Section {
        let m = self.m;
        let (mut rows, mut counts) = (Vec::new(), [0; 3]);
        let mut chapter = None;
        for (at, clause) in self.clauses(&upper.id).enumerate() {
            self.begin(&mut rows, &mut chapter, clause);
            let links = self.links_to(&clause.id);
            let best = links.first().and_then(|link| Some((*link, self.clause(&link.child)?)));
            let spans = |side: fn(&Evidence) -> Span| {
                links.first().map_or(Vec::new(), |link| link.evidence.iter().map(side).collect())
            };
            let theirs = self.targets(clause);
            let (state, own_text, own_figures) = match best {
                Some((link, child)) => {
                    let mut text = self.text(child, &spans(|evidence| evidence.child));
                    if let [_, others @ ..] = &links[..]
                        && !others.is_empty()
                    {
                        let named = others.iter().take(NAMED).map(|link| path_label(m, link.child.path()));
                        text.push(plain(&format!("另见：{}", named.collect::<Vec<_>>().join("、"))));
                    }
                    let own = self.targets(child);
                    let state = usize::from(link.grade == Grade::Partial);
                    (state, text, self.figures(&own, &theirs))
                }
                None => (2, vec![plain("未检索到对应条款")], vec![plain("—")]),
            };
            counts[state] += 1;
            let against = best.map_or(Vec::new(), |(_, child)| self.targets(child));
            rows.push(Row::Cells(vec![
                vec![plain(&(at + 1).to_string())],
                self.text(clause, &spans(|evidence| evidence.parent)),
                own_text,
                self.figures(&theirs, &against),
                own_figures,
                self.verdicts((&against, self.own), (&theirs, upper)),
                vec![plain(["明确对应", "部分对应", "未检索到"][state])],
            ]));
        }
        let title = m.signs.titled(&upper.title);
        let document = upper.document_number.as_ref().map(|n| m.signs.bracketed(n)).unwrap_or_default();
        let [clear, partial, none] = counts;
        let mut lead = format!(
            "上级文件有具体内容的条款{}条：明确对应{clear}条，部分对应{partial}条，未检索到对应条款{none}条。",
            clear + partial + none
        );
        if let (Some(own), Some(theirs)) = (self.own.signed, upper.signed)
            && own < theirs
        {
            lead += &format!("本级文件（{}）早于该上级文件（{}）。", date(m, own), date(m, theirs));
        }
        Section { heading: format!("{}与{title}{document}对照", ordinal(number)), lead, columns: &BESIDE, rows }
    }

    /// What of the own plan corresponds to nothing above.
    fn own(&self, number: usize, uppers: &[&Plan]) -> Section {
        let above = |link: &Link| uppers.iter().any(|upper| upper.id == link.parent.plan());
        let new: Vec<&Clause> = self
            .clauses(&self.own.id)
            .filter(|clause| !self.links.iter().any(|link| link.child == clause.id && above(link)))
            .collect();
        let (mut rows, mut chapter) = (Vec::new(), None);
        for (at, clause) in new.iter().enumerate() {
            self.begin(&mut rows, &mut chapter, clause);
            let units = match clause.units.join("、") {
                units if units.is_empty() => "—".to_owned(),
                units => units,
            };
            rows.push(Row::Cells(vec![
                vec![plain(&(at + 1).to_string())],
                self.text(clause, &[]),
                vec![plain(&units)],
                self.figures(&self.targets(clause), &[]),
            ]));
        }
        let lead = match new.len() {
            0 => "本级文件的各条款在上列上级文件中均有对应条款。".to_owned(),
            n => format!("本级文件有{n}条未在上列上级文件中检索到对应条款。"),
        };
        Section { heading: format!("{}本级文件新增条款", ordinal(number)), lead, columns: &OWN, rows }
    }

    /// Adds the chapter's row where one begins.
    fn begin(&self, rows: &mut Vec<Row>, chapter: &mut Option<String>, clause: &Clause) {
        let path = clause.path.split('.').next().unwrap_or(&clause.path).to_owned();
        if chapter.as_ref() != Some(&path) {
            let found = self.clauses.iter().find(|other| other.plan == clause.plan && other.path == path);
            if let Some(heading) = found.and_then(|found| found.heading.as_ref()) {
                rows.push(Row::Chapter(own_number(&path).unwrap_or_default() + heading));
            }
            *chapter = Some(path);
        }
    }

    /// The links to a clause above, best first.
    fn links_to(&self, parent: &ClauseId) -> Vec<&'a Link> {
        let mut links: Vec<&Link> = self.links.iter().filter(|link| link.parent == *parent).copied().collect();
        links.sort_by(|a, b| {
            b.grade.cmp(&a.grade).then_with(|| b.score.total_cmp(&a.score)).then_with(|| a.child.cmp(&b.child))
        });
        links
    }

    fn clause(&self, id: &str) -> Option<&'a Clause> {
        self.clauses.iter().find(|clause| clause.id == *id).copied()
    }

    fn targets(&self, clause: &Clause) -> Vec<&'a Target> {
        self.targets.iter().filter(|target| target.clause.as_ref() == Some(&clause.id)).copied().collect()
    }

    /// Where the clause stands, and its text with what is shared marked.
    fn text(&self, clause: &Clause, shared: &[Span]) -> Cell {
        let mut cell = vec![vec![bold(&path_label(self.m, &clause.path))]];
        cell.extend(marked(clause, shared));
        cell
    }

    /// Figures of a clause, those first that the other clause has too, in one order on both sides.
    fn figures(&self, own: &[&Target], others: &[&Target]) -> Cell {
        let common = |target: &&&Target| others.iter().any(|other| other.indicator == target.indicator);
        let mut ordered: Vec<&Target> = own.iter().filter(common).copied().collect();
        ordered.sort_by(|a, b| a.indicator.cmp(&b.indicator));
        ordered.extend(own.iter().filter(|target| !common(target)));
        if ordered.is_empty() {
            return vec![plain("—")];
        }
        ordered.into_iter().map(|target| self.figure(target)).collect()
    }

    /// How figures of the same indicators stand to each other, in the order in which both sides have them.
    fn verdicts(&self, (own, plan): (&[&Target], &Plan), (theirs, upper): (&[&Target], &Plan)) -> Cell {
        let mut cell = Cell::new();
        let mut ordered = own.to_vec();
        ordered.sort_by(|a, b| a.indicator.cmp(&b.indicator));
        for target in ordered {
            let Some(indicator) = self.indicators.iter().find(|known| known.id == target.indicator) else { continue };
            let others = theirs.iter().filter(|other| other.indicator == target.indicator);
            let verdicts = others.map(|other| compare(indicator, (target, plan), (other, upper)).verdict);
            // Of several above the one that can be compared.
            let found = verdicts.min_by_key(|verdict| matches!(verdict, Verdict::Incomparable(_)));
            cell.extend(found.map(|verdict| plain(self.m.compare.verdict(verdict))));
        }
        if cell.is_empty() { vec![plain("—")] } else { cell }
    }

    fn figure(&self, target: &Target) -> Paragraph {
        let known = self.indicators.iter().find(|indicator| indicator.id == target.indicator);
        let name = known.map_or(&target.label, |indicator| &indicator.name.hans);
        let said = figure(self.m, target).unwrap_or_else(|| wording(target)).replace('\u{a0}', "");
        let by = deadline(self.m, target).map(|by| self.m.signs.bracketed(by)).unwrap_or_default();
        vec![plain_run(&format!("{name}：")), bold(&said), plain_run(&by)]
    }
}

/// 一、二、三、
fn ordinal(number: usize) -> String {
    own_number(&number.to_string()).unwrap_or_default()
}

fn plain_run(text: &str) -> Run {
    Run { text: text.to_owned(), bold: false, shared: false }
}

fn bold(text: &str) -> Run {
    Run { bold: true, ..plain_run(text) }
}

fn plain(text: &str) -> Paragraph {
    vec![plain_run(text)]
}

/// The clause's text in paragraphs, its heading bold, what is shared marked.
fn marked(clause: &Clause, shared: &[Span]) -> Vec<Paragraph> {
    let within = |span: &Span, at: u32| span.0 <= at && at < span.1;
    let mut paragraphs = vec![Vec::<Run>::new()];
    for (at, c) in clause.text.chars().enumerate() {
        let at = at as u32;
        if c == '\n' {
            paragraphs.push(Vec::new());
            continue;
        }
        let bold = clause.parts.heading.is_some_and(|heading| within(&heading, at));
        let shared = shared.iter().any(|span| within(span, at));
        let Some(last) = paragraphs.last_mut() else { continue };
        match last.last_mut() {
            Some(run) if run.bold == bold && run.shared == shared => run.text.push(c),
            _ => last.push(Run { text: c.to_string(), bold, shared }),
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Parts, samples};

    #[test]
    fn shared_words_and_headings_are_marked_where_they_stand() {
        let parts = Parts { heading: Some(Span(0, 2)), ..Parts::default() };
        let clause = Clause { parts, ..samples::clause("x-2025/1", "教育。新建\n学校") };
        let said =
            |run: &Run| format!("{}{}{}", run.text, if run.bold { "*" } else { "" }, if run.shared { "_" } else { "" });
        let marked: Vec<Vec<String>> =
            super::marked(&clause, &[Span(1, 4), Span(6, 7)]).iter().map(|p| p.iter().map(said).collect()).collect();
        assert_eq!(marked, [vec!["教*", "育*_", "。新_", "建"], vec!["学_", "校"]]);
    }
}
