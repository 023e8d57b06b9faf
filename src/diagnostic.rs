//! What is wrong with a codebook, for the person who can mend it: severity, a stable name, the place, the message, the help.
//! Printed one way everywhere.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The codebook can't be used.
    Error,
    /// It can, but something in it has no effect or is likely a slip.
    Warning,
}

/// A place in a codebook's file: line and column from 1, in characters; `length` characters are marked.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// File as the user named it: codebook folder and path below it.
    pub file: String,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Characters.
    pub length: u32,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where.
    pub at: At,
    /// Error or warning.
    pub severity: Severity,
    /// Stable name: "unknown-concept".
    pub name: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to mend it; "" where there is nothing to add.
    pub help: String,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(name: &'static str, at: At, message: impl Into<String>) -> Self {
        Diagnostic { at, severity: Severity::Error, name, message: message.into(), help: String::new() }
    }

    /// A warning at a place.
    pub fn warning(name: &'static str, at: At, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(name, at, message) }
    }

    /// With a way to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// As rustc prints them: severity and name, place, the line with the words marked, help. `source` is the file's text.
    pub fn render(&self, source: Option<&str>, colour: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(self.message.as_str()).id(self.name);
        let group = match source.filter(|_| self.at.line > 0) {
            Some(text) => {
                let range = byte_range(text, &self.at);
                title.element(Snippet::source(text).path(self.at.file.as_str()).annotation(AnnotationKind::Primary.span(range)))
            }
            None => Group::with_title(title),
        };
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut groups = vec![group];
        if !self.help.is_empty() {
            groups.push(Group::with_title(Level::HELP.secondary_title(self.help.as_str())));
        }
        let mut out = renderer.render(&groups).to_string();
        if source.is_none() {
            let _ = write!(out, "\n --> {}", self.at.file);
        }
        out
    }
}

fn byte_range(text: &str, at: &At) -> std::ops::Range<usize> {
    let mut start = 0;
    for _ in 1..at.line {
        match text[start..].find('\n') {
            Some(offset) => start += offset + 1,
            None => break,
        }
    }
    let line = text[start..].split('\n').next().unwrap_or("");
    let nth = |n: u32| line.char_indices().nth(n as usize).map_or(line.len(), |(offset, _)| offset);
    let from = nth(at.column.saturating_sub(1));
    let to = nth(at.column.saturating_sub(1) + at.length.max(1)).max(from);
    start + from..start + to
}

/// The candidate nearest to `word` in spelling, if any is near: for "did you mean".
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(score, _)| *score > 0.84)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}
