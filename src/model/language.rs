//! The languages of the site.

/// A language that the interface speaks. The data holds texts of plans once; `site::rewording` says how pages show them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Simplified Chinese; the site's own language.
    #[default]
    Hans,
    /// Traditional Chinese.
    Hant,
    /// English.
    En,
}

impl Language {
    /// All of them, in the order in which a page lists them.
    pub const ALL: [Self; 3] = [Self::Hans, Self::Hant, Self::En];

    /// The value of `lang` and `hreflang`, and the name of its messages.
    pub fn id(self) -> &'static str {
        match self {
            Self::Hans => "zh-Hans",
            Self::Hant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// The language of an id; nothing for another word.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    /// What stands before an address of this language, within the site.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Hans => "",
            Self::Hant => "zh-Hant/",
            Self::En => "en/",
        }
    }

    /// The language of an address within the site, and the address without its prefix: `/en/plans/` is `/plans/`
    /// in English.
    pub fn split(address: &str) -> (Self, &str) {
        for language in [Self::Hant, Self::En] {
            let rest = address.strip_prefix('/').and_then(|path| path.strip_prefix(language.id()));
            match rest {
                Some("") => return (language, "/"),
                Some(rest) if rest.starts_with('/') => return (language, rest),
                _ => {}
            }
        }
        (Self::Hans, address)
    }

    /// Its own name, for those who read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hans => "简体中文",
            Self::Hant => "繁體中文",
            Self::En => "English",
        }
    }

    /// Its name where there is room for a character or two.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Hans => "简",
            Self::Hant => "繁",
            Self::En => "EN",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_its_language() {
        for (address, language, rest) in [
            ("/", Language::Hans, "/"),
            ("/plans/dehua-2025/", Language::Hans, "/plans/dehua-2025/"),
            ("/en/", Language::En, "/"),
            ("/en", Language::En, "/"),
            ("/zh-Hant/plans/", Language::Hant, "/plans/"),
            ("/english/", Language::Hans, "/english/"),
        ] {
            assert_eq!(Language::split(address), (language, rest), "{address}");
        }
        for language in Language::ALL {
            assert_eq!(Language::split(&format!("/{}plans/", language.prefix())), (language, "/plans/"));
            assert_eq!(Language::of_id(language.id()), Some(language));
        }
    }
}
