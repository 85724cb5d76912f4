//! Directories: which tile lies where (specification, 4). They come from a file that nobody has
//! vouched for, so a number of entries is believed only as far as there are bytes for them.

use super::error::ArchiveError;

/// The fewest bytes that an entry takes: one for each of its four numbers.
const ENTRY_BYTES_MIN: usize = 4;

/// A place: from a beginning, so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) offset: u64,
    pub(super) length: u64,
}

impl Span {
    /// A place that is told from the beginning of this one, as a place of the whole; `None` when it
    /// does not lie within.
    pub(super) fn inner(self, part: Self) -> Option<Self> {
        let end = part.offset.checked_add(part.length)?;
        let offset = self.offset.checked_add(part.offset)?;
        (end <= self.length).then_some(Self { offset, length: part.length })
    }
}

/// What a directory says of a tile.
pub(super) enum Found {
    /// Where it lies in the section of tiles.
    Tile(Span),
    /// In which directory, of the section of directories, it is told.
    Leaf(Span),
}

/// A directory, its entries in the order of their tiles.
#[derive(Clone)]
pub(super) struct Directory {
    entries: Vec<Entry>,
}

#[derive(Clone)]
struct Entry {
    /// The tile, or the first of several.
    id: u64,
    /// How many tiles, one after the other, have this content; 0 for a directory.
    run: u64,
    place: Span,
}

impl Directory {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ArchiveError> {
        let mut numbers = Numbers(bytes);
        let count = usize::try_from(numbers.next()?).unwrap_or(usize::MAX);
        if count == 0 || count > numbers.0.len() / ENTRY_BYTES_MIN {
            return Err(ArchiveError::Damaged("a directory has not as many entries as it says"));
        }
        let ids = ids(&mut numbers, count)?;
        let runs = numbers.take(count)?;
        let lengths = numbers.take(count)?;
        let mut entries: Vec<Entry> = Vec::with_capacity(count);
        for ((id, run), length) in ids.into_iter().zip(runs).zip(lengths) {
            let before = entries.last().map(|entry| entry.place);
            let offset = offset(numbers.next()?, before)?;
            if length == 0 {
                return Err(ArchiveError::Damaged("an entry of a directory has no bytes"));
            }
            entries.push(Entry { id, run, place: Span { offset, length } });
        }
        Ok(Self { entries })
    }

    /// What is said of a tile; `None` when nothing is.
    pub(super) fn find(&self, id: u64) -> Option<Found> {
        let after = self.entries.partition_point(|entry| entry.id <= id);
        let entry = self.entries.get(after.checked_sub(1)?)?;
        if entry.run == 0 {
            return Some(Found::Leaf(entry.place));
        }
        (id - entry.id < entry.run).then_some(Found::Tile(entry.place))
    }
}

/// The tiles of the entries: each is told by its distance from the one before.
fn ids(numbers: &mut Numbers<'_>, count: usize) -> Result<Vec<u64>, ArchiveError> {
    let mut ids = Vec::with_capacity(count);
    let mut last: Option<u64> = None;
    for _ in 0..count {
        let step = numbers.next()?;
        let id = last.unwrap_or(0).checked_add(step).filter(|_| last.is_none() || step > 0);
        let id = id.ok_or(ArchiveError::Damaged("the tiles of a directory are not in order"))?;
        ids.push(id);
        last = Some(id);
    }
    Ok(ids)
}

/// Where an entry lies: 0 is where the one before ends, any other number is one more than the place.
fn offset(number: u64, before: Option<Span>) -> Result<u64, ArchiveError> {
    let offset = match (number.checked_sub(1), before) {
        (Some(offset), _) => Some(offset),
        (None, Some(before)) => before.offset.checked_add(before.length),
        (None, None) => None,
    };
    offset.ok_or(ArchiveError::Damaged("an entry of a directory lies nowhere"))
}

/// Numbers of seven bits a byte, the lowest first.
struct Numbers<'b>(&'b [u8]);

impl Numbers<'_> {
    fn next(&mut self) -> Result<u64, ArchiveError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) =
                self.0.split_first().ok_or(ArchiveError::Damaged("a directory is cut off"))?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            // Of the tenth byte there is room for one bit.
            if bits << shift >> shift != bits {
                break;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(ArchiveError::Damaged("a number in a directory is too large"))
    }

    fn take(&mut self, count: usize) -> Result<Vec<u64>, ArchiveError> {
        let mut numbers = Vec::with_capacity(count);
        for _ in 0..count {
            numbers.push(self.next()?);
        }
        Ok(numbers)
    }
}
