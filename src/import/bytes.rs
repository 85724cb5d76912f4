//! Reading binary files without trusting a length they state.

use super::drawn::Refusal;

/// The bytes that are still to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    /// The next so many bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'b [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(ends_early)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(ends_early)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Refusal> {
        self.array().map(|[byte]| byte)
    }

    pub(super) fn u16_le(&mut self) -> Result<u16, Refusal> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32_le(&mut self) -> Result<u32, Refusal> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u32_be(&mut self) -> Result<u32, Refusal> {
        self.array().map(u32::from_be_bytes)
    }

    pub(super) fn f64_le(&mut self) -> Result<f64, Refusal> {
        self.array().map(f64::from_le_bytes)
    }

    pub(super) fn f64_be(&mut self) -> Result<f64, Refusal> {
        self.array().map(f64::from_be_bytes)
    }

    /// A stated number of things of at least so many bytes each, which must fit into what is left.
    pub(super) fn count(&self, stated: u32, bytes_each: usize) -> Result<usize, Refusal> {
        let count = usize::try_from(stated).unwrap_or(usize::MAX);
        let needed = count.checked_mul(bytes_each).ok_or_else(ends_early)?;
        if needed > self.0.len() { Err(ends_early()) } else { Ok(count) }
    }
}

fn ends_early() -> Refusal {
    Refusal::new("the file ends before what it announces")
        .hint("it may be cut off: export it again")
}
