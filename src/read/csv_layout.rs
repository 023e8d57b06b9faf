//! Whether a text is a table of delimited values, and how it is laid out: told by its first lines, never by its name alone. Prose has
//! commas too, so a table shows itself by a first line of names that are known, or that `--map` names.

use super::csv::{Cells, Step};
use super::dates::parse_date;
use super::fields;
use super::mapping::{Mapping, Role, absent, listed};
use super::shorten;
use super::values::{is_missing, is_url};

/// Marks that part cells, those first that are rarer in prose.
const DELIMITERS: [u8; 4] = *b"\t|;,";
/// Columns of trafilatura's tables, which have no header.
const TRAFILATURA: [&str; 11] =
    ["url", "id", "fingerprint", "hostname", "title", "image", "date", "text", "comments", "license", "pagetype"];
/// A name of a column is shorter than this.
const LONGEST_NAME: usize = 64;
/// Rows of a table that names none of its columns, at least.
const LEAST_ROWS: usize = 3;

/// How a table is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// Whether cells may stand in quotation marks.
    pub(super) quoted: bool,
    /// Names of the columns; numbers where the table has none.
    pub(super) columns: Vec<String>,
    /// Whether the first line holds the names.
    pub(super) header: bool,
    /// Bytes before the first line: Excel's `sep=;`.
    pub(super) skip: usize,
}

impl Layout {
    pub(super) fn name(&self) -> &'static str {
        match self.delimiter {
            b'\t' => "TSV",
            b';' => "CSV (semicolons)",
            b'|' => "CSV (bars)",
            _ => "CSV",
        }
    }
}

/// What a text is.
pub(super) enum Guess {
    /// A table that can be read.
    Csv(Layout),
    /// A table that can't, and what to do.
    Refused(String),
    /// No table.
    Other,
}

/// Looks at the first bytes of a text; `whole` where they are all of it.
pub(super) fn guess(start: &[u8], whole: bool, input: &str, mapping: &Mapping) -> Guess {
    let (start, skip, told) = separator_line(start);
    let tried: Vec<Sample> = DELIMITERS
        .into_iter()
        .filter(|own| told.is_none_or(|told| told == *own))
        .filter(|own| start.contains(own) || told.is_some())
        .filter_map(|own| Sample::read(start, whole, own))
        .collect();
    let named = table_name(input);
    if let Some(sample) = tried.iter().filter(|sample| sample.has_header(mapping, named)).max_by_key(|sample| sample.known) {
        let header = sample.layout(skip, true);
        return match refusal(&header.columns, mapping) {
            Some(reason) => Guess::Refused(reason),
            None => Guess::Csv(header),
        };
    }
    let Some(sample) = tried.iter().filter(|sample| sample.is_trafilatura() || sample.is_table(named)).max_by_key(|sample| sample.width())
    else {
        return if named && start.contains(&b'\n') { Guess::Refused(shapeless()) } else { Guess::Other };
    };
    let width = sample.width();
    if mapping.is_empty() && sample.is_trafilatura() {
        let columns = TRAFILATURA.map(str::to_string).to_vec();
        return Guess::Csv(Layout { columns, ..sample.layout(skip, false) });
    }
    let by_number = |column: &String| column.parse().is_ok_and(|number: usize| (1..=width).contains(&number));
    if mapping.assignments().iter().any(|own| own.role == Role::Text && own.columns.iter().all(by_number)) {
        let mut layout = sample.layout(skip, false);
        layout.columns = (1..=width).map(|number| number.to_string()).collect();
        return match refusal(&layout.columns, mapping) {
            Some(reason) => Guess::Refused(reason),
            None => Guess::Csv(layout),
        };
    }
    Guess::Refused(format!(
        "a table of {width} columns, and its first line names none that is known (it begins: {}); say which column holds the text, by its \
         name there, --map text=NAME, or by its number where that line is no header, --map text=3",
        listed(sample.rows[0].iter().map(|cell| shorten(&cell.replace('\n', " "))).collect::<Vec<_>>().iter().map(String::as_str))
    ))
}

/// `sep=;`, which Excel writes: the text behind it, its length, and the mark.
fn separator_line(start: &[u8]) -> (&[u8], usize, Option<u8>) {
    let line = start.split_inclusive(|&byte| byte == b'\n').next().unwrap_or(b"");
    match line.trim_ascii_end().strip_prefix(b"sep=") {
        Some(&[mark]) => (&start[line.len()..], line.len(), Some(mark)),
        Some(b"") if line.starts_with(b"sep=\t") => (&start[line.len()..], line.len(), Some(b'\t')),
        _ => (start, 0, None),
    }
}

/// Whether a file is called a table.
fn table_name(input: &str) -> bool {
    let name = input.to_ascii_lowercase();
    let name = [".gz", ".zst"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    [".csv", ".tsv", ".tab"].iter().any(|end| name.ends_with(end))
}

fn shapeless() -> String {
    "its name says that it is a table, but its lines have no common number of columns; was it cut, or has it another name? Call it .txt if \
     it is one article"
        .into()
}

/// The first rows of a text read with one delimiter.
struct Sample {
    delimiter: u8,
    quoted: bool,
    rows: Vec<Vec<String>>,
    /// How many names of the first row are known.
    known: usize,
}

impl Sample {
    /// Reads with quotation marks, and without where that fits better: in tables parted by tabs they may stand for themselves.
    fn read(start: &[u8], whole: bool, delimiter: u8) -> Option<Sample> {
        let with = Sample::of(start, whole, delimiter, true)?;
        if delimiter == b'\t' && !with.even() {
            return Sample::of(start, whole, delimiter, false).filter(Sample::even).or(Some(with));
        }
        Some(with)
    }

    fn of(start: &[u8], whole: bool, delimiter: u8, quoted: bool) -> Option<Sample> {
        let mut cells = Cells::new(delimiter, quoted, usize::MAX);
        let mut rows = Vec::new();
        let mut rest = start;
        while rows.len() < 200 {
            match cells.step(&mut rest, whole) {
                Step::Row => rows.push((0..cells.len()).map(|at| String::from_utf8_lossy(cells.get(at)).into_owned()).collect::<Vec<_>>()),
                // What the first bytes cut through is no row.
                Step::TooLong | Step::End => break,
            }
        }
        let first = rows.first()?;
        let known = first.iter().filter(|name| fields::known(name.trim()).is_some()).count();
        (first.len() > 1).then_some(Sample { delimiter, quoted, rows, known })
    }

    fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    fn even(&self) -> bool {
        self.rows.iter().all(|row| row.len() == self.width())
    }

    /// Whether the first row names columns: names, one of which is known to hold a text or two of which are known at all, or that
    /// `--map` names; and most rows below are as wide.
    fn has_header(&self, mapping: &Mapping, named: bool) -> bool {
        let Some(first) = self.rows.first() else { return false };
        let names = first.iter().all(|name| name.len() <= LONGEST_NAME && !name.contains('\n') && !is_url(name));
        let text = |name: &String| {
            let name = fields::known(name.trim());
            name.is_some_and(|name| fields::TEXT.contains(&name) || fields::LEAD_AND_REST.contains(&name))
        };
        let mapped = || mapping.assignments().iter().flat_map(|own| &own.columns).any(|column| first.iter().any(|name| same(name, column)));
        let below = &self.rows[1..];
        let wide = below.iter().filter(|row| row.len() == first.len()).count();
        let fits = below.is_empty() || wide * 2 >= below.len() || wide > 0 && (first.len() > 2 || named);
        names && fits && (self.known >= 2 || self.known == 1 && first.iter().any(text) || mapped())
    }

    /// Whether this is a table without known names: rows of one width, and a column of days, addresses or numbers, as prose has none.
    fn is_table(&self, named: bool) -> bool {
        let least = if named { 1 } else { LEAST_ROWS };
        if self.rows.len() < least || !self.even() || self.width() < 2 {
            return false;
        }
        let telling = |at: usize| {
            let rows = if self.rows.len() > 2 { &self.rows[1..] } else { &self.rows[..] };
            let own = |row: &Vec<String>| {
                let cell = row[at].trim();
                is_url(cell) || cell.parse::<f64>().is_ok() || parse_date(cell).is_some()
            };
            rows.iter().all(own)
        };
        named || (0..self.width()).any(telling)
    }

    fn is_trafilatura(&self) -> bool {
        let fits = |row: &Vec<String>| is_url(&row[0]) && row[2].len() == 16 && (is_missing(&row[6]) || parse_date(&row[6]).is_some());
        self.delimiter == b'\t' && self.width() == TRAFILATURA.len() && self.even() && self.rows.iter().all(fits)
    }

    fn layout(&self, skip: usize, header: bool) -> Layout {
        let columns = self.rows.first().map(|names| names.iter().map(|name| name.trim().to_string()).collect()).unwrap_or_default();
        Layout { delimiter: self.delimiter, quoted: self.quoted, columns, header, skip }
    }
}

/// Whether a column is the one that is named.
pub(super) fn same(column: &str, named: &str) -> bool {
    column.trim() == named || fields::bare(column) == fields::bare(named)
}

/// Why a table with these columns is not read at all: better once than for each of its rows.
pub(super) fn refusal(columns: &[String], mapping: &Mapping) -> Option<String> {
    let all = || columns.iter().map(String::as_str);
    let has = |named: &str| columns.iter().any(|column| same(column, named)) || number(columns, named).is_some();
    for assignment in mapping.assignments() {
        if let Some(column) = assignment.columns.iter().find(|column| !has(column)) {
            return Some(absent(column, assignment.role, all()));
        }
    }
    if mapping.has(Role::Text) {
        return None;
    }
    let serves = |names: &[&str]| columns.iter().filter_map(|column| fields::known(column)).any(|known| names.contains(&known));
    if serves(fields::TEXT) || serves(&fields::LEAD_AND_REST) || serves(fields::TEASERS) || serves(fields::HTML) {
        return None;
    }
    let list = serves(fields::URL) && serves(fields::TITLE);
    let what = if list {
        "it has title and url but no text: a list of articles, whose pages must be fetched first. "
    } else {
        "no column holds the text. "
    };
    Some(format!("{what}If one of its columns does, name it: --map text=NAME. There are: {}", listed(all())))
}

/// The place of a column that is named by its number, from 1.
pub(super) fn number(columns: &[String], named: &str) -> Option<usize> {
    let number: usize = named.parse().ok()?;
    (1..=columns.len()).contains(&number).then(|| number - 1)
}

/// Whether a cell says nothing.
pub(super) fn is_blank(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(is_missing)
}
