//! The portal as files that any web server can show, and the lists of its pages for robots.

mod listing;

pub use listing::{robots, sitemap, sitemap_part};
