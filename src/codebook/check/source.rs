//! What only the text of the files shows: codes without quotes, and comments that cut a value short.

use super::Checker;
use crate::codebook::text::Text;
use crate::diagnostic::{At, Diagnostic};

impl Checker<'_> {
    pub(super) fn source(&mut self) {
        self.codes();
        for file in &self.book.files {
            for (number, line) in file.text.lines().enumerate().filter(|(_, line)| line.contains(" #")) {
                let Some(column) = cut(line) else { continue };
                let at = At { file: file.shown.clone(), line: number as u32 + 1, column: column as u32, length: 1 };
                let help = "quote the value if the ` #` belongs to it; set a comment off by two spaces";
                self.problems.push(
                    Diagnostic::warning("comment-cuts-value", at, "a comment starts here and what follows is no part of the value")
                        .help(help),
                );
            }
        }
    }

    fn codes(&mut self) {
        let book = self.book;
        let lines: Vec<Vec<&str>> = book.files.iter().map(|file| file.text.split('\n').collect()).collect();
        let cells = book.body.actions.0.iter().flat_map(|(_, action)| &action.codes.0).map(|(_, code)| code);
        for code in cells.chain(book.codes.codes.0.iter().map(|(code, _)| code)) {
            let line = || lines.get(code.file as usize)?.get(code.line.checked_sub(1)? as usize);
            let first = || line()?.chars().nth(code.column.checked_sub(1)? as usize);
            if is_number(code) && !matches!(first(), Some('"' | '\'')) {
                let help = format!("write \"{}\": some YAML readers take 072 for the number 58", code.value);
                self.warning("unquoted-code", code, format!("the code {} is not quoted", code.value), help);
            }
        }
    }
}

fn is_number(code: &Text) -> bool {
    !code.is_empty() && code.chars().all(|c| c.is_ascii_digit())
}

/// Column (from 1, in characters) of a `#` that cuts a plain value short: one space before it, and a value before that.
fn cut(line: &str) -> Option<usize> {
    let (mut quote, mut before, mut last) = (None, ' ', ' ');
    for (column, c) in line.chars().enumerate() {
        match quote {
            Some(q) if c == q => quote = None,
            Some(_) => {}
            // A quote opens a value where one can start; elsewhere it is a letter like any other.
            None if matches!(c, '"' | '\'')
                && (matches!(last, '[' | '{' | ',') || (last == ' ' && matches!(before, ' ' | ',' | ':' | '-' | '[' | '{'))) =>
            {
                quote = Some(c)
            }
            None if c == '#' && last == ' ' => return (before != ' ' && column > 1).then_some(column + 1),
            None => {}
        }
        (before, last) = (last, c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn comments_that_cut() {
        assert_eq!(cut("    en: [Route #1]"), Some(16));
        for fine in
            ["# a comment", "  # a comment", "codes: {}  # set off", "en: ['Route #1']", "en: [\"Route #1\", x]", "text: it's C#7", "- a#b"]
        {
            assert_eq!(cut(fine), None, "{fine}");
        }
    }
}
