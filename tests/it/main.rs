//! The only integration binary: one module per feature.

// A test may stop at the first thing that is not as it must be, and its harness likewise.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]
// The harness is shared between the modules of this binary, not with other crates.
#![allow(unreachable_pub)]

mod served;
mod site;
mod snippets;

mod api;
mod architecture;
mod badinput;
mod basemap;
mod check;
mod checklists;
mod cli;
mod compounds;
mod door;
mod export;
mod findability;
mod geo;
mod http;
mod import;
mod markdown;
mod pages;
mod parse;
mod plan;
mod search;
mod service_points;
mod signpost;
mod territory;
mod tiles;
mod topology;
mod wholeness;
mod words;
