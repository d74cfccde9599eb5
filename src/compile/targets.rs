//! Quantified commitments of a clause.
//!
//! In: a clause with normalised text. Out: its [`Target`]s in the order of the text, each with the exact words
//! that promise it. Invariants: the quote is the text at its span; a year carries on within its sentence and
//! never across 。; the plan's period is not inherited; an annex row's years are those of its columns.
//!
//! A sentence is read clause by clause between commas ([`sentence`]): times ([`times`]) and quantities
//! ([`figures`]) are found first, [`exclusions`] drops those that promise nothing, [`subject`] says what
//! the rest is about, and [`coverage`] reads what is promised without a figure.

#[cfg(test)]
mod cases;
pub mod checks;
mod coverage;
mod exclusions;
mod figures;
mod sentence;
mod subject;
mod times;
mod words;

use super::indicators::Indicators;
use crate::model::{Clause, ClauseKind, Comparator, Corpus, Decimal, Kind, Level, Plan, Span, Target};
use crate::text::numerals::Form;
use coverage::coverage;
use exclusions::Setting;
use figures::{Aspect, Figure, Predicate, figures, predicate};
use sentence::Text;
use std::collections::BTreeMap;
use std::ops::Range;
use subject::{Head, each_in, head};
use times::{Time, When, times};
use words::{FLOW, Measure, QUANTITY_VERBS, STRONG_FLOW, at, find, is_han, length, longest_at, longest_before};

/// The targets of all clauses, in document order, and the vocabulary that named their indicators.
pub fn of_corpus(corpus: &Corpus) -> (Vec<Target>, Indicators) {
    // The vocabulary is part of the program: a test proves that it reads.
    let mut indicators = Indicators::shipped().unwrap_or_default();
    let plans: BTreeMap<&str, &Plan> = corpus.plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
    let mut targets = Vec::new();
    for clause in &corpus.clauses {
        let Some(plan) = plans.get(clause.plan.as_str()) else { continue };
        let found = extract_targets(plan, clause, &indicators);
        if let Some(topic) = clause.topics.first() {
            found.iter().for_each(|target| indicators.place(&target.indicator, topic));
        }
        targets.extend(found);
    }
    (targets, indicators)
}

/// The targets that `clause` sets, in the order of their text.
pub fn extract_targets(plan: &Plan, clause: &Clause, indicators: &Indicators) -> Vec<Target> {
    let text = Text::new(&clause.text);
    let year_of_id = plan.id.rsplit('-').next().and_then(|year| year.parse().ok());
    let signed = plan.signed.map(|date| date.year).or(year_of_id);
    let mut reader = Reader { plan, text: &text, signed, column: None, begin: 0, promises: Vec::new() };
    for (range, column) in passages(clause, &text) {
        reader.column = column;
        for sentence in text.sentences(range) {
            reader.sentence(sentence);
        }
    }
    let mut promises = reader.promises;
    promises.sort_by_key(|p| (p.figure, p.quote.start));
    let targets = promises.into_iter().enumerate().map(|(n, promise)| {
        let quote = text.slice(promise.quote.clone());
        let unit = promise.unit;
        Target {
            id: format!("{}#{}", clause.id, n + 1),
            plan: plan.id.clone(),
            clause: Some(clause.id.clone()),
            indicator: indicators.identify(&promise.label, &text.slice(promise.context), unit.as_deref()),
            label: promise.label,
            comparator: promise.comparator,
            value: promise.value,
            value_max: promise.max,
            unit,
            kind: promise.kind,
            year_from: promise.years.0,
            year_to: promise.years.1,
            scope: promise.scope,
            qualitative: promise.qualitative,
            quote: Some(quote),
            span: Some(Span(promise.quote.start as u32, promise.quote.end as u32)),
            source: None,
        }
    });
    targets.collect()
}

/// The stretches of a clause that can promise something: the columns of an annex row, else all but the heading.
fn passages(clause: &Clause, text: &Text) -> Vec<(Range<usize>, Option<u16>)> {
    let all = text.chars.len();
    if let (ClauseKind::Annex, Some(cells)) = (clause.kind, &clause.cells) {
        let range = |span: Span| {
            (span.0 as usize).min(all)..(span.1 as usize).clamp(span.0 as usize, all.max(span.0 as usize)).min(all)
        };
        return cells.iter().map(|cell| (range(cell.span), Some(cell.year))).filter(|(r, _)| r.start < r.end).collect();
    }
    let heading = clause.heading.as_deref().filter(|h| clause.text.starts_with(h)).map_or(0, length);
    vec![(if heading < all { heading..all } else { 0..0 }, None)]
}

/// One commitment before it becomes a [`Target`].
#[derive(Clone, Debug)]
struct Promise {
    /// Where its figure stands, for the order.
    figure: usize,
    label: String,
    comparator: Comparator,
    value: Option<Decimal>,
    max: Option<Decimal>,
    unit: Option<String>,
    kind: Kind,
    years: (Option<u16>, Option<u16>),
    scope: String,
    qualitative: bool,
    quote: Range<usize>,
    /// What its sentence says before the quote.
    context: Range<usize>,
}

/// Whether 每年, or 每月 and the like, governs a figure.
#[derive(Clone, Copy)]
struct Pace {
    yearly: bool,
    frequent: bool,
}

struct Reader<'a> {
    plan: &'a Plan,
    text: &'a Text,
    /// Year of signing: what lies before it is no promise.
    signed: Option<u16>,
    /// Year of the annex column.
    column: Option<u16>,
    /// Where the sentence begins.
    begin: usize,
    promises: Vec<Promise>,
}

/// What a clause between commas leaves to the next one in its sentence.
#[derive(Clone, Debug, Default)]
struct Said {
    /// What it was about.
    label: String,
    /// Where its words begin, for quotes that need them.
    start: usize,
    scope: Option<String>,
    /// Its last target counted what is done in a period.
    flow: bool,
    /// Nothing but a time or a scope: 到2028年，
    frame_only: bool,
    /// 目前, 截至: the sentence tells what there is.
    now: bool,
    /// Where it ends.
    end: usize,
}

impl Reader<'_> {
    fn sentence(&mut self, sentence: Range<usize>) {
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
        let now = find(&text.chars, clause.start, clause.end, words::NOW).is_some_and(|(i, _)| outside(i))
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
            let promise =
                self.promise(figure, predicate, head, left..bound, times, frame, last.as_ref(), said.as_ref());
            last = Some(Said {
                label: promise.label.clone(),
                start: promise.quote.start,
                scope: (promise.scope != self.whole()).then(|| promise.scope.clone()),
                flow: matches!(promise.kind, Kind::Cumulative | Kind::Annual),
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
            let years = self.years(found.kind, frame, false);
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
            flow: false,
            frame_only: head.core >= clause.end,
            now,
            end: clause.end,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn promise(
        &self,
        figure: &Figure,
        predicate: Predicate,
        head: Head,
        stretch: Range<usize>,
        times: &[Time],
        frame: Option<When>,
        coordinated: Option<&Said>,
        said: Option<&Said>,
    ) -> Promise {
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
            let verb = if change { longest_before(chars, core, begin, words::CHANGES).unwrap_or_default() } else { "" };
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
            .is_some_and(|s| s.flow);
        // 每月巡查2次 is a rate, not a count.
        let frequent =
            times.iter().any(|t| t.when == When::Frequent && stretch.start <= t.range.start && t.range.end <= begin);
        let pace = Pace { yearly, frequent };
        let kind = self.kind(figure, predicate, &words, &label, pace, frame, flow_before);
        let people = figure.unit.is_none() && named_people(&label);
        let unit = match figure.unit.as_deref() {
            Some("倍") => None,
            None if people => Some("人".to_string()),
            unit => unit.map(str::to_string),
        };
        let at_least =
            (head.at_least || find(chars, core, begin, &["至少", "最少"]).is_some()).then_some(Comparator::AtLeast);
        let comparator = figure.after.or(predicate.comparator).or(at_least).unwrap_or(Comparator::Equal);
        let scope = head.scope.unwrap_or_else(|| match coordinated {
            Some(said) => said.scope.clone().unwrap_or_else(|| self.whole()),
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
            years: self.years(kind, frame, yearly),
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
                // 每年 carries on over commas, not over semicolons.
                range.start >= left || !self.text.chars[range.end..figure].contains(&'；')
            }
            _ => false,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn kind(
        &self,
        figure: &Figure,
        predicate: Predicate,
        words: &str,
        label: &str,
        pace: Pace,
        frame: Option<When>,
        flow_before: bool,
    ) -> Kind {
        let Pace { yearly, frequent } = pace;
        let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
        let strong = has(STRONG_FLOW);
        let change = predicate.aspect == Some(Aspect::Change);
        let flow = if yearly { Kind::Annual } else { Kind::Cumulative };
        let growth = ["增速", "增长率", "增幅", "降幅", "年均增长"].iter().any(|w| label.contains(w))
            && !label.contains("自然增长率");
        match figure.measure {
            Measure::Points => Kind::Increase,
            Measure::Percent | Measure::Ratio | Measure::Duration => {
                let rule = ["比法定", "较法定", "比规定", "较规定", "比承诺"].iter().any(|w| words.contains(w));
                if rule || figure.unit.is_none() && !change {
                    Kind::Level
                } else if change || growth {
                    Kind::Increase
                } else {
                    Kind::Level
                }
            }
            Measure::Event if frequent => Kind::Level,
            Measure::Event => flow,
            _ if figure.form == Form::Bare => Kind::Level,
            _ if strong => flow,
            _ if predicate.aspect == Some(Aspect::Reach) => Kind::Level,
            _ if change
                && matches!(figure.measure, Measure::Money | Measure::Extent)
                && ["人均", "均"].iter().any(|w| label.contains(w)) =>
            {
                Kind::Increase
            }
            _ if change || yearly => flow,
            _ if words.contains("建成") && !has(&["建成投用", "建成投产"]) => match frame {
                Some(When::In(_) | When::Span(..)) => flow,
                None if self.column.is_some() => flow,
                _ => Kind::Level,
            },
            _ if has(FLOW) || words == "为" => flow,
            _ if flow_before => flow,
            _ => Kind::Level,
        }
    }

    /// First and last year by the rules of each kind.
    fn years(&self, kind: Kind, frame: Option<When>, yearly: bool) -> (Option<u16>, Option<u16>) {
        let frame = frame.or(self.column.map(When::In));
        let (from, to) = match frame {
            Some(When::In(year)) => (Some(year), Some(year)),
            Some(When::By(year)) => (None, Some(year)),
            Some(When::Span(from, to)) => (Some(from), Some(to)),
            Some(When::Since(from)) => (Some(from), None),
            _ => (None, None),
        };
        match kind {
            Kind::Level | Kind::Increase => (None, to.or(from)),
            // By a deadline in the column's own year, what is done is done in that year.
            Kind::Annual | Kind::Cumulative if from.is_none() && to.is_some() && to == self.column => (to, to),
            Kind::Annual if !yearly => (from, to),
            Kind::Annual | Kind::Cumulative => (from, to),
        }
    }

    /// Where the words that a figure counts may reach: the clause's end, or the next figure's own words.
    fn object_bound(&self, figure: &Figure, later: &[Figure], end: usize) -> usize {
        let Some(next) = later.first() else { return end };
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
        said.filter(|_| !fresh).and_then(|s| s.scope.clone()).unwrap_or_else(|| self.whole())
    }

    /// The plan's own place as a whole.
    fn whole(&self) -> String {
        let place = self.plan.place.as_str();
        let suffix = ["自治区", "自治州", "自治县"].iter().find(|s| place.ends_with(*s)).copied();
        match self.plan.level {
            Level::Nation => "全国".into(),
            Level::Province if place.ends_with('市') => "全市".into(),
            Level::Province => suffix.map_or("全省".into(), |_| "全区".into()),
            Level::Prefecture if place.ends_with(['州', '盟']) => {
                format!("全{}", if place.ends_with('州') { '州' } else { '盟' })
            }
            Level::Prefecture => "全市".into(),
            Level::County => match place.chars().last() {
                Some(c @ ('市' | '区' | '旗')) => format!("全{c}"),
                _ => "全县".into(),
            },
        }
    }

    /// A clause that is only a time or a scope before the words belongs to the quote.
    fn quote_start(&self, said: Option<&Said>, start: usize) -> usize {
        match said {
            Some(said) if said.frame_only && said.end < start && start - said.end <= 2 => said.start,
            _ => start,
        }
    }
}

/// Where a comparison with an earlier state begins: 比2020年, 较上年, 在现有基础, 由60%.
fn baseline(chars: &[char], subject: Range<usize>) -> Option<usize> {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    if let Some(i) = (subject.start..subject.end).find(|&i| matches!(chars[i], '由' | '从') && digit(i + 1)) {
        return Some(i);
    }
    let (i, _) = find(
        chars,
        subject.start,
        subject.end,
        &["比20", "较20", "比上年", "较上年", "比基期", "在现有基础", "在原有基础", "同比", "在20", "比法定", "较法定"],
    )?;
    Some(i)
}

/// A word of doing without its object: 举办, 累计.
fn is_verb_only(words: &str) -> bool {
    let mut rest: Vec<char> = words.chars().collect();
    while !rest.is_empty() {
        let hit = [FLOW, QUANTITY_VERBS, words::OPENERS, &["有", "达", "建", "拥有", "累计", "新", "再", "均", "各"]]
            .iter()
            .filter_map(|list| longest_before(&rest, 0, rest.len(), list))
            .max_by_key(|w| length(w));
        match hit {
            Some(word) => rest.truncate(rest.len() - length(word)),
            None => return false,
        }
    }
    true
}

/// 陶瓷产业集群规模 of 陶瓷产业集群规模不断发展壮大: what a 千亿产业集群 is measured by.
fn scale_named(label: &str) -> Option<String> {
    ["规模", "产值"]
        .iter()
        .find_map(|word| label.find(word).filter(|at| *at > 0).map(|at| label[..at + word.len()].to_string()))
}

fn named_people(label: &str) -> bool {
    label.ends_with("人口") || label.ends_with("人口规模") || label.ends_with("人口总量") || label.ends_with("人口总数")
}

/// A label without loose punctuation at its ends.
fn tidy(label: &str) -> String {
    let label = label.trim_matches(|c: char| "，、；：。 ".contains(c)).trim_end_matches("的");
    let led = ["将", "把", "对", "为"]
        .iter()
        .find_map(|lead| label.strip_prefix(lead))
        .filter(|rest| rest.chars().count() > 2);
    led.unwrap_or(label).to_string()
}

/// 三元区、沙县区 in 全面放开三元区、沙县区落户限制.
fn inner_place(words: &str) -> Option<String> {
    let chars: Vec<char> = words.chars().collect();
    let (i, verb) = find(&chars, 0, chars.len(), &["放开", "取消", "消除", "畅通"])?;
    let start = i + length(verb);
    let (end, word) = find(&chars, start, chars.len(), &["区落户", "县落户", "市落户", "都市圈", "以下城市"])?;
    let len = if word.ends_with("落户") { 1 } else { length(word) };
    (end > start || word == "都市圈").then(|| chars[start..end + len].iter().collect())
}
