//! Words that are text with texts put into them: most words with arguments. Which form a word takes
//! is the library's to say; where a translator wrote only one, it is kept as it was read, since going
//! through the library for each of ten words of a page takes longer than filling the template.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use super::Argument;

/// A word with one form: the translator's sentence, with the places of its arguments.
pub(super) struct Filled(Vec<Piece>);

enum Piece {
    Text(String),
    /// The text given under this name.
    Given(String),
}

impl Filled {
    /// The pieces of a pattern; `None` when it chooses between forms, calls functions or names other words.
    pub(super) fn of(pattern: &Pattern<&str>) -> Option<Self> {
        let piece = |element: &PatternElement<&str>| match element {
            PatternElement::TextElement { value } => Some(Piece::Text((*value).to_owned())),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => Some(Piece::Given(id.name.to_owned())),
            PatternElement::Placeable { .. } => None,
        };
        pattern.elements.iter().map(piece).collect::<Option<_>>().map(Self)
    }

    /// The word with its arguments; `None` when one is missing or a number, which the library writes.
    pub(super) fn with(&self, arguments: &[(&str, Argument)]) -> Option<String> {
        let given = |wanted: &str| match arguments.iter().find(|(name, _)| *name == wanted)? {
            (_, Argument::Text(text)) => Some(text.as_str()),
            (_, Argument::Number(_)) => None,
        };
        let mut word = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => word.push_str(text),
                Piece::Given(name) => word.push_str(given(name)?),
            }
        }
        Some(word)
    }
}
