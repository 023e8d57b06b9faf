//! `dyads explain`: how a text is coded, step by step, and how near it came where it is not.

mod page;
mod sentence;
mod style;
mod trigger;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};

use super::{engine, exit};
use crate::codebook::{Book, Codebook, Language};
use crate::language::Lang;
use crate::model::{Article, Page, Parse, Record, Sense, Span, Token};
use crate::pipeline::{Engine, Explained, Passed, Told};
use crate::read;

/// Show step by step how a text is coded, and how near it came where it is not.
#[derive(Clone, Debug, clap::Args)]
pub struct ExplainArgs {
    /// A sentence, a whole page, or the name of a file; - for standard input
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// Day of publication, as 2024-01-26: what "yesterday" is counted from
    #[arg(long, value_name = "DATE", value_parser = super::code::parse_day)]
    pub published: Option<NaiveDate>,
    /// Language of the text, en or ar; told from its words where it is not given
    #[arg(long, value_name = "LANG", value_parser = parse_language)]
    pub language: Option<Lang>,
    /// Codebook to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
    /// Also show words, units, phrases, clauses and dates of each sentence, and every near miss
    #[arg(long, short)]
    pub verbose: bool,
}

fn parse_language(tag: &str) -> Result<Lang, String> {
    Lang::coded(tag).ok_or_else(|| format!("not a language that can be coded; those are: {}", Lang::CODED.map(Lang::tag).join(", ")))
}

/// Runs the command.
///
/// # Errors
/// A codebook with errors; standard input that can't be read or holds nothing.
pub fn command(args: &ExplainArgs) -> anyhow::Result<u8> {
    let opened = engine::open_sound(args.codebook.as_deref().unwrap_or(engine::DEFAULT))?;
    let patterns = pattern_texts(&opened.book);
    let mut out = String::new();
    for page in pages(args)? {
        let explained = opened.engine.explain_page(&page);
        page::header(&page, &explained, &mut out);
        for (number, one) in explained.iter().enumerate() {
            page::article(&page, one, number, explained.len(), args.verbose, &mut out);
            if let Some(lang) = one.prepared.lang {
                let codebook = &opened.engine.codebook;
                View {
                    engine: &opened.engine,
                    codebook,
                    language: codebook.language(lang),
                    patterns: &patterns,
                    explained: one,
                    verbose: args.verbose,
                }
                .sentences(&mut out);
            }
        }
    }
    match anstream::stdout().lock().write_all(out.as_bytes()) {
        // Whoever reads has seen enough: `dyads explain … | head`.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(exit::FINE),
    }
}

/// The text of the command line, or all records of a file or of standard input, with what the options say of them.
fn pages(args: &ExplainArgs) -> anyhow::Result<Vec<Page>> {
    let mut pages = Vec::new();
    // No sentence is the name of a file that is there.
    if args.text == "-" || Path::new(&args.text).is_file() {
        for record in read::open(std::slice::from_ref(&args.text))?.records() {
            match record {
                Record::Page(page) => pages.push(*page),
                Record::Reject(reject) => {
                    let input = if args.text == "-" { "standard input" } else { &args.text };
                    anyhow::bail!("{input}, record {}: {}", reject.record, reject.reason)
                }
            }
        }
    } else {
        pages.push(Page { id: "text".into(), text: args.text.clone(), ..Page::default() });
    }
    for page in &mut pages {
        page.published = args.published.map(|day| day.and_time(NaiveTime::MIN).and_utc()).or(page.published);
        page.language = args.language.map(|lang| lang.tag().to_string()).or(page.language.take());
    }
    Ok(pages)
}

/// Every pattern as written, by the id of its rule.
fn pattern_texts(book: &Book) -> BTreeMap<String, &str> {
    let mut out = BTreeMap::new();
    for (id, action) in &book.body.actions.0 {
        for (tag, list) in action.patterns.iter() {
            for (i, text) in list.replace.iter().flatten().enumerate() {
                out.insert(format!("{}/{tag}/{}", id.value, i + 1), text.value.as_str());
            }
        }
    }
    out
}

/// An article as it is shown, with what names its numbers.
struct View<'a> {
    engine: &'a Engine,
    codebook: &'a Codebook,
    language: &'a Language,
    patterns: &'a BTreeMap<String, &'a str>,
    explained: &'a Explained<'a>,
    verbose: bool,
}

impl View<'_> {
    /// All sentences, each with its steps.
    fn sentences(&self, out: &mut String) {
        let sentences = &self.explained.prepared.sentences;
        for (index, (sentence, told)) in sentences.iter().zip(&self.explained.told).enumerate() {
            let text = style::sentence(sentence.span.of(self.text()));
            let quiet = told.trace.steps.is_empty();
            let headline = if sentence.headline { style::paint(style::DIM, "  (headline)") } else { String::new() };
            let _ = writeln!(out, "\n{:>2}  {}{headline}", index + 1, style::paint(if quiet { style::DIM } else { style::TITLE }, text));
            if self.verbose {
                self.tokens(sentence, out);
                self.units(told, out);
                self.phrases(told, out);
                self.clauses(told, out);
                self.dates(sentence, out);
            }
            self.discards(told, out);
            if quiet {
                let why = self.why(index, told);
                let _ = writeln!(out, "      {}", style::paint(style::DIM, format!("nothing to code: {why}")));
            }
            self.steps(sentence, told, out);
        }
    }

    fn article(&self) -> &Article {
        &self.explained.prepared.article
    }

    fn text(&self) -> &str {
        &self.article().text
    }

    fn tokens_of_article(&self) -> &[Token] {
        &self.explained.prepared.tokens
    }

    /// The bytes of a row of units.
    fn span(&self, parse: &Parse, units: std::ops::Range<usize>) -> Span {
        let tokens = self.tokens_of_article();
        match (parse.units.get(units.start), units.end.checked_sub(1).and_then(|last| parse.units.get(last))) {
            (Some(first), Some(last)) if first.first < last.last => tokens[first.first].span.join(tokens[last.last - 1].span),
            _ => Span::default(),
        }
    }

    /// The words of a noun phrase, quoted.
    fn phrase(&self, parse: &Parse, np: usize) -> String {
        style::quote(self.span(parse, parse.nps[np].units.clone()).of(self.text()))
    }

    /// Why a sentence has no trigger.
    fn why(&self, index: usize, told: &Told) -> String {
        match told.passed {
            Some(Passed::NothingToCode) => "it needs a word of an action and a word of an actor, and lacks one or both".into(),
            Some(Passed::TooMany) => "the article has as many mentions as an article may have".into(),
            Some(Passed::OffTopic(off)) => {
                let topic = &self.codebook.topics[off.topic].id;
                let words = self.engine.words_on(&self.explained.prepared, index, off.topic);
                let words: Vec<String> = words.iter().map(|span| style::quote(span.of(self.text()))).collect();
                let context = if off.context > 0 { format!(" and {} of its article", off.context) } else { String::new() };
                format!("it is on the topic `{topic}`: {} of its own{context}, by {}", points(off.own), words.join(", "))
            }
            None => "none of its verbs and nouns is the head of a pattern".into(),
        }
    }

    /// Phrases that swallow the words in them.
    fn discards(&self, told: &Told, out: &mut String) {
        for (u, unit) in told.parse.units.iter().enumerate() {
            if let Some(Sense::Discard { phrase, .. }) = unit.senses.first() {
                let words = style::quote(self.span(&told.parse, u..u + 1).of(self.text()));
                let line = format!("passed over: {words}, a phrase of `{}`", self.codebook.discards[*phrase as usize]);
                let _ = writeln!(out, "      {}", style::paint(style::DIM, line));
            }
        }
    }
}

fn points(number: u32) -> String {
    if number == 1 { "1 point".into() } else { format!("{number} points") }
}
