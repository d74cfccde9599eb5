//! The page for addresses that do not exist, in all languages. A server shows it at any depth, so it refers to
//! no other file of the site.

use super::origin::Origin;
use super::shell::escape;
use crate::bundle::integrity;
use crate::messages;
use crate::model::Language;
use crate::web::palette::filled;

/// Its style; headers must allow it.
pub fn style() -> String {
    filled(include_str!("not_found.css"))
}

/// The page; with the site's `origin` it can lead home.
pub fn page(origin: Option<&Origin>) -> Vec<u8> {
    let style = style();
    let policy = escape(&policy(&style));
    let sections: String = Language::ALL.map(|language| section(language, origin)).concat();
    let title = Language::ALL.map(|language| messages::of(language).not_found).join(" · ");
    format!(
        "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{sections}</main>\n</body>\n</html>\n",
        escape(&title)
    )
    .into_bytes()
}

fn section(language: Language, origin: Option<&Origin>) -> String {
    let m = messages::of(language);
    let (to, words) = match origin {
        Some(origin) => (origin.address(language.prefix()), m.to_home),
        None => ("../".to_owned(), m.go_up),
    };
    let search = origin.map(|origin| {
        let to = origin.address(&format!("{}search/", language.prefix()));
        format!(" · <a href=\"{}\">{}</a>", escape(&to), escape(m.search.title))
    });
    // One page has one main heading.
    let level = if language == Language::Hans { 1 } else { 2 };
    format!(
        "<section lang=\"{}\">\n<p class=\"site\">{} · {}</p>\n<h{level}>{}</h{level}>\n<p>{}</p>\n\
         <p><a href=\"{}\">{}</a>{}</p>\n</section>\n",
        language.id(),
        escape(m.site),
        escape(m.site_subtitle),
        escape(m.not_found),
        escape(m.not_found_text),
        escape(&to),
        escape(words),
        search.unwrap_or_default(),
    )
}

/// The policy of a page that carries its whole style inside, named by its digest, and runs nothing.
fn policy(style: &str) -> String {
    let style = integrity(style.as_bytes());
    format!("default-src 'none'; style-src '{style}'; base-uri 'none'; form-action 'none'; img-src data:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_every_language() {
        let text =
            String::from_utf8(page(Some(&"https://example.org/plans/".parse().expect("an origin")))).expect("text");
        for language in Language::ALL {
            assert!(text.contains(&format!("lang=\"{}\"", language.id())));
            assert!(text.contains(messages::of(language).not_found_text));
            assert!(text.contains(&format!("href=\"https://example.org/plans/{}\"", language.prefix())));
        }
    }
}
