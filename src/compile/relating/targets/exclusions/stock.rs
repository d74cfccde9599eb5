//! Figures that tell what there is already, or only describe: 现有50户.

use super::Candidate;
use crate::compile::lexicon::Class;
use crate::compile::relating::targets::measures::Measure;
use crate::compile::rules::rules;
use crate::compile::words::{is_word, length};

rules! {
    /// Whether the figure tells what is there already, or only describes.
    pub fn stock(f: &Candidate) -> bool, STOCK of "stock";
    "the phrase tells what there is" "目前全市已建成公园120个，城镇化率达到65%": f.now => true;
    "there already" "现有50户以上集中成片": f.is_stock() => true;
    "as the figure it is joined to" "实际利用外资分别占比达18%和6%": f.joined => false;
    "not what is reached" "将城乡居民收入比控制在1.8以内": f.is_reached() => false;
    "done to so many" "对全县320个公交站台实施提升改造": f.is_done_to() => false;
    "described" "围绕10条重点产业链": f.is_described() => true;
    "with it something is done" "对城区12座桥梁开展日常养护": f.is_object_of_preposition() => true;
}

impl Candidate<'_> {
    fn is_in_time(&self, place: usize) -> bool {
        self.times.at(place).is_some()
    }

    fn is_stock(&self) -> bool {
        let (chars, begin, end) = (self.chars(), self.phrase.start, self.start());
        let mut from = begin;
        while let Some((i, word)) = chars.find(from, end, Class::Stock) {
            let after = i + length(word);
            let baseline = chars.longest_at(after, end, Class::Basis).is_some()
                || chars.longest_before(begin, i, Class::From).is_some()
                // 既有住宅加装电梯40部, 改扩建现有仓库20个: what there is gets something new.
                || is_word(word, Class::AddedTo)
                    && (chars.find(after, end, Class::Flow).is_some()
                        || self.figure.after.is_none() && chars.longest_before(begin, i, Class::Quantity).is_some());
            if !self.is_in_time(i) && !self.text.masked[i] && !baseline {
                return true;
            }
            from = after;
        }
        false
    }

    /// Something is done to the figure's things behind `place`.
    fn is_done_after(&self, place: usize) -> bool {
        let done = || self.chars().find(place, self.start(), Class::Quantity);
        !self.chars().before(self.start(), "的") && done().is_some_and(|(at, _)| !self.is_in_time(at))
    }

    fn is_described(&self) -> bool {
        let (chars, end) = (self.chars(), self.start());
        let Some((i, word)) = chars.find(self.phrase.start, end, Class::Describing) else { return false };
        // 综合利用率 is a rate that is reached.
        if chars.at(i + length(word), "率") {
            return false;
        }
        // 建成医养结合中心5处: what is done stands before.
        let done_before = i > self.core && chars.longest_at(self.core, i, Class::Flow).is_some();
        // 符合条件的随迁子女100%…: it describes the words behind it only.
        let inner = is_word(word, Class::Meeting) && chars.find_text(i, end.saturating_sub(1), "的").is_some();
        !self.text.masked[i] && !self.is_done_after(i + length(word)) && !done_before && !inner
    }

    fn is_object_of_preposition(&self) -> bool {
        let (chars, subject, end) = (self.chars(), self.subject(), self.start());
        let head = chars.longest_at(subject.start, end, Class::Preposition).map(|w| subject.start + length(w));
        let nested = chars.find(subject.start, end, Class::Toward).map(|(i, w)| i + length(w));
        head.or(nested).is_some_and(|i| !self.is_done_after(i)) && !self.is_share_put_somewhere()
    }

    /// 对1918个垃圾箱房进行升级改造: what is done to them ends the phrase, and changes them.
    fn is_done_to(&self) -> bool {
        let (chars, end) = (self.chars(), self.phrase.end);
        let done = chars.longest_before(self.end(), end, Class::Flow).filter(|word| is_word(word, Class::WhollyDone));
        let undergo = || ["进行", "实施"].into_iter().find_map(|word| chars.find_text(self.end(), end, word));
        chars.at(self.core, "对") && done.is_some() && undergo().is_some()
    }

    /// 将30%号源下沉到基层: what is done with a share.
    fn is_share_put_somewhere(&self) -> bool {
        let put = || {
            ["将", "把"]
                .into_iter()
                .any(|word| self.chars().before(self.start(), word) || self.chars().before(self.predicate.start, word))
        };
        self.figure.measure == Measure::Percent && put() && self.leads_on()
    }
}
