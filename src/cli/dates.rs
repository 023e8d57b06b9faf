//! `dyads dates FILE.jsonl`: the dates found in each line's text, one JSON object a line, without coding any event.

use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::dates::{Anchor, DateMention, Tagger};
use crate::language::{Lang, Profile, Vocabulary, detect, tokenize};

/// One line of the input.
#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

/// One line of the output.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a serde_json::Value,
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

/// Reads JSON Lines (`id`, `text`, `published`, `language`) and writes a line of dates for each. Expressions without an interval
/// are left out. A text in a language without dates has none. Errors: a line that is no JSON object, or reading or writing fails.
pub fn run(dates: &Dates, input: impl BufRead, mut output: impl Write) -> anyhow::Result<()> {
    let (mut tokens, mut mentions) = (Vec::new(), Vec::new());
    for (number, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&line).map_err(|e| anyhow::anyhow!("line {}: {e}", number + 1))?;
        let tag = line.language.as_deref().unwrap_or_else(|| detect(&line.text));
        tokens.clear();
        mentions.clear();
        if let Some((lang, tagger)) = Lang::from_tag(tag).and_then(|lang| dates.taggers.iter().find(|(l, _)| *l == lang)) {
            tokenize(&line.text, &Profile::of(*lang), dates.vocabulary, &mut tokens);
            let day = line.published.as_deref().and_then(|p| p.get(..10)).and_then(|p| p.parse().ok());
            let anchor = day.map_or_else(Anchor::unknown, Anchor::day);
            tagger.tag(&line.text, &tokens, &anchor, &mut mentions);
        }
        let row = Row { id: &line.id, expressions: rows(&line.text, &mentions) };
        serde_json::to_writer(&mut output, &row)?;
        output.write_all(b"\n")?;
    }
    Ok(())
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
    /// JSON Lines with id, text, published, language; - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Codebook to use instead of the built-in one
    #[arg(long, value_name = "DIR")]
    pub codebook: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// A file that can't be read, a line that is no record, a codebook with errors.
pub fn command(args: &DatesArgs) -> anyhow::Result<u8> {
    let mut ready = super::engine::ready(args.codebook.as_deref().unwrap_or(super::engine::DEFAULT))?;
    let taggers: Vec<(Lang, Tagger)> =
        Lang::ALL.into_iter().zip(ready.engine.taggers.drain(..)).filter_map(|(lang, tagger)| tagger.map(|t| (lang, t))).collect();
    let dates = Dates { vocabulary: &ready.engine.codebook.vocabulary, taggers: &taggers };
    let output = std::io::BufWriter::new(std::io::stdout().lock());
    if args.file == "-" {
        run(&dates, std::io::stdin().lock(), output)?;
    } else {
        let file = std::fs::File::open(&args.file).map_err(|e| anyhow::anyhow!("cannot read {}: {e}", args.file))?;
        run(&dates, std::io::BufReader::new(file), output)?;
    }
    Ok(super::exit::FINE)
}
