//! `samvis eval`: how good the answers are, against a list of right ones.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Setting, Verdict};

/// What to measure.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Search, against queries with the ids that should be found.
    Search {
        /// Tab separated.
        file: PathBuf,
    },
    /// Places.
    Places {
        /// The columns lat, lon and code.
        file: PathBuf,
    },
}

pub(super) fn run(command: &Command, _setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let (Command::Search { file } | Command::Places { file }) = command;
    anyhow::bail!("{} cannot be measured yet", file.display())
}
