//! Plans in styles that none of the five has, dropped in as files: a county in GB18030 with 第X条 and 牵头单位,
//! and a city wrapped at forty characters. Both are written for this test.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use labels::{Tally, measure};
use plan_cascade::compile::{self, Compiled, Severity};
use plan_cascade::model::{Clause, Corpus, Level, Plan};
use std::path::Path;

mod labels;

fn compiled() -> Compiled {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = compile::read_seeds(&root.join("seeds")).unwrap();
    seeds.extend(compile::read_seeds(&root.join("tests/plans")).unwrap());
    compile::compile(&seeds)
}

fn plan<'a>(corpus: &'a Corpus, id: &str) -> &'a Plan {
    corpus.plans.iter().find(|p| p.id == id).unwrap_or_else(|| panic!("no plan {id}"))
}

fn clause<'a>(corpus: &'a Corpus, id: &str) -> &'a Clause {
    corpus.clauses.iter().find(|c| c.id == id).unwrap_or_else(|| panic!("no clause {id}"))
}

#[test]
fn facts() {
    let Compiled { corpus, diagnostics, .. } = compiled();
    let errors: Vec<_> = diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let huian = plan(&corpus, "huian-2025");
    assert_eq!(huian.title, "惠安县推进以人为本的新型城镇化战略实施细则");
    assert_eq!((huian.place.as_str(), huian.level), ("惠安县", Level::County));
    assert_eq!((huian.place_code.as_deref(), huian.parent_place.as_deref()), (Some("350521"), Some("泉州市")));
    assert_eq!(huian.document_number.as_deref(), Some("惠政办〔2025〕36号"));
    assert_eq!(huian.issuer.as_deref(), Some("惠安县人民政府办公室"));
    assert_eq!(huian.index_number.as_deref(), Some("QZ04101-0200-2025-00088"));
    assert_eq!(huian.signed.unwrap().to_string(), "2025-06-27");
    assert_eq!(huian.valid_until.unwrap().to_string(), "2030-06-27");
    assert_eq!(huian.status.stated.as_deref(), Some("有效"));
    let cited: Vec<_> = huian.cites.iter().map(|c| c.plan.as_deref()).collect();
    assert_eq!(cited, [Some("fujian-2024"), Some("quanzhou-2025")]);
    let longyan = plan(&corpus, "longyan-2025");
    assert_eq!(longyan.title, "龙岩市推进以人为本的新型城镇化战略实施方案（2025—2028年）");
    assert_eq!(longyan.signed.unwrap().to_string(), "2025-03-18");
    assert_eq!(longyan.valid_until.unwrap().to_string(), "2028-12-31");
}

#[test]
fn outline() {
    let Compiled { corpus, diagnostics, .. } = compiled();
    let paths = |plan: &str| -> Vec<&str> {
        corpus.clauses.iter().filter(|c| c.plan == plan).map(|c| c.path.as_str()).collect()
    };
    assert_eq!(paths("huian-2025"), ["1", "1.1", "1.2", "2", "2.3", "2.4", "2.5", "3", "3.6", "3.7"]);
    let longyan = [
        "0", "1", "2", "2.1", "2.1.1", "2.1.2", "2.1.2.1", "2.1.2.2", "2.2", "2.2.1", "2.2.2", "3", "3.1", "3.3",
        "closing",
    ];
    assert_eq!(paths("longyan-2025"), longyan);
    let gap = diagnostics.iter().find(|d| d.code == "numbering").unwrap();
    assert_eq!((gap.file.as_str(), gap.line, gap.column), ("longyan.txt", 33, 5));
    let wrapped = &clause(&corpus, "longyan-2025/2.1.1").text;
    assert!(wrapped.contains("登记户口制度。（责任单位"), "{wrapped}");
}

#[test]
fn responsible_units() {
    let corpus = compiled().corpus;
    for (id, units, leads, others) in [
        ("huian-2025/2.3", "县公安局 县发改局 各镇人民政府", "县公安局", false),
        ("huian-2025/2.4", "县教育局 县财政局 县人社局", "县教育局", false),
        ("huian-2025/2.5", "县住建局 县自然资源局 县财政局", "县住建局", false),
        ("longyan-2025/2.1.2", "市公安局 市发改委", "", false),
        ("longyan-2025/2.2.1", "市人社局 市教育局 市财政局", "市人社局", true),
        ("longyan-2025/2.2.2", "市人社局 市司法局 市总工会", "", false),
    ] {
        let clause = clause(&corpus, id);
        assert_eq!(
            (clause.units.join(" "), clause.leads.join(" "), clause.and_others),
            (units.into(), leads.into(), others),
            "{id}"
        );
    }
}

#[test]
fn targets() {
    let corpus = compiled().corpus;
    let found: Vec<String> = corpus
        .targets
        .iter()
        .filter(|t| t.plan == "huian-2025")
        .map(|t| {
            let comparator = serde_json::to_value(t.comparator).unwrap();
            let value = t.value.map(|v| v.to_string()).unwrap_or_default();
            let unit = t.unit.as_deref().unwrap_or("");
            let to = t.year_to.map(|y| y.to_string()).unwrap_or_default();
            format!(
                "{} {} {}{value}{unit} {to}",
                t.clause.as_deref().unwrap_or(""),
                t.indicator,
                comparator.as_str().unwrap()
            )
        })
        .collect();
    for wanted in [
        "huian-2025/1.2 resident-urbanization-rate =68% 2028",
        "huian-2025/1.2 urban-rural-income-ratio <=1.75 2028",
        "huian-2025/2.4 migrant-children-public-school-rate >=98% 2027",
    ] {
        assert!(found.iter().any(|f| f == wanted), "{wanted} in {found:#?}");
    }
}

#[test]
fn the_new_county_is_in_the_chains() {
    let corpus = compiled().corpus;
    let upper = |child: &str| -> Vec<&str> {
        let links = corpus.links.iter().filter(|l| l.child == child);
        links.map(|l| l.parent.plan()).collect()
    };
    for child in ["huian-2025/2.3", "huian-2025/2.4"] {
        assert!(
            upper(child).contains(&"quanzhou-2025") && upper(child).contains(&"china-2024"),
            "{child}: {:?}",
            upper(child)
        );
    }
    let schooling = corpus.links.iter().any(|l| l.child == "huian-2025/2.4" && l.parent == "quanzhou-2025/2.3");
    assert!(schooling, "schooling is linked to schooling");
    assert_eq!(clause(&corpus, "huian-2025/2.4").topics.first().map(String::as_str), Some("education"));
}

#[test]
fn plans_never_seen() {
    let mut out = String::new();
    for batch in ["first", "second"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unseen").join(batch);
        let (mut sum, mut wrong) = (Tally::default(), String::new());
        for seed in compile::read_seeds(&folder).unwrap() {
            let corpus = compile::compile(std::slice::from_ref(&seed)).corpus;
            let plan = corpus.plans.iter().find(|p| p.text).unwrap();
            let labels = folder.join(seed.name.replace(".txt", ".expected.json"));
            let expected = serde_json::from_str(&std::fs::read_to_string(labels).unwrap()).unwrap();
            let tally = measure(&corpus, plan, &expected, &mut wrong);
            out += &tally.line(&seed.name);
            sum.add(tally);
        }
        out += &sum.line(&format!("== {batch}"));
        out += &wrong;
        let share = |(right, wanted): (usize, usize)| right as f64 / wanted as f64;
        assert!(share(sum.facts) >= 0.95 && share(sum.clauses) >= 0.97 && share(sum.units) >= 0.97, "{out}");
        assert!(share(sum.figures) >= 0.97 && share((sum.figures.0, sum.found)) >= 0.95, "{out}");
        assert!(share((sum.fields, sum.figures.0)) >= 0.90 && share(sum.without) >= 0.95, "{out}");
    }
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
        description => "After rules were mended; tests/unseen/README.md has the figures of the first look.",
    }, {
        insta::assert_snapshot!("unseen", out);
    });
}
