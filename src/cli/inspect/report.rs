//! What `dyads inspect` prints for people.

use std::fmt;

use anstyle::{AnsiColor, Style};

use super::super::summary::count;
use super::{Group, Inspection, RECORDS, Sample};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const WARN: Style = AnsiColor::Yellow.on_default().bold();

/// Roles in the order in which people want to see them.
const ROLES: [&str; 8] = ["text", "title", "published", "crawled", "url", "publisher", "language", "id"];
/// Columns named in a line.
const NAMED: usize = 30;

pub(super) struct Report<'a>(pub(super) &'a Inspection);

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.0;
        for group in &found.groups {
            group.fmt(f)?;
            writeln!(f)?;
        }
        let read = if found.complete { "all were read".to_string() } else { format!("the first {RECORDS}; --all reads on") };
        writeln!(f, "{BOLD}{}, {}{BOLD:#} ({read})", count(found.pages, "page"), count(found.rejects, "reject"))?;
        let mut languages: Vec<_> = found.languages.iter().collect();
        languages.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
        let languages: Vec<String> = languages.iter().map(|(name, count)| format!("{name} {count}")).collect();
        if !languages.is_empty() {
            writeln!(f, "  languages  {}", languages.join(", "))?;
        }
        let days = &found.published;
        let mut parts = Vec::new();
        if let (Some(first), Some(last)) = (days.first, days.last) {
            parts.push(format!("{first} to {last} ({})", days.known));
        }
        if days.crawled > 0 {
            parts.push(format!("only the day of the crawl is known ({})", days.crawled));
        }
        if days.unknown > 0 {
            parts.push(format!("not known ({})", days.unknown));
        }
        if !parts.is_empty() {
            writeln!(f, "  published  {}", parts.join("; "))?;
        }
        for reason in &found.reasons {
            let place = match reason.first.record {
                0 => reason.first.input.clone(),
                record => format!("{}, record {record}", reason.first.input),
            };
            let like = if reason.records > 1 { format!(" (and {} like it)", reason.records - 1) } else { String::new() };
            writeln!(f, "  reject     {place}: {}{like}", reason.first.reason)?;
        }
        for warning in &found.warnings {
            writeln!(f, "{WARN}warning{WARN:#}: {warning}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut what = self.format.clone();
        for packing in self.packing.iter().chain(self.encoding.iter().filter(|name| **name != "UTF-8")) {
            what.push_str(", ");
            what.push_str(packing);
        }
        let inputs = self.inputs.join(", ");
        match self.documents {
            1 => writeln!(f, "{BOLD}{inputs}{BOLD:#}: {what}")?,
            all if all as usize == self.inputs.len() => writeln!(f, "{BOLD}{inputs}{BOLD:#}: {what}, {all} files")?,
            all => writeln!(f, "{BOLD}{inputs}, …{BOLD:#}: {what}, {all} files")?,
        }
        for role in ROLES {
            let columns = self.mapping.get(role).map(|columns| columns.iter().map(String::as_str));
            if let Some(columns) = columns {
                writeln!(f, "  {role:<10} {}", named(columns))?;
            }
        }
        if !self.ignored.is_empty() {
            writeln!(f, "  {DIM}not used   {}{DIM:#}", named(self.ignored.iter().map(String::as_str)))?;
        }
        for (name, why) in &self.passed {
            writeln!(f, "  {DIM}not taken  {name}: {why}{DIM:#}")?;
        }
        self.samples.iter().try_for_each(|sample| sample.fmt(f))
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let published = match &self.published {
            Some(day) => format!("{day} ({})", self.published_basis),
            None => "day not known".into(),
        };
        writeln!(f, "  record {}: {}, {published}, {}", self.record, self.id, self.language)?;
        if let Some(title) = &self.title {
            writeln!(f, "    {BOLD}{title}{BOLD:#}")?;
        }
        writeln!(f, "    {}…", self.text)
    }
}

fn named<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = names.collect();
    let more = all.len().saturating_sub(NAMED);
    let shown = all[..all.len() - more].join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}
