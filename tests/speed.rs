//! How long compiling takes, and that its cost is linear in the text:
//! `cargo test --release --test speed -- --ignored --nocapture`. Ignored by default: a busy machine would fail it.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::{self, SeedFile};
use std::path::Path;
use std::time::Instant;

/// Provinces under which copies of the local plans are put, with a prefecture for each of the three cities and
/// a county for Dehua's plan. Codes of real places that are well apart.
const PROVINCES: [[&str; 4]; 16] = [
    ["350100", "350500", "350400", "350526"],
    ["330100", "330200", "330300", "330212"],
    ["320100", "320200", "320300", "320205"],
    ["340100", "340200", "340300", "340210"],
    ["360100", "360200", "360300", "360222"],
    ["370100", "370200", "370300", "370211"],
    ["410100", "410200", "410300", "410221"],
    ["420100", "420200", "420300", "420222"],
    ["430100", "430200", "430300", "430223"],
    ["440100", "440200", "440300", "440222"],
    ["450100", "450200", "450300", "450222"],
    ["510100", "510300", "510400", "510321"],
    ["520100", "520200", "520300", "520222"],
    ["610100", "610200", "610300", "610222"],
    ["620100", "620200", "620300", "620321"],
    ["130100", "130200", "130300", "130224"],
];
const CITIES: [&str; 4] = ["fuzhou-2025", "quanzhou-2025", "sanming-2023", "dehua-2025"];

/// The nation's plan, and the four others once under each of the first provinces.
fn copies(times: usize) -> Vec<SeedFile> {
    let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let text = |id: &str| &seeds.iter().find(|seed| seed.name == format!("{id}.txt")).unwrap().bytes;
    let mut out = vec![SeedFile { name: "china-2024.txt".into(), bytes: text("china-2024").clone() }];
    for (n, province) in PROVINCES.iter().take(times).enumerate() {
        for (id, place) in CITIES.iter().zip(province) {
            let toml = format!("id = \"copy{n}-{id}\"\nplace = \"{place}\"\n");
            out.push(SeedFile { name: format!("copy{n}-{id}.txt"), bytes: text(id).clone() });
            out.push(SeedFile { name: format!("copy{n}-{id}.toml"), bytes: toml.into_bytes() });
        }
    }
    out
}

#[test]
#[ignore = "a measurement, for an idle machine"]
fn cost_is_linear_in_the_text() {
    // Tables and patterns are read once a process.
    compile::compile(&copies(1));
    let mut per_megabyte = Vec::new();
    for times in [1, 4, 16] {
        let seeds = copies(times);
        let bytes: usize = seeds.iter().filter(|s| s.name.ends_with(".txt")).map(|seed| seed.bytes.len()).sum();
        let mut best = f64::MAX;
        for _ in 0..3 {
            let start = Instant::now();
            let compiled = compile::compile(&seeds);
            best = best.min(start.elapsed().as_secs_f64());
            assert_eq!(compiled.corpus.plans.iter().filter(|plan| plan.text).count(), 1 + 4 * times);
        }
        let megabytes = bytes as f64 / 1e6;
        println!("×{times:<2} {megabytes:6.2} MB {:7.0} ms {:6.2} MB/s", best * 1e3, megabytes / best);
        per_megabyte.push(best / megabytes);
    }
    let growth = per_megabyte[2] / per_megabyte[0];
    assert!(growth < 1.5, "a megabyte costs {growth:.2} times as much in a corpus sixteen times as large");
}
