//! One indicator across plans: a row a plan, each figure against the nearest superior's, and all in words.

use super::chain::is_above;
use super::verdict::{Comparison, Verdict, compare};
use super::words::{deadline, phrase, wording};
use crate::bundle::{Counterpart, IndicatorShard};
use crate::messages::Messages;
use crate::model::{Kind, Plan, Target};

/// What one plan says of an indicator.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub plan: &'a Plan,
    /// Commitments of the body; where the body has none, the last one of the annex. Empty: it sets none.
    pub entries: Vec<Entry<'a>>,
    /// Yearly figures of the annex, by year.
    pub path: Vec<&'a Target>,
    /// Where it sets none: what it says about the same matter.
    pub counterpart: Option<&'a Counterpart>,
}

/// One commitment.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub target: &'a Target,
    /// The nearest superior plan with a figure to set it against.
    pub against: Option<(&'a Plan, Comparison)>,
}

/// The rows of an indicator in tree order: plans that set it, and the plans above those.
pub fn rows<'a>(shard: &'a IndicatorShard, plans: &'a [Plan]) -> Vec<Row<'a>> {
    let of = |plan: &Plan| shard.targets.iter().filter(|t| t.plan == plan.id).collect::<Vec<_>>();
    let setting: Vec<&Plan> = plans.iter().filter(|plan| shard.targets.iter().any(|t| t.plan == plan.id)).collect();
    let shown = plans.iter().filter(|plan| setting.iter().any(|s| s.id == plan.id || is_above(plan, s)));
    let mut rows: Vec<Row> = shown
        .map(|plan| {
            let counterpart = shard.counterparts.iter().find(|c| c.plan == plan.id);
            Row { counterpart, ..row(plan, of(plan)) }
        })
        .collect();
    let bases = rows.clone();
    for row in &mut rows {
        for entry in &mut row.entries {
            entry.against = against(shard, entry.target, row.plan, &bases);
        }
    }
    rows
}

fn row<'a>(plan: &'a Plan, targets: Vec<&'a Target>) -> Row<'a> {
    let in_annex = |t: &Target| t.clause.as_deref().is_some_and(|id| id.contains("/annex."));
    let (annex, body): (Vec<&Target>, Vec<&Target>) = targets.into_iter().partition(|t| in_annex(t));
    let mut path: Vec<&Target> = annex.into_iter().filter(|t| t.value.is_some() && t.year_to.is_some()).collect();
    path.sort_by_key(|t| t.year_to);
    let mut years: Vec<Option<u16>> = path.iter().map(|t| t.year_to).collect();
    years.dedup();
    // Two figures for one year are of different things: no path.
    let single = years.len() == path.len() && path.len() > 1;
    let entry = |target| Entry { target, against: None };
    let entries = if body.is_empty() {
        path.last().copied().into_iter().map(entry).collect()
    } else {
        body.into_iter().map(entry).collect()
    };
    Row { plan, entries, path: if single { path } else { Vec::new() }, counterpart: None }
}

fn against<'a>(
    shard: &IndicatorShard,
    target: &Target,
    plan: &Plan,
    rows: &[Row<'a>],
) -> Option<(&'a Plan, Comparison)> {
    // Tree order puts the nearest superior last. One with a figure comes before one without.
    let above = || rows.iter().rev().filter(|row| is_above(row.plan, plan));
    let best = |row: &Row<'a>, like: &dyn Fn(&Target) -> bool| {
        let entries = row.entries.iter().filter(|e| like(e.target));
        let comparisons = entries.map(|e| compare(&shard.indicator, (target, plan), (e.target, row.plan)));
        // Among several commitments of one plan the comparable one counts.
        let best = comparisons.min_by_key(|c| matches!(c.verdict, Verdict::Incomparable(_)))?;
        Some((row.plan, best))
    };
    let alike = |t: &Target| t.value.is_some() == target.value.is_some();
    above().find_map(|row| best(row, &alike)).or_else(|| above().find_map(|row| best(row, &|_| true)))
}

/// What the picture shows, in one or two sentences. Empty where no plan sets the indicator. What stands in the
/// language's quotation marks are a plan's own words.
pub fn sentence(m: &Messages, rows: &[Row]) -> String {
    const LONGEST: usize = 8;
    let mut said: Vec<String> = rows.iter().filter_map(|row| Some(clause(m, row.plan, row.entries.first()?))).collect();
    let more = said.len().saturating_sub(LONGEST);
    said.truncate(LONGEST);
    if more > 0 {
        said.push(m.compare.more(more));
    }
    let mut text = said.join(m.signs.semicolon);
    if !text.is_empty() {
        text += m.signs.stop;
    }
    text
}

fn clause(m: &Messages, plan: &Plan, entry: &Entry) -> String {
    let (c, target) = (&m.compare, entry.target);
    let place = plan.place_in(m.language);
    let when = match (target.kind, target.year_to.or(target.year_from)) {
        (_, None) => None,
        (Kind::Cumulative, Some(_)) if target.year_from.is_some() => deadline(m, target).map(|d| m.figures.during(d)),
        (_, Some(year)) => Some(m.figures.by(year)),
    };
    let Some(phrase) = phrase(m, target) else {
        let words = m.signs.quoted(inner(m, &wording(target)));
        return match when {
            Some(when) => c.words_when(place, words, when),
            None => c.words(place, words),
        };
    };
    let said = match when {
        Some(when) => c.says_when(place, phrase, when),
        None => c.says(place, phrase),
    };
    let compared = match entry.against {
        Some((upper, Comparison { verdict: Verdict::Stricter, .. })) => c.than_stricter(upper.place_in(m.language)),
        Some((upper, Comparison { verdict: Verdict::Same, .. })) => c.than_same(upper.place_in(m.language)),
        Some((upper, Comparison { verdict: Verdict::Laxer, .. })) => c.than_laxer(upper.place_in(m.language)),
        Some((_, Comparison { verdict: Verdict::Incomparable(_), .. })) | None => String::new(),
    };
    said + &compared
}

/// Quotation marks within quoted words become those of the second order.
fn inner(m: &Messages, words: &str) -> String {
    match m.signs.inner_quotes {
        [open, close, ..] => words.replace('“', open).replace('”', close),
        _ => words.to_owned(),
    }
}
