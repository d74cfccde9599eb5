//! Brackets and quotation marks without their other half.

use super::{Odd, span};
use crate::model::RemarkKind;

const PAIRS: [(char, char); 6] = [('（', '）'), ('〔', '〕'), ('《', '》'), ('〈', '〉'), ('“', '”'), ('‘', '’')];

/// Each mark whose other half is missing, in the order of the text.
pub fn unpaired(chars: &[char]) -> Vec<Odd> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    // How many of each kind are open: a mark that closes none is not looked for.
    let mut pending = [0_usize; PAIRS.len()];
    let mut single = Vec::new();
    for (at, &c) in chars.iter().enumerate() {
        if let Some(kind) = PAIRS.iter().position(|(opening, _)| *opening == c) {
            open.push((at, kind));
            pending[kind] += 1;
        } else if let Some(kind) = PAIRS.iter().position(|(_, closing)| *closing == c) {
            let place = (pending[kind] > 0).then(|| open.iter().rposition(|(_, other)| *other == kind)).flatten();
            match place {
                // What was opened within and is not closed before its surroundings are.
                Some(place) => {
                    open[place..].iter().for_each(|(_, kind)| pending[*kind] -= 1);
                    single.extend(open.drain(place..).skip(1).map(|(at, _)| at));
                }
                // 1） and a） number the parts of a sentence; ’ also stands in Latin words.
                None if c == '）' && numbers_a_part(chars, at) => {}
                None if c == '’' && at > 0 && chars[at - 1].is_ascii_alphabetic() => {}
                None => single.push(at),
            }
        }
    }
    single.extend(open.into_iter().map(|(at, _)| at));
    single.sort_unstable();
    let odd = |at| Odd { kind: RemarkKind::Brackets, span: span(at, at + 1), against: String::new() };
    single.into_iter().map(odd).collect()
}

fn numbers_a_part(chars: &[char], at: usize) -> bool {
    let number = chars[..at].iter().rev().take_while(|c| c.is_ascii_alphanumeric()).count();
    let before = (at - number).checked_sub(1).map(|p| chars[p]);
    (1..=2).contains(&number) && before.is_none_or(|c| matches!(c, '，' | '。' | '；' | '：' | '、' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_without_their_other_half() {
        for (text, expected) in [
            ("落实（含园区）政策", ""),
            ("落实（含园区政策。", "2"),
            ("落实含园区）政策。", "5"),
            ("推进“互联网+政务服务。", "2"),
            ("（责任单位：各县〔市、区）人民政府", "8"),
            ("分步实施：1）调查；2）整治；a）验收。", ""),
            ("《〈办法〉的通知》", ""),
            ("《〈办法的通知》", "1"),
        ] {
            let found: Vec<String> =
                unpaired(&text.chars().collect::<Vec<_>>()).iter().map(|odd| odd.span.0.to_string()).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
