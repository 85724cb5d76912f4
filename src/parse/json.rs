//! JSON with the two things `serde_json` does not give: a key that stands twice is refused, and
//! the place of any value can be found again for a message.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A JSON value. Members keep their order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Boolean,
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// A step from a value to one inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Key(&'static str),
    Index(usize),
}

impl Json {
    /// The member of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text, when it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of value it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// Reads JSON; nesting is limited to 128 levels. The error has line, column and what is wrong.
pub(super) fn parse(text: &str) -> Result<Json, (u32, u32, String)> {
    serde_json::from_str(text).map_err(|error| {
        let place = |number: usize| super::decode::count(number.max(1));
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        (place(error.line()), place(error.column()), message)
    })
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Boolean)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "coordinates and codes are far below 2^53")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "coordinates and codes are far below 2^53")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element()? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members: Vec<(String, Json)> = Vec::new();
        let mut names = std::collections::HashSet::new();
        while let Some(name) = access.next_key::<String>()? {
            if !names.insert(name.clone()) {
                let shown = super::reader::shown(&name);
                return Err(A::Error::custom(format!("the key \"{shown}\" stands twice")));
            }
            members.push((name, access.next_value()?));
        }
        Ok(Json::Object(members))
    }
}

/// The byte offset of a value in a text that was parsed before; of its nearest parent when a step is missing.
pub(super) fn offset_of(text: &str, steps: &[Step]) -> usize {
    let bytes = text.as_bytes();
    let mut at = skip_space(bytes, 0);
    for step in steps {
        let Some(next) = inside(bytes, at, *step) else { return at };
        at = next;
    }
    at
}

fn inside(bytes: &[u8], at: usize, step: Step) -> Option<usize> {
    let open = *bytes.get(at)?;
    let mut at = skip_space(bytes, at + 1);
    let mut index = 0;
    loop {
        if matches!(bytes.get(at)?, b']' | b'}') {
            return None;
        }
        let mut here = step == Step::Index(index) && open == b'[';
        if open == b'{' {
            let end = skip_value(bytes, at);
            if let Step::Key(key) = step {
                here = bytes.get(at + 1..end.saturating_sub(1)) == Some(key.as_bytes());
            }
            // The colon, then the value.
            at = skip_space(bytes, skip_space(bytes, end) + 1);
        }
        if here {
            return Some(at);
        }
        at = skip_space(bytes, skip_value(bytes, at));
        if bytes.get(at) == Some(&b',') {
            at = skip_space(bytes, at + 1);
        }
        index += 1;
    }
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The offset after the value that begins here.
fn skip_value(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth, mut quoted) = (start, 0_usize, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => depth += 1,
            b']' | b'}' | b',' | b':' if !quoted && depth == 0 => return at,
            b']' | b'}' if !quoted => depth -= 1,
            byte if !quoted && depth == 0 && byte.is_ascii_whitespace() => return at,
            _ => {}
        }
        at += 1;
        if depth == 0 && !quoted && matches!(bytes.get(at - 1), Some(b'"' | b']' | b'}')) {
            return at;
        }
    }
    at
}
