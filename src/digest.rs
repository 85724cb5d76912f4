//! Digests as text: how a version of content is named in addresses, tags and manifests.

use std::fmt::Write;

/// The bytes of a digest as hexadecimal digits, in small letters.
#[must_use]
pub(crate) fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(2 * digest.len()), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String does not fail");
        text
    })
}
