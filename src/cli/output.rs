//! Results on stdout, messages on stderr, colours only where a person looks.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar is shown only when the work takes longer than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where a command writes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Output {
    colour: Colour,
}

impl Output {
    pub(super) fn new(colour: Colour) -> Self {
        Self { colour }
    }

    /// Whether stderr is shown with colours.
    pub(super) fn colours_messages(self) -> bool {
        self.colours(io::stderr().is_terminal())
    }

    /// Whether stdout is shown with colours.
    pub(super) fn colours_results(self) -> bool {
        self.colours(io::stdout().is_terminal())
    }

    fn colours(self, is_terminal: bool) -> bool {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => is_terminal && !refused,
        }
    }

    /// Writes a result to stdout, at once: a program may be waiting for the line.
    pub(super) fn result(self, text: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }

    /// Writes a message to stderr. If nobody can read it, there is nobody to tell.
    pub(super) fn message(self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Writes an error to stderr: what, why, and as the last line a way on.
    pub(super) fn error(self, error: &anyhow::Error) {
        let (begin, end) =
            if self.colours_messages() { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        let whole = error.to_string();
        let (what, hint) = whole.split_once("\nhint: ").unwrap_or((&whole, ""));
        let mut text = format!("{begin}error{end}: {what}");
        for cause in error.chain().skip(1) {
            text.push_str(&format!("\ncause: {cause}"));
        }
        if !hint.is_empty() {
            text.push_str(&format!("\nhint: {hint}"));
        }
        self.message(&text);
    }
}

/// How far a long job has come. Drawn only where a person looks: indicatif itself hides it when
/// stderr is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    is_shown: AtomicBool,
}

impl Progress {
    /// A job that begins now, counted in these.
    pub(super) fn new(unit: &str) -> Self {
        let style = ProgressStyle::with_template(&format!("{{bar:40}} {{pos}}/{{len}} {unit}"))
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let is_shown = AtomicBool::new(false);
        Self { bar: bar.with_style(style), begun: Instant::now(), is_shown }
    }

    /// So many are done of so many.
    pub(super) fn at(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        // Where stderr is no terminal the bar stays hidden, and asking again each time costs.
        if self.begun.elapsed() > PATIENCE && !self.is_shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Whether the reader of our output went away, as `| head` does.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    error.chain().filter_map(|cause| cause.downcast_ref()).any(broken)
}
