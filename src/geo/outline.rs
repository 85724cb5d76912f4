//! Simplified shapes for drawing: each shared border is simplified once, so neighbours never part.

/// The drawable shapes of one layer.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    /// One per area, in the order of the layer.
    pub shapes: Vec<Outline>,
}

/// The drawable shape of one area.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The area's id in the layer.
    pub id: String,
    /// The area's name.
    pub name: String,
    /// Closed rings of (longitude, latitude) in degrees, holes included: fill with the even-odd rule.
    pub rings: Vec<Vec<(f64, f64)>>,
}
