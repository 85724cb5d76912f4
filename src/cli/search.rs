//! `samvis search`.

use std::fmt::Write;
use std::time::Instant;

use clap::Args;

use super::{Setting, Verdict, load, locale, municipality};
use crate::api::{self, Question};
use crate::pages::Site;
use crate::search::{HitKind, Query};

/// The arguments of `search`.
#[derive(Args)]
#[command(after_help = "\
Examples:
  samvis search \"öppna restaurang\" --municipality sundsvall
  samvis search bygglov --json | jq '.hits[].id'")]
pub(super) struct Arguments {
    /// The words to look for.
    #[arg(required = true, value_name = "QUERY")]
    words: Vec<String>,
    /// The language of the page.
    #[arg(long)]
    locale: Option<String>,
    /// The municipality chosen by the visitor: code or slug.
    #[arg(long)]
    municipality: Option<String>,
    /// How many hits.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=100))]
    limit: u16,
    /// Print what the API answers.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    let loaded = load(setting)?;
    let site = &loaded.site;
    let locale = locale(site, arguments.locale.as_deref())?;
    let chosen = arguments.municipality.as_deref();
    let municipality = chosen.map(|text| municipality(site, text)).transpose()?;
    let query = Query {
        municipality: municipality.map(|found| found.code),
        day: Some(jiff::Zoned::now().date()),
        limit: usize::from(arguments.limit),
        ..Query::new(&arguments.words.join(" "), locale)
    };
    let text = if arguments.json { json(site, &query) } else { text(site, &query) };
    setting.output.result(&text)?;
    Ok(Verdict::Good)
}

fn text(site: &Site, query: &Query) -> String {
    let results = site.snapshot.index.search(query);
    let mut text = format!("{} hits", results.total);
    let understood = results.understood.and_then(|code| {
        site.snapshot.catalog.municipalities.get(&code).map(|found| found.name(query.locale))
    });
    if let Some(name) = understood {
        text.push_str(&format!(" in {name}"));
    }
    if let Some(corrected) = &results.corrected {
        text.push_str(&format!(" for \"{corrected}\""));
    }
    text.push('\n');
    for (number, hit) in (1..).zip(&results.hits) {
        let kind = match hit.kind {
            HitKind::Service => "service",
            HitKind::Guide => "guide",
            HitKind::Checklist => "checklist",
            HitKind::Event => "event",
            HitKind::Municipality => "municipality",
            HitKind::Topic => "topic",
            HitKind::Page => "page",
        };
        let (title, summary, id) = (&hit.title, &hit.summary, &hit.id);
        write!(text, "{number:>3}. {title} ({kind} {id}, {:.2})\n     {summary}\n", hit.score)
            .expect("writing to a String does not fail");
    }
    text
}

fn json(site: &Site, query: &Query) -> String {
    let mut parameters = vec![
        ("q".to_owned(), query.text.clone()),
        ("locale".to_owned(), query.locale.to_string()),
        ("limit".to_owned(), query.limit.to_string()),
    ];
    if let Some(code) = query.municipality {
        parameters.push(("municipality".to_owned(), code.to_string()));
    }
    answer(site, "search", &parameters)
}

/// What the API answers now, with a line end.
pub(super) fn answer(site: &Site, path: &str, query: &[(String, String)]) -> String {
    let begun = Instant::now();
    let elapsed_us = || u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    let now = jiff::Timestamp::now();
    let mut body = api::respond(site, &Question { path, query, now, elapsed_us: &elapsed_us }).body;
    body.push('\n');
    body
}
