//! The map for other sites: who may frame it is said, and nothing is remembered.

use super::*;

#[test]
fn the_map_may_be_framed_and_nothing_else() {
    let response = get_with("/embed/sv/karta", &[("Cookie", "municipality=2281")]);
    assert_eq!(response.status(), Status::Ok);
    let policy = header(&response, "Content-Security-Policy").to_owned();
    assert!(policy.ends_with("frame-ancestors *"), "{policy}");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert_eq!(header(&response, "X-Frame-Options"), "");
    assert_eq!(header(&response, "Set-Cookie"), "");
    assert_eq!(header(&response, "Cross-Origin-Resource-Policy"), "cross-origin");
    let body = response.into_string().unwrap();
    assert!(body.contains("<base target=\"_top\">"));
    assert!(!body.contains("<script"));
    assert!(!body.contains("area--current"), "a frame does not know the visitor");
    for path in ["/embed/sv/", "/embed/sv/sok", "/embed/finns-inte", "/sv/karta"] {
        let response = get(path);
        assert_eq!(header(&response, "X-Frame-Options"), "DENY", "{path}");
    }
    assert_eq!(get("/embed/sv/sok").status(), Status::NotFound);
}
