//! All words of the interface, one file a language. A missing message is a compile error.

mod zh_hans;

use crate::model::Level;
use yew::prelude::*;

/// The words of one language.
pub struct Messages {
    pub site: &'static str,
    pub site_subtitle: &'static str,
    pub site_description: &'static str,
    pub skip: &'static str,
    pub menu: &'static str,
    pub nav_main: &'static str,
    pub nav_compare: &'static str,
    pub nav_topics: &'static str,
    pub nav_chain: &'static str,
    pub nav_plans: &'static str,
    pub nav_data: &'static str,
    pub nav_download: &'static str,
    pub large_print: &'static str,
    pub dark: &'static str,
    pub footer_note: &'static str,
    pub corpus_version: fn(&str) -> String,
    pub breadcrumb: &'static str,

    pub loading: &'static str,
    pub failed: &'static str,
    pub retry: &'static str,
    pub not_found: &'static str,
    pub not_found_text: &'static str,
    pub to_home: &'static str,

    pub level_seal: fn(Level) -> &'static str,
    pub level_name: fn(Level) -> &'static str,
    pub no_text: &'static str,
    pub figures_only: &'static str,
    pub earlier_than_upper: &'static str,
    pub units: &'static str,
    pub and_others: &'static str,
    pub units_applied: fn(&str) -> String,
    pub plan_text: &'static str,
    pub clauses_count: fn(u32) -> String,

    pub home: HomeWords,
    pub compare: CompareWords,
    pub chain: Chain,
    pub plan: PlanWords,
    pub topics: TopicWords,
    pub data: DataWords,
}

/// Words of the first page.
pub struct HomeWords {
    pub lead: &'static str,
    pub starts: &'static str,
    /// Prepared questions and where they lead: `compare/INDICATOR`, `topics/TOPIC`, `chain`.
    pub questions: &'static [(&'static str, &'static str)],
    pub headlines: &'static str,
    pub headlines_note: &'static str,
    pub compare: &'static str,
    pub as_table: &'static str,
    pub plans: &'static str,
}

/// Words of the comparison pages.
pub struct CompareWords {
    pub lead: &'static str,
    pub shared: &'static str,
    pub by_topic: &'static str,
    pub indicators: fn(u32) -> String,
    pub total_tag: &'static str,
    pub total_note: &'static str,
    pub mixed_kinds: &'static str,
    pub levels: &'static str,
    pub stacked: &'static str,
    pub plan: &'static str,
    pub target: &'static str,
    pub due: &'static str,
    pub scope: &'static str,
    pub due_and_scope: &'static str,
    pub quote: &'static str,
    pub against: &'static str,
    pub against_whom: fn(&str) -> String,
    pub nothing_above: &'static str,
    pub highest: &'static str,
    pub counterpart: &'static str,
    pub no_deadline: &'static str,
    pub older: fn(&str) -> String,
    pub stricter: &'static str,
    pub same: &'static str,
    pub laxer: &'static str,
    pub incomparable: &'static str,
    pub why_no_figure: &'static str,
    pub why_unit: &'static str,
    pub why_kind: &'static str,
    pub why_total: &'static str,
    pub why_horizon: &'static str,
    pub why_scope: &'static str,
    pub why_direction: &'static str,
    pub at_least: &'static str,
    pub at_most: &'static str,
    pub about: &'static str,
    pub equal: &'static str,
    pub relative: &'static str,
    pub yearly: fn(&str) -> String,
    pub yearly_note: &'static str,
    pub yearly_link: &'static str,
    pub pick_first: &'static str,
    pub pick_second: &'static str,
    pub notice: &'static str,
}

/// Words of the chain pages.
pub struct Chain {
    pub title: &'static str,
    pub lead: &'static str,
    pub plan_lead: fn(&str) -> String,
    pub upward: fn(&str) -> String,
    pub downward: fn(&str) -> String,
    pub no_upward: &'static str,
    pub no_downward: &'static str,
    pub lowest: &'static str,
    pub highest: &'static str,
    pub key: &'static str,
    pub key_all: &'static str,
    pub key_two: &'static str,
    pub key_own: &'static str,
    pub key_figure: &'static str,
    pub show_marks: &'static str,
    pub clear: &'static str,
    pub partial: &'static str,
    pub likeness: fn(&str) -> String,
    pub copied: fn(u32) -> String,
    pub why: &'static str,
    pub why_text: fn(u32) -> String,
    pub rung_without_text: fn(&str) -> String,
    pub rung_without_link: &'static str,
    pub figures: &'static str,
    pub no_figure: &'static str,
    pub siblings: &'static str,
    pub siblings_note: &'static str,
    pub notice: &'static str,
    pub open_chain: &'static str,
    pub unlinked: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub columns: &'static str,
    pub earlier_than: fn(&str) -> String,
}

/// Words of the plan pages.
pub struct PlanWords {
    pub list_lead: &'static str,
    pub facts: &'static str,
    pub contents: &'static str,
    pub number: &'static str,
    pub issuer: &'static str,
    pub index: &'static str,
    pub signed: &'static str,
    pub published: &'static str,
    pub valid_until: &'static str,
    pub status: &'static str,
    pub status_ambiguous: &'static str,
    pub abridged: &'static str,
    pub abridged_text: &'static str,
    pub script: &'static str,
    pub script_hans: &'static str,
    pub script_hant: &'static str,
    pub cites: &'static str,
    pub not_in_corpus: &'static str,
    pub source: &'static str,
    pub original: &'static str,
    pub counts: fn(u32, u32) -> String,
    pub annex: &'static str,
    pub annex_lead: &'static str,
    pub task: &'static str,
    pub known_figures: &'static str,
    pub no_text: fn(&str) -> String,
    pub chains_of_plan: &'static str,
}

/// Words of the topic pages.
pub struct TopicWords {
    pub lead: &'static str,
    pub numbers_are: &'static str,
    pub total: &'static str,
    pub filter: &'static str,
    pub level: &'static str,
    pub plan: &'static str,
    pub all: &'static str,
    pub targets: &'static str,
    pub with_figures: &'static str,
    pub shown: fn(u32, u32) -> String,
    pub none: &'static str,
    pub also: &'static str,
}

/// Words of the page on data and method.
pub struct DataWords {
    pub lead: &'static str,
    pub method: &'static str,
    pub steps: &'static [(&'static str, &'static str)],
    pub accuracy: &'static str,
    pub accuracy_lead: &'static str,
    pub downloads: &'static str,
    pub downloads_lead: &'static str,
    pub files: &'static [(&'static str, &'static str)],
    pub gaps: &'static str,
    pub gaps_text: &'static [&'static str],
    pub unofficial: &'static str,
    pub unofficial_text: &'static str,
    pub licence: &'static str,
    pub licence_text: &'static str,
}

impl Messages {
    /// The language without an address prefix.
    pub fn default_language() -> &'static Self {
        &zh_hans::MESSAGES
    }
}

/// The words of the page's language.
#[hook]
pub fn use_messages() -> &'static Messages {
    Messages::default_language()
}
