//! What the day tells.

use crate::model::Catalog;
use crate::problem::{Code, Problem};

/// Tells of best bets that have no effect any more.
pub(super) fn expired_bets(
    catalog: &Catalog,
    today: jiff::civil::Date,
    problems: &mut Vec<Problem>,
) {
    for bet in catalog.bets.iter().filter(|bet| !bet.holds_on(today)) {
        let message = format!("the bet held until {} and has no effect any more", bet.until);
        let problem = Problem::new(Code::Expired, &bet.path, message).at(bet.line, 1);
        problems.push(problem.hint("take it away, or give it a later day".to_owned()));
    }
}
