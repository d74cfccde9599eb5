//! The built site on this machine, as a well-configured host would serve it.

use super::{
    SiteError,
    policy::{self, Area},
};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    io::{self, Write},
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};
use tower_http::services::{ServeDir, ServeFile};

/// Bytes of an address beyond which a server need not look: as nginx and Apache have it.
const LONGEST: usize = 8 << 10;

/// Serves `dir` on 127.0.0.1 until the program is interrupted.
pub fn serve(dir: &Path, port: u16) -> Result<(), SiteError> {
    listen(port, |_| Ok((router(dir), String::new())))
}

/// Answers on 127.0.0.1 until the program is interrupted; `service` knows its own address, and what else to tell.
pub(super) fn listen(
    port: u16,
    service: impl FnOnce(SocketAddr) -> Result<(Router, String), SiteError>,
) -> Result<(), SiteError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listen = |source| SiteError::Listen { address, source };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(listen)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        // Who cannot read the address chose the port.
        let (router, more) = service(address)?;
        let _ = write!(std::io::stdout(), "http://{address}/ (stop with Ctrl-C)\n{more}");
        let stop = async {
            // Without the signal the program is stopped some other way.
            let _ = tokio::signal::ctrl_c().await;
        };
        // A page that waits for news would keep a program that ends gently from ending.
        tokio::select! {
            served = axum::serve(listener, router).into_future() => served.map_err(listen),
            () = stop => Ok(()),
        }
    })
}

/// The folder as a service: what `serve` answers with.
pub(super) fn router(dir: &Path) -> Router {
    let files = ServeDir::new(dir).precompressed_br().precompressed_gzip();
    let missing = ServeFile::new(dir.join("404.html")).precompressed_br().precompressed_gzip();
    Router::new().fallback(move |request| answer(files.clone(), Some(missing.clone()), request))
}

/// A file, or why there is none; every answer under the policy. `missing` is the page for what is not there.
pub(super) async fn answer(files: ServeDir, missing: Option<ServeFile>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let response = if path.len() > LONGEST {
        StatusCode::URI_TOO_LONG.into_response()
    } else {
        found(files, missing, request).await
    };
    // What is missing or refused is answered like a page, whatever its address looks like.
    let status = response.status();
    dressed(if status.is_client_error() || status.is_server_error() { "/404.html" } else { &path }, response)
}

/// An answer with the headers of the file at `path`.
pub(super) fn dressed(path: &str, mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in sent_with(path) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
    if let Some(kind) = policy::content_type(path).filter(|_| headers.contains_key(header::CONTENT_TYPE)) {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    response
}

/// The file at the request's address; the page for missing ones where no file can be.
async fn found(mut files: ServeDir, missing: Option<ServeFile>, request: Request) -> Response {
    let mut plain = Request::new(Body::empty());
    *plain.method_mut() = request.method().clone();
    // No other header of the request is about this page.
    if let Some(encodings) = request.headers().get(header::ACCEPT_ENCODING) {
        plain.headers_mut().insert(header::ACCEPT_ENCODING, encodings.clone());
    }
    // A redirect to `//name/` would lead to another host.
    let file = match request.uri().path().starts_with("//") {
        true => Ok(None),
        false => files.try_call(request).await.map(|response| Some(response.map(Body::new))),
    };
    match file {
        Ok(Some(response)) if response.status() != StatusCode::NOT_FOUND => response,
        // A name that is too long, or holds a byte that no name can.
        Err(error) if !matches!(error.kind(), io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput) => {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        _ => match missing {
            Some(mut missing) => match missing.try_call(plain).await {
                Ok(page) => (StatusCode::NOT_FOUND, page.map(Body::new)).into_response(),
                Err(_) => StatusCode::NOT_FOUND.into_response(),
            },
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}

/// The headers of a file, whatever its type.
fn sent_with(path: &str) -> Vec<(&'static str, String)> {
    let mut headers = policy::headers(Area::of(path));
    headers.push(("Cache-Control", policy::cache(path).to_owned()));
    // Which of a file's forms is sent depends on it.
    headers.push(("Vary", "Accept-Encoding".to_owned()));
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower::ServiceExt;

    async fn respond(dir: &Path, path: &str, accepted: &str) -> Response {
        let request = Request::get(path).header("accept-encoding", accepted).body(Body::empty()).expect("request");
        router(dir).oneshot(request).await.expect("response")
    }

    async fn get(dir: &Path, path: &str) -> (u16, String, String, String) {
        let response = respond(dir, path, "br").await;
        let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        (response.status().as_u16(), header("content-type"), header("cache-control"), header("content-encoding"))
    }

    #[test]
    fn types_caches_and_statuses() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(dir.path().join("a.b/2.3")).expect("a folder");
        for name in
            ["index.html", "index.html.br", "404.html", "x.0123456789abcdef.wasm", "c.jsonl", "a.b/2.3/index.html"]
        {
            std::fs::write(dir.path().join(name), name).expect("a file");
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let html = "text/html; charset=utf-8";
        let cases = [
            ("/", 200, html, "no-cache", "br"),
            ("/a.b/2.3/", 200, html, "no-cache", ""),
            ("/x.0123456789abcdef.wasm", 200, "application/wasm", "public, max-age=31536000, immutable", ""),
            ("/c.jsonl", 200, "text/plain; charset=utf-8", "no-cache", ""),
            ("/absent.0123456789abcdef.js", 404, html, "no-cache", ""),
            ("/app/absent.0123456789abcdef.js", 404, html, "no-cache", ""),
            ("/../../etc/passwd", 404, html, "no-cache", ""),
        ];
        for (path, status, kind, cache, encoding) in cases {
            let expected = (status, kind.to_owned(), cache.to_owned(), encoding.to_owned());
            assert_eq!(runtime.block_on(get(dir.path(), path)), expected, "{path}");
        }
    }

    fn send(dir: &Path, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let request = Request::builder().method(method).uri(path);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let request = request.body(Body::empty()).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(router(dir).oneshot(request)).expect("a response")
    }

    fn site() -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(dir.path().join("data")).expect("a folder");
        for name in ["index.html", "404.html", "data/x.0123456789abcdef.json"] {
            std::fs::write(dir.path().join(name), name).expect("a file");
        }
        dir
    }

    #[test]
    fn reads_only() {
        let dir = site();
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
            for path in ["/", "/data/x.0123456789abcdef.json", "/absent"] {
                let response = send(dir.path(), method, path, &[]);
                assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
                assert_eq!(response.headers()["allow"], "GET,HEAD");
                assert_eq!(response.headers()["cache-control"], "no-cache", "{method} {path}");
                assert!(response.headers().contains_key("content-security-policy"));
            }
        }
        assert_eq!(send(dir.path(), "HEAD", "/", &[]).status(), StatusCode::OK);
    }

    #[test]
    fn whatever_the_address_is_there_is_an_answer_under_the_policy() {
        let dir = site();
        let name = |n: usize, c: &str| format!("/{}", c.repeat(n));
        let cases = [
            ("/data/".to_owned(), 404),
            ("/data".to_owned(), 307),
            ("//data".to_owned(), 404),
            (name(256, "x"), 404),
            (name(253, "x"), 404),
            (name(90, "%E8%A7%84"), 404),
            (name(LONGEST - 1, "x"), 404),
            (name(4000, "a/"), 404),
            (name(LONGEST, "x"), 414),
            (name(60_000, "x"), 414),
            ("/index.html/x".to_owned(), 404),
            ("/%00".to_owned(), 404),
            ("/%FF".to_owned(), 404),
            ("/%2e%2e/%2e%2e/etc/passwd".to_owned(), 404),
            ("/..%2f..%2fetc%2fpasswd".to_owned(), 404),
        ];
        for (path, status) in &cases {
            for method in ["GET", "HEAD"] {
                for headers in [&[][..], &[("accept-encoding", "br")], &[("range", "bytes=0-1")]] {
                    let response = send(dir.path(), method, path, headers);
                    let shown = &path[..path.len().min(40)];
                    assert_eq!(response.status().as_u16(), *status, "{method} {shown}");
                    assert!(response.headers().contains_key("content-security-policy"), "{method} {shown}");
                    assert_eq!(response.headers()["cache-control"], "no-cache", "{method} {shown}");
                }
            }
        }
    }

    /// A file that is missing in a shared folder is no shared file: other hosts answer with their page for it.
    #[test]
    fn missing_files_are_answered_like_pages_and_forms_as_accepted() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["404.html", "index.html", "index.html.br", "index.html.gz", "Caddyfile"] {
            std::fs::write(dir.path().join(name), name).expect("a file");
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let answer = |path: &str, accepted: &str| runtime.block_on(respond(dir.path(), path, accepted));
        let missing = answer("/app/absent.0123456789abcdef.js", "br");
        assert!(!missing.headers().contains_key("access-control-allow-origin"));
        assert_eq!(missing.headers()["cross-origin-opener-policy"], "same-origin");
        for (accepted, form) in [("br, gzip", Some("br")), ("gzip", Some("gzip")), ("identity", None)] {
            let page = answer("/", accepted);
            assert_eq!(page.headers().get("content-encoding").map(|form| form.to_str().expect("text")), form);
            assert_eq!(page.headers()["vary"], "Accept-Encoding");
        }
        assert_eq!(answer("/Caddyfile", "br").headers()["content-type"], "application/octet-stream");
    }
}
