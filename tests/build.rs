//! What `check`, `export`, `bundle` and `build` do with folders of seeds as authors leave them: one bad seed is told
//! and left out, and everything else is there. The site is built around an empty app, which compiles in no time.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod site;

use self::site::{assert_links, list};
use plan_cascade::compile::{self, Compiled, Diagnostic, Severity};
use plan_cascade::model::Id;
use plan_cascade::site::{App, Budget, BuildOptions, Since, build_around};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A plan of Dehua county, and one of the city above it.
const DEHUA: &str = "德化县人民政府关于印发德化县就业工作方案的通知\n德政〔2025〕3号\n德化县人民政府\n2025年2月26日\n\
    德化县就业工作方案\n一、主要目标\n到2028年，城镇新增就业1万人。\n二、重点任务\n加强技能培训。\n";
const QUANZHOU: &str = "泉州市人民政府关于印发泉州市住房工作方案的通知\n泉政〔2024〕9号\n泉州市人民政府\n2024年6月1日\n\
    泉州市住房工作方案\n一、房屋租赁\n规范租金。\n";
const FUJIAN: &str = "title = \"福建省就业工作方案\"\nissuer = \"福建省人民政府\"\nyear = 2024\n[[target]]\n\
    indicator = \"new-urban-jobs\"\nlabel = \"城镇新增就业\"\ncomparator = \">=\"\nvalue = \"10000000000.5\"\n\
    unit = \"人\"\nkind = \"level\"\nscope = \"全省\"\n";

/// A folder with these files.
struct Seeds(tempfile::TempDir);

impl Seeds {
    fn of(files: &[(&str, &str)]) -> Self {
        let seeds = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| fs::write(seeds.path().join(name), text).unwrap());
        seeds
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("")
    }

    fn compile(&self) -> Compiled {
        compile::compile_folder(&self.path()).unwrap().1
    }

    /// The site's files, and its folder as long as it is wanted.
    fn site(&self) -> (BTreeSet<String>, tempfile::TempDir) {
        self.site_within(Budget::default())
    }

    /// The same for a host that takes no more.
    fn site_within(&self, budget: Budget) -> (BTreeSet<String>, tempfile::TempDir) {
        let place = tempfile::tempdir().unwrap();
        let options = BuildOptions {
            out: place.path().join("site"),
            origin: Some("https://example.org".parse().unwrap()),
            budget,
            since: None,
            whole: false,
        };
        build_around(&self.compile().corpus, &options, App::default()).unwrap_or_else(|error| panic!("{error}"));
        let files = list(&options.out);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "beside the site lies its record alone");
        (files, place)
    }

    fn run(&self, command: &str, more: &[&str]) -> Output {
        program(command).arg("--seeds").arg(self.path()).args(more).output().unwrap()
    }
}

fn program(command: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_plan-cascade"));
    program.arg(command);
    program
}

fn plans(compiled: &Compiled) -> Vec<&str> {
    compiled.corpus.plans.iter().map(|plan| plan.id.as_str()).collect()
}

/// `code file:line:column` of each error.
fn errors(compiled: &Compiled) -> Vec<String> {
    let errors = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors.map(|Diagnostic { code, file, line, column, .. }| format!("{code} {file}:{line}:{column}")).collect()
}

#[test]
fn one_bad_seed_is_told_and_left_out() {
    for (name, text, error) in [
        ("n.txt", "", "empty n.txt:1:1"),
        ("n.txt", "火星县就业工作方案\n2025年1月1日\n一、目标\n稳定就业。\n", "no-place n.txt:1:1"),
        ("n.txt", "德化县就业工作方案\n一、目标\n稳定就业。\n", "no-date n.txt:1:1"),
        ("n.txt", "德化县人民政府\n2025年1月1日\n一、目标\n稳定就业。\n", "no-title n.txt:1:1"),
        ("n.txt", "德化县就业工作方案\n2025年1月1日\n", "no-clauses n.txt:1:1"),
        ("a#b.txt", "稳定就业。", "no-place a#b.txt:1:1"),
        ("n.toml", "title = \"a\"\ntitel = \"b\"\n", "toml n.toml:2:1"),
        ("n.toml", "id = \"../../x\"\n", "toml n.toml:1:6"),
        ("quanzhou.toml", "id = \"..\"\n", "toml quanzhou.toml:1:6"),
        ("n.toml", "title = \"x\"\n", "figures n.toml:0:0"),
        ("n.toml", &FUJIAN.replace("new-urban-jobs", "../../IND"), "toml n.toml:5:13"),
    ] {
        let seeds = Seeds::of(&[("dehua.txt", DEHUA), ("quanzhou.txt", QUANZHOU), (name, text)]);
        let compiled = seeds.compile();
        assert!(errors(&compiled).contains(&error.to_owned()), "{error}: {:?}", errors(&compiled));
        let told = |d: &Diagnostic| d.severity != Severity::Error || d.hint.is_some();
        assert!(compiled.diagnostics.iter().all(told), "every error has a remedy");
        let left: &[&str] = if name == "quanzhou.toml" { &["dehua-2025"] } else { &["dehua-2025", "quanzhou-2024"] };
        assert_eq!(plans(&compiled), left, "{error}");
    }
}

/// Paths and contents of a folder's files.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let text = |path: &str| String::from_utf8_lossy(&fs::read(folder.join(path)).unwrap()).into_owned();
    list(folder).into_iter().map(|path| (path.clone(), text(&path))).collect()
}

#[test]
fn files_are_added_under_their_plan_s_id() {
    let seeds = Seeds::of(&[("quanzhou.txt", QUANZHOU)]);
    let page = format!(
        "<!-- saved from url=(0030)https://www.example.gov.cn/a.html --><html><body>{}</body></html>",
        DEHUA.lines().map(|line| format!("<p>{line}</p>")).collect::<String>()
    );
    let given = Seeds::of(&[("下载.html", &page), ("下载.toml", "valid_until = \"2028-12-31\"\n")]);
    let file = given.path().join("下载.html");
    let output = seeds.run("add", &[file.to_str().unwrap()]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && told.contains("dehua-2025.html\n") && !told.contains("quanzhou"), "{told}");
    let [(html, copy), (toml, sidecar), (old, _)] = &contents(&seeds.path())[..] else { panic!("three files") };
    assert_eq!([html, toml, old], ["dehua-2025.html", "dehua-2025.toml", "quanzhou.txt"]);
    assert_eq!(*copy, page);
    assert!(sidecar.starts_with("source_url = \"https://www.example.gov.cn/a.html\"\nretrieved = \"20"), "{sidecar}");
    assert!(sidecar.contains("\nsha256 = \"") && sidecar.ends_with("\"\nvalid_until = \"2028-12-31\"\n"), "{sidecar}");
    let plan = |id: &str| seeds.compile().corpus.plans.into_iter().find(|plan| plan.id == id).unwrap();
    assert_eq!(plan("dehua-2025").source_url.as_deref(), Some("https://www.example.gov.cn/a.html"));
    assert_eq!(plan("dehua-2025").valid_until.map(|day| day.to_string()).as_deref(), Some("2028-12-31"));
    assert!(seeds.compile().diagnostics.iter().all(|remark| remark.code != "changed"));
    // Somebody edits the copy.
    fs::write(seeds.path().join("dehua-2025.html"), page.replace("加强技能", "加强职业技能")).unwrap();
    assert!(seeds.compile().diagnostics.iter().any(|remark| remark.code == "changed"));
}

#[test]
fn nothing_is_added_where_anything_is_wrong() {
    let seeds = Seeds::of(&[("quanzhou.txt", QUANZHOU), ("dehua-2025.toml", "title = \"德化县就业工作方案\"\n")]);
    let given = Seeds::of(&[
        ("again.txt", QUANZHOU),
        ("good.txt", &DEHUA.replace("2025", "2023")),
        ("nowhere.txt", "火星县就业工作方案\n2025年1月1日\n一、目标\n稳定就业。\n"),
        ("beside.txt", DEHUA),
        ("said.txt", &DEHUA.replace("2025", "2022")),
        ("said.toml", "source_url = \"https://example.org/one\"\n"),
    ]);
    let before = contents(&seeds.path());
    let path = |name: &str| given.path().join(name).to_str().unwrap().to_owned();
    for (files, more, error) in [
        (vec!["good.txt", "again.txt"], vec![], "quanzhou.txt is the plan `quanzhou-2024` already"),
        (vec!["good.txt", "nowhere.txt"], vec![], "the issuing place was not found"),
        (vec!["good.txt", "beside.txt"], vec![], "move dehua-2025.toml beside the file as `beside.toml`"),
        (vec!["good.txt", "missing.txt"], vec![], "cannot read"),
        (vec!["good.txt", "good.txt"], vec![], "good.txt is the plan `dehua-2023` already"),
        (vec!["said.txt"], vec!["--url", "https://example.org/two"], "published at https://example.org/one"),
        (vec!["good.txt"], vec!["--url", "javascript:alert(1)"], "begins with https:// or http://"),
        (vec!["good.txt", "said.txt"], vec!["--url", "https://example.org/"], "the address of one file"),
    ] {
        let files: Vec<String> = files.into_iter().map(path).collect();
        let arguments: Vec<&str> = files.iter().map(String::as_str).chain(more).collect();
        let output = seeds.run("add", &arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && told.contains(error), "{error}: {told}");
        assert_eq!(contents(&seeds.path()), before, "{error}");
    }
}

#[test]
fn what_decided_a_clause_is_told() {
    let seeds = Seeds::of(&[("dehua.txt", DEHUA)]);
    let ask = |clause: &str| seeds.run("check", &["--why", clause]);
    let clause = seeds.compile().corpus.clauses.iter().find(|clause| clause.text.contains("万人")).unwrap().id.clone();
    let told = String::from_utf8(ask(&clause).stdout).unwrap();
    for expected in [
        clause.as_str(),
        " 新增 flow",
        "kind: done, however far (",
        "    = 城镇新增就业 (new-urban-jobs): Equal 10000人",
    ] {
        assert!(told.contains(expected), "{expected} is not in\n{told}");
    }
    for (clause, error) in [
        ("dehua-2025/9.9", "error: `dehua-2025` has no clause `9.9`; it has "),
        ("dehua", "error: no plan is called `dehua`; there are dehua-2025\n"),
    ] {
        let output = ask(clause);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.starts_with(error), "{told}");
    }
}

#[test]
fn a_name_says_nothing_of_a_sound_plan() {
    for name in [
        "a#b.txt",
        "a?b.txt",
        "100%.txt",
        "a b.txt",
        "国发〔2024〕17号.txt",
        "con.txt",
        "a\\b.txt",
        "\"q\".txt",
        "A.TXT",
    ] {
        let compiled = Seeds::of(&[(name, DEHUA)]).compile();
        assert_eq!((plans(&compiled), errors(&compiled)), (vec!["dehua-2025"], Vec::new()), "{name}");
    }
    let (files, _site) = Seeds::of(&[("a#b?100%\\国.txt", DEHUA)]).site();
    assert!(files.contains("plans/dehua-2025/index.html") && files.contains("chain/dehua-2025/1/index.html"));
}

#[test]
fn no_two_plans_share_an_id() {
    let as_dehua = format!("id = \"dehua-2025\"\n{FUJIAN}");
    for (files, error) in [
        ([("a.txt", DEHUA), ("b.txt", DEHUA)], "second-plan b.txt:1:1"),
        ([("a.toml", FUJIAN), ("b.toml", FUJIAN)], "second-plan b.toml:1:1"),
        ([("b.txt", DEHUA), ("a.toml", &as_dehua)], "second-plan a.toml:1:1"),
    ] {
        let compiled = Seeds::of(&files).compile();
        assert_eq!((compiled.corpus.plans.len(), errors(&compiled)), (1, vec![error.to_owned()]));
        let targets: BTreeSet<&str> = compiled.corpus.targets.iter().map(|target| target.id.as_str()).collect();
        assert_eq!(targets.len(), compiled.corpus.targets.len(), "ids of targets are unique");
    }
    let renamed = Seeds::of(&[("a.txt", DEHUA), ("b.txt", DEHUA), ("b.toml", "id = \"dehua-2025\"\n")]).compile();
    assert_eq!(errors(&renamed), ["second-plan b.txt:1:1"]);
    let beside = Seeds::of(&[("a.txt", DEHUA), ("a.toml", "id = \"x\"\n"), ("a.TOML", "id = \"y\"\n")]).compile();
    assert_eq!((plans(&beside), errors(&beside)), (vec!["y"], vec!["toml a.toml:0:0".to_owned()]));
}

#[test]
fn every_corpus_makes_a_whole_site() {
    for (seeds, chain) in [
        (Seeds::of(&[]), false),
        (Seeds::of(&[("notes.csv", "")]), false),
        (Seeds::of(&[("a.txt", DEHUA)]), true),
        (Seeds::of(&[("a.toml", FUJIAN)]), false),
        // No clause of either corresponds to one of the other.
        (Seeds::of(&[("a.txt", DEHUA), ("b.txt", QUANZHOU)]), true),
        (Seeds::of(&[("a.txt", DEHUA), ("a.toml", "id = \"x\"\n"), ("b.toml", FUJIAN), ("n.txt", "")]), true),
        (Seeds::of(&[("a.txt", &DEHUA.replace("1万人", "10000000000.5人，城镇化率达到9007199255.5%"))]), true),
    ] {
        let (files, site) = seeds.site();
        assert!(files.contains("index.html") && files.contains("en/coverage/index.html"));
        // What belongs to `serve` alone.
        assert!(!files.iter().any(|file| file.contains("review") || file.contains("watch") || file.starts_with('-')));
        assert_eq!(files.iter().any(|file| file.starts_with("chain/") && file.matches('/').count() == 3), chain);
        // What stands at the top of the site, or beside the embeddable comparisons, is no id.
        let entries =
            [site.path().join("site"), site.path().join("site/widgets")].map(|dir| fs::read_dir(dir).unwrap());
        for entry in entries.into_iter().flatten().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
            let name = entry.file_name().to_string_lossy().to_lowercase();
            let indicator = seeds.compile().corpus.indicators.iter().any(|indicator| indicator.id == name);
            assert!(indicator || name.parse::<Id>().is_err(), "{name} is a folder of the site and an id");
        }
    }
}

#[test]
fn what_is_no_seed_is_named() {
    let seeds = Seeds::of(&[("a.txt", DEHUA), (".hidden.txt", "x"), ("notes.csv", "x")]);
    fs::create_dir(seeds.path().join("old.txt")).unwrap();
    let said: Vec<String> = seeds.compile().diagnostics.iter().map(|d| format!("{} {}", d.code, d.file)).collect();
    assert_eq!(said, ["passed-over .hidden.txt", "passed-over notes.csv", "passed-over old.txt"]);
    assert_eq!(seeds.run("check", &[]).status.code(), Some(0));
}

#[test]
fn two_files_beside_one_plan_are_told() {
    let seeds = Seeds::of(&[("a.txt", DEHUA), ("a.TOML", "title = \"德化县就业方案\"\n"), ("a.toml", "year = 2020\n")]);
    let compiled = seeds.compile();
    assert_eq!((plans(&compiled), errors(&compiled)), (vec!["dehua-2025"], vec!["toml a.toml:0:0".to_owned()]));
    assert_eq!(compiled.corpus.plans[0].title, "德化县就业方案");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_an_error_of_that_file() {
    let seeds = Seeds::of(&[("a.txt", DEHUA)]);
    std::os::unix::fs::symlink("nowhere", seeds.path().join("b.txt")).unwrap();
    let compiled = seeds.compile();
    assert_eq!((plans(&compiled), errors(&compiled)), (vec!["dehua-2025"], vec!["file b.txt:0:0".to_owned()]));
}

#[test]
fn the_exit_code_tells_errors_after_all_else_is_written() {
    let seeds = Seeds::of(&[("a.txt", DEHUA), ("b.toml", FUJIAN), ("n.txt", "稳定就业。\n")]);
    let place = tempfile::tempdir().unwrap();
    for command in ["export", "bundle"] {
        let out = place.path().join(command);
        let out_text = out.to_string_lossy();
        for (options, code) in [(&["--out", &out_text][..], 1), (&["--out", &out_text, "--allow-errors"], 0)] {
            let output = seeds.run(command, options);
            assert_eq!(output.status.code(), Some(code), "{command} {options:?}");
            assert!(String::from_utf8_lossy(&output.stderr).contains("no-place"));
        }
    }
    let plans = fs::read_to_string(place.path().join("export/plans.jsonl")).unwrap();
    assert!(plans.contains("\"dehua-2025\"") && plans.contains("\"fujian-2024\"") && plans.lines().count() == 2);
    let targets = fs::read_to_string(place.path().join("export/targets.jsonl")).unwrap();
    assert!(targets.contains("\"value\":10000000000.5,"));
    assert!(place.path().join("bundle/manifest.json").is_file());
    assert_eq!(seeds.run("check", &[]).status.code(), Some(1));
}

#[test]
fn an_empty_folder_is_told() {
    let output = Seeds::of(&[]).run("check", &[]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("no-seeds") && said.contains("1 warning"), "{said}");
}

#[cfg(unix)]
#[test]
fn output_that_nobody_reads_or_holds_is_no_panic() {
    let seeds = Seeds::of(&[("a.txt", &DEHUA.repeat(400)), ("n.txt", "稳定就业。\n")]);
    let check = || {
        let mut check = program("check");
        check.arg("--seeds").arg(seeds.path()).stderr(Stdio::piped());
        check
    };
    // The reader is gone before anything is written.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = check().stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""));
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        let output = check().stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && said.starts_with("error: cannot write the output"), "{said}");
        // Nobody can be told of errors either.
        let out = tempfile::tempdir().unwrap();
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let code =
            program("export").arg("--out").arg(out.path()).arg("--seeds").arg(seeds.path()).stderr(full).status();
        assert_eq!(code.unwrap().code(), Some(1));
        assert!(out.path().join("plans.jsonl").is_file());
    }
}

#[test]
fn a_thousand_clauses_keep_their_numbers() {
    let arabic: String = (1..=2100).map(|n| format!("{n}.加快建设公园。\n")).collect();
    let chinese = "一千、加快建设。\n一千零一、健全机制。\n";
    for (body, count, last) in [(arabic.as_str(), 2100, "dehua-2025/1.2100"), (chinese, 2, "dehua-2025/1001")] {
        let heading = if body == chinese { "" } else { "一、重点任务\n" };
        let text = DEHUA.split("一、").next().unwrap().to_owned() + heading + body;
        let compiled = Seeds::of(&[("a.txt", &text)]).compile();
        let clauses: Vec<&str> = compiled.corpus.clauses.iter().map(|clause| clause.id.as_str()).collect();
        assert_eq!((clauses.len() - usize::from(!heading.is_empty()), clauses.last()), (count, Some(&last)));
    }
}

#[test]
fn plans_of_other_policies_are_not_set_against_each_other() {
    let housing = DEHUA.replace("就业工作", "住房工作").replace("加强技能培训", "规范租金");
    let page = |dehua: &str| {
        let seeds = Seeds::of(&[("a.txt", dehua), ("b.txt", QUANZHOU)]);
        let corpus = seeds.compile().corpus;
        let lines: BTreeSet<String> = corpus.plans.iter().map(|plan| plan.line.clone()).collect();
        let (_, place) = seeds.site();
        let page = fs::read_to_string(place.path().join("site/chain/dehua-2025/2/index.html")).unwrap();
        (lines.len(), page.contains("没有收录同一政策的其他规划"), page.contains("泉州市"))
    };
    assert_eq!(page(DEHUA), (2, true, false));
    assert_eq!(page(&housing), (1, false, true));
    // The file beside a plan decides.
    let seeds = Seeds::of(&[("a.txt", DEHUA), ("a.toml", "line = \"quanzhou-2024\"\n"), ("b.txt", QUANZHOU)]);
    let corpus = seeds.compile().corpus;
    assert!(corpus.plans.iter().all(|plan| plan.line == "quanzhou-2024"), "{:?}", corpus.plans);
}

#[test]
fn a_site_holds_no_more_than_its_host_takes() {
    let seeds = Seeds::of(&[("a.txt", DEHUA), ("b.txt", QUANZHOU), ("n.toml", FUJIAN)]);
    let (whole, _site) = seeds.site();
    let without_forms = whole.iter().filter(|file| !file.ends_with(".br") && !file.ends_with(".gz")).count() as u64;
    let mut last = whole.clone();
    for files in [without_forms + 30, without_forms - 10, without_forms / 2 + 56] {
        let (standing, site) = seeds.site_within(Budget { files, megabytes: 1_000 });
        assert!(standing.len() as u64 <= files, "{} files, not {files}", standing.len());
        assert!(standing.is_subset(&whole) && standing.len() < last.len(), "{files}");
        assert_links(&site.path().join("site"), &standing);
        let map = fs::read_to_string(site.path().join("site/sitemap.xml")).unwrap();
        for listed in map.split("https://example.org/").skip(1).map(|rest| rest.split(['"', '<']).next().unwrap()) {
            assert!(standing.contains(&format!("{listed}index.html")), "{listed} is listed");
        }
        last = standing;
    }
    // Of the last one, the chains are left to the app.
    assert!(last.contains("chain/dehua-2025/index.html") && !last.contains("en/chain/dehua-2025/2/index.html"));
}

#[test]
fn a_host_that_takes_too_little_is_told_and_nothing_is_replaced() {
    let seeds = Seeds::of(&[("a.txt", DEHUA)]);
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("site");
    let options = |files| BuildOptions {
        out: out.clone(),
        origin: None,
        budget: Budget { files, ..Budget::default() },
        since: None,
        whole: false,
    };
    let corpus = seeds.compile().corpus;
    build_around(&corpus, &options(20_000), App::default()).unwrap();
    let before = fs::read(out.join("index.html")).unwrap();
    let error = build_around(&corpus, &options(50), App::default()).unwrap_err().to_string();
    assert!(error.contains("50 files") && error.contains("--max-files"), "{error}");
    assert_eq!(fs::read(out.join("index.html")).unwrap(), before);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "beside the site lies its record alone");
}

#[test]
fn parts_of_a_country_give_what_all_its_seeds_give() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    // The nation, a province whose text is missing with three of its cities, and a county.
    let division = |name: &str| match name.split_once('-').unwrap().0 {
        "china" => "nation",
        "dehua" => "county",
        _ => "province",
    };
    for entry in fs::read_dir(&real).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        fs::create_dir_all(at(division(&name))).unwrap();
        fs::copy(real.join(&name), at(division(&name)).join(&name)).unwrap();
    }
    let part = |name: &str| at(&format!("{name}.part"));
    let compile = |folder: &Path, out: &Path| {
        program("compile").arg("--seeds").arg(folder).arg("--out").arg(out).output().unwrap()
    };
    for name in ["county", "nation", "province"] {
        let output = compile(&at(name), &part(name));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let export = |out: &str, from: &[PathBuf]| {
        let output = program("export").arg("--out").arg(at(out)).args(from).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        contents(&at(out))
    };
    let joined = export("joined", &[part("county"), part("province"), part("nation")]);
    // No two of these plans are of one series.
    let told = |(name, text): &(String, String)| !text.is_empty() || name == "revisions.jsonl";
    assert!(joined.len() > 12 && joined.iter().all(told));
    assert!(joined == export("whole", &["--seeds".into(), real.clone()]));

    // A plan that two parts hold is an error, and so are a file that is no part, and one that would be overwritten.
    let output =
        program("export").arg("--out").arg(at("twice")).args([part("county"), part("county")]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && told.contains("error[second-plan]: a second plan `dehua-2025`"), "{told}");
    assert_eq!(contents(&at("twice")), export("once", &[part("county")]));
    let seed = real.join("dehua-2025.txt");
    for output in [
        program("export").arg("--out").arg(at("none")).arg(&seed).output().unwrap(),
        compile(&at("county"), &at("county").join("dehua-2025.txt")),
    ] {
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && told.contains("dehua-2025.txt") && told.contains("no part"), "{told}");
    }

    // The errors of a part are told where it was compiled, and that it has some where it is joined.
    let broken = Seeds::of(&[("dehua.txt", DEHUA), ("n.txt", "德化县就业工作方案\n一、目标\n稳定就业。\n")]);
    let output = compile(&broken.path(), &part("broken"));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && told.contains("error[no-date]"), "{told}");
    let output = program("export").arg("--out").arg(at("broken")).arg(part("broken")).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && told.contains("error[part]: it was compiled with errors (1)"), "{told}");
    assert!(fs::read_to_string(at("broken").join("plans.jsonl")).unwrap().contains("dehua-2025"));
}

/// What a build takes over of the one before is what it would have made itself.
#[test]
fn a_build_over_another_gives_the_bytes_of_a_clean_one() {
    let place = tempfile::tempdir().unwrap();
    let build = |dehua: &str, name: &str| {
        let seeds = Seeds::of(&[("a.txt", dehua), ("b.txt", QUANZHOU)]);
        let out = place.path().join(name);
        // Without compressed forms, which take the longest; `site::folder` has a test of theirs.
        let budget = Budget { files: 450, ..Budget::default() };
        let options = BuildOptions { out: out.clone(), origin: None, budget, since: None, whole: false };
        build_around(&seeds.compile().corpus, &options, App::default()).unwrap();
        (out, fs::read(place.path().join(format!(".plan-cascade-{name}.record"))).unwrap())
    };
    let changed = DEHUA.replace("加强", "强化");
    build(DEHUA, "over");
    let ((over, record), (clean, clean_record)) = (build(&changed, "over"), build(&changed, "clean"));
    let files = list(&clean);
    for path in &files {
        assert!(fs::read(over.join(path)).unwrap() == fs::read(clean.join(path)).unwrap(), "{path}");
    }
    // Besides, the data of the generation before stays for pages that are open.
    assert!(list(&over).difference(&files).all(|path| path.starts_with("data/")));
    assert!(record == clean_record && !files.contains("index.html.br"));
}

#[test]
fn a_later_plan_of_a_place_is_set_beside_the_earlier_and_told_as_new() {
    let place = tempfile::tempdir().unwrap();
    let day = plan_cascade::model::Date::new(2027, 3, 1).unwrap();
    let built = |seeds: &Seeds, name: &str, since: Option<&str>| {
        let out = place.path().join(name);
        let since = since.map(|folder| Since { folder: place.path().join(folder), day });
        let options = BuildOptions { out: out.clone(), origin: None, budget: Budget::default(), since, whole: false };
        build_around(&seeds.compile().corpus, &options, App::default()).unwrap_or_else(|error| panic!("{error}"));
        out
    };
    let first = built(&Seeds::of(&[("dehua.txt", DEHUA)]), "first", None);
    let page = |site: &Path, address: &str| fs::read_to_string(site.join(address).join("index.html")).unwrap();
    assert!(page(&first, "updates").contains("没有与更早的数据比较") && !page(&first, "updates").contains("feed.xml"));
    let later = DEHUA.replace("2025", "2027").replace("1万人", "2万人");
    let seeds = Seeds::of(&[("dehua.txt", DEHUA), ("later.txt", &later)]);
    let second = built(&seeds, "second", Some("first"));
    assert_links(&second, &list(&second));
    let news = page(&second, "updates");
    assert!(news.contains("新收录") && news.contains("href=\"open-data/feed.xml\"") && news.contains("2027年3月1日"));
    // What is not known of a plan is not said, and clauses are called as on all pages.
    assert!(!news.contains("，—") && !news.contains(">dehua-2027/"), "{news}");
    assert!(page(&second, "place/dehua").contains("open-data/place/dehua.xml"));
    let to = "href=\"revisions/dehua-2027/dehua-2025/\"";
    for address in ["plans/dehua-2027", "plans/dehua-2025", "place/dehua"] {
        assert!(page(&second, address).contains(to), "{address}");
    }
    for language in ["", "zh-Hant/", "en/"] {
        let revision = page(&second, &format!("{language}revisions/dehua-2027/dehua-2025"));
        assert!(revision.contains("plans/dehua-2025/") && revision.contains("plans/dehua-2027/"), "{language}");
    }
}
