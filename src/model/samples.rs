//! Plans, clauses and targets for tests, to be varied by struct update.

use super::*;

/// A plan of a place with this division code.
pub fn plan(id: &str, code: Option<&str>) -> Plan {
    let level = match code {
        None => Level::Nation,
        Some(code) if code.ends_with("0000") => Level::Province,
        Some(code) if code.ends_with("00") => Level::Prefecture,
        Some(_) => Level::County,
    };
    Plan {
        title: format!("{id}实施方案"),
        place_code: code.and_then(|code| code.parse().ok()),
        signed: Date::new(2025, 2, 26),
        line: "china-2024".to_owned(),
        text: true,
        source_file: format!("{id}.txt"),
        ..Plan::new(id.to_owned(), id.rsplit_once('-').map_or(id, |(place, _)| place).to_owned(), level)
    }
}

/// The indicator of [`target`].
pub fn indicator() -> Indicator {
    Indicator {
        id: "schools".to_owned(),
        name: Names::default(),
        topic: "education".to_owned(),
        unit: Some("%".to_owned()),
        direction: Direction::Higher,
        total: false,
    }
}

/// A share of a plan, in per cent.
pub fn target(clause: &str, value: &str, year: Option<u16>) -> Target {
    let clause = ClauseId::from(clause);
    Target {
        id: format!("{clause}#1"),
        plan: clause.plan().to_owned(),
        clause: Some(clause),
        indicator: "schools".to_owned(),
        label: "随迁子女公办学校就读率".to_owned(),
        comparator: Comparator::AtLeast,
        value: value.parse().ok(),
        value_max: None,
        unit: Some("%".to_owned()),
        kind: Kind::Level,
        year_from: None,
        year_to: year,
        scope: "全市".to_owned(),
        qualitative: false,
        quote: None,
        span: None,
        source: None,
        figure: None,
        years: None,
        change: None,
        often: None,
        baseline: None,
        year_by: None,
        checked: None,
    }
}

/// A section with this id and text, and no heading.
pub fn clause(id: &str, text: &str) -> Clause {
    Clause::new(id.into(), ClauseKind::Section, text.to_owned())
}
