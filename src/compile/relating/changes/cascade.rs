//! The sums of a plan's changes beside a plan above.
//!
//! In: two plans and the links between them. Out: counts. Figures are counted over the whole of both plans, not only
//! where clauses are linked: an indicator is the same wherever it stands.

use super::{Index, PlanPair, figures::is_figure};
use crate::model::verdict::{Verdict, compare};
use crate::model::{Cascade, Clause, Grade, Target};
use crate::text::ngrams::is_informative;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

/// How `pair.lower` carries `pair.upper` down.
pub fn cascade(index: &Index, pair: &PlanPair) -> Cascade {
    let mut grades: BTreeMap<&str, Grade> = BTreeMap::new();
    let carried_down: Vec<&Clause> = index.linkable(pair.upper).filter(|clause| clause.is_carried_down()).collect();
    for link in pair.links.iter().filter(|link| carried_down.iter().any(|clause| clause.id == link.parent)) {
        let known = grades.entry(&link.parent).or_insert(link.grade);
        *known = link.grade.max(*known);
    }
    let count = |grade| grades.values().filter(|g| **g == grade).count() as u32;
    let (mut characters, mut copied) = (0, 0);
    for clause in index.linkable(pair.lower) {
        let own: Vec<char> = clause.without_units().chars().collect();
        characters += informative(&own);
        copied +=
            pair.copied(clause).iter().map(|span| informative(&own[span.0 as usize..span.1 as usize])).sum::<u32>();
    }
    let [numbers_added, numbers_raised, numbers_lowered] = numbers(index, pair);
    Cascade {
        plan: pair.lower.id.clone(),
        upper: pair.upper.id.clone(),
        clauses: carried_down.len() as u32,
        clear: count(Grade::Clear),
        partial: count(Grade::Partial),
        characters,
        copied,
        numbers_added,
        numbers_raised,
        numbers_lowered,
    }
}

fn informative(chars: &[char]) -> u32 {
    chars.iter().filter(|&&c| is_informative(c)).count() as u32
}

/// Figures added, raised and lowered.
fn numbers(index: &Index, pair: &PlanPair) -> [u32; 3] {
    let of = |plan| -> Vec<&Target> {
        let targets = index.linkable(plan).flat_map(|clause| index.targets(clause).iter().copied());
        targets.filter(|target| is_figure(target)).collect()
    };
    // A promise that is made again and again is compared once.
    let mut upper: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for target in of(pair.upper).into_iter().filter(|target| seen.insert(promise(target))) {
        upper.entry(&target.indicator).or_default().push(target);
    }
    let mut known = HashMap::new();
    let mut counts = [0; 3];
    for target in of(pair.lower) {
        let Some(indicator) = index.indicators.get(target.indicator.as_str()) else { continue };
        let same = upper.get(target.indicator.as_str()).map_or(&[][..], Vec::as_slice);
        let verdict = *known.entry(promise(target)).or_insert_with(|| {
            let mut verdicts =
                same.iter().map(|other| compare(indicator, (target, pair.lower), (other, pair.upper)).verdict);
            verdicts.find(|verdict| !matches!(verdict, Verdict::Incomparable(_)))
        });
        match verdict {
            _ if same.is_empty() => counts[0] += 1,
            Some(Verdict::Stricter) => counts[1] += 1,
            Some(Verdict::Laxer) => counts[2] += 1,
            _ => {}
        }
    }
    counts
}

/// What [`compare`] looks at: two targets of a plan for which this is the same have the same verdicts.
fn promise(target: &Target) -> impl Hash + Eq + use<'_> {
    let Target { indicator, comparator, value, value_max, unit, kind, year_to, scope, .. } = target;
    (indicator, comparator, value, value_max, unit, kind, year_to, scope)
}
