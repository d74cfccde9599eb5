//! A bar of shares: found clearly, found in part, not found. The figures beside it say the same.

use yew::prelude::*;

/// The bar; `all` is its whole length.
pub fn share(clear: u32, partial: u32, all: u32) -> Html {
    let percent = |n: u32| (n * 1000 / all.max(1)).to_string();
    let rect =
        |class: &'static str, x: String, width: String| html! { <rect {class} {x} y="0" {width} height="100" /> };
    html! {
        <svg class="share-bar" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
            { rect("none", "0".to_owned(), "1000".to_owned()) }
            { rect("clear", "0".to_owned(), percent(clear)) }
            { rect("partial", percent(clear), percent(partial)) }
        </svg>
    }
}
