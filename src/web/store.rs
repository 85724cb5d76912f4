//! Bodies that are made once and sent often, each with its compressed forms and its tag.
//! Bounded by bytes; nothing is kept longer than a minute, because notices begin and end.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use moka::sync::Cache;

use super::answer::{Kind, Sharing, Varies};
use super::encoding::{self, Coding};

/// The most memory for kept bodies, in bytes.
const BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How long a body is kept.
const KEPT_FOR: Duration = Duration::from_secs(60);
/// Smaller bodies are sent as they are: compressing them saves no packet.
const COMPRESS_BYTES_MIN: usize = 512;

/// A body with its compressed forms, which are made when they are first asked for.
#[derive(Clone)]
pub(crate) struct Body(Arc<Forms>);

struct Forms {
    identity: Box<[u8]>,
    gzip: OnceLock<Box<[u8]>>,
    brotli: OnceLock<Box<[u8]>>,
    tag: OnceLock<String>,
    weak: Option<String>,
}

impl Body {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self::of(bytes, None)
    }

    /// One with a weak tag: for bodies that tell the same a little differently each time.
    pub(crate) fn weak(bytes: Vec<u8>, tag: String) -> Self {
        Self::of(bytes, Some(tag))
    }

    fn of(bytes: Vec<u8>, weak: Option<String>) -> Self {
        let (gzip, brotli, tag) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self(Arc::new(Forms { identity: bytes.into(), gzip, brotli, tag, weak }))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.identity.is_empty()
    }

    pub(crate) fn is_worth_compressing(&self) -> bool {
        self.0.identity.len() >= COMPRESS_BYTES_MIN
    }

    /// The body in this coding, which is made now if nobody has asked for it before.
    pub(crate) fn encoded(self, coding: Coding) -> Encoded {
        let encoded = Encoded { body: self, coding };
        encoded.as_ref();
        encoded
    }

    /// The entity tag of this coding, with its quotation marks.
    pub(crate) fn tag(&self, coding: Coding) -> String {
        let suffix = coding.suffix();
        match &self.0.weak {
            Some(tag) => ["W/\"", tag, suffix, "\""].concat(),
            None => {
                let tag = self.0.tag.get_or_init(|| encoding::tag(&self.0.identity));
                ["\"", tag, suffix, "\""].concat()
            }
        }
    }
}

/// A body in one coding. It holds on to all of them, so that sending counts one owner only.
pub(crate) struct Encoded {
    body: Body,
    coding: Coding,
}

impl AsRef<[u8]> for Encoded {
    fn as_ref(&self) -> &[u8] {
        let forms = &self.body.0;
        let made = || encoding::encode(&forms.identity, self.coding).into();
        match self.coding {
            Coding::Identity => &forms.identity,
            Coding::Gzip => forms.gzip.get_or_init(made),
            Coding::Brotli => forms.brotli.get_or_init(made),
        }
    }
}

/// A kept body with what its answer needs.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) kind: Kind,
    pub(crate) body: Body,
    pub(crate) media: &'static str,
    pub(crate) sharing: Sharing,
    pub(crate) varies: Varies,
}

/// The kept bodies, by the decoded path that leads to them. Each is kept with the number of its
/// edition, so that an old page never stands in for a new one.
pub(crate) struct Store {
    kept: Cache<Arc<str>, (u64, Kept)>,
}

impl Default for Store {
    fn default() -> Self {
        let weigh = |path: &Arc<str>, (_, kept): &(u64, Kept)| {
            // The compressed forms together are smaller than the plain one.
            u32::try_from(path.len() + kept.body.0.identity.len() * 2 + 256).unwrap_or(u32::MAX)
        };
        let kept =
            Cache::builder().max_capacity(BYTES_MAX).weigher(weigh).time_to_live(KEPT_FOR).build();
        Self { kept }
    }
}

impl Store {
    /// The kept body of this edition.
    pub(crate) fn get(&self, edition: u64, path: &str) -> Option<Kept> {
        self.kept.get(path).filter(|(of, _)| *of == edition).map(|(_, kept)| kept)
    }

    /// Keeps a body of this edition.
    pub(crate) fn keep(&self, edition: u64, path: &str, kept: &Kept) {
        self.kept.insert(Arc::from(path), (edition, kept.clone()));
    }
}
