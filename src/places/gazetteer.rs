//! The gazetteer of the program: countries, first-level divisions, cities above 15,000 people and capitals, after GeoNames (CC BY 4.0; made
//! by `codebooks/gazetteer/generate.py`, which says what is in it). It is kept as text; what is made of it are hashes of the names and where
//! each line begins, so that nothing of it is read before a place is asked for.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use crate::codebook::shipped;
use crate::language::normalise;
use crate::model::{Place, PlaceType};

static PLACES: LazyLock<&str> = LazyLock::new(|| shipped("gazetteer/places.tsv"));

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// GeoNames id.
    pub id: i64,
    /// Country, division or city.
    pub kind: PlaceType,
    /// ISO alpha-3 of its country.
    pub country: &'static str,
    /// GeoNames' code of its division, within the country; of a country its FIPS code.
    pub division: &'static str,
    /// WGS 84 degrees; a division's is the median of its towns, a country has none.
    pub latitude: Option<f64>,
    /// WGS 84 degrees.
    pub longitude: Option<f64>,
    /// Inhabitants.
    pub population: u64,
    /// Name, in Latin letters.
    pub name: &'static str,
}

/// The index.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Gazetteer {
    /// Where each line begins, in the order of ids.
    lines: Vec<u32>,
    /// Hash of a name, and the number of the line that has it; sorted.
    names: Vec<(u64, u32)>,
    /// Hashes of the names that are words.
    words: Vec<u64>,
}

/// Rows that share a name.
pub type Rows = SmallVec<[Row; 4]>;

impl Gazetteer {
    /// Reads the names.
    pub fn new() -> Self {
        let mut out = Gazetteer::default();
        let mut at = 0;
        for (number, line) in PLACES.lines().enumerate() {
            out.lines.push(at);
            at += line.len() as u32 + 1;
            let mut fields = line.split('\t');
            let (kind, country, division) = (fields.nth(1), fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            match kind {
                Some("country") => out.names.push((hash_of_country(country), number as u32)),
                Some("admin1") => out.names.push((hash_of_division(country, division), number as u32)),
                _ => {}
            }
            if kind == Some("country") {
                continue;
            }
            let (name, others) = (fields.nth(3).unwrap_or_default(), fields.next().unwrap_or_default());
            for name in std::iter::once(name).chain(others.split('|')).filter(|name| !name.is_empty()) {
                spellings(&key(name), country, |key| out.names.push((hash(key), number as u32)));
            }
        }
        out.names.sort_unstable();
        out.names.dedup();
        // They are places only after a word that says so ("the town of").
        out.words = shipped("gazetteer/words.txt").lines().filter(|line| !line.starts_with('#')).map(|word| hash(&key(word))).collect();
        out.words.sort_unstable();
        out
    }

    /// All places that bear a name, as it is written in a text: those of which it is the first name before the others, of each the most
    /// populous first.
    pub fn named(&self, name: &str) -> Rows {
        let wanted = key(name);
        let mut rows: Rows = self.at(hash(&wanted)).filter(|(line, row)| bears(line, row, &wanted)).map(|(_, row)| row).collect();
        // Salisbury is in England, and Harare only was called so.
        rows.sort_by_cached_key(|row| (key(row.name) != wanted, std::cmp::Reverse(row.population)));
        rows
    }

    /// Whether the name is an ordinary word, too.
    pub fn is_word(&self, name: &str) -> bool {
        self.words.binary_search(&hash(&key(name))).is_ok()
    }

    /// The place with a GeoNames id.
    pub fn by_id(&self, id: i64) -> Option<Row> {
        let at = self.lines.partition_point(|&start| id_at(start) < id);
        let start = *self.lines.get(at)?;
        parse(line_at(start)).filter(|row| row.id == id)
    }

    /// A country by its ISO code.
    pub fn country(&self, iso: &str) -> Option<Row> {
        self.at(hash_of_country(iso)).map(|(_, row)| row).find(|row| row.kind == PlaceType::Country && row.country == iso)
    }

    /// A division by its country and GeoNames' code.
    pub fn division(&self, country: &str, code: &str) -> Option<Row> {
        let mut rows = self.at(hash_of_division(country, code)).map(|(_, row)| row);
        rows.find(|row| row.kind == PlaceType::Admin1 && row.country == country && row.division == code)
    }

    /// How many places of a kind there are, and names in Latin, Arabic and Cyrillic letters.
    pub fn count(kind: PlaceType) -> (usize, [usize; 3]) {
        let (mut places, mut names) = (0, [0; 3]);
        for line in PLACES.lines() {
            let Some(row) = parse(line).filter(|row| row.kind == kind) else { continue };
            places += 1;
            let others = line.rsplit('\t').next().unwrap_or_default().split('|').filter(|name| !name.is_empty());
            for first in others.chain([row.name]).filter_map(|name| name.chars().next()) {
                names[match first {
                    '\u{0600}'..='\u{06ff}' => 1,
                    '\u{0400}'..='\u{04ff}' => 2,
                    _ => 0,
                }] += 1;
            }
        }
        (places, names)
    }

    /// What GDELT's geo columns say of a place: its type (1 country, 2 US state, 3 US city, 4 city elsewhere, 5 division elsewhere), the FIPS
    /// code of the country and, where the division is known, its ADM1 code.
    pub fn gdelt(&self, place: &Place) -> Option<(u8, &'static str, Option<String>)> {
        let iso = place.country.as_deref()?;
        let fips = self.country(iso)?.division.split('/').next()?;
        let kind = match (place.kind, iso) {
            (PlaceType::Country, _) => 1,
            (PlaceType::Admin1, "USA") => 2,
            (PlaceType::City, "USA") => 3,
            (PlaceType::City, _) => 4,
            _ => 5,
        };
        let row = place.geonames_id.and_then(|id| self.by_id(id)).filter(|row| row.kind != PlaceType::Country);
        Some((kind, fips, row.map(|row| format!("{fips}{}", row.division))))
    }

    fn at(&self, hash: u64) -> impl Iterator<Item = (&'static str, Row)> {
        let first = self.names.partition_point(|(known, _)| *known < hash);
        let lines = self.names[first..].iter().take_while(move |(known, _)| *known == hash);
        lines.filter_map(|&(_, number)| {
            let line = line_at(*self.lines.get(number as usize)?);
            Some((line, parse(line)?))
        })
    }
}

/// The ISO code of a country that CAMEO gives a code of its own (Romania, Montenegro, Kosovo, Timor, Man) or counts apart (Gaza, West Bank).
pub fn iso(code: &str) -> &str {
    match code {
        "ROM" => "ROU",
        "MTN" => "MNE",
        "KSV" => "XKX",
        "TMP" => "TLS",
        "IMY" => "IMN",
        "GZS" | "WSB" => "PSE",
        _ => code,
    }
}

/// The code that CAMEO gives a country with an ISO code: the reverse of [`iso`].
pub fn cameo(iso: &str) -> &str {
    match iso {
        "ROU" => "ROM",
        "MNE" => "MTN",
        "XKX" => "KSV",
        "TLS" => "TMP",
        "IMN" => "IMY",
        _ => iso,
    }
}

/// A name as it is compared: folded, marks between words as spaces, apostrophes left out.
pub(super) fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in normalise(name).chars() {
        match c {
            _ if c.is_alphanumeric() => out.push(c),
            '\'' | '‘' | '’' | '`' | 'ʻ' => {}
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn bears(line: &str, row: &Row, wanted: &str) -> bool {
    let mut found = false;
    let others = line.rsplit('\t').next().unwrap_or_default();
    for name in std::iter::once(row.name).chain(others.split('|')).filter(|_| row.kind != PlaceType::Country) {
        spellings(&key(name), row.country, |key| found |= key == wanted);
    }
    found
}

/// Countries whose names are Arabic in Latin letters, spelled in many ways.
const ARABIC: &[&str] = &[
    "ARE", "BHR", "DJI", "DZA", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY", "MAR", "MRT", "OMN", "PSE", "QAT", "SAU", "SDN", "SOM", "SYR",
    "TUN", "YEM",
];

/// A name, and of an Arabic one the spellings the news uses beside GeoNames': with and without the article ("Ar Raqqah", "Raqqa"), "Tal" and
/// "Tell", an end in -a or -ah.
fn spellings(key: &str, country: &str, mut with: impl FnMut(&str)) {
    with(key);
    if !ARABIC.contains(&country) || !key.is_ascii() {
        return;
    }
    let (first, rest) = key.split_once(' ').unwrap_or(("", key));
    let article = matches!(first, "al" | "el" | "ar" | "as" | "ad" | "an" | "ash" | "az" | "at" | "ath" | "adh");
    let bare = if article { rest } else { key };
    let short = bare.strip_suffix("ah").filter(|stem| stem.len() > 2).map(|stem| format!("{stem}a"));
    for stem in [Some(bare), short.as_deref()].into_iter().flatten() {
        if stem != key && stem.len() > 3 {
            with(stem);
        }
        if article {
            with(&format!("al {stem}"));
        }
        for (one, others) in [("tall ", ["tal ", "tel ", "tell "]), ("tell ", ["tal ", "tel ", "tall "]), ("ayn ", ["ain ", "ein ", "in "])]
        {
            if let Some(rest) = stem.strip_prefix(one) {
                others.iter().for_each(|other| with(&format!("{other}{rest}")));
            }
        }
    }
}

/// All places, in the order of ids.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    PLACES.lines().filter_map(parse)
}

fn hash(text: &str) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

fn hash_of_country(iso: &str) -> u64 {
    hash(&format!("\u{1}{iso}"))
}

fn hash_of_division(country: &str, code: &str) -> u64 {
    hash(&format!("\u{2}{country}.{code}"))
}

fn line_at(start: u32) -> &'static str {
    let all: &'static str = &PLACES;
    let rest = all.get(start as usize..).unwrap_or_default();
    rest.split_once('\n').map_or(rest, |(line, _)| line)
}

fn id_at(start: u32) -> i64 {
    line_at(start).split('\t').next().and_then(|id| id.parse().ok()).unwrap_or_default()
}

fn parse(line: &'static str) -> Option<Row> {
    let mut fields = line.split('\t');
    let mut next = || fields.next();
    Some(Row {
        id: next()?.parse().ok()?,
        kind: match next()? {
            "country" => PlaceType::Country,
            "admin1" => PlaceType::Admin1,
            _ => PlaceType::City,
        },
        country: next()?,
        division: next()?,
        latitude: next()?.parse().ok(),
        longitude: next()?.parse().ok(),
        population: next()?.parse().ok()?,
        name: next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Gazetteer, PLACES, parse};
    use crate::model::PlaceType;

    #[test]
    fn every_line_is_read_and_found_by_its_id() {
        let gazetteer = Gazetteer::new();
        let mut before = i64::MIN;
        for line in PLACES.lines() {
            let row = parse(line).unwrap_or_else(|| panic!("{line}"));
            assert!(row.id >= before, "lines are in the order of ids: {line}");
            before = row.id;
            assert!(row.kind == PlaceType::Country || row.latitude.is_some() || row.population == 0, "{line}");
            assert_eq!(gazetteer.by_id(row.id), Some(row));
        }
        assert_eq!(gazetteer.by_id(1), None);
    }

    #[test]
    fn names_are_found_however_they_are_spelled() {
        let gazetteer = Gazetteer::new();
        let country = |name: &str| gazetteer.named(name).first().map(|row| row.country);
        for (name, iso) in
            [("Djibo", "BFA"), ("Deir ez-Zor", "SYR"), ("Deir Ezzor", "SYR"), ("إدلب", "SYR"), ("ادلب", "SYR"), ("Khan Yunis", "PSE")]
        {
            assert_eq!(country(name), Some(iso), "{name}");
        }
        assert_eq!(country("No such place"), None);
        let tripoli: Vec<_> = gazetteer.named("Tripoli").iter().map(|row| row.country).collect();
        assert!(tripoli.contains(&"LBY") && tripoli.contains(&"LBN") && tripoli[0] == "LBY", "{tripoli:?}");
    }

    #[test]
    fn divisions_and_countries_are_found_by_code() {
        let gazetteer = Gazetteer::new();
        let idlib = gazetteer.division("SYR", "12").expect("Idlib");
        assert_eq!((idlib.name, idlib.kind), ("Idlib", PlaceType::Admin1));
        let place = |row: super::Row| crate::places::Spot::from(row).named(crate::model::Span::new(0, 1), &gazetteer);
        assert_eq!(gazetteer.gdelt(&place(idlib)), Some((5, "SY", Some("SY12".into()))));
        let djibo = gazetteer.named("Djibo")[0];
        assert_eq!(gazetteer.gdelt(&place(djibo)), Some((4, "UV", Some("UV12".into()))));
        assert_eq!(gazetteer.gdelt(&place(gazetteer.country("MLI").expect("Mali"))), Some((1, "ML", None)));
        assert_eq!(gazetteer.country("BFA").map(|row| (row.name, row.division)), Some(("Burkina Faso", "UV")));
    }
}
