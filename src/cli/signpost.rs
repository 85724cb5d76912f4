//! `samvis where`: where to go for a service at a place, and why.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{ArgGroup, Args};

use super::search::answer;
use super::{Setting, Verdict, batch, load_without_search, locale, nearest};
use crate::geo::{Found, PlaceQuery};
use crate::model::{Catalog, Locale, MunicipalityCode, Point, Postcode, ServiceId};
use crate::pages::Site;
use crate::signpost::{self, Alternative, Handler, Outcome, Signpost};
use crate::words;

/// The arguments of `where`.
#[derive(Args)]
#[command(
    group = ArgGroup::new("somewhere").required(true),
    after_help = "\
Examples:
  samvis where --service bygglov --municipality ange
  samvis where --service serveringstillstand --at 62.39,17.31
  samvis where --service fardtjanst --postcode \"852 31\"
  samvis where --service bygglov --place Junsele --json
  samvis where --batch points.csv > areas.csv         which municipality each point lies in
  echo 62.39,17.31 | samvis where --batch - --layer lan --json

A list has a point a line, latitude first, or columns named lat and lon in its first line. Its
columns come back with match, area_code, area_name, distance_m (to the nearest area, 0 inside) and
near_border (codes and metres of other areas nearer than the layer's accuracy)."
)]
pub(super) struct Arguments {
    /// The id of the service.
    #[arg(long, value_name = "ID", required_unless_present = "batch")]
    service: Option<String>,
    /// A municipality's code or slug.
    #[arg(long, group = "somewhere", value_name = "X")]
    municipality: Option<String>,
    /// A point in degrees (WGS 84), latitude first.
    #[arg(long, group = "somewhere", value_name = "LAT,LON", allow_hyphen_values = true)]
    at: Option<String>,
    /// A postcode.
    #[arg(long, group = "somewhere", value_name = "C")]
    postcode: Option<String>,
    /// A municipality's or locality's name.
    #[arg(long, group = "somewhere", value_name = "NAME")]
    place: Option<String>,
    /// A list of points, - for standard input: tells which area each of them lies in.
    #[arg(long, group = "somewhere", value_name = "FILE", conflicts_with_all = ["service", "locale"])]
    batch: Option<PathBuf>,
    /// The layer of the areas, for a list; municipalities when not given.
    #[arg(long, value_name = "ID", requires = "batch")]
    layer: Option<String>,
    /// The language of the answer.
    #[arg(long)]
    locale: Option<String>,
    /// Print what the API answers; for a list a line each.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, setting: &Setting<'_>) -> anyhow::Result<Verdict> {
    if let Some(file) = &arguments.batch {
        return batch::run(file, (arguments.layer.as_deref(), arguments.json), setting);
    }
    let loaded = load_without_search(setting.root)?;
    let site = &loaded.site;
    let locale = locale(site, arguments.locale.as_deref())?;
    let service = service(site, arguments.service.as_deref().unwrap_or_default())?;
    let place = place(arguments)?;
    if arguments.json {
        let body = answer(site, "signpost", &parameters(&service, &place, locale));
        setting.output.result(&body)?;
        return Ok(Verdict::Good);
    }
    let snapshot = &site.snapshot;
    let now = jiff::Timestamp::now();
    let found = snapshot.geo.find(&place, signpost::day_in_sweden(now));
    let sign = signpost::signpost(&snapshot.catalog, &snapshot.geo, &service, found, now);
    setting.output.result(&text(site, &sign, locale))?;
    Ok(Verdict::Good)
}

fn service(site: &Site, text: &str) -> anyhow::Result<ServiceId> {
    let services = &site.snapshot.catalog.services;
    let found = ServiceId::parse(text).filter(|id| services.contains_key(id));
    found.with_context(|| {
        let near = nearest(text, services.keys().map(ServiceId::as_str));
        let hint = near.map(|id| format!("did you mean `{id}`?"));
        let hint = hint.unwrap_or_else(|| format!("`samvis search {text}` finds it by words"));
        format!("the portal has no service `{text}`\nhint: {hint}")
    })
}

fn place(arguments: &Arguments) -> anyhow::Result<PlaceQuery> {
    if let Some(text) = &arguments.municipality {
        return Ok(PlaceQuery::Municipality(text.clone()));
    }
    if let Some(text) = &arguments.postcode {
        let postcode = Postcode::parse(text);
        return postcode
            .map(PlaceQuery::Postcode)
            .with_context(|| format!("`{text}` is not a postcode\nhint: five digits"));
    }
    if let Some(text) = &arguments.at {
        return at(text).map(PlaceQuery::Point);
    }
    match &arguments.place {
        Some(name) => Ok(PlaceQuery::Name(name.clone())),
        None => bail!("no place is given"),
    }
}

fn at(text: &str) -> anyhow::Result<Point> {
    let numbers = text.split_once(',');
    numbers.and_then(|(lat, lon)| point(lat.trim(), lon.trim())).with_context(|| {
        format!(
            "`{text}` is not a point\nhint: latitude and longitude in degrees: --at 62.39,17.31"
        )
    })
}

/// A point as it is typed, in degrees.
pub(super) fn point(lat: &str, lon: &str) -> Option<Point> {
    Point::new(lat.parse().ok()?, lon.parse().ok()?).ok()
}

fn parameters(service: &ServiceId, place: &PlaceQuery, locale: Locale) -> Vec<(String, String)> {
    let mut pairs = vec![("service", service.to_string()), ("locale", locale.to_string())];
    match place {
        PlaceQuery::Municipality(text) => pairs.push(("municipality", text.clone())),
        PlaceQuery::Postcode(postcode) => pairs.push(("postcode", postcode.to_string())),
        PlaceQuery::Name(name) => pairs.push(("place", name.clone())),
        PlaceQuery::Point(point) => {
            pairs.push(("lat", point.lat().to_string()));
            pairs.push(("lon", point.lon().to_string()));
        }
    }
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn text(site: &Site, sign: &Signpost, locale: Locale) -> String {
    let mut text = String::new();
    write(&mut text, site, sign, locale).expect("writing to a String does not fail");
    text
}

fn write(text: &mut String, site: &Site, sign: &Signpost, locale: Locale) -> std::fmt::Result {
    let catalog = &site.snapshot.catalog;
    let title = catalog.services.get(&sign.service).map_or("", |found| found.title(locale));
    writeln!(text, "{title}: {}", outcome(sign.outcome))?;
    if let Found::Municipality { code, near_border, .. } = &sign.place {
        writeln!(text, "  place       {}", name(catalog, *code, locale))?;
        for near in near_border {
            let other = name(catalog, near.code, locale);
            writeln!(text, "  near border {other}, {:.0} m", near.distance_m)?;
        }
    }
    for (label, handler) in [("handled by", &sign.handler), ("decided by", &sign.decided_by)] {
        if let Some(handler) = handler {
            writeln!(text, "  {label:<11} {}", handler_name(catalog, handler, locale))?;
        }
    }
    for way in &sign.channels {
        let channel = &way.channel;
        let target = [&channel.url, &channel.phone, &channel.email, &channel.address];
        let target = target.into_iter().flatten().next().map_or("", String::as_str);
        let closed = if way.closed { " (closed now)" } else { "" };
        writeln!(text, "  channel     {target}, confirmed {}{closed}", way.confirmed)?;
    }
    for code in &sign.candidates {
        writeln!(text, "  choose      {}", name(catalog, *code, locale))?;
    }
    if let Some(needed) = &sign.point_needed {
        for (label, branch) in [("inside", &needed.inside), ("outside", &needed.outside)] {
            let handler = branch.handler.as_ref();
            let handler = handler.map(|handler| handler_name(catalog, handler, locale));
            let handler = handler.map(|name| format!(": {name}")).unwrap_or_default();
            writeln!(text, "  {label:<11} {}{handler}", outcome(branch.outcome))?;
        }
        writeln!(text, "  hint        give the place as a point: --at LAT,LON")?;
    }
    for alternative in &sign.alternatives {
        let (Alternative::Portal(target)
        | Alternative::Website(target)
        | Alternative::Phone { number: target, .. }) = alternative;
        writeln!(text, "  instead     {target}")?;
    }
    if let Some(refusal) = &sign.refusal {
        let (reason, instead) = (refusal.reason.text(locale), refusal.instead.text(locale));
        writeln!(text, "  reason      {reason}\n  instead     {instead}")?;
    }
    for step in &sign.trace {
        writeln!(text, "  because     {}", words::step(&site.words, catalog, locale, step))?;
    }
    Ok(())
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Direct => "direct",
        Outcome::HandledBy => "handled by another",
        Outcome::Elsewhere => "elsewhere",
        Outcome::Choose => "several answers are possible",
        Outcome::NotProvided => "not provided",
        Outcome::Unknown => "unknown",
        Outcome::PlaceUnknown => "the place is not known",
    }
}

fn name(catalog: &Catalog, code: MunicipalityCode, locale: Locale) -> String {
    let name = catalog.municipalities.get(&code).map_or("", |found| found.name(locale));
    format!("{name} ({code})")
}

fn handler_name(catalog: &Catalog, handler: &Handler, locale: Locale) -> String {
    match handler {
        Handler::Municipality(code) => name(catalog, *code, locale),
        Handler::Organisation(id) => {
            catalog.organisations.get(id).map_or(id.as_str(), |it| it.name.text(locale)).to_owned()
        }
    }
}
