//! The alphabetical order of each language, and what stands in it on many pages. Made once for a
//! site: to find a language's order and to sort all municipalities by it costs more than a page.

use std::collections::BTreeMap;

use icu_collator::{Collator, CollatorBorrowed};

use crate::model::{Catalog, Locale, Municipality, MunicipalityCode};

/// The orders of a portal's languages.
pub(super) struct Orders {
    by_locale: BTreeMap<Locale, Order>,
    /// That of code points, for any other language.
    plain: Order,
}

/// The alphabetical order of a language.
pub(super) struct Order {
    /// Nothing for that of code points.
    collator: Option<CollatorBorrowed<'static>>,
    counties: Vec<CountyInOrder>,
}

/// A county and its municipalities, sorted by name.
pub(super) struct CountyInOrder {
    pub name: String,
    pub municipalities: Vec<MunicipalityCode>,
}

impl Orders {
    pub(super) fn new(catalog: &Catalog, locales: &[Locale]) -> Self {
        let own = |locale: &Locale| (*locale, Order::new(catalog, *locale, collator(*locale)));
        let by_locale = locales.iter().map(own).collect();
        let plain = Order::new(catalog, catalog.portal.default_locale(), None);
        Self { by_locale, plain }
    }

    pub(super) fn of(&self, locale: Locale) -> &Order {
        self.by_locale.get(&locale).unwrap_or(&self.plain)
    }
}

impl Order {
    fn new(catalog: &Catalog, locale: Locale, collator: Option<CollatorBorrowed<'static>>) -> Self {
        let order = Self { collator, counties: Vec::new() };
        Self { counties: order.counties_of(catalog, locale), ..order }
    }

    /// Sorts by a text.
    pub(super) fn sort<T>(&self, items: &mut [T], text: impl Fn(&T) -> &str) {
        items.sort_by(|a, b| match &self.collator {
            Some(collator) => collator.compare(text(a), text(b)),
            None => text(a).cmp(text(b)),
        });
    }

    /// All counties, sorted by name.
    pub(super) fn counties(&self) -> &[CountyInOrder] {
        &self.counties
    }

    fn counties_of(&self, catalog: &Catalog, locale: Locale) -> Vec<CountyInOrder> {
        let mut of: BTreeMap<String, Vec<&Municipality>> = BTreeMap::new();
        for municipality in catalog.municipalities.values() {
            let county = municipality.county;
            let name = catalog.county_name(county);
            let name = name.map_or_else(|| county.to_string(), str::to_owned);
            of.entry(name).or_default().push(municipality);
        }
        let sorted = |(name, mut municipalities): (String, Vec<&Municipality>)| {
            self.sort(&mut municipalities, |it| it.name(locale));
            let municipalities = municipalities.iter().map(|it| it.code).collect();
            CountyInOrder { name, municipalities }
        };
        let mut counties: Vec<CountyInOrder> = of.into_iter().map(sorted).collect();
        self.sort(&mut counties, |county| &county.name);
        counties
    }
}

/// The order of a language, where the library knows it.
fn collator(locale: Locale) -> Option<CollatorBorrowed<'static>> {
    let locale: icu_locale_core::Locale = locale.as_str().parse().ok()?;
    Collator::try_new((&locale).into(), Default::default()).ok()
}
