//! Links as people confirm and reject them.

use super::{Corrections, Fitting, checked};
use crate::compile::Diagnostic;
use crate::compile::reading::corrections::What;
use crate::compile::relating::links;
use crate::model::{Clause, ClauseId, Corpus, Grade, Link, Plan, is_above};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// The score of a link that a person adds.
const CERTAIN: f64 = 1.0;

impl Corrections {
    /// Whether some say what corresponds.
    pub fn are_of_links(&self) -> bool {
        self.fitting.iter().any(|fitting| matches!(fitting.said.what, What::Link { .. }))
    }

    /// Corrects the links of the corpus; they stay in their order: by child, then by the plan above, nearest level
    /// first, then by falling score.
    pub fn correct_links(&self, corpus: &Corpus, links: &mut Vec<Link>) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        if !self.are_of_links() {
            return diagnostics;
        }
        let plans: BTreeMap<&str, &Plan> = corpus.plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
        let clauses: HashMap<&str, (usize, &Clause)> =
            corpus.clauses.iter().enumerate().map(|(n, clause)| (clause.id.as_str(), (n, clause))).collect();
        for Fitting { clause, said, .. } in &self.fitting {
            let What::Link { parent, grade, .. } = &said.what else { continue };
            let is_meant = |link: &Link| link.child == *clause && link.parent == *parent;
            if !said.holds {
                links.retain(|link| !is_meant(link));
            } else if let Some(link) = links.iter_mut().find(|link| is_meant(link)) {
                let same = grade.is_none_or(|grade| grade == link.grade);
                link.grade = grade.unwrap_or(link.grade);
                link.checked = Some(checked(said, same));
            } else if let Some((plans, clauses)) = ends(&plans, &clauses, clause, parent) {
                let added = links::link(plans, clauses, CERTAIN);
                links.push(Link { grade: grade.unwrap_or(Grade::Clear), checked: Some(checked(said, false)), ..added });
            } else {
                diagnostics.push(said.stale(format!(
                    "`{parent}` cannot be a counterpart of `{clause}`: a counterpart is of a plan of a place above on \
                     the same line, and both have text of their own"
                )));
            }
        }
        let order = |link: &Link| {
            let child = clauses.get(link.child.as_str()).map(|(n, _)| *n);
            let upper = plans.get(link.parent.plan());
            (child, upper.map(|plan| (Reverse(plan.level), plan.id.as_str())))
        };
        links.sort_by(|a, b| order(a).cmp(&order(b)).then(b.score.total_cmp(&a.score)));
        diagnostics
    }
}

type Ends<'a> = ((&'a Plan, &'a Plan), (&'a Clause, &'a Clause));

/// The plans and clauses of a link that can be one.
fn ends<'a>(
    plans: &BTreeMap<&str, &'a Plan>,
    clauses: &HashMap<&str, (usize, &'a Clause)>,
    child: &ClauseId,
    parent: &ClauseId,
) -> Option<Ends<'a>> {
    let plan = |id: &ClauseId| plans.get(id.plan()).copied();
    let clause = |id: &ClauseId| clauses.get(id.as_str()).map(|(_, clause)| *clause);
    let (lower, upper) = (plan(child)?, plan(parent)?);
    let (child, parent) = (clause(child)?, clause(parent)?);
    let can_be = is_above(upper, lower) && child.is_linkable() && parent.is_linkable();
    can_be.then_some(((lower, upper), (child, parent)))
}
