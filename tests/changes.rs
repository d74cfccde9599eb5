//! What the plans make of their superiors' clauses, on the real corpus: all of it, to be read by a person, and what a
//! reader can check by hand.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod generations;

use plan_cascade::bundle::{self, PlanShard, key, parse::parse};
use plan_cascade::compile;
use plan_cascade::model::{Change, ChangeKind, Clause, ClauseId, Corpus, Indicator, Span};
use plan_cascade::query::changes::of_clause;
use plan_cascade::query::revision::{Became, clauses, targets};
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    compile::compile(&compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap()).corpus
});

fn clause(id: &str) -> &'static Clause {
    CORPUS.clauses.iter().find(|clause| clause.id == id).unwrap()
}

fn kind(change: &Change) -> String {
    serde_json::to_string(&change.kind).unwrap().replace('"', "")
}

/// `new ‹ old`, as far as both are quoted.
fn quotes(change: &Change) -> String {
    let quote = |span: Option<Span>, id: &str| span.map(|span| span.of(&clause(id).text).replace('\n', "⏎"));
    let quotes = [quote(change.child_span, &change.child), quote(change.parent_span, &change.parent)];
    match (quotes, change.share) {
        ([Some(new), Some(old)], _) => format!("{new} ‹ {old}"),
        ([Some(one), None] | [None, Some(one)], _) => one,
        ([None, None], share) => share.map(|share| format!("{share}%")).unwrap_or_default(),
    }
}

#[test]
fn all_changes() {
    let mut out = String::new();
    for cascade in &CORPUS.cascades {
        writeln!(out, "{}", serde_json::to_string(cascade).unwrap()).unwrap();
    }
    let mut last = ("", "");
    for change in &CORPUS.changes {
        let pair = (change.child.as_str(), change.parent.as_str());
        if pair != last {
            writeln!(out, "\n{} ‹ {}", pair.0, pair.1).unwrap();
            last = pair;
        }
        writeln!(out, "  {}: {}", kind(change), quotes(change)).unwrap();
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("changes", out);
    });
}

/// Whether the plan of `child` has a change of this kind beside the plan of `parent` that quotes these words.
fn has(kind_id: &str, child: &str, parent: &str, words: &str) -> bool {
    let of = |id: &ClauseId, wanted: &str| *id == *wanted || id.plan() == wanted;
    let changes = CORPUS.changes.iter().filter(|c| of(&c.child, child) && of(&c.parent, parent) && kind(c) == kind_id);
    changes.into_iter().any(|change| quotes(change).contains(words))
}

#[test]
fn what_a_reader_can_check() {
    for (kind, child, parent, words) in [
        (
            "number-raised",
            "dehua-2025/2.3",
            "quanzhou-2025/2.3",
            "100% ‹ 义务教育阶段随迁子女在公办学校就读率保持在95%以上",
        ),
        ("number-added", "fuzhou-2025/2.3", "china-2024/2.2.4", "就读率保持在96%以上"),
        ("wording-firmer", "fuzhou-2025/2.4", "china-2024/2.2.5", "‹ 鼓励有条件的城市逐步将稳定就业"),
        ("wording-softer", "dehua-2025/5.18", "quanzhou-2025/6.38", "逐步建立城区、乡镇常住人口"),
        ("deadline-added", "fuzhou-2025/1", "china-2024/1.u2", "到2028年"),
        ("bodies-named", "dehua-2025/2.3", "china-2024/2.2.4", "县教育局"),
        ("measure-added", "dehua-2025/2.3", "china-2024/2.2.4", "优先照顾“三孩家庭”的入学举措"),
        ("measure-added", "dehua-2025/2.3", "quanzhou-2025/2.3", "教育入学一件事"),
        ("measure-left-out", "dehua-2025", "quanzhou-2025/2.3", "加快在全市建立“县管校聘”制度"),
        ("measure-left-out", "dehua-2025", "china-2024/2.2.4", "纳入流入地中等职业教育、普惠性学前教育保障范围"),
        ("measure-left-out", "fuzhou-2025", "china-2024/2.2.4", "同人口变化相协调"),
    ] {
        assert!(has(kind, child, parent, words), "{kind} {child} {parent} {words}");
    }
    for (kind, child, parent, words) in [
        // Totals of places of different size are neither raised nor lowered.
        ("number-lowered", "dehua-2025", "quanzhou-2025", "就业"),
        ("number-lowered", "dehua-2025", "quanzhou-2025", "雨水管网"),
        // Said in other words, or in another clause of the same plan.
        ("measure-left-out", "dehua-2025", "china-2024/2.2.4", "就读比例"),
        ("measure-left-out", "fuzhou-2025", "china-2024/2.2.4", "学前教育"),
        ("measure-added", "fuzhou-2025/2.3", "china-2024/2.2.4", "优化教育资源布局"),
        // Addressed to others.
        ("measure-left-out", "fuzhou-2025", "china-2024", "吉林、黑龙江"),
        ("measure-left-out", "fuzhou-2025", "china-2024", "国务院"),
    ] {
        assert!(!has(kind, child, parent, words), "{kind} {child} {parent} {words}");
    }
}

#[test]
fn a_quotation_is_a_whole_phrase() {
    for change in &CORPUS.changes {
        let ends = [(change.child_span, &change.child), (change.parent_span, &change.parent)];
        for (span, id) in ends.into_iter().filter_map(|(span, id)| Some((span?, id))) {
            let quote = span.of(&clause(id).text);
            let balanced = [('“', '”'), ('《', '》'), ('（', '）')]
                .iter()
                .all(|(open, close)| quote.matches(*open).count() == quote.matches(*close).count());
            assert!(balanced && !quote.starts_with(['，', '、', '。', '；']), "{id}: {quote}");
        }
    }
}

/// Offices that a line of its own names, not a bracket, are quoted and count as no wording of the clause.
#[test]
fn bodies_on_a_line_of_their_own_are_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut seeds = compile::read_seeds(&folder).unwrap();
    seeds.retain(|seed| seed.name == "china-2024.txt" || seed.name == "dehua-2025.txt");
    let in_brackets = compile::compile(&seeds).corpus;
    let dehua = seeds.iter_mut().find(|seed| seed.name == "dehua-2025.txt").unwrap();
    let text = String::from_utf8(dehua.bytes.clone()).unwrap();
    dehua.bytes = text.replace("。（责任单位：县人社局）", "。\n责任单位：县人社局").into_bytes();
    let on_a_line = compile::compile(&seeds).corpus;
    let copied = |corpus: &Corpus| -> Vec<Option<u32>> {
        let of = |c: &&Change| c.child == "dehua-2025/2.2" && c.kind == ChangeKind::WordingCopied;
        corpus.changes.iter().filter(of).map(|change| change.share).collect()
    };
    assert_eq!(copied(&on_a_line), copied(&in_brackets));
    let clause = on_a_line.clauses.iter().find(|clause| clause.id == "dehua-2025/2.2").unwrap();
    let named = on_a_line.changes.iter().filter(|c| c.child == clause.id && c.kind == ChangeKind::BodiesNamed);
    let quotes: Vec<&str> = named.map(|change| change.child_span.unwrap().of(&clause.text)).collect();
    assert_eq!(quotes, ["责任单位：县人社局"]);
}

/// The sums agree with the links, and with each other.
#[test]
fn cascades_add_up() {
    assert_eq!(CORPUS.cascades.len(), 5, "a pair of plans each");
    for cascade in &CORPUS.cascades {
        let parents: std::collections::BTreeSet<&str> = CORPUS
            .links
            .iter()
            .filter(|l| l.child.plan() == cascade.plan && l.parent.plan() == cascade.upper)
            .map(|l| l.parent.as_str())
            // What opens a plan nobody carries down.
            .filter(|parent| CORPUS.clauses.iter().any(|c| c.id == **parent && c.is_carried_down()))
            .collect();
        assert_eq!(cascade.clear + cascade.partial, parents.len() as u32, "{cascade:?}");
        assert!(cascade.clear + cascade.partial <= cascade.clauses && cascade.copied <= cascade.characters);
    }
}

/// What a chain page tells as new: each word once, beside every plan that the data says has nothing like it.
#[test]
fn what_is_new_is_told_once() {
    let bundle = bundle::write(&CORPUS).unwrap();
    let shards: Vec<PlanShard> = CORPUS
        .plans
        .iter()
        .filter_map(|plan| parse(std::str::from_utf8(bundle.shards.get(key::plan(&plan.id).as_str())?).unwrap()))
        .collect();
    let uppers: Vec<&PlanShard> = shards.iter().collect();
    let mut both = 0;
    for shard in &shards {
        for clause in &shard.clauses {
            let told = of_clause(shard, &clause.id, &uppers);
            let mut seen = vec![0; clause.text.chars().count()];
            for t in told.iter().filter(|t| t.is(ChangeKind::MeasureAdded)) {
                let span = t.lower.as_ref().unwrap().span;
                (span.0..span.1).for_each(|at| seen[at as usize] += 1);
                both += usize::from(t.beside.len() > 1);
                for (plan, _) in &t.beside {
                    let known = shard.changes.iter().any(|c| {
                        let within = c.child_span.is_some_and(|s| s.0 <= span.0 && span.1 <= s.1);
                        c.kind == ChangeKind::MeasureAdded
                            && c.child == clause.id
                            && c.parent.plan() == plan.id
                            && within
                    });
                    assert!(known, "{}: {}", clause.id, span.of(&clause.text));
                }
            }
            assert!(seen.iter().all(|times| *times < 2), "{}", clause.id);
            // Nothing is lost but the marks between phrases.
            for change in shard.changes.iter().filter(|c| c.kind == ChangeKind::MeasureAdded && c.child == clause.id) {
                let span = change.child_span.unwrap();
                let rest = clause.text.chars().enumerate().filter(|(at, _)| (span.0..span.1).contains(&(*at as u32)));
                let lost: String = rest.filter(|(at, _)| seen[*at] == 0).map(|(_, c)| c).collect();
                assert!(lost.chars().all(|c| "，、。； \n".contains(c)), "{}: {lost}", clause.id);
            }
        }
    }
    assert!(both > 0, "no passage is new beside two plans");
}

#[test]
fn what_a_plan_changes_of_an_earlier_one() {
    let corpus = compile::compile(&generations::seeds()).corpus;
    let plan = corpus.plans.iter().find(|plan| plan.id == "sanming-2025").unwrap();
    assert_eq!(plan.previous.as_deref(), Some("sanming-2023"));
    let [revision] = corpus.revisions.as_slice() else { panic!("{:?}", corpus.revisions.len()) };
    let text = |id: &ClauseId| corpus.clauses.iter().find(|clause| clause.id == *id).unwrap().text.as_str();
    let quote = |id: &ClauseId, span: Option<Span>| span.map_or("", |span| span.of(text(id)));
    let told = |kind_id: &str, new: &str, old: &str| {
        revision.changes.iter().any(|change| {
            let (after, before) = (quote(&change.child, change.child_span), quote(&change.parent, change.parent_span));
            kind(change) == kind_id && after.contains(new) && before.contains(old)
        })
    };
    assert!(told("number-raised", "260公里", "200公里"), "a total of one place is compared with itself");
    assert!(told("number-raised", "95%", "90%"));
    assert!(told("number-lowered", "福道110公里", "福道130公里"));
    assert!(told("deadline-later", "2025年新建乡镇生活污水管网", "2023年新建乡镇生活污水管网"));
    // What is new where something else stood is no counterpart of it.
    let bundle = bundle::write(&corpus).unwrap();
    let shard = |id: &str| -> PlanShard {
        parse(std::str::from_utf8(&bundle.shards[key::plan(id).as_str()]).unwrap()).unwrap()
    };
    let (later, earlier) = (shard("sanming-2025"), shard("sanming-2023"));
    let pairs = clauses((&later, &earlier), revision);
    let alone: Vec<&str> =
        pairs.iter().filter(|pair| pair.earlier.is_empty()).map(|pair| pair.later.unwrap().path.as_str()).collect();
    let gone: Vec<&str> =
        pairs.iter().filter(|pair| pair.later.is_none()).map(|pair| pair.earlier[0].path.as_str()).collect();
    assert_eq!((alone, gone), (vec!["3.9.24"], vec!["3.9.24"]));
    assert!(pairs.iter().filter(|pair| pair.is_same()).count() > 40);
    let indicators: Vec<&Indicator> = corpus.indicators.iter().collect();
    let targets = targets((&later, &earlier), revision, &indicators);
    assert!(
        targets.iter().all(|pair| pair.later.is_some() && pair.earlier.is_some()),
        "the same targets, other figures"
    );
    let count = |became| targets.iter().filter(|pair| pair.became == became).count();
    assert_eq!(
        (count(Became::Stricter) + count(Became::Larger), count(Became::Laxer) + count(Became::Smaller)),
        (2, 1)
    );
    assert_eq!(bundle::read(&bundle).unwrap().revisions, corpus.revisions);
}
