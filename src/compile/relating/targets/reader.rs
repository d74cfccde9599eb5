//! Sentences read phrase by phrase: which figures commit, what they are about, what carries on from one to the next.
//!
//! In: sentences of one text. Out: [`Promise`]s. Invariant: nothing carries on across 。 but the year at the head of a
//! paragraph, and before 其中 that it is told what there is.

use super::coverage::{Coverage, coverage};
use super::exclusions::{Candidate, promises};
use super::figures::{Figure, figures};
use super::kinds::years_of;
use super::labels::{inner_place, names, names_with_measure, of_what, tidy, undertaken, whole};
use super::measures::Measure;
use super::predicates::predicate;
use super::promise::{Antecedent, CONTEXT, Promise, Surroundings, inherited_scope, promise, quote_start, years_at};
use super::sentence::Text;
use super::subject::{Head, each_in, head};
use super::times::{Time, Times, When};
use crate::compile::lexicon::Class;
use crate::compile::rules::{self, rules};
use crate::compile::words::{is_word, length};
use crate::model::{Comparator, Plan, YearBy};
use crate::text::numerals::Form;
use std::collections::VecDeque;
use std::ops::Range;

/// Reads the sentences of one clause of a plan.
pub struct Reader<'a> {
    /// The plan of the clause.
    pub plan: &'a Plan,
    /// The clause's text.
    pub text: &'a Text,
    /// Year of signing: what lies before it is no promise.
    pub signed: Option<u16>,
    /// Year of the annex column.
    pub column: Option<u16>,
    /// Where the sentence begins.
    pub begin: usize,
    /// The time at the head of the paragraph, or of a sentence behind it.
    pub paragraph: Option<Time>,
    /// The clause tells what there is, as its heading says: 发展现状.
    pub what_is: bool,
    /// The sentence before told what there is.
    pub told: bool,
    /// What was found so far.
    pub promises: Vec<Promise>,
}

/// A phrase between commas.
struct Phrase<'a> {
    range: Range<usize>,
    times: &'a Times,
    /// What the phrase before it left.
    before: Option<Antecedent>,
    /// It tells what there is.
    now: bool,
}

rules! {
    /// Which time holds for all that a sentence has named, where that is not the last.
    fn listed_frame(times: &Times, last: Option<&Time>) -> When, FRAME of "frame";
    "all years of the list" "2025年、2026年新增城镇就业分别不低于900人、1000人，每年培训1200人次": find span_of(last.map(|last| times.listed(last.range.end)).unwrap_or_default());
}

rules! {
    /// What the figures of a phrase are about, one each, where its first names all.
    fn dealt_names(each: bool, figures: usize, label: &str) -> VecDeque<String>, DEALT of "one each";
    "names of one measure" "货物出口和实际利用外资分别占比达18%和6%": find names_with_measure(label).filter(|names| names.len() == figures).map(VecDeque::from);
    "names" "覆盖率、污水处理率分别超过90%、75%": each => names(label).into();
}

impl Reader<'_> {
    /// Adds what `sentence` promises.
    pub fn sentence(&mut self, sentence: Range<usize>) {
        rules::at(sentence.start);
        let times = Times::of(self.text, sentence.clone(), self.column.or(self.signed));
        let mut before: Option<Antecedent> = None;
        // 截至2024年底，全市有车50万辆。其中，电动车4万辆: the part is there as the whole is.
        let part = self.what_is || self.text.chars().at(sentence.start, "其中") && self.told;
        self.told = part;
        let end = sentence.end;
        self.begin = sentence.start;
        if sentence.start == 0 || self.text.chars()[sentence.start - 1] == '\n' {
            self.paragraph = None;
        }
        if let Some(head) = times.head(self.text, sentence.start).filter(|head| !self.is_past(Some(head.when))) {
            self.paragraph = Some(head.clone());
        }
        for range in self.text.phrases(sentence) {
            // What follows a year that cannot be read would be given an earlier one, or none.
            if self.text.has_broken_year(&range) {
                return;
            }
            let found = figures(self.text, range.clone(), &times);
            let now = self.tells_what_there_is(&range, &times, before.as_ref(), part);
            self.told = now || self.text.chars().at(end + 1, "其中") && self.is_past(frame(&times, range.end));
            before = Some(self.phrase(&Phrase { range, times: &times, before, now }, &found));
        }
    }

    /// Reads one phrase and the figures in it; gives what the next may refer to.
    fn phrase(&mut self, phrase: &Phrase, found: &[Figure]) -> Antecedent {
        let left = self.figures(phrase, found);
        rules::at(phrase.range.start);
        let head = head(self.text, phrase.times, phrase.range.clone());
        if let Some(last) = left {
            return last;
        }
        self.coverage(phrase, &head);
        // 目前覆盖率50%，到2028年80%: the figure that promises nothing is no part of the name.
        let told = found.first().filter(|_| phrase.now || self.is_past(frame(phrase.times, phrase.range.end)));
        let name = told.map(|figure| predicate(self.text.chars(), head.core, figure.range.start).start.max(head.core));
        let begin = self.text.chars().longest_at(head.core, phrase.range.end, Class::Now).filter(|_| told.is_some());
        let begin = head.core + begin.map_or(0, length);
        Antecedent {
            label: tidy(&self.text.slice(begin..name.filter(|name| *name > begin).unwrap_or(phrase.range.end))),
            start: head.start,
            scope: head.scope.or_else(|| each_in(self.text, phrase.range.clone())),
            kind: None,
            rest: VecDeque::new(),
            frame_only: head.core >= phrase.range.end,
            now: phrase.now,
            opens_list: self.text.chars().get(phrase.range.end) == Some(&'：'),
            gives: self.gives(phrase, found),
            end: phrase.range.end,
        }
    }

    /// Adds what the figures of a phrase promise; gives what the last of them leaves.
    fn figures(&mut self, phrase: &Phrase, found: &[Figure]) -> Option<Antecedent> {
        let (text, times, before) = (self.text, phrase.times, phrase.before.as_ref());
        let mut left = phrase.range.start;
        let mut last: Option<Antecedent> = None;
        let (dealt, undealt) = self.dealt_years(found, times, phrase.range.start);
        for (n, figure) in found.iter().enumerate() {
            rules::at(figure.range.start);
            let predicate = predicate(text.chars(), left, figure.range.start);
            let head = head(text, times, left..predicate.start.max(left));
            let subject = text.slice(head.core..predicate.start.max(head.core));
            let undertaken =
                before.filter(|before| before.kind.is_none()).and_then(|before| undertaken(&before.label, &subject));
            let later = &found[n + 1..];
            let counted = |f: &Figure| matches!(f.measure, Measure::Count | Measure::Event | Measure::People);
            let frame = match n.checked_sub(undealt).and_then(|n| dealt.get(n)) {
                Some(year) => Some(year.when),
                None => frame(times, figure.range.start),
            };
            let candidate = Candidate {
                text,
                times,
                phrase: phrase.range.clone(),
                figure,
                predicate,
                core: head.core,
                at_least: head.at_least,
                followed: later.iter().any(counted),
                tells_how_much: undertaken.is_some(),
                now: phrase.now,
                past: self.is_past(frame),
                given_before: before.is_some_and(|before| before.gives),
                joined: last.is_some() && n > 0 && self.is_joined(&found[n - 1], figure),
            };
            if !promises(&candidate) {
                continue;
            }
            let bound = self.object_bound(figure, later, phrase.range.end);
            let mut promise = promise(&Surroundings {
                plan: self.plan,
                text,
                figure,
                predicate,
                head,
                stretch: left..bound,
                times,
                frame,
                column: self.column,
                begin: self.begin,
                coordinated: last.as_ref(),
                for_all: self.bound_of_last(phrase, figure, later),
                before,
                undertaken,
            });
            let each = text.slice(predicate.start..figure.range.start).contains("分别") && dealt.is_empty();
            let mut rest = match &mut last {
                Some(first) => std::mem::take(&mut first.rest),
                None => dealt_names(each, found.len(), &promise.label).unwrap_or_default(),
            };
            if let Some(label) = rest.pop_front() {
                promise.label = label;
            }
            last = Some(Antecedent {
                label: promise.label.clone(),
                start: promise.quote.start,
                scope: (promise.scope != whole(self.plan)).then(|| promise.scope.clone()),
                // What stands behind a figure binds it alone: 150个以上地面基站、2个服务站.
                kind: Some((
                    promise.kind,
                    promise.unit.clone(),
                    figure.after.map_or(promise.comparator, |_| Comparator::Equal),
                )),
                rest,
                frame_only: false,
                now: phrase.now,
                opens_list: false,
                gives: false,
                end: phrase.range.end,
            });
            self.add(promise, times);
            left = bound;
        }
        last
    }

    /// Adds what a phrase promises without a figure.
    fn coverage(&mut self, phrase: &Phrase, head: &Head) {
        let (text, range, before) = (self.text, &phrase.range, phrase.before.as_ref());
        let frame = frame(phrase.times, range.end);
        if phrase.now || self.is_past(frame) {
            return;
        }
        let timed = frame.is_some() || self.column.is_some();
        let Some(found) = coverage(text, range.clone(), head.core, timed) else { return };
        let Coverage { label, comparator, kind, end } = found;
        let label: String = label.iter().map(|part| text.slice(part.clone())).collect();
        // 推进全民参保登记，实现全市全覆盖: all that is covered stands in the phrase before.
        let bare = is_word(&label, Class::Covered);
        let said = before.filter(|before| !before.frame_only);
        let of = match said {
            Some(before) if bare && self.may_be_covered(before) => Some(before.label.clone()),
            _ if bare => return,
            said => said.and_then(|before| of_what(&before.label, &label)),
        };
        let start = said.filter(|_| bare).map_or(quote_start(before, head.start), |before| before.start);
        let scope = head.scope.clone().or_else(|| inner_place(&text.slice(head.core..range.end)));
        let scope = scope
            .filter(|place| !place.starts_with('本'))
            .or_else(|| inherited_scope(text, phrase.times, range.start, before, false));
        let promise = Promise {
            figure: head.core..head.core,
            label: tidy(&(of.unwrap_or_default() + &label)),
            comparator,
            value: None,
            max: None,
            unit: None,
            kind,
            years: years_of(kind, frame, self.column),
            years_at: years_at(text, phrase.times, range.end, frame),
            scope: scope.unwrap_or_else(|| whole(self.plan)),
            qualitative: true,
            quote: start..end,
            year_by: None,
            context: self.begin.max(range.start.saturating_sub(CONTEXT))..range.start,
            baseline: None,
        };
        self.add(promise, phrase.times);
    }

    /// Whether the words of a phrase name what the next may say to be covered wholly.
    fn may_be_covered(&self, before: &Antecedent) -> bool {
        const LONGEST: usize = 24;
        let tried = || self.text.chars().find(before.start, before.end, Class::Tentative).is_some();
        (2..=LONGEST).contains(&before.label.chars().count()) && before.kind.is_none() && !before.now && !tried()
    }

    /// Adds a promise; one whose sentence names no year has that of the paragraph.
    fn add(&mut self, mut promise: Promise, times: &Times) {
        let without = |promise: &Promise| promise.years == (None, None);
        promise.year_by = (!without(&promise)).then_some(YearBy::Sentence);
        if let Some(head) = &self.paragraph
            && without(&promise)
            && self.column.is_none()
            && !times.tells_later()
        {
            promise.years = years_of(promise.kind, Some(head.when), None);
            promise.years_at = Some(head.years(self.text));
            promise.year_by = Some(YearBy::Paragraph);
        }
        self.promises.push(promise);
    }

    /// Whether a phrase tells what there is, or goes on telling.
    fn tells_what_there_is(
        &self,
        phrase: &Range<usize>,
        times: &Times,
        before: Option<&Antecedent>,
        part: bool,
    ) -> bool {
        let chars = self.text.chars();
        let outside = |i: usize| !self.text.masked[i] && times.at(i).is_none();
        // 从目前的920家增加到1300家 tells where it starts only.
        let start_only = |i: usize| chars.longest_before(phrase.start, i, Class::From).is_some();
        let now = chars.find(phrase.start, phrase.end, Class::Now);
        let aims = || chars.find(phrase.start, phrase.end, Class::Aim).is_some();
        let goes_on = before.map_or(part, |before| before.now);
        now.is_some_and(|(i, _)| outside(i) && !start_only(i))
            || goes_on && !aims() && !self.looks_forward(phrase, times)
    }

    /// Whether a phrase names a year that is still to come.
    fn looks_forward(&self, phrase: &Range<usize>, times: &Times) -> bool {
        let last = times.within(phrase.clone()).iter().filter_map(|time| time.when.last()).next_back();
        last.zip(self.signed).is_some_and(|(last, signed)| last > signed)
    }

    /// Whether the frame ends before the plan was signed.
    fn is_past(&self, frame: Option<When>) -> bool {
        frame.and_then(When::last).zip(self.signed).is_some_and(|(last, now)| last < now)
    }

    /// Whether a phrase gives money to somebody, or goes on giving.
    fn gives(&self, phrase: &Phrase, found: &[Figure]) -> bool {
        let given = || self.text.chars().find(phrase.range.start, phrase.range.end, Class::Given).is_some();
        let money = found.iter().any(|figure| figure.measure == Measure::Money);
        money && (given() || phrase.before.as_ref().is_some_and(|before| before.gives))
    }

    /// Whether only a mark parts two figures of one unit.
    fn is_joined(&self, first: &Figure, next: &Figure) -> bool {
        let joint = self.text.slice(first.range.end..next.range.start);
        matches!(joint.as_str(), "、" | "和" | "及") && first.unit == next.unit
    }

    /// 分别达到12件、16件以上: what stands behind the last of some figures dealt out, where nothing stands before them.
    fn bound_of_last(&self, phrase: &Phrase, figure: &Figure, later: &[Figure]) -> Option<Comparator> {
        let chars = self.text.chars();
        chars.find_text(phrase.range.start, figure.range.start, "分别")?;
        let mut last = figure;
        for next in later {
            if last.after.is_some() || !self.is_joined(last, next) {
                return None;
            }
            last = next;
        }
        last.after
    }

    /// 2026年、2027年、2028年分别达到48%、49%、51%: a year for each figure of the phrase that starts at `start`, or none;
    /// and how many figures stand before these: 每万人 of 每万人口拥有量分别达到12件、16件.
    fn dealt_years<'t>(&self, found: &[Figure], times: &'t Times, start: usize) -> (&'t [Time], usize) {
        const NONE: (&[Time], usize) = (&[], 0);
        let (Some(first), Some(end)) = (found.first(), found.last().map(|figure| figure.range.start)) else {
            return NONE;
        };
        let years = times.listed(first.range.start);
        let Some(last) = years.last() else { return NONE };
        let each = self.text.chars().find_text(last.range.end, end, "分别");
        let undealt = each.map_or(0, |each| found.partition_point(|figure| figure.range.start < each));
        let found = &found[undealt..];
        let Some(first) = found.first() else { return NONE };
        let from = last.range.end;
        // Another phrase with figures between the years and these has taken them already.
        let near = start <= from || self.promises.last().is_none_or(|promise| promise.figure.start < from);
        if !near {
            return NONE;
        }
        let each = each.is_some() && self.text.chars().find_text(from, first.range.start, "分别").is_some();
        let joined = found.windows(2).all(|pair| {
            let between = self.text.slice(pair[0].range.end..pair[1].range.start);
            matches!(between.as_str(), "、" | "和" | "，" | "及") && pair[0].unit == pair[1].unit
        });
        let enough = if each { found.len() >= years.len() } else { found.len() == years.len() && joined };
        if enough { (years, undealt) } else { NONE }
    }

    /// Where the words that a figure counts may reach: the phrase's end, or the next figure's own words.
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
}

/// The time that frames what stands at `position`.
fn frame(times: &Times, position: usize) -> Option<When> {
    let frames = |t: &&Time| t.when.last().is_some() || t.when == When::Later;
    let last = times.until(position).iter().rfind(frames);
    listed_frame(times, last).or(last.map(|t| t.when)).filter(|when| *when != When::Later)
}

/// From the first to the last of some years in a row.
fn span_of(listed: &[Time]) -> Option<When> {
    let [first, .., last] = listed else { return None };
    let (from, to) = first.when.last().zip(last.when.last())?;
    (from < to).then_some(When::Span(from, to))
}
