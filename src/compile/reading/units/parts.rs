//! The names of a list as they are printed.
//!
//! In: a list without labels. Out: its parts, each with the mark before it; what a mark within one name (各市、县政府) or
//! a word between two (和, 及) asks for is done.

use super::elided::own_prefix;
use super::office::{has_ending, looks_like_unit, strip_role};
use crate::compile::lexicon::Class;
use crate::compile::words::closing;

/// The parts of a list, split at marks outside inner brackets.
pub fn split(content: &str) -> Vec<&str> {
    split_with_marks(content).into_iter().map(|(part, _)| part).filter(|part| !part.is_empty()).collect()
}

/// Each part with the mark before it.
pub fn split_with_marks(content: &str) -> Vec<(&str, char)> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut mark) = (0_i32, 0, '，');
    for (i, c) in content.char_indices() {
        match c {
            '（' | '〔' | '(' => depth += 1,
            '）' | '〕' | ')' => depth -= 1,
            '、' | '，' | '；' | '。' | '：' | ' ' if depth <= 0 => {
                parts.push((content[start..i].trim(), mark));
                start = i + c.len_utf8();
                mark = c;
            }
            _ => {}
        }
    }
    parts.push((content[start..].trim(), mark));
    // 各市、县（区）人民政府 is one name.
    let mut whole: Vec<(&str, char)> = Vec::new();
    for (part, mark) in parts {
        match whole.last_mut() {
            Some((before, _)) if mark == '、' && is_split_place(before, part) => {
                let start = before.as_ptr() as usize - content.as_ptr() as usize;
                let end = part.as_ptr() as usize - content.as_ptr() as usize + part.len();
                *before = &content[start..end];
            }
            _ => whole.push((part, mark)),
        }
    }
    // 和、及 join the last two names.
    whole
        .into_iter()
        .flat_map(|(part, mark)| match split_at_joint(part) {
            // 台商投资区管委会 is named by itself.
            Some((a, b)) if own_prefix(b).is_none() => vec![(a, mark), (b, '，')],
            Some((a, b)) => vec![(a, mark), (b, '、')],
            None => vec![(part, mark)],
        })
        .collect()
}

/// 各市 and 县（区）人民政府 of 各市、县（区）人民政府.
fn is_split_place(before: &str, part: &str) -> bool {
    let is_level = |name: &str| name.chars().count() == 1 && "市县区州盟旗镇乡".contains(name);
    let each = before.strip_prefix('各').is_some_and(|rest| rest.split('、').all(is_level));
    let part = strip_role(part).0;
    let divided = part.starts_with(['市', '县', '区', '旗', '镇', '乡', '（']);
    each && divided && (part.ends_with("政府") || part.ends_with('）') || part == "县级市" || part.chars().count() == 1)
}

/// 市财政局和市住建局: two offices joined by a word.
fn split_at_joint(part: &str) -> Option<(&str, &str)> {
    // 全国总工会等和各省级人民政府.
    // 全国总工会等有关部门和各省级人民政府 as well.
    if let Some(at) = part.find('等')
        && let Some((others, b)) = part[at..].split_once('和').filter(|(_, b)| b.starts_with('各'))
    {
        return part.get(..at + others.len()).map(|a| (a, b));
    }
    Class::NameJoint.words().find_map(|joint| {
        let (a, b) = part.split_once(joint)?;
        let b = b.trim_start_matches('其');
        // 各市州政府及兰州新区管委会: behind those of all places one that is named.
        let begins =
            own_prefix(b).is_some() || a.starts_with('各') && closing(strip_role(b).0, Class::AreaOffice).is_some();
        (has_ending(a) && begins && looks_like_unit(strip_role(b).0)).then_some((a, b))
    })
}
