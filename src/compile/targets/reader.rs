//! Sentences read clause by clause: which figures commit, what they are about, what carries on from one to the next.
//!
//! In: sentences of one text. Out: [`Promise`]s. Invariant: nothing carries on across 。.

use super::coverage::coverage;
use super::exclusions::Setting;
use super::figures::{Figure, figures};
use super::kinds::{Saying, kind_of, years_of};
use super::labels::{baseline, inner_place, is_verb_only, named_people, scale_named, tidy, whole};
use super::predicates::{Aspect, Predicate, predicate};
use super::sentence::Text;
use super::subject::{Head, each_in, head};
use super::times::{Time, When, times};
use super::words::{CHANGES, Measure, NOW, at, find, is_han, longest_at, longest_before};
use crate::model::{Comparator, Decimal, Kind, Plan};
use crate::text::numerals::Form;
use std::ops::Range;

/// One commitment before it becomes a [`Target`].
#[derive(Clone, Debug)]
pub struct Promise {
    /// Where its figure stands, for the order.
    pub figure: usize,
    pub label: String,
    pub comparator: Comparator,
    pub value: Option<Decimal>,
    pub max: Option<Decimal>,
    pub unit: Option<String>,
    pub kind: Kind,
    pub years: (Option<u16>, Option<u16>),
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
    rest: Vec<String>,
    /// Nothing but a time or a scope: 到2028年，
    frame_only: bool,
    /// 目前, 截至: the sentence tells what there is.
    now: bool,
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
    times: &'a [Time],
    frame: Option<When>,
    /// What the figure before it in the same clause said.
    coordinated: Option<&'a Said>,
    /// What the clause before said.
    said: Option<&'a Said>,
}

impl Reader<'_> {
    /// Adds what `sentence` promises.
    pub fn sentence(&mut self, sentence: Range<usize>) {
        let times = times(self.text, sentence.clone(), self.column.or(self.signed));
        let mut said: Option<Said> = None;
        self.begin = sentence.start;
        for clause in self.text.clauses(sentence) {
            said = Some(self.clause(clause, &times, said));
        }
    }

    /// Reads one clause between commas; gives what the next may refer to.
    fn clause(&mut self, clause: Range<usize>, times: &[Time], said: Option<Said>) -> Said {
        let text = self.text;
        let found = figures(text, clause.clone(), times);
        let aims = find(&text.chars, clause.start, clause.end, &["力争", "争取", "确保", "计划", "将", "到2", "预计"])
            .is_some();
        let outside = |i: usize| !text.masked[i] && !times.iter().any(|t| t.range.contains(&i));
        let now = find(&text.chars, clause.start, clause.end, NOW).is_some_and(|(i, _)| outside(i))
            || said.as_ref().is_some_and(|s| s.now) && !aims;
        let mut left = clause.start;
        let mut last: Option<Said> = None;
        for (n, figure) in found.iter().enumerate() {
            let predicate = predicate(&text.chars, left, figure.range.start);
            let head = head(text, times, left..predicate.start.max(left));
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
            };
            if now || !setting.promises() {
                continue;
            }
            let Some(frame) = self.frame(times, figure.range.start) else { continue };
            let bound = self.object_bound(figure, &found[n + 1..], clause.end);
            let (coordinated, said) = (last.as_ref(), said.as_ref());
            let around = Around { predicate, head, stretch: left..bound, times, frame, coordinated, said };
            let each = text.slice(predicate.start..figure.range.start).contains("分别");
            let mut promise = self.promise(figure, around);
            let mut rest = coordinated.map(|s| s.rest.clone()).unwrap_or_default();
            if each && coordinated.is_none() {
                rest = promise.label.split(['、', '和', '与', '及']).map(str::to_string).collect();
            }
            if !rest.is_empty() {
                promise.label = rest.remove(0);
            }
            last = Some(Said {
                label: promise.label.clone(),
                start: promise.quote.start,
                scope: (promise.scope != whole(self.plan)).then(|| promise.scope.clone()),
                kind: Some((promise.kind, promise.unit.clone(), promise.comparator)),
                rest,
                frame_only: false,
                now,
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
            let years = years_of(found.kind, frame, self.column);
            let scope = own_scope.clone().or_else(|| inner_place(&text.slice(head.core..clause.end)));
            let scope = scope.unwrap_or_else(|| self.inherited_scope(times, clause.start, said.as_ref()));
            self.promises.push(Promise {
                figure: head.core,
                label: tidy(&label),
                comparator: found.comparator,
                value: None,
                max: None,
                unit: None,
                kind: found.kind,
                years,
                scope,
                qualitative: true,
                quote: self.quote_start(said.as_ref(), head.start)..found.end,
                context: self.begin..clause.start,
            });
        }
        Said {
            label: tidy(&text.slice(head.core..clause.end)),
            start: head.start,
            scope: own_scope.or_else(|| each_in(text, clause.clone())),
            kind: None,
            rest: Vec::new(),
            frame_only: head.core >= clause.end,
            now,
            end: clause.end,
        }
    }

    /// What a figure that commits promises.
    fn promise(&self, figure: &Figure, around: Around) -> Promise {
        let Around { predicate, head, stretch, times, frame, coordinated, said } = around;
        let text = self.text;
        let chars = &text.chars;
        let begin = figure.range.start;
        let core = head.core;
        let subject = core..predicate.start.max(core);
        let words = text.slice(core..begin);
        let object = self.object(figure, stretch.end);
        let change = predicate.aspect == Some(Aspect::Change);
        // The subject without what it is compared with: 比2020年, 在现有基础.
        let baseline = baseline(chars, subject.clone());
        let named = text.slice(subject.start..baseline.unwrap_or(subject.end));
        let verb_only = is_verb_only(&named);
        let mut start = head.start;
        let about = |said: &Said| !said.frame_only && !said.label.is_empty();
        let scale = said.filter(|_| figure.form == Form::Bare).and_then(|s| scale_named(&s.label));
        let label = if let Some(scale) = scale {
            scale
        } else if !named.is_empty() && !verb_only {
            match &object {
                Some(object) => named + &text.slice(object.clone()),
                None if change => text.slice(core..begin),
                None => named,
            }
        } else if let Some(object) = &object {
            let verb = if change { longest_before(chars, core, begin, CHANGES).unwrap_or_default() } else { "" };
            named + verb + &text.slice(object.clone())
        } else if let Some(before) = coordinated.or(said).filter(|s| about(s)) {
            if coordinated.is_none() {
                start = before.start;
            }
            let sum = if words.ends_with("投资") { "投资" } else { "" };
            before.label.clone() + sum
        } else {
            text.slice(core..begin)
        };
        let yearly = self.yearly(times, stretch.start, begin);
        // 新建公共厕所120座，户用厕所14500座: the verb of the first holds for the second, also after 其中.
        let bare = predicate.aspect.is_none() && !["人均", "每", "率", "密度"].iter().any(|w| label.contains(w));
        let part = find(chars, stretch.start, begin, &["其中"]).is_some();
        let flow_before = coordinated
            .or(said.filter(|_| words.is_empty() || bare && (part || !predicate.compared())))
            .is_some_and(Said::counts);
        // 每月巡查2次 is a rate, not a count.
        let frequent =
            times.iter().any(|t| t.when == When::Frequent && stretch.start <= t.range.start && t.range.end <= begin);
        let column = self.column;
        let doing = text.slice(head.start..begin);
        let saying = Saying { predicate, words: &doing, label: &label, yearly, frequent, frame, column, flow_before };
        // 分别增长10%和12%: the second is what the first is.
        let alike = coordinated.filter(|_| words.is_empty()).and_then(|s| s.kind.clone());
        let kind = match alike {
            Some((kind, unit, _)) if unit == figure.unit => kind,
            _ => kind_of(figure, &saying),
        };
        let compared = coordinated.filter(|_| words.is_empty()).and_then(|s| s.kind.as_ref()).map(|(_, _, c)| *c);
        let people = figure.unit.is_none() && named_people(&label);
        let unit = match figure.unit.as_deref() {
            Some("倍") => None,
            None if people => Some("人".to_string()),
            unit => unit.map(str::to_string),
        };
        let at_least =
            (head.at_least || find(chars, core, begin, &["至少", "最少"]).is_some()).then_some(Comparator::AtLeast);
        let comparator = figure.after.or(predicate.comparator).or(at_least).or(compared).unwrap_or(Comparator::Equal);
        let scope = head.scope.unwrap_or_else(|| match coordinated {
            Some(said) => said.scope.clone().unwrap_or_else(|| whole(self.plan)),
            None => self.inherited_scope(times, stretch.start, said),
        });
        let full = figure.measure == Measure::Percent && figure.value == Decimal::from_int(100) && kind == Kind::Level;
        let end = object.map_or(figure.range.end, |o| o.end);
        let start = if coordinated.is_none() { self.quote_start(said, start) } else { start };
        Promise {
            figure: begin,
            label: tidy(&label.replace("至少", "")),
            comparator,
            value: Some(figure.value),
            max: figure.max,
            unit,
            kind,
            years: years_of(kind, frame, self.column),
            scope,
            qualitative: full,
            quote: start..end.max(start),
            context: self.begin..start.max(self.begin),
        }
    }

    /// The time that frames what stands at `position`: none, or `None` where that is past.
    fn frame(&self, times: &[Time], position: usize) -> Option<Option<When>> {
        let frame = times.iter().rfind(|t| t.range.end <= position && t.when.last().is_some()).map(|t| t.when);
        let past = frame.and_then(When::last).zip(self.signed).is_some_and(|(last, now)| last < now);
        (!past).then_some(frame)
    }

    /// Whether 每年 or 年均 governs the figure.
    fn yearly(&self, times: &[Time], left: usize, figure: usize) -> bool {
        let last = times.iter().rfind(|t| t.range.start < figure && !matches!(t.when, When::Aside));
        match last {
            Some(Time { when: When::Annual, range }) => {
                // 每年 carries on over commas, not over semicolons; 年均 does not.
                let rate = at(&self.text.chars, range.start, "年均");
                range.start >= left || !rate && !self.text.chars[range.end..figure].contains(&'；')
            }
            _ => false,
        }
    }

    /// Where the words that a figure counts may reach: the clause's end, or the next figure's own words.
    fn object_bound(&self, figure: &Figure, later: &[Figure], end: usize) -> usize {
        // 2个千亿级产业集群 counts one thing.
        let Some(next) = later.iter().find(|f| f.form != Form::Bare) else { return end };
        let chars = &self.text.chars;
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
        let chars = &self.text.chars;
        let mut start = figure.range.end;
        if at(chars, start, "的") {
            start += 1;
        }
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
        let idle = longest_at(
            chars,
            start,
            end,
            &["目标", "任务", "水平", "要求", "的", "标准", "以上", "和", "及", "并", "，"],
        );
        (spoken && end > start && idle.is_none()).then_some(start..end)
    }

    fn inherited_scope(&self, times: &[Time], position: usize, said: Option<&Said>) -> String {
        // A new time opens a new thought: 到2028年93%以上的公办高中 is not about 每个县 any more.
        let fresh =
            times.iter().any(|t| t.range.start >= position && t.range.start < position + 4 && t.when.last().is_some());
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
