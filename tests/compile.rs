//! The compiler on the five plans: facts, outline and losslessness exact, and on whatever else it may meet.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::reading::source;
use plan_cascade::compile::{self, SeedFile};
use plan_cascade::model::{CheckKind, CheckedAs, ClauseKind, Corpus, Kind, RemarkKind};
use std::path::Path;

mod invariants;

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
        let (source, _) = source::read(seed);
        let line = &source.lines[place.line as usize - 1];
        let found = source.simplified[line.start + place.column as usize - 1];
        assert_eq!(Some(found), quote.chars().next(), "{} at {place:?}", target.id);
        checked += 1;
    }
    assert!(checked > 150, "{checked}");
}

/// What the pages show as it stands in the sources, and which figures were held against each other.
#[test]
fn oddities_and_cross_checks() {
    let corpus = corpus();
    let odd: Vec<String> = corpus
        .remarks
        .iter()
        .map(|r| format!("{} {}: {}", r.clause.as_deref().unwrap_or(&r.plan), r.kind.id(), r.quote))
        .collect();
    let status = "sanming-2023 ambiguous-status: 有效、失效、废止";
    assert_eq!(
        odd,
        [
            "quanzhou-2025/2.1 phrase: 全城网办",
            "quanzhou-2025/2.3 subject: 争取2028年保持在90%以上",
            "quanzhou-2025/3.21 phrase: 智转数改",
            status,
        ]
    );
    assert!(corpus.checks.iter().all(|check| check.agrees && check.plan == "dehua-2025"), "{:?}", corpus.checks);
    let sums = corpus.checks.iter().filter(|check| check.kind == CheckKind::AnnualSum);
    let sums: Vec<_> = sums
        .map(|c| (c.indicator.as_str(), c.others.len(), c.found.unwrap().to_string(), c.expected.unwrap().to_string()))
        .collect();
    let whole = || "10000".to_owned();
    assert_eq!(sums, [("new-urban-jobs", 4, whole(), whole()), ("vocational-training", 4, whole(), whole())]);
}

#[test]
fn nothing_of_a_seed_is_lost() {
    for seed in seeds().iter().filter(|seed| seed.name.ends_with(".txt")) {
        invariants::nothing_is_lost(seed);
        invariants::compiles(seed);
    }
}

/// What nobody sees hides a file neither from its plan nor what it says, and moves no place in it.
#[test]
fn the_file_beside_a_plan_with_characters_that_nobody_sees() {
    let text = "德化县就业工作方案\n德政〔2025〕3号\n一、主要目标\n稳定就业。\n";
    let compiled = |toml: &str| {
        let file = |name: &str, text: &str| SeedFile { name: name.into(), bytes: text.as_bytes().to_vec() };
        compile::compile(&[file("x.txt", text), file("x\u{200B}.toml", toml)])
    };
    let found = compiled("ti\u{200B}tle = \"德化县促进\u{202E}就业方案\"\n");
    assert_eq!(found.corpus.plans[0].title, "德化县促进就业方案");
    let wrong = compiled("ti\u{200B}tle = \"德化县就业方案\"\nnone\u{200B} = 1\n").diagnostics;
    let wrong = wrong.iter().find(|remark| remark.code == "toml").unwrap();
    assert_eq!((wrong.line, wrong.column), (2, 1));
}

#[test]
fn a_plan_of_thousands_of_clauses_is_told() {
    let item = |n: usize| match n {
        1000 | 1001 => {
            format!("{n}．保障随迁子女在流入地受教育权利。以公办学校为主将随迁子女纳入流入地义务教育保障范围。\n")
        }
        _ => format!("{n}．落实第{n}项工作。\n"),
    };
    let text: String = (1..=1500).map(item).collect();
    let text = format!("德化县新型城镇化实施方案\n一、主要任务\n{text}德化县人民政府\n2025年2月26日\n");
    let long = SeedFile { name: "long-2025.txt".into(), bytes: text.into_bytes() };
    let nation = seeds().into_iter().find(|seed| seed.name == "china-2024.txt").unwrap();
    let compiled = compile::compile(&[nation, long]);
    let told: Vec<(u32, &str)> =
        compiled.diagnostics.iter().filter(|d| d.code == "many-clauses").map(|d| (d.line, d.file.as_str())).collect();
    assert_eq!(told, [(1003, "long-2025.txt")]);
    assert!(compiled.corpus.links.iter().any(|link| link.child.ends_with("/1.1000")));
    assert!(!compiled.corpus.links.iter().any(|link| link.child.ends_with("/1.1001")));
}

/// The five plans with a file beside each of those named.
fn with_corrections(files: &[(&str, &str)]) -> compile::Compiled {
    let mut seeds = seeds();
    seeds.extend(files.iter().map(|(name, text)| SeedFile { name: (*name).into(), bytes: text.as_bytes().to_vec() }));
    compile::compile(&seeds)
}

/// `code file:line` of each correction that does not fit, and its message.
fn stale(compiled: &compile::Compiled) -> Vec<(String, &str)> {
    let stale = compiled.diagnostics.iter().filter(|d| d.code == "stale-correction");
    stale.map(|d| (format!("{}:{}", d.file, d.line), d.message.as_str())).collect()
}

/// Links, targets, units, topics and facts of one plan, each confirmed, corrected or rejected; everything else stays.
#[test]
fn what_people_say_holds_whatever_is_read() {
    let before = corpus();
    let compiled = with_corrections(&[(
        "dehua-2025.toml",
        r#"
[[confirm.link]]
clause = "2.3"
words = "保障随迁子女受教育权利"
parent = "quanzhou-2025/2.3"
parent_words = "义务教育阶段随迁子女在公办学校就读率保持在95%以上"
day = "2026-11-30"
by = "LW"

[[confirm.link]] # which no program would find
clause = "2.3"
words = "优化教育资源布局"
parent = "china-2024/1.p1"
parent_words = "坚持"
grade = 1

[[reject.link]]
clause = "4.14"
words = "排水防涝设施"
parent = "quanzhou-2025/5.31"
parent_words = "排水防涝设施"

[[confirm.unit]]
clause = "2.3"
words = "县教育局"
unit = "县教育局"

[[confirm.unit]]
clause = "2.3"
words = "责任单位"
unit = "县发改局"
leads = true

[[confirm.topic]]
clause = "2.3"
words = "随迁子女"
topic = "employment"
first = true

[[reject.topic]]
clause = "2.3"
words = "随迁子女"
topic = "education"

[[confirm.fact]]
field = "signed"
value = "2025-02-26"
words = "2025年2月26日"

[[confirm.fact]]
field = "issuer"
value = "德化县政府"
words = "德化县人民政府"
"#,
    )]);
    assert_eq!(stale(&compiled), []);
    let after = compiled.corpus;
    let looks = |checked: &[plan_cascade::model::CheckedPart]| -> Vec<String> {
        checked.iter().map(|part| format!("{} {} {:?}", part.field, part.value, part.how)).collect()
    };
    let clause = after.clauses.iter().find(|clause| clause.id == "dehua-2025/2.3").unwrap();
    assert_eq!((clause.units.join(" "), clause.leads.join(" ")), ("县教育局 县发改局".into(), "县发改局".into()));
    assert_eq!(clause.topics, ["employment"]);
    let of_clause = [
        "topics education Rejected",
        "units 县教育局 Confirmed",
        "units 县发改局 Corrected",
        "topics employment Corrected",
    ];
    assert_eq!(looks(&clause.checked), of_clause);
    let plan = after.plans.iter().find(|plan| plan.id == "dehua-2025").unwrap();
    assert_eq!(plan.issuer.as_deref(), Some("德化县政府"));
    assert_eq!(looks(&plan.checked), ["signed 2025-02-26 Confirmed", "issuer 德化县政府 Corrected"]);
    let link = |corpus: &Corpus, child: &str, parent: &str| {
        corpus.links.iter().find(|link| link.child == child && link.parent == parent).cloned()
    };
    let confirmed = link(&after, "dehua-2025/2.3", "quanzhou-2025/2.3").unwrap();
    let look = confirmed.checked.clone().unwrap();
    assert_eq!((look.how, look.by.as_deref()), (CheckedAs::Confirmed, Some("LW")));
    let read = link(&before, "dehua-2025/2.3", "quanzhou-2025/2.3").unwrap();
    assert_eq!(plan_cascade::model::Link { checked: None, ..confirmed }, read, "nothing else of it changes");
    let added = link(&after, "dehua-2025/2.3", "china-2024/1.p1").unwrap();
    assert_eq!((u8::from(added.grade), added.checked.unwrap().how), (1, CheckedAs::Corrected));
    assert!(link(&before, "dehua-2025/4.14", "quanzhou-2025/5.31").is_some());
    assert!(link(&after, "dehua-2025/4.14", "quanzhou-2025/5.31").is_none());
    // Nothing else changed, and all stands in its order.
    let others = |corpus: &Corpus| -> Vec<String> {
        let touched = ["dehua-2025/2.3", "dehua-2025/4.14"];
        let links = corpus.links.iter().filter(|link| !touched.contains(&link.child.as_str()));
        links.map(|link| serde_json::to_string(link).unwrap()).collect()
    };
    assert_eq!(others(&after), others(&before));
    assert_eq!(after.targets, before.targets);
}

#[test]
fn targets_are_confirmed_corrected_added_and_rejected() {
    let compiled = with_corrections(&[(
        "fuzhou-2025.toml",
        r#"
[[confirm.target]]
clause = "2.4"
words = "2025—2028年全市新增城镇保障性住房供给0.5万套（间）"

[[reject.target]]
clause = "2.3"
words = "WORDS"
"#,
    )]);
    let [(place, _)] = stale(&compiled).try_into().unwrap();
    assert_eq!(place, "fuzhou-2025.toml:8", "words that stand nowhere reject nothing");
    let read = corpus();
    let of = |corpus: &Corpus, clause: &str| -> Vec<plan_cascade::model::Target> {
        corpus.targets.iter().filter(|target| target.clause.as_deref() == Some(clause)).cloned().collect()
    };
    let own = of(&read, "fuzhou-2025/2.4").remove(0);
    let confirmed = of(&compiled.corpus, "fuzhou-2025/2.4").remove(0);
    assert_eq!(confirmed.checked.as_ref().unwrap().how, CheckedAs::Confirmed);
    assert_eq!(plan_cascade::model::Target { checked: None, ..confirmed }, own);

    let whole = |more: &str| {
        let quote = own.quote.as_ref().unwrap();
        let text = format!(
            "[[confirm.target]]\nclause = \"2.4\"\nwords = \"{quote}\"\nindicator = \"{}\"\nlabel = \"{}\"\n\
             comparator = \"=\"\nvalue = \"5000\"\nunit = \"套\"\nyear_from = 2025\nyear_to = 2028\nscope = \"{}\"\n{more}",
            own.indicator, own.label, own.scope
        );
        of(&with_corrections(&[("fuzhou-2025.toml", &text)]).corpus, "fuzhou-2025/2.4").remove(0)
    };
    assert_eq!(whole("kind = \"cumulative\"\n").checked.unwrap().how, CheckedAs::Confirmed, "said whole, as read");
    let corrected = whole("kind = \"annual\"\n");
    assert_eq!((corrected.checked.unwrap().how, corrected.kind), (CheckedAs::Corrected, Kind::Annual));
    assert_eq!((corrected.id, corrected.span), (own.id.clone(), own.span));

    let quote = own.quote.as_ref().unwrap();
    let added = format!(
        "[[reject.target]]\nclause = \"2.4\"\nwords = \"{quote}\"\n[[confirm.target]]\nclause = \"2.3\"\n\
         words = \"HEADING\"\nlabel = \"公办学校\"\nvalue = \"2.0\"\nunit = \"所\"\nkind = \"level\"\nyear_to = 2027\n"
    );
    let clause = read.clauses.iter().find(|clause| clause.id == "fuzhou-2025/2.3").unwrap();
    let words: String = clause.text.chars().take(8).collect();
    let corpus = with_corrections(&[("fuzhou-2025.toml", &added.replace("HEADING", &words))]).corpus;
    assert!(!of(&corpus, "fuzhou-2025/2.4").iter().any(|target| target.id == own.id));
    let target = of(&corpus, "fuzhou-2025/2.3").pop().unwrap();
    assert_eq!((target.quote, target.value.unwrap().to_string()), (Some(words), "2".to_owned()));
    assert!(corpus.indicators.iter().any(|indicator| indicator.id == target.indicator));
}

/// What no longer fits is told where it stands, and the reading stays as the program made it.
#[test]
fn corrections_that_do_not_fit_change_nothing() {
    let compiled = with_corrections(&[(
        "dehua-2025.toml",
        r#"[[reject.link]]
clause = "2.9"
words = "保障随迁子女受教育权利"
parent = "quanzhou-2025/2.3"
parent_words = "随迁子女"
[[reject.link]]
clause = "2.3"
words = "保障随迁子女受教育权利"
parent = "quanzhou-2025/2.3"
parent_words = "随迁老人"
[[confirm.link]]
clause = "2.3"
words = "保障随迁子女受教育权利"
parent = "fuzhou-2025/2.4"
parent_words = "保障性住房"
[[confirm.target]]
clause = "2.3"
words = "优化教育资源布局"
[[confirm.topic]]
clause = "2.3"
words = "教育"
topic = "schools"
[[confirm.unit]]
clause = "2.3"
words = "县教育局"
unit = "县教育局"
[[reject.unit]]
clause = "2.3"
words = "县教育局"
unit = "县教育局"
[[confirm.fact]]
field = "signed"
value = "2025-02-27"
words = "2025年2月27日"
"#,
    )]);
    let told: Vec<String> = stale(&compiled).into_iter().map(|(place, message)| format!("{place} {message}")).collect();
    assert_eq!(
        told,
        [
            "dehua-2025.toml:3 there is no clause `dehua-2025/2.9`; the words stand in `2.3`",
            "dehua-2025.toml:8 “随迁老人” does not stand in `quanzhou-2025/2.3`",
            "dehua-2025.toml:13 `fuzhou-2025/2.4` cannot be a counterpart of `dehua-2025/2.3`: a counterpart is of a \
             plan of a place above on the same line, and both have text of their own",
            "dehua-2025.toml:18 no target is read at “优化教育资源布局”: say which it is with `label`, `kind`, `value` \
             and so on",
            "dehua-2025.toml:21 there is no topic `schools`",
            "dehua-2025.toml:25 it is confirmed and rejected in one file",
            "dehua-2025.toml:29 it is confirmed and rejected in one file",
            "dehua-2025.toml:34 “2025年2月27日” does not stand in dehua-2025.txt",
        ]
    );
    let read = corpus();
    assert!(compiled.corpus == read, "the reading stands");
}

/// Files of `seeds/vocabulary/` add topics, words and indicators; one with a fault adds nothing and says where it is.
#[test]
fn a_corpus_brings_its_own_words() {
    let file = |name: &str, text: &str| SeedFile { name: name.into(), bytes: text.as_bytes().to_vec() };
    let plan = file(
        "plan.txt",
        "德化县人民政府关于印发德化县养蜂业发展规划的通知\n德政〔2025〕3号\n2025年2月26日\n德化县养蜂业发展规划\n\
         一、壮大蜂群\n到2028年，规模养蜂场达到50家。\n",
    );
    let words = "[[topic]]\nid = \"bees\"\nhans = \"养蜂\"\nhant = \"養蜂\"\nen = \"Bees\"\nstrong = [\"蜂群\"]\n\n\
                 [[indicator]]\nid = \"bee-farms\"\nnames = [\"养蜂场\", \"養蜂場\", \"Bee farms\"]\n\
                 topic = \"bees\"\nunit = \"家\"\nmatch = [\"养蜂场\"]\n";
    let compiled = compile::compile(&[plan.clone(), file("vocabulary/bees.toml", words)]);
    assert!(compiled.diagnostics.iter().all(|d| d.code != "vocabulary"), "{:?}", compiled.diagnostics);
    let corpus = compiled.corpus;
    assert_eq!(corpus.clauses.iter().find(|c| c.path == "1").unwrap().topics, ["bees"]);
    assert_eq!(corpus.targets.iter().map(|t| t.indicator.as_str()).collect::<Vec<_>>(), ["bee-farms"]);
    assert_eq!(corpus.topics.last().unwrap().name.hans, "养蜂");

    // A word that no rule knows reads otherwise once the corpus brings it, and the line of its plan with it.
    let of_words = |words: &str| {
        let seeds = [
            file(
                "plan.txt",
                "德化县人民政府关于印发德化县养蜂业发展规划的通知\n德政〔2025〕3号\n2025年2月26日\n德化县养蜂业发展规划\n\
                 一、壮大蜂群\n到2028年，蜂群饲养50桶。\n",
            ),
            file("vocabulary/bees.toml", words),
        ];
        let compiled = compile::compile(&seeds);
        assert!(compiled.diagnostics.iter().all(|d| d.code != "vocabulary"), "{:?}", compiled.diagnostics);
        let why = compile::why::why(&compiled.corpus, &seeds, "dehua-2025/1").unwrap();
        let found = compiled.corpus.targets.iter().map(|t| (t.unit.clone().unwrap_or_default(), t.kind));
        (found.collect::<Vec<_>>(), why)
    };
    assert_eq!(of_words("").0, []);
    let (found, why) = of_words("[words]\n\"桶\" = \"count\"\n");
    assert_eq!(found, [("桶".to_owned(), Kind::Level)]);
    assert!(why.contains("桶 count") && why.contains("50桶"), "{why}");
    let (found, why) = of_words("[words]\n\"桶\" = \"count\"\n\"饲养\" = \"flow quantity\"\n");
    assert_eq!(found, [("桶".to_owned(), Kind::Cumulative)]);
    assert!(why.contains("饲养 flow quantity"), "{why}");
    assert_eq!(of_words("").0, [], "own words hold for their corpus only");

    let (quanzhou, dehua) = (
        "泉州市人民政府关于印发泉州市蜂产业规划的通知\n泉政〔2025〕3号\n2025年1月26日\n泉州市蜂产业规划\n一、壮大蜂群\n发展养蜂。\n",
        "德化县人民政府关于印发德化县蜂产业方案的通知\n德政〔2025〕3号\n2025年2月26日\n德化县蜂产业方案\n一、壮大蜂群\n发展养蜂。\n",
    );
    let lines = |words: &str| {
        let quanzhou = file("q.txt", &quanzhou.replace("蜂产业", "蜜蜂产业链"));
        let dehua = file("d.txt", &dehua.replace("蜂产业", "蜜蜂产业链"));
        let compiled = compile::compile(&[quanzhou, dehua, file("vocabulary/bees.toml", words)]);
        compiled.corpus.plans.iter().map(|plan| plan.line.clone()).collect::<Vec<_>>()
    };
    assert_eq!(lines(""), ["quanzhou-2025", "quanzhou-2025"]);
    assert_eq!(lines("[lines]\ncommon = [\"蜜蜂\", \"链\"]\n"), ["dehua-2025", "quanzhou-2025"]);

    for (wrong, line, message) in [
        ("[words]\n\"桶\" = \"cuont\"\n".to_owned(), 2, "`cuont`, which no rule knows"),
        ("[words]\n\"包干\" = \"role\"\n".to_owned(), 2, "part of the program"),
        ("[words]\n\"\" = \"verb-rest\"\n".to_owned(), 2, "may not be empty"),
        ("[lines]\ncommon = [\"养蜂\", \" \"]\n".to_owned(), 2, "may not be empty"),
        (words.replace("topic = \"bees\"", "topic = \"wasps\""), 11, "there is no topic `wasps`"),
        (words.replace("strong", "strnog"), 6, "unknown field"),
        (format!("{words}[[topic]]\nid = \"bees\"\n"), 15, "the topic `bees` is there twice"),
        ("[[topic]]\nid = \"wasps\"\n".to_owned(), 2, "`hans`, `hant` and `en`"),
    ] {
        let compiled = compile::compile(&[plan.clone(), file("vocabulary/bees.toml", &wrong)]);
        let told = compiled.diagnostics.iter().find(|d| d.code == "vocabulary").expect(&wrong);
        assert_eq!((told.file.as_str(), told.line), ("vocabulary/bees.toml", line), "{}", told.message);
        assert!(told.message.contains(message), "{}", told.message);
        assert_eq!(compiled.corpus.plans.len(), 1);
        assert!(compiled.corpus.topics.iter().all(|topic| topic.id != "bees"));
    }
}

#[test]
fn what_the_file_beside_a_plan_says_replaces_all_that_it_is_about() {
    let beside = "issuer = \"三明市发展和改革委员会、三明市财政局\"\nstatus = \"有效\"\n\n[[target]]\nindicator = \"x\"\nlabel = \"x\"\n\
                  comparator = \">=\"\nvalue = \"1\"\nkind = \"level\"\nscope = \"全市\"\n";
    let compiled = with_corrections(&[("sanming-2023.toml", beside)]);
    let plan = compiled.corpus.plans.iter().find(|plan| plan.id == "sanming-2023").unwrap();
    assert_eq!(plan.issuers, ["三明市发展和改革委员会", "三明市财政局"]);
    assert_eq!(plan.issuer.as_deref(), Some("三明市发展和改革委员会、三明市财政局"));
    assert_eq!((plan.status.stated.as_deref(), plan.status.ambiguous), (Some("有效"), false));
    assert!(!compiled.corpus.remarks.iter().any(|remark| remark.kind == RemarkKind::AmbiguousStatus));
    let unused = compiled.diagnostics.iter().find(|d| d.code == "unused-target").unwrap();
    assert_eq!((unused.file.as_str(), unused.line), ("sanming-2023.toml", 4));
    assert!(unused.hint.as_ref().is_some_and(|hint| hint.contains("[[confirm.target]]")));
    assert!(compiled.corpus.targets.iter().all(|target| target.indicator != "x"));
}
