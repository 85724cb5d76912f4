//! The portal over HTTP: a thin layer that finds the page, the answer of the API or the static
//! file, and sends it with the right headers. Only this module knows Rocket, and only here is
//! anything async. `answer` is the whole of it without Rocket: a request in, an answer out.

mod answer;
mod ask;
mod assets;
mod encoding;
mod handler;
mod health;
mod metrics;
mod pages;
mod remember;
mod server;
mod store;
mod tiles;

pub(crate) use ask::percent_decode;
pub use server::{Listen, ServeError, rocket, serve};

use std::sync::Arc;

use crate::live::{Edition, Live};
use crate::{api, export};
use answer::{Answer, Kind, Sharing};
use ask::{Ask, Method};
use store::{Body, Kept, Key, Store};

/// What every request works with.
pub(crate) struct App {
    live: Arc<Live>,
    store: Store,
    metrics: metrics::Metrics,
}

impl App {
    fn new(live: Arc<Live>) -> Self {
        Self { live, store: Store::default(), metrics: metrics::Metrics::default() }
    }
}

/// Answers a request from one edition, which is held until the answer is made.
fn answer(app: &App, ask: &Ask<'_>, form: &[u8]) -> Answer {
    let edition = app.live.today();
    if let Some(status) = ask.too_large() {
        return error(&edition, ask, status);
    }
    let Some(path) = ask.decoded_path() else { return error(&edition, ask, 400) };
    match ask.method {
        Method::Post if path == remember::PATH => remember::answer(&edition, ask, form),
        Method::Get | Method::Head if path != remember::PATH => get(app, &edition, ask, &path),
        Method::Options => options(ask, &path),
        _ => {
            let mut answer = error(&edition, ask, 405);
            answer.header("Allow", allowed(&path).to_owned());
            answer
        }
    }
}

fn allowed(path: &str) -> &'static str {
    if path == remember::PATH { "POST, OPTIONS" } else { "GET, HEAD, OPTIONS" }
}

fn options(ask: &Ask<'_>, path: &str) -> Answer {
    let mut answer = Answer::empty(204, ask.kind());
    answer.header("Allow", allowed(path).to_owned());
    if ask.kind() == Kind::Api {
        answer.header("Access-Control-Allow-Methods", allowed(path).to_owned());
        answer.header("Access-Control-Allow-Headers", "If-None-Match".to_owned());
        answer.header("Access-Control-Max-Age", "86400".to_owned());
    }
    answer
}

fn get(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    let site = &edition.site;
    match path {
        "/health/live" => health::live(),
        "/health/ready" => health::ready(edition, &app.live.refused()),
        "/metrics" => health::metrics(&app.metrics, edition),
        "/robots.txt" => {
            let body = Body::new(export::robots(site).into_bytes());
            Answer::new(200, Kind::Other, "text/plain; charset=utf-8", body)
                .sharing(Sharing::Minute)
        }
        "/openapi.json" | "/api-info" => api(app, edition, ask, path.trim_start_matches('/')),
        _ => {
            if let Some(rest) = path.strip_prefix("/api/v1/") {
                api(app, edition, ask, rest)
            } else if let Some(rest) = path.strip_prefix("/tiles/") {
                tiles::answer(app, edition, ask, rest)
            } else if let Some(rest) = path.strip_prefix("/static/") {
                assets::answer(app, edition, ask, rest)
            } else if let Some(part) = export::sitemap_part(path) {
                sitemap(app, edition, ask, part)
            } else if ask.kind() == Kind::Api {
                error(edition, ask, 404)
            } else {
                pages::answer(app, edition, ask, path)
            }
        }
    }
}

fn sitemap(app: &App, edition: &Edition, ask: &Ask<'_>, part: usize) -> Answer {
    let made = || {
        let body = Body::new(export::sitemap(&edition.site, part)?.into_bytes());
        let media = "application/xml; charset=utf-8";
        let kept = Kept { body, media, sharing: Sharing::Minute };
        app.store.keep(edition.number, Key::Sitemap(part), &kept);
        Some(kept)
    };
    match app.store.get(edition.number, Key::Sitemap(part)).or_else(made) {
        Some(kept) => Answer::of(kept, Kind::Other),
        None => error(edition, ask, 404),
    }
}

fn api(app: &App, edition: &Edition, ask: &Ask<'_>, path: &str) -> Answer {
    let key = Key::Api(path.to_owned());
    let plain = ask.query.is_empty();
    if plain && let Some(kept) = app.store.get(edition.number, key.clone()) {
        return Answer::of(kept, Kind::Api);
    }
    let Some(query) = ask.parameters() else { return error(edition, ask, 400) };
    let elapsed_us = || u64::try_from(ask.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    let now = jiff::Timestamp::now();
    let question = api::Question { path, query: &query, now, elapsed_us: &elapsed_us };
    let response = api::respond(&edition.site, &question);
    let mut body = Body::new(response.body.into_bytes());
    if let Some(steady) = &response.steady {
        body = body.with_weak_tag(encoding::tag(steady.as_bytes()));
    }
    let (status, media) = (response.status, response.content_type);
    if status != 200 {
        return Answer::new(status, Kind::Api, media, body);
    }
    let kept = Kept { body, media, sharing: Sharing::Minute };
    if response.keep && plain {
        app.store.keep(edition.number, key, &kept);
    }
    Answer::of(kept, Kind::Api)
}

/// An error in the form the asking program understands: a page, or RFC 9457 under the API.
fn error(edition: &Edition, ask: &Ask<'_>, status: u16) -> Answer {
    if ask.kind() == Kind::Api {
        let body = api::refusal(status, ask.path);
        Answer::new(status, Kind::Api, api::PROBLEM_JSON, Body::new(body.into_bytes()))
    } else {
        pages::error(edition, ask, status)
    }
}
