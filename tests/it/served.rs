//! The real program while it serves, for tests that talk to it over a connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::site;

/// How often a test looks again for what it waits for.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// How long a test waits for what should come at once; the machine may be busy.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The program, with folders of its own for what it keeps.
pub fn samvis() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samvis"));
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("NO_COLOR", "1").current_dir(site::root());
    command
}

/// The small fixture.
pub fn small() -> PathBuf {
    site::root().join("tests/sites/small")
}

/// The program while it serves; it is stopped when the test ends.
pub struct Served {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Served {
    pub fn begin(root: &Path, arguments: &[&str]) -> Self {
        let mut child = samvis()
            .arg("--root")
            .arg(root)
            .args(["serve", "--port", "0"])
            .args(arguments)
            .env("SAMVIS_LOG", "info")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("stdout is ours");
        BufReader::new(stdout).read_line(&mut line).expect("the address is printed");
        let address = line.trim().rsplit("http://").next().unwrap_or_default().to_owned();
        Self { child, address }
    }

    /// The status line and the body.
    pub fn get(&self, path: &str) -> (String, String) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let answer = self.send(request.as_bytes());
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
    }

    /// A new connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit can be set");
        stream
    }

    /// What comes until the server closes the connection.
    pub fn send(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        stream.write_all(request).expect("a request can be sent");
        let mut answer = Vec::new();
        // A server that refuses a request may close before we have read to the end.
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Waits until the body of a page is as wanted, and tells how long that took.
    pub fn wait_for(&self, path: &str, wanted: impl Fn(&str) -> bool) -> Duration {
        let begun = Instant::now();
        loop {
            let (_, body) = self.get(path);
            if wanted(&body) {
                return begun.elapsed();
            }
            assert!(begun.elapsed() < PATIENCE, "{path} never came to be as wanted: {body}");
            std::thread::sleep(LOOK_AGAIN);
        }
    }

    pub fn ready(&self) -> Value {
        serde_json::from_str(&self.get("/health/ready").1).expect("it is JSON")
    }

    /// Asks the program to stop as a service manager does.
    pub fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
        assert!(sent.success());
        self.child.wait().expect("the program ends")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
