//! What a comparison shows, in plain words: 福州市到2028年定为75.5%以上，要求高于福建省（73%以上）。
//!
//! In: the rows of an indicator, as the page shows them. Out: a sentence, empty where no plan sets the indicator.
//! What stands in the language's quotation marks are a plan's own words. Invariant: it says nothing that the rows do
//! not hold, and judges no office.

use super::compare::{Against, Commitment, Row};
use super::words::{bounded, deadline, phrase, wording};
use crate::messages::Messages;
use crate::model::verdict::{Verdict, is_whole, plan_horizon};
use crate::model::{Kind, Language, Target};

/// Statements beyond these are only counted.
const LONGEST: usize = 8;
/// Places beyond these are only counted.
const NAMED: usize = 3;

/// The sentence of all rows, in their order; places that say the same are named together.
pub fn sentence(m: &Messages, rows: &[Row]) -> String {
    let c = &m.compare;
    let latest = rows.iter().filter(|r| !r.entries.is_empty()).filter_map(|r| plan_horizon(r.plan)).max();
    let mut said: Vec<SharedStatement> = Vec::new();
    for new in rows.iter().filter_map(|row| of_row(m, row, latest)) {
        match said.iter_mut().find(|known| known.words == new.words && known.tail == new.tail) {
            Some(known) => known.places.extend(new.places),
            None => said.push(new),
        }
    }
    if said.is_empty() {
        return String::new();
    }
    let more: usize = said.iter().skip(LONGEST).map(|said| said.places.len()).sum();
    let mut parts: Vec<String> = said
        .into_iter()
        .take(LONGEST)
        .map(|said| {
            let places = match said.places.as_slice() {
                [one] => one.clone(),
                several => c.all(named(m, several)),
            };
            said.words.fill(c, &places) + &said.tail
        })
        .collect();
    if more > 0 {
        parts.push(c.more(more));
    }
    let without = || rows.iter().filter(|r| r.entries.is_empty() && r.plan.text);
    let place = |row: &Row| row.plan.place_in(m.language).to_owned();
    let unquantified = |row: &Row| Some(c.unquantified(place(row), m.signs.quoted(&row.counterpart?.sentence)));
    parts.extend(without().filter_map(unquantified));
    let silent: Vec<String> = without().filter(|r| r.counterpart.is_none()).map(place).collect();
    if !silent.is_empty() {
        parts.push(c.silent(named(m, &silent)));
    }
    parts.join(m.signs.semicolon) + m.signs.stop
}

/// Places that say the same thing.
struct SharedStatement {
    places: Vec<String>,
    words: Statement,
    /// How it compares, with its comma; other commitments of the same plan.
    tail: String,
}

/// What stands after a place.
#[derive(PartialEq)]
enum Statement {
    /// A state: figure, deadline.
    State(String, Option<String>),
    /// A flow or a rise: figure, time.
    Flow(String, Option<String>),
    /// Words of the plan, deadline.
    Words(String, Option<String>),
    /// Year by year.
    Yearly(String),
}

impl Statement {
    fn fill(&self, c: &crate::messages::CompareWords, place: &str) -> String {
        match self {
            Self::State(figure, Some(when)) => c.says_when(place, figure, when),
            Self::State(figure, None) => c.says(place, figure),
            Self::Flow(figure, Some(when)) => c.flows_when(place, figure, when),
            Self::Flow(figure, None) | Self::Yearly(figure) => c.flows(place, figure),
            Self::Words(words, Some(when)) => c.words_when(place, words, when),
            Self::Words(words, None) => c.words(place, words),
        }
    }
}

/// Places in a row, many only counted: 福州市、泉州市, 甲县、乙县、丙县等12地.
fn named(m: &Messages, places: &[String]) -> String {
    match places.len() {
        0..=NAMED => places.join(m.signs.list),
        n => m.compare.and_others(places[..NAMED].join(m.signs.list), n),
    }
}

/// What a plan says; `latest` is the year to which the latest of the plans shown runs.
fn of_row(m: &Messages, row: &Row, latest: Option<u16>) -> Option<SharedStatement> {
    let mut place = row.plan.place_in(m.language).to_owned();
    if row.only_yearly() {
        let words = Statement::Yearly(yearly(m, &row.path));
        return Some(SharedStatement { places: vec![place], words, tail: String::new() });
    }
    let from_annex = |e: &&Commitment| e.target.in_annex();
    // The annex repeats the body; what the body leaves without a figure the annex says.
    let figured = row.entries.iter().any(|e| !from_annex(&e) && e.target.value.is_some());
    let more = |e: &&Commitment| !figured && e.target.value.is_some();
    let mut entries: Vec<&Commitment> = row.entries.iter().filter(|e| !from_annex(e) || more(e)).collect();
    if entries.is_empty() {
        entries = row.entries.iter().collect();
    }
    let (first, others) = entries.split_first()?;
    let undated = entries.iter().all(|e| e.target.year_to.is_none());
    if let (true, Some(own), Some(latest)) = (undated, plan_horizon(row.plan), latest)
        && own + 1 < latest
    {
        place = m.compare.of_year(place, own);
    }
    let tail = if others.is_empty() {
        first.against.as_ref().and_then(|against| compared(m, against)).unwrap_or_default()
    } else {
        // Other parts of the place stand for themselves.
        let of_part = |entry: &&Commitment| statement(m, entry.target).fill(&m.compare, &part(m, "", entry.target));
        // Without a place before it there is no colon either.
        let more = |tail: String, said: String| tail + m.signs.comma + said.trim_start_matches(": ");
        others.iter().map(of_part).fold(String::new(), more)
    };
    Some(SharedStatement { places: vec![part(m, &place, first.target)], words: statement(m, first.target), tail })
}

/// A place, or the part of it that a target concerns.
fn part(m: &Messages, place: &str, target: &Target) -> String {
    if is_whole(&target.scope) || phrase(m, target).is_none() {
        return place.to_owned();
    }
    let whole = ["全国", "全省", "全市", "全县"].iter().find_map(|whole| target.scope.strip_prefix(whole));
    let scope = whole.unwrap_or(&target.scope);
    let scope = m.figures.scopes.get(scope).unwrap_or(scope);
    // A part that bears the name of its place stands for it: 福州都市圈.
    let stem = place.trim_end_matches(['省', '市', '县', '縣', '区', '區']);
    match stem {
        "" if m.language == Language::En => m.signs.quoted(scope),
        "" => scope.to_owned(),
        stem if scope.starts_with(stem) => scope.to_owned(),
        _ => m.compare.part(place, scope),
    }
}

fn statement(m: &Messages, target: &Target) -> Statement {
    let when = match (target.kind, target.year_to.or(target.year_from)) {
        (_, None) => None,
        (Kind::Cumulative | Kind::Annual, Some(_)) if target.year_from.is_some() => {
            deadline(m, target).map(|years| m.figures.during(years))
        }
        (_, Some(year)) => Some(m.figures.by(year)),
    };
    match (phrase(m, target), target.kind) {
        (None, _) => {
            let words = wording(target);
            let dated = target.year_to.is_some_and(|year| words.contains(&year.to_string()));
            Statement::Words(quoted(m, &words), when.filter(|_| !dated))
        }
        (Some(figure), Kind::Level) => Statement::State(figure, when),
        (Some(figure), Kind::Annual | Kind::Cumulative | Kind::Increase) => Statement::Flow(figure, when),
    }
}

fn compared(m: &Messages, against: &Against) -> Option<String> {
    let figure = phrase(m, against.target)?;
    let place = against.plan.place_in(m.language);
    match against.verdict {
        Verdict::Stricter => Some(m.compare.than_stricter(place, figure)),
        Verdict::Same => Some(m.compare.than_same(place)),
        Verdict::Laxer => Some(m.compare.than_laxer(place, figure)),
        Verdict::Incomparable(_) => None,
    }
}

/// A yearly path: 2025—2028年均为30%, 2025年10场、2026年12场.
fn yearly(m: &Messages, path: &[&Target]) -> String {
    // A figure that stays is said once, with the years from first to last.
    let mut runs: Vec<(u16, u16, &Target)> = Vec::new();
    for target in path {
        let Some(year) = target.year_to else { continue };
        match runs.last_mut() {
            Some((_, to, last)) if *to + 1 == year && same(last, target) => *to = year,
            _ => runs.push((year, year, target)),
        }
    }
    let (c, f) = (&m.compare, &m.figures);
    let said = runs.into_iter().map(|(from, to, target)| {
        let years = if from == to { f.year(from) } else { f.years(from, to) };
        match (bounded(m, target), target.kind) {
            (None, _) => c.year_words(years, quoted(m, &wording(target))),
            (Some(figure), Kind::Level) if from < to => c.steady(years, figure),
            (Some(figure), _) if from < to => c.in_year(years, f.every_year(figure)),
            (Some(figure), _) => c.in_year(years, figure),
        }
    });
    said.collect::<Vec<_>>().join(m.signs.list)
}

fn same(a: &Target, b: &Target) -> bool {
    let words = |t: &Target| t.value.is_none().then(|| wording(t));
    (a.value, a.value_max, a.comparator, a.kind, words(a)) == (b.value, b.value_max, b.comparator, b.kind, words(b))
}

/// A plan's words in quotation marks; those within become marks of the second order.
fn quoted(m: &Messages, words: &str) -> String {
    let words = match m.signs.inner_quotes {
        [open, close, ..] => words.replace('“', open).replace('”', close),
        _ => words.to_owned(),
    };
    m.signs.quoted(words)
}
