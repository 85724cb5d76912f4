//! Problems: what an editor can mend, with the place and the way.

use std::fmt;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The thing cannot be shown as it is; `check` ends with exit code 1.
    Error,
    /// It is shown, but a person should look at it.
    Warning,
}

/// Something an editor can fix. It never stops the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, relative to the portal folder.
    pub path: String,
    /// The line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// The column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
    /// Which rule was broken.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// How to mend it, in a sentence.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem of a whole file, with the severity of its rule.
    #[must_use]
    pub fn new(code: Code, path: &str, message: String) -> Self {
        Self {
            path: path.to_owned(),
            line: 0,
            column: 0,
            severity: code.severity(),
            code,
            message,
            hint: None,
        }
    }

    /// The same at a place in the file, both counted from 1.
    #[must_use]
    pub fn at(mut self, line: u32, column: u32) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// The same with a way to mend it.
    #[must_use]
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// The rules. Each has a fixture under `tests/sites/invalid/<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A file that is too large, not UTF-8, begins with a byte order mark, or is a symbolic link.
    FileUnreadable,
    /// A file or folder whose name is not an id or not a language.
    BadName,
    /// A file in a place where nothing is read.
    UnexpectedFile,
    /// A file that must be there because of its neighbours.
    MissingFile,
    /// TOML that cannot be read.
    TomlSyntax,
    /// A text that does not begin with front matter between `+++` lines.
    FrontMatter,
    /// A key that does not exist.
    UnknownKey,
    /// A key that must be there.
    MissingKey,
    /// A value of the wrong type or outside the allowed values.
    BadValue,
    /// More of something than is taken: levels, list items, bytes of a line.
    TooMuch,
    /// Two things with the same identity.
    Duplicate,
    /// A row of a table of places that cannot be read.
    TableRow,
    /// A layer that is not GeoJSON.
    LayerSyntax,
    /// A shape that is no area: open, empty, crossing itself.
    LayerShape,
    /// A position outside the globe, in metres, or with its axes swapped.
    LayerPosition,
    /// An area without its code or name.
    LayerProperty,
    /// A layer that was taken, but is not as RFC 7946 wants it.
    LayerOdd,
    /// Areas of a layer that cover the same place.
    LayerOverlap,
    /// A place between areas that none of them covers.
    LayerGap,
    /// A position of a service point that is not where the service point is said to be: outside
    /// Sweden or its municipality, in metres, or with its axes swapped.
    ServicePointPosition,
    /// An area of the layer of municipalities without a municipality.
    UnusedArea,
    /// HTML in a text: it is shown as text.
    RawHtml,
    /// A link or an image to an address that is not taken.
    BadLink,
    /// A link that may mislead: a user name before the host, or words that say nothing.
    DoubtfulLink,
    /// A `:::` block that does not exist, is not closed, or lacks its argument.
    Block,
    /// A first-level heading in a text: the title is the page's only one.
    Heading,
    /// A heading that skips a level.
    HeadingJump,
    /// An image without a text for those who do not see it.
    ImageText,
    /// A table with an empty header cell.
    TableHeader,
    /// A character that cannot be seen or that turns the direction of the text.
    HiddenCharacter,
    /// A mention of something that does not exist.
    UnknownReference,
    /// A link to a heading that does not exist.
    UnknownAnchor,
    /// A service, guide or page without any text.
    MissingText,
    /// A text that lacks one of the portal's languages: another is shown.
    MissingTranslation,
    /// A municipality that has no area in the layer of municipalities.
    MissingArea,
    /// A service that is provided but has no way in.
    NoChannel,
    /// Facts of one thing that cannot hold together.
    Contradiction,
    /// Things that point to each other in a circle.
    Circle,
    /// A question or a result of a checklist that no answers lead to.
    Unreachable,
    /// A question, option or document of a checklist that makes no difference.
    Unused,
    /// A question of a checklist that cannot be answered.
    DeadEnd,
    /// A persona that is told something else than it must be told.
    Persona,
    /// A summary of more than 200 characters.
    LongSummary,
    /// A Swedish text with a readability index (LIX) above 45.
    HardToRead,
    /// Two topics or two events with the same address.
    DuplicateSlug,
    /// A redirect that leads to itself or in a circle.
    Redirect,
    /// Interface words that are not Fluent.
    WordsSyntax,
    /// An interface word that a language lacks.
    WordsMissing,
    /// An interface word that uses other arguments in one language than in another.
    WordsArguments,
    /// Synonyms that say two things of the same word.
    SynonymConflict,
    /// A best bet whose last day has passed.
    Expired,
    /// A template that cannot be read, or that names something that does not exist.
    TemplateBroken,
}

impl Code {
    /// Every rule, for documentation and the test that demands a fixture of each.
    pub const ALL: &'static [Self] = &[
        Self::FileUnreadable,
        Self::BadName,
        Self::UnexpectedFile,
        Self::MissingFile,
        Self::TomlSyntax,
        Self::FrontMatter,
        Self::UnknownKey,
        Self::MissingKey,
        Self::BadValue,
        Self::TooMuch,
        Self::Duplicate,
        Self::TableRow,
        Self::LayerSyntax,
        Self::LayerShape,
        Self::LayerPosition,
        Self::LayerProperty,
        Self::LayerOdd,
        Self::LayerOverlap,
        Self::LayerGap,
        Self::ServicePointPosition,
        Self::UnusedArea,
        Self::RawHtml,
        Self::BadLink,
        Self::DoubtfulLink,
        Self::Block,
        Self::Heading,
        Self::HeadingJump,
        Self::ImageText,
        Self::TableHeader,
        Self::HiddenCharacter,
        Self::UnknownReference,
        Self::UnknownAnchor,
        Self::MissingText,
        Self::MissingTranslation,
        Self::MissingArea,
        Self::NoChannel,
        Self::Contradiction,
        Self::Circle,
        Self::Unreachable,
        Self::Unused,
        Self::DeadEnd,
        Self::Persona,
        Self::LongSummary,
        Self::HardToRead,
        Self::DuplicateSlug,
        Self::Redirect,
        Self::WordsSyntax,
        Self::WordsMissing,
        Self::WordsArguments,
        Self::SynonymConflict,
        Self::Expired,
        Self::TemplateBroken,
    ];

    /// The name in output and in fixture folders.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FileUnreadable => "file-unreadable",
            Self::BadName => "bad-name",
            Self::UnexpectedFile => "unexpected-file",
            Self::MissingFile => "missing-file",
            Self::TomlSyntax => "toml-syntax",
            Self::FrontMatter => "front-matter",
            Self::UnknownKey => "unknown-key",
            Self::MissingKey => "missing-key",
            Self::BadValue => "bad-value",
            Self::TooMuch => "too-much",
            Self::Duplicate => "duplicate",
            Self::TableRow => "table-row",
            Self::LayerSyntax => "layer-syntax",
            Self::LayerShape => "layer-shape",
            Self::LayerPosition => "layer-position",
            Self::LayerProperty => "layer-property",
            Self::LayerOdd => "layer-odd",
            Self::LayerOverlap => "layer-overlap",
            Self::LayerGap => "layer-gap",
            Self::ServicePointPosition => "service-point-position",
            Self::UnusedArea => "unused-area",
            Self::RawHtml => "raw-html",
            Self::BadLink => "bad-link",
            Self::DoubtfulLink => "doubtful-link",
            Self::Block => "block",
            Self::Heading => "heading",
            Self::HeadingJump => "heading-jump",
            Self::ImageText => "image-text",
            Self::TableHeader => "table-header",
            Self::HiddenCharacter => "hidden-character",
            Self::UnknownReference => "unknown-reference",
            Self::UnknownAnchor => "unknown-anchor",
            Self::MissingText => "missing-text",
            Self::MissingTranslation => "missing-translation",
            Self::MissingArea => "missing-area",
            Self::NoChannel => "no-channel",
            Self::Contradiction => "contradiction",
            Self::Circle => "circle",
            Self::Unreachable => "unreachable",
            Self::Unused => "unused",
            Self::DeadEnd => "dead-end",
            Self::Persona => "persona",
            Self::LongSummary => "long-summary",
            Self::HardToRead => "hard-to-read",
            Self::DuplicateSlug => "duplicate-slug",
            Self::Redirect => "redirect",
            Self::WordsSyntax => "words-syntax",
            Self::WordsMissing => "words-missing",
            Self::WordsArguments => "words-arguments",
            Self::SynonymConflict => "synonym-conflict",
            Self::Expired => "expired",
            Self::TemplateBroken => "template-broken",
        }
    }

    /// How grave a breach is.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::UnexpectedFile
            | Self::LayerOdd
            | Self::LayerOverlap
            | Self::LayerGap
            | Self::UnusedArea
            | Self::DoubtfulLink
            | Self::HeadingJump
            | Self::ImageText
            | Self::TableHeader
            | Self::HiddenCharacter
            | Self::MissingTranslation
            | Self::MissingArea
            | Self::NoChannel
            | Self::Unused
            | Self::LongSummary
            | Self::Expired
            | Self::HardToRead => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The candidate that is most like a word, when one is like enough to be meant.
#[must_use]
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    // Long words come from hostile files only, and the comparison costs the product of the lengths.
    if word.len() > 64 {
        return None;
    }
    let likeness = |candidate: &'a str| (strsim::jaro_winkler(word, candidate), candidate);
    candidates
        .into_iter()
        .map(likeness)
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The most problems told of one file; the rest is counted.
const PROBLEMS_MAX: usize = 100;

/// Sorts the problems of a file and keeps the first hundred, with a word on how many more there are.
pub fn keep_most(problems: &mut Vec<Problem>, path: &str) {
    problems.sort();
    if problems.len() > PROBLEMS_MAX {
        let more = problems.len() - PROBLEMS_MAX;
        let message = format!("{more} more problems of this file are not told");
        problems.truncate(PROBLEMS_MAX);
        problems.push(Problem::new(Code::TooMuch, path, message));
    }
}
