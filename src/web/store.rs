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
    identity: Arc<[u8]>,
    gzip: OnceLock<Arc<[u8]>>,
    brotli: OnceLock<Arc<[u8]>>,
    tag: OnceLock<String>,
    weak: Option<String>,
}

impl Body {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Forms {
            identity: Arc::from(bytes),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            tag: OnceLock::new(),
            weak: None,
        }))
    }

    /// The same with a given weak tag: for bodies that tell the same a little differently each time.
    pub(crate) fn with_weak_tag(self, tag: String) -> Self {
        Self(Arc::new(Forms {
            identity: Arc::clone(&self.0.identity),
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            tag: OnceLock::new(),
            weak: Some(tag),
        }))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.identity.is_empty()
    }

    pub(crate) fn is_worth_compressing(&self) -> bool {
        self.0.identity.len() >= COMPRESS_BYTES_MIN
    }

    /// The body in this coding.
    pub(crate) fn encoded(&self, coding: Coding) -> Arc<[u8]> {
        let made = || Arc::from(encoding::encode(&self.0.identity, coding));
        let bytes = match coding {
            Coding::Identity => &self.0.identity,
            Coding::Gzip => self.0.gzip.get_or_init(made),
            Coding::Brotli => self.0.brotli.get_or_init(made),
        };
        Arc::clone(bytes)
    }

    /// The entity tag of this coding, with its quotation marks.
    pub(crate) fn tag(&self, coding: Coding) -> String {
        let suffix = coding.suffix();
        match &self.0.weak {
            Some(tag) => format!("W/\"{tag}{suffix}\""),
            None => {
                let tag = self.0.tag.get_or_init(|| encoding::tag(&self.0.identity));
                format!("\"{tag}{suffix}\"")
            }
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
