//! Title and description of a page.

use super::page::Place;
use super::store::Store;

/// What stands in a page's `<head>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Without markup; the browser's tab shows it.
    pub title: String,
    /// A sentence, cut where others would cut it.
    pub description: String,
}

/// Title and description of a page, from the data that it needs; empty before that is there.
pub fn head(place: &Place, store: &Store) -> Head {
    let Some(m) = store.messages() else { return Head::default() };
    let description = place.description(store).unwrap_or_else(|| m.site_description.to_owned());
    Head { title: title(place, store), description: shortened(&description) }
}

/// The title of a page, from the data that it needs; empty before that is there.
pub fn title(place: &Place, store: &Store) -> String {
    let Some(m) = store.messages() else { return String::new() };
    let (first, second) = match place.title(store) {
        Some(title) => (title, m.site),
        None => (m.site.to_owned(), m.site_subtitle),
    };
    [&first, " · ", second].concat()
}

/// As much of it as others show, cut between characters.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 150;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
