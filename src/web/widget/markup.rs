//! Elements → HTML text, with what keeps them readable where a host takes the style away. Native only.
//!
//! Invariant: text and attributes are escaped; there is nothing but elements and text.

use super::style::attributes;
use crate::web::palette::filled;
use yew::virtual_dom::VNode;

/// Elements that have no content and no closing tag.
const VOID: [&str; 3] = ["br", "hr", "img"];

/// The HTML of elements without components.
pub fn markup(node: &VNode) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &VNode, out: &mut String) {
    match node {
        VNode::VText(text) => escape(&text.text, out),
        VNode::VList(list) => list.iter().for_each(|child| write(child, out)),
        VNode::VTag(tag) => {
            let name = tag.tag();
            out.push('<');
            out.push_str(name);
            let mut given: Vec<(&str, &str)> = tag.attributes.iter().collect();
            let classes = given.iter().find(|(key, _)| *key == "class").map_or("", |(_, value)| value);
            // The last class is the most special.
            let dress = classes.split(' ').rev().map(|class| attributes(name, class)).find(|dress| !dress.is_empty());
            let dress =
                dress.unwrap_or_default().iter().copied().filter(|(key, _)| !given.iter().any(|(k, _)| k == key));
            let mut dress: Vec<(&str, &str)> = dress.collect();
            // The picture's own height: without a style it is then drawn no larger, however wide the column.
            let view = given
                .iter()
                .find(|(key, _)| name == "svg" && *key == "viewBox" && !given.iter().any(|(key, _)| *key == "height"))
                .map(|(_, value)| *value);
            dress.extend(view.and_then(|view| view.rsplit(' ').next()).map(|height| ("height", height)));
            given.retain(|(key, value)| !(*key == "class" && value.is_empty()));
            for (key, value) in given {
                attribute(key, value, out);
            }
            for (key, value) in dress {
                attribute(key, &filled(value), out);
            }
            out.push('>');
            if !VOID.contains(&name) {
                if let Some(children) = tag.children() {
                    write(children, out);
                }
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
        }
        VNode::VComp(_) | VNode::VPortal(_) | VNode::VRef(_) | VNode::VSuspense(_) | VNode::VRaw(_) => {
            debug_assert!(false, "a widget has elements and text only");
        }
    }
}

fn attribute(key: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::prelude::*;

    #[test]
    fn writes_elements_escapes_text_and_dresses_classes() {
        let node = html! {
            <p class="a" title={"\"<&"}>{ "1 < 2" }<br />
                <svg class="ladder" viewBox="0 0 340 212.0"><circle class={classes!("dot", "hollow")} r="5" /></svg>
            </p>
        };
        let mid = crate::web::palette::colour(crate::web::palette::Theme::Light, "main-mid");
        assert_eq!(
            markup(&node),
            format!(
                "<p title=\"&quot;&lt;&amp;\" class=\"a\">1 &lt; 2<br><svg viewBox=\"0 0 340 212.0\" class=\"ladder\" width=\"100%\" \
             preserveAspectRatio=\"xMinYMin meet\" fill=\"currentColor\" font-size=\"15\" text-anchor=\"middle\" height=\"212.0\"><circle r=\"5\" \
             class=\"dot hollow\" fill=\"none\" stroke=\"{mid}\" stroke-width=\"2.5\"></circle></svg></p>"
            )
        );
    }
}
