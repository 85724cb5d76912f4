//! `samvis eval`: how good the answers are, against a list of right ones.

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use anyhow::{Context, bail};
use clap::Subcommand;

use super::{Setting, Verdict, load, locale, report};
use crate::model::{Layer, Point};
use crate::pages::Site;
use crate::search::eval as judge;

/// The names a column may have, in the order in which they are tried.
const LAT: [&str; 2] = ["lat", "latitude"];
const LON: [&str; 3] = ["lon", "lng", "longitude"];
const CODE: [&str; 3] = ["code", "kommunkod", "municipality"];
/// The largest file, in bytes.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What to measure.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Search, against queries with the ids that should be found.
    #[command(after_help = "\
The file is tab separated with the columns id, query, expected_keys, expected_municipality and
category, in any order; several keys, joined by `;`, are equally good.")]
    Search {
        /// The judged queries.
        file: PathBuf,
        /// The language of the page.
        #[arg(long)]
        locale: Option<String>,
    },
    /// Which municipality a point lies in, against a list of points.
    #[command(after_help = "\
The file is comma separated with the columns lat, lon (WGS 84 degrees) and code (kommunkod), in
any order; points of municipalities that are not in the portal's layer are left out.")]
    Places {
        /// The points.
        file: PathBuf,
    },
}

pub(super) fn run(command: &Command, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    match command {
        Command::Search { file, locale } => {
            let text = read(file)?;
            let site = load(setting)?.site;
            search(&site, (file, &text), locale.as_deref(), setting)
        }
        Command::Places { file } => {
            let text = read(file)?;
            let site = load(setting)?.site;
            let tally = places(&site, &text)?;
            setting.output.result(&tally.to_string())?;
            Ok(Verdict::Good)
        }
    }
}

fn read(file: &Path) -> anyhow::Result<String> {
    let shown = file.display();
    let size = fs::metadata(file).with_context(|| format!("{shown} cannot be read"))?.len();
    if size > FILE_BYTES_MAX {
        bail!("{shown} is larger than {} MB", FILE_BYTES_MAX / 1024 / 1024);
    }
    fs::read_to_string(file).with_context(|| format!("{shown} cannot be read as UTF-8 text"))
}

fn search(
    site: &Site,
    (file, text): (&Path, &str),
    asked: Option<&str>,
    setting: &Setting<'_>,
) -> anyhow::Result<Verdict> {
    let locale = locale(site, asked)?;
    let path = file.display().to_string();
    let (report, problems) = judge(&site.snapshot.index, &path, text, locale);
    for problem in &problems {
        let (line, message) = (problem.line, &problem.message);
        setting.output.message(&format!("{path}:{line}: {message}"));
    }
    setting.output.result(&report.to_string())?;
    if !problems.is_empty() {
        setting.output.message(&report::summary(&problems));
    }
    Ok(if problems.is_empty() { Verdict::Good } else { Verdict::Problems })
}

/// How many points were placed in which way.
#[derive(Debug, Default)]
struct Tally {
    points: usize,
    right: usize,
    /// Not first, but named among those whose border is near.
    near_border: usize,
    wrong: usize,
    nowhere: usize,
    left_out: usize,
}

fn places(site: &Site, text: &str) -> anyhow::Result<Tally> {
    let catalog = &site.snapshot.catalog;
    let layer = catalog.portal.maps.municipalities.as_ref();
    let layer = layer.and_then(|id| catalog.layers.get(id));
    let layer = layer.context("the portal has no layer of municipalities")?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().context("the file has no header")?.clone();
    let column = |names: &[&str]| {
        let found = names.iter().find_map(|name| header.iter().position(|other| other == *name));
        found.with_context(|| format!("the file has no column `{}`", names.join("` or `")))
    };
    let (lat, lon, code) = (column(&LAT)?, column(&LON)?, column(&CODE)?);
    let mut tally = Tally::default();
    for (number, record) in (2..).zip(reader.records()) {
        let record = record.with_context(|| format!("line {number} cannot be read"))?;
        let field = |column: usize| record.get(column).unwrap_or_default().trim();
        let number_in = |column| field(column).parse::<f64>().ok();
        let point = number_in(lat).zip(number_in(lon));
        let point = point.and_then(|(lat, lon)| Point::new(lat, lon).ok());
        let point = point.with_context(|| format!("line {number} has no point in degrees"))?;
        tally.add(site, layer, point, field(code));
    }
    Ok(tally)
}

impl Tally {
    fn add(&mut self, site: &Site, layer: &Layer, point: Point, code: &str) {
        if !layer.areas.iter().any(|area| area.id == code) {
            self.left_out += 1;
            return;
        }
        self.points += 1;
        let located = site.snapshot.geo.locate(
            &layer.id,
            point,
            crate::signpost::day_in_sweden(jiff::Timestamp::now()),
        );
        let first = located.as_ref().and_then(|located| located.areas.first());
        let near = located.as_ref().is_some_and(|located| {
            located.areas.iter().chain(&located.near_border).any(|area| area.id == code)
        });
        match first {
            Some(area) if area.id == code => self.right += 1,
            _ if near => self.near_border += 1,
            Some(_) => self.wrong += 1,
            None => self.nowhere += 1,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part: usize| 100.0 * part as f64 / self.points.max(1) as f64;
        writeln!(formatter, "points       {:>7}", self.points)?;
        let rows = [
            ("right", self.right),
            ("near border", self.near_border),
            ("wrong", self.wrong),
            ("nowhere", self.nowhere),
        ];
        for (name, number) in rows {
            writeln!(formatter, "{name:<12} {number:>7} {:>6.2} %", percent(number))?;
        }
        writeln!(formatter, "left out     {:>7} (not in the portal's layer)", self.left_out)
    }
}
