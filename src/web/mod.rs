//! The portal over HTTP: a thin layer that finds the page, the answer of the API or the static
//! file, and sends it with the right headers. `door` lets visitors in and answers what is kept;
//! Rocket has all the rest. Only this module knows either, and only here is anything async.
//! `answer` is the whole of it without them: a request in, an answer out.

mod answer;
mod ask;
mod assets;
mod basemap;
mod door;
mod encoding;
mod handler;
mod health;
mod metrics;
mod misses;
mod pages;
mod remember;
mod server;
mod store;
mod stream;
mod tiles;

pub(crate) use ask::percent_decode;
pub use door::Limits;
pub use misses::{MISSES_BYTES_MAX, Misses};
pub use server::{Listen, ServeError, rocket, serve};

use std::sync::Arc;

use crate::live::{Edition, Live};
use crate::{api, export};
use answer::{Answer, Kind, Sharing, Varies, Wire};
use ask::{Ask, Method};
use store::{Body, Kept, Store};
use stream::Pieces;

/// What every request works with.
pub(crate) struct App {
    live: Arc<Live>,
    store: Store,
    metrics: metrics::Metrics,
    misses: Option<Misses>,
}

impl App {
    fn new(live: Arc<Live>, misses: Option<Misses>) -> Self {
        Self { live, store: Store::default(), metrics: metrics::Metrics::default(), misses }
    }

    /// Makes an answer ready for the wire, counts it and logs it. The log has no address of the
    /// visitor and no query.
    fn finish(&self, answer: Answer, ask: &Ask<'_>) -> Wire {
        let kind = answer.kind;
        let wire = answer.finish(ask);
        let duration = ask.begun.elapsed();
        self.metrics.count(kind, wire.status, duration);
        tracing::info!(
            target: "samvis::access",
            method = ask.method.name(),
            kind = kind.name(),
            status = wire.status,
            duration_ms = duration.as_micros() as f64 / 1000.0,
        );
        wire
    }
}

/// Answers a request from one edition, which is held until the answer is made.
fn answer(app: &App, ask: &Ask<'_>, form: &[u8]) -> Answer {
    let today = app.live.today();
    let edition: &Arc<Edition> = &today;
    if let Some(status) = ask.too_large() {
        return error(edition, ask, status);
    }
    let Some(path) = ask.decoded_path() else { return error(edition, ask, 400) };
    match ask.method {
        Method::Post if path == remember::PATH => remember::answer(edition, ask, form),
        Method::Get | Method::Head if path != remember::PATH => get(app, edition, ask, &path),
        Method::Options => options(ask, &path),
        _ => error(edition, ask, 405),
    }
}

/// What is kept under the path exactly as it was sent: most requests need no more than this, and
/// the door sees to it.
fn kept(app: &App, edition: &Edition, ask: &Ask<'_>) -> Option<Kept> {
    let reading = matches!(ask.method, Method::Get | Method::Head);
    // A path with encoded characters is another one when decoded, and a remembered municipality
    // may make another page.
    let plain = ask.query.is_empty() && ask.municipality.is_none() && !ask.path.contains('%');
    let fits = reading && plain && ask.too_large().is_none();
    fits.then(|| app.store.get(edition.number, ask.path))?
}

fn allowed(path: &str) -> &'static str {
    if path == remember::PATH { "POST, OPTIONS" } else { "GET, HEAD, OPTIONS" }
}

fn options(ask: &Ask<'_>, path: &str) -> Answer {
    let mut answer = Answer::empty(204, ask.kind());
    answer.header("allow", allowed(path).to_owned());
    if ask.kind() == Kind::Api {
        answer.header("access-control-allow-methods", allowed(path).to_owned());
        answer.header("access-control-allow-headers", "If-None-Match".to_owned());
        answer.header("access-control-max-age", "86400".to_owned());
    }
    answer
}

fn get(app: &App, edition: &Arc<Edition>, ask: &Ask<'_>, path: &str) -> Answer {
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
        "/openapi.json" | "/api-info" => api(app, edition, ask, path),
        _ => {
            if path.starts_with("/api/v1/") {
                api(app, edition, ask, path)
            } else if let Some(rest) = path.strip_prefix("/tiles/") {
                tiles::answer(app, edition, ask, (path, rest))
            } else if let Some(rest) = basemap::path(path) {
                basemap::answer(edition, ask, (path, rest))
            } else if let Some(rest) = path.strip_prefix("/embed/") {
                pages::embedded(edition, ask, &format!("/{rest}"))
            } else if let Some(rest) = path.strip_prefix("/static/") {
                assets::answer(app, edition, ask, rest)
            } else if let Some(part) = export::sitemap_part(path) {
                sitemap(app, edition, ask, (path, part))
            } else if ask.kind() == Kind::Api {
                error(edition, ask, 404)
            } else {
                pages::answer(app, edition, ask, path)
            }
        }
    }
}

fn sitemap(app: &App, edition: &Edition, ask: &Ask<'_>, (path, part): (&str, usize)) -> Answer {
    let Some(text) = export::sitemap(&edition.site, part) else { return error(edition, ask, 404) };
    let media = "application/xml; charset=utf-8";
    let (kind, sharing, varies) = (Kind::Other, Sharing::Minute, Varies::No);
    let kept = Kept { kind, body: Body::new(text.into_bytes()), media, sharing, varies };
    app.store.keep(edition.number, path, &kept);
    Answer::of(kept)
}

fn api(app: &App, edition: &Arc<Edition>, ask: &Ask<'_>, path: &str) -> Answer {
    let Some(query) = ask.parameters() else { return error(edition, ask, 400) };
    let elapsed_us = || u64::try_from(ask.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    let now = jiff::Timestamp::now();
    let name = path.strip_prefix("/api/v1").unwrap_or(path).trim_start_matches('/');
    let question = api::Question { path: name, query: &query, now, elapsed_us: &elapsed_us };
    if let Some(layer) = api::large_layer(&edition.site, &question) {
        let pieces = Pieces::new(edition, layer);
        return Answer::of_pieces(Kind::Api, api::GEO_JSON, pieces).sharing(Sharing::Minute);
    }
    let response = api::respond(&edition.site, &question);
    let bytes = response.body.into_bytes();
    let body = match &response.steady {
        Some(steady) => Body::weak(bytes, encoding::tag(steady.as_bytes())),
        None => Body::new(bytes),
    };
    let (status, media, kind) = (response.status, response.content_type, Kind::Api);
    if status != 200 {
        return Answer::new(status, kind, media, body);
    }
    let kept = Kept { kind, body, media, sharing: Sharing::Minute, varies: Varies::No };
    if response.keep && ask.query.is_empty() {
        app.store.keep(edition.number, path, &kept);
    }
    Answer::of(kept)
}

/// An error in the form the asking program understands: a page, or RFC 9457 under the API.
/// That a method is not allowed comes with those that are (RFC 9110, section 15.5.6).
fn error(edition: &Edition, ask: &Ask<'_>, status: u16) -> Answer {
    let mut answer = if ask.kind() == Kind::Api {
        let body = api::refusal(status, ask.path);
        Answer::new(status, Kind::Api, api::PROBLEM_JSON, Body::new(body.into_bytes()))
    } else {
        pages::error(edition, ask, status)
    };
    if status == 405 {
        let path = ask.decoded_path().unwrap_or_default();
        answer.header("allow", allowed(&path).to_owned());
    }
    answer
}
