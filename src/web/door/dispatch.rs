//! One request at the door: what is kept goes out at once, what no part of the portal could answer
//! is refused, and all the rest is Rocket's.

use std::borrow::Cow;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::channel::{Channel, Sender};
use http_body_util::{BodyExt, Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Request, Response, StatusCode, Version};
use rocket::http::{Header, Method as RocketMethod};
use rocket::local::asynchronous::{Client, LocalResponse};
use tokio::io::AsyncReadExt;
use tokio::sync::oneshot;

use crate::web::answer::{Answer, Payload, Wire};
use crate::web::ask::Ask;
use crate::web::{App, allowed, error, kept, remember};

/// The body of an answer: one that is there, or one that is made while it is sent.
type Body = Either<Full<Bytes>, Channel<Bytes, io::Error>>;

/// A body that is made while it is sent goes out in pieces of at most this size.
const PIECE_BYTES_MAX: usize = 64 * 1024;

/// Between the connections and the portal.
pub(in crate::web) struct Dispatch {
    app: Arc<App>,
    rocket: Client,
    /// How long a visitor may take for a form.
    patience: Duration,
}

impl Dispatch {
    pub(in crate::web) fn new(app: Arc<App>, rocket: Client, patience: Duration) -> Self {
        Self { app, rocket, patience }
    }

    /// Answers a request. A body that nobody reads ends the connection after the answer.
    pub(super) async fn respond(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> Result<Response<Body>, Infallible> {
        let (head, body) = request.into_parts();
        if let Some(response) = self.at_once(&head) {
            return Ok(response);
        }
        let form = if head.method == hyper::Method::POST && head.uri.path() == remember::PATH {
            match tokio::time::timeout(self.patience, form(body)).await {
                Ok(form) => form,
                Err(_) => return Ok(self.refuse(&head, 408)),
            }
        } else {
            Vec::new()
        };
        let (answered, answer) = oneshot::channel();
        // What an answer borrows lives here until its last piece is sent.
        tokio::spawn(async move { self.ask_rocket(&head, form, answered).await });
        Ok(answer.await.unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR)))
    }

    /// The answer to what is kept, and to what is no request for anything here.
    fn at_once(&self, head: &Parts) -> Option<Response<Body>> {
        // RFC 9112, section 3.2: without `Host` it is no request of HTTP/1.1.
        let lacks_host = head.version == Version::HTTP_11 && !head.headers.contains_key(HOST);
        if lacks_host || !head.uri.path().starts_with('/') {
            return Some(self.refuse(head, 400));
        }
        if rocket_method(head).is_none() {
            return Some(self.refuse(head, 405));
        }
        let ask = ask_of(head);
        let kept = kept(&self.app, &self.app.live.today(), &ask)?;
        whole(self.app.finish(Answer::of(kept), &ask))
    }

    /// An error page, or RFC 9457 under the API.
    fn refuse(&self, head: &Parts, status: u16) -> Response<Body> {
        let ask = ask_of(head);
        let mut answer = error(&self.app.live.today(), &ask, status);
        if status == 405 {
            answer.header("allow", allowed(ask.path).to_owned());
        }
        whole(self.app.finish(answer, &ask)).unwrap_or_else(|| empty(StatusCode::BAD_REQUEST))
    }

    /// Lets Rocket answer. The head of its answer goes to `answered` as soon as it is there, the
    /// pieces of a body that is made meanwhile into that answer's body.
    async fn ask_rocket(
        &self,
        head: &Parts,
        form: Vec<u8>,
        answered: oneshot::Sender<Response<Body>>,
    ) {
        let method = rocket_method(head).unwrap_or(RocketMethod::Get);
        let target = target(head);
        let mut request = self.rocket.req(method, target.as_ref()).body(form);
        for (name, value) in text_headers(head) {
            request.add_header(Header::new(name.to_owned(), value.to_owned()));
        }
        let mut rocket = request.dispatch().await;
        let Some(mut response) = head_of(&rocket) else {
            tracing::error!(status = rocket.status().code, "an answer has a header that is none");
            let _ = answered.send(empty(StatusCode::INTERNAL_SERVER_ERROR));
            return;
        };
        // Whoever asked may have left: then nobody takes the answer.
        if response.headers().contains_key(CONTENT_LENGTH) {
            let bytes = rocket.into_bytes().await.unwrap_or_default();
            *response.body_mut() = Either::Left(Full::from(bytes));
            let _ = answered.send(response);
            return;
        }
        let (sender, body) = Channel::new(1);
        *response.body_mut() = Either::Right(body);
        if answered.send(response).is_ok() {
            send_pieces(&mut rocket, sender).await;
        }
    }
}

/// Sends a body piece by piece, the next when the last is on its way.
async fn send_pieces(rocket: &mut LocalResponse<'_>, mut sender: Sender<Bytes, io::Error>) {
    loop {
        let mut piece = Vec::with_capacity(PIECE_BYTES_MAX);
        match rocket.read_buf(&mut piece).await {
            Ok(0) => return,
            // Nobody takes any more: the visitor has left.
            Ok(_) if sender.send_data(piece.into()).await.is_err() => return,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "an answer broke off");
                return sender.abort(error);
            }
        }
    }
}

/// The bytes of a form, and no more than tells that it is too large.
async fn form(mut body: Incoming) -> Vec<u8> {
    let mut form = Vec::new();
    while form.len() <= remember::FORM_BYTES_MAX
        && let Some(Ok(frame)) = body.frame().await
    {
        form.extend(frame.into_data().unwrap_or_default());
    }
    form.truncate(remember::FORM_BYTES_MAX + 1);
    form
}

fn ask_of(head: &Parts) -> Ask<'_> {
    let query = head.uri.query().unwrap_or_default();
    Ask::new(head.method.as_str(), (head.uri.path(), query), text_headers(head))
}

/// The headers that are text, as all are that matter here.
fn text_headers(head: &Parts) -> impl Iterator<Item = (&str, &str)> {
    head.headers.iter().filter_map(|(name, value)| {
        Some((name.as_str(), std::str::from_utf8(value.as_bytes()).ok()?))
    })
}

/// The method, when it is one that Rocket knows. RFC 9110, section 9.1: `get` is not `GET`.
fn rocket_method(head: &Parts) -> Option<RocketMethod> {
    let name = head.method.as_str();
    name.parse().ok().filter(|method: &RocketMethod| method.as_str() == name)
}

/// The path and query in the signs that RFC 3986 allows. People and programs send others, and mean
/// them as they stand.
fn target(head: &Parts) -> Cow<'_, str> {
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str());
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%[]".contains(&byte);
    if target.bytes().all(is_plain) {
        return Cow::Borrowed(target);
    }
    let mut encoded = String::with_capacity(target.len() * 2);
    for byte in target.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    Cow::Owned(encoded)
}

/// An answer whose body is there; `None` for others.
fn whole(wire: Wire) -> Option<Response<Body>> {
    let Payload::Whole(bytes) = wire.body else { return None };
    // RFC 9110, section 15.4.5: the asker has it already.
    let bytes = if wire.status == 304 { Bytes::new() } else { Bytes::from_owner(bytes) };
    let mut response = Response::new(Either::Left(Full::new(bytes)));
    *response.status_mut() = StatusCode::from_u16(wire.status).ok()?;
    response.headers_mut().reserve(wire.headers.len());
    for (name, value) in wire.headers {
        let value = match value {
            Cow::Borrowed(value) => HeaderValue::from_static(value),
            Cow::Owned(value) => HeaderValue::try_from(value).ok()?,
        };
        response.headers_mut().append(HeaderName::from_static(name), value);
    }
    Some(response)
}

/// Status and headers of Rocket's answer; `None` when one of them cannot be sent.
fn head_of(rocket: &LocalResponse<'_>) -> Option<Response<Body>> {
    let mut response = empty(StatusCode::from_u16(rocket.status().code).ok()?);
    let headers: &mut HeaderMap = response.headers_mut();
    for header in rocket.headers().iter() {
        let name = HeaderName::from_bytes(header.name.as_str().as_bytes()).ok()?;
        headers.append(name, HeaderValue::from_bytes(header.value.as_bytes()).ok()?);
    }
    Some(response)
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Either::Left(Full::default()));
    *response.status_mut() = status;
    response
}
