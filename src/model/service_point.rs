//! Service points: where one goes in person.

use super::{
    HandledBy, LocalText, MunicipalityCode, OrganisationId, Point, Postcode, ServiceId,
    ServicePointId,
};

/// An office, a desk, a library that helps: a place to visit (schema.org `serviceLocation`,
/// the `ServiceLocation` channel of the Finnish service catalogue).
#[derive(Debug, Clone)]
pub struct ServicePoint {
    /// Its id, unique in the portal.
    pub id: ServicePointId,
    /// The line in its provider's file, from 1.
    pub line: u32,
    /// Who receives visitors there.
    pub provider: HandledBy,
    /// The municipality it lies in.
    pub municipality: MunicipalityCode,
    /// What it is called, in the languages in which it has a name.
    pub names: LocalText,
    /// Street and number, or what else tells the way.
    pub address: String,
    /// The postcode.
    pub postcode: Option<Postcode>,
    /// The post town.
    pub town: Option<String>,
    /// Where it lies; `None` where no source tells.
    pub position: Option<Point>,
    /// When it is open.
    pub opening_hours: LocalText,
    /// Its own page.
    pub url: Option<String>,
    /// The telephone number, as dialled in Sweden.
    pub phone: Option<String>,
    /// The services that one gets help with there; empty when no file says which.
    pub services: Vec<ServiceId>,
    /// The day on which this was last confirmed.
    pub confirmed: jiff::civil::Date,
    /// Where it was seen.
    pub source: String,
}

impl ServicePoint {
    /// The name under which maps show service points; no layer may have it.
    pub const LAYER: &'static str = "service-points";

    /// The address in one line: street, postcode and town.
    #[must_use]
    pub fn whole_address(&self) -> String {
        let postcode = self.postcode.map(|postcode| postcode.to_string());
        let town = [postcode.as_deref(), self.town.as_deref()];
        let town: Vec<&str> = town.into_iter().flatten().collect();
        match town.as_slice() {
            [] => self.address.clone(),
            parts => format!("{}, {}", self.address, parts.join(" ")),
        }
    }

    /// The way from a point as the crow flies, in metres, where the position is known.
    #[must_use]
    pub fn metres_from(&self, from: Point) -> Option<f64> {
        self.position.map(|position| from.metres_to(position))
    }

    /// Whether the municipality receives visitors here.
    #[must_use]
    pub fn is_of_municipality(&self, code: MunicipalityCode) -> bool {
        self.provider == HandledBy::Municipality(code)
    }

    /// Whether the organisation receives visitors here.
    #[must_use]
    pub fn is_of_organisation(&self, id: &OrganisationId) -> bool {
        matches!(&self.provider, HandledBy::Organisation(own) if own == id)
    }
}
