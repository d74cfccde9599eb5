//! Sentences read clause by clause: which figures commit, what they are about, what carries on from one to the next.
//!
//! In: sentences of one text. Out: [`Promise`]s. Invariant: nothing carries on across 。.

use super::coverage::coverage;
use super::exclusions::Setting;
use super::figures::{Figure, figures};
use super::kinds::{Saying, kind_of, years_of};
use super::labels::{
    alike, baseline, change_verb, inner_place, is_place, is_verb_only, leading_verb, named_people, named_place,
    names_doing, of_what, scale_named, tidy, undertaken, whole,
};
use super::measures::Measure;
use super::predicates::{Aspect, Predicate, predicate};
use super::sentence::Text;
use super::subject::{Head, each_in, head};
use super::times::{Time, Times, When};
use crate::compile::lexicon::Class;
use crate::compile::words::{closing, is_han, length, mentions};
use crate::model::{Comparator, Decimal, Kind, Plan};
use crate::text::numerals::Form;
use std::collections::VecDeque;
use std::ops::Range;

/// How far back in its sentence the words begin that a figure is quoted with, in characters. Real quotes have up to
/// ninety.
const FARTHEST: usize = 250;

/// How far back what tells indicators apart is looked for, in characters. In real sentences it stands up to two hundred
/// before.
const CONTEXT: usize = 350;

/// A label that has become longer is not carried on to the next figure. Real ones have up to ninety characters.
const LONGEST_LABEL: usize = 200;

/// One commitment before it becomes a [`Target`].
#[derive(Clone, Debug)]
pub struct Promise {
    /// Where its figure stands; of one without, where what is promised begins.
    pub figure: Range<usize>,
    pub label: String,
    pub comparator: Comparator,
    pub value: Option<Decimal>,
    pub max: Option<Decimal>,
    pub unit: Option<String>,
    pub kind: Kind,
    pub years: (Option<u16>, Option<u16>),
    /// Where these years stand, if they stand in the sentence.
    pub years_at: Option<Range<usize>>,
    pub scope: String,
    pub qualitative: bool,
    pub quote: Range<usize>,
    /// What its sentence says before the quote.
    pub context: Range<usize>,
}

/// Reads the sentences of one clause of a plan.
pub struct Reader<'a> {
    pub plan: &'a Plan,
    pub text: &'a Text,
    /// Year of signing: what lies before it is no promise.
    pub signed: Option<u16>,
    /// Year of the annex column.
    pub column: Option<u16>,
    /// Where the sentence begins.
    pub begin: usize,
    pub promises: Vec<Promise>,
}

/// What a clause between commas leaves to the next one in its sentence.
#[derive(Clone, Debug, Default)]
struct Said {
    /// What it was about.
    label: String,
    /// Where its words begin, for quotes that need them.
    start: usize,
    scope: Option<String>,
    /// Kind, unit and comparator of its last target.
    kind: Option<(Kind, Option<String>, Comparator)>,
    /// What the figures after it are about: 普及率、数控化率分别超过90%、75%.
    rest: VecDeque<String>,
    /// Nothing but a time or a scope: 到2028年，
    frame_only: bool,
    /// 目前, 截至: the sentence tells what there is.
    now: bool,
    /// A colon follows: 分年度改造老旧小区：2025年28个，2026年25个.
    opens_list: bool,
    /// Where it ends.
    end: usize,
}

impl Said {
    /// Its last target counted what is done in a period.
    fn counts(&self) -> bool {
        matches!(self.kind, Some((Kind::Cumulative | Kind::Annual, ..)))
    }
}

/// What surrounds a figure that commits.
struct Around<'a> {
    predicate: Predicate,
    head: Head,
    /// The words that belong to it.
    stretch: Range<usize>,
    times: &'a Times,
    frame: Option<When>,
    /// What the figure before it in the same clause said.
    coordinated: Option<&'a Said>,
    /// What the clause before said.
    said: Option<&'a Said>,
    /// What is done, where the clause before says so and this one how much of it.
    done: Option<String>,
}

impl Reader<'_> {
    /// Adds what `sentence` promises.
    pub fn sentence(&mut self, sentence: Range<usize>) {
        let times = Times::of(self.text, sentence.clone(), self.column.or(self.signed));
        let mut said: Option<Said> = None;
        self.begin = sentence.start;
        for clause in self.text.clauses(sentence) {
            // What follows a year that cannot be read would be given an earlier one, or none.
            if self.text.has_broken_year(&clause) {
                return;
            }
            let found = figures(self.text, clause.clone(), &times);
            said = Some(self.clause(clause, &found, &times, said));
        }
    }

    /// Reads one clause between commas and the figures in it; gives what the next may refer to.
    fn clause(&mut self, clause: Range<usize>, found: &[Figure], times: &Times, said: Option<Said>) -> Said {
        let text = self.text;
        let aims = text.chars().find(clause.start, clause.end, Class::Aim).is_some();
        let outside = |i: usize| !text.masked[i] && times.at(i).is_none();
        // 从目前的920家增加到1300家 tells where it starts only.
        let start_only = |i: usize| text.chars().longest_before(clause.start, i, Class::From).is_some();
        let now =
            text.chars().find(clause.start, clause.end, Class::Now).is_some_and(|(i, _)| outside(i) && !start_only(i))
                || said.as_ref().is_some_and(|s| s.now) && !aims;
        let mut left = clause.start;
        let mut last: Option<Said> = None;
        let dealt = self.dealt_years(found, times, clause.start);
        for (n, figure) in found.iter().enumerate() {
            let predicate = predicate(text.chars(), left, figure.range.start);
            let head = head(text, times, left..predicate.start.max(left));
            let subject = text.slice(head.core..predicate.start.max(head.core));
            let done = said.as_ref().filter(|s| s.kind.is_none()).and_then(|s| undertaken(&s.label, &subject));
            let setting = Setting {
                text,
                times,
                clause: clause.clone(),
                figure,
                predicate,
                core: head.core,
                at_least: head.at_least,
                followed: found[n + 1..]
                    .iter()
                    .any(|f| matches!(f.measure, Measure::Count | Measure::Event | Measure::People)),
                told_how_much: done.is_some(),
            };
            if now || !setting.promises() {
                continue;
            }
            let frame = match dealt.get(n) {
                Some(year) => self.still_ahead(Some(year.when)),
                None => self.frame(times, figure.range.start),
            };
            let Some(frame) = frame else { continue };
            let bound = self.object_bound(figure, &found[n + 1..], clause.end);
            let (coordinated, said) = (last.as_ref(), said.as_ref());
            let around = Around { predicate, head, stretch: left..bound, times, frame, coordinated, said, done };
            let each = text.slice(predicate.start..figure.range.start).contains("分别");
            let mut promise = self.promise(figure, around);
            let mut rest = match &mut last {
                Some(before) => std::mem::take(&mut before.rest),
                None if each && dealt.is_empty() => {
                    promise.label.split(['、', '和', '与', '及']).map(str::to_string).collect()
                }
                None => VecDeque::new(),
            };
            if let Some(label) = rest.pop_front() {
                promise.label = label;
            }
            last = Some(Said {
                label: promise.label.clone(),
                start: promise.quote.start,
                scope: (promise.scope != whole(self.plan)).then(|| promise.scope.clone()),
                kind: Some((promise.kind, promise.unit.clone(), promise.comparator)),
                rest,
                frame_only: false,
                now,
                opens_list: false,
                end: clause.end,
            });
            self.promises.push(promise);
            left = bound;
        }
        let head = head(text, times, clause.clone());
        let own_scope = head.scope.clone();
        if let Some(last) = last {
            return last;
        }
        let timed = self.frame(times, clause.end).filter(|_| !now);
        let framed = timed.is_some_and(|f| f.is_some()) || self.column.is_some();
        if let (Some(frame), Some(found)) = (timed, coverage(text, clause.clone(), head.core, framed)) {
            let label: String = found.label.iter().map(|r| text.slice(r.clone())).collect();
            let of = said.as_ref().filter(|s| !s.frame_only).and_then(|s| of_what(&s.label, &label));
            let label = of.unwrap_or_default() + &label;
            let years = years_of(found.kind, frame, self.column);
            let scope = own_scope.clone().or_else(|| inner_place(&text.slice(head.core..clause.end)));
            let scope = scope
                .filter(|place| !place.starts_with('本'))
                .unwrap_or_else(|| self.inherited_scope(times, clause.start, said.as_ref(), false));
            self.promises.push(Promise {
                figure: head.core..head.core,
                label: tidy(&label),
                comparator: found.comparator,
                value: None,
                max: None,
                unit: None,
                kind: found.kind,
                years,
                years_at: self.years_at(times, clause.end, frame),
                scope,
                qualitative: true,
                quote: self.quote_start(said.as_ref(), head.start)..found.end,
                context: self.begin.max(clause.start.saturating_sub(CONTEXT))..clause.start,
            });
        }
        Said {
            label: tidy(&text.slice(head.core..clause.end)),
            start: head.start,
            scope: own_scope.or_else(|| each_in(text, clause.clone())),
            kind: None,
            rest: VecDeque::new(),
            frame_only: head.core >= clause.end,
            now,
            opens_list: text.chars().get(clause.end) == Some(&'：'),
            end: clause.end,
        }
    }

    /// What a figure that commits promises.
    fn promise(&self, figure: &Figure, around: Around) -> Promise {
        let Around { predicate, head, stretch, times, frame, coordinated, said, done } = around;
        let text = self.text;
        let chars = text.chars();
        let begin = figure.range.start;
        let core = head.core;
        let subject = core..predicate.start.max(core);
        let words = text.slice(core..begin);
        let object = self.object(figure, stretch.end);
        let change = predicate.aspect == Some(Aspect::Change);
        // The subject without what it is compared with: 比2020年, 在现有基础.
        let baseline = baseline(chars, subject.clone());
        // A time at the end of the subject only dates it: 零工市场覆盖率2026年达到100%.
        let until = baseline.unwrap_or(subject.end);
        let dated = times.until(until).last().filter(|t| t.range.end == until && t.range.start > subject.start);
        let named = text.slice(subject.start..dated.map_or(until, |t| t.range.start));
        let verb_only = is_verb_only(&named);
        // “一县一特色”发展1~2条产业链 has no subject of its own, 惠及居民 neither.
        let done_by = closing(&named, Class::Quantity).is_some();
        let own_subject = !named.is_empty() && !verb_only && !done_by && leading_verb(&named).is_none();
        let about = |said: &Said| {
            !said.frame_only && !said.label.is_empty() && said.label.len() <= LONGEST_LABEL * '字'.len_utf8()
        };
        // 新增学位5400个，其中产业新城片区2160个: a part of what was just counted.
        let part = chars.find_text(stretch.start, begin, "其中");
        let whole_of = part.and(coordinated.or(said)).filter(|s| s.kind.is_some() && about(s));
        let same_unit = whole_of.and_then(|s| s.kind.as_ref()).is_some_and(|(_, unit, _)| *unit == figure.unit);
        let part_of_place = whole_of.filter(|_| object.is_none() && is_place(named.trim_end_matches("合计")));
        let named_nothing = named.is_empty();
        let mut start = head.start;
        let scale = said.filter(|_| figure.form == Form::Bare).and_then(|s| scale_named(&s.label));
        let label = if let Some(scale) = scale {
            scale
        } else if let Some(done) = &done {
            done.clone()
        } else if let Some(whole) = part_of_place {
            let share = if same_unit { "" } else { "占比" };
            whole.label.clone() + share
        } else if let Some(whole) = whole_of.filter(|_| named.is_empty() && object.is_none() && !same_unit) {
            let share = if figure.measure == Measure::Percent { "占比" } else { "" };
            whole.label.clone() + share
        } else if let Some(whole) = whole_of
            .filter(|s| same_unit && object.is_none() && !named.is_empty() && !verb_only && !alike(&s.label, &named))
        {
            format!("{}（其中{named}）", whole.label)
        } else if !named.is_empty() && !verb_only {
            match &object {
                Some(object) => named + &text.slice(object.clone()),
                None if change => named + &change_verb(&text.slice(predicate.start..begin)),
                None => named,
            }
        } else if let Some(object) = &object {
            let verb = if change { chars.longest_before(core, begin, Class::Changing).unwrap_or_default() } else { "" };
            named + verb + &text.slice(object.clone())
        } else if let Some(before) = coordinated.or(said).filter(|s| about(s)) {
            if coordinated.is_none() && begin - before.start <= FARTHEST {
                start = before.start;
            }
            let sum = if words.ends_with("投资") { "投资" } else { "" };
            let verb = if change && predicate.start > core { String::new() } else { change_verb(&words) };
            before.label.clone() + sum + if change && coordinated.is_none() { &verb } else { "" }
        } else {
            text.slice(core..begin)
        };
        let yearly = self.yearly(times, stretch.start, begin);
        // 新建公共厕所120座，户用厕所14500座: the verb of the first holds for the second, also after 其中.
        let bare = predicate.aspect.is_none() && !mentions(&label, Class::PerPerson);
        let flow_before = coordinated
            .or(said.filter(|_| words.is_empty() || bare && (part.is_some() || !predicate.compared())))
            .is_some_and(Said::counts);
        // 每月巡查2次 is a rate, not a count.
        let frequent =
            times.within(stretch.start..begin).iter().any(|t| t.when == When::Frequent && t.range.end <= begin);
        let column = self.column;
        let doing = text.slice(head.start..begin);
        let sized = chars.longest_at(figure.range.end, stretch.end, Class::ScaleNoun).is_some();
        let listed_doing = said.is_some_and(|s| s.opens_list && names_doing(&s.label)) && words.is_empty();
        let flow_before = flow_before || done.is_some() || listed_doing;
        let baseline = baseline.is_some();
        let saying = Saying {
            predicate,
            words: &doing,
            label: &label,
            yearly,
            frequent,
            baseline,
            each: head.scope.as_ref().is_some_and(|scope| scope.starts_with("每")),
            sized,
            frame,
            column,
            flow_before,
        };
        // 分别增长10%和12%: the second is what the first is.
        let first = coordinated.filter(|_| words.is_empty()).and_then(|s| s.kind.clone());
        let kind = match first {
            Some((kind, unit, _)) if unit == figure.unit => kind,
            _ => kind_of(figure, &saying),
        };
        // 新建口袋公园6个、绿道15公里: the verb of the first names the second too.
        let doer = coordinated.or(said).filter(|s| s.counts()).and_then(|s| leading_verb(&s.label));
        let counts = matches!(kind, Kind::Cumulative | Kind::Annual) && flow_before && done.is_none();
        let label = match doer {
            Some(verb) if counts && !names_doing(&label) && !names_doing(&doing) => verb.to_string() + &label,
            _ => label,
        };
        // 推行“小哥驿站”，镇街覆盖率达到100%; 改造老旧小区26个，惠及居民3200户: of what, the words before say.
        let label =
            match coordinated.or(said).filter(|s| about(s) && part.is_none()).and_then(|s| of_what(&s.label, &label)) {
                Some(thing) => thing + &label,
                None => label,
            };
        let compared = coordinated.filter(|_| words.is_empty()).and_then(|s| s.kind.as_ref()).map(|(_, _, c)| *c);
        let people = figure.unit.is_none() && named_people(&label);
        let unit = match figure.unit.as_deref() {
            Some("倍") => None,
            None if people => Some("人".to_string()),
            unit => unit.map(str::to_string),
        };
        let at_least =
            (head.at_least || chars.find(core, begin, Class::Least).is_some()).then_some(Comparator::AtLeast);
        let comparator = figure.after.or(predicate.comparator).or(at_least).or(compared).unwrap_or(Comparator::Equal);
        let scope = head.scope.or_else(|| part_of_place.map(|_| named_place(&text.slice(subject.clone()))));
        let scope = scope.unwrap_or_else(|| match coordinated {
            Some(said) => said.scope.clone().unwrap_or_else(|| whole(self.plan)),
            None if own_subject => {
                let general = said.and_then(|s| s.scope.clone()).filter(|scope| scope.starts_with('全'));
                general.unwrap_or_else(|| whole(self.plan))
            }
            None => self.inherited_scope(times, stretch.start, said, named_nothing),
        });
        let full = figure.measure == Measure::Percent && figure.value == Decimal::from_int(100) && kind == Kind::Level;
        let end = object.map_or(figure.range.end, |o| o.end);
        let start = if coordinated.is_none() { self.quote_start(said, start) } else { start };
        Promise {
            figure: figure.range.clone(),
            label: tidy(&label.replace("至少", "")),
            comparator,
            value: Some(figure.value),
            max: figure.max,
            unit,
            kind,
            years: years_of(kind, frame, self.column),
            years_at: self.years_at(times, begin, frame),
            scope,
            qualitative: full,
            quote: start..end.max(start),
            context: self.begin.max(start.saturating_sub(CONTEXT))..start.max(self.begin),
        }
    }

    /// The time that frames what stands at `position`: none, or `None` where that is past.
    fn frame(&self, times: &Times, position: usize) -> Option<Option<When>> {
        let frames = |t: &&Time| t.when.last().is_some() || t.when == When::Later;
        let last = times.until(position).iter().rfind(frames);
        let frame = last.map(|t| t.when).filter(|when| *when != When::Later);
        // 2025年、2026年、2027年新增…，每年培训…: what is not dealt out is of all the years.
        let frame = match last.map(|last| times.listed(last.range.end)).unwrap_or_default() {
            [first, .., last] => match (first.when.last(), last.when.last()) {
                (Some(from), Some(to)) if from < to => Some(When::Span(from, to)),
                _ => frame,
            },
            _ => frame,
        };
        self.still_ahead(frame)
    }

    /// Where the years of the frame stand that holds at `position`.
    fn years_at(&self, times: &Times, position: usize, frame: Option<When>) -> Option<Range<usize>> {
        let frame = frame?;
        let time = times.until(position).iter().rfind(|t| t.when == frame)?;
        Some(time.years(self.text))
    }

    /// The frame, or `None` where it is past.
    fn still_ahead(&self, frame: Option<When>) -> Option<Option<When>> {
        let past = frame.and_then(When::last).zip(self.signed).is_some_and(|(last, now)| last < now);
        (!past).then_some(frame)
    }

    /// 2026年、2027年、2028年分别达到48%、49%、51%: a year for each figure of the clause that starts at `start`, or none.
    fn dealt_years<'t>(&self, found: &[Figure], times: &'t Times, start: usize) -> &'t [Time] {
        let Some(first) = found.first() else { return &[] };
        let years = times.listed(first.range.start);
        let Some(last) = years.last() else { return &[] };
        let from = last.range.end;
        // Another clause with figures between the years and these has taken them already.
        let near = start <= from || self.promises.last().is_none_or(|promise| promise.figure.start < from);
        if !near {
            return &[];
        }
        let each = self.text.chars().find_text(from, first.range.start, "分别").is_some();
        let joined = found.windows(2).all(|pair| {
            let between = self.text.slice(pair[0].range.end..pair[1].range.start);
            matches!(between.as_str(), "、" | "和" | "，" | "及") && pair[0].unit == pair[1].unit
        });
        let enough = if each { found.len() >= years.len() } else { found.len() == years.len() && joined };
        if enough { years } else { &[] }
    }

    /// Whether 每年 or 年均 governs the figure.
    fn yearly(&self, times: &Times, left: usize, figure: usize) -> bool {
        let last = times.within(0..figure).iter().rfind(|t| t.when != When::Aside);
        match last {
            Some(Time { when: When::Annual, range }) => {
                // 每年 carries on over commas, not over semicolons; 年均 does not.
                let rate = self.text.chars().at(range.start, "年均");
                range.start >= left || !rate && !self.text.chars()[range.end..figure].contains(&'；')
            }
            _ => false,
        }
    }

    /// Where the words that a figure counts may reach: the clause's end, or the next figure's own words.
    fn object_bound(&self, figure: &Figure, later: &[Figure], end: usize) -> usize {
        // 2个千亿级产业集群 counts one thing.
        let Some(next) = later.iter().find(|f| f.form != Form::Bare) else { return end };
        let chars = self.text.chars();
        let (from, to) = (figure.range.end, next.range.start);
        if matches!(chars.get(from), Some('、' | '和' | '及')) {
            return from;
        }
        let joint = (from..to).rfind(|&i| chars[i] == '、' && !self.text.masked[i]);
        let joint =
            joint.or_else(|| (from..to).rfind(|&i| matches!(chars[i], '和' | '及' | '并') && !self.text.masked[i]));
        joint.unwrap_or(from)
    }

    /// The words right behind a figure that say what is counted: 建成2.25万个以上公共充电桩.
    fn object(&self, figure: &Figure, bound: usize) -> Option<Range<usize>> {
        let chars = self.text.chars();
        let mut start = figure.range.end;
        start += chars.longest_at(start, bound, Class::ObjectLink).map_or(0, length);
        let spoken =
            chars.get(start).is_some_and(|c| is_han(*c) || matches!(c, '“' | '《') || c.is_ascii_alphanumeric());
        let mut end = bound;
        while end > start && matches!(chars[end - 1], '、' | ' ' | '和' | '及') {
            end -= 1;
        }
        // A bracket of units closes a clause, it is no part of what is promised.
        if let Some(open) =
            (start..end).rfind(|&i| matches!(chars[i], '（' | '〔')).filter(|&i| self.text.bracket_end(i) == Some(end))
        {
            end = open;
        }
        let idle = chars.longest_at(start, end, Class::IdleObject);
        (spoken && end > start && idle.is_none()).then_some(start..end)
    }

    fn inherited_scope(&self, times: &Times, position: usize, said: Option<&Said>, bare: bool) -> String {
        // A place carries on over commas, not over semicolons; 每个街道 and where a rate holds not even so far.
        let cut = position.checked_sub(1).is_some_and(|before| self.text.chars()[before] == '；');
        let rate = |s: &Said| matches!(s.kind, Some((Kind::Level | Kind::Increase, ..)));
        let said = said
            .filter(|s| !cut && (bare || !rate(s)) && s.scope.as_ref().is_none_or(|scope| !scope.starts_with("每")));
        // A new time opens a new thought: 到2028年93%以上的公办高中 is not about 每个县 any more.
        let fresh = times.within(position..position + 4).iter().any(|t| t.when.last().is_some());
        said.filter(|_| !fresh).and_then(|s| s.scope.clone()).unwrap_or_else(|| whole(self.plan))
    }

    /// A clause that is only a time or a scope before the words belongs to the quote.
    fn quote_start(&self, said: Option<&Said>, start: usize) -> usize {
        match said {
            Some(said) if said.frame_only && said.end < start && start - said.end <= 2 => said.start,
            _ => start,
        }
    }
}
