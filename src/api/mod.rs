//! The JSON API as a pure function of a site: path and query to status and body.
//! Its wire types are its own; every one of them is described in `openapi.json`.

mod about;
mod basemap;
mod calendar;
mod checklists;
mod compare;
mod layers;
mod municipalities;
mod parameters;
mod places;
mod plan;
mod refusal;
mod search;
mod service_points;
mod services;
mod signpost;
mod tiles;
mod wire;

use serde::Serialize;

use crate::pages::Site;
use crate::signpost::day_in_sweden;
use parameters::Parameters;
use refusal::Refusal;

pub use basemap::{basemap_json, basemap_refusal};
pub use layers::{LayerPieces, large_layer};
pub(crate) use places::PointAreas;
pub use refusal::{PROBLEM_JSON, refusal};
pub use tiles::{TileAsked, VECTOR_TILE, tile, tilejson};

/// Plain JSON.
const JSON: &str = "application/json";
/// A table (RFC 4180).
const CSV: &str = "text/csv; charset=utf-8; header=present";
/// Areas (RFC 7946).
pub const GEO_JSON: &str = "application/geo+json";

/// A question to the API.
pub struct Question<'a> {
    /// What follows `/api/v1/`, decoded.
    pub path: &'a str,
    /// The parameters, decoded, in order.
    pub query: &'a [(String, String)],
    /// The moment for which the answer holds.
    pub now: jiff::Timestamp,
    /// Microseconds since the question came; the clock is the edge's.
    pub elapsed_us: &'a dyn Fn() -> u64,
}

/// An answer of the API.
#[derive(Debug, Clone)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The media type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
    /// Whether it depends on nothing but the path and the snapshot, so that it can be kept.
    pub keep: bool,
    /// The body without what differs each time (how long it took), when there is such a thing.
    pub steady: Option<String>,
}

impl Response {
    fn json(value: &impl Serialize) -> Self {
        Self { status: 200, content_type: JSON, body: json(value), keep: false, steady: None }
    }

    /// The same as something that may be kept.
    fn kept(mut self) -> Self {
        self.keep = true;
        self
    }
}

fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("wire types have text keys and no NaN");
    // The same JSON, but no HTML for whoever mistakes it for a page.
    if text.contains('<') { text.replace('<', "\\u003c") } else { text }
}

/// Rows of a table (RFC 4180), each with as many cells as the first.
pub(crate) fn csv_rows<R>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("every row has as many cells, and memory takes them");
    }
    let bytes = writer.into_inner().expect("writing to memory does not fail");
    String::from_utf8(bytes).expect("texts were written")
}

/// Answers a GET request.
#[must_use]
pub fn respond(site: &Site, question: &Question<'_>) -> Response {
    answer(site, question).unwrap_or_else(|refusal| refusal.response(question.path))
}

fn answer(site: &Site, question: &Question<'_>) -> Result<Response, Refusal> {
    let parameters = Parameters::new(question.query, site);
    let question = &Question { now: parameters.moment(question.now)?, ..*question };
    let day = day_in_sweden(question.now);
    let parts: Vec<&str> = question.path.split('/').collect();
    match parts.as_slice() {
        ["search"] => search::search(site, &parameters, question),
        ["suggest"] => search::suggest(site, &parameters),
        ["places"] => places::places(site, &parameters, day),
        ["areas"] => places::areas(site, &parameters, day),
        ["areas", "many"] => places::areas_of_many(site, &parameters, day),
        ["signpost"] => signpost::signpost(site, &parameters, question.now),
        ["services"] => services::list(site, &parameters),
        ["services", id] => services::one(site, id, &parameters),
        ["services", id, "compare"] => compare::compare(site, id, &parameters, question),
        ["checklists"] => checklists::list(site, &parameters),
        ["checklists", id] => checklists::one(site, id, &parameters),
        ["checklists", id, "plan"] => plan::json(site, id, &parameters, question),
        ["checklists", id, "plan.ics"] => plan::calendar(site, id, &parameters, question),
        ["municipalities"] => municipalities::list(site, &parameters),
        ["municipalities", id] => municipalities::one(site, id, &parameters),
        ["service-points"] => service_points::list(site, &parameters),
        ["service-points.geojson"] => service_points::geojson(site, &parameters),
        ["layers"] => layers::list(site, &parameters),
        ["layers", id] => layers::one(site, id, &parameters, question.now),
        ["openapi.json"] => Ok(about::openapi(site)),
        ["api-info"] => Ok(about::api_info(site)),
        _ => {
            Err(Refusal::not_found("there is no such address; /api/v1/openapi.json lists them all"))
        }
    }
}
