//! Numerals of official Chinese: `30万`, `1,000`, `三十万`, `千亿`, `百分之六十八`, `三分之二`, `两成`, `一半`.
//!
//! In: characters that begin with a numeral. Out: its exact value and how many characters it takes.
//! Invariant: never panics, never reads past a numeral, and what it returns is what the characters say:
//! a numeral too large for [`Decimal`] keeps its mantissa and multiplier apart. Whether a numeral is one
//! (十分, 一批, 万一) is for the caller to judge: a word is not known here.

use crate::model::Decimal;

/// A numeral: `mantissa × multiplier`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The number before its trailing multiplier.
    pub mantissa: Decimal,
    /// Product of the trailing 十百千万亿, 1 without.
    pub multiplier: i64,
    /// Characters taken.
    pub len: usize,
    /// How it is written.
    pub form: Form,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `30万`
    Digits,
    /// `三十万`
    Chinese,
    /// `千亿`: a multiplier alone.
    Bare,
}

impl Numeral {
    /// The whole value, or `None` where it leaves the range of [`Decimal`].
    pub fn value(&self) -> Option<Decimal> {
        self.mantissa.times(self.multiplier)
    }

    /// The value in hundred millions (亿), or `None` where the numeral does not end in 亿.
    pub fn in_yi(&self) -> Option<Decimal> {
        (self.multiplier % YI == 0).then(|| self.mantissa.times(self.multiplier / YI)).flatten()
    }
}

const YI: i64 = 100_000_000;

/// The numeral that `chars` begins with.
pub fn numeral(chars: &[char]) -> Option<Numeral> {
    digits(chars).or_else(|| chinese(chars)).or_else(|| bare(chars))
}

/// The share that `chars` begins with, in per cent, and how many characters it takes.
///
/// 百分之六十八 → 68, 三分之二 → 66.67 (two places), 两成 → 20, 一半 → 50. A figure with `%` is a [`numeral`].
pub fn share(chars: &[char]) -> Option<(Decimal, usize)> {
    let starts = |word: &str| starts_with(chars, word);
    if starts("百分之百") {
        return Some((Decimal::from_int(100), 4));
    }
    if starts("百分之") {
        let number = spoken(&chars[3..]).or_else(|| digits(&chars[3..]))?;
        // 百分之七五 is not seven.
        let torn = chars.get(3 + number.len).is_some_and(|&c| spoken_digit(c).is_some());
        return number.value().filter(|_| !torn).map(|value| (value, 3 + number.len));
    }
    // 万分之三 is 0.03 %.
    for (word, places) in [("千分之", 1), ("万分之", 2), ("十万分之", 3), ("百万分之", 4)] {
        if starts(word) {
            let after = word.chars().count();
            let number = spoken(&chars[after..]).or_else(|| digits(&chars[after..]))?;
            return Some((tenths(number.value()?, places)?, after + number.len));
        }
    }
    if starts("一半") || starts("半数") {
        return Some((Decimal::from_int(50), 2));
    }
    let upper_at = |at: usize| chars.get(at).and_then(|&c| unit_digit(c).or((c == '十').then_some(10)));
    let first = upper_at(0)?;
    if chars.get(1) == Some(&'成') {
        // 两成五 is 25 %.
        let half = chars.get(2).and_then(|&c| unit_digit(c)).filter(|_| chars.get(3) != Some(&'成'));
        return Some((Decimal::from_int(first * 10 + half.unwrap_or(0)), if half.is_some() { 3 } else { 2 }));
    }
    if starts_with(&chars[1..], "分之") {
        let part = upper_at(3)?;
        let hundredths = (part * 10_000 + first / 2).checked_div(first)?;
        return format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().ok().map(|share| (share, 4));
    }
    None
}

/// A number with its point moved to the left by so many places.
fn tenths(number: Decimal, places: usize) -> Option<Decimal> {
    let text = number.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let whole = format!("{whole:0>width$}", width = places + 1);
    let (whole, moved) = whole.split_at_checked(whole.len() - places)?;
    format!("{whole}.{moved}{part}").parse().ok()
}

/// A whole number in characters alone, below 10⁸ and not nought: 十二, 一百零二, 一万零一.
pub fn whole(text: &str) -> Option<u32> {
    let part = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let (value, taken) = section(&chars);
        (taken == chars.len()).then_some(value)
    };
    let (high, low) = match text.split_once('万') {
        Some((high, low)) => (part(high).filter(|&n| n > 0)?, low),
        None => (0, text),
    };
    u32::try_from(high * 10_000 + part(low)?).ok().filter(|&n| n > 0)
}

fn starts_with(chars: &[char], word: &str) -> bool {
    let mut rest = chars.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// `1,000`, `2.25万`, `3千`: ASCII digits with an optional Chinese multiplier.
fn digits(chars: &[char]) -> Option<Numeral> {
    let mut text = String::new();
    let mut len = 0;
    while let Some(&c) = chars.get(len) {
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        let grouped = c == ',' && (1..=3).all(|n| digit(len + n)) && !digit(len + 4) && !text.contains('.');
        if c.is_ascii_digit() || (c == '.' && !text.is_empty() && !text.contains('.') && digit(len + 1)) {
            text.push(c);
        } else if !grouped || text.is_empty() {
            break;
        }
        len += 1;
    }
    let mantissa: Decimal = text.parse().ok()?;
    let (scale, taken) = multiplier(&chars[len..]);
    let number = Numeral { mantissa, multiplier: scale, len: len + taken, form: Form::Digits };
    Some(compound(number, chars).unwrap_or(number))
}

/// 12万3千, 1亿2000万, 5万2000: a smaller number that goes on a whole one. 12万3人 is none.
fn compound(high: Numeral, chars: &[char]) -> Option<Numeral> {
    let rest = &chars[high.len..];
    let figures = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let (scale, taken) = multiplier(rest.get(figures..)?);
    let low: Decimal = rest[..figures].iter().collect::<String>().parse().ok()?;
    // Without a multiplier of its own it fills all places below the first: 5万2000.
    let filled = scale > 1 || 10_i64.checked_pow(u32::try_from(figures).ok()?) == Some(high.multiplier);
    let low = low.times(scale).filter(|low| filled && *low < Decimal::from_int(high.multiplier))?;
    let mantissa = high.value().filter(|_| high.mantissa.is_integer())? + low;
    Some(Numeral { mantissa, multiplier: 1, len: high.len + figures + taken, form: high.form })
}

/// `三十万`, `一千二百`, `两千亿`, `百分之` excluded.
fn chinese(chars: &[char]) -> Option<Numeral> {
    chars.first().filter(|&&c| unit_digit(c).is_some() || c == '十')?;
    spoken(chars)
}

/// A numeral in characters: sections of up to four digits, each with 万 or 亿 behind it.
fn spoken(chars: &[char]) -> Option<Numeral> {
    let (mut total, mut at) = (0i64, 0);
    let mut last_scale = i64::MAX;
    loop {
        let (value, taken) = section(&chars[at..]);
        if taken == 0 {
            break;
        }
        at += taken;
        if total == 0
            && let Some(number) = spoken_point(value, at, chars)
        {
            return Some(number);
        }
        let (scale, taken) = multiplier(&chars[at..]);
        let (after, _) = section(&chars[at + taken..]);
        // 一万五千亿: the greater multiplier is of all before it.
        let value = if scale > last_scale { std::mem::take(&mut total).checked_add(value)? } else { value };
        last_scale = scale;
        if after == 0 || scale == 1 {
            // The last section: its multiplier stays apart, so that 三千亿 can be read in 亿.
            let (mantissa, multiplier) =
                if total == 0 { (value, scale) } else { (total.checked_add(value.checked_mul(scale)?)?, 1) };
            return Some(Numeral {
                mantissa: Decimal::from_int(mantissa),
                multiplier,
                len: at + taken,
                form: Form::Chinese,
            });
        }
        total = total.checked_add(value.checked_mul(scale)?)?;
        at += taken;
    }
    (at > 0).then_some(Numeral { mantissa: Decimal::from_int(total), multiplier: 1, len: at, form: Form::Chinese })
}

/// 七十五点五, 三点二五万: places behind the `whole` that ends at `at`. 九点五十 is a time of the day.
fn spoken_point(whole: i64, at: usize, chars: &[char]) -> Option<Numeral> {
    let places: String =
        chars[at..].strip_prefix(&['点'])?.iter().map_while(|&c| spoken_digit(c)).map(|n| n.to_string()).collect();
    let mut len = at + 1 + places.len();
    let (multiplier, taken) = multiplier(&chars[len..]);
    len += taken;
    let time = places.is_empty() || (2..10_000).contains(&multiplier);
    let mantissa = format!("{whole}.{places}").parse().ok().filter(|_| !time)?;
    Some(Numeral { mantissa, multiplier, len, form: Form::Chinese })
}

/// A value below 10 000 written 一千二百三十四 and the characters taken; `(0, 0)` where there is none.
fn section(chars: &[char]) -> (i64, usize) {
    let (mut value, mut pending, mut at, mut last) = (0, None, 0, 10_000);
    while let Some(&c) = chars.get(at) {
        if let Some(digit) = spoken_digit(c) {
            if pending.is_some_and(|p| p != 0) {
                break;
            }
            pending = Some(digit);
        } else if let Some(weight) =
            [('千', 1000), ('百', 100), ('十', 10)].iter().find(|(w, _)| *w == c).map(|(_, n)| *n)
        {
            if weight >= last || (pending.is_none() && weight != 10) {
                break;
            }
            value += pending.take().unwrap_or(1) * weight;
            last = weight;
        } else {
            break;
        }
        at += 1;
    }
    (value + pending.unwrap_or(0), at)
}

/// A multiplier without a digit before it: `千亿`, `百万`.
fn bare(chars: &[char]) -> Option<Numeral> {
    let (multiplier, len) = multiplier(chars);
    (len > 0).then_some(Numeral { mantissa: Decimal::from_int(1), multiplier, len, form: Form::Bare })
}

/// The product of the 十百千万亿 that `chars` begins with, and how many they are.
fn multiplier(chars: &[char]) -> (i64, usize) {
    let mut product = 1i64;
    let mut len = 0;
    for c in chars {
        let weight = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => YI,
            _ => break,
        };
        // 千瓦, 千米 and 千克 are units, not thousands.
        if *c == '千' && chars.get(len + 1).is_some_and(|next| "瓦米克伏安".contains(*next)) {
            break;
        }
        match product.checked_mul(weight) {
            Some(next) if next <= 1_000_000_000_000 => product = next,
            _ => break,
        }
        len += 1;
    }
    (product, len)
}

/// Whether `c` multiplies the digits before it: 十, 百, 千, 万 and 亿.
pub fn is_scale(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// The value of 零, 〇, 一 … 九 and 两.
pub fn spoken_digit(c: char) -> Option<i64> {
    unit_digit(c).or((c == '零' || c == '〇').then_some(0))
}

/// A figure of a year in characters, 二〇二八; for 〇 often stands a sign that looks like it.
pub fn year_digit(c: char) -> Option<u16> {
    if matches!(c, '○' | '◯' | 'O' | 'o' | '0') { Some(0) } else { spoken_digit(c)?.try_into().ok() }
}

/// 一 … 九 and 两.
fn unit_digit(c: char) -> Option<i64> {
    "一二三四五六七八九".chars().zip(1..).find(|(d, _)| *d == c).map(|(_, n)| n).or((c == '两').then_some(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        match numeral(&chars) {
            Some(n) => format!(
                "{}|{}",
                n.value().map_or("-".to_string(), |v| v.to_string()),
                chars[n.len..].iter().collect::<String>()
            ),
            None => "none".into(),
        }
    }

    #[test]
    fn reads_numerals() {
        for (text, expected) in [
            ("8000套", "8000|套"),
            ("0.5万套", "5000|套"),
            ("2.25万个", "22500|个"),
            ("1,200家", "1200|家"),
            ("7.5亿元", "750000000|元"),
            ("3千万元", "30000000|元"),
            ("120万千瓦", "1200000|千瓦"),
            ("50千米", "50|千米"),
            ("三十万人", "300000|人"),
            ("十万人", "100000|人"),
            ("一千二百家", "1200|家"),
            ("一百零五个", "105|个"),
            ("两千亿元", "200000000000|元"),
            ("一万二千户", "12000|户"),
            ("一万五千亿元", "1500000000000|元"),
            ("一万五千亿三千万元", "1500030000000|元"),
            ("十二个", "12|个"),
            ("千亿产业", "100000000000|产业"),
            ("万亿之城", "1000000000000|之城"),
            ("2.所", "2|.所"),
            ("12万3千人", "123000|人"),
            ("1亿2000万元", "120000000|元"),
            ("5万2000户", "52000|户"),
            ("12万3人", "120000|3人"),
            ("1.5万3千人", "15000|3千人"),
            ("七点五亿元", "750000000|元"),
            ("二十点零五万", "200500|"),
            ("九点五十分", "9|点五十分"),
            ("城市", "none"),
            ("", "none"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn keeps_large_values_in_yi() {
        let yi = |text: &str| numeral(&text.chars().collect::<Vec<_>>()).and_then(|n| n.in_yi()).map(|v| v.to_string());
        assert_eq!(yi("1.5万亿元"), Some("15000".into()));
        assert_eq!(yi("千亿"), Some("1000".into()));
        assert_eq!(yi("三千亿"), Some("3000".into()));
        assert_eq!(yi("30万"), None);
    }

    #[test]
    fn reads_shares() {
        for (text, expected) in [
            ("百分之六十八以上", Some(("68", 6))),
            ("百分之九十五点", Some(("95", 6))),
            ("百分之七十五点五以上", Some(("75.5", 8))),
            ("百分之七五", None),
            ("千分之二点五", Some(("0.25", 6))),
            ("万分之三以内", Some(("0.03", 4))),
            ("十万分之12", Some(("0.012", 6))),
            ("万分之", None),
            ("百分之95以上", Some(("95", 5))),
            ("百分之百", Some(("100", 4))),
            ("三分之二以上", Some(("66.67", 4))),
            ("四分之三", Some(("75", 4))),
            ("两成", Some(("20", 2))),
            ("三成五", Some(("35", 3))),
            ("一半以上", Some(("50", 2))),
            ("一批", None),
            ("百分", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(
                share(&chars).map(|(v, len)| (v.to_string(), len)),
                expected.map(|(v, len)| (v.to_string(), len)),
                "{text}"
            );
        }
    }

    fn say(n: u32) -> String {
        let digit = |d: u32| "零一二三四五六七八九".chars().nth(d as usize).into_iter();
        let mut text = String::new();
        let mut gap = false;
        for (weight, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            match n / weight % 10 {
                0 => gap = !text.is_empty(),
                d => {
                    if gap {
                        text.push('零');
                    }
                    gap = false;
                    text.extend(digit(d));
                    text.push_str(name);
                }
            }
        }
        text
    }

    proptest! {
        #[test]
        fn reads_what_is_said(n in 1u32..10_000, scale in prop::sample::select(vec![(1i64, ""), (10_000, "万"), (YI, "亿")])) {
            let chars: Vec<char> = format!("{}{}", say(n), scale.1).chars().collect();
            let read = numeral(&chars).expect("a numeral");
            prop_assert_eq!(read.value(), Decimal::from_int(i64::from(n)).times(scale.0));
            prop_assert_eq!(read.len, chars.len());
        }

        #[test]
        fn never_panics(text in "[0-9.,十百千万亿一二两零分之成半点]{0,12}") {
            let chars: Vec<char> = text.chars().collect();
            if let Some(n) = numeral(&chars) {
                prop_assert!(n.len > 0 && n.len <= chars.len());
            }
            if let Some((_, len)) = share(&chars) {
                prop_assert!(len <= chars.len());
            }
        }
    }

    #[test]
    fn whole_numbers_in_characters() {
        for (text, value) in [
            ("十", Some(10)),
            ("二十", Some(20)),
            ("一百", Some(100)),
            ("一百一十", Some(110)),
            ("九百九十九", Some(999)),
            ("一千", Some(1000)),
            ("一千零一", Some(1001)),
            ("九千九百九十九", Some(9999)),
            ("一万", Some(10_000)),
            ("二十万三千零四十", Some(203_040)),
            ("〇", None),
            ("百", None),
            ("一十百", None),
            ("一二", None),
            ("万", None),
            ("一万万", None),
        ] {
            assert_eq!(whole(text), value, "{text}");
        }
    }
}
