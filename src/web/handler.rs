//! Between Rocket and the portal: takes a request apart, and puts an answer together.

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use rocket::data::{Data, ToByteUnit};
use rocket::http::{self, Status};
use rocket::response::Response;
use rocket::route::{Handler, Outcome, Route};
use rocket::{Request, catcher, catcher::Catcher};

use super::answer::{Payload, Wire};
use super::ask::{Ask, Method};
use super::{App, answer, error, remember};

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
            return Outcome::Success(response(self.0.finish(refused, &ask)));
        }
        let form = if ask.method == Method::Post && ask.path == remember::PATH {
            // One byte more than is allowed tells that there is more.
            let bytes_max = (remember::FORM_BYTES_MAX + 1).bytes();
            data.open(bytes_max).into_bytes().await.map(|bytes| bytes.value).unwrap_or_default()
        } else {
            Vec::new()
        };
        Outcome::Success(response(self.0.finish(answer(&self.0, &ask, &form), &ask)))
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
        Ok(response(self.0.finish(answer, &ask)))
    }
}

fn response<'r>(wire: Wire) -> Response<'r> {
    let mut response = Response::build();
    response.status(Status::new(wire.status));
    for (name, value) in wire.headers {
        response.raw_header(name, value);
    }
    match wire.body {
        Payload::Whole(bytes) => {
            let length = bytes.as_ref().len();
            // It tells the door as well that the body is there as a whole.
            response.raw_header("content-length", length.to_string());
            response.sized_body(length, Cursor::new(bytes));
        }
        Payload::Stream(stream) => {
            response.streamed_body(stream);
        }
    }
    response.finalize()
}

fn ask_of<'r>(request: &'r Request<'_>) -> Ask<'r> {
    let uri = request.uri();
    let query = uri.query().map_or("", |query| query.raw().as_str());
    let headers = request.headers().iter().filter_map(|header| match (header.name, header.value) {
        // The values of a request are always borrowed from it.
        (name, Cow::Borrowed(value)) => Some((name.into_cow(), value)),
        (_, Cow::Owned(_)) => None,
    });
    Ask::new(request.method().as_str(), (uri.path().raw().as_str(), query), headers)
}
