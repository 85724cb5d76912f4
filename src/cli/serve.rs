//! `samvis serve`.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use annotate_snippets::Renderer;
use anyhow::Context;
use clap::Args;
use tracing_subscriber::EnvFilter;

use super::output::Output;
use super::{Setting, Verdict, load, misses_file, or_way_on, report};
use crate::live::{self, Change, Following, Live};
use crate::problem::{Problem, Severity};
use crate::tree::SourceTree;
use crate::web::{self, Limits, Listen, Misses, ServeError};

/// The most problems that are printed at the start and after a change.
const PRINTED_MAX: usize = 20;

/// The arguments of `serve`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  samvis serve                              http://127.0.0.1:8000, for this machine only
  samvis serve --watch --open               for writing: shows every saved file at once
  samvis serve --address 0.0.0.0 --port 80  for everybody; put a web server in front of it

The log goes to stderr; SAMVIS_LOG=warn leaves out the line of each request.")]
pub(super) struct Arguments {
    /// The address to listen on; 0.0.0.0 or :: for every interface.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// The most connections at once.
    #[arg(long, value_name = "N", default_value_t = Limits::default().connections,
        value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// The most connections at once from one address; the loopback address, where a web server in
    /// front of it may be, has no such limit.
    #[arg(long, value_name = "N", default_value_t = Limits::default().per_address,
        value_parser = clap::value_parser!(u32).range(1..))]
    per_address: u32,
    /// How many seconds a visitor may take to send a request, or take in nothing of an answer.
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().patience.as_secs(),
        value_parser = clap::value_parser!(u64).range(1..=3600))]
    patience: u64,
    /// Open the portal in the browser.
    #[arg(long)]
    open: bool,
    /// Show changed files at once.
    #[arg(long)]
    watch: bool,
    /// Where searches that found nothing are counted; the user's state folder when not given.
    #[arg(long, value_name = "FILE")]
    stats: Option<PathBuf>,
    /// Count nothing.
    #[arg(long, conflicts_with = "stats")]
    no_stats: bool,
}

pub(super) fn run(arguments: &Arguments, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let output = setting.output;
    begin_log(output);
    let (loaded, following) = if arguments.watch {
        let (loaded, following) = {
            let begun = Following::begin(setting.root, setting.kept_in.as_deref());
            or_way_on(setting.root, begun)?
        };
        if let Some(note) = &loaded.note {
            output.message(note);
        }
        (loaded, Some(following))
    } else {
        (load(setting)?, None)
    };
    print_problems(output, &loaded.problems, &loaded.tree);
    let live = Arc::new(Live::new(loaded));
    if let Some(following) = following {
        follow(following, &live, output)?;
    }

    let listen = Listen { address: arguments.address, port: arguments.port };
    let limits = Limits {
        connections: arguments.connections,
        per_address: arguments.per_address,
        patience: Duration::from_secs(arguments.patience),
    };
    let open = arguments.open;
    let ready = move |address: SocketAddr| {
        let url = format!("http://{address}");
        // Whoever closed our stdout does not want to know the address.
        let _ = output.result(&format!("Samvis is at {url}\n"));
        if open && let Err(error) = open_browser(&url) {
            output.message(&format!("the browser cannot be opened: {error}"));
        }
    };
    match web::serve(live, listen, limits, misses(arguments, output), ready) {
        Ok(()) => Ok(Verdict::Good),
        Err(ServeError::Bind(listen, error)) => {
            let way = way_on(&error, listen);
            Err(ServeError::Bind(listen, error)).context(way)
        }
        Err(error) => Err(error.into()),
    }
}

/// What searches that find nothing are counted with. A portal that cannot count is still served.
fn misses(arguments: &Arguments, output: Output) -> Option<Misses> {
    if arguments.no_stats {
        return None;
    }
    let file = arguments.stats.clone().or_else(misses_file)?;
    let opened = Misses::open(&file);
    if let Err(error) = &opened {
        let file = file.display();
        output.message(&format!("searches without hits are not counted: {file}: {error}"));
    }
    opened.ok()
}

/// What to do when the port cannot be used.
fn way_on(error: &io::Error, listen: Listen) -> String {
    let Listen { address, port } = listen;
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "port {port} is taken by another program\n\
             hint: choose another with --port {}, or a free one with --port 0",
            port.wrapping_add(1)
        ),
        io::ErrorKind::PermissionDenied => format!(
            "port {port} may only be used by the system's administrator\n\
             hint: take one above 1023 with --port, and put a web server in front of it"
        ),
        io::ErrorKind::AddrNotAvailable => format!(
            "this machine has no address {address}\n\
             hint: --address 127.0.0.1 serves this machine, --address 0.0.0.0 every interface"
        ),
        _ => "the portal cannot be served".to_owned(),
    }
}

fn begin_log(output: Output) {
    let filter =
        EnvFilter::try_from_env("SAMVIS_LOG").unwrap_or_else(|_| EnvFilter::new("samvis=info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(output.colours_messages());
    // There is a log already only where a test runs several commands in one process.
    let _ = log.try_init();
}

fn follow(following: Following, live: &Arc<Live>, output: Output) -> anyhow::Result<()> {
    let folder = following.root().to_path_buf();
    let tell = move |change: &Change, took: Duration| match change {
        Change::Taken => output.message(&format!("shown after {} ms", took.as_millis())),
        Change::Refused(problems) => {
            let tree = crate::source::read(&folder).map(|(tree, _)| tree).unwrap_or_default();
            print_problems(output, problems, &tree);
            output.message("the change brought new errors: the last good version is still shown");
        }
    };
    live::watch(following, Arc::clone(live), tell)
        .context("the files cannot be watched\nhint: serve without --watch")
}

/// Prints the errors, and how many warnings there are; `check` tells the rest.
fn print_problems(output: Output, problems: &[Problem], tree: &SourceTree) {
    if problems.is_empty() {
        return;
    }
    let renderer = if output.colours_messages() { Renderer::styled() } else { Renderer::plain() };
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    for problem in errors.take(PRINTED_MAX) {
        output.message(&report::one(problem, tree, &renderer));
    }
    let summary = report::summary(problems);
    output.message(&format!("{summary} in the content; `samvis check` tells everything"));
}

/// Asks the system to open an address in the visitor's browser.
fn open_browser(url: &str) -> io::Result<()> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}
