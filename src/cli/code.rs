//! `dyads code`: pages in, a dataset out.
//!
//! Batches of records flow reader -> workers -> writer, each in its own thread and one batch ahead of the next at most, so that
//! memory is bounded. Within a batch the pages are coded side by side and put back in order, and the writer takes the batches
//! as they were read: what is written does not depend on the number of threads.
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::ThreadPool;
use rayon::prelude::*;

use super::engine;
use super::seen::{Fresh, Seen};
use super::sink::{CodedPage, CodedRecord, Sink};
use super::summary::Summary;
use crate::merge::Signature;
use crate::model::{Page, Record, Reject};
pub use crate::pipeline::CodedArticle;
use crate::pipeline::Engine;
use crate::read::{Assignment, InputHash, Notes, Records};
use crate::tables::{CodeInfo, Codebook, Dataset, Layout, Mode, PartitionBy};

/// Records of a batch at most.
const BATCH_RECORDS: usize = 256;
/// Bytes of text after which a batch is closed.
const BATCH_BYTES: usize = 4 << 20;

/// Code news articles into a dataset of events.
#[derive(Clone, Debug, clap::Args)]
pub struct CodeArgs {
    /// Files, folders or patterns to read; - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Column to read for text, title, published, crawled, url, publisher, language or id, as text=body; text=lead+body joins two
    #[arg(long, value_name = "ROLE=COLUMN")]
    pub map: Vec<Assignment>,
    /// Folder to write: it must not exist yet
    #[arg(long, short, value_name = "DIR", required_unless_present = "append", conflicts_with = "append")]
    pub out: Option<PathBuf>,
    /// Dataset to add to, made where it does not exist: articles it has are passed over, reports of its events join them
    #[arg(long, short, value_name = "DIR", conflicts_with = "force")]
    pub append: Option<PathBuf>,
    /// Codebook to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
    /// Publication date of the pages that give none, as 2024-01-26
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub published: Option<NaiveDate>,
    /// Threads that code; all cores where it is not given
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Keep the articles' text in the dataset, so that offsets can be followed there
    #[arg(long)]
    pub keep_text: bool,
    /// Replace a dataset that is already there, once the new one is complete
    #[arg(long, short)]
    pub force: bool,
    /// Put the events into folders by their first day: year, or year,month
    #[arg(long, value_name = "KEYS")]
    pub partition_by: Option<PartitionBy>,
}

impl CodeArgs {
    /// The folder to write, and what becomes of a dataset that is there.
    fn target(&self) -> (&Path, Mode) {
        match (&self.append, &self.out) {
            (Some(dataset), _) => (dataset, Mode::Append),
            (None, Some(out)) => (out, if self.force { Mode::Replace } else { Mode::New }),
            // The command line does not allow it; an empty path is refused where it is used.
            (None, None) => (Path::new(""), Mode::New),
        }
    }
}

pub(super) fn parse_day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "not a day of the calendar; write it as 2024-01-26".to_owned())
}

/// What codes: the pipeline with its codebook.
pub trait Coder: Sync {
    /// The articles of a page. The same page always gives the same.
    fn code_page(&self, page: &Page) -> Vec<CodedArticle>;

    /// What the codebook says of an action code; None where it has no such code.
    fn code_info(&self, code: &str) -> Option<CodeInfo>;
}

/// Codes all inputs and writes the dataset. `files` are the codebook's own, to be copied into it (path from the codebook's folder
/// on, content). Shows its progress on standard error where that is a terminal, and prints nothing: see [`Summary`].
///
/// # Errors
/// Where an input or the folder to write can't be used ([`super::exit::FILES`]); nothing is left of the dataset then.
pub fn run<C: Coder>(
    args: &CodeArgs,
    version: &str,
    codebook: &Codebook,
    files: &[(String, Vec<u8>)],
    coder: &C,
) -> anyhow::Result<Summary> {
    let start = Instant::now();
    let (out, mode) = args.target();
    let wanted = Layout { by: args.partition_by, keep_text: args.keep_text };
    Dataset::allowed(out, mode)?;
    let records = super::inputs::open(&args.inputs, &args.map)?;
    let dataset = Dataset::create(out, mode, wanted, version, codebook)?;
    let layout = dataset.layout();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs.map_or(0, usize::from))
        .build()
        .context("cannot start the threads that code")?;
    let published = args.published.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let (mut sink, seen) = Sink::new(dataset)?;
    let progress = progress();

    let (hashes, notes) = thread::scope(|scope| {
        // One batch waits between two stages at most. A stage whose reader is gone stops: then the writer has failed.
        let (to_workers, batches) = sync_channel(1);
        let (to_writer, coded) = sync_channel(1);
        let reader = scope.spawn(move || read_batches(records, published, seen, &to_workers));
        scope.spawn(move || code_batches(coder, &pool, &batches, &to_writer));
        for batch in coded {
            sink.write(&batch, &|code: &str| coder.code_info(code))?;
            progress.set_message(sink.summary().progress());
        }
        reader.join().map_err(|_| anyhow::anyhow!("internal error, please report it: the reader stopped"))
    })?;
    progress.finish_and_clear();

    let mut options = std::collections::BTreeMap::new();
    options.insert("keep_text".to_owned(), layout.keep_text.into());
    options.insert("partition_by".to_owned(), layout.by.map(PartitionBy::as_str).into());
    if !args.map.is_empty() {
        options.insert("map".to_owned(), args.map.iter().map(ToString::to_string).collect::<Vec<_>>().into());
    }
    options.insert("published".to_owned(), args.published.map(|day| day.to_string()).into());
    let mut summary = sink.finish(options, &hashes, files, &|code: &str| coder.code_info(code))?;
    summary.notes = notes;
    summary.elapsed = start.elapsed();
    Ok(summary)
}

/// A record on its way to the workers.
enum Read {
    Page(Box<Page>, Fresh),
    Reject(Reject),
}

/// Reads until the end, or until nobody wants more. Gives what the reader knows at the end.
fn read_batches(
    mut records: Records,
    published: Option<DateTime<Utc>>,
    mut seen: Seen,
    to: &SyncSender<Vec<Read>>,
) -> (Vec<InputHash>, Notes) {
    let (mut batch, mut bytes) = (Vec::with_capacity(BATCH_RECORDS), 0);
    for record in records.by_ref() {
        batch.push(match record {
            Record::Reject(reject) => Read::Reject(reject),
            Record::Page(mut page) => {
                page.published = page.published.or(published);
                bytes += page.text.len();
                let fresh = seen.meet(&mut page);
                Read::Page(page, fresh)
            }
        });
        if batch.len() >= BATCH_RECORDS || bytes >= BATCH_BYTES {
            bytes = 0;
            if to.send(std::mem::take(&mut batch)).is_err() {
                break;
            }
        }
    }
    // An error means that nobody listens any more: then the writer's own error is on its way to the user.
    let _ = to.send(batch);
    (records.hashes().to_vec(), records.notes().clone())
}

/// Codes batch after batch, the pages of one side by side.
fn code_batches<C: Coder>(coder: &C, pool: &ThreadPool, from: &Receiver<Vec<Read>>, to: &SyncSender<Vec<CodedRecord>>) {
    for batch in from {
        let coded = pool.install(|| batch.into_par_iter().map(|record| code_record(coder, record)).collect());
        if to.send(coded).is_err() {
            return;
        }
    }
}

fn code_record<C: Coder>(coder: &C, record: Read) -> CodedRecord {
    let (page, key, renamed) = match record {
        Read::Reject(reject) => return CodedRecord::Reject(reject),
        Read::Page(page, Fresh::Known) => return CodedRecord::Known(page.input),
        Read::Page(page, Fresh::New(key)) => (page, key, false),
        Read::Page(page, Fresh::Renamed(key)) => (page, key, true),
    };
    let articles = coder.code_page(&page).into_iter();
    let articles = articles.map(|article| (Signature::of(&article.article), article)).collect();
    CodedRecord::Page(CodedPage { input: page.input, key, renamed, articles })
}

/// A spinner with a line of figures; nothing where standard error is not a terminal.
fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

impl Coder for Engine {
    fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
        Engine::code_page(self, page)
    }

    fn code_info(&self, code: &str) -> Option<CodeInfo> {
        let row = self.codebook.codes.get(code)?;
        Some(CodeInfo {
            label: row.label.clone(),
            base: code.chars().take(3).collect(),
            root: code.chars().take(2).collect(),
            goldstein: row.goldstein,
            quad_class: Some(row.quad_class),
            plover_event: row.plover_event.clone(),
            plover_mode: row.plover_mode.clone(),
            plover_context: row.plover_context.clone(),
        })
    }
}

/// Runs the command: opens the codebook, codes, prints the summary; the exit code.
///
/// # Errors
/// See [`run`]; a codebook with errors.
pub fn command(args: &CodeArgs) -> anyhow::Result<u8> {
    let engine::Ready { files, engine } = engine::ready(args.codebook.as_deref().unwrap_or(engine::DEFAULT))?;
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|f| (f.rule_file, f.text.into_bytes())).collect();
    let compiled = &engine.codebook;
    let codebook = Codebook { id: compiled.id.clone(), version: compiled.version.clone(), sha256: crate::tables::hash_codebook(&files) };
    let summary = run(args, env!("CARGO_PKG_VERSION"), &codebook, &files, &engine)?;
    anstream::eprint!("{summary}");
    Ok(summary.exit_code())
}
