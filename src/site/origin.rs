//! The address at which a site will be published, for the few places that need absolute addresses.
//!
//! In: what somebody gave as `--origin`. Out: a web address to which paths can be added. Invariant: it is `http` or
//! `https`, has a host and no more than a path after it, and no character that would need escaping on the way
//! into a page, a sitemap or `robots.txt`.

use axum::http::Uri;
use std::{fmt, str::FromStr};

/// `https://example.org/plans`, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

/// The text is no address of a published site.
#[allow(missing_docs, reason = "each message says what is wrong")]
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    #[error("it is no address, as https://example.org/plans is one")]
    Form,
    #[error("it must begin with http:// or https://")]
    Scheme,
    #[error("it must not hold a user's name or password")]
    Credentials,
    #[error("it must not have a query (?) or a fragment (#)")]
    Extra,
    #[error("write the characters of its path that are not plain letters and digits as %XX, and no `.` or `..` alone")]
    Path,
    #[error("write its host in letters, digits, `-` and `.`; one in other scripts as xn--…")]
    Host,
}

impl Origin {
    /// The absolute address of a path within the site; with a slash between, whether the path begins with it or not.
    pub fn address(&self, path: &str) -> String {
        format!("{}/{}", self.0, path.strip_prefix('/').unwrap_or(path))
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let (scheme, rest) = text.split_once("://").ok_or(OriginError::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        if !["http", "https"].contains(&scheme.as_str()) {
            return Err(OriginError::Scheme);
        }
        if rest.contains(['?', '#']) {
            return Err(OriginError::Extra);
        }
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if host.contains('@') {
            return Err(OriginError::Credentials);
        }
        if !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte)) {
            return Err(OriginError::Host);
        }
        let path = path.trim_end_matches('/');
        if !path.split('/').skip(1).all(is_segment) {
            return Err(OriginError::Path);
        }
        let address = format!("{scheme}://{}{path}", host.to_ascii_lowercase());
        let uri: Uri = address.parse().map_err(|_| OriginError::Form)?;
        let name = uri.host().unwrap_or_default();
        let port = uri.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
        // A port that is none, as in `example.org:` or `example.org:99999`, is left out of the parts.
        let whole = uri.authority().is_some_and(|authority| format!("{name}{port}") == authority.as_str());
        let named = name.contains(|c: char| c.is_ascii_alphanumeric());
        if named && whole { Ok(Self(address)) } else { Err(OriginError::Form) }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One name of a path: unreserved characters, sub-delimiters, `:`, `@` and `%XX` (RFC 3986), but `&` and `'`, which
/// markup would have to escape.
fn is_segment(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$()*+,;=:@".contains(&byte);
    let mut bytes = name.bytes();
    while let Some(byte) = bytes.next() {
        let escaped =
            byte == b'%' && [bytes.next(), bytes.next()].iter().all(|b| b.is_some_and(|b| b.is_ascii_hexdigit()));
        if !escaped && !plain(byte) {
            return false;
        }
    }
    !["", ".", ".."].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_published_sites() {
        let cases = [
            ("https://example.org", "https://example.org"),
            ("https://example.org/", "https://example.org"),
            ("HTTPS://Example.ORG/Plans//", "https://example.org/Plans"),
            ("http://127.0.0.1:8080/a/b/", "http://127.0.0.1:8080/a/b"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("https://xn--fsqu00a.xn--fiqs8s/%E8%A7%84", "https://xn--fsqu00a.xn--fiqs8s/%E8%A7%84"),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Origin>().map(|origin| origin.to_string()), Ok(expected.to_owned()), "{text}");
        }
        let origin: Origin = "https://example.org/p/".parse().expect("an origin");
        assert_eq!(
            (origin.address("/en/"), origin.address("")),
            ("https://example.org/p/en/".into(), "https://example.org/p/".into())
        );
    }

    #[test]
    fn everything_else_is_refused() {
        use OriginError::{Credentials, Extra, Form, Host, Path, Scheme};
        let cases = [
            ("", Scheme),
            ("example.org", Scheme),
            ("//example.org", Scheme),
            ("javascript:alert(1)", Scheme),
            ("file:///etc", Scheme),
            ("ftp://example.org", Scheme),
            ("https://", Form),
            ("https:///plans", Form),
            ("https://[]/", Form),
            ("https://example.org:/", Form),
            ("https://example.org:99999/", Form),
            ("https://user:word@example.org/", Credentials),
            ("https://user@example.org/", Credentials),
            ("https://example.org/?a=b", Extra),
            ("https://example.org?a", Extra),
            ("https://example.org/#top", Extra),
            ("https://exa mple.org/", Host),
            ("https://例子.中国/", Host),
            ("https://example.org\nDisallow: /", Host),
            ("https://example.org\"><script>/", Host),
            ("https://example.org/a b", Path),
            ("https://example.org/规划", Path),
            ("https://example.org/a\nDisallow:", Path),
            ("https://example.org/\"><script>", Path),
            ("https://example.org/a/../b", Path),
            ("https://example.org/a//b", Path),
            ("https://example.org/%", Path),
            ("https://example.org/%4", Path),
            ("https://example.org/a&b", Path),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse::<Origin>(), Err(expected), "{text}");
        }
    }
}
