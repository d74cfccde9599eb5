//! What a figure that commits promises: label, kind, unit, comparator, years, scope and quote.
//!
//! In: a figure with its [`Surroundings`]. Out: a [`Promise`]. What a figure does not say itself, the figure before it
//! in its phrase says, or the phrase before ([`Antecedent`]).

use super::exclusions::breaks_through;
use super::figures::Figure;
use super::kinds::{Doing, Statement, kind_of, years_of};
use super::labels::{
    alike, baseline, change_verb, is_place, is_verb_only, leading_verb, named_people, named_place, names_doing,
    of_what, scale_named, tidy, whole,
};
use super::measures::Measure;
use super::predicates::{Aspect, Predicate};
use super::sentence::Text;
use super::subject::Head;
use super::times::{Time, Times, When};
use crate::compile::lexicon::Class;
use crate::compile::rules::rules;
use crate::compile::words::{closing, is_han, length, mentions};
use crate::model::{Baseline, Comparator, Decimal, Kind, Plan, YearBy};
use crate::text::numerals::Form;
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

/// Surroundings with what they name.
struct Named<'a> {
    of: &'a Surroundings<'a>,
    /// Words between the head and the predicate.
    subject: Range<usize>,
    /// The subject without what it is compared with (比2020年) and a time that only dates it.
    name: String,
    /// The name is only a verb: 举办, 累计.
    verb_only: bool,
    /// From what is promised to the figure.
    words: String,
    /// The words behind the figure that say what is counted.
    object: Option<Range<usize>>,
    compared_with: Option<usize>,
    /// Where 其中 stands.
    part: Option<usize>,
}

/// A label, and where its words begin.
type Label = (String, usize);

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
    /// What the figure is about.
    fn label(s: &Named) -> Label, LABEL of "label";
    "size of what was named" "陶瓷产业集群规模不断壮大，打造千亿产业集群": find s.size_of_named();
    "how much of what is done" "新改建雨水管道及泵站，管道总长35公里": find s.of.undertaken.clone().map(|done| (done, s.of.head.start));
    "part in a place" "新增学位5400个，其中滨江新区2160个": find s.part_in_a_place();
    "share of the whole" "其中不低于35%": find s.share_of_the_whole();
    "part by its name" "其中移民安置区劳动力不少于1.2万人次": find s.part_by_its_name();
    "subject and object" "“一县一特色”发展1~2条重点产业链": find s.with_object();
    "subject and change" "户籍人口城镇化率力争每年提高0.8～1个百分点": s.has_name() && s.changes() => s.named(&change_verb(&s.of.text.slice(s.of.predicate.start..s.of.figure.range.start)));
    "subject" "常住人口达到300万": s.has_name() => s.named("");
    "object" "推进2条历史街区保护": find s.object_alone();
    "as before" "分别改造老旧小区30个、40个": find s.as_before();
}

rules! {
    /// The verb of the first of several things names the others too.
    fn with_verb(s: &Named, label: &str, kind: Kind) -> String, WITH_VERB of "label with the verb before";
    "done as before" "新建口袋公园6个、绿道15公里": find s.verb_before(label, kind);
}

rules! {
    /// What a bare measure or a mere effect is of, the words before say.
    fn with_thing(s: &Named, label: &str) -> String, WITH_THING of "label with the thing before";
    "measure or effect of it" "推行“小哥驿站”，镇街覆盖率达到100%": find s.thing_before(label);
}

rules! {
    fn unit(figure: &Figure, label: &str, kind: Kind) -> Option<String>, UNIT of "unit";
    "rise in times" "增加约一倍": is_rise_in_times(figure, kind) => Some("%".to_owned());
    "times" "达到全省平均的2倍": is_in_times(figure) => None;
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

rules! {
    fn scope(s: &Named) -> String, SCOPE of "whose scope";
    "named" "中心城区新增停车位2000个": find s.of.head.scope.clone();
    "place of a part" "其中滨江新区2160个": find s.whole_in_a_place().map(|_| named_place(&s.of.text.slice(s.subject.clone())));
    "as the figure before" "建成区绿化覆盖率不低于43%、绿地率不低于39%": find s.of.coordinated.map(|first| first.scope.clone().unwrap_or_else(|| whole(s.of.plan)));
    "new subject" "县级以上公共图书馆达标率达到95%": s.has_own_subject() => s.general_scope();
    "as the phrase before" "福州都市圈新增高速公路31.5公里，新增轨道交通87公里": find inherited_scope(s.of.text, s.of.times, s.of.stretch.start, s.of.before, s.name.is_empty());
}

impl<'a> Named<'a> {
    fn of(of: &'a Surroundings<'a>) -> Self {
        let (text, chars) = (of.text, of.text.chars());
        let begin = of.figure.range.start;
        let core = of.head.core;
        let subject = core..of.predicate.start.max(core);
        let compared_with = baseline(chars, subject.clone());
        // A time at the end of the subject only dates it: 零工市场覆盖率2026年达到100%.
        let until = compared_with.unwrap_or(subject.end);
        let dated = of.times.until(until).last().filter(|t| t.range.end == until && t.range.start > subject.start);
        let name = text.slice(subject.start..dated.map_or(until, |t| t.range.start));
        Self {
            verb_only: is_verb_only(&name),
            words: text.slice(core..begin),
            object: object(text, of.figure, of.stretch.end),
            part: chars.find_text(of.stretch.start, begin, "其中"),
            compared_with,
            subject,
            name,
            of,
        }
    }

    fn named(&self, more: &str) -> Label {
        (self.name.clone() + more, self.of.head.start)
    }

    fn changes(&self) -> bool {
        self.of.predicate.aspect == Some(Aspect::Change)
    }

    fn has_name(&self) -> bool {
        !self.name.is_empty() && !self.verb_only
    }

    /// “一县一特色”发展1~2条产业链 has no subject of its own, 惠及居民 neither.
    fn has_own_subject(&self) -> bool {
        let done_by = closing(&self.name, Class::Quantity).is_some();
        self.has_name() && !done_by && leading_verb(&self.name).is_none()
    }

    /// What the figure before it said, else the phrase before.
    fn antecedent(&self) -> Option<&'a Antecedent> {
        self.of.coordinated.or(self.of.before)
    }

    /// What the figure before said where no words of its own part them: 分别增长10%和12%.
    fn first(&self) -> Option<&'a (Kind, Option<String>, Comparator)> {
        self.of.coordinated.filter(|_| self.words.is_empty()).and_then(|first| first.kind.as_ref())
    }

    /// What 其中 takes a part of.
    fn whole_of(&self) -> Option<&'a Antecedent> {
        self.part.and(self.antecedent()).filter(|whole| whole.kind.is_some() && whole.names_something())
    }

    fn has_unit_of(&self, whole: &Antecedent) -> bool {
        whole.kind.as_ref().is_some_and(|(_, unit, _)| *unit == self.of.figure.unit)
    }

    fn whole_in_a_place(&self) -> Option<&'a Antecedent> {
        self.whole_of().filter(|_| self.object.is_none() && is_place(self.name.trim_end_matches("合计")))
    }

    fn size_of_named(&self) -> Option<Label> {
        let named = self.of.before.filter(|_| self.of.figure.form == Form::Bare)?;
        Some((scale_named(&named.label)?, self.of.head.start))
    }

    fn part_in_a_place(&self) -> Option<Label> {
        let whole = self.whole_in_a_place()?;
        let share = if self.has_unit_of(whole) { "" } else { "占比" };
        Some((whole.label.clone() + share, self.of.head.start))
    }

    fn share_of_the_whole(&self) -> Option<Label> {
        let whole = self
            .whole_of()
            .filter(|whole| self.name.is_empty() && self.object.is_none() && !self.has_unit_of(whole))?;
        let share = if self.of.figure.measure == Measure::Percent { "占比" } else { "" };
        Some((whole.label.clone() + share, self.of.head.start))
    }

    fn part_by_its_name(&self) -> Option<Label> {
        let whole = self.whole_of().filter(|whole| self.has_unit_of(whole) && !alike(&whole.label, &self.name))?;
        let part = self.object.is_none() && self.has_name();
        part.then(|| (format!("{}（其中{}）", whole.label, self.name), self.of.head.start))
    }

    fn with_object(&self) -> Option<Label> {
        let object = self.object.clone().filter(|_| self.has_name())?;
        Some(self.named(&self.of.text.slice(object)))
    }

    fn object_alone(&self) -> Option<Label> {
        let object = self.of.text.slice(self.object.clone()?);
        let chars = self.of.text.chars();
        let verb = chars.longest_before(self.of.head.core, self.of.figure.range.start, Class::Changing);
        Some(self.named(&format!("{}{object}", verb.filter(|_| self.changes()).unwrap_or_default())))
    }

    fn as_before(&self) -> Option<Label> {
        let before = self.antecedent().filter(|before| before.names_something())?;
        let own = self.of.coordinated.is_none();
        let near = own && self.of.figure.range.start - before.start <= FARTHEST;
        let sum = if self.words.ends_with("投资") { "投资" } else { "" };
        let verb = match self.changes() && own && self.of.predicate.start <= self.of.head.core {
            true => change_verb(&self.words),
            false => String::new(),
        };
        let start = if near { before.start } else { self.of.head.start };
        Some((before.label.clone() + sum + &verb, start))
    }

    fn breaks_through(&self) -> bool {
        let of = self.of;
        of.figure.measure == Measure::Count && breaks_through(of.text.chars(), of.head.core, of.figure.range.start)
    }

    fn is_at_least(&self) -> bool {
        let (chars, core) = (self.of.text.chars(), self.of.head.core);
        self.of.head.at_least || chars.find(core, self.of.figure.range.start, Class::Least).is_some()
    }

    /// Whether what stands before counts what is done, and this too: 新建公共厕所120座，户用厕所14500座, also after 其中.
    fn is_done_as_before(&self, label: &str) -> bool {
        let of = self.of;
        if closing(label, Class::StateNoun).is_some() {
            return false;
        }
        let bare = of.predicate.aspect.is_none() && !mentions(label, Class::PerPerson);
        let same = || self.subject.is_empty() && of.before.is_some_and(|before| self.has_unit_of(before));
        let goes_on = self.words.is_empty() || bare && (self.part.is_some() || !of.predicate.compared() || same());
        let listed =
            of.before.is_some_and(|before| before.opens_list && names_doing(&before.label)) && self.words.is_empty();
        of.coordinated.or(of.before.filter(|_| goes_on)).is_some_and(Antecedent::counts)
            || of.undertaken.is_some()
            || listed
    }

    fn statement<'s>(&'s self, label: &'s str) -> Statement<'s> {
        let of = self.of;
        let (stretch, begin) = (&of.stretch, of.figure.range.start);
        let within = of.times.within(stretch.start..begin).iter();
        let chars = of.text.chars();
        Statement {
            figure: of.figure,
            predicate: of.predicate,
            doing: Doing::of(&of.text.slice(of.head.start..begin)),
            label,
            yearly: is_yearly(of.text, of.times, stretch.start, begin),
            frequent: within.clone().any(|t| t.when == When::Frequent && t.range.end <= begin),
            baseline: self.compared_with.is_some(),
            each: of.head.scope.as_ref().is_some_and(|scope| scope.starts_with("每")),
            sized: chars.longest_at(of.figure.range.end, stretch.end, Class::ScaleNoun).is_some(),
            frame: of.frame,
            column: of.column,
            flow_before: self.is_done_as_before(label),
            first: self.first().map(|(kind, unit, _)| (*kind, unit.clone())),
        }
    }

    fn verb_before(&self, label: &str, kind: Kind) -> Option<String> {
        let verb = self.antecedent().filter(|before| before.counts()).and_then(|before| leading_verb(&before.label))?;
        let counts = matches!(kind, Kind::Cumulative | Kind::Annual)
            && self.is_done_as_before(label)
            && self.of.undertaken.is_none();
        let doing = self.of.text.slice(self.of.head.start..self.of.figure.range.start);
        (counts && !names_doing(label) && !names_doing(&doing)).then(|| verb.to_owned() + label)
    }

    fn thing_before(&self, label: &str) -> Option<String> {
        let before = self.antecedent().filter(|before| before.names_something() && self.part.is_none())?;
        Some(of_what(&before.label, label)? + label)
    }

    /// The whole place, or one of which the words before said that all of it is meant.
    fn general_scope(&self) -> String {
        let general = self.of.before.and_then(|before| before.scope.clone()).filter(|scope| scope.starts_with('全'));
        general.unwrap_or_else(|| whole(self.of.plan))
    }
}

/// Whether 每年 or 年均 governs the figure.
fn is_yearly(text: &Text, times: &Times, left: usize, figure: usize) -> bool {
    let last = times.within(0..figure).iter().rfind(|t| t.when != When::Aside);
    match last {
        // 每年举办2场，三年内培训3万人次: a period of its own ends it.
        Some(Time { range, .. }) if text.chars().find_text(range.end, figure, "年内").is_some() => false,
        Some(Time { when: When::Annual, range }) => {
            // 每年 carries on over commas, not over semicolons; 年均 does not.
            let rate = text.chars().at(range.start, "年均");
            range.start >= left
                || !rate && !text.chars()[range.end..figure].contains(&'；') && !is_done_anew(text, range.end..figure)
        }
        _ => false,
    }
}

/// Whether behind a comma in `between` something else is done: 每年举办展会10场，引进企业20家.
fn is_done_anew(text: &Text, between: Range<usize>) -> bool {
    let chars = text.chars();
    let comma = between.clone().rfind(|&i| chars[i] == '，' && !text.masked[i]);
    comma.is_some_and(|comma| !chars.at(comma + 1, "其中") && chars.find(comma + 1, between.end, Class::Flow).is_some())
}

/// The words right behind a figure that say what is counted: 建成2.25万个以上公共充电桩.
fn object(text: &Text, figure: &Figure, bound: usize) -> Option<Range<usize>> {
    let chars = text.chars();
    let mut start = figure.range.end;
    start += chars.longest_at(start, bound, Class::ObjectLink).map_or(0, length);
    let spoken = chars.get(start).is_some_and(|c| is_han(*c) || matches!(c, '“' | '《') || c.is_ascii_alphanumeric());
    let mut end = bound;
    while end > start && matches!(chars[end - 1], '、' | ' ' | '和' | '及') {
        end -= 1;
    }
    // A bracket of units closes a phrase, it is no part of what is promised.
    if let Some(open) =
        (start..end).rfind(|&i| matches!(chars[i], '（' | '〔')).filter(|&i| text.bracket_end(i) == Some(end))
    {
        end = open;
    }
    let idle = chars.longest_at(start, end, Class::IdleObject);
    (spoken && end > start && idle.is_none()).then_some(start..end)
}

/// The scope that carries on from the phrase before to what begins at `position`. `bare`: it names nothing itself.
pub fn inherited_scope(
    text: &Text,
    times: &Times,
    position: usize,
    before: Option<&Antecedent>,
    bare: bool,
) -> Option<String> {
    // A place carries on over commas, not over semicolons; 每个街道 and where a rate holds not even so far.
    let cut = position.checked_sub(1).is_some_and(|before| text.chars()[before] == '；');
    let rate = |a: &Antecedent| matches!(a.kind, Some((Kind::Level | Kind::Increase, ..)));
    let before =
        before.filter(|a| !cut && (bare || !rate(a)) && a.scope.as_ref().is_none_or(|scope| !scope.starts_with("每")));
    // A new time opens a new thought: 到2028年93%以上的公办高中 is not about 每个县 any more.
    let fresh = times.within(position..position + 4).iter().any(|t| t.when.last().is_some());
    before.filter(|_| !fresh)?.scope.clone()
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
