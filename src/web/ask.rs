//! A request as the portal sees it: nothing is trusted, everything has a limit.

use std::time::Instant;

use super::answer::Kind;
use super::remember;

/// The longest path and query together, in bytes.
const TARGET_BYTES_MAX: usize = 2048;
/// The most bytes of all headers together.
const HEADER_BYTES_MAX: usize = 32 * 1024;
/// The most parameters of a query.
const PARAMETERS_MAX: usize = 50;

/// The methods that make a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Head,
    Post,
    Options,
    /// Any other: it is never allowed.
    Other,
}

impl Method {
    fn of(name: &str) -> Self {
        match name {
            "GET" => Self::Get,
            "HEAD" => Self::Head,
            "POST" => Self::Post,
            "OPTIONS" => Self::Options,
            _ => Self::Other,
        }
    }

    /// The name in logs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Options => "OPTIONS",
            Self::Other => "other",
        }
    }
}

/// What is asked, with the headers that matter.
pub(crate) struct Ask<'r> {
    pub(crate) method: Method,
    /// The path as sent, still encoded.
    pub(crate) path: &'r str,
    /// The query as sent, still encoded, without the question mark.
    pub(crate) query: &'r str,
    /// When it came.
    pub(crate) begun: Instant,
    /// The size of all headers, in bytes.
    pub(crate) header_bytes: usize,
    pub(crate) accept_encoding: Option<&'r str>,
    pub(crate) if_none_match: Option<&'r str>,
    /// The value of the cookie `municipality`, as sent.
    pub(crate) municipality: Option<&'r str>,
    pub(crate) sec_fetch_site: Option<&'r str>,
    pub(crate) origin: Option<&'r str>,
    pub(crate) host: Option<&'r str>,
    /// How a proxy says that the visitor came.
    pub(crate) forwarded_proto: Option<&'r str>,
}

impl<'r> Ask<'r> {
    /// A request that has just come, with path and query as sent. Of a header that comes twice the
    /// first counts.
    pub(crate) fn new(
        method: &str,
        (path, query): (&'r str, &'r str),
        headers: impl Iterator<Item = (impl AsRef<str>, &'r str)>,
    ) -> Self {
        let mut ask = Self {
            method: Method::of(method),
            path,
            query,
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
        // One walk through all of them costs less than a search for each.
        headers.for_each(|(name, value)| ask.take(name.as_ref(), value));
        ask
    }

    /// Takes what matters from a header.
    fn take(&mut self, name: &str, value: &'r str) {
        self.header_bytes += name.len() + value.len();
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        let wanted = if is("Accept-Encoding") {
            &mut self.accept_encoding
        } else if is("If-None-Match") {
            &mut self.if_none_match
        } else if is("Sec-Fetch-Site") {
            &mut self.sec_fetch_site
        } else if is("Origin") {
            &mut self.origin
        } else if is("Host") {
            &mut self.host
        } else if is("X-Forwarded-Proto") {
            &mut self.forwarded_proto
        } else {
            if is("Cookie") && self.municipality.is_none() {
                self.municipality = cookie(value, remember::COOKIE);
            }
            return;
        };
        wanted.get_or_insert(value);
    }
}

impl Ask<'_> {
    /// The status to answer with when the request is larger than the portal takes.
    pub(crate) fn too_large(&self) -> Option<u16> {
        if self.path.len() + self.query.len() > TARGET_BYTES_MAX {
            return Some(414);
        }
        (self.header_bytes > HEADER_BYTES_MAX).then_some(431)
    }

    /// Which part of the portal the path belongs to, before anything is decoded.
    pub(crate) fn kind(&self) -> Kind {
        let below = |folder: &str| {
            self.path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if below("/api") || below("/tiles") || matches!(self.path, "/openapi.json" | "/api-info") {
            Kind::Api
        } else if below("/static") {
            Kind::Asset
        } else if below("/health") || self.path == "/metrics" {
            Kind::Health
        } else {
            Kind::Page
        }
    }

    /// Whether a proxy says that the visitor came over TLS.
    pub(crate) fn is_over_tls(&self) -> bool {
        self.forwarded_proto == Some("https")
    }

    /// The scheme and host at which the asker sees the portal, without a slash at the end; the
    /// portal's own where the request names no plausible host.
    pub(crate) fn base(&self, own: &str) -> String {
        let plausible = |host: &&str| {
            !host.is_empty()
                && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b))
        };
        let scheme = if self.is_over_tls() { "https" } else { "http" };
        self.host
            .filter(plausible)
            .map_or_else(|| own.to_owned(), |host| format!("{scheme}://{host}"))
    }

    /// The path in plain text; `None` when it is not one that a browser would send: broken
    /// percent-encoding, not UTF-8, control characters, backslashes, `.` or `..`.
    pub(crate) fn decoded_path(&self) -> Option<String> {
        let path = percent_decode(self.path)?;
        let harmful = path.contains(|c: char| c.is_control() || c == '\\');
        let climbing = path.split('/').any(|part| part == "." || part == "..");
        (path.starts_with('/') && !path.starts_with("//") && !harmful && !climbing).then_some(path)
    }

    /// The parameters in plain text, in order; `None` when there are too many. People type
    /// addresses by hand ("?q=100%"), so what cannot be decoded is taken as it stands.
    pub(crate) fn parameters(&self) -> Option<Vec<(String, String)>> {
        parameters(self.query)
    }

    /// The first parameters of a query that has too many, for pages that make the best of it.
    pub(crate) fn first_parameters(&self) -> Vec<(String, String)> {
        parts(self.query).take(PARAMETERS_MAX).map(pair).collect()
    }
}

/// The value of a cookie in a `Cookie` header, as sent.
fn cookie<'h>(cookies: &'h str, name: &str) -> Option<&'h str> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The fields of a form or the parameters of a query, decoded, in order; `None` when too many.
pub(crate) fn parameters(text: &str) -> Option<Vec<(String, String)>> {
    let is_much = parts(text).nth(PARAMETERS_MAX).is_some();
    (!is_much).then(|| parts(text).map(pair).collect())
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split('&').filter(|part| !part.is_empty())
}

fn pair(part: &str) -> (String, String) {
    let decode = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode(&spaced).unwrap_or(spaced)
    };
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    (decode(name), decode(value))
}

/// Strict percent-decoding to UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
