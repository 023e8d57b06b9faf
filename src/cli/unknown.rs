//! `dyads codebook unknown`: the names that no entry knows, most frequent first, as YAML to paste into a codebook.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use rayon::prelude::*;

use super::{engine, exit, inputs};
use crate::language::{Lang, Profile};
use crate::model::{Page, Record};
use crate::pipeline::{Engine, Prepared, Sighting, Stranger};
use crate::read::Assignment;
use crate::tables;

/// List the names in articles that no entry of the codebook knows, as YAML to paste
#[derive(Clone, Debug, clap::Args)]
pub struct UnknownArgs {
    /// Articles (files or folders), or a dataset coded with --keep-text
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Column to read for text, title, published, crawled, url, publisher, language or id, as text=body; text=lead+body joins two
    #[arg(long, value_name = "ROLE=COLUMN")]
    pub map: Vec<Assignment>,
    /// Codebook to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
    /// Names to list
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub top: usize,
    /// Articles that must hold a name
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub least: usize,
}

/// A stranger over all articles.
#[derive(Default)]
struct Tally {
    times: usize,
    articles: usize,
    what: BTreeMap<Stranger, usize>,
    roles: BTreeMap<String, usize>,
    countries: BTreeMap<String, usize>,
    quotes: Vec<String>,
}

/// Strangers by their language and name; and how often each word was met that the codebook does not know, by any side of it.
#[derive(Default)]
struct Tallies {
    names: BTreeMap<(Lang, String), Tally>,
    words: BTreeMap<(Lang, String), usize>,
}

/// Of all a word's places so many must be those of a name, in tenths, in a language without capitals.
const NAMELIKE: usize = 7;
/// Sentences quoted of each.
const QUOTES: usize = 2;
/// Characters of a quotation.
const QUOTED: usize = 160;
/// Articles read at a time.
const BATCH: usize = 512;

/// Runs the command.
///
/// # Errors
/// Inputs that can't be read; a codebook with errors.
pub fn command(args: &UnknownArgs) -> anyhow::Result<u8> {
    let engine::Ready { engine, .. } = engine::ready(args.codebook.as_deref().unwrap_or(engine::DEFAULT))?;
    let mut tallies = Tallies::default();
    let mut unread = 0;
    let mut batch = Vec::new();
    for input in &args.inputs {
        let path = PathBuf::from(input);
        if tables::is_dataset(&path) {
            for page in tables::article_texts(&path)? {
                push(&engine, &mut batch, page, &mut tallies);
            }
        } else {
            for record in inputs::open(std::slice::from_ref(input), &args.map)? {
                match record {
                    Record::Page(page) => push(&engine, &mut batch, *page, &mut tallies),
                    Record::Reject(_) => unread += 1,
                }
            }
        }
    }
    count(&engine, &mut batch, &mut tallies);
    let out = written(&tallies, args);
    anstream::stdout().lock().write_all(out.as_bytes())?;
    if unread > 0 {
        anstream::eprintln!("{unread} records could not be read");
    }
    Ok(if unread > 0 { exit::PROBLEMS } else { exit::FINE })
}

fn push(engine: &Engine, batch: &mut Vec<Page>, page: Page, tallies: &mut Tallies) {
    batch.push(page);
    if batch.len() >= BATCH {
        count(engine, batch, tallies);
    }
}

/// An article's strangers with their quotations, and its unknown words.
type Found = (Vec<(Sighting, String)>, Vec<(Lang, String)>);

/// Counts the strangers of a batch, side by side and in order.
fn count(engine: &Engine, batch: &mut Vec<Page>, tallies: &mut Tallies) {
    let article = |prepared: &Prepared| -> Found {
        let quoted = |sighting: Sighting| {
            let quote = quote(sighting.sentence.of(&prepared.article.text), &sighting.name);
            (sighting, quote)
        };
        let words = engine.unknown_words(prepared).map(|(lang, word)| (lang, word.to_owned())).collect();
        (engine.unknown(prepared).into_iter().map(quoted).collect(), words)
    };
    let page = |page: Page| engine.prepare(&page).iter().map(article).collect::<Vec<Found>>();
    let found: Vec<Found> = std::mem::take(batch).into_par_iter().flat_map_iter(page).collect();
    for (article, words) in found {
        for word in words {
            *tallies.words.entry(word).or_default() += 1;
        }
        let mut seen: Vec<(Lang, String)> = Vec::new();
        for (sighting, quote) in article {
            let key = (sighting.lang, sighting.name);
            let tally = tallies.names.entry(key.clone()).or_default();
            tally.times += 1;
            *tally.what.entry(sighting.what).or_default() += 1;
            let roles: String = sighting.roles.iter().map(|role| role.as_str()).collect();
            *tally.roles.entry(roles).or_default() += usize::from(!sighting.roles.is_empty());
            if let Some(country) = sighting.country {
                *tally.countries.entry(country.to_string()).or_default() += 1;
            }
            if !seen.contains(&key) {
                tally.articles += 1;
                if tally.quotes.len() < QUOTES {
                    tally.quotes.push(quote);
                }
                seen.push(key);
            }
        }
    }
}

/// The part of a sentence around a name, on one line.
fn quote(sentence: &str, name: &str) -> String {
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let total = sentence.chars().count();
    if total <= QUOTED {
        return sentence;
    }
    let at = sentence.find(name).map_or(0, |byte| sentence[..byte].chars().count());
    let from = at.saturating_sub(QUOTED / 2).min(total - QUOTED);
    let cut: String = sentence.chars().skip(from).take(QUOTED).collect();
    format!("…{cut}…")
}

fn most(counts: &BTreeMap<String, usize>) -> Option<&str> {
    counts.iter().filter(|(name, times)| !name.is_empty() && **times > 0).max_by_key(|(_, times)| **times).map(|(name, _)| name.as_str())
}

/// The list: people and groups whose code can be guessed as entries, the rest as comments.
fn written(tallies: &Tallies, args: &UnknownArgs) -> String {
    // «الحكومة الجديدة»: what stands beside roles now and then is an ordinary word.
    let namelike = |(lang, name): &(Lang, String), tally: &Tally| {
        let word = |word: &str| tallies.words.get(&(*lang, word.to_owned())).is_some_and(|all| tally.times * 10 >= all * NAMELIKE);
        Profile::of(*lang).has_case || name.split(' ').any(word)
    };
    let named = tallies.names.iter().filter(|(key, tally)| tally.articles >= args.least && namelike(key, tally));
    let mut all: Vec<(&(Lang, String), &Tally)> = named.collect();
    all.sort_by_key(|(_, tally)| (std::cmp::Reverse(tally.articles), std::cmp::Reverse(tally.times)));
    all.truncate(args.top);
    let mut sections: BTreeMap<&str, String> = BTreeMap::new();
    for ((lang, name), tally) in all {
        let what =
            tally.what.iter().max_by_key(|(what, times)| (**times, std::cmp::Reverse(**what))).map_or(Stranger::Name, |(what, _)| *what);
        let guess = most(&tally.countries).zip(most(&tally.roles)).map(|(country, role)| format!("{country}{role}"));
        let (section, entry) = entry(*lang, name, what, guess.as_deref(), most(&tally.countries));
        let out = sections.entry(section).or_default();
        let _ = writeln!(out, "  # {} times in {} articles", tally.times, tally.articles);
        for quote in &tally.quotes {
            let _ = writeln!(out, "  #   {quote}");
        }
        let commented = guess.is_none();
        for line in entry.lines() {
            let _ = writeln!(out, "{}{line}", if commented { "  #" } else { "" });
        }
    }
    let mut out = String::from(
        "# Names that the codebook does not know. Codes are guessed from the words beside them: look at each before you keep it.\n",
    );
    for (section, body) in sections {
        // A section of comments alone would be no map.
        let empty = body.lines().all(|line| line.trim_start().starts_with('#'));
        let _ = write!(out, "{}{section}:\n{body}", if empty { "# " } else { "" });
    }
    out
}

fn entry(lang: Lang, name: &str, what: Stranger, guess: Option<&str>, country: Option<&str>) -> (&'static str, String) {
    let tag = lang.tag();
    let id = identifier(name, if what == Stranger::Person { '-' } else { '_' });
    let code = guess.or(country).unwrap_or("???");
    let quoted = serde_json::to_string(name).unwrap_or_default();
    match what {
        Stranger::Person => ("people", format!("  {id}:\n    name: {quoted}\n    {tag}: [{quoted}]\n    codes: [{{ code: {code} }}]\n")),
        Stranger::Demonym => {
            ("actors", format!("  {id}:\n    name: {quoted}\n    kind: ethnic\n    code: {code}\n    {tag}: {{ demonyms: [{quoted}] }}\n"))
        }
        Stranger::Group | Stranger::Name => {
            let kind = if code.ends_with("REB") || code.ends_with("UAF") { "armed_group" } else { "party" };
            ("actors", format!("  {id}:\n    name: {quoted}\n    kind: {kind}\n    code: {code}\n    {tag}: {{ names: [{quoted}] }}\n"))
        }
    }
}

/// An id of a name: its words in small letters.
fn identifier(name: &str, joint: char) -> String {
    let lower = name.to_lowercase();
    let words: Vec<String> = lower
        .split_whitespace()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(&joint.to_string())
}
