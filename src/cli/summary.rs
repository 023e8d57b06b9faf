//! What `dyads code` says when it is done.
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use super::exit;
use crate::model::Reject;
use crate::read::Notes;

/// How many rejects are told with their reasons.
pub(super) const REASONS: usize = 5;

/// The figures of a run; displayed, they are a few lines for a person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Records read.
    pub pages: u64,
    /// Records that were read before: in the dataset that was added to, or earlier in this run.
    pub known: u64,
    /// Pages that had another page's id and got one of their own.
    pub renamed: u64,
    /// Articles by language, "und" where that could not be told.
    pub languages: BTreeMap<String, u64>,
    /// Distinct events.
    pub events: u64,
    /// Mentions of them.
    pub mentions: u64,
    /// Articles whose text another article had before.
    pub duplicates: u64,
    /// Sentences that could hold an event and were passed over, by the topic they are on.
    pub discarded: BTreeMap<String, u64>,
    /// Records that could not be read.
    pub rejects: u64,
    /// The first of them.
    pub reasons: Vec<Reject>,
    /// What the reader took note of.
    pub notes: Notes,
    /// From the start to the finished dataset.
    pub elapsed: Duration,
}

impl Summary {
    /// Articles in all languages.
    pub fn articles(&self) -> u64 {
        self.languages.values().sum()
    }

    /// The command's exit code: [`exit::PROBLEMS`] where records were rejected, though the dataset is written.
    pub fn exit_code(&self) -> u8 {
        if self.rejects == 0 { exit::FINE } else { exit::PROBLEMS }
    }

    /// One line while the run goes on.
    pub(super) fn progress(&self) -> String {
        format!("{}, {}, {}", count(self.pages, "page"), count(self.articles(), "article"), count(self.mentions, "mention"))
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", count(self.pages, "page"), count(self.articles(), "article"))?;
        if !self.languages.is_empty() {
            // Most frequent first, then by name.
            let mut languages: Vec<_> = self.languages.iter().collect();
            languages.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
            let languages: Vec<String> = languages.iter().map(|(name, count)| format!("{name} {count}")).collect();
            write!(f, " ({})", languages.join(", "))?;
        }
        if self.duplicates > 0 {
            write!(f, ", {} of an earlier article", count(self.duplicates, "copy"))?;
        }
        if self.known > 0 {
            write!(f, "\n{} passed over: read before with the same id and text", count(self.known, "record"))?;
        }
        if self.renamed > 0 {
            write!(f, "\n{} had the id of another text and got one of their own (id~…)", count(self.renamed, "page"))?;
        }
        write!(f, "\n{} in {}", count(self.events, "event"), count(self.mentions, "mention"))?;
        if !self.discarded.is_empty() {
            let mut topics: Vec<_> = self.discarded.iter().collect();
            topics.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
            let topics: Vec<String> = topics.iter().map(|(name, count)| format!("{name} {count}")).collect();
            write!(f, "\n{} passed over as no politics ({})", count(self.discarded.values().sum(), "sentence"), topics.join(", "))?;
        }
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 {
            write!(f, "\n{seconds:.1} s, {:.0} articles a second", self.articles() as f64 / seconds)?;
        }
        if let Some(first) = &self.notes.first_unread_date {
            let unread = count(self.notes.unread_dates, "date");
            write!(f, "\n{unread} could not be read and count as missing; the first: {first}")?;
        }
        if self.notes.teasers > 0 {
            let of = if self.notes.teasers == 1 { "page has" } else { "pages have" };
            write!(f, "\n{} {of} no text but a line about it (description, summary), which was coded", self.notes.teasers)?;
        }
        for absent in self.notes.absent.values() {
            write!(f, "\nno record has the column: {absent}")?;
        }
        if self.rejects > 0 {
            write!(f, "\n{} could not be read (all are in rejects/):", count(self.rejects, "record"))?;
            for reject in &self.reasons {
                match reject.record {
                    0 => write!(f, "\n  {}: {}", reject.input, reject.reason)?,
                    record => write!(f, "\n  {}, record {record}: {}", reject.input, reject.reason)?,
                }
            }
            if self.rejects > self.reasons.len() as u64 {
                write!(f, "\n  and {} more", self.rejects - self.reasons.len() as u64)?;
            }
        }
        Ok(())
    }
}

/// "1 page", "2 pages", "2 copies".
pub(super) fn count(number: u64, word: &str) -> String {
    match (number, word.strip_suffix('y')) {
        (1, _) => format!("1 {word}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {word}s"),
    }
}
