//! What a comparison of plans is made of: its pictures, its tables, what can be chosen and taken along.

pub mod controls;
pub mod table;
pub mod take;

use super::chart::ladder::{ladder, layout, legend};
use crate::messages::Messages;
use crate::query::compare::Row;
use crate::query::sentence::sentence;
use yew::prelude::*;

/// The picture at two widths, one of which the style sheet shows; none where no row has a figure.
pub fn ladders(m: &Messages, rows: &[Row], title: &str, id: &str, widths: [u16; 2]) -> Option<Html> {
    let description = sentence(m, rows);
    let one = |width: u16, class: &'static str| {
        let layout = layout(m, rows, width)?;
        let id = format!("{id}-{width}");
        Some(html! {
            <div {class}>
                { ladder(m, &layout, title, &description, &id) }
                { legend(m, &layout, &id) }
            </div>
        })
    };
    let (narrow, wide) = (one(widths[0], "narrow")?, one(widths[1], "wide")?);
    Some(html! { <figure class="picture">{ narrow }{ wide }</figure> })
}
