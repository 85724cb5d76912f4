//! Tests of the invariants in ARCHITECTURE.md.
