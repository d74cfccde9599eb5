//! What stands at an address that the corpus has nothing for.

use crate::model::Corpus;
use crate::web::link::Link;
use crate::web::page::{Page, Visit};
use crate::web::route::Route;
use yew::prelude::*;

/// Not a page of the site, but what stands in the place of one.
pub struct NotFound;

impl Page for NotFound {
    const FOLDER: Route = Route::NOT_FOUND;

    fn addresses(_: &Corpus) -> Vec<Route> {
        Vec::new()
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().not_found.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let m = visit.messages();
        Some(html! {
            <article class="state">
                <h1>{ m.not_found }</h1>
                <p>{ m.not_found_text }</p>
                <p><Link to={Route::HOME}>{ m.to_home }</Link>{ " · " }<Link to={Route::SEARCH}>{ m.search.title }</Link></p>
            </article>
        })
    }
}
