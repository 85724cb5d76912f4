//! One request at the door: what is kept goes out at once, what no part of the portal could answer
//! is refused, and all the rest is Rocket's.

use std::borrow::Cow;
use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Either, Full};
use hyper::body::{Frame, Incoming};
use hyper::header::{CONTENT_LENGTH, HOST, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Request, Response, StatusCode, Version};
use rocket::http::{Header, Method as RocketMethod};
use rocket::local::asynchronous::{Client, LocalResponse};
use tokio::io::AsyncReadExt;
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::pages::percent_encode;
use crate::web::answer::{Answer, Payload, Wire};
use crate::web::ask::Ask;
use crate::web::metrics::Metrics;
use crate::web::{App, error, kept, remember};

/// A body goes out in pieces of at most this size, of which a few at most are on their way.
const PIECE_BYTES_MAX: usize = 64 * 1024;
/// The most bodies that are made while they are sent, at once: each may hold megabytes of what
/// compresses it.
const STREAMS_MAX: usize = 64;

/// The body of an answer: one that is there, or one that comes piece by piece.
type Body = Either<Full<Bytes>, Pieces>;

/// The pieces of a body. An error breaks the answer off, so that nobody takes it for whole.
pub(super) struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// Between the connections and the portal.
pub(in crate::web) struct Dispatch {
    app: Arc<App>,
    rocket: Client,
    /// How long a visitor may take for a form.
    patience: Duration,
    /// The bodies that are made while they are sent.
    streams: Semaphore,
}

impl Dispatch {
    pub(in crate::web) fn new(app: Arc<App>, rocket: Client, patience: Duration) -> Self {
        Self { app, rocket, patience, streams: Semaphore::new(STREAMS_MAX) }
    }

    /// Where the door counts who is in.
    pub(super) fn metrics(&self) -> &Metrics {
        &self.app.metrics
    }

    /// Answers a request. A body that nobody reads ends the connection after the answer.
    pub(super) async fn respond(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> Result<Response<Body>, Infallible> {
        let (head, body) = request.into_parts();
        if !is_for_us(&head) {
            return Ok(self.refuse(&head, 400));
        }
        let Some(method) = rocket_method(&head) else { return Ok(self.refuse(&head, 405)) };
        if let Some(response) = self.kept(&head) {
            return Ok(response);
        }
        let form = if head.method == hyper::Method::POST && head.uri.path() == remember::PATH {
            match tokio::time::timeout(self.patience, form(body)).await {
                Ok(Some(form)) => form,
                Ok(None) => return Ok(self.refuse(&head, 400)),
                Err(_) => return Ok(self.refuse(&head, 408)),
            }
        } else {
            Vec::new()
        };
        let (answered, answer) = oneshot::channel();
        // What an answer borrows lives here until its last piece is sent.
        tokio::spawn(async move { self.ask_rocket(method, (&head, form), answered).await });
        Ok(answer.await.unwrap_or_else(|_| empty(StatusCode::INTERNAL_SERVER_ERROR)))
    }

    /// The answer to what is kept.
    fn kept(&self, head: &Parts) -> Option<Response<Body>> {
        let ask = ask_of(head);
        let kept = kept(&self.app, &self.app.live.today(), &ask)?;
        whole(self.app.finish(Answer::of(kept), &ask))
    }

    /// An error page, or RFC 9457 under the API.
    fn refuse(&self, head: &Parts, status: u16) -> Response<Body> {
        let ask = ask_of(head);
        let answer = error(&self.app.live.today(), &ask, status);
        whole(self.app.finish(answer, &ask)).unwrap_or_else(|| empty(StatusCode::BAD_REQUEST))
    }

    /// Lets Rocket answer. The head of its answer goes to `answered` as soon as it is there, the
    /// pieces of a body that is made meanwhile into that answer's body.
    async fn ask_rocket(
        &self,
        method: RocketMethod,
        (head, form): (&Parts, Vec<u8>),
        answered: oneshot::Sender<Response<Body>>,
    ) {
        if answered.is_closed() {
            // Whoever asked has left before it was their turn.
            return;
        }
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
        let length = response.headers().get(CONTENT_LENGTH);
        let length: Option<usize> = length.and_then(|length| length.to_str().ok()?.parse().ok());
        // Whoever asked may have left: then nobody takes the answer.
        if length.is_some_and(|length| length <= PIECE_BYTES_MAX) {
            let bytes = rocket.into_bytes().await.unwrap_or_default();
            *response.body_mut() = Either::Left(Full::from(bytes));
            let _ = answered.send(response);
            return;
        }
        let (sender, pieces) = mpsc::channel(1);
        *response.body_mut() = Either::Right(Pieces(pieces));
        if answered.send(response).is_err() {
            return;
        }
        // A body that is there as a whole needs no turn: only its pieces are new.
        let _turn = if length.is_none() { self.streams.acquire().await.ok() } else { None };
        send_pieces(&mut rocket, &sender).await;
    }
}

/// Sends a body piece by piece, the next when the last is on its way.
async fn send_pieces(rocket: &mut LocalResponse<'_>, sender: &mpsc::Sender<io::Result<Bytes>>) {
    loop {
        let mut piece = Vec::with_capacity(PIECE_BYTES_MAX);
        match rocket.read_buf(&mut piece).await {
            Ok(0) => return,
            // Where nobody takes it the visitor has left.
            Ok(_) if sender.send(Ok(piece.into())).await.is_err() => return,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "an answer broke off");
                let _ = sender.send(Err(error)).await;
                return;
            }
        }
    }
}

/// The bytes of a form, and no more than tells that it is too large; `None` when it breaks off.
async fn form(mut body: Incoming) -> Option<Vec<u8>> {
    let mut form = Vec::new();
    while form.len() <= remember::FORM_BYTES_MAX
        && let Some(frame) = body.frame().await
    {
        form.extend(frame.ok()?.into_data().unwrap_or_default());
    }
    Some(form)
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

/// Whether a request names a place here. RFC 9112, section 3.2: one of HTTP/1.1 names its host, and
/// none names two.
fn is_for_us(head: &Parts) -> bool {
    let hosts = head.headers.get_all(HOST).iter().count();
    let names_host = hosts == 1 || hosts == 0 && head.version < Version::HTTP_11;
    names_host && head.uri.path().starts_with('/')
}

/// The method, when it is one that Rocket knows. RFC 9110, section 9.1: `get` is not `GET`.
fn rocket_method(head: &Parts) -> Option<RocketMethod> {
    let name = head.method.as_str();
    name.parse().ok().filter(|method: &RocketMethod| method.as_str() == name)
}

/// The path and query in the signs that RFC 3986 allows. People and programs send others, and mean
/// them as they stand.
fn target(head: &Parts) -> Cow<'_, str> {
    let target = match head.uri.path_and_query().map(|target| target.as_str()) {
        Some(target) if target.starts_with('/') => Cow::Borrowed(target),
        // `http://host?query` has no path of its own.
        Some(target) => Cow::Owned(format!("/{target}")),
        None => Cow::Borrowed("/"),
    };
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%[]".contains(&byte);
    if target.bytes().all(is_plain) {
        return target;
    }
    Cow::Owned(percent_encode(&target, is_plain))
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
    for header in rocket.headers().iter() {
        let name = HeaderName::from_bytes(header.name.as_str().as_bytes()).ok()?;
        let value = HeaderValue::from_bytes(header.value.as_bytes()).ok()?;
        response.headers_mut().append(name, value);
    }
    Some(response)
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Either::Left(Full::default()));
    *response.status_mut() = status;
    response
}
