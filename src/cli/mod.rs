//! The command line: one subcommand per job. Exit code 0 good, 1 problems found, 2 wrong use.

use std::process::ExitCode;

/// Runs the program with the arguments it was started with.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
