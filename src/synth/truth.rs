//! What is true of a synthetic corpus, in the names of the open data: plans, clauses, targets, links.
//!
//! A link says that one clause was made from the other, or both from one: grade 2 where both are mostly made of the same
//! real clause, 1 where they only share one.

use super::plan::Plan;
use crate::model::{ClauseId, ClauseKind, Comparator, Date, Decimal, Grade, Kind, Level, Script};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line of `plans.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the open data")]
pub struct TruePlan {
    pub id: String,
    pub title: String,
    pub place: String,
    pub place_code: Option<String>,
    pub level: Level,
    pub parent_place: Option<String>,
    pub document_number: String,
    pub issuer: String,
    pub signed: Date,
    pub line: String,
    pub script: Script,
    pub source_file: String,
}

/// A line of `clauses.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the open data")]
pub struct TrueClause {
    pub id: ClauseId,
    pub plan: String,
    pub path: String,
    pub parent: Option<ClauseId>,
    pub kind: ClauseKind,
    pub heading: Option<String>,
    pub units: Vec<String>,
    /// The clauses of real plans that it was made from, the one that it mostly is first; `local/…` is invented.
    pub origins: Vec<ClauseId>,
    /// Whether it says something itself, and so takes part in links.
    #[serde(skip)]
    pub is_linkable: bool,
}

/// A line of `targets.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the open data")]
pub struct TrueTarget {
    pub id: String,
    pub plan: String,
    pub clause: ClauseId,
    pub label: String,
    pub comparator: Comparator,
    pub value: Option<Decimal>,
    pub value_max: Option<Decimal>,
    pub unit: Option<String>,
    pub kind: Kind,
    pub year_from: Option<u16>,
    pub year_to: Option<u16>,
    pub qualitative: bool,
}

/// A line of `links.jsonl`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are those of the open data")]
pub struct TrueLink {
    pub child: ClauseId,
    pub parent: ClauseId,
    pub grade: Grade,
    pub earlier: bool,
}

/// All that is true of a corpus.
#[derive(Debug, Default)]
pub struct Truth {
    /// In the order in which they were made.
    pub plans: Vec<TruePlan>,
    /// In document order within a plan.
    pub clauses: Vec<TrueClause>,
    /// In the order of their clauses.
    pub targets: Vec<TrueTarget>,
}

impl TruePlan {
    /// What is true of a plan; the lines are told when all are known.
    pub fn of(plan: &Plan, source_file: &str) -> Self {
        Self {
            id: plan.id.clone(),
            title: plan.title.clone(),
            place: plan.place.name.clone(),
            place_code: plan.place.code.as_ref().map(ToString::to_string),
            level: plan.place.level,
            parent_place: plan.place.parent.clone(),
            document_number: plan.number.clone(),
            issuer: plan.issuer.clone(),
            signed: plan.signed,
            line: String::new(),
            script: if plan.style.traditional { Script::Hant } else { Script::Hans },
            source_file: source_file.to_owned(),
        }
    }

    fn is_above(&self, lower: &Self) -> bool {
        let own = self.place_code.as_deref().unwrap_or_default().trim_end_matches("00").trim_end_matches("00");
        let is_within = lower.place_code.as_deref().is_some_and(|code| code.starts_with(own));
        self.line == lower.line && self.level < lower.level && is_within
    }
}

impl Truth {
    /// Which clauses correspond.
    pub fn links(&self) -> Vec<TrueLink> {
        let mut clauses: BTreeMap<&str, Vec<&TrueClause>> = BTreeMap::new();
        for clause in self.clauses.iter().filter(|clause| clause.is_linkable) {
            clauses.entry(&clause.plan).or_default().push(clause);
        }
        let of = |plan: &TruePlan| clauses.get(plan.id.as_str()).map_or(&[][..], Vec::as_slice);
        let mut by_place: BTreeMap<&str, Vec<&TruePlan>> = BTreeMap::new();
        for plan in self.plans.iter().filter(|plan| plan.level < Level::County) {
            by_place.entry(province(plan)).or_default().push(plan);
        }
        let mut links = Vec::new();
        for lower in self.plans.iter().filter(|plan| plan.level > Level::Nation) {
            let around = ["", province(lower)].into_iter().filter_map(|place| by_place.get(place)).flatten();
            for upper in around.filter(|upper| upper.is_above(lower)) {
                let earlier = lower.signed < upper.signed;
                for child in of(lower) {
                    links.extend(of(upper).iter().filter_map(|parent| {
                        let (child, parent) = (*child, *parent);
                        let grade = grade(child, parent)?;
                        Some(TrueLink { child: child.id.clone(), parent: parent.id.clone(), grade, earlier })
                    }));
                }
            }
        }
        links
    }
}

/// The first digits of a place's code; none for the nation.
fn province(plan: &TruePlan) -> &str {
    plan.place_code.as_deref().and_then(|code| code.get(..2)).unwrap_or_default()
}

fn grade(child: &TrueClause, parent: &TrueClause) -> Option<Grade> {
    let shared = child.origins.iter().any(|origin| parent.origins.contains(origin));
    shared.then(|| if child.origins.first() == parent.origins.first() { Grade::Clear } else { Grade::Partial })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(id: &str, code: Option<&str>, level: Level, signed: &str) -> TruePlan {
        TruePlan {
            id: id.to_owned(),
            title: String::new(),
            place: String::new(),
            place_code: code.map(str::to_owned),
            level,
            parent_place: None,
            document_number: String::new(),
            issuer: String::new(),
            signed: signed.parse().expect("a day"),
            line: "a".to_owned(),
            script: Script::Hans,
            source_file: String::new(),
        }
    }

    fn clause(id: &str, origins: &[&str]) -> TrueClause {
        let id = ClauseId::from(id);
        TrueClause {
            plan: id.plan().to_owned(),
            path: id.path().to_owned(),
            parent: None,
            kind: ClauseKind::Section,
            heading: None,
            units: Vec::new(),
            origins: origins.iter().map(|origin| (*origin).into()).collect(),
            is_linkable: true,
            id,
        }
    }

    #[test]
    fn links_are_between_clauses_made_from_one() {
        let plans = vec![
            plan("china-2025", None, Level::Nation, "2025-01-05"),
            plan("fujian-2025", Some("350000"), Level::Province, "2025-03-05"),
            plan("quanzhou-2025", Some("350500"), Level::Prefecture, "2025-02-05"),
            plan("gansu-2025", Some("620000"), Level::Province, "2025-03-05"),
        ];
        let clauses = vec![
            clause("china-2025/1", &["a"]),
            clause("china-2025/2", &["b"]),
            clause("fujian-2025/1", &["a", "b"]),
            clause("quanzhou-2025/1", &["b"]),
            clause("quanzhou-2025/2", &["local/bees"]),
            clause("gansu-2025/1", &["local/bees"]),
        ];
        let truth = Truth { plans, clauses, targets: Vec::new() };
        let links: Vec<String> = truth
            .links()
            .iter()
            .map(|link| format!("{} {} {} {}", link.child, link.parent, u8::from(link.grade), link.earlier))
            .collect();
        let expected = [
            "fujian-2025/1 china-2025/1 2 false",
            "fujian-2025/1 china-2025/2 1 false",
            "quanzhou-2025/1 china-2025/2 2 false",
            "quanzhou-2025/1 fujian-2025/1 1 true",
        ];
        assert_eq!(links, expected);
    }
}
