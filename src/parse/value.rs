//! What a single value may be: texts, dates, codes, ids, addresses. A value that is not told so is
//! noted as a problem and left out.

use ::toml::de::DeValue;

use super::reader::{Report, Value, shown};
use crate::markdown::{self, address};
use crate::model::{
    CountyCode, Document, Id, LayerId, LocalText, Locale, MunicipalityCode, OrganisationId,
    Postcode, ServiceId, Target,
};
use crate::problem::{Code, did_you_mean};

/// The longest text of a fact, in characters.
const TEXT_CHARACTERS_MAX: usize = 4000;

/// A text of one line that is not empty.
pub(super) fn text(value: Value<'_>) -> Option<String> {
    let DeValue::String(text) = value.value else { return value.wrong_type("a text") };
    let text = text.trim();
    let key = shown(value.key);
    if text.is_empty() {
        return value.bad(format!("`{key}` is empty"), None);
    }
    if text.len() > TEXT_CHARACTERS_MAX && text.chars().count() > TEXT_CHARACTERS_MAX {
        return value.bad(format!("`{key}` is longer than {TEXT_CHARACTERS_MAX} characters"), None);
    }
    if text.chars().any(char::is_control) {
        return value.bad(format!("`{key}` must be one line, without control characters"), None);
    }
    if let Some(hidden) = text.chars().find(|character| address::is_hidden(*character)) {
        let message =
            format!("`{key}` has a character that cannot be seen (U+{:04X})", u32::from(hidden));
        let hint = "write the text anew instead of pasting it".to_owned();
        value.tell(Code::HiddenCharacter, message, Some(hint));
    }
    Some(text.to_owned())
}

/// A text in the markdown dialect.
pub(super) fn markdown(value: Value<'_>, locale: Locale) -> Option<Document> {
    let DeValue::String(text) = value.value else { return value.wrong_type("a text") };
    if text.trim().is_empty() {
        return value.bad(format!("`{}` is empty", shown(value.key)), None);
    }
    let (path, line) = value.place();
    // A text of several lines begins on the line after its three quotation marks.
    let first_line = line + u32::from(text.contains('\n'));
    let parsed =
        markdown::parse(text, markdown::Origin { path, first_line, locale, is_snippet: false });
    value.take(Report {
        problems: parsed.problems,
        references: parsed.references,
        ..Report::default()
    });
    Some(parsed.document)
}

/// `true` or `false`.
pub(super) fn boolean(value: Value<'_>) -> Option<bool> {
    match value.value {
        DeValue::Boolean(boolean) => Some(*boolean),
        _ => value.wrong_type("`true` or `false`"),
    }
}

/// A whole number from 0.
pub(super) fn number(value: Value<'_>) -> Option<u32> {
    let DeValue::Integer(integer) = value.value else { return value.wrong_type("a whole number") };
    let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
    let message = || format!("`{}` must be a whole number from 0 to {}", value.key, u32::MAX);
    number.or_else(|| value.bad(message(), None))
}

/// A number of metres, from 0 to 100,000.
pub(super) fn metres(value: Value<'_>) -> Option<f64> {
    measure(value, "metres")
}

/// A number of km², from 0 to 100,000.
pub(super) fn square_kilometres(value: Value<'_>) -> Option<f64> {
    measure(value, "km²")
}

fn measure(value: Value<'_>, unit: &str) -> Option<f64> {
    let text = match value.value {
        DeValue::Integer(integer) => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return value.wrong_type(&format!("a number of {unit}")),
    };
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=100_000.0).contains(number));
    let message = || format!("`{}` must be from 0 to 100,000 {unit}", value.key);
    number.or_else(|| value.bad(message(), None))
}

/// A number of degrees, or of whatever somebody mistook for them: the globe is the caller's.
pub(super) fn degrees(value: Value<'_>) -> Option<f64> {
    let text = match value.value {
        DeValue::Integer(integer) => integer.as_str(),
        DeValue::Float(float) => float.as_str(),
        _ => return value.wrong_type("a number of degrees"),
    };
    let number = text.parse::<f64>().ok().filter(|degrees| degrees.is_finite());
    number.or_else(|| value.bad(format!("`{}` must be a number of degrees", value.key), None))
}

/// A postcode.
pub(super) fn postcode(value: Value<'_>) -> Option<Postcode> {
    let hint = "write its five digits as a text, such as \"93223\"";
    from_text(value, Postcode::parse, "a postcode", hint)
}

/// A day.
pub(super) fn date(value: Value<'_>) -> Option<jiff::civil::Date> {
    let hint = Some("write it as 2026-11-23, without quotation marks".to_owned());
    let DeValue::Datetime(datetime) = value.value else {
        return value.bad(format!("`{}` must be a date", value.key), hint);
    };
    let (Some(date), None) = (datetime.date, datetime.time) else {
        return value.bad(format!("`{}` must be a date without a time", value.key), hint);
    };
    let parsed = date.to_string().parse::<jiff::civil::Date>().ok();
    let day = parsed.filter(|day| (1500..=2200).contains(&day.year()));
    let message = || format!("`{}` is a date that does not exist or is far away", value.key);
    day.or_else(|| value.bad(message(), None))
}

/// A moment with its offset from UTC.
pub(super) fn moment(value: Value<'_>) -> Option<jiff::Timestamp> {
    let hint = Some("write it as 2026-11-23T08:00:00+01:00, without quotation marks".to_owned());
    let DeValue::Datetime(datetime) = value.value else {
        return value.bad(format!("`{}` must be a date with a time", value.key), hint);
    };
    let moment = datetime.to_string().parse().ok();
    let message = || format!("`{}` must be a date with a time and an offset", value.key);
    moment.or_else(|| value.bad(message(), hint))
}

/// One of the allowed words.
pub(super) fn choice<T: Copy>(
    allowed: &'static [(&'static str, T)],
) -> impl Fn(Value<'_>) -> Option<T> {
    move |value| {
        let DeValue::String(word) = value.value else { return value.wrong_type("a text") };
        let found = allowed.iter().find(|(name, _)| *name == word.as_ref());
        found.map(|(_, meaning)| *meaning).or_else(|| {
            let names = || allowed.iter().map(|(name, _)| *name);
            let hint = did_you_mean(word, names()).map_or_else(
                || format!("write one of {}", names().collect::<Vec<_>>().join(", ")),
                |meant| format!("did you mean `{meant}`?"),
            );
            value.bad(format!("`{}` cannot be \"{}\"", value.key, shown(word)), Some(hint))
        })
    }
}

/// An id: a short name of `a-z`, `0-9` and `-`.
pub(super) fn id<K>(value: Value<'_>) -> Option<Id<K>> {
    let DeValue::String(word) = value.value else { return value.wrong_type("a text") };
    Id::parse(word).or_else(|| {
        let hint = "an id is made of a-z, 0-9 and -, at most 64 of them".to_owned();
        value.bad(format!("\"{}\" is not an id", shown(word)), Some(hint))
    })
}

/// A mention of a service.
pub(super) fn service(value: Value<'_>) -> Option<ServiceId> {
    mention(value, Target::Service)
}

/// A mention of an organisation.
pub(super) fn organisation(value: Value<'_>) -> Option<OrganisationId> {
    mention(value, Target::Organisation)
}

/// A mention of a layer.
pub(super) fn layer(value: Value<'_>) -> Option<LayerId> {
    mention(value, Target::Layer)
}

/// A mention by id.
pub(super) fn mention<K>(value: Value<'_>, target: fn(String) -> Target) -> Option<Id<K>> {
    let id = id(value)?;
    value.mentions(target(id.to_string()));
    Some(id)
}

/// A mention of a municipality by its code.
pub(super) fn municipality(value: Value<'_>) -> Option<MunicipalityCode> {
    let code = code(value)?;
    value.mentions(Target::MunicipalityCode(code.to_string()));
    Some(code)
}

/// A municipality's code.
pub(super) fn code(value: Value<'_>) -> Option<MunicipalityCode> {
    let hint = "write the official code as a text of four digits, such as \"2281\"";
    from_text(value, MunicipalityCode::parse, "a municipality's code", hint)
}

/// A county's code.
pub(super) fn county(value: Value<'_>) -> Option<CountyCode> {
    let hint = "write the official code as a text of two digits, such as \"22\"";
    from_text(value, CountyCode::parse, "a county's code", hint)
}

/// A language.
pub(super) fn locale(value: Value<'_>) -> Option<Locale> {
    let hint = "write the language as two or three letters, such as \"sv\"";
    from_text(value, Locale::parse, "a language", hint)
}

/// An address on the web: http or https.
pub(super) fn web(value: Value<'_>) -> Option<String> {
    let text = text(value)?;
    match address::web(&text) {
        Ok(()) => Some(text),
        Err(why) => value.bad(format!("\"{}\" {why}", shown(&text)), None),
    }
}

/// An address on the web or a path of the portal's own.
pub(super) fn web_or_own(value: Value<'_>) -> Option<String> {
    match text(value)? {
        own if address::is_own_path(&own) => Some(own),
        _ => web(value),
    }
}

/// A telephone number as dialled in Sweden.
pub(super) fn phone(value: Value<'_>) -> Option<String> {
    let good = |text: &str| {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let allowed = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b' '));
        ((3..=15).contains(&digits) && allowed).then(|| text.to_owned())
    };
    let hint = "write the number as it is dialled in Sweden, such as \"060-19 10 00\"";
    from_text(value, good, "a telephone number", hint)
}

/// An e-mail address.
pub(super) fn email(value: Value<'_>) -> Option<String> {
    let good = |text: &str| address::is_email(text).then(|| text.to_owned());
    from_text(value, good, "an e-mail address", "write it as name@example.se")
}

fn from_text<T>(
    value: Value<'_>,
    parse: impl FnOnce(&str) -> Option<T>,
    what: &str,
    hint: &str,
) -> Option<T> {
    let DeValue::String(word) = value.value else {
        return value.wrong_type(what);
    };
    let message = || format!("\"{}\" is not {what}", shown(word));
    parse(word.trim()).or_else(|| value.bad(message(), Some(hint.to_owned())))
}

/// A text per language, in whichever languages there are: for names that are not translated.
pub(super) fn names(value: Value<'_>) -> Option<LocalText> {
    let table = value.as_table()?;
    let mut local = LocalText::default();
    for (key, value) in table.entries() {
        let Some(locale) = Locale::parse(key) else {
            let message = format!("`{}` is not a language", shown(key));
            let hint = "write the language as two or three letters, such as `sv`".to_owned();
            value.tell(Code::UnknownKey, message, Some(hint));
            continue;
        };
        if let Some(text) = text(value) {
            local.insert(locale, text);
        }
    }
    if local.is_empty() {
        return value.bad(format!("`{}` has no text in any language", value.key), None);
    }
    Some(local)
}

/// A text per language that should exist in every language of the portal.
pub(super) fn local(value: Value<'_>) -> Option<LocalText> {
    let local = names(value)?;
    for locale in value.locales() {
        if local.get(*locale).is_none() {
            let message = format!("`{}` lacks the language `{locale}`", shown(value.key));
            value.tell(Code::MissingTranslation, message, None);
        }
    }
    Some(local)
}

/// A name in addresses per language: each of them is an id.
pub(super) fn slugs(value: Value<'_>) -> Option<LocalText> {
    let slugs = local(value)?;
    for (_, slug) in slugs.iter() {
        if Id::<()>::parse(slug).is_none() {
            let hint = "it is made of a-z, 0-9 and -, at most 64 of them".to_owned();
            return value
                .bad(format!("\"{}\" is not a name for addresses", shown(slug)), Some(hint));
        }
    }
    Some(slugs)
}

/// A text per language, or a single text, which is taken as Swedish.
pub(super) fn local_or_text(value: Value<'_>) -> Option<LocalText> {
    match value.value {
        DeValue::String(_) => text(value).map(|text| std::iter::once((Locale::SV, text)).collect()),
        _ => local(value),
    }
}
