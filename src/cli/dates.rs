//! `dyads dates INPUT…`: the dates found in each record's text, one JSON object a line, without coding any event.

use std::io::Write;

use serde::Serialize;

use crate::dates::{Anchor, DateMention, Tagger};
use crate::language::{Lang, Profile, Vocabulary, detect, tokenize};
use crate::model::{Record, Reject};
use crate::read::Assignment;

/// One line of the output.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    expressions: Vec<Expression<'a>>,
}

/// A date in the text; offsets are code points.
#[derive(Serialize)]
struct Expression<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    first: String,
    last: String,
    precision: &'static str,
    basis: &'static str,
    /// The stretch of which it is one end: "from 3 to 5 May".
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<(String, String)>,
}

/// The taggers of a codebook, one a language, and the vocabulary they share.
pub struct Dates<'a> {
    /// Words of the codebook.
    pub vocabulary: &'a Vocabulary,
    /// One tagger for each language that has dates.
    pub taggers: &'a [(Lang, Tagger)],
}

/// Writes a line of dates for each record, counted from its day of publication; the records that could not be read. Expressions without an
/// interval are left out. A text in a language without dates has none.
///
/// # Errors
/// Writing fails.
pub fn run(dates: &Dates, records: impl Iterator<Item = Record>, mut output: impl Write) -> anyhow::Result<Vec<Reject>> {
    let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
    let mut rejects = Vec::new();
    for record in records {
        let page = match record {
            Record::Page(page) => page,
            Record::Reject(reject) => {
                rejects.push(reject);
                continue;
            }
        };
        let tag = page.language.as_deref().unwrap_or_else(|| detect(&page.text));
        tokens.clear();
        mentions.clear();
        if let Some((lang, tagger)) = Lang::from_tag(tag).and_then(|lang| dates.taggers.iter().find(|(l, _)| *l == lang)) {
            tokenize(&page.text, &Profile::of(*lang), dates.vocabulary, &mut tokens);
            let day = page.published_day.or_else(|| page.published.map(|at| at.date_naive()));
            let anchor = day.map_or_else(Anchor::unknown, Anchor::day);
            tagger.tag(&page.text, &tokens, &anchor, &mut mentions);
        }
        let row = Row { id: &page.id, expressions: rows(&page.text, &mentions) };
        serde_json::to_writer(&mut output, &row)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(rejects)
}

fn rows<'a>(text: &'a str, mentions: &[DateMention]) -> Vec<Expression<'a>> {
    let (mut at, mut points) = (0, 0);
    let mut point = |byte: usize| {
        points += text.get(at..byte).map_or(0, |s| s.chars().count());
        at = byte;
        points
    };
    let mut out = Vec::new();
    for mention in mentions {
        let (Some(first), Some(last)) = (mention.value.first, mention.value.last) else { continue };
        let (start, end) = (point(mention.span.start as usize), point(mention.span.end as usize));
        out.push(Expression {
            start,
            end,
            text: mention.span.of(text),
            first: first.to_string(),
            last: last.to_string(),
            precision: mention.value.precision.as_str(),
            basis: mention.value.basis.as_str(),
            range: mention.range.and_then(|range| Some((range.first?.to_string(), range.last?.to_string()))),
        });
    }
    out
}

/// Print the dates found in texts.
#[derive(Clone, Debug, clap::Args)]
pub struct DatesArgs {
    /// Files, folders or patterns to read; - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,
    /// Column to read for text, title, published, crawled, url, publisher, language or id, as text=body; text=lead+body joins two
    #[arg(long, value_name = "ROLE=COLUMN")]
    pub map: Vec<Assignment>,
    /// Codebook to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// Inputs that can't be read, a codebook with errors.
pub fn command(args: &DatesArgs) -> anyhow::Result<u8> {
    let mut ready = super::engine::ready(args.codebook.as_deref().unwrap_or(super::engine::DEFAULT))?;
    let taggers: Vec<(Lang, Tagger)> =
        Lang::ALL.into_iter().zip(ready.engine.taggers.drain(..)).filter_map(|(lang, tagger)| tagger.map(|t| (lang, t))).collect();
    let dates = Dates { vocabulary: &ready.engine.codebook.vocabulary, taggers: &taggers };
    let output = std::io::BufWriter::new(std::io::stdout().lock());
    let rejects = run(&dates, super::inputs::open(&args.inputs, &args.map)?, output)?;
    for reject in rejects.iter().take(super::summary::REASONS) {
        anstream::eprintln!("{}, record {}: {}", reject.input, reject.record, reject.reason);
    }
    if rejects.len() > super::summary::REASONS {
        anstream::eprintln!("and {} more records that could not be read", rejects.len() - super::summary::REASONS);
    }
    Ok(if rejects.is_empty() { super::exit::FINE } else { super::exit::PROBLEMS })
}
