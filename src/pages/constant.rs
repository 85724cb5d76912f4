//! What a template says the same way on every page of a language: words without a number or a
//! name in them, addresses of own pages and of static files. It is written into the template before
//! it is read; asking for each of fifty words anew would be a tenth of the work for a page.

/// The functions that templates ask with, and the one argument of each.
const FUNCTIONS: [(&str, &str); 3] = [("t", "key"), ("url", "page"), ("asset", "path")];

/// A template in which every `{{ t(key="…") }}`, `{{ url(page="…") }}` and `{{ asset(path="…") }}`
/// that stands alone is replaced by what `value` says for the function and its argument. What
/// it does not know, or what would have to be escaped, is left for when the page is made.
pub(super) fn filled(template: &str, value: impl Fn(&str, &str) -> Option<String>) -> String {
    // What stands in a raw block is not asked but shown.
    if template.contains("raw %}") {
        return template.to_owned();
    }
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{ ") {
        out.push_str(before);
        let asked = after.split_once(" }}").and_then(|(expression, behind)| {
            let (function, argument) = call(expression)?;
            let value = value(function, argument)?;
            is_plain(&value).then_some((value, behind))
        });
        match asked {
            Some((value, behind)) => {
                out.push_str(&value);
                rest = behind;
            }
            None => {
                out.push_str("{{ ");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The function and the argument of an expression that is one call with one text.
fn call(expression: &str) -> Option<(&'static str, &str)> {
    FUNCTIONS.iter().find_map(|(function, name)| {
        let rest = expression.strip_prefix(function)?.strip_prefix('(')?;
        let text = rest.strip_prefix(name)?.strip_prefix("=\"")?.strip_suffix("\")")?;
        (!text.contains(['"', '\\'])).then_some((*function, text))
    })
}

/// Whether a text is the same in HTML and in a template.
fn is_plain(text: &str) -> bool {
    !text.contains(['&', '<', '>', '"', '\'', '{', '}'])
}
