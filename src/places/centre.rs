//! A point in the midst of each country, for formats that want one. Our own tables have none: a country is no point.

use std::collections::BTreeMap;

use super::gazetteer::{Row, rows};
use crate::model::PlaceType;

/// Countries by ISO code, and the middle of their first-level divisions, each counting once, so that empty regions pull as much as full ones; of a
/// country without divisions, the middle of its towns. The mean is taken of directions from the earth's centre: what lies on both sides of the
/// 180th meridian is not averaged to the other side of the world. Latitude, longitude, to three decimals.
pub fn centres() -> BTreeMap<&'static str, (f64, f64)> {
    let mut sums: BTreeMap<&str, [[f64; 3]; 2]> = BTreeMap::new();
    let point = |row: Row| Some((row.kind, row.country, row.latitude?.to_radians(), row.longitude?.to_radians()));
    for (kind, country, latitude, longitude) in rows().filter_map(point) {
        let sum = &mut sums.entry(country).or_default()[usize::from(kind != PlaceType::Admin1)];
        for (total, part) in sum.iter_mut().zip([latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]) {
            *total += part;
        }
    }
    let middle = |[x, y, z]: [f64; 3]| {
        let rounded = |radians: f64| (radians.to_degrees() * 1000.0).round() / 1000.0;
        ((x, y, z) != (0.0, 0.0, 0.0)).then(|| (rounded(z.atan2(x.hypot(y))), rounded(y.atan2(x))))
    };
    sums.into_iter().filter_map(|(country, [divisions, towns])| Some((country, middle(divisions).or_else(|| middle(towns))?))).collect()
}

#[cfg(test)]
mod tests {
    use super::centres;

    #[test]
    fn a_centre_lies_in_its_country() {
        let centres = centres();
        // South, west, north, east.
        for (country, [south, west, north, east]) in [
            ("MLI", [11.0, -8.0, 18.0, 0.0]),
            ("USA", [36.0, -104.0, 44.0, -85.0]),
            ("RUS", [52.0, 45.0, 65.0, 100.0]),
            ("FRA", [45.0, 1.0, 49.0, 6.0]),
            ("NZL", [-44.0, 168.0, -37.0, 178.0]),
        ] {
            let (latitude, longitude) = centres[country];
            assert!((south..north).contains(&latitude) && (west..east).contains(&longitude), "{country}: {latitude}, {longitude}");
        }
        // Fiji and Kiribati lie on both sides of the 180th meridian.
        for country in ["FJI", "KIR"] {
            assert!(centres[country].1.abs() > 150.0, "{country}: {:?}", centres[country]);
        }
    }
}
