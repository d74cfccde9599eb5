//! What a page tells of the changes between a clause and its counterparts.
//!
//! In: the shards of the plans, each with the changes of its own clauses beside those above. Out: what to tell, by
//! kind, the same words once. Invariant: nothing is told that is not in the data; words that are new beside two plans
//! above are told once, with both, and a pair of passages that changed in two ways once, with both kinds.

use crate::bundle::PlanShard;
use crate::model::{Change, ChangeKind, Clause, ClauseId, Grade, Link, Plan, Span, Target};
use crate::order::Order;

/// One thing to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeNote<'a> {
    /// Of a pair of passages all that changed, in the order of [`ChangeKind::ALL`]; of anything else just one.
    pub kinds: Vec<ChangeKind>,
    /// The passage below.
    pub lower: Option<Quote<'a>>,
    /// The passage above.
    pub upper: Option<Quote<'a>>,
    /// The plans above that this holds beside, each with the share of copied characters where the kind is that.
    pub beside: Vec<(&'a Plan, Option<u32>)>,
}

impl ChangeNote<'_> {
    /// Whether a kind is among them.
    pub fn is(&self, kind: ChangeKind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// A passage of a clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote<'a> {
    /// The plan that says it.
    pub plan: &'a Plan,
    /// The clause that says it.
    pub clause: &'a Clause,
    /// Where it stands in the clause's `text`.
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

    /// The passage in the plan's words.
    pub fn text(&self) -> &'a str {
        self.span.of(&self.clause.text)
    }
}

/// What the clause `id` of `lower` makes of its counterparts in the plans above.
pub fn of_clause<'a>(lower: &'a PlanShard, id: &str, uppers: &[&'a PlanShard]) -> Vec<ChangeNote<'a>> {
    let clear: Vec<&str> =
        lower.up.iter().filter(|l| l.child == id && l.grade == Grade::Clear).map(|l| l.parent.as_str()).collect();
    let told = lower.changes.iter().filter(|change| match change.kind {
        ChangeKind::MeasureLeftOut => clear.contains(&change.parent.as_str()),
        _ => change.child == id,
    });
    gather(told, lower, uppers)
}

/// What the plan of `lower` makes of the clause `id` of `upper`.
pub fn of_plan<'a>(upper: &'a PlanShard, id: &str, lower: &'a PlanShard) -> Vec<ChangeNote<'a>> {
    let links: Vec<&Link> = lower.up.iter().filter(|link| link.parent == id).collect();
    let clear = |child: &str| links.iter().any(|link| link.child == child && link.grade == Grade::Clear);
    let told = lower.changes.iter().filter(|change| {
        // What is new is new beside the whole of the plan above, whichever of its clauses the change names.
        let of_whole_plan = change.parent_span.is_none() && change.parent.plan() == upper.plan.id;
        change.parent == id || (of_whole_plan && clear(&change.child))
    });
    gather(told, lower, &[upper])
}

fn gather<'a>(
    changes: impl Iterator<Item = &'a Change>,
    lower: &'a PlanShard,
    uppers: &[&'a PlanShard],
) -> Vec<ChangeNote<'a>> {
    let mut told: Vec<ChangeNote> = Vec::new();
    for change in changes {
        let Some(&upper) = uppers.iter().find(|shard| shard.plan.id == change.parent.plan()) else { continue };
        let quotes =
            (Quote::of(lower, &change.child, change.child_span), Quote::of(upper, &change.parent, change.parent_span));
        let beside = (&upper.plan, change.share);
        match told.iter_mut().find(|t| t.is(change.kind) && t.lower == quotes.0 && t.upper == quotes.1) {
            // Copied wording of several clauses below: the largest share speaks for the plan.
            Some(known) => match known.beside.iter_mut().find(|(plan, _)| plan.id == upper.plan.id) {
                Some((_, share)) => *share = change.share.max(*share),
                None => known.beside.push(beside),
            },
            None => told.push(ChangeNote {
                kinds: vec![change.kind],
                lower: quotes.0,
                upper: quotes.1,
                beside: vec![beside],
            }),
        }
    }
    // Several clauses with the same bodies name them once.
    let mut bodies: Vec<Vec<String>> = Vec::new();
    told.retain(|t| match &t.lower {
        Some(quote) if t.is(ChangeKind::BodiesNamed) => {
            let known = bodies.contains(&quote.clause.units);
            bodies.push(quote.clause.units.clone());
            !known
        }
        _ => true,
    });
    each_word_once(&mut told);
    for t in &mut told {
        t.beside.order_by_key(|(plan, _)| plan.level);
    }
    // A figure inside a measure that is new is told with it.
    let new: Vec<(ClauseId, Span)> = told
        .iter()
        .filter(|t| t.is(ChangeKind::MeasureAdded))
        .filter_map(|t| t.lower.as_ref().map(|quote| (quote.clause.id.clone(), quote.span)))
        .collect();
    told.retain(|t| {
        let within = |q: &Quote| new.iter().any(|(id, s)| *id == q.clause.id && s.0 <= q.span.0 && q.span.1 <= s.1);
        !t.is(ChangeKind::NumberAdded) || !t.lower.as_ref().is_some_and(within)
    });
    let order = |kind: ChangeKind| ChangeKind::ALL.iter().position(|k| *k == kind);
    let place = |t: &ChangeNote| {
        (t.kinds.iter().map(|kind| order(*kind)).collect::<Vec<_>>(), std::cmp::Reverse(t.beside.len()))
    };
    told.order_by_key(place);
    let mut once: Vec<ChangeNote> = Vec::new();
    for t in told {
        let pair = |known: &&mut ChangeNote| {
            t.lower.is_some() && t.upper.is_some() && known.lower == t.lower && known.upper == t.upper
        };
        match once.iter_mut().find(pair) {
            Some(known) => known.kinds.extend(t.kinds),
            None => once.push(t),
        }
    }
    once.order_by_key(place);
    once
}

/// Cuts passages that are new beside several plans above where they overlap, so that each word stands once, with all
/// the plans that have nothing like it.
fn each_word_once(told: &mut Vec<ChangeNote>) {
    let new = |t: &ChangeNote| t.is(ChangeKind::MeasureAdded) && t.lower.is_some();
    let passages: Vec<ChangeNote> = told.iter().filter(|t| new(t)).cloned().collect();
    told.retain(|t| !new(t));
    let mut cut: Vec<ChangeNote> = Vec::new();
    for (from, quote) in passages.iter().filter_map(|t| Some((t, t.lower.as_ref()?))) {
        let same = |t: &&ChangeNote| t.lower.as_ref().is_some_and(|other| other.clause.id == quote.clause.id);
        let spans = || passages.iter().filter(same).filter_map(|t| Some((t.lower.as_ref()?.span, t)));
        let mut ends: Vec<u32> = spans().flat_map(|(span, _)| [span.0, span.1]).collect();
        ends.retain(|end| quote.span.0 <= *end && *end <= quote.span.1);
        ends.order();
        ends.dedup();
        let mut pieces: Vec<ChangeNote> = Vec::new();
        for pair in ends.windows(2) {
            let around = spans().filter(|(span, _)| span.0 <= pair[0] && pair[1] <= span.1);
            let mut beside: Vec<(&Plan, Option<u32>)> = Vec::new();
            for (_, t) in around {
                for plan in &t.beside {
                    if !beside.iter().any(|known| known.0.id == plan.0.id) {
                        beside.push(*plan);
                    }
                }
            }
            let span = Span(pair[0], pair[1]);
            match pieces.last_mut() {
                Some(ChangeNote { lower: Some(last), beside: known, .. }) if *known == beside => last.span.1 = span.1,
                _ => pieces.push(ChangeNote { lower: Some(Quote { span, ..quote.clone() }), beside, ..from.clone() }),
            }
        }
        for mut piece in pieces {
            let Some(lower) = &mut piece.lower else { continue };
            lower.span = trimmed(lower.clause, lower.span);
            if lower.span != quote.span {
                lower.target = None;
            }
            if lower.span.0 < lower.span.1 && !cut.iter().any(|known| known.lower == piece.lower) {
                cut.push(piece);
            }
        }
    }
    told.extend(cut);
}

/// The span without the marks that only join it to what stands around it.
fn trimmed(clause: &Clause, span: Span) -> Span {
    let text = span.of(&clause.text);
    let joint = |c: char| matches!(c, '，' | '、' | '。' | '；' | ' ' | '\n');
    let front = text.chars().take_while(|c| joint(*c)).count() as u32;
    let back = text.chars().rev().take_while(|c| joint(*c)).count() as u32;
    Span((span.0 + front).min(span.1), span.1.saturating_sub(back).max(span.0 + front).min(span.1))
}
