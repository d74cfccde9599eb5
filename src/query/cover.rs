//! Coverage: how the plans below one plan carry each of its clauses down.
//!
//! In: the plan above, and a province's part of its coverage. Out: a row a clause, a column a plan. Invariant: a cell
//! says no more than that a counterpart was found or not; what does not concern a plan no program can know.

use super::address::{id, pairs, written};
use crate::bundle::coverage::{CoverageShard, Covered, PlanCoverage};
use crate::bundle::{Overview, PlanShard, key};
use crate::model::{Area, Clause, ClauseKind, Code, Grade, Level, Plan, Topic, is_above};
use crate::order::Order;

/// Columns that a table has room for; beyond them the visitor chooses a level or a place.
pub const COLUMNS: usize = 12;

/// Which plans and which order a visitor wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverChoice {
    /// Id of the plan above; none: the highest there is.
    pub of: Option<String>,
    /// Two digits of a province; none: the first there is.
    pub area: Option<String>,
    /// Only plans of this level.
    pub level: Option<Level>,
    /// Code of a place: only plans of it and of the places in it.
    pub place: Option<Code>,
    /// Clauses that fewest plans carry down come first.
    pub least_first: bool,
    /// Only clauses that some plan shown has nothing for.
    pub missing: bool,
}

impl CoverChoice {
    /// Reads a query string; what it does not know it leaves out.
    pub fn parse(query: &str) -> Self {
        let mut choice = Self::default();
        for (key, value) in pairs(query) {
            let two = value.len() == 2 && value.bytes().all(|b| b.is_ascii_digit());
            match key {
                "of" => choice.of = id(&value),
                "area" if two => choice.area = Some(value),
                "level" => choice.level = Level::ALL.into_iter().find(|level| level.id() == value),
                "place" => choice.place = value.try_into().ok(),
                "sort" => choice.least_first = value == "least",
                "only" => choice.missing = value == "missing",
                _ => {}
            }
        }
        choice
    }

    /// The query string, empty where nothing is chosen.
    pub fn query(&self) -> String {
        written(&[
            ("of", self.of.as_deref()),
            ("area", self.area.as_deref()),
            ("level", self.level.map(Level::id)),
            ("place", self.place.as_deref()),
            ("sort", self.least_first.then_some("least")),
            ("only", self.missing.then_some("missing")),
        ])
    }
}

/// The plans whose carrying down can be looked at: those with a text that have plans with a text below them.
pub fn uppers(o: &Overview) -> impl Iterator<Item = &Plan> {
    let may_have = |upper: &&Plan| upper.text && upper.level != Level::County;
    o.plans.iter().filter(may_have).filter(|upper| !areas(upper, o).is_empty())
}

/// The provinces in which plans with a text lie below `upper`.
pub fn areas<'a>(upper: &Plan, o: &'a Overview) -> Vec<&'a Area> {
    // A folded corpus says it of plans whose lower ones need not be there.
    let told = o.folded.as_ref().and_then(|folded| folded.below.get(&upper.id));
    let known = |area: &Area| o.plans.iter().any(|p| p.text && is_above(upper, p) && key::area(p) == Some(&area.code));
    o.areas.iter().filter(|area| told.map_or_else(|| known(area), |told| told.contains(&area.code))).collect()
}

/// The area whose plans are shown below a plan: the one asked for, else the first; none where no plan lies below it.
pub fn area_below(upper: &str, asked: Option<&str>, o: &Overview) -> Option<String> {
    let areas = areas(o.plan(upper)?, o);
    let found = areas.iter().find(|area| Some(area.code.as_str()) == asked);
    found.or_else(|| areas.first()).map(|area| area.code.clone())
}

/// The plan above and the area that a choice shows.
pub fn shown(choice: &CoverChoice, o: &Overview) -> Option<(String, String)> {
    let upper = uppers(o).find(|plan| choice.of.as_deref().is_none_or(|of| of == plan.id))?;
    Some((upper.id.clone(), area_below(&upper.id, choice.area.as_deref(), o)?))
}

/// Whether the provinces of a folded corpus stand before the plans of one of them, which a choice opens.
pub fn by_area(upper: &Plan, o: &Overview) -> bool {
    o.is_folded() && areas(upper, o).len() > 1
}

/// The table.
#[derive(Debug, PartialEq)]
pub struct Matrix<'a> {
    /// The plans below that are shown, in tree order.
    pub columns: Vec<Column<'a>>,
    /// The clauses of the plan above that have text.
    pub rows: Vec<Row<'a>>,
    /// Plans that the choice admits beyond those shown.
    pub more: u32,
}

/// A plan, and how many clauses of the plan above it carries down.
#[derive(Debug, PartialEq)]
pub struct Column<'a> {
    /// The plan below.
    pub plan: &'a Plan,
    /// What in it corresponds to which clause above.
    pub coverage: &'a PlanCoverage,
    /// Clauses above, by what it has for them.
    pub counts: Counts,
}

/// A clause, and what each plan has for it.
#[derive(Debug, PartialEq)]
pub struct Row<'a> {
    /// The clause of the plan above.
    pub clause: &'a Clause,
    /// The chapter it stands in.
    pub chapter: &'a str,
    /// Its best counterpart in each column's plan; none where there is none.
    pub cells: Vec<Option<&'a Covered>>,
    /// Columns, by what they have for it.
    pub counts: Counts,
}

/// How many have a clear counterpart, only a partial one, none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// With a clear counterpart.
    pub clear: u32,
    /// With only a partial one.
    pub partial: u32,
    /// With none.
    pub none: u32,
}

impl Counts {
    fn of<'a>(cells: impl Iterator<Item = Option<&'a Covered>>) -> Self {
        let mut counts = Self::default();
        for cell in cells {
            match cell.map(|covered| covered.grade) {
                Some(Grade::Clear) => counts.clear += 1,
                Some(Grade::Partial) => counts.partial += 1,
                None => counts.none += 1,
            }
        }
        counts
    }
}

/// The clauses of `upper` beside the plans that the choice admits, at most [`COLUMNS`].
pub fn matrix<'a>(
    upper: &'a PlanShard,
    coverage: &'a CoverageShard,
    plans: &'a [Plan],
    choice: &CoverChoice,
) -> Matrix<'a> {
    let of_choice = |plan: &Plan| {
        let place = choice.place.as_ref().is_none_or(|place| within(place, plan));
        place && choice.level.is_none_or(|level| level == plan.level)
    };
    let mut admitted: Vec<(&Plan, &PlanCoverage)> = coverage
        .plans
        .iter()
        .filter_map(|covered| Some((plans.iter().find(|plan| plan.id == covered.plan)?, covered)))
        .filter(|(plan, _)| of_choice(plan))
        .collect();
    let more = admitted.len().saturating_sub(COLUMNS) as u32;
    if more > 0 {
        // The highest of them, which speak for most.
        admitted.order_by_key(|(plan, _)| plan.level);
        admitted.truncate(COLUMNS);
    }
    let clauses: Vec<&Clause> = of_concern(upper).collect();
    let mut rows: Vec<Row> = clauses
        .iter()
        .map(|clause| {
            let cells: Vec<_> = admitted.iter().map(|(_, covered)| found(covered, clause)).collect();
            Row { clause, chapter: chapter(upper, clause), counts: Counts::of(cells.iter().copied()), cells }
        })
        .collect();
    if choice.missing {
        rows.retain(|row| row.counts.none > 0);
    }
    if choice.least_first {
        rows.order_by_key(|row| (row.counts.clear * 2 + row.counts.partial, row.counts.clear));
    }
    let columns = admitted
        .into_iter()
        .map(|(plan, covered)| {
            let counts = Counts::of(clauses.iter().map(|clause| found(covered, clause)));
            Column { plan, coverage: covered, counts }
        })
        .collect();
    Matrix { columns, rows, more }
}

/// The plans with a text above a plan, nearest first, of one place the latest first.
pub fn above<'a>(plans: &'a [Plan], own: &Plan) -> Vec<&'a Plan> {
    plans.iter().rev().filter(|plan| plan.text && is_above(plan, own)).collect()
}

/// How one plan carries a plan above it down.
#[derive(Debug, PartialEq)]
pub struct Carried<'a> {
    /// Clauses above with a clear counterpart.
    pub clear: u32,
    /// With only a partial one.
    pub partial: u32,
    /// Tasks above of which it has nothing.
    pub missing: Vec<&'a Clause>,
    /// The same of clauses that frame the plan above: principles, overall goals, organisation.
    pub missing_frame: Vec<&'a Clause>,
}

impl Carried<'_> {
    /// All clauses above that could have a counterpart.
    pub fn all(&self) -> u32 {
        self.clear + self.partial + (self.missing.len() + self.missing_frame.len()) as u32
    }
}

/// The clauses of `upper` that a plan below may carry down, each with what that plan has for it.
pub fn carried_to<'a>(
    upper: &'a PlanShard,
    coverage: &'a PlanCoverage,
) -> impl Iterator<Item = (&'a Clause, Option<&'a Covered>)> {
    of_concern(upper).map(|clause| (clause, found(coverage, clause)))
}

/// What a plan has for a clause above.
pub fn found<'a>(coverage: &'a PlanCoverage, clause: &Clause) -> Option<&'a Covered> {
    coverage.covered.iter().find(|covered| covered.clause == clause.path)
}

/// What a plan has for the clauses of `upper`.
pub fn carried<'a>(upper: &'a PlanShard, coverage: &'a PlanCoverage) -> Carried<'a> {
    let counts = Counts::of(carried_to(upper, coverage).map(|(_, found)| found));
    let missing = carried_to(upper, coverage).filter(|(_, found)| found.is_none()).map(|(clause, _)| clause);
    let (missing_frame, missing) = missing.partition(|clause| frames(clause));
    Carried { clear: counts.clear, partial: counts.partial, missing, missing_frame }
}

/// The clauses of a plan that plans below may carry down.
pub fn of_concern(upper: &PlanShard) -> impl Iterator<Item = &Clause> {
    upper.clauses.iter().filter(|clause| clause.is_carried_down())
}

/// Whether a clause says how the whole plan is meant or organised, and sets no task of one matter.
fn frames(clause: &Clause) -> bool {
    let topic = clause.topics.first().map_or("", String::as_str);
    clause.kind == ClauseKind::Principle || matches!(topic, Topic::GOALS | Topic::GOVERNANCE)
}

/// Whether a plan's place is the place with this code or lies in it.
pub fn within(place: &Code, plan: &Plan) -> bool {
    plan.place_code.as_ref().is_some_and(|code| place.holds(code))
}

/// The heading of the chapter that a clause stands in; its own where it is one.
fn chapter<'a>(shard: &'a PlanShard, clause: &'a Clause) -> &'a str {
    let path = clause.path.split('.').next().unwrap_or(&clause.path);
    shard.clauses.iter().find(|c| c.path == path).map_or("", Clause::title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_its_address() {
        for query in ["", "area=35&sort=least&only=missing", "of=quanzhou-2025&area=35&level=county&place=350500"] {
            assert_eq!(CoverChoice::parse(query).query(), query);
        }
        assert_eq!(CoverChoice::parse("?of=<b>&area=3&place=x&level=y&sort=up&only=x"), CoverChoice::default());
    }
}
