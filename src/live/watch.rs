//! Follows the files of a portal: a saved file is shown within a second.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Change, Live, load};
use crate::problem::{Code, Problem};

/// A change is taken up when no file has changed for so long.
const QUIET: Duration = Duration::from_millis(60);
/// A change is taken up after so long even when files keep changing.
const PATIENCE: Duration = Duration::from_millis(500);
/// The folders whose files make a portal.
const FOLDERS: [&str; 4] = ["content", "maps", "templates", "static"];

/// Rebuilds the site after each change of a file, on a thread of its own, for as long as the
/// program runs, and tells what came of it and how long that took.
///
/// # Errors
/// When the system cannot tell of changes (no inotify watches left, for instance).
pub fn watch(
    root: &Path,
    live: Arc<Live>,
    tell: impl Fn(&Change, Duration) + Send + 'static,
) -> notify::Result<()> {
    let root = root.canonicalize().map_err(notify::Error::io)?;
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is gone only when the program ends.
        let _ = sender.send(event);
    })?;
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    watch_folders(&mut watcher, &root)?;
    let following = move || {
        while let Ok(event) = events.recv() {
            if !concerns(&root, &event) {
                continue;
            }
            wait_until_quiet(&events);
            // A folder that was not there at the start may be there now. One that cannot be
            // watched changes nothing for the others.
            let _ = watch_folders(&mut watcher, &root);
            let begun = Instant::now();
            let change = reload(&root, &live);
            tell(&change, begun.elapsed());
        }
    };
    thread::Builder::new().name("watch".to_owned()).spawn(following).map_err(notify::Error::io)?;
    Ok(())
}

/// Only the portal's own folders: a clone's build folder has a hundred thousand files.
fn watch_folders(watcher: &mut RecommendedWatcher, root: &Path) -> notify::Result<()> {
    for folder in FOLDERS.iter().map(|folder| root.join(folder)).filter(|path| path.is_dir()) {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    Ok(())
}

/// Waits while an editor or a version control program writes one file after the other.
fn wait_until_quiet(events: &Receiver<notify::Result<Event>>) {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match events.recv_timeout(QUIET) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Reads the portal folder again and puts it in place of today's, unless it brings new errors.
fn reload(root: &Path, live: &Live) -> Change {
    match load(root) {
        Ok(loaded) => live.update(loaded),
        Err(error) => {
            let problems = vec![unreadable(&error)];
            live.refuse(problems.clone());
            Change::Refused(problems)
        }
    }
}

fn unreadable(error: &io::Error) -> Problem {
    let message = format!("the portal's settings cannot be read: {error}");
    Problem::new(Code::FileUnreadable, "samvis.toml", message)
}

/// Whether an event can change what is shown. A failure of the watching itself counts: better
/// one rebuild too many than an old page.
fn concerns(root: &Path, event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return true };
    let reading = matches!(event.kind, EventKind::Access(_));
    !reading && event.paths.iter().any(|path| is_part(root, path))
}

/// Whether a file belongs to the portal: not a hidden one, nor an editor's temporary one.
fn is_part(root: &Path, path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix(root) else { return false };
    let first = relative.iter().next().map(PathBuf::from).unwrap_or_default();
    let inside = relative == Path::new("samvis.toml")
        || FOLDERS.iter().any(|folder| first == Path::new(folder));
    let name = relative.file_name().unwrap_or_default().to_string_lossy();
    let temporary = name.starts_with(['.', '#'])
        || name.ends_with(['~', '#'])
        || [".swp", ".swx", ".tmp", ".bak"].iter().any(|end| name.ends_with(end))
        || name == "4913";
    inside && !temporary
}
