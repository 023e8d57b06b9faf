//! How fast and how well HTML pages are read, beside readability (dom_smoothie) alone on the same pages.
//!
//! ```sh
//! cargo bench --bench html                               # tests/inputs/web/pages
//! DYADS_BENCH_HTML=pages cargo bench --bench html        # your own pages: .html, packed with gzip or not
//! ```
//!
//! * `readability`: text decoded before the clock starts, parsed, the story's text found; nothing else.
//! * `read`: from the file's bytes to a page: encoding, text, title, day, address, outlet, language.
//!
//! Each is repeated until a second has gone by and the fastest round counts. Where the folder has a `manifest.jsonl` with `file` and
//! any of `expected_text`, `expect_with`, `expect_without`, `published`, how well the text and the day are found is measured too: F1 over words,
//! each word as often as it stands there. `DYADS_BENCH_DUMP=1` prints each page's figures.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use dom_smoothie::{Config, Readability, TextMode};
use dyads::model::{Page, Record};
use dyads::read::Records;
use serde_json::Value;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Input {
    name: String,
    bytes: Vec<u8>,
    text: String,
}

fn main() -> anyhow::Result<()> {
    let folder = std::env::var("DYADS_BENCH_HTML").unwrap_or_else(|_| "tests/inputs/web/pages".into());
    let inputs = load(Path::new(&folder))?;
    anyhow::ensure!(!inputs.is_empty(), "no pages in {folder}");
    let bytes: usize = inputs.iter().map(|input| input.bytes.len()).sum();
    println!("{} pages, {} kB", inputs.len(), bytes / 1000);
    let alone = fastest(|| inputs.iter().map(|input| readability(&input.text).len()).sum());
    let ours = fastest(|| inputs.iter().map(|input| read(&input.bytes).map_or(0, |page| page.text.len())).sum());
    for (name, time) in [("readability", alone), ("read", ours)] {
        println!(
            "{name:<12} {:>8.1} pages/s {:>7.2} MB/s",
            inputs.len() as f64 / time.as_secs_f64(),
            bytes as f64 / 1e6 / time.as_secs_f64()
        );
    }
    println!("ratio        {:>8.2}", alone.as_secs_f64() / ours.as_secs_f64());
    quality(Path::new(&folder), &inputs)
}

fn load(folder: &Path) -> anyhow::Result<Vec<Input>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("no folder {}", folder.display()))?
        .map(|e| Ok(e?.path()))
        .collect::<anyhow::Result<_>>()?;
    paths.sort();
    let mut inputs = Vec::new();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.ends_with(".html") && !name.ends_with(".html.gz") {
            continue;
        }
        let mut bytes = fs::read(&path)?;
        if name.ends_with(".gz") {
            let packed = std::mem::take(&mut bytes);
            flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
        }
        let text = match String::from_utf8(bytes.clone()) {
            Ok(text) => text,
            Err(_) => encoding_rs::WINDOWS_1256.decode(&bytes).0.into_owned(),
        };
        inputs.push(Input { name, bytes, text });
    }
    Ok(inputs)
}

fn fastest(mut round: impl FnMut() -> usize) -> Duration {
    let started = Instant::now();
    let mut best = Duration::MAX;
    while started.elapsed() < Duration::from_secs(1) || best == Duration::MAX {
        let start = Instant::now();
        std::hint::black_box(round());
        best = best.min(start.elapsed());
    }
    best
}

fn readability(html: &str) -> String {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let found = Readability::new(html, None, Some(config)).and_then(|mut reader| reader.parse());
    found.map_or(String::new(), |article| article.text_content.to_string())
}

fn read(bytes: &[u8]) -> Option<Page> {
    Records::from_reader("-", std::io::Cursor::new(bytes.to_vec())).find_map(|record| match record {
        Record::Page(page) => Some(*page),
        Record::Reject(_) => None,
    })
}

/// What was found of what was expected, over all pages.
#[derive(Default)]
struct Score {
    f1: Vec<f64>,
    held: (usize, usize),
    free: (usize, usize),
}

impl Score {
    fn count(&mut self, text: &str, expected: &Value) {
        let squeezed = squeeze(text);
        let snippets = |field: &str| -> Vec<String> {
            expected[field].as_array().map_or(Vec::new(), |all| all.iter().filter_map(Value::as_str).map(squeeze).collect())
        };
        for snippet in snippets("expect_with") {
            self.held.1 += 1;
            self.held.0 += usize::from(squeezed.contains(&snippet));
        }
        for snippet in snippets("expect_without") {
            self.free.1 += 1;
            self.free.0 += usize::from(!squeezed.contains(&snippet));
        }
        self.f1.extend(expected["expected_text"].as_str().map(|expected| f1(text, expected)));
    }

    fn print(&self, name: &str) {
        let mean = self.f1.iter().sum::<f64>() / self.f1.len().max(1) as f64;
        println!(
            "{name:<12} F1 {mean:.3} ({} pages), held {}/{}, kept out {}/{}",
            self.f1.len(),
            self.held.0,
            self.held.1,
            self.free.0,
            self.free.1
        );
    }
}

fn quality(folder: &Path, inputs: &[Input]) -> anyhow::Result<()> {
    let Ok(manifest) = fs::read_to_string(folder.join("manifest.jsonl")) else { return Ok(()) };
    let (mut alone, mut ours, mut dates) = (Score::default(), Score::default(), (0, 0));
    for line in manifest.lines() {
        let expected: Value = serde_json::from_str(line)?;
        let Some(input) = inputs.iter().find(|input| Some(input.name.as_str()) == expected["file"].as_str()) else { continue };
        let page = read(&input.bytes).unwrap_or_default();
        let other = readability(&input.text);
        alone.count(&other, &expected);
        ours.count(&page.text, &expected);
        let day = page.published_day.map(|day| day.to_string());
        if let Some(published) = expected["published"].as_str() {
            dates.1 += 1;
            dates.0 += usize::from(day.as_deref() == published.get(..10));
        }
        if std::env::var("DYADS_BENCH_DUMP").is_ok() {
            let f1 = expected["expected_text"].as_str().map(|text| format!("{:.3} {:.3}", f1(&other, text), f1(&page.text, text)));
            println!(
                "--- {} {} | {day:?} {} | {:?} | {:?} | {:?} | {:?}",
                input.name,
                f1.unwrap_or_default(),
                expected["published"],
                page.title,
                page.publisher,
                page.language,
                page.url
            );
            for (field, good) in [("expect_with", true), ("expect_without", false)] {
                for snippet in expected[field].as_array().into_iter().flatten().filter_map(Value::as_str) {
                    let (a, b) = (squeeze(&other).contains(&squeeze(snippet)), squeeze(&page.text).contains(&squeeze(snippet)));
                    if a != good || b != good {
                        println!("    {field} {snippet:?}: readability {}, read {}", a == good, b == good);
                    }
                }
            }
            if std::env::var("DYADS_BENCH_DUMP").is_ok_and(|value| value == input.name) {
                println!("{}\n=== expected\n{}\n=== readability\n{other}", page.text, expected["expected_text"].as_str().unwrap_or(""));
            }
        }
    }
    alone.print("readability");
    ours.print("read");
    println!("days         {}/{}", dates.0, dates.1);
    Ok(())
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (words(found), words(expected));
    let (all_found, all_expected): (usize, usize) = (found.values().sum(), expected.values().sum());
    let common: usize = expected.iter().map(|(word, count)| *found.get(word).unwrap_or(&0).min(count)).sum();
    if common == 0 { 0.0 } else { 2.0 * common as f64 / (all_found + all_expected) as f64 }
}
