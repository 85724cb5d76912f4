//! The tables of localities and postcodes, and what editors know better.

use std::collections::BTreeMap;

use super::decode::{self, count};
use super::reader::{self, Report, Source, Table, Value, shown};
use super::value;
use crate::model::{
    Gazetteer, Locale, Locality, MunicipalityCode, Override, PlacesSource, Point, Postcode,
    PostcodePoint,
};
use crate::problem::{Code, Problem};

/// The most rows of a table.
const ROWS_MAX: usize = 200_000;
/// The longest cell, in bytes.
const CELL_BYTES_MAX: usize = 1000;
/// The most problems told of one table.
const PROBLEMS_MAX: usize = 50;

/// Reads everything below `maps/places/`.
pub(super) fn read(
    single: &BTreeMap<&str, Source<'_>>,
    locales: &[Locale],
    report: &mut Report,
) -> Gazetteer {
    let file = |name: &str| single.get(name).copied();
    let source = file("maps/places/places.toml")
        .and_then(|file| reader::read(file, locales, places_source).into(report));
    let localities = file("maps/places/localities.csv")
        .map(|file| table(file, ["name", "lat", "lon", "aliases"], locality, report));
    let postcodes = file("maps/places/postcodes.csv")
        .map(|file| table(file, ["postcode", "locality", "lat", "lon"], postcode_point, report));
    let overrides = file("maps/places/overrides.toml")
        .and_then(|file| reader::read(file, locales, overrides).into(report));
    let (locality_overrides, postcode_overrides) = overrides.unwrap_or_default();
    let has_table = localities.is_some() || postcodes.is_some();
    if has_table && file("maps/places/places.toml").is_none() {
        let message = "the tables of places do not say where they are from".to_owned();
        let problem = Problem::new(Code::MissingFile, "maps/places/places.toml", message);
        report.tell(problem.hint("write source, licence, retrieved and attribution".to_owned()));
    }
    Gazetteer {
        source,
        localities: localities.unwrap_or_default(),
        postcodes: sorted(postcodes.unwrap_or_default()),
        locality_overrides,
        postcode_overrides,
    }
}

fn sorted(mut postcodes: Vec<PostcodePoint>) -> Vec<PostcodePoint> {
    postcodes.sort_by_key(|row| row.postcode);
    postcodes
}

fn places_source(table: &Table<'_>) -> Option<PlacesSource> {
    let source = table.required("source", value::text);
    let licence = table.required("licence", value::text);
    let attribution = table.required("attribution", value::local_or_text);
    let retrieved = table.required("retrieved", value::date);
    Some(PlacesSource {
        source: source?,
        licence: licence?,
        attribution: attribution?,
        retrieved: retrieved?,
    })
}

type Overrides = (Vec<Override<String>>, Vec<Override<Postcode>>);

fn overrides(table: &Table<'_>) -> Option<Overrides> {
    let localities = table.tables("localities", |table| corrected(table, "name", value::text));
    let postcodes =
        table.tables("postcodes", |table| corrected(table, "postcode", value::postcode));
    Some((localities, postcodes))
}

fn corrected<K>(
    table: &Table<'_>,
    key: &'static str,
    reader: fn(Value<'_>) -> Option<K>,
) -> Option<Override<K>> {
    let key = table.required(key, reader);
    let municipalities: Vec<MunicipalityCode> = table.list("municipalities", value::municipality);
    let reason = table.required("reason", value::text);
    if municipalities.is_empty() && !table.has_values("municipalities") {
        table.missing("municipalities");
    }
    let known = !municipalities.is_empty();
    Some(Override { key: key?, municipalities, reason: reason? }).filter(|_| known)
}

/// Reads a table whose rows are told apart by their line; rows that cannot be read are left out.
fn table<T, const N: usize>(
    (path, bytes): Source<'_>,
    columns: [&str; N],
    row: impl Fn([&str; N]) -> Result<T, String>,
    report: &mut Report,
) -> Vec<T> {
    let mut problems = Vec::new();
    let rows = match decode::text(path, bytes) {
        Ok(text) => rows((path, text), columns, row, &mut problems),
        Err(problem) => {
            problems.push(problem);
            Vec::new()
        }
    };
    if problems.len() > PROBLEMS_MAX {
        let message = format!("{} more rows cannot be read", problems.len() - PROBLEMS_MAX);
        problems.truncate(PROBLEMS_MAX);
        problems.push(Problem::new(Code::TooMuch, path, message));
    }
    report.problems.extend(problems);
    rows
}

fn rows<T, const N: usize>(
    (path, text): (&str, &str),
    columns: [&str; N],
    row: impl Fn([&str; N]) -> Result<T, String>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let refuse =
        |line: u32, message: String| Problem::new(Code::TableRow, path, message).at(line, 1);
    let header = reader.headers().map(|header| header.iter().eq(columns.iter().copied()));
    if !matches!(header, Ok(true)) {
        let message = format!("the first line must be {}", columns.join(","));
        problems.push(refuse(1, message));
        return Vec::new();
    }
    let mut things = Vec::new();
    for record in reader.records().take(ROWS_MAX) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                problems.push(refuse(
                    u32::try_from(line).unwrap_or(u32::MAX),
                    format!("the row cannot be read: {error}"),
                ));
                continue;
            }
        };
        let line = record
            .position()
            .map_or(1, |position| count(usize::try_from(position.line()).unwrap_or(usize::MAX)));
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        let message = match <[&str; N]>::try_from(cells.as_slice()) {
            Err(_) => format!("the row has {} cells, not {N}", cells.len()),
            Ok(cells) if cells.iter().any(|cell| cell.len() > CELL_BYTES_MAX) => {
                format!("a cell is longer than {CELL_BYTES_MAX} bytes")
            }
            Ok(cells) => match row(cells) {
                Ok(thing) => {
                    things.push(thing);
                    continue;
                }
                Err(message) => message,
            },
        };
        problems.push(refuse(line, message));
    }
    if reader.records().next().is_some() {
        let message = format!("the table has more than {ROWS_MAX} rows; the rest is left out");
        problems.push(Problem::new(Code::TooMuch, path, message));
    }
    things
}

fn locality([name, lat, lon, aliases]: [&str; 4]) -> Result<Locality, String> {
    if name.is_empty() {
        return Err("`name` is empty".to_owned());
    }
    let aliases = aliases.split('|').map(str::trim).filter(|alias| !alias.is_empty());
    let aliases = aliases.map(str::to_owned).collect();
    Ok(Locality { name: name.to_owned(), aliases, point: point(lat, lon)? })
}

fn postcode_point([postcode, locality, lat, lon]: [&str; 4]) -> Result<PostcodePoint, String> {
    let code = Postcode::parse(postcode);
    let postcode = code.ok_or_else(|| format!("\"{}\" is not a postcode", shown(postcode)))?;
    Ok(PostcodePoint { postcode, locality: locality.to_owned(), point: point(lat, lon)? })
}

fn point(lat: &str, lon: &str) -> Result<Point, String> {
    let number = |text: &str| {
        let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
        plain.then(|| text.parse::<f64>().ok()).flatten()
    };
    let (Some(latitude), Some(longitude)) = (number(lat), number(lon)) else {
        return Err(format!(
            "\"{}\", \"{}\" are not two numbers of degrees",
            shown(lat),
            shown(lon)
        ));
    };
    let message =
        |_| format!("{latitude}, {longitude} is not on the globe: latitude, longitude in degrees");
    Point::new(latitude, longitude).map_err(message)
}
