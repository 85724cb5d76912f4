//! How many may be in at once: in all, and from one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The part of an IPv6 address that stands for one visitor: whoever has one address has all of the
/// /64 it lies in.
const NETWORK_MASK: u128 = !0 << 64;

/// How many connections each address has.
type Taken = Mutex<HashMap<IpAddr, u32>>;

/// The places for connections. An address is known only while it has a connection, and is never
/// written down.
pub(super) struct Places {
    all: Arc<Semaphore>,
    per_address: u32,
    taken: Arc<Taken>,
    open: Arc<AtomicU64>,
}

/// The place of a connection, which is free again when this is dropped.
pub(super) struct Place {
    _room: OwnedSemaphorePermit,
    open: Arc<AtomicU64>,
    /// Whose place it is, where that is counted.
    counted: Option<(IpAddr, Arc<Taken>)>,
}

impl Places {
    /// So many places, of which those taken are counted in `open`.
    pub(super) fn new(all: u32, per_address: u32, open: &Arc<AtomicU64>) -> Self {
        let all = usize::try_from(all).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        let all = Arc::new(Semaphore::new(all));
        Self { all, per_address, taken: Arc::default(), open: Arc::clone(open) }
    }

    /// Waits until there is room for one more. Who comes meanwhile stands in the system's queue.
    pub(super) async fn room(&self) -> OwnedSemaphorePermit {
        let room = Arc::clone(&self.all).acquire_owned().await;
        room.expect("the places are never closed")
    }

    /// The place of somebody at this address; `None` when the address has all it may have.
    pub(super) fn take(&self, room: OwnedSemaphorePermit, address: IpAddr) -> Option<Place> {
        let address = visitor(address);
        // From there comes the server in front, which speaks for everybody.
        let counted = !address.is_loopback();
        if counted && !self.count(address) {
            return None;
        }
        self.open.fetch_add(1, Ordering::Relaxed);
        let counted = counted.then(|| (address, Arc::clone(&self.taken)));
        Some(Place { _room: room, open: Arc::clone(&self.open), counted })
    }

    /// Counts one more for an address, where it may have one more.
    fn count(&self, address: IpAddr) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(address).or_default();
        let may = *count < self.per_address;
        *count += u32::from(may);
        may
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
        let Some((address, taken)) = self.counted.take() else { return };
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&address) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&address);
            }
        }
    }
}

/// The address that counts as one visitor.
fn visitor(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            Ipv6Addr::from_bits(address.to_bits() & NETWORK_MASK).into()
        }
        address => address,
    }
}
