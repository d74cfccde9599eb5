//! Cross-checks between figures of one plan: what agrees and what does not, for people to look at.
//!
//! In: the targets of the corpus and the vocabulary of indicators. Out: one [`Check`] a comparison. Invariant:
//! nothing is corrected; where two figures cannot be told apart, nothing is compared.

use super::indicators::Indicators;
use crate::model::{Check, CheckKind, ClauseId, Comparator, Decimal, Kind, Remark, RemarkKind, Target};
use std::collections::BTreeMap;

/// What the targets of each plan say of each other, in the order of plans and indicators.
pub fn cross_check(targets: &[Target], indicators: &Indicators) -> Vec<Check> {
    let mut by_indicator: BTreeMap<(&str, &str), Vec<&Target>> = BTreeMap::new();
    for target in targets {
        by_indicator.entry((&target.plan, &target.indicator)).or_default().push(target);
    }
    let mut checks = Vec::new();
    for group in by_indicator.values() {
        let flows = Flows::of(group);
        checks.extend(group.iter().filter_map(|headline| annual_sum(headline, &flows)));
        let mut rows: BTreeMap<Sort, Vec<&Target>> = BTreeMap::new();
        for &target in group.iter().filter(|t| in_annex(t) && is_single(t)) {
            rows.entry(sort(target)).or_default().push(target);
        }
        checks.extend(group.iter().filter(|t| !in_annex(t)).filter_map(|figure| body_and_annex(figure, &rows)));
        checks.extend(units(group, indicators));
    }
    checks
}

/// The checks that found a contradiction, as remarks about the text.
pub fn contradictions(checks: &[Check], targets: &[Target]) -> Vec<Remark> {
    let by_id: BTreeMap<&str, &Target> = targets.iter().map(|target| (target.id.as_str(), target)).collect();
    let remark = |check: &Check| {
        let first = by_id.get(check.target.as_str())?;
        let other = check.others.first().and_then(|id| by_id.get(id.as_str()));
        // A total is marked where it stands; of two figures the second.
        let (kind, at, against) = match check.kind {
            CheckKind::AnnualSum => (RemarkKind::AnnualSum, first, check.found.map(|sum| sum.to_string())),
            CheckKind::BodyAnnex => (RemarkKind::BodyAnnex, other?, first.quote.clone()),
            CheckKind::Units => (RemarkKind::TwoUnits, other.unwrap_or(first), other.and(first.quote.clone())),
        };
        Some(Remark {
            plan: check.plan.clone(),
            clause: Some(at.clause.clone()?),
            kind,
            span: at.span,
            quote: at.quote.clone()?,
            against: against.unwrap_or_default(),
        })
    };
    checks.iter().filter(|check| !check.agrees).filter_map(remark).collect()
}

fn in_annex(target: &Target) -> bool {
    target.clause.as_ref().is_some_and(ClauseId::is_annex)
}

/// A figure of one year alone: 2025年…2500人, a column of an annex.
fn year_of(target: &Target) -> Option<u16> {
    target.year_to.filter(|_| target.year_from == target.year_to)
}

fn check(kind: CheckKind, target: &Target, others: &[&Target], agrees: bool, found: Option<Decimal>) -> Check {
    Check {
        plan: target.plan.clone(),
        indicator: target.indicator.clone(),
        kind,
        agrees,
        target: target.id.clone(),
        others: others.iter().map(|other| other.id.clone()).collect(),
        expected: target.value.filter(|_| kind != CheckKind::Units),
        found,
    }
}

/// Counts of what is done, in one unit and scope each, of the body and of the annex.
struct Flows<'a>(BTreeMap<(Option<&'a str>, &'a str, bool), Flow<'a>>);

/// Counts of what is done that can be added up.
#[derive(Default)]
struct Flow<'a> {
    all: usize,
    /// By the year that they are of alone.
    single: BTreeMap<u16, Vec<&'a Target>>,
    /// By the period in each of whose years they are done.
    yearly: BTreeMap<(Option<u16>, Option<u16>), Vec<&'a Target>>,
}

impl<'a> Flows<'a> {
    fn of(group: &[&'a Target]) -> Self {
        let counts = |t: &&&'a Target| matches!(t.kind, Kind::Cumulative | Kind::Annual) && is_single(t);
        let mut flows: BTreeMap<_, Flow> = BTreeMap::new();
        for &target in group.iter().filter(counts) {
            let flow = flows.entry((target.unit.as_deref(), target.scope.as_str(), in_annex(target))).or_default();
            flow.all += 1;
            if let Some(year) = year_of(target) {
                flow.single.entry(year).or_default().push(target);
            }
            if target.kind == Kind::Annual {
                flow.yearly.entry((target.year_from, target.year_to)).or_default().push(target);
            }
        }
        Self(flows)
    }

    /// Those that `headline` could be the sum of: of the annex where it has any; figures of body and annex are not mixed.
    fn beside(&self, headline: &'a Target) -> Option<&Flow<'a>> {
        let of = |annex| self.0.get(&(headline.unit.as_deref(), headline.scope.as_str(), annex));
        of(true).filter(|flow| flow.all > usize::from(in_annex(headline))).or_else(|| of(false))
    }
}

/// The one of `targets` beside `headline`; `None` where there are several or none.
fn only<'a>(targets: &[&'a Target], headline: &Target) -> Option<&'a Target> {
    let mut others = targets.iter().copied().filter(|target| target.id != headline.id);
    others.next().filter(|_| others.next().is_none())
}

/// A total over several years against the figures of its years: only where every one of them has one.
fn annual_sum<'a>(headline: &'a Target, flows: &Flows<'a>) -> Option<Check> {
    let (Kind::Cumulative, Some(expected), None, Some(to)) =
        (headline.kind, headline.value, headline.value_max, headline.year_to)
    else {
        return None;
    };
    let flow = flows.beside(headline)?;
    let mut years: BTreeMap<u16, &Target> = BTreeMap::new();
    for (year, parts) in &flow.single {
        match only(parts, headline) {
            Some(part) => years.insert(*year, part),
            None if matches!(parts[..], [one] if one.id == headline.id) => None,
            // Two figures for one year cannot be told apart.
            None => return None,
        };
    }
    let first = headline.year_from.or(years.keys().next().copied());
    if let Some(first) = first
        && first < to
        && (first..=to).eq(years.keys().copied())
    {
        let total = years.values().filter_map(|t| t.value).fold(Decimal::default(), |a, b| a + b);
        let others: Vec<&Target> = years.into_values().collect();
        return Some(check(CheckKind::AnnualSum, headline, &others, holds(headline, expected, total), Some(total)));
    }
    // 2025—2028年每年2500人 against 2025—2028年10000人.
    let from = headline.year_from.filter(|from| *from < to)?;
    let each = only(flow.yearly.get(&(Some(from), Some(to)))?, headline)?;
    let total = each.value?.times(i64::from(to - from) + 1)?;
    Some(check(CheckKind::AnnualSum, headline, &[each], holds(headline, expected, total), Some(total)))
}

/// What two figures of one indicator must share to be compared: kind, years, unit and scope.
type Sort<'a> = (&'static str, Option<u16>, Option<u16>, Option<&'a str>, &'a str);

fn sort(target: &Target) -> Sort<'_> {
    (target.kind.id(), target.year_from, target.year_to, target.unit.as_deref(), target.scope.as_str())
}

/// One figure, no range.
fn is_single(target: &Target) -> bool {
    target.value.is_some() && target.value_max.is_none()
}

/// A figure of the body against the one of the annex for the same time.
fn body_and_annex(figure: &Target, rows: &BTreeMap<Sort, Vec<&Target>>) -> Option<Check> {
    let value = figure.value.filter(|_| figure.value_max.is_none())?;
    let whole_time = figure.kind != Kind::Cumulative || year_of(figure).is_some();
    let annex = rows.get(&sort(figure))?;
    let other = match annex[..] {
        [one] => one,
        _ => annex.iter().find(|t| t.value == Some(value))?,
    };
    (whole_time && figure.year_to.is_some()).then(|| {
        check(CheckKind::BodyAnnex, figure, &[other], holds(figure, value, other.value?), other.value).into()
    })?
}

/// Whether a figure keeps what the target promises: a year with more than 以上 asks for contradicts nothing.
fn holds(target: &Target, promised: Decimal, found: Decimal) -> bool {
    match target.comparator {
        Comparator::AtLeast => found >= promised,
        Comparator::AtMost => found <= promised,
        Comparator::Equal => found == promised,
        Comparator::About => (found.as_f64() - promised.as_f64()).abs() <= promised.as_f64().abs() * 0.05,
    }
}

/// Units that cannot measure one thing: within the plan, else against the vocabulary.
fn units(group: &[&Target], indicators: &Indicators) -> Option<Check> {
    let valued = || group.iter().copied().filter(|t| t.value.is_some() && t.kind != Kind::Increase);
    let first = valued().next()?;
    if let Some(second) = valued().find(|t| t.unit != first.unit) {
        return Some(check(CheckKind::Units, first, &[second], false, None));
    }
    let contradicts = |target: &&Target| {
        let own = measure(target.unit.as_deref());
        let known = indicators.get(&target.indicator).and_then(|indicator| indicator.unit.as_deref());
        // 参保率达到95人: what calls itself a share is not counted in things.
        let names_a_share = ["率", "比例", "比重", "占比"].iter().any(|end| target.label.ends_with(end));
        known.is_some_and(|known| measure(Some(known)) != own)
            || names_a_share && !matches!(own, Measure::Share | Measure::Ratio)
    };
    valued().find(contradicts).map(|target| check(CheckKind::Units, target, &[], false, None))
}

/// What a unit measures; people, households and things are all counted.
#[derive(PartialEq)]
enum Measure {
    Ratio,
    Share,
    Money,
    Length,
    Area,
    Count,
}

fn measure(unit: Option<&str>) -> Measure {
    match unit {
        None | Some("倍") => Measure::Ratio,
        Some("%" | "‰" | "个百分点" | "百分点") => Measure::Share,
        Some(unit) if unit.ends_with('元') => Measure::Money,
        Some("公里" | "千米" | "米" | "里") => Measure::Length,
        Some("平方米" | "平方公里" | "亩" | "公顷") => Measure::Area,
        Some(_) => Measure::Count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::samples;

    fn target(clause: &str, n: u32, value: i64, kind: Kind, years: (Option<u16>, Option<u16>)) -> Target {
        Target {
            id: format!("dehua-2025/{clause}#{n}"),
            indicator: "new-urban-jobs".into(),
            label: "城镇新增就业".into(),
            comparator: Comparator::Equal,
            unit: Some("人".into()),
            kind,
            year_from: years.0,
            scope: "全县".into(),
            quote: Some("新增就业".into()),
            ..samples::target(&format!("dehua-2025/{clause}"), &value.to_string(), years.1)
        }
    }

    fn checks(targets: &[Target]) -> Vec<Check> {
        cross_check(targets, &Indicators::default())
    }

    #[test]
    fn adds_yearly_figures_up_to_the_headline() {
        let mut targets = vec![target("2.2", 1, 10_000, Kind::Cumulative, (None, Some(2028)))];
        targets.extend(
            (2025..=2028).map(|y| target("annex.2.2", u32::from(y), 2500, Kind::Cumulative, (Some(y), Some(y)))),
        );
        let found = checks(&targets);
        assert_eq!(found.len(), 1);
        assert!(found[0].agrees && found[0].others.len() == 4, "{found:?}");
        assert!(contradictions(&found, &targets).is_empty());
        targets[2].value = Some(Decimal::from_int(2000));
        let found = checks(&targets);
        assert_eq!(found[0].found, Some(Decimal::from_int(9500)));
        assert_eq!(contradictions(&found, &targets)[0].against, "9500");
        targets[0].comparator = Comparator::AtMost;
        assert!(checks(&targets)[0].agrees, "9500 keeps 10000以内");
        targets.pop();
        assert!(checks(&targets).is_empty(), "a missing year says nothing");
    }

    #[test]
    fn multiplies_a_yearly_figure() {
        let period = (Some(2025), Some(2028));
        let mut targets =
            vec![target("2.2", 1, 10_000, Kind::Cumulative, period), target("2.2", 2, 2500, Kind::Annual, period)];
        assert!(checks(&targets)[0].agrees);
        targets[1].value = Some(Decimal::from_int(2000));
        assert_eq!(checks(&targets)[0].found, Some(Decimal::from_int(8000)));
    }

    #[test]
    fn compares_body_and_annex() {
        let mut targets = vec![
            target("1", 1, 798, Kind::Level, (None, Some(2028))),
            target("annex.3.9", 1, 795, Kind::Level, (None, Some(2025))),
            target("annex.3.9", 2, 798, Kind::Level, (None, Some(2028))),
        ];
        let found = checks(&targets);
        assert_eq!((found.len(), found[0].kind, found[0].agrees), (1, CheckKind::BodyAnnex, true));
        assert_eq!(
            (found[0].target.as_str(), &found[0].others[..]),
            ("dehua-2025/1#1", &["dehua-2025/annex.3.9#2".into()][..])
        );
        targets[2].value = Some(Decimal::from_int(790));
        assert!(!checks(&targets)[0].agrees);
        targets[2].scope = "各乡镇".into();
        assert!(checks(&targets).is_empty(), "another scope is another figure");
    }

    #[test]
    fn holds_units_against_the_vocabulary() {
        let shipped = Indicators::shipped();
        let mut targets = vec![target("2.2", 1, 10_000, Kind::Cumulative, (None, Some(2028)))];
        assert!(cross_check(&targets, shipped).is_empty());
        targets[0].unit = Some("%".into());
        let found = cross_check(&targets, shipped);
        assert_eq!((found[0].kind, found[0].agrees), (CheckKind::Units, false));
    }
}
