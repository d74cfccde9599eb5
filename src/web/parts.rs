//! Small pieces that several pages share. What keeps no state is a function: a component costs visitors bytes.

use super::link::Link;
use super::route::Route;
use super::standing::standing;
use crate::bundle::{Overview, key};
use crate::messages::{Messages, Template};
use crate::model::verdict::Verdict;
use crate::model::{Area, Checked, CheckedAs, CheckedPart, Clause, Date, Language, Level, Names, Plan, Target};
use crate::query::cite::plan_label;
use crate::query::words::{date, wording};
use crate::text::phrases::phrases;
use std::collections::BTreeMap;
use yew::prelude::*;

/// The seal of a level: one character; its tone only helps. `missing`: the level's text is not in the corpus.
pub fn seal(m: &Messages, level: Level, missing: bool) -> Html {
    let class = classes!("seal", format!("seal-{}", level.id()), missing.then_some("seal-missing"));
    // In English the seal stays a character, and its name is read out.
    let (lang, label) = match m.language {
        Language::En => (Some("zh-Hans"), Some(m.level_name(level))),
        Language::Hans | Language::Hant => (None, None),
    };
    html! {
        <span {class} title={m.level_name(level)} {lang} role={label.map(|_| "img")} aria-label={label}>{ m.level_seal(level) }</span>
    }
}

/// The value of `lang` for words of a plan; none where the page's own says it already. On Traditional pages plans are
/// put into Traditional characters: see `site::rewording`.
pub fn plan_lang(m: &Messages) -> Option<&'static str> {
    (m.language == Language::En).then_some(Language::Hans.id())
}

/// Words of a plan: its title, its number, a unit.
pub fn plan_words(m: &Messages, words: impl Into<AttrValue>) -> Html {
    html! { <span lang={plan_lang(m)}>{ words.into() }</span> }
}

/// A heading of a plan: it breaks between its phrases.
pub fn plan_heading(m: &Messages, heading: &str) -> Html {
    html! { <span class="phrases" lang={plan_lang(m)}>{ phrased(heading) }</span> }
}

/// Phrases, and where a line may break between them.
pub fn phrased(heading: &str) -> Html {
    let part = |(n, phrase): (usize, &str)| html! { <>if n > 0 { <wbr /> }{ phrase.to_owned() }</> };
    html! { <>{ for phrases(heading).into_iter().enumerate().map(part) }</> }
}

/// A name of the vocabulary; one that has no English name yet stands in Chinese and says so.
pub fn named(m: &Messages, names: &Names) -> Html {
    let name = names.of(m.language).to_owned();
    if m.language == Language::En && name == names.hans {
        plan_words(m, name)
    } else {
        html! { { name } }
    }
}

/// What a target promises: in the plan's own words where the page speaks its language, else by its indicator.
pub fn target_name(m: &Messages, o: &Overview, target: &Target) -> Html {
    match o.indicator(&target.indicator) {
        Some(entry) if m.language != Language::Hans => named(m, &entry.indicator.name),
        _ => plan_words(m, target.label.clone()),
    }
}

/// What a target promises, by its indicator; in the plan's own words where the overview does not know that.
pub fn indicator_name(m: &Messages, o: &Overview, target: &Target) -> Html {
    match o.indicator(&target.indicator) {
        Some(entry) => named(m, &entry.indicator.name),
        None => plan_words(m, target.label.clone()),
    }
}

/// A commitment without a figure, in the plan's words.
pub fn target_words(m: &Messages, target: &Target) -> Html {
    plan_words(m, wording(target))
}

/// Which part of its place a target concerns.
pub fn scope(m: &Messages, target: &Target) -> Html {
    match m.figures.scopes.get(&target.scope) {
        Some(known) => html! { { known } },
        None => plan_words(m, target.scope.clone()),
    }
}

/// A sentence of ours in which the words of plans stand in quotation marks.
pub fn with_quotes(m: &Messages, text: &str) -> Html {
    let marks = m.signs.quoted("\n");
    let (Some((open, close)), Some(lang)) = (marks.split_once('\n'), plan_lang(m)) else {
        return html! { { text.to_owned() } };
    };
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, (words, after))) = rest.split_once(open).and_then(|(a, b)| Some((a, b.split_once(close)?)))
    {
        parts.push(html! { <>{ before.to_owned() }{ open.to_owned() }<span {lang}>{ words.to_owned() }</span>{ close.to_owned() }</> });
        rest = after;
    }
    html! { <>{ for parts }{ rest.to_owned() }</> }
}

/// Words of ours in which Chinese ones stand, as 以上 in an English explanation: those say what they are.
pub fn mixed(m: &Messages, text: &str) -> Html {
    if m.language != Language::En {
        return html! { { text.to_owned() } };
    }
    let chinese = |c: char| matches!(c, '\u{2014}' | '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| chinese(c) != chinese(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        parts.push(if chinese(first) {
            plan_words(m, run.to_owned())
        } else {
            html! { { run.to_owned() } }
        });
        rest = after;
    }
    html! { <>{ for parts }</> }
}

/// Words with gaps that hold links or other markup, in the order in which the gaps are declared.
pub fn filled(template: Template, values: &[Html]) -> Html {
    let piece = |(words, gap): (&'static str, Option<(usize, _)>)| {
        let value = gap.and_then(|(gap, _)| values.get(gap)).cloned();
        html! { <>{ words }{ for value }</> }
    };
    html! { <>{ for template.pieces().into_iter().map(piece) }</> }
}

/// Where the page stands: the way here, highest first, and its own name.
pub fn breadcrumb(m: &Messages, steps: Vec<(AttrValue, Route)>, here: impl Into<AttrValue>) -> Html {
    html! {
        <nav class="breadcrumb" aria-label={m.breadcrumb}>
            <ol>
                { for steps.into_iter().map(|(name, to)| html! { <li><Link {to}>{ name }</Link></li> }) }
                <li aria-current="page">{ here.into() }</li>
            </ol>
        </nav>
    }
}

/// A plan's number and date: `国发〔2024〕17号　2024年7月28日`.
pub fn source_line(m: &Messages, plan: &Plan) -> Html {
    let whole = |words: Html| html! { <span class="whole">{ words }</span> };
    let number = plan.document_number.clone().map(|number| whole(plan_words(m, number)));
    let gap = if plan.document_number.is_some() && plan.signed.is_some() { "　" } else { "" };
    html! { <>{ for number }{ gap }{ for plan.signed.map(|day| whole(html! { { date(m, day) } })) }</> }
}

/// A plan's title without its place in front, where that stands beside it.
fn short_title(plan: &Plan) -> &str {
    plan.title.strip_prefix(plan.place.as_str()).unwrap_or(&plan.title)
}

/// A plan's place and title, which leads to it; in English its place and year lead there, as the title is Chinese.
pub fn plan_name(m: &Messages, plan: &Plan, to: Option<Route>) -> Html {
    let linked = |words: Html| match to {
        Some(to) => html! { <Link {to}>{ words }</Link> },
        None => words,
    };
    match m.language {
        Language::En => html! {
            <><strong>{ linked(html! { { plan_label(m, plan) } }) }</strong>{ " " }<span class="meta" lang="zh-Hans">{ plan.title.clone() }</span></>
        },
        Language::Hans | Language::Hant => html! {
            <><strong>{ plan.place_in(m.language) }</strong>{ " " }{ linked(plan_words(m, short_title(plan).to_owned())) }</>
        },
    }
}

/// The plans that a page lists at once: all, or in a folded corpus those of the nation and the provinces.
pub fn listed_plans(o: &Overview) -> impl Iterator<Item = &Plan> {
    let folded = o.is_folded();
    o.plans.iter().filter(move |plan| !folded || plan.level <= Level::Province)
}

/// In a folded corpus the ways to the plans of each province.
pub fn areas(m: &Messages, o: &Overview) -> Html {
    if !o.is_folded() {
        return Html::default();
    }
    let item = |area: &Area| {
        let n = o.folded.as_ref().and_then(|folded| folded.plans.get(&area.code)).copied().unwrap_or_default();
        html! { <li key={area.code.as_str()}><Link to={Route::area(&area.code)}>{ m.home.plans_in(area.name.of(m.language), n) }</Link></li> }
    };
    html! { <><h3>{ m.home.by_area }</h3><ul class="place-list">{ for o.areas.iter().map(item) }</ul></> }
}

/// Plans nested by their places, in tree order; `to` is where each leads, if anywhere.
pub fn plan_tree<'a>(
    m: &Messages,
    o: &Overview,
    plans: impl Iterator<Item = &'a Plan>,
    to: impl Fn(&Plan) -> Option<Route>,
) -> Html {
    html! {
        <ul class="plan-list">
            { for plans.map(|plan| html! {
                <li class={format!("depth-{}", plan.level.id())}>
                    { seal(m, plan.level, !plan.text) }
                    <div>
                        <p>{ plan_name(m, plan, to(plan)) }</p>
                        <p class="meta">{ source_line(m, plan) }
                            if !plan.text { { " " }<span class="tag">{ m.figures_only }</span> }
                            { standing(m, plan, &o.plans) }
                        </p>
                    </div>
                </li>
            }) }
        </ul>
    }
}

/// The page of an office that shows it in a plan.
pub fn office_of(o: &Overview, office: &str, plan: &str) -> Route {
    let area = || o.plan(plan).and_then(key::area);
    match area().filter(|_| o.is_folded()) {
        Some(area) => Route::office_in(office, area),
        None => Route::office(office),
    }
}

/// Says that a person looked at something: on which day, and who, where that is told.
pub fn checked(m: &Messages, by: Option<&String>, day: Option<Date>) -> Html {
    let title = [day.map(|day| date(m, day)), by.cloned()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! { <span class="checked" title={(!title.is_empty()).then_some(title)}>{ m.checked }</span> }
}

/// The same of a link or target; nothing where no person looked at it.
pub fn mark(m: &Messages, look: Option<&Checked>) -> Html {
    look.map(|look| checked(m, look.by.as_ref(), look.day)).unwrap_or_default()
}

/// The units of a clause, each a way to its office. `offices`: those of the clause's plan.
pub fn chips(m: &Messages, o: &Overview, clause: &Clause, offices: &BTreeMap<String, Vec<String>>) -> Html {
    if clause.units.is_empty() {
        return Html::default();
    }
    let chip = |unit: &String| {
        let office = offices.get(unit).and_then(|ids| ids.first());
        let is_own = |part: &&CheckedPart| part.field == "units" && part.value == *unit;
        let look = clause.checked.iter().find(|part| is_own(part) && part.how != CheckedAs::Rejected);
        let leads = clause.leads.contains(unit).then(|| html! { <span class="tag">{ m.offices.leading }</span> });
        html! {
            <li lang={plan_lang(m)}>
                if let Some(office) = office {
                    <Link to={office_of(o, office, &clause.plan)} hash={clause.plan.clone()}>{ unit.clone() }</Link>
                } else {
                    { unit.clone() }
                }
                { for leads }
                { for look.map(|part| checked(m, part.by.as_ref(), part.day)) }
            </li>
        }
    };
    html! {
        <div class="units">
            <span class="meta">{ m.units }</span>
            <ul>{ for clause.units.iter().map(chip) }</ul>
            if clause.and_others { <span class="meta">{ m.and_others }</span> }
        </div>
    }
}

/// How a target stands to the one it is set against: a sign and a word. `title` says against whom, where nothing else
/// does.
pub fn verdict_mark(m: &Messages, verdict: Verdict, title: Option<String>) -> Html {
    let (class, sign) = match verdict {
        Verdict::Stricter => ("stricter", "▲"),
        Verdict::Same => ("same", "＝"),
        Verdict::Laxer => ("laxer", "▼"),
        Verdict::Incomparable(_) => ("incomparable", "≠"),
    };
    html! {
        <span class={classes!("verdict", class)} {title}>
            <span aria-hidden="true">{ sign }</span>{ " " }{ m.compare.verdict(verdict) }</span>
    }
}

/// What a visitor takes along of a list as it is filtered. `take.js` writes the table, of `data-records` or of each
/// `data-record` by its `data-column`s, and says in the citation what is chosen.
pub fn take_view(m: &Messages) -> Html {
    let t = &m.take;
    html! {
        <section class="take group" aria-label={t.title}>
            <div class="actions">
                <button type="button" data-csv="">{ "CSV" }</button>
                <button type="button" data-copy="<address>">{ t.link }</button>
                <button type="button" data-copy={t.cited}>{ t.cite }</button>
                <button type="button" data-copy={t.cited_standard}>{ "GB/T 7714" }</button>
            </div>
            <p class="meta" role="status" data-done={t.copied} data-failed={t.failed}></p>
            <p class="meta">{ t.view_note }</p>
        </section>
    }
}
