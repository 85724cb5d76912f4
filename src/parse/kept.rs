//! What was read before and need not be read again: after a change of one file of thirty thousand,
//! the other files are the same bytes in the same place.
//!
//! A thing is taken over only when the very allocations of all its files are the same, which the
//! tree that is kept along makes sure of: nothing is guessed from names or times.

use std::collections::HashMap;
use std::sync::Arc;

use super::layout::{Folder, LayerFiles};
use super::reader::{Read, Source};
use crate::model::{Guide, Layer, LayerId, Locale, Municipality, Provision, Service};
use crate::tree::SourceTree;

/// Everything that was read from a tree, with the tree itself.
#[derive(Default)]
pub struct Kept {
    /// Keeps the allocations alive that the stamps point at.
    tree: SourceTree,
    /// What the reading of a thing depends on besides its files.
    setting: Setting,
    pub(super) services: Things<Service>,
    pub(super) guides: Things<Guide>,
    pub(super) municipalities: Things<Municipality>,
    pub(super) provisions: Things<Arc<Provision>>,
    pub(super) layers: Things<Layer>,
}

/// The settings of the portal that decide how its things are read.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) locales: Vec<Locale>,
    pub(super) base: Option<LayerId>,
}

/// What was read of the things of one kind, by the path of the first of a thing's files.
pub(super) type Things<T> = HashMap<Box<str>, Known<T>>;

/// What was read of a thing.
pub(super) struct Known<T> {
    /// Where the bytes of its files lie in memory.
    stamp: Box<[Place]>,
    pub(super) read: Arc<Read<T>>,
}

/// Where the bytes of a file lie in memory, and how many they are.
type Place = (usize, usize);

impl Kept {
    /// The tree that was read.
    #[must_use]
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }

    /// Takes over what was kept of an earlier tree, if it was read under the same settings.
    pub(super) fn begin(setting: Setting, before: Option<Self>) -> Self {
        let before = before.filter(|before| before.setting == setting);
        before.unwrap_or_else(|| Self { setting, ..Self::default() })
    }

    /// What is kept was read from this tree, or from the same bytes in an earlier one.
    pub(super) fn is_of(&mut self, tree: &SourceTree) {
        self.tree = tree.clone();
    }
}

impl<T> Known<T> {
    pub(super) fn new(files: &impl Files, mut read: Read<T>) -> Self {
        read.report.share();
        Self { stamp: files.sources().map(place).collect(), read: Arc::new(read) }
    }

    /// Whether the files are still the very same bytes.
    pub(super) fn is_of(&self, files: &impl Files) -> bool {
        files.sources().map(place).eq(self.stamp.iter().copied())
    }
}

/// The files of a thing.
pub(super) trait Files {
    /// The paths and the bytes.
    fn sources(&self) -> impl Iterator<Item = Source<'_>>;
}

impl Files for Folder<'_> {
    fn sources(&self) -> impl Iterator<Item = Source<'_>> {
        self.facts.into_iter().chain(self.texts.iter().map(|(_, source)| *source))
    }
}

impl Files for LayerFiles<'_> {
    fn sources(&self) -> impl Iterator<Item = Source<'_>> {
        self.facts.into_iter().chain(self.shapes)
    }
}

fn place((_, bytes): Source<'_>) -> Place {
    (bytes.as_ptr().addr(), bytes.len())
}
