//! What the API says of itself: its description in OpenAPI 3.1, and `api-info` as the Swedish
//! REST API profile asks for (DIGG, REST API-profil).

use serde::Serialize;
use serde_json::{Value, json};

use super::Response;
use crate::model::Locale;
use crate::pages::Site;

/// The description without what belongs to the portal: servers, contact, languages.
const OPENAPI: &str = include_str!("openapi.json");
/// The day on which the API's present major version was first offered.
const RELEASED: &str = "2026-11-23";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ApiInfo {
    api_name: String,
    api_version: &'static str,
    api_released: &'static str,
    api_documentation: String,
    api_status: &'static str,
}

/// The description of the API.
pub(super) fn openapi(site: &Site) -> Response {
    let portal = &site.snapshot.catalog.portal;
    let mut document: Value =
        serde_json::from_str(OPENAPI).expect("the embedded description is JSON, as a test shows");
    let title = portal.title.text(Locale::EN);
    document["info"]["title"] = json!(format!("{title} API"));
    document["info"]["version"] = json!(env!("CARGO_PKG_VERSION"));
    document["info"]["contact"] = json!({
        "name": portal.contact_name.text(Locale::SV),
        "url": contact_url(site),
        "email": portal.contact.email,
    });
    if portal.contact.email.is_none()
        && let Some(contact) = document["info"]["contact"].as_object_mut()
    {
        contact.remove("email");
    }
    document["servers"] = json!([{ "url": format!("{}/api/v1", portal.base_url) }]);
    let locales: Vec<String> = portal.locales.iter().map(ToString::to_string).collect();
    document["components"]["parameters"]["locale"]["schema"]["enum"] = json!(locales);
    Response { body: document.to_string(), ..Response::json(&()) }.kept()
}

/// Where to read about those who answer for the portal: an address with its host.
fn contact_url(site: &Site) -> String {
    let portal = &site.snapshot.catalog.portal;
    match portal.contact_url.as_deref() {
        Some(own) if own.starts_with('/') => format!("{}{own}", portal.base_url),
        Some(elsewhere) => elsewhere.to_owned(),
        None => portal.base_url.clone(),
    }
}

/// `api-info`.
pub(super) fn api_info(site: &Site) -> Response {
    let portal = &site.snapshot.catalog.portal;
    Response::json(&ApiInfo {
        api_name: format!("{} API", portal.title.text(Locale::SV)),
        api_version: env!("CARGO_PKG_VERSION"),
        api_released: RELEASED,
        api_documentation: format!("{}/api/v1/openapi.json", portal.base_url),
        api_status: "active",
    })
    .kept()
}
