//! The fields and words of each type, once more by name: a type and its list cannot part without an error of
//! the compiler, except for the words of a choice, which the tests hold together.

use super::{Json, Parse};
use crate::bundle::coverage::{
    AreaCoverage, CoverageAreas, CoverageShard, Covered, OwnClause, OwnMeasure, OwnShard, PlanCoverage, PlanOwn,
};
use crate::bundle::office::{
    OfficeClause, OfficeEntry, OfficeLevel, OfficePlan, OfficeShard, OfficeUnit, Offices, Role,
};
use crate::bundle::overview::{AreaShard, Counts, Folded, PlaceEntry, PlacesShard, SetBy};
use crate::bundle::search::{
    Everyday, EverydayWords, FactColumn, OfficeName, SearchFacts, SearchHead, SearchPart, SearchPlan, SearchText,
    SearchTexts,
};
use crate::bundle::spread::{AreaSpread, Spread};
use crate::bundle::{
    Beside, ComparisonsShard, Counterpart, Digest, Due, DueMeasure, DuePart, DueShard, DueUnit, FiguresShard, Findings,
    IndicatorEntry, IndicatorShard, Manifest, Overview, PlanShard, ShardFile, TopicClause, TopicEntry, TopicShard,
    UpdatesShard, YearsShard,
};
use crate::model::{
    Area, Baseline, Cascade, Cell, Change, ChangeKind, Characters, Check, CheckKind, Checked, CheckedAs, CheckedKind,
    CheckedPart, CheckedShare, Citation, Clause, ClauseKind, Comparator, Date, Deadline, Decimal, Direction, Evidence,
    Grade, Indicator, Kind, Level, Link, Names, Parts, Plan, PlanKind, Remark, RemarkKind, Revision, Script, Sibling,
    Source, Span, Status, Target, Topic, Update, UpdateKind, YearBy,
};

macro_rules! objects {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl Parse for $type {
            fn parse(mut json: Json) -> Option<Self> {
                Some(Self { $($field: json.take(stringify!($field))?),* })
            }
        }
    )*};
}

/// `more` is left out where it is 0.
impl Parse for IndicatorEntry {
    fn parse(mut json: Json) -> Option<Self> {
        Some(Self {
            indicator: json.take("indicator")?,
            plans: json.take("plans")?,
            more: json.take::<Option<u32>>("more")?.unwrap_or_default(),
            levels: json.take("levels")?,
            targets: json.take("targets")?,
        })
    }
}

/// `areas` is left out where there are none.
impl Parse for IndicatorShard {
    fn parse(mut json: Json) -> Option<Self> {
        Some(Self {
            indicator: json.take("indicator")?,
            targets: json.take("targets")?,
            counterparts: json.take("counterparts")?,
            areas: json.take::<Option<Vec<String>>>("areas")?.unwrap_or_default(),
        })
    }
}

macro_rules! words {
    ($($type:ident { $($word:literal => $value:ident),* })*) => {$(
        impl Parse for $type {
            fn parse(json: Json) -> Option<Self> {
                match String::parse(json)?.as_str() {
                    $($word => Some(Self::$value),)*
                    _ => None,
                }
            }
        }
    )*};
}

objects! {
    Manifest { format, version, shards, directories }
    ShardFile { file, integrity }
    Overview { report, plans, topics, indicators, areas, folded }
    Folded { plans, levels, below, places }
    AreaShard { plans }
    Counts { topics, indicators }
    SetBy { plans, more, levels, targets }
    PlacesShard { places }
    PlaceEntry { plan, level, code, text, name, initials }
    Area { code, name }
    TopicEntry { topic, clauses }
    PlanShard { plan, clauses, targets, up, below, siblings, beside, checks, remarks, changes, cascades, offices }
    CoverageShard { upper, area, plans }
    CoverageAreas { upper, areas }
    AreaCoverage { area, plans, clear, partial, none }
    PlanCoverage { plan, covered, cascade }
    OwnShard { area, plans }
    PlanOwn { plan, clauses, measures }
    OwnMeasure { path, quote }
    Covered { clause, grade, best }
    Beside { id, heading, text, place }
    OwnClause { path, title }
    Findings { checks, remarks, checked }
    Counterpart { plan, clause, sentence }
    Spread { kind, unit, each, areas }
    AreaSpread { area, plans, values, stricter, same, laxer }
    ComparisonsShard { digests }
    Digest { indicator, years, kinds, differs, targets }
    FiguresShard { targets }
    YearsShard { parts }
    DuePart { id, targets }
    DueShard { entries, measures }
    Due { target, units }
    DueMeasure { clause, title, words, topic, units }
    DueUnit { name, role }
    TopicShard { topic, clauses }
    Offices { offices }
    OfficeEntry { office, levels, areas }
    OfficeLevel { level, names, plans, clauses }
    OfficeShard { office, plans }
    OfficePlan { plan, units }
    OfficeUnit { name, clauses }
    OfficeClause { id, title, role, targets }
    OfficeName { id, name, words }
    SearchHead { parts, texts, facts, plans, traditional, simplified, synonyms, offices, places }
    EverydayWords { words }
    Everyday { topic, asks, means }
    SearchPlan { id, first }
    SearchPart { pairs }
    SearchTexts { clauses }
    SearchFacts { columns }
    FactColumn { facet, first, sets, clauses }
    TopicClause { id, title, opening, topics, units, targets }
    Plan {
        id, title, place, place_code, level, parent_place, document_number, issuer, issuers, publisher, index_number,
        signed, published, effective, valid_until, repealed, status, kind, draft, line, previous, script, abridged, text, cites,
        source_file, source_url, characters, checked, place_names
    }
    Status { stated, ambiguous, raw }
    Citation { title, document_number, plan, clause }
    Characters { source, clauses, front_matter, annex, noise }
    Clause {
        id, plan, path, parent, kind, heading, text, original, topics, units, leads, and_others, units_applied, cells,
        deadline, parts, checked
    }
    Deadline { text, date }
    Parts { heading, units, cites }
    Cell { year, span }
    Target {
        id, plan, clause, indicator, label, comparator, value, value_max, unit, kind, year_from, year_to, scope,
        qualitative, quote, span, source, figure, years, year_by, change, often, baseline, checked
    }
    Baseline { value, year }
    Source { title, document_number, chapter, accessed }
    Link { child, parent, score, grade, earlier, evidence, checked }
    Checked { how, day, by }
    CheckedPart { field, value, how, day, by }
    CheckedShare { kind, checked, all }
    Evidence { child, parent }
    Sibling { a, b, score, evidence }
    Check { plan, indicator, kind, agrees, target, others, expected, found }
    Remark { plan, clause, kind, span, quote, against }
    UpdatesShard { updates }
    Update { date, plan, kind, id, before, after }
    Revision { plan, earlier, links, changes }
    Change { kind, child, parent, child_span, parent_span, share }
    Cascade {
        plan, upper, clauses, clear, partial, characters, copied, numbers_added, numbers_raised, numbers_lowered
    }
    Topic { id, name }
    Indicator { id, name, topic, unit, direction, total }
}

words! {
    UpdateKind {
        "plan-added" => PlanAdded, "plan-removed" => PlanRemoved, "plan-changed" => PlanChanged,
        "target-added" => TargetAdded, "target-removed" => TargetRemoved, "target-changed" => TargetChanged,
        "link-added" => LinkAdded, "link-removed" => LinkRemoved
    }
    Level { "nation" => Nation, "province" => Province, "prefecture" => Prefecture, "county" => County }
    Script { "hans" => Hans, "hant" => Hant }
    ClauseKind {
        "chapter" => Chapter, "section" => Section, "item" => Item, "principle" => Principle,
        "paragraph" => Paragraph, "preamble" => Preamble, "closing" => Closing, "annex" => Annex
    }
    ChangeKind {
        "number-raised" => NumberRaised, "number-lowered" => NumberLowered, "number-added" => NumberAdded,
        "deadline-earlier" => DeadlineEarlier, "deadline-later" => DeadlineLater, "deadline-added" => DeadlineAdded,
        "scope-narrowed" => ScopeNarrowed, "scope-widened" => ScopeWidened, "wording-firmer" => WordingFirmer,
        "wording-softer" => WordingSofter, "bodies-named" => BodiesNamed, "wording-copied" => WordingCopied,
        "measure-added" => MeasureAdded, "measure-left-out" => MeasureLeftOut
    }
    Comparator { ">=" => AtLeast, "<=" => AtMost, "~" => About, "=" => Equal }
    YearBy { "sentence" => Sentence, "paragraph" => Paragraph }
    PlanKind { "plan" => Plan, "regulation" => Regulation }
    Kind { "level" => Level, "annual" => Annual, "cumulative" => Cumulative, "increase" => Increase }
    CheckKind { "annual-sum" => AnnualSum, "body-annex" => BodyAnnex, "units" => Units }
    RemarkKind {
        "phrase" => Phrase, "subject" => Subject, "brackets" => Brackets, "doubled" => Doubled, "date" => Date,
        "period" => Period, "share" => Share, "numbering" => Numbering, "validity" => Validity,
        "ambiguous-status" => AmbiguousStatus, "annual-sum" => AnnualSum, "body-annex" => BodyAnnex,
        "two-units" => TwoUnits, "broken-number" => BrokenNumber
    }
    Role { "alone" => Alone, "leads" => Leads, "joins" => Joins, "applied" => Applied }
    CheckedAs { "confirmed" => Confirmed, "corrected" => Corrected, "rejected" => Rejected }
    CheckedKind { "link" => Link, "target" => Target, "unit" => Unit, "topic" => Topic, "fact" => Fact }
    Direction { "higher" => Higher, "lower" => Lower, "none" => None }
}

impl Parse for SearchText {
    fn parse(mut json: Json) -> Option<Self> {
        Some(Self {
            path: json.take("path")?,
            kind: json.take("kind")?,
            heading: json.take("heading")?,
            text: json.take("text")?,
            parts: json.take("parts")?,
            beside: json.take("beside")?,
            folded: Default::default(),
        })
    }
}

impl Parse for Names {
    fn parse(mut json: Json) -> Option<Self> {
        Some(Self { hans: json.take("zh-Hans")?, hant: json.take("zh-Hant")?, en: json.take("en")? })
    }
}

impl Parse for Span {
    fn parse(json: Json) -> Option<Self> {
        match Vec::parse(json)?.as_slice() {
            [start, end] => Some(Self(*start, *end)),
            _ => None,
        }
    }
}

impl Parse for Date {
    fn parse(json: Json) -> Option<Self> {
        String::parse(json)?.parse().ok()
    }
}

impl Parse for Grade {
    fn parse(json: Json) -> Option<Self> {
        u8::try_from(u32::parse(json)?).ok()?.try_into().ok()
    }
}

impl Parse for Decimal {
    fn parse(json: Json) -> Option<Self> {
        match json {
            Json::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }
}

/// Scores, which have two decimals: no general reading of floating-point numbers is needed.
impl Parse for f64 {
    fn parse(json: Json) -> Option<Self> {
        Decimal::parse(json).map(Decimal::as_f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::parse::parse;

    #[test]
    fn choices_have_serde_s_words() {
        fn check<T: Parse + PartialEq + std::fmt::Debug + serde::Serialize>(values: &[T]) {
            for value in values {
                let text = serde_json::to_string(value).expect("written");
                assert_eq!(parse::<T>(&text).as_ref(), Some(value), "{text}");
            }
        }
        check(&Level::ALL);
        check(&[Script::Hans, Script::Hant]);
        check(&[ClauseKind::Chapter, ClauseKind::Section, ClauseKind::Item, ClauseKind::Principle]);
        check(&[ClauseKind::Paragraph, ClauseKind::Preamble, ClauseKind::Closing, ClauseKind::Annex]);
        check(&ChangeKind::ALL);
        check(&[Comparator::AtLeast, Comparator::AtMost, Comparator::About, Comparator::Equal]);
        check(&[YearBy::Sentence, YearBy::Paragraph]);
        check(&[PlanKind::Plan, PlanKind::Regulation]);
        check(&[Kind::Level, Kind::Annual, Kind::Cumulative, Kind::Increase]);
        check(&[Direction::Higher, Direction::Lower, Direction::None]);
        check(&CheckKind::ALL);
        check(&RemarkKind::ALL);
        check(&CheckedKind::ALL);
        check(&[CheckedAs::Confirmed, CheckedAs::Corrected, CheckedAs::Rejected]);
        check(&[Role::Alone, Role::Leads, Role::Joins, Role::Applied]);
        check(&[Grade::Clear, Grade::Partial]);
        check(&[Names { hans: "城镇化".into(), hant: "城鎮化".into(), en: "urbanization".into() }]);
        check(&[Decimal::from_int(30), "75.5".parse().expect("a number"), "-1.92".parse().expect("a number")]);
        check(&[Date::new(2025, 2, 26).expect("a day")]);
        check(&[0.5, 0.83, 1.0]);
        for kind in RemarkKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("written"), kind.id());
        }
    }
}
