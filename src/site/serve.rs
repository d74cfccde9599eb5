//! The built site on this machine, as a well-configured host would serve it.

use super::{
    SiteError,
    policy::{self, Area},
};
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};
use tower_http::services::{ServeDir, ServeFile};

/// Serves `dir` on 127.0.0.1 until the program is interrupted.
pub fn serve(dir: &Path, port: u16) -> Result<(), SiteError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listen = |source| SiteError::Listen { address, source };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(listen)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        println!("http://{address}/ (stop with Ctrl-C)");
        let stop = async {
            // Without the signal the program is stopped some other way.
            let _ = tokio::signal::ctrl_c().await;
        };
        axum::serve(listener, router(dir)).with_graceful_shutdown(stop).await.map_err(listen)
    })
}

/// The folder as a service: what `serve` answers with.
pub(super) fn router(dir: &Path) -> Router {
    let missing = ServeFile::new(dir.join("404.html")).precompressed_br();
    let files = ServeDir::new(dir).precompressed_br().not_found_service(missing);
    Router::new().fallback_service(files).layer(middleware::from_fn(with_headers))
}

async fn with_headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let found = response.status() != StatusCode::NOT_FOUND;
    let kind = if found { content_type(&path) } else { Some("text/html; charset=utf-8") };
    let cache = if found { policy::cache(&path) } else { policy::CACHE.1 };
    let headers = response.headers_mut();
    for (name, value) in policy::headers(Area::of(&path)).into_iter().chain([("Cache-Control", cache.to_owned())]) {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
    if let Some(kind) = kind.filter(|_| headers.contains_key(header::CONTENT_TYPE)) {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    response
}

/// The type of a file by its ending; `None` leaves it to the usual table.
fn content_type(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('/').unwrap_or(("", path)).1.rsplit_once('.').unwrap_or(("", "html"));
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "jsonl" | "txt" | "toml" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use tower::ServiceExt;

    async fn get(dir: &Path, path: &str) -> (u16, String, String, String) {
        let request = Request::get(path).header("accept-encoding", "br").body(Body::empty()).expect("request");
        let response = router(dir).oneshot(request).await.expect("response");
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
            ("/../../etc/passwd", 404, html, "no-cache", ""),
        ];
        for (path, status, kind, cache, encoding) in cases {
            let expected = (status, kind.to_owned(), cache.to_owned(), encoding.to_owned());
            assert_eq!(runtime.block_on(get(dir.path(), path)), expected, "{path}");
        }
    }
}
