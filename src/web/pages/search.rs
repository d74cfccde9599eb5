//! Search: as you type, over the clauses, plans, indicators and offices of the corpus.
//!
//! In: the words and the filter of the address, or what is being typed. Out: what was found, grouped by plan, each
//! hit marked in place. What is typed is answered at once and written to the address a little later; a choice of
//! the filter is a link. ↓ leads from the field into the results, ↑ and ↓ from hit to hit, Escape back.

mod facets;
mod hits;
mod keys;
mod typed;

use crate::bundle::search::{Everyday, SearchHead};
use crate::bundle::{AnyKey, Overview, TopicEntry, key};
use crate::messages::Messages;
use crate::order::Order;
use crate::query::search::{Filter, Query, SearchIndex, SearchResult, Wish, is_held, search};
use crate::web::data::{PageState, use_shards, waiting};
use crate::web::field::{self, written};
use crate::web::language::use_messages;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{named, take_view};
use crate::web::route::Route;
use crate::web::store::Store;
use std::rc::Rc;
use std::sync::Arc;
use typed::{use_shown, use_typed};
use yew::prelude::*;

/// Plans whose hits are shown at first, and added by each wish for more.
const PLANS: usize = 10;

/// Plans shown to who wishes to see every clause, offered up to this many clauses; `take.js` asks for it before it writes
/// the table of what was found.
const ALL: usize = usize::MAX;
const MOST: u32 = 1000;

impl Page for Search {
    const FOLDER: Route = Route::SEARCH;
    const SEARCHES: bool = true;

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.counts(visit);
        needs.add(key::search());
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().search.title.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let search = visit.store.get(&key::search())?;
        Some(html! { <Search overview={whole(visit.overview()?, &search)} {search} store={visit.store.clone()} /> })
    }
}

/// The overview with the plans that only the index of a folded corpus names.
fn whole(overview: Arc<Overview>, search: &SearchHead) -> Arc<Overview> {
    let Some(places) = &search.places else { return overview };
    let mut whole = Overview::clone(&overview);
    whole.take_places(places);
    Arc::new(whole)
}

#[derive(Clone, PartialEq, Properties)]
pub struct SearchProps {
    pub overview: Arc<Overview>,
    pub search: Arc<SearchHead>,
    pub store: Store,
}

/// The page of searching.
#[component]
pub fn Search(props: &SearchProps) -> Html {
    let m = use_messages();
    let (typed, filter) = use_typed();
    let wishes = use_state(|| (String::new(), Wish::default()));
    let input = use_node_ref();
    use_shown(&input, &typed);
    field::use_composed(&input, typed.oninput.clone());

    let script = use_memo(props.search.clone(), |search| search.script());
    let everyday = props.store.get(&key::everyday());
    let words = everyday.as_ref().map(|known| known.words.as_slice()).unwrap_or_default();
    let query = Query::new(&typed.words, &props.search, &props.overview.plans, words, &script);
    let (store, overview) = (&props.store, &*props.overview);
    let index = SearchIndex {
        overview,
        search: &props.search,
        part: &|n| store.get(&key::search_part(n)),
        texts: &|n| store.get(&key::search_text(n)),
        facts: &|n| store.get(&key::search_facts(n)),
    };
    // What was wished for of other words is none of these.
    let wish = match &*wishes {
        (words, wish) if *words == typed.words => wish.clone(),
        _ => Wish { plans: PLANS, ..Wish::default() },
    };
    let is_empty = query.is_empty();
    let outcome = search(&index, &query, &filter, &wish);
    let mut missing: Vec<AnyKey> = outcome.as_ref().err().cloned().unwrap_or_default();
    if !is_empty && everyday.is_none() {
        missing.push(key::everyday().into());
    }
    let state = use_shards(missing);
    // What was found last stays in sight while more is fetched: nothing jumps at a keystroke.
    let last = use_mut_ref(|| None::<Rc<Answer>>);
    if let (Ok(found), PageState::Ready) = (outcome, &state) {
        let (words, wish) = (typed.words.clone(), wish.clone());
        *last.borrow_mut() = Some(Rc::new(Answer { found, query, words, filter, wish }));
    }
    let answer = last.borrow().clone();
    let of = typed.words.clone();
    let wished = Callback::from(move |wish| wishes.set((of.clone(), wish)));
    html! {
        <article class="search" onkeydown={keys::moves(&input)}>
            <h1>{ m.search.title }</h1>
            { field::form(m, store.language(), "search-words", &input, typed.onsubmit.clone(), typed.oninput.clone()) }
            <p class="meta search-keys">{ m.search.keys }</p>
            { failed(m, &state) }
            if let Some(answer) = answer.filter(|answer| !answer.query.is_empty()) {
                { results(m, &index, &answer, words, &wished) }
            } else if is_empty || state != PageState::Loading {
                { beginnings(m, overview) }
            } else {
                { waiting(m, &state) }
            }
        </article>
    }
}

/// What was found for which words.
struct Answer {
    found: SearchResult,
    query: Query,
    words: String,
    filter: Filter,
    wish: Wish,
}

fn failed(m: &Messages, state: &PageState) -> Html {
    let PageState::Failed { message, retry } = state else { return Html::default() };
    html! {
        <div class="state" role="alert">
            <p>{ m.failed }{ " " }<span class="meta">{ message }</span></p>
            <button type="button" class="primary" onclick={retry.reform(|_: MouseEvent| ())}>{ m.retry }</button>
        </div>
    }
}

fn results(m: &Messages, index: &SearchIndex, answer: &Answer, known: &[Everyday], wished: &Callback<Wish>) -> Html {
    let w = &m.search;
    let Answer { found, words, wish, .. } = answer;
    let others = found.plans.len() + found.indicators.len() + found.offices.len();
    let said = match (found.all, found.shown) {
        (0, _) if others == 0 => w.none(words),
        (0, _) => w.no_clauses(words),
        (all, shown) if all == shown && found.about => w.about(words, all, found.in_plans),
        (all, shown) if all == shown => w.found(words, all, found.in_plans),
        (all, shown) if found.about => w.narrowed_about(words, shown, all),
        (all, shown) => w.narrowed(words, shown, all),
    };
    let rest = (found.in_plans as usize).saturating_sub(found.groups.len().min(wish.plans));
    let more = wished.reform({
        let wish = wish.clone();
        move |_: MouseEvent| Wish { plans: wish.plans + PLANS, ..wish.clone() }
    });
    let every = wished.reform({
        let wish = wish.clone();
        move |_: MouseEvent| Wish { plans: ALL, ..wish.clone() }
    });
    let is_cut = wish.plans != ALL
        && answer.filter.chosen("plan").is_none()
        && (rest > 0 || found.groups.iter().any(|group| group.hits.len() > hits::OF_PLAN));
    html! {
        <>
            <p class="search-count" role="status">{ said }</p>
            { everyday(m, index, answer, known) }
            if found.all == 0 && others == 0 { { nothing(m, index, answer, known) } }
            { hits::others(m, index, found, &answer.query) }
            <div class="search-columns">
                if found.all > 0 { { facets::facets(m, index, answer, wished) } }
                <div class="search-hits">
                    { for found.groups.iter().take(wish.plans).map(|group| hits::group(m, index, group, answer)) }
                    if found.all > 0 && found.shown == 0 {
                        <p><Link to={Route::SEARCH} query={written(words, &Filter::default())}>{ w.clear }</Link></p>
                    }
                    if rest > 0 {
                        <p><button type="button" onclick={more}>{ w.more_plans(rest) }</button></p>
                    }
                    if is_cut && found.shown <= MOST {
                        <p><button type="button" onclick={every} data-all="">{ w.all_hits(found.shown) }</button></p>
                    }
                    if found.shown > 0 { { take_view(m) } }
                </div>
            </div>
        </>
    }
}

/// What plans say for the everyday words that were asked for.
fn everyday(m: &Messages, index: &SearchIndex, answer: &Answer, known: &[Everyday]) -> Html {
    let Some(entry) = answer.query.everyday().and_then(|n| known.get(n)) else { return Html::default() };
    let topic = index.overview.topics.get(entry.topic as usize);
    html! {
        <div class="search-everyday">
            { examples(m.search.everyday, entry.means.iter().map(String::as_str)) }
            if let Some(topic) = topic {
                <p><span class="meta">{ m.search.whole_topic }</span>{ " " }<Link to={Route::topic(&topic.topic.id)}>{ named(m, &topic.topic.name) }</Link></p>
            }
        </div>
    }
}

/// The topics whose names and everyday words share most characters with what was typed; all where none shares any.
fn nearest_topics<'a>(index: &SearchIndex<'a>, words: &str, known: &[Everyday]) -> Vec<&'a TopicEntry> {
    const OFFERED: usize = 4;
    let shared = |n: usize, topic: &TopicEntry| {
        let everyday = known.iter().filter(|entry| entry.topic as usize == n).flat_map(|entry| &entry.asks);
        let names = everyday.map(String::as_str).chain([topic.topic.name.hans.as_str()]);
        let in_common = |name: &str| words.chars().filter(|c| !c.is_whitespace() && name.contains(*c)).count() as u32;
        names.map(in_common).max().unwrap_or(0)
    };
    let topics = index.overview.topics.iter().enumerate();
    let mut topics: Vec<(u32, &TopicEntry)> = topics.map(|(n, topic)| (shared(n, topic), topic)).collect();
    topics.order_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    if topics.first().is_some_and(|(shared, _)| *shared > 0) {
        topics.retain(|(shared, _)| *shared > 0);
        topics.truncate(OFFERED);
    }
    topics.into_iter().map(|(_, topic)| topic).collect()
}

/// Shorter words that would find something.
fn nothing(m: &Messages, index: &SearchIndex, answer: &Answer, known: &[Everyday]) -> Html {
    let chars: Vec<char> = answer.words.trim().chars().collect();
    let script = index.search.script();
    let finds = |words: &str| is_held(index, &Query::new(words, index.search, &[], &[], &script));
    let mut tries: Vec<String> = Vec::new();
    for length in (2..chars.len().min(20)).rev() {
        for part in [&chars[..length], &chars[chars.len() - length..]] {
            let words: String = part.iter().collect();
            if tries.len() < 3 && tries.iter().all(|known| !known.contains(words.trim())) && finds(&words) {
                tries.push(words.trim().to_owned());
            }
        }
    }
    html! {
        <div class="search-nothing">
            <p>{ m.search.none_advice }</p>
            if !tries.is_empty() { { examples(m.search.try_instead, tries.iter().map(String::as_str)) } }
            <p class="examples"><span class="meta">{ m.search.nearest_topics }</span>
                { for nearest_topics(index, &answer.words, known).into_iter().map(|entry| html! {
                    <>{ " " }<Link to={Route::topic(&entry.topic.id)} class="choice">{ named(m, &entry.topic.name) }</Link></>
                }) }
            </p>
        </div>
    }
}

/// What the page shows before anything is typed, and without WebAssembly always: ways to find without it.
fn beginnings(m: &Messages, o: &Overview) -> Html {
    let w = &m.search;
    html! {
        <div class="search-beginnings">
            <p class="lead">{ w.lead }</p>
            { examples(w.examples_title, w.examples.iter().copied()) }
            <p class="scriptless">{ w.scriptless }</p>
            <section class="group" aria-labelledby="otherwise">
                <h2 id="otherwise">{ w.otherwise }</h2>
                <ul class="ways">
                    <li><Link to={Route::TOPICS}>{ m.nav_topics }</Link>
                        <ul class="topic-list">
                            { for o.topics.iter().map(|entry| html! {
                                <li><Link to={Route::topic(&entry.topic.id)}>{ named(m, &entry.topic.name) }</Link>
                                    <span class="count">{ entry.clauses.values().sum::<u32>() }</span></li>
                            }) }
                        </ul></li>
                    <li><Link to={Route::UNITS}>{ m.nav_units }</Link></li>
                    <li><Link to={Route::COMPARE}>{ m.nav_compare }</Link></li>
                    <li><Link to={Route::PLANS}>{ m.nav_plans }</Link></li>
                </ul>
            </section>
        </div>
    }
}

fn examples<'a>(title: &'static str, words: impl Iterator<Item = &'a str>) -> Html {
    html! {
        <p class="examples"><span class="meta">{ title }</span>
            { for words.map(|words| html! {
                <>{ " " }<Link to={Route::SEARCH} query={written(words, &Filter::default())} class="choice" lang="zh-Hans">{ words.to_owned() }</Link></>
            }) }
        </p>
    }
}
