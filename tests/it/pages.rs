//! Every page in every language.

use samvis::pages::{Page, Visit};

use crate::site;

#[test]
fn draft() {
    let site = site::shipped();
    let dir = std::path::Path::new("/tmp/pages-out");
    let started = std::time::Instant::now();
    let mut count = 0;
    for locale in site.locales() {
        for page in site.all() {
            if matches!(&page, Page::Answer(id, code) if !(id.as_str() == "bygglov" || code.to_string() == "2281"))
            {
                continue;
            }
            let html = site.render(*locale, &page, &Visit::default(), site::now());
            count += 1;
            let url = site.url(*locale, &page);
            assert_eq!(html.status, 200, "{url}");
            let file = dir.join(format!(
                "{}index.html",
                if url.ends_with('/') { url[1..].to_owned() } else { format!("{}/", &url[1..]) }
            ));
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, html.body).unwrap();
        }
    }
    eprintln!("{count} pages in {:?}", started.elapsed());
    for (path, asset) in site.assets.iter() {
        let file = dir.join("static").join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, &asset.bytes).unwrap();
    }
}
