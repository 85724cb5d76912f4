//! The front door: takes connections, and bounds what each of them may cost. Rocket, behind it, has
//! no limit of time for those who send a byte a second or take in none of an answer (its issue
//! 1405), and no limit for their number.

mod dispatch;
mod places;

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;

pub(super) use dispatch::Dispatch;
use places::Places;

/// How long open requests may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(2);
/// How long nobody is let in after the system refused a connection, as it does when it has no
/// handle left.
const PAUSE: Duration = Duration::from_millis(100);
/// The most bytes of a request's head that are held. What the portal takes is less, and is told
/// with a page; this is for those who do not stop.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// Handles that are left for files when all places are taken.
const HANDLES_SPARE: u64 = 200;
/// As many handles as every system gives a program, where it does not tell.
const HANDLES_FEWEST: u64 = 1_024;

/// What visitors may take up.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most connections at once. The system may allow fewer.
    pub connections: u32,
    /// The most connections at once from one address, the loopback address excepted.
    pub per_address: u32,
    /// How long a visitor may take for the head of a request, for a form and until the next
    /// request, and how long none of an answer may be taken in.
    pub patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 10_000, per_address: 1_000, patience: Duration::from_secs(20) }
    }
}

/// Lets visitors in until `stop`, and then ends what is open within seconds.
pub(super) async fn open(
    listener: TcpListener,
    dispatch: Dispatch,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let dispatch = Arc::new(dispatch);
    let graceful = GracefulShutdown::new();
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(limits.patience)
        .max_buf_size(HEAD_BYTES_MAX);
    let metrics = dispatch.metrics();
    let places = Places::new(held(limits.connections), limits.per_address, &metrics.connections);
    let mut stop = pin!(stop);
    loop {
        let come = async {
            let room = places.room().await;
            (room, listener.accept().await)
        };
        let (room, accepted) = tokio::select! {
            come = come => come,
            () = &mut stop => break,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                rest(&error).await;
                continue;
            }
        };
        // Who has all the places of an address already is not answered: that would cost one more.
        let Some(place) = places.take(room, address.ip()) else {
            metrics.refuse();
            continue;
        };
        let dispatch = Arc::clone(&dispatch);
        let service = service_fn(move |request| Arc::clone(&dispatch).respond(request));
        let connection = server.serve_connection(guarded(stream, limits.patience), service);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            // A visitor who left or was too slow is no failure of ours.
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    // Who has not finished by then is cut off with the runtime.
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

/// A connection that fails when none of an answer was taken in for this long.
fn guarded(stream: TcpStream, patience: Duration) -> TokioIo<Pin<Box<TimeoutStream<TcpStream>>>> {
    // Without it the last piece of an answer can wait for the visitor's word on the one before. A
    // connection that is gone already says so when it is written to.
    let _ = stream.set_nodelay(true);
    let mut guarded = TimeoutStream::new(stream);
    guarded.set_write_timeout(Some(patience));
    TokioIo::new(Box::pin(guarded))
}

/// As many connections as the system lets us hold, up to the limit.
fn held(connections: u32) -> u32 {
    // Most systems give a program few handles unless it asks for those it may have.
    let handles = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(HANDLES_FEWEST);
    let most = u32::try_from(handles.saturating_sub(HANDLES_SPARE)).unwrap_or(u32::MAX);
    if most < connections {
        tracing::warn!(wanted = connections, held = most, "the system allows fewer connections");
    }
    connections.min(most).max(1)
}

/// Waits before the next connection where the system has no room for one. A visitor who left while
/// waiting costs no rest.
async fn rest(error: &io::Error) {
    let gone = [
        io::ErrorKind::ConnectionAborted,
        io::ErrorKind::ConnectionReset,
        io::ErrorKind::ConnectionRefused,
    ];
    if !gone.contains(&error.kind()) {
        tracing::warn!(%error, "a connection cannot be taken");
        tokio::time::sleep(PAUSE).await;
    }
}
