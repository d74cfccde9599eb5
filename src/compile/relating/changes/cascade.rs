//! The sums of a plan's changes beside a plan above.
//!
//! In: two plans and the links between them. Out: counts. Figures are counted over the whole of both plans, not only
//! where clauses are linked: an indicator is the same wherever it stands.

use super::{Index, PlanPair, by, copied_by, figures::is_figure};
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
    let below = by(&pair.links, |link| &link.child);
    for clause in index.linkable(pair.lower) {
        let own: Vec<char> = clause.without_units().chars().collect();
        characters += informative(&own);
        let above: Vec<&Clause> = below
            .get(clause.id.as_str())
            .into_iter()
            .flatten()
            .filter_map(|link| index.by_id.get(link.parent.as_str()).copied())
            .collect();
        let spans = copied_by(clause, &above);
        copied += spans.iter().map(|span| informative(&own[span.0 as usize..span.1 as usize])).sum::<u32>();
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

fn informative(chars: &[char]) -> u32 {
    chars.iter().filter(|&&c| is_informative(c)).count() as u32
}

/// Figures added, raised and lowered.
fn numbers(index: &Index, pair: &PlanPair) -> [u32; 3] {
    let of = |plan| -> Vec<&Target> {
        let targets = index.linkable(plan).flat_map(|clause| index.targets(clause).iter().copied());
        targets.filter(|target| is_figure(target)).collect()
    };
    let mut upper: BTreeMap<&str, Vec<&Target>> = BTreeMap::new();
    of(pair.upper).into_iter().for_each(|target| upper.entry(&target.indicator).or_default().push(target));
    let mut counts = [0; 3];
    for target in of(pair.lower) {
        let Some(indicator) = index.indicators.get(target.indicator.as_str()) else { continue };
        let same = upper.get(target.indicator.as_str()).into_iter().flatten();
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
