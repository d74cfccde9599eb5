//! Diagnostics → text for a terminal, with the line and a caret under it.

use crate::model::{ClauseKind, Corpus};

use super::reading::source::{self, Source};
use super::{Diagnostic, Place, SeedFile, Severity};
use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// All diagnostics, each with its line of the seed. `coloured` adds terminal colours.
pub fn render(diagnostics: &[Diagnostic], seeds: &[SeedFile], coloured: bool) -> String {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let mut sources: BTreeMap<&str, Source> = BTreeMap::new();
    let mut out = String::new();
    for diagnostic in diagnostics {
        if let Some(seed) = seeds.iter().find(|seed| seed.name == diagnostic.file) {
            sources.entry(&seed.name).or_insert_with(|| source::read(seed).0);
        }
        out.push_str(&render_one(diagnostic, sources.get(diagnostic.file.as_str()), &renderer));
        out.push_str("\n\n");
    }
    out
}

/// How many errors, warnings and notes: `2 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity, one: &str| {
        let n = diagnostics.iter().filter(|d| d.severity == severity).count();
        (n > 0).then(|| format!("{n} {one}{}", if n == 1 { "" } else { "s" }))
    };
    let parts = [count(Severity::Error, "error"), count(Severity::Warning, "warning"), count(Severity::Note, "note")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "nothing to remark".into() } else { parts.join(", ") }
}

/// One line a plan: what was read, and that every character of the file has a place.
pub fn facts(corpus: &Corpus) -> String {
    let mut out = String::new();
    for plan in corpus.plans.iter().filter(|plan| plan.text) {
        let clauses = corpus.clauses.iter().filter(|c| c.plan == plan.id);
        let (mut numbered, mut other, mut annex) = (0, 0, 0);
        for clause in clauses {
            match clause.kind {
                ClauseKind::Annex => annex += 1,
                ClauseKind::Chapter | ClauseKind::Section | ClauseKind::Item | ClauseKind::Principle => numbered += 1,
                ClauseKind::Paragraph | ClauseKind::Preamble | ClauseKind::Closing => other += 1,
            }
        }
        let c = plan.characters;
        let held = c.clauses + c.front_matter + c.annex + c.noise;
        out += &format!(
            "{}: {numbered} numbered and dashed clauses, {other} other, {annex} annex rows; {held} of {} characters placed: {} in clauses, {} front matter, {} annex, {} noise\n",
            plan.id, c.source, c.clauses, c.front_matter, c.annex, c.noise,
        );
    }
    out
}

fn render_one(diagnostic: &Diagnostic, source: Option<&Source>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let line = source.and_then(|source| line_of(diagnostic, source));
    let path = path(diagnostic);
    let mut group = match &line {
        Some(line) => title.element(snippet(diagnostic, line, &path)),
        None => title.element(annotate_snippets::Origin::path(path.as_str())),
    };
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group])
}

/// The file, and where in it the line stands that has no number there: `plan.docx, paragraph 12`.
fn path(diagnostic: &Diagnostic) -> String {
    match diagnostic.place {
        None | Some(Place::Line(_)) => diagnostic.file.clone(),
        Some(place) => format!("{}, {place}", diagnostic.file),
    }
}

/// The line concerned; of a long one the part around the place.
struct Excerpt {
    text: String,
    span: std::ops::Range<usize>,
}

fn line_of(diagnostic: &Diagnostic, source: &Source) -> Option<Excerpt> {
    const AROUND: usize = 30;
    let line = source.lines.get((diagnostic.line as usize).checked_sub(1)?)?;
    let chars = &source.chars[line.start..line.end];
    let column = (diagnostic.column as usize).checked_sub(1)?.min(chars.len());
    let end = (column + diagnostic.length as usize).min(chars.len());
    let from = column.saturating_sub(AROUND);
    let text = |range: std::ops::Range<usize>| {
        chars[range].iter().map(|&c| if c == '\t' { ' ' } else { c }).collect::<String>()
    };
    let before = text(from..column);
    let marked = text(column..end);
    let start = before.len();
    let span = start..start + marked.len();
    Some(Excerpt { text: before + &marked + &text(end..(end + AROUND).min(chars.len())), span })
}

fn snippet<'a>(
    diagnostic: &Diagnostic,
    line: &'a Excerpt,
    path: &'a str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let number = match diagnostic.place {
        Some(Place::Line(line)) => line,
        _ => diagnostic.line,
    };
    Snippet::source(line.text.as_str())
        .line_start(number as usize)
        .path(path)
        .annotation(AnnotationKind::Primary.span(line.span.clone()))
}
