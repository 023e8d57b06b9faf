//! Tables of delimited values (CSV, TSV): one row, one page. Cells may hold line breaks in quotation marks. A row with too few or too
//! many cells is a reject.

use std::io::{self, BufRead};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::Value;

use super::compression::{self, Unpacked};
use super::csv_layout::{Layout, is_blank, number, same};
use super::fields::{self, Field, Fields};
use super::mapping::Role;
use super::text::{not_utf8, size};
use super::vote::{Row, Rows, Voted};
use super::{Context, Format, Notes};

/// Cells of a row at most.
const MOST_CELLS: usize = 100_000;

/// Reads rows into cells, holding no more than a limit.
pub(super) struct Cells {
    core: Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    limit: usize,
    line: u64,
}

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A row.
    Row,
    /// One above the limit, which was passed over.
    TooLong,
    /// No more rows; with bytes that are not all there, perhaps a part of one.
    End,
}

impl Cells {
    pub(super) fn new(delimiter: u8, quoted: bool, limit: usize) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).quoting(quoted).build();
        Cells { core, bytes: vec![0; 16 << 10], ends: vec![0; 64], count: 0, limit, line: 1 }
    }

    /// The next row. `whole` where the bytes end with `reader`; else a row they cut through is none.
    pub(super) fn step(&mut self, reader: &mut &[u8], whole: bool) -> Step {
        match self.read(reader, whole) {
            Ok(step) => step,
            Err(_) => Step::End,
        }
    }

    fn read(&mut self, reader: &mut impl BufRead, whole: bool) -> io::Result<Step> {
        let (mut bytes, mut cells, mut too_long) = (0, 0, false);
        self.line = self.core.line();
        loop {
            let available = match reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if available.is_empty() && !whole {
                return Ok(Step::End);
            }
            let (result, used, written, ended) = self.core.read_record(available, &mut self.bytes[bytes..], &mut self.ends[cells..]);
            reader.consume(used);
            bytes += written;
            cells += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.bytes.len() > self.limit => {
                    too_long = true;
                    bytes = 0;
                }
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() > MOST_CELLS => {
                    too_long = true;
                    cells = 0;
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.count = cells;
                    return Ok(if too_long || bytes > self.limit { Step::TooLong } else { Step::Row });
                }
                ReadRecordResult::End => return Ok(Step::End),
            }
        }
    }

    /// How many cells the row has.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// One of its cells.
    pub(super) fn get(&self, at: usize) -> &[u8] {
        let begin = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.bytes[begin..self.ends[at]]
    }
}

/// A table that is being read.
pub(super) struct Csv {
    reader: Unpacked,
    cells: Cells,
    width: usize,
    number: u64,
    limit: usize,
    ended: bool,
    /// Columns that may serve, and those `--map` names.
    known: Vec<(usize, Field)>,
    mapped: Vec<(Role, Vec<(usize, Field)>)>,
    others: Vec<String>,
    told: bool,
}

impl Csv {
    /// # Errors
    /// The first line can't be read.
    pub(super) fn open(mut reader: Unpacked, layout: Layout, context: &Context) -> Result<Box<dyn Format>, String> {
        let failed = |error: io::Error| compression::explain(&error);
        let mark = reader.fill_buf().map_err(failed)?.starts_with(b"\xef\xbb\xbf");
        let skip = layout.skip as u64 + if mark { 3 } else { 0 };
        io::copy(&mut io::Read::take(&mut reader, skip), &mut io::sink()).map_err(failed)?;
        let mut cells = Cells::new(layout.delimiter, layout.quoted, context.limit);
        if layout.header {
            cells.read(&mut reader, true).map_err(failed)?;
        }
        let columns = &layout.columns;
        let field = |name: &'static str, at: usize| Field { name, path: columns[at].as_str().into(), value: Value::Null };
        let place = |named: &String| columns.iter().position(|column| same(column, named)).or_else(|| number(columns, named));
        let mapped = context.mapping.assignments().iter().map(|own| {
            let places = own.columns.iter().filter_map(place);
            (own.role, places.map(|at| (at, field("", at))).collect())
        });
        let mapped: Vec<(Role, Vec<(usize, Field)>)> = mapped.collect();
        let (mut known, mut others) = (Vec::new(), Vec::new());
        for (at, column) in columns.iter().enumerate() {
            match fields::known(column) {
                Some(name) => known.push((at, field(name, at))),
                None if mapped.iter().flat_map(|(_, places)| places).any(|(own, _)| *own == at) => {}
                None => others.push(column.clone()),
            }
        }
        let width = columns.len();
        let csv = Csv { reader, cells, width, number: 0, limit: context.limit, ended: false, known, mapped, others, told: false };
        Ok(Box::new(Voted::new(csv)))
    }

    /// Why a row is none of this table; None where it is.
    fn ragged(&self) -> Option<String> {
        let (found, width) = (self.cells.len(), self.width);
        // Programs write a mark behind the last cell; what is empty is not too much.
        if found == width || found > width && (width..found).all(|at| self.cells.get(at).is_empty()) {
            return None;
        }
        let line = self.cells.line;
        let lines = self.cells.core.line().saturating_sub(line);
        let runs = if lines > 1 { format!("; it runs over {lines} lines: is a quotation mark not closed?") } else { String::new() };
        Some(format!("the row at line {line} has {found} cells and the table {width} columns{runs}"))
    }

    fn cell(&self, at: usize) -> Result<Value, String> {
        let bytes = self.cells.get(at);
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => Ok(Value::String(text.replace('\0', ""))),
            Ok(text) => Ok(Value::String(text.to_string())),
            Err(error) => Err(not_utf8(bytes, error.valid_up_to(), &format!("of cell {} at line {}", at + 1, self.cells.line))),
        }
    }

    fn fields(&self) -> Result<Fields, String> {
        if let Some(reason) = self.ragged() {
            return Err(reason);
        }
        let filled = |(at, field): &(usize, Field)| Ok(Field { value: self.cell(*at)?, ..field.clone() });
        let known = self.known.iter().filter(|(at, _)| !is_blank(self.cells.get(*at))).map(filled);
        let mapped = self.mapped.iter().map(|(role, places)| Ok((*role, places.iter().map(filled).collect::<Result<_, String>>()?)));
        Ok(Fields { known: known.collect::<Result<_, String>>()?, mapped: mapped.collect::<Result<_, String>>()?, others: Vec::new() })
    }
}

impl Rows for Csv {
    fn row(&mut self, notes: &mut Notes) -> Option<Row> {
        if let (false, Some(survey)) = (self.told, &mut notes.survey) {
            self.known.iter().for_each(|(_, field)| survey.unread(&field.path));
            self.others.iter().for_each(|name| survey.unread(name));
        }
        self.told = true;
        if self.ended {
            return None;
        }
        self.number += 1;
        let (number, limit) = (self.number, self.limit);
        let fields = match self.cells.read(&mut self.reader, true) {
            Ok(Step::Row) => self.fields(),
            Ok(Step::TooLong) => {
                Err(format!("the row at line {} is longer than {}: is a quotation mark not closed?", self.cells.line, size(limit)))
            }
            Ok(Step::End) => {
                self.ended = true;
                return None;
            }
            Err(error) => {
                self.ended = true;
                Err(compression::explain(&error))
            }
        };
        Some(Row { number, fields })
    }
}
