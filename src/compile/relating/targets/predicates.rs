//! The words right before a figure: 均保持在, 力争达到, 不低于.
//!
//! In: characters and where a figure begins. Out: what the words say about it and where they begin.

use crate::compile::lexicon::{Class, Classes, Word};
use crate::compile::rules::rules;
use crate::compile::words::View;
use crate::model::Comparator;
use crate::text::numerals::is_scale;

/// What the words right before a figure say about it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Predicate {
    /// How it binds: 不低于, 力争突破; none where they do not say.
    pub comparator: Option<Comparator>,
    /// Whether it is a state or a change; none where they do not say.
    pub aspect: Option<Aspect>,
    /// Where the words begin.
    pub start: usize,
}

impl Predicate {
    /// Whether a comparator stands before the figure.
    pub fn compared(&self) -> bool {
        self.comparator.is_some()
    }
}

/// Whether a figure is a state that is reached, or by how much something changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A state is reached: 达到, 提高至, 保持在.
    Reach,
    /// It changes by so much: 增长, 下降.
    Change,
    /// Every year by so much: 年均.
    Yearly,
}

/// The predicate that ends at `end` and begins not before `start`: 均保持在, 力争达到, 不低于.
pub fn predicate(chars: View, start: usize, end: usize) -> Predicate {
    let part = part_of_a_whole(chars, start, end);
    let mut p = part.unwrap_or(Predicate { start: end, ..Default::default() });
    while let Some(word) = chars.word_before(start, p.start, PREDICATES) {
        if is_other(&Led { chars, word, phrase: start, end: p.start, figure: end }).is_some() {
            break;
        }
        p.comparator = p.comparator.or(comparator_of(word));
        p.aspect = p.aspect.or(aspect_of(word));
        p.start -= word.length;
    }
    p
}

rules! {
    /// The predicate before a whole of which the figure is a part.
    fn part_of_a_whole(chars: View, start: usize, end: usize) -> Predicate, PART of "predicate";
    "before the whole" "不低于供地总量的三分之一": find before_the_whole(chars, start, end);
}

rules! {
    /// What looks like a word of a predicate, and ends it.
    fn is_other(w: &Led) -> (), OTHER of "predicate";
    "not for whom" "为62户贫困": w.is("为") && w.end - 1 == w.phrase => ();
    "not nearby" "就近300户": w.is("近") && w.chars.longest_before(w.phrase, w.end, Class::NearPlace).is_some() => ();
    "not over a small number" "走访过30家": w.is("过") && !w.is_before_great_sum() => ();
    "not through" "通过百亿元": w.is("过") && w.chars.longest_before(0, w.end, Class::Through).is_some() => ();
}

/// A word that may belong to a predicate.
struct Led<'a> {
    chars: View<'a>,
    word: &'a Word,
    /// Where its phrase begins.
    phrase: usize,
    /// Where it ends.
    end: usize,
    /// Where the figure begins.
    figure: usize,
}

impl Led<'_> {
    fn is(&self, word: &str) -> bool {
        self.word.text == word
    }

    /// 总量过万亿.
    fn is_before_great_sum(&self) -> bool {
        self.end == self.figure && self.chars.get(self.end).is_some_and(|c| is_scale(*c) && *c != '十')
    }
}

/// 不低于供地总量的三分之一: the whole stands between the comparator and its part.
fn before_the_whole(chars: View, start: usize, end: usize) -> Option<Predicate> {
    /// Characters of the longest whole with its comparator.
    const WHOLE: usize = 14;
    let mut places = (start.max(end.saturating_sub(WHOLE))..end.saturating_sub(1)).filter(|_| chars.before(end, "的"));
    places.find_map(|at| {
        let comparator = part_comparator(chars, at, end).filter(|_| !chars[at..end].contains(&'、'))?;
        Some(Predicate { comparator: Some(comparator), aspect: None, start: at })
    })
}

fn part_comparator(chars: View, i: usize, end: usize) -> Option<Comparator> {
    comparator_of(chars.word_at(i, end, COMPARATORS).filter(|word| word.length > 1)?)
}

const COMPARATORS: Classes = Classes::of(Class::AtLeast).and(Classes::of(Class::AtMost)).and(Classes::of(Class::About));
const ASPECTS: Classes = Classes::of(Class::Reach).and(Classes::of(Class::Change)).and(Classes::of(Class::PerYear));
/// All words of predicates; none is of two of these classes.
const PREDICATES: Classes = COMPARATORS.and(ASPECTS).and(Classes::of(Class::PredicateRest));

fn comparator_of(word: &Word) -> Option<Comparator> {
    [(Class::AtLeast, Comparator::AtLeast), (Class::AtMost, Comparator::AtMost), (Class::About, Comparator::About)]
        .into_iter()
        .find_map(|(class, comparator)| word.is(class).then_some(comparator))
}

fn aspect_of(word: &Word) -> Option<Aspect> {
    [(Class::Reach, Aspect::Reach), (Class::Change, Aspect::Change), (Class::PerYear, Aspect::Yearly)]
        .into_iter()
        .find_map(|(class, aspect)| word.is(class).then_some(aspect))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::words::Words;

    #[test]
    fn reads_predicates() {
        for (words, comparator, aspect, rest) in [
            ("就读率均保持在", None, Some(Aspect::Reach), "就读率"),
            ("总量力争突破", Some(Comparator::AtLeast), None, "总量"),
            ("城镇化率提升至接近", Some(Comparator::About), Some(Aspect::Reach), "城镇化率"),
            ("漏损率控制在", Some(Comparator::AtMost), None, "漏损率"),
            ("幸福院不少于", Some(Comparator::AtLeast), None, "幸福院"),
            ("供应占比不低于供地总量的", Some(Comparator::AtLeast), None, "供应占比"),
            ("投资年均增长", None, Some(Aspect::Change), "投资"),
        ] {
            let words_in = Words::of(words);
            let chars = words_in.all();
            let p = predicate(chars, 0, chars.len());
            assert_eq!((p.comparator, p.aspect), (comparator, aspect), "{words}");
            assert_eq!(chars[..p.start].iter().collect::<String>(), rest, "{words}");
        }
    }
}
