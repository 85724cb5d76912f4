//! Starts and stops Rocket.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::sync::Arc;

use rocket::config::{Ident, LogLevel, Shutdown};
use rocket::fairing::AdHoc;
use rocket::shield::Shield;
use rocket::{Build, Config, Rocket};

use super::{App, Misses, handler};
use crate::live::Live;

/// How long open requests may go on after the signal to stop, in seconds.
const GRACE_S: u32 = 2;

/// Where to listen.
#[derive(Debug, Clone, Copy)]
pub struct Listen {
    /// The address of the interface.
    pub address: IpAddr,
    /// The port; 0 lets the system choose a free one.
    pub port: u16,
}

/// Why the server could not start or ended.
#[derive(Debug)]
pub enum ServeError {
    /// The address and port cannot be listened on.
    Bind(Listen, io::Error),
    /// Something else that Rocket tells.
    Other(String),
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bind(listen, error) => {
                let Listen { address, port } = listen;
                write!(formatter, "cannot listen on {address}, port {port}: {error}")
            }
            Self::Other(message) => write!(formatter, "the server stopped: {message}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// The portal as a Rocket instance that has not been launched: for `serve` and for tests.
/// Searches that find nothing are counted where there is something to count with.
#[must_use]
pub fn rocket(live: Arc<Live>, listen: Listen, misses: Option<Misses>) -> Rocket<Build> {
    let app = Arc::new(App::new(live, misses));
    let config = Config {
        address: listen.address,
        port: listen.port,
        workers: workers(),
        ident: Ident::none(),
        // Nothing asks for the visitor's address, so no header may pretend to know it.
        ip_header: None,
        log_level: LogLevel::Off,
        cli_colors: false,
        shutdown: Shutdown { grace: GRACE_S, mercy: 1, ..Shutdown::default() },
        ..Config::release_default()
    };
    // The portal sends its own security headers; Rocket's would come on top.
    rocket::custom(config)
        .attach(Shield::new())
        .mount("/", handler::routes(&app))
        .register("/", handler::catchers(&app))
}

/// Serves until SIGTERM or Ctrl-C. `ready` is told the real address once requests are taken.
///
/// # Errors
/// When the port is taken or may not be used, or when the server fails.
pub fn serve(
    live: Arc<Live>,
    listen: Listen,
    misses: Option<Misses>,
    ready: impl Fn(SocketAddr) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let runtime = rocket::tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers())
        .thread_name("rocket-worker")
        .enable_all()
        .build()
        .map_err(|error| ServeError::Other(error.to_string()))?;
    let announce = AdHoc::on_liftoff("ready", move |rocket| {
        ready(SocketAddr::new(rocket.config().address, rocket.config().port));
        Box::pin(async {})
    });
    let launched = runtime.block_on(rocket(live, listen, misses).attach(announce).launch());
    launched.map(drop).map_err(|error| match error.kind() {
        rocket::error::ErrorKind::Bind(cause) => {
            ServeError::Bind(listen, io::Error::new(cause.kind(), cause.to_string()))
        }
        other => ServeError::Other(other.to_string()),
    })
}

fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, NonZeroUsize::get)
}
