//! The `samvis` program.

fn main() -> std::process::ExitCode {
    samvis::cli::main()
}
