//! Numbers that cannot be read for certain: 7 9.8%, -5%, 75~70%, 1OO个, 百分之七五; and figures in such a crowd that
//! nobody can say what each belongs to.
//!
//! In: normalised characters. Out: the ranges of such numbers with their units, in order. Invariant: only what
//! would be read as a figure or a year is broken, so a unit or a year sign stands behind it (or 百分之 before
//! it); numbers of other kinds (telephones, standards) are nobody's figures.

use super::measures::{DASHES, Measure, comparator_after, interval, unit_at};
use crate::compile::pattern::pattern;
use crate::compile::words::{View, is_han};
use crate::model::Decimal;
use crate::text::numerals::{Numeral, numeral, share, spoken_digit};
use crate::text::sentences::ends_phrase;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The broken numbers of a text.
pub fn broken(chars: View) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut crowds = crowds(chars).into_iter().peekable();
    let mut i = 0;
    while i < chars.len() {
        if let Some(crowd) = crowds.next_if(|crowd| crowd.start <= i) {
            i = crowd.end.max(i);
            found.push(crowd);
            continue;
        }
        let (end, is_broken) = look_at(chars, i);
        if is_broken {
            found.push(i..end);
        }
        i = end;
    }
    found
}

/// A phrase with more figures is a table whose lines were lost. Real phrases have up to eight.
const MOST_FIGURES: usize = 20;

/// The figures of phrases with more than [`MOST_FIGURES`], in stretches of so many.
fn crowds(chars: View) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut figures: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i <= chars.len() {
        if chars.get(i).is_none_or(|c| ends_phrase(*c) || *c == '：') {
            let crowd = if figures.len() > MOST_FIGURES { figures.as_slice() } else { &[] };
            found.extend(crowd.chunks(MOST_FIGURES).map(|part| part[0].start..part[part.len() - 1].end));
            figures.clear();
            i += 1;
            continue;
        }
        let digits = chars[i..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
        let end = i + if digits > 0 { digits } else { numeral(&chars[i..]).map_or(0, |number| number.len) };
        if end == i {
            i += 1;
            continue;
        }
        let scaled = multiplier_end(chars, end);
        let unit = scaled + usize::from(matches!(chars.get(scaled), Some('余' | '多')));
        if let Some((_, len)) = unit_at(chars, unit) {
            figures.push(i..unit + len);
        }
        i = scaled;
    }
    found
}

/// One past what begins at `i`, and whether that is a broken number.
fn look_at(chars: View, i: usize) -> (usize, bool) {
    let previous = i.checked_sub(1).map_or(' ', |p| chars[p]);
    if is_sign(chars, i) {
        let end = run_end(chars, i + 1);
        // 2025年初-2026年底 is no year below nought.
        let reached = measured(chars, i + 1, end).filter(|_| !chars.at(end, "年"));
        return reached.map_or((end, false), |end| (end, true));
    }
    if chars.at(i, "百分之") {
        let end = i + 3 + chars[i + 3..].iter().take_while(|c| spoken_digit(**c).is_some()).count();
        return (end.max(i + 3), end > i + 3 && share(&chars[i..]).is_none());
    }
    if spoken_digit(chars[i]).is_some() || chars[i] == '十' && !is_spoken(previous) {
        return look_at_spoken(chars, i, previous);
    }
    if let Some(end) = formal(chars, i) {
        return (end, true);
    }
    if !begins_run(chars, i) {
        return (i + 1, false);
    }
    let end = run_end(chars, i);
    // PM2.5, 第3 and 3/5 are no quantities; see `figures`.
    if previous.is_ascii_alphanumeric() || matches!(previous, '第' | '.' | '/' | '+') {
        return (end, false);
    }
    let sound = !is_grown(chars, i) && is_sound(&chars[i..end], chars.at(end, "年"));
    let number = numeral(&chars[i..]).filter(|_| sound);
    if let Some(number) = number
        && let Some(end) = falls(chars, i, number).or_else(|| overdone(chars, i + number.len))
    {
        return (end, true);
    }
    let Some(reached) = measured(chars, i, end) else { return (end, false) };
    let Some(number) = number else { return (reached, true) };
    let behind = i + number.len;
    let thousands = matches!(chars[i..end], [.., '.', _, _, _]) && number.multiplier == 1 && is_counted(chars, behind);
    (reached.max(behind), thousands || is_beyond(chars, i, number))
}

/// Whether the digits at `i` go on another number or an unreadable character: 七十5%, 75%80%.
fn is_grown(chars: View, i: usize) -> bool {
    let back = |n: usize| i.checked_sub(n).map_or(' ', |p| chars[p]);
    let number = |c: char| c.is_ascii_digit() || is_spoken(c);
    // 达到(7)5%, but 一是（1）5个 numbers an item.
    let bracketed = matches!(back(1), ')' | '）') && back(2).is_ascii_digit() && matches!(back(3), '(' | '（');
    bracketed && matches!(back(4), '到' | '达' | '为' | '在' | '于' | '过' | '至' | '率' | '重' | '增')
        || matches!(back(1), '\u{FFFD}' | '%' | '‰')
        || matches!(back(1), '十' | '百' | '千' | '万' | '亿') && number(back(2))
}

/// Whether a unit follows of which there is no thousandth: 12.500人 means thousands.
fn is_counted(chars: View, end: usize) -> bool {
    let unit = unit_at(chars, end);
    unit.is_some_and(|((measure, _), _)| matches!(measure, Measure::People | Measure::Count | Measure::Event))
}

/// 七五%, 三〇个, 七5%: figures in a row without 十 or 百 between them are read by nobody but in years.
fn look_at_spoken(chars: View, i: usize, previous: char) -> (usize, bool) {
    let figure = |c: &char| spoken_digit(*c).is_some() || matches!(c, '○' | '◯');
    let end = i + chars[i..].iter().take_while(|c| figure(c)).count().max(1);
    let share = |at: usize| matches!(chars.get(at), Some('%' | '‰'));
    let within = is_spoken(previous) || matches!(previous, '第' | '点');
    let row = end > i + 1;
    let zero =
        row && !within && chars[i..end].iter().any(|c| matches!(c, '零' | '〇' | '○' | '◯')) && !chars.at(end, "年");
    let measured = if row && share(end) || zero { measured(chars, i, end) } else { None };
    // 统一5% is another word.
    let digits = if chars[i] == '一' { end } else { run_end(chars, end) };
    let mixed = (digits > end && share(digits)).then_some(digits + 1);
    let falls = || if within { None } else { falls(chars, i, numeral(&chars[i..])?) };
    let broken = measured.or(mixed).or_else(falls);
    (broken.unwrap_or(end), broken.is_some())
}

/// 壹万元, 贰零贰捌年: where a number in the figures of cheques ends, or one with a circled figure (达到➄万人). Plans write
/// neither; 队伍, 大陆 and 登陆 are words, ① before a phrase numbers it.
fn formal(chars: View, i: usize) -> Option<usize> {
    let cheque = |c: &char| "壹贰叁肆伍陆柒捌玖".contains(*c);
    let number = |c: &char| cheque(c) || is_spoken(*c) || matches!(c, '拾' | '佰' | '仟');
    static CIRCLED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{No}&&[^⁰-₉½¼¾⅐-⅞]]$"));
    let previous = i.checked_sub(1).map_or(' ', |p| chars[p]);
    let c = chars[i];
    if cheque(&c) && !matches!(previous, '队' | '大' | '登' | '着' | '内' | '水' | '海' | '上') {
        let end = i + chars[i..].iter().take(20).take_while(|c| number(c)).count();
        let year = end >= i + 4 && chars.at(end, "年");
        return (end >= i + 2)
            .then(|| unit_at(chars, end).map(|(_, len)| end + len))
            .flatten()
            .or(year.then_some(end + 1));
    }
    if is_han(previous) && !c.is_ascii() && !is_han(c) && CIRCLED.is_match(c.encode_utf8(&mut [0; 4])) {
        let end = multiplier_end(chars, i + 1);
        return (end > i + 1 || matches!(chars.get(end), Some('%' | '‰'))).then(|| measured(chars, i, end)).flatten();
    }
    None
}

/// Whether a character stands within numbers in words.
fn is_spoken(c: char) -> bool {
    spoken_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// A minus sign, or the dash of a range whose beginning is missing: 达到-5%, ±5%, 负5%.
fn is_sign(chars: View, i: usize) -> bool {
    if !chars.get(i + 1).is_some_and(char::is_ascii_digit) {
        return false;
    }
    match chars[i] {
        '负' | '±' | '∓' => true,
        '-' | '–' | '—' | '~' => {
            let previous = i.checked_sub(1).map_or('，', |p| chars[p]);
            let joins = previous.is_alphanumeric() && !is_han(previous) || "—-–~%‰.）)”》〉〕/".contains(previous);
            !joins && !is_measured_before(chars, i)
        }
        _ => false,
    }
}

/// Whether a figure or a time ends at `end`: 5个-10个, 1月-6月.
fn is_measured_before(chars: View, end: usize) -> bool {
    let from = end.saturating_sub(8);
    let number = |c: char| c.is_ascii_digit() || is_spoken(c);
    let Some(last) = (from..end).rev().find(|&i| number(chars[i])) else { return false };
    let unit = last + 1;
    unit == end
        || unit_at(chars.until(end), unit).is_some_and(|(_, len)| unit + len == end)
        || unit + 1 == end && "年月日号时分度级期章节条款".contains(chars[unit])
}

/// Digits of any script, and what stands for one: superscripts, fractions, ○.
fn is_digit_like(c: char) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{N}\p{M}○◯]$"));
    c.is_ascii_digit() || !c.is_ascii() && (!is_han(c) || c == '〇') && OTHER.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Letters that look like digits.
fn is_look_alike(c: char) -> bool {
    matches!(c, 'O' | 'o' | 'l' | 'I')
}

/// Whether a run of digits may begin at `i`: a digit of any script, or l00 and O50.
fn begins_run(chars: View, i: usize) -> bool {
    static DIGIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[\p{Nd}½¼¾⅐-⅞]$"));
    let c = chars[i];
    let behind = |n: usize| chars.get(i + n).is_some_and(char::is_ascii_digit);
    c.is_ascii_digit()
        || is_look_alike(c) && behind(1) && behind(2)
        || !c.is_ascii() && !is_han(c) && DIGIT.is_match(c.encode_utf8(&mut [0; 4]))
}

/// Where the run of digits that begins at `start` ends, marks that stand between two of its digits included.
fn run_end(chars: View, start: usize) -> usize {
    let mut end = start;
    loop {
        let part = |c: &char| is_digit_like(*c) || is_look_alike(*c);
        end += chars[end..].iter().take_while(|c| part(c)).count();
        match joint(chars, start, end) {
            Some(length) => end += length,
            None => return end,
        }
    }
}

/// How many marks at `end` join the digits before them to those behind.
fn joint(chars: View, start: usize, end: usize) -> Option<usize> {
    let digits_at = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let share = |at: usize| matches!(chars.get(at), Some('%' | '‰'));
    let scaled = |at: usize| share(at) || matches!(chars.get(at), Some('万' | '亿'));
    let digit = |c: Option<&char>| c.is_some_and(|c| is_digit_like(*c));
    // The next cell of a table is another number.
    if !digit(end.checked_sub(1).and_then(|p| chars.get(p))) || chars.get(end) == Some(&'\t') {
        return None;
    }
    let group = chars[start..end].iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let behind = digits_at((end + 1).min(chars.len()));
    match chars.get(end)? {
        // 12，500人 may be two figures or one; 1，2个 is a list.
        '，' => {
            let named = start.checked_sub(1).is_some_and(|p| matches!(chars[p], '表' | '图' | '第'));
            let thousands = behind == 3 && !named;
            let places = (1..3).contains(&behind) && scaled(end + 1 + behind) && !named;
            (group <= 3 && (thousands || places)).then_some(1)
        }
        '。' => (behind > 0 && scaled(end + 1 + behind)).then_some(1),
        // 7:5% and 7、5% are no shares, 1.92:1 is a ratio and 1、2个 a list.
        '、' | '：' | ':' | '；' | ';' | '=' | '?' | '|' | '*' | '“' | '"' => {
            (behind > 0 && share(end + 1 + behind)).then_some(1)
        }
        'e' | 'E' => {
            let sign = usize::from(matches!(chars.get(end + 1), Some('+' | '-')));
            (digits_at((end + 1 + sign).min(chars.len())) > 0).then_some(1 + sign)
        }
        _ => (1..=2).find(|&n| {
            chars.get(end..end + n).is_some_and(|m| m.iter().all(|c| is_joint(*c))) && digit(chars.get(end + n))
        }),
    }
}

/// Whether a mark between two digits leaves open what it means. Those that part figures do not.
fn is_joint(c: char) -> bool {
    !c.is_alphanumeric() && c != '\n' && !"，。、；：;:！？!?—–-~～/+×*#&=<>≥≤|｜()（）〔〕[]“”\"《》〈〉%‰".contains(c)
}

/// Where the multiplier behind a number that ends at `end` ends: 万 of 5万人.
fn multiplier_end(chars: View, end: usize) -> usize {
    end + chars[end..].iter().take_while(|c| "十百千万亿".contains(**c)).count()
}

/// Where the unit behind the number `start..end` ends, or `None` where it measures nothing and is no year.
fn measured(chars: View, start: usize, end: usize) -> Option<usize> {
    let mut unit = multiplier_end(chars, end);
    let scaled = unit > end;
    unit += usize::from(matches!(chars.get(unit), Some('余' | '多')));
    if let Some((_, len)) = unit_at(chars, unit) {
        return Some(unit + len);
    }
    let bounded = comparator_after(chars, end).0.is_some();
    let measured = scaled || bounded || chars.before(start, "百分之");
    if chars.at(end, "年") { Some(end + 1) } else { measured.then_some(if scaled { unit } else { end }) }
}

/// Whether digits and marks are one number, or years or a day written in a row.
fn is_sound(written: &[char], year: bool) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,6})?$"));
    static YEARS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[ ,，.])(?:19|20)[0-9]{2}$"));
    static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:19|20)[0-9]{2}\.[0-9]{1,2}(?:\.[0-9]{1,2})?$"));
    let written: String = written.iter().collect();
    NUMBER.is_match(&written) || DAY.is_match(&written) || year && YEARS.is_match(&written)
}

/// Where the range that begins at `i` ends, if it falls and does not say so (75~70%, but 从75%降至70%), or a third
/// number joins it (75到80到85%).
fn falls(chars: View, i: usize, first: Numeral) -> Option<usize> {
    let range = interval(chars, i, first)?;
    let told = chars.before(i, "从") || chars.before(i, "由");
    let spoken = matches!(chars[range.end - range.high.len - 1], '至' | '到');
    // A period that ends before it begins is an oddity of its own.
    let years = chars.at(range.end, "年");
    let rises = range.low.value()? < range.high.value()?;
    let end = range.end + unit_at(chars, range.end).map_or(0, |(_, len)| len);
    let dash = |at: usize| chars.get(at).is_some_and(|c| DASHES.contains(*c));
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let third = i >= 2 && dash(i - 1) && digit(i - 2) || dash(end) && digit(end + 1);
    (third || !(rises || years || told && spoken)).then_some(end)
}

/// Whether the figure at `i` leaves what values and their files can hold.
fn is_beyond(chars: View, i: usize, number: Numeral) -> bool {
    let money = unit_at(chars, i + number.len).is_some_and(|((measure, _), _)| measure == Measure::Money);
    let value = number.in_yi().filter(|_| money).or_else(|| number.value());
    // The files' numbers hold six places up to here, and every whole number that a value can be.
    let most = Decimal::from_int(9_007_199_254);
    value.is_none_or(|value| value >= most && !value.is_integer())
}

/// 5%%, 5%以上以下: where that ends which says two things of one figure.
fn overdone(chars: View, end: usize) -> Option<usize> {
    let unit = end + unit_at(chars, end)?.1;
    let share = |at: usize| matches!(chars.get(at), Some('%' | '‰'));
    if share(unit - 1) && (share(unit) || chars.get(unit).is_some_and(char::is_ascii_digit)) {
        return Some(unit + usize::from(share(unit)));
    }
    let (first, bound) = comparator_after(chars, unit);
    let (second, bound) = comparator_after(chars, bound);
    (second.is_some() && first != second).then_some(bound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::words::Words;

    fn found(text: &str) -> String {
        let words = Words::of(text);
        let chars = words.all();
        let found = broken(chars).into_iter().map(|range| chars[range].iter().collect::<String>());
        found.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn no_number_for_certain() {
        for (text, expected) in [
            ("达到7 9.8%以上", "7 9.8%"),
            ("新增1 2万人，另增12 500人", "1 2万人 12 500人"),
            ("达到79,8%，或12,00人", "79,8% 12,00人"),
            ("达到75，000%，新增12，500人", "75，000% 12，500人"),
            ("达到79，8%，达到7。5%，达到7..5%", "79，8% 7。5% 7..5%"),
            ("达到-5%，减少到—5个，负5%，误差±5%，~70%", "-5% —5个 负5% ±5% ~70%"),
            ("75~70%，10至5家，75%—70%，十至五家", "75~70% 10至5家 75%—70% 十至五家"),
            ("投资9007199255.5元，达到99999999999999个", "9007199255.5元 99999999999999个"),
            ("精度1.1234567%，增长1e5个", "1.1234567% 1e5个"),
            ("达到1OO个，l00%，1○个，2O28年，20 28年", "1OO个 l00% 1○个 2O28年 20 28年"),
            ("达到٧5%，७५%，7\u{301}5%，10²个，1½倍", "٧5% ७५% 7\u{301}5% 10²个 1½倍"),
            ("百分之七五，达到七五%，百分之7 5", "百分之七五 七五% 7 5"),
            ("七5%，三〇个，一二〇个", "七5% 三〇个 一二〇个"),
            ("增长5%%，5%以上以下，75%80%", "5%% 5%以上以下 75% 80%"),
            ("75到80到85%，10%—15%—20%", "80到85% 10%—15%"),
            ("达到½倍，一○○个，投资壹万元，贰零贰捌年", "½倍 一○○个 壹万元 贰零贰捌年"),
            ("达到➄万人，达到(7)5%", "➄万人 5%"),
            ("七十5%，12万3人，12.500人，5，6万人", "5% 3人 12.500人 5，6万人"),
            ("达到7:5%，7、5%，7=5%，7|5%", "7:5% 7、5% 7=5% 7|5%"),
            ("达到\u{FFFD}9.8%，7\u{FFFD}8%，7□8%", "9.8% 7\u{FFFD}8% 7□8%"),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_in_a_crowd_belong_to_nothing() {
        let row = |figures: usize| (1..=figures).map(|n| format!("甲村{n}个 ")).collect::<String>();
        assert_eq!(found(&format!("新建{}", row(20))), "");
        assert_eq!(
            found(&format!("新建{}，另建5个", row(21))),
            format!("{} 21个", row(20).trim_start_matches("甲村").trim_end())
        );
        assert_eq!(found(&row(10).replace(' ', "，").repeat(3)), "");
        // One figure each, multiplier and all.
        assert_eq!(found(&row(20).replace('个', "万多人")), "");
        assert_eq!(found(&row(20).replace('个', "多万人")), "");
    }

    #[test]
    fn sound_numbers_lists_ranges_and_names() {
        for text in [
            "79.8%、12,000人、0.5万套、1,234,567.5元、20多个、百分之七十五点五",
            "2025-2028年、10%-15%、5个-10个、1月-6月、10—15%、2025年初-2026年底、二〇二五年-二〇二八年、2025 2026年",
            "新增8000~1万人，从75%至70%，由10个到5个",
            "1，2个、1、2号，见表1，200人，截至2025，10个，9月3日",
            "一百零五个，第一〇五条，三五家，五六百人，九点五亿元，统一5%，二〇二五年",
            "A-5个，GB/T 50016-2014，5G 20个，PM2.5达标，电话0595 2353 2000，5+3个，O2O项目，Ⅲ类5个",
            "收入比1.92：1，2.0:1，3×5米，①5个，（1）5个，“3·15”5场，3/5个，——5%以上，2025.12.31日",
            "二○二五年，队伍百个，内陆三个，①万人大会，⑤5个，目标（1）5个",
            "投资100000亿元，10000000000个，1.5万亿元，12万3千人，1亿2000万元，12.500公里，达到75%、80%",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }
}
