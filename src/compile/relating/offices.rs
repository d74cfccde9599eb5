//! Which responsible units serve the same function of government, by the words of `assets/offices.toml`.
//!
//! In: the units of all clauses. Out: the offices that have a unit, in the order of the file, then one of all other
//! units. Invariant: every unit belongs to an office.

use crate::model::{Clause, Id, Names, Office};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../assets/offices.toml");

/// Id of the office of all units that no other has.
pub const OTHER: &str = "other";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    office: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: Id,
    name: Names,
    words: Vec<String>,
}

/// The offices of the units that clauses name.
pub fn of_clauses(clauses: &[Clause]) -> Vec<Office> {
    static RULES: LazyLock<File> = LazyLock::new(|| toml::from_str(FILE).unwrap_or_default());
    let units: BTreeSet<&String> =
        clauses.iter().flat_map(|clause| clause.units.iter().chain(&clause.units_applied)).collect();
    let mut left = units.clone();
    let mut offices: Vec<Office> = Vec::new();
    for rule in &RULES.office {
        let own: Vec<&String> =
            units.iter().copied().filter(|unit| rule.words.iter().any(|word| unit.contains(word.as_str()))).collect();
        for unit in &own {
            left.remove(unit);
        }
        if !own.is_empty() {
            let units = own.into_iter().cloned().collect();
            offices.push(Office { id: rule.id.to_string(), name: rule.name.clone(), words: rule.words.clone(), units });
        }
    }
    let units: Vec<String> = left.into_iter().cloned().collect();
    if !units.is_empty() {
        let name = Names { hans: "其他单位".into(), hant: "其他單位".into(), en: "Other units".into() };
        offices.push(Office { id: OTHER.into(), name, words: units.clone(), units });
    }
    offices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    fn offices(units: &[&str]) -> String {
        let units = units.iter().map(|&unit| unit.to_owned()).collect();
        let clause = Clause { units, ..samples::clause("x-2025/1", "") };
        let said = |office: Office| format!("{}: {}", office.id, office.units.join(" "));
        of_clauses(&[clause]).into_iter().map(said).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn one_function_under_many_names() {
        for (units, expected) in [
            (&["市公安局", "县公安局"][..], "public-security: 县公安局 市公安局"),
            (&["市发改委", "县发改局"], "development-reform: 县发改局 市发改委"),
            (&["县工信商务局"], "industry: 县工信商务局; commerce: 县工信商务局"),
            (&["市医保局德化分局", "市医保局"], "medical-insurance: 市医保局 市医保局德化分局"),
            (&["人行三明中心支行", "人民银行泉州市分行"], "central-bank: 人民银行泉州市分行 人行三明中心支行"),
            (&["县陶瓷办"], "other: 县陶瓷办"),
            (&[], ""),
        ] {
            assert_eq!(offices(units), expected);
        }
    }

    #[test]
    fn the_file_says_each_thing_once() {
        let file: File = toml::from_str(FILE).expect("the file is read");
        let mut seen = BTreeSet::from([OTHER]);
        let mut words = BTreeSet::new();
        for rule in &file.office {
            assert!(seen.insert(&*rule.id), "{}", rule.id);
            for name in [&rule.name.hans, &rule.name.hant, &rule.name.en] {
                assert!(!name.is_empty(), "{}", rule.id);
            }
            for word in &rule.words {
                assert!(words.insert(word), "{word} stands twice");
            }
        }
    }
}
