//! Tests of `badinput`.
