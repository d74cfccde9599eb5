//! What a list says once for several names: a prefix (市工信局、商务局), an ending (长沙市、株洲市人民政府), 各.
//!
//! Invariant: what is restored stands in the list itself; nothing is invented.

use super::office::{PLACES, is_institution};
use crate::compile::lexicon::Class;
use crate::compile::pattern::pattern;
use crate::compile::rules::rules;
use crate::compile::words::{closing, is_word, leading};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

rules! {
    /// What a name's group adds to it. A comma opens a new group in which nothing is elided unless it goes on as the one
    /// before.
    pub fn with_prefix(name: &str, prefix: &str, mark: char, places: &BTreeSet<String>) -> String, PREFIX_RULES of "units";
    "group of its own" "市财政局，邮政管理局": matches!(mark, '，' | '；') => name.to_owned();
    "prefix of the group" "市工信局、商务局": find restore(prefix, name, places);
}

/// 省 市 县 区 州 旗 盟, or with 委 behind it, at the start of an office's name.
pub fn own_prefix(name: &str) -> Option<String> {
    if name.len() > "自治区".len() && name.starts_with("自治区") {
        return Some("自治区".to_owned());
    }
    let mut chars = name.chars();
    let first = chars.next()?;
    let level = "省市县区州旗盟镇".contains(first) && chars.next().is_some();
    if !level || is_of_the_market(name) {
        return None;
    }
    // 县委组织部、编办: both belong to the committee of the Party.
    let party = name.chars().nth(1) == Some('委') && name.chars().nth(2).is_some_and(|c| c != '、');
    Some(if party { format!("{first}委") } else { first.to_string() })
}

/// 市场监管局: its first character names no level.
fn is_of_the_market(name: &str) -> bool {
    name.starts_with("市场")
}

/// The name with the prefix that the list elides, where one belongs to it.
pub fn restore(prefix: &str, name: &str, places: &BTreeSet<String>) -> Option<String> {
    static ZONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(新区|新片区|示范区|试验区|合作区)(管委会|管理委员会)$"));
    // 半淞园路街道管理办.
    static TOWNSHIP: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^\p{Han}{2,8}(街道|镇|乡)(管理|党工)?(办|办事处|委|委员会)$"));
    let proper = !is_of_the_market(name) && leading(name, Class::ProperStart).is_some()
        || name.starts_with("自治区")
        || TOWNSHIP.is_match(name)
        || ZONE.is_match(name);
    if prefix.is_empty() || proper || closing(name, Class::ElidedEnd).is_none() || name.ends_with("集团") {
        return None;
    }
    // 德化生态环境局, 规划资源武清分局: named by their place.
    if places
        .iter()
        .any(|place| name.starts_with(place.as_str()) || name.ends_with("分局") && name.contains(place.as_str()))
    {
        return None;
    }
    // Offices of the Party after a committee's; a government's office after it starts anew.
    let prefix = match prefix.strip_suffix('委') {
        Some(level) if closing(name, Class::PartyOffice).is_none() => level,
        _ => prefix,
    };
    Some(format!("{prefix}{name}"))
}

/// Whether most offices of a list say their prefix: 市科委、市财政局、申康医院发展中心 elides none.
pub fn spelled_out(pieces: &[(&str, char)]) -> bool {
    let office = |piece: &str| closing(piece, Class::ElidedEnd).is_some() && !is_institution(piece);
    let offices = pieces.iter().filter(|(piece, _)| office(piece));
    let own: Vec<bool> = offices.map(|(piece, _)| own_prefix(piece).is_some()).collect();
    let said = own.iter().filter(|own| **own).count();
    said >= 2 && said > own.len() - said
}

rules! {
    /// The ending that stands once for several.
    pub fn ending_of_all(name: &str, bearer: Option<&str>) -> &'static str, ENDING_RULES of "units";
    "ending of all" "长沙市、株洲市、湘潭市人民政府": find shared_ending(name, bearer);
}

/// For each piece the next one behind it that is more than a place.
pub fn bearers<'a>(pieces: &[(&'a str, char)]) -> Vec<Option<&'a str>> {
    let mut bearers = vec![None; pieces.len()];
    let mut next = None;
    for (bearer, (piece, _)) in bearers.iter_mut().zip(pieces).rev() {
        *bearer = next;
        next = Some(*piece).filter(|piece| !piece.ends_with(PLACES)).or(next);
    }
    bearers
}

/// 泉州开发区、泉州台商投资区管委会 and 长沙市、株洲市人民政府: the ending stands once for all.
fn shared_ending(name: &str, bearer: Option<&str>) -> Option<&'static str> {
    if name.starts_with('各') || !name.ends_with(PLACES) {
        return None;
    }
    let bearer = bearer?;
    let ending = match name.ends_with('区') {
        true => closing(bearer, Class::AreaOffice)?,
        false => "人民政府",
    };
    bearer.strip_suffix(ending).is_some_and(|stem| stem.ends_with(PLACES)).then_some(ending)
}

rules! {
    /// 各 that stands once for both.
    pub fn each_of_both(name: &str, before: Option<&str>, mark: char) -> String, EACH_RULES of "units";
    "each of both" "各乡镇人民政府、街道办事处": mark == '、' && before.is_some_and(|before| before.starts_with('各')) && is_word(name, Class::EachOffice) => format!("各{name}");
}
