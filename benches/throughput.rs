//! How fast articles are coded, on one core and on two, beside a bare scan of the same text with the same phrases; and how much memory
//! a run takes for 1x and 10x the input.
//!
//! ```sh
//! cargo bench                                        # examples/articles, repeated to about 8 MB
//! DYADS_BENCH=news.jsonl cargo bench                 # your own articles, as they are
//! ```
//!
//! * `scan`: one Aho-Corasick automaton (daachorse, leftmost-longest) over every phrase of the lexicons, run over text that was
//!   normalised before the clock started: the least that any coder with this lexicon has to do.
//! * `prepare`: pages cut into articles, with tokens, sentences and dates: the first half of `code`.
//! * `dates`: language, tokens and dates alone, as `dyads dates` does; also in characters, as taggers of dates are compared.
//! * `code`: from pages in memory to mentions in memory.
//! * `run`: from a JSON Lines file to the finished dataset on disk.
//!
//! Where the time of `run` goes on one core, start-up aside (perf, 600 articles of the news, half of them Arabic):
//!
//! | | |
//! |---|---:|
//! | reading JSON Lines, hashing the input | 5 % |
//! | cutting pages into articles | 10 % |
//! | tokens: scanning 7, looking words up 9 | 16 % |
//! | sentences and dates | 6 % |
//! | units: the longest phrase at each token, verb or noun | 14 % |
//! | noun phrases, predicates and their slots | 15 % |
//! | who they name 5, triggers and frames 5, patterns 7, mentions 6 | 23 % |
//! | fingerprints of texts | 4 % |
//! | tables, Parquet | 5 % |
//!
//! Words, phrases and senses lie in some eight megabytes of tables: what a token costs is mostly waiting for them, and any work beside it
//! on a shared cache shows.
//!
//! Each is repeated until [`ENOUGH`] has gone by and the fastest round counts: the others were disturbed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use dyads::cli::code::{self, CodeArgs};
use dyads::cli::engine::{self, Opened};
use dyads::dates::Anchor;
use dyads::language::{Lang, detect, normalise, tokenize};
use dyads::model::{Page, Record};
use dyads::pipeline::Engine;
use dyads::places::Gazetteer;
use dyads::read;
use dyads::tables::{Codebook, hash_codebook};
use rayon::ThreadPool;
use rayon::prelude::*;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DEFAULT_INPUT: &str = "examples/articles";
/// The examples are repeated until there is this much text.
const DEFAULT_BYTES: usize = 8_000_000;
/// Rounds go on for this long, and there are [`ROUNDS`] at least.
const ENOUGH: Duration = Duration::from_secs(2);
const ROUNDS: usize = 3;
/// How often a child's memory is looked at.
const LOOK: Duration = Duration::from_millis(2);

fn main() -> anyhow::Result<()> {
    let given = std::env::var("DYADS_BENCH").ok();
    let mut pages = read_pages(given.as_deref().unwrap_or(DEFAULT_INPUT))?;
    if given.is_none() {
        let once = bytes(&pages);
        pages = repeat(&pages, DEFAULT_BYTES.div_ceil(once.max(1)));
    }
    let opened = engine::open_sound(engine::DEFAULT)?;
    let folder = tempfile::tempdir()?;
    let input = folder.path().join("input.jsonl");
    fs::write(&input, to_json_lines(&pages))?;

    let (megabytes, count) = (bytes(&pages) as f64 / 1e6, pages.len() as f64);
    println!("{count} pages, {megabytes:.1} MB of text, {}", given.as_deref().unwrap_or("examples/articles, repeated"));
    println!("{:<8}{:>6}{:>10}{:>12}{:>14}{:>22}", "", "cores", "MB/s", "pages/s", "of the scan", "found");
    for cores in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build()?;
        let (scan, phrases) = scan(&opened, &pages, &pool)?;
        let row = |name: &str, time: Duration, found: String| {
            let seconds = time.as_secs_f64();
            let share = scan.as_secs_f64() / seconds;
            println!("{name:<8}{cores:>6}{:>10.2}{:>12.0}{:>14.3}{found:>22}", megabytes / seconds, count / seconds, share);
        };
        row("scan", scan, format!("{phrases} phrases"));
        let (dating, dates) = fastest(|| Ok(pool.install(|| pages.par_iter().map(|page| dates(&opened, page)).sum::<usize>())))?;
        row("dates", dating, format!("{dates} dates"));
        if cores == 1 {
            let characters = pages.iter().map(|page| page.text.chars().count()).sum::<usize>() as f64 / 1e6;
            println!("{:14}{:>10.2} million characters a second", "", characters / dating.as_secs_f64());
        }
        let (preparing, tokens) = fastest(|| Ok(pool.install(|| pages.par_iter().map(|page| tokens(&opened, page)).sum::<usize>())))?;
        row("prepare", preparing, format!("{tokens} tokens"));
        let (coding, mentions) = fastest(|| Ok(pool.install(|| pages.par_iter().map(|page| mentions(&opened, page)).sum::<usize>())))?;
        row("code", coding, format!("{mentions} mentions"));
        let (run, events) = fastest(|| run(&opened, &input, &folder.path().join("out"), cores))?;
        row("run", run, format!("{events} events"));
    }

    println!("\nstart-up, milliseconds:");
    let milliseconds = |name: &str, time: Duration| println!("{name:<24}{:>8.1}", time.as_secs_f64() * 1e3);
    milliseconds("compile the codebook", fastest(|| engine::open_sound(engine::DEFAULT).map(|_| ()))?.0);
    milliseconds("index the gazetteer", fastest(|| Ok(Gazetteer::new()))?.0);
    let frozen = opened.engine.freeze().context("an engine as bytes")?;
    println!("{:<24}{:>8.1} MB", "compiled, as kept", frozen.len() as f64 / 1e6);
    milliseconds("read what was kept", fastest(|| Engine::thaw(&frozen).context("the same engine"))?.0);

    println!("\npeak memory of `dyads code --jobs 2`, {:.1} MB of text and ten times that:", megabytes);
    let longer = folder.path().join("longer.jsonl");
    fs::write(&longer, to_json_lines(&repeat(&pages, 10)))?;
    drop(pages);
    for (name, path) in [("1x", &input), ("10x", &longer)] {
        let peak = peak_memory(path, &folder.path().join("out"))?;
        println!(
            "{name:>4}: {}",
            peak.map_or("not known on this system".to_string(), |kilobytes| format!("{:.0} MB", kilobytes as f64 / 1e3))
        );
    }
    Ok(())
}

fn bytes(pages: &[Page]) -> usize {
    pages.iter().map(|page| page.text.len() + page.title.as_ref().map_or(0, String::len)).sum()
}

fn read_pages(input: &str) -> anyhow::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for record in read::open(&[input.to_string()])?.records() {
        match record {
            Record::Page(page) => pages.push(*page),
            Record::Reject(reject) => anyhow::bail!("{}, record {}: {}", reject.input, reject.record, reject.reason),
        }
    }
    anyhow::ensure!(!pages.is_empty(), "{input} holds no page");
    Ok(pages)
}

/// The pages many times over, each time with ids of their own.
fn repeat(pages: &[Page], times: usize) -> Vec<Page> {
    let again = |time: usize| pages.iter().map(move |page| Page { id: format!("{}-{time}", page.id), ..page.clone() });
    (0..times).flat_map(again).collect()
}

fn to_json_lines(pages: &[Page]) -> String {
    let mut out = String::new();
    for page in pages {
        let published = page.published.map(|instant| instant.to_rfc3339());
        let line = serde_json::json!({
            "id": page.id, "url": page.url, "publisher": page.publisher, "title": page.title, "language": page.language,
            "published": published, "text": page.text
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

/// The time of the fastest round, and what the work gave.
fn fastest<T>(mut work: impl FnMut() -> anyhow::Result<T>) -> anyhow::Result<(Duration, T)> {
    let start = Instant::now();
    let mut best = None;
    let mut rounds = 0;
    loop {
        let round = Instant::now();
        let found = work()?;
        let time = round.elapsed();
        if best.as_ref().is_none_or(|(shortest, _)| time < *shortest) {
            best = Some((time, found));
        }
        rounds += 1;
        match best {
            Some(best) if rounds >= ROUNDS && start.elapsed() >= ENOUGH => return Ok(best),
            _ => {}
        }
    }
}

/// Finds the dates of a page's text, as seen from its day of publication.
fn dates(opened: &Opened, page: &Page) -> usize {
    let engine = &opened.engine;
    let Some(lang) = Lang::from_tag(detect(&page.text)) else { return 0 };
    let Some(tagger) = &engine.taggers[lang.index()] else { return 0 };
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    tokenize(&page.text, &engine.codebook.language(lang).profile, &engine.codebook.vocabulary, &mut tokens);
    let anchor = page.published.map_or_else(Anchor::unknown, |published| Anchor::day(published.date_naive()));
    tagger.tag(&page.text, &tokens, &anchor, &mut found);
    found.len()
}

fn tokens(opened: &Opened, page: &Page) -> usize {
    opened.engine.prepare(page).iter().map(|prepared| prepared.tokens.len()).sum()
}

fn mentions(opened: &Opened, page: &Page) -> usize {
    opened.engine.code_page(page).iter().map(|coded| coded.mentions.len()).sum()
}

/// Time of the bare scan, and how many phrases it finds.
fn scan(opened: &Opened, pages: &[Page], pool: &ThreadPool) -> anyhow::Result<(Duration, usize)> {
    let codebook = &opened.engine.codebook;
    let mut phrases: Vec<String> = codebook.languages.iter().flat_map(|language| language.lexicon.phrases(&codebook.vocabulary)).collect();
    phrases.sort();
    phrases.dedup();
    let automaton: CharwiseDoubleArrayAhoCorasick<u32> = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&phrases)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let texts: Vec<String> =
        pages.iter().map(|page| normalise(&format!("{}\n{}", page.title.as_deref().unwrap_or(""), page.text))).collect();
    fastest(|| Ok(pool.install(|| texts.par_iter().map(|text| automaton.leftmost_find_iter(text).count()).sum())))
}

/// All of `dyads code` but its start: events found.
fn run(opened: &Opened, input: &Path, out: &Path, cores: usize) -> anyhow::Result<u64> {
    let args = CodeArgs {
        inputs: vec![input.to_string_lossy().into_owned()],
        map: Vec::new(),
        out: Some(out.to_path_buf()),
        append: None,
        partition_by: None,
        codebook: None,
        published: None,
        jobs: Some(cores as u16),
        keep_text: false,
        force: true,
    };
    let files: Vec<(String, Vec<u8>)> = opened.book.files.iter().map(|f| (f.rule_file.clone(), f.text.clone().into_bytes())).collect();
    let compiled = &opened.engine.codebook;
    let codebook = Codebook { id: compiled.id.clone(), version: compiled.version.clone(), sha256: hash_codebook(&files) };
    Ok(code::run(&args, env!("CARGO_PKG_VERSION"), &codebook, &files, &opened.engine)?.events)
}

/// Most memory the program held, kilobytes; None where the system does not say (it does on Linux).
fn peak_memory(input: &Path, out: &PathBuf) -> anyhow::Result<Option<u64>> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dyads"))
        .args(["code", "--jobs", "2", "--force", "--out"])
        .args([out, &input.to_path_buf()])
        .stderr(Stdio::null())
        .spawn()
        .context("the program did not start")?;
    let mut peak = None;
    loop {
        // The system's own high-water mark: what is missed is only what is added between the last look and the end.
        peak = high_water(&child).max(peak);
        if let Some(status) = child.try_wait()? {
            anyhow::ensure!(status.success(), "the program failed on {}", input.display());
            return Ok(peak);
        }
        thread::sleep(LOOK);
    }
}

fn high_water(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
