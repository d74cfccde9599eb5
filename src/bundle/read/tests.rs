//! A small corpus and arbitrary ones, written and read back.

use super::super::coverage::{CoverageAreas, CoverageShard, OwnShard};
use super::super::office::{OfficeShard, Offices, Role};
use super::super::overview::{AreaShard, Counts, PlacesShard};
use super::super::search::{EverydayWords, SearchFacts, SearchHead, SearchPart, SearchTexts};
use super::super::{
    ComparisonsShard, DueShard, FiguresShard, Findings, IndicatorShard, Overview, PlanShard, TopicShard, UpdatesShard,
    YearsShard, write,
};
use super::*;
use crate::bundle::parse::{Parse, parse};
use crate::bundle::spread::Spread;
use crate::bundle::{FOLDED_FROM, Shards};
use crate::model::*;
use proptest::prelude::*;

fn plan(id: &str, code: Option<&str>, level: Level) -> Plan {
    Plan { level, ..samples::plan(id, code) }
}

fn clause(plan: &str, path: &str, heading: Option<&str>, text: &str, topics: &[&str]) -> Clause {
    let opens = heading.filter(|heading| text.starts_with(heading));
    Clause {
        heading: heading.map(str::to_owned),
        parts: Parts { heading: opens.map(|heading| Span(0, heading.chars().count() as u32)), ..Parts::default() },
        topics: topics.iter().map(|&topic| topic.to_owned()).collect(),
        ..samples::clause(&format!("{plan}/{path}"), text)
    }
}

fn target(clause: &str, n: u32, indicator: &str) -> Target {
    Target { id: format!("{clause}#{n}"), indicator: indicator.to_owned(), ..samples::target(clause, "95", Some(2028)) }
}

fn link(child: &str, parent: &str) -> Link {
    Link {
        child: child.into(),
        parent: parent.into(),
        score: 0.83,
        grade: Grade::Clear,
        earlier: false,
        evidence: vec![Evidence { child: Span(0, 4), parent: Span(2, 6) }],
        checked: None,
    }
}

fn check(plan: &str) -> Check {
    Check {
        plan: plan.to_owned(),
        indicator: "schools".to_owned(),
        kind: CheckKind::AnnualSum,
        agrees: false,
        target: format!("{plan}/2.3#1"),
        others: vec![format!("{plan}/annex.2.3#1")],
        expected: "100".parse().ok(),
        found: "95.5".parse().ok(),
    }
}

fn remark(plan: &str, clause: Option<&str>) -> Remark {
    Remark {
        plan: plan.to_owned(),
        clause: clause.map(Into::into),
        kind: RemarkKind::Phrase,
        span: clause.map(|_| Span(2, 6)),
        quote: "智转数改".to_owned(),
        against: "智改数转".to_owned(),
    }
}

fn cascade(plan: &str, upper: &str) -> Cascade {
    Cascade {
        plan: plan.to_owned(),
        upper: upper.to_owned(),
        clauses: 3,
        clear: 1,
        partial: 1,
        characters: 90,
        copied: 20,
        numbers_added: 4,
        numbers_raised: 2,
        numbers_lowered: 1,
    }
}

fn small() -> Corpus {
    Corpus {
        plans: vec![
            plan("china-2024", None, Level::Nation),
            plan("dehua-2025", Some("350526"), Level::County),
            plan("quanzhou-2025", Some("350500"), Level::Prefecture),
        ],
        clauses: vec![
            clause(
                "china-2024",
                "2.1",
                Some("保障随迁子女受教育权利"),
                "保障随迁子女受教育权利。以公办学校为主。将其纳入保障范围。",
                &["education"],
            ),
            clause(
                "dehua-2025",
                "2.3",
                Some("保障随迁子女受教育权利"),
                "保障随迁子女受教育权利\n全部就读。",
                &["education", "jobs"],
            ),
            clause("quanzhou-2025", "2.3", None, "促进就业", &["jobs"]),
        ],
        targets: vec![target("dehua-2025/2.3", 1, "schools"), target("quanzhou-2025/2.3", 1, "schools")],
        links: vec![link("dehua-2025/2.3", "quanzhou-2025/2.3"), link("dehua-2025/2.3", "china-2024/2.1")],
        siblings: Vec::new(),
        changes: Vec::new(),
        cascades: Vec::new(),
        revisions: Vec::new(),
        topics: ["education", "jobs"].map(|id| Topic { id: id.to_owned(), name: Names::default() }).into(),
        indicators: vec![samples::indicator()],
        checks: vec![check("dehua-2025"), check("quanzhou-2025")],
        remarks: vec![remark("dehua-2025", None), remark("dehua-2025", Some("dehua-2025/2.3"))],
        offices: Vec::new(),
        areas: vec![Area { code: "35".to_owned(), name: Names::default() }],
    }
}

/// The small corpus with the county's plan in many places of another province, each with an indicator of its own.
fn folded(places: usize) -> Corpus {
    let mut corpus = small();
    corpus.areas.push(Area { code: "37".to_owned(), name: Names::default() });
    let county = corpus.clauses[1].clone();
    for n in 0..places {
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        let id = format!("{}{}{n:03}-2025", letter(n), letter(n / 26));
        corpus.plans.push(plan(&id, Some(&format!("37{:02}{:02}", n / 50 + 1, n % 50 + 1)), Level::County));
        corpus.clauses.push(Clause {
            id: format!("{id}/2.3").as_str().into(),
            plan: id.clone(),
            topics: vec!["education".to_owned()],
            ..county.clone()
        });
        let own = Indicator { id: format!("own-{n:03}"), ..corpus.indicators[0].clone() };
        corpus.targets.push(target(&format!("{id}/2.3"), 1, &own.id));
        corpus.targets.push(target(&format!("{id}/2.3"), 2, "schools"));
        corpus.indicators.push(own);
    }
    corpus.plans.sort_by(|a, b| a.id.cmp(&b.id));
    corpus.clauses.sort_by(|a, b| a.plan.cmp(&b.plan));
    corpus.targets.sort_by(|a, b| a.plan.cmp(&b.plan));
    corpus
}

#[test]
fn a_folded_corpus_is_cut_by_province_and_loses_nothing() {
    let corpus = folded(FOLDED_FROM);
    let bundle = write(&corpus).expect("written");
    let overview = shard_of(&bundle, key::overview());
    assert!(overview.is_folded());
    assert_eq!(overview.indicators.len(), 1, "what one plan alone sets is no burden of every page");
    assert_eq!(overview.indicators[0].set_by(), 0, "nor is who sets it");
    assert!(overview.topics[0].clauses.is_empty(), "nor how often");
    let on_top: Vec<&str> = overview.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(on_top, ["china-2024"]);
    assert_eq!((overview.count(), overview.has_level(Level::County)), (FOLDED_FROM + 3, true));
    // With what is asked for besides it is the overview of a corpus that is not folded.
    let shards = Shards::of(&bundle).expect("shards");
    let whole = shards.overview().expect("an overview");
    let ids: Vec<&str> = whole.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(
        (&ids[..4], ids.len()),
        (&["china-2024", "quanzhou-2025", "dehua-2025", "aa000-2025"][..], FOLDED_FROM + 3)
    );
    let schools = &whole.indicators[0];
    assert_eq!((schools.plans.len(), schools.set_by()), (0, FOLDED_FROM + 2));
    let education: Vec<(&str, u32)> = whole.topics[0].clauses.iter().map(|(id, n)| (id.as_str(), *n)).collect();
    assert_eq!(education, [("00", 1), ("35", 1), ("37", FOLDED_FROM as u32)]);
    let clauses = |area| shard_of(&bundle, key::topic("education", area)).clauses.len();
    assert_eq!((clauses(None), clauses(Some("35")), clauses(Some("37"))), (1, 1, FOLDED_FROM));
    assert_eq!(shard_of(&bundle, key::comparisons(None)).digests.len(), 1);
    assert_eq!(shard_of(&bundle, key::comparisons(Some("education"))).digests.len(), 1);
    assert_eq!(read(&bundle).expect("read back"), corpus);
    for (key, bytes) in &bundle.shards {
        let text = std::str::from_utf8(bytes).expect("text");
        assert!(SAME.iter().any(|(kind, is_same)| key.split('/').next() == Some(kind) && is_same(text)), "{key}");
    }
}

fn shard_of<S: Shard + DeserializeOwned>(bundle: &Bundle, key: Key<S>) -> S {
    shard(bundle, key).expect("a shard")
}

#[test]
fn shards_hold_what_their_pages_show() {
    let bundle = write(&small()).expect("written");
    let overview = shard_of(&bundle, key::overview());
    let ids: Vec<&str> = overview.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(ids, ["china-2024", "quanzhou-2025", "dehua-2025"], "tree order, not the order of ids");
    assert_eq!(overview.indicators[0].plans, ["quanzhou-2025", "dehua-2025"]);
    assert_eq!(overview.indicators[0].more, 0);
    assert_eq!(overview.indicators[0].levels, [Level::Prefecture, Level::County]);
    assert_eq!(overview.indicators[0].targets, 2);
    assert_eq!(
        overview.topics[1].clauses.iter().map(|(id, n)| (id.as_str(), *n)).collect::<Vec<_>>(),
        [("dehua-2025", 1), ("quanzhou-2025", 1)]
    );

    let quanzhou = shard_of(&bundle, key::plan("quanzhou-2025"));
    assert_eq!((quanzhou.up.len(), quanzhou.below["2.3"]), (0, 1));
    let coverage = shard_of(&bundle, key::coverage("china-2024", "35"));
    let below: Vec<&str> = coverage.plans.iter().map(|plan| plan.plan.as_str()).collect();
    assert_eq!(below, ["quanzhou-2025", "dehua-2025"], "also a plan without any counterpart");
    let own = shard_of(&bundle, key::own("35"));
    assert_eq!(own.plans[0].clauses[0].title, "促进就业");
    assert!(own.plans[1].clauses.is_empty() && own.plans[1].measures.is_empty());
    assert_eq!(
        (coverage.plans[1].covered[0].clause.as_str(), coverage.plans[1].covered[0].best.as_str()),
        ("2.1", "2.3")
    );
    let schools = shard_of(&bundle, key::indicator("schools", None));
    assert_eq!(schools.targets[0].plan, "quanzhou-2025");
    let education = shard_of(&bundle, key::topic("education", None));
    let openings: Vec<&str> = education.clauses.iter().map(|clause| clause.opening.as_str()).collect();
    assert_eq!(openings, ["以公办学校为主。", "全部就读。"]);
    assert_eq!(education.clauses[1].targets.len(), 1);
}

#[test]
fn lists_across_plans_hold_every_target_once() {
    let mut corpus = small();
    corpus.clauses[1].units = vec!["县教育局".to_owned()];
    let mut yearly = target("dehua-2025/annex.2.3", 1, "schools");
    (yearly.kind, yearly.year_to, yearly.value) = (Kind::Annual, None, "60".parse().ok());
    corpus.targets.insert(1, yearly);
    corpus.targets[2].value = "96".parse().ok();
    let bundle = write(&corpus).expect("written");
    let years = shard_of(&bundle, key::years());
    let parts: Vec<(&str, u32)> = years.parts.iter().map(|part| (part.id.as_str(), part.targets)).collect();
    assert_eq!(parts, [("2028-35", 2), ("annual-35", 1)]);
    for part in &years.parts {
        let shard = shard_of(&bundle, key::due(&part.id));
        assert_eq!(shard.entries.len() as u32, part.targets);
        let dehua = shard.entries.iter().filter(|due| due.target.plan == "dehua-2025");
        assert!(
            dehua.clone().count() == 1
                && dehua.clone().all(|due| due.units[0].name == "县教育局" && due.units[0].role == Role::Alone),
            "{}",
            part.id
        );
    }
    let comparisons = shard_of(&bundle, key::comparisons(None));
    let digest = &comparisons.digests[0];
    assert_eq!((digest.years.as_slice(), digest.differs), (&[2028][..], true));
    let shown: Vec<&str> = digest.targets.iter().map(|t| t.id.as_str()).collect();
    assert_eq!(shown, ["quanzhou-2025/2.3#1", "dehua-2025/2.3#1"], "the annex only where the body is silent");
    for (plan, targets) in [("dehua-2025", 2), ("quanzhou-2025", 1), ("china-2024", 0)] {
        let figures = shard_of(&bundle, key::figures(plan));
        assert_eq!(figures.targets.len(), targets, "{plan}: its own and those above");
    }
}

#[test]
fn damage_is_noticed() {
    type Damage = fn(&mut Bundle);
    let whole = write(&small()).expect("written");
    let damaged = |damage: Damage| {
        let mut bundle = whole.clone();
        damage(&mut bundle);
        read(&bundle).map(|_| ()).map_err(|error| error.to_string())
    };
    let cases: [(Damage, &str); 3] = [
        (|bundle| bundle.manifest.format = 99, "the data has format 99, this program reads format 3"),
        (|bundle| bundle.shards.retain(|key, _| key != "plan/dehua-2025"), "shard `plan/dehua-2025` is missing"),
        (
            |bundle| bundle.shards.values_mut().for_each(|bytes| bytes[10] ^= 1),
            "shard `overview` is not what the manifest says it is",
        ),
    ];
    for (damage, expected) in cases {
        assert_eq!(damaged(damage), Err(expected.to_owned()));
    }
}

#[test]
fn version_changes_with_the_data_alone() {
    let version = |corpus: &Corpus| write(corpus).expect("written").manifest.version;
    let mut changed = small();
    changed.clauses[0].text.push('。');
    assert_eq!(version(&small()), version(&small()));
    assert_ne!(version(&small()), version(&changed));
}

/// A corpus of up to four plans in the order that the compiler gives: by plan id, then by the text.
fn corpora() -> impl Strategy<Value = Corpus> {
    let topics = prop::sample::subsequence(vec!["education", "jobs"], 0..=2);
    let clauses = prop::collection::vec(("[一-龥。\\n\"<&]{0,12}", topics, 0..3u32), 0..5);
    prop::collection::vec(clauses, 0..4).prop_map(|plans| {
        let mut corpus = Corpus { plans: Vec::new(), ..small() };
        (corpus.clauses, corpus.targets, corpus.links) = Default::default();
        (corpus.checks, corpus.remarks) = Default::default();
        let codes =
            [("a-2024", None), ("b-2024", Some("350526")), ("c-2025", Some("350000")), ("d-2025", Some("110000"))];
        for ((id, code), clauses) in codes.into_iter().zip(plans) {
            corpus.plans.push(plan(id, code, Level::County));
            for (n, (text, topics, targets)) in clauses.into_iter().enumerate() {
                let mut clause = clause(id, &n.to_string(), None, &text, &topics);
                clause.units = topics.iter().map(|topic| format!("{topic}局")).collect();
                corpus.remarks.push(remark(id, Some(&clause.id).filter(|_| targets > 0).map(ClauseId::as_str)));
                corpus.checks.extend((1..targets).map(|_| check(id)));
                corpus.targets.extend((1..=targets).map(|n| target(&clause.id, n, "schools")));
                corpus.links.extend(
                    corpus.clauses.iter().filter(|upper| upper.plan != id).map(|upper| link(&clause.id, &upper.id)),
                );
                corpus.clauses.push(clause);
            }
        }
        let named = |unit: &String| corpus.clauses.iter().any(|clause| clause.units.contains(unit));
        let units: Vec<String> = ["education局", "jobs局"].map(str::to_owned).into_iter().filter(named).collect();
        corpus.offices = vec![
            Office { id: "schools".into(), name: Names::default(), words: vec!["局".into()], units: units.clone() },
            Office {
                id: "others".into(),
                name: Names::default(),
                words: Vec::new(),
                units: units.into_iter().skip(1).collect(),
            },
        ];
        let pairs = corpus.links.iter().filter(|link| link.parent.ends_with("/0"));
        corpus.siblings = pairs
            .map(|link| Sibling { a: link.parent.clone(), b: link.child.clone(), score: 0.5, evidence: Vec::new() })
            .collect();
        let change = |link: &Link| Change {
            kind: ChangeKind::MeasureAdded,
            child: link.child.clone(),
            parent: link.parent.clone(),
            child_span: Some(Span(0, 2)),
            parent_span: None,
            share: Some(7),
        };
        corpus.changes = corpus.links.iter().map(change).collect();
        // The last plan follows the first.
        if let [first, .., last] = corpus.plans.as_mut_slice() {
            last.previous = Some(first.id.clone());
            corpus.revisions = vec![Revision {
                plan: last.id.clone(),
                earlier: first.id.clone(),
                links: corpus.links.iter().take(2).cloned().collect(),
                changes: corpus.changes.iter().take(2).cloned().collect(),
            }];
        }
        let mut pairs: Vec<(&str, &str)> =
            corpus.links.iter().map(|link| (link.child.plan(), link.parent.plan())).collect();
        pairs.dedup();
        corpus.cascades = pairs.into_iter().map(|(plan, upper)| cascade(plan, upper)).collect();
        corpus.siblings.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
        corpus
    })
}

type Same = (&'static str, fn(&str) -> bool);

/// Whether the browser's reader and serde read the same, for each kind of shard.
const SAME: [Same; 28] = [
    same::<Overview>(),
    same::<AreaShard>(),
    same::<Counts>(),
    same::<PlacesShard>(),
    same::<Findings>(),
    same::<PlanShard>(),
    same::<Revision>(),
    same::<UpdatesShard>(),
    same::<CoverageShard>(),
    same::<CoverageAreas>(),
    same::<OwnShard>(),
    same::<IndicatorShard>(),
    same::<Spread>(),
    same::<TopicShard>(),
    same::<Offices>(),
    same::<OfficeShard>(),
    same::<SearchHead>(),
    same::<EverydayWords>(),
    same::<SearchPart>(),
    same::<SearchTexts>(),
    same::<SearchFacts>(),
    same::<ComparisonsShard>(),
    same::<FiguresShard>(),
    same::<YearsShard>(),
    same::<DueShard>(),
    ("messages", words_are_the_same),
    ("guide", words_are_the_same),
    ("country", words_are_the_same),
];

const fn same<S: Shard + DeserializeOwned + PartialEq>() -> Same {
    (S::KIND, is_same::<S>)
}

fn is_same<T: Parse + DeserializeOwned + PartialEq>(text: &str) -> bool {
    let read = parse::<T>(text);
    read.is_some() && read == serde_json::from_str(text).ok()
}

fn words_are_the_same(text: &str) -> bool {
    is_same::<Vec<String>>(text)
}

#[test]
fn every_kind_is_compared() {
    let compared: BTreeSet<&str> = SAME.iter().map(|(name, _)| *name).collect();
    assert_eq!(key::KINDS.iter().map(|kind| kind.name).collect::<BTreeSet<_>>(), compared);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read_back(corpus in corpora()) {
        let bundle = write(&corpus).expect("written");
        prop_assert_eq!(read(&bundle).expect("read"), corpus);
        // The browser's reader sees the same.
        for (key, bytes) in &bundle.shards {
            let text = std::str::from_utf8(bytes).expect("text");
            let kind = key.split('/').next().unwrap_or_default();
            let (_, same) = SAME.iter().find(|(name, _)| *name == kind).expect(kind);
            prop_assert!(same(text), "{key}");
        }
    }
}

/// Wherever a name begins as it is typed, the part that is asked for has the place.
#[test]
fn a_place_is_found_by_the_beginning_of_any_of_its_names() {
    let bundle = write(&folded(FOLDED_FROM)).expect("written");
    let overview = shard_of(&bundle, key::overview());
    let held = |typed: &str| {
        let part = overview.places_of(typed).map(|n| shard_of(&bundle, key::places(n)));
        part.is_some_and(|part| part.places.iter().any(|place| place.plan == "dehua-2025"))
    };
    for typed in ["dehua", "De"] {
        assert!(held(typed), "{typed}");
    }
    assert!(!held("d") && !held(""));
    assert_eq!(overview.folded.as_ref().map(|folded| folded.plans["35"]), Some(2));
}

/// What every page carries is no heavier for five times the plans, nor what a search for a place fetches.
#[test]
fn the_overview_does_not_grow_with_the_country() {
    let bytes = |places: usize| {
        let bundle = write(&folded(places)).expect("written");
        let parts = bundle.shards.iter().filter(|(key, _)| key.starts_with("places/"));
        let places = parts.map(|(_, bytes)| bytes.len()).max().unwrap_or_default();
        let files = bundle.manifest.files().expect("JSON");
        let root = files.iter().find(|(name, _)| name == "manifest.json").map_or(0, |(_, bytes)| bytes.len());
        (bundle.shards["overview"].len(), places, root)
    };
    let ((few, few_places, _), (many, many_places, root)) = (bytes(FOLDED_FROM), bytes(5 * FOLDED_FROM));
    assert!(many.abs_diff(few) < 64, "{few} {many}");
    assert!(few_places < 40_000 && many_places < 40_000, "{few_places} {many_places}");
    assert!(root < 16_000, "{root}");
}
