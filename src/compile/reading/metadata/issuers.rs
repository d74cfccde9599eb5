//! Who issued a plan: by its signature, by its title, or by the news above it.
//!
//! In: lines of the front matter. Out: names of offices as printed, in order, and the day that stands with them.

use super::dates::parse_date;
use crate::compile::pattern::pattern;
use crate::compile::reading::normalise::normalise_str;
use crate::compile::reading::source::Source;
use crate::compile::reading::zones::{MOST_SIGNERS, ORGAN, SEALED, SIGNED, Zones, ends_signature};
use crate::model::Date;
use regex::Regex;
use std::sync::LazyLock;

/// Who signed, in order, and when.
#[derive(Default)]
pub struct Signature {
    pub issuers: Vec<String>,
    pub date: Option<Date>,
}

/// The signature: the first line that is only a date, behind the notice or at the end, and the names above it.
pub fn find_signature(source: &Source, zones: &Zones, lines: &[usize]) -> Signature {
    let Some(position) = lines.iter().position(|&i| ends_signature(&zones.norm[i])) else {
        return Signature::default();
    };
    let last = &zones.norm[lines[position]];
    if let Some(captures) = SIGNED.captures(last) {
        return Signature { issuers: vec![captures[1].to_owned()], date: parse_date(&captures[2]) };
    }
    // Several sign together, side by side or one under the other.
    let mut issuers: Vec<String> = Vec::new();
    let above = lines[..position].iter().rev().filter(|&&i| !SEALED.is_match(&zones.norm[i]));
    for &i in above.take(MOST_SIGNERS) {
        let names = side_by_side(&source.lines[i].plain);
        let names = if names.iter().all(|name| ORGAN.is_match(name)) { names } else { vec![zones.norm[i].clone()] };
        if !names.iter().all(|name| ORGAN.is_match(name)) {
            break;
        }
        issuers.splice(0..0, names);
    }
    Signature { issuers, date: parse_date(last) }
}

/// The names of a line, each normalised, where spaces stand between them: 中共中央 国务院; or nothing, where each begins
/// with its place.
fn side_by_side(line: &str) -> Vec<String> {
    let names = line.split_whitespace().map(normalise_str).filter(|name| !name.is_empty());
    names.flat_map(|name| grown_together(&name)).collect()
}

/// The names of 甲区发展和改革委员会甲区财政局, between which a page has lost the space: each is an office's, and all begin
/// with the same place.
fn grown_together(names: &str) -> Vec<String> {
    static PLACE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:中共|中国共产党)?(\p{Han}{1,10}?(?:自治[区州县]|[省市区县州盟旗]))"));
    let whole = || vec![names.to_owned()];
    let Some(place) = PLACE.captures(names).map(|captures| captures[1].to_owned()) else { return whole() };
    let mut starts: Vec<usize> = names.match_indices(&place).map(|(at, _)| at).collect();
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    let ends = starts.iter().skip(1).copied().chain([names.len()]);
    let each: Vec<String> = starts.iter().zip(ends).map(|(&start, end)| names[start..end].to_owned()).collect();
    if each.iter().all(|name| ORGAN.is_match(name)) { each } else { whole() }
}

/// Who issued a document by its title: what stands before 关于 or 印发.
pub fn issuers_in_title(line: &str) -> Option<Vec<String>> {
    let before = line.trim().split(['《', '〈']).next()?;
    let before = before.split("关于").next()?;
    let before = before.split("印发").next()?.split("转发").next()?;
    if before.len() == line.trim().len() {
        return None;
    }
    let names = side_by_side(before);
    // 住建部等六部门 is one of them and others.
    static AND_OTHERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"等[一二三四五六七八九十\d]{0,3}个?(?:部门|单位)$"));
    let signs = |name: &String| ORGAN.is_match(name) || AND_OTHERS.find(name).is_some_and(|end| end.start() > 0);
    (!names.is_empty() && names.iter().all(signs)).then_some(names)
}

/// An issuer's name without its place.
pub fn is_short(issuer: &str) -> bool {
    let city_district = ["市中", "市南", "市北"].iter().any(|name| issuer.starts_with(name));
    ["自治区", "地区"].iter().any(|level| issuer.starts_with(level))
        || issuer.starts_with(['省', '市', '县', '区', '州', '旗', '盟']) && !city_district
}

/// Who issued a plan, as far as each has the name of an office; the day; the year.
pub type Issue = (Option<Vec<String>>, Option<Date>, Option<u16>);

/// Who issued a plan, on which day or at least in which year, by the news above it: 2023年12月，中共甲省委办公厅、甲省人民政府办公厅发布《甲省…细则》。
pub fn issue_in_news(lines: &[String], title: &str) -> Option<Issue> {
    static NEWS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^((?:19|20)\d{2})年(\d{1,2})月(?:(\d{1,2})日)?，([^，。《]{2,60}?)(?:联合)?(?:以[^，。《]{4,24}号)?(?:文件)?",
            r"(?:正式)?(?:印发|发布|公布|出台)了?《([^《》]{4,120})》"
        ))
    });
    let captures = lines.iter().find_map(|line| NEWS.captures(line).filter(|captures| &captures[5] == title))?;
    let number = |n: usize| captures.get(n)?.as_str().parse::<u8>().ok();
    let year = captures[1].parse().ok();
    let names: Vec<String> = captures[4].split('、').map(str::to_owned).collect();
    let names = Some(names).filter(|names| names.iter().all(|name| ORGAN.is_match(name)));
    Some((names, Date::new(year?, number(2)?, number(3).unwrap_or(0)), year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_who_issued_them() {
        for (title, issuers) in [
            ("国务院关于印发〈深入实施以人为本的新型城镇化战略五年行动计划〉的通知", "国务院"),
            ("甲市人民政府关于推进农业转移人口市民化的实施意见", "甲市人民政府"),
            ("中共甲市委 甲市人民政府关于推进城镇化的意见", "中共甲市委、甲市人民政府"),
            ("甲省新型城镇化规划（2021—2035年）", ""),
            ("甲区财政局甲区教育局关于推进城镇化的意见", "甲区财政局、甲区教育局"),
            ("中共甲县委员会甲县人民政府关于推进城镇化的意见", "中共甲县委员会、甲县人民政府"),
            ("甲市人民政府驻甲市办事处办公室关于推进城镇化的意见", "甲市人民政府驻甲市办事处办公室"),
            ("住建部等六部门关于印发《关于推进城市更新的意见》的通知", "住建部等六部门"),
            ("关于印发《甲市城市更新方案》的通知", ""),
        ] {
            assert_eq!(issuers_in_title(title).unwrap_or_default().join("、"), issuers, "{title}");
        }
    }
}
