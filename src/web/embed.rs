//! Embed: choose a widget, look at it, copy one of the forms in which another site can show it.
//!
//! The copied block is read out of the preview, which is the framed page itself; so no widget is drawn here.
//! Without the app the page shows how to embed by hand.

use super::language::use_messages;
use super::widget::BLOCK;
use super::widget::snippet::{Caption, Subject, Widget, script};
use super::widget::{Size, Theme};
use crate::bundle::Overview;
use crate::messages::Messages;
use crate::model::Language;
use crate::query::chain::is_above;
use crate::query::cite::clause_label;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlIFrameElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Stands for the site's address where that is not known.
const ANY_SITE: &str = "https://…/";

/// Height in pixels of a frame whose content has not been measured.
const HEIGHT: u32 = 480;

#[derive(Clone, PartialEq, Properties)]
pub struct EmbedProps {
    pub overview: Rc<Overview>,
}

/// What is chosen.
#[derive(Clone, PartialEq)]
struct Choice {
    indicators: Vec<String>,
    /// Clause id; it takes the place of the indicators.
    chain: Option<String>,
    /// Plans that are left out.
    without: Vec<String>,
    language: Language,
    theme: Theme,
    size: Size,
}

/// What the preview of an address holds.
#[derive(Clone, PartialEq, Default)]
struct Preview {
    markup: String,
    height: u32,
    /// Plans that it shows, in order.
    plans: Vec<String>,
}

/// The page.
#[component]
pub fn Embed(props: &EmbedProps) -> Html {
    let m = use_messages();
    let o = &props.overview;
    let first = super::home::HEADLINES.into_iter().rev().find(|id| o.indicators.iter().any(|e| e.indicator.id == *id));
    let choice = use_state(|| Choice {
        indicators: first.map(str::to_owned).into_iter().collect(),
        chain: None,
        without: Vec::new(),
        language: m.language,
        theme: Theme::default(),
        size: Size::default(),
    });
    let previews = use_state(BTreeMap::<String, Preview>::new);
    let said = use_state(|| None::<(u32, &'static str)>);
    // Empty until the app runs: what is prerendered knows no site.
    let site = use_state(String::new);
    {
        let (site, choice, o) = (site.clone(), choice.clone(), o.clone());
        use_effect_with((), move |()| {
            let (address, query) = surroundings();
            if let Some(asked) = asked(&query, &o, &choice) {
                choice.set(asked);
            }
            site.set(address);
        });
    }
    let change = {
        let (choice, said) = (choice.clone(), said.clone());
        move |f: &dyn Fn(&mut Choice)| {
            let mut new = (*choice).clone();
            f(&mut new);
            said.set(None);
            choice.set(new);
        }
    };
    let running = !site.is_empty();
    let widgets = widgets(&choice, o, &previews);
    let seen = {
        let previews = previews.clone();
        move |address: String, event: Event| {
            if let Some(preview) = read(&event) {
                let mut all = (*previews).clone();
                let known = all.get(&address).map_or(0, |known| known.height);
                all.insert(address, Preview { height: preview.height.max(known), ..preview });
                previews.set(all);
            }
        }
    };
    html! {
        <article class="embed">
            <h1>{ m.embed.title }</h1>
            <p class="lead">{ m.embed.lead }</p>
            if running {
                { form(m, o, &choice, &previews, change) }
                <section class="group" aria-labelledby="preview">
                    <h2 id="preview">{ m.embed.preview }</h2>
                    { for widgets.iter().map(|widget| preview(m, o, widget, seen.clone())) }
                </section>
                <section class="group" aria-labelledby="forms">
                    <h2 id="forms">{ m.embed.forms }</h2>
                    { forms(m, o, &widgets, &site, &previews, &said) }
                </section>
            } else {
                <p class="state-note">{ m.embed.without_app }</p>
            }
            { by_hand(m, o, &widgets, if running { &site } else { ANY_SITE }) }
        </article>
    }
}

/// The widgets of a choice; each names the plans it shows.
fn widgets(choice: &Choice, o: &Overview, previews: &BTreeMap<String, Preview>) -> Vec<Widget> {
    let with = |subject: Subject| {
        let all =
            Widget { subject, plans: Vec::new(), language: choice.language, theme: choice.theme, size: choice.size };
        let plans = plans(&all, o, previews).into_iter().filter(|id| !choice.without.contains(id)).collect();
        Widget { plans, ..all }
    };
    match &choice.chain {
        Some(clause) => vec![with(Subject::Chain(clause.clone()))],
        None => choice.indicators.iter().cloned().map(Subject::Indicator).map(with).collect(),
    }
}

/// The plans that a widget can show, in tree order; those of a chain are known once its preview is there.
fn plans(all: &Widget, o: &Overview, previews: &BTreeMap<String, Preview>) -> Vec<String> {
    match &all.subject {
        Subject::Indicator(id) => {
            let setting = o.indicators.iter().find(|e| e.indicator.id == *id).map_or(&[][..], |e| &e.plans);
            let sets = |id: &String| setting.contains(id);
            let setting: Vec<_> = o.plans.iter().filter(|plan| sets(&plan.id)).collect();
            let shown =
                o.plans.iter().filter(|plan| sets(&plan.id) || setting.iter().any(|lower| is_above(plan, lower)));
            shown.map(|plan| plan.id.clone()).take(super::widget::MOST_PLANS).collect()
        }
        Subject::Chain(_) => previews.get(&all.address()).map(|preview| preview.plans.clone()).unwrap_or_default(),
    }
}

fn form(
    m: &Messages,
    o: &Rc<Overview>,
    choice: &Choice,
    previews: &BTreeMap<String, Preview>,
    change: impl Fn(&dyn Fn(&mut Choice)) + Clone + 'static,
) -> Html {
    let e = &m.embed;
    let name = |id: &str| {
        o.indicators.iter().find(|e| e.indicator.id == id).map_or(id, |e| e.indicator.name.of(m.language)).to_owned()
    };
    let add = {
        let change = change.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let id = select.value();
            select.set_selected_index(0);
            if !id.is_empty() {
                change(&|choice| {
                    choice.chain = None;
                    if !choice.indicators.contains(&id) {
                        choice.indicators.push(id.clone());
                    }
                });
            }
        })
    };
    let clause = {
        let (change, o) = (change.clone(), o.clone());
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let clause = clause_id(&text, &o);
            let wrong = clause.is_none() && !text.trim().is_empty();
            change(&|choice| choice.chain = if wrong { Some(String::new()) } else { clause.clone() });
        })
    };
    let all = widgets(&Choice { without: Vec::new(), ..choice.clone() }, o, previews);
    let available: Vec<_> =
        o.plans.iter().filter(|plan| all.iter().any(|widget| widget.plans.contains(&plan.id))).collect();
    let wrong = choice.chain.as_deref() == Some("");
    html! {
        <form class="embed-form" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            <fieldset>
                <legend>{ e.subject }</legend>
                <ul class="embed-chosen" aria-label={e.indicators}>
                    { for choice.indicators.iter().filter(|_| choice.chain.is_none()).map(|id| {
                        let (change, own) = (change.clone(), id.clone());
                        let onclick = Callback::from(move |_: MouseEvent| change(&|choice| choice.indicators.retain(|other| *other != own)));
                        html! { <li key={id.clone()}>{ name(id) }{ " " }<button type="button" aria-label={e.remove(name(id))} {onclick}>{ "×" }</button></li> }
                    }) }
                </ul>
                <select aria-label={e.add} onchange={add}>
                    <option value="" selected=true>{ e.add }</option>
                    { for o.topics.iter().map(|topic| {
                        let of_topic = o.indicators.iter().filter(|e| e.indicator.topic == topic.topic.id);
                        html! {
                            <optgroup label={topic.topic.name.of(m.language).to_owned()}>
                                { for of_topic.map(|e| html! { <option value={e.indicator.id.clone()}>{ e.indicator.name.of(m.language) }</option> }) }
                            </optgroup>
                        }
                    }) }
                </select>
                <label class="embed-clause">{ e.chain }
                    <input type="text" value={choice.chain.clone().filter(|_| !wrong)} onchange={clause} autocomplete="off"
                        aria-describedby="clause-hint" aria-invalid={wrong.then_some("true")} /></label>
                <p class="meta" id="clause-hint" role="status">{ if wrong { e.no_such_clause } else { e.chain_hint } }</p>
            </fieldset>
            <fieldset>
                <legend>{ e.plans }</legend>
                { for available.iter().map(|plan| {
                    let (change, id) = (change.clone(), plan.id.clone());
                    let onchange = Callback::from(move |_: Event| change(&|choice| {
                        let count = choice.without.len();
                        choice.without.retain(|other| *other != id);
                        if choice.without.len() == count {
                            choice.without.push(id.clone());
                        }
                    }));
                    html! {
                        <label class="embed-option" key={plan.id.clone()}>
                            <input type="checkbox" checked={!choice.without.contains(&plan.id)} {onchange} />{ plan.place_in(m.language) }</label>
                    }
                }) }
                <p class="meta">{ e.plans_hint }</p>
            </fieldset>
            { radios("lang", e.language, Language::ALL.map(|language| (language.name(), language)), choice.language, &change, |choice, to| choice.language = to) }
            { radios("theme", e.theme, [(e.theme_auto, Theme::Auto), (e.theme_light, Theme::Light), (e.theme_dark, Theme::Dark), (e.theme_host, Theme::Host)],
                choice.theme, &change, |choice, to| choice.theme = to) }
            { radios("size", e.size, [(e.size_normal, Size::Normal), (e.size_large, Size::Large)], choice.size, &change, |choice, to| choice.size = to) }
        </form>
    }
}

fn radios<T: Copy + PartialEq + 'static, const N: usize>(
    name: &'static str,
    legend: &'static str,
    options: [(&'static str, T); N],
    chosen: T,
    change: &(impl Fn(&dyn Fn(&mut Choice)) + Clone + 'static),
    set: fn(&mut Choice, T),
) -> Html {
    html! {
        <fieldset>
            <legend>{ legend }</legend>
            { for options.into_iter().map(|(words, value)| {
                let change = change.clone();
                let onchange = Callback::from(move |_: Event| change(&|choice| set(choice, value)));
                html! { <label class="embed-option"><input type="radio" {name} checked={value == chosen} {onchange} />{ words }</label> }
            }) }
        </fieldset>
    }
}

fn caption(m: &Messages, o: &Overview, widget: &Widget) -> Caption {
    match &widget.subject {
        Subject::Indicator(id) => {
            let name = o
                .indicators
                .iter()
                .find(|e| e.indicator.id == *id)
                .map_or(id.as_str(), |e| e.indicator.name.of(m.language));
            Caption { title: name.to_owned(), link: m.embed.caption_comparison(name) }
        }
        Subject::Chain(id) => {
            let plan = o.plans.iter().find(|plan| id.split('/').next() == Some(plan.id.as_str()));
            let path = id.split_once('/').map_or("", |(_, path)| path);
            let cited = plan.map_or_else(|| id.clone(), |plan| clause_label(m, plan, path));
            Caption { link: m.embed.caption_chain(&cited), title: cited }
        }
    }
}

/// The framed page itself, as wide as a phone and as wide as there is room.
fn preview(m: &Messages, o: &Overview, widget: &Widget, seen: impl Fn(String, Event) + Clone + 'static) -> Html {
    let title = caption(m, o, widget).title;
    let address = widget.address();
    let frame = |class: &'static str, width: &'static str| {
        let (seen, own) = (seen.clone(), address.clone());
        let onload = Callback::from(move |event: Event| seen(own.clone(), event));
        html! {
            <figure {class} key={format!("{class} {address}")}>
                <iframe src={address.clone()} title={format!("{title} · {width}")} width="100%" height="560" {onload}></iframe>
                <figcaption class="meta">{ width }</figcaption>
            </figure>
        }
    };
    html! {
        <div class="embed-preview">{ frame("embed-phone", m.embed.preview_phone) }{ frame("embed-desk", m.embed.preview_desk) }</div>
    }
}

fn forms(
    m: &Messages,
    o: &Overview,
    widgets: &[Widget],
    site: &str,
    previews: &BTreeMap<String, Preview>,
    said: &UseStateHandle<Option<(u32, &'static str)>>,
) -> Html {
    let e = &m.embed;
    let each = |f: &dyn Fn(&Widget, Option<&Preview>) -> String| -> String {
        widgets.iter().map(|widget| f(widget, previews.get(&widget.address()))).collect()
    };
    let height = |preview: Option<&Preview>| preview.map_or(HEIGHT, |preview| preview.height.clamp(120, 4000));
    let ready = widgets.iter().all(|widget| previews.contains_key(&widget.address()));
    let block = if ready {
        each(&|widget, preview| preview.map(|p| widget.copied(&p.markup, site)).unwrap_or_default())
    } else {
        String::new()
    };
    let frames = each(&|widget, preview| widget.frame(site, &caption(m, o, widget), height(preview)));
    let elements = each(&|widget, _| widget.element(site, &caption(m, o, widget)));
    let script = script(site);
    let codes = [
        ("static", e.form_static, e.form_static_text, block),
        ("frame", e.form_frame, e.form_frame_text, frames.clone()),
        ("script", e.form_script, e.form_script_text, frames + &script),
        ("element", e.form_element, e.form_element_text, elements + &script),
    ];
    html! {
        <>
            { for codes.into_iter().enumerate().map(|(at, (id, name, text, code))| {
                let at = at as u32;
                let said = said.clone();
                let words = said.filter(|(of, _)| *of == at).map(|(_, words)| words);
                let (done, by_hand) = (e.copied, e.copy_by_hand);
                let onclick = Callback::from(move |_: MouseEvent| said.set(Some((at, if copy(id) { done } else { by_hand }))));
                html! {
                    <section class="embed-code" key={id}>
                        <h3>{ name }if at == 0 { { " " }<span class="tag">{ e.recommended }</span> }</h3>
                        <p>{ text }</p>
                        if code.is_empty() {
                            <p class="meta" role="status">{ e.waiting }</p>
                        } else {
                            <textarea id={format!("code-{id}")} readonly=true rows="4" spellcheck="false" aria-label={name} value={code.clone()} />
                            <p><button type="button" class={(at == 0).then_some("primary")} {onclick}>{ e.copy }</button>{ " " }
                                <span class="meta">{ e.bytes(code.len()) }</span>{ " " }<span role="status">{ words }</span></p>
                        }
                    </section>
                }
            }) }
            <section class="embed-code">
                <h3>{ e.form_archive }</h3>
                <p>{ e.form_archive_text }</p>
                <ul>{ for widgets.iter().map(|widget| html! { <li><a href={widget.archive()} download="">{ caption(m, o, widget).title }{ " (zip)" }</a></li> }) }</ul>
            </section>
        </>
    }
}

/// Addresses and options for those who write the frame themselves.
fn by_hand(m: &Messages, o: &Overview, widgets: &[Widget], site: &str) -> Html {
    let e = &m.embed;
    html! {
        <section class="group" aria-labelledby="by-hand">
            <h2 id="by-hand">{ e.by_hand }</h2>
            <p>{ e.by_hand_text }</p>
            { for widgets.iter().take(1).map(|widget| html! {
                <pre class="embed-example"><code>{ widget.frame(site, &caption(m, o, widget), HEIGHT) }</code></pre>
            }) }
            <ul class="embed-addresses">
                { for ["INDICATOR", "chain/PLAN/PATH"].map(|path| html! { <li><code>{ format!("{site}{}widgets/{path}/?plans=…&lang={}&theme=auto&size=normal", m.language.prefix(), m.language.id()) }</code></li> }) }
            </ul>
            <dl class="embed-options">
                { for e.by_hand_options.iter().map(|(name, text)| html! { <div key={*name}><dt><code>{ *name }</code></dt><dd>{ *text }</dd></div> }) }
            </dl>
        </section>
    }
}

/// A clause id out of what was typed or pasted: the id itself or the address of its page.
fn clause_id(text: &str, o: &Overview) -> Option<String> {
    let text = text.trim().split(['?', '#']).next().unwrap_or_default();
    let id = text.rsplit("chain/").next().unwrap_or_default().trim_matches('/');
    let (plan, path) = id.split_once('/')?;
    let known = o.plans.iter().any(|known| known.id == plan && known.text);
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    (known && plain && !path.is_empty()).then(|| id.to_owned())
}

/// What an address asks for: `?indicator=ID,ID` or `?chain=PLAN/PATH`, as links from other pages do.
fn asked(query: &str, o: &Overview, choice: &Choice) -> Option<Choice> {
    let mut new = choice.clone();
    for (key, value) in query.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
        match key {
            "indicator" => {
                let known = |id: &&str| o.indicators.iter().any(|e| e.indicator.id == *id);
                let ids: Vec<String> = value.split(',').filter(known).map(str::to_owned).collect();
                if !ids.is_empty() {
                    new.indicators = ids;
                }
            }
            "chain" => new.chain = clause_id(&value.replace("%2F", "/"), o).or(new.chain),
            _ => {}
        }
    }
    (new != *choice).then_some(new)
}

/// The block that a loaded preview shows.
fn read(event: &Event) -> Option<Preview> {
    let frame: HtmlIFrameElement = event.target_unchecked_into();
    let block = frame.content_document()?.get_element_by_id(BLOCK)?;
    let parts = block.query_selector_all("[data-plan]").ok()?;
    let mut plans: Vec<String> = Vec::new();
    for at in 0..parts.length() {
        // Elements of another document: an instance check would fail.
        let plan = parts.item(at)?.unchecked_into::<web_sys::Element>().get_attribute("data-plan")?;
        if !plans.contains(&plan) {
            plans.push(plan);
        }
    }
    let height = block.unchecked_ref::<HtmlElement>().offset_height();
    Some(Preview { markup: block.outer_html(), height: u32::try_from(height).unwrap_or(HEIGHT), plans })
}

/// Copies the code of a form; where that is not allowed, it stays selected.
#[cfg(target_arch = "wasm32")]
fn copy(id: &str) -> bool {
    let document = gloo::utils::document();
    let area = document.get_element_by_id(&["code-", id].concat());
    let Some(area) = area.and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok()) else { return false };
    area.select();
    // The older way also works on hosts without https.
    document.dyn_into::<web_sys::HtmlDocument>().is_ok_and(|document| document.exec_command("copy").unwrap_or(false))
}

#[cfg(not(target_arch = "wasm32"))]
fn copy(_: &str) -> bool {
    false
}

/// The address of the site's folder, and the page's query.
#[cfg(target_arch = "wasm32")]
fn surroundings() -> (String, String) {
    let base = gloo::utils::document().base_uri().ok().flatten().unwrap_or_default();
    (base, gloo::utils::window().location().search().unwrap_or_default())
}

#[cfg(not(target_arch = "wasm32"))]
fn surroundings() -> (String, String) {
    (String::new(), String::new())
}
