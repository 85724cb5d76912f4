//! Tests of `pages`.
