//! What the address of a link or an image means: elsewhere, here, a page of the portal, or nothing
//! that is taken.

use super::address;
use crate::model::{Id, OwnLink, Target};

/// A link's address that was checked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// An address that may stand in `href` as it is.
    Address(String),
    /// A heading of the same document.
    Anchor(String),
    /// A page of the portal by what it shows.
    Own(OwnLink),
}

/// Words that say nothing of where a link leads, in lower case.
const VAGUE: [&str; 12] = [
    "klicka här",
    "här",
    "läs mer",
    "läs mera",
    "mer",
    "länk",
    "click here",
    "here",
    "read more",
    "more",
    "link",
    "this link",
];

/// Reads an address as it stands in a text, or tells why it is not taken.
pub(super) fn read(address: &str) -> Result<Link, &'static str> {
    if let Some(anchor) = address.strip_prefix('#') {
        return match Id::<()>::parse(anchor) {
            Some(anchor) => Ok(Link::Anchor(anchor.to_string())),
            None => Err("is not the id of a heading"),
        };
    }
    if address::is_own_path(address) {
        return Ok(Link::Address(address.to_owned()));
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return Err("is neither an address on the web nor a path that begins with a slash");
    };
    let taken = || Link::Address(address.to_owned());
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let lower = format!("{}:{rest}", scheme.to_ascii_lowercase());
            address::web(&lower).map(|()| Link::Address(lower))
        }
        "mailto" if address::is_email(rest.split('?').next().unwrap_or("")) => {
            let good = !rest.chars().any(address::is_forbidden);
            good.then(taken).ok_or("has characters that an address cannot have")
        }
        "mailto" => Err("is not an e-mail address"),
        "tel" => {
            let good = rest.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-'));
            (good && rest.len() >= 3).then(taken).ok_or("is not a telephone number")
        }
        _ => own(scheme, rest),
    }
}

fn own(scheme: &str, rest: &str) -> Result<Link, &'static str> {
    let (id, anchor) = match rest.split_once('#') {
        Some((id, anchor)) => (id, Some(anchor)),
        None => (rest, None),
    };
    let target = match scheme {
        "service" => Target::Service,
        "guide" => Target::Guide,
        "checklist" => Target::Checklist,
        "event" => Target::Event,
        "topic" => Target::Topic,
        "municipality" => Target::Municipality,
        "page" => Target::Page,
        _ => return Err("has a scheme that is not taken"),
    };
    let id = Id::<()>::parse(id).ok_or("does not name a page of the portal")?;
    if anchor.is_some_and(|anchor| Id::<()>::parse(anchor).is_none()) {
        return Err("is not the id of a heading");
    }
    let anchor = anchor.map(str::to_owned);
    Ok(Link::Own(OwnLink { target: target(id.to_string()), anchor }))
}

/// Whether the words of a link say nothing of where it leads.
pub(super) fn is_vague(words: &str) -> bool {
    let words = words.trim().trim_end_matches(['.', '!', '…', '»']).trim().to_lowercase();
    VAGUE.contains(&words.as_str())
}
