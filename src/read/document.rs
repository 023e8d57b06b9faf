//! One input: unpack it, look at its first bytes, and hand it to the reader of its format.

use std::io::{BufReader, Read};
use std::path::PathBuf;

use super::archive::{self, Archive};
use super::compression::{self, Unpacked, peek, unpack};
use super::csv::Csv;
use super::csv_layout::{self, Guess};
use super::foreign::foreign;
use super::hash::{InputHash, Shared};
use super::jsonl::{self, JsonDocument, JsonLines};
use super::list::{self, JsonList};
use super::parquet::Parquet;
use super::sources::{self, Source};
use super::spool::seekable;
use super::{Context, Format, Notes, reject, text};
use crate::model::{Record, Reject};

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
        let (name, format) = format_of(&start, reader, file, self.archived, input, context);
        let packing: Vec<&'static str> = self.archived.into_iter().chain(packing).collect();
        if let Some(survey) = &mut notes.survey {
            survey.open(input, name, &packing, None);
        }
        format
    }
}

/// The reader for a document that starts so, and the name of its format.
fn format_of(
    start: &[u8],
    reader: Unpacked,
    file: Option<PathBuf>,
    archived: Option<&'static str>,
    input: &str,
    context: &Context,
) -> (&'static str, Box<dyn Format>) {
    let plain = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if let Some(kind) = archive::kind(start) {
        return match archived {
            Some(_) => ("an archive", Refused::new(format!("this is a {kind} archive within an archive: unpack the outer one first"))),
            None => (kind, Archive::open(kind, reader, file, context)),
        };
    }
    if start.starts_with(b"PAR1") {
        let opened = seekable(reader, file).and_then(|file| Parquet::open(file, context));
        return ("Parquet", opened.unwrap_or_else(Refused::new));
    }
    if let Some(reason) = foreign(plain) {
        return ("not read", Refused::new(reason));
    }
    if let Some(at) = list::begins(plain) {
        let at = at + start.len() - plain.len();
        let list = JsonList::new(reader, at, context.clone());
        return (
            "JSON list",
            list.map_or_else(|error| Refused::new(compression::explain(&error)), |list| Box::new(list) as Box<dyn Format>),
        );
    }
    if jsonl::is_json_lines(plain) {
        return ("JSON Lines", Box::new(JsonLines::new(reader, context.clone())));
    }
    if plain.trim_ascii_start().starts_with(b"{") {
        let whole = jsonl::whole(reader, context.limit);
        let document = whole.map(|values| Box::new(JsonDocument::new(values, context.clone())) as Box<dyn Format>);
        return ("JSON", document.unwrap_or_else(Refused::new));
    }
    match csv_layout::guess(plain, start.len() < START, input, &context.mapping) {
        Guess::Csv(layout) => {
            let name = layout.name();
            (name, Csv::open(reader, layout, context).unwrap_or_else(Refused::new))
        }
        Guess::Refused(reason) => ("a table", Refused::new(reason)),
        Guess::Other => ("plain text", Box::new(text::Text::new(reader, context.limit))),
    }
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
