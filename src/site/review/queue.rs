//! What of a plan a person should look at, the doubtful first.
//!
//! In: a corpus, the id of a plan, and what is new beside an earlier state. Out: its links, targets, units and topics,
//! each with how doubtful it is and why. Doubtful is what was not read so before, a link of low probability, and what was
//! read by a rule that seldom applies in the corpus or where something in the text is odd. Invariant: doubt is between 0
//! and 1, and what nothing speaks against has little.

use crate::compile::divisions::{self, Resolution};
use crate::compile::reading::units::find_units;
use crate::compile::relating::indicators::Indicators;
use crate::compile::relating::targets::extract_targets;
use crate::compile::rules::{Applied, watched};
use crate::model::{CheckedAs, CheckedKind, Clause, ClauseId, Corpus, Grade, Link, Plan, Remark, Span, Target, Update};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One thing to look at.
#[derive(Clone, Debug, Serialize)]
pub struct Item<'a> {
    /// Tells it from all others of the plan.
    pub id: String,
    pub kind: CheckedKind,
    pub clause: &'a ClauseId,
    pub doubt: f64,
    /// What makes it doubtful, for the person.
    pub why: Vec<Why<'a>>,
    /// Whether somebody looked at it already.
    pub checked: bool,
    /// The stretches of the clause that it rests on.
    pub marks: Vec<Span>,
    #[serde(flatten)]
    pub read: Read<'a>,
}

/// What is read.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Read<'a> {
    Link { parent: &'a ClauseId, grade: Grade, earlier: bool, parent_marks: Vec<Span> },
    Target { target: &'a Target },
    Unit { unit: &'a str, leads: bool },
    Topic { topic: &'a str, first: bool },
}

/// What makes something doubtful; the page has the words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Why<'a> {
    /// The probability of a link.
    Score(f64),
    /// A rule, and how often it applies in the corpus.
    Rule(&'static str, usize),
    /// What is odd in the same words: its kind and the words.
    Odd(&'static str, &'a str),
    /// It was not read so before: what was, if anything.
    New(Option<&'a str>),
}

/// How often each rule applies in the corpus.
pub type Fired = HashMap<&'static str, usize>;

/// A rule that applies so often or less is seldom used.
const SELDOM: usize = 3;

/// The rules that read a clause: those of its targets with their places, and those of its units.
fn rules(plan: &Plan, clause: &Clause) -> (Vec<Applied>, Vec<Applied>) {
    let (_, of_targets) = watched("", || extract_targets(plan, clause, Indicators::shipped()));
    let place = divisions::resolve(plan.place_code.as_deref().unwrap_or(&plan.place), "");
    let short_names: BTreeSet<String> = match place {
        Resolution::Found(place) => place.chain_short_names.into_iter().collect(),
        _ => BTreeSet::new(),
    };
    let (_, of_units) = watched("", || find_units(&clause.text, &short_names));
    (of_targets, of_units)
}

/// How often each rule applies.
pub fn fired(corpus: &Corpus) -> Fired {
    let plans: HashMap<&str, &Plan> = corpus.plans.iter().map(|plan| (plan.id.as_str(), plan)).collect();
    let mut fired = Fired::new();
    for clause in &corpus.clauses {
        let Some(plan) = plans.get(clause.plan.as_str()) else { continue };
        let (targets, units) = rules(plan, clause);
        targets.iter().chain(&units).for_each(|applied| *fired.entry(applied.rule.name).or_default() += 1);
    }
    fired
}

/// What is doubted at least where it was not read so before.
const NEW: f64 = 0.9;

/// Everything of a plan, the doubtful first, and before it what differs from an earlier state of the corpus; without the
/// rules that seldom apply where these are not counted.
pub fn items<'a>(corpus: &'a Corpus, plan: &'a Plan, fired: Option<&Fired>, updates: &'a [Update]) -> Vec<Item<'a>> {
    let mut items = all(corpus, plan, fired);
    let own = updates.iter().filter(|update| update.plan == plan.id);
    let new: HashMap<&str, &Update> = own.map(|update| (update.id.as_str(), update)).collect();
    for item in &mut items {
        let id = match &item.read {
            Read::Link { parent, .. } => format!("{} → {parent}", item.clause),
            Read::Target { target } => target.id.clone(),
            Read::Unit { .. } | Read::Topic { .. } => continue,
        };
        if let Some(update) = new.get(id.as_str()) {
            item.why.insert(0, Why::New(update.before.as_deref()));
            item.doubt = item.doubt.max(NEW);
        }
    }
    // Stable: what is as doubtful stays in the order of the text.
    items.sort_by(|a, b| b.doubt.total_cmp(&a.doubt));
    items
}

fn all<'a>(corpus: &'a Corpus, plan: &'a Plan, fired: Option<&Fired>) -> Vec<Item<'a>> {
    let mut remarks: BTreeMap<&str, Vec<&Remark>> = BTreeMap::new();
    for remark in &corpus.remarks {
        if let Some(clause) = &remark.clause {
            remarks.entry(clause.as_str()).or_default().push(remark);
        }
    }
    let mut items: Vec<Item> = corpus.links.iter().filter(|link| link.child.plan() == plan.id).map(of_link).collect();
    for clause in corpus.clauses.iter().filter(|clause| clause.plan == plan.id) {
        let (of_targets, of_units) = fired.map(|_| rules(plan, clause)).unwrap_or_default();
        let odd = remarks.get(clause.id.as_str()).map_or(&[][..], Vec::as_slice);
        let targets = corpus.targets.iter().filter(|target| target.clause.as_ref() == Some(&clause.id));
        items.extend(targets.map(|target| of_target(clause, target, &of_targets, odd, fired)));
        items.extend(clause.units.iter().map(|unit| of_unit(clause, unit, &of_units, fired)));
        items.extend(clause.topics.iter().map(|topic| of_topic(clause, topic)));
    }
    items
}

fn of_link(link: &Link) -> Item<'_> {
    Item {
        id: format!("link {} {}", link.child, link.parent),
        kind: CheckedKind::Link,
        clause: &link.child,
        doubt: 1.0 - link.score,
        why: vec![Why::Score(link.score)],
        checked: link.checked.is_some(),
        marks: link.evidence.iter().map(|evidence| evidence.child).collect(),
        read: Read::Link {
            parent: &link.parent,
            grade: link.grade,
            earlier: link.earlier,
            parent_marks: link.evidence.iter().map(|evidence| evidence.parent).collect(),
        },
    }
}

fn of_target<'a>(
    clause: &'a Clause,
    target: &'a Target,
    rules: &[Applied],
    odd: &[&'a Remark],
    fired: Option<&Fired>,
) -> Item<'a> {
    let within = |place: usize| target.span.is_some_and(|span| (span.0 as usize..span.1 as usize).contains(&place));
    let mut why = seldom(rules.iter().filter(|applied| within(applied.place)), fired);
    let touches = |remark: &&&Remark| match (remark.span, target.span) {
        (Some(a), Some(b)) => a.0 < b.1 && b.0 < a.1,
        _ => true,
    };
    why.extend(odd.iter().filter(touches).map(|remark| Why::Odd(remark.kind.id(), &remark.quote)));
    Item {
        id: format!("target {}", target.id),
        kind: CheckedKind::Target,
        clause: &clause.id,
        doubt: doubt(&why, 0.15),
        why,
        checked: target.checked.is_some(),
        marks: [target.span, target.figure].into_iter().flatten().collect(),
        read: Read::Target { target },
    }
}

fn of_unit<'a>(clause: &'a Clause, unit: &'a str, rules: &[Applied], fired: Option<&Fired>) -> Item<'a> {
    let why = seldom(rules.iter(), fired);
    Item {
        id: format!("unit {} {unit}", clause.id),
        kind: CheckedKind::Unit,
        clause: &clause.id,
        doubt: doubt(&why, 0.05),
        why,
        checked: is_checked(clause, "units", unit),
        marks: clause.parts.units.clone(),
        read: Read::Unit { unit, leads: clause.leads.iter().any(|lead| lead == unit) },
    }
}

fn of_topic<'a>(clause: &'a Clause, topic: &'a str) -> Item<'a> {
    let first = clause.topics.first().is_some_and(|first| first == topic);
    Item {
        id: format!("topic {} {topic}", clause.id),
        kind: CheckedKind::Topic,
        clause: &clause.id,
        // The main topic decides where the clause is shown first.
        doubt: if first { 0.1 } else { 0.2 },
        why: Vec::new(),
        checked: is_checked(clause, "topics", topic),
        marks: Vec::new(),
        read: Read::Topic { topic, first },
    }
}

fn is_checked(clause: &Clause, field: &str, value: &str) -> bool {
    let own = clause.checked.iter().filter(|part| part.field == field && part.value == value);
    own.clone().any(|part| part.how != CheckedAs::Rejected)
}

/// The rules that seldom apply, each once.
fn seldom<'a, 'b>(rules: impl Iterator<Item = &'b Applied>, fired: Option<&Fired>) -> Vec<Why<'a>> {
    let names: BTreeSet<&'static str> = rules.map(|applied| applied.rule.name).collect();
    let counted =
        names.into_iter().map(|name| (name, fired.and_then(|fired| fired.get(name)).copied().unwrap_or_default()));
    counted.filter(|(_, count)| *count <= SELDOM).map(|(name, count)| Why::Rule(name, count)).collect()
}

fn doubt(why: &[Why], least: f64) -> f64 {
    let odd = why.iter().any(|why| matches!(why, Why::Odd(..)));
    let seldom = why.iter().any(|why| matches!(why, Why::Rule(..)));
    match (odd, seldom) {
        (true, true) => 0.8,
        (true, false) => 0.6,
        (false, true) => 0.4,
        (false, false) => least,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;

    #[test]
    fn the_doubtful_come_first() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = compile::compile(&compile::read_seeds(&seeds).expect("seeds")).corpus;
        let fired = fired(&corpus);
        for plan in corpus.plans.iter().filter(|plan| plan.text) {
            let items = items(&corpus, plan, Some(&fired), &[]);
            let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
            assert_eq!(ids.len(), items.len(), "{}: each id once", plan.id);
            assert!(items.is_sorted_by(|a, b| a.doubt >= b.doubt) && items.iter().all(|item| item.doubt <= 1.0));
            let links = corpus.links.iter().filter(|link| link.child.plan() == plan.id).count();
            assert_eq!(items.iter().filter(|item| item.kind == CheckedKind::Link).count(), links);
        }
        let quanzhou = corpus.plans.iter().find(|plan| plan.id == "quanzhou-2025").expect("a plan");
        let items = items(&corpus, quanzhou, Some(&fired), &[]);
        let odd = items.iter().find(|item| item.why.iter().any(|why| matches!(why, Why::Odd("subject", _))));
        assert!(
            odd.is_some_and(|item| item.kind == CheckedKind::Target && item.doubt >= 0.6),
            "争取2028年保持在90%以上"
        );
        assert!(items.iter().any(|item| matches!(item.why.as_slice(), [Why::Rule(_, 1..=SELDOM), ..])));
    }
    #[test]
    fn what_differs_from_an_earlier_state_comes_first() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let corpus = compile::compile(&compile::read_seeds(&seeds).expect("seeds")).corpus;
        let plan = corpus.plans.iter().find(|plan| plan.id == "dehua-2025").expect("a plan");
        // The link that is surest, and a target.
        let links = corpus.links.iter().filter(|link| link.child.plan() == plan.id);
        let link = links.max_by(|a, b| a.score.total_cmp(&b.score)).expect("a link");
        let target = corpus.targets.iter().find(|target| target.plan == plan.id).expect("a target");
        let update = |kind, id: String, before: Option<&str>| Update {
            date: crate::model::Date::new(2026, 11, 30).expect("a day"),
            plan: plan.id.clone(),
            kind,
            id,
            before: before.map(str::to_owned),
            after: None,
        };
        use crate::model::UpdateKind::{LinkAdded, TargetChanged};
        let updates = [
            update(LinkAdded, format!("{} → {}", link.child, link.parent), None),
            update(TargetChanged, target.id.clone(), Some("90%")),
        ];
        let items = items(&corpus, plan, None, &updates);
        let new = |item: &&Item| matches!(item.why.first(), Some(Why::New(_)));
        assert_eq!(items.iter().filter(new).count(), 2);
        let first = items.iter().position(|item| !new(&item)).expect("others");
        assert!(items.iter().skip(first).filter(new).count() == 0 || items[first].doubt >= NEW);
        assert!(items.iter().any(|item| item.why.first() == Some(&Why::New(Some("90%")))));
    }
}
