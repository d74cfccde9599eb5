//! Cross-checks between targets of one plan: findings for people to look at, never corrections.

use crate::compile::Diagnostic;
use crate::compile::origins::Origins;
use crate::model::{Decimal, Kind, Target, path_of};
use std::collections::BTreeMap;

/// Something that two or more targets of one indicator say of each other.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// The yearly figures of the annex add up to the headline in the body, or not.
    Sum { headline: String, parts: Vec<String>, total: Decimal, expected: Decimal },
    /// Body and annex give a value for the same indicator and year, the same or not.
    Pair { body: String, annex: String, same: bool },
    /// One indicator is written in two units.
    Units { first: String, second: String },
}

impl Finding {
    /// Whether the targets agree.
    pub fn agrees(&self) -> bool {
        match self {
            Self::Sum { total, expected, .. } => total == expected,
            Self::Pair { same, .. } => *same,
            Self::Units { .. } => false,
        }
    }
}

/// Where figures of one plan contradict each other, as remarks about the seed.
pub fn remarks(targets: &[Target], origins: &Origins) -> Vec<Diagnostic> {
    let by_id: BTreeMap<&str, &Target> = targets.iter().map(|target| (target.id.as_str(), target)).collect();
    let words = |id: &str| {
        let target = by_id.get(id)?;
        Some((target.clause.as_deref()?, target.span?, target.quote.as_deref()?))
    };
    let contradictions = cross_check(targets).into_iter().filter(|finding| !finding.agrees());
    let remark = |finding: Finding| match finding {
        Finding::Sum { headline, total, expected, .. } => {
            let (clause, span, quote) = words(&headline)?;
            let message = format!("the yearly figures of the annex add up to {total}, not {expected}: “{quote}”");
            origins.remark("annual-sum", clause, span, message, "both are kept and shown as published")
        }
        Finding::Pair { body, annex, .. } => {
            let (_, _, quote) = words(&body)?;
            let (clause, span, other) = words(&annex)?;
            let message = format!("the annex says “{other}” where the body says “{quote}”");
            origins.remark("body-annex", clause, span, message, "both are kept and shown as published")
        }
        Finding::Units { first, second } => {
            let (_, _, quote) = words(&first)?;
            let (clause, span, other) = words(&second)?;
            let message = format!("one indicator is written in two units: “{quote}” and “{other}”");
            origins.remark(
                "two-units",
                clause,
                span,
                message,
                "if they are two things, tell them apart in assets/indicators.toml",
            )
        }
    };
    contradictions.filter_map(remark).collect()
}

/// What the targets of one plan say of each other, in the order of indicators.
pub fn cross_check(targets: &[Target]) -> Vec<Finding> {
    let mut by_indicator: BTreeMap<(&str, &str), Vec<&Target>> = BTreeMap::new();
    for target in targets {
        by_indicator.entry((&target.plan, &target.indicator)).or_default().push(target);
    }
    let mut findings = Vec::new();
    for group in by_indicator.values() {
        let in_annex = |t: &&&Target| t.clause.as_deref().is_some_and(|c| path_of(c).starts_with("annex"));
        let (annex, body): (Vec<&Target>, Vec<&Target>) = group.iter().partition(|t| in_annex(t));
        for headline in &body {
            if let Some(finding) = sum(headline, &annex) {
                findings.push(finding);
            }
            for part in annex.iter().filter(|t| {
                comparable(headline, t) && t.year_to == headline.year_to && headline.kind != Kind::Cumulative
            }) {
                let same = headline.value == part.value;
                findings.push(Finding::Pair { body: headline.id.clone(), annex: part.id.clone(), same });
            }
        }
        let mut valued = group.iter().filter(|t| t.value.is_some() && t.kind != Kind::Increase);
        if let Some(first) = valued.next()
            && let Some(second) = valued.find(|t| t.unit != first.unit)
        {
            findings.push(Finding::Units { first: first.id.clone(), second: second.id.clone() });
        }
    }
    findings
}

fn comparable(a: &Target, b: &Target) -> bool {
    a.kind == b.kind && a.unit == b.unit && a.value.is_some() && b.value.is_some()
}

/// A cumulative headline against one year's figures: only where every year up to it has one.
fn sum(headline: &Target, annex: &[&Target]) -> Option<Finding> {
    let (Kind::Cumulative, Some(expected), Some(to)) = (headline.kind, headline.value, headline.year_to) else {
        return None;
    };
    let mut years: BTreeMap<u16, &Target> = BTreeMap::new();
    for part in annex.iter().filter(|t| comparable(headline, t) && t.year_from == t.year_to) {
        let year = part.year_to?;
        // Two figures for one year cannot be told apart.
        if years.insert(year, part).is_some() {
            return None;
        }
    }
    let first = headline.year_from.or(years.keys().next().copied())?;
    if first >= to || !(first..=to).eq(years.keys().copied()) {
        return None;
    }
    let total = years.values().filter_map(|t| t.value).fold(Decimal::default(), |a, b| a + b);
    Some(Finding::Sum {
        headline: headline.id.clone(),
        parts: years.values().map(|t| t.id.clone()).collect(),
        total,
        expected,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Comparator;

    fn target(clause: &str, n: u32, value: i64, kind: Kind, years: (Option<u16>, Option<u16>)) -> Target {
        Target {
            id: format!("dehua-2025/{clause}#{n}"),
            plan: "dehua-2025".into(),
            clause: Some(format!("dehua-2025/{clause}")),
            indicator: "new-urban-jobs".into(),
            label: "城镇新增就业".into(),
            comparator: Comparator::Equal,
            value: Some(Decimal::from_int(value)),
            value_max: None,
            unit: Some("人".into()),
            kind,
            year_from: years.0,
            year_to: years.1,
            scope: "全县".into(),
            qualitative: false,
            quote: None,
            span: None,
            source: None,
        }
    }

    #[test]
    fn adds_yearly_figures_up_to_the_headline() {
        let mut targets = vec![target("2.2", 1, 10_000, Kind::Cumulative, (None, Some(2028)))];
        targets.extend(
            (2025..=2028).map(|y| target("annex.2.2", u32::from(y), 2500, Kind::Cumulative, (Some(y), Some(y)))),
        );
        let findings = cross_check(&targets);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].agrees(), "{findings:?}");
        targets[2].value = Some(Decimal::from_int(2000));
        assert!(!cross_check(&targets)[0].agrees());
        targets.pop();
        assert!(cross_check(&targets).is_empty(), "a missing year says nothing");
    }

    #[test]
    fn compares_body_and_annex() {
        let targets = [
            target("1", 1, 798, Kind::Level, (None, Some(2028))),
            target("annex.3.9", 1, 795, Kind::Level, (None, Some(2025))),
            target("annex.3.9", 2, 798, Kind::Level, (None, Some(2028))),
        ];
        assert_eq!(
            cross_check(&targets),
            [Finding::Pair { body: "dehua-2025/1#1".into(), annex: "dehua-2025/annex.3.9#2".into(), same: true }]
        );
    }
}
