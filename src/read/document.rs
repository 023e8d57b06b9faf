//! One input: unpack it, look at its first bytes, and hand it to the reader of its format.

use std::io::{BufReader, Read};
use std::path::PathBuf;

use super::archive::{self, Archive};
use super::compression::{self, Unpacked, peek, unpack};
use super::csv::Csv;
use super::csv_layout::{self, Guess};
use super::encoding::{Transcoder, decode, encoding_of};
use super::feed::Entries;
use super::foreign::foreign;
use super::hash::{InputHash, Shared};
use super::jsonl::{self, JsonDocument, JsonLines};
use super::list::{self, JsonList};
use super::parquet::Parquet;
use super::sources::{self, Source};
use super::spool::seekable;
use super::{Context, Format, Notes, blocks, feed, html, reject, text, warc, xml};
use crate::model::{Record, Reject};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// How much of an input is looked at before its format is known.
const START: usize = 64 << 10;

/// An input that is being read.
pub(super) struct Document {
    input: String,
    raw: Shared,
    format: Box<dyn Format>,
}

impl Document {
    /// Opens an input and finds out its format.
    pub(super) fn open(source: Source, context: &Context, notes: &mut Notes) -> Result<Self, Reject> {
        let (input, path) = (source.name.clone(), source.path());
        let refuse = |reason: String| Reject { input: input.clone(), record: 0, reason };
        let reader = source.open().map_err(|error| refuse(sources::explain(&error)))?;
        let raw = Shared::new(reader);
        let stream = Stream { reader: Box::new(raw.clone()), file: path, archived: None };
        let format = stream.format(&input, context, notes);
        Ok(Document { input, raw, format })
    }

    /// The next record; None at the end.
    pub(super) fn next(&mut self, notes: &mut Notes) -> Option<Record> {
        self.format.next(&self.input, notes)
    }

    /// Reads what is left and gives the input's hash.
    pub(super) fn finish(self) -> Option<InputHash> {
        let Document { input, raw, format } = self;
        drop(format);
        raw.finish(&input)
    }
}

/// Bytes whose format is to be found out.
pub(super) struct Stream {
    pub(super) reader: Box<dyn Read + Send>,
    /// The file they are, where they lie in one as they are.
    pub(super) file: Option<PathBuf>,
    /// The kind of archive they come from.
    pub(super) archived: Option<&'static str>,
}

impl Stream {
    /// Looks at the first bytes and puts the reader of the format over them.
    pub(super) fn format(self, input: &str, context: &Context, notes: &mut Notes) -> Box<dyn Format> {
        let unpacked = unpack(self.reader).and_then(|(packing, reader)| Ok((packing, peek(reader, START)?)));
        let (packing, (start, reader)) = match unpacked {
            Err(error) => return Refused::new(compression::explain(&error)),
            Ok(unpacked) => unpacked,
        };
        let file = self.file.filter(|_| packing.is_none());
        let reader: Unpacked = BufReader::with_capacity(START, Box::new(reader));
        let found = of_bytes(&start, file, self.archived, context, reader).unwrap_or_else(|reader| of_text(&start, reader, input, context));
        let packing: Vec<&'static str> = self.archived.into_iter().chain(packing).collect();
        if let Some(survey) = &mut notes.survey {
            survey.open(input, found.name, &packing, found.encoding);
        }
        found.format
    }
}

/// A format that was found, and the reader for it.
struct Found {
    name: &'static str,
    encoding: Option<&'static str>,
    format: Box<dyn Format>,
}

impl Found {
    fn new(name: &'static str, format: Result<Box<dyn Format>, String>) -> Self {
        Found { name, encoding: None, format: format.unwrap_or_else(Refused::new) }
    }
}

/// Formats that are no text; the reader back where it is none of them.
fn of_bytes(
    start: &[u8],
    file: Option<PathBuf>,
    archived: Option<&'static str>,
    context: &Context,
    reader: Unpacked,
) -> Result<Found, Unpacked> {
    if let Some(kind) = archive::kind(start) {
        return Ok(match archived {
            Some(_) => Found::new("an archive", Err(format!("this is a {kind} archive within an archive: unpack the outer one first"))),
            None => Found::new(kind, Ok(Archive::open(kind, reader, file, context))),
        });
    }
    if start.starts_with(b"PAR1") {
        return Ok(Found::new("Parquet", seekable(reader, file).and_then(|file| Parquet::open(file, context))));
    }
    if warc::is_warc(start) {
        return Ok(Found::new("WARC", Ok(Box::new(warc::Warc::new(reader, context.limit)))));
    }
    match foreign(start) {
        Some(reason) => Ok(Found::new("not read", Err(reason))),
        None => Err(reader),
    }
}

/// Formats of text. UTF-16, whose letters are no bytes, is made UTF-8 before the format is looked for, and so are tables; other encodings
/// are the formats' own affair.
fn of_text(start: &[u8], reader: Unpacked, input: &str, context: &Context) -> Found {
    let encoding = encoding_of(start, None, None);
    let recoded = |reader: Unpacked| BufReader::with_capacity(START, Box::new(Transcoder::new(reader, encoding)) as Box<dyn Read + Send>);
    let whole = start.len() < START;
    let mut found = if encoding == UTF_16LE || encoding == UTF_16BE {
        let text = decode(start, None).text;
        of_marks(text.as_bytes(), recoded(reader), context)
            .unwrap_or_else(|reader| of_shape(text.as_bytes(), whole, reader, input, context))
    } else {
        of_marks(start, reader, context).unwrap_or_else(|reader| match encoding {
            encoding if encoding == UTF_8 => of_shape(start, whole, reader, input, context),
            encoding => {
                let text = decode(start, None).text;
                match csv_layout::guess(text.as_bytes(), whole, input, &context.mapping) {
                    // A plain text is decoded by all of it, which tells more than its first bytes.
                    Guess::Other => Found::new("plain text", Ok(Box::new(text::Text::new(reader, context.limit)))),
                    guess => of_guess(guess, recoded(reader), encoding.name(), context),
                }
            }
        })
    };
    if found.encoding.is_none() && found.name != "not read" {
        found.encoding = Some(encoding.name());
    }
    found
}

/// Formats of text that begin with marks of their own; the reader back where it is none of them.
fn of_marks(start: &[u8], reader: Unpacked, context: &Context) -> Result<Found, Unpacked> {
    let plain = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if html::is_html(plain) {
        return Ok(Found::new("HTML", Ok(Box::new(html::Html::new(reader, context.limit)))));
    }
    if xml::is_xml(plain) {
        return Ok(Found::new("XML", xml::open(plain, reader, context.limit).map_err(|reason| format!("this is {reason}"))));
    }
    if let Some(records) = blocks::open(start) {
        return Ok(Found::new("a news database's export", Ok(records(reader, context.limit))));
    }
    if feed::is_json_feed(plain) {
        return Ok(Found::new("JSON Feed", Entries::open(reader, context.limit).map(|entries| Box::new(entries) as _)));
    }
    if let Some(at) = list::begins(plain) {
        let list = JsonList::new(reader, at + start.len() - plain.len(), context.clone());
        return Ok(Found::new("JSON list", list.map(|list| Box::new(list) as _).map_err(|error| compression::explain(&error))));
    }
    if jsonl::is_json_lines(plain) {
        return Ok(Found::new("JSON Lines", Ok(Box::new(JsonLines::new(reader, context.clone())))));
    }
    if plain.trim_ascii_start().starts_with(b"{") {
        let values = jsonl::whole(reader, context.limit);
        return Ok(Found::new("JSON", values.map(|values| Box::new(JsonDocument::new(values, context.clone())) as _)));
    }
    Err(reader)
}

/// A table, or plain text.
fn of_shape(start: &[u8], whole: bool, reader: Unpacked, input: &str, context: &Context) -> Found {
    let plain = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    of_guess(csv_layout::guess(plain, whole, input, &context.mapping), reader, UTF_8.name(), context)
}

fn of_guess(guess: Guess, reader: Unpacked, encoding: &'static str, context: &Context) -> Found {
    let found = match guess {
        Guess::Csv(layout) => Found::new(layout.name(), Csv::open(reader, layout, context)),
        Guess::Refused(reason) => Found::new("a table", Err(reason)),
        Guess::Other => Found::new("plain text", Ok(Box::new(text::Text::new(reader, context.limit)))),
    };
    Found { encoding: Some(encoding), ..found }
}

/// An input that can't be read: nothing but a reason.
pub(super) struct Refused(Option<String>);

impl Refused {
    #[expect(clippy::new_ret_no_self, reason = "only ever used as a reader")]
    pub(super) fn new(reason: String) -> Box<dyn Format> {
        Box::new(Refused(Some(reason)))
    }
}

impl Format for Refused {
    fn next(&mut self, input: &str, _: &mut Notes) -> Option<Record> {
        Some(reject(input, 0, self.0.take()?))
    }
}
