//! Addresses of the site's pages, without the language's prefix.
//!
//! In: what a page is to show, or a path that the browser or a visitor names. Out: a path that ends in a slash, as each
//! address is a folder with an `index.html`. Whether there is a page at it only the list of pages knows.

use crate::model::Language;
use crate::query::address::decoded;
use std::borrow::Cow;

/// The address of a page: a folder, and the ids that follow it.
#[derive(Clone, Debug, PartialEq)]
pub struct Route(Cow<'static, str>);

/// Addresses that other pages lead to.
impl Route {
    /// The first page.
    pub const HOME: Self = Self::of("/");
    /// The list of indicators.
    pub const COMPARE: Self = Self::of("/compare/");
    /// The list of topics.
    pub const TOPICS: Self = Self::of("/topics/");
    /// The plans that a chain can start from.
    pub const CHAINS: Self = Self::of("/chain/");
    /// How plans below carry a plan down.
    pub const COVERAGE: Self = Self::of("/coverage/");
    /// The list of plans.
    pub const PLANS: Self = Self::of("/plans/");
    /// Above the pages of places; no page of its own.
    pub const PLACES: Self = Self::of("/place/");
    /// Above the pages of provinces; no page of its own.
    pub const AREAS: Self = Self::of("/areas/");
    /// The list of offices.
    pub const UNITS: Self = Self::of("/units/");
    /// The page of searching.
    pub const SEARCH: Self = Self::of("/search/");
    /// What falls due when.
    pub const YEARS: Self = Self::of("/years/");
    /// Data and method.
    pub const DATA: Self = Self::of("/data/");
    /// Widgets for other sites.
    pub const EMBED: Self = Self::of("/embed/");
    /// What is new.
    pub const UPDATES: Self = Self::of("/updates/");
    /// Above the pages of revisions; no page of its own.
    pub const REVISIONS: Self = Self::of("/revisions/");
    /// Stands for every address without a page.
    pub const NOT_FOUND: Self = Self::of("/404/");

    /// The page of an indicator.
    pub fn indicator(id: &str) -> Self {
        Self::COMPARE.below(id)
    }

    /// The page of a topic.
    pub fn topic(id: &str) -> Self {
        Self::TOPICS.below(id)
    }

    /// The page of all chains of a plan.
    pub fn plan_chains(plan: &str) -> Self {
        Self::CHAINS.below(plan)
    }

    /// The chain page of a clause, by the clause's id.
    pub fn chain(clause: &str) -> Self {
        Self::CHAINS.below(clause)
    }

    /// The chain page of a clause, by its plan and its path there.
    pub fn chain_in(plan: &str, path: &str) -> Self {
        Self::plan_chains(plan).below(path)
    }

    /// The page of a place.
    pub fn place(slug: &str) -> Self {
        Self::PLACES.below(slug)
    }

    /// The page of a plan.
    pub fn plan(id: &str) -> Self {
        Self::PLANS.below(id)
    }

    /// What a plan changes of an earlier one of its series.
    pub fn revision(plan: &str, earlier: &str) -> Self {
        Self::REVISIONS.below(plan).below(earlier)
    }

    /// The page of an office.
    pub fn office(id: &str) -> Self {
        Self::UNITS.below(id)
    }

    /// A province's part of the page of an office, where there are many plans.
    pub fn office_in(id: &str, area: &str) -> Self {
        Self::office(id).below(area)
    }

    /// The plans of a province, by its code's first two digits.
    pub fn area(code: &str) -> Self {
        Self::AREAS.below(code)
    }

    /// The address of a page without ids; it begins and ends with a slash.
    pub const fn of(folder: &'static str) -> Self {
        Self(Cow::Borrowed(folder))
    }

    /// The address of any path, as a visitor may have typed it.
    pub fn of_path(path: &str) -> Self {
        Self(Cow::Owned(if path.ends_with('/') { path.to_owned() } else { [path, "/"].concat() }))
    }

    /// The address below this one for an id. Ids of the corpus need no escapes in an address.
    pub fn below(&self, id: &str) -> Self {
        Self(Cow::Owned([self.path(), id, "/"].concat()))
    }

    /// The address above this one; none above the first page.
    pub fn above(&self) -> Option<Self> {
        let (folder, _) = self.path().strip_suffix('/')?.rsplit_once('/')?;
        Some(Self(Cow::Owned([folder, "/"].concat())))
    }

    /// The path: `/plans/dehua-2025/`.
    pub fn path(&self) -> &str {
        &self.0
    }

    /// The ids that follow a folder, with escapes resolved; none where this address is not below the folder or
    /// where an id is empty or damaged.
    pub fn ids(&self, folder: &Self) -> Option<Vec<String>> {
        let ids = self.path().strip_prefix(folder.path())?;
        let id = |id: &str| decoded(id).filter(|id| !id.is_empty());
        ids.split_terminator('/').map(id).collect()
    }

    /// Whether this address lies below another.
    pub fn is_below(&self, other: &Self) -> bool {
        self != other && self.path().starts_with(other.path())
    }
}

/// The address within the site of a page in a language: `/en/plans/dehua-2025/` for `/plans/dehua-2025/`.
pub fn address_in(language: Language, path: &str) -> String {
    format!("/{}{}", language.prefix(), path.trim_start_matches('/'))
}
