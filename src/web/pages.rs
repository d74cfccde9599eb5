//! All pages of the site, a file each, in the order of the main menu.

/// A page's code: in the browser in a pack of its own, else in the program, where the build has put it.
macro_rules! code {
    ($module:ident, $page:ident) => {{
        #[cfg(all(target_arch = "wasm32", not(feature = "whole")))]
        {
            use crate::web::page::{Linking, Pack};

            // Never said: the loader has instantiated the pack before it is linked.
            struct Missing;

            impl From<wasm_split_helpers::SplitLoaderError> for Missing {
                fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
                    Self
                }
            }

            #[wasm_split_helpers::wasm_split($module, fallible)]
            fn $module() -> Result<&'static crate::web::page::PageCode, Missing> {
                Ok(const { &crate::web::page::PageCode::of::<$module::$page>() })
            }

            fn link() -> Linking {
                Box::pin(async { $module().await.ok() })
            }

            static PACK: Pack = Pack::new(link);
            crate::web::page::Code::Apart(&PACK)
        }
        #[cfg(not(all(target_arch = "wasm32", not(feature = "whole"))))]
        crate::web::page::Code::Here(crate::web::page::PageCode::of::<$module::$page>())
    }};
}

mod area;
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
mod office_area;
mod place;
mod plan;
mod plan_chains;
mod plans;
mod revision;
mod search;
mod topic;
mod topics;
mod units;
mod updates;
mod years;

use super::page::{Code, PageCode, PageEntry, Pages};

macro_rules! entry {
    (app $module:ident::$page:ident) => {
        PageEntry::of::<$module::$page>(stringify!($module), code!($module, $page))
    };
    (fixed $module:ident::$page:ident) => {
        PageEntry::of_fixed::<$module::$page>(stringify!($module))
    };
}

macro_rules! pages {
    ($($kind:ident $module:ident :: $page:ident,)*) => {
        &[$(entry!($kind $module::$page)),*]
    };
}

/// The list: `app` where the app runs on a page, `fixed` where the page is complete as prerendered.
pub static PAGES: Pages = Pages {
    known: pages![
        app home::Home,
        app compare::Compare,
        app indicator::Indicator,
        fixed topics::Topics,
        app topic::Topic,
        fixed chains::Chains,
        app plan_chains::PlanChains,
        app chain::Chain,
        app coverage::Coverage,
        fixed units::Units,
        fixed office::Office,
        fixed office_area::OfficeArea,
        fixed place::Place,
        fixed plans::Plans,
        fixed area::Area,
        app plan::Plan,
        fixed revision::Revision,
        app years::Years,
        app search::Search,
        fixed data::Data,
        fixed updates::Updates,
        fixed embed::Embed,
    ],
    // So small that no second file is worth its while.
    not_found: &PageEntry::of::<not_found::NotFound>("not_found", Code::Here(PageCode::of::<not_found::NotFound>())),
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
    fn no_id_is_the_folder_of_a_page() {
        let folders = PAGES.known.iter().filter_map(|page| page.folder().path().split('/').nth(1));
        for folder in folders.filter(|folder| !folder.is_empty()) {
            assert!(folder.parse::<crate::model::Id>().is_err(), "{folder} is not reserved");
        }
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
