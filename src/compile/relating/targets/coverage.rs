//! Commitments without a figure: full coverage (全面取消, 全覆盖, 一律) and goals relative to another figure
//! (接近全省平均水平).
//!
//! In: a phrase between commas that holds no quantified target. Out: at most one commitment. What only urges
//! (全面推进, 全面落实, 全面加强) promises no state that one could find reached or not, and is left out, as is
//! what is only explored, encouraged or tried out.

use super::sentence::Text;
use crate::compile::lexicon::{Class, Classes};
use crate::compile::rules::rules;
use crate::compile::words::{View, is_han, length};
use crate::model::{Comparator, Kind};
use crate::text::sentences::ends_statement;
use std::ops::Range;

/// A commitment found in a phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Characters of the phrase that say what is promised, once time and scope are taken off.
    pub label: [Range<usize>; 2],
    /// How the other figure binds: 高于 is at least, 接近 about; full coverage is equal.
    pub comparator: Comparator,
    /// A rise where growth is compared (增速高于…), else a state.
    pub kind: Kind,
    /// Where the words that promise end.
    pub end: usize,
}

/// The commitment that `phrase` makes between `core` and its end. `timed`: a year frames it.
pub fn coverage(text: &Text, phrase: Range<usize>, core: usize, timed: bool) -> Option<Coverage> {
    promised(&Words { text, phrase, core, timed })?
}

rules! {
    /// The commitment, or that there is none whatever else the words say.
    fn promised(w: &Words) -> Option<Coverage>, COVERAGE of "without a figure";
    "whom a grant is for" "对增速高于全国平均水平，且规模较大的企业，给予奖励": w.is_condition_of_a_grant() => None;
    "by another figure" "增速高于全国平均水平": find w.relative().map(Some);
    "only tried" "鼓励有条件的地区全面取消落户限制": w.is_tentative() => None;
    "lifted" "放开在就业地参保的户籍限制": find w.lifted().map(Some);
    "fully done" "全面消除县级及以上城市建成区黑臭水体": find w.fully_done().map(Some);
    "fully lifted" "全面落实城区常住人口300万以下城市取消落户限制要求": find w.fully_lifted().map(Some);
    "covered" "养老服务设施全覆盖": find w.covered().map(Some);
    "covers all" "覆盖全部常住人口": find w.covers_all().map(Some);
    "without exception" "一律采用新能源汽车": find w.without_exception().map(Some);
    "wholly" "全部达到标准化建设要求": find w.wholly().map(Some);
    "every" "2026年所有县（市）区通过国家认定": find w.every().map(Some);
    "completed" "2025年完成城镇老旧小区改造任务": find w.completed().map(Some);
}

/// The words of a phrase that holds no figure.
struct Words<'a> {
    text: &'a Text,
    phrase: Range<usize>,
    core: usize,
    timed: bool,
}

impl Words<'_> {
    fn chars(&self) -> View<'_> {
        self.text.chars()
    }

    fn end(&self) -> usize {
        self.phrase.end
    }

    /// What only is tried out, encouraged or tested.
    fn is_tentative(&self) -> bool {
        let chars = self.chars();
        // 可用, 可及, 可再生 are no leave to do something.
        let able = |i: usize| chars.word_at(i, chars.len(), Class::Able).is_some();
        let tried = self.phrase.clone().any(|i| {
            let word = chars.longest_at(i, self.end(), Class::Tentative);
            word.is_some_and(|word| !self.text.masked[i] && (word != "可" || !able(i)))
        });
        tried || chars.before(self.end(), "试点")
    }

    /// 对增速高于全国平均水平，且…的企业，给予奖励: whom money is given to.
    fn is_condition_of_a_grant(&self) -> bool {
        // So far on it is said what is given.
        const FARTHEST: usize = 80;
        let chars = self.chars();
        if !chars.at(self.phrase.start, "对") {
            return false;
        }
        let far = chars.len().min(self.end() + FARTHEST);
        let end = (self.end()..far).find(|i| ends_statement(chars[*i])).unwrap_or(far);
        chars.find(self.end(), end, Class::Given).is_some()
    }

    /// First of `words` outside names, from the core on.
    fn spoken(&self, words: impl Into<Classes>) -> Option<(usize, &'static str)> {
        let words = words.into();
        let mut from = self.core;
        while let Some((i, word)) = self.chars().find(from, self.end(), words) {
            if !self.text.masked[i] {
                return Some((i, word));
            }
            from = i + length(word);
        }
        None
    }

    /// First place outside names, from the core on, where `word` stands.
    fn spoken_text(&self, word: &str) -> Option<usize> {
        let mut from = self.core;
        while let Some(i) = self.chars().find_text(from, self.end(), word) {
            if !self.text.masked[i] {
                return Some(i);
            }
            from = i + length(word);
        }
        None
    }

    fn stands(&self, at: usize, words: impl Into<Classes>) -> Option<&'static str> {
        self.chars().longest_at(at, self.end(), words)
    }

    fn has(&self, from: usize, words: impl Into<Classes>) -> bool {
        self.chars().find(from, self.end(), words).is_some()
    }

    /// A state at the frame's end, labelled with the words before and after what says that it is full.
    fn state(&self, head: Range<usize>, tail: Range<usize>) -> Coverage {
        Coverage { label: [head, tail], comparator: Comparator::Equal, kind: Kind::Level, end: self.end() }
    }

    /// 取消就业地参保户籍限制, 放开…落户限制: what is lifted is lifted wholly, unless step by step.
    fn lifted(&self) -> Option<Coverage> {
        let verb = self.stands(self.core, Class::Lift)?;
        self.chars().longest_before(self.core + length(verb), self.end(), Class::Restriction)?;
        let slowly = self.chars().find(self.phrase.start, self.end(), Class::Gradual).is_some();
        (!slowly).then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }

    /// 全面取消, 城镇新建建筑全面执行.
    fn fully_done(&self) -> Option<Coverage> {
        let i = self.spoken_text("全面")?;
        let after = i + 2;
        let verb = self.stands(after, Class::FullyDone)?;
        let nominal = self.has(after, Class::Urged)
            || self.chars().before(i, "的")
            || self.stands(after, Class::FullyIdle).is_some();
        if self.has(after, Class::Slogan) || nominal {
            return None;
        }
        // 全面建成的 describes, and 全面达标 alone says of nothing what it reaches.
        let of_nothing = after + length(verb) >= self.end() && i == self.core;
        let attributive = self.chars().at(after + length(verb), "的");
        (!of_nothing && !attributive).then(|| self.state(self.core..i, after..self.end()))
    }

    /// 全面落实…取消落户限制要求.
    fn fully_lifted(&self) -> Option<Coverage> {
        let i = self.spoken_text("全面").filter(|i| *i == self.core)?;
        let after = i + 2;
        if !self.chars().at(after, "落实") || !self.has(after, Class::Barrier) {
            return None;
        }
        let (lifted, _) = self.chars().find(after, self.end(), Class::Lift)?;
        let end = self.end() - if self.chars().before(self.end(), "要求") { 2 } else { 0 };
        Some(self.state(lifted..end, end..end))
    }

    /// 常住人口全覆盖, 动态清零.
    fn covered(&self) -> Option<Coverage> {
        let chars = self.chars();
        let (i, word) = self.spoken(Class::Covered)?;
        let after = i + length(word);
        let ends = after >= self.end() || !is_han(chars[after]) || self.stands(after, Class::CoverEnd).is_some();
        // 实现全市全覆盖: of what, only the phrase before can say.
        if ends && i == self.core {
            return Some(Coverage { end: after, ..self.state(i..i, i..after) });
        }
        if !ends || i <= self.core + 1 {
            return None;
        }
        let led = |until: usize, words: Class| {
            chars.longest_before(self.core + 1, until, words).map_or(until, |w| until - length(w))
        };
        let until = led(led(i, Class::CoverLead), Class::CoverDone);
        Some(Coverage { end: after, ..self.state(self.core..until, i..after) })
    }

    /// 覆盖全部常住人口.
    fn covers_all(&self) -> Option<Coverage> {
        let (i, word) = self.spoken(Class::CoverAll)?;
        (i + length(word) < self.end()).then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }

    /// 一律采用新能源车.
    fn without_exception(&self) -> Option<Coverage> {
        let i = self.spoken_text("一律").filter(|i| i + 2 < self.end())?;
        Some(self.state(self.core..i, i + 2..self.end()))
    }

    /// 全部以“标准地”供应.
    fn wholly(&self) -> Option<Coverage> {
        let i = self.spoken_text("全部")?;
        // 全部消除黑臭水体 names what it does to what, 全部常住人口 is only an object.
        let whole = match self.stands(i + 2, Class::WhollyDone) {
            Some(verb) if i == self.core => {
                self.stands(i + 2, Class::FullyDone).is_some() && i + 2 + length(verb) < self.end()
            }
            verb => verb.is_some(),
        };
        // 标识全部按照新标准更新到位.
        let by = i > self.core
            && self.stands(i + 2, Class::ByRate).is_some()
            && self.chars().longest_before(i + 2, self.end(), Class::WhollyDone).is_some();
        let whole = whole || by;
        whole.then(|| self.state(self.core..i, i + 2..self.end()))
    }

    /// 力争2026年所有县（市）区通过国家认定.
    fn every(&self) -> Option<Coverage> {
        let i = self.chars().find_text(self.phrase.start, self.end(), "所有")?;
        let done = |j: usize| !self.text.masked[j] && self.stands(j, Class::EveryDone).is_some();
        let promised = self.timed && !self.text.masked[i] && i <= self.core + 2 && (i + 3..self.end()).any(done);
        promised.then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }

    /// 2025年完成…改造任务.
    fn completed(&self) -> Option<Coverage> {
        self.stands(self.core, Class::Completing)?;
        self.chars().longest_before(self.core, self.end(), Class::TaskNoun)?;
        let urged = self.has(self.core, Class::YearTask);
        (self.timed && !urged).then(|| self.state(self.core..self.end(), self.end()..self.end()))
    }

    /// 接近全省平均水平, 高于各项贷款增速: measured by another figure.
    fn relative(&self) -> Option<Coverage> {
        (self.core + 2..self.end()).filter(|i| !self.text.masked[*i]).find_map(|i| self.relative_at(i))
    }

    fn relative_at(&self, i: usize) -> Option<Coverage> {
        const COMPARED: [(Class, Comparator); 4] = [
            (Class::RelativeAbout, Comparator::About),
            (Class::RelativeEqual, Comparator::Equal),
            (Class::RelativeMore, Comparator::AtLeast),
            (Class::RelativeLess, Comparator::AtMost),
        ];
        let (chars, all) = (self.chars(), self.end());
        let relative = Class::RelativeAbout | Class::RelativeEqual | Class::RelativeMore | Class::RelativeLess;
        let word = chars.word_at(i, chars.len(), relative)?;
        let (_, comparator) = COMPARED.into_iter().find(|(class, _)| word.is(*class))?;
        let rest = i + word.length;
        let (last, other) = match word.text.as_str() {
            "与" => chars.find(rest, all, Class::InStep)?,
            _ => chars.find(rest, all.min(rest + 16), Class::MeanLevel)?,
        };
        chars.find(self.core, i, Class::MeasuredThing)?;
        let end = last + length(other);
        // Where more words follow, the comparison only describes: 高于全国平均水平的企业.
        let open = end >= all
            || !is_han(chars[end]) && !chars[end].is_ascii_digit()
            || chars.longest_at(end, all, Class::RelativeEnd).is_some();
        let figure = (rest..all).any(|j| chars[j].is_ascii_digit() && !self.text.masked[j]);
        let growth = chars.find(self.core, i, Class::Growth).is_some();
        let kind = if growth { Kind::Increase } else { Kind::Level };
        (open && !figure).then_some(Coverage { label: [self.core..i, i..i], comparator, kind, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_commitments_without_a_figure() {
        for (phrase, expected) in [
            ("全面取消落户限制", Some("取消落户限制")),
            ("全面取消农业转移人口在就业地参保户籍限制", Some("取消农业转移人口在就业地参保户籍限制")),
            ("城镇新建建筑全面执行绿色建筑标准", Some("城镇新建建筑执行绿色建筑标准")),
            ("推进就业服务常住人口全覆盖", Some("推进就业服务常住人口全覆盖")),
            ("高速公路服务区快充站实现全覆盖", Some("高速公路服务区快充站全覆盖")),
            (
                "稳步实现基本公共服务由常住地供给、覆盖全部常住人口",
                Some("稳步实现基本公共服务由常住地供给、覆盖全部常住人口"),
            ),
            ("新增工业用地全部以“标准地”供应", Some("新增工业用地以“标准地”供应")),
            ("新增和更新巡游出租汽车、公交车一律采用新能源车", Some("新增和更新巡游出租汽车、公交车采用新能源车")),
            ("全面畅通都市圈内各类未贯通公路和瓶颈路段", Some("畅通都市圈内各类未贯通公路和瓶颈路段")),
            ("工业园区标准化试点园区全面建成投产", Some("工业园区标准化试点园区建成投产")),
            ("全面落实城区常住人口300万以下城市取消落户限制要求", Some("取消落户限制")),
            (
                "完成2000年以前建成的需改造的城镇老旧小区改造任务",
                Some("完成2000年以前建成的需改造的城镇老旧小区改造任务"),
            ),
            ("常住人口城镇化率接近全省平均水平", Some("常住人口城镇化率")),
            ("全县企业中长期贷款增速高于各项贷款增速", Some("全县企业中长期贷款增速")),
            ("居民收入增长与经济增长基本同步", Some("居民收入增长")),
            ("落实重大安全隐患房屋动态清零", Some("落实重大安全隐患房屋清零")),
            ("废物箱的标识全部按照最新标准更新到位", Some("废物箱的标识按照最新标准更新到位")),
            ("全面推进乡村振兴", None),
            ("全面落实居住证互通互认工作", None),
            ("全面放宽城区常住人口落户条件", None),
            ("全面提升60分钟通畅圈质效", None),
            (
                "取消灵活就业人员在就业地参加职工基本养老保险的户籍限制",
                Some("取消灵活就业人员在就业地参加职工基本养老保险的户籍限制"),
            ),
            ("逐步放开落户限制", None),
            ("放开放宽除个别超大城市外的落户限制", None),
            ("鼓励取消年度落户名额限制", None),
            ("开展公共领域车辆全面电动化试点", None),
            ("扎实推进2000年底前建成的需改造城镇老旧小区改造任务", None),
            ("确保完成各级下达的年度目标任务", None),
            ("全面建成社会主义现代化强国", None),
            ("构建全覆盖的监管体系", None),
            ("取消急难型临时救助的户籍地限制", None),
        ] {
            let text = Text::new(phrase);
            let found = coverage(&text, 0..text.chars().len(), 0, true);
            let label = found.map(|c| c.label.into_iter().map(|r| text.slice(r)).collect::<String>());
            assert_eq!(label.as_deref(), expected, "{phrase}");
        }
    }
}
