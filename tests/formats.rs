//! The readers of file formats: one plan in every format, pages as governments publish them, and files that are
//! none. The fixtures in `tests/formats` were written by `tests/formats/make`.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use plan_cascade::compile::reading::formats::{
    Block, Document, Format, FormatError, Limits, Place, Unread, read, sniff,
};
use plan_cascade::compile::{self, Compiled, SeedFile};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name)).unwrap()
}

fn open(name: &str, bytes: &[u8]) -> Result<Document, FormatError> {
    read(sniff(name, bytes), bytes, &Limits::default())
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Paragraphs without spaces, and cells as `column+columns×rows text`.
fn content(document: &Document) -> Vec<String> {
    let block = |block: &Block| match block {
        Block::Paragraph { text, .. } => vec![squeeze(text)],
        Block::Table { rows, .. } => {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.map(|c| format!("{}+{}×{} {}", c.column, c.columns, c.rows, squeeze(&c.text))).collect()
        }
    };
    document.blocks.iter().flat_map(block).collect()
}

fn paragraphs(name: &str, bytes: &[u8]) -> Vec<String> {
    content(&open(name, bytes).unwrap())
}

const TABLE: [&str; 10] = [
    "0+1×1 指标",
    "1+1×1 单位",
    "2+1×1 2025年",
    "3+1×1 2028年",
    "0+1×2 常住人口城镇化率",
    "1+1×1 %",
    "2+1×1 72",
    "3+1×1 75",
    "1+1×1 百分点",
    "2+2×1 每年提高一个",
];

/// The plan of the fixtures, as `content` gives it.
fn plan() -> Vec<String> {
    let text = String::from_utf8(fixture("plan.txt")).unwrap();
    let lines = text.lines().map(squeeze).filter(|line| !line.is_empty());
    lines.flat_map(|line| if line == "［表］" { TABLE.map(str::to_owned).to_vec() } else { vec![line] }).collect()
}

#[test]
fn one_plan_in_every_format_is_one_text() {
    let text = String::from_utf8(fixture("plan.txt")).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(paragraphs("plan.docx", &fixture("plan.docx")), plan());
    assert_eq!(paragraphs("plan.pdf", &fixture("plan.pdf")), plan());
    assert_eq!(paragraphs("plan.html", page(&lines).as_bytes()), plan());
    let no_table: Vec<String> = plan().into_iter().filter(|line| !TABLE.contains(&line.as_str())).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| *line != "［表］").collect();
    assert_eq!(paragraphs("plan.ofd", &ofd(&lines)), no_table);
    // Figures are not set apart.
    for (name, file) in
        [("plan.docx", fixture("plan.docx")), ("plan.pdf", fixture("plan.pdf")), ("plan.ofd", ofd(&lines))]
    {
        assert_eq!(open(name, &file).unwrap().lines()[0].text, lines[0], "{name}");
    }
    assert_eq!(paragraphs("plan.md", lines.join("\n\n").as_bytes()), no_table);
    assert_eq!(paragraphs("plan.txt", lines.join("\n").as_bytes()), no_table);
}

fn seed(name: &str, bytes: &[u8]) -> SeedFile {
    SeedFile { name: name.to_owned(), bytes: bytes.to_vec() }
}

/// The clauses without the form in which they were published, and the targets.
fn read_of(compiled: &Compiled) -> Vec<serde_json::Value> {
    let corpus = &compiled.corpus;
    let clauses = corpus.clauses.iter().map(|clause| serde_json::to_value(clause).unwrap());
    let mut all: Vec<_> =
        clauses.chain(corpus.targets.iter().map(|target| serde_json::to_value(target).unwrap())).collect();
    all.iter_mut().filter_map(|value| value.as_object_mut()).for_each(|object| drop(object.remove("original")));
    all
}

/// The lines as a DOCX in which Word counts the chapters and sections.
fn numbered_docx(lines: &[&str]) -> Vec<u8> {
    let list = level(0, "chineseCounting", "%1、") + &level(1, "chineseCounting", "（%2）");
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='0'>{list}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    );
    let cell = |text: &&str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |line: &str| {
        format!("<w:tr>{}</w:tr>", line.split('\t').collect::<Vec<_>>().iter().map(cell).collect::<String>())
    };
    let mut body = String::new();
    let mut rows = String::new();
    for line in lines.iter().chain([&""]) {
        if line.contains('\t') {
            rows += &row(line);
            continue;
        }
        if !rows.is_empty() {
            body += &format!("<w:tbl>{}</w:tbl>", std::mem::take(&mut rows));
        }
        body += &match line.split_once(['、', '）']) {
            Some((number, rest)) if "一二三".contains(number) => item(1, 0, rest),
            Some((number, rest)) if number.starts_with('（') && number.chars().count() == 2 => item(1, 1, rest),
            _ => format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"),
        };
    }
    docx(&body, "", &numbering)
}

#[test]
fn one_plan_in_every_format_is_one_corpus() {
    let text = String::from_utf8(fixture("plan.txt")).unwrap();
    let table = "指标\t单位\t2025年\t2028年\n常住人口城镇化率\t%\t72\t75\n\t百分点\t每年提高一个";
    let with_table = text.replace("［表］", table);
    let lines: Vec<&str> = with_table.lines().filter(|line| !line.trim().is_empty()).collect();
    let marked: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let bare: Vec<&str> = marked.iter().filter(|line| **line != "［表］").copied().collect();
    let compiled = |name: &str, bytes: &[u8]| compile::compile(&[seed(name, bytes)]);
    let compare = |expected: &[u8], name: &str, bytes: &[u8]| {
        let (expected, found) = (compiled("plan.txt", expected), compiled(name, bytes));
        assert_eq!(found.corpus.plans.len(), expected.corpus.plans.len(), "{name}: {:?}", found.diagnostics);
        let [expected, found] = [read_of(&expected), read_of(&found)];
        expected.iter().zip(&found).for_each(|(expected, found)| assert_eq!(found, expected, "{name}"));
        assert!(expected.len() > 15 && found.len() == expected.len(), "{name}");
    };
    for (name, bytes) in [
        ("plan.docx", fixture("plan.docx")),
        ("numbered.docx", numbered_docx(&lines)),
        ("plan.pdf", fixture("plan.pdf")),
        ("plan.html", page(&marked).into_bytes()),
    ] {
        compare(with_table.as_bytes(), name, &bytes);
    }
    compare(bare.join("\n").as_bytes(), "plan.ofd", &ofd(&bare));
    compare(bare.join("\n").as_bytes(), "plan.md", bare.join("\n\n").as_bytes());
}

#[test]
fn a_page_tells_what_its_text_leaves_open() {
    let text = String::from_utf8(fixture("plan.txt")).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty() && *line != "［表］").collect();
    let compiled = compile::compile(&[seed("plan.html", page(&lines).as_bytes())]);
    let plan = compiled.corpus.plans.iter().find(|plan| plan.text).unwrap();
    assert_eq!(plan.source_url.as_deref(), Some("https://www.example.gov.cn/a.html"));
    assert_eq!(plan.published.map(|day| day.to_string()).as_deref(), Some("2025-04-10"));
    assert_eq!(plan.index_number.as_deref(), Some("QZ00101"));
    assert_eq!(plan.publisher.as_deref(), Some("泉州市人民政府办公室"));
}

#[test]
fn remarks_name_the_place_in_the_published_file() {
    let lines = ["德化县就业工作方案", "2025年1月1日", "一、目标", "稳定就业。", "三、措施", "开展培训"];
    let shown = |name: &str, bytes: Vec<u8>| {
        let seeds = [seed(name, &bytes)];
        let told = compile::compile(&seeds).diagnostics;
        let numbering: Vec<_> = told.into_iter().filter(|remark| remark.code == "numbering").collect();
        (compile::report::render(&numbering, &seeds, false), numbering.first().and_then(|remark| remark.place))
    };
    let docx = docx(&lines.map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).concat(), "", "");
    let page = format!("<html><body>\n\n{}</body></html>", lines.map(|line| format!("<p>\n{line}</p>\n")).concat());
    let pdf = pdf(
        UCS2,
        &[],
        &[set(&[(220, 700, lines[0]), (400, 640, lines[1])], utf16), {
            let rest = [(132, 700, lines[2]), (132, 640, lines[3]), (132, 580, lines[4]), (132, 520, lines[5])];
            set(&rest, utf16)
        }],
    );
    for (name, bytes, arrow, place) in [
        ("a.docx", docx, "--> a.docx, paragraph 5:", Place::Paragraph(5)),
        ("a.html", page.into_bytes(), "--> a.html:12:", Place::Line(12)),
        ("a.pdf", pdf, "--> a.pdf, page 2, line 3:", Place::Page { page: 2, line: 3 }),
    ] {
        let (text, found) = shown(name, bytes);
        assert_eq!(found, Some(place), "{name}");
        assert!(text.contains(arrow) && text.contains("三、措施"), "{text}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_left_out_and_told() {
    let plan = "德化县就业工作方案\n2025年1月1日\n一、目标\n稳定就业。\n";
    let cases: [(&str, &[u8], &str); 4] = [
        ("b.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "save as .docx"),
        ("b.zip", &zip(&[("a.txt", "x")]), "unpack it"),
        ("b.pdf", &fixture("locked.pdf"), "print it to a new PDF"),
        ("b.docx", &fixture("plan.docx")[..4000], "fetch the file again"),
    ];
    for (name, bytes, remedy) in cases {
        let compiled = compile::compile(&[seed("a.txt", plan.as_bytes()), seed(name, bytes)]);
        assert_eq!(compiled.corpus.plans.len(), 1, "{name}");
        let told: Vec<_> = compiled.diagnostics.iter().filter(|remark| remark.file == name).collect();
        let [remark] = told[..] else { panic!("{name}: {told:?}") };
        assert_eq!((remark.code, remark.severity), ("format", compile::Severity::Error));
        assert!(remark.hint.as_deref().is_some_and(|hint| hint.contains(remedy)), "{remark:?}");
    }
}

#[test]
fn two_files_of_one_plan_are_told() {
    let text = String::from_utf8(fixture("plan.txt")).unwrap().replace("［表］\n", "");
    let compiled = compile::compile(&[seed("plan.txt", text.as_bytes()), seed("plan.pdf", &fixture("plan.pdf"))]);
    let second = compiled.diagnostics.iter().find(|remark| remark.code == "second-plan").unwrap();
    assert_eq!(second.hint.as_deref(), Some("keep one of the two"));
    assert_eq!(compiled.corpus.plans.iter().filter(|plan| plan.text).count(), 1);
}

/// Saved pages, dropped in, give the plans that people took from them by hand.
#[test]
fn pages_as_published_give_their_plans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/real");
    if !folder.is_dir() {
        return eprintln!("../shared/real is not here: the pages as published are not compiled");
    }
    for (page, text) in PAGES {
        let read = |name: &str| seed(name, &std::fs::read(folder.join(name)).unwrap());
        let of = |seed: SeedFile| compile::compile(&[seed]);
        let from_page = of(read(&format!("html/{page}.html")));
        let from_text = of(read(&format!("docs/{text}.txt")));
        let clauses = |compiled: &Compiled| -> Vec<(String, String)> {
            compiled.corpus.clauses.iter().map(|c| (c.path.clone(), c.text.clone())).collect()
        };
        assert_eq!(clauses(&from_page), clauses(&from_text), "{page}");
        let targets = |compiled: &Compiled| -> Vec<Option<String>> {
            compiled.corpus.targets.iter().map(|target| target.quote.clone()).collect()
        };
        assert_eq!(targets(&from_page), targets(&from_text), "{page}");
        let [by_page, by_text] =
            [from_page, from_text].map(|compiled| compiled.corpus.plans.into_iter().find(|p| p.text).unwrap());
        assert_eq!((by_page.title, by_page.issuers, by_page.signed), (by_text.title, by_text.issuers, by_text.signed));
        assert!(by_page.source_url.is_none_or(|address| address.starts_with("http")), "{page}");
    }
}

/// A page of a government's site around the lines.
fn page(lines: &[&str]) -> String {
    let table = "<table><tr><td>指标<td>单位<td>2025年<td>2028年<tr><td rowspan=2>常住人口城镇化率<td>%<td>72<td>75\
        <tr><td>百分点<td colspan=2>每年提高一个</table>";
    let body: String =
        lines.iter().map(|line| if *line == "［表］" { table.into() } else { format!("<p>　　{line}</p>") }).collect();
    format!(
        "<!-- saved from url=(0030)https://www.example.gov.cn/a.html --><html><head><title>通知_某市政府</title>\
        <meta name=PubDate content='2025-04-10'><script>var a = '<p>，。，。</p>'</script></head><body>\
        <div class=nav><a href=/>首页</a><a href=/zwgk>政务公开</a></div>\
        <table><tr><td>索 引 号：</td><td>QZ00101</td><td>发布机构：</td><td>泉州市人民政府办公室</td></tr></table>\
        <div><div>【字体：大 中 小】【打印】</div>{body}<p style='display: none'>看不见的一句话，没有人读。</p>\
        <ul><li><a href=1>相关解读之一</a><li><a href=2>相关解读之二</a></ul></div>\
        <div>主办：某市人民政府　网站标识码：3505000001</div></body></html>"
    )
}

#[test]
fn a_page_says_what_it_is() {
    let facts = open("a.html", page(&["一、目标", "到2028年，城镇化率达到75%，每年提高一个百分点。"]).as_bytes())
        .unwrap()
        .facts;
    assert_eq!(facts.address.as_deref(), Some("https://www.example.gov.cn/a.html"));
    assert_eq!(facts.meta, [("PubDate".into(), "2025-04-10".into())]);
    let header: Vec<String> = facts.header.iter().map(|(label, value)| format!("{label}：{value}")).collect();
    assert_eq!(header, ["索引号：QZ00101", "发布机构：泉州市人民政府办公室", "标题：通知"]);
}

#[test]
fn encodings_of_pages() {
    let text = page(&["一、主要目标", "到2028年，全市常住人口城镇化率接近全省平均水平。"]);
    let declared = text.replace("<head>", "<head><meta charset=gb2312>");
    let expected = paragraphs("a.html", text.as_bytes());
    for text in [&text, &declared] {
        let (gbk, ..) = encoding_rs::GBK.encode(text);
        assert_eq!(paragraphs("a.html", &gbk), expected);
        // Browsers save pages as UTF-8 and leave the word about their encoding as it was.
        assert_eq!(paragraphs("a.html", text.as_bytes()), expected);
    }
}

/// The saved pages, each with the text that a person took from it.
const PAGES: [(&str, &str); 8] = [
    ("cn-bonded", "cn-bonded"),
    ("cn-hospital", "cn-hospital"),
    ("cn-jobs2018", "cn-jobs2018"),
    ("guangzhou-13", "gz-housing"),
    ("guangzhou-17", "th-hkyouth"),
    ("guangzhou-26", "gz-standard"),
    ("guangzhou-28", "gz-destitute"),
    ("guangzhou-31", "gz-homecare"),
];

#[test]
fn pages_as_published_give_their_texts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/real");
    if !folder.is_dir() {
        return eprintln!("../shared/real is not here: the pages as published are not tested");
    }
    for (page, text) in PAGES {
        let document = open("a.html", &std::fs::read(folder.join(format!("html/{page}.html"))).unwrap()).unwrap();
        let text = std::fs::read_to_string(folder.join(format!("docs/{text}.txt"))).unwrap();
        let lines: Vec<String> = text.lines().map(squeeze).filter(|line| !line.is_empty()).collect();
        let cells = |block: &Block| match block {
            Block::Paragraph { text, .. } => vec![squeeze(text)],
            Block::Table { rows, .. } => {
                rows.iter().flat_map(|row| &row.cells).flat_map(|cell| cell.text.lines().map(squeeze)).collect()
            }
        };
        let read: Vec<String> = document.blocks.iter().flat_map(cells).filter(|line| !line.is_empty()).collect();
        // The document is one stretch of the text, which has the page's controls before and behind it.
        let found = lines.windows(read.len()).any(|stretch| stretch == read);
        assert!(found, "{page}: {:?}", read.iter().find(|line| !lines.contains(line)));
        assert!(read.iter().all(|line| !line.contains("打印") && !line.contains("扫一扫")), "{page}");
    }
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let wrap = |name: &str, text: &str| format!("<w:{name} xmlns:w='w' xmlns:mc='mc' xmlns:v='v'>{text}</w:{name}>");
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &wrap("document", &format!("<w:body>{body}</w:body>"))),
        ("word/styles.xml", &wrap("styles", styles)),
        ("word/numbering.xml", &wrap("numbering", numbering)),
    ])
}

fn level(at: usize, format: &str, text: &str) -> String {
    format!("<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>")
}

fn item(list: usize, at: usize, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[test]
fn automatic_numbers_stand_in_the_text() {
    let levels = [
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3．"),
        level(3, "decimalEnclosedCircleChinese", "%4"),
        level(4, "decimal", "%1.%5").replace("</w:lvl>", "<w:isLgl/></w:lvl>"),
    ];
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='0'>{}</w:abstractNum><w:abstractNum w:abstractNumId='1'>{}</w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
        <w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='10'/></w:lvlOverride></w:num>\
        <w:num w:numId='3'><w:abstractNumId w:val='1'/></w:num>",
        levels.concat(),
        level(0, "ideographTraditional", "%1、").replace("<w:lvlText", "<w:pStyle w:val='Jia'/><w:lvlText"),
    );
    let styles = "<w:style w:type='paragraph' w:styleId='Jia'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='Sub'><w:basedOn w:val='Jia'/></w:style>";
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        item(1, 0, "总体要求"),
        item(1, 0, "主要任务"),
        item(1, 1, "甲"),
        item(1, 1, "乙"),
        item(1, 2, "子"),
        item(1, 2, "丑"),
        item(1, 3, "小"),
        item(1, 1, "丙"),
        item(1, 2, "又"),
        item(1, 4, "法"),
        item(2, 0, "改号"),
        item(2, 0, "再"),
        styled("Jia", "类"),
        styled("Sub", "类"),
        item(0, 0, "无号"),
    ];
    let expected = [
        "一、总体要求",
        "二、主要任务",
        "（一）甲",
        "（二）乙",
        "1．子",
        "2．丑",
        "①小",
        "（三）丙",
        "1．又",
        "2.1法",
        "十、改号",
        "十一、再",
        "甲、类",
        "乙、类",
        "无号",
    ];
    assert_eq!(paragraphs("a.docx", &docx(&body.concat(), styles, &numbering)), expected);
}

#[test]
fn what_is_deleted_or_hidden_is_not_read() {
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let body = [
        format!("<w:p>{}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{}</w:ins>{}</w:p>", run("到"), run("2028"), run("年")),
        format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>", run("前半"), run("后半")),
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>看见</w:t><w:footnoteReference w:id='1'/>\
         <w:br/><w:t>下一行</w:t><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>".into(),
        format!("<w:p>{}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p>{}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
         run("正文"), run("框中"), run("框中")),
        format!("<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>", run("专栏1")),
    ];
    let expected = ["到2028年", "前半后半", "看见", "下一行√", "正文", "框中", "专栏1"];
    assert_eq!(paragraphs("a.docx", &docx(&body.concat(), "", "")), expected);
}

/// A PDF of one page for each content stream, with one font.
fn pdf(font: &str, more: &[String], contents: &[String]) -> Vec<u8> {
    let pages: String = (0..contents.len()).map(|n| format!("{} 0 R ", 10 + 2 * n)).collect();
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, format!("<< /Type /Pages /Kids [{pages}] /Count {} /MediaBox [0 0 595 842] >>", contents.len())),
        (3, font.to_owned()),
    ];
    objects.extend(more.iter().cloned().enumerate().map(|(n, object)| (4 + n, object)));
    for (n, content) in contents.iter().enumerate() {
        let resources = "<< /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >>";
        objects.push((
            10 + 2 * n,
            format!("<< /Type /Page /Parent 2 0 R /Resources {resources} /Contents {} 0 R >>", 11 + 2 * n),
        ));
        objects.push((11 + 2 * n, format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())));
    }
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (n, object) in objects {
        table += &format!("{n} 1\n{:010} 00000 n \n", file.len());
        file.extend(format!("{n} 0 obj\n{object}\nendobj\n").into_bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n{table}trailer << /Root 1 0 R /Size 99 >>\nstartxref\n{start}\n%%EOF").into_bytes());
    file
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// Lines at places, in codes of an encoding.
fn set(lines: &[(i32, i32, &str)], encode: impl Fn(&str) -> Vec<u8>) -> String {
    let shown = |(x, y, text): &(i32, i32, &str)| format!("BT /F 16 Tf {x} {y} Td <{}> Tj ET\n", hex(&encode(text)));
    lines.iter().map(shown).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

#[test]
fn fonts_that_are_not_embedded_are_read_by_their_encoding() {
    let font = |encoding: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} /DescendantFonts [<< /Type /Font \
            /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> \
            /DW 1000 >>] >>"
        )
    };
    let lines = [(100, 700, "一、主要目标到二〇二八年，城镇化率达到目标。")];
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let read = |encoding: &str, content: String| paragraphs("a.pdf", &pdf(&font(encoding), &[], &[content]));
    assert_eq!(read("GBK-EUC-H", set(&lines, gbk)), [lines[0].2]);
    assert_eq!(read("UniGB-UCS2-H", set(&lines, utf16)), [lines[0].2]);
    assert_eq!(read("UniGB-UTF16-H", set(&lines, utf16)), [lines[0].2]);
    // Adobe-GB1 characters by their numbers: 〇 is 710, 一 is 4162.
    let cids = read("Identity-H", "BT /F 16 Tf 100 700 Td <10421042> Tj ET".into());
    assert_eq!(cids, ["一一"]);
}

const UCS2: &str = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype \
    /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>] >>";

#[test]
fn torn_lines_are_joined_and_page_numbers_dropped() {
    // Twenty-four characters fill a line; paragraphs begin two characters in.
    let full = "推动农业转移人口市民化质量显著提升推动新型工业化城";
    let indented = &full[..full.len() - 6];
    let page = |number: &str, first: (i32, i32, &str)| {
        let lines = [
            (250, 800, "普通公文"),
            first,
            (100, 650, "镇。"),
            (132, 620, indented),
            (100, 590, full),
            (100, 560, full),
            (100, 530, full),
            (100, 500, full),
            (100, 470, full),
            (100, 440, full),
            (100, 410, full),
            (280, 40, number),
        ];
        set(&lines, utf16)
    };
    let contents = [page("— 1 —", (132, 680, indented)), page("— 2 —", (100, 680, full))];
    let read = paragraphs("a.pdf", &pdf(UCS2, &[], &contents));
    let second = indented.to_owned() + &full.repeat(7);
    let expected = [format!("{indented}镇。"), format!("{second}{full}镇。"), second];
    assert_eq!(read, expected);
}

#[test]
fn pictures_of_pages_need_text_recognition() {
    let image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\nx\nendstream";
    let file = pdf(UCS2, &[image.to_owned()], &["q 595 0 0 842 0 0 cm /I Do Q".to_owned()]);
    let error = open("a.pdf", &file).unwrap_err();
    assert_eq!(error, FormatError::Scanned { page: 1 });
    assert!(error.to_string().contains("OCR"));
    assert_eq!(open("a.pdf", &fixture("locked.pdf")), Err(FormatError::Locked));
}

/// An OFD with the lines set at 5 mm, thirty-two to a line, with a page number.
fn ofd(lines: &[&str]) -> Vec<u8> {
    let mut rows: Vec<(f64, String)> = Vec::new();
    for line in lines {
        // A title stands in the middle and is not indented; here every line that fits into one is taken as it is.
        let text: Vec<char> = line.chars().collect();
        let (first, rest) = text.split_at(text.len().min(30));
        rows.push((30.0, first.iter().collect()));
        rows.extend(rest.chunks(32).map(|row| (20.0, row.iter().collect())));
    }
    let pages: Vec<String> = rows
        .chunks(30)
        .zip(1..)
        .map(|(rows, page)| {
            let object = |(x, text): &(f64, String), y: f64| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                format!("<ofd:TextObject Boundary='{x} {} 170 6' Size='5'><ofd:TextCode X='0' Y='5' DeltaX='g {} 5'>{text}</ofd:TextCode></ofd:TextObject>", y - 5.0, text.chars().count())
            };
            let body: String = rows.iter().zip(0..).map(|(row, n)| object(row, 40.0 + 8.0 * f64::from(n))).collect();
            let number = object(&(95.0, format!("— {page} —")), 287.0);
            format!("<ofd:Page xmlns:ofd='o'><ofd:Content><ofd:Layer>{body}{number}</ofd:Layer></ofd:Content></ofd:Page>")
        })
        .collect();
    let list: String =
        (0..pages.len()).map(|n| format!("<ofd:Page ID='{n}' BaseLoc='Pages/Page_{n}/Content.xml'/>")).collect();
    let document = format!(
        "<ofd:Document xmlns:ofd='o'><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\
        </ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let names: Vec<String> = (0..pages.len()).map(|n| format!("Doc_0/Pages/Page_{n}/Content.xml")).collect();
    let root = "<ofd:OFD xmlns:ofd='o'><ofd:DocBody><ofd:DocInfo><ofd:Title>工作要点</ofd:Title></ofd:DocInfo>\
        <ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let mut parts = vec![("OFD.xml", root), ("Doc_0/Document.xml", document.as_str())];
    parts.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)));
    zip(&parts)
}

#[test]
fn markdown_loses_its_marks_and_keeps_its_numbers() {
    let text = "# 工作方案\n\n**一、目标**\n\n1. 到2028年，\n达到`75%`。\n2. 第二\n\n- 点\n\n| 指标 | 值 |\n|---|---|\n| 率 | 75 |\n";
    let expected = [
        "工作方案",
        "一、目标",
        "1.到2028年，",
        "达到75%。",
        "2.第二",
        "点",
        "0+1×1 指标",
        "1+1×1 值",
        "0+1×1 率",
        "1+1×1 75",
    ];
    assert_eq!(paragraphs("a.md", text.as_bytes()), expected);
    assert_eq!(open("a.md", text.as_bytes()).unwrap().blocks[2].at(), Place::Line(5));
}

#[test]
fn markdown_has_no_marks_at_the_start_of_a_line() {
    let text = "　　**一、重要意义\n**　　做好工作。\n　**　二、措施\n**　　（一）加强领导。\n";
    assert_eq!(paragraphs("a.md", text.as_bytes()), ["一、重要意义", "做好工作。", "二、措施", "（一）加强领导。"]);
}

#[test]
fn a_text_with_the_marks_of_markdown_is_read_as_such() {
    let text = "工作方案\n**一、目标**\n**（一）教育。**到2028年达到75%。\n联系人：张\\*\\*\n";
    let read = ["工作方案", "一、目标", "（一）教育。到2028年达到75%。", "联系人：张**"];
    assert_eq!(paragraphs("a.txt", text.as_bytes()), read);
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(sniff("a.txt", &gb), Format::Markdown);
    // Names that are kept secret, a footnote's star, a number sign.
    for text in ["公示名单\n张**，男\n**飞，女\n", "方案\n*注：数据截至2024年\n**另注：同上\n", "方案\n#1楼\n"]
    {
        assert_eq!(sniff("a.txt", text.as_bytes()), Format::Text, "{text}");
    }
}

#[test]
fn files_that_are_not_read_name_the_remedy() {
    let cases: [(&str, &[u8], Unread, &str); 8] = [
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Unread::OldOffice, ".docx"),
        ("a.rtf", b"{\\rtf1", Unread::Rtf, ".docx"),
        ("a.rar", b"Rar!\x1A\x07\x00", Unread::Archive, "unpack"),
        ("a.7z", b"7z\xBC\xAF\x27\x1C", Unread::Archive, "unpack"),
        ("a.docx", &zip(&[("a.txt", "x")]), Unread::Archive, "unpack"),
        ("a.xlsx", &zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), Unread::Office, "copy"),
        ("a.png", b"\x89PNG\r\n", Unread::Image, "OCR"),
        ("a.txt", b"\x01\x00\x02\x00", Unread::Binary, ".docx"),
    ];
    for (name, bytes, kind, remedy) in cases {
        assert_eq!(sniff(name, bytes), Format::Unread(kind), "{name}");
        let error = open(name, bytes).unwrap_err().to_string();
        assert!(error.contains(remedy), "{error}");
    }
    assert_eq!(open("a.txt", b" \n"), Err(FormatError::Empty));
    let torn = fixture("plan.docx");
    let error = open("plan.docx", &torn[..torn.len() / 2]).unwrap_err().to_string();
    assert!(error.contains("damaged") && error.contains("fetch the file again"), "{error}");
}

#[test]
fn limits_hold_while_unpacking() {
    let read = |name: &str, bytes: &[u8], limits: &Limits| match read(sniff(name, bytes), bytes, limits) {
        Err(FormatError::TooLarge { of, .. }) => of,
        other => panic!("{other:?}"),
    };
    let small = Limits { unpacked: 100_000, pages: 1, depth: 30, blocks: 5, ..Limits::default() };
    let bomb = docx(&"<w:p/>".repeat(50_000), "", "");
    assert!(bomb.len() < 10_000);
    assert_eq!(read("a.docx", &bomb, &small), "unpacked bytes");
    let deep = docx(&("<w:sdt>".repeat(300) + &"</w:sdt>".repeat(300)), "", "");
    assert_eq!(read("a.docx", &deep, &small), "elements within elements");
    assert_eq!(read("a.html", ("<div>".repeat(100_000) + "字").as_bytes(), &small), "elements within elements");
    assert_eq!(read("a.pdf", &fixture("plan.pdf"), &Limits { unpacked: 2000, ..small.clone() }), "unpacked bytes");
    assert_eq!(read("a.pdf", &fixture("plan.pdf"), &small), "pages");
    assert_eq!(read("a.txt", "行\n".repeat(6).as_bytes(), &small), "paragraphs");
    assert_eq!(read("a.txt", &[b'a'; 9], &Limits { bytes: 8, ..small }), "bytes");
}

#[test]
fn forms_that_draw_forms_come_to_an_end() {
    let form = |next: usize| {
        let content = "/I Do ".repeat(20);
        let head = format!("/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /I {next} 0 R >> >>");
        format!("<< /Type /XObject {head} /Length {} >>\nstream\n{content}\nendstream", content.len())
    };
    let forms: Vec<String> = (5..11).map(form).collect();
    let error = open("a.pdf", &pdf(UCS2, &forms, &["/I Do".to_owned()]));
    assert!(matches!(error, Err(FormatError::TooLarge { of: "drawing operations", .. })), "{error:?}");
}

fn samples() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.docx", fixture("plan.docx")),
        ("a.pdf", fixture("plan.pdf")),
        ("a.pdf", pdf(UCS2, &[], &[set(&[(100, 700, "一、目标。")], utf16)])),
        ("a.html", page(&["一、目标", "到2028年，城镇化率达到75%。"]).into_bytes()),
        ("a.ofd", ofd(&["一、目标", "到2028年，城镇化率达到75%。"])),
        ("a.md", "# 题\n\n1. 甲\n   - 乙\n\n| a | b |\n|--|--|\n| c | d |\n".into()),
    ]
}

/// A DOCX, an OFD and a page whose text, not whose zip, is changed.
fn inside(change: impl Fn(&str) -> String) -> Vec<(&'static str, Vec<u8>)> {
    let list = format!(
        "<w:abstractNum w:abstractNumId='0'>{}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        level(0, "chineseCounting", "%1、")
    );
    let body = item(1, 0, "目标")
        + "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>";
    let page = "<ofd:Page xmlns:ofd='o'><ofd:Content><ofd:Layer><ofd:TextObject Boundary='1 1 9 9' Size='5' CTM='1 0 0 1 0 0'>\
        <ofd:TextCode X='0' Y='5' DeltaX='g 2 5'>甲乙丙</ofd:TextCode></ofd:TextObject><ofd:PathObject Boundary='0 0 9 9'>\
        <ofd:AbbreviatedData>M 0 0 L 9 0 L 9 9 C</ofd:AbbreviatedData></ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>";
    let ofd = [
        ("OFD.xml", "<OFD><DocBody><DocRoot>D/D.xml</DocRoot></DocBody></OFD>"),
        ("D/D.xml", "<Document><Pages><Page BaseLoc='P.xml'/></Pages></Document>"),
        ("D/P.xml", &change(page)),
    ];
    vec![("a.docx", docx(&change(&body), "", &change(&list))), ("a.ofd", zip(&ofd))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_it_panic(which in 0usize..6, edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 1..20)) {
        let (name, mut bytes) = samples().swap_remove(which);
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(8)),
            }
        }
        drop(open(name, &bytes));
    }

    #[test]
    fn no_part_makes_it_panic(at in any::<prop::sample::Index>(), digit in "[0-9<>/= '%-]{1,12}") {
        let change = |text: &str| {
            let at = text.floor_char_boundary(at.index(text.len()));
            format!("{}{digit}{}", &text[..at], &text[at..])
        };
        for (name, bytes) in inside(change) {
            drop(open(name, &bytes));
        }
    }
}

#[test]
fn the_program_prints_a_document_or_says_what_to_do() {
    let text = |name: &str| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name);
        let program = env!("CARGO_BIN_EXE_plan-cascade");
        std::process::Command::new(program).arg("text").arg(file).output().unwrap()
    };
    let printed = text("plan.docx");
    assert!(printed.status.success(), "{printed:?}");
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(printed, String::from_utf8(text("plan.pdf").stdout).unwrap());
    let words: String =
        open("plan.docx", &fixture("plan.docx")).unwrap().lines().into_iter().map(|line| line.text).collect();
    assert_eq!(squeeze(&printed), squeeze(&words));
    for (name, remedy) in [("locked.pdf", "print it to a new PDF without one"), ("nowhere.pdf", "cannot read")] {
        let refused = text(name);
        let told = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && told.contains(name) && told.contains(remedy), "{told}");
    }
}

/// What an archive keeps of a page: where a paragraph ends nobody can tell.
#[test]
fn a_text_in_one_line_is_told_from_one_that_is_missing() {
    let text = format!("德化县就业工作方案 各乡镇人民政府：{}", "为促进就业，制定本方案。".repeat(200));
    for (text, remedy) in
        [(text.as_str(), "stands in one line"), ("德化县就业工作方案\n2025年2月26日\n", "is this the whole text")]
    {
        let seeds = [SeedFile { name: "dehua-2025.txt".into(), bytes: text.as_bytes().to_vec() }];
        let told = compile::compile(&seeds).diagnostics;
        let told = told.iter().find(|remark| remark.code == "no-clauses").expect("no clause");
        assert!(told.hint.as_deref().is_some_and(|hint| hint.contains(remedy)), "{told:?}");
    }
}
