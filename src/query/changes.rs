//! What a page tells of the changes between a clause and its counterparts.
//!
//! In: the shards of the plans, each with the changes of its own clauses beside those above. Out: what to tell, by
//! kind, the same words once. Invariant: nothing is told that is not in the data; a passage quoted for two plans above
//! is told once, with both.

use crate::bundle::PlanShard;
use crate::model::{Change, ChangeKind, Clause, Grade, Link, Plan, Span, Target, plan_of};

/// One thing to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<'a> {
    pub kind: ChangeKind,
    /// The passage below.
    pub lower: Option<Quote<'a>>,
    /// The passage above.
    pub upper: Option<Quote<'a>>,
    /// The plans above that this holds beside, each with the share of copied characters where the kind is that.
    pub beside: Vec<(&'a Plan, Option<u32>)>,
}

/// A passage of a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote<'a> {
    pub plan: &'a Plan,
    pub clause: &'a Clause,
    pub span: Span,
    /// The target that the passage is, if it is just that.
    pub target: Option<&'a Target>,
}

impl<'a> Quote<'a> {
    fn of(shard: &'a PlanShard, id: &str, span: Option<Span>) -> Option<Self> {
        let span = span?;
        let clause = shard.clauses.iter().find(|clause| clause.id == id)?;
        let target = shard.targets.iter().find(|t| t.span == Some(span) && t.clause.as_deref() == Some(id));
        Some(Self { plan: &shard.plan, clause, span, target })
    }

    pub fn text(&self) -> &'a str {
        self.span.of(&self.clause.text)
    }
}

/// What the clause `id` of `lower` makes of its counterparts in the plans above.
pub fn of_clause<'a>(lower: &'a PlanShard, id: &str, uppers: &[&'a PlanShard]) -> Vec<Told<'a>> {
    let clear: Vec<&str> =
        lower.up.iter().filter(|l| l.child == id && l.grade == Grade::Clear).map(|l| l.parent.as_str()).collect();
    let told = lower.changes.iter().filter(|change| match change.kind {
        ChangeKind::MeasureLeftOut => clear.contains(&change.parent.as_str()),
        _ => change.child == id,
    });
    gather(told, lower, uppers)
}

/// What the plan of `lower` makes of the clause `id` of `upper`.
pub fn of_plan<'a>(upper: &'a PlanShard, id: &str, lower: &'a PlanShard) -> Vec<Told<'a>> {
    let links: Vec<&Link> = lower.up.iter().filter(|link| link.parent == id).collect();
    let clear = |child: &str| links.iter().any(|link| link.child == child && link.grade == Grade::Clear);
    let told = lower.changes.iter().filter(|change| {
        // What is new is new beside the whole of the plan above, whichever of its clauses the change names.
        let of_whole_plan = change.parent_span.is_none() && plan_of(&change.parent) == upper.plan.id;
        change.parent == id || (of_whole_plan && clear(&change.child))
    });
    gather(told, lower, &[upper])
}

fn gather<'a>(
    changes: impl Iterator<Item = &'a Change>,
    lower: &'a PlanShard,
    uppers: &[&'a PlanShard],
) -> Vec<Told<'a>> {
    let mut told: Vec<Told> = Vec::new();
    for change in changes {
        let Some(&upper) = uppers.iter().find(|shard| shard.plan.id == plan_of(&change.parent)) else { continue };
        let quotes =
            (Quote::of(lower, &change.child, change.child_span), Quote::of(upper, &change.parent, change.parent_span));
        let beside = (&upper.plan, change.share);
        match told.iter_mut().find(|t| t.kind == change.kind && t.lower == quotes.0 && t.upper == quotes.1) {
            // Copied wording of several clauses below: the largest share speaks for the plan.
            Some(known) => match known.beside.iter_mut().find(|(plan, _)| plan.id == upper.plan.id) {
                Some((_, share)) => *share = change.share.max(*share),
                None => known.beside.push(beside),
            },
            None => told.push(Told { kind: change.kind, lower: quotes.0, upper: quotes.1, beside: vec![beside] }),
        }
    }
    // Several clauses with the same bodies name them once.
    let mut bodies: Vec<Vec<String>> = Vec::new();
    told.retain(|t| match &t.lower {
        Some(quote) if t.kind == ChangeKind::BodiesNamed => {
            let known = bodies.contains(&quote.clause.units);
            bodies.push(quote.clause.units.clone());
            !known
        }
        _ => true,
    });
    for t in &mut told {
        t.beside.sort_by_key(|(plan, _)| plan.level);
    }
    // A figure inside a measure that is new is told with it.
    let new: Vec<(String, Span)> = told
        .iter()
        .filter(|t| t.kind == ChangeKind::MeasureAdded)
        .filter_map(|t| t.lower.as_ref().map(|quote| (quote.clause.id.clone(), quote.span)))
        .collect();
    told.retain(|t| {
        let within = |q: &Quote| new.iter().any(|(id, s)| *id == q.clause.id && s.0 <= q.span.0 && q.span.1 <= s.1);
        t.kind != ChangeKind::NumberAdded || !t.lower.as_ref().is_some_and(within)
    });
    let order = |kind: ChangeKind| ChangeKind::ALL.iter().position(|k| *k == kind);
    told.sort_by_key(|t| (order(t.kind), std::cmp::Reverse(t.beside.len())));
    told
}
