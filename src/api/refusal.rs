//! What the API says when it cannot answer (RFC 9457).

use serde::Serialize;

use super::Response;
use crate::pages::percent_encode;

/// The media type of a refusal.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a question cannot be answered, in words for the programmer who asks.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: u16,
    detail: String,
}

/// RFC 9457.
#[derive(Serialize)]
struct ProblemDetails<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    instance: String,
}

impl Refusal {
    /// A parameter is missing or has a value that is not allowed; the detail tells what is.
    pub(crate) fn bad(detail: impl Into<String>) -> Self {
        Self { status: 400, detail: detail.into() }
    }

    /// There is no such thing.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self { status: 404, detail: detail.into() }
    }

    /// The portal cannot give what it should have.
    pub(crate) fn failed(detail: impl Into<String>) -> Self {
        Self { status: 500, detail: detail.into() }
    }

    /// As an answer to a question for this path below `/api/v1/`.
    pub(crate) fn response(&self, path: &str) -> Response {
        self.response_at(&format!("/api/v1/{path}"))
    }

    /// As an answer to a question for this path from the root.
    pub(crate) fn response_at(&self, path: &str) -> Response {
        let body = body(self.status, &self.detail, path);
        let (status, content_type) = (self.status, PROBLEM_JSON);
        Response { status, content_type, body, keep: false, steady: None }
    }
}

/// The body of an error that is not about a parameter: 404, 405, 414 and the like.
#[must_use]
pub fn refusal(status: u16, path: &str) -> String {
    let detail = match status {
        404 => "there is no such address; /api/v1/openapi.json lists them all",
        405 => "the API is read with GET; HEAD and OPTIONS are answered too",
        413 => "the request's body is too large; the API takes none",
        414 => "the address is longer than 2048 bytes",
        431 => "the headers are larger than 32 kB",
        500.. => "the portal failed; the operator's log has the reason",
        _ => "the request cannot be understood",
    };
    body(status, detail, path)
}

fn body(status: u16, detail: &str, path: &str) -> String {
    let title = title(status);
    let instance = uri_path(path);
    let details = ProblemDetails { r#type: "about:blank", title, status, detail, instance };
    serde_json::to_string(&details).expect("texts and a number are JSON")
}

/// The path with everything encoded that may not stand in a URI.
fn uri_path(path: &str) -> String {
    percent_encode(path, |byte| byte.is_ascii_alphanumeric() || b"/-._~%".contains(&byte))
}

/// The name of a status (RFC 9110).
fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        431 => "Request Header Fields Too Large",
        500.. => "Internal Server Error",
        _ => "Error",
    }
}
