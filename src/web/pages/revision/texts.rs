//! The clauses of two plans of one series, by what became of them, with their texts beside each other.

use super::Revision;
use crate::model::{ChangeKind, Clause, Grade, Plan};
use crate::query::changes::{ChangeNote, of_clause};
use crate::query::cite::path_label;
use crate::query::revision::{ClausePair, clauses, pieces};
use crate::web::link::Link;
use crate::web::pages::chain::changes::{id, name};
use crate::web::parts::{plan_lang, plan_words};
use crate::web::route::Route;
use yew::prelude::*;

/// Parts of the page that the counts at its head lead to.
const CLAUSES: [&str; 4] = ["changed-clauses", "new-clauses", "gone-clauses", "same-clauses"];

impl Revision<'_> {
    /// What became of each clause.
    pub fn texts(&self) -> Html {
        let w = self.w;
        let clauses = clauses((self.later, self.earlier), self.revision);
        let part = |n: usize| clauses.iter().filter(move |pair| part_of(pair) == CLAUSES[n]).collect::<Vec<_>>();
        let [changed, new, gone, same] = [0, 1, 2, 3].map(part);
        html! {
            <section class="group" aria-labelledby="clauses">
                <h2 id="clauses">{ w.clauses }</h2>
                <p class="meta">{ w.texts_note }</p>
                <ul class="place-counts" aria-label={w.clauses}>
                    { for [(&changed, w.changed), (&new, w.new_clauses), (&gone, w.gone_clauses), (&same, w.same_clauses)]
                        .into_iter().zip(CLAUSES).map(|((pairs, name), part)| self.count(part, pairs.len(), name)) }
                </ul>
                { self.part(CLAUSES[0], w.changed, &changed, |pair| self.changed(pair)) }
                { self.part(CLAUSES[1], w.new_clauses, &new, |pair| self.alone(pair)) }
                { self.part(CLAUSES[2], w.gone_clauses, &gone, |pair| self.alone(pair)) }
                { self.same(&same) }
            </section>
        }
    }

    fn part(
        &self,
        id: &'static str,
        name: &'static str,
        pairs: &[&ClausePair],
        item: impl Fn(&ClausePair) -> Html,
    ) -> Html {
        if pairs.is_empty() {
            return Html::default();
        }
        html! {
            <section aria-labelledby={id}><h3 id={id}>{ name }{ " " }<span class="meta">{ self.w.n(pairs.len()) }</span></h3>
                <ul class="revision-clauses">{ for pairs.iter().map(|pair| html! { <li>{ item(pair) }</li> }) }</ul>
            </section>
        }
    }

    /// What a clause is called, leading to it.
    fn clause(&self, clause: &Clause) -> Html {
        html! {
            <Link to={Route::plan(&clause.plan)} hash={clause.path.clone()}><span class="path">{ path_label(self.m, &clause.path) }</span>
                { " " }{ plan_words(self.m, clause.title().to_owned()) }</Link>
        }
    }

    fn changed(&self, pair: &ClausePair) -> Html {
        let (m, w) = (self.m, self.w);
        let (Some(later), Some(best)) = (pair.later, pair.earlier.first()) else { return Html::default() };
        let told = of_clause(self.later, &later.id, &[self.earlier]);
        // The texts beside each other tell what is the same.
        let told: Vec<ChangeNote> = told.into_iter().filter(|t| !t.is(ChangeKind::WordingCopied)).collect();
        let others = pair.earlier.iter().map(|clause| html! {
            <>{ " " }<Link to={Route::plan(&clause.plan)} hash={clause.path.clone()}>{ path_label(m, &clause.path) }</Link></>
        });
        let year = self.earlier.plan.year().unwrap_or_default();
        html! {
            <>
                <h4>{ self.clause(later) }</h4>
                <p class="meta">{ w.corresponds(year) }{ for others }
                    if pair.grade == Some(Grade::Partial) { { m.signs.bracketed(m.chain.partial) } }</p>
                { self.notes(&told) }
                <details><summary>{ w.both_texts }</summary>
                    <div class="revision-texts">
                        { self.text(&self.later.plan, &later.text, Some((&best.text, "ins"))) }
                        { self.text(&self.earlier.plan, &best.text, Some((&later.text, "del"))) }
                    </div>
                </details>
            </>
        }
    }

    /// The typed changes of a clause, a row a kind, or the kinds that go together.
    fn notes(&self, told: &[ChangeNote]) -> Html {
        let (m, lang) = (self.m, plan_lang(self.m));
        if told.is_empty() {
            return Html::default();
        }
        let quote = |words: &str| html! { <q class="quote" {lang}>{ words.to_owned() }</q> };
        let one = |told: &ChangeNote| match (&told.upper, &told.lower) {
            (_, Some(lower)) if told.is(ChangeKind::BodiesNamed) => plan_words(m, lower.clause.units.join("、")),
            (Some(upper), Some(lower)) => {
                html! { <>{ quote(upper.text()) }<p class="becomes">{ quote(lower.text()) }</p></> }
            }
            (Some(only), None) | (None, Some(only)) => quote(only.text()),
            (None, None) => Html::default(),
        };
        let rows = told.chunk_by(|a, b| a.kinds == b.kinds).map(|row| {
            let kinds = row.first().map(|t| t.kinds.as_slice()).unwrap_or_default();
            let names: Vec<&str> = kinds.iter().map(|kind| name(m, *kind)).collect();
            html! {
                <div class={kinds.first().copied().map(id)}><dt>{ names.join(m.signs.comma) }</dt>
                    { for row.iter().map(|told| html! { <dd>{ one(told) }</dd> }) }</div>
            }
        });
        html! { <dl class="changes">{ for rows }</dl> }
    }

    /// A clause of one plan alone.
    fn alone(&self, pair: &ClausePair) -> Html {
        let (clause, plan) = match (pair.later, pair.earlier.first()) {
            (Some(clause), _) => (clause, &self.later.plan),
            (None, Some(clause)) => (*clause, &self.earlier.plan),
            (None, None) => return Html::default(),
        };
        html! {
            <><h4>{ self.clause(clause) }</h4>
                <details><summary>{ self.w.whole_text }</summary>{ self.text(plan, &clause.text, None) }</details></>
        }
    }

    /// A text, with what the other one does not have in an element of its own.
    fn text(&self, plan: &Plan, text: &str, other: Option<(&str, &'static str)>) -> Html {
        let marked = match other {
            None => html! { { text.to_owned() } },
            Some((other, element)) => html! {
                { for pieces(text, other).into_iter().map(|(piece, same)| match element {
                    _ if same => html! { { piece } },
                    "ins" => html! { <ins>{ piece }</ins> },
                    _ => html! { <del>{ piece }</del> },
                }) }
            },
        };
        html! {
            <div><p class="meta">{ self.w.of_year(plan.year().unwrap_or_default()) }</p>
                <p class="quote" lang={plan_lang(self.m)}>{ marked }</p></div>
        }
    }

    fn same(&self, pairs: &[&ClausePair]) -> Html {
        let clauses = pairs.iter().filter_map(|pair| pair.later);
        html! {
            if !pairs.is_empty() {
                <details id={CLAUSES[3]}><summary>{ self.w.same_clauses }{ " " }{ self.w.n(pairs.len()) }</summary>
                    <ul class="place-clauses">{ for clauses.map(|clause| html! { <li>{ self.clause(clause) }</li> }) }</ul>
                </details>
            }
        }
    }
}

/// Which part of the page a pair of clauses stands in.
fn part_of(pair: &ClausePair) -> &'static str {
    match (pair.later, pair.earlier.first()) {
        (Some(_), Some(_)) if pair.is_same() => CLAUSES[3],
        (Some(_), Some(_)) => CLAUSES[0],
        (Some(_), None) => CLAUSES[1],
        (None, _) => CLAUSES[2],
    }
}
