//! A second generation of a real plan: Sanming's of 2023 as it might have been put out again in 2025.

use plan_cascade::compile::{self, SeedFile};
use std::path::Path;

/// What became of its words. The places that matter are told apart by `tests/changes.rs`.
const BECAME: [(&str, &str); 10] = [
    ("2023年", "2025年"),
    ("〔2023〕180号", "〔2025〕96号"),
    ("2023-07-21", "2025-06-18"),
    ("7月20日", "6月17日"),
    ("达到90%", "达到95%"),
    ("改造老旧燃气管道200公里", "改造老旧燃气管道260公里"),
    ("福道130公里", "福道110公里"),
    ("探索灵活就业人员参加失业保险新模式,稳步推进", "全面推进"),
    ("(市金融监管局、人行三明中心支行)", "(人行三明中心支行)"),
    (
        "24.持续推进“平安家园·智能天网”建设,进一步织密全省重点单位、重要公共区域和农村地区智能感知网建设。(市公安局)",
        "24.布局一批低空飞行起降场和无人机配送航线,发展低空物流、低空观光,编制低空空域使用规则。(市交通运输局)",
    ),
];

/// The seeds, and that plan.
pub fn seeds() -> Vec<SeedFile> {
    let mut seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let first = seeds.iter().find(|seed| seed.name == "sanming-2023.txt").unwrap();
    let mut text = String::from_utf8(first.bytes.clone()).unwrap();
    for (before, after) in BECAME {
        assert!(text.contains(before), "{before} does not stand in the plan");
        text = text.replace(before, after);
    }
    seeds.push(SeedFile { name: "sanming-2025.txt".to_owned(), bytes: text.into_bytes() });
    seeds
}
