//! The code tables of an export: those of the codebook the dataset was coded with, and those of the sets (`codebooks/export`).

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::rows::Side;
use crate::codebook::{RawActorCodes, RawCodes, shipped};

/// What a set's tables say of a role.
#[derive(Clone, Copy, Debug, Default)]
struct Sector {
    /// Somebody in that role, as ICEWS names those whom the text does not.
    name: &'static str,
    icews: &'static str,
    polecat: &'static str,
}

/// What PLOVER says of a type and mode.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plover {
    pub intensity: Option<f64>,
    pub quad: &'static str,
}

/// The tables.
#[derive(Default)]
pub struct Codes {
    /// GDELT's quad class by CAMEO code.
    quads: FxHashMap<CompactString, i64>,
    roles: FxHashMap<CompactString, CompactString>,
    icews: FxHashMap<&'static str, (&'static str, Option<f64>)>,
    sectors: FxHashMap<&'static str, Sector>,
    plover: FxHashMap<(&'static str, &'static str), Plover>,
    /// Correlates of War number, ICEWS' name.
    countries: FxHashMap<&'static str, (&'static str, &'static str)>,
    languages: FxHashMap<&'static str, &'static str>,
}

/// The lines of a table below its header, as fields.
fn table<const N: usize>(path: &str) -> impl Iterator<Item = [&'static str; N]> {
    shipped(path).lines().skip(1).map(|line| {
        let mut fields = line.split('\t');
        std::array::from_fn(|_| fields.next().unwrap_or_default())
    })
}

impl Codes {
    /// Reads the tables; `codes` and `actors` are the codebook's.
    pub fn new(codes: &RawCodes, actors: &RawActorCodes) -> Self {
        Codes {
            quads: codes.codes.0.iter().map(|(code, row)| (code.value.as_str().into(), i64::from(row.quad.gdelt))).collect(),
            roles: actors.roles.0.iter().map(|(code, label)| (code.value.as_str().into(), label.value.as_str().into())).collect(),
            icews: table("export/icews_events.tsv").map(|[code, label, intensity]| (code, (label, intensity.parse().ok()))).collect(),
            sectors: table("export/sectors.tsv").map(|[role, name, icews, polecat]| (role, Sector { name, icews, polecat })).collect(),
            plover: table("export/plover.tsv")
                .map(|[event, mode, intensity, quad]| ((event, mode), Plover { intensity: intensity.parse().ok(), quad }))
                .collect(),
            countries: table("export/countries.tsv").map(|[iso, cow, icews]| (iso, (cow, icews))).collect(),
            languages: table("export/languages.tsv").map(|[tag, code]| (tag, code)).collect(),
        }
    }

    /// GDELT's quad class of a code; of one that no table has, that of its base or root.
    pub(super) fn gdelt_quad(&self, code: &str) -> Option<i64> {
        let shorter = [code.len(), 3, 2].into_iter().filter(|&length| length <= code.len());
        shorter.filter_map(|length| code.get(..length)).find_map(|code| self.quads.get(code)).copied()
    }

    /// A role in words: "Civilian".
    pub(super) fn role(&self, code: &str) -> Option<&str> {
        self.roles.get(code).map(CompactString::as_str)
    }

    /// ICEWS' text of a code; `label` is the codebook's.
    pub(super) fn icews_text<'a>(&self, code: &str, label: &'a str) -> &'a str {
        match self.icews.get(code) {
            Some((own, _)) if !own.is_empty() => own,
            _ => [", not specified below", " not specified below", ", not spec below"]
                .into_iter()
                .find_map(|end| label.strip_suffix(end))
                .unwrap_or(label)
                .trim_end_matches([',', ' ']),
        }
    }

    /// ICEWS' intensity of a code, where it is not the Goldstein value that GDELT has.
    pub(super) fn icews_intensity(&self, code: &str) -> Option<f64> {
        self.icews.get(code)?.1
    }

    /// ICEWS' sectors of an actor, joined by commas, each once.
    pub(super) fn icews_sectors(&self, side: &Side) -> String {
        let mut out: Vec<&str> = Vec::new();
        for sector in side.roles.iter().filter_map(|role| self.sectors.get(role)).flat_map(|sector| sector.icews.split(',')) {
            if !out.contains(&sector) {
                out.push(sector);
            }
        }
        out.join(",")
    }

    /// How ICEWS names an actor: by its name, else as "Citizen (Malaysia)".
    pub(super) fn icews_name(&self, side: &Side, country: Option<&str>) -> Option<String> {
        if let Some(name) = side.name {
            return Some(name.to_owned());
        }
        let role = side.roles.iter().find_map(|role| self.sectors.get(role)).map(|sector| sector.name);
        match (role, country) {
            (Some(role), Some(country)) => Some(format!("{role} ({country})")),
            (Some(only), None) | (None, Some(only)) => Some(only.to_owned()),
            (None, None) => None,
        }
    }

    /// POLECAT's sectors of an actor, in order, each once.
    pub(super) fn polecat_sectors(&self, side: &Side) -> Vec<&'static str> {
        let mut out: Vec<&str> = Vec::new();
        for sector in side.roles.iter().filter_map(|role| self.sectors.get(role)) {
            if !out.contains(&sector.polecat) {
                out.push(sector.polecat);
            }
        }
        out
    }

    /// PLOVER's intensity and quad code, and the mode where the type has it.
    pub(super) fn plover<'a>(&self, event: &str, mode: Option<&'a str>) -> (Option<Plover>, Option<&'a str>) {
        let known: &FxHashMap<(&str, &str), Plover> = &self.plover;
        let with = |mode: &str| known.get(&(event, mode)).copied();
        match mode.map(|mode| (mode, with(mode))) {
            Some((mode, Some(row))) => (Some(row), Some(mode)),
            _ => (with(""), None),
        }
    }

    /// Correlates of War number of a country.
    pub(super) fn cow(&self, iso: &str) -> Option<&'static str> {
        self.countries.get(iso).map(|(cow, _)| *cow).filter(|cow| !cow.is_empty())
    }

    /// ICEWS' name of a country.
    pub(super) fn icews_country(&self, iso: &str) -> Option<&'static str> {
        self.countries.get(iso).map(|(_, name)| *name).filter(|name| !name.is_empty())
    }

    /// ISO 639-3 of a BCP 47 tag.
    pub(super) fn language(&self, tag: &str) -> Option<&'static str> {
        self.languages.get(tag.split('-').next().unwrap_or(tag)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, table};
    use crate::codebook::{self, code_tables};
    use crate::export::rows::Side;

    fn codes() -> (codebook::RawCodes, codebook::RawActorCodes, Codes) {
        let files = codebook::files("cameo").expect("the shipped codebook");
        let (codes, actors) = code_tables(&files);
        let read = Codes::new(&codes, &actors);
        (codes, actors, read)
    }

    #[test]
    fn quad_classes_are_gdelts() {
        let (.., codes) = codes();
        let quads = ["010", "042", "0332", "072", "090", "112", "1411", "152", "163", "173", "183", "190", "203"]
            .map(|code| codes.gdelt_quad(code));
        assert_eq!(quads, [1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 4, 4].map(Some));
        // A code that a user's codebook adds without a row has the class of what is above it.
        assert_eq!((codes.gdelt_quad("1419"), codes.gdelt_quad("2099"), codes.gdelt_quad("99")), (Some(3), Some(4), None));
    }

    #[test]
    fn icews_has_its_own_texts_and_four_values() {
        let (.., codes) = codes();
        for (code, label, own) in [
            ("010", "Make statement, not specified below", "Make statement"),
            ("020", "Appeal, not specified below", "Make an appeal or request"),
            (
                "183",
                "Conduct suicide, car, or other non-military bombing, not spec below",
                "Conduct suicide, car, or other non-military bombing",
            ),
            ("193", "Fight with small arms and light weapons", "fight with small arms and light weapons"),
            (
                "031",
                "Express intent to engage in material cooperation,  not specified below",
                "Express intent to engage in material cooperation",
            ),
            ("111", "Criticize or denounce", "Criticize or denounce"),
        ] {
            assert_eq!(codes.icews_text(code, label), own);
        }
        let values = ["016", "022", "164", "165", "190"].map(|code| codes.icews_intensity(code));
        assert_eq!(values, [Some(-5.0), Some(3.4), Some(-6.5), Some(-7.0), None]);
    }

    #[test]
    fn every_role_has_sectors() {
        let (_, actors, codes) = codes();
        for (role, _) in &actors.roles.0 {
            let side = Side { roles: vec![role.value.as_str()], ..Side::default() };
            assert!(!codes.icews_sectors(&side).is_empty() && codes.polecat_sectors(&side).len() == 1, "{}", role.value);
        }
        let side = Side { roles: vec!["MIL", "GOV"], country: Some("MLI"), ..Side::default() };
        assert_eq!(codes.icews_sectors(&side), "Military,Government");
        assert_eq!(codes.icews_name(&side, Some("Mali")).as_deref(), Some("Military (Mali)"));
        assert_eq!(codes.polecat_sectors(&side), ["MIL", "GOV"]);
    }

    #[test]
    fn every_type_of_the_crosswalk_has_an_intensity_of_its_quads_sign() {
        let (raw, _, codes) = codes();
        let mut strange = std::collections::BTreeSet::new();
        for (code, row) in &raw.codes.0 {
            let Some(event) = &row.plover.event else { continue };
            let mode = row.plover.mode.as_ref().map(|mode| mode.value.as_str());
            let (plover, kept) = codes.plover(&event.value, mode);
            assert!(plover.is_some_and(|plover| plover.intensity.is_some()), "{}", code.value);
            if kept != mode {
                strange.extend(mode);
            }
        }
        // Modes of the published crosswalk that are none of their type's in the manual (one is a context that slipped): left out of the column.
        assert_eq!(strange.into_iter().collect::<Vec<_>>(), ["ease", "political", "pro_autocracy", "seize"]);
        for [event, mode, intensity, quad] in table::<4>("export/plover.tsv") {
            let intensity: f64 = intensity.parse().expect("a number");
            // Requests are verbal conflict, and some of them friendly.
            assert!(event == "REQUEST" || (intensity > 0.0) == quad.ends_with("COOPERATION"), "{event} {mode}");
        }
    }

    #[test]
    fn countries_have_the_numbers_and_names_of_others() {
        let (.., codes) = codes();
        let known = ["RUS", "BFA", "DEU", "VNM", "XKX"].map(|iso| codes.cow(iso));
        assert_eq!(known, ["365", "439", "255", "816", "347"].map(Some));
        assert_eq!((codes.cow("GRL"), codes.icews_country("PSE")), (None, Some("Occupied Palestinian Territory")));
        let mut numbers: Vec<&str> = table::<3>("export/countries.tsv").map(|[_, cow, _]| cow).filter(|cow| !cow.is_empty()).collect();
        let all = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "no number stands for two");
        assert_eq!((codes.language("ar-EG"), codes.language("xx")), (Some("ara"), None));
    }
}
