use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{DateValue, PublishedBasis, Span};

/// One record of the input, as read: a web page, a wire story, a line of JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The record's own id, else a hash of url and text.
    pub id: String,
    /// Address.
    pub url: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Headline, where it is not part of the text.
    pub title: Option<String>,
    /// Language as the record says (BCP 47), not detected.
    pub language: Option<String>,
    /// Publication instant.
    pub published: Option<DateTime<Utc>>,
    /// The day of that at the publisher: in the zone the record names. Without it the day in UTC counts.
    pub published_day: Option<NaiveDate>,
    /// What says so: the record, or the page's mark-up.
    pub published_in: PublishedBasis,
    /// When a crawl fetched it: no day of publication, but none is later.
    pub crawled: Option<DateTime<Utc>>,
    /// The text.
    pub text: String,
    /// File it came from, as named on the command line (or found below a folder so named); "-" for standard input.
    pub input: String,
    /// Record number in that file, from 1.
    pub record: u64,
}

/// What a reader yields.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A page that can be coded.
    Page(Box<Page>),
    /// A record that can't be read.
    Reject(Reject),
}

/// A record that could not be read, and why; the run goes on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reject {
    /// File.
    pub input: String,
    /// Record number in the file, from 1; 0 where the whole file is meant.
    pub record: u64,
    /// Why, for a person: what is wrong and how to mend it.
    pub reason: String,
}

/// One article cut from a page. Offsets everywhere below are bytes of `text`.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The page's id, with `#n` after it for the second and later articles of a page.
    pub id: String,
    /// Id of the page.
    pub page_id: String,
    /// Which article of the page, from 0.
    pub segment: u32,
    /// Address of the page.
    pub url: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Headline (from the record, or the segment's first line).
    pub title: Option<String>,
    /// BCP 47; "und" where it can't be told.
    pub language: String,
    /// Publication instant where it is known to the day at least.
    pub published: Option<DateTime<Utc>>,
    /// Publication as an interval of days: a day when known, wider when inferred.
    pub published_when: DateValue,
    /// How it is known.
    pub published_basis: PublishedBasis,
    /// The text that is coded: the title (where the record gives one apart) on the first line, then the body, furniture left out
    /// of coding by `dropped`.
    pub text: String,
    /// Bytes of the title at the start of `text`; empty where there is none.
    pub title_span: Span,
    /// Stretches of `text` that are furniture: kept in the text, not coded.
    pub dropped: Vec<Drop>,
    /// File.
    pub input: String,
    /// Record number.
    pub record: u64,
}

/// A stretch of text left out of coding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Drop {
    /// Where.
    pub span: Span,
    /// Why.
    pub reason: DropReason,
}

/// Why a stretch is not coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DropReason {
    /// "By Jane Doe", «زنقة 20 | علي التومي».
    Byline,
    /// "Source: Reuters", «المصدر: الجزيرة».
    SourceLine,
    /// "Tags: …", «كلمات دلالية: …».
    Tags,
    /// A list of other stories: "Related", «مقالات مشابهة».
    Related,
    /// A "Read also" pointer to one other story.
    ReadAlso,
    /// Share buttons, cookies, subscriptions, navigation, copyright.
    Furniture,
    /// A picture's caption or credit.
    Caption,
    /// What readers wrote below the story.
    Comment,
    /// A line that only says when the story was printed or changed: "Updated 3 hours ago".
    Date,
}

impl DropReason {
    /// The word used by `explain` and the tables.
    pub fn as_str(self) -> &'static str {
        match self {
            DropReason::Byline => "byline",
            DropReason::SourceLine => "source_line",
            DropReason::Tags => "tags",
            DropReason::Related => "related",
            DropReason::ReadAlso => "read_also",
            DropReason::Furniture => "furniture",
            DropReason::Caption => "caption",
            DropReason::Comment => "comment",
            DropReason::Date => "date",
        }
    }
}
