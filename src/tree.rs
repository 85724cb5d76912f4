//! The files of a portal as a value: path to bytes. Reading them is the edge's work.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use bytes::Bytes;

/// The path of a file and its bytes.
type File = (Arc<str>, Bytes);

/// All files of a portal, by their path relative to its folder, with `/` between the parts.
/// Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct SourceTree {
    files: Arc<BTreeMap<Arc<str>, Bytes>>,
}

impl SourceTree {
    fn of(files: Vec<File>) -> Self {
        Self { files: Arc::new(files.into_iter().collect()) }
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Bytes>) {
        Arc::make_mut(&mut self.files).insert(Arc::from(path), bytes.into());
    }

    /// Adds or replaces many files: together they cost less than one by one.
    pub fn append(&mut self, files: impl IntoIterator<Item = (String, Bytes)>) {
        let files = files.into_iter().map(|(path, bytes)| (Arc::from(path), bytes));
        Arc::make_mut(&mut self.files).append(&mut files.collect());
    }

    /// The files whose paths are wanted.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let files = self.files.iter().filter(|(path, _)| wanted(path));
        let files = files.map(|(path, bytes)| (Arc::clone(path), bytes.clone()));
        Self { files: Arc::new(files.collect()) }
    }

    /// Takes out the files whose paths are wanted, in parts of about so many files. Files in one
    /// folder stay together.
    #[must_use]
    pub fn take_parts(&mut self, wanted: impl Fn(&str) -> bool, files: usize) -> Vec<Self> {
        let folder = |path: &str| path.rfind('/').map_or(0, |slash| slash + 1);
        let all = std::mem::take(Arc::make_mut(&mut self.files));
        // The paths come in order, and a tree is built of a list in order without looking for places.
        let (wanted, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|(path, _)| wanted(path));
        let mut parts: Vec<Vec<File>> = Vec::new();
        for file in wanted {
            let (path, _) = &file;
            let is_beside = |(last, _): &File| last.get(..folder(last)) == path.get(..folder(path));
            let has_room = |part: &[_]| part.len() < files || part.last().is_some_and(is_beside);
            match parts.last_mut().filter(|part| has_room(part)) {
                Some(part) => part.push(file),
                None => parts.push(vec![file]),
            }
        }
        *self = Self::of(rest);
        parts.into_iter().map(Self::of).collect()
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// The bytes of a file, to be held on to without a copy.
    #[must_use]
    pub fn share_of(&self, path: &str) -> Option<Bytes> {
        self.files.get(path).cloned()
    }

    /// Every file below a folder (`"content/services/"`), in the order of the paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> + 'a {
        self.files
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, bytes)| (path.as_ref(), bytes.as_ref()))
    }

    /// Every file, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_ref(), bytes.as_ref()))
    }

    /// Puts the allocations of an older tree in place of equal bytes, so that what did not change
    /// is the same in memory too.
    pub fn share(&mut self, older: &Self) {
        for (path, bytes) in Arc::make_mut(&mut self.files) {
            if let Some(same) = older.files.get(path).filter(|same| *same == bytes) {
                *bytes = same.clone();
            }
        }
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
