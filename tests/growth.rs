//! What compiling costs where a text is no prose: twice the text takes twice the time, whatever is said again and again.
//!
//! Each pattern fills a paragraph of an otherwise sound plan, alone or with a real plan above or below it. Time is that
//! of the processor, so that a busy machine does not matter, and the least of several tries; memory is what the allocator
//! was asked for. `cargo test --release --test growth -- --nocapture` prints the figures.

use cpu_time::ProcessTime;
use peak_alloc::PeakAlloc;
use plan_cascade::compile::{self, SeedFile};
use std::path::Path;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Characters of a pattern in the shorter text; the longer one has twice as many.
const CHARACTERS: usize = 20_000;

/// Times below this say nothing about growth, in seconds.
const FLOOR: f64 = 0.05;
/// Twice the text takes less than this many times the time. It is asked of four times the text, where short times, which
/// vary from run to run whatever the machine does, count less.
const GROWTH: f64 = 2.2;
/// What a character may take, in seconds. One of real plans, links and all, takes about four millionths on an idle machine.
const A_CHARACTER: f64 = 8e-6;
/// Memory beyond the longer text, in bytes: about a hundred and fifty for each of its bytes.
const MEMORY: usize = 20_000_000;
/// A text that seems too dear is compiled again up to this often.
const TRIES: usize = 6;

/// What stands in a paragraph over and over.
#[rustfmt::skip]
const PATTERNS: &[&str] = &[
    // Marks.
    "（", "）", "（）", "《", "“", "）（", "《》（", "、", "，", "；", "：", "。", "——", "%", " ", "\u{3000}", "\t", "，、", ",", "\"", "(", "中,",
    // Letters and words.
    "x", "1", "一", "零", "的", "和", "与", "每", "为", "近", "提高", "达到", "不低于", "分别", "其中", "以上", "以上的", "新建", "增加到",
    "目前", "现有", "占地", "方面", "附件", "等、", "全部", "全覆盖", "全面取消", "不断", "農業轉移人口", "农业转移人口市民化",
    "率，", "x，", "既有新增", "提高。",
    // Numbers.
    "一二三四五六七八九十百千万亿", "百分之", "万亿", "三分之二", "两成", "1、2、3、", "1.1.1.1.", "1,000", "1,000,", "1：", "从1到2", "75%75%",
    "75%、75%、", "75%，", "率75%，", "率75%。", "（其中75%）", "其中75%、", "达到75%以上的", "年均增长1%，", "每年1万人，", "每1万人", "新增1个",
    "增长到1万人", "到2028年城镇新增就业1万人；", "城镇化率达到75%以上，", "普及率、参保率分别达到75%、80%，", "2025年、2026年、2027年分别1人、2人、3人，",
    "，达到60%",
    // Times.
    "1月1月", "2025年", "2025年、", "到2028年", "2025—2028年", "“十五五”期间", "13月、", "年内",
    // Citations and offices.
    "〔2024〕1号", "《关于印发方案的通知》", "第一条", "（责任单位：", "牵头单位：", "（市教育局、市财政局）", "本条由市教育局负责。", "各县（市、区）", "甲市、",
    "市教育局、", "以下由市教育局负责落实，",
    // Lines.
    "一是提高。\n", "1．推进工作\n", "推进全县的工作，\n", "第一章 总则\n", "——推进工作。\n", "1．推进工作。\n责任单位：市教育局\n", "附件\n",
    "发文机关：甲 乙 丙\n", "一、推进工作。\n", "（一）推进\t2025年\t2026年\t责任单位\n",
    // Tables, and what only looks so.
    "1．推进\t工作\n", "甲\t乙\t丙\n", "甲  乙  丙\n", "甲  乙  丙\n甲  乙  丙  丁\n", "|甲|乙|丙|\n", "|---|---|\n", "序号\n", "序号\n任务\n1\n推进\n",
    "指标\t2020年\t2028年\n城镇化率\t70%\t75%\n", "任务\t责任单位\t时限\n推进工作\t市教育局\t2025年\n",
];

/// Those that are compiled beside a real plan too: what they say is in it.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "（", "提高", "x", "农业转移人口市民化", "农业转移人口市民化。", "推进农业转移人口市民化，", "75%、", "常住人口城镇化率达到75%以上，", "到2028年城镇新增就业1万人；",
    "1．推进农业转移人口市民化。\n", "放开放宽落户限制，全面取消落户限制。",
];

/// Those that two plans say, one above the other.
#[rustfmt::skip]
const BOTH: &[&str] = &[
    "x", "提高", "农业转移人口市民化", "推进农业转移人口市民化，", "常住人口城镇化率达到75%以上，", "到2028年城镇新增就业1万人；",
    "1．推进农业转移人口市民化。\n", "1．城镇化率达到75%。\n", "放开放宽落户限制，全面取消落户限制。",
];

struct Cost {
    seconds: f64,
    /// Most memory in use at a time, in bytes.
    memory: usize,
}

#[test]
fn twice_the_text_takes_twice_the_time() {
    // Tables and patterns are read once a process.
    compile::compile(&[below("推进改革。")]);
    let seeds = compile::read_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let real = |id: &str| seeds.iter().find(|seed| seed.name == format!("{id}.txt")).unwrap().clone();
    let (nation, county) = (&real("china-2024"), &real("dehua-2025"));
    let mut cases: Vec<Case> = Vec::new();
    for &pattern in PATTERNS {
        cases.push((pattern.to_owned(), Box::new(|characters| vec![below(&repeated(pattern, characters))])));
    }
    for &pattern in BESIDE {
        let lower = |characters| vec![nation.clone(), below(&repeated(pattern, characters))];
        cases.push((format!("{pattern} below"), Box::new(lower)));
        let upper = |characters| vec![above(&repeated(pattern, characters)), county.clone()];
        cases.push((format!("{pattern} above"), Box::new(upper)));
    }
    for &pattern in BOTH {
        let both = |characters| [above, below].map(|plan| plan(&repeated(pattern, characters / 2))).to_vec();
        cases.push((format!("{pattern} above and below"), Box::new(both)));
    }
    // A machine may be slow for a second: what seems too dear is judged again when all others have been.
    cases.retain(|(name, seeds)| judge(name, seeds).is_some());
    let dear: Vec<String> = cases.iter().filter_map(|(name, seeds)| judge(name, seeds)).collect();
    assert!(dear.is_empty(), "{} patterns cost too much:\n{}", dear.len(), dear.join("\n"));
}

/// A pattern's name, and the seeds with so many characters of it.
type Case<'a> = (String, Box<dyn Fn(usize) -> Vec<SeedFile> + 'a>);

/// What is wrong with the cost of a pattern, if anything is.
fn judge(name: &str, seeds: impl Fn(usize) -> Vec<SeedFile>) -> Option<String> {
    let name = name.escape_debug();
    let (short, long, longest) = (seeds(CHARACTERS), seeds(2 * CHARACTERS), seeds(4 * CHARACTERS));
    let bytes = |seeds: &[SeedFile]| seeds.iter().map(|seed| seed.bytes.len()).sum::<usize>();
    let added = (bytes(&long) - bytes(&short)) as f64 / 1e6;
    let (mut once, mut twice, mut four) = (cost(&short), cost(&long), cost(&longest));
    let grows = |once: &Cost, four: &Cost| four.seconds > FLOOR && four.seconds > GROWTH * GROWTH * once.seconds;
    // What the text adds: a real plan beside it has a cost of its own.
    let slow = |once: &Cost, twice: &Cost| twice.seconds - once.seconds > A_CHARACTER * CHARACTERS as f64;
    for _ in 1..TRIES {
        if !grows(&once, &four) && !slow(&once, &twice) {
            break;
        }
        once.seconds = once.seconds.min(cost(&short).seconds);
        twice.seconds = twice.seconds.min(cost(&long).seconds);
        four.seconds = four.seconds.min(cost(&longest).seconds);
    }
    let figures = format!(
        "{name}: {:.3} s, twice as much {:.3} s, four times {:.3} s, {:.2} s a megabyte, {} MB",
        once.seconds,
        twice.seconds,
        four.seconds,
        (twice.seconds - once.seconds) / added,
        twice.memory / 1_000_000,
    );
    println!("{figures}");
    let large = twice.memory > MEMORY + bytes(&long);
    (grows(&once, &four) || slow(&once, &twice) || large).then_some(figures)
}

fn cost(seeds: &[SeedFile]) -> Cost {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let start = ProcessTime::now();
    let compiled = compile::compile(seeds);
    let seconds = start.elapsed().as_secs_f64();
    let memory = ALLOCATOR.peak_usage() - before;
    assert!(compiled.corpus.plans.iter().all(|plan| !plan.place.is_empty()), "{:?}", compiled.diagnostics);
    Cost { seconds, memory }
}

fn repeated(pattern: &str, characters: usize) -> String {
    pattern.chars().cycle().take(characters).collect()
}

/// A county's plan with this text in a paragraph of it.
fn below(text: &str) -> SeedFile {
    seed(
        "below.txt",
        &format!(
            "德化县人民政府办公室关于印发德化县新型城镇化实施方案的通知\n各乡镇人民政府：\n\
             现将《德化县新型城镇化实施方案》印发给你们。\n德化县人民政府办公室\n2025年2月26日\n德化县新型城镇化实施方案\n\
             一、主要目标\n推进改革。{text}\n二、保障措施\n加强领导。\n"
        ),
    )
}

/// The nation's plan with this text in a paragraph of it.
fn above(text: &str) -> SeedFile {
    seed(
        "above.txt",
        &format!(
            "国务院关于印发《新型城镇化战略行动计划》的通知\n国发〔2024〕17号\n\
             现将《新型城镇化战略行动计划》印发给你们。\n国务院\n2024年7月28日\n新型城镇化战略行动计划\n\
             一、主要目标\n推进改革。{text}\n二、保障措施\n加强领导。\n"
        ),
    )
}

fn seed(name: &str, text: &str) -> SeedFile {
    SeedFile { name: name.into(), bytes: text.as_bytes().to_vec() }
}
