//! The words that give away a line that is no news, compiled for one look-up a line.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::when::When;
use super::words::{begins, finishes, first_word, floor, last_word, squash};
use crate::codebook::furniture::{RawFurniture, read_furniture};
use crate::diagnostic::{At, Diagnostic};
use crate::model::DropReason;

/// What a marker said of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which kind of line.
    pub reason: DropReason,
    /// How it was told.
    pub how: How,
}

/// Where the marker stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Alone on its line: what it announces comes below.
    Heading,
    /// Before a colon, with what it announces on the same line.
    Label,
    /// The whole line.
    Whole,
    /// At the start.
    Start,
    /// At the end; holds how many words the marker has.
    End(usize),
}

/// The lists of the file.
#[derive(Clone, Copy)]
enum List {
    Label,
    Is,
    Starts,
    Ends,
    Has,
    Credit,
    Word,
    Beside,
}

/// The markers of all languages together: pages mix languages, and their words do not clash.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Markers {
    pub(super) labels: FxHashMap<String, DropReason>,
    pub(super) whole: FxHashMap<String, DropReason>,
    /// By first word; the longest first.
    starts: FxHashMap<String, Vec<(String, DropReason)>>,
    /// By last word; the longest first.
    ends: FxHashMap<String, Vec<(String, DropReason)>>,
    /// By first word; the longest first.
    pub(super) has: FxHashMap<String, Vec<(String, DropReason)>>,
    credits: FxHashSet<String>,
    /// The words of lines that are a date.
    pub(super) when: When,
    /// Bytes of the longest marker.
    longest: usize,
}

impl Markers {
    /// Compiles the markers of files given as name and text; what several files say adds up.
    ///
    /// # Errors
    /// Every problem: files of the wrong shape, words that are empty, the same words given two meanings.
    pub fn from_yaml(files: &[(&str, &str)]) -> Result<Self, Vec<Diagnostic>> {
        let mut markers = Markers::default();
        let mut problems = Vec::new();
        for (file, text) in files {
            match read_furniture(file, text) {
                Ok(raw) => markers.add(file, &raw, &mut problems),
                Err(problem) => problems.push(problem),
            }
        }
        for list in markers.starts.values_mut().chain(markers.ends.values_mut()).chain(markers.has.values_mut()) {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        if problems.is_empty() { Ok(markers) } else { Err(problems) }
    }

    fn add(&mut self, file: &str, raw: &RawFurniture, problems: &mut Vec<Diagnostic>) {
        for (kind, languages) in raw.kinds() {
            let reason = reason(kind);
            let words = languages.0.iter().flat_map(|(_, words)| {
                [
                    (List::Label, &words.label),
                    (List::Is, &words.is),
                    (List::Starts, &words.starts),
                    (List::Ends, &words.ends),
                    (List::Has, &words.has),
                    (List::Credit, &words.credit),
                    (List::Word, &words.word),
                    (List::Beside, &words.beside),
                ]
                .into_iter()
                .flat_map(|(list, words)| words.iter().map(move |text| (list, text)))
            });
            for (list, text) in words {
                let key = squash(text);
                let at = || At { file: file.to_string(), line: text.line, column: text.column, length: text.chars().count() as u32 };
                self.longest = self.longest.max(key.len());
                if key.is_empty() {
                    problems.push(Diagnostic::error("empty-marker", at(), "a marker needs letters").help("remove the entry"));
                    continue;
                }
                let other = match list {
                    List::Label if reason == DropReason::Date => self.when.opens_with(key),
                    List::Label => self.labels.insert(key, reason),
                    List::Is => self.whole.insert(key, reason),
                    List::Starts => listed(&mut self.starts, first_word(&key).to_string(), key, reason),
                    List::Ends => listed(&mut self.ends, last_word(&key).to_string(), key, reason),
                    List::Has => listed(&mut self.has, first_word(&key).to_string(), key, reason),
                    List::Credit => {
                        self.credits.insert(key);
                        None
                    }
                    List::Word => self.when.word(key),
                    List::Beside => self.when.beside(key),
                };
                if let Some(other) = other.filter(|other| *other != reason) {
                    let message = format!("`{}` is both {} and {}", text.value, other.as_str(), reason.as_str());
                    problems.push(Diagnostic::error("marker-twice", at(), message).help("keep it in one list"));
                }
            }
        }
    }

    /// What the markers say of a line. Of a paragraph only the two ends are looked at, as far as the longest marker reaches.
    pub(super) fn of(&self, line: &str) -> Option<Hit> {
        // Folded they must still be longer than a label may be and than any marker.
        let (longer, piece) = (self.longest + 4, (self.longest + 32).max(LABEL * 3));
        let (head, tail) = (floor(line, piece), floor(line, line.len().saturating_sub(piece)));
        if head < tail {
            let (head, tail) = (squash(&line[..head]), squash(&line[tail..]));
            if head.len() > longer && tail.len() > longer && head.chars().nth(LABEL).is_some() {
                return self.at_start(&head).or_else(|| self.at_end(&tail));
            }
        }
        let line = squash(line);
        if let Some(&reason) = self.labels.get(&line) {
            return Some(Hit { reason, how: How::Heading });
        }
        if let Some(&reason) = self.whole.get(&line) {
            return Some(Hit { reason, how: How::Whole });
        }
        self.at_start(&line).or_else(|| self.at_end(&line))
    }

    /// What the markers say of a squashed line's first words.
    fn at_start(&self, line: &str) -> Option<Hit> {
        for (at, c) in line.char_indices().take(LABEL) {
            if matches!(c, ':' | '|' | '-' | '–' | '—' | '»' | '>' | '›' | '/' | '؛' | '(')
                && let Some(reason) = self.labels.get(line[..at].trim_end())
            {
                // A hyphen inside a word ("related-party") or a slash does not end a label; a colon does, with or without space.
                let set_off = c == ':' || line[..at].ends_with(' ');
                if set_off {
                    return Some(Hit { reason: *reason, how: How::Label });
                }
            }
        }
        let starts = self.starts.get(first_word(line)).into_iter().flatten();
        starts.into_iter().find(|(key, _)| begins(line, key)).map(|(_, reason)| Hit { reason: *reason, how: How::Start })
    }

    /// What the markers say of a squashed line's last words.
    fn at_end(&self, line: &str) -> Option<Hit> {
        let mut ends = self.ends.get(last_word(line)).into_iter().flatten();
        let (key, reason) = ends.find(|(key, _)| finishes(line, key))?;
        Some(Hit { reason: *reason, how: How::End(key.split(' ').count()) })
    }

    /// Whether these words are an agency that pictures are credited to.
    pub(super) fn is_agency(&self, words: &str) -> bool {
        self.credits.contains(&squash(words))
    }

    /// Whether these squashed words announce a caption or a credit.
    pub(super) fn is_caption(&self, words: &str) -> bool {
        self.labels.get(words).is_some_and(|reason| *reason == DropReason::Caption)
    }

    /// Whether the words in a line's last brackets credit a picture: "(Photo: …)", «(صورة أرشيفية)».
    pub(super) fn is_credit(&self, inside: &str) -> bool {
        let inside = squash(inside);
        inside.match_indices([' ', ':', '/']).map(|(at, _)| at).chain([inside.len()]).take(4).any(|end| self.is_caption(&inside[..end]))
    }
}

/// Most letters of a label, its colon included.
const LABEL: usize = 48;

fn reason(kind: &str) -> DropReason {
    match kind {
        "read_also" => DropReason::ReadAlso,
        "related" => DropReason::Related,
        "tags" => DropReason::Tags,
        "source" => DropReason::SourceLine,
        "byline" => DropReason::Byline,
        "caption" => DropReason::Caption,
        "comment" => DropReason::Comment,
        "date" => DropReason::Date,
        _ => DropReason::Furniture,
    }
}

/// Adds a marker to a list; the reason it had before, if any.
fn listed(map: &mut FxHashMap<String, Vec<(String, DropReason)>>, word: String, key: String, reason: DropReason) -> Option<DropReason> {
    let list = map.entry(word).or_default();
    if let Some((_, other)) = list.iter().find(|(own, _)| *own == key) {
        return Some(*other);
    }
    list.push((key, reason));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const YAML: &str = "furniture:\n  read_also:\n    en: { label: [read also] }\n    ar: { label: [اقرأ أيضا] }\n  page:\n    en: { starts: [copyright 20], ends: [click here] }\n";

    fn of(line: &str) -> Option<(DropReason, How)> {
        let markers = Markers::from_yaml(&[("furniture.yaml", YAML)]).expect("a good file");
        markers.of(line).map(|hit| (hit.reason, hit.how))
    }

    #[test]
    fn spelling_brackets_and_marks_make_no_difference() {
        for heading in ["Read also", "READ ALSO:", "(Read also…)", "• read  also »", "إقرأ أيضاً:", "اقرأ ايضا"] {
            assert_eq!(of(heading), Some((DropReason::ReadAlso, How::Heading)), "{heading}");
        }
        for label in ["Read also: Talks resume", "إقرأ أيضاً : عودة المحادثات", "Read also - Talks resume"] {
            assert_eq!(of(label), Some((DropReason::ReadAlso, How::Label)), "{label}");
        }
        assert_eq!(of("Read also the report"), None);
        assert_eq!(of("Copyright 2024 News"), Some((DropReason::Furniture, How::Start)));
        assert_eq!(of("Copyright 3 News"), None);
        assert_eq!(of("To subscribe, click here."), Some((DropReason::Furniture, How::End(2))));
    }

    #[test]
    fn problems_are_told_with_their_place_and_all_at_once() {
        let bad = "furniture:\n  tags: { en: { label: [topics, \"…\"] } }\n  page: { en: { label: [Topics] } }\n";
        let problems = Markers::from_yaml(&[("a.yaml", bad), ("b.yaml", "furniture: { tgas: {} }")]).expect_err("three problems");
        let told: Vec<(&str, u32)> = problems.iter().map(|problem| (problem.name, problem.at.line)).collect();
        assert_eq!(told, [("empty-marker", 2), ("marker-twice", 3), ("bad-yaml", 1)]);
    }
}
