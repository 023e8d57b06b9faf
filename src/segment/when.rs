//! Lines that are a date: "14 May 2024, 10:32", "Published on Monday, 8 April", «منذ ساعتين». They say when a story was printed, and
//! hold no news.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::words::begins;
use crate::model::DropReason;

/// Most words of a line with a date in it that may be dropped for it.
const MOST: usize = 16;

/// The words that such lines are made of, folded.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct When {
    /// "Published", "last updated".
    openers: Vec<String>,
    /// Months, days, units of time, "ago".
    words: FxHashSet<String>,
    /// Small words among them.
    beside: FxHashSet<String>,
}

/// What a word of a line is to a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// 16:40, 12.03.2024, 2024-05-14
    Written {
        day: bool,
    },
    Number,
    Word,
    Beside,
    Other,
}

/// What the words of a line, or of a part of it, add up to.
#[derive(Default)]
struct Sum {
    all: usize,
    numbers: usize,
    words: usize,
    times: usize,
    days: usize,
}

impl Sum {
    fn add(&mut self, kind: Kind) {
        self.all += 1;
        match kind {
            Kind::Written { day: true } => self.days += 1,
            Kind::Written { day: false } => self.times += 1,
            Kind::Number => self.numbers += 1,
            Kind::Word => self.words += 1,
            Kind::Beside | Kind::Other => {}
        }
    }

    /// A day, not only an hour or a year: "14 May", "12.03.2024", "3 hours ago".
    fn is_full(&self) -> bool {
        self.days > 0 || (self.words > 0 && self.numbers > 0)
    }

    fn is_date(&self) -> bool {
        self.is_full() || self.times > 0 || self.words > 1
    }
}

impl When {
    /// Adds a word that makes a date of a line. (None: nothing it could clash with, as for the next two.)
    pub fn word(&mut self, key: String) -> Option<DropReason> {
        self.words.insert(key);
        None
    }

    /// Adds a small word.
    pub fn beside(&mut self, key: String) -> Option<DropReason> {
        self.beside.insert(key);
        None
    }

    /// Adds words that such a line begins with.
    pub fn opens_with(&mut self, key: String) -> Option<DropReason> {
        self.beside.extend(pieces(&key).map(str::to_string));
        self.openers.push(key);
        None
    }

    /// Whether a squashed line is a date and nothing else, or "Published" with a date and a name behind it, or a date set off from a
    /// name or a section ("Jane Doe | 14 May 2024").
    pub fn is_date(&self, line: &str) -> bool {
        let kinds = |text: &str| -> Vec<Kind> { pieces(text).take(MOST + 1).map(|piece| self.kind(piece)).collect() };
        let all = kinds(line);
        if all.len() > MOST {
            return false;
        }
        let (head, rest) = all.split_at(all.iter().take_while(|kind| **kind != Kind::Other).count());
        let mut sum = Sum::default();
        head.iter().for_each(|kind| sum.add(*kind));
        let opened = self.openers.iter().any(|opener| begins(line, opener));
        if rest.is_empty() {
            return sum.is_date() || (opened && sum.words > 0);
        }
        if opened {
            return sum.is_full() && rest.len() <= 6;
        }
        let (mut dated, mut others) = (false, 0);
        // "Jane, 14 May 2024", "By Jane, 14 May 2024": a name and a comma.
        if let Some((before, after)) = line.split_once([',', '،']) {
            let mut sum = Sum::default();
            let after = kinds(after);
            after.iter().for_each(|kind| sum.add(*kind));
            if !after.contains(&Kind::Other) && sum.is_full() && kinds(before).len() <= 3 {
                return true;
            }
        }
        for part in parts(line) {
            let mut sum = Sum::default();
            let kinds = kinds(part);
            kinds.iter().for_each(|kind| sum.add(*kind));
            if kinds.contains(&Kind::Other) {
                others += kinds.len();
            } else {
                dated |= sum.is_full();
            }
        }
        dated && others <= 4
    }

    fn kind(&self, piece: &str) -> Kind {
        if piece.starts_with(|c: char| c.is_ascii_digit()) {
            return self.number(piece);
        }
        let (mut words, mut others) = (0, false);
        for word in piece.split(['/', '-', '\'']).filter(|word| !word.is_empty()) {
            words += usize::from(self.words.contains(word));
            others |= !self.words.contains(word) && !self.beside.contains(word);
        }
        match (words, others) {
            (_, true) => Kind::Other,
            (0, false) => Kind::Beside,
            _ => Kind::Word,
        }
    }

    /// A word that begins with a digit.
    fn number(&self, piece: &str) -> Kind {
        let letters = piece.split(|c: char| !c.is_alphabetic()).filter(|letters| !letters.is_empty());
        if !letters.into_iter().all(|letters| self.words.contains(letters) || self.beside.contains(letters)) {
            return Kind::Other;
        }
        let groups: Vec<&str> = piece.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let short = |group: &&str| group.len() <= 2;
        match groups.as_slice() {
            [hour, minute] if short(hour) && minute.len() == 2 && (piece.contains(':') || piece.contains('h')) => {
                Kind::Written { day: false }
            }
            [year, rest @ ..] if year.len() == 4 && rest.len() >= 2 && rest.iter().all(short) => Kind::Written { day: true },
            [day, month, year, ..] if short(day) && short(month) && year.len() == 4 => Kind::Written { day: true },
            _ => Kind::Number,
        }
    }
}

/// The words of a line without the marks around them.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | '،' | '|' | '(' | ')' | '[' | ']' | ';');
    line.split(between).map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric())).filter(|piece| !piece.is_empty())
}

/// The parts of a line that bars, dots and dashes between spaces set off from each other.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let (mut rest, mut done) = (line, false);
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let cut = rest.char_indices().find(|(at, c)| {
            matches!(c, '|' | '·' | '•')
                || (matches!(c, '-' | '–' | '—' | '/') && rest[..*at].ends_with(' ') && rest[at + c.len_utf8()..].starts_with(' '))
        });
        let Some((at, c)) = cut else {
            done = true;
            return Some(rest);
        };
        let part = &rest[..at];
        rest = &rest[at + c.len_utf8()..];
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::squash;
    use super::*;

    fn when() -> When {
        let mut when = When::default();
        for word in ["may", "monday", "hours", "ago", "gmt", "ساعتين", "منذ", "مايو"] {
            when.word(word.into());
        }
        for word in ["at", "on", "am", "pm", "h"] {
            when.beside(word.into());
        }
        when.opens_with("published".into());
        when.opens_with("last updated".into());
        when
    }

    #[test]
    fn lines_that_are_a_date() {
        for line in [
            "14 May 2024",
            "Monday, May 14, 2024 - 10:32 am",
            "Published on 14 May 2024 at 10:32",
            "Last updated: Monday",
            "Published 14 May 2024 by Jane Doe",
            "3 hours ago",
            "منذ ساعتين",
            "١٤ مايو ٢٠٢٤",
            "12.03.2024 17:40",
            "2024-05-14",
            "16h40",
            "16:40 GMT",
            "Jane Doe | 14 May 2024",
            "Economy - 3 hours ago",
            "By Jane, 14 May 2024",
        ] {
            assert!(when().is_date(&squash(line)), "{line}");
        }
    }

    #[test]
    fn lines_that_hold_more() {
        for line in [
            "",
            "Monday",
            "2024",
            "4.5",
            "2-0",
            "1",
            "Rebels took the town on 14 May 2024",
            "14 May 2024: rebels take the town",
            "Published: 5 killed in Mali",
            "Jane Doe - Monday",
            "Army leaves the town of Kati - 14 May 2024",
        ] {
            assert!(!when().is_date(&squash(line)), "{line}");
        }
    }
}
