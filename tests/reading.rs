//! What the page of a plan rests on, over the whole corpus: published characters and citations in place.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile;
use plan_cascade::model::Corpus;
use plan_cascade::query::{citations::citations, published::published};
use std::path::Path;

fn corpora() -> Vec<Corpus> {
    let read = |folder: &str| compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    ["seeds", "tests/plans"].map(|folder| compile::compile(&read(folder)).corpus).into()
}

#[test]
fn published_characters_are_whole() {
    let mut differing = 0;
    for clause in corpora().iter().flat_map(|corpus| &corpus.clauses) {
        let pieces =
            published(clause).unwrap_or_else(|| panic!("{}: text and original do not run in parallel", clause.id));
        assert_eq!(pieces.len(), clause.text.chars().count(), "{}", clause.id);
        assert_eq!(pieces.concat(), *clause.original.as_ref().unwrap_or(&clause.text), "{}", clause.id);
        differing += u32::from(clause.original.is_some());
    }
    assert!(differing > 100, "{differing}");
}

#[test]
fn citations_stand_in_place() {
    let mut linked = Vec::new();
    for corpus in corpora() {
        for plan in &corpus.plans {
            let clauses = corpus.clauses.iter().filter(|clause| clause.plan == plan.id);
            let found: Vec<_> = clauses.flat_map(|clause| citations(plan, clause).map(move |c| (clause, c))).collect();
            assert_eq!(found.len(), plan.cites.len(), "{}", plan.id);
            for (clause, (span, cited)) in found {
                let words = span.of(&clause.text);
                let number = cited.document_number.as_deref().unwrap_or_default();
                assert!(words.contains(&cited.title) && words.contains(number), "{words}");
                linked.extend(cited.plan.as_ref().map(|to| format!("{} {} {}", clause.id, words, to)));
            }
        }
    }
    assert!(linked.contains(&"dehua-2025/0 《国务院关于印发〈深入实施以人为本的新型城镇化战略五年行动计划〉的通知》（国发〔2024〕17号） china-2024".to_owned()), "{linked:#?}");
}
