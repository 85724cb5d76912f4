//! Sentences made from facts: dates, numbers, and the steps of a signpost.

use super::{Argument, Words};
use crate::model::{Catalog, ContactPoint, LayerId, Locale, MunicipalityCode, OrganisationId};
use crate::signpost::{Handler, Step, StepKind};

/// A date as people write it: "23 november 2026".
#[must_use]
pub fn date(words: &Words, locale: Locale, date: jiff::civil::Date) -> String {
    let arguments = [
        ("day", Argument::Text(date.day().to_string())),
        ("month", Argument::Number(f64::from(date.month()))),
        ("year", Argument::Text(date.year().to_string())),
    ];
    words.get(locale, "date", &arguments)
}

/// A number with its thousands apart.
#[must_use]
pub fn number(words: &Words, locale: Locale, number: u32) -> String {
    words.get(locale, "number", &[("number", Argument::Number(f64::from(number)))])
}

/// The label of a contact, or the plain word for one.
#[must_use]
pub fn contact_label(words: &Words, locale: Locale, contact: &ContactPoint) -> String {
    match contact.label.text(locale) {
        "" => words.get(locale, "contact", &[]),
        label => label.to_owned(),
    }
}

/// One step of a signpost's decision as a sentence.
#[must_use]
pub fn step(words: &Words, catalog: &Catalog, locale: Locale, step: &Step) -> String {
    let names = Names { catalog, locale };
    let say = |key: &str, arguments: &[(&str, Argument)]| words.get(locale, key, arguments);
    let who = |handler: &Handler| [("name", names.handler(handler))];
    match &step.kind {
        StepKind::PlaceFound(code) => say("step-place-found", &[("name", names.place(*code))]),
        StepKind::PlaceNearest(code, metres) => say(
            "step-place-nearest",
            &[("name", names.place(*code)), ("km", Argument::Number(kilometres(*metres)))],
        ),
        StepKind::PlaceAmbiguous => say("step-place-ambiguous", &[]),
        StepKind::PlaceUnknown => say("step-place-unknown", &[]),
        StepKind::OwnProvision => say("step-own-provision", &[]),
        StepKind::OwnProvisionExpired => say("step-own-provision-expired", &[]),
        StepKind::OwnProvisionElsewhere => say("step-own-provision-elsewhere", &[]),
        StepKind::InsideArea(id, layer) => say(
            "step-inside-area",
            &[("name", names.organisation(id)), ("layer", names.layer(layer))],
        ),
        StepKind::PointNeeded(layer) => say("step-point-needed", &[("layer", names.layer(layer))]),
        StepKind::NoProvision => say("step-no-provision", &[]),
        StepKind::ProvisionHandledBy(handler) => say("step-provision-handled-by", &who(handler)),
        StepKind::OrganisationHandles(id) => {
            say("step-organisation-handles", &[("name", names.organisation(id))])
        }
        StepKind::AgreementHandles(id, code) => say(
            "step-agreement-handles",
            &[("agreement", names.organisation(id)), ("name", names.place(*code))],
        ),
        StepKind::DecidedBy(handler) => say("step-decided-by", &who(handler)),
        StepKind::OtherLevel(id) => say("step-other-level", &[("name", names.organisation(id))]),
        StepKind::NotProvided => say("step-not-provided", &[]),
        StepKind::Unknown => say("step-unknown", &[]),
        StepKind::ChannelClosed => say("step-channel-closed", &[]),
        StepKind::SucceededBy(code) => say("step-succeeded-by", &[("name", names.place(*code))]),
    }
}

/// Whole kilometres, and one decimal below ten.
fn kilometres(metres: f64) -> f64 {
    let km = metres / 1000.0;
    if km < 10.0 { (km * 10.0).round() / 10.0 } else { km.round() }
}

/// The names of those who act, in one language.
struct Names<'a> {
    catalog: &'a Catalog,
    locale: Locale,
}

impl Names<'_> {
    fn place(&self, code: MunicipalityCode) -> Argument {
        let municipality = self.catalog.municipalities.get(&code);
        Argument::Text(
            municipality.map_or_else(|| code.to_string(), |it| it.name(self.locale).to_owned()),
        )
    }

    fn organisation(&self, id: &OrganisationId) -> Argument {
        let organisation = self.catalog.organisations.get(id);
        Argument::Text(organisation.map_or_else(
            || id.to_string(),
            |organisation| organisation.name.text(self.locale).to_owned(),
        ))
    }

    fn layer(&self, id: &LayerId) -> Argument {
        let layer = self.catalog.layers.get(id);
        Argument::Text(
            layer.map_or_else(|| id.to_string(), |it| it.title.text(self.locale).to_owned()),
        )
    }

    fn handler(&self, handler: &Handler) -> Argument {
        match handler {
            Handler::Municipality(code) => self.place(*code),
            Handler::Organisation(id) => self.organisation(id),
        }
    }
}
