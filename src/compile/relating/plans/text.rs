//! The plan that a text is: its facts, its clauses, what it cites, and what is odd about it.
//!
//! In: a seed file and what stands beside it. Out: the plan, or none where it cannot be named or says nothing; all that
//! is wrong is told.

use super::name::{Name, name_plan};
use super::sidecars::override_facts;
use crate::compile::divisions::Place;
use crate::compile::pattern::pattern;
use crate::compile::reading::corrections::correct_facts;
use crate::compile::reading::figures;
use crate::compile::reading::outline::{self, Outlined};
use crate::compile::reading::source::{self, Source};
use crate::compile::reading::zones::{self, Zone, Zones};
use crate::compile::reading::{metadata, torn, units};
use crate::compile::relating::{oddities, remarks};
use crate::compile::{Diagnostic, SeedFile, Severity};
use crate::model::{Characters, Citation, ClauseKind, Level, Plan, Remark, RemarkKind};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Characters: no paragraph of a plan is longer.
const LONGEST_PARAGRAPH: usize = 2_000;

/// What one seed file says.
pub struct ReadPlan {
    pub plan: Plan,
    pub source: Source,
    pub clauses: Vec<Outlined>,
    /// What is odd about its header and numbering; the rest needs its targets.
    pub remarks: Vec<Remark>,
}

/// The plan of a seed file; none where it cannot be named or says nothing, which is told with all that is wrong.
pub fn read_plan(seed: &SeedFile, sidecar: &figures::Facts, diagnostics: &mut Vec<Diagnostic>) -> Option<ReadPlan> {
    let (source, mut found) = source::read(seed);
    let unread = found.iter().any(|remark| matches!(remark.code, "empty" | "format"));
    diagnostics.append(&mut found);
    if unread {
        return None;
    }
    if let (Some(place), true) = (&sidecar.figures_at, !sidecar.targets.is_empty()) {
        let message = format!("a `[[target]]` beside a text is not used: targets are read out of {}", seed.name);
        let hint = "say what is right as `[[confirm.target]]`, with its clause and words, or take it away";
        diagnostics.push(place.remark("unused-target", Severity::Warning, message, hint));
    }
    if sidecar.sha256.as_ref().is_some_and(|known| *known != figures::sha256(&seed.bytes)) {
        let message = "the file is not the one whose SHA-256 stands in the file beside it".to_owned();
        let hint = "if the change is wanted, take `sha256` away; else add the publication anew";
        diagnostics.push(Diagnostic::of_file("changed", Severity::Warning, &seed.name, message, hint));
    }
    let zones = zones::find_zones(&source);
    let (mut facts, mut found) = metadata::read_facts(&source, &zones);
    diagnostics.append(&mut found);
    let checked = correct_facts(&mut facts, &sidecar.corrections, &source, diagnostics);
    override_facts(&mut facts, sidecar, &source, diagnostics);
    let name = name_plan(&facts, sidecar, &source, diagnostics);
    let id = name.as_ref().map_or("", |name| name.id.as_str());
    let (mut clauses, mut found) = outline::outline(&source, &zones, id);
    diagnostics.append(&mut found);
    for at in outline::unplaced(&source, &zones, &clauses).into_iter().take(1) {
        let message = "this character of the body is in no clause".into();
        diagnostics.push(source.remark("lost", Severity::Error, at, 1, message));
    }
    diagnostics.extend(further_plan(&source, &clauses));
    if clauses.is_empty() {
        let remark = source.remark("no-clauses", Severity::Error, 0, 1, "no clause was found".into());
        let in_one_line = source.lines.iter().any(|line| line.end - line.start > LONGEST_PARAGRAPH);
        let hint = match in_one_line {
            true => "the text stands in one line: save the page itself as .html, or give each paragraph a line",
            false => "the plan's paragraphs stand behind its title; is this the whole text?",
        };
        diagnostics.push(Diagnostic { hint: Some(hint.into()), ..remark });
    }
    diagnostics.extend(torn::torn(&source, &zones));
    let remarks = early_remarks(id, &facts, &source, &zones, &clauses, diagnostics);
    let Name { title, place, id } = name.filter(|_| !clauses.is_empty())?;
    let short_names: BTreeSet<String> = place.chain_short_names.iter().cloned().collect();
    units::assign_units(&mut clauses, &short_names, office_prefix(&place));
    // Without a closing sentence of its own, a numbered clause at the end says it (第十八条 本办法自…).
    let closing = clauses.iter().rev().find(|c| c.clause.kind == ClauseKind::Closing);
    let body = || clauses.iter().rev().filter(|c| c.clause.kind != ClauseKind::Annex);
    let numbered = || body().find(|c| outline::is_closing(&c.clause.text)).or_else(|| body().next());
    let validity = closing.or_else(numbered).map_or("", |c| &c.clause.text);
    let in_force = metadata::in_force(validity, facts.effective, metadata::printed(&zones), facts.signed);
    let valid_until = sidecar.valid_until.or_else(|| metadata::valid_until(validity, in_force.term_from));
    let plan = Plan {
        title,
        level: place.level,
        parent_place: place.parent,
        place_code: place.code,
        place: place.name,
        valid_until,
        document_number: facts.document_number,
        issuer: facts.issuer,
        issuers: facts.issuers,
        publisher: facts.publisher,
        index_number: facts.index_number,
        signed: facts.signed,
        published: facts.published,
        effective: in_force.from,
        repealed: facts.repealed,
        kind: facts.kind,
        draft: facts.draft,
        line: String::new(),
        previous: None,
        status: facts.status,
        script: source.script,
        abridged: facts.abridged,
        text: true,
        cites: cites(&mut clauses),
        source_file: seed.name.clone(),
        source_url: sidecar.source_url.clone().or_else(|| source.page.web_address().map(str::to_owned)),
        characters: count_characters(&source, &zones),
        checked,
        place_names: None,
        id,
    };
    Some(ReadPlan { plan, source, clauses, remarks })
}

/// An error where a second plan begins in the file: its title, and chapter one again.
fn further_plan(source: &Source, clauses: &[Outlined]) -> Option<Diagnostic> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^[^，。；：]{{6,50}}({})$", zones::GENRE)));
    let (title, first) = clauses.windows(2).find_map(|pair| {
        let title = pair[0].clause.text.lines().last()?;
        let again = pair[1].clause.kind == ClauseKind::Chapter && pair[1].clause.path.starts_with("1-");
        (again && TITLE.is_match(title)).then_some((title, &pair[1]))
    })?;
    let message = format!("a second plan begins here, “{title}”: its clauses are taken for those of the first");
    let remark = source.remark("several-plans", Severity::Error, first.start, 1, message);
    Some(Diagnostic { hint: Some("give each plan a file of its own, with the notice above it".into()), ..remark })
}

/// Oddities of the front matter and of the numbering.
fn early_remarks(
    plan: &str,
    facts: &metadata::Facts,
    source: &Source,
    zones: &Zones,
    clauses: &[Outlined],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Remark> {
    let mut found = Vec::new();
    if facts.status.ambiguous {
        let mut values: Vec<&str> = Vec::new();
        for line in &facts.status.raw {
            let value = line.rsplit([':', '：', '\t']).next().unwrap_or(line).trim();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        found.push(remarks::of_front(plan, RemarkKind::AmbiguousStatus, &values.join("、"), ""));
    }
    for (i, line) in zones.norm.iter().enumerate().filter(|(i, _)| zones.of_line[*i] == Zone::Front) {
        for date in oddities::impossible_dates(line) {
            let (start, end) = (source.lines[i].start, source.lines[i].end);
            let message = format!("no calendar has “{date}”");
            diagnostics.push(source.remark("date", Severity::Note, start, end - start, message));
            found.push(remarks::of_front(plan, RemarkKind::Date, &date, ""));
        }
    }
    for Outlined { clause, misnumbered, .. } in clauses {
        let Some((label, expected)) = misnumbered else { continue };
        let remark = remarks::of_front(plan, RemarkKind::Numbering, label, &expected.to_string());
        found.push(Remark { clause: Some(clause.id.clone()), ..remark });
    }
    found
}

/// The word that begins the names of a place's own offices: 县 in 县教育局.
fn office_prefix(place: &Place) -> Option<&'static str> {
    match place.level {
        Level::Nation => None,
        Level::Province if place.name.ends_with('区') => Some("自治区"),
        Level::Province if !place.name.ends_with('市') => Some("省"),
        _ => ["市", "县", "区", "州", "盟", "旗"].into_iter().find(|suffix| place.name.ends_with(suffix)),
    }
}

/// The works that clauses cite; where they stand is left with the clauses.
fn cites(clauses: &mut [Outlined]) -> Vec<Citation> {
    let mut cites = Vec::new();
    for clause in clauses.iter_mut().map(|outlined| &mut outlined.clause) {
        for (span, cited) in metadata::citations(&clause.text) {
            clause.parts.cites.push(span);
            cites.push(Citation {
                title: cited.title,
                document_number: cited.document_number,
                plan: None,
                clause: clause.id.clone(),
            });
        }
    }
    cites
}

/// The characters of each zone; they add up to the file.
fn count_characters(source: &Source, zones: &Zones) -> Characters {
    let sum = |wanted: Zone| {
        let lines = source.lines.iter().zip(&zones.of_line).filter(|(_, zone)| **zone == wanted);
        lines.map(|(line, _)| (line.next - line.start) as u32).sum()
    };
    Characters {
        source: source.chars.len() as u32,
        clauses: sum(Zone::Body),
        front_matter: sum(Zone::Front),
        annex: sum(Zone::Annex),
        noise: sum(Zone::Noise),
    }
}
