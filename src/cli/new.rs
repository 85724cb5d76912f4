//! `samvis new`: the first files of something, good enough to pass `check`.

use clap::Subcommand;

use super::{Setting, Verdict};

/// What to begin.
#[derive(Subcommand)]
pub(super) enum Command {
    /// A service.
    Service {
        /// Its id.
        id: String,
    },
}

pub(super) fn run(command: &Command, _setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let Command::Service { id } = command;
    anyhow::bail!("{id} cannot be begun yet")
}
