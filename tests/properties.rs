//! Properties of the compiler on generated texts: what `tests/invariants` states, and that files may come in
//! any order.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::{self, SeedFile};
use proptest::prelude::*;
use std::path::Path;

mod invariants;

/// Lines that plans are made of, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[一二三四五六七八九十]{1,3}、[\u{4e00}-\u{4e40}]{0,12}",
        "（[一二三]）[\u{4e00}-\u{4e40}，。]{0,20}",
        "[1-9]{1,2}[.、][\u{4e00}-\u{4e40}，。]{0,20}",
        "第[一二三]{1,2}[章节条] ?[\u{4e00}-\u{4e40}，。]{0,20}",
        "[①-⑤][\u{4e00}-\u{4e40}，。]{0,20}",
        "——[\u{4e00}-\u{4e40}。]{0,9}",
        "附件[:：]?",
        "主要\t2025年\t2026年\t责任单位",
        "（一）甲\t[\u{4e00}-\u{4e20}]{0,5}\t乙\t县教育局",
        "到20[0-9]{2}年，[\u{4e00}-\u{4e20}]{0,6}达到[0-9]{1,3}%以上",
        "（责任单位：[市县][\u{4e00}-\u{4e20}]{1,3}局、[\u{4e00}-\u{4e20}]{1,3}局）",
        "本方案自印发之日起施行，有效期[至0-9年底]{0,8}。",
        "(索 引 号|发文机关|有效性)[:：\t][\u{4e00}-\u{4e20}]{0,6}",
        "\\PC{0,30}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_compile(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let seed = invariants::seed(&bytes);
        invariants::nothing_is_lost(&seed);
        invariants::compiles(&seed);
    }

    #[test]
    fn any_lines_compile(lines in proptest::collection::vec(line(), 0..30)) {
        let seed = invariants::seed(lines.join("\n").as_bytes());
        invariants::nothing_is_lost(&seed);
        invariants::compiles(&seed);
    }

    #[test]
    fn any_text_normalises(text in "\\PC{0,40}|[0-9a-z,.:;()（）〔〕\"'<>\u{4e00}-\u{4e20} \u{3000}\u{ad}-]{0,40}") {
        invariants::normalises(&text);
    }

    #[test]
    fn any_sentence_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        invariants::reads_targets(&invariants::sentence(&bytes));
    }

    #[test]
    fn any_sidecar_is_taken(toml in "((id|title|place|signed|year|status|valid_until) = (\"[a-z0-9\u{4e00}-\u{4e20}-]{0,9}\"|2025-02-3[0-2]|[0-9]{1,6})\n){0,5}") {
        invariants::takes_sidecar(&toml);
    }

    #[test]
    fn any_folder_builds(text in "(=([a-z]{0,3}\\.(txt|toml))?\n|(id|title|place|issuer|year) = (\"[a-z0-9/.\u{4e00}-\u{4e20}-]{0,9}\"|[0-9]{1,4})\n|德化县就业工作方案\n|2025年2月26日\n|一、[\u{4e00}-\u{4e20}]{1,5}\n|到2028年新增就业[0-9]{1,12}人。\n){0,14}") {
        invariants::builds(&invariants::folder(text.as_bytes()));
    }

    #[test]
    fn any_text_is_an_id_or_none(text in "[a-z0-9-]{0,70}|\\PC{0,12}|(plans|data|\\.\\.|en)/?") {
        invariants::parses_ids(&text);
    }

    #[test]
    fn any_json_is_read(text in "\\PC{0,30}|[\\[\\]{}\",:\\\\utrfn0-9e.规-]{0,30}") {
        invariants::reads_json(&text);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_does_not_matter(seed in any::<u64>()) {
        // A permutation of the files of the corpus and of the plans written for tests.
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = compile::read_seeds(&root.join("seeds")).unwrap();
        files.extend(compile::read_seeds(&root.join("tests/plans")).unwrap());
        let whole = |files: &[SeedFile]| {
            let compiled = compile::compile(files);
            (compile::export::files(&compiled.corpus).unwrap(), compiled.diagnostics)
        };
        let expected = whole(&files);
        let mut state = seed;
        for i in (1..files.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            files.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert!(whole(&files) == expected);
        // Checking alone compares no plans, and tells the same.
        prop_assert_eq!(compile::check(&files).diagnostics, expected.1);
    }
}
