//! Counts and times of requests, in Prometheus' text format. Few labels: their number is bounded.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::answer::Kind;
use super::health::count;
use crate::live::Edition;
use crate::problem::Severity;

/// The upper bounds of the histogram, in milliseconds.
const BOUNDS_MS: [u64; 7] = [1, 5, 10, 50, 100, 500, 2500];
/// Status classes 1xx to 5xx.
const CLASSES: usize = 5;

/// Counters since the start of the process.
#[derive(Default)]
pub(crate) struct Metrics {
    requests: [[AtomicU64; CLASSES]; Kind::ALL.len()],
    /// One per bound and a last one for everything slower; not cumulative.
    durations: [AtomicU64; BOUNDS_MS.len() + 1],
    duration_us: AtomicU64,
    /// The connections that are open now: each counts itself.
    pub(super) connections: Arc<AtomicU64>,
    refused: AtomicU64,
}

impl Metrics {
    /// Counts a request.
    pub(crate) fn count(&self, kind: Kind, status: u16, duration: Duration) {
        let class = usize::from(status / 100).clamp(1, CLASSES) - 1;
        let row = Kind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
        self.requests[row][class].fetch_add(1, Ordering::Relaxed);
        let duration_us = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS_MS.iter().position(|bound| duration_us <= bound * 1000);
        self.durations[bucket.unwrap_or(BOUNDS_MS.len())].fetch_add(1, Ordering::Relaxed);
        self.duration_us.fetch_add(duration_us, Ordering::Relaxed);
    }

    /// Counts a connection that was not let in.
    pub(super) fn refuse(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// Everything as text.
    pub(crate) fn text(&self, edition: &Edition) -> String {
        let mut text = String::new();
        self.write(&mut text, edition).expect("writing to a String does not fail");
        text
    }

    fn write(&self, text: &mut String, edition: &Edition) -> std::fmt::Result {
        head(text, "samvis_requests_total", "counter", "Requests by part and status class.")?;
        for (row, kind) in self.requests.iter().zip(Kind::ALL) {
            for (class, number) in (1..).zip(row) {
                let (kind, number) = (kind.name(), number.load(Ordering::Relaxed));
                let labels = format!("kind=\"{kind}\",status=\"{class}xx\"");
                writeln!(text, "samvis_requests_total{{{labels}}} {number}")?;
            }
        }
        self.write_durations(text)?;
        let name = "samvis_connections_refused_total";
        head(text, name, "counter", "Connections of addresses that had all they may have.")?;
        writeln!(text, "{name} {}", self.refused.load(Ordering::Relaxed))?;
        let catalog = &edition.site.snapshot.catalog;
        let problems = |severity| count(&edition.problems, severity);
        let connections = self.connections.load(Ordering::Relaxed);
        let gauges = [
            ("samvis_connections", "Connections open now.", connections as usize),
            ("samvis_edition", "Editions served since the start.", edition.number as usize),
            ("samvis_services", "Services of the portal.", catalog.services.len()),
            ("samvis_guides", "Guides of the portal.", catalog.guides.len()),
            ("samvis_municipalities", "Municipalities.", catalog.municipalities.len()),
            ("samvis_provisions", "Known provisions.", catalog.provisions().count()),
            ("samvis_content_errors", "Errors in the content.", problems(Severity::Error)),
            ("samvis_content_warnings", "Warnings in the content.", problems(Severity::Warning)),
        ];
        for (name, help, number) in gauges {
            head(text, name, "gauge", help)?;
            writeln!(text, "{name} {number}")?;
        }
        Ok(())
    }

    fn write_durations(&self, text: &mut String) -> std::fmt::Result {
        let name = "samvis_request_duration_seconds";
        head(text, name, "histogram", "Time from the request's arrival to its answer.")?;
        let mut total = 0;
        for (index, number) in self.durations.iter().enumerate() {
            total += number.load(Ordering::Relaxed);
            let bound = BOUNDS_MS
                .get(index)
                .map_or("+Inf".to_owned(), |bound| (*bound as f64 / 1000.0).to_string());
            writeln!(text, "{name}_bucket{{le=\"{bound}\"}} {total}")?;
        }
        let seconds = self.duration_us.load(Ordering::Relaxed) as f64 / 1e6;
        writeln!(text, "{name}_sum {seconds}\n{name}_count {total}")
    }
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}")
}
