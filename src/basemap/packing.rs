//! How the parts of an archive are packed, and unpacking them within a limit.

use std::io::Read;

use super::error::ArchiveError;

/// The bytes between a piece and Brotli.
const BROTLI_BUFFER: usize = 4096;

/// How something is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// As gzip (RFC 1952).
    Gzip,
    /// As Brotli (RFC 7932).
    Brotli,
}

impl Packing {
    /// By its number in a header (specification, 3.3); an error names what is packed.
    pub(super) fn parse(number: u8, what: &'static str) -> Result<Self, ArchiveError> {
        match number {
            1 => Ok(Self::Plain),
            2 => Ok(Self::Gzip),
            3 => Ok(Self::Brotli),
            4 => Err(ArchiveError::Packing { what, name: "zstd" }),
            _ => Err(ArchiveError::Packing { what, name: "something unknown" }),
        }
    }

    /// The bytes as they were before they were packed. A few bytes can unpack to many gigabytes,
    /// so no more than the limit is ever made.
    pub(super) fn unpack(
        self,
        packed: &[u8],
        bytes_max: usize,
        what: &'static str,
    ) -> Result<Vec<u8>, ArchiveError> {
        let mut reader: Box<dyn Read + '_> = match self {
            Self::Plain => Box::new(packed),
            Self::Gzip => Box::new(flate2::read::GzDecoder::new(packed)),
            Self::Brotli => Box::new(brotli::Decompressor::new(packed, BROTLI_BUFFER)),
        };
        let bytes_max = bytes_max as u64;
        let mut plain = Vec::new();
        let unpacked = reader.by_ref().take(bytes_max + 1).read_to_end(&mut plain);
        if unpacked.is_err() {
            return Err(ArchiveError::Damaged("a part of it cannot be unpacked"));
        }
        if plain.len() as u64 > bytes_max {
            return Err(ArchiveError::TooLarge { what, bytes_max });
        }
        Ok(plain)
    }
}
