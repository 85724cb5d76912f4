//! `samvis build`.

use std::path::PathBuf;
use std::time::Instant;

use annotate_snippets::Renderer;
use anyhow::Context;
use clap::Args;

use super::output::Progress;
use super::{Setting, Verdict, load_without_search, report};
use crate::export;
use crate::problem::Severity;

/// The arguments of `build`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  samvis build --out public
  samvis build --out public --now 2026-12-01T00:00:00Z   the same bytes every time

The folder is replaced as a whole once everything is written; a folder with other files is left
alone. With errors in the content the pages are written all the same, and the exit code is 1.")]
pub(super) struct Arguments {
    /// The folder to write.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The moment that the pages show, for notices and dates; without it, the present one.
    #[arg(long, value_name = "TIME")]
    now: Option<jiff::Timestamp>,
}

pub(super) fn run(arguments: &Arguments, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let begun = Instant::now();
    let loaded = load_without_search(setting.root)?;
    let errors = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
    for problem in errors {
        let renderer = Renderer::plain();
        setting.output.message(&report::one(problem, &loaded.tree, &renderer));
    }
    let now = arguments.now.unwrap_or_else(jiff::Timestamp::now);
    let progress = Progress::new("files");
    let step = |done: u64, total: u64| progress.at(done, total);
    let written = export::export(&loaded.site, &arguments.out, now, &step)
        .context("the portal cannot be exported")?;
    progress.end();
    setting.output.result(&format!(
        "{} files, {:.1} MB, in {:.1} s: {}\n",
        written.files,
        written.bytes as f64 / 1e6,
        begun.elapsed().as_secs_f64(),
        arguments.out.display()
    ))?;
    let problems = loaded.problems;
    // The program ends now: taking a large portal apart piece by piece would only keep people waiting.
    std::mem::forget((loaded.site, loaded.tree));
    if problems.is_empty() {
        return Ok(Verdict::Good);
    }
    setting.output.message(&report::summary(&problems));
    let errors = report::count(&problems, Severity::Error);
    Ok(if errors == 0 { Verdict::Good } else { Verdict::Problems })
}
