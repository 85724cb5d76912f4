//! Service points: where municipalities and organisations receive visitors.
//!
//! A wrong position sends people to the wrong door, so it is taken only where it can be right: in
//! Sweden, and in the municipality that the service point is said to lie in. Without a position the
//! rest still holds.

use std::collections::BTreeMap;

use geo::{Closest, ClosestPoint, Coord, MapCoords, MultiPolygon};
use jiff::civil::Date;

use super::reader::{Report, Table, shown};
use super::value;
use crate::model::{
    Area, Catalog, HandledBy, Layer, MunicipalityCode, OrganisationId, Point, ServicePoint,
    ServicePointId,
};
use crate::problem::{Code, Problem};

/// South, north, west and east of all Swedish ground, a little rounded outwards: Smygehuk 55.3,
/// Treriksröset 69.06, the Koster islands 10.9 and Haparanda 24.2.
const SWEDEN: [f64; 4] = [55.0, 69.1, 10.5, 24.3];
/// How far from all drawn land a position may lie, in metres: coarse layers leave out islands.
const OFF_THE_COAST_MAX_M: f64 = 10_000.0;

/// The day and the source of the whole file, which hold where a service point has none of its own.
type Confirmed<'a> = (Option<Date>, Option<&'a str>);

/// The service points (`[[service_points]]`) of a municipality; they lie in it unless they say
/// where else.
pub(super) fn of_municipality(
    table: &Table<'_>,
    code: Option<MunicipalityCode>,
    confirmed: Confirmed<'_>,
) -> Vec<ServicePoint> {
    table.tables("service_points", |table| {
        let municipality = table.optional("municipality", value::municipality);
        // What names another municipality that cannot be read must not become this one.
        let lies_in = if table.has("municipality") { municipality } else { code };
        let provider = code.map(HandledBy::Municipality);
        service_point(table, (provider, lies_in), confirmed)
    })
}

/// The service points of an organisation, which say which municipality they lie in.
pub(super) fn of_organisation(
    table: &Table<'_>,
    id: &OrganisationId,
    confirmed: Confirmed<'_>,
) -> Vec<ServicePoint> {
    table.tables("service_points", |table| {
        let lies_in = table.required("municipality", value::municipality);
        service_point(table, (Some(HandledBy::Organisation(id.clone())), lies_in), confirmed)
    })
}

fn service_point(
    table: &Table<'_>,
    (provider, municipality): (Option<HandledBy>, Option<MunicipalityCode>),
    (day, source): Confirmed<'_>,
) -> Option<ServicePoint> {
    let id = table.required("id", value::id);
    let names = table.required("names", value::names);
    let address = table.required("address", value::text);
    let postcode = table.optional("postcode", value::postcode);
    let town = table.optional("town", value::text);
    let position = table.table("position", position);
    let opening_hours = table.optional("opening_hours", value::local).unwrap_or_default();
    let url = table.optional("url", value::web);
    let phone = table.optional("phone", value::phone);
    let services = table.list("services", value::service);
    let own_day = table.optional("confirmed", value::date);
    let own_source = table.optional("source", value::text);
    // Services that cannot be read must not become "whatever the errand".
    if services.is_empty() && table.has_values("services") {
        return None;
    }
    Some(ServicePoint {
        id: id?,
        line: table.line(),
        provider: provider?,
        municipality: municipality?,
        names: names?,
        address: address?,
        postcode,
        town,
        position,
        opening_hours,
        url,
        phone,
        services,
        confirmed: own_day.or(day)?,
        source: own_source.or_else(|| source.map(str::to_owned))?,
    })
}

/// A position by the names of its numbers, so that their order cannot be wrong.
fn position(table: &Table<'_>) -> Option<Point> {
    let lat = table.required("lat", value::degrees);
    let lon = table.required("lon", value::degrees);
    let (lat, lon) = (lat?, lon?);
    let (what, hint) = if is_in_sweden(lat, lon) {
        return Point::new(lat, lon).ok();
    } else if is_in_sweden(lon, lat) {
        ("`lat` and `lon` are swapped", format!("did you mean {{ lat = {lon}, lon = {lat} }}?"))
    } else if is_in_metres(lat, lon) || is_in_metres(lon, lat) {
        let hint = "convert it to WGS 84: `lat` is then about 62 and `lon` about 17";
        ("the position is in metres (SWEREF 99 TM), not in degrees", hint.to_owned())
    } else {
        let [south, north, west, east] = SWEDEN;
        let hint = format!(
            "`lat` is degrees north, from {south} to {north}; `lon` is degrees east, from {west} \
             to {east}"
        );
        ("the position lies outside Sweden", hint)
    };
    table.tell(Code::ServicePointPosition, format!("{what}: {lat}, {lon}"), Some(hint));
    None
}

fn is_in_sweden(lat: f64, lon: f64) -> bool {
    let [south, north, west, east] = SWEDEN;
    (south..=north).contains(&lat) && (west..=east).contains(&lon)
}

/// Whether two numbers are a northing and an easting in Sweden.
fn is_in_metres(north: f64, east: f64) -> bool {
    (6_000_000.0..7_900_000.0).contains(&north) && (200_000.0..1_000_000.0).contains(&east)
}

/// Gathers the service points of all files, without the second one with the same id and without
/// positions that lie outside the municipality. Both are told.
pub(super) fn gather(catalog: &Catalog, report: &mut Report) -> Vec<ServicePoint> {
    let Catalog { portal, layers, municipalities, organisations, .. } = catalog;
    let layer = portal.maps.municipalities.as_ref().and_then(|id| layers.get(id));
    let of_municipalities = municipalities.values().map(|it| (&it.path, &it.service_points));
    let of_organisations = organisations.values().map(|it| (&it.path, &it.service_points));
    let all = of_municipalities.chain(of_organisations);
    let all = all.flat_map(|(path, points)| points.iter().map(move |it| (path.as_str(), it)));
    let mut known: BTreeMap<&ServicePointId, &str> = BTreeMap::new();
    let mut gathered = Vec::new();
    for (path, it) in all {
        if let Some(other) = known.insert(&it.id, path) {
            let message = format!("the service point `{}` is also in {other}", it.id);
            let hint = "give it another id: addresses and programs tell them apart by it";
            let problem = Problem::new(Code::Duplicate, path, message).at(it.line, 1);
            report.tell(problem.hint(hint.to_owned()));
            continue;
        }
        let misplaced = layer.and_then(|layer| misplaced(it, path, layer));
        let position = it.position.filter(|_| misplaced.is_none());
        misplaced.into_iter().for_each(|problem| report.tell(problem));
        if municipalities.contains_key(&it.municipality) {
            gathered.push(ServicePoint { position, ..it.clone() });
        }
    }
    gathered
}

/// What is wrong with a position: it lies in another municipality, farther from its own than the
/// layer may be wrong, or far from all land that is drawn.
fn misplaced(it: &ServicePoint, path: &str, layer: &Layer) -> Option<Problem> {
    let position = it.position?;
    let code = it.municipality.to_string();
    let away = |area: &Area| metres_outside(&area.shape, position);
    let own = layer.areas.iter().filter(|area| area.id == code);
    let own = own.map(|area| (area, away(area)));
    let (own, away_m) = own.min_by(|(_, one), (_, other)| one.total_cmp(other))?;
    if away_m <= layer.accuracy_m {
        return None;
    }
    let other = layer.areas.iter().find(|area| area.id != code && away(area) == 0.0);
    if other.is_none() && away_m <= OFF_THE_COAST_MAX_M {
        return None;
    }
    let message = format!(
        "the position {}, {} lies {:.1} km outside {}{}",
        position.lat(),
        position.lon(),
        away_m / 1000.0,
        named(own),
        other.map(|area| format!(", in {}", named(area))).unwrap_or_default()
    );
    let hint = match other {
        Some(area) => {
            format!("mend it, or write municipality = \"{}\" if that is where it is", area.id)
        }
        None => "look it up again: `lat` is degrees north, `lon` degrees east".to_owned(),
    };
    let problem = Problem::new(Code::ServicePointPosition, path, message).at(it.line, 1);
    Some(problem.hint(hint))
}

fn named(area: &Area) -> String {
    format!("{} ({})", shown(&area.name), shown(&area.id))
}

/// The metres from a point to a shape; 0 inside.
fn metres_outside(shape: &MultiPolygon<f64>, point: Point) -> f64 {
    // A degree of longitude is shorter than one of latitude: the nearest corner is looked for so.
    let squeeze = point.lat().to_radians().cos();
    let flat = shape.map_coords(|it| Coord { x: it.x * squeeze, y: it.y });
    match flat.closest_point(&geo::Point::new(point.lon() * squeeze, point.lat())) {
        Closest::Intersection(_) => 0.0,
        Closest::SinglePoint(near) => Point::new(near.y(), near.x() / squeeze)
            .map_or(f64::INFINITY, |near| point.metres_to(near)),
        Closest::Indeterminate => f64::INFINITY,
    }
}
