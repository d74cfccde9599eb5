//! Seed files → plans and their clauses: each plan's place, id and facts, and which plan cites which.

use super::figures::{self, Figure};
use super::origins::Origins;
use super::outline::{self, Outlined};
use super::read::{self, Source};
use super::zones::{self, Zone, Zones};
use super::{Diagnostic, SeedFile, Severity, divisions, metadata, oddities, remarks, units};
use crate::model::{
    Characters, Citation, ClauseKind, Corpus, Date, Level, Plan, Remark, RemarkKind, Script, Source as TargetSource,
    Status, Target,
};
use divisions::{Place, Resolution};
use std::collections::{BTreeMap, BTreeSet};

/// Everything of the corpus that single files say: plans, clauses with units, figures of plans without text.
pub fn read_plans(seeds: &[SeedFile]) -> (Corpus, Vec<Diagnostic>, Origins) {
    let mut seeds: Vec<&SeedFile> = seeds.iter().collect();
    seeds.sort_by(|a, b| a.name.cmp(&b.name));
    let mut diagnostics = Vec::new();
    let mut sidecars = BTreeMap::new();
    for seed in seeds.iter().filter(|seed| seed.name.ends_with(".toml")) {
        match read_toml(seed) {
            Ok(facts) => {
                sidecars.insert(stem(&seed.name).to_owned(), (seed.name.clone(), facts));
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let mut corpus = Corpus::default();
    let mut origins = Origins::default();
    let mut files = BTreeMap::<String, String>::new();
    for seed in seeds.iter().filter(|seed| seed.name.ends_with(".txt")) {
        let sidecar = sidecars.remove(stem(&seed.name)).map(|(_, facts)| facts).unwrap_or_default();
        let ReadPlan { plan, source, clauses, remarks, diagnostics: mut found } = read_plan(seed, &sidecar);
        diagnostics.append(&mut found);
        if let Some(file) = files.get(&plan.id) {
            diagnostics.push(second_plan(seed, &plan, file));
            continue;
        }
        files.insert(plan.id.clone(), seed.name.clone());
        origins.add(&plan.id, &source, &clauses);
        corpus.plans.push(plan);
        corpus.remarks.extend(remarks);
        corpus.clauses.extend(clauses.into_iter().map(|c| c.clause));
    }
    for (name, facts) in sidecars.into_values() {
        add_figures(&mut corpus, &name, &facts, &mut diagnostics);
    }
    add_cited_plans(&mut corpus);
    resolve_citations(&mut corpus);
    for plan in &mut corpus.plans {
        let known = plan.place_code.is_some() || plan.level == Level::Nation;
        plan.place_names = if known { divisions::names(plan.place_code.as_deref()) } else { None };
    }
    corpus.plans.sort_by(|a, b| a.id.cmp(&b.id));
    // Stable: within a plan the order of the text stays.
    corpus.clauses.sort_by(|a, b| a.plan.cmp(&b.plan));
    (corpus, diagnostics, origins)
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

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn read_toml(seed: &SeedFile) -> Result<figures::Facts, Diagnostic> {
    let (source, _) = read::read(seed);
    let text: String = source.chars.iter().collect();
    figures::read(&text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        let at = text.char_indices().take_while(|(i, _)| *i < byte).count();
        source.remark("toml", Severity::Error, at, 1, error.message().to_owned())
    })
}

fn second_plan(seed: &SeedFile, plan: &Plan, other: &str) -> Diagnostic {
    let (source, _) = read::read(seed);
    let message = format!("a second plan of {} in the same year: `{}` is {other} already", plan.place, plan.id);
    let mut remark = source.remark("second-plan", Severity::Error, 0, 1, message);
    remark.hint =
        Some(format!("give it an id of its own: a file `{}.toml` beside it with `id = \"…\"`", stem(&seed.name)));
    remark
}

/// What one seed file says.
struct ReadPlan {
    plan: Plan,
    source: Source,
    clauses: Vec<Outlined>,
    /// What is odd about its header and numbering; the rest needs its targets.
    remarks: Vec<Remark>,
    diagnostics: Vec<Diagnostic>,
}

fn read_plan(seed: &SeedFile, sidecar: &figures::Facts) -> ReadPlan {
    let (source, mut diagnostics) = read::read(seed);
    let zones = zones::find_zones(&source);
    let (mut facts, mut remarks) = metadata::read_facts(&source, &zones);
    diagnostics.append(&mut remarks);
    override_facts(&mut facts, sidecar, &source, &mut diagnostics);
    let title = facts.title.clone().unwrap_or_else(|| {
        let message =
            "no title was found: neither a covering notice names one nor does a line end in 方案, 计划, 要点 …".into();
        let mut remark = source.remark("no-title", Severity::Error, 0, 1, message);
        remark.hint = Some(format!("add `title = \"…\"` to {}.toml", stem(&seed.name)));
        diagnostics.push(remark);
        stem(&seed.name).to_owned()
    });
    let place = find_place(&facts, &title, sidecar, &source, &mut diagnostics);
    let year = find_year(&facts, &title, sidecar);
    let id = sidecar.id.clone().unwrap_or_else(|| match (&place, year) {
        (Some(place), Some(year)) => format!("{}-{year}", place.slug),
        _ => stem(&seed.name).to_owned(),
    });
    if year.is_none() {
        let message = "no date of signing was found, nor a year in the document number or title".into();
        let mut remark = source.remark("no-date", Severity::Error, 0, 1, message);
        remark.hint = Some(format!("add `signed = \"2025-01-31\"` to {}.toml", stem(&seed.name)));
        diagnostics.push(remark);
    }
    let (mut clauses, mut remarks) = outline::outline(&source, &zones, &id);
    diagnostics.append(&mut remarks);
    for at in outline::unplaced(&source, &zones, &clauses).into_iter().take(1) {
        let message = "this character of the body is in no clause".into();
        diagnostics.push(source.remark("lost", Severity::Error, at, 1, message));
    }
    if clauses.is_empty() {
        let message = "no clause was found".into();
        diagnostics.push(source.remark("no-clauses", Severity::Error, 0, 1, message));
    }
    let remarks = early_remarks(&id, &facts, &source, &zones, &clauses, &mut diagnostics);
    units::assign_units(&mut clauses, &short_names(place.as_ref()), place.as_ref().and_then(office_prefix));
    let until = || {
        // Without a closing sentence of its own, a numbered clause at the end says it (第十八条 本办法自…).
        let closing = clauses.iter().rev().find(|c| c.clause.kind == ClauseKind::Closing);
        let body = || clauses.iter().rev().filter(|c| c.clause.kind != ClauseKind::Annex);
        let numbered = || body().find(|c| outline::is_closing(&c.clause.text)).or_else(|| body().next());
        metadata::valid_until(&closing.or_else(numbered)?.clause.text, facts.signed)
    };
    let plan = Plan {
        title,
        level: place.as_ref().map_or(Level::County, |p| p.level),
        parent_place: place.as_ref().and_then(|p| p.parent.clone()),
        place_code: place.as_ref().and_then(|p| p.code.clone()),
        place: place.map_or_else(|| facts.issuer.clone().unwrap_or_default(), |p| p.name),
        valid_until: sidecar.valid_until.or_else(until),
        document_number: facts.document_number,
        issuer: facts.issuer,
        index_number: facts.index_number,
        signed: facts.signed,
        published: facts.published,
        status: facts.status,
        script: source.script,
        abridged: facts.abridged,
        text: true,
        cites: cites(&clauses),
        source_file: seed.name.clone(),
        source_url: sidecar.source_url.clone(),
        characters: count_characters(&source, &zones),
        place_names: None,
        id,
    };
    ReadPlan { plan, source, clauses, remarks, diagnostics }
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
    let mut text = |field: &str, fact: &mut Option<String>, given: &Option<String>| {
        if let Some(given) = given {
            note(field, fact.replace(given.clone()), given);
        }
    };
    text("title", &mut facts.title, &sidecar.title);
    text("document_number", &mut facts.document_number, &sidecar.document_number);
    text("issuer", &mut facts.issuer, &sidecar.issuer);
    text("index_number", &mut facts.index_number, &sidecar.index_number);
    text("status", &mut facts.status.stated, &sidecar.status);
    let mut date = |field: &str, fact: &mut Option<Date>, given: Option<Date>| {
        if let Some(given) = given {
            note(field, fact.replace(given).map(|d| d.to_string()), &given.to_string());
        }
    };
    date("signed", &mut facts.signed, sidecar.signed);
    date("published", &mut facts.published, sidecar.published);
}

/// The issuing place: by the file beside the plan, by the issuer's name, else by the title's first words.
fn find_place(
    facts: &metadata::Facts,
    title: &str,
    sidecar: &figures::Facts,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Place> {
    let body: String = source.simplified.iter().collect();
    let named = [sidecar.place.as_deref(), facts.issuer.as_deref(), Some(title)];
    let mut ambiguous = None;
    for name in named.into_iter().flatten() {
        match divisions::resolve(name, &body) {
            Resolution::Found(place) => return Some(place),
            Resolution::Ambiguous(places) => ambiguous = ambiguous.or(Some((name.to_owned(), places))),
            Resolution::Unknown => {}
        }
    }
    let (message, hint) = match ambiguous {
        Some((name, places)) => {
            let list: Vec<String> =
                places.iter().map(|p| format!("{} {}", p.code.as_deref().unwrap_or(""), p.name)).collect();
            (format!("`{name}` may be any of {}", list.join(", ")), "place = \"the right code\"")
        }
        None => ("the issuing place was not found".to_owned(), "place = \"350526\""),
    };
    let mut remark = source.remark("no-place", Severity::Error, 0, 1, message);
    remark.hint = Some(format!("add `{hint}` to {}.toml", stem(&source.name)));
    diagnostics.push(remark);
    None
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
        .or_else(|| facts.published.map(|d| d.year))
        .or_else(|| number(title))
}

/// Short names of the plan's place and of those above it: they start proper names of offices.
fn short_names(place: Option<&Place>) -> BTreeSet<String> {
    place.map(|place| place.chain_short_names.iter().cloned().collect()).unwrap_or_default()
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

fn cites(clauses: &[Outlined]) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    for clause in clauses.iter().map(|c| &c.clause) {
        for cited in metadata::citations(&clause.text) {
            let citation = Citation {
                title: cited.title,
                document_number: cited.document_number,
                plan: None,
                clause: clause.id.clone(),
            };
            if !found.contains(&citation) {
                found.push(citation);
            }
        }
    }
    found
}

/// A plan without text, from a TOML file of its own.
fn add_figures(corpus: &mut Corpus, name: &str, facts: &figures::Facts, diagnostics: &mut Vec<Diagnostic>) {
    let mut error = |message: String, hint: &str| {
        let (file, hint) = (name.to_owned(), Some(hint.to_owned()));
        let severity = Severity::Error;
        diagnostics.push(Diagnostic { code: "figures", severity, file, line: 1, column: 1, length: 1, message, hint });
    };
    let (Some(title), Some(issuer)) = (&facts.title, &facts.issuer) else {
        error(
            "a file without a text beside it needs `title` and `issuer`".into(),
            "a file that completes a plan has the plan's name",
        );
        return;
    };
    let Resolution::Found(place) = divisions::resolve(facts.place.as_deref().unwrap_or(issuer), "") else {
        error(format!("the place of `{issuer}` was not found"), "add `place = \"code\"`");
        return;
    };
    let Some(year) = facts.signed.map(|d| d.year).or(facts.year) else {
        error("the year of signing is missing".into(), "add `signed` or `year`");
        return;
    };
    let id = facts.id.clone().unwrap_or_else(|| format!("{}-{year}", place.slug));
    let mut plan = plan_without_text(id, title, Some(issuer.clone()), place, facts.document_number.clone());
    plan.source_file = name.to_owned();
    plan.signed = facts.signed;
    plan.published = facts.published;
    plan.valid_until = facts.valid_until;
    plan.source_url.clone_from(&facts.source_url);
    for (i, figure) in facts.targets.iter().enumerate() {
        match figure_target(&plan, i + 1, figure) {
            Ok(target) => corpus.targets.push(target),
            Err(message) => error(message, "write the value as text, for instance `value = \"73\"`"),
        }
    }
    corpus.plans.push(plan);
}

fn figure_target(plan: &Plan, number: usize, figure: &Figure) -> Result<Target, String> {
    Ok(Target {
        id: format!("{}#{number}", plan.id),
        plan: plan.id.clone(),
        clause: None,
        indicator: figure.indicator.clone(),
        label: figure.label.clone(),
        comparator: figure.comparator,
        value: Some(figure.decimal()?),
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
    })
}

fn plan_without_text(
    id: String,
    title: &str,
    issuer: Option<String>,
    place: Place,
    document_number: Option<String>,
) -> Plan {
    Plan {
        id,
        title: title.to_owned(),
        place: place.name,
        place_code: place.code,
        level: place.level,
        parent_place: place.parent,
        document_number,
        issuer,
        index_number: None,
        signed: None,
        published: None,
        valid_until: None,
        status: Status::default(),
        script: Script::Hans,
        abridged: false,
        text: false,
        cites: Vec::new(),
        source_file: String::new(),
        source_url: None,
        characters: Characters::default(),
        place_names: None,
    }
}

/// Superior plans that are cited with their number but have no seed become plans without text.
fn add_cited_plans(corpus: &mut Corpus) {
    let mut ids: BTreeSet<String> = corpus.plans.iter().map(|plan| plan.id.clone()).collect();
    let mut numbers: BTreeSet<String> = corpus.plans.iter().filter_map(|plan| plan.document_number.clone()).collect();
    let mut added = Vec::new();
    for by in &corpus.plans {
        for citation in &by.cites {
            let Some(number) = &citation.document_number else { continue };
            if numbers.contains(number) {
                continue;
            }
            // The notice names its issuer; a plan cited by its own title starts with its place.
            let issuer = metadata::issuer_of_notice(&citation.title);
            let named = issuer.as_deref().unwrap_or(&citation.title);
            let Resolution::Found(place) = divisions::resolve(named, "") else { continue };
            let above = place.level < by.level && divisions::is_above(place.code.as_deref(), by.place_code.as_deref());
            let (true, Some(year)) = (above, metadata::year_of_number(number)) else { continue };
            let id = format!("{}-{year}", place.slug);
            if ids.insert(id.clone()) {
                let title = metadata::own_title(&citation.title);
                let mut plan = plan_without_text(id, &title, issuer, place, Some(number.clone()));
                plan.source_file.clone_from(&by.source_file);
                numbers.insert(number.clone());
                added.push(plan);
            }
        }
    }
    corpus.plans.append(&mut added);
}

/// Finds the cited plans: by document number, and where a citation has none by title; the first of several.
fn resolve_citations(corpus: &mut Corpus) {
    let mut by_number: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut by_title: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (n, plan) in corpus.plans.iter().enumerate() {
        if let Some(number) = &plan.document_number {
            by_number.entry(number.clone()).or_default().push(plan.id.clone());
        }
        by_title.entry(plan.title.clone()).or_default().push((n, plan.id.clone()));
    }
    for plan in &mut corpus.plans {
        for citation in &mut plan.cites {
            citation.plan = match &citation.document_number {
                Some(number) => by_number.get(number).into_iter().flatten().find(|id| **id != plan.id).cloned(),
                None => {
                    let titles = [metadata::own_title(&citation.title), citation.title.clone()];
                    let named = titles.iter().filter_map(|title| by_title.get(title)).flatten();
                    named.filter(|(_, id)| *id != plan.id).min().map(|(_, id)| id.clone())
                }
            };
        }
    }
}
