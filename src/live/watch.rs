//! Follows the files of a portal: a saved file is shown within a second.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::load::with_own_threads;
use super::{Change, Following, Live};
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
    following: Following,
    live: Arc<Live>,
    tell: impl Fn(&Change, Duration) + Send + Sync + 'static,
) -> notify::Result<()> {
    let root = following.root().to_path_buf();
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The receiver is gone only when the program ends.
        let _ = sender.send(event);
    })?;
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    watch_folders(&mut watcher, &root)?;
    let following = move || {
        let mut following = following;
        while let Some(changed) = next_change(&root, &events) {
            let taken_up = || take_up(following, &changed, &live, &tell);
            following = with_own_threads(taken_up);
            // A folder that was not there at the start may be there now. One that cannot be
            // watched changes nothing for the others.
            let _ = watch_folders(&mut watcher, &root);
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

/// Waits for a change that can be seen; `None` when nobody tells of changes any more.
fn next_change(root: &Path, events: &Receiver<notify::Result<Event>>) -> Option<BTreeSet<PathBuf>> {
    loop {
        let mut changed = Changed::default();
        changed.add(root, events.recv().ok()?);
        wait_until_quiet(root, events, &mut changed);
        if !changed.paths.is_empty() {
            return Some(changed.paths);
        }
    }
}

/// Shows a change, or refuses it, and tells which.
fn take_up(
    following: Following,
    changed: &BTreeSet<PathBuf>,
    live: &Live,
    tell: &(dyn Fn(&Change, Duration) + Sync),
) -> Following {
    let begun = Instant::now();
    let refreshed = match following.refresh(changed) {
        Ok(refreshed) => refreshed,
        Err(error) => {
            let problems = vec![unreadable(&error)];
            live.refuse(problems.clone());
            tell(&Change::Refused(problems), begun.elapsed());
            return following;
        }
    };
    // What was shown until now is put away when the new is shown.
    let before = Arc::clone(&live.today());
    let mut following = following.again(refreshed);
    let change = live.update(following.loaded());
    tell(&change, begun.elapsed());
    drop(before);
    // An index of thirty thousand texts takes seconds, and nobody who looks at a page waits for
    // it: the page is shown first.
    if change == Change::Taken {
        following.with_index();
        live.update(following.loaded());
    }
    following
}

/// The files and folders that have changed since the last rebuild.
#[derive(Default)]
struct Changed {
    paths: BTreeSet<PathBuf>,
}

impl Changed {
    fn add(&mut self, root: &Path, event: notify::Result<Event>) {
        match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) if !event.need_rescan() => {
                self.paths.extend(event.paths.into_iter().filter(|path| is_part(root, path)));
            }
            // Events were lost, or the watching failed: better one rebuild too many than an old
            // page. The root is no file of the portal, so everything is read again.
            Ok(_) | Err(_) => {
                self.paths.insert(root.to_path_buf());
            }
        }
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
