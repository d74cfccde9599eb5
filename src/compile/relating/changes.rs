//! What each clause keeps, changes, adds and leaves out beside its counterparts above.
//!
//! In: the corpus with its links. Out: typed changes with the passages that show them, and for every pair of a plan
//! and a plan above the sums of them. The clauses of a plan above that correspond to one clause are taken together,
//! and so are the clauses below that correspond to one clause above: what moved to another clause is not lost.
//!
//! [`measures`] cuts clauses into single measures; [`likeness`] asks whether a plan says something like one;
//! [`wording`] and [`figures`] compare what both have. Invariant: where the program is not sure it says nothing:
//! between "found" and "nothing like it anywhere in the plan" lies a wide band without a change.

mod cascade;
mod figures;
mod likeness;
mod measures;
mod wording;

use crate::compile::divisions;
use crate::model::{
    Cascade, Change, ChangeKind, Clause, ClauseId, ClauseKind, Corpus, Grade, Indicator, Level, Link, Plan, Span,
    Target, Topic, is_above,
};
use crate::text::align::{share_of, shared_passages};
use likeness::{PlanWords, Rarity, Weighed};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;
use wording::Measure;

/// Of a measure no more than this may be found for the plan to say nothing like it.
const NOTHING_LIKE_IT: f64 = 0.3;

/// Measures next to each other are quoted together up to this many characters.
const QUOTED_TOGETHER: u32 = 60;

/// How a measure begins that is addressed to the centre, not to the plans below, and what else only the centre does.
const TO_THE_CENTRE: [&str; 5] = ["中央", "国家", "有关部门", "各部门", "各有关部门"];
const OF_THE_CENTRE: [&str; 3] = ["国务院", "党中央", "中央财政"];

/// What only a province can do.
const OF_PROVINCES: [&str; 2] = ["省份", "省级"];

/// Sets the changes of every link and the sums of every pair of plans, by child in document order, then as the links
/// are; and the changes of every revision.
pub fn find_changes(corpus: &mut Corpus) {
    let index = Index::of(corpus);
    let pairs = index.pairs(&corpus.links).into_par_iter().map(|pair| index.read(pair));
    let (changes, cascades): (Vec<_>, Vec<Cascade>) =
        pairs.map(|pair| (index.changes(&pair), cascade::cascade(&index, &pair))).unzip();
    let revisions = corpus.revisions.par_iter().map(|revision| index.pairs(&revision.links));
    let revised: Vec<Vec<Change>> =
        revisions.map(|pairs| pairs.into_iter().flat_map(|pair| index.changes(&index.read(pair))).collect()).collect();
    (corpus.changes, corpus.cascades) = (changes.into_iter().flatten().collect(), cascades);
    for (revision, changes) in corpus.revisions.iter_mut().zip(revised) {
        revision.changes = changes;
    }
}

/// A clause below and one above.
#[derive(Clone, Copy)]
struct Pair<'a> {
    plans: (&'a Plan, &'a Plan),
    clauses: (&'a Clause, &'a Clause),
}

impl Pair<'_> {
    fn change(self, kind: ChangeKind, child_span: Option<Span>, parent_span: Option<Span>) -> Change {
        let (child, parent) = (self.clauses.0.id.clone(), self.clauses.1.id.clone());
        Change { kind, child, parent, child_span, parent_span, share: None }
    }
}

struct Index<'a> {
    rarity: Rarity,
    plans: HashMap<&'a str, &'a Plan>,
    clauses: BTreeMap<&'a str, Vec<&'a Clause>>,
    by_id: HashMap<&'a str, &'a Clause>,
    targets: HashMap<&'a str, Vec<&'a Target>>,
    words: HashMap<&'a str, OnceLock<PlanWords<'a>>>,
    /// The measures of clauses of plans above, by clause id: many clauses below are set beside each.
    above: HashMap<&'a str, OnceLock<Measures<'a>>>,
    indicators: HashMap<&'a str, &'a Indicator>,
    /// The indicators that a plan has a figure for, in whatever clause.
    figures: HashSet<(&'a str, &'a str)>,
}

/// Measures, sentence by sentence.
type Measures<'a> = Vec<Vec<Measure<'a>>>;

/// Links between two plans.
struct PlanPair<'a> {
    lower: &'a Plan,
    upper: &'a Plan,
    links: Vec<&'a Link>,
    /// By clause of the lower plan that has counterparts: the passages that stand in them word for word.
    copied: HashMap<&'a str, Vec<Span>>,
}

impl PlanPair<'_> {
    /// Whether the upper plan is an earlier one of the lower plan's series.
    fn is_revision(&self) -> bool {
        is_revision(self.lower, self.upper)
    }

    /// The passages of a clause of the lower plan that stand in its counterparts word for word.
    fn copied(&self, clause: &Clause) -> &[Span] {
        self.copied.get(clause.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Years before which nothing in the texts of each falls due: a plan above is looked at as the lower plan is.
    fn since(&self) -> (Option<u16>, Option<u16>) {
        let signed = |plan: &Plan| plan.signed.map(|date| date.year);
        (signed(self.lower), signed(if self.is_revision() { self.upper } else { self.lower }))
    }
}

/// Whether of two plans that are set beside each other one is an earlier one of the other's series: no plan is above
/// one of its own place, and files beside plans may join places.
fn is_revision(lower: &Plan, upper: &Plan) -> bool {
    !is_above(upper, lower)
}

impl<'a> Index<'a> {
    fn of(corpus: &'a Corpus) -> Self {
        let mut clauses: BTreeMap<&str, Vec<&Clause>> = BTreeMap::new();
        for clause in &corpus.clauses {
            clauses.entry(&clause.plan).or_default().push(clause);
        }
        let mut targets: HashMap<&str, Vec<&Target>> = HashMap::new();
        for target in &corpus.targets {
            if let Some(clause) = &target.clause {
                targets.entry(clause).or_default().push(target);
            }
        }
        let linkable: HashSet<&str> =
            corpus.clauses.iter().filter(|clause| clause.is_linkable()).map(|clause| clause.id.as_str()).collect();
        let parents = corpus.links.iter().chain(corpus.revisions.iter().flat_map(|revision| &revision.links));
        let figures = corpus.targets.iter().filter(|target| {
            target.value.is_some() && target.clause.as_deref().is_some_and(|clause| linkable.contains(clause))
        });
        Self {
            indicators: corpus.indicators.iter().map(|indicator| (indicator.id.as_str(), indicator)).collect(),
            figures: figures.map(|target| (target.plan.as_str(), target.indicator.as_str())).collect(),
            rarity: Rarity::of(corpus),
            plans: corpus.plans.iter().map(|plan| (plan.id.as_str(), plan)).collect(),
            words: clauses.keys().map(|plan| (*plan, OnceLock::new())).collect(),
            above: parents.map(|link| (link.parent.as_str(), OnceLock::new())).collect(),
            clauses,
            by_id: corpus.clauses.iter().map(|clause| (clause.id.as_str(), clause)).collect(),
            targets,
        }
    }

    /// Every pair of plans with links between them, by lower plan, nearest upper plan first.
    fn pairs(&self, links: &'a [Link]) -> Vec<PlanPair<'a>> {
        let mut pairs: Vec<PlanPair> = Vec::new();
        let mut known: HashMap<(&str, &str), usize> = HashMap::new();
        for link in links {
            let key = (link.child.plan(), link.parent.plan());
            let (Some(&lower), Some(&upper)) = (self.plans.get(key.0), self.plans.get(key.1)) else { continue };
            let at = *known.entry(key).or_insert_with(|| {
                pairs.push(PlanPair { lower, upper, links: Vec::new(), copied: HashMap::new() });
                pairs.len() - 1
            });
            pairs[at].links.push(link);
        }
        pairs
    }

    /// The pair with what its lower plan copies.
    fn read(&self, mut pair: PlanPair<'a>) -> PlanPair<'a> {
        let below = by(&pair.links, |link| &link.child);
        let copied = |(id, links): (&'a str, Vec<&Link>)| {
            let above = links.iter().filter_map(|link| self.by_id.get(link.parent.as_str()).copied());
            Some((id, copied_by(self.by_id.get(id)?, above)))
        };
        pair.copied = below.into_iter().filter_map(copied).collect();
        pair
    }

    fn changes(&self, pair: &PlanPair<'a>) -> Vec<Change> {
        let mut changes = Vec::new();
        let below = by(&pair.links, |link| &link.child);
        for clause in self.linkable(pair.lower) {
            let links = best_first(below.get(clause.id.as_str()));
            if !links.is_empty() {
                self.against_all_above(pair, clause, &links, &mut changes);
            }
        }
        let above = by(&pair.links, |link| &link.parent);
        for clause in self.linkable(pair.upper) {
            let links = best_first(above.get(clause.id.as_str()));
            if links.iter().any(|link| link.grade == Grade::Clear) {
                self.left_out(pair, clause, &links, &mut changes);
            }
        }
        let places: HashMap<&str, usize> =
            self.linkable(pair.lower).enumerate().map(|(place, clause)| (clause.id.as_str(), place)).collect();
        changes.sort_by_key(|change| places.get(change.child.as_str()).copied());
        changes
    }

    fn linkable(&self, plan: &Plan) -> impl Iterator<Item = &'a Clause> {
        self.clauses.get(plan.id.as_str()).into_iter().flatten().copied().filter(|clause| clause.is_linkable())
    }

    fn words(&self, plan: &'a Plan) -> Option<&PlanWords<'a>> {
        let clauses = || self.clauses.get(plan.id.as_str()).cloned().unwrap_or_default();
        Some(self.words.get(plan.id.as_str())?.get_or_init(|| PlanWords::of(clauses())))
    }

    fn targets(&self, clause: &Clause) -> &[&'a Target] {
        self.targets.get(clause.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// What `clause` makes of its counterparts in one plan above, best first.
    fn against_all_above(&self, pair: &PlanPair<'a>, clause: &'a Clause, links: &[&Link], changes: &mut Vec<Change>) {
        let above: Vec<&Clause> =
            links.iter().filter_map(|link| self.by_id.get(link.parent.as_str()).copied()).collect();
        let with = |other| Pair { plans: (pair.lower, pair.upper), clauses: (clause, other) };
        let Some(&best) = above.first() else { return };
        self.figures(pair, clause, &above, &with, changes);
        if !clause.units.is_empty() && above.iter().all(|other| other.units.is_empty()) {
            let named = clause.closing_units().or_else(|| clause.parts.units.last().copied());
            changes.push(with(best).change(ChangeKind::BodiesNamed, named, None));
        }
        let copied = share_of(clause.without_units(), pair.copied(clause).iter().copied());
        let share = Some((copied * 100.0).round() as u32);
        changes.push(Change { share, ..with(best).change(ChangeKind::WordingCopied, None, None) });
        if has_measures(clause) {
            self.measures(pair, clause, links, &above, &with, changes);
        }
    }

    fn figures<'c>(
        &self,
        pair: &PlanPair<'a>,
        clause: &'c Clause,
        above: &[&'c Clause],
        with: &dyn Fn(&'c Clause) -> Pair<'c>,
        changes: &mut Vec<Change>,
    ) {
        let mut uppers: HashMap<&str, (&Clause, &Target)> = HashMap::new();
        for (other, upper) in above.iter().flat_map(|other| self.targets(other).iter().map(move |t| (*other, *t))) {
            uppers.entry(&upper.indicator).or_insert((other, upper));
        }
        for &target in self.targets(clause) {
            let Some(indicator) = self.indicators.get(target.indicator.as_str()) else { continue };
            match uppers.get(target.indicator.as_str()).copied() {
                Some((other, upper)) => changes.extend(figures::between(indicator, with(other), target, upper)),
                None if figures::is_figure(target)
                    && !self.figures.contains(&(pair.upper.id.as_str(), target.indicator.as_str())) =>
                {
                    changes.push(with(above[0]).change(ChangeKind::NumberAdded, target.span, None));
                }
                None => {}
            }
        }
    }

    fn measures(
        &self,
        pair: &PlanPair<'a>,
        clause: &'a Clause,
        links: &[&Link],
        above: &[&'a Clause],
        with: &dyn Fn(&'a Clause) -> Pair<'a>,
        changes: &mut Vec<Change>,
    ) {
        let since = pair.since();
        let uppers: Vec<(&Clause, &Measure)> = above
            .iter()
            .filter(|other| has_measures(other))
            .flat_map(|other| self.above(other).iter().flatten().map(move |measure| (*other, measure)))
            .collect();
        let measures = self.weighed(clause);
        let mut said = Said::default();
        changes.iter().rev().take_while(|change| change.child == clause.id).for_each(|change| said.add(change));
        // What is said in the same words has the same counterpart.
        let mut counterparts: HashMap<&str, Option<usize>> = HashMap::new();
        for measure in measures.iter().flatten() {
            let counterpart = counterparts.entry(measure.text).or_insert_with(|| {
                let alike =
                    uppers.iter().enumerate().filter_map(|(n, (_, upper))| Some((n, wording::alike(measure, upper)?)));
                alike.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(n, _)| n)
            });
            let Some((other, upper)) = counterpart.map(|n| uppers[n]) else { continue };
            let mut found = wording::between(with(other), measure, upper, since);
            // What the figures of the same words have said already is not said again.
            found.retain(|change| !said.covers(change));
            found.iter().for_each(|change| said.add(change));
            changes.extend(found);
        }
        if links.iter().any(|link| link.grade == Grade::Clear)
            && let Some(words) = self.words(pair.upper)
        {
            let linked = above.iter().map(|other| other.id.as_str()).collect();
            let spans = unheard_of(&measures, words, &linked, |_| true);
            changes.extend(spans.into_iter().map(|s| with(above[0]).change(ChangeKind::MeasureAdded, Some(s), None)));
        }
    }

    /// The measures of `clause`, a clause above, that no clause of the lower plan has.
    fn left_out(&self, pair: &PlanPair<'a>, clause: &'a Clause, links: &[&Link], changes: &mut Vec<Change>) {
        let below: Vec<&Clause> =
            links.iter().filter_map(|link| self.by_id.get(link.child.as_str()).copied()).collect();
        let (Some(best), Some(words), true) = (below.first(), self.words(pair.lower), has_measures(clause)) else {
            return;
        };
        let linked = below.iter().map(|other| other.id.as_str()).collect();
        let meant = |text: &str| pair.is_revision() || is_meant_for(pair.lower, text);
        let with = Pair { plans: (pair.lower, pair.upper), clauses: (best, clause) };
        let spans = unheard_of(self.above(clause), words, &linked, meant);
        changes.extend(spans.into_iter().map(|s| with.change(ChangeKind::MeasureLeftOut, None, Some(s))));
    }

    /// The measures of a clause that is a counterpart of others.
    fn above(&self, clause: &'a Clause) -> &Measures<'a> {
        static NONE: Measures = Vec::new();
        self.above.get(clause.id.as_str()).map_or(&NONE, |measures| measures.get_or_init(|| self.weighed(clause)))
    }

    /// The measures of a clause.
    fn weighed<'c>(&self, clause: &'c Clause) -> Measures<'c> {
        let mut starts: Vec<usize> = clause.text.char_indices().map(|(start, _)| start).collect();
        starts.push(clause.text.len());
        let measure = |span: Span| {
            let text = &clause.text[starts[span.0 as usize]..starts[span.1 as usize]];
            Measure { text, span, words: Weighed::of(text, &self.rarity) }
        };
        measures::measures(clause).into_iter().map(|sentence| sentence.into_iter().map(measure).collect()).collect()
    }
}

/// Preambles, principles and overall goals speak of everything and set nothing to be done.
fn has_measures(clause: &Clause) -> bool {
    let overall = clause.topics.iter().any(|topic| topic == Topic::GOALS);
    !overall && !matches!(clause.kind, ClauseKind::Preamble | ClauseKind::Principle)
}

/// Whether a measure of a plan above is one that a lower plan could have taken up.
fn is_meant_for(lower: &Plan, text: &str) -> bool {
    let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let central = TO_THE_CENTRE.iter().any(|start| text.starts_with(start)) || names(&OF_THE_CENTRE);
    let provincial = lower.level > Level::Province && names(&OF_PROVINCES);
    let elsewhere = divisions::names_only_other_provinces(text, lower.place_code.as_ref());
    !central && !provincial && !elsewhere
}

/// The measures that a plan says nothing like; neighbours are quoted together.
fn unheard_of(
    measures: &[Vec<Measure>],
    plan: &PlanWords,
    linked: &BTreeSet<&str>,
    meant: impl Fn(&str) -> bool,
) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut known: HashMap<&str, bool> = HashMap::new();
    for sentence in measures {
        let mut open = false;
        for measure in sentence {
            let unheard = *known.entry(measure.text).or_insert_with(|| {
                measure.words.is_heavy() && meant(measure.text) && plan.found(&measure.words, linked) < NOTHING_LIKE_IT
            });
            if unheard {
                match spans.last_mut() {
                    Some(last) if open && measure.span.1 - last.0 <= QUOTED_TOGETHER => last.1 = measure.span.1,
                    _ => spans.push(measure.span),
                }
            }
            open = unheard;
        }
    }
    spans
}

/// The changes of a clause that have a place in it.
#[derive(Default)]
struct Said(HashMap<ChangeKind, BTreeMap<u32, u32>>);

impl Said {
    fn add(&mut self, change: &Change) {
        let Some(Span(mut start, mut end)) = change.child_span else { return };
        // Stretches, by their start, never overlap each other.
        let stretches = self.0.entry(change.kind).or_default();
        while let Some((&from, &to)) = stretches.range(..end).next_back()
            && to > start
        {
            stretches.remove(&from);
            (start, end) = (start.min(from), end.max(to));
        }
        stretches.insert(start, end);
    }

    /// Whether a change of the same kind has been said of some of the same words.
    fn covers(&self, change: &Change) -> bool {
        let (Some(span), Some(stretches)) = (change.child_span, self.0.get(&change.kind)) else { return false };
        stretches.range(..span.1).next_back().is_some_and(|(_, end)| *end > span.0)
    }
}

/// Links by one of their ends, in their order.
fn by<'l>(links: &[&'l Link], end: impl Fn(&'l Link) -> &'l ClauseId) -> HashMap<&'l str, Vec<&'l Link>> {
    let mut ends: HashMap<&str, Vec<&Link>> = HashMap::new();
    for &link in links {
        ends.entry(end(link)).or_default().push(link);
    }
    ends
}

fn best_first<'l>(links: Option<&Vec<&'l Link>>) -> Vec<&'l Link> {
    let mut links: Vec<&Link> = links.cloned().unwrap_or_default();
    links.sort_by(|a, b| b.score.total_cmp(&a.score));
    links
}

/// The passages of `clause` that stand word for word in `others`, none twice.
fn copied_by<'c>(clause: &Clause, others: impl Iterator<Item = &'c Clause>) -> Vec<Span> {
    let own = clause.without_units();
    let mut copied = vec![false; own.chars().count()];
    for other in others {
        for (span, _) in shared_passages(own, other.without_units()) {
            copied[span.0 as usize..span.1 as usize].fill(true);
        }
    }
    let mut spans: Vec<Span> = Vec::new();
    for at in (0..copied.len() as u32).filter(|&at| copied[at as usize]) {
        match spans.last_mut() {
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => spans.push(Span(at, at + 1)),
        }
    }
    spans
}
