//! What a line is by its own words, wherever it stands.

use crate::compile::pattern::pattern;
use crate::compile::reading::header::is_header;
use crate::compile::reading::numbering;
use regex::Regex;
use std::sync::LazyLock;

/// What plans call themselves.
pub const GENRE: &str = "方案|计划|规划|要点|意见|措施|办法|纲要|细则|任务|安排|清单|分工|行动|举措|指引|规定|政策|通知|决定|条例|规则|规程|预案|一览表";

static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"扫一扫|扫码|微信公众号|手机(上|端)?(查看|版|浏览)|^分享(到|至|[:：]|$)|^(点赞|转发|转载|举报|点击下载|一键分享)$|^(上|下)一(篇|条)|^(字号|字体|【?字体)|",
        r"^〔?(大|中|小|打印|关闭|收藏|返回顶部|返回|纠错|下载|复制链接)(〕|[\s|｜]|$)|(打印|关闭)(本页|窗口|此页)|^(打印|关闭)|",
        r"网站标识码|公网安备|ICP备|备案(序)?号|版权所有|主办(单位)?[:：]|承办(单位)?[:：]|技术支持|^(网站地图|联系我们|关于我们)|",
        r"^评论|评论前必须|^(登录|注册|登陆)[!！]?$|责任编辑|^编辑[:：]|^(浏览|阅读|点击)(次数|量|数)|^(您)?(的)?当前(的)?位置|^首页\s*[>»›]|",
        r"^(文章|稿件)?来源[:：]|^(上|下)一页|^相关(链接|文档|阅读|稿件)|^[|｜]?相关(附件|政策|报道|文件|信息|新闻|解读)[:：]?$|^政策解读|^图解|^解读链接[:：]|^政策咨询[:：]|^听全文|^语音播报|^无障碍|^繁體|^【?我要纠错|^(政策|文件|公文|文章|内容)?(全文|正文|原文)$|^发布信息$|^新华社.{2,12}电$|",
        r"^【(一图读懂|(音频|文字|图文|图片|媒体|视频|政策|专家|动漫)解读|解读)】|^点击查看(政策)?解读|^内容纠错|^(使用帮助|隐私声明|网站建议|友情链接)(\||$)|",
        r"^[【（〔]?(原文|附件|文件|正文)?下载[】）〕]?$|^【?返回顶部"
    ))
});

static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^([—\-–~·]\s*\d{1,4}\s*[—\-–~·]|第\s*\d{1,4}\s*页(\s*[/共，].*)?|\d{1,3}\s*/\s*\d{1,3}|\d{1,3})$")
});

static DOCUMENT_NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{Han}]{2,14}〔(19|20)\d{2}〕\d{1,5}号$"));

pub static ANNEX: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(附件|附表|附录)\s*[一二三四五六七八九十\d]*\s*([:：].*)?$"));

static PUBLICITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^（?(此件|本文|本件|此文)[^）。]{0,16}(公开|发布|删减|有删节|略)）?$|^（(节选|摘要|略)）$")
});

static RECORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(抄送|主送|抄报|分送)[:：]|(办公室|办公厅|秘书科|委员会)(19|20)\d{2}年\d{1,2}月\d{1,2}日印发$")
});

/// A line that is only a day: 2025年2月26日 (groups 1 to 3), 二〇二五年二月二十六日 (groups 4 to 6).
pub static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[（(]?((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日[）)]?$|^[（(]?([二〇○零O一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日[）)]?$",
    )
});

/// Who sealed it for those who signed: （甲省大数据局代章）.
pub static SEALED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^（[\p{Han}]{2,30}(代章|代印)）$"));

/// What those who sign are called.
const NAME_OF_ORGAN: &str = concat!(
    r"(?:[\p{Han}（）、“”]{2,40}(?:政府|委员会|领导小组|总局|局|厅|部|署|院|会|委|办|社|中心|办公室)(?:办公室|办公厅)?",
    r"|国务院(?:办公厅)?|中共中央(?:办公厅)?)"
);

/// A line that is only the name of an office: 甘肃省人民政府, 国务院办公厅.
pub static ORGAN: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{NAME_OF_ORGAN}$")));

/// 甘肃省人民政府2024年11月17日.
pub static SIGNED: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"^({NAME_OF_ORGAN})((?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日)$")));

/// 甲市人民政府办公厅秘书处2022年9月13日印发.
pub static PRINTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\p{Han}（）]{0,40}((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)印发$"));

pub static FIRST_NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(一、|（一）|第一(章|条|部分|节)|1[.．、]\D|——)"));

/// Whether the line is nothing but a document number.
pub fn is_document_number(line: &str) -> bool {
    DOCUMENT_NUMBER.is_match(line)
}

pub fn is_furniture(line: &str) -> bool {
    line.chars().count() <= 80
        && !line.ends_with('。')
        && (FURNITURE.is_match(line) && !is_numbered(line) || PAGE_NUMBER.is_match(line))
        && !is_header(line)
}

/// Who may read it, who gets it, when it was printed.
pub fn is_record(line: &str) -> bool {
    PUBLICITY.is_match(line) || RECORD.is_match(line) || PRINTED.is_match(line)
}

/// Whether a line is the end of a signature: a day, alone or behind who signed.
pub fn ends_signature(line: &str) -> bool {
    DATE_LINE.is_match(line) || SIGNED.is_match(line)
}

pub fn is_numbered(line: &str) -> bool {
    numbering::parse(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        for p in [&FURNITURE, &PAGE_NUMBER, &DOCUMENT_NUMBER] {
            assert!(!p.is_match("城镇化"));
        }
        for p in [&ANNEX, &PUBLICITY, &RECORD, &DATE_LINE, &FIRST_NUMBERED, &ORGAN, &SIGNED, &PRINTED] {
            assert!(!p.is_match("城镇化"));
        }
    }
}
