//! Targets as people confirm and reject them.

use super::{Corrections, Fitting, checked, stands};
use crate::compile::Diagnostic;
use crate::compile::reading::corrections::{TargetSaid, What};
use crate::compile::relating::indicators::Indicators;
use crate::model::{Clause, Comparator, Corpus, Kind, Span, Target, YearBy};
use std::collections::HashMap;

impl Corrections {
    /// Corrects the targets of the corpus. Those that stay keep their ids; those that are added are numbered on, and
    /// stand behind the others of their clause.
    pub fn correct_targets(
        &self,
        corpus: &Corpus,
        targets: &mut Vec<Target>,
        indicators: &mut Indicators,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let of_targets = || self.fitting.iter().filter(|fitting| matches!(fitting.said.what, What::Target(_)));
        if of_targets().next().is_none() {
            return diagnostics;
        }
        let clauses: HashMap<&str, (usize, &Clause)> =
            corpus.clauses.iter().enumerate().map(|(n, clause)| (clause.id.as_str(), (n, clause))).collect();
        for fitting in of_targets() {
            let (said, What::Target(about)) = (&fitting.said, &fitting.said.what) else { continue };
            let Some((number, clause)) = clauses.get(fitting.clause.as_str()) else { continue };
            let found = meant(targets, clause, fitting, about);
            if !said.holds {
                targets.retain(|target| !found.contains(&target.id));
            } else if about.label.is_some() {
                let place = targets.iter().position(|target| found.first() == Some(&target.id));
                let read = place.map(|place| &targets[place]);
                let target = whole(read, clause, fitting, about, next_id(targets, clause), indicators);
                if let Some(topic) = clause.topics.first() {
                    indicators.place(&target.indicator, topic);
                }
                let order = |target: &Target| target.clause.as_deref().and_then(|id| clauses.get(id)).map(|(n, _)| *n);
                match place {
                    Some(place) => targets[place] = target,
                    None => {
                        let before = |target: &Target| order(target).is_some_and(|before| before <= *number);
                        let place = targets.iter().rposition(before).map_or(0, |last| last + 1);
                        targets.insert(place, target);
                    }
                }
            } else if found.is_empty() {
                diagnostics.push(said.stale(format!(
                    "no target is read at “{}”: say which it is with `label`, `kind`, `value` and so on",
                    said.words
                )));
            } else {
                let meant = targets.iter_mut().filter(|target| found.contains(&target.id));
                meant.for_each(|target| target.checked = Some(checked(said, true)));
            }
        }
        // What is added before all others of its clauses may stand among those of another plan.
        targets.sort_by(|a, b| a.plan.cmp(&b.plan));
        diagnostics
    }
}

/// The ids of the targets at the words: those of its figure where one is named, and narrowed by the label, the year and
/// the value as long as any is left.
fn meant(targets: &[Target], clause: &Clause, fitting: &Fitting, about: &TargetSaid) -> Vec<String> {
    let overlaps = |span: Span| fitting.places.iter().any(|place| span.0 < place.1 && place.0 < span.1);
    let of_figure = |target: &Target| {
        about.figure.as_ref().is_none_or(|figure| target.figure.is_some_and(|span| span.of(&clause.text) == figure))
    };
    let at_words = |target: &&Target| {
        target.clause.as_ref() == Some(&clause.id) && target.span.is_some_and(overlaps) && of_figure(target)
    };
    let mut left: Vec<&Target> = targets.iter().filter(at_words).collect();
    let mut narrow = |same: &dyn Fn(&Target) -> bool| {
        if left.iter().any(|target| same(target)) {
            left.retain(|target| same(target));
        }
    };
    // Words may begin before the quote, so that they stand in the clause once.
    narrow(&|target| {
        target.span.is_some_and(|span| fitting.places.iter().any(|place| place.0 <= span.0 && span.1 == place.1))
    });
    narrow(&|target| about.label.as_ref().is_none_or(|label| *label == target.label));
    narrow(&|target| about.year_to.is_none_or(|year| target.year_to == Some(year)));
    narrow(&|target| about.value.is_none_or(|value| target.value == Some(value)));
    left.into_iter().map(|target| target.id.clone()).collect()
}

/// The target as a person says it, in the place of the one that is read, if any is.
fn whole(
    read: Option<&Target>,
    clause: &Clause,
    Fitting { places, said, .. }: &Fitting,
    about: &TargetSaid,
    next_id: String,
    indicators: &Indicators,
) -> Target {
    let label = about.label.clone().unwrap_or_default();
    let place = places.first().copied();
    let figure = || {
        let (words, within) = (about.figure.as_ref()?, place?);
        stands(&clause.text, words).into_iter().find(|span| within.0 <= span.0 && span.1 <= within.1)
    };
    let identified = || indicators.identify(&label, "", about.unit.as_deref());
    let years = (about.year_from, about.year_to);
    let same_years = read.filter(|read| (read.year_from, read.year_to) == years);
    let target = Target {
        id: read.map_or(next_id, |read| read.id.clone()),
        plan: clause.plan.clone(),
        clause: Some(clause.id.clone()),
        indicator: about.indicator.clone().map_or_else(identified, String::from),
        label,
        comparator: about.comparator.unwrap_or(Comparator::Equal),
        value: about.value,
        value_max: about.value_max,
        unit: about.unit.clone(),
        kind: about.kind.unwrap_or(Kind::Level),
        year_from: about.year_from,
        year_to: about.year_to,
        scope: about.scope.clone().unwrap_or_default(),
        qualitative: about.qualitative,
        quote: read.map_or_else(|| place.map(|span| span.of(&clause.text).to_owned()), |read| read.quote.clone()),
        span: read.map_or(place, |read| read.span),
        source: None,
        figure: about.value.and_then(|_| read.and_then(|read| read.figure).or_else(figure)),
        years: same_years.and_then(|read| read.years),
        year_by: same_years.map_or((years != (None, None)).then_some(YearBy::Sentence), |read| read.year_by),
        change: read.and_then(|read| read.change.clone()),
        often: read.and_then(|read| read.often.clone()),
        baseline: read.and_then(|read| read.baseline.clone()),
        checked: None,
    };
    let same = read.is_some_and(|read| *read == target);
    Target { checked: Some(checked(said, same)), ..target }
}

/// The id of the next target of the clause.
fn next_id(targets: &[Target], clause: &Clause) -> String {
    let number = |target: &Target| target.id.rsplit_once('#').and_then(|(_, number)| number.parse::<u32>().ok());
    let last = targets.iter().filter(|target| target.clause.as_ref() == Some(&clause.id)).filter_map(number).max();
    format!("{}#{}", clause.id, last.unwrap_or(0) + 1)
}
