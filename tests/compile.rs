//! The compiler on the five plans: facts, outline and losslessness exact, and on whatever else it may meet.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::{self, SeedFile, outline, read, zones};
use plan_cascade::model::{ClauseKind, Corpus};
use proptest::prelude::*;
use std::path::Path;

fn seeds() -> Vec<SeedFile> {
    compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap()
}

fn corpus() -> Corpus {
    compile::compile(&seeds()).corpus
}

#[test]
fn numbered_and_dashed_clauses_and_annex_rows() {
    let corpus = corpus();
    let count = |plan: &str, kinds: &[ClauseKind]| {
        corpus.clauses.iter().filter(|c| c.plan == plan && kinds.contains(&c.kind)).count()
    };
    let numbered = [ClauseKind::Chapter, ClauseKind::Section, ClauseKind::Item, ClauseKind::Principle];
    for (plan, n) in
        [("china-2024", 49), ("fuzhou-2025", 28), ("quanzhou-2025", 44), ("sanming-2023", 68), ("dehua-2025", 23)]
    {
        assert_eq!(count(plan, &numbered), n, "{plan}");
        assert_eq!(count(plan, &[ClauseKind::Annex]), if plan == "dehua-2025" { 18 } else { 0 }, "{plan}");
    }
}

/// The facts and the outline, as an author would check them line by line.
#[test]
fn facts_and_outline() {
    let corpus = corpus();
    let mut out = String::new();
    for plan in &corpus.plans {
        out += &serde_json::to_string_pretty(plan).unwrap();
        out.push('\n');
        for clause in corpus.clauses.iter().filter(|c| c.plan == plan.id) {
            let heading = clause.heading.as_deref().unwrap_or("–");
            let opening: String = clause.text.chars().take(16).collect();
            let kind = format!("{:?}", clause.kind).to_lowercase();
            out += &format!("{} {kind} {heading} | {}\n", clause.path, opening.replace('\n', "⏎"));
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("outline", out);
    });
}

#[test]
fn clause_ids_are_unique_and_parents_exist() {
    let corpus = corpus();
    let ids: std::collections::BTreeSet<&str> = corpus.clauses.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids.len(), corpus.clauses.len());
    for clause in &corpus.clauses {
        assert!(clause.parent.as_deref().is_none_or(|p| ids.contains(p)), "{}", clause.id);
    }
    for target in corpus.targets.iter().filter(|t| t.clause.is_some()) {
        let clause = corpus.clauses.iter().find(|c| Some(&c.id) == target.clause.as_ref()).unwrap();
        assert_eq!(target.span.map(|s| s.of(&clause.text)), target.quote.as_deref(), "{}", target.id);
        assert!(corpus.indicators.iter().any(|i| i.id == target.indicator), "{}", target.id);
    }
    for link in &corpus.links {
        assert!(ids.contains(link.child.as_str()) && ids.contains(link.parent.as_str()));
    }
}

/// Every target's quote is found again in its seed, by line and column.
#[test]
fn spans_lead_back_to_the_seed() {
    let seeds = seeds();
    let compiled = compile::compile(&seeds);
    let mut checked = 0;
    for target in &compiled.corpus.targets {
        let (Some(clause), Some(span), Some(quote)) = (&target.clause, target.span, &target.quote) else { continue };
        let place = compiled.origins.place(clause, span.0).unwrap_or_else(|| panic!("{}", target.id));
        let seed = seeds.iter().find(|s| s.name == place.file).unwrap();
        let (source, _) = read::read(seed);
        let line = &source.lines[place.line as usize - 1];
        let found = source.simplified[line.start + place.column as usize - 1];
        assert_eq!(Some(found), quote.chars().next(), "{} at {place:?}", target.id);
        checked += 1;
    }
    assert!(checked > 150, "{checked}");
}

#[test]
fn contradicting_figures_are_reported_with_their_place() {
    let text = |total: &str| {
        format!(
            "甲县就业工作方案\n为促进就业，制定本方案。\n一、目标\n（一）促进就业。到2026年城镇新增就业{total}人。\n\
             附件\n任务\t2025年\t2026年\t责任单位\n（一）促进就业。\t新增城镇就业2500人\t新增城镇就业2500人\t县人社局\n"
        )
    };
    let remarks = |total: &str| {
        let seed = SeedFile { name: "x.txt".into(), bytes: text(total).into_bytes() };
        let found = compile::compile(&[seed]).diagnostics;
        found.into_iter().filter(|d| d.code == "annual-sum").map(|d| (d.line, d.column)).collect::<Vec<_>>()
    };
    assert_eq!(remarks("5000"), []);
    assert_eq!(remarks("10000"), [(4, 9)]);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let mut backwards = seeds();
    backwards.reverse();
    let files = |seeds: &[SeedFile]| compile::export::files(&compile::compile(seeds).corpus).unwrap();
    assert_eq!(files(&backwards), files(&seeds()));
}

#[test]
fn nothing_of_a_seed_is_lost() {
    for seed in seeds().iter().filter(|seed| seed.name.ends_with(".txt")) {
        check_lossless(seed);
    }
}

fn check_lossless(seed: &SeedFile) {
    let (source, _) = read::read(seed);
    let zones = zones::find_zones(&source);
    assert_eq!(zones.of_line.len(), source.lines.len());
    let mut next = 0;
    for line in &source.lines {
        assert_eq!(line.start, next, "lines tile the file");
        next = line.next;
    }
    assert_eq!(next, source.chars.len());
    let (clauses, _) = outline::outline(&source, &zones, "x-2025");
    assert_eq!(outline::unplaced(&source, &zones, &clauses), Vec::<usize>::new(), "{}", seed.name);
    for clause in &clauses {
        assert_eq!(clause.at.len(), clause.clause.text.chars().count(), "every character knows its place");
    }
}

/// Pieces that plans are made of, in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一二三四五六七八九十]{1,3}、[\u{4e00}-\u{4e40}]{0,12}",
        "（[一二三]）[\u{4e00}-\u{4e40}，。]{0,20}",
        "[1-9]{1,2}[.、][\u{4e00}-\u{4e40}，。]{0,20}",
        "——[\u{4e00}-\u{4e40}。]{0,9}",
        "附件[:：]?",
        "主要\t2025年\t2026年\t责任单位",
        "（一）甲\t[\u{4e00}-\u{4e20}]{0,5}\t乙\t县教育局",
        "到20[0-9]{2}年，[\u{4e00}-\u{4e20}]{0,6}达到[0-9]{1,3}%以上",
        "（责任单位：[市县][\u{4e00}-\u{4e20}]{1,3}局、[\u{4e00}-\u{4e20}]{1,3}局）",
        "本方案自印发之日起施行，有效期[至0-9年底]{0,8}。",
        "\\PC{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let seed = SeedFile { name: "x.txt".into(), bytes };
        compile::compile(&[seed]);
    }

    #[test]
    fn any_lines_are_read_without_loss(lines in proptest::collection::vec(piece(), 0..30)) {
        let seed = SeedFile { name: "x.txt".into(), bytes: lines.join("\n").into_bytes() };
        check_lossless(&seed);
        compile::compile(&[seed]);
    }

    #[test]
    fn normalising_twice_is_once(text in "\\PC{0,40}|[0-9a-z,.:;()（）〔〕\u{4e00}-\u{4e20} -]{0,40}") {
        let once = compile::normalise::normalise_str(&text);
        prop_assert_eq!(compile::normalise::normalise_str(&once), once);
    }
}
