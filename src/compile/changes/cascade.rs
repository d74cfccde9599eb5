//! The sums of a plan's changes beside a plan above.
//!
//! In: two plans and the links between them. Out: counts. Figures are counted over the whole of both plans, not only
//! where clauses are linked: an indicator is the same wherever it stands.

use super::{Index, PlanPair, copied_by, figures::is_figure};
use crate::model::verdict::{Verdict, compare};
use crate::model::{Cascade, Clause, Grade, Target};
use crate::text::ngrams::is_informative;
use std::collections::BTreeMap;

/// How `pair.lower` carries `pair.upper` down.
pub fn cascade(index: &Index, pair: &PlanPair) -> Cascade {
    let mut grades: BTreeMap<&str, Grade> = BTreeMap::new();
    for link in &pair.links {
        let known = grades.entry(&link.parent).or_insert(link.grade);
        *known = link.grade.max(*known);
    }
    let count = |grade| grades.values().filter(|g| **g == grade).count() as u32;
    let (mut characters, mut copied) = (0, 0);
    for clause in index.linkable(pair.lower) {
        let own = clause.without_units();
        characters += informative(own.chars());
        let above: Vec<&Clause> = pair
            .links
            .iter()
            .filter(|link| link.child == clause.id)
            .filter_map(|link| index.by_id.get(link.parent.as_str()).copied())
            .collect();
        copied += copied_by(clause, &above).iter().map(|span| informative(span.of(own).chars())).sum::<u32>();
    }
    let [numbers_added, numbers_raised, numbers_lowered] = numbers(index, pair);
    Cascade {
        plan: pair.lower.id.clone(),
        upper: pair.upper.id.clone(),
        clauses: index.linkable(pair.upper).count() as u32,
        clear: count(Grade::Clear),
        partial: count(Grade::Partial),
        characters,
        copied,
        numbers_added,
        numbers_raised,
        numbers_lowered,
    }
}

fn informative(chars: impl Iterator<Item = char>) -> u32 {
    chars.filter(|&c| is_informative(c)).count() as u32
}

/// Figures added, raised and lowered.
fn numbers(index: &Index, pair: &PlanPair) -> [u32; 3] {
    let of = |plan| -> Vec<&Target> {
        let targets = index.linkable(plan).flat_map(|clause| index.targets(clause).iter().copied());
        targets.filter(|target| is_figure(target)).collect()
    };
    let (lower, upper) = (of(pair.lower), of(pair.upper));
    let mut counts = [0; 3];
    for target in lower {
        let Some(indicator) = index.corpus.indicators.iter().find(|i| i.id == target.indicator) else { continue };
        let same = upper.iter().filter(|other| other.indicator == target.indicator);
        let verdicts: Vec<Verdict> =
            same.map(|other| compare(indicator, (target, pair.lower), (other, pair.upper)).verdict).collect();
        match verdicts.iter().min_by_key(|verdict| matches!(verdict, Verdict::Incomparable(_))) {
            None => counts[0] += 1,
            Some(Verdict::Stricter) => counts[1] += 1,
            Some(Verdict::Laxer) => counts[2] += 1,
            Some(Verdict::Same | Verdict::Incomparable(_)) => {}
        }
    }
    counts
}
