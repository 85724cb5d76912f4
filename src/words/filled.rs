//! Words that are text with texts put into them: most words with arguments. Which plural form a word
//! takes is the library's to say; where there is no such choice a word is kept as it was read, since
//! going through the library for each of ten words of a page takes longer than filling the template.

use fluent_syntax::ast::{
    Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};

use super::Argument;

/// The translator's sentence with the places of its arguments.
pub(super) struct Filled(Vec<Piece>);

enum Piece {
    Text(String),
    /// The text given under this name.
    Given(String),
    /// What is written for the number given under a name, as for the months.
    Chosen(Choice),
}

/// One of several sentences for numbers that are named one by one.
struct Choice {
    /// The name of the number.
    by: String,
    named: Vec<(f64, Filled)>,
    /// For all others.
    otherwise: Filled,
}

impl Filled {
    /// The pieces of a pattern; `None` when its form depends on more than numbers named one by one,
    /// or it calls functions or names other words.
    pub(super) fn of(pattern: &Pattern<&str>) -> Option<Self> {
        pattern.elements.iter().map(Piece::of).collect::<Option<_>>().map(Self)
    }

    /// The word with its arguments; `None` when one is missing, or a number to be written, which the
    /// library does.
    pub(super) fn with(&self, arguments: &[(&str, Argument)]) -> Option<String> {
        let mut word = String::new();
        self.add_to(&mut word, arguments)?;
        Some(word)
    }

    fn add_to(&self, word: &mut String, arguments: &[(&str, Argument)]) -> Option<()> {
        let given = |wanted: &str| arguments.iter().find(|(name, _)| *name == wanted);
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => word.push_str(text),
                Piece::Given(name) => match given(name)? {
                    (_, Argument::Text(text)) => word.push_str(text),
                    (_, Argument::Number(_)) => return None,
                },
                Piece::Chosen(choice) => match given(&choice.by)? {
                    (_, Argument::Number(number)) => choice.of(*number).add_to(word, arguments)?,
                    (_, Argument::Text(_)) => return None,
                },
            }
        }
        Some(())
    }
}

impl Piece {
    fn of(element: &PatternElement<&str>) -> Option<Self> {
        let expression = match element {
            PatternElement::TextElement { value } => return Some(Self::Text((*value).to_owned())),
            PatternElement::Placeable { expression } => expression,
        };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                Some(Self::Given(id.name.to_owned()))
            }
            Expression::Select {
                selector: InlineExpression::VariableReference { id },
                variants,
            } => Choice::new(id.name, variants).map(Self::Chosen),
            _ => None,
        }
    }
}

impl Choice {
    fn new(by: &str, variants: &[Variant<&str>]) -> Option<Self> {
        let (last, named) = variants.split_last().filter(|(last, _)| last.default)?;
        let one = |variant: &Variant<&str>| match &variant.key {
            // To the library 2.0 is another number than 2.
            VariantKey::NumberLiteral { value } if !value.contains('.') => {
                Some((value.parse().ok()?, Filled::of(&variant.value)?))
            }
            _ => None,
        };
        let named = named.iter().map(one).collect::<Option<_>>()?;
        Some(Self { by: by.to_owned(), named, otherwise: Filled::of(&last.value)? })
    }

    fn of(&self, number: f64) -> &Filled {
        let found = self.named.iter().find(|(named, _)| *named == number);
        found.map_or(&self.otherwise, |(_, filled)| filled)
    }
}
