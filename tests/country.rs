//! A corpus of more plans than one page can list: every page stays small, every link leads to a file, no file of data is
//! larger than a phone should fetch.
//!
//! The plans are synthetic, just more than [`FOLDED_FROM`]; the site is built around an empty app for a host that takes
//! few files, so that lists and plans' own pages are rendered and chains are left to the app.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod site;

use self::site::{assert_links, list};
use plan_cascade::bundle::{self, FOLDED_FROM, IndicatorShard, Shards, key};
use plan_cascade::compile::{self, SeedFile};
use plan_cascade::model::verdict::Verdict;
use plan_cascade::model::{Corpus, Level};
use plan_cascade::query::compare::{Row, rows_against};
use plan_cascade::site::{App, Budget, BuildOptions, build_around};
use plan_cascade::synth::{self, Wanted};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Elements that no page exceeds: with more a phone is busy for seconds.
const ELEMENTS: usize = 3_000;
/// Bytes with brotli that no file of data exceeds.
const DATA: u64 = 128_000;
/// Bytes of the manifest, which is read at the first click.
const MANIFEST: u64 = 4_000;

/// Read once for all tests.
static CORPUS: LazyLock<Corpus> = LazyLock::new(corpus);

fn corpus() -> Corpus {
    let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let real = compile::compile(&seeds).corpus;
    let synthetic = synth::synthesise(&real, Wanted { plans: FOLDED_FROM + 5, seed: 1 }).unwrap();
    let texts = synthetic
        .files
        .into_iter()
        .filter_map(|(path, bytes)| Some(SeedFile { name: path.strip_prefix("seeds/")?.to_owned(), bytes }));
    compile::compile(&texts.collect::<Vec<_>>()).corpus
}

#[test]
fn pages_and_data_of_a_country_stay_small() {
    let corpus = &*CORPUS;
    assert!(corpus.plans.len() > FOLDED_FROM);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("site");
    let options = BuildOptions {
        out: out.clone(),
        origin: None,
        budget: Budget { files: 4_500, ..Budget::default() },
        since: None,
        whole: false,
    };
    build_around(corpus, &options, App::default()).unwrap();
    let files = list(&out);
    assert!(files.len() <= 4_500);

    let pages: Vec<&String> = files.iter().filter(|path| path.ends_with("index.html")).collect();
    for kind in ["areas/", "units/", "topics/", "plans/", "place/", "compare/"] {
        assert!(pages.iter().filter(|path| path.starts_with(kind)).count() > 1, "{kind}");
    }
    for path in pages {
        let html = fs::read_to_string(out.join(path)).unwrap();
        let elements = html.matches('<').count() - html.matches("</").count() - html.matches("<!").count();
        assert!(elements <= ELEMENTS, "{path} has {elements} elements");
    }
    assert_links(&out, &files);
    for language in ["", "zh-Hant/", "en/"] {
        let page = |path: &str| fs::read_to_string(out.join(language).join(path).join("index.html")).unwrap();
        shows_a_country(&page("compare/resident-urbanization-rate"));
        let coverage = page("coverage");
        assert!(coverage.matches("class=\"share-bar\"").count() > 5, "a bar a province");
        assert!(
            coverage.contains("coverage/?area=11\"") && !coverage.contains("class=\"cover\""),
            "not yet of one province"
        );
    }
    assert!(files.contains("data/manifest.json"));
    for path in files.iter().filter(|path| path.starts_with("data/") && path.ends_with(".json")) {
        let bytes = fs::read(out.join(path)).unwrap();
        let most = if path == "data/manifest.json" { MANIFEST } else { DATA };
        assert!(packed(&bytes) <= most, "{path}");
    }
}

/// All figures as a picture with its words, and every province once, as a way to its places where there are any.
fn shows_a_country(html: &str) {
    let (_, section) = html.split_once("class=\"group country\"").unwrap();
    let (section, _) = section.split_once("</section>").unwrap();
    assert_eq!(section.matches("role=\"img\"").count(), 2, "narrow and wide");
    let is_tile = |tag: &&str| (tag.starts_with("a ") || tag.starts_with("span ")) && tag.contains("class=\"tile");
    let tiles: Vec<&str> = section.split('<').filter(is_tile).collect();
    let open: Vec<&&str> = tiles.iter().filter(|tag| tag.contains("?area=") && tag.contains("aria-label=")).collect();
    assert_eq!((tiles.len(), open.len() > 5), (34, true), "{tiles:?}");
    let alone = section.matches("viewBox=\"0 0 240 56\"").count();
    assert!(alone > 5 && alone <= open.len(), "the same picture province by province: {alone}");
}

/// What the picture of a country counts is what its rows say, and no row is lost where they are cut by province.
#[test]
fn what_is_spread_over_a_country_is_what_its_rows_say() {
    let corpus = &*CORPUS;
    let shards = Shards::of(&bundle::write(corpus).unwrap()).unwrap();
    let plans = &shards.overview().unwrap().plans;
    let mut seen = 0;
    for indicator in &corpus.indicators {
        let main = shards.get(&key::indicator(&indicator.id, None)).unwrap();
        let spread = shards.get(&key::spread(&indicator.id));
        assert_eq!(spread.is_some(), !main.areas.is_empty(), "{}", indicator.id);
        let parts = main.areas.iter().map(|area| shards.get(&key::indicator(&indicator.id, Some(area))).unwrap());
        let all: Vec<_> = [main.clone()].into_iter().chain(parts).collect();
        let all: Vec<&IndicatorShard> = all.iter().map(AsRef::as_ref).collect();
        let of_corpus = corpus.targets.iter().filter(|target| target.indicator == indicator.id).count();
        assert_eq!(all.iter().map(|part| part.targets.len()).sum::<usize>(), of_corpus, "{}", indicator.id);
        let Some(spread) = spread else { continue };
        seen += 1;
        let rows = rows_against(&all, plans, None);
        let of_area = |row: &&Row, area: &str| key::area(row.plan) == Some(area) && row.plan.level > Level::Province;
        for area in &spread.areas {
            let own: Vec<&Row> =
                rows.iter().filter(|row| of_area(row, &area.area) && !row.entries.is_empty()).collect();
            assert_eq!(own.len() as u32, area.plans, "{} {}", indicator.id, area.area);
            let entries = own
                .iter()
                .filter_map(|row| row.entries.iter().find(|entry| entry.target.measure() == Some(spread.measure())));
            let entries: Vec<_> = entries.collect();
            assert_eq!(entries.len(), area.values.len(), "{} {}", indicator.id, area.area);
            let verdict = |wanted: Verdict| {
                entries.iter().filter(|entry| entry.against.is_some_and(|against| against.verdict == wanted)).count()
                    as u32
            };
            let verdicts = [Verdict::Stricter, Verdict::Same, Verdict::Laxer].map(verdict);
            assert_eq!(verdicts, [area.stricter, area.same, area.laxer], "{} {}", indicator.id, area.area);
        }
    }
    assert!(seen > 1, "{seen}");
}

/// Bytes with brotli, as hosts send them.
fn packed(bytes: &[u8]) -> u64 {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).unwrap();
    out.len() as u64
}
