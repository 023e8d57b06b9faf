//! ICEWS.

use chrono::NaiveDate;

use super::rows::{Event, Side};
use super::sheet::Sheet;
use super::told::{Article, Told};
use super::{Codes, Country, Tools, World};

/// ICEWS' name of a country.
fn name(country: Country, codes: &Codes) -> &'static str {
    codes.icews_country(country.iso).unwrap_or(country.name)
}

fn actor(sheet: &mut Sheet, side: &Side, codes: &Codes, world: &dyn World) -> Option<&'static str> {
    let country = side.country.and_then(|code| world.country(code)).map(|country| name(country, codes));
    // A country as such is named as ICEWS names it.
    let is_country = side.name.is_some() && side.roles.is_empty() && side.group.is_none() && side.code == side.country;
    let shown = if is_country { country.map(str::to_owned) } else { None };
    sheet.text(shown.or_else(|| codes.icews_name(side, country)).as_deref());
    sheet.text(codes.icews_sectors(side).as_str());
    country
}

/// One event. `id` is the number of its row, from 1, for ICEWS' ids are small.
pub(super) fn event(sheet: &mut Sheet, event: &Event, day: NaiveDate, id: i64, first: Option<(&Told, &Article)>, tools: Tools) {
    let Tools { codes, world, .. } = tools;
    sheet.int(id);
    sheet.text(day.to_string().as_str());
    let country = actor(sheet, &event.source, codes, world);
    sheet.text(country);
    sheet.text(codes.icews_text(event.code, event.label.unwrap_or_default()));
    sheet.text(event.code);
    sheet.float(codes.icews_intensity(event.code).or(event.goldstein));
    let country = actor(sheet, &event.target, codes, world);
    sheet.text(country);
    sheet.int(first.map(|(told, _)| i64::from(told.article) + 1));
    sheet.int(first.map(|(told, _)| told.sentence + 1));
    sheet.text(first.and_then(|(_, article)| article.publisher.as_deref()));
    let place = event.place;
    let country = place.and_then(|place| world.country(place.country?));
    let centre = country.and_then(|country| country.centre).filter(|_| place.is_some_and(|place| !matches!(place.kind, "city" | "admin1")));
    sheet.text(place.filter(|place| place.kind == "city").map(|place| place.name));
    sheet.text(None);
    sheet.text(place.and_then(|place| place.admin1));
    sheet.text(country.map(|country| name(country, codes)));
    sheet.float(place.and_then(|place| place.latitude).or(centre.map(|(latitude, _)| latitude)));
    sheet.float(place.and_then(|place| place.longitude).or(centre.map(|(_, longitude)| longitude)));
    sheet.end();
}
