//! A page's tree → the element that holds the document, without the page around it.
//!
//! Invariant: rules over the tree find it (where the sentences stand); names of classes are only hints, kept as data.

use super::tree::{Id, Tree};

/// Classes and ids by which publishing systems mark the document's text. A hint stops the search from going deeper.
const CONTAINERS: &[&str] = &[
    "trs_editor",
    "trs_ueditor",
    "trs_preappend",
    "ucap-content",
    "ucapcontent",
    "zoom",
    "zoomcon",
    "article-content",
    "article_content",
    "article_con",
    "content_article",
    "info_cont",
    "pages_content",
    "contentbox",
    "news_content",
    "detail-content",
    "detail_content",
    "xxgk_content",
    "gknbxq_detail",
    "js_content",
    "rich_media_content",
    "artibody",
    "wz_content",
    "bt_content",
    "conttxt",
];

/// Beginnings of short lines that are controls of a page, not text of a document.
const CONTROLS: &[&str] = &[
    "【打印",
    "打印",
    "[打印",
    "【关闭",
    "关闭",
    "[关闭",
    "【字体",
    "字体：",
    "字体:",
    "字号：",
    "字号:",
    "[字体",
    "【大中小",
    "分享到",
    "分享：",
    "分享:",
    "分享至",
    "扫一扫",
    "微信扫",
    "扫码",
    "浏览次数",
    "浏览量",
    "点击数",
    "点击量",
    "阅读次数",
    "访问次数",
    "点击查看政策解读",
    "责任编辑",
    "【责任编辑",
    "编辑：",
    "上一篇",
    "下一篇",
    "返回顶部",
    "收藏",
    "内容纠错",
    "我要纠错",
    "当前位置",
    "您现在的位置",
    "您当前的位置",
    "相关链接",
    "相关附件",
    "相关文章",
    "相关新闻",
    "相关解读",
    "相关稿件",
    "相关阅读",
    "相关文件",
    "政策解读",
    "附件下载",
    "下载原文",
    "原文下载",
    "政策原文下载",
    "用手机浏览",
    "手机扫",
    "无障碍",
    "网站地图",
];

const FILE_ENDINGS: &[&str] =
    &[".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".ofd", ".zip", ".rar", ".jpg", ".png"];

const NEVER_SHOWN: &[&str] = &[
    "head", "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "select", "option",
    "button", "input", "textarea", "audio", "video", "map", "nav", "footer",
];

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Whether an element begins a line of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.binary_search(&name).is_ok()
}

/// Whether a line, at the beginning or end of a document, is a control of the page.
pub(super) fn is_control(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let ending = plain.to_lowercase();
    plain.chars().count() <= 40
        && !plain.ends_with(['。', '；'])
        && (CONTROLS.iter().any(|control| plain.starts_with(control))
            || FILE_ENDINGS.iter().any(|e| ending.ends_with(e)))
}

/// Which nodes a visitor sees, one answer for each node.
pub(super) fn shown(tree: &Tree) -> Vec<bool> {
    let mut shown = vec![false; tree.len()];
    let mut open = vec![0];
    while let Some(id) = open.pop() {
        shown[id] = true;
        open.extend(tree.children(id).iter().filter(|&&child| !is_hidden(tree, child)));
    }
    shown
}

fn is_hidden(tree: &Tree, id: Id) -> bool {
    let name = tree.name(id);
    let style: String = tree.attribute(id, "style").unwrap_or_default().chars().filter(|c| *c != ' ').collect();
    let style = style.to_ascii_lowercase();
    NEVER_SHOWN.contains(&name)
        || tree.attribute(id, "hidden").is_some()
        || style.contains("display:none")
        // A body is often invisible until its script has run.
        || (style.contains("visibility:hidden") && name != "body")
}

/// The element that holds the document: the deepest one that nine tenths of the page's sentences stand in.
pub(super) fn find(tree: &Tree, shown: &[bool]) -> Id {
    let order: Vec<Id> = tree.below(0).filter(|&id| shown[id]).collect();
    let lines = lines_of(tree, &order);
    let mut weight: Vec<usize> = lines.iter().map(Line::sentences).collect();
    if weight.iter().sum::<usize>() == 0 {
        weight = lines.iter().map(|line| line.chars - line.linked).collect();
    }
    // Children come after their parents, so that in reverse each sum is whole before it is added to the parent's.
    for &id in order.iter().rev() {
        if let Some(parent) = tree.parent(id) {
            weight[parent] += weight[id];
        }
    }
    let mut found = 0;
    while !is_container(tree, found) {
        let heaviest = tree.children(found).iter().copied().max_by_key(|&child| weight[child]);
        let Some(next) = heaviest.filter(|&next| weight[next] > 0 && weight[next] * 10 >= weight[0] * 9) else { break };
        let paragraph = !matches!(tree.name(next), "html" | "body" | "div" | "td" | "section" | "article" | "main");
        if paragraph && !tree.below(next).skip(1).any(|id| is_block(tree.name(id)) && weight[id] > 0) {
            break;
        }
        found = next;
    }
    found
}

/// What stands in a block directly, not in blocks within it.
#[derive(Clone, Default)]
struct Line {
    chars: usize,
    linked: usize,
    stops: usize,
    commas: usize,
}

impl Line {
    /// How many characters of sentences it holds: navigation and footers have names and labels instead.
    fn sentences(&self) -> usize {
        let sentence = self.stops > 0 || self.commas > 1;
        if sentence && self.chars >= 15 && self.linked * 2 < self.chars { self.chars - self.linked } else { 0 }
    }
}

fn lines_of(tree: &Tree, order: &[Id]) -> Vec<Line> {
    let mut lines = vec![Line::default(); tree.len()];
    // The block and the link that each node stands in.
    let mut within = vec![(0, false); tree.len()];
    for &id in order {
        let (block, linked) = tree.parent(id).map_or((0, false), |parent| within[parent]);
        within[id] = (if is_block(tree.name(id)) { id } else { block }, linked || tree.name(id) == "a");
        for c in tree.text(id).into_iter().flat_map(str::chars).filter(|c| !c.is_whitespace()) {
            let line = &mut lines[block];
            line.chars += 1;
            line.linked += usize::from(linked);
            line.stops += usize::from(matches!(c, '。' | '；'));
            line.commas += usize::from(c == '，');
        }
    }
    lines
}

fn is_container(tree: &Tree, id: Id) -> bool {
    let names = [tree.attribute(id, "class"), tree.attribute(id, "id")];
    let mut names = names.into_iter().flatten().flat_map(str::split_ascii_whitespace).map(str::to_ascii_lowercase);
    names.any(|name| CONTAINERS.contains(&&*name))
}
