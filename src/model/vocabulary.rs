//! Topics and indicators: what plans have in common.

use super::Language;
use serde::{Deserialize, Serialize};

/// A name in the three languages of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub hans: String,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    pub hant: String,
    /// English.
    pub en: String,
}

impl Names {
    /// The name in a language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Hans => &self.hans,
            Language::Hant => &self.hant,
            Language::En => &self.en,
        }
    }
}

/// A field of policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// As in `assets/topics.toml`.
    pub id: String,
    /// What it is called.
    pub name: Names,
}

impl Topic {
    /// Id of the topic of overall goals.
    pub const GOALS: &str = "goals";
    /// Id of the topic of how a plan is organised and carried out.
    pub const GOVERNANCE: &str = "governance";
}

/// What targets of several plans measure in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// As in `assets/indicators.toml`; `x-…` where a plan itself names it.
    pub id: String,
    /// What it is called.
    pub name: Names,
    /// Topic id.
    pub topic: String,
    /// The unit most targets are written in; null for ratios and full-coverage commitments.
    pub unit: Option<String>,
    /// Which way a stricter target lies.
    pub direction: Direction,
    /// A total that grows with the size of the place, and so is never ranked between places.
    pub total: bool,
}

/// Which way a stricter target lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is stricter.
    Higher,
    /// Less is stricter.
    Lower,
    /// Neither; its targets are not ranked.
    None,
}
