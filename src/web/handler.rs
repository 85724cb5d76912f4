//! Between Rocket and the portal: takes a request apart, and puts an answer together.

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

use rocket::data::{Data, ToByteUnit};
use rocket::http::{self, Header, Status};
use rocket::response::Response;
use rocket::route::{Handler, Outcome, Route};
use rocket::{Request, catcher, catcher::Catcher};

use super::answer::{Answer, Payload, Wire};
use super::ask::{Ask, Method};
use super::{App, answer, error, remember};

/// A body goes out in pieces of at most this size: with Rocket's 4 kB a page costs four times
/// the processor time.
const CHUNK_BYTES_MAX: usize = 64 * 1024;

/// Every method Rocket knows.
const METHODS: [http::Method; 9] = [
    http::Method::Get,
    http::Method::Head,
    http::Method::Post,
    http::Method::Options,
    http::Method::Put,
    http::Method::Delete,
    http::Method::Patch,
    http::Method::Trace,
    http::Method::Connect,
];

#[derive(Clone)]
struct Front(Arc<App>);

/// One route per method, all to the same handler: the portal finds its pages itself.
pub(crate) fn routes(app: &Arc<App>) -> Vec<Route> {
    let front = |method| Route::new(method, "/<path..>", Front(Arc::clone(app)));
    METHODS.into_iter().map(front).collect()
}

/// What Rocket itself refuses, and what panics, is answered like every other error.
pub(crate) fn catchers(app: &Arc<App>) -> Vec<Catcher> {
    vec![Catcher::new(None, Front(Arc::clone(app)))]
}

#[rocket::async_trait]
impl Handler for Front {
    async fn handle<'r>(&self, request: &'r Request<'_>, mut data: Data<'r>) -> Outcome<'r> {
        let ask = ask_of(request);
        // Rocket lets the field `_method` of a form stand in for the request's own method.
        // No form of the portal has it.
        let is_form = request.content_type().is_some_and(|media| media.is_form());
        if is_form && data.peek(8).await.starts_with(b"_method=") {
            let refused = error(&self.0.live.today(), &ask, 400);
            return Outcome::Success(self.send(refused, &ask));
        }
        let form = if ask.method == Method::Post && ask.path == remember::PATH {
            // One byte more than is allowed tells that there is more.
            let bytes_max = (remember::FORM_BYTES_MAX + 1).bytes();
            data.open(bytes_max).into_bytes().await.map(|bytes| bytes.value).unwrap_or_default()
        } else {
            Vec::new()
        };
        Outcome::Success(self.send(answer(&self.0, &ask, &form), &ask))
    }
}

#[rocket::async_trait]
impl catcher::Handler for Front {
    async fn handle<'r>(&self, status: Status, request: &'r Request<'_>) -> catcher::Result<'r> {
        let ask = ask_of(request);
        if status.code >= 500 {
            tracing::error!(status = status.code, kind = ask.kind().name(), "request failed");
        }
        let answer = error(&self.0.live.today(), &ask, status.code);
        Ok(self.send(answer, &ask))
    }
}

impl Front {
    /// Counts, logs and sends. The log has no address of the visitor and no query.
    fn send<'r>(&self, answer: Answer, ask: &Ask<'_>) -> Response<'r> {
        let kind = answer.kind;
        let wire = answer.finish(ask);
        let duration = ask.begun.elapsed();
        self.0.metrics.count(kind, wire.status, duration);
        tracing::info!(
            target: "samvis::access",
            method = ask.method.name(),
            kind = kind.name(),
            status = wire.status,
            duration_ms = duration.as_micros() as f64 / 1000.0,
        );
        response(wire)
    }
}

fn response<'r>(wire: Wire) -> Response<'r> {
    let mut response = Response::build();
    response.status(Status::new(wire.status));
    for (name, value) in wire.headers {
        response.raw_header(name, value);
    }
    // The size of pieces after the body: a new body has Rocket's own again.
    match wire.body {
        Payload::Whole(bytes) => {
            let length = bytes.as_ref().len();
            response.sized_body(length, Cursor::new(bytes));
            // One byte more than the body lets Rocket see its end without room for another piece.
            response.max_chunk_size((length + 1).min(CHUNK_BYTES_MAX));
        }
        Payload::Stream(stream) => {
            response.streamed_body(stream);
            response.max_chunk_size(CHUNK_BYTES_MAX);
        }
    }
    response.finalize()
}

fn ask_of<'r>(request: &'r Request<'_>) -> Ask<'r> {
    let method = match request.method() {
        http::Method::Get => Method::Get,
        http::Method::Head => Method::Head,
        http::Method::Post => Method::Post,
        http::Method::Options => Method::Options,
        _ => Method::Other,
    };
    let mut ask = Ask {
        method,
        path: request.uri().path().raw().as_str(),
        query: request.uri().query().map_or("", |query| query.raw().as_str()),
        begun: Instant::now(),
        header_bytes: 0,
        accept_encoding: None,
        if_none_match: None,
        municipality: None,
        sec_fetch_site: None,
        origin: None,
        host: None,
        forwarded_proto: None,
    };
    // One walk through all of them costs less than a search for each in Rocket's table.
    request.headers().iter().for_each(|header| take(&mut ask, header));
    ask
}

/// Takes what matters from a header. Of one that comes twice the first counts.
fn take<'r>(ask: &mut Ask<'r>, header: Header<'r>) {
    let (name, Cow::Borrowed(value)) = (header.name, header.value) else { return };
    ask.header_bytes += name.as_str().len() + value.len();
    let is = |wanted: &str| name.as_str().eq_ignore_ascii_case(wanted);
    let wanted = if is("Accept-Encoding") {
        &mut ask.accept_encoding
    } else if is("If-None-Match") {
        &mut ask.if_none_match
    } else if is("Sec-Fetch-Site") {
        &mut ask.sec_fetch_site
    } else if is("Origin") {
        &mut ask.origin
    } else if is("Host") {
        &mut ask.host
    } else if is("X-Forwarded-Proto") {
        &mut ask.forwarded_proto
    } else {
        if is("Cookie") && ask.municipality.is_none() {
            ask.municipality = cookie(value, remember::COOKIE);
        }
        return;
    };
    wanted.get_or_insert(value);
}

/// The value of a cookie in a `Cookie` header, as sent.
fn cookie<'h>(cookies: &'h str, name: &str) -> Option<&'h str> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}
