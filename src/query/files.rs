//! Files of the open data that pages link to: what they are called, and which of them stand.
//!
//! Names are within `open-data/`. Invariant: a page links to a file just where the build writes it, as both ask here.

use crate::model::{Plan, is_above};

/// A workbook of all plans.
pub const WORKBOOK: &str = "plan-cascade.xlsx";
/// The description of all tables for programs.
pub const PACKAGE: &str = "datapackage.json";

/// A plan's text in Akoma Ntoso.
pub fn akn(plan: &str) -> String {
    ["akn/", plan, ".xml"].concat()
}

/// A plan beside those above it, as a Word document.
pub fn annex(plan: &str) -> String {
    ["annex/", plan, ".docx"].concat()
}

/// A workbook of a place and the places above it.
pub fn workbook(place: &str) -> String {
    ["place/", place, ".xlsx"].concat()
}

/// Whether a plan has a Word document: it has a text, and so has a plan above it.
pub fn has_annex(plan: &Plan, plans: &[Plan]) -> bool {
    plan.text && plans.iter().any(|upper| upper.text && is_above(upper, plan))
}
