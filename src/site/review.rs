//! The editors' page, `serve --review`: what is read of each plan, the doubtful first, to be confirmed or corrected by
//! single keys.
//!
//! In: the site as it is compiled now, and what people answer. Out: entries in the files beside the plans, from which
//! the site is compiled again. Invariants: it is no part of any built site; it answers on this machine only, and only to
//! itself ([`guard`]); every answer can be taken back as long as the program runs.

mod answer;
mod guard;
mod queue;

use super::desk::Desk;
use super::live::Live;
use super::shell::escape;
use crate::compile::correcting::{self, Written};
use crate::model::{Corpus, Plan};
use answer::Answer;
use axum::{
    Router,
    body::Bytes,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use guard::Guard;
use queue::Fired;
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// The address of the page.
pub const PAGE: &str = "/-/review/";

const HTML: &str = include_str!("../../assets/review/review.html");
const STYLE: &str =
    concat!(include_str!("../../assets/style/tokens.css"), include_str!("../../assets/review/review.css"));
const SCRIPT: &str = include_str!("../../assets/review/review.js");

/// Bytes of an answer; a person writes no more.
const LONGEST: usize = 64 << 10;

/// What the page works on.
struct Review {
    desk: Arc<Desk>,
    guard: Guard,
    /// What was written, the last at the end.
    written: Mutex<Vec<Written>>,
    /// How often each rule applies, and in which state of the site.
    fired: Mutex<(String, Arc<Fired>)>,
}

/// The page and what it asks for, at an address of this machine.
///
/// # Errors
/// The system has no random numbers.
pub fn router(desk: Arc<Desk>, address: SocketAddr) -> Result<Router, getrandom::Error> {
    let guard = Guard::of(address)?;
    let review = Arc::new(Review { desk, guard, written: Mutex::default(), fired: Mutex::default() });
    Ok(of(&review))
}

fn of(review: &Arc<Review>) -> Router {
    let page = HTML.replace("{{token}}", &escape(review.guard.token()));
    let fixed = [
        (PAGE.to_owned(), "text/html; charset=utf-8", page),
        (format!("{PAGE}review.css"), "text/css; charset=utf-8", STYLE.to_owned()),
        (format!("{PAGE}review.js"), "text/javascript; charset=utf-8", SCRIPT.to_owned()),
    ];
    let mut router = Router::new();
    for (path, kind, text) in fixed {
        router = router.route(&path, get(move || async move { ([(header::CONTENT_TYPE, kind)], text) }));
    }
    let (listed, shown, answered, undone) = (review.clone(), review.clone(), review.clone(), review.clone());
    let router = router
        .route(&format!("{PAGE}plans"), get(move || async move { json_of(Ok(listed.plans())) }))
        .route(
            &format!("{PAGE}plan"),
            get(move |request: Request| async move {
                let asked = request.uri().query().and_then(|query| query.strip_prefix("id=")).unwrap_or_default();
                json_of(shown.plan(asked))
            }),
        )
        .route(&format!("{PAGE}answer"), post(move |body: Bytes| async move { json_of(answered.answer(&body)) }))
        .route(&format!("{PAGE}undo"), post(move || async move { json_of(undone.undo()) }))
        .layer(axum::extract::DefaultBodyLimit::max(LONGEST));
    let review = review.clone();
    router.layer(axum::middleware::from_fn(move |request: Request, next: axum::middleware::Next| {
        let refused = review.guard.refusal(request.method(), request.headers());
        async move {
            let mut response = match refused {
                Some(status) => status.into_response(),
                None => next.run(request).await,
            };
            dress(response.headers_mut());
            response
        }
    }))
}

fn dress(headers: &mut HeaderMap) {
    for (name, value) in [
        ("content-security-policy", guard::POLICY),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// A value, or for the person why there is none.
fn json_of(made: Result<Value, String>) -> Response {
    let (status, value) = match made {
        Ok(value) => (StatusCode::OK, value),
        Err(problem) => (StatusCode::CONFLICT, json!({ "problem": problem })),
    };
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

impl Review {
    /// The plans with a text, lowest level first: most of their links are their own.
    fn plans(&self) -> Value {
        let live = self.desk.now();
        let mut plans: Vec<&Plan> = live.corpus.plans.iter().filter(|plan| plan.text).collect();
        plans.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.id.cmp(&b.id)));
        let of = |plan: &&Plan| json!({ "id": plan.id, "place": plan.place, "title": plan.title });
        json!({ "plans": plans.iter().map(of).collect::<Vec<_>>() })
    }

    /// Everything to look at of a plan, with the clauses that it is about and what may be chosen instead.
    fn plan(&self, id: &str) -> Result<Value, String> {
        let live = self.desk.now();
        let corpus = &live.corpus;
        let plan = plan_of(corpus, id)?;
        let items = queue::items(corpus, plan, Some(&self.fired(&live)), live.updates.as_deref().unwrap_or_default());
        let uppers: Vec<&str> = above(corpus, plan);
        let is_shown = |clause: &str| clause == id || uppers.contains(&clause);
        let clauses = corpus.clauses.iter().filter(|clause| is_shown(&clause.plan)).map(|clause| {
            json!({
                "id": clause.id, "plan": clause.plan, "path": clause.path, "heading": clause.heading,
                "title": clause.title(), "text": clause.text, "linkable": clause.is_linkable(),
            })
        });
        let named = |id: &String, name: &str| json!({ "id": id, "name": name });
        let place = |id: &&str| corpus.plans.iter().find(|plan| plan.id == *id).map(|plan| (&plan.id, &plan.place));
        Ok(json!({
            "items": items,
            "clauses": clauses.collect::<Vec<_>>(),
            "above": uppers.iter().filter_map(place).map(|(id, name)| named(id, name)).collect::<Vec<_>>(),
            "topics": corpus.topics.iter().map(|topic| named(&topic.id, &topic.name.hans)).collect::<Vec<_>>(),
            "indicators":
                corpus.indicators.iter().map(|indicator| named(&indicator.id, &indicator.name.hans)).collect::<Vec<_>>(),
        }))
    }

    fn fired(&self, live: &Live) -> Arc<Fired> {
        let version = self.desk.version();
        let mut fired = self.fired.lock().unwrap_or_else(PoisonError::into_inner);
        if fired.0 != version {
            *fired = (version, Arc::new(queue::fired(&live.corpus)));
        }
        fired.1.clone()
    }

    fn answer(&self, body: &[u8]) -> Result<Value, String> {
        let answer: Answer = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let live = self.desk.now();
        let plan = plan_of(&live.corpus, &answer.plan)?;
        let items = queue::items(&live.corpus, plan, None, &[]);
        let item = items.iter().find(|item| item.id == answer.item);
        let item = item.ok_or_else(|| "这一项已经变了：请重新载入本页".to_owned())?;
        let said = answer::said(&live.corpus, item, &answer)?;
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let file = correcting::write(&self.desk.seeds, &plan.source_file, &said).map_err(|error| error.to_string())?;
        written.push(file);
        Ok(json!({ "written": written.len() }))
    }

    fn undo(&self) -> Result<Value, String> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let last = written.last().ok_or_else(|| "没有可撤销的".to_owned())?;
        correcting::undo(last).map_err(|error| error.to_string())?;
        written.pop();
        Ok(json!({ "written": written.len() }))
    }
}

fn plan_of<'a>(corpus: &'a Corpus, id: &str) -> Result<&'a Plan, String> {
    corpus.plans.iter().find(|plan| plan.id == id && plan.text).ok_or_else(|| format!("没有 {id} 这份规划"))
}

/// The plans with a text that the plan's clauses may have counterparts in, nearest level first.
fn above<'a>(corpus: &'a Corpus, plan: &Plan) -> Vec<&'a str> {
    let mut above: Vec<&Plan> =
        corpus.plans.iter().filter(|upper| upper.text && crate::model::is_above(upper, plan)).collect();
    above.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.id.cmp(&b.id)));
    above.into_iter().map(|plan| plan.id.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{SOURCES, desk::tests::desk};
    use super::*;
    use axum::{body::Body, http::Method};
    use std::{fs, path::Path};
    use tower::ServiceExt;

    /// Two plans of the project in a folder of their own, and the page.
    fn open() -> (tempfile::TempDir, Arc<Review>) {
        let text = |name: &str| fs::read_to_string(Path::new(SOURCES).join("seeds").join(name)).expect("a plan");
        let names = ["china-2024.txt", "dehua-2025.txt"];
        let files = names.map(|name| (name, text(name)));
        let (seeds, desk) = desk(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
        let guard = Guard::of(SocketAddr::from(([127, 0, 0, 1], 8080))).expect("a token");
        (seeds, Arc::new(Review { desk, guard, written: Mutex::default(), fired: Mutex::default() }))
    }

    /// Status and body of the answer to a request of the page itself, but for the headers given.
    fn ask(review: &Arc<Review>, path: &str, body: Option<&Value>, other: &[(&str, &str)]) -> (u16, Value) {
        let method = if body.is_some() { Method::POST } else { Method::GET };
        let mut request = Request::builder().method(method).uri(format!("{PAGE}{path}"));
        let own = [
            ("host", "127.0.0.1:8080"),
            ("origin", "http://127.0.0.1:8080"),
            ("content-type", "application/json"),
            (guard::TOKEN, review.guard.token()),
        ];
        for (name, value) in own.iter().filter(|(name, _)| !other.iter().any(|(one, _)| one == name)).chain(other) {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.map(Value::to_string).unwrap_or_default())).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let response = of(review).oneshot(request).await.expect("an answer");
            assert_eq!(response.headers()["content-security-policy"], guard::POLICY, "{path}");
            let status = response.status().as_u16();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a body");
            (status, serde_json::from_slice(&body).unwrap_or_default())
        })
    }

    #[test]
    fn a_wrong_link_is_corrected_and_stays_corrected() {
        let (seeds, review) = open();
        let (status, shown) = ask(&review, "plan?id=dehua-2025", None, &[]);
        assert_eq!(status, 200);
        let items = shown["items"].as_array().expect("items");
        let first = |kind: &str| items.iter().find(|item| item["kind"] == kind).expect(kind)["id"].clone();
        let links = || review.desk.now().corpus.links.clone();
        let before = links();
        let say = |item: &Value, verdict: &str, change: Value| {
            let answer = json!({
                "plan": "dehua-2025", "item": item, "verdict": verdict, "day": "2026-11-30", "by": "LW", "change": change,
            });
            assert_eq!(ask(&review, "answer", Some(&answer), &[]), (200, json!({ "written": 1 })), "{item}");
            assert!(review.desk.rebuild().expect("compiled"));
        };
        let undo = || {
            assert_eq!(ask(&review, "undo", Some(&json!({})), &[]), (200, json!({ "written": 0 })));
            review.desk.rebuild().expect("compiled");
        };
        say(&first("link"), "no", json!({}));
        let sidecar = seeds.path().join("dehua-2025.toml");
        assert!(fs::read_to_string(&sidecar).expect("a file").starts_with("[[reject.link]]\nclause = "));
        assert_eq!(links().len(), before.len() - 1);
        undo();
        assert!(links() == before && !sidecar.exists());
        // Whatever is read is confirmed as it was read.
        for kind in ["link", "target", "unit", "topic"] {
            let corpus = review.desk.now().corpus.clone();
            say(&first(kind), "yes", json!({}));
            let mut now = review.desk.now().corpus.clone();
            assert!(now != corpus, "{kind} is marked");
            now.links.iter_mut().for_each(|link| link.checked = None);
            now.targets.iter_mut().for_each(|target| target.checked = None);
            now.clauses.iter_mut().for_each(|clause| clause.checked.clear());
            assert!(now == corpus, "{kind}: nothing else changes");
            undo();
        }
        say(&first("link"), "change", json!({ "parent": "china-2024/2.1", "grade": 1 }));
        let added = links().into_iter().find(|link| link.parent == "china-2024/2.1" && link.checked.is_some());
        assert!(added.is_some_and(|link| u8::from(link.grade) == 1));
    }

    #[test]
    fn nothing_is_written_for_others() {
        let (seeds, review) = open();
        let (_, shown) = ask(&review, "plan?id=dehua-2025", None, &[]);
        let answer = json!({ "plan": "dehua-2025", "item": shown["items"][0]["id"], "verdict": "no" });
        for (name, value, status) in [
            ("host", "evil.example:8080", 421),
            ("origin", "http://evil.example", 403),
            ("origin", "null", 403),
            ("content-type", "text/plain", 403),
            (guard::TOKEN, "0", 403),
            ("sec-fetch-site", "cross-site", 403),
        ] {
            assert_eq!(ask(&review, "answer", Some(&answer), &[(name, value)]).0, status, "{name}");
            assert_eq!(ask(&review, "undo", Some(&json!({})), &[(name, value)]).0, status, "{name}");
        }
        for (path, name, value) in [("plan?id=dehua-2025", "host", "x:8080"), ("", "sec-fetch-site", "cross-site")] {
            assert!(ask(&review, path, None, &[(name, value)]).0 > 400, "{path}");
        }
        for wrong in [
            json!({ "plan": "../x", "item": "link", "verdict": "no" }),
            json!({ "plan": "dehua-2025", "item": "link x y", "verdict": "no" }),
            json!({ "plan": "dehua-2025", "item": shown["items"][0]["id"], "verdict": "change" }),
            json!({ "plan": "dehua-2025", "file": "../../x" }),
        ] {
            assert_eq!(ask(&review, "answer", Some(&wrong), &[]).0, 409, "{wrong}");
        }
        assert_eq!(ask(&review, "undo", Some(&json!({})), &[]).0, 409, "nothing was written");
        assert_eq!(fs::read_dir(seeds.path()).expect("listed").count(), 2);
    }
}
