//! The same service in several municipalities, side by side.

use super::fees::{self, Price};
use crate::geo::{Found, Geo};
use crate::model::{Catalog, MunicipalityCode, ProcessingTime, Provision, Service};
use crate::signpost::{self, Signpost};

/// The most municipalities side by side.
pub const COLUMNS_MAX: usize = 12;

/// Which municipalities are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The municipalities, each once, in the order asked; at most `COLUMNS_MAX`.
    pub codes: Vec<MunicipalityCode>,
    /// The first name that no municipality has.
    pub unknown: Option<String>,
    /// Whether more were asked for than are shown.
    pub too_many: bool,
}

/// A service in one municipality.
#[derive(Debug, Clone)]
pub struct Column<'c> {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// Where to go there.
    pub signpost: Signpost,
    /// What it costs there.
    pub price: Price,
    /// How long it takes there, or in general.
    pub time: Option<&'c ProcessingTime>,
    /// What the municipality's own file says.
    pub provision: Option<&'c Provision>,
}

/// Reads the parameters `municipality` of an address, however many there are.
#[must_use]
pub fn chosen(catalog: &Catalog, query: &[(String, String)]) -> Chosen {
    let mut chosen = Chosen::default();
    let names = query.iter().filter(|(name, _)| name == "municipality");
    for name in names.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()) {
        match catalog.municipality(name).map(|municipality| municipality.code) {
            Some(code) if chosen.codes.contains(&code) => {}
            Some(_) if chosen.codes.len() >= COLUMNS_MAX => chosen.too_many = true,
            Some(code) => chosen.codes.push(code),
            None if chosen.unknown.is_none() => chosen.unknown = Some(name.to_owned()),
            None => {}
        }
    }
    chosen
}

/// Puts a service in these municipalities side by side.
#[must_use]
pub fn compare<'c>(
    (catalog, geo): (&'c Catalog, &Geo),
    service: &'c Service,
    codes: &[MunicipalityCode],
    now: jiff::Timestamp,
) -> Vec<Column<'c>> {
    let column = |code: &MunicipalityCode| {
        let municipality = catalog.municipalities.get(code)?;
        let place = Found::named(municipality.code);
        let signpost = signpost::signpost(catalog, geo, &service.id, place, now);
        let acting = fees::acting(catalog, &service.id, Some(&signpost));
        let of_acting = acting.and_then(|provision| provision.time.as_ref());
        Some(Column {
            municipality: *code,
            price: fees::of_service(service, acting),
            time: of_acting.or(service.time.as_ref()),
            provision: catalog.provision(&service.id, *code),
            signpost,
        })
    };
    codes.iter().filter_map(column).collect()
}
