//! Which columns each set has, in which order, of which type: a contract of theirs, not ours.

use std::sync::LazyLock;

use super::Set;

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole number, 64 bits.
    Int,
    /// Number, 64 bits.
    Float,
    /// Text; codes are always text.
    Text,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name, as the set spells it.
    pub name: &'static str,
    /// Type.
    pub kind: Kind,
}

/// How a set writes its text files.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Columns in order.
    pub fields: &'static [Field],
    /// Whether the first line names the columns.
    pub header: bool,
    /// What stands for a text that is not known.
    pub null: &'static str,
}

const fn int(name: &'static str) -> Field {
    Field { name, kind: Kind::Int }
}

const fn float(name: &'static str) -> Field {
    Field { name, kind: Kind::Float }
}

const fn text(name: &'static str) -> Field {
    Field { name, kind: Kind::Text }
}

/// GDELT 2.0 events.
const GDELT2: &[Field] = &[
    int("GLOBALEVENTID"),
    int("SQLDATE"),
    int("MonthYear"),
    int("Year"),
    float("FractionDate"),
    text("Actor1Code"),
    text("Actor1Name"),
    text("Actor1CountryCode"),
    text("Actor1KnownGroupCode"),
    text("Actor1EthnicCode"),
    text("Actor1Religion1Code"),
    text("Actor1Religion2Code"),
    text("Actor1Type1Code"),
    text("Actor1Type2Code"),
    text("Actor1Type3Code"),
    text("Actor2Code"),
    text("Actor2Name"),
    text("Actor2CountryCode"),
    text("Actor2KnownGroupCode"),
    text("Actor2EthnicCode"),
    text("Actor2Religion1Code"),
    text("Actor2Religion2Code"),
    text("Actor2Type1Code"),
    text("Actor2Type2Code"),
    text("Actor2Type3Code"),
    int("IsRootEvent"),
    text("EventCode"),
    text("EventBaseCode"),
    text("EventRootCode"),
    int("QuadClass"),
    float("GoldsteinScale"),
    int("NumMentions"),
    int("NumSources"),
    int("NumArticles"),
    float("AvgTone"),
    int("Actor1Geo_Type"),
    text("Actor1Geo_FullName"),
    text("Actor1Geo_CountryCode"),
    text("Actor1Geo_ADM1Code"),
    text("Actor1Geo_ADM2Code"),
    float("Actor1Geo_Lat"),
    float("Actor1Geo_Long"),
    text("Actor1Geo_FeatureID"),
    int("Actor2Geo_Type"),
    text("Actor2Geo_FullName"),
    text("Actor2Geo_CountryCode"),
    text("Actor2Geo_ADM1Code"),
    text("Actor2Geo_ADM2Code"),
    float("Actor2Geo_Lat"),
    float("Actor2Geo_Long"),
    text("Actor2Geo_FeatureID"),
    int("ActionGeo_Type"),
    text("ActionGeo_FullName"),
    text("ActionGeo_CountryCode"),
    text("ActionGeo_ADM1Code"),
    text("ActionGeo_ADM2Code"),
    float("ActionGeo_Lat"),
    float("ActionGeo_Long"),
    text("ActionGeo_FeatureID"),
    int("DATEADDED"),
    text("SOURCEURL"),
];

/// GDELT 1.0 events: those of 2.0 without the second-level divisions.
static GDELT1: LazyLock<Vec<Field>> = LazyLock::new(|| GDELT2.iter().filter(|field| !field.name.ends_with("_ADM2Code")).copied().collect());

/// GDELT 2.0 mentions.
const GDELT_MENTIONS: &[Field] = &[
    int("GLOBALEVENTID"),
    int("EventTimeDate"),
    int("MentionTimeDate"),
    int("MentionType"),
    text("MentionSourceName"),
    text("MentionIdentifier"),
    int("SentenceID"),
    int("Actor1CharOffset"),
    int("Actor2CharOffset"),
    int("ActionCharOffset"),
    int("InRawText"),
    int("Confidence"),
    int("MentionDocLen"),
    float("MentionDocTone"),
    text("MentionDocTranslationInfo"),
    text("Extras"),
];

/// ICEWS.
const ICEWS: &[Field] = &[
    int("Event ID"),
    text("Event Date"),
    text("Source Name"),
    text("Source Sectors"),
    text("Source Country"),
    text("Event Text"),
    text("CAMEO Code"),
    float("Intensity"),
    text("Target Name"),
    text("Target Sectors"),
    text("Target Country"),
    int("Story ID"),
    int("Sentence Number"),
    text("Publisher"),
    text("City"),
    text("District"),
    text("Province"),
    text("Country"),
    float("Latitude"),
    float("Longitude"),
];

/// POLECAT.
const POLECAT: &[Field] = &[
    text("Event ID"),
    text("Event Date"),
    text("Event Type"),
    text("Event Mode"),
    float("Intensity"),
    text("Quad Code"),
    text("Contexts"),
    text("Actor Name"),
    text("Actor Country"),
    text("Actor COW"),
    text("Primary Actor Sector"),
    text("Actor Sectors"),
    text("Actor Title"),
    text("Actor Name Raw"),
    text("Wikipedia Actor ID"),
    text("Recipient Name"),
    text("Recipient Country"),
    text("Recipient COW"),
    text("Primary Recipient Sector"),
    text("Recipient Sectors"),
    text("Recipient Title"),
    text("Recipient Name Raw"),
    text("Wikipedia Recipient ID"),
    text("Placename"),
    text("City"),
    text("District"),
    text("Province"),
    text("Country"),
    float("Latitude"),
    float("Longitude"),
    int("GeoNames ID"),
    text("Raw Placename"),
    text("Feature Type"),
    text("Source"),
    text("Publication Date"),
    text("Story People"),
    text("Story Organizations"),
    text("Story Locations"),
    text("Language"),
    text("Version"),
];

/// PETRARCH2's event file with actor texts, event text and actor roots switched on. It has no header: the names are ours, after its
/// manual's.
const PETRARCH: &[Field] = &[
    int("Date"),
    text("Source"),
    text("Target"),
    text("Code"),
    text("Issues"),
    text("IDs"),
    text("URL"),
    text("StorySource"),
    text("SourceText"),
    text("TargetText"),
    text("EventText"),
    text("SourceRoot"),
    text("TargetRoot"),
];

impl Set {
    /// How its events are written.
    pub fn events(self) -> Layout {
        match self {
            Set::Gdelt2 => Layout { fields: GDELT2, header: false, null: "" },
            Set::Gdelt1 => Layout { fields: &GDELT1, header: false, null: "" },
            Set::Icews => Layout { fields: ICEWS, header: true, null: "" },
            Set::Polecat => Layout { fields: POLECAT, header: true, null: "None" },
            Set::Petrarch => Layout { fields: PETRARCH, header: false, null: "---" },
        }
    }

    /// How its mentions are written; None where it has no such table.
    pub fn mentions(self) -> Option<Layout> {
        (self == Set::Gdelt2).then_some(Layout { fields: GDELT_MENTIONS, header: false, null: "" })
    }
}
