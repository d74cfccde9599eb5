//! Embed: choose a widget, look at it, copy one of the forms in which another site can show it.
//!
//! The page is prerendered whole and needs no app: `builder.js` fills in what depends on the choices, and takes the
//! copied block out of the preview, which is the framed page itself. Without scripts the page shows how to embed
//! by hand. The script finds its words in `data-…`.

use crate::bundle::{Overview, key};
use crate::messages::{Guide, Messages};
use crate::model::Language;
use crate::query::indicators::HEADLINES;
use crate::query::view::WIDGET_PLANS;
use crate::web::page::{Needs, Page, Visit};
use crate::web::route::Route;
use yew::prelude::*;

/// Stands for the site's address where that is not known.
const ANY_SITE: &str = "https://…/";

/// The page that hands out widgets.
pub struct Embed;

impl Page for Embed {
    const FOLDER: Route = Route::EMBED;
    const SCRIPT: Option<&'static str> = Some("builder.js");

    fn needs(visit: &Visit, needs: &mut Needs) {
        needs.add(key::guide(visit.store.language()));
    }

    fn title(visit: &Visit) -> Option<String> {
        Some(visit.messages().nav_embed.to_owned())
    }

    fn view(visit: &Visit) -> Option<Html> {
        let m = visit.messages();
        let guide = visit.store.get(&key::guide(m.language))?;
        Some(embed(m, &guide, &*visit.overview()?))
    }
}

fn embed(m: &Messages, g: &Guide, o: &Overview) -> Html {
    let e = &g.embed;
    let first = HEADLINES.into_iter().rev().find(|id| o.indicators.iter().any(|e| e.indicator.id == *id));
    html! {
        <article class="embed" data-remove={e.remove} data-bytes={e.bytes("{n}")} data-long={e.long}
            data-no-clause={e.no_such_clause} data-no-comparison={e.no_comparison}>
            <h1>{ m.nav_embed }</h1>
            <p class="lead">{ e.lead }</p>
            <noscript><p class="state-note">{ e.without_scripts }</p></noscript>
            { form(m, g, o, first) }
            <section class="group embed-needs-scripts" aria-labelledby="preview">
                <div class="embed-head">
                    <h2 id="preview">{ e.preview }</h2>
                    { copy(m, g, "static", html! { <span class="meta">{ e.copy_first }</span> }) }
                </div>
                <p class="meta" id="missing" role="status"></p>
                <div id="previews" data-phone={e.preview_phone} data-desk={e.preview_desk}></div>
            </section>
            <section class="group embed-needs-scripts" aria-labelledby="forms">
                <h2 id="forms">{ e.forms }</h2>
                { forms(m, g) }
            </section>
            { by_hand(m, g, first.unwrap_or("INDICATOR")) }
        </article>
    }
}

fn form(m: &Messages, g: &Guide, o: &Overview, first: Option<&str>) -> Html {
    let e = &g.embed;
    html! {
        <form class="embed-form embed-needs-scripts">
            <fieldset>
                <legend>{ e.subject }</legend>
                <div id="indicators">
                    <p class="embed-indicator">
                        <select aria-label={e.indicator}>
                            { for o.topics.iter().map(|topic| {
                                let of_topic = o.indicators.iter().filter(|e| e.indicator.topic == topic.topic.id);
                                html! {
                                    <optgroup label={topic.topic.name.of(m.language).to_owned()}>
                                        { for of_topic.map(|entry| {
                                            let id = &entry.indicator.id;
                                            let many = entry.set_by() > WIDGET_PLANS;
                                            html! {
                                                <option value={id.clone()} selected={first == Some(id)}
                                                    data-grouped={many.then_some("")}>{ entry.indicator.name.of(m.language) }</option>
                                            }
                                        }) }
                                    </optgroup>
                                }
                            }) }
                        </select>
                    </p>
                </div>
                <p><button type="button" id="add">{ e.add }</button></p>
                <label class="embed-field">{ e.chain }<input type="text" id="clause" autocomplete="off" aria-describedby="clause-hint" /></label>
                <p class="meta" id="clause-hint">{ e.chain_hint }</p>
            </fieldset>
            <fieldset>
                <legend>{ e.plans }</legend>
                <label class="embed-field">{ e.place }<input type="text" id="place" list="places" autocomplete="off" aria-describedby="place-hint" /></label>
                <datalist id="places"></datalist>
                <p class="meta" id="place-hint">{ e.place_hint }</p>
                <div id="plans" role="group" aria-label={e.plans}></div>
                <p class="meta">{ e.plans_hint }</p>
            </fieldset>
            <div>
                { radios("lang", e.language, &Language::ALL.map(|language| (language.name(), language.id())), m.language.id()) }
                { radios("theme", e.theme, &[(e.theme_auto, "auto"), (e.theme_light, "light"), (e.theme_dark, "dark"), (e.theme_host, "host")], "auto") }
                { radios("size", e.size, &[(e.size_normal, "normal"), (e.size_large, "large")], "normal") }
            </div>
        </form>
    }
}

fn radios(name: &'static str, legend: &'static str, options: &[(&'static str, &'static str)], chosen: &str) -> Html {
    html! {
        <fieldset>
            <legend>{ legend }</legend>
            { for options.iter().map(|(words, value)| html! {
                <label class="embed-option" lang={(name == "lang").then_some(*value)}><input type="radio" {name} value={*value} checked={*value == chosen} />{ *words }</label>
            }) }
        </fieldset>
    }
}

/// The button that copies a form, once `builder.js` has handed it over to `take.js`; with what is said of it.
fn copy(m: &Messages, g: &Guide, form: &'static str, said: Html) -> Html {
    let t = &m.take;
    html! {
        <p class="embed-copy take">
            <button type="button" class={(form == "static").then_some("primary")} data-copy="" data-form={form}>{ g.embed.copy }</button>
            { " " }{ said }{ " " }
            <span role="status" data-done={t.copied} data-failed={t.failed}></span>
        </p>
    }
}

/// The forms, empty.
fn forms(m: &Messages, g: &Guide) -> Html {
    let e = &g.embed;
    let codes = [
        ("static", e.form_static, e.form_static_text),
        ("frame", e.form_frame, e.form_frame_text),
        ("script", e.form_script, e.form_script_text),
        ("element", e.form_element, e.form_element_text),
    ];
    html! {
        <>
            { for codes.into_iter().enumerate().map(|(at, (id, name, text))| html! {
                <section class="embed-code">
                    <h3>{ name }if at == 0 { { " " }<span class="tag">{ e.recommended }</span> }</h3>
                    <p>{ text }</p>
                    <textarea id={["code-", id].concat()} readonly=true rows="4" spellcheck="false" aria-label={name} />
                    { copy(m, g, id, html! { <span class="meta" id={["size-", id].concat()}></span> }) }
                </section>
            }) }
            <section class="embed-code">
                <h3>{ e.form_archive }</h3>
                <p>{ e.form_archive_text }</p>
                <ul id="archives"></ul>
            </section>
        </>
    }
}

/// Addresses and options for those who write the frame themselves.
fn by_hand(m: &Messages, g: &Guide, first: &str) -> Html {
    let e = &g.embed;
    let address = |path: &str| {
        let (prefix, lang) = (m.language.prefix(), m.language.id());
        format!("{ANY_SITE}{prefix}widgets/{path}/?plans=&lang={lang}&theme=auto&size=normal")
    };
    let frame = format!(
        "<iframe src=\"{}\" title=\"…\" width=\"100%\" height=\"480\" loading=\"lazy\" referrerpolicy=\"no-referrer\" \
         sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"></iframe>",
        address(first)
    );
    html! {
        <section class="group" aria-labelledby="by-hand" data-site={ANY_SITE}>
            <h2 id="by-hand">{ e.by_hand }</h2>
            <p>{ e.by_hand_text }</p>
            <pre class="embed-example"><code>{ frame }</code></pre>
            <ul class="embed-addresses">{ for ["INDICATOR", "chain/PLAN/PATH"].map(|path| html! { <li><code>{ address(path) }</code></li> }) }</ul>
            <dl class="embed-options">
                { for e.by_hand_options.iter().map(|(name, text)| html! { <div><dt><code>{ *name }</code></dt><dd>{ *text }</dd></div> }) }
            </dl>
        </section>
    }
}
