//! The vocabulary of indicators and the rules that find them, read from `assets/indicators.toml`.
//!
//! In: what a target promises in the plan's own words. Out: the id of its indicator. Invariant: the same words
//! always give the same id, in every plan: where no rule fits, the id is made from the words themselves.

use crate::compile::written::{Written, strings};
use crate::model::{Direction, Id, Indicator, Names, Target};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;
use toml::Spanned;

/// Indicators in the order of their file, each with its rules.
#[derive(Clone, Debug, Default)]
pub struct Indicators {
    entries: Vec<Entry>,
    /// Topic of each generated id, where it is known.
    topics: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
struct Entry {
    indicator: Indicator,
    rule: Rule,
}

/// When a target belongs to an indicator: one of `any` fits, none of `not` does, and the unit is one of `units`.
#[derive(Clone, Debug)]
struct Rule {
    any: Vec<Pattern>,
    not: Vec<Pattern>,
    /// Units in which it may be written; `-` stands for none. Empty: any.
    units: Vec<String>,
}

/// Words in order, `*` between them for anything; `^` at the head and `$` at the end tie them to the ends;
/// ` @ words` asks for words earlier in the sentence.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Written")]
struct Pattern {
    tied_head: bool,
    tied_end: bool,
    parts: Vec<String>,
    /// All characters of the parts.
    letters: Letters,
    earlier: Option<Box<Pattern>>,
}

/// The vocabulary file is wrong.
#[derive(Debug, thiserror::Error)]
pub enum IndicatorsError {
    /// It is no TOML of the expected shape.
    #[error("the vocabulary of indicators cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// Two entries have this id.
    #[error("the indicator `{id}` is there twice")]
    Twice {
        /// The id.
        id: String,
        /// Where it stands in the file, in bytes.
        at: Range<usize>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    indicator: Vec<Line>,
}

/// An indicator in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    id: Spanned<Id>,
    /// Simplified, Traditional, English.
    names: [Written; 3],
    pub(super) topic: Spanned<String>,
    unit: Option<Written>,
    #[serde(default = "no_direction")]
    direction: Direction,
    #[serde(default)]
    total: bool,
    #[serde(rename = "match")]
    any: Vec<Pattern>,
    #[serde(default)]
    not: Vec<Pattern>,
    #[serde(default)]
    units: Vec<Written>,
}

fn no_direction() -> Direction {
    Direction::None
}

impl Indicators {
    const TEXT: &str = include_str!("../../../assets/indicators.toml");

    /// The vocabulary that the program ships, read once; a test proves that it reads.
    pub fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Indicators> = LazyLock::new(|| Indicators::read(Indicators::TEXT).unwrap_or_default());
        &SHIPPED
    }

    /// Reads a vocabulary.
    ///
    /// # Errors
    /// Where it is no TOML of the expected shape, or names one id twice.
    pub fn read(toml: &str) -> Result<Self, IndicatorsError> {
        let file: File = toml::from_str(toml)?;
        Self::default().with(file.indicator)
    }

    /// The indicators of a file before these: where rules of both fit, the file's counts.
    ///
    /// # Errors
    /// Where an id is there already.
    pub fn with(&self, lines: Vec<Line>) -> Result<Self, IndicatorsError> {
        let mut seen: BTreeSet<String> = self.entries.iter().map(|entry| entry.indicator.id.clone()).collect();
        let mut entries = Vec::new();
        for line in lines {
            let id = line.id.get_ref().to_string();
            if !seen.insert(id.clone()) {
                return Err(IndicatorsError::Twice { id, at: line.id.span() });
            }
            let [hans, hant, en] = line.names.map(String::from);
            let name = Names { hans, hant, en };
            let indicator = Indicator {
                id,
                name,
                topic: line.topic.into_inner(),
                unit: line.unit.map(String::from),
                direction: line.direction,
                total: line.total,
            };
            let rule = Rule { any: line.any, not: line.not, units: strings(line.units).collect() };
            entries.push(Entry { indicator, rule });
        }
        entries.extend(self.entries.iter().cloned());
        Ok(Self { entries, topics: self.topics.clone() })
    }

    /// The indicator with this id.
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.entries.iter().map(|e| &e.indicator).find(|i| i.id == id)
    }

    /// The id of what `label` promises in `unit`: of the first rule that fits, else made from the words.
    ///
    /// `context` is what its sentence says before it; words that could be anything (重点项目) are told apart by it.
    pub fn identify(&self, label: &str, context: &str, unit: Option<&str>) -> String {
        let words = Words::of(label);
        let context = LazyCell::new(|| Words::of(context));
        // A part of what is promised is not compared with the whole.
        // Nor is whom it reaches: 改造老旧小区惠及居民.
        let effect = ["惠及", "带动"].iter().any(|word| label.find(word).is_some_and(|at| at > 0));
        let part = label.contains("（其中") || effect;
        let fitting = self.entries.iter().find(|entry| !part && entry.rule.fits(&words, || &context, unit));
        fitting.map_or_else(|| generated(&words.text, || &context.text, unit), |entry| entry.indicator.id.clone())
    }

    /// Puts a promise that no rule knows under the topic of the clause that makes it; the first one stays.
    pub fn place(&mut self, id: &str, topic: &str) {
        if self.get(id).is_none() {
            self.topics.entry(id.to_string()).or_insert_with(|| topic.to_string());
        }
    }

    /// The indicators that `targets` use: those of the file in its order, then generated ones by id.
    pub fn vocabulary_of(&self, targets: &[Target]) -> Vec<Indicator> {
        let mut used: BTreeMap<&str, &Target> = BTreeMap::new();
        for target in targets {
            used.entry(&target.indicator).or_insert(target);
        }
        let mut vocabulary: Vec<Indicator> = self
            .entries
            .iter()
            .map(|e| &e.indicator)
            .filter(|i| used.remove(i.id.as_str()).is_some())
            .cloned()
            .collect();
        vocabulary.extend(used.into_values().map(|target| self.named_by_its_words(target)));
        vocabulary
    }

    /// An indicator for a promise that no rule knows.
    fn named_by_its_words(&self, target: &Target) -> Indicator {
        let total =
            target.unit.as_deref().is_some_and(|u| !matches!(u, "%" | "‰" | "个百分点" | "百分点") && !u.contains('/'));
        let hans = target.label.clone();
        let name = Names { hant: hanconv::s2t(&hans), en: hans.clone(), hans };
        Indicator {
            id: target.indicator.clone(),
            name,
            topic: self.topics.get(&target.indicator).cloned().unwrap_or_else(|| "goals".to_string()),
            unit: target.unit.clone(),
            direction: Direction::None,
            total,
        }
    }
}

impl Rule {
    fn fits<'a>(&self, words: &Words, context: impl Fn() -> &'a Words, unit: Option<&str>) -> bool {
        let in_units = self.units.is_empty() || self.units.iter().any(|u| u == unit.unwrap_or("-"));
        in_units
            && self.any.iter().any(|pattern| pattern.fits(words, &context))
            && !self.not.iter().any(|pattern| pattern.fits(words, &context))
    }
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` asks for no word, so it would fit everything")]
struct NoWord(String);

impl TryFrom<Written> for Pattern {
    type Error = NoWord;

    fn try_from(text: Written) -> Result<Self, NoWord> {
        Self::read(&text)
    }
}

impl Pattern {
    fn read(text: &str) -> Result<Self, NoWord> {
        let (pattern, earlier) = match text.split_once(" @ ") {
            Some((pattern, earlier)) => (pattern, Some(Box::new(Self::read(earlier)?))),
            None => (text, None),
        };
        let parts = pattern.trim_start_matches('^').trim_end_matches('$');
        let letters = Letters::of(&parts.replace('*', ""));
        if letters == Letters::default() {
            return Err(NoWord(pattern.to_owned()));
        }
        Ok(Self {
            tied_head: pattern.starts_with('^'),
            tied_end: pattern.ends_with('$'),
            letters,
            parts: parts.split('*').map(str::to_owned).collect(),
            earlier,
        })
    }

    fn fits<'a>(&self, words: &Words, context: impl Fn() -> &'a Words) -> bool {
        self.stands_in(words) && self.earlier.as_ref().is_none_or(|earlier| earlier.stands_in(context()))
    }

    /// Whether the parts stand in `words` in their order.
    fn stands_in(&self, words: &Words) -> bool {
        if !words.letters.hold(self.letters) {
            return false;
        }
        let mut rest = words.text.as_str();
        for (n, part) in self.parts.iter().enumerate() {
            let found = if self.tied_end && n + 1 == self.parts.len() {
                rest.ends_with(part).then(|| rest.len() - part.len())
            } else {
                rest.find(part)
            };
            match found {
                Some(at) if !(n == 0 && self.tied_head && at > 0) => rest = &rest[at + part.len()..],
                _ => return false,
            }
        }
        true
    }
}

/// Words with the letters that they are made of.
struct Words {
    text: String,
    letters: Letters,
}

impl Words {
    fn of(label: &str) -> Self {
        let text = bare(label);
        Self { letters: Letters::of(&text), text }
    }
}

/// A set of characters, those with the same last byte taken for one: rules out most patterns without a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Letters([u64; 4]);

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = [0; 4];
        text.chars().map(|c| c as usize % 256).for_each(|c| letters[c / 64] |= 1 << (c % 64));
        Self(letters)
    }

    fn hold(self, others: Self) -> bool {
        self.0.iter().zip(others.0).all(|(own, other)| other & !own == 0)
    }
}

/// The words of a label without what differs between wordings of one promise: marks, quotation, particles.
fn bare(label: &str) -> String {
    let mark = |c: char| {
        matches!(c, '“' | '”' | '‘' | '’' | '《' | '》' | '（' | '）' | '、' | '，' | '；' | '：' | '·' | ' ')
    };
    let words: String = label.chars().filter(|c| !mark(*c)).collect();
    let leads = ["全国", "全省", "全市", "全县", "全区", "力争", "争取", "确保", "实现", "累计"];
    let bare = leads.iter().fold(words.as_str(), |words, lead| words.strip_prefix(lead).unwrap_or(words));
    bare.to_owned()
}

/// An id from the words themselves: short, stable, the same in every plan.
fn generated<'a>(words: &str, context: impl FnOnce() -> &'a str, unit: Option<&str>) -> String {
    // Shares and numbers of one thing are two promises; 人 and 户 of it are not told apart.
    let share = unit.is_some_and(|u| u == "%" || u.ends_with("百分点"));
    let context = if is_anything(words) { context() } else { "" };
    let digest = Sha256::digest(format!("{words}|{share}|{context}").as_bytes());
    let hex: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("x-{hex}")
}

/// Words that say how many but not of what: 实施重点项目, 完成投资.
fn is_anything(words: &str) -> bool {
    let mut rest = words;
    for part in ["实施", "完成", "推进", "新增", "新建", "建设", "开展", "新", "重点", "重大", "储备", "谋划", "滚动"]
    {
        rest = rest.strip_prefix(part).unwrap_or(rest);
    }
    rest.chars().count() <= 2 || matches!(rest, "项目" | "重点项目" | "投资" | "总投资" | "年度投资" | "项目建设")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_vocabulary_reads() {
        let shipped = Indicators::read(Indicators::TEXT).expect("assets/indicators.toml");
        for (label, context, unit, id) in [
            ("义务教育阶段随迁子女在公办学校就读率", "", Some("%"), "migrant-children-public-school-rate"),
            ("城乡居民收入倍差", "", None, "urban-rural-income-ratio"),
            ("新增城镇保障性住房供给", "", Some("套"), "affordable-housing-supply"),
            ("新增保障性租赁住房", "", Some("套"), "affordable-rental-housing"),
            ("实施重点项目", "深化新一轮工业园区标准化建设", Some("项"), "industrial-park-projects"),
            ("推进园区项目建设和管理", "深化“工业园区标准化建设”专项行动", Some("个"), "industrial-park-projects"),
            ("放开三元区、沙县区落户限制", "", None, "settlement-restrictions-lifted"),
            ("公办高中完成达标创建", "", Some("%"), "high-school-standard-rate"),
            ("改造老旧燃气管道", "", Some("公里"), "old-gas-pipes"),
        ] {
            assert_eq!(shipped.identify(label, context, unit), id, "{label}");
        }
    }

    #[test]
    fn patterns_fit_in_order() {
        for (pattern, words, fits) in [
            ("随迁子女*公办学校*就读", "义务教育阶段随迁子女在公办学校就读率", true),
            ("公办学校*随迁子女", "随迁子女在公办学校就读率", false),
            ("^新增*住房", "新增城镇保障性住房供给", true),
            ("^住房", "新增住房", false),
            ("率$", "参保率", true),
            ("率$", "参保率高", false),
            ("参保*率$", "参保率", true),
        ] {
            let pattern = Pattern::read(pattern).expect(pattern);
            assert_eq!(pattern.stands_in(&Words::of(words)), fits, "{pattern:?} {words}");
        }
    }

    #[test]
    fn a_pattern_asks_for_a_word() {
        for text in ["*", "^$", "**", "率 @ *"] {
            assert!(Pattern::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn unknown_promises_share_an_id_by_their_words() {
        let none = Indicators::default();
        assert_eq!(none.identify("建成“口袋公园”", "", Some("个")), none.identify("全市建成口袋公园", "", Some("个")));
        assert_ne!(none.identify("建成口袋公园", "", Some("个")), none.identify("口袋公园覆盖率", "", Some("%")));
        assert!(none.identify("建成口袋公园", "", Some("个")).parse::<Id>().is_ok());
    }
}
