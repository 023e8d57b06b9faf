//! GDELT: events of 1.0 and 2.0, mentions.

use chrono::{DateTime, Datelike, NaiveDate};

use super::rows::{Event, MentionColumns, Side, Spot, float, text};
use super::sheet::Sheet;
use super::told::{Article, Told};
use super::{Codes, Country, Tools, World};
use crate::model::{Place, PlaceChoice, PlaceLink, PlaceType, Span};

/// A day as YYYYMMDD.
pub(super) fn digits(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// A time as YYYYMMDDHHMMSS.
fn time(seconds: i64) -> Option<i64> {
    let instant = DateTime::from_timestamp(seconds, 0)?;
    instant.format("%Y%m%d%H%M%S").to_string().parse().ok()
}

/// The year and how much of it was over. GDELT's codebook says (month * 30 + day) / 365; its rows have (month - 1) * 30, which stays below 1.
pub(super) fn fraction(day: NaiveDate) -> f64 {
    let part = f64::from((day.month() - 1) * 30 + day.day()) / 365.0;
    f64::from(day.year()) + (part * 10_000.0).round() / 10_000.0
}

/// When an event was first told: its first known report, else the last day of its own interval.
pub(super) fn added(event: &Event, day: NaiveDate) -> i64 {
    let known = event.first_published.map(|instant| instant.timestamp()).and_then(time);
    known.unwrap_or_else(|| digits(event.date_end.unwrap_or(day)) * 1_000_000)
}

/// A block of geo columns.
#[derive(Default)]
struct Geo {
    kind: Option<i64>,
    name: String,
    country: String,
    adm1: String,
    feature: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl Geo {
    fn of_country(country: Country) -> Self {
        if country.fips.is_empty() {
            return Geo::default();
        }
        let fips = country.fips.to_owned();
        Geo {
            kind: Some(1),
            name: country.name.to_owned(),
            country: fips.clone(),
            adm1: fips.clone(),
            feature: fips,
            latitude: country.centre.map(|(latitude, _)| latitude),
            longitude: country.centre.map(|(_, longitude)| longitude),
        }
    }

    /// Of a place in the gazetteer itself; of any other the country.
    fn of_place(spot: Spot, world: &dyn World) -> Self {
        let kind = match spot.kind {
            "admin1" => PlaceType::Admin1,
            "city" => PlaceType::City,
            _ => PlaceType::Country,
        };
        let Some(country) = spot.country.and_then(|code| world.country(code)) else { return Geo::default() };
        let place = Place {
            name: spot.name.to_owned(),
            kind,
            country: Some(country.iso.to_owned()),
            admin1: spot.admin1.map(str::to_owned),
            latitude: spot.latitude,
            longitude: spot.longitude,
            geonames_id: spot.geonames_id,
            span: Span::default(),
            link: PlaceLink::default(),
            choice: PlaceChoice::default(),
        };
        let (PlaceType::Admin1 | PlaceType::City, Some(found)) = (kind, world.gdelt(&place)) else { return Geo::of_country(country) };
        let division = spot.admin1.filter(|division| *division != spot.name || kind == PlaceType::City);
        // A division that FIPS counts as a country (Gaza) is one here.
        let above = Some(country.name).filter(|_| found.fips == country.fips);
        let name: Vec<&str> = [Some(spot.name), division, above].into_iter().flatten().collect();
        // FIPS codes of divisions have two characters, and 00 stands for the country in general; GeoNames has longer ones where FIPS had none.
        let adm1 = found.adm1.filter(|code| matches!(code.len(), 2 | 4)).unwrap_or_else(|| format!("{}00", found.fips));
        Geo {
            kind: Some(i64::from(found.kind)),
            name: name.join(", "),
            // GNS and GNIS number cities, and we have GeoNames' numbers: no number rather than another's.
            feature: if kind == PlaceType::Admin1 { adm1.clone() } else { String::new() },
            country: found.fips,
            adm1,
            latitude: spot.latitude,
            longitude: spot.longitude,
        }
    }

    fn write(&self, sheet: &mut Sheet, adm2: bool) {
        sheet.int(self.kind);
        sheet.text(self.name.as_str());
        sheet.text(self.country.as_str());
        sheet.text(self.adm1.as_str());
        if adm2 {
            sheet.text(None);
        }
        sheet.float(self.latitude);
        sheet.float(self.longitude);
        sheet.text(self.feature.as_str());
    }
}

/// The ten columns of an actor.
fn actor(sheet: &mut Sheet, side: &Side, codes: &Codes, world: &dyn World) {
    let role = side.roles.first().and_then(|role| codes.role(role));
    let country = || side.country.and_then(|code| world.country(code)).map(|country| country.name);
    let name = side.name.or(role).or_else(country).map(str::to_uppercase);
    sheet.text(side.code);
    sheet.text(name.as_deref());
    sheet.text(side.country);
    sheet.text(side.group);
    sheet.text(side.ethnic);
    sheet.text(side.religion);
    sheet.text(None);
    (0..3).for_each(|at| sheet.text(side.roles.get(at).copied()));
}

/// One event: 61 columns with `adm2` and the time to the second, as 2.0 has them; without, the 58 of 1.0.
pub(super) fn event(sheet: &mut Sheet, event: &Event, day: NaiveDate, first: Option<&Told>, tools: Tools, adm2: bool) {
    let Tools { codes, world, options } = tools;
    let known = |number: Option<f64>| number.or(options.zeros.then_some(0.0));
    sheet.int(event.id);
    sheet.int(digits(day));
    sheet.int(digits(day) / 100);
    sheet.int(i64::from(day.year()));
    sheet.float(fraction(day));
    actor(sheet, &event.source, codes, world);
    actor(sheet, &event.target, codes, world);
    sheet.int(i64::from(first.is_some_and(|told| told.in_lead)));
    sheet.text(event.code);
    sheet.text(event.base);
    sheet.text(event.root);
    sheet.int(codes.gdelt_quad(event.code).or(event.quad_class));
    sheet.float(known(event.goldstein));
    sheet.int(event.mentions);
    // An outlet that the input does not name is an outlet all the same.
    sheet.int(event.publishers.map(|publishers| publishers.max(1)));
    sheet.int(event.articles);
    sheet.float(known(event.tone));
    for side in [&event.source, &event.target] {
        let country = side.country.and_then(|code| world.country(code));
        country.map(Geo::of_country).unwrap_or_default().write(sheet, adm2);
    }
    event.place.map(|spot| Geo::of_place(spot, world)).unwrap_or_default().write(sheet, adm2);
    let added = added(event, day);
    sheet.int(if adm2 { added } else { added / 1_000_000 });
    sheet.text(event.url);
    sheet.end();
}

/// One mention of an event that was added at `added`.
pub(super) fn mention(sheet: &mut Sheet, columns: &MentionColumns, row: usize, added: i64, article: Option<&Article>, tools: Tools) {
    let id = text(columns.article_id, row).unwrap_or_default();
    let url = article.and_then(|article| article.url.as_deref());
    let host = || url.and_then(|url| url.split("//").nth(1)?.split(['/', '?', '#', ':']).next());
    let language = article.and_then(|article| article.language.as_deref()).filter(|tag| !tag.starts_with("en"));
    let translated = language.and_then(|tag| tools.codes.language(tag)).map(|code| format!("srclc:{code};eng:none"));
    let offset = |array| super::rows::int(array, row).unwrap_or(-1);
    let confidence = float(columns.confidence, row).unwrap_or_default();
    sheet.int(columns.event_id.value(row));
    sheet.int(added);
    sheet.int(article.and_then(|article| article.published).and_then(time).unwrap_or(added));
    sheet.int(if url.is_some() { 1 } else { 2 });
    sheet.text(article.and_then(|article| article.publisher.as_deref()).or_else(host).unwrap_or(id));
    sheet.text(url.unwrap_or(id));
    sheet.int(i64::from(columns.sentence.value(row)) + 1);
    sheet.int(offset(columns.source_start));
    sheet.int(offset(columns.target_start));
    sheet.int(offset(columns.action_start));
    // The text is coded as it is written, never rewritten.
    sheet.int(1);
    sheet.int(((confidence * 100.0).round() as i64).clamp(10, 100));
    sheet.int(article.and_then(|article| article.chars));
    sheet.float(tools.options.zeros.then_some(0.0));
    sheet.text(translated.as_deref());
    sheet.text(None);
    sheet.end();
}

#[cfg(test)]
mod tests {
    use super::fraction;
    use chrono::NaiveDate;

    #[test]
    fn fractions_are_those_of_gdelts_rows() {
        for (day, is) in [((2017, 6, 24), 2017.4767), ((2017, 6, 1), 2017.4137), ((2016, 7, 1), 2016.4959), ((2007, 7, 4), 2007.5041)] {
            let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).expect("a day");
            assert!((fraction(day) - is).abs() < 1e-9, "{day}: {}", fraction(day));
        }
    }
}
