//! `samvis check`.

use annotate_snippets::Renderer;
use clap::{Args, ValueEnum};

use super::{Setting, Verdict, load_without_search, report};
use crate::check;
use crate::problem::Severity;

/// How to print.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people, with the lines the problems point at.
    Text,
    /// For programs.
    Json,
    /// Annotations for a code host's workflow.
    Github,
}

/// The arguments of `check`.
#[derive(Args)]
#[command(after_help = "Exit code 0: no errors (there may be warnings); 1: errors; 2: wrong use.")]
pub(super) struct Arguments {
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(arguments: &Arguments, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let loaded = load_without_search(setting.root)?;
    let today = jiff::Zoned::now().date();
    let mut problems = loaded.problems;
    problems.extend(check::on_day(&loaded.site.snapshot.catalog, today));
    problems.sort();
    let problems = &problems;
    let text = match arguments.format {
        Format::Text => {
            let colours = setting.output.colours_results();
            let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
            report::text(problems, &loaded.tree, &renderer)
        }
        Format::Json => report::json(problems),
        Format::Github => report::github(problems),
    };
    setting.output.result(&text)?;
    let errors = report::count(problems, Severity::Error);
    Ok(if errors == 0 { Verdict::Good } else { Verdict::Problems })
}
