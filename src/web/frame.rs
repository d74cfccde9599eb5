//! What surrounds every page: skip link, masthead with languages and modes, footer.

use super::address::{is_there, places};
use super::field::Field;
use super::link::{Link, address};
use super::page::Place;
use super::pages::PAGES;
use super::route::Route;
use crate::messages::Messages;
use crate::model::Language;
use yew::prelude::*;

/// Masthead, the page, footer.
pub fn frame(m: &Messages, place: &Place, version: &str, content: Html) -> Html {
    let route = &place.route;
    let searches = !place.page.searches();
    html! {
        <>
            <a class="skip" href={format!("{}#content", address(m.language, route, "", ""))}>{ m.skip }</a>
            <header class="masthead">
                <div class="masthead-row">
                    <Link to={Route::HOME} class="wordmark">
                        <strong>{ m.site }</strong>{ " " }<span>{ m.site_subtitle }</span>
                    </Link>
                    <nav class="nav-wide" aria-label={m.nav_main}>{ items(m, route) }</nav>
                    if searches { <div class="find-wide"><Field id="find" /></div> }
                    { languages(m, route) }
                    <div class="settings">
                        <button type="button" data-action="size" aria-pressed="false">{ m.large_print }</button>
                        <button type="button" data-action="theme" aria-pressed="false">{ m.dark }</button>
                    </div>
                    <details class="nav-narrow">
                        <summary>{ m.menu }</summary>
                        <div class="menu">
                            if searches { <Field id="find-in-menu" /> }
                            <nav aria-label={m.menu}>{ items(m, route) }{ languages(m, route) }</nav>
                        </div>
                    </details>
                </div>
            </header>
            <main id="content" key={address(m.language, route, "", "")}>{ content }</main>
            <footer class="footer">
                <nav aria-label={m.nav_data}>
                    <ul>
                        <li><Link to={Route::DATA}>{ m.nav_data }</Link></li>
                        <li><Link to={Route::DATA} hash="downloads">{ m.nav_download }</Link></li>
                        <li><Link to={Route::EMBED}>{ m.nav_embed }</Link></li>
                    </ul>
                </nav>
                <div class="settings" role="group" aria-label={m.display}>
                    <button type="button" data-action="size" aria-pressed="false">{ m.large_print }</button>
                    <button type="button" data-action="theme" aria-pressed="false">{ m.dark }</button>
                    <button type="button" data-action="contrast" aria-pressed="false">{ m.contrast }</button>
                    <button type="button" data-open="shortcuts" aria-haspopup="dialog">{ m.shortcuts.title }</button>
                </div>
                <p>{ m.footer_note }{ " " }<span class="meta">{ m.corpus_version(version) }</span></p>
            </footer>
            { shortcuts(m) }
        </>
    }
}

/// The keys that the site knows; `settings.js` opens it.
fn shortcuts(m: &Messages) -> Html {
    let s = &m.shortcuts;
    html! {
        <dialog id="shortcuts" class="shortcuts" aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">{ s.title }</h2>
            <dl>
                { for s.keys.iter().map(|(key, words)| html! { <div><dt><kbd>{ *key }</kbd></dt><dd>{ *words }</dd></div> }) }
            </dl>
            <p class="meta">{ s.note }</p>
            <form method="dialog">
                <button type="button" data-action="keys" aria-pressed="true">{ s.on }</button>
                <button class="primary">{ s.close }</button>
            </form>
        </dialog>
    }
}

/// The same page in the other languages that have it: plain links, as the language is fixed while a page is open.
/// `settings.js` adds the query and the anchor.
fn languages(m: &Messages, route: &Route) -> Html {
    html! {
        <ul class="languages" aria-label={m.languages}>
            { for Language::ALL.into_iter().filter(|language| is_there(*language, route)).map(|language| {
                let current = (language == m.language).then_some("true");
                html! {
                    <li><a href={address(language, route, "", "")} hreflang={language.id()} lang={language.id()}
                        aria-label={language.name()} aria-current={current}>{ language.short_name() }</a></li>
                }
            }) }
        </ul>
    }
}

fn items(m: &Messages, here: &Route) -> Html {
    html! {
        <ul>
            { for PAGES.menu(m).map(|(to, name)| {
                let current = current(here, to).map(AttrValue::from);
                html! { <li><Link to={to.clone()} {current}>{ name }</Link></li> }
            }) }
            <li>{ my_place(m, here) }</li>
        </ul>
    }
}

/// The way to the visitor's place, which `settings.js` knows; else to the choice of one.
fn my_place(m: &Messages, here: &Route) -> Html {
    let otherwise = address(m.language, &Route::HOME, "", "my-place");
    html! {
        <a href={otherwise.clone()} data-my-place={places(m.language)} data-otherwise={otherwise}
            aria-current={here.is_below(&Route::PLACES).then_some("true")}>{ m.home.my_place }</a>
    }
}

/// `page` for the link to this page, `true` for the part of the site that it stands in.
fn current(here: &Route, to: &Route) -> Option<&'static str> {
    if here == to {
        return Some("page");
    }
    here.is_below(to).then_some("true")
}
