//! The page for addresses that do not exist. A server shows it at any depth, so it refers to no other file
//! of the site.

use super::policy;

const STYLE: &str = include_str!("not_found.css");

/// The page; with the site's `origin` it can lead home.
pub fn page(origin: Option<&str>) -> Vec<u8> {
    let home = match origin {
        Some(origin) => format!("<p><a href=\"{}/\">前往首页</a></p>", escape(origin.trim_end_matches('/'))),
        None => "<p><a href=\"../\">返回上一级</a></p>".to_owned(),
    };
    let policy = escape(&policy());
    format!(
        "<!doctype html>\n<html lang=\"zh-Hans\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>没有这个页面 · 规划链</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <p>规划链 · 从国家到县</p>\n<h1>没有这个页面</h1>\n\
         <p>地址可能写错了，也可能这份文件或这一条已经不在资料库中。</p>\n{home}\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// The policy that allows this page its own style.
pub fn policy() -> String {
    format!("{}; img-src data:", policy::self_contained(STYLE))
}

fn escape(text: &str) -> String {
    super::shell::escape(text)
}
