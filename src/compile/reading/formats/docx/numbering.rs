//! The automatic numbers of Word: a paragraph's list and level → the number before its text, as Word prints it.
//!
//! Invariant: paragraphs are asked for in the document's order, since every number counts on the ones before.

use super::super::package::Element;
use std::collections::HashMap;

const LEVELS: usize = 9;

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    /// By abstract list: what each level has counted to. Lists of one abstract list count on.
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

/// What `abstractNum` says.
#[derive(Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    /// The name of the style that holds the levels instead.
    style_link: Option<String>,
    /// The name of the style that these levels are held for.
    style: Option<String>,
}

/// What `num` says.
#[derive(Default)]
struct List {
    of: String,
    levels: HashMap<usize, Level>,
    /// Levels that begin anew when the list is first used.
    starts: HashMap<usize, u32>,
    used: bool,
}

#[derive(Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Set in decimal figures, whatever the levels' own formats.
    legal: bool,
    /// The level (from 1) whose steps restart this one; 0 for none.
    restart: Option<usize>,
    style: Option<String>,
}

impl Numbering {
    /// The lists that the part `numbering.xml` declares, none of them counted yet.
    pub fn read(part: &Element) -> Self {
        let mut numbering = Numbering::default();
        for element in part.elements() {
            match element.name.as_str() {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    let name = |name| element.child(name).and_then(Element::value).map(str::to_owned);
                    let (style_link, style) = (name("numStyleLink"), name("styleLink"));
                    let levels = levels_of(element);
                    numbering.abstracts.insert(id.to_owned(), Abstract { levels, style_link, style });
                }
                "num" => {
                    let Some(id) = element.attribute("numId") else { continue };
                    let of = element.child("abstractNumId").and_then(Element::value).unwrap_or_default().to_owned();
                    let mut list = List { of, ..List::default() };
                    for change in element.elements().filter(|element| element.name == "lvlOverride") {
                        let Some(level) = number(change.attribute("ilvl")) else { continue };
                        list.levels.extend(levels_of(change));
                        let start = number(change.child("startOverride").and_then(Element::value));
                        list.starts.extend(start.map(|start| (level, start as u32)));
                    }
                    numbering.lists.insert(id.to_owned(), list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// The level of a list that is tied to a style.
    pub fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(list)?;
        let levels = &self.abstracts.get(self.resolve(&list.of))?.levels;
        let tied = |level: &Level| level.style.as_deref() == Some(style);
        (0..LEVELS).find(|n| list.levels.get(n).or_else(|| levels.get(n)).is_some_and(tied))
    }

    /// Counts one paragraph of a list and gives its number; empty for bullets and for what is no list.
    pub fn next(&mut self, id: &str, at: usize) -> String {
        let at = at.min(LEVELS - 1);
        let Some(of) = self.lists.get(id).map(|list| self.resolve(&list.of).to_owned()) else { return String::new() };
        let Some(list) = self.lists.get_mut(id) else { return String::new() };
        let Some(held) = self.abstracts.get(&of) else { return String::new() };
        let counts = self.counts.entry(of).or_default();
        if !std::mem::replace(&mut list.used, true) {
            for level in list.starts.keys().filter(|level| **level < LEVELS) {
                counts[*level] = None;
            }
        }
        let level = |n: usize| list.levels.get(&n).or_else(|| held.levels.get(&n));
        let start = |n: usize| list.starts.get(&n).copied().or_else(|| level(n).map(|level| level.start)).unwrap_or(1);
        let Some(own) = level(at) else { return String::new() };
        for (n, count) in counts.iter_mut().enumerate().take(at) {
            count.get_or_insert_with(|| start(n));
        }
        counts[at] = Some(counts[at].map_or_else(|| start(at), |count| count.saturating_add(1)));
        for (n, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = level(n).and_then(|level| level.restart);
            // Without a word of its own a level restarts after any level above it.
            if restart.is_none_or(|after| after > at) {
                *count = None;
            }
        }
        let mut label = String::new();
        let mut text = own.text.chars().peekable();
        while let Some(c) = text.next() {
            let Some(n) = text.peek().filter(|_| c == '%').and_then(|c| c.to_digit(10)).filter(|n| *n > 0) else {
                label.push(c);
                continue;
            };
            text.next();
            let n = n as usize - 1;
            let count = counts[n.min(LEVELS - 1)].unwrap_or(1);
            let format = level(n).map_or("decimal", |level| &level.format);
            label += &numeral(if own.legal { "decimal" } else { format }, count);
        }
        if matches!(own.format.as_str(), "bullet" | "none") && !own.text.contains('%') {
            return String::new();
        }
        // Word divides number and text by a tab or a space; Chinese marks (一、) need none.
        if label.ends_with(|c: char| c.is_ascii_alphanumeric()) { label + " " } else { label }
    }

    /// The abstract list that holds the levels of one, which may be the one that its style names.
    fn resolve<'n>(&'n self, id: &'n str) -> &'n str {
        let Some(link) = self.abstracts.get(id).and_then(|held| held.style_link.as_ref()) else { return id };
        let mut holders: Vec<&String> =
            self.abstracts.iter().filter(|(_, held)| held.style.as_ref() == Some(link)).map(|(id, _)| id).collect();
        holders.sort();
        holders.first().map_or(id, |id| id)
    }
}

fn levels_of(parent: &Element) -> HashMap<usize, Level> {
    let levels = parent.elements().filter(|element| element.name == "lvl");
    let levels = levels.filter_map(|element| {
        let value = |name| element.child(name).and_then(Element::value);
        let level = Level {
            start: number(value("start")).unwrap_or(1) as u32,
            format: format_of(element),
            text: value("lvlText").unwrap_or_default().to_owned(),
            legal: element.child("isLgl").is_some_and(|on| !matches!(on.value(), Some("0" | "false"))),
            restart: number(value("lvlRestart")),
            style: value("pStyle").map(str::to_owned),
        };
        Some((number(element.attribute("ilvl"))?, level))
    });
    levels.collect()
}

/// The format of a level; newer ones stand in a choice whose fallback is `decimal`.
fn format_of(level: &Element) -> String {
    let choice = level.at(&["AlternateContent", "Choice", "numFmt"]).or_else(|| level.child("numFmt"));
    let format = choice.and_then(|format| match format.value()? {
        "custom" => format.attribute("format"),
        known => Some(known),
    });
    format.unwrap_or("decimal").to_owned()
}

fn number(text: Option<&str>) -> Option<usize> {
    text.and_then(|text| text.trim().parse::<u16>().ok()).map(usize::from)
}

/// A count in one of Word's formats.
fn numeral(format: &str, n: u32) -> String {
    let one_of = |signs: &str| {
        let signs: Vec<char> = signs.chars().collect();
        (n as usize).checked_sub(1).and_then(|at| signs.get(at)).map(|sign| sign.to_string())
    };
    let ring = |first: char, most: u32| {
        let code = (first as u32 + n).checked_sub(1).filter(|_| (1..=most).contains(&n));
        code.and_then(char::from_u32).map(|sign| sign.to_string())
    };
    let special = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{n:02}")),
        "upperRoman" => Some(roman(n)),
        "lowerRoman" => Some(roman(n).to_lowercase()),
        "upperLetter" => Some(letters(n, b'A')),
        "lowerLetter" => Some(letters(n, b'a')),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => Some(counting(n, "〇一二三四五六七八九", ["", "十", "百", "千", "万"], true)),
        "chineseLegalSimplified" => Some(counting(n, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟", "万"], false)),
        "ideographLegalTraditional" => Some(counting(n, "零壹貳參肆伍陸柒捌玖", ["", "拾", "佰", "仟", "萬"], false)),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            Some(n.to_string().chars().map(|c| digit(c, "〇一二三四五六七八九")).collect())
        }
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(n.to_string().chars().map(|c| digit(c, "０１２３４５６７８９")).collect())
        }
        "ideographTraditional" => one_of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => one_of("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => ring('①', 20),
        "decimalEnclosedParen" => ring('⑴', 20),
        "decimalEnclosedFullstop" => ring('⒈', 20),
        "ideographEnclosedCircle" => ring('㊀', 10),
        _ => None,
    };
    special.unwrap_or_else(|| n.to_string())
}

fn digit(c: char, digits: &str) -> char {
    c.to_digit(10).and_then(|d| digits.chars().nth(d as usize)).unwrap_or(c)
}

fn counting(n: u32, digits: &str, units: [&str; 5], short_ten: bool) -> String {
    if n >= 100_000 {
        return n.to_string();
    }
    let places: Vec<char> = n.to_string().chars().collect();
    let mut out = String::new();
    let mut gap = false;
    for (at, &c) in places.iter().enumerate() {
        let unit = units[places.len() - 1 - at];
        if c == '0' {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            // Counting writes 零 for a gap, though its digit for nought is 〇.
            out.push('零');
        }
        if !(short_ten && at == 0 && c == '1' && places.len() == 2) {
            out.push(digit(c, digits));
        }
        out += unit;
    }
    if out.is_empty() { digit('0', digits).to_string() } else { out }
}

fn letters(n: u32, first: u8) -> String {
    let Some(n) = n.checked_sub(1) else { return String::new() };
    let letter = char::from(first + (n % 26) as u8);
    // Word goes on with AA, BB, CC.
    std::iter::repeat_n(letter, (n / 26 + 1).min(30) as usize).collect()
}

fn roman(mut n: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (step, sign) in STEPS {
        while n >= step {
            out += sign;
            n -= step;
        }
    }
    out
}
