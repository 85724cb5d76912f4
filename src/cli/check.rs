//! `samvis check`.

use std::fs;
use std::path::{Path, PathBuf};

use annotate_snippets::Renderer;
use anyhow::Context;
use clap::{Args, ValueEnum};

use super::{Setting, Verdict, load_without_search, report};
use crate::check::{self, SpotKind, picture, sketched, spots_of};
use crate::live::Loaded;
use crate::parse::sketches;
use crate::problem::Severity;

/// The most shapes drawn of one layer: as many as are told.
const SHAPES_MAX: usize = 20;

/// How to print.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people, with the lines the problems point at.
    Text,
    /// For programs.
    Json,
    /// Annotations for a code host's workflow.
    Github,
}

/// The arguments of `check`.
#[derive(Args)]
#[command(after_help = "Exit code 0: no errors (there may be warnings); 1: errors; 2: wrong use.")]
pub(super) struct Arguments {
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Draw each overlap and gap of a layer, each shape that is not taken because of where it lies or
    /// how it runs, and the questions of each checklist, as SVG files in this folder.
    #[arg(long, value_name = "DIR")]
    pictures: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let loaded = load_without_search(setting.root)?;
    let today = jiff::Zoned::now().date();
    let mut problems = loaded.problems.clone();
    problems.extend(check::on_day(&loaded.site.snapshot.catalog, today));
    problems.sort();
    let problems = &problems;
    let text = match arguments.format {
        Format::Text => {
            let colours = setting.output.colours_results();
            let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
            report::text(problems, &loaded.tree, &renderer)
        }
        Format::Json => report::json(problems),
        Format::Github => report::github(problems),
    };
    setting.output.result(&text)?;
    if let Some(folder) = &arguments.pictures {
        let drawn = pictures(&loaded, folder)?;
        setting.output.message(&format!("{drawn} pictures in {}", folder.display()));
    }
    let errors = report::count(problems, Severity::Error);
    Ok(if errors == 0 { Verdict::Good } else { Verdict::Problems })
}

/// Draws every spot and shape that is told and the flow of every checklist, and gives their number.
fn pictures(loaded: &Loaded, folder: &Path) -> anyhow::Result<usize> {
    let shown = folder.display();
    fs::create_dir_all(folder).with_context(|| format!("{shown} cannot be made"))?;
    let mut drawn = 0;
    let mut draw = |name: &str, svg: &str| {
        let file = folder.join(format!("{name}.svg"));
        drawn += 1;
        fs::write(&file, svg).with_context(|| format!("{} cannot be written", file.display()))
    };
    let Loaded { site, tree, .. } = loaded;
    let catalog = &site.snapshot.catalog;
    for id in catalog.checklists.keys() {
        if let Some(svg) = site.flow_picture(catalog.portal.default_locale(), id) {
            draw(&format!("checklist-{id}"), &svg)?;
        }
    }
    for layer in catalog.layers.values() {
        let spots = if layer.kind.parts_the_land() { spots_of(layer) } else { None };
        for (number, spot) in (1..).zip(spots.unwrap_or_default()) {
            let kind = match spot.kind {
                SpotKind::Overlap => "overlap",
                SpotKind::Gap => "gap",
            };
            draw(&format!("{}-{number}-{kind}", layer.id), &picture(layer, &spot))?;
        }
        let text = tree.get(&format!("maps/{}.geojson", layer.id));
        let text = text.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let sketches = sketches(text, layer.expected.bounds);
        for (number, sketch) in (1..).zip(sketches.iter().take(SHAPES_MAX)) {
            draw(&format!("{}-{number}-shape", layer.id), &sketched(layer, sketch))?;
        }
    }
    Ok(drawn)
}
