//! Tests of checklists: what is read, what is told of mistakes, and what follows from answers.

use samvis::check;
use samvis::model::{Answer, Answers, Checklist, Persona};
use samvis::parse;
use samvis::problem::Code;
use samvis::rules::{Case, Ground, Truth};
use samvis::tree::SourceTree;

use crate::site;

const PATH: &str = "content/checklists/oppna-krog/checklist.toml";

fn small() -> SourceTree {
    site::tree_at(&site::root().join("tests/sites/small"))
}

/// The small portal with a passage of the checklist's facts put in place of another.
fn changed(old: &str, new: &str) -> SourceTree {
    let mut tree = small();
    let text = std::str::from_utf8(tree.get(PATH).unwrap()).unwrap();
    assert!(text.contains(old), "the checklist has {old}");
    let text = text.replacen(old, new, 1);
    tree.insert(PATH, text.into_bytes());
    tree
}

fn krog() -> &'static Checklist {
    site::small().snapshot.catalog.checklists.values().next().unwrap()
}

fn set(answers: &mut Answers, question: &str, answer: Answer) {
    answers.given[krog().question(question).unwrap()] = Some(answer);
}

#[test]
fn a_mistake_in_the_facts_is_told_with_its_line_and_leaves_the_checklist_out() {
    let cases = [
        ("when = { alkohol =", "when = { alkhol =", 27, Code::UnknownReference),
        ("when = { alkohol = [\"vin\"", "when = { alkohol = [\"vn\"", 27, Code::UnknownReference),
        ("when = { alkohol =", "when = { musik = true, alkohol =", 27, Code::Contradiction),
        ("musik = true }", "musik = \"ja\" }", 68, Code::BadValue),
        ("{ min = 150 }", "{ minst = 150 }", 68, Code::UnknownKey),
        ("when = { lokal =", "when = { plats =", 45, Code::BadValue),
        ("after = [\"kassa\"]", "after = [\"kasa\"]", 53, Code::UnknownReference),
        ("id = \"musik\"", "id = \"alkohol\"", 1, Code::Duplicate),
        ("id = \"musik\"", "id = \"municipality\"", 31, Code::BadValue),
        ("none = \"inget\"", "none = \"ingt\"", 22, Code::UnknownReference),
        ("evidence = [\"ritning\"]", "evidence = [\"ritnin\"]", 46, Code::UnknownReference),
        ("{ any = [{ musik = true }", "{ any = [{}", 68, Code::BadValue),
    ];
    for (old, new, line, code) in cases {
        let (catalog, problems) = parse::catalog(&changed(old, new));
        let told: Vec<_> = problems.iter().filter(|it| it.path == PATH).collect();
        let found = told.iter().any(|it| it.line == line && it.code == code);
        assert!(found, "{new}: {code} at line {line} is among {told:#?}");
        assert!(catalog.checklists.is_empty(), "{new}: the checklist is left out");
        assert_eq!(catalog.services.len(), 6, "{new}: the rest of the portal is there");
    }
}

#[test]
fn results_that_wait_for_each_other_in_a_circle_are_told() {
    let tree = changed("id = \"kassa\"\nkind", "id = \"kassa\"\nafter = [\"servering\"]\nkind");
    let (catalog, _) = parse::catalog(&tree);
    let problems = check::check(&catalog);
    let lines: Vec<u32> =
        problems.iter().filter(|it| it.code == Code::Circle).map(|it| it.line).collect();
    assert_eq!(lines.len(), 2, "{problems:#?}");
}

#[test]
fn what_is_not_yet_answered_is_open_and_what_cannot_change_is_decided() {
    let (checklist, catalog) = (krog(), &site::small().snapshot.catalog);
    let mut answers = Answers::none(checklist.questions.len());
    let needed = |answers: &Answers| {
        let ground = answers.place.map(|code| Ground::from(&catalog.municipalities[&code]));
        let case = Case::new(checklist, answers, ground);
        let all = 0..checklist.requirements.len();
        (all.map(|it| case.needed(it)).collect::<Vec<_>>(), case.next())
    };
    use Truth::{No, Open, Yes};
    assert_eq!(needed(&answers), (vec![Open, Open, Yes, Open, Open], Some(0)));
    answers.place = catalog.municipality("ange").map(|one| one.code);
    assert_eq!(needed(&answers), (vec![Open, Open, Yes, No, Open], Some(1)), "never in Ånge");
    set(&mut answers, "lokal", Answer::Options(vec![0]));
    set(&mut answers, "platser", Answer::Number(500));
    let before = needed(&answers);
    assert_eq!(before, (vec![No, Open, Yes, No, Open], Some(2)), "seats are not yet asked for");
    set(&mut answers, "alkohol", Answer::Options(vec![0]));
    assert_eq!(needed(&answers), (vec![No, No, Yes, No, Open], Some(4)), "nor are they now");
    set(&mut answers, "musik", Answer::Skipped);
    set(&mut answers, "oppnar", Answer::Date(jiff::civil::date(2027, 6, 1)));
    assert_eq!(needed(&answers), (vec![No, No, Yes, No, Yes], None));
}

#[test]
fn the_personas_of_the_shipped_portal_are_told_what_they_must_be_told() {
    let problems = check::check(&site::shipped().snapshot.catalog);
    let told: Vec<_> = problems.iter().filter(|it| it.code == Code::Persona).collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn a_usual_restaurant_has_its_plan_after_six_answers() {
    let catalog = &site::shipped().snapshot.catalog;
    let checklist = &catalog.checklists["oppna-restaurang"];
    let asked = |persona: &Persona| {
        let slug = persona.municipality.as_ref().unwrap();
        let ground = Ground::from(catalog.municipality_by_slug(slug.as_str()).unwrap());
        let case = Case::new(checklist, &persona.answers, Some(ground));
        assert_eq!(case.next(), None, "{} has answered everything", persona.name);
        (0..checklist.questions.len()).filter(|it| case.asked(*it) == Truth::Yes).count()
    };
    let usual = checklist.personas.iter().find(|it| it.name.contains("vanlig restaurang")).unwrap();
    assert_eq!(asked(usual), 6);
    let nothing = Answers::none(checklist.questions.len());
    assert_eq!(Case::new(checklist, &nothing, None).most_questions(), 7, "as it is told first");
    let ground = Ground::from(catalog.municipality("ornskoldsvik").unwrap());
    assert_eq!(Case::new(checklist, &usual.answers, Some(ground)).most_questions(), 6);
    for persona in &checklist.personas {
        assert!(asked(persona) <= 7, "{}", persona.name);
    }
}
