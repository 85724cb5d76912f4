//! `samvis build`.

use std::path::PathBuf;

use clap::Args;

use super::{Setting, Verdict};

/// The arguments of `build`.
#[derive(Args)]
pub(super) struct Arguments {
    /// The folder to write.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments, _setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    anyhow::bail!("{} cannot be written yet", arguments.out.display())
}
