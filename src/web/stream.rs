//! A body that is made while it is sent: of a large layer nothing is held but the piece on its way.
//!
//! Layers could also be compressed once for a site and kept. That would take tens of megabytes for
//! what few ask for, and the pages of everybody else would give way to it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, ReadBuf};

use super::encoding::{self, Coding, Encoder};
use crate::api::LayerPieces;
use crate::live::Edition;

/// A layer of one edition, which is held until the last piece is sent.
pub(crate) struct Pieces {
    edition: Arc<Edition>,
    layer: LayerPieces,
}

impl Pieces {
    pub(crate) fn new(edition: &Arc<Edition>, layer: LayerPieces) -> Self {
        Self { edition: Arc::clone(edition), layer }
    }

    /// The entity tag of this coding, with its quotation marks; `None` where the text can change
    /// by itself.
    pub(crate) fn tag(&self, coding: Coding) -> Option<String> {
        let text = self.layer.tag(&self.edition.site)?;
        Some(format!("\"{}{}\"", encoding::tag(text.as_bytes()), coding.suffix()))
    }

    /// The body in this coding.
    pub(crate) fn encoded(self, coding: Coding) -> Stream {
        let encoder = Some(Encoder::new(coding, 0));
        Stream { pieces: self, next: 0, encoder, ready: Vec::new(), sent: 0, is_rested: false }
    }
}

/// The body while it is sent.
pub(crate) struct Stream {
    pieces: Pieces,
    /// The number of the next piece.
    next: usize,
    /// Until the last piece is in it.
    encoder: Option<Encoder>,
    /// Bytes that are ready, and how many of them are sent.
    ready: Vec<u8>,
    sent: usize,
    /// Whether others had their turn since the last piece.
    is_rested: bool,
}

impl Stream {
    /// Makes the next piece, or ends when there is none.
    fn make(&mut self) {
        self.sent = 0;
        self.ready.clear();
        let Some(mut encoder) = self.encoder.take() else { return };
        let Pieces { edition, layer } = &self.pieces;
        match layer.piece(&edition.site, self.next) {
            Some(piece) => {
                encoder.add(piece.as_bytes());
                self.ready = encoder.ready();
                self.encoder = Some(encoder);
                self.next += 1;
            }
            None => self.ready = encoder.end(),
        }
    }

    /// Whether there is nothing to send yet, but will be.
    fn is_lacking(&self) -> bool {
        self.sent == self.ready.len() && self.encoder.is_some()
    }
}

impl AsyncRead for Stream {
    /// A piece takes a few milliseconds at most, less than handing it to another thread is worth.
    /// Between two of them others have their turn.
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.is_lacking() {
            if !self.is_rested {
                self.is_rested = true;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            self.is_rested = false;
            self.make();
        }
        let rest = &self.ready[self.sent..];
        let count = rest.len().min(buffer.remaining());
        buffer.put_slice(&rest[..count]);
        self.sent += count;
        Poll::Ready(Ok(()))
    }
}
