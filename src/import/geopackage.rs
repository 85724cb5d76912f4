//! GeoPackage (OGC 12-128r18): an SQLite file with a table of features.
//!
//! The file is opened in memory, read-only, without trust in its schema: no view, trigger or function
//! of the file runs.

use std::io::Cursor;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::drawn::{Drawn, Feature, Refusal};
use super::projection::Reference;
use super::wkb;

/// The longest value that is read from the file, in bytes: the geometry of one area.
const VALUE_BYTES_MAX: i32 = 64 * 1024 * 1024;
/// How much SQLite may do, in thousands of its steps, before a query is given up.
const STEPS_MAX: usize = 200_000;

/// A table of features.
struct Table {
    name: String,
    geometry: String,
    reference: i64,
}

/// Reads the table of features of a GeoPackage; `asked` where there are several.
pub(super) fn read(file: &[u8], asked: Option<&str>) -> Result<Drawn, Refusal> {
    let connection = open(file).map_err(|error| unreadable(&error))?;
    let tables = tables(&connection).map_err(|error| unreadable(&error))?;
    let table = choose(tables, asked)?;
    let reference = reference(&connection, table.reference)?;
    let features = features(&connection, &table)?;
    Ok(Drawn { reference, features })
}

fn open(file: &[u8]) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact("main", Cursor::new(file), file.len(), true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX)?;
    let mut steps = 0;
    connection.progress_handler(
        1000,
        Some(move || {
            steps += 1;
            steps > STEPS_MAX
        }),
    )?;
    Ok(connection)
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<Table>> {
    let mut statement = connection.prepare(
        "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c \
         JOIN gpkg_geometry_columns g ON g.table_name = c.table_name \
         WHERE c.data_type = 'features' ORDER BY c.table_name LIMIT 100",
    )?;
    let table = |row: &Row<'_>| {
        Ok(Table { name: row.get(0)?, geometry: row.get(1)?, reference: row.get(2)? })
    };
    statement.query_map([], table)?.collect()
}

fn choose(tables: Vec<Table>, asked: Option<&str>) -> Result<Table, Refusal> {
    let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    let names = names.join(", ");
    let several = tables.len() > 1;
    let mut wanted = tables.into_iter().filter(|table| asked.is_none_or(|name| table.name == name));
    match (wanted.next(), asked) {
        (Some(_), None) if several => {
            Err(Refusal::new(format!("the file has several tables: {names}"))
                .hint("name one with --table"))
        }
        (Some(table), _) => Ok(table),
        (None, Some(asked)) => Err(Refusal::new(format!(
            "the file has no table of features \"{asked}\"; it has {names}"
        ))),
        (None, None) => Err(Refusal::new("the file has no table of features")),
    }
}

/// The reference system by its number in the file. 0 and -1 say that it is undefined.
fn reference(connection: &Connection, number: i64) -> Result<Option<Reference>, Refusal> {
    if number <= 0 {
        return Ok(None);
    }
    let query = "SELECT organization || ':' || organization_coordsys_id \
                 FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let name: String = connection
        .query_row(query, [number], |row| row.get(0))
        .map_err(|error| unreadable(&error))?;
    Reference::of_name(&name).map(Some)
}

fn features(connection: &Connection, table: &Table) -> Result<Vec<Feature>, Refusal> {
    let query = format!("SELECT * FROM {}", quoted(&table.name));
    let mut statement = connection.prepare(&query).map_err(|error| unreadable(&error))?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query([]).map_err(|error| unreadable(&error))?;
    let mut features = Vec::new();
    while let Some(row) = rows.next().map_err(|error| unreadable(&error))? {
        let mut feature = Feature::default();
        for (index, column) in columns.iter().enumerate() {
            let value = row.get_ref(index).map_err(|error| unreadable(&error))?;
            let text = match value {
                ValueRef::Blob(blob) if *column == table.geometry => {
                    let number = features.len() + 1;
                    wkb::read(blob, &mut feature)
                        .map_err(|refusal| refusal.within(format_args!("row {number}")))?;
                    continue;
                }
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
                ValueRef::Blob(_) | ValueRef::Null => continue,
            };
            feature.properties.insert(column.clone(), text);
        }
        features.push(feature);
    }
    Ok(features)
}

/// A name as SQL writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn unreadable(error: &rusqlite::Error) -> Refusal {
    Refusal::new(format!("the file cannot be read as a GeoPackage: {error}"))
}
