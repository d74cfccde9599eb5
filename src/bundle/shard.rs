//! Names of shards: the keys by which pages ask for data, and the files that hold them.

/// Keys of the manifest, one function a kind of shard.
pub mod key {
    use crate::model::Language;

    /// Key of [`Overview`](crate::bundle::Overview).
    pub const OVERVIEW: &str = "overview";

    /// Key of [`Findings`](crate::bundle::Findings).
    pub const FINDINGS: &str = "findings";

    /// Key of the words of the interface in a language: a list of strings that
    /// [`Messages::of_list`](crate::messages::Messages::of_list) reads.
    pub fn messages(language: Language) -> String {
        format!("messages/{}", language.id())
    }

    /// Key of [`ComparisonsShard`](crate::bundle::ComparisonsShard).
    pub const COMPARISONS: &str = "comparisons";

    /// Key of a plan's [`FiguresShard`](crate::bundle::FiguresShard).
    pub fn figures(plan: &str) -> String {
        format!("figures/{plan}")
    }

    /// Key of [`YearsShard`](crate::bundle::YearsShard).
    pub const YEARS: &str = "years";

    /// Key of the [`DueShard`](crate::bundle::DueShard) with this id of a [`DuePart`](crate::bundle::DuePart).
    pub fn due(part: &str) -> String {
        format!("due/{part}")
    }

    /// Key of the long words of the page on data and method in a language.
    pub fn guide(language: Language) -> String {
        format!("guide/{}", language.id())
    }

    /// Key of a plan's [`PlanShard`](crate::bundle::PlanShard).
    pub fn plan(id: &str) -> String {
        format!("plan/{id}")
    }

    /// Key of an indicator's [`IndicatorShard`](crate::bundle::IndicatorShard).
    pub fn indicator(id: &str) -> String {
        format!("indicator/{id}")
    }

    /// Key of a topic's [`TopicShard`](crate::bundle::TopicShard).
    pub fn topic(id: &str) -> String {
        format!("topic/{id}")
    }

    /// Key of [`Offices`](crate::bundle::office::Offices).
    pub const OFFICES: &str = "offices";

    /// Key of an office's [`OfficeShard`](crate::bundle::office::OfficeShard).
    pub fn office(id: &str) -> String {
        format!("office/{id}")
    }

    /// Key of [`Search`](crate::bundle::search::Search).
    pub const SEARCH: &str = "search";

    /// Key of a [`Part`](crate::bundle::search::Part) of the index.
    pub fn search_part(n: u32) -> String {
        format!("search-part/{n}")
    }

    /// Key of a block of [`Facts`](crate::bundle::search::Facts).
    pub fn search_facts(n: u32) -> String {
        format!("search-facts/{n}")
    }

    /// Key of a [`CoverageShard`](crate::bundle::coverage::CoverageShard): the plan above, and the area of those below.
    pub fn coverage(upper: &str, area: &str) -> String {
        format!("coverage/{upper}/{area}")
    }

    /// Key of an [`OwnShard`](crate::bundle::coverage::OwnShard).
    pub fn own(area: &str) -> String {
        ["own/", area].concat()
    }

    /// The area that a plan belongs to: the first two digits of its place's division code; none for the nation.
    pub fn area(plan: &crate::model::Plan) -> Option<&str> {
        plan.place_code.as_deref()?.get(..2)
    }
}

/// Name within `data/` of the shard `key` whose content has this short digest.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn file_name(key: &str, digest: &str) -> String {
    format!("{}.{digest}.json", key.replace('/', "-"))
}
