//! POLECAT.

use chrono::{DateTime, NaiveDate};

use super::rows::{Event, Side};
use super::sheet::Sheet;
use super::told::{Article, Told, Words};
use super::{Codes, Tools, World};

fn actor(sheet: &mut Sheet, side: &Side, raw: Option<&str>, codes: &Codes, world: &dyn World) {
    let country = side.country.and_then(|code| world.country(code));
    // An actor of a country whom the text does not name stands under the country, as there.
    sheet.text(side.name.or(country.filter(|_| side.roles.is_empty()).map(|country| country.name)));
    sheet.text(country.map(|country| country.iso));
    sheet.text(country.and_then(|country| codes.cow(country.iso)));
    let sectors = codes.polecat_sectors(side);
    sheet.text(sectors.first().copied());
    sheet.text(sectors.join("; ").as_str());
    sheet.text(None);
    sheet.text(raw);
    sheet.text(None);
}

/// One event of a type that PLOVER has.
pub(super) fn event(sheet: &mut Sheet, event: &Event, day: NaiveDate, first: Option<(&Told, &Article)>, tools: Tools) {
    let Tools { codes, world, .. } = tools;
    let kind = event.plover_event.unwrap_or_default();
    let (plover, mode) = codes.plover(kind, event.plover_mode);
    let nothing = Words::default();
    let words = first.and_then(|(told, _)| told.words.as_deref()).unwrap_or(&nothing);
    let article = first.map(|(_, article)| article);
    sheet.text(event.id.to_string().as_str());
    sheet.text(day.to_string().as_str());
    sheet.text(kind);
    sheet.text(mode);
    sheet.float(plover.and_then(|plover| plover.intensity));
    sheet.text(plover.map(|plover| plover.quad));
    sheet.text(event.plover_context);
    actor(sheet, &event.source, words.source.as_deref(), codes, world);
    actor(sheet, &event.target, words.target.as_deref(), codes, world);
    let place = event.place;
    let country = place.and_then(|place| world.country(place.country?));
    let centre = country.and_then(|country| country.centre).filter(|_| place.is_some_and(|place| place.kind == "country"));
    sheet.text(place.map(|place| place.name));
    sheet.text(place.filter(|place| place.kind == "city").map(|place| place.name));
    sheet.text(None);
    sheet.text(place.and_then(|place| place.admin1));
    sheet.text(country.map(|country| country.iso));
    sheet.float(place.and_then(|place| place.latitude).or(centre.map(|(latitude, _)| latitude)));
    sheet.float(place.and_then(|place| place.longitude).or(centre.map(|(_, longitude)| longitude)));
    sheet.int(place.and_then(|place| place.geonames_id));
    sheet.text(words.place.as_deref());
    sheet.text(place.and_then(|place| match place.kind {
        "country" => Some("PCLI"),
        "admin1" => Some("ADM1"),
        "city" => Some("PPL"),
        _ => None,
    }));
    sheet.text(article.and_then(|article| article.publisher.as_deref()));
    let published = article.and_then(|article| DateTime::from_timestamp(article.published?, 0));
    sheet.text(published.map(|instant| instant.date_naive().to_string()).as_deref());
    (0..3).for_each(|_| sheet.text(None));
    sheet.text(article.and_then(|article| article.language.as_deref()));
    sheet.text(concat!("dyads ", env!("CARGO_PKG_VERSION")));
    sheet.end();
}
