//! Plans, indicators and offices by their names.

use super::SearchResult;
use super::index::SearchIndex;
use super::query::{Query, Wording, names, position};
use crate::model::Names;
use crate::text::fold::fold;

/// Plans, indicators and offices: few enough to look at each.
pub fn catalogue(index: &SearchIndex, query: &Query) -> SearchResult {
    let script = index.search.script();
    let whole = query.whole();
    let holds = |text: &str| !whole.is_empty() && fold(text, &script).contains(whole);
    let named = |names: &Names| holds(&names.hans) || holds(&names.hant) || holds(&names.en);
    // What plans say for an everyday word names indicators too.
    let meant = |names: &Names| {
        let everyday = query.phrasings().iter().filter(|phrasing| phrasing.wording == Wording::Everyday);
        everyday.map(|phrasing| &phrasing.whole).any(|whole| fold(&names.hans, &script).contains(whole))
    };
    let places =
        |matching: &mut dyn Iterator<Item = (usize, bool)>| matching.filter(|(_, m)| *m).map(|(n, _)| n).collect();
    SearchResult {
        plans: places(&mut index.overview.plans.iter().enumerate().map(|(n, plan)| {
            let facts = [Some(&plan.title), Some(&plan.place), plan.document_number.as_ref(), plan.issuer.as_ref()];
            let of_place = || names(plan).iter().any(|name| holds(name));
            (n, facts.into_iter().flatten().any(|fact| holds(fact)) || of_place())
        })),
        indicators: places(
            &mut index
                .overview
                .indicators
                .iter()
                .map(|entry| named(&entry.indicator.name) || meant(&entry.indicator.name))
                .enumerate(),
        ),
        offices: places(&mut index.search.offices.iter().enumerate().map(|(n, office)| {
            // 县公安局 is found under 公安局, as 公安 is.
            let word = |word: &String| holds(word) || position(whole, &fold(word, &script).chars).is_some();
            (n, named(&office.name) || office.words.iter().any(word))
        })),
        ..SearchResult::default()
    }
}
