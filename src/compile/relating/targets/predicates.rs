//! The words right before a figure: 均保持在, 力争达到, 不低于.
//!
//! In: characters and where a figure begins. Out: what the words say about it and where they begin.

use crate::compile::lexicon::{Class, Classes, Word};
use crate::compile::words::View;
use crate::model::Comparator;

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
    let mut p = Predicate { start: end, ..Default::default() };
    // 不低于供地总量的三分之一: the whole stands between the comparator and its part.
    if chars.before(end, "的")
        && let Some((at, comparator)) = (start.max(end.saturating_sub(14))..end - 1)
            .filter(|&i| !chars[i..end].contains(&'、'))
            .find_map(|i| part_comparator(chars, i, end).map(|c| (i, c)))
    {
        p = Predicate { comparator: Some(comparator), aspect: None, start: at };
    }
    loop {
        let Some(word) = chars.word_before(start, p.start, PREDICATES) else { return p };
        // 为62户家庭改造 begins with whom, not with a predicate.
        if word.text == "为" && p.start - 1 == start {
            return p;
        }
        // 附近 and 就近 are not 近, 提高质量达 ends at 达.
        if word.text == "近" && chars.longest_before(start, p.start, Class::NearPlace).is_some() {
            return p;
        }
        // 总量过万亿, but no other figure and not 通过.
        let over = || p.start == end && matches!(chars.get(end), Some('百' | '千' | '万' | '亿'));
        if word.text == "过" && (!over() || matches!(chars.get(end.wrapping_sub(2)), Some('通' | '经' | '度'))) {
            return p;
        }
        p.comparator = p.comparator.or(comparator_of(word));
        p.aspect = p.aspect.or(aspect_of(word));
        p.start -= word.length;
        if chars.before(p.start, "比重") {
            return p;
        }
    }
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
