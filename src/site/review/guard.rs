//! Who may use the editors' page: the page itself, opened on this machine.
//!
//! In: a request. Out: whether it is answered. What other sites' pages could try: to name this machine as one of their
//! own hosts (DNS rebinding), to send a form or a request of their own from the editor's browser, to frame the page. The
//! first fails at `Host`, the second at `Origin` and at the token, which only the page knows, the third at the policy.

use axum::http::{HeaderMap, Method, StatusCode, header};
use std::net::SocketAddr;

/// The header that carries the token.
pub const TOKEN: &str = "x-review-token";

/// What the page may load and do.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; \
    connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Knows the page's own requests.
pub struct Guard {
    hosts: [String; 2],
    token: String,
}

impl Guard {
    /// For the page at an address of this machine.
    pub fn of(address: SocketAddr) -> Result<Self, getrandom::Error> {
        let mut random = [0; 24];
        getrandom::fill(&mut random)?;
        let token = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let port = address.port();
        Ok(Self { hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")], token })
    }

    /// What the page sends with what it says.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Why a request is refused, if it is.
    pub fn refusal(&self, method: &Method, headers: &HeaderMap) -> Option<StatusCode> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let host = text(header::HOST.as_str());
        if !self.hosts.iter().any(|own| own == host) {
            return Some(StatusCode::MISDIRECTED_REQUEST);
        }
        if !matches!(text("sec-fetch-site"), "" | "none" | "same-origin") {
            return Some(StatusCode::FORBIDDEN);
        }
        if method == Method::GET || method == Method::HEAD {
            return None;
        }
        let is_own = text(header::ORIGIN.as_str()) == format!("http://{host}");
        let is_known = same(text(TOKEN).as_bytes(), self.token.as_bytes());
        let is_json = text(header::CONTENT_TYPE.as_str()) == "application/json";
        (!is_own || !is_known || !is_json).then_some(StatusCode::FORBIDDEN)
    }
}

/// Whether two texts are the same, in a time that does not tell how far they are.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_s_own_requests_are_answered() {
        let guard = Guard::of(SocketAddr::from(([127, 0, 0, 1], 8080))).expect("a token");
        let token = guard.token().to_owned();
        assert_eq!(token.len(), 48);
        let own = [
            ("host", "127.0.0.1:8080"),
            ("origin", "http://127.0.0.1:8080"),
            ("content-type", "application/json"),
            (TOKEN, token.as_str()),
        ];
        // Each with what one header is instead, and the status; an empty one is not sent.
        let check = |method: Method, name: &'static str, value: &str, expected: Option<u16>| {
            let mut headers = HeaderMap::new();
            for (own, of) in own.iter().filter(|(own, _)| *own != name).chain([&(name, value)]) {
                if !of.is_empty() {
                    headers.insert(*own, of.parse().expect("a value"));
                }
            }
            let found = guard.refusal(&method, &headers).map(|status| status.as_u16());
            assert_eq!(found, expected, "{method} {name}: {value}");
        };
        for method in [Method::GET, Method::POST] {
            check(method.clone(), "accept", "*/*", None);
            check(method.clone(), "sec-fetch-site", "same-origin", None);
            check(method.clone(), "sec-fetch-site", "cross-site", Some(403));
            check(method.clone(), "sec-fetch-site", "same-site", Some(403));
            for host in ["evil.example:8080", "127.0.0.1", "127.0.0.1:80", ""] {
                check(method.clone(), "host", host, Some(421));
            }
        }
        for origin in ["http://evil.example", "http://localhost:8080", "http://127.0.0.1:80", "null", ""] {
            check(Method::POST, "origin", origin, Some(403));
        }
        for wrong in ["", "0", &"0".repeat(48)] {
            check(Method::POST, TOKEN, wrong, Some(403));
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", ""] {
            check(Method::POST, "content-type", kind, Some(403));
        }
    }
}
