//! Chain: a clause and its counterparts from the nation down to the county.

mod rung;

use super::language::use_messages;
use super::link::Link;
use super::parts::{breadcrumb, named, plan_lang, plan_tree, plan_words, seal};
use super::route::Route;
use super::store::Store;
use crate::bundle::{Overview, PlanShard};
use crate::messages::Messages;
use crate::model::{Clause, ClauseKind, Grade, Level, Plan, path_of, plan_of};
use crate::query::chain::{Content, Rung, rungs};
use crate::query::cite::path_label;
use crate::query::words::{deadline, figure};
use std::rc::Rc;
use yew::prelude::*;

/// Which plan to start from.
pub fn plans(m: &Messages, o: &Overview) -> Html {
    html! {
        <article>
            <h1>{ m.chain.title }</h1>
            <p class="lead">{ m.chain.lead }</p>
            { plan_tree(m, &o.plans, |plan| plan.text.then(|| Route::PlanChains { plan: plan.id.clone() })) }
        </article>
    }
}

/// Every clause of a plan with its nearest counterparts.
pub fn plan_chains(m: &Messages, o: &Overview, shard: &PlanShard) -> Html {
    html! {
        <article>
            { breadcrumb(m, vec![(AttrValue::from(m.chain.title), Route::Chains)], shard.plan.place_in(m.language).to_owned()) }
            <h1>{ seal(m, shard.plan.level, false) }{ " " }{ shard.plan.place_in(m.language) }</h1>
            <p class="lead">{ m.chain.plan_lead(shard.plan.place_in(m.language)) }</p>
            <ol class="chain-list">
                { for shard.clauses.iter().filter(|c| !matches!(c.kind, ClauseKind::Annex | ClauseKind::Closing)).map(|clause| {
                    let title = clause.heading.clone().unwrap_or_else(|| first_sentence(clause));
                    if clause.has_own_text() {
                        html! {
                            <li id={clause.path.clone()}>
                                <Link to={Route::chain(&clause.id)}><span class="path">{ path_label(m, &clause.path) }</span>{ " " }{ plan_words(m, title) }</Link>
                                { counterparts(m, shard, clause, o) }
                            </li>
                        }
                    } else {
                        html! { <li class="chapter" id={clause.path.clone()}><h2><span class="path">{ path_label(m, &clause.path) }</span>{ " " }{ plan_words(m, title) }</h2></li> }
                    }
                }) }
            </ol>
        </article>
    }
}

/// The first sentence, whole.
fn first_sentence(clause: &Clause) -> String {
    let end = clause.text.find(['。', '；', '\n']).unwrap_or(clause.text.len());
    clause.text[..end].to_owned()
}

fn counterparts(m: &Messages, shard: &PlanShard, clause: &Clause, overview: &Overview) -> Html {
    let up = shard.up.iter().filter(|l| l.child == clause.id).map(|l| (&l.parent, l));
    let down = shard.down.iter().filter(|l| l.parent == clause.id).map(|l| (&l.child, l));
    let mut links: Vec<_> = up.chain(down).collect();
    let order = |id: &str| overview.plans.iter().position(|p| p.id == plan_of(id));
    links.sort_by(|(a, la), (b, lb)| order(a).cmp(&order(b)).then(lb.score.total_cmp(&la.score)));
    if links.is_empty() {
        return html! { <p class="meta">{ m.chain.unlinked }</p> };
    }
    html! {
        <ul class="counterparts">
            { for links.into_iter().filter_map(|(id, link)| {
                let plan = overview.plans.iter().find(|p| p.id == plan_of(id))?;
                Some(html! {
                    <li>
                        { seal(m, plan.level, false) }{ " " }
                        <Link to={Route::chain(id)}>{ plan.place_in(m.language) }{ " " }{ path_label(m, path_of(id)) }</Link>{ " " }
                        <span class="meta">{ grade(m, link.grade) }</span>
                    </li>
                })
            }) }
        </ul>
    }
}

fn grade(m: &Messages, grade: Grade) -> &'static str {
    match grade {
        Grade::Clear => m.chain.clear,
        Grade::Partial => m.chain.partial,
    }
}

#[derive(Clone, PartialEq, Properties)]
pub struct ChainProps {
    pub overview: Rc<Overview>,
    pub shard: Rc<PlanShard>,
    pub store: Store,
    pub path: AttrValue,
}

/// One clause's chain.
#[component]
pub fn Chain(props: &ChainProps) -> Html {
    let m = use_messages();
    let marked = use_state(|| true);
    let shard = &props.shard;
    let others: Vec<Rc<PlanShard>> =
        props.overview.plans.iter().filter(|p| p.id != shard.plan.id).filter_map(|p| props.store.plan(&p.id)).collect();
    let others: Vec<&PlanShard> = others.iter().map(AsRef::as_ref).collect();
    let Some(clause) = shard.clauses.iter().find(|c| c.path == props.path.as_str()) else { return Html::default() };
    let Some(rungs) = rungs(shard, &props.path, &props.overview, &others) else { return Html::default() };
    let label = path_label(m, &clause.path);
    let title = clause.heading.clone().unwrap_or_else(|| first_sentence(clause));
    let toggle = {
        let marked = marked.clone();
        Callback::from(move |_: MouseEvent| marked.set(!*marked))
    };
    html! {
        <article class={classes!("chain", (!*marked).then_some("unmarked"))}>
            { breadcrumb(m, vec![
                (AttrValue::from(m.chain.title), Route::Chains),
                (AttrValue::from(shard.plan.place_in(m.language).to_owned()), Route::PlanChains { plan: shard.plan.id.clone() }),
            ], label.clone()) }
            <h1 lang={plan_lang(m)}>{ title }</h1>
            <p class="chain-summary">{ summary(m, &shard.plan, &rungs) }</p>
            <div class="chain-key">
                <button type="button" class="toggle" aria-pressed={(*marked).to_string()} onclick={toggle}>{ m.chain.show_marks }</button>
                <ul aria-label={m.chain.key}>
                    <li><mark class="all">{ m.chain.key_all }</mark></li>
                    <li><mark class="some">{ m.chain.key_two }</mark></li>
                    <li><mark class="own">{ m.chain.key_own }</mark></li>
                    <li><mark class="fig">{ m.chain.key_figure }</mark></li>
                </ul>
            </div>
            <ol class="rungs" aria-label={m.chain.columns}>
                { for rungs.iter().map(|r| rung::rung(m, r, &rungs, &shard.plan)) }
            </ol>
            { figures(m, &rungs, &props.overview) }
            { siblings(m, shard, clause, &props.overview) }
            <nav class="pager" aria-label={m.chain.title}>{ pager(m, shard, clause) }</nav>
            <p class="meta notice">{ m.chain.notice }</p>
        </article>
    }
}

/// Where the clause stands above and below, in words.
fn summary(m: &Messages, plan: &Plan, rungs: &[Rung]) -> String {
    let here = rungs.iter().position(|r| matches!(r.content, Content::Focus(_))).unwrap_or(0);
    let list = |rungs: &[Rung]| {
        let places: Vec<String> = rungs
            .iter()
            .filter_map(|r| match &r.content {
                Content::Counterparts(entries) => {
                    let paths: Vec<String> = entries.iter().map(|e| path_label(m, &e.clause.path)).collect();
                    Some(m.citing.clause(r.plan.place_in(m.language), paths.join(m.signs.list)))
                }
                Content::Named(links) => {
                    Some(m.citing.clause(r.plan.place_in(m.language), m.clauses_count(links.len())))
                }
                Content::Focus(_) | Content::Nothing | Content::NoText => None,
            })
            .collect();
        places.join(m.signs.comma)
    };
    let (up, down) = (list(&rungs[..here]), list(&rungs[here + 1..]));
    let upward = match (plan.level, up.is_empty()) {
        (Level::Nation, _) => m.chain.highest.to_owned(),
        (_, true) => m.chain.no_upward.to_owned(),
        (_, false) => m.chain.upward(&up),
    };
    let downward = match (plan.level, down.is_empty()) {
        (Level::County, _) => m.chain.lowest.to_owned(),
        (_, true) => m.chain.no_downward.to_owned(),
        (_, false) => m.chain.downward(&down),
    };
    [&upward, m.signs.semicolon, &downward, m.signs.stop].concat()
}

/// Figures of the chain's clauses, a row an indicator, a column a plan.
fn figures(m: &Messages, rungs: &[Rung], overview: &Overview) -> Html {
    let entries = |rung: &Rung| -> Vec<crate::model::Target> {
        match &rung.content {
            Content::Focus(entry) => entry.targets.iter().map(|t| (*t).clone()).collect(),
            Content::Counterparts(entries) => {
                entries.iter().flat_map(|e| e.targets.iter().map(|t| (*t).clone())).collect()
            }
            Content::Nothing | Content::NoText | Content::Named(_) => Vec::new(),
        }
    };
    let columns: Vec<_> = rungs.iter().map(|r| (r, entries(r))).collect();
    let mut ids: Vec<&str> = Vec::new();
    for target in columns.iter().flat_map(|(_, targets)| targets) {
        if !ids.contains(&target.indicator.as_str()) {
            ids.push(&target.indicator);
        }
    }
    if ids.is_empty() {
        return Html::default();
    }
    let name =
        |id: &str| overview.indicators.iter().find(|e| e.indicator.id == id).map(|e| named(m, &e.indicator.name));
    html! {
        <section class="chain-figures" aria-labelledby="figures">
            <h2 id="figures">{ m.chain.figures }</h2>
            { for ids.into_iter().map(|id| html! {
                <div class="figure-row">
                    <h3><Link to={Route::indicator(id)}>{ name(id).unwrap_or_else(|| html! { { id.to_owned() } }) }</Link></h3>
                    <dl>
                        { for columns.iter().map(|(rung, targets)| html! {
                            <div class={classes!((!rung.plan.text).then_some("empty"))}>
                                <dt>{ seal(m, rung.plan.level, !rung.plan.text) }{ " " }{ rung.plan.place_in(m.language) }</dt>
                                <dd>{ figure_cell(m, targets.iter().filter(|t| t.indicator == id)) }</dd>
                            </div>
                        }) }
                    </dl>
                </div>
            }) }
        </section>
    }
}

fn figure_cell<'a>(m: &Messages, targets: impl Iterator<Item = &'a crate::model::Target>) -> Html {
    let cells: Vec<Html> = targets
        .map(|t| {
            let deadline = deadline(m, t);
            match figure(m, t) {
                Some(figure) => {
                    html! { <span><b class="figure">{ figure }</b>{ " " }<span class="meta">{ deadline }</span></span> }
                }
                None => plan_words(m, t.quote.clone().unwrap_or_default()),
            }
        })
        .collect();
    if cells.is_empty() {
        html! { <span class="meta">{ "—" }</span> }
    } else {
        html! { <>{ for cells }</> }
    }
}

fn siblings(m: &Messages, shard: &PlanShard, clause: &Clause, overview: &Overview) -> Html {
    let found: Vec<(&str, f64)> = shard
        .siblings
        .iter()
        .filter_map(|s| match () {
            () if s.a == clause.id => Some((s.b.as_str(), s.score)),
            () if s.b == clause.id => Some((s.a.as_str(), s.score)),
            () => None,
        })
        .collect();
    if found.is_empty() {
        return Html::default();
    }
    html! {
        <details class="siblings">
            <summary>{ m.chain.siblings }{ " " }<span class="count">{ found.len() as u32 }</span></summary>
            <p class="meta">{ m.chain.siblings_note }</p>
            <ul>
                { for found.into_iter().filter_map(|(id, score)| {
                    let plan = overview.plans.iter().find(|p| p.id == plan_of(id))?;
                    Some(html! {
                        <li>{ seal(m, plan.level, false) }{ " " }<Link to={Route::chain(id)}>{ plan.place_in(m.language) }{ " " }{ path_label(m, path_of(id)) }</Link>
                            { " " }<span class="meta">{ m.chain.likeness(format!("{score:.2}")) }</span></li>
                    })
                }) }
            </ul>
        </details>
    }
}

fn pager(m: &Messages, shard: &PlanShard, clause: &Clause) -> Html {
    let own: Vec<&Clause> = shard.clauses.iter().filter(|c| c.is_linkable()).collect();
    let here = own.iter().position(|c| c.id == clause.id);
    let step = |at: Option<usize>, words: &str| {
        let other = at.and_then(|i| own.get(i))?;
        Some(
            html! { <Link to={Route::chain(&other.id)}>{ words }{ m.signs.colon }{ path_label(m, &other.path) }</Link> },
        )
    };
    html! {
        <>
            { for here.and_then(|i| step(i.checked_sub(1), m.chain.previous)) }
            <Link to={Route::plan(&shard.plan.id)} hash={clause.path.clone()}>{ m.plan_text }</Link>
            { for here.and_then(|i| step(Some(i + 1), m.chain.next)) }
        </>
    }
}
