//! `dyads export`: a dataset in the columns and codes of another set, for the notebooks that read it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::exit;
use super::summary::count;
use crate::codebook;
use crate::export::{Codes, Country, Export, Format, GdeltPlace, Options, Set, Summary, World, Writer};
use crate::model::{Place, PlaceType};
use crate::places::{self, Gazetteer};
use crate::tables::{self, Folder, Mode, Table};

/// The file by which a folder of this command is known.
const MARKER: &str = "export.json";

/// What `--help` says at its end.
const LOST: &str = "\
The files have the very columns, order, types and codes of the set, so that what reads it reads them. \
What the set has no room for is lost: an event known to the week, month or year stands on its first day (--exact-dates leaves it out); one \
without a date on the day of its first report; the words, the rule, what was planned or denied, and who is quoted are not in it. \
Tone is not measured and left blank. Actors' geo columns have their country, and countries a point in their midst. \
codebooks/EXPORTS.md says what each column takes.";

/// Write a dataset's events in the columns and codes of GDELT, ICEWS, POLECAT or PETRARCH
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = LOST)]
pub struct ExportArgs {
    /// Dataset to read: a folder that `dyads code` wrote
    #[arg(value_name = "DIR")]
    pub dataset: PathBuf,
    /// Folder to write: it must not exist yet
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// Set whose form to write
    #[arg(long = "as", value_name = "SET")]
    pub set: Set,
    /// Form of the files
    #[arg(long, value_name = "FORMAT", default_value = "tsv")]
    pub format: Format,
    /// Leave out events that are not dated to the day
    #[arg(long)]
    pub exact_dates: bool,
    /// Leave out events of less confidence, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    pub min_confidence: Option<f32>,
    /// GDELT: write 0 where tone or Goldstein value is not known, for readers that take no blank there
    #[arg(long)]
    pub zeros: bool,
    /// Replace an export that is already there, once the new one is complete
    #[arg(long, short)]
    pub force: bool,
}

fn parse_share(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// What the gazetteer knows, and the middle of each country.
struct Atlas {
    gazetteer: Gazetteer,
    centres: BTreeMap<&'static str, (f64, f64)>,
}

impl World for Atlas {
    fn country(&self, code: &str) -> Option<Country> {
        let row = self.gazetteer.country(places::iso(code))?;
        let fips = row.division.split('/').next().unwrap_or_default();
        let country = Country { iso: row.country, name: row.name, fips, centre: self.centres.get(row.country).copied() };
        // FIPS counts Gaza and the West Bank apart, and so does CAMEO; ISO does not.
        let apart = [("GZS", "GZ", "Gaza Strip"), ("WSB", "WE", "West Bank")];
        Some(match apart.into_iter().find(|(cameo, _, _)| *cameo == code) {
            Some((_, fips, name)) => {
                let division = self.gazetteer.division(row.country, fips);
                Country { fips, name, centre: division.and_then(|row| row.latitude.zip(row.longitude)), ..country }
            }
            None => country,
        })
    }

    fn gdelt(&self, place: &Place) -> Option<GdeltPlace> {
        let (kind, fips, adm1) = self.gazetteer.gdelt(place)?;
        // There a division that FIPS counts as a country is one.
        let own = place.geonames_id.and_then(|id| self.gazetteer.by_id(id)).filter(|row| row.country == "PSE" && row.division == "GZ");
        Some(match own {
            Some(row) => GdeltPlace { kind: if row.kind == PlaceType::City { 4 } else { 1 }, fips: "GZ".into(), adm1: Some("GZ".into()) },
            None => GdeltPlace { kind, fips: fips.to_owned(), adm1 },
        })
    }
}

/// Runs the command.
///
/// # Errors
/// A dataset that can't be read, a folder that can't be written.
pub fn command(args: &ExportArgs) -> anyhow::Result<u8> {
    if !tables::is_dataset(&args.dataset) {
        bail!("{} is not a dataset of dyads: it has no run.json and events/", args.dataset.display());
    }
    let aside = Folder::create(&args.out, if args.force { Mode::Replace } else { Mode::New }, &[MARKER])?;
    let atlas = Atlas { gazetteer: Gazetteer::new(), centres: places::centres() };
    let options = Options { exact_dates: args.exact_dates, min_confidence: args.min_confidence, zeros: args.zeros };
    let mut export = Export::new(args.set, options, codes(&args.dataset), &atlas);

    for batch in tables::scan(&args.dataset, Table::Articles, export.article_columns())? {
        export.note_articles(&batch?)?;
    }
    for batch in tables::scan(&args.dataset, Table::Mentions, &export.mention_columns())? {
        export.note_mentions(&batch?)?;
    }
    let events = aside.path().join("events");
    let mut writer = create(&events, args.set.events(), args.format)?;
    for batch in tables::scan(&args.dataset, Table::Events, export.event_columns())? {
        writer.write(&export.events(&batch?)?)?;
    }
    close(writer, &events)?;
    let mentions = aside.path().join("mentions");
    if let Some(layout) = args.set.mentions() {
        let mut writer = create(&mentions, layout, args.format)?;
        for batch in tables::scan(&args.dataset, Table::Mentions, &export.mention_columns())? {
            if let Some(rows) = export.mentions(&batch?)? {
                writer.write(&rows)?;
            }
        }
        close(writer, &mentions)?;
    }

    // The sets name their files by the time that is in them, which is known only now.
    let summary = export.summary();
    let mut files = Vec::new();
    for (path, table) in [(&events, "export"), (&mentions, "mentions")] {
        if path.is_file() {
            let name = file_name(args.set, args.format, table, summary);
            fs::rename(path, aside.path().join(&name)).with_context(|| format!("cannot rename {}", path.display()))?;
            files.push(name);
        }
    }
    put_marker(&aside, args, summary, &files)?;
    aside.take_place()?;
    anstream::eprint!("{}", told(args, summary, &files));
    Ok(exit::FINE)
}

/// The code tables of the dataset's own codebook, of which it holds a copy; of the built-in one where that can't be read.
fn codes(dataset: &Path) -> Codes {
    let run: Option<serde_json::Value> = fs::read(dataset.join("run.json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let id = run.as_ref().and_then(|run| run["codebook"]["id"].as_str()).unwrap_or(super::engine::DEFAULT);
    let own = codebook::files(&dataset.join("codebook").join(id).to_string_lossy());
    let files = own.or_else(|_| codebook::files(super::engine::DEFAULT)).unwrap_or_default();
    let (codes, actor_codes) = codebook::code_tables(&files);
    Codes::new(&codes, &actor_codes)
}

type FileWriter = Writer<BufWriter<File>>;

fn create(path: &Path, layout: crate::export::Layout, format: Format) -> anyhow::Result<FileWriter> {
    let file = File::create_new(path).with_context(|| format!("cannot create {}", path.display()))?;
    Ok(Writer::new(BufWriter::new(file), layout, format, env!("CARGO_PKG_VERSION"))?)
}

/// Waits until the disk has it: the folder's name may be given only to what is really there.
fn close(writer: FileWriter, path: &Path) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let mut buffer = writer.finish().with_context(cannot)?;
    buffer.flush().with_context(cannot)?;
    buffer.get_ref().sync_all().with_context(cannot)
}

/// A file's name as the set has it, but for the ending where the form is not its own.
fn file_name(set: Set, format: Format, table: &str, summary: &Summary) -> String {
    let days = match summary.days {
        Some((first, last)) => format!("{}-{}", first.format("%Y%m%d"), last.format("%Y%m%d")),
        None => "empty".to_owned(),
    };
    let added = format!("{:014}", summary.last_added.unwrap_or_default());
    let (stem, own) = match set {
        Set::Gdelt2 => (format!("{added}.{table}"), "CSV"),
        Set::Gdelt1 => (format!("{}.{table}", added.get(..8).unwrap_or_default()), "CSV"),
        Set::Icews => (format!("events.{days}"), "tab"),
        Set::Polecat => (format!("ngecEvents.{days}"), "txt"),
        Set::Petrarch => (format!("events.full.{days}"), "txt"),
    };
    let ending = match format {
        Format::Tsv => own,
        Format::Csv => "csv",
        Format::Parquet => "parquet",
    };
    format!("{stem}.{ending}")
}

/// `export.json`: what the folder is.
fn put_marker(aside: &Folder, args: &ExportArgs, summary: &Summary, files: &[String]) -> anyhow::Result<()> {
    let name = |value: Option<clap::builder::PossibleValue>| value.map(|value| value.get_name().to_owned());
    let marker = serde_json::json!({
        "program": "dyads",
        "version": env!("CARGO_PKG_VERSION"),
        "set": name(clap::ValueEnum::to_possible_value(&args.set)),
        "format": name(clap::ValueEnum::to_possible_value(&args.format)),
        "exact_dates": args.exact_dates,
        "min_confidence": args.min_confidence,
        "zeros": args.zeros,
        "files": files,
        "rows": summary,
    });
    let path = aside.path().join(MARKER);
    fs::write(&path, format!("{marker:#}\n")).with_context(|| format!("cannot write {}", path.display()))
}

/// What was written, what was not and why, for people.
fn told(args: &ExportArgs, summary: &Summary, files: &[String]) -> String {
    let mut out = count(summary.events, "event");
    if args.set.mentions().is_some() {
        let _ = write!(out, " and {}", count(summary.mentions, "mention"));
    }
    let _ = writeln!(out, " in {} ({})", args.out.display(), files.join(", "));
    let lines = [
        (summary.first_day_of_interval, "known to a week, a month or more stand on its first day (--exact-dates leaves them out)"),
        (summary.day_of_report, "without a date stand on the day of their first report"),
        (summary.without_any_date, "left out: no date, and no day of publication"),
        (summary.not_to_the_day, "left out: not dated to the day (--exact-dates)"),
        (summary.below_confidence, "left out: less confidence than asked for"),
        (summary.without_type, "left out: PLOVER has no type for statements and appeals (CAMEO 01, 02)"),
    ];
    for (events, what) in lines.into_iter().filter(|(events, _)| *events > 0) {
        let _ = writeln!(out, "{events} {what}");
    }
    out
}
