//! Serving over HTTP. Only this module knows Rocket.
