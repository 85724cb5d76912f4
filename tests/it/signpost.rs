//! Tests of `signpost`.
