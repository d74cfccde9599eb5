//! Seed files → plans and their clauses.
//!
//! A file is a text ([`text`]) or the figures of a plan without one ([`figures_only`]); what stands beside a text
//! completes it ([`sidecars`]). [`name`] gives each plan its title, place and id.

mod figures_only;
mod name;
mod sidecars;
mod text;

pub use figures_only::plan_without_text;
pub use name::id_of;

use crate::compile::folder::{self, stem};
use crate::compile::origins::Origins;
use crate::compile::part::Part;
use crate::compile::reading::corrections::Correction;
use crate::compile::reading::{figures, source};
use crate::compile::{Diagnostic, SeedFile, Severity};
use crate::model::Plan;
use figures_only::plan_of_figures;
use sidecars::{Sidecar, read_sidecars};
use std::collections::BTreeMap;
use text::{ReadPlan, read_plan};

/// What seeds say one by one.
#[derive(Default)]
pub struct Read {
    /// All that they say.
    pub part: Part,
    /// In the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Leads every clause back to its seed.
    pub origins: Origins,
}

/// Everything that single files say: plans, clauses with units, figures of plans without text.
///
/// Invariant: no two plans share an id. A file that gives no plan, or one that is there already, gives an error.
pub fn read_plans(seeds: &[&SeedFile]) -> Read {
    let mut seeds: Vec<&SeedFile> = seeds.to_vec();
    seeds.sort_by(|a, b| a.name.cmp(&b.name));
    let mut read = Read::default();
    let mut files = BTreeMap::new();
    let mut sidecars = read_sidecars(&seeds, &mut read.diagnostics);
    for seed in seeds.iter().filter(|seed| folder::is_document(&seed.name)) {
        let sidecar = match sidecars.entry(folder::own_name(&seed.name)).or_default() {
            Sidecar::Facts { facts, beside_text, .. } => {
                *beside_text = true;
                facts.clone()
            }
            Sidecar::None => Box::default(),
            // What it would have said of the plan is not known.
            Sidecar::Broken => continue,
        };
        let Some(ReadPlan { plan, source, clauses, remarks }) = read_plan(seed, &sidecar, &mut read.diagnostics) else {
            continue;
        };
        let id = plan.id.clone();
        if read.add(plan, seed, &sidecar, &mut files) {
            read.origins.add(&id, &source, &clauses);
            read.part.remarks.extend(remarks);
            read.part.clauses.extend(clauses.into_iter().map(|c| c.clause));
            if !sidecar.corrections.is_empty() {
                read.part.corrections.insert(id, sidecar.corrections);
            }
        }
    }
    for sidecar in sidecars.into_values() {
        let Sidecar::Facts { seed, facts, beside_text: false } = sidecar else { continue };
        let Some((plan, targets)) = plan_of_figures(&seed.name, &facts, &mut read.diagnostics) else { continue };
        if read.add(plan, seed, &facts, &mut files) {
            let without_text = |said: &Correction| said.stale("the plan has no text here".to_owned());
            read.diagnostics.extend(facts.corrections.iter().map(without_text));
            read.part.targets.extend(targets);
        }
    }
    // Stable: within a plan the order of the text stays.
    read.part.clauses.sort_by(|a, b| a.plan.cmp(&b.plan));
    read
}

impl Read {
    /// Takes a plan in, unless one of `files`, by the ids of their plans, gave it already, which is told.
    fn add<'a>(
        &mut self,
        plan: Plan,
        seed: &'a SeedFile,
        beside: &figures::Facts,
        files: &mut BTreeMap<String, &'a str>,
    ) -> bool {
        if let Some(file) = files.get(&plan.id) {
            self.diagnostics.push(second_plan(seed, &plan, file));
            return false;
        }
        files.insert(plan.id.clone(), &seed.name);
        self.part.lines.extend(beside.line.clone().map(|line| (plan.id.clone(), line.into())));
        self.part.previous.extend(beside.previous.clone().map(|previous| (plan.id.clone(), previous)));
        self.part.plans.push(plan);
        true
    }
}

fn second_plan(seed: &SeedFile, plan: &Plan, other: &str) -> Diagnostic {
    let (source, _) = source::read(seed);
    let message = format!("a second plan `{}` of {}: {other} is that already", plan.id, plan.place);
    let mut remark = source.remark("second-plan", Severity::Error, 0, 1, message);
    remark.hint = Some(match folder::is_toml(&seed.name) {
        true => "give it an id of its own (`id = \"…\"`), or the name of the text that it completes".to_owned(),
        // The file beside them completes both.
        false if folder::own_name(&seed.name) == folder::own_name(other) => "keep one of the two".to_owned(),
        false => format!("give it an id of its own: a file `{}.toml` beside it with `id = \"…\"`", stem(&seed.name)),
    });
    remark
}
