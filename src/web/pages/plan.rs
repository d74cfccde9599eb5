//! Plan: facts, contents, the whole text with an address for every clause, the annex by year.

mod reader;
mod text;

use crate::bundle::{Overview, PlanShard, key};
use crate::messages::Messages;
use crate::model::{Clause, ClauseKind, Corpus, Date, Language, PlanKind, Script, Target, is_web_address};
use crate::query::cite::{own_number, plan_label};
use crate::query::files;
use crate::query::words::{date, deadline, figure};
use crate::web::address::files_stand;
use crate::web::link::Link;
use crate::web::page::{Needs, Page, Visit};
use crate::web::parts::{
    breadcrumb, filled, mixed, phrased, plan_heading, plan_lang, plan_words, seal, source_line, target_name,
};
use crate::web::reach::Rank;
use crate::web::remarks;
use crate::web::route::Route;
use crate::web::standing::standing;
use reader::Reader;
use yew::prelude::*;

/// A plan's page.
pub struct Plan;

impl Page for Plan {
    const FOLDER: Route = Route::PLANS;
    const IDS: usize = 1;

    fn addresses(corpus: &Corpus) -> Vec<Route> {
        corpus.plans.iter().map(|plan| Route::plan(&plan.id)).collect()
    }

    fn rank(_: &[String]) -> Rank {
        Rank::Own
    }

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::plan(visit.id(0)));
        needs.plans_around(visit, visit.id(0));
    }

    fn title(visit: &Visit) -> Option<String> {
        let (m, o) = (visit.messages(), visit.overview()?);
        let plan = o.plan(visit.id(0))?;
        Some(if m.language == Language::En { plan_label(m, plan) } else { plan.title.clone() })
    }

    fn description(visit: &Visit) -> Option<String> {
        let shard = visit.store.get(&key::plan(visit.id(0))).filter(|shard| shard.plan.text)?;
        let d = &visit.messages().describing;
        Some(d.plan(&shard.plan.title, shard.clauses.len(), shard.targets.len()))
    }

    fn view(visit: &Visit) -> Option<Html> {
        let shard = visit.store.get(&key::plan(visit.id(0)))?;
        Some(html! { <Reader key={visit.id(0).to_owned()} overview={visit.overview()?} {shard} /> })
    }
}

/// A plan as it is being read.
struct View<'a> {
    m: &'a Messages,
    overview: &'a Overview,
    shard: &'a PlanShard,
    /// In the characters in which it was published, rather than Simplified and normalised.
    published: bool,
}

impl View<'_> {
    /// The clause's own targets.
    fn targets(&self, clause: &Clause) -> Vec<&Target> {
        self.shard.targets.iter().filter(|t| t.clause.as_deref() == Some(clause.id.as_str())).collect()
    }

    /// The value of `lang` for the text.
    fn lang(&self) -> Option<&'static str> {
        match self.shard.plan.script {
            Script::Hant if self.published => Some(Language::Hant.id()).filter(|_| self.m.language != Language::Hant),
            _ => plan_lang(self.m),
        }
    }
}

/// What stands above a plan's text: its title and its facts.
fn head(v: &View) -> Html {
    let (m, plan) = (v.m, &v.shard.plan);
    let english = m.language == Language::En;
    html! {
        <>
            { breadcrumb(m, vec![(AttrValue::from(m.nav_plans), Route::PLANS)], plan.place_in(m.language).to_owned()) }
            <h1>{ seal(m, plan.level, !plan.text) }{ " " }{ if english { html! { { plan_label(m, plan) } } } else { plan_heading(m, &plan.title) } }</h1>
            if english { <p class="lead phrases" lang="zh-Hans">{ phrased(&plan.title) }</p> }
            <p class="meta">{ source_line(m, plan) }{ standing(m, plan, &v.overview.plans) }
                if plan.text {
                    { "　" }<span class="whole">{ m.plan.counts(numbered(v.shard), v.shard.targets.len() as u32) }</span>{ "　" }
                    <Link to={Route::plan_chains(&plan.id)}>{ m.plan.chains_of_plan }</Link>
                }
            </p>
            { facts(m, v.shard, v.overview) }
        </>
    }
}

/// What is known of a plan whose text is not in the corpus.
fn without_text(v: &View) -> Html {
    let (m, plan) = (v.m, &v.shard.plan);
    html! {
        <>
            <p class="lead">{ filled(m.plan.no_text, &[plan_words(m, plan.document_number.clone().unwrap_or_else(|| plan.title.clone()))]) }</p>
            { known_figures(m, v.overview, v.shard) }
        </>
    }
}

fn numbered(shard: &PlanShard) -> u32 {
    let other = [ClauseKind::Preamble, ClauseKind::Closing, ClauseKind::Paragraph, ClauseKind::Annex];
    shard.clauses.iter().filter(|c| !other.contains(&c.kind)).count() as u32
}

fn facts(m: &Messages, shard: &PlanShard, overview: &Overview) -> Html {
    let plan = &shard.plan;
    let w = &m.plan;
    let date = |d: Option<Date>| d.map(|d| html! { { date(m, d) } });
    let words = |w: Option<String>| w.map(|w| plan_words(m, w));
    let ours = |w: &'static str| mixed(m, w);
    let of_series = |id: &str, (newer, older): (&str, &str)| {
        let other = overview.plan(id)?;
        Some(html! {
            <><Link to={Route::plan(id)}>{ plan_label(m, other) }</Link>
                if plan.text && other.text { { m.signs.comma }<Link to={Route::revision(newer, older)}>{ w.changed }</Link> }</>
        })
    };
    let previous = plan.previous.as_deref().and_then(|id| of_series(id, (&plan.id, id)));
    let later = overview.plans.iter().filter(|other| other.previous.as_ref() == Some(&plan.id));
    let later: Vec<Html> = later.filter_map(|other| of_series(&other.id, (&other.id, &plan.id))).collect();
    let script = match plan.script {
        Script::Hans => w.script_hans,
        Script::Hant => w.script_hant,
    };
    let rows = [
        (w.number, words(plan.document_number.clone())),
        (w.issuer, words(plan.issuer.clone())),
        // Who put the page up matters where somebody else issued the plan.
        (w.publisher, words(plan.publisher.clone().filter(|publisher| !plan.issuers.contains(publisher)))),
        (w.index, words(plan.index_number.clone())),
        (w.signed, date(plan.signed)),
        (w.published, date(plan.published)),
        (w.effective, date(plan.effective)),
        (w.valid_until, date(plan.valid_until)),
        (w.repealed, date(plan.repealed)),
        (w.previous, previous),
        (
            w.later,
            (!later.is_empty())
                .then(|| html! { <ul>{ for later.into_iter().map(|plan| html! { <li>{ plan }</li> }) }</ul> }),
        ),
        (w.kind, (plan.kind == PlanKind::Regulation).then(|| ours(w.regulation))),
        (w.script, plan.text.then(|| ours(script))),
        (w.abridged, plan.abridged.then(|| ours(w.abridged_text))),
    ];
    let rows = rows.into_iter().filter_map(|(name, value)| Some((name, value?)));
    html! {
        <section class="facts" aria-labelledby="facts">
            <h2 id="facts">{ w.facts }</h2>
            <dl>
                { for rows.map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }
                if let Some(stated) = &plan.status.stated {
                    <div><dt>{ w.status }</dt><dd>{ plan_words(m, stated.clone()) }</dd></div>
                }
                if plan.status.ambiguous {
                    <div><dt>{ w.status }</dt><dd>{ w.status_ambiguous }
                        <ul>{ for plan.status.raw.iter().map(|line| html! { <li class="quote" lang={plan_lang(m)}>{ line }</li> }) }</ul>
                    </dd></div>
                }
                if !plan.cites.is_empty() {
                    <div><dt>{ w.cites }</dt><dd><ul class="cites">
                        { for plan.cites.iter().map(|cited| {
                            let known = cited.plan.as_deref().and_then(|id| overview.plan(id));
                            let number = cited.document_number.as_deref().map(|n| format!("（{n}）")).unwrap_or_default();
                            let cited = plan_words(m, format!("《{}》{number}", cited.title));
                            html! { <li>
                                if let Some(known) = known {
                                    <Link to={Route::plan(&known.id)}>{ cited }</Link>
                                    if !known.text { { " " }<span class="tag">{ m.figures_only }</span> }
                                } else {
                                    { cited }{ " " }<span class="tag">{ w.not_in_corpus }</span>
                                }
                            </li> }
                        }) }
                    </ul></dd></div>
                }
                { files(m, plan, overview) }
                { remarks::of_plan(m, shard) }
                if let Some(url) = plan.source_url.as_ref().filter(|url| is_web_address(url)) {
                    <div><dt>{ w.source }</dt><dd><a href={url.clone()} rel="noreferrer">{ url }</a></dd></div>
                }
            </dl>
        </section>
    }
}

/// What can be taken along of the plan for offices and for programs.
fn files(m: &Messages, plan: &crate::model::Plan, overview: &Overview) -> Html {
    let w = &m.plan;
    if !plan.text || !files_stand(overview) {
        return Html::default();
    }
    let file = |name: String, words: &'static str| {
        html! { <li><a href={["open-data/", &name].concat()} download="">{ words }</a></li> }
    };
    html! {
        <div><dt>{ w.files }</dt><dd><ul class="cites">
            if files::has_annex(plan, &overview.plans) { { file(files::annex(&plan.id), w.file_annex) } }
            { file(files::akn(&plan.id), w.file_text) }
        </ul></dd></div>
    }
}

fn contents(m: &Messages, shard: &PlanShard, query: &'static str) -> Html {
    let annex = shard.clauses.iter().any(|c| c.kind == ClauseKind::Annex);
    let entries = shard.clauses.iter().filter(|c| matches!(c.kind, ClauseKind::Chapter | ClauseKind::Section));
    html! {
        <nav class="contents" aria-labelledby="contents">
            <h2 id="contents">{ m.plan.contents }</h2>
                <ul>
                    { for entries.filter_map(|c| {
                        let heading = c.heading.as_ref()?;
                        let class = if c.kind == ClauseKind::Chapter { "chapter" } else { "section" };
                        Some(html! { <li {class}><Link to={Route::plan(&c.plan)} {query} hash={c.path.clone()}>
                            { plan_words(m, [own_number(&c.path).unwrap_or_default().as_str(), heading].concat()) }</Link></li> })
                    }) }
                    if annex { <li class="chapter"><Link to={Route::plan(&shard.plan.id)} {query} hash="annex">{ m.plan.annex }</Link></li> }
                </ul>
            </nav>
    }
}

fn known_figures(m: &Messages, o: &Overview, shard: &PlanShard) -> Html {
    if shard.targets.is_empty() {
        return Html::default();
    }
    html! {
        <section aria-labelledby="known">
            <h2 id="known">{ m.plan.known_figures }</h2>
            <ul class="figures">
                { for shard.targets.iter().map(|t| html! {
                    <li><Link to={Route::indicator(&t.indicator)}>{ target_name(m, o, t) }</Link>{ " " }
                        <b class="figure">{ figure(m, t).unwrap_or_default() }</b>{ " " }
                        <span class="meta">{ deadline(m, t).unwrap_or_default() }{ " " }{ plan_words(m, t.source.as_ref().and_then(|s| s.chapter.clone()).unwrap_or_default()) }</span></li>
                }) }
            </ul>
        </section>
    }
}
