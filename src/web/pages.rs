//! All pages of the site, a file each, in the order of the main menu.

mod chain;
mod chains;
pub mod compare;
mod coverage;
mod data;
mod embed;
mod home;
mod indicator;
mod not_found;
mod office;
mod plan;
mod plan_chains;
mod plans;
mod search;
mod topic;
mod topics;
mod units;
mod years;

use super::page::{PageEntry, Pages};

/// The list.
pub const PAGES: Pages = Pages {
    known: &[
        PageEntry::of::<home::Home>(),
        PageEntry::of::<compare::Compare>(),
        PageEntry::of::<indicator::Indicator>(),
        PageEntry::of::<topics::Topics>(),
        PageEntry::of::<topic::Topic>(),
        PageEntry::of::<chains::Chains>(),
        PageEntry::of::<plan_chains::PlanChains>(),
        PageEntry::of::<chain::Chain>(),
        PageEntry::of::<coverage::Coverage>(),
        PageEntry::of::<units::Units>(),
        PageEntry::of::<office::Office>(),
        PageEntry::of::<plans::Plans>(),
        PageEntry::of::<plan::Plan>(),
        PageEntry::of::<years::Years>(),
        PageEntry::of::<search::Search>(),
        PageEntry::of::<data::Data>(),
        PageEntry::of::<embed::Embed>(),
    ],
    not_found: &PageEntry::of::<not_found::NotFound>(),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::route::Route;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn every_address_of_a_page_leads_to_it() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = crate::compile::compile(&crate::compile::read_seeds(&seeds).expect("seeds")).corpus;
        let mut seen = BTreeSet::new();
        for page in PAGES.known {
            for address in page.addresses(&corpus) {
                assert!(std::ptr::eq(PAGES.at(&address).page, page), "{address:?} belongs to another page");
                assert!(seen.insert(address.path().to_owned()), "{address:?} stands twice");
            }
        }
        assert!(PAGES.menu(crate::messages::of(crate::model::Language::En)).all(|(to, _)| seen.contains(to.path())));
    }

    #[test]
    fn other_addresses_lead_nowhere() {
        let at = |path: &str| PAGES.at(&Route::of_path(path)).route;
        for path in ["/nothing/", "/compare/a/b/", "/chain/a/b/c/", "/compare//", "/units/%zz/", "/x", "//"] {
            assert_eq!(at(path), Route::NOT_FOUND, "{path}");
        }
        for path in ["/", "/compare", "/plans/dehua-2025", "/chain/dehua-2025/2.3/", "/plans/dehua%2D2025/"] {
            assert_ne!(at(path), Route::NOT_FOUND, "{path}");
        }
    }
}
