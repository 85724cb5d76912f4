//! The only integration binary: one module per feature.

mod site;

mod api;
mod architecture;
mod badinput;
mod check;
mod cli;
mod export;
mod geo;
mod http;
mod markdown;
mod pages;
mod parse;
mod search;
mod signpost;
mod wholeness;
