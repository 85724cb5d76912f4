//! Writes small PMTiles archives (version 3), and broken ones.

use std::collections::BTreeMap;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use samvis::basemap::{Archive, ArchiveError, BaseMap, tile_number};

/// An archive in memory.
pub struct Memory(pub Vec<u8>);

impl Archive for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let part = usize::try_from(offset).ok().and_then(|at| self.0.get(at..)?.get(..length));
        part.map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Opens the bytes of an archive.
pub fn open(bytes: Vec<u8>) -> Result<BaseMap, ArchiveError> {
    BaseMap::open(Box::new(Memory(bytes)), "")
}

/// How something is packed, by its number in a header.
#[derive(Clone, Copy)]
pub enum Packed {
    Plain = 1,
    Gzip = 2,
    Brotli = 3,
}

/// What an archive is to be.
pub struct Plan {
    pub inner: Packed,
    pub packing: Packed,
    /// The number of the kind of tiles.
    pub kind: u8,
    pub zooms: (u8, u8),
    pub metadata: String,
    /// The most entries of a directory.
    pub entries_max: usize,
    pub tiles: BTreeMap<(u8, u32, u32), Vec<u8>>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            inner: Packed::Gzip,
            packing: Packed::Gzip,
            kind: 1,
            zooms: (0, 6),
            metadata:
                r#"{"name":"Prov","vector_layers":[{"id":"water","fields":{"kind":"String"}}]}"#
                    .to_owned(),
            entries_max: usize::MAX,
            tiles: BTreeMap::new(),
        }
    }
}

/// One entry: tile, length of run, place, bytes.
pub type Entry = (u64, u64, u64, u64);

impl Plan {
    /// The same with a tile.
    pub fn tile(mut self, at: (u8, u32, u32), bytes: &[u8]) -> Self {
        self.tiles.insert(at, bytes.to_vec());
        self
    }

    /// The archive.
    pub fn written(&self) -> Vec<u8> {
        let mut tiles: Vec<_> =
            self.tiles.iter().map(|(&(z, x, y), it)| (tile_number(z, x, y), it)).collect();
        tiles.sort();
        let (mut data, mut entries) = (Vec::new(), Vec::<Entry>::new());
        let mut last: Option<&Vec<u8>> = None;
        for (id, bytes) in tiles {
            match entries.last_mut() {
                // As the specification wants it, equal tiles beside each other are told once.
                Some(entry) if last == Some(bytes) && entry.0 + entry.1 == id => entry.1 += 1,
                _ => {
                    let packed = pack(self.packing, bytes);
                    entries.push((id, 1, data.len() as u64, packed.len() as u64));
                    data.extend(packed);
                }
            }
            last = Some(bytes);
        }
        let mut leaves = Vec::new();
        if entries.len() > self.entries_max {
            let leaf = |part: &[Entry]| {
                let packed = pack(self.inner, &directory(part));
                let entry = (part[0].0, 0, leaves.len() as u64, packed.len() as u64);
                leaves.extend(packed);
                entry
            };
            entries = entries.chunks(self.entries_max).map(leaf).collect();
        }
        self.of_parts(&directory(&entries), &leaves, &data)
    }

    /// An archive of a first directory (not yet packed), other directories and tiles.
    pub fn of_parts(&self, root: &[u8], leaves: &[u8], data: &[u8]) -> Vec<u8> {
        let root = pack(self.inner, root);
        let metadata = pack(self.inner, self.metadata.as_bytes());
        let mut archive = b"PMTiles\x03".to_vec();
        let mut at = 127;
        for part in [&root, &metadata, leaves, data] {
            archive.extend(u64::to_le_bytes(at));
            archive.extend((part.len() as u64).to_le_bytes());
            at += part.len() as u64;
        }
        archive.extend([0; 24]);
        let (first, last) = self.zooms;
        archive.extend([1, self.inner as u8, self.packing as u8, self.kind, first, last]);
        for degrees in [15.0, 60.0, 25.0, 69.0_f64] {
            archive.extend(((degrees * 10_000_000.0) as i32).to_le_bytes());
        }
        archive.extend([0; 9]);
        assert_eq!(archive.len(), 127);
        for part in [&root, &metadata, leaves, data] {
            archive.extend(part);
        }
        archive
    }
}

/// A directory as it is before it is packed.
pub fn directory(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    number(&mut bytes, entries.len() as u64);
    let mut before = 0;
    for (id, ..) in entries {
        number(&mut bytes, id - before);
        before = *id;
    }
    entries.iter().for_each(|(_, run, ..)| number(&mut bytes, *run));
    entries.iter().for_each(|(.., length)| number(&mut bytes, *length));
    let mut end = None;
    for (_, _, offset, length) in entries {
        let follows = end == Some(*offset);
        number(&mut bytes, if follows { 0 } else { offset + 1 });
        end = Some(offset.wrapping_add(*length));
    }
    bytes
}

/// A number of seven bits a byte.
pub fn number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

pub fn pack(packed: Packed, bytes: &[u8]) -> Vec<u8> {
    match packed {
        Packed::Plain => bytes.to_vec(),
        Packed::Gzip => {
            let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
            writer.write_all(bytes).unwrap();
            writer.finish().unwrap()
        }
        Packed::Brotli => {
            let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 2, 22);
            writer.write_all(bytes).unwrap();
            writer.into_inner()
        }
    }
}
