//! The text of a plan: every clause with its anchor, targets, units and citations marked in place, the annex by year.

use super::View;
use crate::model::{Clause, ClauseKind, Script, Span, Target, row_of};
use crate::order::Order;
use crate::query::citations::citations;
use crate::query::cite::{own_number, path_label};
use crate::query::marks::figures;
use crate::query::pieces::{Piece, pieces};
use crate::query::published::published;
use crate::web::link::{Link, address};
use crate::web::parts::{chips, mark, phrased, plan_lang, plan_words, target_name};
use crate::web::remarks::of_clause;
use crate::web::route::Route;
use yew::prelude::*;

/// All clauses of the body in order.
pub fn body_text(v: &View) -> Html {
    let clauses = v.shard.clauses.iter().filter(|c| c.kind != ClauseKind::Annex);
    html! {
        <section class="text">
            { for clauses.map(|c| clause(v, c)) }
        </section>
    }
}

fn clause(v: &View, c: &Clause) -> Html {
    let m = v.m;
    let targets = v.targets(c);
    let chars = shown(v, c);
    let number = own_number(&c.path).unwrap_or_default();
    let heading = c.heading.as_ref().map(|heading| {
        let own = c.parts.heading.and_then(|span| chars.get(span.0 as usize..span.1 as usize));
        let words = own.map_or_else(|| heading.clone(), <[String]>::concat);
        let text =
            html! { <span class="phrases" lang={v.lang()}>{ phrased(&[number.as_str(), &words].concat()) }</span> };
        match c.kind {
            ClauseKind::Chapter => html! { <h2>{ text }</h2> },
            ClauseKind::Section => html! { <h3>{ text }</h3> },
            _ => html! { <h4>{ text }</h4> },
        }
    });
    html! {
        <div class={classes!("clause", format!("kind-{}", kind(c.kind)))} id={c.path.clone()} key={c.id.as_str()}>
            { heading.clone() }
            if c.has_own_text() {
                { words(v, c, &targets, &chars, Some(number).filter(|_| heading.is_none())) }
            }
            { of_clause(m, v.shard, &c.id) }
            if c.has_own_text() {
                { chips(m, v.overview, c, &v.shard.offices) }
                if !targets.is_empty() {
                    <p class="clause-targets meta">
                        { for targets.iter().map(|t| html! { <><Link to={Route::indicator(&t.indicator)}>{ target_name(m, v.overview, t) }</Link>{ mark(m, t.checked.as_ref()) }</> }) }
                    </p>
                }
            }
            if let (Some(original), Script::Hant) = (&c.original, v.shard.plan.script) {
                <details class="original scriptless"><summary>{ m.plan.original }</summary><p class="quote" lang="zh-Hant">{ original }</p></details>
            }
            { margin(v, c) }
        </div>
    }
}

/// The clause's own words behind its number, its tables as tables, and its units.
fn words(v: &View, c: &Clause, targets: &[&Target], chars: &[String], number: Option<String>) -> Html {
    let body = c.body();
    let bracket = chars[body.1 as usize..].concat();
    let bracket = (!bracket.is_empty()).then(|| html! { <span class="bracket">{ bracket }</span> });
    let mut pieces = pieces(&c.text, body);
    // The number and the units stand in a paragraph, and be it an empty one.
    if number.is_some() && !matches!(pieces.first(), Some(Piece::Words(_))) {
        pieces.insert(0, Piece::Words(Span(body.0, body.0)));
    }
    if bracket.is_some() && !matches!(pieces.last(), Some(Piece::Words(_))) {
        pieces.push(Piece::Words(Span(body.1, body.1)));
    }
    let last = pieces.len().saturating_sub(1);
    let cell = |span: Span| html! { <td>{ for marked(v, c, targets, chars, span) }</td> };
    let piece = |(at, piece): (usize, Piece)| match piece {
        Piece::Words(span) => html! {
            <p class="quote" lang={v.lang()}>
                { number.clone().filter(|_| at == 0) }
                { for marked(v, c, targets, chars, span) }
                { bracket.clone().filter(|_| at == last) }
            </p>
        },
        Piece::Table(rows) => html! {
            <div class="wide"><table class="kept" lang={v.lang()}>
                { for rows.into_iter().map(|row| html! { <tr>{ for row.into_iter().map(cell) }</tr> }) }
            </table></div>
        },
    };
    html! { <>{ for pieces.into_iter().enumerate().map(piece) }</> }
}

/// Beside the clause: where it has counterparts, and its own address.
fn margin(v: &View, c: &Clause) -> Html {
    let (m, w) = (v.m, &v.m.plan);
    let up = v.shard.up.iter().filter(|l| l.child == c.id).count() as u32;
    let down = v.shard.below.get(&c.path).copied().unwrap_or_default();
    let alike = v.shard.siblings.iter().filter(|pair| pair.a == c.id || pair.b == c.id).count() as u32;
    let label = path_label(m, &c.path);
    html! {
        <p class="margin meta">
            if c.is_linkable() {
                <Link to={Route::chain(&c.id)}>
                    if up + down + alike == 0 { { m.chain.unlinked } }
                    if up > 0 { <span>{ w.above(up) }</span> }
                    if down > 0 { <span>{ w.below(down) }</span> }
                    if alike > 0 { <span>{ w.alike(alike) }</span> }
                </Link>
            }
            <a class="anchor" href={address(m.language, &Route::plan(&c.plan), "", &c.path)} aria-label={w.link_to(&label)}>{ w.link }</a>
        </p>
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

/// What the visitor sees of each character of the clause's text.
fn shown(v: &View, c: &Clause) -> Vec<String> {
    let as_published = v.published.then(|| published(c)).flatten();
    as_published.unwrap_or_else(|| c.text.chars().map(String::from).collect())
}

/// A stretch of a clause with its targets underlined, their figures boxed, what is odd marked, and what it cites
/// linked.
fn marked(v: &View, c: &Clause, targets: &[&Target], shown: &[String], within: Span) -> Vec<Html> {
    let length = shown.len();
    let figure = figures(length, targets);
    let target = covered(length, targets.iter().filter_map(|t| t.span));
    let own = v.shard.remarks.iter().filter(|r| r.clause.as_ref() == Some(&c.id));
    let odd = covered(length, own.filter_map(|r| r.span));
    let stretch = |from: u32, to: u32| -> Html {
        let mut out: Vec<((bool, bool, bool), String)> = Vec::new();
        for i in from as usize..to as usize {
            let marks = (target[i], figure[i], odd[i]);
            match out.last_mut() {
                Some((known, text)) if *known == marks => text.push_str(&shown[i]),
                _ => out.push((marks, shown[i].clone())),
            }
        }
        html! { <>{ for out.into_iter().map(|((target, figure, odd), text)| {
            let class = match (figure, target) {
                (true, _) => "fig",
                (_, true) => "target",
                _ if odd => "",
                _ => return html! { { text } },
            };
            html! { <mark class={classes!(class, odd.then_some("odd"))}>{ text }</mark> }
        }) }</> }
    };
    let to = within.1.min(length as u32);
    let mut at = within.0.min(to);
    let mut out = Vec::new();
    for (span, cited) in citations(&v.shard.plan, c).filter(|(span, _)| within.0 <= span.0 && span.1 <= to) {
        out.push(stretch(at, span.0));
        let words = stretch(span.0, span.1);
        let known = cited.plan.as_deref().and_then(|id| v.overview.plan(id));
        out.push(match known {
            Some(plan) => html! { <Link to={Route::plan(&plan.id)} class="cited">{ words }</Link> },
            None => html! { <>{ words }<span class="tag cited-note" lang={v.m.language.id()}>{ v.m.plan.not_in_corpus }</span></> },
        });
        at = span.1;
    }
    out.push(stretch(at, to));
    out
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

/// The annex: its rows by year as a table where there is room, a list on a phone; then its tasks.
pub fn annex(v: &View) -> Html {
    let m = v.m;
    let all = || v.shard.clauses.iter().filter(|c| c.kind == ClauseKind::Annex);
    let rows: Vec<&Clause> = all().filter(|c| c.cells.is_some()).collect();
    let tasks: Vec<&Clause> = all().filter(|c| c.cells.is_none()).collect();
    if !tasks.is_empty() {
        return html! {
            <>
                { by_year(v, rows) }
                <section class="annex text" aria-labelledby="annex-tasks">
                    <h2 id="annex-tasks">{ m.plan.annex_tasks }</h2>
                    { for tasks.into_iter().map(|c| clause(v, c)) }
                </section>
            </>
        };
    }
    by_year(v, rows)
}

fn by_year(v: &View, rows: Vec<&Clause>) -> Html {
    let m = v.m;
    let mut years: Vec<u16> = rows.iter().flat_map(|c| c.cells.iter().flatten().map(|cell| cell.year)).collect();
    years.order();
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
                <tbody>{ for rows.into_iter().map(|c| annex_row(v, c, &years)) }</tbody>
            </table>
        </section>
    }
}

fn annex_row(v: &View, c: &Clause, years: &[u16]) -> Html {
    let m = v.m;
    let targets = v.targets(c);
    let chars = shown(v, c);
    let body_path = row_of(&c.path).unwrap_or(&c.path).to_owned();
    let heading = [own_number(&c.path).unwrap_or_default(), c.heading.clone().unwrap_or_default()].concat();
    html! {
        <tr id={c.path.clone()} key={c.id.as_str()}>
            <th scope="row">
                <Link to={Route::plan(&c.plan)} hash={body_path}>{ plan_words(m, heading) }</Link>
                { chips(m, v.overview, c, &v.shard.offices) }
            </th>
            { for years.iter().map(|year| {
                let span = c.cells.iter().flatten().find(|cell| cell.year == *year).map(|cell| cell.span);
                html! {
                    <td>
                        <span class="cell-year">{ m.figures.year(*year) }</span>
                        { for span.map(|span| html! { <div class="quote" lang={plan_lang(m)}>{ for marked(v, c, &targets, &chars, span) }</div> }) }
                    </td>
                }
            }) }
        </tr>
    }
}
