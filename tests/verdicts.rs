//! The rule of comparison on the real corpus: pairs whose verdict a reader can check by hand.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::bundle::IndicatorShard;
use plan_cascade::compile;
use plan_cascade::messages;
use plan_cascade::model::verdict::{Reason, Verdict, horizon};
use plan_cascade::model::{Corpus, Date, Language, Plan};
use plan_cascade::query::compare::{Row, rows, rows_against};
use plan_cascade::query::sentence::sentence;
use plan_cascade::query::standing::{Standing, standings};
use plan_cascade::query::words::figure;
use std::path::Path;

fn corpus() -> Corpus {
    compile::compile(&compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap()).corpus
}

fn shard(corpus: &Corpus, id: &str) -> IndicatorShard {
    let indicator = corpus.indicators.iter().find(|i| i.id == id).unwrap_or_else(|| panic!("no {id}")).clone();
    let order = |plan: &str| tree(corpus).iter().position(|p| p.id == plan);
    let mut targets: Vec<_> = corpus.targets.iter().filter(|t| t.indicator == id).cloned().collect();
    targets.sort_by_key(|t| order(&t.plan));
    IndicatorShard::of(indicator, targets)
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
        // Quanzhou sets no figure of its own (接近全省平均水平): the next superior with one is the base.
        ("resident-urbanization-rate", "dehua-2025", "fujian-2024", stricter, false),
        ("resident-urbanization-rate", "quanzhou-2025", "fujian-2024", Verdict::Incomparable(Reason::NoFigure), false),
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
        let against = row.entries[0].against.unwrap_or_else(|| panic!("{indicator} {plan}: no base"));
        assert_eq!((against.plan.id.as_str(), against.verdict), (upper, verdict), "{indicator} {plan}");
        assert_eq!(against.older, older, "{indicator} {plan}");
    }
}

#[test]
fn figures_without_a_superior_stand_side_by_side_with_scope_and_year() {
    let corpus = corpus();
    let plans = tree(&corpus);
    let shard = shard(&corpus, "permeable-surface-share");
    let rows = rows(&shard, &plans);
    let shown: Vec<_> = rows
        .iter()
        .filter(|r| !r.entries.is_empty())
        .map(|r| {
            assert!(r.entries.iter().all(|e| e.against.is_none()));
            let target = r.entries[0].target;
            let year = horizon(target, r.plan).unwrap_or_default();
            (
                r.plan.id.as_str(),
                figure(messages::of(Language::Hans), target).unwrap_or_default(),
                target.scope.as_str(),
                year,
            )
        })
        .collect();
    let expected = [
        ("fuzhou-2025", "≥\u{a0}50%", "六城区建成区", 2028),
        ("sanming-2023", "≥\u{a0}30%", "全市", 2023),
        ("quanzhou-2025", "≥\u{a0}45%", "全市城市建成区", 2028),
    ];
    assert_eq!(shown, expected.map(|(id, figure, scope, year)| (id, figure.to_owned(), scope, year)));
}

#[test]
fn a_visitor_may_choose_the_base() {
    let corpus = corpus();
    let plans = tree(&corpus);
    let verdict = |rows: &[Row], plan: &str| {
        let row = rows.iter().find(|r| r.plan.id == plan).unwrap();
        row.entries[0].against.map(|against| (against.plan.id.clone(), against.verdict))
    };
    let income = shard(&corpus, "urban-rural-income-ratio");
    let against = rows_against(&[&income], &plans, Some("fuzhou-2025"));
    for (plan, expected) in [
        ("fujian-2024", Some(Verdict::Laxer)),
        ("fuzhou-2025", None),
        ("quanzhou-2025", Some(Verdict::Laxer)),
        ("dehua-2025", Some(Verdict::Laxer)),
    ] {
        let expected = expected.map(|verdict| ("fuzhou-2025".to_owned(), verdict));
        assert_eq!(verdict(&against, plan), expected, "{plan}");
    }
    // A plan without the indicator cannot be a base: the nearest superior stays it.
    let nearest = rows_against(&[&income], &plans, Some("sanming-2023"));
    assert_eq!(verdict(&nearest, "dehua-2025"), Some(("quanzhou-2025".to_owned(), Verdict::Stricter)));
}

#[test]
fn every_target_stands_in_exactly_one_place_of_its_comparison() {
    let corpus = corpus();
    let plans = tree(&corpus);
    for indicator in &corpus.indicators {
        let shard = shard(&corpus, &indicator.id);
        let rows = rows(&shard, &plans);
        let mut shown: Vec<&str> = rows
            .iter()
            .flat_map(|row| {
                let entries = if row.only_yearly() { &[][..] } else { &row.entries[..] };
                entries.iter().map(|e| e.target).chain(row.path.iter().copied()).map(|t| t.id.as_str())
            })
            .collect();
        shown.sort_unstable();
        let mut own: Vec<&str> = shard.targets.iter().map(|t| t.id.as_str()).collect();
        own.sort_unstable();
        assert_eq!(shown, own, "{}", indicator.id);
    }
}

#[test]
fn plans_whose_time_is_over() {
    let corpus = corpus();
    let of = |id: &str, day: Option<Date>| {
        let plan = corpus.plans.iter().find(|plan| plan.id == id).unwrap();
        standings(plan, &corpus.plans).into_iter().filter(|standing| standing.holds(day)).collect::<Vec<_>>()
    };
    let day = Date::new(2026, 11, 25);
    let later = Date::new(2029, 1, 1);
    let last = Date::new(2028, 12, 31).unwrap();
    // Sanming's plan of 2023 is older than the nation's, whatever the day; its year is over on most.
    assert_eq!(of("sanming-2023", None), [Standing::EarlierRound]);
    assert_eq!(of("sanming-2023", day), [Standing::EarlierRound, Standing::Over(2023)]);
    assert_eq!(of("dehua-2025", None), []);
    assert_eq!(of("dehua-2025", day), []);
    assert_eq!(of("dehua-2025", Some(last)), []);
    assert_eq!(of("dehua-2025", later), [Standing::Expired(last)]);
    assert_eq!(of("china-2024", None), []);
    assert_eq!(of("fujian-2024", day), []);
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
