//! Brackets and quotation marks without their other half.

use super::{Odd, span};
use crate::model::RemarkKind;
use crate::text::brackets::{Brackets, NORMAL};

/// Each mark whose other half is missing, in the order of the text.
pub fn unpaired(chars: &[char]) -> Vec<Odd> {
    let mut single = Brackets::of(chars, NORMAL).single;
    // 1） and a） number the parts of a sentence; ’ also stands in Latin words.
    let latin = |at: usize| chars[at] == '’' && at > 0 && chars[at - 1].is_ascii_alphabetic();
    single.retain(|at| !(chars[*at] == '）' && numbers_a_part(chars, *at) || latin(*at)));
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
