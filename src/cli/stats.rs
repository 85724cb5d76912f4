//! `samvis stats`: what visitors looked for and did not find.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::{Setting, Verdict, misses_file};
use crate::web::MISSES_BYTES_MAX;

/// The arguments of `stats`.
#[derive(Args)]
#[command(after_help = "\
A search that finds nothing is counted with its day, language, municipality and words, and nothing
else. Words that might be a name, a number or a secret are left out: they are counted as \"(other
words)\". `samvis serve --no-stats` counts nothing.

Examples:
  samvis stats                     what was looked for most, for the words to write next
  samvis stats --since 2026-11-01")]
pub(super) struct Arguments {
    /// The file, when it is not the usual one.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Only from this day.
    #[arg(long, value_name = "DAY")]
    since: Option<jiff::civil::Date>,
    /// How many rows.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
}

/// What was looked for, in which language and municipality.
type Wanted = (String, String, String);

pub(super) fn run(arguments: &Arguments, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let usual = || {
        misses_file().context("there is no folder for the counts\nhint: name the file with --file")
    };
    let file = arguments.file.clone().map_or_else(usual, Ok)?;
    let text = match read(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            setting
                .output
                .message(&format!("{} is not there: nothing was counted yet", file.display()));
            return Ok(Verdict::Good);
        }
        read => read.with_context(|| format!("{} cannot be read", file.display()))?,
    };
    setting.output.result(&table(&text, arguments))?;
    Ok(Verdict::Good)
}

/// Reads at most as much as is ever written, and a little more for what was being written then.
fn read(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(2 * MISSES_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn table(text: &str, arguments: &Arguments) -> String {
    let mut counts: BTreeMap<Wanted, usize> = BTreeMap::new();
    for line in text.lines() {
        let mut cells = line.split('\t');
        let (Some(day), Some(locale), Some(place), Some(words), None) =
            (cells.next(), cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let Ok(day) = day.parse::<jiff::civil::Date>() else { continue };
        if arguments.since.is_some_and(|since| day < since) {
            continue;
        }
        let safe = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
        *counts.entry((safe(words), safe(locale), safe(place))).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let mut rows: Vec<(Wanted, usize)> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut table = format!("{total} searches found nothing\n");
    for ((words, locale, place), count) in rows.into_iter().take(usize::from(arguments.limit)) {
        let words = if words.is_empty() { "(other words)" } else { &words };
        let place = if place.is_empty() { "-" } else { &place };
        writeln!(table, "{count:>6}  {locale}  {place:<4}  {words}")
            .expect("writing to a String does not fail");
    }
    table
}
