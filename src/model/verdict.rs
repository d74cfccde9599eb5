//! The one rule that decides which targets may be compared, and how they compare.
//!
//! Two targets are comparable if indicator, unit and kind agree, the indicator is no total that grows with the
//! size of the place, their horizons lie within a year, and both scopes are the whole of their own place or
//! the same part of it. The verdict follows the indicator's direction; at equal values a firm figure
//! (以上, 以内, or none) asks more than 左右. None is a judgement of an office.

use super::{Comparator, Direction, Indicator, Kind, Plan, Target};

/// How a lower plan's target stands to its superior's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 要求更高
    Stricter,
    /// 一致
    Same,
    /// 要求较低
    Laxer,
    /// 不可比
    Incomparable(Reason),
}

/// Why two targets are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// One of them sets no figure.
    NoFigure,
    /// Units differ.
    Unit,
    /// A state, a yearly figure, a total, a rise: not of one kind.
    Kind,
    /// A total of places of different size.
    Total,
    /// Deadlines lie more than a year apart, or one is not known.
    Horizon,
    /// They concern different parts of their places.
    Scope,
    /// The indicator has no stricter side.
    Direction,
}

impl Verdict {
    /// The id used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Stricter => "stricter",
            Self::Same => "same",
            Self::Laxer => "laxer",
            Self::Incomparable(_) => "incomparable",
        }
    }
}

impl Reason {
    /// The id used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::NoFigure => "no-figure",
            Self::Unit => "unit",
            Self::Kind => "kind",
            Self::Total => "total",
            Self::Horizon => "horizon",
            Self::Scope => "scope",
            Self::Direction => "direction",
        }
    }
}

/// A verdict with its note on dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Which of two targets is stricter, if they can be compared.
    pub verdict: Verdict,
    /// The lower plan was signed before the upper one.
    pub lower_is_older: bool,
}

/// Sets a lower plan's target against a superior's.
pub fn compare(indicator: &Indicator, lower: (&Target, &Plan), upper: (&Target, &Plan)) -> Comparison {
    let verdict = match obstacle(indicator, lower, upper) {
        Some(reason) => Verdict::Incomparable(reason),
        None => rank(indicator, lower.0, upper.0),
    };
    let lower_is_older = matches!((lower.1.signed, upper.1.signed), (Some(l), Some(u)) if l < u);
    Comparison { verdict, lower_is_older }
}

/// Sets a target of a plan against one of an earlier plan of its series. Totals are of one place, and deadlines move on:
/// only totals over periods of other length are not comparable.
pub fn in_time(indicator: &Indicator, later: &Target, earlier: &Target) -> Verdict {
    let length = |target: &Target| target.year_to.zip(target.year_from).map(|(to, from)| to.saturating_sub(from));
    let period = || (later.kind == Kind::Cumulative && length(later) != length(earlier)).then_some(Reason::Horizon);
    match other_form(later, earlier).or_else(period).or_else(|| other_reach(indicator, later, earlier)) {
        Some(reason) => Verdict::Incomparable(reason),
        None => rank(indicator, later, earlier),
    }
}

/// The year by which a target is due: its own, else the plan's.
pub fn horizon(target: &Target, plan: &Plan) -> Option<u16> {
    target.year_to.or_else(|| plan_horizon(plan))
}

/// The year in which a plan ends: by its validity, else by the years or the number of years in its title.
pub fn plan_horizon(plan: &Plan) -> Option<u16> {
    let digits: Vec<char> = plan.title.chars().collect();
    let in_title = || {
        let years = digits.windows(4).filter_map(|w| w.iter().collect::<String>().parse::<u16>().ok());
        years.filter(|y| (2000..2100).contains(y)).max()
    };
    let for_years = || {
        let count = digits
            .windows(2)
            .find_map(|w| ((w[1] == '年').then(|| "〇一二三四五六七八九十".chars().position(|c| c == w[0])))?)?;
        Some(plan.signed?.year + u16::try_from(count).ok()?)
    };
    plan.valid_until.map(|d| d.year).or_else(in_title).or_else(for_years)
}

fn obstacle(indicator: &Indicator, lower: (&Target, &Plan), upper: (&Target, &Plan)) -> Option<Reason> {
    let (l, u) = (lower.0, upper.0);
    let near = |a: u16, b: u16| a.abs_diff(b) <= 1;
    let horizons = || (horizon(l, lower.1), horizon(u, upper.1));
    other_form(l, u)
        .or_else(|| (indicator.total && l.value.is_some()).then_some(Reason::Total))
        .or_else(|| (!matches!(horizons(), (Some(a), Some(b)) if near(a, b))).then_some(Reason::Horizon))
        .or_else(|| other_reach(indicator, l, u))
}

/// What two targets are said in: figures, their unit and kind.
fn other_form(l: &Target, u: &Target) -> Option<Reason> {
    if l.value.is_some() != u.value.is_some() {
        Some(Reason::NoFigure)
    } else if l.unit != u.unit {
        Some(Reason::Unit)
    } else {
        (l.kind != u.kind).then_some(Reason::Kind)
    }
}

/// What part of their place they are about, and whether one side is stricter.
fn other_reach(indicator: &Indicator, l: &Target, u: &Target) -> Option<Reason> {
    if !(is_whole(&l.scope) && is_whole(&u.scope)) && l.scope != u.scope {
        return Some(Reason::Scope);
    }
    let open = indicator.direction == Direction::None || l.value_max.is_some() || u.value_max.is_some();
    if l.value.is_none() && (l.comparator == Comparator::About || u.comparator == Comparator::About) {
        return Some(Reason::NoFigure);
    }
    (open && l.value.is_some() && (l.value, l.value_max) != (u.value, u.value_max)).then_some(Reason::Direction)
}

/// Whether a scope is the whole of its place: 全市, 各乡镇 of a county.
pub fn is_whole(scope: &str) -> bool {
    const ALL: [&str; 8] = ["全国", "全省", "全区", "全市", "全县", "全州", "全旗", "全盟"];
    ALL.contains(&scope)
        || ["各乡镇", "各镇", "各乡", "各县（市、区）", "各县（市）区", "各市县", "各县区"].contains(&scope)
}

fn rank(indicator: &Indicator, lower: &Target, upper: &Target) -> Verdict {
    let (Some(l), Some(u)) = (lower.value, upper.value) else { return Verdict::Same };
    let (l, u) = if indicator.direction == Direction::Lower { (u, l) } else { (l, u) };
    let firm = |target: &Target| target.comparator != Comparator::About;
    match l.cmp(&u).then(firm(lower).cmp(&firm(upper))) {
        std::cmp::Ordering::Greater => Verdict::Stricter,
        std::cmp::Ordering::Equal => Verdict::Same,
        std::cmp::Ordering::Less => Verdict::Laxer,
    }
}
