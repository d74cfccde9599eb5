//! The text of a plan: every clause with its anchor, targets and units marked in place, the annex by year.

use crate::bundle::{Overview, PlanShard};
use crate::messages::Messages;
use crate::model::{Clause, ClauseKind, Remark, Script, Span, Target};
use crate::query::cite::own_number;
use crate::query::marks::{body, figures};
use crate::web::link::Link;
use crate::web::parts::{plan_lang, plan_words, target_name};
use crate::web::remarks::of_clause;
use crate::web::route::Route;
use yew::prelude::*;

/// All clauses of the body in order.
pub fn body_text(m: &Messages, o: &Overview, shard: &PlanShard) -> Html {
    let clauses = shard.clauses.iter().filter(|c| c.kind != ClauseKind::Annex);
    html! {
        <section class="text">
            { for clauses.map(|c| clause(m, o, shard, c)) }
        </section>
    }
}

fn clause(m: &Messages, o: &Overview, shard: &PlanShard, c: &Clause) -> Html {
    let targets: Vec<&Target> = shard.targets.iter().filter(|t| t.clause.as_deref() == Some(c.id.as_str())).collect();
    let linked = shard.up.iter().filter(|l| l.child == c.id).count() as u32
        + shard.below.get(&c.path).copied().unwrap_or_default();
    let number = own_number(&c.path);
    let heading = c.heading.clone().map(|heading| {
        let text = plan_words(m, [number.as_deref().unwrap_or_default(), &heading].concat());
        match c.kind {
            ClauseKind::Chapter => html! { <h2>{ text }</h2> },
            ClauseKind::Section => html! { <h3>{ text }</h3> },
            _ => html! { <h4>{ text }</h4> },
        }
    });
    html! {
        <div class={classes!("clause", format!("kind-{}", kind(c.kind)))} id={c.path.clone()} key={c.id.clone()}>
            { heading.clone() }
            if c.has_own_text() {
                <p class="quote" lang={plan_lang(m)}>
                    if heading.is_none() { { number } }
                    { for marked(c, &targets, &shard.remarks) }
                </p>
            }
            { of_clause(m, shard, &c.id) }
            if c.has_own_text() {
                { units(m, c) }
                <p class="clause-links meta">
                    if c.is_linkable() {
                        <Link to={Route::chain(&c.id)}>{ m.chain.open_chain }
                            if linked > 0 { { " " }<span class="count">{ linked }</span> }
                        </Link>
                    }
                    { for targets.iter().map(|t| html! { <Link to={Route::indicator(&t.indicator)}>{ target_name(m, o, t) }</Link> }) }
                </p>
            }
            if let (Some(original), Script::Hant) = (&c.original, shard.plan.script) {
                <details class="original"><summary>{ m.plan.original }</summary><p class="quote" lang="zh-Hant">{ original }</p></details>
            }
        </div>
    }
}

fn kind(kind: ClauseKind) -> &'static str {
    match kind {
        ClauseKind::Chapter => "chapter",
        ClauseKind::Section => "section",
        ClauseKind::Item => "item",
        ClauseKind::Principle => "principle",
        ClauseKind::Paragraph => "paragraph",
        ClauseKind::Preamble => "preamble",
        ClauseKind::Closing => "closing",
        ClauseKind::Annex => "annex",
    }
}

fn units(m: &Messages, c: &Clause) -> Html {
    if c.units.is_empty() {
        return Html::default();
    }
    html! {
        <p class="units">
            <span class="meta">{ m.units }</span>{ plan_words(m, c.units.join("、")) }
            if c.and_others { { m.and_others } }
        </p>
    }
}

/// The body of a clause with its targets underlined, their figures boxed, and what is odd in it marked.
fn marked(c: &Clause, targets: &[&Target], remarks: &[Remark]) -> Vec<Html> {
    let chars: Vec<char> = c.text.chars().collect();
    let span = body(c);
    let figure = figures(&chars, targets);
    let target = covered(chars.len(), targets.iter().filter_map(|t| t.span));
    let own = remarks.iter().filter(|r| r.clause.as_ref() == Some(&c.id));
    let odd = covered(chars.len(), own.filter_map(|r| r.span));
    let mut out: Vec<((bool, bool, bool), String)> = Vec::new();
    for i in span.0 as usize..span.1 as usize {
        let marks = (target[i], figure[i], odd[i]);
        match out.last_mut() {
            Some((known, text)) if *known == marks => text.push(chars[i]),
            _ => out.push((marks, chars[i].to_string())),
        }
    }
    out.into_iter()
        .map(|((target, figure, odd), text)| {
            let class = match (figure, target) {
                (true, _) => "fig",
                (_, true) => "target",
                _ if odd => "",
                _ => return html! { { text } },
            };
            html! { <mark class={classes!(class, odd.then_some("odd"))}>{ text }</mark> }
        })
        .collect()
}

/// Which of so many characters are within one of the spans.
fn covered(length: usize, spans: impl Iterator<Item = Span>) -> Vec<bool> {
    let mut covered = vec![false; length];
    for span in spans {
        let end = (span.1 as usize).min(length);
        covered[(span.0 as usize).min(end)..end].fill(true);
    }
    covered
}

/// The annex: a table where there is room, a list by year on a phone.
pub fn annex(m: &Messages, shard: &PlanShard) -> Html {
    let rows: Vec<&Clause> = shard.clauses.iter().filter(|c| c.kind == ClauseKind::Annex).collect();
    let mut years: Vec<u16> = rows.iter().flat_map(|c| c.cells.iter().flatten().map(|cell| cell.year)).collect();
    years.sort_unstable();
    years.dedup();
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="annex" aria-labelledby="annex">
            <h2 id="annex">{ m.plan.annex }</h2>
            <p>{ m.plan.annex_lead }</p>
            <table class="stacking">
                <thead><tr>
                    <th scope="col">{ m.plan.task }</th>
                    { for years.iter().map(|year| html! { <th scope="col">{ m.figures.year(*year) }</th> }) }
                </tr></thead>
                <tbody>{ for rows.into_iter().map(|c| annex_row(m, shard, c, &years)) }</tbody>
            </table>
        </section>
    }
}

fn annex_row(m: &Messages, shard: &PlanShard, c: &Clause, years: &[u16]) -> Html {
    let targets: Vec<&Target> = shard.targets.iter().filter(|t| t.clause.as_deref() == Some(c.id.as_str())).collect();
    let chars: Vec<char> = c.text.chars().collect();
    let figure = figures(&chars, &targets);
    let body_path = c.path.trim_start_matches("annex.").to_owned();
    html! {
        <tr id={c.path.clone()} key={c.id.clone()}>
            <th scope="row">
                <Link to={Route::plan(&c.plan)} hash={body_path}>{ plan_words(m, [own_number(&c.path).unwrap_or_default(), c.heading.clone().unwrap_or_default()].concat()) }</Link>
                { units(m, c) }
                { of_clause(m, shard, &c.id) }
            </th>
            { for years.iter().map(|year| {
                let span = c.cells.iter().flatten().find(|cell| cell.year == *year).map(|cell| cell.span);
                html! {
                    <td>
                        <span class="cell-year">{ m.figures.year(*year) }</span>
                        { for span.map(|s| html! { <div class="quote" lang={plan_lang(m)}>{ runs(&chars, &figure, s.0 as usize, s.1 as usize) }</div> }) }
                    </td>
                }
            }) }
        </tr>
    }
}

fn runs(chars: &[char], figure: &[bool], from: usize, to: usize) -> Html {
    let to = to.min(chars.len());
    let mut out: Vec<(bool, String)> = Vec::new();
    for i in from.min(to)..to {
        match out.last_mut() {
            Some((f, text)) if *f == figure[i] => text.push(chars[i]),
            _ => out.push((figure[i], chars[i].to_string())),
        }
    }
    html! {
        <>{ for out.into_iter().map(|(f, text)| if f { html! { <mark class="fig">{ text }</mark> } } else { html! { { text } } }) }</>
    }
}
