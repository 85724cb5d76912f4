//! Tests of `markdown`.

use proptest::prelude::*;
use samvis::markdown::{self, Origin, Parsed};
use samvis::model::{Block, Locale, NoteKind, OwnLink, PageId, Piece, Section, Target};
use samvis::pages::{Page, Visit};
use samvis::problem::Code;

use crate::site;

/// Reads a text as if it began on the first line of `x.md`.
pub(crate) fn read(text: &str) -> Parsed {
    markdown::parse(
        text,
        Origin { path: "x.md", first_line: 1, locale: Locale::SV, is_snippet: false },
    )
}

/// The HTML of pieces, with own links as their target and blocks by their content.
pub(crate) fn html(pieces: &[Piece]) -> String {
    pieces.iter().map(piece_html).collect()
}

/// The HTML of a whole text.
pub(crate) fn document_html(parsed: &Parsed) -> String {
    parsed.document.sections.iter().map(section_html).collect()
}

fn section_html(section: &Section) -> String {
    html(&section.pieces)
}

fn piece_html(piece: &Piece) -> String {
    match piece {
        Piece::Html(html) => html.clone(),
        Piece::Own(link) => {
            let OwnLink { target, anchor } = link.as_ref();
            format!("own:{target:?}#{anchor:?}").replace('"', "")
        }
        Piece::Block(block) => match block.as_ref() {
            Block::Note { body, .. }
            | Block::Steps(body)
            | Block::County { body, .. }
            | Block::Language { body, .. }
            | Block::Municipality { body, .. } => html(body),
            _ => String::new(),
        },
    }
}

/// Line, column and rule of a problem.
type Told = (u32, u32, Code);

fn codes(text: &str) -> Vec<Told> {
    let told = |problem: &samvis::problem::Problem| (problem.line, problem.column, problem.code);
    read(text).problems.iter().map(told).collect()
}

#[test]
fn headings_divide_a_text_into_sections_with_ids_made_from_their_titles() {
    let parsed = read("Först.\n\n## Åtgärder på ön\n\nText.\n\n### Đŋŧ é\n\n## Åtgärder på ön\n");
    let sections: Vec<_> = parsed
        .document
        .sections
        .iter()
        .map(|section| {
            (section.level, section.id.as_str(), section.title.as_str(), section.plain())
        })
        .collect();
    let expected = [
        (0, "", "", "Först.".to_owned()),
        (2, "atgarder-pa-on", "Åtgärder på ön", "Text.".to_owned()),
        (3, "dnt-e", "Đŋŧ é", String::new()),
        (2, "atgarder-pa-on-2", "Åtgärder på ön", String::new()),
    ];
    assert_eq!(sections, expected);
    assert_eq!(parsed.problems, []);
}

#[test]
fn elements_become_the_html_that_pages_are_styled_for() {
    let cases = [
        ("*a* **b** `c<d`", "<p><em>a</em> <strong>b</strong> <code>c&lt;d</code></p>\n"),
        ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
        ("> a\n", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("a  \nb", "<p>a<br>\nb</p>\n"),
        ("```js\" onclick=\"x\na < b\n```\n", "<pre><code>a &lt; b\n</code></pre>\n"),
        ("Ord\n: Mening\n", "<dl>\n<dt>Ord</dt>\n<dd>Mening</dd>\n</dl>\n"),
        (
            "| A | B |\n|---|--:|\n| 1 | 2 |\n",
            "<div class=\"table\"><table>\n<thead><tr><th scope=\"col\">A</th><th scope=\"col\" class=\"right\">B</th></tr></thead>\n<tbody>\n<tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody></table></div>\n",
        ),
        (
            "a[^1]\n\n[^1]: b\n",
            "<p>a<sup><a href=\"#fn-1\">1</a></sup></p>\n<div class=\"footnote\" id=\"fn-1\"><sup>1</sup>\n<p>b</p>\n</div>\n",
        ),
        (
            "![en *karta*](/static/k.png)",
            "<p><img src=\"/static/k.png\" alt=\"en karta\" loading=\"lazy\"></p>\n",
        ),
        (
            "<https://a.se/?b=1&c=2>",
            "<p><a href=\"https://a.se/?b=1&amp;c=2\">https://a.se/?b=1&amp;c=2</a></p>\n",
        ),
        ("<a@b.se>", "<p><a href=\"mailto:a@b.se\">a@b.se</a></p>\n"),
        ("[ring](tel:060-191000)", "<p><a href=\"tel:060-191000\">ring</a></p>\n"),
    ];
    for (text, expected) in cases {
        let parsed = read(text);
        assert_eq!(document_html(&parsed), expected, "{text}");
        assert_eq!(parsed.problems, [], "{text}");
    }
}

#[test]
fn own_pages_are_linked_by_what_they_show() {
    let parsed = read("Se [bygglov](service:bygglov#avgift) och [mer om oss](page:about).");
    let html = document_html(&parsed);
    assert!(html.contains("<a href=\"own:Service(bygglov)#Some(avgift)\">bygglov</a>"), "{html}");
    let reference = &parsed.references[0];
    assert_eq!((reference.line, reference.column), (1, 4));
    assert_eq!(reference.target, Target::Service("bygglov".to_owned()));
    assert_eq!(reference.anchor, Some((Locale::SV, "avgift".to_owned())));
    assert_eq!(parsed.references[1].target, Target::Page("about".to_owned()));
}

#[test]
fn blocks_hold_texts_and_other_blocks() {
    let text = ":::municipality ange,sundsvall\nHär:\n:::warning Obs på priset\nDyrt.\n:::\n:::\n\n:::contact polisen\n:::\n";
    let parsed = read(text);
    assert_eq!(parsed.problems, []);
    let block = |piece: Option<&Piece>| match piece {
        Some(Piece::Block(block)) => block.as_ref().clone(),
        other => panic!("{other:?}"),
    };
    let outer = block(parsed.document.sections[0].pieces.first());
    let Block::Municipality { slugs, body } = outer else { panic!("{outer:?}") };
    assert_eq!(slugs, ["ange", "sundsvall"]);
    let inner = block(body.get(1));
    let Block::Note { kind, title, body } = inner else { panic!("{inner:?}") };
    assert_eq!((kind, title.as_deref()), (NoteKind::Warning, Some("Obs på priset")));
    assert_eq!(html(&body), "<p>Dyrt.</p>\n");
    assert_eq!(parsed.references.len(), 3);
    assert_eq!(parsed.document.sections[0].plain(), "Här:\nObs på priset\nDyrt.");
}

#[test]
fn fenced_code_keeps_its_colons() {
    let parsed = read("```\n:::info\n```\n\n~~~~\n```\n:::\n~~~~\n");
    assert_eq!(parsed.problems, []);
    assert!(document_html(&parsed).contains(":::info"));
}

#[test]
fn mistakes_are_told_with_their_place() {
    let cases: [(&str, &[Told]); 25] = [
        ("a\n\nb <b>c</b>", &[(3, 3, Code::RawHtml), (3, 7, Code::RawHtml)]),
        ("<div>\nx\n</div>\n", &[(1, 1, Code::RawHtml)]),
        ("# Titel", &[(1, 1, Code::Heading)]),
        ("## A\n\n#### B", &[(3, 1, Code::HeadingJump)]),
        ("[a b](javascript:x)", &[(1, 1, Code::BadLink)]),
        ("[a b](java&#x09;script:x)", &[(1, 1, Code::BadLink)]),
        ("[a b](//evil.example)", &[(1, 1, Code::BadLink)]),
        ("[a b](/\\evil.example)", &[(1, 1, Code::BadLink)]),
        ("[a b](https://bank.se@evil.example/)", &[(1, 1, Code::BadLink)]),
        ("[a b](data:text/html,x)", &[(1, 1, Code::BadLink)]),
        ("[klicka här](https://a.se)", &[(1, 1, Code::DoubtfulLink)]),
        ("[a b](#finns-inte)", &[(1, 1, Code::UnknownAnchor)]),
        ("![x](https://a.se/x.png)", &[(1, 1, Code::BadLink)]),
        ("![](/static/x.png)", &[(1, 1, Code::ImageText)]),
        ("| A | |\n|---|---|\n| 1 | 2 |", &[(1, 6, Code::TableHeader)]),
        ("a\u{202E}b", &[(1, 2, Code::HiddenCharacter)]),
        (":::infoo\nx\n:::\n", &[(1, 1, Code::Block)]),
        (":::info\nx\n", &[(1, 1, Code::Block)]),
        ("x\n\n:::\n", &[(3, 1, Code::Block)]),
        (":::contact\n:::\n", &[(1, 1, Code::Block)]),
        (":::map kommuner\nx\n:::\n", &[(1, 1, Code::Block)]),
        (":::steps\nx\n:::\n", &[(1, 1, Code::Block)]),
        (":::municipality Å\nx\n:::\n", &[(1, 1, Code::Block)]),
        (
            ":::info\n:::info\n:::info\n:::info\n:::info\nx\n:::\n:::\n:::\n:::\n:::\n",
            &[(5, 1, Code::Block), (11, 1, Code::Block)],
        ),
        (
            "a\n\n> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > x",
            &[(3, 1, Code::TooMuch)],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(codes(text), expected, "{text}");
    }
}

#[test]
fn what_editors_write_is_never_markup() {
    let cases = [
        ("<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>\n"),
        ("a <img src=x onerror=x()> b", "<p>a &lt;img src=x onerror=x()&gt; b</p>\n"),
        ("[x](javascript:x)", "<p>x</p>\n"),
        (
            "![\" onerror=\"x](/a.png)",
            "<p><img src=\"/a.png\" alt=\"&quot; onerror=&quot;x\" loading=\"lazy\"></p>\n",
        ),
        ("[a](<https://a.se/\" onclick=\"x>)", "<p>a</p>\n"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>\n"),
        ("a\u{202E}b", "<p>ab</p>\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(document_html(&read(text)), expected, "{text}");
    }
    let parsed = read("## x { #a onclick=\"y\" }\n");
    assert_eq!(parsed.document.sections[0].id, "x-a-onclick-y");
    assert_eq!(parsed.document.sections[0].title, "x { #a onclick=\"y\" }");
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic_or_gets_markup_through(text in "(?s)([ -~åäö\n]|<script|:::info|\\]\\(javascript:|!\\[|\n> |\n- |\n\\| a \\|\n\\|-\\|\n){0,60}") {
        let parsed = read(&text);
        let html = document_html(&parsed).to_lowercase();
        prop_assert!(!html.contains("<script"));
        prop_assert!(!html.contains("href=\"javascript"));
        let page = scraper::Html::parse_fragment(&html);
        let selector = scraper::Selector::parse("[onclick], [style], script, iframe, form").expect("a selector");
        prop_assert!(page.select(&selector).next().is_none());
    }

    #[test]
    fn every_open_tag_is_closed(text in "[-*_`>#|\\[\\]()!:^ a\n]{0,80}") {
        let html = document_html(&read(&text));
        for tag in ["p", "em", "strong", "ul", "ol", "li", "blockquote", "a", "table", "tr", "td", "div", "pre"] {
            let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            prop_assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{}", tag);
        }
    }
}

#[test]
fn passages_for_counties_and_languages_are_read_and_anything_else_reaches_nobody() {
    let tree = |text: &str| {
        let mut tree = site::tree_at(&site::root().join("tests/sites/small"));
        let page = format!("+++\ntitle = \"Om\"\nsummary = \"Om.\"\n+++\n{text}");
        tree.insert("content/pages/about/sv.md", page.into_bytes());
        tree
    };
    let text = ":::county 22\nBara i Västernorrland.\n:::\n:::language en\nOnly in English.\n:::\n";
    let site = site::site_of(&tree(text));
    let page = Page::Static(PageId::parse("about").unwrap());
    let shown = |municipality: &str| {
        let query = vec![("municipality".to_owned(), municipality.to_owned())];
        let visit = Visit { query, ..Visit::default() };
        let sv = Locale::SV;
        site.render(sv, &page, &visit, site::now()).text().contains("Bara i Västernorrland")
    };
    assert!(shown("") && shown("sundsvall"));
    assert!(
        !site.render(Locale::SV, &page, &Visit::default(), site::now()).text().contains("Only in")
    );
    for wrong in [":::county 222\nText.\n:::\n", ":::language\nText.\n:::\n"] {
        let (catalog, problems) = samvis::parse::catalog(&tree(wrong));
        assert_eq!(problems.len(), 1, "{problems:#?}");
        let text = &catalog.pages.values().next().unwrap().texts;
        let shown = text.get(Locale::SV).unwrap().body.sections.iter();
        assert!(shown.map(samvis::model::Section::plain).all(|plain| !plain.contains("Text")));
    }
}

/// A text is looked at many bytes at a time: signs stand before, at and behind each edge.
#[test]
fn rare_signs_are_found_wherever_they_stand() {
    for before in 0..300 {
        let text = format!("{}<'&\">§ och {}", "å".repeat(before / 2), "b".repeat(before));
        let (mut escaped, mut expected) = (String::new(), String::new());
        let parsed = read(&format!("{text}\u{200B}x"));
        escaped.push_str(&document_html(&parsed));
        for character in text.chars() {
            match character {
                '<' => expected.push_str("&lt;"),
                '\'' => expected.push_str("&#39;"),
                '&' => expected.push_str("&amp;"),
                '"' => expected.push_str("&quot;"),
                '>' => expected.push_str("&gt;"),
                other => expected.push(other),
            }
        }
        assert_eq!(escaped, format!("<p>{expected}x</p>\n"), "the hidden sign is left out");
        let column = u32::try_from(text.chars().count()).unwrap() + 1;
        let told: Vec<Told> = codes(&format!("{text}\u{200B}x"));
        assert_eq!(told, [(1, column, Code::HiddenCharacter)]);
    }
}

#[test]
fn a_line_that_nests_too_deep_is_told_wherever_it_stands() {
    for end in ["\n", "\r\n"] {
        let rule = "- ".repeat(40) + "-";
        let lines = ["Ord.", "", &rule, "", &"> ".repeat(40), "slut"];
        assert_eq!(codes(&lines.join(end)), [(5, 1, Code::TooMuch)]);
        assert_eq!(codes(&lines[..4].join(end)), [], "a rule is no list of lists");
    }
}
