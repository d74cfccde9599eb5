//! The rule of comparison on the real corpus: pairs whose verdict a reader can check by hand.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::bundle::IndicatorShard;
use plan_cascade::compile;
use plan_cascade::messages;
use plan_cascade::model::{Corpus, Language, Plan};
use plan_cascade::query::compare::{rows, sentence};
use plan_cascade::query::verdict::{Reason, Verdict};
use std::path::Path;

fn corpus() -> Corpus {
    compile::compile(&compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap()).corpus
}

fn shard(corpus: &Corpus, id: &str) -> IndicatorShard {
    let indicator = corpus.indicators.iter().find(|i| i.id == id).unwrap_or_else(|| panic!("no {id}")).clone();
    let order = |plan: &str| tree(corpus).iter().position(|p| p.id == plan);
    let mut targets: Vec<_> = corpus.targets.iter().filter(|t| t.indicator == id).cloned().collect();
    targets.sort_by_key(|t| order(&t.plan));
    IndicatorShard { indicator, targets, counterparts: Vec::new() }
}

fn tree(corpus: &Corpus) -> Vec<Plan> {
    let mut plans = corpus.plans.clone();
    plans.sort_by(|a, b| a.place_code.cmp(&b.place_code));
    plans
}

#[test]
fn verdicts() {
    let corpus = corpus();
    let plans = tree(&corpus);
    let stricter = Verdict::Stricter;
    for (indicator, plan, upper, verdict, older) in [
        ("resident-urbanization-rate", "fujian-2024", "china-2024", stricter, false),
        ("resident-urbanization-rate", "fuzhou-2025", "fujian-2024", stricter, false),
        ("resident-urbanization-rate", "dehua-2025", "fujian-2024", stricter, false),
        ("urban-rural-income-ratio", "fuzhou-2025", "fujian-2024", stricter, false),
        ("urban-rural-income-ratio", "quanzhou-2025", "fujian-2024", Verdict::Same, false),
        ("urban-rural-income-ratio", "dehua-2025", "quanzhou-2025", stricter, true),
        ("medical-insurance-coverage", "dehua-2025", "quanzhou-2025", stricter, true),
        ("migrant-children-public-school-rate", "dehua-2025", "quanzhou-2025", stricter, true),
        ("new-urban-jobs", "dehua-2025", "quanzhou-2025", Verdict::Incomparable(Reason::Total), true),
        ("storm-drains", "dehua-2025", "quanzhou-2025", Verdict::Incomparable(Reason::Total), true),
    ] {
        let shard = shard(&corpus, indicator);
        let rows = rows(&shard, &plans);
        let row = rows.iter().find(|r| r.plan.id == plan).unwrap_or_else(|| panic!("{indicator}: no row of {plan}"));
        let (base, comparison) =
            row.entries[0].against.as_ref().unwrap_or_else(|| panic!("{indicator} {plan}: no base"));
        assert_eq!((base.id.as_str(), comparison.verdict), (upper, verdict), "{indicator} {plan}");
        assert_eq!(comparison.lower_is_older, older, "{indicator} {plan}");
    }
}

#[test]
fn figures_without_a_superior_stand_side_by_side() {
    let corpus = corpus();
    let plans = tree(&corpus);
    let shard = shard(&corpus, "permeable-surface-share");
    let rows = rows(&shard, &plans);
    let values: Vec<_> = rows
        .iter()
        .filter(|r| !r.entries.is_empty())
        .map(|r| {
            assert!(r.entries.iter().all(|e| e.against.is_none()));
            (r.plan.id.as_str(), r.entries[0].target.value.map(|v| v.to_string()).unwrap_or_default())
        })
        .collect();
    let expected = [("fuzhou-2025", "50"), ("sanming-2023", "30"), ("quanzhou-2025", "45")];
    assert_eq!(values, expected.map(|(id, v)| (id, v.to_owned())));
}

/// What every indicator's page says in words, to be read by a person in each language.
#[test]
fn sentences() {
    let corpus = corpus();
    let plans = tree(&corpus);
    for (language, name) in
        [(Language::Hans, "sentences"), (Language::Hant, "sentences-zh-Hant"), (Language::En, "sentences-en")]
    {
        let m = messages::of(language);
        let mut out = String::new();
        for indicator in &corpus.indicators {
            let shard = shard(&corpus, &indicator.id);
            out += &format!("{}\n    {}\n", indicator.name.of(language), sentence(m, &rows(&shard, &plans)));
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, out);
        });
    }
}
