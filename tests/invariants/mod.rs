//! What must hold for whatever the compiler meets: one function an invariant, each panics where it is broken.
//! The tests feed them generated texts (`tests/properties.rs`), the fuzz targets whatever they come upon
//! (`tests/fuzz`).

#![allow(dead_code, reason = "each user needs some of them")]

use plan_cascade::bundle::parse::Json;
use plan_cascade::compile::reading::normalise::{normalise, normalise_str};
use plan_cascade::compile::reading::{figures, outline, source, zones};
use plan_cascade::compile::relating::indicators::Indicators;
use plan_cascade::compile::relating::targets;
use plan_cascade::compile::{self, SeedFile};
use plan_cascade::model::{Clause, ClauseKind, Date, Id, Level, Plan};

/// A file of the name `x.txt` with these bytes.
pub fn seed(bytes: &[u8]) -> SeedFile {
    SeedFile { name: "x.txt".into(), bytes: bytes.to_vec() }
}

/// Lines tile the file, each has one zone, and every visible character of the body is in exactly one clause.
pub fn nothing_is_lost(seed: &SeedFile) {
    let (source, _) = source::read(seed);
    let zones = zones::find_zones(&source);
    assert_eq!(zones.of_line.len(), source.lines.len());
    let mut next = 0;
    for line in &source.lines {
        assert_eq!(line.start, next, "lines tile the file");
        assert!(line.start <= line.end && line.end <= line.next, "{line:?}");
        next = line.next;
    }
    assert_eq!(next, source.chars.len());
    assert_eq!(source.simplified.len(), source.chars.len());
    let (clauses, _) = outline::outline(&source, &zones, "x-2025");
    assert_eq!(outline::unplaced(&source, &zones, &clauses), Vec::<usize>::new(), "{}", seed.name);
    let mut held = std::collections::BTreeSet::new();
    for clause in &clauses {
        assert_eq!(clause.at.len(), clause.clause.text.chars().count(), "every character knows its place");
        // A paragraph break and the end of a cell stand for no character: they have the place of the one that follows.
        let own = clause.at.iter().zip(clause.clause.text.chars()).filter(|(_, c)| !matches!(c, '\n' | '\t' | ' '));
        for (at, c) in own {
            assert!(held.insert(*at), "{}: {c} is in two clauses or twice in one", clause.clause.id);
        }
    }
}

/// Compiling ends without a panic; ids are unique, quotes are the text at their span, remarks have a place.
pub fn compiles(seed: &SeedFile) {
    // Any text is a plan where its name is told.
    let told = "title = \"某方案\"\nplace = \"350526\"\nyear = 2025\n";
    let sidecar = SeedFile { name: seed.name.replace(".txt", ".toml"), bytes: told.into() };
    let compiled = compile::compile(&[seed.clone(), sidecar]);
    let corpus = &compiled.corpus;
    let left_out = compiled.diagnostics.iter().any(|remark| matches!(remark.code, "empty" | "format" | "no-clauses"));
    assert_eq!(corpus.plans.iter().any(|plan| plan.text), !left_out, "a plan is read or left out with an error");
    let clauses: std::collections::BTreeMap<&str, &Clause> =
        corpus.clauses.iter().map(|clause| (clause.id.as_str(), clause)).collect();
    assert_eq!(clauses.len(), corpus.clauses.len(), "ids are unique");
    for target in &corpus.targets {
        let Some(clause) = target.clause.as_deref().and_then(|id| clauses.get(id)) else {
            panic!("{} has no clause", target.id)
        };
        assert_eq!(target.span.map(|s| s.of(&clause.text)), target.quote.as_deref(), "{}", target.id);
        assert!(compiled.origins.place(&clause.id, target.span.map_or(0, |s| s.0)).is_some(), "{}", target.id);
    }
    for plan in corpus.plans.iter().filter(|plan| plan.text) {
        let c = plan.characters;
        assert_eq!(c.clauses + c.front_matter + c.annex + c.noise, c.source, "characters add up");
    }
    let lines = source::read(seed).0.lines.len().max(1);
    for remark in &compiled.diagnostics {
        assert!(
            remark.code == "format" || remark.line >= 1 && remark.line as usize <= lines && remark.column >= 1,
            "{remark:?}"
        );
    }
    let shown = compile::report::render(&compiled.diagnostics, std::slice::from_ref(seed), false);
    assert!(compiled.diagnostics.is_empty() || !shown.is_empty());
}

/// Normalising twice is once; every normalised character leads back to one of the source, in order.
pub fn normalises(text: &str) {
    let once = normalise_str(text);
    assert_eq!(normalise_str(&once), once, "twice is once: {text:?}");
    let (source, _) = source::read(&seed(text.as_bytes()));
    for line in &source.lines {
        let found = normalise(&source, std::slice::from_ref(&(line.start..line.end)));
        assert!(found.glyphs.iter().all(|g| (line.start..line.end).contains(&g.at)), "in range: {text:?}");
        assert!(found.glyphs.is_sorted_by(|a, b| a.at < b.at), "in order: {text:?}");
        assert!(found.glyphs.iter().all(|g| source.chars[g.at] == g.published), "{text:?}");
    }
}

/// Targets of any sentence: quotes are the text at their span and not empty.
pub fn reads_targets(text: &str) {
    let clause = clause(text);
    for target in targets::extract_targets(&plan(), &clause, Indicators::shipped()) {
        let Some(span) = target.span else { panic!("{text}: a target without a span") };
        assert_eq!(Some(span.of(&clause.text)), target.quote.as_deref(), "{text}");
        assert!(!span.is_empty(), "{text}");
        assert!(!target.label.is_empty(), "{text}: a target of nothing");
        assert!(target.value.is_some() || target.value_max.is_none(), "{text}");
        assert_eq!(target.figure.is_some(), target.value.is_some(), "{text}: a figure has its place");
        let length = clause.text.chars().count() as u32;
        let places = target.figure.into_iter().chain(target.years);
        assert!(places.clone().all(|place| !place.is_empty() && place.1 <= length), "{text}");
    }
}

/// Any file beside a plan, and the same alone, is read or reported, never a panic.
pub fn takes_sidecar(toml: &str) {
    let text = "德化县就业工作方案\n为促进就业，制定本方案。\n一、目标\n到2026年城镇新增就业5000人。\n";
    let file = |name: &str, bytes: &[u8]| SeedFile { name: name.into(), bytes: bytes.to_vec() };
    let _ = figures::read(&file("x.toml", toml.as_bytes()));
    let compiled = compile::compile(&[file("x.txt", text.as_bytes()), file("x.toml", toml.as_bytes())]);
    assert!(compile::export::files(&compiled.corpus).is_ok());
    let alone = compile::compile(&[file("x.toml", toml.as_bytes())]);
    assert!(compile::export::files(&alone.corpus).is_ok());
}

/// A small folder of seeds out of bytes: files part at a line of `=`, which may name one (`= dehua.toml`).
pub fn folder(bytes: &[u8]) -> Vec<SeedFile> {
    let text = String::from_utf8_lossy(bytes);
    let mut files: Vec<SeedFile> = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.starts_with('=') || files.is_empty() {
            let name = line.trim_matches(|c: char| c == '=' || c.is_whitespace());
            let name = if name.is_empty() { format!("{}.txt", files.len()) } else { name.to_owned() };
            files.push(SeedFile { name, bytes: Vec::new() });
        } else if let Some(file) = files.last_mut() {
            file.bytes.extend(line.as_bytes());
        }
    }
    files
}

/// Whatever a folder holds, what is read of it can be exported, bundled and read by the app; ids are fit for addresses.
pub fn builds(files: &[SeedFile]) {
    let corpus = compile::compile(files).corpus;
    assert!(compile::export::files(&corpus).is_ok());
    let ids: std::collections::BTreeSet<&str> = corpus.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(ids.len(), corpus.plans.len(), "no two plans share an id");
    for id in ids.into_iter().chain(corpus.indicators.iter().map(|indicator| indicator.id.as_str())) {
        assert!(id.parse::<Id>().is_ok(), "{id:?} is an id");
    }
    let bundle = plan_cascade::bundle::write(&corpus).unwrap_or_else(|error| panic!("{error}"));
    let shards = plan_cascade::bundle::Shards::of(&bundle).unwrap_or_else(|error| panic!("{error}"));
    assert!(shards.get(&plan_cascade::bundle::key::overview()).is_some());
}

/// What parses as an id is one: short, plain, the same again, and no way out of a folder.
pub fn parses_ids(text: &str) {
    let Ok(id) = text.parse::<Id>() else { return };
    assert_eq!(&*id, text);
    assert!(
        (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    );
    assert_eq!(std::path::Path::new(text).components().count(), 1);
}

/// The app's own JSON reader never panics and sees what serde sees, but for texts that are nested too deeply
/// and numbers that only serde checks.
pub fn reads_json(text: &str) {
    let own = Json::read(text);
    if let Ok(value) = serde_json::from_str::<serde_json::Value>(text) {
        match own {
            Some(own) => assert!(same(&own, &value), "{text:?}: {own:?} is not {value:?}"),
            None => assert!(depth(&value) >= 32, "{text:?} is JSON but was not read"),
        }
    }
}

fn same(own: &Json, value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (own, value) {
        (Json::Null, Value::Null) => true,
        (Json::Bool(a), Value::Bool(b)) => a == b,
        (Json::Number(a), Value::Number(b)) => serde_json::from_str::<serde_json::Number>(a).is_ok_and(|a| a == *b),
        (Json::Text(a), Value::String(b)) => a == b,
        (Json::List(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        // Of a key that stands twice serde keeps the last.
        (Json::Object(a), Value::Object(b)) => b.iter().all(|(key, value)| {
            let last = a.iter().rev().find(|(name, _)| name == key);
            last.is_some_and(|(_, own)| same(own, value))
        }),
        _ => false,
    }
}

fn depth(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        serde_json::Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 1,
    }
}

/// A city's plan of 2024.
pub fn plan() -> Plan {
    Plan {
        title: "某市实施方案".into(),
        signed: Date::new(2024, 6, 1),
        line: "x-2024".into(),
        text: true,
        ..Plan::new("x-2024".into(), "某市".into(), Level::Prefecture)
    }
}

/// A section of that plan.
pub fn clause(text: &str) -> Clause {
    Clause::new("x-2024/1".into(), ClauseKind::Section, text.to_owned())
}

/// What sentences of plans are made of; any bytes become a row of these.
const PIECES: &[&str] = &[
    "，",
    "。",
    "；",
    "、",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    "%",
    ".",
    "~",
    "—",
    "0",
    "1",
    "2",
    "5",
    "9",
    "20",
    "2025年",
    "到2028年",
    "2025—2028年",
    "“十五五”期间",
    "每年",
    "年均",
    "累计",
    "新增",
    "新建",
    "改造",
    "建成",
    "达到",
    "提高到",
    "以上",
    "以内",
    "左右",
    "不低于",
    "不超过",
    "控制在",
    "力争",
    "全面取消",
    "全覆盖",
    "一律",
    "百分之",
    "三分之二",
    "一半",
    "翻一番",
    "两成",
    "万",
    "亿",
    "亿元",
    "个百分点",
    "个",
    "套",
    "人",
    "人次",
    "公里",
    "平方米",
    "所",
    "倍",
    "全市",
    "各县（市、区）",
    "人口30万以上的县",
    "的",
    "和",
    "与",
    "比",
    "较2023年",
    "增长",
    "下降",
    "常住人口城镇化率",
    "学位",
    "公办学校",
    "保障性住房",
    "充电桩",
    "（责任单位：市教育局、财政局）",
    "\n",
    " ",
    "一",
    "十",
    "分别",
    "其中",
    "目前",
    "已",
];

/// A sentence out of bytes: as UTF-8, or piece by piece.
pub fn sentence(bytes: &[u8]) -> String {
    match bytes.split_first() {
        Some((first, rest)) if first % 2 == 1 => {
            rest.iter().map(|byte| PIECES[usize::from(*byte) % PIECES.len()]).collect()
        }
        Some((_, rest)) => String::from_utf8_lossy(rest).into_owned(),
        None => String::new(),
    }
}
