//! Percentages that say too little or too much: a share of nothing, a share of more than everything.

use super::{Odd, span};
use crate::compile::pattern::pattern;
use crate::model::{Comparator, Decimal, Kind, RemarkKind, Target};
use crate::text::sentences::ends_statement;
use regex::Regex;
use std::sync::LazyLock;

/// Percentages whose sentence does not say of what: 满足就近入学需求，争取2028年保持在90%以上.
///
/// Between its comma and the figure there are only times and verbs, what follows is no noun, and no earlier part
/// of the sentence names anything that is measured.
pub fn without_subject(chars: &[char]) -> Vec<Odd> {
    // Words for what is measured: the first anywhere before, the second right before only (制度 is no measure).
    static MEASURE: LazyLock<Regex> = LazyLock::new(|| pattern(r"率|比例|比重|占比|份额|[%‰]|分别"));
    static MEASURED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"[比值量额度速幅数]|覆盖|面积|水平|增长|下降|提高|缩小|人口|收入|投资|规模|就业|参保|入园|毕业")
    });
    let mut found = Vec::new();
    // Where the part of the sentence between commas begins, and the first part.
    let (mut sentence, mut part) = (0, 0);
    // Whether what stands before the part names what is measured, and whether the part has a percentage already.
    let (mut named, mut told) = (false, false);
    let mut measured = false;
    for (at, &c) in chars.iter().enumerate() {
        match c {
            c if ends_statement(c) => (sentence, part, named, measured, told) = (at + 1, at + 1, false, false, false),
            '，' | '：' => {
                let words: String = chars[part..at].iter().collect();
                measured |= MEASURE.is_match(&words);
                named = measured || MEASURED.is_match(&words);
                (part, told) = (at + 1, false);
            }
            // Whatever stands behind another percentage has words before it that are no times or verbs.
            '%' if !std::mem::replace(&mut told, true) && part > sentence && !named => {
                let number =
                    chars[part..at].iter().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '.')).count();
                let end = at + 1 + bound(&chars[at + 1..]);
                let ends = chars.get(end).is_none_or(|c| matches!(c, '，' | '。' | '；' | '\n' | '（' | '、'));
                let said: String = chars[part..at - number].iter().collect();
                if number > 0 && ends && is_empty_of_nouns(&said) {
                    found.push(Odd { kind: RemarkKind::Subject, span: span(part, end), against: String::new() });
                }
            }
            _ => {}
        }
    }
    found
}

/// How many characters of 以上, 左右 … follow a figure.
fn bound(behind: &[char]) -> usize {
    let words = ["以上", "以内", "以下", "左右", "上下"];
    let next: String = behind.iter().take(2).collect();
    if words.contains(&next.as_str()) { 2 } else { 0 }
}

/// Whether a part of a sentence holds nothing but times, modal words and verbs of reaching.
fn is_empty_of_nouns(part: &str) -> bool {
    static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"^(?:到?(?:20)?\d{2,4}年(?:底|末|年底|年末)?(?:前)?|每年|全年|今年|年内|“十.五”(?:期间|末)?|期间|力争|争取|确保|努力|实现|基本|",
            r"总体|均|都|逐步|逐年|继续|持续|始终|并|且|在|保持|稳定|维持|达到|达|提高|提升|增加|控制|降低|下降|压降|到|至|为|不低于|不高于|不少于|",
            r"不超过|超过|突破|接近|约|至少|高于|低于)*$"
        ))
    });
    NOTHING.is_match(part)
}

/// A share that would be more than all there is; growth and completion may well be.
pub fn above_hundred(target: &Target) -> Option<Odd> {
    const MAY_EXCEED: [&str; 12] =
        ["完成", "投资", "增", "回报", "收益", "负债", "杠杆", "覆盖倍", "拨备", "流动", "产销", "达产"];
    let whole = Decimal::from_int(100);
    let share = target.unit.as_deref() == Some("%")
        && target.kind == Kind::Level
        && ["率", "比例", "比重", "占比"].iter().any(|end| target.label.ends_with(end))
        && !MAY_EXCEED.iter().any(|word| target.label.contains(word));
    let value = target.value.filter(|_| share)?;
    let too_much = value > whole || value == whole && target.comparator == Comparator::AtLeast;
    too_much.then(|| Some(Odd { kind: RemarkKind::Share, span: target.span?, against: String::new() }))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing() {
        for (text, expected) in [
            (
                "满足随迁子女就近入学需求，争取2028年保持在90%以上，义务教育阶段就读率保持在95%以上。",
                "争取2028年保持在90%以上",
            ),
            ("全市常住人口城镇化率稳步提升，到2028年达到75%。", ""),
            ("到2028年达到93%以上的公办高中完成达标创建。", ""),
            ("分年度看，2025年覆盖率达到68%，2026年达到69%。", ""),
            ("每年稳定在95%。", ""),
            ("完善帮扶机制，力争年内达到60%。", "力争年内达到60%"),
            ("推动技改投资，年均增长10%以上。", ""),
            ("完善帮扶机制，健全工作机制，力争达到60%，2028年达到70%。", "力争达到60%"),
            ("完善帮扶机制，力争达到60%、70%。", "力争达到60%"),
            ("完善覆盖，健全机制，力争达到60%。", "力争达到60%"),
            ("普及率提升，健全机制，力争达到60%。", ""),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let found: Vec<&str> = without_subject(&chars).iter().map(|odd| odd.span.of(text)).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
