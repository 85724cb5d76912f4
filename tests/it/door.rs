//! Tests of the front door with the real program: how long and how many it bears, and that what it
//! answers itself is what stands behind it.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli::copy;
use crate::http::layers::{FACTS, large};
use crate::http::lines_of;
use crate::served::{PATIENCE, Served, small};

const PAGE: &str = "/sv/tjanster/skolskjuts";
/// A static file that may be kept for ever, and that is larger than what goes out in one piece.
const VENDORED: &str = "/static/vendor/designsystemet-css-1.22.0/index.css";
/// How long the program is told to wait for visitors.
const SHORT: [&str; 2] = ["--patience", "1"];
/// Between two bytes of somebody slow: well within the patience, so that it is the whole that counts.
const PAUSE: Duration = Duration::from_millis(300);

/// An answer as it came.
#[derive(Debug)]
struct Answer {
    status: String,
    /// Without the moment it was sent, in the order of their names.
    headers: Vec<String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let headers = self.headers.iter().filter_map(|line| line.split_once(": "));
        headers.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// Asks once, on a connection of its own.
fn ask(served: &Served, method: &str, path: &str, headers: &str) -> Answer {
    let mut stream = served.connect();
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).expect("a request can be sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer comes");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("it has a head");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head is text");
    let mut lines = head.lines().map(str::to_owned);
    let status = lines.next().unwrap_or_default();
    let mut headers: Vec<String> = lines.filter(|line| !line.starts_with("date: ")).collect();
    headers.sort();
    Answer { status, headers, body: bytes[end + 4..].to_vec() }
}

/// The same place by an address that nothing is kept under.
fn past_the_door(path: &str) -> String {
    let (rest, last) = path.split_at(path.len() - 1);
    format!("{rest}%{:02X}", last.as_bytes()[0])
}

/// Waits until the server closes a connection, and tells how long that took.
fn closed(stream: &mut TcpStream) -> Duration {
    let begun = Instant::now();
    let mut rest = Vec::new();
    match stream.read_to_end(&mut rest) {
        Ok(_) => begun.elapsed(),
        Err(error) if error.kind() == ErrorKind::ConnectionReset => begun.elapsed(),
        Err(error) => panic!("it is still open after {:?}: {error}", begun.elapsed()),
    }
}

/// Sends a byte at a time until the server has enough of it.
fn dribble(stream: &mut TcpStream, bytes: &[u8]) -> Duration {
    let begun = Instant::now();
    stream.set_read_timeout(Some(PAUSE)).expect("a limit can be set");
    for byte in bytes.iter().cycle() {
        let sent = stream.write_all(&[*byte]);
        let mut answer = [0; 4096];
        let is_open = match stream.read(&mut answer) {
            Ok(count) => count > 0,
            Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        };
        if sent.is_err() || !is_open {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "whoever is slow may stay for ever");
    }
    begun.elapsed()
}

#[test]
fn the_door_answers_as_what_stands_behind_it() {
    let served = Served::begin(&small(), &[]);
    let paths = [PAGE, "/api/v1/services", "/sitemap.xml", "/static/css/samvis.css", VENDORED];
    for path in paths {
        let behind = past_the_door(path);
        let plain = ask(&served, "GET", &behind, "");
        assert_eq!(plain.status, "HTTP/1.1 200 OK", "{behind}");
        for headers in ["", "Accept-Encoding: gzip\r\n", "Accept-Encoding: gzip, br\r\n"] {
            let made = ask(&served, "GET", &behind, headers);
            // What was not kept yet is now.
            ask(&served, "GET", path, headers);
            let kept = ask(&served, "GET", path, headers);
            assert_eq!(made.headers, kept.headers, "{path} {headers}");
            assert!(made.body == kept.body, "{path} {headers}");
            let length = made.header("content-length").map(str::parse);
            assert_eq!(length, Some(Ok(made.body.len())), "{path} {headers}");

            let tag = made.header("etag").expect("what may be kept has a tag");
            let known = format!("{headers}If-None-Match: {tag}\r\n");
            for path in [path, &behind] {
                let head = ask(&served, "HEAD", path, headers);
                assert_eq!(head.headers, made.headers, "{path} {headers}");
                assert_eq!(head.body, b"", "{path} {headers}");
                let same = ask(&served, "GET", path, &known);
                assert_eq!(same.status, "HTTP/1.1 304 Not Modified", "{path} {headers}");
                assert_eq!((same.header("etag"), same.body.as_slice()), (Some(tag), &b""[..]));
            }
        }
    }
    let vendored = ask(&served, "GET", VENDORED, "");
    let for_ever = Some("public, max-age=31536000, immutable");
    assert_eq!(vendored.header("cache-control"), for_ever);
    assert!(vendored.body.len() > 64 * 1024, "it does not go out in one piece");
}

#[test]
fn a_form_is_answered_and_a_broken_one_refused() {
    let served = Served::begin(&small(), &[]);
    let post = |length: &str, form: &str| {
        let headers = "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n";
        served.send(
            format!("POST /remember HTTP/1.1\r\nHost: x\r\n{headers}{length}\r\n{form}").as_bytes(),
        )
    };
    let form = "municipality=2281&back=/sv/";
    let answer = post(&format!("Content-Length: {}\r\n", form.len()), form);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert!(answer.contains("location: /sv/\r\n"), "{answer}");
    assert!(answer.contains("set-cookie: municipality=2281; "), "{answer}");
    let chunked = "Transfer-Encoding: chunked\r\n";
    assert!(post(chunked, &format!("{:x}\r\n{form}\r\n0\r\n\r\n", form.len())) == answer);
    let broken = post(chunked, &format!("{:x}\r\n{form}\r\nno chunk\r\n", form.len()));
    assert!(broken.starts_with("HTTP/1.1 400"), "{broken}");
    assert!(!broken.contains("set-cookie"), "{broken}");
}

#[test]
fn a_large_layer_comes_in_pieces_and_to_its_end() {
    let portal = copy();
    fs::write(portal.path().join("maps/stor.toml"), FACTS).expect("a layer can be described");
    fs::write(portal.path().join("maps/stor.geojson"), large()).expect("a layer can be written");
    let served = Served::begin(portal.path(), &SHORT);
    let path = "/api/v1/layers/stor";
    // Somebody leaves in the middle, and another takes nothing in: the rest is served.
    let mut left = served.connect();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
    left.write_all(request.as_bytes()).expect("a request can be sent");
    left.read_exact(&mut [0; 1000]).expect("an answer begins");
    drop(left);
    for _ in 0..3 {
        let layer = ask(&served, "GET", path, "");
        assert_eq!(layer.header("transfer-encoding"), Some("chunked"));
        let whole = unchunked(&layer.body);
        let layer: Value = serde_json::from_slice(&whole).expect("it is whole");
        assert_eq!(layer["features"].as_array().map(Vec::len), Some(2));
    }
    let head = ask(&served, "HEAD", path, "");
    assert_eq!((head.status.as_str(), head.body.len()), ("HTTP/1.1 200 OK", 0));
}

/// A body without the sizes of its pieces; it fails where the last one is missing.
fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let line = body.windows(2).position(|two| two == b"\r\n").expect("a piece has a size");
        let size = std::str::from_utf8(&body[..line]).ok();
        let size = size.and_then(|size| usize::from_str_radix(size, 16).ok()).expect("a size");
        if size == 0 {
            return whole;
        }
        whole.extend(&body[line + 2..line + 2 + size]);
        body = &body[line + 2 + size + 2..];
    }
}

#[test]
fn what_is_kept_for_all_is_not_shown_to_one_who_chose_and_too_large_heads_are_refused() {
    let served = Served::begin(&small(), &[]);
    let plain = ask(&served, "GET", PAGE, "");
    let chosen = ask(&served, "GET", PAGE, "Cookie: municipality=2281\r\n");
    assert_eq!(chosen.header("cache-control"), Some("private, no-store"));
    assert_ne!(plain.body, chosen.body);
    let large = format!("X-Much: {}\r\n", "a".repeat(40_000));
    assert!(ask(&served, "GET", PAGE, &large).status.contains(" 431 "));
    // Far more than the portal would ever read.
    let endless = format!("X-Much: {}\r\n", "a".repeat(200_000));
    let mut stream = served.connect();
    // The server closes before all of it has come, and what it says may be lost with that.
    let _ = stream.write_all(format!("GET / HTTP/1.1\r\nHost: x\r\n{endless}\r\n").as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.contains(" 431 "), "{answer}");
}

#[test]
fn signs_that_an_address_should_not_have_are_taken_as_they_stand() {
    let served = Served::begin(&small(), &[]);
    let answer = ask(&served, "GET", "/sv/sok?q=skol{skjuts}|^`åäö", "");
    assert_eq!(answer.status, "HTTP/1.1 200 OK");
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(body.contains("value=\"skol{skjuts}|^`åäö\""), "{body}");
    assert!(ask(&served, "GET", "/sv/sok?q=100%", "").status.contains(" 200 "));
}

#[test]
fn hostile_requests_get_a_clear_answer_or_none() {
    let served = Served::begin(&small(), &SHORT);
    for case in lines_of("badinput/http/requests.jsonl") {
        // Those that a program makes up are large or slow, and tested here one by one.
        let Some(raw) = case["raw"].as_str() else { continue };
        let paths = ["host", "post_path", "json_path", "static_path"];
        let filled = [&served.address, "/remember", "/", "/static/css/samvis.css"];
        let raw = paths
            .iter()
            .zip(filled)
            .fold(raw.to_owned(), |raw, (name, with)| raw.replace(&format!("{{{name}}}"), with));
        // A sign below 256 stands for that byte.
        let bytes: Option<Vec<u8>> =
            raw.chars().map(|sign| u8::try_from(u32::from(sign)).ok()).collect();
        let answer = served.send(&bytes.unwrap_or_else(|| raw.into_bytes()));
        let status: u16 =
            answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        let allowed = case["expect"]["status_any"].as_array().expect("a case has its statuses");
        assert!(allowed.contains(&Value::from(status)), "{case}: {answer}");
        for harmful in ["root:x:0", "[package]", "repositoryformatversion", "panicked at"] {
            assert!(!answer.contains(harmful), "{case}: {answer}");
        }
    }
    assert!(ask(&served, "GET", PAGE, "").status.contains(" 200 "), "it goes on serving");
}

#[test]
fn a_body_that_nobody_wants_is_not_waited_for() {
    let served = Served::begin(&small(), &[]);
    let begun = Instant::now();
    for path in ["/", PAGE, "/api/v1/services"] {
        let answer = ask(&served, "POST", path, "Content-Length: 10000000000\r\n");
        assert_eq!(answer.status, "HTTP/1.1 405 Method Not Allowed", "{path}");
    }
    // One that is too large is refused before it has come.
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000000\r\n";
    let mut stream = served.connect();
    let head = format!("POST /remember HTTP/1.1\r\nHost: x\r\n{form}\r\n");
    stream.write_all(head.as_bytes()).expect("a request can be sent");
    stream.write_all(&[b'a'; 2000]).expect("a form can be begun");
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).expect("an answer comes");
    assert_eq!(&answer, b"HTTP/1.1 413");
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn whoever_is_slow_is_let_go() {
    let served = Served::begin(&small(), &SHORT);
    let longest = Duration::from_secs(10);

    let mut idle = served.connect();
    assert!(closed(&mut idle) < longest, "nothing was ever asked");
    let mut asked = served.connect();
    asked.write_all(format!("GET {PAGE} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).expect("sent");
    assert!(closed(&mut asked) < longest, "nothing more was asked");

    assert!(dribble(&mut served.connect(), b"GET / HTTP/1.1\r\nX-Slow: a") < longest);
    let mut form = served.connect();
    let head = "POST /remember HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n";
    form.write_all(head.as_bytes()).expect("the head of a form can be sent");
    assert!(dribble(&mut form, b"a") < longest);
}

#[test]
fn whoever_takes_nothing_in_is_let_go() {
    let served = Served::begin(&small(), &SHORT);
    let mut stream = served.connect();
    stream.set_write_timeout(Some(PAUSE)).expect("a limit can be set");
    let request = format!("GET {PAGE} HTTP/1.1\r\nHost: x\r\n\r\n");
    let begun = Instant::now();
    // Answers pile up on the way until the server can write no more, then requests do, and then
    // it is over.
    while match stream.write(request.as_bytes()) {
        Ok(_) => true,
        Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
    } {
        assert!(begun.elapsed() < PATIENCE, "whoever takes nothing in may stay for ever");
    }
    assert!(ask(&served, "GET", PAGE, "").status.contains(" 200 "), "others are served");
}

#[test]
fn who_finds_no_place_waits_for_one() {
    let served = Served::begin(&small(), &[&SHORT[..], &["--connections", "2"]].concat());
    let begun = Instant::now();
    let idle = [served.connect(), served.connect()];
    assert!(ask(&served, "GET", PAGE, "").status.contains(" 200 "));
    assert!(begun.elapsed() >= Duration::from_secs(1), "the places were not taken");
    drop(idle);
}

#[test]
fn one_address_does_not_take_every_place() {
    let Some(own) = own_address() else {
        eprintln!("skipped: this machine has no address of its own");
        return;
    };
    let served = Served::begin(&small(), &["--address", "0.0.0.0", "--per-address", "2"]);
    let port = served.address.rsplit(':').next().and_then(|port| port.parse().ok());
    let port: u16 = port.expect("an address has a port");
    let from_outside = || {
        let stream = TcpStream::connect((own, port));
        let stream = stream.expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit can be set");
        stream
    };
    let held = [from_outside(), from_outside()];
    let begun = Instant::now();
    closed(&mut from_outside());
    assert!(begun.elapsed() < Duration::from_secs(10), "it was let in");
    // The server in front, on the same machine, speaks for everybody.
    let in_front = [served.connect(), served.connect(), served.connect()];
    assert!(served.get(PAGE).0.contains(" 200 "));
    drop(in_front);
    let metrics = served.get("/metrics").1;
    assert!(metrics.contains("\nsamvis_connections_refused_total 1\n"), "{metrics}");
    // The two, and the one that asks: those before it may take a moment to end.
    served.wait_for("/metrics", |metrics| metrics.contains("\nsamvis_connections 3\n"));
    drop(held);
    let begun = Instant::now();
    loop {
        let mut stream = from_outside();
        let request = format!("GET {PAGE} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        if answer.starts_with(b"HTTP/1.1 200") {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "its places are free again");
    }
}

/// The address at which others would find this machine. Nothing is sent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}
