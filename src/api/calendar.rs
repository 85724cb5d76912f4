//! Days as a calendar file (iCalendar, RFC 5545): whole days, no alarms, nothing that needs a time
//! zone. It is a page of text, so it is written here; a script of the tests reads it with a library.

use jiff::civil::Date;

/// The media type of a calendar.
pub(super) const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
/// The longest line, in octets, without its end (RFC 5545, 3.1).
const LINE_OCTETS_MAX: usize = 75;

/// A day in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Tells the entry from every other; the same plan gives the same.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What is to be done.
    pub summary: String,
    /// More about it, in lines.
    pub description: String,
    /// Where to do it.
    pub url: Option<String>,
}

/// Writes a calendar with a name.
pub(super) fn write(name: &str, now: jiff::Timestamp, entries: &[Entry]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Samvis//Plan//SV");
    line("CALSCALE", "GREGORIAN");
    line("X-WR-CALNAME", &escape(name));
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    for entry in entries {
        line("BEGIN", "VEVENT");
        line("UID", &format!("{}@samvis", escape(&entry.uid)));
        line("DTSTAMP", &stamp);
        line("DTSTART;VALUE=DATE", &entry.day.strftime("%Y%m%d").to_string());
        line("SUMMARY", &escape(&entry.summary));
        if !entry.description.is_empty() {
            line("DESCRIPTION", &escape(&entry.description));
        }
        if let Some(url) = &entry.url {
            line("URL", &address(url));
        }
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

/// Commas, semicolons, backslashes and line ends mean something in a text (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// An address has no line ends: content cannot begin a line of its own.
fn address(url: &str) -> String {
    url.chars().filter(|character| !character.is_control()).collect()
}

/// Writes a line, divided where it is too long, never inside a character.
fn fold(text: &mut String, line: &str) {
    let mut octets = 0;
    for character in line.chars() {
        if octets + character.len_utf8() > LINE_OCTETS_MAX {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(character);
        octets += character.len_utf8();
    }
    text.push_str("\r\n");
}
