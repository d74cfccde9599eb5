//! Data and method: how each step works, how accurate it is, what can be downloaded, what is missing.

use super::parts::source_line;
use super::remarks;
use crate::bundle::{Findings, Overview};
use crate::messages::Messages;
use yew::prelude::*;

/// Accuracy against the labelled data, as the tests committed it.
const ACCURACY: &str = include_str!("../../tests/snapshots/evaluation.snap");

/// The page on data and method.
pub fn method(m: &Messages, o: &Overview, findings: &Findings) -> Html {
    let d = &m.data;
    html! {
        <article class="prose">
            <h1>{ m.nav_data }</h1>
            <p class="lead">{ d.lead }</p>
            <section aria-labelledby="method">
                <h2 id="method">{ d.method }</h2>
                <dl class="steps">
                    { for d.steps.iter().map(|(name, text)| html! { <><dt>{ *name }</dt><dd>{ *text }</dd></> }) }
                </dl>
            </section>
            <section aria-labelledby="accuracy">
                <h2 id="accuracy">{ d.accuracy }</h2>
                <p>{ d.accuracy_lead }</p>
                <pre class="accuracy" lang="en" tabindex="0">{ accuracy() }</pre>
            </section>
            { remarks::of_corpus(m, o, findings) }
            <section aria-labelledby="downloads">
                <h2 id="downloads">{ d.downloads }</h2>
                <p>{ d.downloads_lead }</p>
                <ul class="downloads">
                    { for d.files.iter().map(|(file, text)| html! {
                        <li><a href={format!("open-data/{file}")} download="">{ *file }</a>{ "　" }{ *text }</li>
                    }) }
                </ul>
            </section>
            <section aria-labelledby="gaps">
                <h2 id="gaps">{ d.gaps }</h2>
                <ul>{ for d.gaps_text.iter().map(|text| html! { <li>{ *text }</li> }) }</ul>
                <ul class="meta">
                    { for o.plans.iter().map(|plan| html! {
                        <li>{ plan.place_in(m.language) }{ "　" }{ source_line(m, plan) }{ "　" }{ &plan.source_file }</li>
                    }) }
                </ul>
            </section>
            <section aria-labelledby="unofficial">
                <h2 id="unofficial">{ d.unofficial }</h2>
                <p>{ d.unofficial_text }</p>
                <h2>{ d.licence }</h2>
                <p>{ d.licence_text }</p>
            </section>
        </article>
    }
}

/// The figures of the snapshot, without its header and without the single cases.
fn accuracy() -> String {
    let body = ACCURACY.splitn(3, "---\n").nth(2).unwrap_or(ACCURACY);
    let lines = body.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("missing ") && !line.starts_with("extra ")
    });
    lines.collect::<Vec<_>>().join("\n")
}
