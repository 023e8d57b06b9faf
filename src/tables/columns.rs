//! Every column of every table. The Arrow schemas, the data dictionary and the Frictionless description are all made
//! from these lists, so a column is named, typed and explained in one place only. Names and types are a contract with
//! the readers of the data: add at the end, rename and retype nothing.
use super::schema::{Column, Kind, Limit, Table};

const ROOT: Limit = Limit::Pattern("^[0-9]{2}$|^[A-Z_]+$");
const COUNTRY: Limit = Limit::Pattern("^[A-Z]{3}$");
const SHARE: Limit = Limit::Between(0.0, 1.0);
const COUNT: Limit = Limit::AtLeast(0);
const ONE_UP: Limit = Limit::AtLeast(1);
const PRECISION: Limit =
    Limit::OneOf(&["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century", "interval", "unknown"]);
const BASIS: Limit = Limit::OneOf(&["stated", "relative", "publication", "page", "unknown"]);
const DATE_LINK: Limit = Limit::OneOf(&["own", "clause", "sentence", "news", "background"]);
const PLACE_TYPE: Limit = Limit::OneOf(&["country", "admin1", "city", "other"]);
const PLACE_LINK: Limit = Limit::OneOf(&["clause", "target", "sentence", "lead", "dateline"]);
const PLACE_CHOICE: Limit = Limit::OneOf(&["only", "written", "context", "population"]);
const PUBLISHED_BASIS: Limit = Limit::OneOf(&["metadata", "html", "url", "dateline", "text", "crawl", "unknown"]);

const fn text(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Text, meaning)
}

const fn list(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::TextList, meaning)
}

const fn flag(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Bool, meaning).required()
}

const fn int32(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Int32, meaning).limit(COUNT)
}

/// A number of days, which may be negative.
const fn days(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Int32, meaning)
}

const fn int8(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Int8, meaning)
}

const fn int64(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Int64, meaning)
}

const fn float32(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Float32, meaning)
}

const fn float64(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Float64, meaning)
}

const fn date(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Date, meaning)
}

const fn instant(name: &'static str, meaning: &'static str) -> Column {
    Column::new(name, Kind::Instant, meaning)
}

/// Columns of `events`. What is not part of an event's identity (names, precision, coordinates…) is taken from its
/// first report: the earliest published, then the lowest article id.
pub const EVENTS: &[Column] = &[
    int64(
        "event_id",
        "Stable id: a hash of what makes the event distinct (actors, family and root of the action, frame, dates, place), never of the run.",
    )
        .required()
        .limit(Limit::Key),
    date("event_date", "First day of the interval in which it took place. Null where that is not known."),
    date("event_date_end", "Last day of that interval, inclusive; the same as event_date for a single day."),
    text("date_precision", "How exact the date is as the text gives it. A month is never turned into a day.").required().limit(PRECISION),
    text(
        "date_basis",
        "Where the date comes from: stated (absolute in the text), relative (anchored to the publication date or another date), \
         publication (nothing said: the publication date), page (the publication date was itself inferred from the text), unknown.",
    )
    .required()
    .limit(BASIS),
    text(
        "source_code",
        "Who does it: full actor code in CAMEO order, country, then group or roles (RUSGOV, BFAMIL, IGOUNO). Null \
         where the text names none.",
    ),
    text("target_code", "To whom: full actor code in CAMEO order. Null where the text names none."),
    text("source_name", "Canonical name of the source from the codebook. Null for a bare role."),
    text("target_name", "Canonical name of the target from the codebook. Null for a bare role."),
    text("source_country", "ISO or CAMEO three-letter country or region of the source.").limit(COUNTRY),
    text("target_country", "ISO or CAMEO three-letter country or region of the target.").limit(COUNTRY),
    text("source_group", "Known-group code of the source (UNO, ALQ)."),
    text("target_group", "Known-group code of the target (UNO, ALQ)."),
    list("source_roles", "Role codes of the source in order (GOV, MIL, REB). Empty where it has none, null where there is no source."),
    list("target_roles", "Role codes of the target in order (GOV, MIL, REB). Empty where it has none, null where there is no target."),
    text("source_ethnic", "CAMEO ethnic code of the source."),
    text("target_ethnic", "CAMEO ethnic code of the target."),
    text("source_religion", "CAMEO religion code of the source."),
    text("target_religion", "CAMEO religion code of the target."),
    text(
        "action_code",
        "Code of the action as text, leading zeros kept (\"0332\"). The most specific of its mentions' codes: reports of one family of actions \
         tell one event.",
    )
    .required(),
    text("action_base", "Its three-digit base.").required(),
    text("action_root", "Its two-digit root.").required().limit(ROOT),
    text("action_label", "Label of action_code in the codebook."),
    text(
        "frame",
        "How the action is presented: assert, intend, request, demand, refuse, threaten, stop and so on; two frames \
         with the outer one first.",
    )
    .required(),
    Column::new(
        "quad_class",
        Kind::Int8,
        "1 to 4 (verbal cooperation, material cooperation, verbal conflict, material conflict), \
         by the scheme the codebook names.",
    )
    .limit(Limit::Between(1.0, 4.0)),
    float32("goldstein", "Goldstein scale of action_code: -10 (most conflictual) to 10 (most cooperative).")
        .limit(Limit::Between(-10.0, 10.0)),
    text("plover_event", "PLOVER event type of action_code."),
    text("plover_mode", "PLOVER mode of action_code."),
    text("plover_context", "PLOVER context of action_code."),
    text("place_name", "Where: canonical name of the place. Null where the text gives none."),
    text("place_type", "What the place is.").limit(PLACE_TYPE),
    text("place_country", "ISO alpha-3 of the place's country.").limit(COUNTRY),
    text("place_admin1", "First-level division the place is or lies in."),
    float64("place_lat", "Latitude, WGS 84 degrees. Null for a country: never a centroid.").limit(Limit::Between(-90.0, 90.0)),
    float64("place_lon", "Longitude, WGS 84 degrees. Null for a country: never a centroid.").limit(Limit::Between(-180.0, 180.0)),
    int64("place_geonames_id", "GeoNames id of the place."),
    float32("confidence", "0 to 1: the highest confidence among its mentions.").required().limit(SHARE),
    float32("tone", "Mean tone of the reporting articles, -100 to 100. Null: not measured by this version.")
        .limit(Limit::Between(-100.0, 100.0)),
    int32("mention_count", "Mentions of the event.").required().limit(ONE_UP),
    int32("article_count", "Distinct articles that mention it, copies of one text included (see articles.duplicate_of).")
        .required()
        .limit(ONE_UP),
    int32("publisher_count", "Distinct known publishers among those articles.").required(),
    instant("first_published", "Earliest known publication among its articles, copies of another article apart."),
    text("source_url", "Address of the first report."),
    list(
        "date_flags",
        "Doubts about the date: weekday_conflict (the weekday named is not that of the date named), year_inferred, day_month_ambiguous, \
         hijri (converted from the Islamic calendar), tense_inferred (past or future decided by the verb), dates_differ (the text \
         gives two dates that do not meet). Empty for none.",
    )
    .required(),
    flag("reciprocal", "Both sides do the same to each other: source and target may be swapped, and the two directions are one event."),
    text(
        "event_date_edtf",
        "The date in Extended Date/Time Format (ISO 8601-2): 2022-01-11, 2022-09, 199X, 2009-36 (fourth quarter), 2022-01-10/2022-01-16, \
         2022-09-30/.. (open). ~ after it: nothing said, the publication date taken; ?: doubtful; %: both.",
    ),
    int8(
        "acled_time_precision",
        "time_precision as ACLED has it: 1 day, 2 week (or a day taken from the publication), 3 month. Null for what is coarser.",
    )
    .limit(Limit::Between(1.0, 3.0)),
    int8(
        "ucdp_date_prec",
        "date_prec as UCDP GED has it: 1 day, 2 two to six days (or a day taken from the publication), 3 week, 4 month, 5 up to a year. \
         Null for what is coarser.",
    )
    .limit(Limit::Between(1.0, 5.0)),
    days(
        "days_lag",
        "Days from the event to the publication of its first report: 0 within the event's interval, large for a look back, negative for what is \
         to come. Null where either is unknown.",
    ),
    list("publishers", "Known publishers of its articles, in alphabetical order. Empty where none is known.").required(),
    text("first_article_id", "The article of its first report.").limit(Limit::RowOf(Table::Articles)),
];

/// Columns of `mentions`.
pub const MENTIONS: &[Column] = &[
    int64("mention_id", "Stable id: a hash of article, rule, and spans of action, source and target.").required().limit(Limit::Key),
    int64("event_id", "The event it reports.").required().limit(Limit::RowOf(Table::Events)),
    text("article_id", "The article it stands in.").required().limit(Limit::RowOf(Table::Articles)),
    int32("sentence", "Index of the sentence in the article, from 0.").required(),
    flag("in_lead", "The sentence is the title or in the first paragraph."),
    text("language", "Language of the article, BCP 47. Null where it could not be told."),
    text("text", "The sentence, verbatim."),
    int32("start", "Where the sentence starts in the article's text, in Unicode code points from 0."),
    int32("end", "Where the sentence ends, exclusive, in code points: text[start:end] in Python."),
    text("source_text", "The words that gave the source."),
    int32("source_start", "Where they start in the article's text, in code points."),
    int32("source_end", "Where they end, exclusive."),
    text("target_text", "The words that gave the target."),
    int32("target_start", "Where they start in the article's text, in code points."),
    int32("target_end", "Where they end, exclusive."),
    text("action_text", "The words that gave the action."),
    int32("action_start", "Where they start in the article's text, in code points."),
    int32("action_end", "Where they end, exclusive."),
    text("date_text", "The words that gave the date. Null where none were said and the publication date was taken."),
    int32("date_start", "Where they start in the article's text, in code points."),
    int32("date_end", "Where they end, exclusive."),
    text("place_text", "The words that named the place."),
    int32("place_start", "Where they start in the article's text, in code points."),
    int32("place_end", "Where they end, exclusive."),
    text("rule", "Id of the action pattern that fired: action, language, number of the pattern from 1 (aid.military/en/1).").required(),
    text("rule_file", "File of the codebook in which the pattern is written."),
    int32("rule_line", "Line of that file, from 1."),
    text("attributed_to", "Actor code of who is quoted as saying so. Null where the text says it itself."),
    float32("confidence", "0 to 1.").required().limit(SHARE),
    text(
        "date_link",
        "Why this date: own (it belongs to the word that tells the event), clause (another word of the clause), sentence (a clause beside), \
         news (nothing said, and told as news: the day of publication), background (nothing said, and only reported or referred to: as the \
         codebook's undated_background says).",
    )
    .required()
    .limit(DATE_LINK),
    text(
        "place_link",
        "Why this place: clause (its clause says so), target (it is what was shelled, taken or visited), sentence (another clause of the \
         sentence), lead (the first sentence of the report, of a country that takes part), dateline (where the report was written, likewise).",
    )
    .limit(PLACE_LINK),
    text(
        "place_choice",
        "How it was told from places of the same name: only (there is no other), written (the sentence names the country), context (the \
         article does), population (nothing is said: the most populous).",
    )
    .limit(PLACE_CHOICE),
    text("date_rule", "File and line of the codebook's rule that read those words: cameo/dates/en.yaml:246. Null where none were said."),
    days("days_lag", "Days from the event to the publication of this article; see events."),
    // What makes this mention's own event, so that reports can be merged by another rule.
    text("source_code", "Code of the source as this mention has it."),
    text("target_code", "Code of the target as this mention has it."),
    text("action_code", "Code of the action as this mention has it; the event has the most specific of them.").required(),
    text("action_family", "Family of the action: what reports may have different codes of and still tell one event.").required(),
    text("frame", "How the action is presented; see events.").required(),
    date("event_date", "First day as this mention has it. A copy of an article joins its original's event, which may differ from this."),
    date("event_date_end", "Last day as this mention has it."),
    text("place_name", "Place as this mention has it."),
    text("place_country", "Its country, ISO alpha-3.").limit(COUNTRY),
];

/// Columns of `articles`.
pub const ARTICLES: &[Column] = &[
    text(
        "article_id",
        "The input's id where it has one, else a hash of url and text; #n after it for the second and later articles of a page.",
    )
    .required()
    .limit(Limit::Key),
    text("page_id", "Id of the page it was cut from: the input's own id where it has one.").required(),
    int32("segment", "Which article of that page, from 0.").required(),
    text("url", "Address of the page."),
    text("publisher", "Outlet, as the input gives it."),
    text("title", "Headline."),
    text("language", "BCP 47. Null where it could not be told."),
    instant("published", "Publication, where it is known to the day at least (midnight UTC where only the day is known)."),
    text(
        "published_basis",
        "Where the publication date comes from: metadata, html, url, dateline, text (inferred from what the \
         text says), crawl (day of the crawl: an upper bound), unknown.",
    )
    .required()
    .limit(PUBLISHED_BASIS),
    int32("char_count", "Length of the text in Unicode code points.").required(),
    int32("sentence_count", "Sentences that were coded.").required(),
    int32("event_count", "Distinct events the article mentions.").required(),
    text(
        "duplicate_of",
        "article_id of the first article read of which this is a copy: seven tenths of its runs of three words or more are the same \
         (headline, furniture, case and punctuation apart; estimated) and it was published within seven days. Null for the first itself.",
    )
    .limit(Limit::RowOf(Table::Articles)),
    text("input", "File it came from, as named on the command line; - for standard input.").required(),
    int64("record", "Number of the record in that file, from 1.").required().limit(COUNT),
    text("text", "The text that offsets count in: title on the first line, then the body. Null unless --keep-text was given."),
    list(
        "flags",
        "What should be known of how it was coded; empty for nothing. topic_ and a name (topic_sport): the article as a whole is on \
         that topic, and its sentences on it code nothing. long_sentence_cut: a stretch without a full stop was cut at 400 words. \
         too_many_actors: a list named more actors than are paired (four pairs an event). too_many_mentions: no more than 400 were \
         taken.",
    )
    .required(),
    int32("dropped_chars", "Code points of the text left out of coding as furniture: bylines, tags, related stories, captions.").required(),
    date(
        "published_first",
        "First day on which it may have been published: equal to the day of published where that is known, \
         earlier where it was inferred.",
    ),
    date("published_last", "Last day on which it may have been published, inclusive."),
    list(
        "dropped",
        "What of the text was left out of coding, in its order, each stretch as reason:start:end in code points (text[start:end] in Python): \
         byline, source_line, tags, related (headlines of other stories), read_also (a pointer to one), caption (of a picture, or its credit), \
         comment (by readers), date (of printing or change), furniture (all else of the page: share buttons, cookies, headings of lists). \
         Adjoining lines of one reason are one stretch. Empty for none.",
    )
    .required(),
];

/// Columns of `rejects`.
pub const REJECTS: &[Column] = &[
    text("input", "File, as named on the command line; - for standard input.").required(),
    int64("record", "Number of the record in that file, from 1; 0 where the whole file is meant.").required().limit(COUNT),
    text("reason", "What is wrong and how to mend it.").required(),
];
