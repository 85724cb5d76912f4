//! Starts and stops the server.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::sync::Arc;

use rocket::config::{Ident, LogLevel};
use rocket::local::asynchronous::Client;
use rocket::shield::Shield;
use rocket::{Build, Config, Rocket};
use tokio::net::TcpListener;

use super::door::{self, Dispatch, Limits};
use super::{App, Misses, handler};
use crate::live::Live;

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
    /// Something else of the system or of Rocket.
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

impl ServeError {
    fn other(error: impl fmt::Display) -> Self {
        Self::Other(error.to_string())
    }
}

/// The portal as a Rocket instance without the door before it: for tests. Searches that find
/// nothing are counted where there is something to count with.
#[must_use]
pub fn rocket(live: Arc<Live>, misses: Option<Misses>) -> Rocket<Build> {
    rocket_of(&Arc::new(App::new(live, misses)))
}

fn rocket_of(app: &Arc<App>) -> Rocket<Build> {
    let config = Config {
        ident: Ident::none(),
        // Nothing asks for the visitor's address, so no header may pretend to know it.
        ip_header: None,
        log_level: LogLevel::Off,
        cli_colors: false,
        ..Config::release_default()
    };
    // The portal sends its own security headers; Rocket's would come on top.
    rocket::custom(config)
        .attach(Shield::new())
        .mount("/", handler::routes(app))
        .register("/", handler::catchers(app))
}

/// Serves until SIGTERM or Ctrl-C. `ready` is told the real address once requests are taken.
///
/// # Errors
/// When the port is taken or may not be used, or when the server cannot be started.
pub fn serve(
    live: Arc<Live>,
    listen: Listen,
    limits: Limits,
    misses: Option<Misses>,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let workers = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build()
        .map_err(ServeError::other)?;
    runtime.block_on(async {
        let app = Arc::new(App::new(live, misses));
        let rocket = Client::untracked(rocket_of(&app)).await.map_err(ServeError::other)?;
        let bound = TcpListener::bind((listen.address, listen.port)).await;
        let listener = bound.map_err(|error| ServeError::Bind(listen, error))?;
        let stop = stop().map_err(ServeError::other)?;
        ready(listener.local_addr().map_err(ServeError::other)?);
        let dispatch = Dispatch::new(app, rocket, limits.patience);
        door::open(listener, dispatch, limits, stop).await;
        Ok(())
    })
}

/// Ends when the system or somebody at the keyboard asks the program to stop.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut system, mut keyboard) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = system.recv() => {}
            _ = keyboard.recv() => {}
        }
    })
}

/// Ends when somebody at the keyboard asks the program to stop.
#[cfg(windows)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    let mut keyboard = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        keyboard.recv().await;
    })
}
