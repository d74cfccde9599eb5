//! The files as those who take them read them.

use super::*;
use crate::model::{Clause, Target};
use crate::query::files;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    crate::compile::compile(&crate::compile::read_seeds(&seeds).expect("seeds")).corpus
});

fn written(corpus: &Corpus) -> Vec<File> {
    let mut files = of_each(corpus, Some("https://example.org/plans/")).expect("files");
    files.push(of_all(corpus, None).expect("a workbook"));
    files
}

/// The parts of an Office file.
fn parts(file: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("UTF-8");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn assert_well_formed(name: &str, xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
}

#[test]
fn every_file_is_the_same_every_time_and_well_formed() {
    let (first, second) = (written(&CORPUS), written(&CORPUS));
    let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
    for expected in ["akn/china-2024.xml", "annex/dehua-2025.docx", "place/fujian.xlsx", files::WORKBOOK] {
        assert!(names.contains(&expected), "{expected}");
    }
    for absent in ["akn/fujian-2024.xml", "annex/china-2024.docx", "annex/fujian-2024.docx", "place/china.xlsx"] {
        assert!(!names.contains(&absent), "{absent}");
    }
    for ((name, bytes), (_, again)) in first.iter().zip(&second) {
        assert!(bytes == again, "{name} differs");
        match name.strip_suffix(".xml") {
            Some(_) => assert_well_formed(name, std::str::from_utf8(bytes).expect("UTF-8")),
            None => parts(bytes).iter().for_each(|(part, xml)| assert_well_formed(&format!("{name}/{part}"), xml)),
        }
    }
}

#[test]
fn plans_are_valid_akoma_ntoso() {
    let place = tempfile::tempdir().expect("a folder");
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/akn/akomantoso30.xsd");
    let mut plans: Vec<Plan> = CORPUS.plans.iter().filter(|plan| plan.text).cloned().collect();
    // A plan of which hardly anything is known, and whose words are hostile.
    let bare = Plan { cites: Vec::new(), issuers: Vec::new(), ..crate::model::samples::plan("x-2025", None) };
    plans.push(Plan { title: "<&\"'\u{0}>".to_owned(), signed: None, ..bare });
    for plan in &plans {
        std::fs::write(place.path().join(format!("{}.xml", plan.id)), akn::document(&CORPUS, plan)).expect("written");
    }
    let files = std::fs::read_dir(place.path()).expect("listed").map(|entry| entry.expect("a file").path());
    match Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(files).output() {
        Err(_) => eprintln!("xmllint is not installed: the files are not held against the schema"),
        Ok(said) => assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr)),
    }
}

#[test]
fn no_word_of_a_clause_is_lost_in_akoma_ntoso() {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for plan in CORPUS.plans.iter().filter(|plan| plan.text) {
        let xml = String::from_utf8(akn::document(&CORPUS, plan)).expect("UTF-8");
        let words: String = xml.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
        let words = bare(&quick_xml::escape::unescape(&words).expect("escaped"));
        let clauses: Vec<&Clause> = CORPUS.clauses.iter().filter(|clause| clause.plan == plan.id).collect();
        assert!(!clauses.is_empty());
        for clause in clauses {
            assert!(words.contains(&bare(&clause.text)), "{}", clause.id);
            if !["0", "closing"].contains(&clause.path.as_str()) {
                assert!(xml.contains(&format!(" wId=\"{}\"", clause.path)), "{}", clause.id);
            }
        }
    }
}

#[test]
fn a_workbook_holds_text_as_text_and_numbers_as_numbers() {
    let mut corpus = CORPUS.clone();
    let hostile = "=HYPERLINK(\"http://example.org\",\"x\")";
    let clause = corpus.clauses.iter().position(|clause| clause.id == "dehua-2025/2.3").expect("a clause");
    corpus.clauses[clause].text = hostile.to_owned();
    corpus.clauses[clause].heading = Some("长".repeat(40_000));
    let (name, bytes) = of_all(&corpus, Some("https://example.org/plans/")).expect("a workbook");
    let parts = parts(&bytes);
    let part = |name: &str| &parts.iter().find(|(part, _)| part == name).expect("a part").1;
    let strings = part("xl/sharedStrings.xml");
    assert!(strings.contains("=HYPERLINK(") && strings.contains(&format!("{}…", "长".repeat(32_766))), "{name}");
    for sheet in 2..=5 {
        let sheet = part(&format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!sheet.contains("<f>"), "a formula");
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter "));
    }
    // Targets: as many values as numbers, each target's clause a link.
    let value = |target: &&Target| target.value.is_some_and(|value| !value.is_integer());
    let decimal = corpus.targets.iter().find(value).and_then(|target| target.value).expect("a decimal").to_string();
    let targets = part("xl/worksheets/sheet4.xml");
    assert!(targets.contains(&format!("<v>{decimal}</v>")));
    let linked = corpus.targets.iter().filter(|target| target.clause.is_some()).count();
    assert_eq!(targets.matches("<hyperlink ").count(), linked);
    // Clauses lead back to the site.
    let relations = part("xl/worksheets/_rels/sheet3.xml.rels");
    assert!(relations.contains("https://example.org/plans/plans/dehua-2025/"));
}

#[test]
fn an_annex_has_every_clause_above_once_and_says_what_is_not_found() {
    let own = CORPUS.plans.iter().find(|plan| plan.id == "dehua-2025").expect("a plan");
    let annex = annex::annex(&CORPUS, own);
    let titles: Vec<&str> = annex.sections.iter().map(|section| section.heading.as_str()).collect();
    assert!(titles[0].starts_with("一、与《泉州市") && titles[1].contains("国发〔2024〕17号"), "{titles:?}");
    assert_eq!(titles[2..], ["三、本级文件新增条款"]);
    for (section, upper) in annex.sections.iter().zip(["quanzhou-2025", "china-2024"]) {
        let clauses = CORPUS.clauses.iter().filter(|clause| clause.plan == upper && clause.is_carried_down()).count();
        let states: Vec<&str> = section
            .rows
            .iter()
            .filter_map(|row| match row {
                annex::Row::Cells(cells) => Some(cells.last()?.first()?.first()?.text.as_str()),
                annex::Row::Chapter(_) => None,
            })
            .collect();
        assert_eq!(states.len(), clauses, "{upper}");
        let carried = |id: &str| CORPUS.clauses.iter().any(|clause| clause.id == *id && clause.is_carried_down());
        let linked = |grade: u8| {
            let mut parents: Vec<&str> = CORPUS
                .links
                .iter()
                .filter(|link| {
                    link.child.plan() == own.id && link.parent.plan() == upper && u8::from(link.grade) == grade
                })
                .map(|link| link.parent.as_str())
                .filter(|parent| carried(parent))
                .collect();
            parents.sort_unstable();
            parents.dedup();
            parents.len()
        };
        let said = |word: &str| states.iter().filter(|state| **state == word).count();
        assert_eq!(said("明确对应"), linked(2), "{upper}");
        assert!(said("未检索到") > 0 && section.lead.contains(&format!("未检索到对应条款{}条", said("未检索到"))));
    }
    let document = word::document(&annex).expect("a document");
    let parts = parts(&document);
    let body = &parts.iter().find(|(name, _)| name == "word/document.xml").expect("a body").1;
    let tables = annex.sections.iter().filter(|section| !section.rows.is_empty()).count();
    assert_eq!(body.matches("<w:tblHeader/>").count(), tables, "heads on every page");
    // Every word of a clause stands in it.
    let words: String =
        body.split("<w:t xml:space=\"preserve\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    let clause = CORPUS.clauses.iter().find(|clause| clause.id == "china-2024/2.2.3").expect("a clause");
    assert!(words.contains(&quick_xml::escape::escape(&clause.text).replace('\n', "")));
    assert!(body.contains("w:orient=\"landscape\"") && body.contains("<w:u w:val=\"single\"/>"));
}
