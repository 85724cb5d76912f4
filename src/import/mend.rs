//! From drawn features to areas that a layer may have: closed, not crossing themselves, one for each
//! code. What is safe is mended and told; what is not is refused with the feature and the reason.

use std::collections::BTreeMap;

use geo::{
    Area as _, BooleanOps, BoundingRect, Coord, Distance, Haversine, Intersects, Length,
    LineString, MakeValid, MultiPolygon, Point, Polygon, Winding,
};

use super::drawn::{Drawn, Feature, Refusal, Ring};
use crate::markdown::address;
use crate::parse::shape_fault;

/// Positions are kept to a millionth of a degree: a decimetre, finer than any border is known.
const STEPS_PER_DEGREE: f64 = 1e6;
/// The widest gap at which a ring is closed, as a share of its length: a border that was cut off
/// leaves more.
const GAP_SHARE_MAX: f64 = 0.02;
/// How much of an area may change when crossings are resolved.
const CHANGE_SHARE_MAX: f64 = 0.01;
/// The most refusals that are told.
const REFUSALS_MAX: usize = 20;

/// An area of the new layer.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) shape: MultiPolygon<f64>,
}

/// Which properties identify and name an area.
pub(super) struct Naming<'n> {
    pub(super) code: &'n str,
    pub(super) name: &'n str,
}

/// How many features are named where the same was mended in many.
const NAMED_MAX: usize = 3;

/// What was mended.
#[derive(Debug, Default)]
struct Told {
    /// What, with the features it was mended in; in the order of the first.
    mended: Vec<(String, Vec<String>)>,
    turned: usize,
    rounded_away: usize,
}

/// The areas of a map in degrees, in the order of their codes.
pub(super) fn areas(
    drawn: Drawn,
    naming: &Naming<'_>,
) -> Result<(Vec<Area>, Vec<String>), Vec<Refusal>> {
    let (mut told, mut refused) = (Told::default(), Vec::new());
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    for (index, feature) in drawn.features.into_iter().enumerate() {
        let label = label(index, &feature, naming);
        match area(feature, naming, &label, &mut told) {
            Ok(area) => match areas.get_mut(&area.code) {
                Some(known) => join(known, area, &label, &mut told),
                None => {
                    areas.insert(area.code.clone(), area);
                }
            },
            Err(refusal) => refused.push(refusal.within(&label)),
        }
    }
    if refused.len() > REFUSALS_MAX {
        let more = refused.len() - REFUSALS_MAX;
        refused.truncate(REFUSALS_MAX);
        refused.push(Refusal::new(format!("and {more} features more")));
    }
    if areas.is_empty() && refused.is_empty() {
        refused.push(Refusal::new("the map has no areas"));
    }
    if refused.is_empty() { Ok((areas.into_values().collect(), told.all())) } else { Err(refused) }
}

impl Told {
    fn of(&mut self, label: &str, what: &str) {
        match self.mended.iter_mut().find(|(known, _)| known == what) {
            Some((_, labels)) if labels.last().is_some_and(|last| last == label) => {}
            Some((_, labels)) => labels.push(label.to_owned()),
            None => self.mended.push((what.to_owned(), vec![label.to_owned()])),
        }
    }

    /// Everything in sentences, features in which the same was mended together.
    fn all(self) -> Vec<String> {
        let mut sentences: Vec<String> = self.mended.iter().map(sentence).collect();
        if self.turned > 0 {
            let what =
                format!("turned {} rings around: outer rings run counter-clockwise", self.turned);
            sentences.push(what);
        }
        if self.rounded_away > 0 {
            let what =
                format!("left out {} positions that repeated the one before", self.rounded_away);
            sentences.push(what);
        }
        sentences
    }
}

fn sentence((what, labels): &(String, Vec<String>)) -> String {
    let named = labels.get(..NAMED_MAX.min(labels.len())).unwrap_or_default().join(", ");
    match labels.len().saturating_sub(NAMED_MAX) {
        0 => format!("{named}: {what}"),
        more => format!("{named} and {more} more: {what}"),
    }
}

/// How a feature is named to the person who can mend it.
fn label(index: usize, feature: &Feature, naming: &Naming<'_>) -> String {
    let property = |key: &str| feature.properties.get(key).filter(|text| !text.is_empty());
    let known = property(naming.name).or_else(|| property(naming.code));
    known.map_or_else(
        || format!("features[{index}]"),
        |name| {
            let name: String = name.chars().filter(is_seen).take(60).collect();
            format!("features[{index}] ({name})")
        },
    )
}

fn area(
    feature: Feature,
    naming: &Naming<'_>,
    label: &str,
    told: &mut Told,
) -> Result<Area, Refusal> {
    let mut property =
        |key: &str| feature.properties.get(key).map(|text| visible(text, label, told));
    let code = property(naming.code).filter(|code| !code.is_empty());
    let code = code.ok_or_else(|| {
        Refusal::new(format!("the property `{}` is missing or empty", naming.code))
    })?;
    let name =
        property(naming.name).filter(|name| !name.is_empty()).unwrap_or_else(|| code.clone());
    let mut polygons = Vec::new();
    let has_geometry = !feature.polygons.is_empty() || !feature.lines.is_empty();
    for rings in feature.polygons {
        polygons.extend(polygon(rings, label, told)?);
    }
    if !feature.lines.is_empty() {
        told.of(label, "a border drawn as a line was taken as the outline of the area");
        for ring in chained(feature.lines) {
            polygons.extend(polygon(vec![ring], label, told)?);
        }
    }
    if polygons.is_empty() {
        return Err(match (has_geometry, feature.has_points) {
            (true, _) => {
                Refusal::new("nothing is left of its area: every ring is a line or a point")
            }
            (false, true) => Refusal::new("a point is no area").hint("draw it as a polygon"),
            (false, false) => Refusal::new("it has no geometry"),
        });
    }
    let mut whole = MultiPolygon::new(Vec::new());
    for part in polygons {
        whole = merged(whole, MultiPolygon::new(vec![part]));
    }
    Ok(Area { code, name, shape: whole })
}

/// A text without the characters that nobody sees, which the portal does not take.
fn visible(text: &str, label: &str, told: &mut Told) -> String {
    let kept: String = text.trim().chars().filter(is_seen).collect();
    if kept != text.trim() {
        told.of(label, "left out characters of its name or code that cannot be seen");
    }
    kept
}

fn is_seen(character: &char) -> bool {
    !character.is_control() && !address::is_hidden(*character)
}

/// Lines whose ends meet, joined; what is closed already stays by itself.
fn chained(lines: Vec<Ring>) -> Vec<Ring> {
    let (mut rings, mut open): (Vec<Ring>, Vec<Ring>) =
        lines.into_iter().partition(|line| line.first() == line.last());
    while let Some(mut ring) = open.pop() {
        while ring.first() != ring.last() {
            let end = ring.last().copied();
            let next = open
                .iter()
                .position(|line| line.first().copied() == end || line.last().copied() == end);
            let Some(next) = next.map(|place| open.swap_remove(place)) else { break };
            if next.first().copied() == end {
                ring.extend(next.into_iter().skip(1));
            } else {
                ring.extend(next.into_iter().rev().skip(1));
            }
        }
        rings.push(ring);
    }
    rings
}

/// The valid polygons that rings give: usually one, several where a crossing was resolved.
fn polygon(rings: Vec<Ring>, label: &str, told: &mut Told) -> Result<Vec<Polygon<f64>>, Refusal> {
    let mut closed = Vec::with_capacity(rings.len());
    for (number, ring) in rings.into_iter().enumerate() {
        match self::ring(ring, label, told)? {
            Some(ring) => closed.push(ring),
            None if number == 0 => return Ok(Vec::new()),
            None => {}
        }
    }
    if shape_fault(&closed).is_some() {
        return resolved(closed, label, told);
    }
    let mut closed = closed.into_iter();
    let Some(outer) = closed.next() else { return Ok(Vec::new()) };
    Ok(vec![wound(Polygon::new(outer, closed.collect()), Some(told))])
}

/// A ring rounded, without repetitions, closed; `None` when it encloses nothing.
fn ring(ring: Ring, label: &str, told: &mut Told) -> Result<Option<LineString<f64>>, Refusal> {
    let round = |number: f64| (number * STEPS_PER_DEGREE).round() / STEPS_PER_DEGREE;
    let count = ring.len();
    let mut ring: Ring =
        ring.into_iter().map(|at| Coord { x: round(at.x), y: round(at.y) }).collect();
    ring.dedup();
    told.rounded_away += count - ring.len();
    if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
        && first != last
        && ring.len() > 2
    {
        let gap_m = Haversine.distance(Point::from(first), Point::from(last));
        let length_m = Haversine.length(&LineString::new(ring.clone()));
        if gap_m > GAP_SHARE_MAX * length_m {
            let what = format!(
                "a ring is open by {gap_m:.0} m at {:.5}, {:.5} (latitude, longitude)",
                last.y, last.x
            );
            return Err(
                Refusal::new(what).hint("a part of the border is missing: export the map again")
            );
        }
        told.of(label, &format!("closed a ring that was open by {gap_m:.0} m"));
        ring.push(first);
    }
    let ring = LineString::new(ring);
    let encloses = ring.0.len() >= 4 && !is_straight(&ring);
    if !encloses {
        told.of(label, "left out a ring that encloses nothing");
    }
    Ok(encloses.then_some(ring))
}

/// Whether all positions lie on one line. Two equal loops of a ring that crosses itself have no area
/// together either, but they are not straight.
fn is_straight(ring: &LineString<f64>) -> bool {
    let [first, second, rest @ ..] = ring.0.as_slice() else { return true };
    let along = *second - *first;
    rest.iter().all(|at| along.x * (at.y - first.y) == along.y * (at.x - first.x))
}

/// Rings that cross themselves or each other, taken apart at the crossings.
fn resolved(
    rings: Vec<LineString<f64>>,
    label: &str,
    told: &mut Told,
) -> Result<Vec<Polygon<f64>>, Refusal> {
    let fault = shape_fault(&rings).unwrap_or_default();
    let mut rings = rings.into_iter();
    let Some(outer) = rings.next() else { return Ok(Vec::new()) };
    let drawn = Polygon::new(outer, rings.collect());
    let before = drawn.unsigned_area();
    let hint = "mend the outline in a map program, for instance with QGIS' \"Fix geometries\"";
    let refuse = |why: &str| Err(Refusal::new(format!("{fault}; {why}")).hint(hint));
    let Ok(valid) = drawn.make_valid() else { return refuse("it cannot be taken apart") };
    let parts: Vec<Polygon<f64>> = valid.0.into_iter().map(|part| wound(part, None)).collect();
    let after: f64 = parts.iter().map(Polygon::unsigned_area).sum();
    let share = (after - before).abs() / before.max(after);
    if parts.is_empty() || share > CHANGE_SHARE_MAX {
        return refuse(&format!("mending it would change {:.0} % of the area", share * 100.0));
    }
    told.of(label, &format!("{fault}; resolved, which changed {:.3} % of the area", share * 100.0));
    Ok(parts)
}

/// The polygon with its outer ring counter-clockwise and its holes clockwise (RFC 7946, section 3.1.6).
fn wound(polygon: Polygon<f64>, told: Option<&mut Told>) -> Polygon<f64> {
    let (mut outer, mut holes) = polygon.into_inner();
    let turned = usize::from(outer.is_cw()) + holes.iter().filter(|hole| hole.is_ccw()).count();
    outer.make_ccw_winding();
    holes.iter_mut().for_each(Winding::make_cw_winding);
    if let Some(told) = told {
        told.turned += turned;
    }
    Polygon::new(outer, holes)
}

/// Adds a part to an area; where the two overlap, what both cover counts once.
fn merged(mut whole: MultiPolygon<f64>, part: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let apart = match (whole.bounding_rect(), part.bounding_rect()) {
        (Some(one), Some(other)) => !one.intersects(&other),
        _ => true,
    };
    if apart {
        whole.0.extend(part.0);
        return whole;
    }
    // Parts that only touch in places keep their positions as they were drawn.
    if !whole.intersects(&part) {
        whole.0.extend(part.0);
        return whole;
    }
    let union = whole.union(&part);
    MultiPolygon::new(union.0.into_iter().map(|part| wound(part, None)).collect())
}

fn join(known: &mut Area, other: Area, label: &str, told: &mut Told) {
    told.of(label, &format!("the code {} stands twice; joined to one area", other.code));
    let whole = std::mem::replace(&mut known.shape, MultiPolygon::new(Vec::new()));
    known.shape = merged(whole, other.shape);
}
