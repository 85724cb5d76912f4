//! `samvis import`: files of other programs made into files of the portal.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;
use sha2::{Digest, Sha256};

use super::{Setting, Verdict, or_way_on};
use crate::digest;
use crate::import::{self, Files, Imported, Provenance, Wanted};
use crate::model::LayerId;

/// What to import.
#[derive(Subcommand)]
pub(super) enum Command {
    /// A map layer: GeoJSON, TopoJSON, GeoPackage, shapefile, KML or FlatGeobuf, also zipped.
    #[command(after_help = "\
Examples:
  samvis import map kommuner.gpkg --layer kommuner --code-property kommunkod
  samvis import map skyddsjakt.shp --layer jakt --code-property id --reference EPSG:3006 \\
      --source \"Länsstyrelsen\" --licence CC0-1.0 --accuracy 20
  samvis import map karta.geojson --layer kommuner --code-property kod --dry-run")]
    Map(Arguments),
}

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The map. A shapefile's .dbf, .prj and .cpg are read from beside it.
    file: PathBuf,
    /// The layer to write: the file's name in maps/.
    #[arg(long, value_name = "ID")]
    layer: String,
    /// The property that identifies an area.
    #[arg(long, value_name = "NAME")]
    code_property: String,
    /// The property with an area's name; the usual ones are tried.
    #[arg(long, value_name = "NAME")]
    name_property: Option<String>,
    /// The reference system, when the file states none or a wrong one.
    #[arg(long, value_name = "EPSG:N")]
    reference: Option<String>,
    /// The table, when a GeoPackage has several.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Where the map is from.
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// A page about the source.
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,
    /// The licence, as an SPDX id where there is one.
    #[arg(long, value_name = "ID")]
    licence: Option<String>,
    /// How far a drawn border may lie from the real one, in metres.
    #[arg(long, value_name = "METRES")]
    accuracy: Option<f64>,
    /// Tell what would be done, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// The accuracy of a map of which nothing is said, in metres: cautious, so that visitors are asked.
const ACCURACY_DEFAULT_M: f64 = 1_000.0;

pub(super) fn run(command: &Command, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let Command::Map(arguments) = command;
    let Some(layer) = LayerId::parse(&arguments.layer) else {
        bail!("`{}` is no name of a layer\nhint: use a-z, 0-9 and hyphens", arguments.layer);
    };
    let maps = setting.root.join("maps");
    or_way_on(setting.root, fs::metadata(setting.root.join("samvis.toml")))?;
    let files = read(&arguments.file)?;
    let checksum = checksum(&files);
    let wanted = Wanted {
        code: &arguments.code_property,
        name: arguments.name_property.as_deref(),
        reference: arguments.reference.as_deref(),
        table: arguments.table.as_deref(),
    };
    let imported = match import::map(files, &wanted) {
        Ok(imported) => imported,
        Err(refusals) => {
            for refusal in &refusals {
                setting.output.message(&format!("{}: {refusal}", arguments.file.display()));
            }
            setting.output.message("nothing was written");
            return Ok(Verdict::Problems);
        }
    };
    let (shapes, facts) =
        (maps.join(format!("{layer}.geojson")), maps.join(format!("{layer}.toml")));
    let old = optional(&facts)?;
    let text = describe(arguments, &imported, &checksum, old.as_deref())?;
    tell(setting, arguments, &imported, old.is_some())?;
    if arguments.dry_run {
        setting.output.message("nothing was written: this was a dry run");
        return Ok(Verdict::Good);
    }
    fs::create_dir_all(&maps).with_context(|| format!("{} cannot be made", maps.display()))?;
    write(&shapes, &imported.geojson)?;
    write(&facts, &text)?;
    setting.output.result(&format!("{}\n{}\n", shapes.display(), facts.display()))?;
    setting.output.message("written; `samvis check` tells how the layer fits the portal");
    Ok(Verdict::Good)
}

/// The file, and for a shapefile those beside it.
fn read(file: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let is_shapefile = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
    let endings: &[&str] = if is_shapefile { &["dbf", "prj", "cpg"] } else { &[] };
    add(&mut files, file)?;
    for ending in endings {
        let beside = [file.with_extension(ending), file.with_extension(ending.to_uppercase())];
        if let Some(beside) = beside.iter().find(|path| path.is_file()) {
            add(&mut files, beside)?;
        }
    }
    Ok(files)
}

fn add(files: &mut Files, path: &Path) -> anyhow::Result<()> {
    let unreadable = || format!("{} cannot be read", path.display());
    let length = fs::metadata(path).with_context(unreadable)?.len();
    if length > import::BYTES_MAX {
        bail!(
            "{} is larger than {} MiB\nhint: simplify the map, or cut it to your own region",
            path.display(),
            import::BYTES_MAX / 1024 / 1024
        );
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files.insert(name, fs::read(path).with_context(unreadable)?);
    Ok(())
}

fn checksum(files: &Files) -> String {
    let mut hash = Sha256::new();
    files.values().for_each(|bytes| hash.update(bytes));
    digest::hex(&hash.finalize())
}

fn optional(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// The text of the layer's TOML file.
fn describe(
    arguments: &Arguments,
    imported: &Imported,
    checksum: &str,
    old: Option<&str>,
) -> anyhow::Result<String> {
    let accuracy_m = arguments.accuracy.unwrap_or_else(|| known_accuracy_m(old));
    if !accuracy_m.is_finite() || accuracy_m < 0.0 {
        bail!("--accuracy {accuracy_m} is no distance in metres");
    }
    let file = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let provenance = Provenance {
        file: (&file, checksum),
        source: arguments.source.as_deref(),
        source_url: arguments.source_url.as_deref(),
        licence: arguments.licence.as_deref(),
        retrieved: crate::signpost::day_in_sweden(jiff::Timestamp::now()),
        accuracy_m,
        properties: (&arguments.code_property, &imported.name),
    };
    Ok(import::facts(old, &arguments.layer, &provenance))
}

/// The accuracy that the layer has today: a finer one must be said, since it is a promise.
fn known_accuracy_m(old: Option<&str>) -> f64 {
    let table = old.and_then(|text| text.parse::<toml::Table>().ok());
    let known = table.as_ref().and_then(|table| table.get("accuracy_m"));
    let known =
        known.and_then(|value| value.as_float().or_else(|| value.as_integer().map(|m| m as f64)));
    known.unwrap_or(ACCURACY_DEFAULT_M)
}

/// Tells what was read and everything that was mended.
fn tell(
    setting: &Setting<'_>,
    arguments: &Arguments,
    imported: &Imported,
    replaces: bool,
) -> anyhow::Result<()> {
    let Imported { format, areas, positions, name, told, .. } = imported;
    let output = setting.output;
    output.message(&format!(
        "{}: {format}, {areas} areas, {positions} positions, named by `{name}`",
        arguments.file.display()
    ));
    told.iter().for_each(|sentence| output.message(&format!("mended: {sentence}")));
    if replaces {
        output.message(&format!("maps/{}.geojson and its facts are replaced", arguments.layer));
    }
    if arguments.licence.is_none() || arguments.source.is_none() {
        output.message("say where the map is from before you publish it: --source and --licence");
    }
    if arguments.accuracy.is_none() {
        output.message("its accuracy is not said, so the known one stays: --accuracy METRES");
    }
    Ok(())
}

/// Writes a file whole or not at all.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let draft = path.with_extension("draft");
    fs::write(&draft, text)
        .and_then(|()| fs::rename(&draft, path))
        .with_context(|| format!("{} cannot be written", path.display()))
}
