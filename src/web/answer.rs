//! An answer before it is sent, and the headers that every answer carries.

use std::borrow::Cow;

use super::ask::{Ask, Method};
use super::encoding::{self, Coding};
use super::store::{Body, Encoded, Kept};
use super::stream::{Pieces, Stream};

/// A header, its name in small letters as it goes out. Most say the same each time, and those are
/// not written anew for every answer.
pub(crate) type Header = (&'static str, Cow<'static, str>);

/// Which part of the portal answers: for headers, logs and metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    Asset,
    Api,
    Health,
    Other,
}

impl Kind {
    /// Every kind, in the order of the metrics.
    pub(crate) const ALL: [Self; 5] =
        [Self::Page, Self::Asset, Self::Api, Self::Health, Self::Other];

    /// The name in logs and metrics.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Asset => "asset",
            Self::Api => "api",
            Self::Health => "health",
            Self::Other => "other",
        }
    }
}

/// For how long an answer may be kept by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// By anybody for a minute, then asked again.
    Minute,
    /// By anybody for a year: the address carries the hash of the content.
    Immutable,
    /// By anybody, but asked again each time.
    Revalidate,
    /// By nobody: it shows what one visitor chose.
    Private,
    /// By nobody: an error or a momentary state.
    Never,
}

impl Sharing {
    fn header(self) -> &'static str {
        match self {
            Self::Minute => "public, max-age=60",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Revalidate => "public, no-cache",
            Self::Private => "private, no-store",
            Self::Never => "no-store",
        }
    }

    fn is_public(self) -> bool {
        matches!(self, Self::Minute | Self::Immutable | Self::Revalidate)
    }
}

/// What the answer depends on besides the address and the accepted encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Varies {
    /// Nothing else.
    No,
    /// The remembered municipality.
    ByCookie,
}

/// An answer before it is sent.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: Kind,
    content_type: &'static str,
    sharing: Sharing,
    varies: Varies,
    framing: Framing,
    headers: Vec<Header>,
    content: Content,
}

/// What is sent.
enum Content {
    /// A body that is there.
    Whole(Body),
    /// One that is made while it is sent.
    Pieces(Pieces),
    /// A body that is already in this coding.
    Coded(Coding, Body),
}

/// Who may show an answer in a frame.
enum Framing {
    /// Nobody.
    Nobody,
    /// These sites, as `frame-ancestors` names them.
    Sites(String),
}

/// An answer ready for the wire.
pub(crate) struct Wire {
    pub(crate) status: u16,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Payload,
}

/// The bytes of an answer.
pub(crate) enum Payload {
    Whole(Encoded),
    Stream(Box<Stream>),
}

/// What a page may load and do. Who may frame it comes last: nobody, unless said otherwise.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// Sent with everything, errors too (SECURITY: scanner rules).
const SECURITY_HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(self)"),
];

impl Answer {
    pub(crate) fn new(status: u16, kind: Kind, content_type: &'static str, body: Body) -> Self {
        let (sharing, varies) = (Sharing::Never, Varies::No);
        let (framing, headers) = (Framing::Nobody, Vec::new());
        let content = Content::Whole(body);
        Self { status, kind, content_type, sharing, varies, framing, headers, content }
    }

    /// An answer whose body is made while it is sent.
    pub(crate) fn of_pieces(kind: Kind, content_type: &'static str, pieces: Pieces) -> Self {
        let content = Content::Pieces(pieces);
        Self { content, ..Self::new(200, kind, content_type, Body::new(Vec::new())) }
    }

    /// An answer whose body is already in a coding that the asker accepts.
    pub(crate) fn coded(kind: Kind, content_type: &'static str, coded: (Coding, Body)) -> Self {
        let content = Content::Coded(coded.0, coded.1);
        Self { content, ..Self::new(200, kind, content_type, Body::new(Vec::new())) }
    }

    /// An answer with a body that may be kept.
    pub(crate) fn of(kept: Kept) -> Self {
        Self::new(200, kept.kind, kept.media, kept.body).sharing(kept.sharing).varies(kept.varies)
    }

    /// An answer without a body.
    pub(crate) fn empty(status: u16, kind: Kind) -> Self {
        Self::new(status, kind, "", Body::new(Vec::new()))
    }

    pub(crate) fn sharing(mut self, sharing: Sharing) -> Self {
        self.sharing = sharing;
        self
    }

    pub(crate) fn varies(mut self, varies: Varies) -> Self {
        self.varies = varies;
        self
    }

    /// The same, for frames of these sites; of none when there are none.
    pub(crate) fn framed_by(mut self, sites: &[String]) -> Self {
        if !sites.is_empty() {
            self.framing = Framing::Sites(sites.join(" "));
        }
        self
    }

    pub(crate) fn header(&mut self, name: &'static str, value: String) {
        self.headers.push((name, Cow::Owned(value)));
    }

    /// Chooses the encoding, answers 304 where the asker has it already, and adds the headers.
    pub(crate) fn finish(self, ask: &Ask<'_>) -> Wire {
        let compressible = encoding::is_compressible(self.content_type);
        let coding = match &self.content {
            Content::Coded(coding, _) => *coding,
            content if compressible && content.is_worth_compressing() => {
                encoding::negotiate(ask.accept_encoding)
            }
            _ => Coding::Identity,
        };
        let open = self.kind == Kind::Api || matches!(self.framing, Framing::Sites(_));
        let policy = if open { "cross-origin" } else { "same-origin" };
        let mut headers = self.headers;
        headers.reserve(SECURITY_HEADERS.len() + 10);
        headers.extend(framing(self.framing));
        let mut add = |name, value| headers.push((name, Cow::Borrowed(value)));
        SECURITY_HEADERS.into_iter().for_each(|(name, value)| add(name, value));
        add("cross-origin-resource-policy", policy);
        if self.kind == Kind::Api {
            add("access-control-allow-origin", "*");
            add("access-control-expose-headers", "ETag");
        }
        if ask.is_over_tls() {
            add("strict-transport-security", "max-age=31536000");
        }
        add("cache-control", self.sharing.header());
        if let Some(vary) = vary(compressible, self.varies) {
            add("vary", vary);
        }
        if !self.content_type.is_empty() {
            add("content-type", self.content_type);
        }
        if let Some(name) = coding.name() {
            add("content-encoding", name);
        }
        let mut status = self.status;
        if status == 200 && self.sharing.is_public() {
            let tag = self.content.tag(coding);
            let reading = matches!(ask.method, Method::Get | Method::Head);
            let known = |tag: &String| {
                ask.if_none_match.is_some_and(|list| encoding::tag_matches(list, tag))
            };
            if reading && tag.as_ref().is_some_and(known) {
                status = 304;
            }
            headers.extend(tag.map(|tag| ("etag", Cow::Owned(tag))));
        }
        Wire { status, headers, body: self.content.encoded(coding) }
    }
}

impl Content {
    fn is_worth_compressing(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_worth_compressing(),
            Self::Pieces(_) => true,
            Self::Coded(..) => false,
        }
    }

    fn tag(&self, coding: Coding) -> Option<String> {
        match self {
            Self::Whole(body) | Self::Coded(_, body) => Some(body.tag(coding)),
            Self::Pieces(pieces) => pieces.tag(coding),
        }
    }

    fn encoded(self, coding: Coding) -> Payload {
        match self {
            Self::Whole(body) => Payload::Whole(body.encoded(coding)),
            // What stands in the body is what is sent.
            Self::Coded(_, body) => Payload::Whole(body.encoded(Coding::Identity)),
            Self::Pieces(pieces) => Payload::Stream(Box::new(pieces.encoded(coding))),
        }
    }
}

/// The policy with those who may frame. `X-Frame-Options` knows no list of sites, so it is left
/// out where there is one.
fn framing(framing: Framing) -> impl Iterator<Item = Header> {
    let (policy, denied) = match framing {
        Framing::Nobody => (Cow::Borrowed(POLICY), Some(("x-frame-options", "DENY".into()))),
        Framing::Sites(sites) => {
            let all_but_frames = POLICY.trim_end_matches("'none'");
            (Cow::Owned(format!("{all_but_frames}{sites}")), None)
        }
    };
    std::iter::once(("content-security-policy", policy)).chain(denied)
}

fn vary(compressible: bool, varies: Varies) -> Option<&'static str> {
    match (compressible, varies) {
        (true, Varies::ByCookie) => Some("Accept-Encoding, Cookie"),
        (false, Varies::ByCookie) => Some("Cookie"),
        (true, Varies::No) => Some("Accept-Encoding"),
        (false, Varies::No) => None,
    }
}
