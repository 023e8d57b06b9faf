//! `dyads inspect`: how inputs are read, before a long run: formats, columns and what each serves for, samples, languages, dates.

mod report;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};

use chrono::NaiveDate;
use serde::Serialize;

use super::{exit, inputs};
use crate::dates::date_in_address;
use crate::language::detect;
use crate::model::{Page, PublishedBasis, Record, Reject};
use crate::read::{Assignment, Records, Role, Surveyed};

/// Records read where not all are asked for.
const RECORDS: u64 = 1000;
/// Samples of a group.
const SAMPLES: usize = 3;
/// Inputs named of a group.
const NAMED: usize = 3;
/// Characters of a sample's text.
const SHOWN: usize = 100;
/// Bytes of a text that show its language.
const ENOUGH: usize = 4 << 10;
/// Groups that are told apart.
const GROUPS: usize = 50;
/// Reasons for rejects that are told apart.
const REASONS: usize = 20;

/// Show how inputs are read: formats, columns, samples, languages and dates.
#[derive(Clone, Debug, clap::Args)]
pub struct InspectArgs {
    /// Files, folders or patterns to read; - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Column to read for text, title, published, crawled, url, publisher, language or id, as text=body; text=lead+body joins two
    #[arg(long, value_name = "ROLE=COLUMN")]
    pub map: Vec<Assignment>,
    /// Read everything, not only the first 1,000 records
    #[arg(long)]
    pub all: bool,
    /// Write JSON, for programs
    #[arg(long)]
    pub json: bool,
}

/// What was found.
#[derive(Default, Serialize)]
struct Inspection {
    /// Documents that are alike, in the order in which they were met.
    groups: Vec<Group>,
    pages: u64,
    rejects: u64,
    /// Whether everything was read.
    complete: bool,
    /// Pages by language, as they say or as their text shows.
    languages: BTreeMap<String, u64>,
    published: Published,
    /// Rejects by their reason, numbers aside.
    reasons: Vec<Reason>,
    warnings: Vec<String>,
}

/// Documents of one format whose columns serve for the same.
#[derive(Default, Serialize)]
struct Group {
    format: String,
    packing: Vec<&'static str>,
    encoding: Option<&'static str>,
    documents: u64,
    /// The first of them.
    inputs: Vec<String>,
    /// Columns by what they serve for.
    mapping: BTreeMap<&'static str, Vec<String>>,
    /// Columns that serve for nothing though they might, and why.
    passed: BTreeMap<String, String>,
    /// All other columns.
    ignored: Vec<String>,
    samples: Vec<Sample>,
}

#[derive(Serialize)]
struct Sample {
    input: String,
    record: u64,
    id: String,
    published: Option<String>,
    published_basis: &'static str,
    language: String,
    title: Option<String>,
    text: String,
}

/// Days of publication, as far as records say them.
#[derive(Default, Serialize)]
struct Published {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    known: u64,
    /// Of how many only the day of the crawl is known.
    crawled: u64,
    unknown: u64,
}

#[derive(Serialize)]
struct Reason {
    records: u64,
    first: Reject,
}

fn hash(text: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// As much of a text as shows its language.
fn beginning(text: &str) -> &str {
    let end = (0..=ENOUGH.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

/// Runs the command.
///
/// # Errors
/// Inputs or columns that are not there; nothing can be written.
pub fn command(args: &InspectArgs) -> anyhow::Result<u8> {
    let records = inputs::open(&args.inputs, &args.map)?.survey();
    let inspection = inspect(records, if args.all { u64::MAX } else { RECORDS });
    if args.json {
        let mut out = anstream::stdout().lock();
        serde_json::to_writer_pretty(&mut out, &inspection)?;
        std::io::Write::write_all(&mut out, b"\n")?;
    } else {
        anstream::print!("{}", report::Report(&inspection));
    }
    Ok(if inspection.rejects == 0 { exit::FINE } else { exit::PROBLEMS })
}

fn inspect(mut records: Records, most: u64) -> Inspection {
    let mut out = Inspection::default();
    // What the documents showed since groups were last made, and the ids of theirs.
    let mut samples: Vec<Sample> = Vec::new();
    let (mut texts, mut copies) = (HashSet::new(), 0_u64);
    let mut ids = HashSet::new();
    let mut same_ids = 0_u64;
    while out.pages + out.rejects < most {
        let Some(record) = records.next() else {
            out.complete = true;
            break;
        };
        out.group(records.surveyed(), &mut samples);
        match record {
            Record::Reject(reject) => out.reject(reject),
            Record::Page(page) => {
                copies += u64::from(!texts.insert(hash(&page.text)));
                same_ids += u64::from(!ids.insert(hash(&page.id)));
                let sample = out.page(&page);
                if samples.iter().filter(|own| own.input == sample.input).count() < SAMPLES {
                    samples.push(sample);
                }
            }
        }
    }
    let notes = records.notes().clone();
    out.group(records.all_surveyed(), &mut samples);
    let warn = &mut out.warnings;
    let share = |count: u64| format!("{count} of {} pages", out.pages);
    if out.pages > 0 && out.published.known == 0 {
        warn.push("no page says when it was published: \"on Tuesday\" will mean little. Name the column, --map published=NAME, or the day of all, --published".into());
    } else if out.published.unknown + out.published.crawled > 0 {
        warn.push(format!("{} do not say when they were published", share(out.published.unknown + out.published.crawled)));
    }
    if let Some(first) = &notes.first_unread_date {
        warn.push(format!("{} dates could not be read and count as missing; the first: {first}", notes.unread_dates));
    }
    if notes.teasers > 0 {
        warn.push(format!("{} have no text but a line about it (description, summary)", share(notes.teasers)));
    }
    if copies > 0 && copies * 10 >= out.pages {
        warn.push(format!("{} have a text that another had before", share(copies)));
    }
    if same_ids > 0 {
        warn.push(format!("{} have an id that another had before; name the right column: --map id=NAME", share(same_ids)));
    }
    warn.extend(notes.absent.values().cloned());
    out
}

impl Inspection {
    /// Counts a page; what is shown of it.
    fn page(&mut self, page: &Page) -> Sample {
        self.pages += 1;
        let language = page.language.clone().unwrap_or_else(|| detect(beginning(&page.text)).to_string());
        *self.languages.entry(language.clone()).or_default() += 1;
        let own = page.published_day.or_else(|| page.published.map(|at| at.date_naive()));
        let address = page.url.as_deref().and_then(date_in_address);
        let (first, last, basis) = match (own, address, page.crawled.map(|at| at.date_naive())) {
            (Some(day), ..) => (Some(day), Some(day), page.published_in),
            (_, Some(found), _) => (found.first, found.last, PublishedBasis::Url),
            (_, _, Some(day)) => (None, Some(day), PublishedBasis::Crawl),
            _ => (None, None, PublishedBasis::Unknown),
        };
        let counts = &mut self.published;
        match (first, last) {
            (Some(first), Some(last)) => {
                counts.known += 1;
                counts.first = Some(counts.first.map_or(first, |known| known.min(first)));
                counts.last = Some(counts.last.map_or(last, |known| known.max(last)));
            }
            (_, Some(_)) => counts.crawled += 1,
            _ => counts.unknown += 1,
        }
        let published = match (first, last) {
            (Some(first), Some(last)) if first == last => Some(first.to_string()),
            (Some(first), Some(last)) => Some(format!("{first}/{last}")),
            (_, Some(last)) => Some(format!("../{last}")),
            _ => None,
        };
        let text: String = page.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
        Sample {
            input: page.input.clone(),
            record: page.record,
            id: page.id.clone(),
            published,
            published_basis: basis.as_str(),
            language,
            title: page.title.clone(),
            text,
        }
    }

    fn reject(&mut self, reject: Reject) {
        self.rejects += 1;
        let bare = |reason: &str| reason.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        let own = bare(&reject.reason);
        match self.reasons.iter().position(|known| bare(&known.first.reason) == own) {
            Some(place) => self.reasons[place].records += 1,
            None if self.reasons.len() < REASONS => self.reasons.push(Reason { records: 1, first: reject }),
            None => {}
        }
    }

    /// Puts documents that are done with to those that are like them.
    fn group(&mut self, documents: Vec<Surveyed>, samples: &mut Vec<Sample>) {
        for document in documents {
            let (own, rest): (Vec<Sample>, Vec<Sample>) = samples.drain(..).partition(|sample| sample.input == document.input);
            *samples = rest;
            let new = Group::of(&document);
            let group = match self.groups.iter_mut().position(|known| known.like(&new)) {
                Some(place) => &mut self.groups[place],
                None if self.groups.len() < GROUPS => {
                    self.groups.push(new);
                    let last = self.groups.len() - 1;
                    &mut self.groups[last]
                }
                None => continue,
            };
            group.documents += 1;
            if group.inputs.len() < NAMED {
                group.inputs.push(document.input);
            }
            let room = SAMPLES.saturating_sub(group.samples.len());
            group.samples.extend(own.into_iter().take(room));
        }
    }
}

impl Group {
    fn of(document: &Surveyed) -> Group {
        let mut group =
            Group { format: document.format.clone(), packing: document.packing.clone(), encoding: document.encoding, ..Group::default() };
        let mut used: BTreeMap<Role, Vec<(u64, String)>> = BTreeMap::new();
        for column in &document.columns {
            for (role, records) in &column.roles {
                used.entry(*role).or_default().push((*records, column.name.clone()));
            }
            // A column that only says when a page was fetched is one that people take for the day of publication.
            let tempting = column.roles.keys().all(|role| *role == Role::Crawled);
            let holds_others =
                || document.columns.iter().any(|other| other.name.strip_prefix(&column.name).is_some_and(|rest| rest.starts_with('.')));
            let name = if column.name.is_empty() { "(without a name)" } else { &column.name };
            match &column.why_not {
                Some(why) if tempting => drop(group.passed.insert(name.to_string(), why.clone())),
                None if column.roles.is_empty() && !holds_others() => group.ignored.push(name.to_string()),
                _ => {}
            }
        }
        for (role, mut columns) in used {
            // The one that most records used stands first.
            columns.sort_by_key(|(records, _)| std::cmp::Reverse(*records));
            group.mapping.insert(role.as_str(), columns.into_iter().map(|(_, name)| name).collect());
        }
        group
    }

    fn like(&self, other: &Group) -> bool {
        let names = |group: &Group| -> BTreeSet<String> { group.ignored.iter().chain(group.passed.keys()).cloned().collect() };
        self.format == other.format
            && self.packing == other.packing
            && self.encoding == other.encoding
            && self.mapping == other.mapping
            && names(self) == names(other)
    }
}
