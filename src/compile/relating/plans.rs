//! Seed files → plans and their clauses: each plan's place, id and facts, and what it cites.

use super::{oddities, remarks};
use crate::compile::divisions::{self, Place, Resolution};
use crate::compile::folder::{self, stem};
use crate::compile::origins::Origins;
use crate::compile::part::Part;
use crate::compile::pattern::pattern;
use crate::compile::reading::corrections::{Correction, correct_facts};
use crate::compile::reading::figures::{self, Figure};
use crate::compile::reading::outline::{self, Outlined};
use crate::compile::reading::source::{self, Source};
use crate::compile::reading::zones::{self, Zone, Zones};
use crate::compile::reading::{metadata, torn, units};
use crate::compile::{Diagnostic, SeedFile, Severity};
use crate::model::{
    Characters, Citation, ClauseKind, Date, Id, IdError, Level, Plan, Remark, RemarkKind, Source as TargetSource,
    Target,
};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What seeds say one by one.
pub struct Read {
    /// All that they say.
    pub part: Part,
    /// In the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Leads every clause back to its seed.
    pub origins: Origins,
}

/// Everything that single files say: plans, clauses with units, figures of plans without text.
///
/// Invariant: no two plans share an id. A file that gives no plan, or one that is there already, gives an error.
pub fn read_plans(seeds: &[&SeedFile]) -> Read {
    let mut seeds: Vec<&SeedFile> = seeds.to_vec();
    seeds.sort_by(|a, b| a.name.cmp(&b.name));
    let mut diagnostics = Vec::new();
    let mut part = Part::default();
    let mut origins = Origins::default();
    let mut files = BTreeMap::<String, String>::new();
    let mut sidecars = read_sidecars(&seeds, &mut diagnostics);
    for seed in seeds.iter().filter(|seed| folder::is_document(&seed.name)) {
        let sidecar = match sidecars.entry(folder::own_name(&seed.name)).or_default() {
            Sidecar::Facts { facts, beside_text, .. } => {
                *beside_text = true;
                facts.clone()
            }
            Sidecar::None => Box::default(),
            // What it would have said of the plan is not known.
            Sidecar::Broken => continue,
        };
        let Some(ReadPlan { plan, source, clauses, remarks }) = read_plan(seed, &sidecar, &mut diagnostics) else {
            continue;
        };
        if let Some(file) = files.get(&plan.id) {
            diagnostics.push(second_plan(seed, &plan, file));
            continue;
        }
        files.insert(plan.id.clone(), seed.name.clone());
        part.lines.extend(sidecar.line.map(|line| (plan.id.clone(), line.into())));
        part.previous.extend(sidecar.previous.map(|previous| (plan.id.clone(), previous)));
        if !sidecar.corrections.is_empty() {
            part.corrections.insert(plan.id.clone(), sidecar.corrections);
        }
        origins.add(&plan.id, &source, &clauses);
        part.plans.push(plan);
        part.remarks.extend(remarks);
        part.clauses.extend(clauses.into_iter().map(|c| c.clause));
    }
    for sidecar in sidecars.into_values() {
        let Sidecar::Facts { seed, facts, beside_text: false } = sidecar else { continue };
        let Some((plan, targets)) = plan_of_figures(&seed.name, &facts, &mut diagnostics) else { continue };
        if let Some(file) = files.get(&plan.id) {
            diagnostics.push(second_plan(seed, &plan, file));
            continue;
        }
        files.insert(plan.id.clone(), seed.name.clone());
        part.lines.extend(facts.line.map(|line| (plan.id.clone(), line.into())));
        part.previous.extend(facts.previous.map(|previous| (plan.id.clone(), previous)));
        let without_text = |said: &Correction| said.stale("the plan has no text here".to_owned());
        diagnostics.extend(facts.corrections.iter().map(without_text));
        part.plans.push(plan);
        part.targets.extend(targets);
    }
    // Stable: within a plan the order of the text stays.
    part.clauses.sort_by(|a, b| a.plan.cmp(&b.plan));
    Read { part, diagnostics, origins }
}

/// The characters of each zone; they add up to the file.
pub fn count_characters(source: &Source, zones: &Zones) -> Characters {
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

/// What stands beside the texts of one name.
#[derive(Default)]
enum Sidecar<'a> {
    #[default]
    None,
    Broken,
    Facts {
        seed: &'a SeedFile,
        facts: Box<figures::Facts>,
        /// Else it holds the figures of a plan without text.
        beside_text: bool,
    },
}

/// The TOML files by the name that they share with a text.
fn read_sidecars<'a>(seeds: &[&'a SeedFile], diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<String, Sidecar<'a>> {
    let mut sidecars = BTreeMap::<String, Sidecar>::new();
    for seed in seeds.iter().filter(|seed| folder::is_toml(&seed.name)) {
        let place = sidecars.entry(folder::own_name(&seed.name)).or_default();
        if !matches!(place, Sidecar::None) {
            let message = "another file of this name and ending says what is known of the same plan".to_owned();
            diagnostics.push(Diagnostic::of_file("toml", Severity::Error, &seed.name, message, "keep one of the two"));
            continue;
        }
        *place = match figures::read(seed) {
            Ok(facts) => Sidecar::Facts { seed, facts: Box::new(facts), beside_text: false },
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                Sidecar::Broken
            }
        };
    }
    sidecars
}

fn second_plan(seed: &SeedFile, plan: &Plan, other: &str) -> Diagnostic {
    let (source, _) = source::read(seed);
    let message = format!("a second plan `{}` of {}: {other} is that already", plan.id, plan.place);
    let mut remark = source.remark("second-plan", Severity::Error, 0, 1, message);
    remark.hint = Some(match folder::is_toml(&seed.name) {
        true => "give it an id of its own (`id = \"…\"`), or the name of the text that it completes".to_owned(),
        // The file beside them completes both.
        false if folder::own_name(&seed.name) == folder::own_name(other) => "keep one of the two".to_owned(),
        false => format!("give it an id of its own: a file `{}.toml` beside it with `id = \"…\"`", stem(&seed.name)),
    });
    remark
}

/// What one seed file says.
struct ReadPlan {
    plan: Plan,
    source: Source,
    clauses: Vec<Outlined>,
    /// What is odd about its header and numbering; the rest needs its targets.
    remarks: Vec<Remark>,
}

/// The plan of a seed file; none where it cannot be named or says nothing, which is told with all that is wrong.
fn read_plan(seed: &SeedFile, sidecar: &figures::Facts, diagnostics: &mut Vec<Diagnostic>) -> Option<ReadPlan> {
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
        let hint = Some("the plan's paragraphs stand behind its title; is this the whole text?".into());
        diagnostics.push(Diagnostic { hint, ..remark });
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

/// What tells a plan from all others.
struct Name {
    title: String,
    place: Place,
    id: String,
}

/// Names a plan; none where something is missing, all of which is told.
fn name_plan(
    facts: &metadata::Facts,
    sidecar: &figures::Facts,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Name> {
    let mut error = |code, message: &str, hint: &str| {
        let remark = source.remark(code, Severity::Error, 0, 1, message.to_owned());
        diagnostics.push(Diagnostic { hint: Some(format!("add `{hint}` to {}.toml", stem(&source.name))), ..remark });
    };
    let title = facts.title.clone().filter(|title| !title.trim().is_empty());
    if title.is_none() {
        let message =
            "no title was found: neither a covering notice names one nor does a line end in 方案, 计划, 要点 …";
        error("no-title", message, "title = \"…\"");
    }
    let year = find_year(facts, title.as_deref().unwrap_or_default(), sidecar);
    if year.is_none() {
        let message = "no date of signing was found, nor a year in the document number or title";
        error("no-date", message, "signed = \"2025-01-31\"");
    }
    let place = find_place(facts, sidecar, source).map_err(|(message, hint)| error("no-place", &message, hint));
    let (title, year, place) = (title?, year?, place.ok()?);
    let id = sidecar.id.clone().map_or_else(|| id_of(&place, year), Ok);
    let id = id.map_err(|wrong| error("no-id", &wrong.to_string(), "id = \"…\"")).ok()?;
    Some(Name { title, place, id: id.into() })
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

fn override_facts(
    facts: &mut metadata::Facts,
    sidecar: &figures::Facts,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut note = |field: &str, from: Option<String>, to: &str| {
        if let Some(from) = from.filter(|from| from != to) {
            let message = format!("`{field}` is `{from}` in the text and `{to}` by the file beside it");
            diagnostics.push(source.remark("override", Severity::Note, 0, 1, message));
        }
    };
    let text = |note: &mut dyn FnMut(&str, Option<String>, &str),
                field: &str,
                fact: &mut Option<String>,
                given: &Option<String>| {
        if let Some(given) = given {
            note(field, fact.replace(given.clone()), given);
        }
    };
    text(&mut note, "title", &mut facts.title, &sidecar.title);
    text(&mut note, "document_number", &mut facts.document_number, &sidecar.document_number);
    text(&mut note, "index_number", &mut facts.index_number, &sidecar.index_number);
    if let Some(issuer) = &sidecar.issuer {
        note("issuer", facts.issuer.clone(), issuer);
        facts.set_issuer(Some(issuer.clone()));
    }
    if let Some(status) = &sidecar.status {
        note("status", facts.status.stated.clone(), status);
        facts.set_status(Some(status.clone()));
    }
    let mut date = |field: &str, fact: &mut Option<Date>, given: Option<Date>| {
        if let Some(given) = given {
            note(field, fact.replace(given).map(|d| d.to_string()), &given.to_string());
        }
    };
    date("signed", &mut facts.signed, sidecar.signed);
    date("published", &mut facts.published, sidecar.published);
}

/// The issuing place: by the file beside the plan, by the issuer's name, by the title's first words, else by the number. Where none
/// tells it: what is wrong, and what to say in the file beside the plan.
fn find_place(
    facts: &metadata::Facts,
    sidecar: &figures::Facts,
    source: &Source,
) -> Result<Place, (String, &'static str)> {
    let body = source.reading(0..source.chars.len());
    let named = [sidecar.place.as_deref(), facts.issuer.as_deref(), facts.title.as_deref()];
    let mut ambiguous = None;
    for name in named.into_iter().flatten() {
        match divisions::resolve(name, &body) {
            Resolution::Found(place) => return Ok(place),
            Resolution::Ambiguous(places) => ambiguous = ambiguous.or(Some((name, places))),
            Resolution::Unknown => {}
        }
    }
    let issuer = facts.issuer.as_deref().or(facts.title.as_deref()).unwrap_or_default();
    let number = facts.document_number.as_deref().unwrap_or_default();
    if let Some(place) = divisions::province_of_number(issuer, number) {
        return Ok(place);
    }
    let Some((name, places)) = ambiguous else {
        return Err(("the issuing place was not found".to_owned(), "place = \"350526\""));
    };
    let list: Vec<String> = places.iter().map(|p| format!("{} {}", p.code.as_deref().unwrap_or(""), p.name)).collect();
    Err((format!("`{name}` may be any of {}", list.join(", ")), "place = \"the right code\""))
}

/// The id of a plan whose file gives none.
pub fn id_of(place: &Place, year: u16) -> Result<Id, IdError> {
    format!("{}-{year}", place.slug).try_into()
}

fn find_year(facts: &metadata::Facts, title: &str, sidecar: &figures::Facts) -> Option<u16> {
    let number = |text: &str| {
        let digits: Vec<char> = text.chars().collect();
        digits
            .windows(4)
            .find_map(|w| w.iter().collect::<String>().parse::<u16>().ok().filter(|y| (1980..2100).contains(y)))
    };
    facts
        .signed
        .map(|d| d.year)
        .or(sidecar.year)
        .or_else(|| facts.document_number.as_deref().and_then(number))
        .or(facts.year)
        .or_else(|| facts.published.or(facts.effective).map(|d| d.year))
        .or_else(|| number(title))
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

/// A plan without text, from a TOML file of its own, and its figures.
fn plan_of_figures(
    name: &str,
    facts: &figures::Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Plan, Vec<Target>)> {
    let mut error = |message: String, hint: &str| {
        diagnostics.push(Diagnostic::of_file("figures", Severity::Error, name, message, hint));
    };
    let (Some(title), Some(issuer)) = (&facts.title, &facts.issuer) else {
        error(
            "a file without a text beside it needs `title` and `issuer`".into(),
            "a file that completes a plan has the plan's name",
        );
        return None;
    };
    let Resolution::Found(place) = divisions::resolve(facts.place.as_deref().unwrap_or(issuer), "") else {
        error(format!("the place of `{issuer}` was not found"), "add `place = \"code\"`");
        return None;
    };
    let Some(year) = facts.signed.map(|d| d.year).or(facts.year) else {
        error("the year of signing is missing".into(), "add `signed` or `year`");
        return None;
    };
    let id = facts.id.clone().map_or_else(|| id_of(&place, year), Ok);
    let id = id.map_err(|wrong| error(wrong.to_string(), "add `id = \"…\"`")).ok()?;
    let mut plan = plan_without_text(id.into(), title, Some(issuer.clone()), place, facts.document_number.clone());
    plan.source_file = name.to_owned();
    plan.signed = facts.signed;
    plan.published = facts.published;
    plan.valid_until = facts.valid_until;
    plan.source_url.clone_from(&facts.source_url);
    let targets = facts.targets.iter().enumerate().map(|(i, figure)| figure_target(&plan, i + 1, figure)).collect();
    Some((plan, targets))
}

fn figure_target(plan: &Plan, number: usize, figure: &Figure) -> Target {
    Target {
        id: format!("{}#{number}", plan.id),
        plan: plan.id.clone(),
        clause: None,
        indicator: figure.indicator.to_string(),
        label: figure.label.clone(),
        comparator: figure.comparator,
        value: Some(figure.value),
        value_max: None,
        unit: figure.unit.clone(),
        kind: figure.kind,
        year_from: figure.year_from,
        year_to: figure.year_to,
        scope: figure.scope.clone(),
        qualitative: false,
        quote: None,
        span: None,
        source: Some(TargetSource {
            title: plan.title.clone(),
            document_number: plan.document_number.clone(),
            chapter: figure.chapter.clone(),
            accessed: figure.accessed,
        }),
        figure: None,
        years: None,
        change: None,
        often: None,
        baseline: None,
        year_by: None,
        checked: None,
    }
}

/// A plan of which no text is here.
pub fn plan_without_text(
    id: String,
    title: &str,
    issuer: Option<String>,
    place: Place,
    document_number: Option<String>,
) -> Plan {
    Plan {
        title: title.to_owned(),
        place_code: place.code,
        parent_place: place.parent,
        document_number,
        issuers: issuer.iter().flat_map(|issuer| issuer.split('、')).map(str::to_owned).collect(),
        issuer,
        ..Plan::new(id, place.name, place.level)
    }
}
