//! Samvis: a self-hosted citizen guide and mapping portal for municipalities that work together.
//!
//! Four floors, and an arrow points only down: edge (`source web live export import cli`),
//! present (`words pages api`), derive (`search geo tiles basemap signpost snapshot`), core (`model problem
//! tree digest topology parse markdown check`). ARCHITECTURE.md tells the rest.

pub(crate) mod digest;
pub mod model;
pub mod problem;
pub mod topology;
pub mod tree;

pub mod check;
pub mod markdown;
pub mod parse;
pub mod rules;

pub mod basemap;
pub mod geo;
pub mod plan;
pub mod search;
pub mod signpost;
pub mod snapshot;
pub mod tiles;

pub mod api;
pub mod pages;
pub mod words;

pub mod cli;
pub mod export;
pub mod import;
pub mod live;
pub mod source;
pub mod web;
