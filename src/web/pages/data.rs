//! Data and method: how each step works and how accurate it is, what can be downloaded and what it means, what is
//! in the corpus, what is missing, how it came about.

use crate::bundle::{Findings, Overview, key};
use crate::messages::{Guide, Messages};
use crate::model::{CheckedShare, ClauseId, Remark, is_web_address};
use crate::query::accuracy::{Result, measures};
use crate::query::cite::clause_label;
use crate::query::words::date;
use crate::web::address::files_stand;
use crate::web::chart::scale::Scale;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{areas, listed_plans, mixed, plan_name, source_line};
use crate::web::remarks::remark;
use crate::web::route::Route;
use crate::web::standing::standing;
use yew::prelude::*;

/// How many the list of the corpus shows; the open data holds all.
const SHOWN: usize = 60;
/// Accuracy against the labelled data, as the tests committed it.
const ACCURACY: &str = include_str!("../../../tests/snapshots/evaluation.snap");

/// The page on data and method.
pub struct Data;

impl Page for Data {
    const FOLDER: Route = Route::DATA;

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::findings());
        needs.add(key::guide(visit.store.language()));
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_data.to_owned())
    }

    fn description(visit: &Visit) -> Option<String> {
        Some(visit.messages().describing.data.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let m = visit.messages();
        let findings = visit.store.get(&key::findings())?;
        let guide = visit.store.get(&key::guide(m.language))?;
        Some(data(m, &guide, &*visit.overview()?, &findings, visit.version))
    }
}

fn data(m: &Messages, g: &Guide, o: &Overview, findings: &Findings, version: &str) -> Html {
    let d = &m.data;
    html! {
        <article class="prose">
            <h1>{ m.nav_data }</h1>
            <p class="lead">{ d.lead }</p>
            <section aria-labelledby="method">
                <h2 id="method">{ d.method }</h2>
                <dl class="steps">
                    { for d.steps.iter().map(|(name, text)| html! { <><dt>{ *name }</dt><dd>{ mixed(m, text) }</dd></> }) }
                </dl>
            </section>
            <section aria-labelledby="accuracy">
                <h2 id="accuracy">{ d.accuracy }</h2>
                <p>{ d.accuracy_lead }</p>
                { accuracy_table(g) }
                <p class="meta">{ g.labels_note }</p>
            </section>
            { checked(m, g, &findings.checked) }
            { remarks(m, o, findings) }
            <section aria-labelledby="downloads">
                <h2 id="downloads">{ d.downloads }</h2>
                <p>{ d.downloads_lead }</p>
                <p class="take">
                    <a class="button" href="open-data/plan-cascade.zip" download="">{ g.all_data }</a>{ " " }
                    <button type="button" data-copy={g.dataset(version)}>{ g.cite_dataset }</button>
                    <span role="status" class="meta" data-done={m.take.copied} data-failed={m.take.failed}></span>
                </p>
                <ul class="downloads">
                    { for g.standards.iter().chain(d.files).map(|(file, text)| html! {
                        <li><a href={format!("open-data/{file}")} download="">{ *file }</a>{ "　" }{ *text }</li>
                    }) }
                </ul>
                <p><Link to={Route::UPDATES}>{ g.updates.title }</Link>{ m.signs.colon }{ g.updates.lead }</p>
                <p>{ if files_stand(o) { g.standards_each } else { g.standards_none } }</p>
            </section>
            { dictionary(m, g) }
            <section aria-labelledby="gaps">
                <h2 id="gaps">{ d.gaps }</h2>
                <ul>{ for d.gaps_text.iter().map(|text| html! { <li>{ mixed(m, text) }</li> }) }</ul>
            </section>
            { corpus(m, g, o) }
            <section aria-labelledby="history">
                <h2 id="history">{ g.history }</h2>
                <p>{ g.corpus_version }{ m.signs.colon }<code>{ version.to_owned() }</code>{ m.signs.stop }{ " " }{ g.history_lead }</p>
                <dl class="steps">
                    { for g.changes.iter().map(|(day, text)| html! { <><dt><time>{ *day }</time></dt><dd>{ *text }</dd></> }) }
                </dl>
            </section>
            <section aria-labelledby="add">
                <h2 id="add">{ g.add }</h2>
                <ol class="numbered">{ for g.add_steps.iter().map(|step| html! { <li>{ *step }</li> }) }</ol>
            </section>
            <section aria-labelledby="unofficial">
                <h2 id="unofficial">{ d.unofficial }</h2>
                <p>{ d.unofficial_text }</p>
            </section>
            <section aria-labelledby="licence">
                <h2 id="licence">{ d.licence }</h2>
                <p>{ d.licence_text }</p>
            </section>
        </article>
    }
}

/// What was measured, and how much of it was right.
fn accuracy_table(g: &Guide) -> Html {
    let cell = |[value, counts]: [&str; 2]| html! { <td class="number">{ percent(value) }{ " " }<span class="meta">{ counts.to_owned() }</span></td> };
    html! {
        <table class="accuracy">
            <thead><tr>
                <th scope="col">{ g.measure }</th>
                <th scope="col" class="number">{ g.precision }</th>
                <th scope="col" class="number">{ g.recall }</th>
            </tr></thead>
            <tbody>
                { for measures(ACCURACY).into_iter().map(|measure| html! {
                    <tr class={(measure.result == Result::Labels).then_some("labels")}>
                        <th scope="row" colspan={(measure.result == Result::Labels).then_some("3")}>{ g.measured.get(measure.name).unwrap_or_default() }</th>
                        { match measure.result {
                            Result::Labels => Html::default(),
                            Result::Found { precision, recall } => html! { <>{ cell(precision) }{ cell(recall) }</> },
                            Result::Right { n, of } => html! { <td class="number" colspan="2">{ g.right(n, of) }</td> },
                        } }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

/// Of each kind how much a person confirmed or corrected.
fn checked(m: &Messages, g: &Guide, shares: &[CheckedShare]) -> Html {
    let share = |of: &CheckedShare| {
        let part = if of.all == 0 { 0.0 } else { f64::from(of.checked) / f64::from(of.all) };
        let kind = g.checked_kinds.get(of.kind.id()).unwrap_or_default();
        html! { <li>{ g.checked_share(kind, of.checked, of.all, format!("{}%", Scale::label((part * 1000.0).round() / 10.0))) }</li> }
    };
    html! {
        <section aria-labelledby="checked">
            <h2 id="checked">{ g.checked_by_people }</h2>
            <p>{ mixed(m, g.checked_lead) }</p>
            <ul>{ for shares.iter().map(share) }</ul>
        </section>
    }
}

/// `0.917` as 91.7%.
fn percent(share: &str) -> String {
    share.parse::<f64>().map_or_else(|_| share.to_owned(), |share| format!("{}%", Scale::label(share * 100.0)))
}

/// Every field of every file, folded by file.
fn dictionary(m: &Messages, g: &Guide) -> Html {
    let mut files: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
    for (name, meaning) in g.fields {
        let (file, field) = name.split_once('.').unwrap_or((name, ""));
        match files.last_mut() {
            Some((last, fields)) if *last == file => fields.push((field, meaning)),
            _ => files.push((file, vec![(field, meaning)])),
        }
    }
    html! {
        <section aria-labelledby="dictionary">
            <h2 id="dictionary">{ g.dictionary }</h2>
            <p>{ g.dictionary_lead }</p>
            { for files.into_iter().map(|(file, fields)| html! {
                <details>
                    <summary><code>{ format!("{file}.jsonl") }</code></summary>
                    <dl class="fields">
                        { for fields.into_iter().map(|(field, meaning)| html! { <div><dt><code>{ field.to_owned() }</code></dt><dd>{ mixed(m, meaning) }</dd></div> }) }
                    </dl>
                </details>
            }) }
        </section>
    }
}

/// The plans, their dates, where they were published and what they were read from.
fn corpus(m: &Messages, g: &Guide, o: &Overview) -> Html {
    html! {
        <section aria-labelledby="corpus">
            <h2 id="corpus">{ g.corpus }</h2>
            <p>{ g.corpus_lead }</p>
            <ul class="sources">
                { for listed_plans(o).map(|plan| html! {
                    <li>
                        <p>{ plan_name(m, plan, Some(Route::plan(&plan.id))) }</p>
                        <p class="meta">{ source_line(m, plan) }
                            if let Some(day) = plan.published { { "　" }{ m.plan.published }{ " " }{ date(m, day) } }
                            { standing(m, plan, &o.plans) }
                        </p>
                        <p class="meta"><code>{ &plan.source_file }</code>{ "　" }{ g.officially }{ m.signs.colon }
                            if let Some(url) = plan.source_url.as_ref().filter(|url| is_web_address(url)) {
                                <a href={url.clone()} rel="noreferrer">{ url }</a>
                            } else {
                                { g.officially_none }
                            }
                        </p>
                    </li>
                }) }
            </ul>
            { areas(m, o) }
        </section>
    }
}

/// All remarks of the corpus, for the page on data and method.
fn remarks(m: &Messages, o: &Overview, findings: &Findings) -> Html {
    let w = &m.remarks;
    let all = &findings.remarks;
    let entry = |r: &Remark| {
        let plan = o.plan(&r.plan)?;
        let (label, hash) = match r.clause.as_ref().map(ClauseId::path) {
            Some(path) => (clause_label(m, plan, path), path.to_owned()),
            None => (plan.place_in(m.language).to_owned(), String::new()),
        };
        Some(
            html! { <li><Link to={Route::plan(&r.plan)} {hash}>{ label }</Link>{ m.signs.colon }{ remark(m, r) }</li> },
        )
    };
    html! {
        <section aria-labelledby="remarks">
            <h2 id="remarks">{ w.title }</h2>
            <p>{ w.lead }</p>
            if all.is_empty() {
                <p>{ w.none }</p>
            }
            <ul>{ for all.iter().take(SHOWN).filter_map(entry) }</ul>
            if all.len() > SHOWN {
                <p>{ w.more((all.len() - SHOWN) as u32) }</p>
            }
        </section>
    }
}
