//! Whose figure it is: the place or the part of it that is meant.

use super::{Antecedent, Named};
use crate::compile::lexicon::Class;
use crate::compile::relating::targets::labels::{leading_verb, named_place, whole};
use crate::compile::relating::targets::sentence::Text;
use crate::compile::relating::targets::times::Times;
use crate::compile::rules::rules;
use crate::compile::words::closing;
use crate::model::Kind;

rules! {
    pub fn scope(s: &Named) -> String, SCOPE of "whose scope";
    "named" "中心城区新增停车位2000个": find s.of.head.scope.clone();
    "place of a part" "其中滨江新区2160个": find s.whole_in_a_place().map(|_| named_place(&s.of.text.slice(s.subject.clone())));
    "as the figure before" "建成区绿化覆盖率不低于43%、绿地率不低于39%": find s.of.coordinated.map(|first| first.scope.clone().unwrap_or_else(|| whole(s.of.plan)));
    "new subject" "县级以上公共图书馆达标率达到95%": s.has_own_subject() => s.general_scope();
    "as the phrase before" "福州都市圈新增高速公路31.5公里，新增轨道交通87公里": find inherited_scope(s.of.text, s.of.times, s.of.stretch.start, s.of.before, s.name.is_empty());
}

/// The scope that carries on from the phrase before to what begins at `position`. `bare`: it names nothing itself.
pub fn inherited_scope(
    text: &Text,
    times: &Times,
    position: usize,
    before: Option<&Antecedent>,
    bare: bool,
) -> Option<String> {
    // A place carries on over commas, not over semicolons; 每个街道 and where a rate holds not even so far.
    let cut = position.checked_sub(1).is_some_and(|before| text.chars()[before] == '；');
    let rate = |a: &Antecedent| matches!(a.kind, Some((Kind::Level | Kind::Increase, ..)));
    let before =
        before.filter(|a| !cut && (bare || !rate(a)) && a.scope.as_ref().is_none_or(|scope| !scope.starts_with("每")));
    // A new time opens a new thought: 到2028年93%以上的公办高中 is not about 每个县 any more.
    let fresh = times.within(position..position + 4).iter().any(|t| t.when.last().is_some());
    before.filter(|_| !fresh)?.scope.clone()
}

impl Named<'_> {
    /// “一县一特色”发展1~2条产业链 has no subject of its own, 惠及居民 neither.
    fn has_own_subject(&self) -> bool {
        let done_by = closing(&self.name, Class::Quantity).is_some();
        self.has_name() && !done_by && leading_verb(&self.name).is_none()
    }

    /// The whole place, or one of which the words before said that all of it is meant.
    fn general_scope(&self) -> String {
        let general = self.of.before.and_then(|before| before.scope.clone()).filter(|scope| scope.starts_with('全'));
        general.unwrap_or_else(|| whole(self.of.plan))
    }
}
