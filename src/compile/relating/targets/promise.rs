//! What a figure that commits promises: label, kind, unit, comparator, years, scope and quote.
//!
//! In: a figure with its [`Surroundings`]. Out: a [`Promise`]. What a figure does not say itself, the figure before it
//! in its phrase says, or the phrase before ([`Antecedent`]). [`named`] is what the surroundings name, [`label`] and
//! [`scope`] choose from it.

mod label;
mod named;
mod scope;

pub use label::{LABEL, WITH_THING, WITH_VERB};
pub use scope::{SCOPE, inherited_scope};

use super::figures::Figure;
use super::kinds::{kind_of, years_of};
use super::labels::{named_people, tidy, whole};
use super::measures::Measure;
use super::predicates::Predicate;
use super::sentence::Text;
use super::subject::Head;
use super::times::{Times, When};
use crate::compile::rules::rules;
use crate::model::{Baseline, Comparator, Decimal, Kind, Plan, YearBy};
use crate::text::numerals::Form;
use label::{label, with_thing, with_verb};
use named::Named;
use scope::scope;
use std::collections::VecDeque;
use std::ops::Range;

/// How far back in its sentence the words begin that a figure is quoted with, in characters. Real quotes have up to
/// ninety.
const FARTHEST: usize = 250;

/// How far back what tells indicators apart is looked for, in characters. In real sentences it stands up to two hundred
/// before.
pub const CONTEXT: usize = 350;

/// A label that has become longer is not carried on to the next figure. Real ones have up to ninety characters.
const LONGEST_LABEL: usize = 200;

/// One commitment before it becomes a [`Target`](crate::model::Target).
#[derive(Clone, Debug)]
pub struct Promise {
    /// Where its figure stands; of one without, where what is promised begins.
    pub figure: Range<usize>,
    /// What is promised, in the plan's own words.
    pub label: String,
    /// How the value binds.
    pub comparator: Comparator,
    /// The figure in `unit`; none where no number is promised.
    pub value: Option<Decimal>,
    /// Upper end of a range.
    pub max: Option<Decimal>,
    /// None for a ratio, and where no number is promised.
    pub unit: Option<String>,
    /// What the value counts.
    pub kind: Kind,
    /// First and last year, as far as they are told; of a state or a rise the last alone.
    pub years: (Option<u16>, Option<u16>),
    /// Where these years stand, if words say them.
    pub years_at: Option<Range<usize>>,
    /// Whether the sentence or the head of the paragraph says the years.
    pub year_by: Option<YearBy>,
    /// The place or the part of it that is meant: 全市, 中心城区.
    pub scope: String,
    /// A full-coverage commitment (全面取消, 全覆盖, 100%), or a goal relative to another figure.
    pub qualitative: bool,
    /// Where the words that make it stand in the text.
    pub quote: Range<usize>,
    /// What its sentence says before the quote.
    pub context: Range<usize>,
    /// What there was before, where a table says so.
    pub baseline: Option<Baseline>,
}

/// What later words may refer to: a phrase, or a figure in it, by what was said there.
#[derive(Clone, Debug, Default)]
pub struct Antecedent {
    /// What it was about.
    pub label: String,
    /// Where its words begin, for quotes that need them.
    pub start: usize,
    /// Whose it was; none where that was not said, or is the whole place.
    pub scope: Option<String>,
    /// Kind, unit and comparator of its last target.
    pub kind: Option<(Kind, Option<String>, Comparator)>,
    /// What the figures after it are about: 普及率、数控化率分别超过90%、75%.
    pub rest: VecDeque<String>,
    /// Nothing but a time or a scope: 到2028年，
    pub frame_only: bool,
    /// 目前, 截至: the sentence tells what there is.
    pub now: bool,
    /// A colon follows: 分年度改造老旧小区：2025年28个，2026年25个.
    pub opens_list: bool,
    /// It gives money to somebody: 对企业奖励3万元.
    pub gives: bool,
    /// Where its phrase ends.
    pub end: usize,
}

impl Antecedent {
    /// Its last target counted what is done in a period.
    fn counts(&self) -> bool {
        matches!(self.kind, Some((Kind::Cumulative | Kind::Annual, ..)))
    }

    /// What it was about can be carried on.
    fn names_something(&self) -> bool {
        !self.frame_only && !self.label.is_empty() && self.label.len() <= LONGEST_LABEL * '字'.len_utf8()
    }
}

/// A figure that commits, with what surrounds it.
pub struct Surroundings<'a> {
    /// The plan that it stands in.
    pub plan: &'a Plan,
    /// The clause's text; all places count in its characters.
    pub text: &'a Text,
    /// The figure itself.
    pub figure: &'a Figure,
    /// What the words right before it say about it.
    pub predicate: Predicate,
    /// What stands at the front of its stretch.
    pub head: Head,
    /// The words that belong to it.
    pub stretch: Range<usize>,
    /// The times of its sentence.
    pub times: &'a Times,
    /// The time that frames it; none where its sentence names none before it.
    pub frame: Option<When>,
    /// Year of the annex column.
    pub column: Option<u16>,
    /// Where the sentence begins.
    pub begin: usize,
    /// What the figure before it in the same phrase said.
    pub coordinated: Option<&'a Antecedent>,
    /// What stands behind the last of some figures that are dealt out, of which this is one.
    pub for_all: Option<Comparator>,
    /// What the phrase before said.
    pub before: Option<&'a Antecedent>,
    /// What is done, where the phrase before says so and this one how much of it.
    pub undertaken: Option<String>,
}

/// What the figure promises.
pub fn promise(of: &Surroundings) -> Promise {
    let s = Named::of(of);
    let figure = of.figure;
    let begin = figure.range.start;
    let (name, start) = label(&s).unwrap_or_else(|| (of.text.slice(of.head.core..begin), of.head.start));
    let kind = kind_of(&s.statement(&name));
    let name = with_verb(&s, &name, kind).unwrap_or(name);
    let name = with_thing(&s, &name).unwrap_or(name);
    let scope = scope(&s).unwrap_or_else(|| whole(of.plan));
    let end = s.object.as_ref().map_or(figure.range.end, |object| object.end);
    let start = if of.coordinated.is_none() { quote_start(of.before, start) } else { start };
    let all = figure.measure == Measure::Percent && figure.value == Decimal::from_int(100) && kind == Kind::Level;
    // 增加一倍 is a rise of 100 %, as 翻一番 is.
    let amount = |value: Decimal| value.times(if is_rise_in_times(figure, kind) { 100 } else { 1 }).unwrap_or(value);
    Promise {
        figure: figure.range.clone(),
        unit: unit(figure, &name, kind).unwrap_or_else(|| figure.unit.clone()),
        label: tidy(&name.replace("至少", "")),
        comparator: comparator(&s).unwrap_or(Comparator::Equal),
        value: Some(amount(figure.value)),
        max: figure.max.map(amount),
        kind,
        years: years_of(kind, of.frame, of.column),
        years_at: years_at(of.text, of.times, begin, of.frame),
        year_by: None,
        scope,
        qualitative: all,
        quote: start..end.max(start),
        context: of.begin.max(start.saturating_sub(CONTEXT))..start.max(of.begin),
        baseline: None,
    }
}

rules! {
    fn unit(figure: &Figure, label: &str, kind: Kind) -> Option<String>, UNIT of "unit";
    "rise in times" "增加约一倍": is_rise_in_times(figure, kind) => Some("%".to_owned());
    "times" "平均水平的1.5倍": is_in_times(figure) => None;
    "people" "常住人口达到300万": find named_people(label).filter(|_| figure.unit.is_none()).map(|unit| Some(unit.to_owned()));
}

fn is_in_times(figure: &Figure) -> bool {
    figure.unit.as_deref() == Some("倍")
}

fn is_rise_in_times(figure: &Figure, kind: Kind) -> bool {
    is_in_times(figure) && kind == Kind::Increase
}

rules! {
    fn comparator(s: &Named) -> Comparator, COMPARATOR of "comparator";
    "behind the figure" "50个以上": find s.of.figure.after;
    "what is done" "突破百项前沿技术": s.of.figure.form == Form::Bare && s.breaks_through() => Comparator::Equal;
    "before the figure" "不低于50%": find s.of.predicate.comparator;
    "at least" "至少培育5家": s.is_at_least() => Comparator::AtLeast;
    "as the last" "分别达到12件、16件以上": find s.of.for_all;
    "as the first" "分别超过90%、75%": find s.first().map(|(.., comparator)| *comparator);
}

/// Where the years of the frame stand that holds at `position`.
pub fn years_at(text: &Text, times: &Times, position: usize, frame: Option<When>) -> Option<Range<usize>> {
    let frame = frame?;
    let time = times.until(position).iter().rfind(|t| t.when == frame)?;
    Some(time.years(text))
}

/// A phrase that is only a time or a scope before the words belongs to the quote.
pub fn quote_start(before: Option<&Antecedent>, start: usize) -> usize {
    match before {
        Some(before) if before.frame_only && before.end < start && start - before.end <= 2 => before.start,
        _ => start,
    }
}
