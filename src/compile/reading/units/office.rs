//! What looks like the name of an office, and what stands around it in a list.
//!
//! In: a part of a list. Out: the name in it, and whether it names an office, a place or whoever is concerned.

use crate::compile::divisions::{self, Resolution};
use crate::compile::lexicon::Class;
use crate::compile::pattern::pattern;
use crate::compile::rules::rules;
use crate::compile::words::{closing, leading, mentions};
use regex::Regex;
use std::sync::LazyLock;

/// What the names of places end in.
pub const PLACES: [char; 6] = ['市', '县', '区', '州', '旗', '镇'];

pub fn looks_like_unit(name: &str) -> bool {
    let length = name.chars().count();
    // 具体任务均涉及相关县人民政府 is a sentence.
    let said = mentions(name, Class::NoOffice);
    // 省推进“三地一区”建设领导小组办公室: words in marks that a name holds, but neither all of it nor its end.
    static MARKED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\p{Han})“\p{Han}{2,8}”(\p{Han}{2})"));
    let bare = MARKED.replace(name, "$1$2");
    let clean = !said && !bare.contains(['。', '“', '”', '《', '%', '；']) && !name.chars().any(|c| c.is_ascii_digit());
    let starts_with_list = leading(name, Class::Including).is_some();
    (2..=40).contains(&length)
        && clean
        && !starts_with_list
        && (has_ending(name)
            || name.starts_with("团") && name.ends_with('委')
            || is_area(name)
            || name.starts_with("各县")
            || name.starts_with("各区")
            || name.starts_with("各市"))
}

pub fn has_ending(name: &str) -> bool {
    // 团市委, 各县（市、区）
    static VARIED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(团.委|[县市区]（[市区、县]+）)$"));
    let ends = |name: &str| closing(name, Class::OfficeEnd).is_some() || VARIED.is_match(name);
    let bare = name.split('（').next().unwrap_or(name);
    ends(name) || ends(bare) && name.ends_with('）') || name == "县妇联"
}

/// 相关区, 各有关县: the governments of places that are not named.
fn is_area(name: &str) -> bool {
    static AREA: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(各|相关|有关){1,2}(市|县|区|镇|街道|乡镇|街镇|镇街|市县|县区)$"));
    AREA.is_match(name)
}

/// 大理市 among offices: the government of a place.
pub fn is_place(name: &str) -> bool {
    let named = (2..=12).contains(&name.chars().count()) && name.ends_with(PLACES);
    named && matches!(divisions::resolve(name, ""), Resolution::Found(_) | Resolution::Ambiguous(_))
}

/// 申康医院发展中心: not one of the offices that every government has.
pub fn is_institution(name: &str) -> bool {
    closing(name, Class::BodyEnd).is_some() && name.chars().count() > 6
}

rules! {
    /// What looks like a unit and is none.
    pub fn is_no_unit(name: &str) -> (), NO_UNIT_RULES of "units";
    "whoever is concerned" "市级有关部门": is_whoever(name) => ();
}

/// 市级有关部门: whoever is concerned, no office that is named.
pub fn is_whoever(name: &str) -> bool {
    static WHOEVER: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(各|其他|省|市|县|区|州|级|直|内|中央|驻.)*(有关|相关|成员|责任)(部门|单位|乡镇|镇街)+$")
    });
    WHOEVER.is_match(name)
}

/// The name without what it does (牵头, 负责, 按职责分工负责, 配合).
pub fn strip_role(part: &str) -> (&str, bool) {
    static ROLE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(按照?(各自)?职责(分工)?|根据职责|分别|分工|共同|具体)*(负责|落实|牵头|配合|协助|协办|参与|参加|协同|指导|实施|抓好落实|不再列出|组织实施|统筹协调)*[。]?$",
        )
    });
    static LEAD: LazyLock<Regex> = LazyLock::new(|| pattern(r"（牵头(单位)?）$"));
    let part = part.trim_start_matches(['由', '：']);
    let lead = LEAD.is_match(part);
    let part = LEAD.find(part).map_or(part, |m| &part[..m.start()]);
    let end = ROLE.find(part).map_or(part.len(), |m| m.start());
    (part[..end].trim(), lead)
}

/// The name without a final 等 and what follows it.
pub fn strip_others(part: &str) -> (&str, bool) {
    static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"等(市直|县直|区直|省直|市级|县级|区级|省级|人民政府|政府|省|市|县|区|有关|相关|各|成员|责任|部门|单位|和|及|区政府|\d|[一二三四五六七八九十个家])*$",
        )
    });
    OTHERS.find(part).map_or((part, false), |m| (&part[..m.start()], true))
}
