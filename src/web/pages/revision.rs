//! What a plan changes of an earlier one of its series: target by target, clause by clause. Complete as prerendered.

use super::chain::changes::{id, name};
use crate::bundle::{Overview, PlanShard, key};
use crate::messages::{Guide, Messages, RevisionWords};
use crate::model::{self, ChangeKind, Clause, Corpus, Grade, Indicator, Plan, Target, earlier};
use crate::query::changes::{ChangeNote, of_clause};
use crate::query::cite::{path_label, plan_label};
use crate::query::revision::{Became, ClausePair, TargetPair, clauses, pieces, targets};
use crate::query::words::{deadline, figure};
use crate::web::link::{Link, address};
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{breadcrumb, named, plan_lang, plan_name, plan_words, scope, seal, source_line, target_words};
use crate::web::reach::Rank;
use crate::web::route::Route;
use crate::web::standing::standing;
use std::sync::Arc;
use yew::prelude::*;

impl Page for Revision<'_> {
    const FOLDER: Route = Route::REVISIONS;
    const IDS: usize = 2;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.revisions.iter().map(|revision| Route::revision(&revision.plan, &revision.earlier)).collect()
    }

    fn rank(_: &[String]) -> Rank {
        Rank::Own
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::guide(visit.store.language()));
        needs.add(key::revision(visit.id(0), visit.id(1)));
        needs.plans_of(visit, visit.id(0));
        let plans = [0, 1].map(|n| key::plan(visit.id(n)));
        if let (Some(o), [Some(later), Some(earlier)]) =
            (visit.overview(), plans.each_ref().map(|k| visit.store.get(k)))
        {
            // Those that the overview does not know are not of several plans of a country.
            let unknown = later.targets.iter().chain(&earlier.targets).filter(|t| o.indicator(&t.indicator).is_none());
            needs.all(unknown.map(|target| key::indicator(&target.indicator)));
        }
        needs.all(plans);
    }

    fn title(visit: &Visit) -> Option<String> {
        let guide = visit.store.get(&key::guide(visit.store.language()))?;
        let o = visit.overview()?;
        let [later, earlier] = [0, 1].map(|n| o.plan(visit.id(n)));
        Some(title(visit.messages(), &guide.revision, later?, earlier?))
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.store.get(&key::guide(visit.store.language()))?.revision.lead.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let o = visit.overview()?;
        let guide: Arc<&Guide> = visit.store.get(&key::guide(visit.store.language()))?;
        let [later, earlier] = [0, 1].map(|n| visit.store.get(&key::plan(visit.id(n))));
        let (later, earlier) = (later?, earlier?);
        let revision = visit.store.get(&key::revision(visit.id(0), visit.id(1)))?;
        let mut indicators: Vec<Indicator> = o.indicators.iter().map(|entry| entry.indicator.clone()).collect();
        for target in later.targets.iter().chain(&earlier.targets) {
            if let Some(shard) = visit.store.get(&key::indicator(&target.indicator)) {
                indicators.push(shard.indicator.clone());
            }
        }
        // Beside the earlier plan alone: what corresponds above is another matter.
        let beside =
            PlanShard { up: revision.links.clone(), changes: revision.changes.clone(), ..PlanShard::clone(&later) };
        let page = Revision {
            m: visit.messages(),
            w: &guide.revision,
            o: &o,
            later: &beside,
            earlier: &earlier,
            revision: &revision,
            indicators: &indicators.iter().collect::<Vec<_>>(),
        };
        Some(page.page())
    }
}

/// The page of one pair of plans.
#[derive(Clone, Copy)]
pub struct Revision<'a> {
    m: &'a Messages,
    w: &'a RevisionWords,
    o: &'a Overview,
    /// With its links and changes beside the earlier plan.
    later: &'a PlanShard,
    earlier: &'a PlanShard,
    revision: &'a model::Revision,
    indicators: &'a [&'a Indicator],
}

fn title(m: &Messages, w: &RevisionWords, later: &Plan, earlier: &Plan) -> String {
    let year = |plan: &Plan| plan.year().unwrap_or_default();
    w.title(later.place_in(m.language), year(later), year(earlier))
}

/// Parts of the page that the counts at its head lead to.
const CLAUSES: [&str; 4] = ["changed-clauses", "new-clauses", "gone-clauses", "same-clauses"];

impl Revision<'_> {
    fn page(&self) -> Html {
        let (m, w) = (self.m, self.w);
        let (later, earlier) = (&self.later.plan, &self.earlier.plan);
        let targets = targets((self.later, self.earlier), self.revision, self.indicators);
        let clauses = clauses((self.later, self.earlier), self.revision);
        let part = |n: usize| clauses.iter().filter(move |pair| part_of(pair) == CLAUSES[n]).collect::<Vec<_>>();
        let [changed, new, gone, same] = [0, 1, 2, 3].map(part);
        let plan = |plan: &Plan| {
            html! {
                <li>{ seal(m, plan.level, false) }<div><p>{ plan_name(m, plan, Some(Route::plan(&plan.id))) }</p>
                    <p class="meta">{ source_line(m, plan) }{ standing(m, plan, &self.o.plans) }</p></div></li>
            }
        };
        let figures = Became::ALL.map(|became| {
            let n = targets.iter().filter(|pair| pair.became == became).count();
            (n > 0).then(|| self.count(anchor(became), n, self.became(became)))
        });
        html! {
            <article class="place revision">
                { breadcrumb(m, vec![
                    (AttrValue::from(m.nav_plans), Route::PLANS),
                    (AttrValue::from(plan_label(m, later)), Route::plan(&later.id)),
                ], w.of_year(earlier.year().unwrap_or_default())) }
                <h1>{ title(m, w, later, earlier) }</h1>
                <p class="lead">{ w.lead }</p>
                <ul class="plan-list">{ plan(later) }{ plan(earlier) }</ul>
                { self.others() }
                <section class="group" aria-labelledby="figures">
                    <h2 id="figures">{ w.figures }</h2>
                    if targets.is_empty() { <p>{ w.none }</p> } else { <p class="meta">{ w.figures_note }</p> }
                    <ul class="place-counts" aria-label={w.figures}>{ for figures.into_iter().flatten() }</ul>
                    { for Became::ALL.into_iter().map(|became| self.targets(became, &targets)) }
                </section>
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
                <p class="meta notice">{ m.chain.changed_note }</p>
            </article>
        }
    }

    /// A number, which leads to what it counts.
    fn count(&self, part: &'static str, n: usize, words: &'static str) -> Html {
        let shown = html! { <><b class="figure">{ n }</b>{ " " }{ words }</> };
        let to = address(self.m.language, &Route::revision(&self.revision.plan, &self.revision.earlier), "", part);
        html! {
            <li class={part}>if n > 0 { <a href={to}>{ shown }</a> } else { <span>{ shown }</span> }</li>
        }
    }

    /// Ways to the other pairs of the series.
    fn others(&self) -> Html {
        let (m, plans) = (self.m, &self.o.plans);
        let known = |id: &str| self.o.plan(id);
        let pairs = |plan: &Plan| -> Vec<(String, String)> {
            let plan = known(&plan.id).filter(|plan| plan.text);
            let others = plan.into_iter().flat_map(|plan| earlier(plan, known)).filter(|other| other.text);
            others.filter_map(|other| Some((plan?.id.clone(), other.id.clone()))).collect()
        };
        let after = plans.iter().filter(|plan| plan.previous.as_ref() == Some(&self.revision.plan));
        let mut all: Vec<(String, String)> = after.flat_map(pairs).collect();
        all.extend([&self.later.plan, &self.earlier.plan].into_iter().flat_map(pairs));
        all.retain(|(plan, other)| (plan, other) != (&self.revision.plan, &self.revision.earlier));
        if all.is_empty() {
            return Html::default();
        }
        let year = |id: &str| known(id).and_then(Plan::year).unwrap_or_default();
        let link = |(plan, other): &(String, String)| {
            let words = [self.w.of_year(year(other)), self.w.of_year(year(plan))].join(" → ");
            html! { <li><Link to={Route::revision(plan, other)}>{ words }</Link></li> }
        };
        html! { <div><p class="meta">{ self.w.others }</p><ul class="place-list" aria-label={m.nav_plans}>{ for all.iter().map(link) }</ul></div> }
    }

    fn became(&self, became: Became) -> &'static str {
        let (c, w) = (&self.m.compare, self.w);
        match became {
            Became::Stricter => c.stricter,
            Became::Laxer => c.laxer,
            Became::Larger => w.larger,
            Became::Smaller => w.smaller,
            Became::Other => w.other,
            Became::Added => w.added,
            Became::Dropped => w.dropped,
            Became::Same => w.same,
        }
    }

    fn targets(&self, became: Became, pairs: &[TargetPair]) -> Html {
        let own: Vec<&TargetPair> = pairs.iter().filter(|pair| pair.became == became).collect();
        if own.is_empty() {
            return Html::default();
        }
        let list = html! { <ul class="place-figures">{ for own.iter().map(|pair| self.target(pair)) }</ul> };
        let id = anchor(became);
        // What is the same is the longest list and the least telling.
        match became {
            Became::Same => html! { <details {id}><summary>{ self.became(became) }</summary>{ list }</details> },
            _ => html! { <section aria-labelledby={id}><h3 {id}>{ self.became(became) }</h3>{ list }</section> },
        }
    }

    fn target(&self, pair: &TargetPair) -> Html {
        let m = self.m;
        let Some(target) = pair.later.or(pair.earlier) else { return Html::default() };
        let side = |target: &Target, plan: &Plan| {
            let year = self.w.of_year(plan.year().unwrap_or_default());
            let value = match figure(m, target) {
                Some(figure) => html! { <b class="figure">{ figure }</b> },
                None => html! { <b class="wording">{ target_words(m, target) }</b> },
            };
            let path = target.clause.as_ref().map(|clause| clause.path().to_owned()).unwrap_or_default();
            html! {
                <><Link class="meta" to={Route::plan(&plan.id)} hash={path}>{ year }</Link>{ " " }{ value }{ " " }
                    <span class="year">{ deadline(m, target).unwrap_or_default() }</span></>
            }
        };
        let known = self.indicators.iter().find(|indicator| indicator.id == target.indicator);
        // 全市 says nothing here.
        let part = !target.scope.is_empty() && !target.scope.starts_with('全');
        html! {
            <li key={target.id.as_str()}>
                <p class="place-name"><Link to={Route::indicator(&target.indicator)}>
                    if let Some(known) = known { { named(m, &known.name) } } else { { plan_words(m, target.label.clone()) } }
                </Link>if part { { " " }<span class="meta">{ scope(m, target) }</span> }</p>
                <p class="place-own">{ for pair.later.map(|target| side(target, &self.later.plan)) }</p>
                <p class="place-above">{ for pair.earlier.map(|target| side(target, &self.earlier.plan)) }</p>
            </li>
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

fn anchor(became: Became) -> &'static str {
    match became {
        Became::Stricter => "stricter",
        Became::Laxer => "laxer",
        Became::Larger => "larger",
        Became::Smaller => "smaller",
        Became::Other => "other",
        Became::Added => "added",
        Became::Dropped => "dropped",
        Became::Same => "same",
    }
}
