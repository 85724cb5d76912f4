//! Which addresses may stand in links: checked here and nowhere else.

use crate::parse::places_of;

/// The longest address, in bytes.
const ADDRESS_BYTES_MAX: usize = 2000;

/// Whether this is a good http or https address, or why not ("…" + reason makes a sentence).
pub(crate) fn web(text: &str) -> Result<(), &'static str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let rest = rest.ok_or("is not an address on the web: it must begin with https://")?;
    if text.len() > ADDRESS_BYTES_MAX {
        return Err("is longer than 2,000 characters");
    }
    if text.chars().any(is_forbidden) {
        return Err("has characters that an address cannot have");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    if host.contains('@') {
        return Err("has a user name before the host, which hides where it leads");
    }
    let name = host.split(':').next().unwrap_or("");
    let port = host.split_once(':').map_or("443", |(_, port)| port);
    if name.is_empty() || name.starts_with('.') || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("has no host");
    }
    Ok(())
}

/// Whether this is a path of the portal itself: one slash first, so that no host can follow.
pub(crate) fn is_own_path(text: &str) -> bool {
    let second = text.as_bytes().get(1);
    text.starts_with('/')
        && !matches!(second, Some(b'/' | b'\\'))
        && text.len() <= ADDRESS_BYTES_MAX
        && !text.chars().any(is_forbidden)
}

/// Whether this is an e-mail address of the usual form.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let strange = |character: char| {
        is_forbidden(character) || matches!(character, ',' | ';' | ':' | '(' | ')' | '?' | '&')
    };
    !name.is_empty()
        && !host.contains('@')
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.len() <= 254
        && !text.chars().any(strange)
}

/// Characters that no address may have: they end attributes, are dropped by browsers, or cannot be seen.
pub(crate) fn is_forbidden(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || is_hidden(character)
        || matches!(character, '"' | '<' | '>' | '`' | '\\' | '{' | '}' | '|' | '^')
}

/// The first character of a text that cannot be seen, with its offset.
pub(crate) fn first_hidden(text: &str) -> Option<(usize, char)> {
    // All of them begin with a byte from here on, and few characters do.
    let may_begin = |byte: u8| byte >= 0xD8;
    places_of(text, may_begin)
        .filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
        .find(|(_, character)| is_hidden(*character))
}

/// Characters that cannot be seen or that turn the direction of the text around them.
/// The zero-width joiner and the soft hyphen have their place in emoji and long words.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{E0000}'..='\u{E007F}'
            | '\u{10FFFE}'
            | '\u{10FFFF}'
    )
}
