//! What the head of a column says of the cells below it, in a table of indicators.
//!
//! In: the text of a head. Out: a [`Head`]. Invariant: a column holds goals only where its head names one year, or says
//! that it is the goal.

use crate::compile::pattern::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// What a column of a table of indicators is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Running numbers: 序号.
    Number,
    /// Names of indicators, or of what else is aimed at.
    Name,
    /// Units of the figures.
    Unit,
    /// What there was, and when.
    Base(Option<u16>),
    /// What is promised, and for when.
    Goal(Option<u16>),
    /// A year alone: one that stands before the plan's is what there was.
    Of(u16),
    /// By how much it changes each year: 年均增长.
    Yearly,
    /// By how much in all, or each year, as its cells say: 累计, 年均/累计.
    InAll,
    /// Anything else: 属性, 责任单位.
    Other,
}

impl Head {
    /// What a head says.
    pub fn of(head: &str) -> Self {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"^(主要|具体|核心|考核|发展|目标|预期)?(指标|目标|任务)?(名称|内容)?$|^项目(名称)?$")
        });
        static UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(计量|指标)?单位$"));
        static BASE: LazyLock<Regex> = LazyLock::new(|| pattern(r"实际|现状|基期|基准|基数|基础|完成"));
        static GOAL: LazyLock<Regex> = LazyLock::new(|| {
            pattern(r"^(规划|预期|总体|期末|远期)?(目标|预期|规划|计划)(值|目标|要求)?$|^指标(值|要求)$")
        });
        static OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
            pattern(
                r"^到?20\d{2}年?(度|底|末)?(（?(实际|现状|基期|基准|基数|基础|完成|目标|预期|规划|计划|指标|工作|远景|展望)*(值|数)?）?)$",
            )
        });
        static YEARLY: LazyLock<Regex> = LazyLock::new(|| pattern(r"年均"));
        static IN_ALL: LazyLock<Regex> = LazyLock::new(|| pattern(r"累计"));
        let years = years(head);
        match years[..] {
            _ if matches!(head, "序号" | "编号" | "序") => Self::Number,
            _ if head.is_empty() => Self::Other,
            _ if UNIT.is_match(head) => Self::Unit,
            [year] if BASE.is_match(head) => Self::Base(Some(year)),
            _ if IN_ALL.is_match(head) => Self::InAll,
            _ if YEARLY.is_match(head) => Self::Yearly,
            [] if BASE.is_match(head) && head.ends_with(['值', '数']) => Self::Base(None),
            [] if GOAL.is_match(head) && head != "目标" => Self::Goal(None),
            [] if NAME.is_match(head) => Self::Name,
            [year] if OF_YEAR.is_match(head) => Self::Of(year),
            _ => Self::Other,
        }
    }

    /// Whether figures stand below it.
    pub fn has_figures(self) -> bool {
        self.year().is_some() || matches!(self, Self::Base(_) | Self::Goal(_) | Self::Yearly | Self::InAll)
    }

    /// Whether what is promised may stand below it.
    pub fn may_promise(self) -> bool {
        matches!(self, Self::Goal(_) | Self::Of(_))
    }

    /// The year it names.
    pub fn year(self) -> Option<u16> {
        match self {
            Self::Base(year) | Self::Goal(year) => year,
            Self::Of(year) => Some(year),
            _ => None,
        }
    }
}

/// Where the names of indicators stand, where these are the heads of a table of indicators.
pub fn name_column(heads: &[Head]) -> Option<usize> {
    heads.iter().any(|head| head.may_promise()).then(|| heads.iter().position(|head| *head == Head::Name))?
}

fn years(head: &str) -> Vec<u16> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d{2}"));
    YEAR.find_iter(head).filter_map(|year| year.as_str().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_what_stands_below_them() {
        for (head, said) in [
            ("序号", Head::Number),
            ("指标名称", Head::Name),
            ("目标", Head::Name),
            ("计量单位", Head::Unit),
            ("2020年现状", Head::Base(Some(2020))),
            ("现状值", Head::Base(None)),
            ("目标值", Head::Goal(None)),
            ("指标值", Head::Goal(None)),
            ("到2025年", Head::Of(2025)),
            ("2035年展望", Head::Of(2035)),
            ("年均增长（%）", Head::Yearly),
            ("年均/累计", Head::InAll),
            ("2025年比2020年累计", Head::InAll),
            ("2020—2025年", Head::Other),
            ("属性", Head::Other),
            ("", Head::Other),
        ] {
            assert_eq!(Head::of(head), said, "{head}");
        }
    }
}
