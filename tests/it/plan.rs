//! Tests of plans: answers in addresses, order and time, fees, documents, and the pages around them.

use std::sync::Arc;

use jiff::civil::{Date, date};
use samvis::geo::Geo;
use samvis::model::{Catalog, Checklist, Locale, RequirementKind};
use samvis::pages::{Address, Html, Site, Visit};
use samvis::plan::{self, Amount, Fault, Plan, Reach, Reading};

use crate::{site, wholeness};

/// The day of every test.
const TODAY: Date = date(2026, 11, 23);

fn facts() -> (&'static Catalog, &'static Geo, &'static Checklist) {
    let snapshot = &site::small().snapshot;
    let checklist = snapshot.catalog.checklists.values().next().unwrap();
    (&snapshot.catalog, &snapshot.geo, checklist)
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|part| !part.is_empty());
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.to_owned(), value.to_owned())
    };
    pairs.map(pair).collect()
}

fn reading(query: &str) -> Reading {
    let (catalog, _, checklist) = facts();
    plan::read(catalog, checklist, &pairs(query), TODAY)
}

fn plan_of(query: &str) -> Plan {
    let (catalog, geo, checklist) = facts();
    let reading = reading(query);
    assert_eq!(reading.mistakes, [], "{query}");
    let days = (reading.start, reading.day);
    plan::plan((catalog, geo), checklist, &reading.answers, days, site::now())
}

fn ids(plan: &Plan) -> Vec<&'static str> {
    let (_, _, checklist) = facts();
    plan.items.iter().map(|item| checklist.requirements[item.requirement].id.as_str()).collect()
}

#[test]
fn whatever_stands_in_an_address_is_understood_or_told() {
    let many = "x=1&".repeat(10_000);
    let long = format!("platser={}", "9".repeat(5_000));
    let cases: [(&str, &[Fault]); 22] = [
        ("", &[]),
        ("plats=sundsvall&lokal=ny&alkohol=vin&alkohol=sprit&platser=30&musik=ja", &[]),
        ("plats=2281&platser=2 000&alkohol=vin&musik=yes&oppnar=2027-06-01", &[]),
        ("platser=&musik=&oppnar=", &[]),
        ("lokal=slott", &[Fault::NoSuchOption]),
        ("lokal=ny&lokal=ingen", &[Fault::SeveralAnswers]),
        ("lokal=ny&lokal=ny", &[]),
        ("alkohol=inget&alkohol=vin", &[Fault::NoneWithOthers]),
        ("alkohol=vin&platser=tio", &[Fault::NotANumber]),
        ("alkohol=vin&platser=-5", &[Fault::OutOfRange(1, 2000)]),
        ("alkohol=vin&platser=1e9", &[Fault::NotANumber]),
        ("oppnar=9999-12-31", &[Fault::FarDate]),
        ("oppnar=2027-02-30", &[Fault::NotADate]),
        ("start=2020-01-01", &[Fault::PastDay]),
        ("start=9999-01-01", &[Fault::FarDate]),
        ("day=2020-01-01", &[Fault::PastDay]),
        ("start=9999-01-01&day=soon", &[Fault::FarDate, Fault::NotADate]),
        ("day=2027-06-01&day=2027-07-01", &[Fault::SeveralAnswers]),
        ("plats=atlantis", &[Fault::NoSuchPlace]),
        ("farg=rod", &[Fault::NoSuchQuestion]),
        (&many, &[Fault::NoSuchQuestion]),
        (&long, &[Fault::OutOfRange(1, 2000)]),
    ];
    for (query, faults) in cases {
        let told: Vec<Fault> = reading(query).mistakes.iter().map(|it| it.fault).collect();
        let shown: String = query.chars().take(60).collect();
        if query.len() > 5_000 && query.starts_with("platser") {
            assert_eq!(told.len(), 1, "{shown}");
        } else {
            assert_eq!(told, faults, "{shown}");
        }
    }
}

#[test]
fn answers_to_questions_that_are_not_asked_count_for_nothing() {
    let read = reading("alkohol=inget&platser=500&musik=no");
    assert_eq!(read.unasked, 1);
    assert!(!ids(&plan_of("plats=sundsvall&alkohol=inget&platser=500")).contains(&"tillstallning"));
}

#[test]
fn an_address_is_read_and_written_to_the_same() {
    let (catalog, _, checklist) = facts();
    let answers = "plats=sundsvall&lokal=ny&alkohol=vin&alkohol=sprit&platser=30&musik=yes&oppnar=";
    for days in ["", "&start=2027-01-11", "&start=2027-01-11&day=2027-08-14", "&day=2027-08-14"] {
        let query = format!("{answers}{days}");
        let read = reading(&query);
        assert_eq!(plan::write(catalog, checklist, &read), pairs(&query));
    }
}

#[test]
fn a_plan_lays_things_out_one_after_the_other_and_side_by_side() {
    let plan = plan_of(
        "plats=sundsvall&lokal=ny&alkohol=vin&platser=200&musik=no&oppnar=&start=2027-03-01",
    );
    assert_eq!(ids(&plan), ["bygglov", "kassa", "servering", "tillstallning"]);
    let rounds: Vec<usize> = plan.items.iter().map(|item| item.round).collect();
    assert_eq!(rounds, [1, 1, 2, 2]);
    let latest: Vec<String> =
        plan.items.iter().map(|item| item.stretch.latest.to_string()).collect();
    assert_eq!(latest, ["2027-05-10", "2027-03-08", "2027-07-09", "2027-05-17"]);
    assert_eq!(plan.opening.soonest, Some(date(2027, 5, 17)));
    assert_eq!(plan.opening.latest, Some(date(2027, 7, 9)));
    assert_eq!(plan.items[3].deadline, Some(date(2027, 7, 2)), "a week before");
    assert!(plan.open.is_empty(), "everything is answered");
    assert_eq!(plan.unanswered, 0);
}

#[test]
fn a_plan_counts_backwards_from_a_wished_day() {
    let known = "plats=sundsvall&lokal=ny&alkohol=vin&platser=200&musik=no&oppnar=2027-07-01";
    let wished = |day: &str| plan_of(&format!("{known}&start=2027-03-01&day={day}"));
    let plan = wished("2027-08-14");
    assert_eq!(ids(&plan), ["bygglov", "kassa", "servering", "tillstallning", "sommar"]);
    let send_by: Vec<Option<Date>> = plan.items.iter().map(|item| item.send_by).collect();
    // 123 days before the day, what it waits for a week earlier; a week before the day, and 70 days before that.
    let days = [date(2027, 5, 29), date(2027, 4, 6), date(2027, 4, 13), date(2027, 8, 7)];
    assert_eq!(send_by[..4], days.map(Some));
    assert_eq!(send_by[4], None, "what can be done after opening has no last day");
    for (day, reach) in [
        ("2027-08-14", Reach::InTime),
        ("2027-07-09", Reach::InTime),
        ("2027-07-08", Reach::Tight),
        ("2027-05-17", Reach::Tight),
        ("2027-05-16", Reach::TooEarly),
        ("2026-11-23", Reach::TooEarly),
    ] {
        assert_eq!(wished(day).wished.map(|wished| wished.reach), Some(reach), "{day}");
    }
    assert!(plan_of(known).wished.is_none());
}

#[test]
fn counted_forwards_and_backwards_a_plan_is_the_same() {
    let snapshot = &site::shipped().snapshot;
    let facts = (snapshot.catalog.as_ref(), snapshot.geo.as_ref());
    for checklist in facts.0.checklists.values() {
        for persona in &checklist.personas {
            let mut answers = persona.answers.clone();
            let slug = persona.municipality.as_ref().map_or("", |slug| slug.as_str());
            answers.place = facts.0.municipality(slug).map(|it| it.code);
            let plan_by = |day: Option<Date>| {
                plan::plan(facts, checklist, &answers, (TODAY, day), site::now())
            };
            let opening = plan_by(None).opening;
            let Some(latest) = opening.latest else { continue };
            let on_the_day = plan_by(Some(latest));
            assert_eq!(
                on_the_day.wished.map(|it| it.reach),
                Some(Reach::InTime),
                "{}",
                persona.name
            );
            let mut is_sharp = false;
            for item in &on_the_day.items {
                let name = checklist.requirements[item.requirement].id.as_str();
                let Some(send_by) = item.send_by else { continue };
                assert!(send_by >= item.stretch.from, "{}: {name}", persona.name);
                is_sharp |= send_by == item.stretch.from;
            }
            assert!(is_sharp, "{}: one thing at least has no day to spare", persona.name);
            let day_before = plan_by(latest.yesterday().ok());
            let passed = day_before.items.iter().filter_map(|item| item.send_by);
            assert!(passed.min().is_some_and(|day| day < TODAY), "{}", persona.name);
        }
    }
}

#[test]
fn the_page_the_calendar_and_the_data_tell_the_last_days_for_a_wished_day() {
    let answers = "plats=sundsvall&lokal=ny&alkohol=vin&platser=200&musik=no&oppnar=";
    let page = |days: &str| -> String {
        let html = open(site::small(), &format!("/sv/checklistor/oppna-krog/plan?{answers}{days}"));
        assert_eq!((html.status, wholeness::faults(site::small(), html.text())), (200, vec![]));
        html.text().to_owned()
    };
    let body = page("&start=2027-03-01&day=2027-08-14");
    assert!(body.contains("Skicka in senast 13 april 2027"), "{body}");
    assert!(body.contains("Ordna det senast 6 april 2027") && body.contains("Det går att hinna"));
    assert!(body.contains("name=\"day\" value=\"2027-08-14\""));
    let early = page("&start=2027-03-01&day=2027-05-01");
    assert!(
        early.contains("Så tidigt går det inte") && early.contains("Den dagen har redan varit")
    );
    let plain = page("");
    assert!(!plain.contains("Så tidigt") && !plain.contains("Skicka in senast 13 april"));
}

#[test]
fn an_unknown_time_and_an_unknown_fee_are_told_and_never_counted_as_nothing() {
    let (catalog, geo, checklist) = facts();
    let mut checklist = checklist.clone();
    let kassa = checklist.requirements.iter().position(|it| it.id.as_str() == "kassa").unwrap();
    checklist.requirements[kassa].days_max = None;
    let answers = reading("plats=sundsvall&lokal=ny&alkohol=inget&musik=no&oppnar=").answers;
    let plan_of = |checklist: &Checklist| {
        plan::plan((catalog, geo), checklist, &answers, (TODAY, None), site::now())
    };
    let plan = plan_of(&checklist);
    assert!(plan.opening.unknown.is_empty(), "how long a step takes is in one's own hands");
    checklist.requirements[kassa].kind = RequirementKind::Notification;
    assert_eq!(plan_of(&checklist).opening.unknown, [1], "the cash register");
    assert_eq!((plan.fees.known, plan.fees.unknown), (0, 1), "the building permit's fee");
    assert!(plan.items[1].price.is_none(), "a step without a service has no fee");
}

#[test]
fn fees_are_summed_with_their_source_where_the_municipality_states_an_amount() {
    let (catalog, geo, checklist) = facts();
    let mut catalog = catalog.clone();
    let (service, code) = (checklist.requirements[0].service.clone().unwrap(), "2281");
    let code = catalog.municipality(code).unwrap().code;
    let provision = catalog.provisions.get_mut(&service).unwrap().get_mut(&code).unwrap();
    let cost = Arc::make_mut(provision).cost.get_or_insert_with(samvis::model::Cost::unknown);
    (cost.amount, cost.dated) = (Some((5_470, 11_487)), Some(date(2023, 1, 1)));
    let answers = reading("plats=sundsvall&lokal=ny&alkohol=inget&musik=no&oppnar=").answers;
    let plan = plan::plan((&catalog, geo), checklist, &answers, (TODAY, None), site::now());
    let price = plan.items[0].price.as_ref().unwrap();
    assert_eq!(price.amount, Amount::Kronor(5_470, 11_487));
    assert_eq!(price.origin.as_ref().unwrap().dated, date(2023, 1, 1));
    assert_eq!((plan.fees.least, plan.fees.most, plan.fees.known), (5_470, 11_487, 1));
}

#[test]
fn a_document_that_several_want_is_named_once() {
    let plan = plan_of("plats=sundsvall&lokal=ny&alkohol=vin&platser=20&musik=no&oppnar=");
    let named: Vec<_> =
        plan.documents.iter().map(|it| (it.document, it.wanted_by.clone())).collect();
    let wanted = [(0, vec![0, 2]), (1, vec![1, 2])];
    assert_eq!(named, wanted);
}

/// Asks for an address of the small portal.
fn open(site: &Site, address: &str) -> Html {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let Address::Page(locale, page) = site.resolve(path) else {
        panic!("{address} is {:?}", site.resolve(path))
    };
    let visit = Visit { query: pairs(query), ..Visit::default() };
    site.render(locale, &page, &visit, site::now())
}

/// Where a page sends the visitor.
fn sent_on(address: &str) -> String {
    let html = open(site::small(), address);
    assert_eq!(html.status, 303, "{address}");
    html.location.unwrap()
}

#[test]
fn a_visitor_answers_one_question_after_the_other_and_comes_to_the_plan() {
    let questions = "/sv/checklistor/oppna-krog/fragor";
    let answers = [
        ("plats=sundsvall&from=plats", "plats=sundsvall"),
        ("lokal=ny&from=lokal", "lokal=ny"),
        ("alkohol=vin&from=alkohol", "alkohol=vin"),
        ("platser=200&from=platser", "platser=200"),
        ("from=musik", "musik="),
    ];
    let mut known = String::new();
    for (sent, kept) in answers {
        let asked = open(site::small(), &format!("{questions}?{known}"));
        assert_eq!((asked.status, wholeness::faults(site::small(), asked.text())), (200, vec![]));
        let before = if known.is_empty() { String::new() } else { format!("{known}&") };
        known = format!("{before}{kept}");
        assert_eq!(sent_on(&format!("{questions}?{before}{sent}")), format!("{questions}?{known}"));
    }
    let plan = "/sv/checklistor/oppna-krog/plan";
    let last = sent_on(&format!("{questions}?{known}&oppnar=&from=oppnar"));
    assert_eq!(last, format!("{plan}?{known}&oppnar="));
    let html = open(site::small(), &last);
    assert_eq!((html.status, wholeness::faults(site::small(), html.text())), (200, vec![]));
    assert!(html.text().contains("Öppna krog i Sundsvall"), "{}", html.text());
    let english = "/en/checklists/oppna-krog/plan?plats=sundsvall";
    assert!(html.text().contains(english), "the language switch keeps the answers");
}

#[test]
fn a_wrong_answer_leads_back_to_its_question_with_a_message_at_the_field() {
    for (query, message) in [
        ("plats=sundsvall&lokal=ny&alkohol=inget&alkohol=vin&from=alkohol", "Välj antingen"),
        ("plats=sundsvall&from=lokal", "Svara på frågan"),
        ("plats=atlantis&lokal=ny", "Vi känner inte till den kommunen"),
        ("plats=sundsvall&lokal=ny&alkohol=vin&platser=många&from=platser", "Skriv ett helt tal"),
    ] {
        let html = open(site::small(), &format!("/sv/checklistor/oppna-krog/fragor?{query}"));
        assert_eq!(html.status, 400, "{query}");
        assert_eq!(wholeness::faults(site::small(), html.text()), [""; 0], "{query}");
        assert!(html.text().contains(message) && html.text().contains("role=\"alert\""), "{query}");
        assert!(html.text().contains("-error\""), "the field is described by its message: {query}");
    }
}

#[test]
fn whatever_an_address_says_the_nearest_question_is_asked_with_a_message() {
    let long = format!("lokal={}", "z".repeat(1_500));
    let cases: [(&str, &str, &str); 13] = [
        // The first that is wrong is asked again, whatever else is answered.
        ("plats=sundsvall&lokal=slott&alkohol=vin", "lokal", "Välj ett av svaren"),
        ("lokal=slott&plats=atlantis", "plats", "Vi känner inte till den kommunen"),
        ("plats=sundsvall&lokal=ny&lokal=ingen", "lokal", "Här passar bara ett svar"),
        ("plats=sundsvall&lokal=ny&alkohol=inget&alkohol=vin", "alkohol", "Välj antingen"),
        ("plats=sundsvall&lokal=ny&alkohol=vin&platser=9999999999999", "platser", "från 1 till"),
        ("plats=sundsvall&lokal=ny&alkohol=inget&oppnar=9999-12-31", "oppnar", "för långt bort"),
        ("plats=sundsvall&lokal=ny&alkohol=inget&oppnar=2027-02-30", "oppnar", "en dag som finns"),
        // What belongs to no question is told, and the next question is asked.
        (
            "plats=sundsvall&platser=40&alkohol=inget",
            "lokal",
            "hörde till en fråga som inte gäller",
        ),
        ("plats=sundsvall&start=2020-01-01", "lokal", "Första dagen du kan skicka in något: Dagen"),
        ("plats=sundsvall&start=9999-01-01", "lokal", "för långt bort"),
        ("plats=sundsvall&day=2020-01-01", "lokal", "Dagen har redan varit"),
        ("plats=sundsvall&farg=rod&__proto__=1", "lokal", "hör inte till någon fråga"),
        (&long, "lokal", "Välj ett av svaren"),
    ];
    for (query, asked, message) in cases {
        let shown: String = query.chars().take(70).collect();
        let html = open(site::small(), &format!("/sv/checklistor/oppna-krog/fragor?{query}"));
        assert_eq!(html.status, 400, "{shown}");
        assert_eq!(wholeness::faults(site::small(), html.text()), [""; 0], "{shown}");
        let field = format!("id=\"q-{asked}");
        assert!(html.text().contains(&field), "{shown}: {asked} is asked");
        assert!(html.text().contains(message) && html.text().contains("role=\"alert\""), "{shown}");
    }
    let Address::Page(locale, page) = site::small().resolve("/sv/checklistor/oppna-krog/fragor")
    else {
        panic!("the questions have an address")
    };
    let query = pairs("plats=sundsvall");
    let cut = Visit { query, is_cut: true, ..Visit::default() };
    let html = site::small().render(locale, &page, &cut, site::now());
    assert_eq!(html.status, 400);
    assert!(html.text().contains("Adressen säger mer än vi kan läsa"), "{}", html.text());
    assert!(html.text().contains("id=\"q-lokal"), "the next question is asked");
}

#[test]
fn a_plan_with_mistakes_tells_them_and_leads_to_what_is_missing() {
    for (query, message) in [
        ("plats=sundsvall&lokal=slott", "Välj ett av svaren"),
        ("plats=sundsvall&lokal=ny&start=2020-01-01", "Dagen har redan varit"),
        ("plats=sundsvall&lokal=ny&day=9999-01-01", "för långt bort"),
        ("plats=sundsvall&lokal=ny&farg=rod", "hör inte till någon fråga"),
    ] {
        let html = open(site::small(), &format!("/sv/checklistor/oppna-krog/plan?{query}"));
        assert_eq!((html.status, wholeness::faults(site::small(), html.text())), (400, vec![]));
        assert!(html.text().contains(message), "{query}: {}", html.text());
        let go_on = "/sv/checklistor/oppna-krog/fragor?plats=sundsvall";
        assert!(html.text().contains(go_on), "{query}: the questions go on");
    }
}

#[test]
fn all_questions_on_one_page_and_a_change_of_one_keep_the_other_answers() {
    let questions = "/sv/checklistor/oppna-krog/fragor";
    let all = open(site::small(), &format!("{questions}?all"));
    assert_eq!((all.status, wholeness::faults(site::small(), all.text())), (200, vec![]));
    for id in ["plats", "lokal", "alkohol", "platser", "musik", "oppnar"] {
        assert!(all.text().contains(&format!("name=\"{id}\"")), "{id} is on the page");
    }
    let given = "plats=ange&lokal=ingen&alkohol=inget&musik=no&oppnar=";
    let changed = open(site::small(), &format!("{questions}?{given}&change=lokal"));
    assert!(changed.text().contains("name=\"musik\" value=\"no\""), "{}", changed.text());
    assert!(changed.text().contains("value=\"ingen\" checked"), "what was chosen is chosen");
    let sent = sent_on(&format!("{questions}?{given}&from=all"));
    assert_eq!(sent, format!("/sv/checklistor/oppna-krog/plan?{given}"));
}

#[test]
fn the_flow_is_a_picture_with_a_box_for_each_question_and_result() {
    let (_, _, checklist) = facts();
    let picture = site::small().flow_picture(Locale::SV, &checklist.id).expect("it can be drawn");
    assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{picture}");
    let boxes = picture.matches("class=\"flow__box").count();
    assert_eq!(boxes, checklist.questions.len() + checklist.requirements.len());
    assert!(picture.matches("class=\"flow__line\"").count() >= 5, "{picture}");
    let page = open(site::small(), "/sv/checklistor/oppna-krog/flode").text().to_owned();
    assert!(
        page.contains("class=\"flow__box") && !page.contains("<style>"),
        "the page's own colours"
    );
}

#[test]
fn a_step_takes_as_long_as_one_likes_and_an_unknown_way_leads_to_the_municipality() {
    let plan = "/sv/checklistor/oppna-krog/plan?plats=sundsvall&lokal=ny&alkohol=vin&platser=30";
    let body = open(site::small(), plan).text().to_owned();
    assert!(body.contains("Vi har ingen länk till just det här i Sundsvall"), "{body}");
    let ask = body.split("Vi har ingen länk").nth(1).unwrap_or_default();
    let ask = ask.split("</dd>").next().unwrap_or_default();
    assert!(ask.contains("href=\"https://") && ask.contains("href=\"tel:"), "{ask}");
    let shipped = "/sv/checklistor/oppna-restaurang/plan?kommun=ornskoldsvik&verksamhet=restaurang";
    let body = open(site::shipped(), shipped).text().to_owned();
    assert!(body.contains("Det avgör du själv, tidigast"), "{body}");
}
