//! Holds the compiler to the documents of `tests/cases`; their README says how they are written.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::reading::normalise::normalise_str;
use plan_cascade::compile::reading::zones::Zone;
use plan_cascade::compile::reading::{metadata, source, units, zones};
use plan_cascade::compile::relating::indicators::Indicators;
use plan_cascade::compile::relating::{oddities, targets};
use plan_cascade::compile::rules::watched;
use plan_cascade::compile::{self, Compiled, Diagnostic, SeedFile};
use plan_cascade::model::{Comparator, Date, Kind, Plan, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthChar;

mod invariants;

/// What stands before a fixture that is only a body.
const NOTICE: &str = "德化县人民政府关于印发德化县就业工作方案的通知\n德政〔2025〕3号\n各乡镇人民政府：\n\
    现将《德化县就业工作方案》印发给你们，请认真贯彻执行。\n德化县人民政府\n2025年2月26日\n德化县就业工作方案\n";

#[test]
fn the_compiler_does_what_its_documents_say() {
    let update = std::env::var("CASES").is_ok_and(|value| value == "update");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut documents: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"));
    documents.sort();
    let (mut report, mut examples) = (String::new(), 0);
    for path in &documents {
        let written = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let mut found = String::new();
        for section in sections(&written) {
            let now = evaluate(section, &mut examples);
            if now != section {
                let heading = section.lines().next().unwrap_or_default().trim_start_matches('#').trim();
                report += &format!("\n{name}: {heading}\n{}", difference(section, &now));
            }
            found += &now;
        }
        if update {
            std::fs::write(path, found).unwrap();
        }
    }
    assert!(update || report.is_empty(), "the documents say - and the compiler says +\n{report}");
    assert!(examples > 200, "only {examples} examples were found");
}

/// A document cut before each of its headings; a heading and its fixtures are one case.
fn sections(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let (mut at, mut fenced) = (0, false);
    for line in text.split_inclusive('\n') {
        fenced ^= line.starts_with("```");
        if !fenced && line.starts_with('#') && at > 0 {
            cuts.push(at);
        }
        at += line.len();
    }
    cuts.push(text.len());
    cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

fn difference(written: &str, now: &str) -> String {
    let diff = similar::TextDiff::from_lines(written, now);
    let changed = diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    changed.map(|change| format!("  {} {}", change.tag(), change.value())).collect()
}

/// The section with everything that the compiler decides as it decides it now.
fn evaluate(section: &str, examples: &mut usize) -> String {
    let mut out = String::new();
    let mut fixture: Option<Fixture> = None;
    let mut sidecar: Option<String> = None;
    let mut lines = section.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        out += line;
        let Some(kind) = line.strip_prefix("```").map(str::trim) else {
            if line.starts_with("| ") {
                let mut table = vec![line];
                while let Some(row) = lines.next_if(|row| row.starts_with('|')) {
                    table.push(row);
                }
                out.truncate(out.len() - line.len());
                out += &evaluate_table(&table, fixture.as_ref(), examples);
            }
            continue;
        };
        let inside: String = std::iter::from_fn(|| lines.next_if(|line| !line.starts_with("```"))).collect();
        let end = lines.next().expect("a fence has an end");
        match kind.split(' ').next() {
            Some("sidecar") => {
                sidecar = Some(inside.clone());
                out += &inside;
            }
            Some("plan" | "body") => {
                *examples += 1;
                let made = Fixture::make(kind, &inside, sidecar.take());
                out += &made.annotated();
                fixture = Some(made);
            }
            _ => out += &inside,
        }
        out += end;
    }
    out
}

/// A plan of a document, compiled.
struct Fixture {
    /// Without carets.
    text: String,
    /// Lines that the document does not show before its text.
    hidden: usize,
    seed: SeedFile,
    compiled: Compiled,
}

impl Fixture {
    fn make(kind: &str, inside: &str, sidecar: Option<String>) -> Self {
        let text: String = inside.split_inclusive('\n').filter(|line| !is_remark(line)).collect();
        let notice = if kind.starts_with("body") { NOTICE } else { "" };
        let whole = format!("{notice}{text}");
        let bytes = match kind.split(' ').nth(1) {
            Some("gb18030") => encoding_rs::GB18030.encode(&whole).0.into_owned(),
            Some("utf-8-bom") => [b"\xEF\xBB\xBF", whole.as_bytes()].concat(),
            _ => whole.into_bytes(),
        };
        let seed = SeedFile { name: "x.txt".into(), bytes };
        invariants::nothing_is_lost(&seed);
        let mut seeds = vec![seed.clone()];
        seeds.extend(sidecar.map(|toml| SeedFile { name: "x.toml".into(), bytes: toml.into_bytes() }));
        Self { text, hidden: notice.lines().count(), compiled: compile::compile(&seeds), seed }
    }

    /// The fixture with its diagnostics below the lines they are about.
    fn annotated(&self) -> String {
        let mut out = String::new();
        for (i, line) in self.text.split_inclusive('\n').enumerate() {
            out += line;
            let here = |d: &&Diagnostic| d.file == self.seed.name && d.line as usize == i + 1 + self.hidden;
            for diagnostic in self.compiled.diagnostics.iter().filter(here) {
                out += &remark(line.trim_end_matches('\n'), diagnostic);
            }
        }
        // What is said of lines that the document does not show, or of the file beside the plan.
        let elsewhere = |d: &&Diagnostic| d.file != self.seed.name || d.line as usize <= self.hidden;
        for diagnostic in self.compiled.diagnostics.iter().filter(elsewhere) {
            out += &remark("", &Diagnostic { column: 1, length: 1, ..diagnostic.clone() });
        }
        out
    }

    fn plan(&self) -> &Plan {
        self.compiled.corpus.plans.iter().find(|plan| plan.text).expect("the fixture is a plan")
    }
}

/// `    ^^^^ note[phrase]: …`, the carets below the characters meant: Chinese ones are two columns wide.
fn remark(line: &str, diagnostic: &Diagnostic) -> String {
    let width = |from: usize, count: usize| -> usize {
        line.chars().skip(from).take(count).map(|c| if c == '\t' { 1 } else { c.width().unwrap_or(0) }).sum()
    };
    let before = diagnostic.column as usize - 1;
    let (indent, carets) = (width(0, before), width(before, diagnostic.length as usize).max(1));
    let severity = format!("{:?}", diagnostic.severity).to_lowercase();
    format!("{}{} {severity}[{}]: {}\n", " ".repeat(indent), "^".repeat(carets), diagnostic.code, diagnostic.message)
}

fn is_remark(line: &str) -> bool {
    line.trim_start().starts_with('^')
}

/// The table with its rows as they come out now.
fn evaluate_table(table: &[&str], fixture: Option<&Fixture>, examples: &mut usize) -> String {
    let cells = |row: &str| -> Vec<String> {
        row.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let columns = cells(table[0]);
    let written: Vec<Vec<String>> = table.iter().skip(2).map(|row| cells(row)).collect();
    let fixture = || fixture.expect("a fixture stands before the table");
    let by_row = |value: &dyn Fn(&str, &str) -> String| -> Vec<Vec<String>> {
        let row = |row: &Vec<String>| {
            std::iter::once(row[0].clone()).chain(columns[1..].iter().map(|column| value(&row[0], column))).collect()
        };
        written.iter().map(row).collect()
    };
    let rows = match columns[0].as_str() {
        "fact" => by_row(&|fact, _| fact_of(fixture(), fact)),
        "sentence" => by_row(&|sentence, column| match column {
            "rules" => deciding(sentence, &columns).join("; "),
            column => {
                if column == "promises" {
                    invariants::reads_targets(&in_lines(sentence));
                }
                of_sentence(sentence, column)
            }
        }),
        "as published" => by_row(&|text, _| {
            invariants::normalises(text);
            normalise_str(text)
        }),
        "closing" => by_row(&|text, _| show(metadata::valid_until(text, Date::new(2025, 2, 26)))),
        "line" => zones_of(fixture()),
        "clause" => clauses_of(fixture(), &columns),
        "target" => targets_of(fixture(), &columns),
        "check" => checks_of(fixture()),
        _ => return table.concat(),
    };
    *examples += rows.len();
    let print = |row: &[String]| format!("| {} |\n", row.join(" | "));
    let rows: String = rows.iter().map(|row| print(row)).collect();
    format!("{}{}{rows}", print(&columns), table.get(1).copied().unwrap_or_default())
}

fn show(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}

fn fact_of(fixture: &Fixture, fact: &str) -> String {
    let plan = fixture.plan();
    match fact {
        "id" => plan.id.clone(),
        "title" => plan.title.clone(),
        "place" => plan.place.clone(),
        "place code" => show(plan.place_code.as_ref()),
        "level" => plan.level.id().to_owned(),
        "parent place" => show(plan.parent_place.as_ref()),
        "document number" => show(plan.document_number.as_ref()),
        "issuer" => show(plan.issuer.as_ref()),
        "index number" => show(plan.index_number.as_ref()),
        "signed" => show(plan.signed),
        "published" => show(plan.published),
        "valid until" => show(plan.valid_until),
        "publisher" => show(plan.publisher.as_ref()),
        "effective" => show(plan.effective),
        "repealed" => show(plan.repealed),
        "kind" => format!("{:?}", plan.kind),
        "draft" => plan.draft.to_string(),
        "line" => plan.line.clone(),
        "status" => show(plan.status.stated.as_ref()),
        "status lines" => plan.status.raw.join("; "),
        "script" => format!("{:?}", plan.script),
        "abridged" => plan.abridged.to_string(),
        "source url" => show(plan.source_url.as_ref()),
        "encoding" => source::read(&fixture.seed).0.encoding.to_owned(),
        "cites" => {
            let cited = plan.cites.iter().map(|c| format!("{} {}", c.title, show(c.document_number.as_ref())));
            cited.collect::<Vec<_>>().join("; ")
        }
        "characters" => {
            let c = plan.characters;
            let parts = [c.clauses, c.front_matter, c.annex, c.noise].map(|n| n.to_string()).join(" + ");
            format!("{parts} = {}", c.source)
        }
        other => panic!("no fact is called `{other}`"),
    }
}

/// A row has no room for a second paragraph.
fn in_lines(sentence: &str) -> String {
    sentence.replace('⏎', "\n")
}

/// The names of the rules without which the row would come out otherwise, in the order in which they are asked.
fn deciding(sentence: &str, columns: &[String]) -> Vec<&'static str> {
    let read = || -> Vec<String> {
        let others = columns[1..].iter().filter(|column| *column != "rules");
        others.map(|column| of_sentence(sentence, column)).collect()
    };
    let (plain, applied) = watched("", read);
    let decides = |name: &&str| watched(name, read).0 != plain;
    let mut names: Vec<&'static str> = Vec::new();
    for name in applied.iter().map(|note| note.rule.name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.retain(decides);
    if names.is_empty() { vec!["–"] } else { names }
}

#[test]
fn every_rule_decides_a_row() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    // By the name of a rule: the sentences of the rows that name it.
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for document in ["broken-numbers.md", "targets.md", "units.md"] {
        let mut column = None;
        for line in std::fs::read_to_string(folder.join(document)).unwrap().lines() {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            column = column.filter(|_| line.starts_with('|'));
            column = cells.iter().position(|cell| *cell == "rules").or(column);
            for name in column.into_iter().flat_map(|n| cells[n].split("; ")) {
                rows.entry(name.to_owned()).or_default().push(cells[0].to_owned());
            }
        }
    }
    let mut names = BTreeSet::new();
    for rule in targets::RULES.iter().chain(units::RULES).flat_map(|table| table.iter()) {
        assert!(names.insert(rule.name), "two rules are called {}", rule.name);
        let of_rule = rows.get(rule.name).unwrap_or_else(|| panic!("no row shows what `{}` decides", rule.name));
        let shown = of_rule.iter().any(|sentence| sentence.contains(rule.example));
        assert!(shown, "{} stands in no row that `{}` decides", rule.example, rule.name);
    }
}

fn of_sentence(sentence: &str, column: &str) -> String {
    let sentence = &in_lines(sentence);
    let clause = invariants::clause(sentence);
    let promised = |show: &dyn Fn(&Target) -> String| {
        let found = targets::extract_targets(&invariants::plan(), &clause, Indicators::shipped());
        if found.is_empty() { "–".to_owned() } else { found.iter().map(show).collect::<Vec<_>>().join("; ") }
    };
    match column {
        "promises" => promised(&|target| promise(target, "全市")),
        "labels" => promised(&|target| target.label.clone()),
        "units" => {
            let places = ["福州", "泉州", "德化", "三明"].map(str::to_owned).into();
            units_in_words(&units::find_units(sentence, &places))
        }
        "oddities" => {
            let odd = oddities::in_text(sentence).into_iter().map(|odd| {
                let usual = if odd.against.is_empty() { String::new() } else { format!(" → {}", odd.against) };
                format!("{}: {}{usual}", odd.kind.id(), odd.span.of(sentence))
            });
            let odd: Vec<String> = odd.collect();
            if odd.is_empty() { "–".to_owned() } else { odd.join("; ") }
        }
        other => panic!("no column of sentences is called `{other}`"),
    }
}

fn units_in_words(units: &units::Units) -> String {
    let mut parts = vec![units.named.join(" ")];
    let list = |label: &str, names: &[String]| format!("{label}: {}", names.join(" "));
    parts.extend((!units.leads.is_empty()).then(|| list("leads", &units.leads)));
    parts.extend(units.and_others.then(|| "and others".to_owned()));
    parts.extend((!units.for_following.is_empty()).then(|| list("on all that follow", &units.for_following)));
    parts.extend((!units.for_preceding.is_empty()).then(|| list("on all before", &units.for_preceding)));
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { "–".to_owned() } else { parts.join("; ") }
}

/// A target in words: `≥50% level by 2025 in 各县`.
fn promise(target: &Target, whole: &str) -> String {
    let comparator = match target.comparator {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::About => "≈",
        Comparator::Equal => "=",
    };
    let value = match (target.value, target.value_max) {
        (None, _) => "all".to_owned(),
        (Some(value), None) => value.to_string(),
        (Some(value), Some(max)) => format!("{value}~{max}"),
    };
    let kind = match target.kind {
        Kind::Level => "level",
        Kind::Annual => "yearly",
        Kind::Cumulative => "total",
        Kind::Increase => "rise",
    };
    let years = match (target.year_from, target.year_to) {
        (None, None) => String::new(),
        (None, Some(to)) => format!(" by {to}"),
        (Some(from), None) => format!(" from {from}"),
        (Some(from), Some(to)) if from == to => format!(" {to}"),
        (Some(from), Some(to)) => format!(" {from}–{to}"),
    };
    let scope = if target.scope == whole { String::new() } else { format!(" in {}", target.scope) };
    let sign = if value == "all" && comparator == "=" { "" } else { comparator };
    let before = target.baseline.as_ref().map_or(String::new(), |before| match before.year {
        Some(year) => format!(", {} in {year}", before.value),
        None => format!(", {} before", before.value),
    });
    format!("{sign}{value}{} {kind}{years}{scope}{before}", target.unit.as_deref().unwrap_or_default())
}

fn zones_of(fixture: &Fixture) -> Vec<Vec<String>> {
    let (source, _) = source::read(&fixture.seed);
    let found = zones::find_zones(&source);
    let row = |(line, zone): (&String, &Zone)| {
        let zone = match zone {
            Zone::Noise => "noise",
            Zone::Front => "front matter",
            Zone::Body => "body",
            Zone::Annex => "annex",
        };
        vec![line.replace('|', "丨"), zone.to_owned()]
    };
    found.norm.iter().zip(&found.of_line).skip(fixture.hidden).map(row).collect()
}

fn clauses_of(fixture: &Fixture, columns: &[String]) -> Vec<Vec<String>> {
    let joined = |names: &[String]| names.join(" ");
    let rows = fixture.compiled.corpus.clauses.iter().map(|clause| {
        let value = |column: &String| match column.as_str() {
            "kind" => format!("{:?}", clause.kind).to_lowercase(),
            "heading" => clause.heading.clone().unwrap_or_default(),
            "text" => lined(&clause.text),
            "original" => lined(&clause.original.clone().unwrap_or_default()),
            "units" => joined(&clause.units),
            "leads" => joined(&clause.leads),
            "others" => if clause.and_others { "等" } else { "" }.to_owned(),
            "applied" => joined(&clause.units_applied),
            "deadline" => clause.deadline.as_ref().map_or(String::new(), |deadline| match deadline.date {
                Some(day) => format!("{} ({day})", deadline.text),
                None => deadline.text.clone(),
            }),
            other => panic!("no column of clauses is called `{other}`"),
        };
        std::iter::once(clause.path.clone()).chain(columns[1..].iter().map(value)).collect::<Vec<_>>()
    });
    rows.filter(|row| row[1..].iter().any(|cell| !cell.is_empty())).collect()
}

/// A text on one line, with its line ends and the ends of its cells.
fn lined(text: &str) -> String {
    text.replace('\n', " ⏎ ").replace('\t', " ⇥ ")
}

fn targets_of(fixture: &Fixture, columns: &[String]) -> Vec<Vec<String>> {
    let row = |target: &Target| {
        let value = |column: &String| match column.as_str() {
            "target" => lined(&target.quote.clone().unwrap_or_default()),
            "promise" => promise(target, "全县"),
            "clause" => target.id.split_once('/').map_or("", |(_, path)| path).to_owned(),
            "label" => target.label.clone(),
            "indicator" => target.indicator.clone(),
            other => panic!("no column of targets is called `{other}`"),
        };
        columns.iter().map(value).collect()
    };
    fixture.compiled.corpus.targets.iter().map(row).collect()
}

fn checks_of(fixture: &Fixture) -> Vec<Vec<String>> {
    let corpus = &fixture.compiled.corpus;
    let quote = |id: &String| {
        let target = corpus.targets.iter().find(|target| target.id == *id);
        target.and_then(|target| target.quote.clone()).unwrap_or_default()
    };
    let row = |check: &plan_cascade::model::Check| {
        let kind = serde_json::to_value(check.kind).unwrap().as_str().unwrap().to_owned();
        let others: Vec<String> = check.others.iter().map(quote).collect();
        let sum = check.found.zip(check.expected).map(|(found, expected)| format!(" ({found} of {expected})"));
        let figures = format!("{} ↔ {}{}", quote(&check.target), others.join(" + "), sum.unwrap_or_default());
        vec![kind, figures, if check.agrees { "yes" } else { "no" }.to_owned()]
    };
    corpus.checks.iter().map(row).collect()
}
