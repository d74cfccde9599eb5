//! What a figure is about, in the plan's own words.

use super::{FARTHEST, Named};
use crate::compile::lexicon::Class;
use crate::compile::relating::targets::labels::{alike, change_verb, leading_verb, names_doing, of_what, scale_named};
use crate::compile::relating::targets::measures::Measure;
use crate::compile::rules::rules;
use crate::model::Kind;
use crate::text::numerals::Form;

/// A label, and where its words begin.
pub type Label = (String, usize);

rules! {
    /// What the figure is about.
    pub fn label(s: &Named) -> Label, LABEL of "label";
    "size of what was named" "陶瓷产业集群规模不断壮大，打造千亿产业集群": find s.size_of_named();
    "how much of what is done" "新改建雨水管道及泵站，管道总长35公里": find s.of.undertaken.clone().map(|done| (done, s.of.head.start));
    "part in a place" "新增学位5400个，其中滨江新区2160个": find s.part_in_a_place();
    "share of the whole" "其中不低于35%": find s.share_of_the_whole();
    "part by its name" "其中移民安置区劳动力不少于1.2万人次": find s.part_by_its_name();
    "subject and object" "“一县一特色”发展1~2条重点产业链": find s.with_object();
    "subject and change" "户籍人口城镇化率力争每年提高0.8～1个百分点": s.has_name() && s.changes() => s.named(&change_verb(&s.of.text.slice(s.of.predicate.start..s.of.figure.range.start)));
    "subject" "常住人口达到300万": s.has_name() => s.named("");
    "object" "推进2条历史街区保护": find s.object_alone();
    "as before" "分别改造老旧小区30个、40个": find s.as_before();
}

rules! {
    /// The verb of the first of several things names the others too.
    pub fn with_verb(s: &Named, label: &str, kind: Kind) -> String, WITH_VERB of "label with the verb before";
    "done as before" "新建口袋公园6个、绿道15公里": find s.verb_before(label, kind);
}

rules! {
    /// What a bare measure or a mere effect is of, the words before say.
    pub fn with_thing(s: &Named, label: &str) -> String, WITH_THING of "label with the thing before";
    "measure or effect of it" "推行“小哥驿站”，镇街覆盖率达到100%": find s.thing_before(label);
}

impl Named<'_> {
    fn size_of_named(&self) -> Option<Label> {
        let named = self.of.before.filter(|_| self.of.figure.form == Form::Bare)?;
        Some((scale_named(&named.label)?, self.of.head.start))
    }

    fn part_in_a_place(&self) -> Option<Label> {
        let whole = self.whole_in_a_place()?;
        let share = if self.has_unit_of(whole) { "" } else { "占比" };
        Some((whole.label.clone() + share, self.of.head.start))
    }

    fn share_of_the_whole(&self) -> Option<Label> {
        let whole = self
            .whole_of()
            .filter(|whole| self.name.is_empty() && self.object.is_none() && !self.has_unit_of(whole))?;
        let share = if self.of.figure.measure == Measure::Percent { "占比" } else { "" };
        Some((whole.label.clone() + share, self.of.head.start))
    }

    fn part_by_its_name(&self) -> Option<Label> {
        let whole = self.whole_of().filter(|whole| self.has_unit_of(whole) && !alike(&whole.label, &self.name))?;
        let part = self.object.is_none() && self.has_name();
        part.then(|| (format!("{}（其中{}）", whole.label, self.name), self.of.head.start))
    }

    fn with_object(&self) -> Option<Label> {
        let object = self.object.clone().filter(|_| self.has_name())?;
        Some(self.named(&self.of.text.slice(object)))
    }

    fn object_alone(&self) -> Option<Label> {
        let object = self.of.text.slice(self.object.clone()?);
        let chars = self.of.text.chars();
        let verb = chars.longest_before(self.of.head.core, self.of.figure.range.start, Class::Changing);
        Some(self.named(&format!("{}{object}", verb.filter(|_| self.changes()).unwrap_or_default())))
    }

    fn as_before(&self) -> Option<Label> {
        let before = self.antecedent().filter(|before| before.names_something())?;
        let own = self.of.coordinated.is_none();
        let near = own && self.of.figure.range.start - before.start <= FARTHEST;
        let sum = if self.words.ends_with("投资") { "投资" } else { "" };
        let verb = match self.changes() && own && self.of.predicate.start <= self.of.head.core {
            true => change_verb(&self.words),
            false => String::new(),
        };
        let start = if near { before.start } else { self.of.head.start };
        Some((before.label.clone() + sum + &verb, start))
    }

    fn verb_before(&self, label: &str, kind: Kind) -> Option<String> {
        let verb = self.antecedent().filter(|before| before.counts()).and_then(|before| leading_verb(&before.label))?;
        let counts = matches!(kind, Kind::Cumulative | Kind::Annual)
            && self.is_done_as_before(label)
            && self.of.undertaken.is_none();
        let doing = self.of.text.slice(self.of.head.start..self.of.figure.range.start);
        (counts && !names_doing(label) && !names_doing(&doing)).then(|| verb.to_owned() + label)
    }

    fn thing_before(&self, label: &str) -> Option<String> {
        let before = self.antecedent().filter(|before| before.names_something() && self.part.is_none())?;
        Some(of_what(&before.label, label)? + label)
    }

    fn named(&self, more: &str) -> Label {
        (self.name.clone() + more, self.of.head.start)
    }
}
