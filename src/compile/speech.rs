//! The words that texts are read with: those that the program ships, or with those of a corpus among them.
//!
//! In: own words with their classes. Out: the lexicon with the automaton that finds its words. Invariants: a corpus
//! without own words is read with the shipped ones; own words hold while [`with_words`] runs, on all of its threads, and
//! nowhere else.

use super::automaton::Everywhere;
use super::lexicon::{Classes, Lexicon};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Own words of a corpus, each with its classes.
pub type OwnWords = BTreeMap<String, Classes>;

/// A lexicon, ready to be found in texts.
pub struct Speech {
    /// Its words.
    pub lexicon: &'static Lexicon,
    /// Finds them, by their number.
    pub automaton: Everywhere,
    /// Characters of the longest.
    pub longest: usize,
}

thread_local! {
    static OWN: Cell<Option<&'static Speech>> = const { Cell::new(None) };
}

impl Speech {
    fn of(lexicon: &'static Lexicon) -> Self {
        let words = || lexicon.words.iter();
        let automaton = Everywhere::of(words().map(|word| word.text.as_str()));
        Self { lexicon, automaton, longest: words().map(|word| word.length).max().unwrap_or(0) }
    }
}

/// What this thread reads with.
pub fn spoken() -> &'static Speech {
    static SHIPPED: LazyLock<Speech> = LazyLock::new(|| Speech::of(Lexicon::shipped()));
    OWN.get().unwrap_or(&SHIPPED)
}

/// Runs `read` with own words among the shipped ones.
///
/// It runs in threads of its own, so that what others read at the same time is read with their words. Where the machine
/// gives no more threads, it runs on this one.
pub fn with_words<T: Send>(own: &OwnWords, read: impl FnOnce() -> T + Send) -> T {
    if own.is_empty() {
        return read();
    }
    let speech = speech_of(own);
    let pool = rayon::ThreadPoolBuilder::new().start_handler(move |_| OWN.set(Some(speech)));
    match pool.build() {
        Ok(pool) => pool.install(read),
        Err(_) => {
            let before = OWN.replace(Some(speech));
            let read = read();
            OWN.set(before);
            read
        }
    }
}

/// Words are borrowed wherever they are found, so a lexicon is kept for good: once for each set of own words, however
/// often a folder that is watched is compiled.
fn speech_of(own: &OwnWords) -> &'static Speech {
    static KNOWN: Mutex<BTreeMap<OwnWords, &'static Speech>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(own.clone()).or_insert_with(|| {
        let lexicon: &'static Lexicon = Box::leak(Box::new(Lexicon::shipped().with(own)));
        Box::leak(Box::new(Speech::of(lexicon)))
    })
}
