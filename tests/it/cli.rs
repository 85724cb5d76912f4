//! Tests of `cli` with the real program: what it prints, its exit codes, serving and watching.

mod basemap;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::served::{Served, samvis, small};

fn run(arguments: &[&str]) -> Output {
    samvis().args(arguments).output().expect("the program runs")
}

fn run_in(root: &Path, arguments: &[&str]) -> Output {
    samvis().arg("--root").arg(root).args(arguments).output().expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("stdout is text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("stderr is text")
}

/// A copy of the small fixture that a test may change.
pub fn copy() -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    copy_all(&small(), folder.path());
    folder
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the fixture can be read") {
        let path = entry.expect("an entry can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy_all(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

#[test]
fn it_serves_on_a_free_port_and_stops_when_asked() {
    let served = Served::begin(&small(), &[]);
    let (status, body) = served.get("/sv/");
    assert_eq!(status, "HTTP/1.1 200 OK");
    assert!(body.contains("<html lang=\"sv\""));
    assert_eq!(served.ready()["ready"], true);
    let begun = Instant::now();
    assert_eq!(served.stop().code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(6), "it does not wait for ever");
}

#[test]
fn a_saved_file_is_shown_at_once_and_a_broken_one_is_not() {
    let portal = copy();
    let served = Served::begin(portal.path(), &["--watch"]);
    let file = portal.path().join("content/services/skolskjuts/sv.md");
    let page = "/sv/tjanster/skolskjuts";
    let good = fs::read_to_string(&file).expect("the file can be read");
    assert!(served.get(page).1.contains("Kommunen beslutar om skolskjuts."));

    let newer = good.replace("Kommunen beslutar", "Kommunens nämnd beslutar");
    fs::write(&file, &newer).expect("the file can be saved");
    let took = served.wait_for(page, |body| body.contains("Kommunens nämnd beslutar"));
    // A second is the promise; a test machine that does six things at once gets a little more.
    assert!(took < Duration::from_secs(3), "shown after {took:?}");

    fs::write(&file, newer.replace("title =", "titel =")).expect("the file can be saved");
    served.wait_for("/health/ready", |body| body.contains("skolskjuts/sv.md"));
    assert!(served.get(page).1.contains("Kommunens nämnd beslutar"), "the last good one is shown");
    let refused = served.ready();
    let problem = &refused["refused"][0];
    assert!(problem["line"].as_u64().is_some_and(|line| line > 0), "{refused}");
    assert!(problem["message"].as_str().is_some_and(|text| !text.is_empty()), "{refused}");
    assert_eq!(refused["ready"], true);

    let last = newer.replace("nämnd", "styrelse");
    fs::write(&file, last).expect("the file can be saved");
    served.wait_for(page, |body| body.contains("Kommunens styrelse beslutar"));
    assert_eq!(served.ready()["refused"], Value::Array(Vec::new()));
}

#[test]
fn raw_requests_that_are_no_requests_are_refused() {
    let served = Served::begin(&small(), &[]);
    let cases: [(&[u8], &str); 12] = [
        (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", ""),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", ""),
        (b"FOO / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 405"),
        (b"get / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 405"),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"),
        (b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 405"),
        (b"GET /../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 40"),
        (b"GET //etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 40"),
        (b"GET / HTTP/1.1\r\nHost : x\r\nConnection: close\r\n\r\n", "HTTP/1.1 400"),
        (
            b"POST /remember HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nContent-Length: 9\r\n\
              Connection: close\r\n\r\nmunicipality",
            "HTTP/1.1 400",
        ),
    ];
    for (request, expected) in cases {
        let answer = served.send(request);
        let shown = String::from_utf8_lossy(request).into_owned();
        assert!(answer.starts_with(expected), "{shown}: {answer}");
        assert!(!answer.contains("200 OK") && !answer.contains("root:x"), "{shown}: {answer}");
    }
    assert!(served.get("/sv/").0.contains("200"), "it goes on serving");
}

#[test]
fn a_taken_port_is_told_with_a_way_on() {
    let served = Served::begin(&small(), &[]);
    let port = served.address.rsplit(':').next().expect("an address has a port");
    let output = run_in(&small(), &["serve", "--port", port]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    assert!(message.contains(&format!("port {port} is taken")), "{message}");
    assert!(message.contains("hint: ") && message.contains("--port 0"), "{message}");
}

#[test]
fn wrong_use_is_told_with_a_hint_and_ends_with_2() {
    let nowhere = run(&["--root", "/nonexistent", "check"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(stderr(&nowhere).contains("is not a portal folder"), "{}", stderr(&nowhere));
    assert!(stderr(&nowhere).contains("\nhint: go to the folder"), "{}", stderr(&nowhere));
    let cases: [(&[&str], &str); 8] = [
        (&["nothing"], "unrecognized subcommand"),
        (&["where", "--service", "bygglov"], "required"),
        (
            &["where", "--service", "bygglov", "--place", "a", "--postcode", "85231"],
            "cannot be used",
        ),
        (&["where", "--service", "byglov", "--place", "a"], "did you mean `bygglov`?"),
        (&["where", "--service", "bygglov", "--at", "NaN,1"], "is not a point"),
        (&["search", "bygga", "--municipality", "sundsval"], "did you mean `sundsvall`?"),
        (&["search", "bygga", "--locale", "fi"], "it has sv, en"),
        (&["serve", "--port", "70000"], "70000"),
    ];
    for (arguments, part) in cases {
        let output = run_in(&small(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(part), "{arguments:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}

#[test]
fn check_tells_problems_with_file_and_line_in_three_ways() {
    assert_eq!(run_in(&small(), &["check"]).status.code(), Some(0));
    let portal = copy();
    let file = portal.path().join("content/services/skolskjuts/service.toml");
    let good = fs::read_to_string(&file).expect("the file can be read");
    fs::write(&file, good.replace("owner =", "ownr =")).expect("the file can be saved");

    let text = run_in(portal.path(), &["check"]);
    assert_eq!(text.status.code(), Some(1));
    let shown = stdout(&text);
    assert!(shown.contains("content/services/skolskjuts/service.toml:5"), "{shown}");
    assert!(shown.contains("ownr = \"Redaktionen\"") && shown.contains("error"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colours for a pipe");
    assert!(shown.trim_end().ends_with("warnings") || shown.trim_end().ends_with("warning"));

    let json = run_in(portal.path(), &["check", "--format", "json"]);
    assert_eq!(json.status.code(), Some(1));
    let report: Value = serde_json::from_str(&stdout(&json)).expect("it is JSON");
    let unknown = report["problems"].as_array().into_iter().flatten();
    let unknown: Vec<&Value> = unknown.filter(|p| p["code"] == "unknown-key").collect();
    assert_eq!((unknown.len(), &unknown[0]["line"]), (1, &Value::from(5)), "{report}");

    let github = stdout(&run_in(portal.path(), &["check", "--format", "github"]));
    let line = "::error file=content/services/skolskjuts/service.toml,line=5,col=1,";
    assert!(github.contains(line), "{github}");
    let coloured = stdout(&run_in(portal.path(), &["check", "--color", "always"]));
    assert!(coloured.contains('\u{1b}'));
}

#[test]
fn search_and_where_answer_for_people_and_for_programs() {
    let text = stdout(&run_in(&small(), &["search", "bygglov", "--municipality", "2281"]));
    assert!(text.contains("1. Bygglov (service bygglov"), "{text}");
    let json = run_in(&small(), &["search", "bygglov", "--json", "--limit", "1"]);
    let answer: Value = serde_json::from_str(&stdout(&json)).expect("it is JSON");
    assert_eq!(answer["hits"][0]["id"], "bygglov");

    let places: [&[&str]; 4] = [
        &["--municipality", "sundsvall"],
        &["--at", "62.39,17.31"],
        &["--postcode", "852 31"],
        &["--place", "Sundsvalls kommun"],
    ];
    for place in places {
        let arguments = [&["where", "--service", "bygglov", "--json"], place].concat();
        let output = run_in(&small(), &arguments);
        let answer: Value = serde_json::from_str(&stdout(&output)).expect("it is JSON");
        assert_eq!(answer["place"]["municipality"]["code"], "2281", "{place:?}: {answer}");
    }
    let text =
        stdout(&run_in(&small(), &["where", "--service", "bygglov", "--place", "Sundsvall"]));
    assert!(text.starts_with("Bygglov: direct\n") && text.contains("because"), "{text}");
}

#[test]
fn what_new_begins_passes_check_and_is_never_written_over() {
    let folder = TempDir::new().expect("a folder can be made");
    let portal = folder.path().join("portal");
    let dir = portal.to_str().expect("the path is text");
    assert_eq!(run(&["new", "portal", dir]).status.code(), Some(0));
    for new in [
        &["new", "service", "lasa-bokslut"][..],
        &["new", "guide", "flytta-hit"],
        &["new", "municipality", "2480", "--name", "Umeå"],
    ] {
        let output = run_in(&portal, new);
        assert_eq!(output.status.code(), Some(0), "{new:?}: {}", stderr(&output));
        let again = run_in(&portal, new);
        assert_eq!(again.status.code(), Some(2), "{new:?}");
    }
    assert!(portal.join("content/municipalities/umea/municipality.toml").is_file());
    let checked = run_in(&portal, &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", stdout(&checked));
    assert_eq!(run(&["new", "portal", dir]).status.code(), Some(2));
    assert_eq!(run_in(&portal, &["new", "service", "../evil"]).status.code(), Some(2));
}

#[test]
fn a_municipality_of_the_map_is_begun_by_its_code_alone() {
    let portal = copy();
    let folder = portal.path().join("content/municipalities/ange");
    fs::remove_dir_all(&folder).expect("a folder can be removed");
    let output = run_in(portal.path(), &["new", "municipality", "2260"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let written = fs::read_to_string(folder.join("municipality.toml")).expect("it was written");
    assert!(written.contains("names = { sv = \"Ånge\" }"), "{written}");
    let known = run_in(portal.path(), &["new", "municipality", "2281"]);
    assert!(stderr(&known).contains("has Sundsvall already"));
}

#[test]
fn build_writes_the_portal_and_leaves_other_folders_alone() {
    let folder = TempDir::new().expect("a folder can be made");
    let out = folder.path().join("public");
    let shown = out.to_str().expect("the path is text");
    let output = run_in(&small(), &["build", "--out", shown, "--now", "2026-11-23T11:00:00Z"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains(" files, "), "{}", stdout(&output));
    assert!(out.join("sv/tjanster/bygglov/index.html").is_file());
    let refused = run_in(&small(), &["build", "--out", "."]);
    assert_eq!(refused.status.code(), Some(2));
}

/// Runs `where --batch -` with a list on standard input.
fn where_from(list: &[u8], more: &[&str]) -> Output {
    let mut child = samvis()
        .arg("--root")
        .arg(small())
        .args(["where", "--batch", "-"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // Where the use is wrong nobody reads it.
    let _ = child.stdin.take().expect("there is one").write_all(list);
    child.wait_with_output().expect("the program ends")
}

#[test]
fn a_list_of_points_is_answered_row_by_row() {
    let folder = TempDir::new().expect("a folder can be made");
    let list = folder.path().join("points.csv");
    fs::write(&list, "\u{feff}id,lon,lat\na,17.31,62.39\n\"b, c\",0,0\n")
        .expect("it can be written");
    let output = run_in(&small(), &["where", "--batch", list.to_str().expect("text")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let expected = "id,lon,lat,match,area_code,area_name,distance_m,near_border\n\
                    a,17.31,62.39,inside,2281,Sundsvall,0,";
    let shown = stdout(&output);
    assert!(shown.starts_with(expected), "{shown}");
    assert!(shown.ends_with("\n\"b, c\",0,0,none,,,,\n"), "{shown}");

    let output = where_from(b"62.39,17.31\n", &["--json"]);
    let mut line: Value = serde_json::from_str(&stdout(&output)).expect("a line is JSON");
    let line = line.as_object_mut().expect("it is an object");
    let own = ["line", "lat", "lon"].map(|name| line.remove(name).unwrap_or_default());
    assert_eq!(own, [Value::from(1), 62.39.into(), 17.31.into()]);
    // All else is what the API says.
    let server = Served::begin(&small(), &[]);
    let (_, body) = server.get("/api/v1/areas?lat=62.39&lon=17.31");
    let told: Value = serde_json::from_str(&body).expect("an answer is JSON");
    assert_eq!(told.as_object(), Some(&*line));
}

#[test]
fn what_is_no_point_in_a_list_is_told_with_its_line() {
    let list = b"62.39,17.31\n\n17.31,62.39\nNaN,17\n\xff,\xff\n91,17\n62.39\n62.39,17.31,more\n";
    let output = where_from(list, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).lines().count(), 3, "{}", stdout(&output));
    let told = stderr(&output);
    for part in [
        "-:3: latitude comes first: did you mean 62.39,17.31?",
        "-:4: `NaN,17` is no point in degrees, such as 62.39,17.31",
        "-:5: this is no UTF-8 text",
        "-:6: `91,17` is no point",
        "-:7: `62.39,` is no point",
        "5 lines were left out",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let empty = where_from(b"", &[]);
    assert_eq!(empty.status.code(), Some(0), "{}", stderr(&empty));
    for (list, more, part) in [
        (&b"name,place\nx,y\n"[..], &[][..], "no columns `lat` and `lon`"),
        (b"62,17\n", &["--layer", "kommunr"], "did you mean `kommuner`?"),
        (b"62,17\n", &["--service", "bygglov"], "cannot be used with"),
    ] {
        let wrong = where_from(list, more);
        assert_eq!(wrong.status.code(), Some(2));
        assert!(stderr(&wrong).contains(part), "{}", stderr(&wrong));
    }
}

#[test]
fn eval_measures_against_lists() {
    let folder = TempDir::new().expect("a folder can be made");
    let points = folder.path().join("points.csv");
    fs::write(&points, "name,lon,code,lat\na,17.31,2281,62.39\nb,17.31,9999,62.39\n")
        .expect("a list can be written");
    let output = run_in(&small(), &["eval", "places", points.to_str().expect("text")]);
    let shown = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(shown.contains("right              1 100.00 %"), "{shown}");
    assert!(shown.contains("left out           1"), "{shown}");
    let queries = folder.path().join("queries.tsv");
    let lines = "id\tquery\texpected_keys\texpected_municipality\tcategory\n\
                 a\tbygglov\tbygglov\t\texact\n";
    fs::write(&queries, lines).expect("a list can be written");
    let output = run_in(&small(), &["eval", "search", queries.to_str().expect("text")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("1.000"), "{}", stdout(&output));
    let wrong = run_in(&small(), &["eval", "places", queries.to_str().expect("text")]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_reader_who_goes_away_is_no_failure() {
    let mut child = samvis()
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn help_shows_examples_of_every_command() {
    for command in ["serve", "build", "search", "where"] {
        let shown = stdout(&run(&[command, "--help"]));
        assert!(shown.contains("Examples:") && shown.contains("samvis "), "{shown}");
    }
    assert!(stdout(&run(&["completions", "fish"])).contains("complete -c samvis"));
}

#[test]
fn stats_tells_what_was_looked_for_and_not_found() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("misses.tsv");
    let name = file.to_str().expect("the path is text");
    let none = run(&["stats", "--file", name]);
    assert!(none.status.success() && stdout(&none).is_empty());
    assert!(stderr(&none).contains("nothing was counted yet"), "{}", stderr(&none));

    let lines = "2026-11-01\tsv\t2260\tkolonilott\n2026-11-20\tsv\t2260\tkolonilott\n\
        2026-11-20\tsv\t\t\n2026-11-21\ten\t\tallot\u{1b}ment\nno line of ours\n2026-13-41\tsv\t\tx\n";
    fs::write(&file, lines).expect("the folder can be written to");
    let all = stdout(&run(&["stats", "--file", name]));
    let rows: Vec<&str> = all.lines().collect();
    assert_eq!(rows[0], "4 searches found nothing");
    assert_eq!(rows[1].trim(), "2  sv  2260  kolonilott", "the most frequent first");
    assert!(all.contains("(other words)") && all.contains("en  -     allotment"), "{all}");
    assert!(!all.contains('\u{1b}'), "nothing reaches the terminal that could command it");
    let since = stdout(&run(&["stats", "--file", name, "--since", "2026-11-20", "--limit", "1"]));
    assert!(
        since.starts_with("3 searches found nothing\n") && since.lines().count() == 2,
        "{since}"
    );
    let wrong = run(&["stats", "--file", name, "--since", "yesterday"]);
    assert_eq!(wrong.status.code(), Some(2));
}
