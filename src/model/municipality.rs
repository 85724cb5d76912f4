//! A municipality of the co-operation (CPSV-AP `PublicOrganisation`).

use super::{
    CountyCode, Facts, LocalText, Locale, MunicipalityCode, MunicipalitySlug, ServicePoint,
    Validity,
};

/// A municipality: its code is its identity, its slug its name in addresses.
#[derive(Debug, Clone)]
pub struct Municipality {
    /// The official code.
    pub code: MunicipalityCode,
    /// The folder's name, used in addresses.
    pub slug: MunicipalitySlug,
    /// The file of its facts, relative to the portal folder.
    pub path: String,
    /// The county it lies in.
    pub county: CountyCode,
    /// Its names per language, without the word for municipality.
    pub names: LocalText,
    /// Other spellings people write.
    pub aliases: Vec<String>,
    /// The official site.
    pub website: String,
    /// The e-service portal, where there is one.
    pub portal: Option<String>,
    /// Something to know about the portal.
    pub portal_note: LocalText,
    /// Inhabitants.
    pub population: Option<u32>,
    /// Where that number is from.
    pub population_note: LocalText,
    /// How to reach it.
    pub contacts: Vec<ContactPoint>,
    /// Where it receives visitors, as its file says; `Catalog::service_points` has those that hold.
    pub service_points: Vec<ServicePoint>,
    /// National minority languages with rights here.
    pub languages: Vec<MinorityLanguage>,
    /// The day on which the facts and links were last confirmed.
    pub confirmed: jiff::civil::Date,
    /// Where the facts were seen.
    pub source: String,
    /// When it exists.
    pub validity: Validity,
    /// Who took over.
    pub succeeded_by: Option<MunicipalityCode>,
    /// Text about it, per language.
    pub texts: super::Localized<std::sync::Arc<super::Text>>,
}

impl Municipality {
    /// The name in the language, without the word for municipality.
    #[must_use]
    pub fn name(&self, locale: Locale) -> &str {
        self.names.text(locale)
    }

    /// The Swedish name, which is the official one.
    #[must_use]
    pub fn official_name(&self) -> &str {
        self.names.text(Locale::SV)
    }
}

/// How to reach somebody (CPSV-AP `ContactPoint`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactPoint {
    /// What it is: a switchboard, a service centre.
    pub label: LocalText,
    /// The telephone number, as dialled in Sweden.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The visiting address.
    pub address: Option<String>,
}

/// A national minority language with rights in a municipality (lag 2009:724).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinorityLanguage {
    /// `se` (Sámi), `fi` (Finnish) or `fit` (Meänkieli).
    pub language: Locale,
    /// How well that is confirmed.
    pub facts: Facts,
}
