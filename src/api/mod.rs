//! The JSON API as a pure function of a site: path and query to status and body.

use crate::pages::Site;

/// An answer of the API.
#[derive(Debug, Clone)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The media type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
}

/// Answers a GET request. `path` is what follows `/api/v1/`; the query is decoded, in order.
#[must_use]
pub fn respond(
    _site: &Site,
    _path: &str,
    _query: &[(String, String)],
    _now: jiff::Timestamp,
) -> Response {
    Response { status: 404, content_type: "application/problem+json", body: String::new() }
}
