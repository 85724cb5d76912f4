//! The order of requirements: what must be finished before something else stands before it, and
//! otherwise the order of the file is kept.

use crate::model::Checklist;

/// Puts requirements in the order in which they are done. Those that wait for each other in a
/// circle, which `check` tells of, come last as they stand in the file.
#[must_use]
pub fn order(checklist: &Checklist, needed: &[usize]) -> Vec<usize> {
    let mut waiting: Vec<usize> = needed.to_vec();
    let mut ordered = Vec::with_capacity(needed.len());
    let mut done = vec![true; checklist.requirements.len()];
    for place in needed {
        done[*place] = false;
    }
    while let Some(at) = waiting.iter().position(|place| is_ready(checklist, *place, &done)) {
        let place = waiting.remove(at);
        done[place] = true;
        ordered.push(place);
    }
    ordered.extend(waiting);
    ordered
}

fn is_ready(checklist: &Checklist, place: usize, done: &[bool]) -> bool {
    checklist.requirements[place].after.iter().all(|before| done[*before])
}

/// The requirements that wait for themselves by way of others.
#[must_use]
pub fn circle(checklist: &Checklist) -> Vec<usize> {
    let all: Vec<usize> = (0..checklist.requirements.len()).collect();
    all.into_iter().filter(|place| waits_for_itself(checklist, *place)).collect()
}

fn waits_for_itself(checklist: &Checklist, place: usize) -> bool {
    let mut seen = vec![false; checklist.requirements.len()];
    let mut next: Vec<usize> = checklist.requirements[place].after.clone();
    while let Some(before) = next.pop() {
        if before == place {
            return true;
        }
        if !std::mem::replace(&mut seen[before], true) {
            next.extend(&checklist.requirements[before].after);
        }
    }
    false
}
