//! The one thing that is remembered of a visitor, and only when asked to: the municipality.
//! A first-party cookie with a code, set and deleted by a form.

use super::answer::{Answer, Kind, Sharing};
use super::ask::{self, Ask};
use super::pages;
use crate::live::Edition;
use crate::model::MunicipalityCode;
use crate::pages::Site;

/// Where the form is sent.
pub(crate) const PATH: &str = "/remember";
/// The largest form, in bytes.
pub(crate) const FORM_BYTES_MAX: usize = 1024;
/// The name of the cookie.
pub(crate) const COOKIE: &str = "municipality";
/// How long it is remembered: a year, in seconds.
const AGE_MAX_S: u32 = 365 * 24 * 60 * 60;

/// The remembered municipality, when it is one of the portal.
pub(crate) fn read(site: &Site, ask: &Ask<'_>) -> Option<MunicipalityCode> {
    let code = MunicipalityCode::parse(ask.municipality?)?;
    site.snapshot.catalog.municipalities.contains_key(&code).then_some(code)
}

/// Remembers or forgets, and leads back to where the visitor was.
pub(crate) fn answer(edition: &Edition, ask: &Ask<'_>, form: &[u8]) -> Answer {
    if form.len() > FORM_BYTES_MAX {
        return pages::error(edition, ask, 413);
    }
    if !is_own_form(edition, ask) {
        return pages::error(edition, ask, 403);
    }
    let fields = std::str::from_utf8(form).ok().and_then(ask::parameters).unwrap_or_default();
    let field =
        |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let catalog = &edition.site.snapshot.catalog;
    let cookie = match field("municipality").unwrap_or_default() {
        "" => cookie(edition, "", 0),
        chosen => match catalog.municipality(chosen) {
            Some(municipality) => cookie(edition, &municipality.code.to_string(), AGE_MAX_S),
            None => return pages::error(edition, ask, 400),
        },
    };
    let mut answer = Answer::empty(303, Kind::Page).sharing(Sharing::Private);
    answer.header("location", own_path(field("back").unwrap_or_default()).to_owned());
    answer.header("set-cookie", cookie);
    answer
}

fn cookie(edition: &Edition, value: &str, age_max_s: u32) -> String {
    let tls = edition.site.snapshot.catalog.portal.base_url.starts_with("https://");
    let secure = if tls { "; Secure" } else { "" };
    format!("{COOKIE}={value}; Path=/; Max-Age={age_max_s}; SameSite=Lax; HttpOnly{secure}")
}

/// A path of this portal, else the start page: nobody is led elsewhere.
fn own_path(back: &str) -> &str {
    let own = back.starts_with('/')
        && !back.starts_with("//")
        && back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own { back } else { "/" }
}

/// Whether the form stands on a page of this portal. Browsers say so themselves; a program that
/// says nothing carries no visitor's cookies and can only remember for itself.
fn is_own_form(edition: &Edition, ask: &Ask<'_>) -> bool {
    match (ask.sec_fetch_site, ask.origin) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == edition.site.snapshot.catalog.portal.base_url
                || host.is_some() && host == ask.host
        }
        (None, None) => true,
    }
}
