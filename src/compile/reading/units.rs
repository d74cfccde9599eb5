//! The responsible units that a clause names.
//!
//! Four shapes occur: 责任单位：…, 牵头单位：…；配合单位：…, “…按职责分工负责”, and a bare list of offices in
//! brackets at the end. [`found`] says where such lists stand in a text, [`list`] what one of them says; [`parts`] are
//! its names as printed, [`elided`] is what they leave out, restored and never invented (市工信局、商务局 → 市商务局), and
//! [`office`] tells what looks like the name of an office.

mod elided;
mod found;
mod list;
mod office;
mod parts;

pub use found::find_units;

use super::outline::Outlined;
use crate::compile::lexicon::Class;
use crate::compile::pattern::pattern;
use crate::compile::rules::Rule;
use crate::model::{ClauseKind, Span};
use elided::{own_prefix, restore};
use list::{FIRST_LEADS, parse_list};
use regex::Regex;
use std::collections::BTreeSet;

/// What a list of responsible units says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// In order, each once, with restored prefixes.
    pub named: Vec<String>,
    /// Those that lead.
    pub leads: Vec<String>,
    /// The list ends in 等.
    pub and_others: bool,
    /// Units that are put on all following clauses (以下均需…落实，不再列出).
    pub for_following: Vec<String>,
    /// Units that are put on all clauses before (以上各项均由…落实).
    pub for_preceding: Vec<String>,
    /// Where the lists stand in the text, rising and apart: whole brackets, lines with their 完成时限, sentences.
    pub places: Vec<Span>,
}

impl Units {
    /// Adds what another list says; each name stays where it stands first.
    fn add(&mut self, more: Units) {
        extend_once(&mut self.named, more.named);
        extend_once(&mut self.leads, more.leads);
        extend_once(&mut self.for_following, more.for_following);
        extend_once(&mut self.for_preceding, more.for_preceding);
        self.and_others |= more.and_others;
    }
}

/// Adds those names that are not there yet.
fn extend_once(names: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for name in more {
        if !names.contains(&name) {
            names.push(name);
        }
    }
}

/// A pattern in which `{role}` stands for every word of that class.
fn worded(text: &str) -> Regex {
    let roles: Vec<&str> = Class::Role.words().collect();
    pattern(&text.replace("{role}", &roles.join("|")))
}

/// Fills the unit fields of a plan's clauses. `places` are short names (福州, 德化) that start proper names; `level` is
/// the word that begins the names of the place's own offices (县 in 县教育局), where it has one.
pub fn assign_units(clauses: &mut [Outlined], places: &BTreeSet<String>, level: Option<&str>) {
    let mut applied: Vec<String> = Vec::new();
    let mut preceding: Vec<String> = Vec::new();
    let mut in_annex = false;
    let mut first_leads = false;
    for outlined in clauses.iter_mut() {
        let clause = &mut outlined.clause;
        if clause.kind == ClauseKind::Annex && !in_annex {
            // An annex repeats the sentence in its first row.
            in_annex = true;
            applied.clear();
        }
        let mut units = match &outlined.unit_column {
            Some(column) => parse_list(column, places, false),
            None => find_units(&clause.text, places),
        };
        // 列第一位者为牵头单位，下同: from here on the order says it.
        first_leads |= FIRST_LEADS.find(&clause.text).is_some_and(|found| found.as_str().contains("下同"));
        if first_leads && units.leads.is_empty() {
            units.leads.extend(units.named.first().cloned());
        }
        if clause.has_own_text() && clause.kind != ClauseKind::Closing {
            clause.units_applied.clone_from(&applied);
        }
        extend_once(&mut applied, units.for_following);
        clause.units = units.named;
        clause.leads = units.leads;
        clause.and_others = units.and_others;
        clause.parts.units = if outlined.unit_column.is_some() { outlined.unit_places.clone() } else { units.places };
        preceding.extend(units.for_preceding.into_iter().filter(|unit| !clause.units_applied.contains(unit)));
    }
    for clause in clauses.iter_mut().map(|outlined| &mut outlined.clause) {
        let addressed = !matches!(clause.kind, ClauseKind::Closing | ClauseKind::Preamble | ClauseKind::Annex);
        if clause.has_own_text() && addressed {
            extend_once(&mut clause.units_applied, preceding.iter().cloned());
        }
    }
    name_columns(clauses, places, level);
}

/// Offices that a table's column names without any prefix get the one by which the plan names them elsewhere,
/// else that of the place's own offices.
fn name_columns(clauses: &mut [Outlined], places: &BTreeSet<String>, level: Option<&str>) {
    let known: BTreeSet<String> =
        clauses.iter().filter(|c| c.unit_column.is_none()).flat_map(|c| c.clause.units.iter().cloned()).collect();
    let level = level.unwrap_or_default();
    let whole = |name: &String| {
        let prefixed = own_prefix(name).is_some() || places.iter().any(|place| name.contains(place.as_str()));
        if prefixed || known.contains(name) {
            return name.clone();
        }
        let elsewhere = known.iter().find(|long| {
            // 县教育局, 县委编办, 德化生态环境局; 县工信商务局 is no 商务局 with a prefix.
            let lead = long.strip_suffix(name.as_str()).filter(|lead| !lead.is_empty());
            lead.is_some_and(|lead| lead.trim_end_matches('委') == level || places.contains(lead))
        });
        elsewhere.cloned().or_else(|| restore(level, name, places)).unwrap_or_else(|| name.clone())
    };
    for outlined in clauses.iter_mut().filter(|c| c.unit_column.is_some()) {
        let clause = &mut outlined.clause;
        clause.units = clause.units.iter().map(whole).collect();
        clause.leads = clause.leads.iter().map(whole).collect();
    }
}

/// The rules of units, table by table.
pub const RULES: &[&[&Rule]] = &[
    found::SENTENCE_RULES,
    found::BEFORE_RULES,
    found::BRACKET_RULES,
    found::LINE_RULES,
    list::BEHIND_RULES,
    list::LEADING_RULES,
    elided::ENDING_RULES,
    elided::EACH_RULES,
    elided::PREFIX_RULES,
    office::NO_UNIT_RULES,
];
