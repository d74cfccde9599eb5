//! What a visitor switches on a chain: side by side or only what differs, and each kind of mark.
//!
//! The controls alone decide, by style rules on their state, so that they work before and without the app; the app
//! keeps the address in step.

use crate::messages::Messages;
use crate::query::chain::ChainView;
use yew::prelude::*;

/// The switches, which are the key to the marks too.
pub fn switches(m: &Messages, view: &ChainView, set: &Callback<ChainView>) -> Html {
    let c = &m.chain;
    let way = |id: &'static str, name: &'static str, differences: bool| {
        let (set, view) = (set.clone(), view.clone());
        let on = view.differences == differences;
        let onchange = Callback::from(move |_: Event| set.emit(ChainView { differences, ..view.clone() }));
        html! { <label><input type="radio" name="view" {id} checked={on} {onchange} /><span>{ name }</span></label> }
    };
    let marks = [("shared", c.key_shared, "some"), ("own", c.key_own, "own"), ("figures", c.key_figure, "fig")];
    let mark = |(n, (id, name, class)): (usize, (&'static str, &'static str, &'static str))| {
        let (set, view) = (set.clone(), view.clone());
        let on = !view.hidden[n];
        let onchange = Callback::from(move |_: Event| {
            let mut view = view.clone();
            view.hidden[n] = !view.hidden[n];
            set.emit(view);
        });
        html! {
            <label><input type="checkbox" id={["mark-", id].concat()} checked={on} {onchange} /><span><mark {class}>{ name }</mark></span></label>
        }
    };
    html! {
        <div class="switches">
            <fieldset class="ways"><legend>{ c.view }</legend>
                { way("view-whole", c.side_by_side, false) }{ way("view-differences", c.differences, true) }
            </fieldset>
            <fieldset class="marks"><legend>{ c.key }</legend>
                { for marks.into_iter().enumerate().map(mark) }
                <span class="meta"><mark class="all">{ c.key_all }</mark>{ " " }<mark class="some">{ c.key_two }</mark></span>
            </fieldset>
        </div>
    }
}
