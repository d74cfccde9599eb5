//! What a webmaster copies: addresses of widgets with every option written out, and the forms around them.
//!
//! Invariant: each option of an address says what it is even where it is the default, so that a later default
//! changes no page that is out there; what was written out once is understood for good.

use super::BLOCK;
use super::style::{CLASS, Size, Theme, block};
use crate::model::Language;

/// What is embedded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Indicator(String),
    /// Clause id.
    Chain(String),
}

/// One widget with its options.
#[derive(Clone, Debug, PartialEq)]
pub struct Widget {
    pub subject: Subject,
    /// Plan ids; none means all.
    pub plans: Vec<String>,
    pub language: Language,
    pub theme: Theme,
    pub size: Size,
}

/// The words around a widget in a host's page.
pub struct Caption {
    pub title: String,
    /// Words of the link to the site's own page.
    pub link: String,
}

impl Subject {
    /// `urban-rural-income-ratio`, `chain/dehua-2025/2.3`.
    pub fn path(&self) -> String {
        match self {
            Self::Indicator(id) => id.clone(),
            Self::Chain(id) => ["chain/", id].concat(),
        }
    }
}

impl Widget {
    /// The address of the framed page, relative to the site's folder.
    pub fn address(&self) -> String {
        let (prefix, path, plans) = (self.language.prefix(), self.subject.path(), self.plans.join(","));
        let (lang, theme, size) = (self.language.id(), self.theme.id(), self.size.id());
        format!("{prefix}widgets/{path}/?plans={plans}&lang={lang}&theme={theme}&size={size}")
    }

    /// The address of the site's own page on the same, relative to the site's folder.
    pub fn page(&self) -> String {
        let prefix = self.language.prefix();
        match &self.subject {
            Subject::Indicator(id) => format!("{prefix}compare/{id}/"),
            Subject::Chain(id) => format!("{prefix}chain/{id}/"),
        }
    }

    /// The archive to host oneself, relative to the site's folder: one for all languages.
    pub fn archive(&self) -> String {
        let path = self.subject.path();
        format!("widgets/{path}/{}.zip", path.replace('/', "-"))
    }

    /// A frame in a figure with a plain link; `height` in pixels. `site` is the address of the site's folder.
    pub fn frame(&self, site: &str, caption: &Caption, height: u32) -> String {
        let (src, page) = (escape(&[site, &self.address()].concat()), escape(&[site, &self.page()].concat()));
        let (title, link) = (escape(&caption.title), escape(&caption.link));
        format!(
            "<figure>\n<iframe src=\"{src}\" title=\"{title}\" width=\"100%\" height=\"{height}\" frameborder=\"0\" \
             loading=\"lazy\" referrerpolicy=\"no-referrer\" sandbox=\"allow-scripts allow-popups \
             allow-popups-to-escape-sandbox\"></iframe>\n<figcaption><a href=\"{page}\">{link}</a></figcaption>\n</figure>\n"
        )
    }

    /// The same as an element that makes its frame itself, around the plain link.
    pub fn element(&self, site: &str, caption: &Caption) -> String {
        let (name, id) = match &self.subject {
            Subject::Indicator(id) => ("indicator", id),
            Subject::Chain(id) => ("chain", id),
        };
        let (plans, lang, theme, size) = (self.plans.join(","), self.language.id(), self.theme.id(), self.size.id());
        let page = escape(&[site, &self.page()].concat());
        let (title, link) = (escape(&caption.title), escape(&caption.link));
        format!(
            "<plan-compare {name}=\"{id}\" plans=\"{plans}\" lang=\"{lang}\" theme=\"{theme}\" size=\"{size}\" \
             title=\"{title}\"><a href=\"{page}\">{link}</a></plan-compare>\n"
        )
    }

    /// The block for a host's page, out of the markup of a framed page.
    pub fn copied(&self, markup: &str, site: &str) -> String {
        let id = format!("p{:04x}", fingerprint(&self.address()) >> 16);
        let style = block(&id, self.theme, self.size, markup);
        let markup = adopted(markup, Some(&id), Some(site));
        match markup.split_once('>') {
            Some((open, rest)) => [open, "><style>", &style, "</style>", rest, "\n"].concat(),
            None => String::new(),
        }
    }
}

/// The script that gives frames their height and makes elements; `site` is the address of the site's folder.
pub fn script(site: &str) -> String {
    format!("<script src=\"{}widgets/embed.js\" async></script>\n", escape(site))
}

/// The markup of a framed page elsewhere: its links lead to `site`, or nowhere; with an `id` it has classes and ids
/// of its own and no notes for the framed page's script.
pub fn adopted(markup: &str, id: Option<&str>, site: Option<&str>) -> String {
    let mut out = String::with_capacity(markup.len() * 5 / 4);
    let mut skipping = false;
    for (at, part) in markup.split('<').enumerate() {
        if at == 0 {
            out += part;
            continue;
        }
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        // What answers to a pointer on the site's own page is of no use here.
        if id.is_some() && tag.starts_with("rect ") && tag.contains("class=\"row\"") {
            skipping = true;
            continue;
        }
        if std::mem::take(&mut skipping) {
            out += text;
            continue;
        }
        out.push('<');
        let mut rest = tag;
        while let Some((name, (value, after))) = rest.split_once("=\"").and_then(|(a, b)| Some((a, b.split_once('"')?)))
        {
            let (before, name) = name.rsplit_once(' ').unwrap_or(("", name));
            out += before;
            let value = match (name, id, site) {
                ("href", _, Some(site)) => escape(site) + value,
                ("class", Some(_), _) => {
                    value.split(' ').map(|class| [CLASS, class].concat()).collect::<Vec<_>>().join(" ")
                }
                ("id" | "aria-labelledby" | "fill", Some(id), _) => own_ids(value, id),
                // The block's name is the first heading of its own page, but not of a host's.
                ("aria-level", Some(_), _) => "3".to_owned(),
                ("rel" | "target", ..) => value.to_owned(),
                // 116.0 says no more than 116.
                _ => value.strip_suffix(".0").unwrap_or(value).to_owned(),
            };
            // Most texts of a picture are centred, which its root says; a seal's character needs no title beside it.
            let needless = name.starts_with("data-")
                || ["rel", "target", "title"].contains(&name)
                || (name == "text-anchor" && value == "middle" && !tag.starts_with("svg"));
            let dropped = (id.is_some() && needless) || (site.is_none() && ["href", "target", "rel"].contains(&name));
            if !dropped {
                out += &format!(" {name}=\"{value}\"");
            }
            rest = after;
        }
        out += rest;
        out.push('>');
        out += text;
    }
    // Shapes need no closing tag.
    ["line", "rect", "circle", "path", "polyline"]
        .iter()
        .fold(out, |out, name| out.replace(&["></", name, ">"].concat(), "/>"))
}

/// `pcx-title pcx-desc` and `url(#pcx-hatch)` with another id.
fn own_ids(value: &str, id: &str) -> String {
    let named = |word: &str| match word.strip_prefix(BLOCK) {
        Some(rest) if rest.is_empty() || rest.starts_with('-') => [id, rest].concat(),
        _ => word.to_owned(),
    };
    match value.strip_prefix("url(#") {
        Some(word) => ["url(#", &named(word)].concat(),
        None => value.split(' ').map(named).collect::<Vec<_>>().join(" "),
    }
}

/// A short name for a text, the same on every machine (FNV-1a).
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://example.org/plans/";

    fn widget() -> Widget {
        Widget {
            subject: Subject::Indicator("urban-rural-income-ratio".into()),
            plans: vec!["china-2024".into(), "dehua-2025".into()],
            language: Language::En,
            theme: Theme::Auto,
            size: Size::Large,
        }
    }

    /// Snippets as they were handed out: pages out there hold them, so these strings never change.
    #[test]
    fn snippets_are_what_they_were() {
        let caption = Caption { title: "Urban-rural \"income\" ratio".into(), link: "All levels & sources".into() };
        assert_eq!(
            widget().frame(SITE, &caption, 620),
            r#"<figure>
<iframe src="https://example.org/plans/en/widgets/urban-rural-income-ratio/?plans=china-2024,dehua-2025&amp;lang=en&amp;theme=auto&amp;size=large" title="Urban-rural &quot;income&quot; ratio" width="100%" height="620" frameborder="0" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>
<figcaption><a href="https://example.org/plans/en/compare/urban-rural-income-ratio/">All levels &amp; sources</a></figcaption>
</figure>
"#
        );
        let chain = Widget {
            subject: Subject::Chain("dehua-2025/2.3".into()),
            plans: Vec::new(),
            language: Language::Hans,
            ..widget()
        };
        assert_eq!(
            chain.element(SITE, &caption) + &script(SITE),
            r#"<plan-compare chain="dehua-2025/2.3" plans="" lang="zh-Hans" theme="auto" size="large" title="Urban-rural &quot;income&quot; ratio"><a href="https://example.org/plans/chain/dehua-2025/2.3/">All levels &amp; sources</a></plan-compare>
<script src="https://example.org/plans/widgets/embed.js" async></script>
"#
        );
        assert_eq!(chain.address(), "widgets/chain/dehua-2025/2.3/?plans=&lang=zh-Hans&theme=auto&size=large");
        assert_eq!(chain.archive(), "widgets/chain/dehua-2025/2.3/chain-dehua-2025-2.3.zip");
    }

    #[test]
    fn a_copied_block_shares_no_name_with_its_host() {
        let markup = r##"<div id="pcx" class="widget a" data-widget="x" aria-level="1"><svg aria-labelledby="pcx-title pcx-desc"><rect fill="url(#pcx-hatch)"></rect></svg><br><a href="compare/x/" target="_blank">a=b pcx-title</a></div>"##;
        assert_eq!(
            adopted(markup, Some("pcx1"), Some(SITE)),
            r##"<div id="pcx1" class="pc-widget pc-a" aria-level="3"><svg aria-labelledby="pcx1-title pcx1-desc"><rect fill="url(#pcx1-hatch)"/></svg><br><a href="https://example.org/plans/compare/x/">a=b pcx-title</a></div>"##
        );
        assert!(adopted(markup, Some("pcx1"), None).contains("<a>a=b"));
        let copied = widget().copied(markup, SITE);
        let other = Widget { size: Size::Normal, ..widget() }.copied(markup, SITE);
        let name = |html: &str| html.split('"').nth(1).expect("an id").to_owned();
        assert_ne!(name(&copied), name(&other));
        assert!(copied.starts_with("<div id=\"p") && copied.contains("<style>#p"));
    }

    #[test]
    fn every_declaration_of_a_copied_block_is_important_and_every_selector_its_own() {
        for theme in Theme::ALL {
            let markup = r#"<p class="name said"><svg><table class="figure meta"><mark>"#;
            let css = block("pc1", theme, Size::Large, markup);
            assert!(css.contains(".pc-figure{") && !css.contains(".pc-rungs") && css.contains("#pc1#pc1 svg{"));
            let css = css.replace("@media (prefers-color-scheme:dark){", "");
            for rule in css.split('}').filter(|rule| !rule.is_empty()) {
                let (selector, declarations) = rule.split_once('{').expect("a rule");
                let colours = selector == "#pc1" && declarations.starts_with("--");
                assert!(colours || selector.starts_with("#pc1#pc1"), "{selector}");
                assert!(colours || declarations.split(';').all(|one| one.ends_with("!important")), "{rule}");
            }
            let plain = block("pc1", theme, Size::Normal, "<p class=\"name\">");
            assert!(!plain.contains("svg") && !plain.contains("table{") && plain.contains(".pc-name{"));
        }
    }
}
