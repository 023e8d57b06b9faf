//! Lines put together from markers: "Facebook Twitter WhatsApp", "Home > News > Africa", "3 Comments".

use super::markers::{Hit, How, Markers};
use super::words::{begins, first_word};
use crate::model::DropReason;

/// Most words of a button or a heading that is looked for among others.
const WORDS: usize = 4;
/// Most words of a line of buttons, and of a path from the home page.
const STRIP: usize = 14;

impl Markers {
    /// A heading with a number: "3 Comments", "Comments (3)", «1204 مشاهدة».
    pub(super) fn counted(&self, line: &str) -> Option<Hit> {
        if !line.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let words: Vec<&str> = line
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| word.contains(char::is_alphabetic))
            .collect();
        if words.is_empty() || words.len() > WORDS {
            return None;
        }
        let reason = self.page_words(&words.join(" "))?;
        Some(Hit { reason, how: How::Heading })
    }

    /// The heading of a list with a little more said: "Most read in Africa", "Les plus lus de la semaine", "2 thoughts on “Talks resume”".
    pub(super) fn longer_heading(&self, line: &str) -> Option<Hit> {
        let bare = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let ends: Vec<usize> = bare.match_indices(' ').map(|(at, _)| at).skip(1).take(WORDS - 1).collect();
        let more = |end: &usize| bare[*end..].split_whitespace().count();
        ends.iter().rev().find_map(|end| {
            let reason = *self.labels.get(&bare[..*end])?;
            let heading = match reason {
                DropReason::Related | DropReason::ReadAlso => more(end) <= 3,
                // Only with its number: "Comments on the budget" may be a headline.
                DropReason::Comment => bare.len() < line.len(),
                _ => false,
            };
            heading.then_some(Hit { reason, how: How::Heading })
        })
    }

    /// Whether a squashed line is a row of buttons, or the path from the home page to this one.
    pub(super) fn is_strip(&self, line: &str) -> bool {
        let words: Vec<&str> = line.split(' ').filter(|word| word.contains(char::is_alphanumeric)).collect();
        if words.len() < 2 || words.len() > STRIP {
            return false;
        }
        self.is_path(line) || self.are_buttons(&words)
    }

    /// "Home > News > Africa": the first is a button, the others are short.
    fn is_path(&self, line: &str) -> bool {
        let mut parts = line.split(['>', '›', '»', '→', '/', '|', '«', '\\']).map(str::trim).filter(|part| !part.is_empty());
        let home = parts.next().is_some_and(|first| self.page_words(first).is_some());
        let mut rest = parts.peekable();
        home && rest.peek().is_some() && rest.all(|part| part.split(' ').count() <= WORDS)
    }

    /// Nothing but buttons, one after the other.
    fn are_buttons(&self, words: &[&str]) -> bool {
        let mut at = 0;
        while at < words.len() {
            let longest = (1..=WORDS.min(words.len() - at)).rev().find(|&count| {
                let joined = words[at..at + count].join(" ");
                self.page_words(joined.trim_matches(|c: char| !c.is_alphanumeric())).is_some()
            });
            let Some(count) = longest else { return false };
            at += count;
        }
        true
    }

    /// What a line has in it that no news have: "your inbox".
    pub(super) fn inside(&self, line: &str) -> Option<Hit> {
        if self.has.is_empty() {
            return None;
        }
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            let starts = c.is_alphanumeric() && !before.is_alphanumeric();
            before = c;
            if !starts {
                continue;
            }
            let rest = &line[at..];
            let found = self.has.get(first_word(rest)).into_iter().flatten().find(|(key, _)| begins(rest, key));
            if let Some((_, reason)) = found {
                return Some(Hit { reason: *reason, how: How::Start });
            }
        }
        None
    }

    /// What these words alone are, if they belong to the page or announce what its readers wrote.
    fn page_words(&self, words: &str) -> Option<DropReason> {
        let reason = self.whole.get(words).or_else(|| self.labels.get(words))?;
        Some(*reason).filter(|reason| matches!(reason, DropReason::Furniture | DropReason::Comment))
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::squash;
    use super::*;

    fn markers() -> Markers {
        let yaml = "furniture: { page: { en: { is: [home, facebook, share on, email], has: [your inbox] } }, comment: { en: { label: [comments] }, ar: { label: [التعليقات] } } }";
        Markers::from_yaml(&[("furniture.yaml", yaml)]).expect("a good file")
    }

    #[test]
    fn buttons_and_paths() {
        for line in ["Home > News > Africa", "Home / World", "Facebook Email", "Share on: Facebook", "Home » News"] {
            assert!(markers().is_strip(&squash(line)), "{line}");
        }
        for line in ["Home", "Home rule for Zanzibar", "News > Africa", "Facebook pays", "Home / The army left the town on Monday"] {
            assert!(!markers().is_strip(&squash(line)), "{line}");
        }
    }

    #[test]
    fn headings_with_a_number() {
        for line in ["3 Comments", "Comments (3)", "Comments: 3", "التعليقات ٣"] {
            assert_eq!(markers().counted(&squash(line)).map(|hit| hit.reason), Some(DropReason::Comment), "{line}");
        }
        for line in ["Comments", "3", "3 soldiers", "In comments on 3 May"] {
            assert_eq!(markers().counted(&squash(line)), None, "{line}");
        }
    }

    #[test]
    fn headings_with_more_words() {
        let yaml = "furniture: { related: { en: { label: [most read, popular] } }, comment: { en: { label: [thoughts on] } } }";
        let markers = Markers::from_yaml(&[("furniture.yaml", yaml)]).expect("a good file");
        let reason = |line: &str| markers.longer_heading(&squash(line)).map(|hit| hit.reason);
        assert_eq!(reason("Most read in Africa"), Some(DropReason::Related));
        assert_eq!(reason("2 thoughts on “Talks resume in Geneva today”"), Some(DropReason::Comment));
        for line in ["Most read the report that the mission published", "Popular singer arrested", "Thoughts on the budget", "Most read"] {
            assert_eq!(reason(line), None, "{line}");
        }
    }

    #[test]
    fn words_inside_a_line() {
        assert!(markers().inside(&squash("The day's news in your inbox every morning.")).is_some());
        assert!(markers().inside(&squash("He filled in our inboxes.")).is_none());
    }
}
