//! Content codings and entity tags: what is accepted, what is sent, what the asker has already.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::digest;

/// Brotli's quality: five gives nine tenths of the best size in a fraction of its time.
const BROTLI_QUALITY: i32 = 5;
/// Brotli's window, as a power of two.
const BROTLI_WINDOW: i32 = 22;
/// The bytes between a piece and Brotli.
const BROTLI_BUFFER: usize = 4096;

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Gzip,
    Brotli,
}

impl Coding {
    /// The name in `Content-Encoding`.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// What is added to the tag of the plain body: two codings are two representations.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => "-gz",
            Self::Brotli => "-br",
        }
    }
}

/// The best coding that the asker accepts (RFC 9110, 12.5.3); with equal weights the smallest.
pub(crate) fn negotiate(accept: Option<&str>) -> Coding {
    let Some(accept) = accept else { return Coding::Identity };
    let weights = Weights::of(accept);
    let (brotli, gzip) = (weights.brotli().unwrap_or(0), weights.gzip().unwrap_or(0));
    // Where identity is not named it is always acceptable, but wanted least.
    let identity = weights.identity().unwrap_or(1);
    if brotli > 0 && brotli >= gzip && brotli >= identity {
        Coding::Brotli
    } else if gzip > 0 && gzip >= identity {
        Coding::Gzip
    } else {
        Coding::Identity
    }
}

/// Whether the asker accepts this coding at all (RFC 9110, 12.5.3).
pub(crate) fn accepts(accept: Option<&str>, coding: Coding) -> bool {
    let weights = Weights::of(accept.unwrap_or_default());
    let weight = match coding {
        Coding::Identity => return true,
        Coding::Gzip => weights.gzip(),
        Coding::Brotli => weights.brotli(),
    };
    weight.unwrap_or(0) > 0
}

/// How much the asker wants each of `CODINGS`, in thousandths, where it is named.
struct Weights([Option<u32>; CODINGS.len()]);

/// The names that matter, in the order of the weights; `x-gzip` is an old name of gzip, `*` stands for
/// all that are not named.
const CODINGS: [&str; 5] = ["br", "gzip", "x-gzip", "identity", "*"];

impl Weights {
    /// Of a coding that is named twice the first counts.
    fn of(accept: &str) -> Self {
        let mut weights = [None; CODINGS.len()];
        for (name, weight) in accept.split(',').map(weighted) {
            let mut known = CODINGS.iter().zip(&mut weights);
            if let Some((_, known)) = known.find(|(known, _)| name.eq_ignore_ascii_case(known)) {
                known.get_or_insert(weight);
            }
        }
        Self(weights)
    }

    fn brotli(&self) -> Option<u32> {
        let [brotli, .., any] = self.0;
        brotli.or(any)
    }

    fn gzip(&self) -> Option<u32> {
        let [_, gzip, old, _, any] = self.0;
        gzip.or(old).or(any)
    }

    fn identity(&self) -> Option<u32> {
        let [.., identity, any] = self.0;
        identity.or(any)
    }
}

/// A coding with its weight in thousandths; a weight that cannot be read counts as zero.
fn weighted(part: &str) -> (&str, u32) {
    let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
    let weight = parameters.split(';').find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        key.trim().eq_ignore_ascii_case("q").then(|| thousandths(value.trim()))
    });
    (name.trim(), weight.unwrap_or(1000))
}

fn thousandths(text: &str) -> u32 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, digits) {
        ("1", true) => 1000,
        ("0", true) => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// Whether a media type gains from compression.
pub(crate) fn is_compressible(content_type: &str) -> bool {
    let media = content_type.split(';').next().unwrap_or_default().trim();
    media.starts_with("text/")
        || ["json", "xml", "javascript", "manifest", "vector-tile"]
            .iter()
            .any(|end| media.ends_with(end))
}

/// The body in this coding.
pub(crate) fn encode(bytes: &[u8], coding: Coding) -> Vec<u8> {
    let mut encoder = Encoder::new(coding, bytes.len());
    encoder.add(bytes);
    encoder.end()
}

/// A body that is encoded piece by piece.
pub(crate) enum Encoder {
    Identity(Vec<u8>),
    Gzip(GzEncoder<Vec<u8>>),
    Brotli(Box<brotli::CompressorWriter<Vec<u8>>>),
}

impl Encoder {
    /// For a body of so many bytes, or 0 when nobody knows.
    pub(crate) fn new(coding: Coding, bytes: usize) -> Self {
        match coding {
            Coding::Identity => Self::Identity(Vec::new()),
            Coding::Gzip => Self::Gzip(GzEncoder::new(Vec::new(), Compression::default())),
            Coding::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_QUALITY,
                    lgwin: BROTLI_WINDOW,
                    size_hint: bytes,
                    ..Default::default()
                };
                let writer =
                    brotli::CompressorWriter::with_params(Vec::new(), BROTLI_BUFFER, &parameters);
                Self::Brotli(Box::new(writer))
            }
        }
    }

    /// Adds a piece.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let writer: &mut dyn Write = match self {
            Self::Identity(ready) => ready,
            Self::Gzip(writer) => writer,
            Self::Brotli(writer) => writer,
        };
        writer.write_all(bytes).expect("writing to memory does not fail");
    }

    /// Takes what is ready to be sent; an encoder holds some back.
    pub(crate) fn ready(&mut self) -> Vec<u8> {
        match self {
            Self::Identity(ready) => std::mem::take(ready),
            Self::Gzip(writer) => std::mem::take(writer.get_mut()),
            Self::Brotli(writer) => std::mem::take(writer.get_mut()),
        }
    }

    /// Takes all that is left.
    pub(crate) fn end(self) -> Vec<u8> {
        match self {
            Self::Identity(ready) => ready,
            Self::Gzip(writer) => writer.finish().expect("writing to memory does not fail"),
            Self::Brotli(writer) => writer.into_inner(),
        }
    }
}

/// The hash of a content as it stands in a tag: 128 bits of SHA-256 in hexadecimal.
pub(crate) fn tag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest::hex(&digest[..16])
}

/// Whether `If-None-Match` names this tag (weak comparison, RFC 9110, 13.1.2).
pub(crate) fn tag_matches(list: &str, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.trim() == "*" || list.split(',').any(|candidate| strong(candidate) == strong(tag))
}
