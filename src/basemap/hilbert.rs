//! The numbers of tiles: along a Hilbert curve, zoom after zoom (specification, 4.1).

/// The last zoom whose tiles can be numbered here.
pub(super) const ZOOM_MAX: u8 = 30;

/// The number of a tile that exists: column from the west and row from the north are below 2^zoom.
#[must_use]
pub fn id(zoom: u8, column: u32, row: u32) -> u64 {
    let zoom = zoom.min(ZOOM_MAX);
    let side = 1_u64 << zoom;
    let (mut x, mut y) = (u64::from(column) % side, u64::from(row) % side);
    let mut along = 0;
    let mut half = side >> 1;
    while half > 0 {
        let (right, lower) = (u64::from(x & half > 0), u64::from(y & half > 0));
        along += half * half * ((3 * right) ^ lower);
        // Every quarter has the curve turned, so that one ends where the next begins.
        if lower == 0 {
            if right == 1 {
                (x, y) = (side - 1 - x, side - 1 - y);
            }
            (x, y) = (y, x);
        }
        half >>= 1;
    }
    // All tiles of the zooms before: 1 + 4 + 16 + …
    ((1_u64 << (2 * u32::from(zoom))) - 1) / 3 + along
}
