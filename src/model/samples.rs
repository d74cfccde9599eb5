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
        id: id.to_owned(),
        title: format!("{id}实施方案"),
        place: id.rsplit_once('-').map_or(id, |(place, _)| place).to_owned(),
        place_code: code.and_then(|code| code.parse().ok()),
        level,
        parent_place: None,
        document_number: None,
        issuer: None,
        issuers: Vec::new(),
        publisher: None,
        index_number: None,
        signed: Date::new(2025, 2, 26),
        published: None,
        effective: None,
        valid_until: None,
        repealed: None,
        status: Status::default(),
        kind: PlanKind::Plan,
        draft: false,
        line: "china-2024".to_owned(),
        previous: None,
        script: Script::Hans,
        abridged: false,
        text: true,
        cites: Vec::new(),
        source_file: format!("{id}.txt"),
        source_url: None,
        characters: Characters::default(),
        checked: Vec::new(),
        place_names: None,
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
