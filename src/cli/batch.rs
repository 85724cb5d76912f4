//! `samvis where --batch`: which area each point of a list lies in, for those who work with maps.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use csv::StringRecord;
use jiff::civil::Date;
use serde::Serialize;

use super::output::Progress;
use super::{Setting, Verdict, load_without_search, nearest, signpost};
use crate::api::{PointAreas, csv_rows};
use crate::geo::PlaceQuery;
use crate::model::{LayerId, Point};
use crate::pages::Site;
use crate::signpost::day_in_sweden;

/// The names a column may have, in the order in which they are tried.
const LAT: [&str; 3] = ["lat", "latitude", "y"];
const LON: [&str; 4] = ["lon", "lng", "longitude", "x"];
/// What is added to the columns of a list.
const ADDED: [&str; 5] = ["match", "area_code", "area_name", "distance_m", "near_border"];
/// How many bytes of answers are gathered before they are written.
const GATHERED_BYTES: usize = 64 * 1024;
/// The longest line of a list, in bytes.
const LINE_BYTES_MAX: u64 = 256 * 1024;
/// The most mistakes that are told one by one.
const MISTAKES_TOLD: usize = 100;

/// What is asked for every point.
#[derive(Clone, Copy)]
struct Asked<'a> {
    site: &'a Site,
    layer: &'a LayerId,
    day: Date,
    /// JSON lines instead of a table.
    json: bool,
}

/// A list of points: a row is a line, so that a mistake has one.
struct List<'a> {
    /// What it is called in messages.
    name: &'a str,
    source: Box<dyn BufRead>,
    /// The number of the line that was read last.
    line: u64,
    bytes: u64,
    /// All bytes, where the list is a file.
    length: Option<u64>,
    columns: Columns,
    /// The first row, when it was a point.
    first: Option<StringRecord>,
}

/// Where the points stand.
struct Columns {
    /// The names of the columns, when the first row has them.
    names: Option<StringRecord>,
    lat: usize,
    lon: usize,
}

/// A line of JSON: what `/api/v1/areas` answers, and for which point.
#[derive(Serialize)]
struct Line {
    line: u64,
    #[serde(flatten)]
    answer: PointAreas,
}

/// Answers for every row of a file, or of standard input for `-`. A row without a point is told
/// with its line and left out; the others are answered all the same.
pub(super) fn run(
    file: &Path,
    (layer, json): (Option<&str>, bool),
    setting: &Setting<'_>,
) -> anyhow::Result<Verdict> {
    let loaded = load_without_search(setting.root)?;
    let site = &loaded.site;
    let layer = &layer_of(site, layer)?;
    let day = day_in_sweden(jiff::Timestamp::now());
    let shown = file.display().to_string();
    let mistakes = answer(List::open(file, &shown)?, Asked { site, layer, day, json }, setting)?;
    match mistakes {
        0 => return Ok(Verdict::Good),
        1 => setting.output.message("1 line was left out"),
        more => setting.output.message(&format!("{more} lines were left out")),
    }
    Ok(Verdict::Problems)
}

fn layer_of(site: &Site, asked: Option<&str>) -> anyhow::Result<LayerId> {
    let catalog = &site.snapshot.catalog;
    let Some(text) = asked else {
        let own = catalog.portal.maps.municipalities.clone();
        return own
            .context("the portal has no layer of municipalities\nhint: name one: --layer ID");
    };
    let found = LayerId::parse(text).filter(|id| catalog.layers.contains_key(id));
    found.with_context(|| {
        let near = nearest(text, catalog.layers.keys().map(LayerId::as_str));
        let hint = near.map(|id| format!("\nhint: did you mean `{id}`?")).unwrap_or_default();
        format!("the portal has no layer `{text}`{hint}")
    })
}

/// Writes an answer for every row, and gives the number of those that have none.
fn answer(mut list: List<'_>, asked: Asked<'_>, setting: &Setting<'_>) -> anyhow::Result<usize> {
    let progress = Progress::new("bytes");
    // Whoever writes into a pipe may wait for the answer before the next point.
    let gathered_bytes = if list.length.is_some() { GATHERED_BYTES } else { 0 };
    let mut answers =
        if asked.json { String::new() } else { row(list.columns.shown().chain(ADDED)) };
    let mut mistakes = 0;
    while let Some(read) = list.read()? {
        match read.and_then(|record| answer_one(&list, &record, asked)) {
            Ok(answer) => answers.push_str(&answer),
            Err(message) => {
                mistakes += 1;
                if mistakes <= MISTAKES_TOLD {
                    setting.output.message(&format!("{}:{}: {message}", list.name, list.line));
                }
            }
        }
        if answers.len() > gathered_bytes {
            setting.output.result(&answers)?;
            answers.clear();
            progress.at(list.bytes, list.length.unwrap_or(list.bytes));
        }
    }
    progress.end();
    setting.output.result(&answers)?;
    Ok(mistakes)
}

/// The answer for a row, or what is wrong with it.
fn answer_one(list: &List<'_>, record: &StringRecord, asked: Asked<'_>) -> Result<String, String> {
    let point = list.columns.point(record)?;
    let geo = &asked.site.snapshot.geo;
    if let Some(turned) = geo.turned_round(&PlaceQuery::Point(point), asked.day) {
        let (lat, lon) = (turned.lat(), turned.lon());
        return Err(format!("latitude comes first: did you mean {lat},{lon}?"));
    }
    let answer = PointAreas::of(geo, asked.layer, point, asked.day);
    if asked.json {
        let line = Line { line: list.line, answer };
        let json = serde_json::to_string(&line).expect("texts and finite numbers are JSON");
        return Ok(json + "\n");
    }
    let found = answer.found;
    let first = found.areas.first();
    let near: Vec<String> =
        found.near_border.iter().map(|near| format!("{}={}", near.code, near.distance_m)).collect();
    let added = [
        found.r#match.to_owned(),
        first.map(|area| area.code.clone()).unwrap_or_default(),
        first.map(|area| area.name.clone()).unwrap_or_default(),
        first.map(|area| area.distance_m.to_string()).unwrap_or_default(),
        near.join(";"),
    ];
    Ok(row(list.columns.cells(record).chain(added.iter().map(String::as_str))))
}

/// A row of a table.
fn row<'t>(cells: impl Iterator<Item = &'t str>) -> String {
    csv_rows([cells])
}

impl<'a> List<'a> {
    fn open(file: &Path, name: &'a str) -> anyhow::Result<Self> {
        let unreadable = || format!("{name} cannot be read");
        let (source, length): (Box<dyn BufRead>, _) = if file == Path::new("-") {
            (Box::new(io::stdin().lock()), None)
        } else {
            let opened = File::open(file).with_context(unreadable)?;
            let length = opened.metadata().with_context(unreadable)?.len();
            (Box::new(BufReader::new(opened)), Some(length))
        };
        let columns = Columns { names: None, lat: 0, lon: 1 };
        let mut list = Self { name, source, line: 0, bytes: 0, length, columns, first: None };
        let Some(read) = list.read()? else { return Ok(list) };
        let first = read.map_err(|message| anyhow!("{name}:{}: {message}", list.line))?;
        if list.columns.point(&first).is_ok() {
            list.first = Some(first);
            return Ok(list);
        }
        let column = |names: &[&str]| {
            let is = |cell: &str, name: &&str| cell.eq_ignore_ascii_case(name);
            names.iter().find_map(|name| first.iter().position(|cell| is(cell, name)))
        };
        let Some((lat, lon)) = column(&LAT).zip(column(&LON)) else {
            bail!(
                "{name}:{}: no point and no columns `lat` and `lon`\n\
                 hint: a line is 62.39,17.31 (latitude first), or the first line names the columns",
                list.line
            );
        };
        list.columns = Columns { names: Some(first), lat, lon };
        Ok(list)
    }

    /// Reads the next row that is not blank, or what is wrong with it; `None` at the end.
    fn read(&mut self) -> anyhow::Result<Option<Result<StringRecord, String>>> {
        if let Some(first) = self.first.take() {
            return Ok(Some(Ok(first)));
        }
        let mut line = Vec::new();
        loop {
            let mut part = (&mut self.source).take(LINE_BYTES_MAX);
            let read = part.read_until(b'\n', &mut line);
            let read = read.with_context(|| format!("{} cannot be read", self.name))?;
            self.bytes += read as u64;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            if read as u64 == LINE_BYTES_MAX && !line.ends_with(b"\n") {
                bail!("{}:{}: the line is longer than 256 kB", self.name, self.line);
            }
            let whole = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| self.line == 1);
            let whole = whole.unwrap_or(&line);
            if !whole.trim_ascii().is_empty() {
                return Ok(Some(cells(whole)));
            }
            line.clear();
        }
    }
}

/// The cells of a line.
fn cells(line: &[u8]) -> Result<StringRecord, String> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).trim(csv::Trim::All).buffer_capacity(line.len());
    let mut record = StringRecord::new();
    match reader.from_reader(line).read_record(&mut record) {
        Ok(_) => Ok(record),
        Err(_) => Err("this is no UTF-8 text".to_owned()),
    }
}

impl Columns {
    /// The names of the columns that go along; without a header only the point does.
    fn shown(&self) -> impl Iterator<Item = &str> {
        let own = self.names.as_ref().map_or_else(|| vec!["lat", "lon"], |it| it.iter().collect());
        own.into_iter()
    }

    /// The cells below them: as many, whatever the row has.
    fn cells<'r>(&self, record: &'r StringRecord) -> impl Iterator<Item = &'r str> {
        let columns = self.names.as_ref().map_or(2, StringRecord::len);
        (0..columns).map(|column| record.get(column).unwrap_or_default())
    }

    fn point(&self, record: &StringRecord) -> Result<Point, String> {
        let cell = |column| record.get(column).unwrap_or_default();
        let (lat, lon) = (cell(self.lat), cell(self.lon));
        signpost::point(lat, lon).ok_or_else(|| {
            let shown = |text: &str| text.chars().take(32).collect::<String>();
            format!("`{},{}` is no point in degrees, such as 62.39,17.31", shown(lat), shown(lon))
        })
    }
}
