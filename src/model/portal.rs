//! The portal itself: `samvis.toml` and the facts of the accessibility statement.

use super::{ContactPoint, LayerId, LocalText, Locale};

/// What `samvis.toml` says.
#[derive(Debug, Clone, Default)]
pub struct Portal {
    /// The name of the portal.
    pub title: LocalText,
    /// One sentence about it.
    pub tagline: LocalText,
    /// Where it is reached from outside, without a slash at the end.
    pub base_url: String,
    /// The languages offered; the first is the default. Never empty in a parsed catalogue.
    pub locales: Vec<Locale>,
    /// Who answers for the portal.
    pub contact_name: LocalText,
    /// How to reach them.
    pub contact: ContactPoint,
    /// A page about them.
    pub contact_url: Option<String>,
    /// Which layers have which part.
    pub maps: MapNames,
    /// The sites in whose pages the map may be embedded, as the policy's `frame-ancestors` names
    /// them; empty for none.
    pub embed_allowed: Vec<String>,
}

impl Portal {
    /// The default language.
    #[must_use]
    pub fn default_locale(&self) -> Locale {
        self.locales.first().copied().unwrap_or(Locale::SV)
    }
}

/// Which layers have which part.
#[derive(Debug, Clone, Default)]
pub struct MapNames {
    /// Decides which municipality a point lies in.
    pub municipalities: Option<LayerId>,
    /// The counties.
    pub counties: Option<LayerId>,
    /// The background: land, lakes, borders.
    pub base: Option<LayerId>,
    /// What the map that can be moved shows beneath them, when the operator has something.
    pub basemap: Option<BaseMapSource>,
}

/// The operator's own base map: a file of tiles, and who must be named for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseMapSource {
    /// The archive's path in the portal folder, below `maps/`.
    pub path: String,
    /// Who made it, and under which licence: always shown with it.
    pub attribution: LocalText,
    /// A page about source and licence.
    pub url: Option<String>,
}

impl BaseMapSource {
    /// How the names of archives end. They are read tile by tile, never as files of the portal.
    pub const ENDING: &str = ".pmtiles";
}

/// How far the portal conforms to the accessibility rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compliance {
    /// All requirements are met.
    Full,
    /// Most are met.
    Partial,
    /// They are not met.
    None,
}

/// A known failure and why it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What does not work.
    pub what: LocalText,
    /// Why, and when it is mended if that is known.
    pub reason: LocalText,
}

/// The facts of the accessibility statement (lag 2018:1937, förordning 2018:1938).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accessibility {
    /// The public actor that answers for the service.
    pub actor: LocalText,
    /// The digital service the statement is about.
    pub service: LocalText,
    /// How far it conforms.
    pub compliance: Compliance,
    /// What does not conform.
    pub failures: Vec<Failure>,
    /// The day of the assessment.
    pub assessed: jiff::civil::Date,
    /// The day the statement was last updated.
    pub updated: jiff::civil::Date,
    /// How it was assessed.
    pub method: LocalText,
    /// How a visitor reports a failure.
    pub feedback: LocalText,
    /// An address for that, where there is one.
    pub feedback_url: Option<String>,
    /// The supervisory authority's complaint function.
    pub authority_url: String,
    /// Exceptions as a disproportionate burden (12 §).
    pub burden: Vec<LocalText>,
    /// Content outside the law (9 §).
    pub outside: Vec<LocalText>,
}
