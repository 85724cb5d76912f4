//! Collects every matching text with its score: a portal is small enough to rank all of them,
//! and filters, counts and one hit per thing need them all.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// A matching text: its number and its score.
pub(super) type Match = (usize, Score);

/// Collects every match.
pub(super) struct Everything;

/// Collects the matches of one segment.
pub(super) struct InSegment {
    texts: Column<u64>,
    matches: Vec<Match>,
}

impl Collector for Everything {
    type Fruit = Vec<Match>;
    type Child = InSegment;

    fn for_segment(
        &self,
        _ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<InSegment> {
        Ok(InSegment { texts: segment.fast_fields().u64("text")?, matches: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<Match>>) -> tantivy::Result<Vec<Match>> {
        Ok(segments.concat())
    }
}

impl SegmentCollector for InSegment {
    type Fruit = Vec<Match>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let text = self.texts.first(doc).and_then(|text| usize::try_from(text).ok());
        self.matches.extend(text.map(|text| (text, score)));
    }

    fn harvest(self) -> Vec<Match> {
        self.matches
    }
}
