//! The words of the genre with their classes.
//!
//! In: `assets/lexicon.toml`. Out: each word once, with all classes it belongs to. Rules ask for classes and never list
//! words of their own, so that a word is taught in one place. Invariant: every word belongs to a class, and every
//! class says what its words mean.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::BitOr;
use std::sync::LazyLock;
use toml::Spanned;

/// Declares the classes with the names that the file gives them.
macro_rules! classes {
    ($($class:ident = $name:literal,)*) => {
        /// What a word can say. `assets/lexicon.toml` describes each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Class {
            $(#[doc = $name] $class,)*
        }

        impl Class {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$class,)*];

            /// Its name in the file.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$class => $name,)*
                }
            }
        }
    };
}

#[rustfmt::skip]
classes! {
    ChangeName = "change-name", Frequent = "frequent", ScaleName = "scale-name", ExtentName = "extent-name",
    IdleEnd = "idle-end", NameJoint = "name-joint", HoldsJoint = "holds-joint", Flow = "flow", StrongFlow = "strong-flow", Quantity = "quantity",
    Placing = "placing", Equipping = "equipping", InUse = "in-use", BuiltThen = "built-then",
    LeadingVerb = "leading-verb", Effect = "effect", VerbRest = "verb-rest", ListVerb = "list-verb",
    Choosing = "choosing", Reporting = "reporting", Shaping = "shaping", Becoming = "becoming",
    Abolishing = "abolishing", ShareVerb = "share-verb", Lift = "lift", LiftAt = "lift-at",
    Restriction = "restriction", Barrier = "barrier", Gradual = "gradual", FullyDone = "fully-done",
    FullyIdle = "fully-idle", Slogan = "slogan", Urged = "urged", YearTask = "year-task", WhollyDone = "wholly-done",
    EveryDone = "every-done", Tentative = "tentative", Covered = "covered", CoverEnd = "cover-end",
    CoverLead = "cover-lead", CoverDone = "cover-done", CoverAll = "cover-all", Completing = "completing",
    TaskNoun = "task-noun", RelativeAbout = "relative-about", RelativeEqual = "relative-equal",
    RelativeMore = "relative-more", RelativeLess = "relative-less", InStep = "in-step", MeanLevel = "mean-level",
    MeasuredThing = "measured-thing", RelativeEnd = "relative-end", ChangeEnd = "change-end", Changing = "changing",
    Reached = "reached", Growth = "growth", GrowthRate = "growth-rate", Gap = "gap", LegalBase = "legal-base",
    EarlierState = "earlier-state", Compared = "compared", AtLeast = "at-least", AtMost = "at-most", About = "about",
    Reach = "reach", Change = "change", PerYear = "per-year", PredicateRest = "predicate-rest",
    NearPlace = "near-place", Least = "least", From = "from", Denominator = "denominator",
    SubsidyVerb = "subsidy-verb", Given = "given", ByRate = "by-rate", SizeName = "size-name", Aim = "aim",
    SumUp = "sum-up", DailyMean = "daily-mean", Disposal = "disposal", OrMore = "or-more", OrLess = "or-less",
    OrSo = "or-so", BoundOf = "bound-of", DescribedBy = "described-by", GoalNoun = "goal-noun",
    ThresholdNoun = "threshold-noun", Sampling = "sampling", Sum = "sum", RateNoun = "rate-noun", RateName = "rate-name",
    ScaleNoun = "scale-noun", ObjectLink = "object-link", IdleObject = "idle-object", CountedPlace = "counted-place",
    PaidToAll = "paid-to-all", Example = "example", Alternative = "alternative", Condition = "condition", Some = "some", GrantName = "grant-name", BaseSum = "base-sum", Telling = "telling",
    Arrangement = "arrangement", Cluster = "cluster", Populace = "populace", Percent = "percent", Points = "points",
    Times = "times", Money = "money", Event = "event", People = "people", Count = "count", Extent = "extent",
    Duration = "duration", PerUnit = "per-unit", NoUnit = "no-unit", RatioName = "ratio-name",
    PopulationName = "population-name", PerPerson = "per-person", MeanName = "mean-name",
    BareMeasure = "bare-measure", FundName = "fund-name", Institution = "institution", Basis = "basis",
    PlaceTrait = "place-trait", Stock = "stock", Now = "now", Describing = "describing", Preposition = "preposition",
    Toward = "toward", Opener = "opener", OpeningVerb = "opening-verb", MergeVerb = "merge-verb", Ordinal = "ordinal",
    Annual = "annual", Later = "later", ThisYearEnd = "this-year-end", ThisYear = "this-year",
    SomeYears = "some-years", Until = "until", YearCompared = "year-compared", PeriodEnd = "period-end",
    YearPart = "year-part", YearEnd = "year-end", YearOfBase = "year-of-base", Onward = "onward",
    FiveYears = "five-years", WholePlace = "whole-place", WholePart = "whole-part", Division = "division",
    BareDivision = "bare-division", DescribedPlace = "described-place", EachOf = "each-of", Each = "each",
    Except = "except", ScopeEnd = "scope-end", BuiltPart = "built-part", TownPart = "town-part",
    ListedPart = "listed-part", PlaceEnd = "place-end", GenericPlace = "generic-place",
    InnerPlaceEnd = "inner-place-end", Autonomous = "autonomous", EachOffice = "each-office",
    AreaOffice = "area-office", PartyOffice = "party-office", Role = "role", ProperStart = "proper-start",
    ElidedEnd = "elided-end", OfficeEnd = "office-end", AndMore = "and-more", BehindShare = "behind-share",
    ChequeLike = "cheque-like", LeadEnd = "lead-end", Numbered = "numbered", Serial = "serial",
    Earlier = "earlier", Through = "through", Able = "able", Meeting = "meeting", ZoneEnd = "zone-end", Area = "area",
    Defining = "defining", LastYear = "last-year", StateNoun = "state-noun", ChangeNoun = "change-noun", Lessening = "lessening",
    AddedTo = "added-to", OwnPart = "own-part", HoldsVerb = "holds-verb", AndCondition = "and-condition",
    Pointing = "pointing", Brief = "brief", BodyEnd = "body-end", NoOffice = "no-office", Including = "including",
}

/// Classes whose words rules go through one by one: these are part of the program.
pub const LISTED: [Class; 8] = [
    Class::Role,
    Class::NameJoint,
    Class::ChangeName,
    Class::Frequent,
    Class::ExtentName,
    Class::IdleEnd,
    Class::ScaleName,
    Class::HoldsVerb,
];

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Classes([u64; 4]);

impl Classes {
    /// The set of one class.
    pub const fn of(class: Class) -> Self {
        let mut bits = [0; 4];
        bits[class as usize / 64] = 1 << (class as usize % 64);
        Self(bits)
    }

    /// Both sets together.
    pub const fn and(self, more: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, more.0);
        Self([a | e, b | f, c | g, d | h])
    }

    /// The classes in it, in their order.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.iter().copied().filter(move |class| self.meets(Self::of(*class)))
    }

    /// Whether the sets share a class.
    pub fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(own, other)| own & other != 0)
    }
}

impl From<Class> for Classes {
    fn from(class: Class) -> Self {
        Self::of(class)
    }
}

impl BitOr for Class {
    type Output = Classes;

    fn bitor(self, other: Self) -> Classes {
        Classes::of(self).and(Classes::of(other))
    }
}

impl BitOr<Class> for Classes {
    type Output = Self;

    fn bitor(self, other: Class) -> Self {
        self.and(Self::of(other))
    }
}

/// A word with what it says.
#[derive(Clone, Debug)]
pub struct Word {
    /// The word itself.
    pub text: String,
    /// Number of its characters.
    pub length: usize,
    /// What it says.
    pub classes: Classes,
}

impl Word {
    /// Whether it belongs to one of `classes`.
    pub fn is(&self, classes: impl Into<Classes>) -> bool {
        self.classes.meets(classes.into())
    }
}

/// The words in the order of their file.
#[derive(Debug)]
pub struct Lexicon {
    /// In the order of the file.
    pub words: Vec<Word>,
    /// The places of each class's words, rising, by the number of the class.
    of_class: Vec<Vec<usize>>,
    /// What the words of each class mean, by its name.
    pub meanings: BTreeMap<String, String>,
}

/// The file of words is wrong.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// It is no TOML of the expected shape; a word that stands twice in one group is a key that stands twice.
    #[error("the lexicon cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A word stands in two groups.
    #[error("line {line}: {word} stands in the lexicon twice")]
    Twice {
        /// The word.
        word: String,
        /// Where it stands again.
        line: usize,
    },
    /// A class is misspelt or new.
    #[error("line {line}: {word} is of the class `{class}`, which no rule knows")]
    UnknownClass {
        /// The word.
        word: String,
        /// What is written for a class.
        class: String,
        /// Where.
        line: usize,
    },
    /// A word of no class is never asked for.
    #[error("line {line}: {word} has no class")]
    NoClass {
        /// The word.
        word: String,
        /// Where it stands.
        line: usize,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    classes: BTreeMap<String, String>,
    /// By group, word and classes.
    words: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
}

impl Lexicon {
    const TEXT: &str = include_str!("../../assets/lexicon.toml");

    /// The words that the program ships.
    pub fn shipped() -> &'static Self {
        #[expect(clippy::unwrap_used, reason = "a file of the program; the tests read it")]
        static SHIPPED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(Lexicon::TEXT).unwrap());
        &SHIPPED
    }

    /// Reads a file of words.
    ///
    /// # Errors
    /// Where it is no TOML of the expected shape, a word stands twice, or has no class or an unknown one.
    pub fn read(toml: &str) -> Result<Self, LexiconError> {
        let file: File = toml::from_str(toml)?;
        let mut entries: Vec<(String, Spanned<String>)> = file.words.into_values().flatten().collect();
        entries.sort_by_key(|(_, classes)| classes.span().start);
        let mut seen = BTreeSet::new();
        let mut words = Vec::new();
        for (text, written) in entries {
            let line = || 1 + toml[..written.span().start].matches('\n').count();
            let classes = match classes_of(written.get_ref()) {
                Ok(classes) => classes,
                Err(class) => {
                    return Err(LexiconError::UnknownClass { word: text, class: class.to_owned(), line: line() });
                }
            };
            if classes == Classes::default() {
                return Err(LexiconError::NoClass { word: text, line: line() });
            }
            if !seen.insert(text.clone()) {
                return Err(LexiconError::Twice { word: text, line: line() });
            }
            words.push(Word { length: text.chars().count(), text, classes });
        }
        Ok(Self::of(words, file.classes))
    }

    fn of(words: Vec<Word>, meanings: BTreeMap<String, String>) -> Self {
        let places = |class: &Class| (0..words.len()).filter(|place| words[*place].is(*class)).collect();
        let of_class = Class::ALL.iter().map(places).collect();
        Self { words, of_class, meanings }
    }

    /// The same with more words; one that is there already gets more classes.
    pub fn with(&self, more: &BTreeMap<String, Classes>) -> Self {
        let mut words = self.words.clone();
        for (text, classes) in more {
            match words.iter_mut().find(|word| word.text == *text) {
                Some(word) => word.classes = word.classes.and(*classes),
                None => words.push(Word { text: text.clone(), length: text.chars().count(), classes: *classes }),
            }
        }
        Self::of(words, self.meanings.clone())
    }
}

/// The classes that are written behind a word.
///
/// # Errors
/// The first that no rule knows.
pub fn classes_of(written: &str) -> Result<Classes, &str> {
    static KNOWN: LazyLock<BTreeMap<&str, Class>> =
        LazyLock::new(|| Class::ALL.iter().map(|class| (class.name(), *class)).collect());
    let mut classes = written.split_whitespace().map(|class| KNOWN.get(class).copied().ok_or(class));
    classes.try_fold(Classes::default(), |all, class| Ok(all | class?))
}

impl Class {
    /// Its words, in the order of the file.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let lexicon = Lexicon::shipped();
        lexicon.of_class[self as usize].iter().map(|place| lexicon.words[*place].text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn every_class_has_words_and_says_what_they_mean() {
        let lexicon = Lexicon::shipped();
        let named: BTreeSet<&str> = Class::ALL.iter().map(|class| class.name()).collect();
        assert_eq!(named, lexicon.meanings.keys().map(String::as_str).collect());
        for class in Class::ALL {
            assert!(class.words().next().is_some(), "{class:?} has no words");
            assert!(!lexicon.meanings[class.name()].is_empty(), "{class:?} means nothing");
        }
    }

    #[test]
    fn every_class_is_asked_for() {
        let mut sources = String::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/compile")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    sources += &std::fs::read_to_string(&path).unwrap();
                }
            }
        }
        let asked: BTreeSet<&str> = sources
            .split("Class::")
            .skip(1)
            .map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
            .collect();
        for class in Class::ALL {
            assert!(asked.contains(format!("{class:?}").as_str()), "no rule asks for {class:?}");
        }
    }

    #[test]
    fn faults_are_named_with_line_and_word() {
        let said = |words: &str| Lexicon::read(&format!("[classes]\n{words}")).unwrap_err().to_string();
        assert_eq!(
            said("[words.a]\n\"新增\" = \"flow\"\n\"新建\" = \"flwo\""),
            "line 4: 新建 is of the class `flwo`, which no rule knows"
        );
        assert_eq!(
            said("[words.a]\n\"新增\" = \"flow\"\n[words.b]\n\"新增\" = \"quantity\""),
            "line 5: 新增 stands in the lexicon twice"
        );
        assert_eq!(said("[words.a]\n\"新增\" = \"\""), "line 3: 新增 has no class");
        let twice = said("[words.a]\n\"新增\" = \"flow\"\n\"新增\" = \"flow\"");
        assert!(twice.contains("line 4") && twice.contains("新增"), "{twice}");
    }
}
