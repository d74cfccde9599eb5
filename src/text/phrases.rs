//! Where a heading may break into lines: between words, never within one.
//!
//! In: a heading. Out: its phrases, which put together are the heading. Chinese has no spaces and a browser breaks it
//! anywhere, 城镇化 too. The words that every plan has (加快, 推进, 建设, 的) are known and begin and end phrases; what
//! stands between them is left whole, for it is no worse to break one too seldom. Invariant: no phrase is a single
//! character, but for a heading of one.

use super::align::turn_at;

/// Fewest characters of a phrase.
const SHORTEST: usize = 2;

/// Words of one character that belong to the phrase before them, and after which a heading may break. Other words of one
/// character are as often parts of longer ones (区, 对, 前).
const ENDS: [char; 5] = ['的', '和', '与', '及', '、'];

/// The phrases of `heading`, in order.
pub fn phrases(heading: &str) -> Vec<&str> {
    let chars: Vec<char> = heading.chars().collect();
    let places: Vec<usize> = heading.char_indices().map(|(place, _)| place).chain([heading.len()]).collect();
    let mut ends: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let len = turn_at(&chars[at..]).max(1);
        if len > 1 {
            ends.extend([at, at + len]);
        } else if ENDS.contains(&chars[at]) {
            ends.push(at + 1);
        }
        at += len;
    }
    let mut phrases = Vec::new();
    let mut start = 0;
    for end in ends {
        // No line begins with a mark, or with what ends the phrase before; after other marks browsers break by themselves.
        let begins = chars.get(end).is_some_and(|c| c.is_alphanumeric() && !ENDS.contains(c));
        let ends = end > 0 && (chars[end - 1].is_alphanumeric() || ENDS.contains(&chars[end - 1]));
        if begins && ends && end >= start + SHORTEST && chars.len() >= end + SHORTEST {
            phrases.push(&heading[places[start]..places[end]]);
            start = end;
        }
    }
    phrases.push(&heading[places[start]..]);
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_breaks_between_words() {
        for (heading, expected) in [
            ("", ""),
            ("的", "的"),
            ("深入实施以人为本的新型城镇化战略五年行动计划", "深入|实施|以人为本的|新型城镇化战略五年|行动|计划"),
            ("推进农业转移人口市民化", "推进|农业转移人口市民化"),
            ("加强城市安全韧性建设", "加强|城市安全韧性|建设"),
            ("（八）健全公租房、保障性住房供应体系。", "（八）健全|公租房、|保障性住房供应|体系。"),
            ("高质量发展", "高质量|发展"),
            ("目标和任务", "目标和|任务"),
            ("Plan of 2025", "Plan of 2025"),
        ] {
            assert_eq!(phrases(heading).join("|"), expected, "{heading}");
            assert_eq!(phrases(heading).concat(), heading);
        }
    }
}
