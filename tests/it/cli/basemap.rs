//! The operator's base map while the program serves and follows the files.

use super::*;
use crate::basemap::archive::Plan;

#[test]
fn another_archive_is_shown_after_a_reload_and_a_broken_one_is_not() {
    let portal = copy();
    let settings = portal.path().join("samvis.toml");
    let known = fs::read_to_string(&settings).expect("the file can be read");
    let served = Served::begin(portal.path(), &["--watch"]);
    assert!(served.get("/basemap.json").0.contains("404"));

    let file = portal.path().join("maps/norr.pmtiles");
    let archive = |name: &str| {
        let metadata = format!(r#"{{"name":"{name}","vector_layers":[{{"id":"water"}}]}}"#);
        Plan { metadata, ..Plan::default() }.tile((0, 0, 0), b"the world").written()
    };
    fs::write(&file, archive("Norr")).expect("the file can be saved");
    let basemap = "[maps.basemap]\npmtiles = \"maps/norr.pmtiles\"\nattribution = \"CC0\"\n";
    fs::write(&settings, format!("{known}\n{basemap}")).expect("the file can be saved");
    served.wait_for("/basemap.json", |body| body.contains("Norr"));

    fs::write(&file, archive("Längre norrut")).expect("the file can be saved");
    served.wait_for("/basemap.json", |body| body.contains("Längre norrut"));

    fs::write(&file, b"half an archi").expect("the file can be saved");
    served.wait_for("/health/ready", |body| body.contains("no PMTiles archive"));
    assert!(served.get("/basemap.json").1.contains("Längre norrut"), "the last good one is known");

    fs::write(&settings, known).expect("the file can be saved");
    served.wait_for("/basemap.json", |body| body.contains("no base map of its own"));
}
