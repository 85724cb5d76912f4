//! The command line: one subcommand per job. Exit code 0 good, 1 problems found, 2 wrong use.
//! Results go to stdout, messages to stderr.

mod batch;
mod build;
mod check;
mod eval;
mod import;
mod new;
mod output;
mod report;
mod search;
mod serve;
mod signpost;
mod stats;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, io};

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};

use crate::live::{self, Loaded};
use crate::model::{Locale, Municipality};
use crate::pages::Site;
use output::{Colour, Output};

/// A self-hosted citizen guide and mapping portal for municipalities that work together.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 100)]
struct Cli {
    /// The portal folder: the one with samvis.toml.
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    root: PathBuf,
    /// Colours: NO_COLOR is respected too.
    #[arg(long, global = true, value_enum, default_value = "auto")]
    color: Colour,
    /// Where search indexes are kept between runs; the user's cache folder when not given.
    #[arg(long, global = true, value_name = "DIR")]
    index: Option<PathBuf>,
    /// Make the search index in memory and keep nothing.
    #[arg(long, global = true, conflicts_with = "index")]
    no_index_cache: bool,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  samvis serve --open                 Show the portal in this folder at http://127.0.0.1:8000
  samvis check                        Tell what editors should mend, with file and line
  samvis search \"bygga altan\" --municipality ornskoldsvik
  samvis where --service bygglov --place Junsele
  samvis build --out public           Write the portal as files for any web server
  samvis new municipality 2480        Begin the files of a municipality";

#[derive(Subcommand)]
enum Command {
    /// Serve the portal over HTTP.
    Serve(serve::Arguments),
    /// Write the portal as files that any web server can show.
    Build(build::Arguments),
    /// Tell what editors should mend; exit code 1 when there are errors.
    Check(check::Arguments),
    /// Search as a visitor would.
    Search(search::Arguments),
    /// Tell where to go for a service at a place, and why.
    Where(signpost::Arguments),
    /// Tell what visitors looked for and did not find.
    Stats(stats::Arguments),
    /// Measure how good the answers are against a list of right ones.
    #[command(subcommand)]
    Eval(eval::Command),
    /// Make a layer from the map of another program.
    #[command(subcommand)]
    Import(import::Command),
    /// Begin a portal, a municipality, a service or a guide.
    #[command(subcommand)]
    New(new::Command),
    /// Print completions for a shell.
    #[command(after_help = "Example:\n  samvis completions bash > /etc/bash_completion.d/samvis")]
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
}

/// What a command that worked came to.
enum Verdict {
    /// All is well.
    Good,
    /// There are problems: exit code 1.
    Problems,
}

/// What every command has.
struct Setting<'a> {
    root: &'a Path,
    /// Where indexes are kept.
    kept_in: Option<PathBuf>,
    output: Output,
}

/// Runs the program with the arguments it was started with.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let kept_in = kept_in(&cli);
    let context = Setting { root: &cli.root, kept_in, output: Output::new(cli.color) };
    match run(cli.command, &context) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::from(1),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            context.output.error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, context: &Setting<'_>) -> anyhow::Result<Verdict> {
    match command {
        Command::Serve(arguments) => serve::run(&arguments, context),
        Command::Build(arguments) => build::run(&arguments, context),
        Command::Check(arguments) => check::run(&arguments, context),
        Command::Search(arguments) => search::run(&arguments, context),
        Command::Where(arguments) => signpost::run(&arguments, context),
        Command::Stats(arguments) => stats::run(&arguments, context),
        Command::Eval(command) => eval::run(&command, context),
        Command::Import(command) => import::run(&command, context),
        Command::New(command) => new::run(&command, context),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "samvis", &mut script);
            context.output.result(&String::from_utf8_lossy(&script))?;
            Ok(Verdict::Good)
        }
    }
}

/// Reads the portal folder, or tells that it is none and what to do.
fn load(setting: &Setting<'_>) -> anyhow::Result<Loaded> {
    let loaded = or_way_on(setting.root, live::load(setting.root, setting.kept_in.as_deref()))?;
    if let Some(note) = &loaded.note {
        setting.output.message(note);
    }
    Ok(loaded)
}

/// Where indexes are kept: the folder that was named, else the user's cache, else nowhere.
fn kept_in(cli: &Cli) -> Option<PathBuf> {
    if cli.no_index_cache {
        return None;
    }
    let cache = || Some(user_folder("XDG_CACHE_HOME", ".cache")?.join("index"));
    cli.index.clone().or_else(cache)
}

/// Where searches that found nothing are counted when no file is named.
fn misses_file() -> Option<PathBuf> {
    Some(user_folder("XDG_STATE_HOME", ".local/state")?.join("misses.tsv"))
}

/// The program's folder in one of the user's folders (XDG Base Directory Specification).
fn user_folder(name: &str, below_home: &str) -> Option<PathBuf> {
    let absolute =
        |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute(name).or_else(|| Some(absolute("HOME")?.join(below_home)))?;
    Some(folder.join("samvis"))
}

/// The same for a job that does not search.
fn load_without_search(root: &Path) -> anyhow::Result<Loaded> {
    or_way_on(root, live::load_without_search(root))
}

/// What was read of a portal folder, or what to do when it is none.
fn or_way_on<T>(root: &Path, read: io::Result<T>) -> anyhow::Result<T> {
    read.with_context(|| {
        let root = root.display();
        format!(
            "{root} is not a portal folder: samvis.toml cannot be read there\n\
             hint: go to the folder of your portal, name it with --root DIR, or begin one with \
             `samvis new portal DIR`"
        )
    })
}

/// The language asked for, else the portal's own.
fn locale(site: &Site, asked: Option<&str>) -> anyhow::Result<Locale> {
    let portal = &site.snapshot.catalog.portal;
    let Some(text) = asked else { return Ok(portal.default_locale()) };
    let known = Locale::parse(text).filter(|locale| portal.locales.contains(locale));
    let names: Vec<String> = portal.locales.iter().map(ToString::to_string).collect();
    known.with_context(|| {
        format!("the portal has no language `{text}`\nhint: it has {}", names.join(", "))
    })
}

/// The municipality with this code or slug, or the ones it could mean.
fn municipality<'a>(site: &'a Site, text: &str) -> anyhow::Result<&'a Municipality> {
    let catalog = &site.snapshot.catalog;
    catalog.municipality(text).with_context(|| {
        let slugs = catalog.municipalities.values().map(|other| other.slug.as_str());
        let hint = nearest(text, slugs).map(|slug| format!("did you mean `{slug}`?"));
        let hint =
            hint.unwrap_or_else(|| "give its code or its slug, as in the address".to_owned());
        format!("the portal has no municipality `{text}`\nhint: {hint}")
    })
}

/// The name most like what was written, if any is like it.
fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    names
        .map(|name| (strsim::jaro_winkler(&text, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}
