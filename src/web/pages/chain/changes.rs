//! What a plan made of the clauses above: typed changes with their quotations.

use crate::bundle::{Overview, PlanShard};
use crate::messages::Messages;
use crate::model::{ChangeKind, Clause, Plan, Target};
use crate::query::chain::{ChainClause, Content, Rung};
use crate::query::changes::{ChangeNote, Quote, of_clause, of_plan};
use crate::query::cite::path_label;
use crate::query::words::{deadline, figure};
use crate::web::link::Link;
use crate::web::parts::{plan_lang, plan_words, seal, target_name};
use crate::web::route::Route;
use yew::prelude::*;

/// What this clause makes of its counterparts above.
pub fn made_here(m: &Messages, shard: &PlanShard, clause: &Clause, others: &[&PlanShard]) -> Html {
    let told = of_clause(shard, &clause.id, others);
    if told.is_empty() {
        return Html::default();
    }
    let uppers = shard.up.iter().filter(|l| l.child == clause.id).map(|l| l.parent.plan());
    let several = uppers.collect::<std::collections::BTreeSet<_>>().len() > 1;
    html! {
        <section class="changed" aria-labelledby="changes">
            <h2 id="changes">{ m.chain.changed(shard.plan.place_in(m.language)) }</h2>
            { list(m, &told, several) }
            <p class="meta">{ m.chain.changed_note }</p>
        </section>
    }
}

/// What each plan below made of this clause, side by side: the answer at a glance.
pub fn made_below(m: &Messages, o: &Overview, shard: &PlanShard, rungs: &[Rung], others: &[&PlanShard]) -> Html {
    let here = rungs.iter().position(|r| matches!(r.content, Content::Focus(_))).unwrap_or(0);
    let Some(Content::Focus(focus)) = rungs.get(here).map(|rung| &rung.content) else { return Html::default() };
    let below: Vec<Html> = rungs[here + 1..]
        .iter()
        .filter_map(|rung| {
            let Content::Counterparts(entries) = &rung.content else { return None };
            let lower = others.iter().find(|other| other.plan.id == rung.plan.id)?;
            Some(made(m, o, rung.plan, entries, &of_plan(shard, &focus.clause.id, lower)))
        })
        .collect();
    if below.is_empty() {
        return Html::default();
    }
    html! {
        <section class="made" aria-labelledby="made">
            <h2 id="made">{ m.chain.made_below }</h2>
            <div class="made-list">{ for below }</div>
            <p class="meta">{ m.chain.changed_note }</p>
        </section>
    }
}

fn made(m: &Messages, o: &Overview, plan: &Plan, entries: &[ChainClause], told: &[ChangeNote]) -> Html {
    let targets: Vec<&Target> = entries.iter().flat_map(|e| e.targets.iter().copied()).collect();
    let count = |kind| told.iter().filter(|t| t.is(kind)).count();
    let copied = told.iter().filter_map(|t| t.beside.iter().filter_map(|(_, share)| *share).max()).max();
    let parts = [
        Some(if targets.is_empty() { m.chain.no_figure.to_owned() } else { m.chain.gist_figures(targets.len()) }),
        (count(ChangeKind::MeasureAdded) > 0).then(|| m.chain.gist_added(count(ChangeKind::MeasureAdded))),
        (count(ChangeKind::MeasureLeftOut) > 0).then(|| m.chain.gist_left_out(count(ChangeKind::MeasureLeftOut))),
        copied.map(|share| m.chain.copied(share)),
    ];
    // The figures stand above the list, the share in the gist.
    let listed = |t: &&ChangeNote| !t.is(ChangeKind::WordingCopied) && !t.is(ChangeKind::NumberAdded);
    let told: Vec<ChangeNote> = told.iter().filter(listed).cloned().collect();
    html! {
        <section class="made-plan" key={plan.id.as_str()}>
            <h3>{ seal(m, plan.level, false) }{ " " }{ plan.place_in(m.language) }{ " " }
                <span class="paths">{ for entries.iter().map(|e| html! {
                    <Link to={Route::chain(&e.clause.id)}>{ path_label(m, &e.clause.path) }</Link>
                }) }</span></h3>
            <p class="gist">{ parts.into_iter().flatten().collect::<Vec<_>>().join(m.signs.comma) }</p>
            if entries.iter().any(|e| e.link.is_some_and(|link| link.earlier)) { <p class="meta">{ m.earlier_than_upper }</p> }
            if !targets.is_empty() {
                <ul class="made-figures">
                    { for targets.iter().map(|t| html! { <li>{ figure_of(m, o, t) }</li> }) }
                </ul>
            }
            { list(m, &told, false) }
        </section>
    }
}

/// A target's name and figure; its words where it has no figure.
fn figure_of(m: &Messages, o: &Overview, target: &Target) -> Html {
    match figure(m, target) {
        Some(figure) => html! {
            <>{ target_name(m, o, target) }{ " " }<b class="figure">{ figure }</b>{ " " }
                <span class="meta">{ deadline(m, target) }</span></>
        },
        None => plan_words(m, target.quote.clone().unwrap_or_default()),
    }
}

/// The changes, a row a kind, or the kinds that go together. `several`: more than one plan above is linked, so that each is named.
fn list(m: &Messages, told: &[ChangeNote], several: bool) -> Html {
    let rows = told.chunk_by(|a, b| a.kinds == b.kinds);
    html! {
        <dl class="changes">
            { for rows.map(|row| {
                let kinds = row.first().map(|t| t.kinds.as_slice()).unwrap_or_default();
                let names: Vec<&str> = kinds.iter().map(|kind| name(m, *kind)).collect();
                html! {
                    <div class={kinds.first().copied().map(id)}>
                        <dt>{ names.join(m.signs.comma) }</dt>
                        { for row.iter().map(|t| html! { <dd>{ one(m, t, several) }</dd> }) }
                    </div>
                }
            }) }
        </dl>
    }
}

fn one(m: &Messages, told: &ChangeNote, several: bool) -> Html {
    let places =
        || told.beside.iter().map(|(plan, _)| plan.place_in(m.language)).collect::<Vec<_>>().join(m.signs.list);
    match (&told.lower, &told.upper) {
        (Some(lower), Some(upper)) => html! {
            <>
                { quote(m, upper) }
                <p class="becomes">{ quote(m, lower) }</p>
            </>
        },
        (Some(lower), None) if told.is(ChangeKind::BodiesNamed) => plan_words(m, lower.clause.units.join("、")),
        (Some(lower), None) => html! {
            <><q class="quote" lang={plan_lang(m)}>{ lower.text() }</q>
                if several { { " " }<span class="meta">{ m.chain.not_in(places()) }</span> }</>
        },
        (None, Some(upper)) => html! {
            <><q class="quote" lang={plan_lang(m)}>{ upper.text() }</q>
                if several { { " " }<span class="meta">{ m.signs.bracketed(upper.plan.place_in(m.language)) }</span> }</>
        },
        (None, None) => html! {
            { for told.beside.iter().map(|(plan, share)| html! {
                <span class="share">{ m.chain.copied_from(share.unwrap_or_default(), plan.place_in(m.language)) }</span>
            }) }
        },
    }
}

/// A passage with its place, its figure set large.
fn quote(m: &Messages, quote: &Quote) -> Html {
    let figure = quote.target.and_then(|target| figure(m, target));
    html! {
        <span class="said"><span class="meta">{ quote.plan.place_in(m.language) }</span>{ " " }
            if let Some(figure) = figure { <b class="figure">{ figure }</b>{ " " } }
            <q class="quote" lang={plan_lang(m)}>{ quote.text() }</q></span>
    }
}

/// What a kind of change is called.
pub fn name(m: &Messages, kind: ChangeKind) -> &'static str {
    let c = &m.changes;
    match kind {
        ChangeKind::NumberRaised => c.number_raised,
        ChangeKind::NumberLowered => c.number_lowered,
        ChangeKind::NumberAdded => c.number_added,
        ChangeKind::DeadlineEarlier => c.deadline_earlier,
        ChangeKind::DeadlineLater => c.deadline_later,
        ChangeKind::DeadlineAdded => c.deadline_added,
        ChangeKind::ScopeNarrowed => c.scope_narrowed,
        ChangeKind::ScopeWidened => c.scope_widened,
        ChangeKind::WordingFirmer => c.wording_firmer,
        ChangeKind::WordingSofter => c.wording_softer,
        ChangeKind::BodiesNamed => c.bodies_named,
        ChangeKind::WordingCopied => c.wording_copied,
        ChangeKind::MeasureAdded => c.measure_added,
        ChangeKind::MeasureLeftOut => c.measure_left_out,
    }
}

/// What the style tells apart.
pub fn id(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::MeasureAdded | ChangeKind::NumberAdded => "new",
        ChangeKind::MeasureLeftOut => "left-out",
        _ => "changed-kind",
    }
}
