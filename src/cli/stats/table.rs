//! Text tables that line up whatever the script.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// Columns of numbers, right-aligned, and of words, left-aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Numbers.
    Right,
    /// Words.
    Left,
}

/// A heading, the columns' names, and rows.
pub struct TextTable<'a> {
    /// What it counts.
    pub heading: &'a str,
    /// Names of the columns.
    pub columns: &'a [(&'a str, Align)],
    /// Cells, row by row.
    pub rows: Vec<Vec<String>>,
}

impl TextTable<'_> {
    /// Prints it with an empty line before it; nothing where it has no rows.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let bold = anstyle::Style::new().bold();
        let dim = anstyle::Style::new().dimmed();
        writeln!(out, "\n{bold}{}{bold:#}", self.heading)?;
        let names: Vec<String> = self.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let widths: Vec<usize> = (0..names.len())
            .map(|at| self.rows.iter().chain([&names]).filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or_default())
            .collect();
        writeln!(out, "{dim}{}{dim:#}", self.line(&names, &widths))?;
        self.rows.iter().try_for_each(|row| writeln!(out, "{}", self.line(row, &widths)))
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut out = String::new();
        for ((cell, width), (_, align)) in cells.iter().zip(widths).zip(self.columns) {
            // Width as it is seen: Arabic vowel signs take no place, Chinese characters two.
            let space = " ".repeat(width.saturating_sub(cell.width()));
            out.push_str("  ");
            match align {
                Align::Right => out.extend([space.as_str(), cell.as_str()]),
                Align::Left => out.extend([cell.as_str(), space.as_str()]),
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Align, TextTable};

    #[test]
    fn columns_line_up_in_any_script() {
        let rows = [["12", "العِراق", "a"], ["3", "Mali", "b"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let table = TextTable { heading: "Test", columns: &[("n", Align::Right), ("name", Align::Left), ("x", Align::Left)], rows };
        let mut out = Vec::new();
        table.print(&mut anstream::StripStream::new(&mut out)).expect("memory");
        // The kasra takes no place.
        assert_eq!(String::from_utf8_lossy(&out), "\nTest\n   n  name    x\n  12  العِراق  a\n   3  Mali    b\n");
    }
}
