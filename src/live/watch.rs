//! Follows the files of a portal: a saved file is shown within a second.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Change, Following, Live};
use crate::problem::{Code, Problem};

/// A change is taken up when no file has changed for so long.
const QUIET: Duration = Duration::from_millis(60);
/// A change is taken up after so long even when files keep changing.
const PATIENCE: Duration = Duration::from_millis(500);
/// The folders whose files make a portal.
const FOLDERS: [&str; 4] = ["content", "maps", "templates", "static"];

/// Follows the files for as long as it is held.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

/// Rebuilds the site after each change of a file, on a thread of its own, and tells what came of
/// it and how long that took.
///
/// # Errors
/// When the system cannot tell of changes (no inotify watches left, for instance).
pub fn watch(
    following: Following,
    live: Arc<Live>,
    tell: impl Fn(&Change, Duration) + Send + 'static,
) -> notify::Result<Watch> {
    let root = following.root().to_path_buf();
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is gone only when the program ends.
        let _ = sender.send(event);
    })?;
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.iter().map(|folder| root.join(folder)).filter(|path| path.is_dir()) {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || follow(following, &live, &events, &tell))
        .map_err(notify::Error::io)?;
    Ok(Watch { _watcher: watcher })
}

fn follow(
    mut following: Following,
    live: &Live,
    events: &Receiver<notify::Result<Event>>,
    tell: &dyn Fn(&Change, Duration),
) {
    while let Ok(event) = events.recv() {
        let mut changed = Changed::default();
        changed.add(following.root(), event);
        wait_until_quiet(following.root(), events, &mut changed);
        if !changed.concerns {
            continue;
        }
        let begun = Instant::now();
        following = match following.again(&changed.paths) {
            Ok(following) => {
                let change = live.update(following.loaded());
                tell(&change, begun.elapsed());
                indexed(following, live, &change)
            }
            Err((following, error)) => {
                let problems = vec![unreadable(&error)];
                live.refuse(problems.clone());
                tell(&Change::Refused(problems), begun.elapsed());
                following
            }
        };
    }
}

/// Makes the search index of a change when its pages are already shown: an index of thirty
/// thousand texts takes seconds, and nobody who looks at a page waits for it.
fn indexed(mut following: Following, live: &Live, change: &Change) -> Following {
    if *change == Change::Taken {
        following.with_index();
        live.update(following.loaded());
    }
    following
}

/// What has changed since the last rebuild.
#[derive(Default)]
struct Changed {
    paths: BTreeSet<PathBuf>,
    /// Whether anything of it can change what is shown.
    concerns: bool,
}

impl Changed {
    fn add(&mut self, root: &Path, event: notify::Result<Event>) {
        match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) if event.need_rescan() => self.everything(root),
            Ok(event) => {
                let parts = event.paths.into_iter().filter(|path| is_part(root, path));
                self.paths.extend(parts);
                self.concerns |= !self.paths.is_empty();
            }
            // A failure of the watching itself: better one rebuild too many than an old page.
            Err(_) => self.everything(root),
        }
    }

    /// The root is no file of the portal, so everything is read again.
    fn everything(&mut self, root: &Path) {
        self.paths.insert(root.to_path_buf());
        self.concerns = true;
    }
}

/// Waits while an editor or a version control program writes one file after the other.
fn wait_until_quiet(root: &Path, events: &Receiver<notify::Result<Event>>, changed: &mut Changed) {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        match events.recv_timeout(QUIET) {
            Ok(event) => changed.add(root, event),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn unreadable(error: &io::Error) -> Problem {
    let message = format!("the portal's settings cannot be read: {error}");
    Problem::new(Code::FileUnreadable, "samvis.toml", message)
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
