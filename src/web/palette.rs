//! The site's colours outside its style sheet: in widgets, in pictures that are saved, on the page for addresses that
//! do not exist. Native only.
//!
//! In: a colour's name in `assets/style/tokens.css`, the one place that names colours. Out: its value there.
//! Invariant: every name that the program uses is in the file, held by the tests of those who use it.

const TOKENS: &str = include_str!("../../assets/style/tokens.css");

/// One of the two sets of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark words on light paper.
    Light,
    /// Light words on dark paper.
    Dark,
}

/// The value of a colour, as `#rrggbb`; nothing for a name that the style sheet does not have.
pub fn colour(theme: Theme, name: &str) -> &'static str {
    let selector = match theme {
        Theme::Light => "\n:root {",
        Theme::Dark => "\n  :root[data-theme=\"dark\"] {",
    };
    let block = TOKENS.split_once(selector).and_then(|(_, after)| after.split_once('}'));
    let declared = block.and_then(|(block, _)| block.split_once(&["--", name, ": "].concat()));
    declared.and_then(|(_, after)| after.split_once(';')).map_or("", |(value, _)| value)
}

/// The text with each `light(NAME)` and `dark(NAME)` replaced by that colour.
pub fn filled(text: &str) -> String {
    let filled = fill(text, "light(", Theme::Light);
    fill(&filled, "dark(", Theme::Dark)
}

fn fill(text: &str, mark: &str, theme: Theme) -> String {
    let mut parts = text.split(mark);
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, after) = part.split_once(')').unwrap_or((part, ""));
        filled += colour(theme, name);
        filled += after;
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_come_from_the_style_sheet() {
        for name in ["paper", "ink", "ink-2", "rule", "main", "on-main", "main-tint", "red"] {
            for theme in [Theme::Light, Theme::Dark] {
                let value = colour(theme, name);
                assert!(value.starts_with('#') && value.len() == 7, "{theme:?} {name}: {value}");
            }
            assert_ne!(colour(Theme::Light, name), colour(Theme::Dark, name), "{name}");
        }
        assert_eq!(colour(Theme::Light, "nothing"), "");
        let (paper, ink) = (colour(Theme::Light, "paper"), colour(Theme::Dark, "ink-2"));
        assert_eq!(filled("a light(paper); b: dark(ink-2)"), format!("a {paper}; b: {ink}"));
    }
}
