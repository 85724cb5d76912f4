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
    pub(super) provisions: Things<Provision>,
    pub(super) layers: Things<Layer>,
}

/// The settings of the portal that decide how its things are read.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) locales: Vec<Locale>,
    pub(super) base: Option<LayerId>,
}

/// What was read of the things of one kind, by key.
pub(super) type Things<T> = HashMap<String, (Stamp, Arc<Read<T>>)>;

/// Where the bytes of a thing's files lie in memory.
pub(super) type Stamp = Vec<(usize, usize)>;

impl Kept {
    /// The tree that was read.
    #[must_use]
    pub fn tree(&self) -> &SourceTree {
        &self.tree
    }
}

/// What is taken over while a tree is read, and what is kept for the next one.
pub(super) struct Keeping {
    before: Kept,
    pub(super) after: Option<Kept>,
}

/// The same for the things of one kind.
pub(super) struct Keep<'k, T> {
    pub(super) before: &'k Things<T>,
    pub(super) after: Option<&'k mut Things<T>>,
}

impl Keeping {
    /// For a tree that is read once.
    pub(super) fn nothing() -> Self {
        Self { before: Kept::default(), after: None }
    }

    /// For a tree that follows another; what was kept of that one counts only under the same settings.
    pub(super) fn begin(tree: &SourceTree, setting: Setting, before: Option<Kept>) -> Self {
        let before = before.filter(|before| before.setting == setting).unwrap_or_default();
        let after = Kept { tree: tree.clone(), setting, ..Kept::default() };
        Self { before, after: Some(after) }
    }

    pub(super) fn of<T>(
        &mut self,
        before: impl FnOnce(&Kept) -> &Things<T>,
        after: impl FnOnce(&mut Kept) -> &mut Things<T>,
    ) -> Keep<'_, T> {
        Keep { before: before(&self.before), after: self.after.as_mut().map(after) }
    }
}

/// The files of a thing.
pub(super) trait Files {
    /// Where their bytes lie.
    fn stamp(&self) -> Stamp;
}

impl Files for Folder<'_> {
    fn stamp(&self) -> Stamp {
        let texts = self.texts.iter().map(|(_, source)| *source);
        self.facts.into_iter().chain(texts).map(place).collect()
    }
}

impl Files for LayerFiles<'_> {
    fn stamp(&self) -> Stamp {
        self.facts.into_iter().chain(self.shapes).map(place).collect()
    }
}

fn place((_, bytes): Source<'_>) -> (usize, usize) {
    (bytes.as_ptr().addr(), bytes.len())
}
