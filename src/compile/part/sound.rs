//! Whether what a part says fits together. Parts come from other machines than the one that joins them.
//!
//! In: a part as its file says it. Out: what the joining of parts rests on and this one breaks. Invariant: a part that
//! passes names nothing but its own plans and clauses, by ids that can stand in any path, and no place outside a text.

use super::Part;
use crate::model::{Clause, ClauseId, Id, Span, Target};
use std::collections::BTreeMap;

/// The most characters of a clause's path; the deepest numbering of a plan has some twenty.
const LONGEST_PATH: usize = 64;

/// The clauses of a part by id, each with the characters of its text.
type Lengths<'a> = BTreeMap<&'a str, u32>;

impl Part {
    /// What does not fit, in words that follow “it says”.
    pub(super) fn fault(&self) -> Option<String> {
        let mut clauses: BTreeMap<&str, Lengths> = BTreeMap::new();
        for plan in &self.plans {
            if let Some(fault) = fault_of_id(&plan.id) {
                return Some(fault);
            }
            if clauses.insert(&plan.id, Lengths::new()).is_some() {
                return Some(format!("of two plans that they are `{}`", plan.id));
            }
        }
        for clause in &self.clauses {
            let Some(own) = clauses.get_mut(&*clause.plan) else { return Some(foreign(&clause.id)) };
            if let Some(fault) = fault_of_clause(clause, own) {
                return Some(fault);
            }
            own.insert(clause.id.as_str(), clause.text.chars().count() as u32);
        }
        let lengths =
            |plan: &str, clause: &ClauseId| clauses.get(plan).and_then(|own| own.get(clause.as_str())).copied();
        let target = self.targets.iter().find_map(|target| match &target.clause {
            None if clauses.contains_key(&*target.plan) => fault_of_target(target, 0),
            Some(clause) if let Some(length) = lengths(&target.plan, clause) => fault_of_target(target, length),
            _ => Some(foreign(&target.id)),
        });
        let remark = || {
            self.remarks.iter().find_map(|remark| match &remark.clause {
                None if clauses.contains_key(&*remark.plan) => None,
                Some(clause) if let Some(length) = lengths(&remark.plan, clause) => {
                    fault_of_spans(clause, remark.span, length)
                }
                _ => Some(foreign(&remark.quote)),
            })
        };
        let named = || {
            let mut plans = self.lines.keys().chain(self.corrections.keys());
            let line = self.lines.values().find_map(|line| fault_of_id(line));
            line.or_else(|| plans.find(|plan| !clauses.contains_key(plan.as_str())).map(|plan| foreign(plan)))
        };
        target.or_else(remark).or_else(named)
    }
}

fn foreign(what: &str) -> String {
    format!("something of a plan or clause that it does not hold: {what:?}")
}

fn fault_of_id(id: &str) -> Option<String> {
    id.parse::<Id>().err().map(|error| format!("{id:?} where an id belongs ({error})"))
}

fn fault_of_clause(clause: &Clause, before: &Lengths) -> Option<String> {
    let Clause { id, plan, path, parent, text, parts, .. } = clause;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let names = path.split('.').all(|name| !name.is_empty());
    if !path.chars().all(plain) || !names || path.len() > LONGEST_PATH || *id != ClauseId::new(plan, path) {
        return Some(format!("{:?} where the id of a clause belongs", id.as_str()));
    }
    if before.contains_key(id.as_str()) {
        return Some(format!("of two clauses that they are `{}`", id.as_str()));
    }
    if let Some(parent) = parent.as_ref().filter(|parent| !before.contains_key(parent.as_str())) {
        return Some(format!("that `{}` stands under `{}`, which is not before it", id.as_str(), parent.as_str()));
    }
    if let Some(fault) = clause.topics.iter().find_map(|topic| fault_of_id(topic)) {
        return Some(fault);
    }
    let spans = parts.heading.iter().chain(&parts.units).chain(&parts.cites).copied();
    fault_of_spans(id, spans, text.chars().count() as u32)
}

fn fault_of_target(target: &Target, length: u32) -> Option<String> {
    let spans = [target.span, target.figure, target.years].into_iter().flatten();
    fault_of_id(&target.indicator).or_else(|| fault_of_spans(&target.id, spans, length))
}

fn fault_of_spans(of: &str, spans: impl IntoIterator<Item = Span>, length: u32) -> Option<String> {
    let mut spans = spans.into_iter();
    let wrong = spans.find(|Span(start, end)| start > end || *end > length)?;
    Some(format!("that something of `{of}` stands at {} to {} of {length} characters", wrong.0, wrong.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::compile_folder_part;
    use crate::model::{Remark, RemarkKind};
    use std::path::Path;

    #[test]
    fn what_the_seeds_say_fits_and_what_leads_out_does_not() {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let (_, sound, _) = compile_folder_part(&seeds).expect("the seeds");
        assert_eq!(sound.fault(), None);
        let of_target = sound.targets.iter().position(|target| target.span.is_some()).expect("a target");
        let remark = |plan: &str| Remark {
            plan: plan.to_owned(),
            clause: None,
            kind: RemarkKind::Doubled,
            span: None,
            quote: "的的".to_owned(),
            against: String::new(),
        };
        type Break<'a> = (&'a str, &'a dyn Fn(&mut Part));
        let breaks: [Break; 13] = [
            ("the id of a plan", &|part| part.plans[0].id = "../../x".to_owned()),
            ("a plan twice", &|part| part.plans[1] = part.plans[0].clone()),
            ("the path of a clause", &|part| {
                part.clauses[1].path = "../x".to_owned();
                part.clauses[1].id = ClauseId::new(&part.clauses[1].plan, "../x");
            }),
            ("another id than its path", &|part| part.clauses[1].path = "99".to_owned()),
            ("a clause twice", &|part| part.clauses[1] = part.clauses[0].clone()),
            ("a clause under itself", &|part| part.clauses[1].parent = Some(part.clauses[1].id.clone())),
            ("a clause of no plan", &|part| part.clauses[1].plan = "nowhere-2025".to_owned()),
            ("a topic", &|part| part.clauses[1].topics = vec!["a/b".to_owned()]),
            ("a place outside the text", &|part| part.clauses[1].parts.units = vec![Span(0, 99_999)]),
            ("an indicator", &|part| part.targets[0].indicator = "../../IND".to_owned()),
            ("a figure outside", &|part| part.targets[of_target].figure = Some(Span(9, 3))),
            ("a remark of no plan", &|part| part.remarks.push(remark("nowhere-2025"))),
            ("a line", &|part| _ = part.lines.insert(part.plans[0].id.clone(), "..".to_owned())),
        ];
        for (what, break_it) in breaks {
            let mut part = sound.clone();
            break_it(&mut part);
            assert!(part.fault().is_some(), "{what}");
        }
    }
}
