//! A pattern line as a valency frame: one head, what stands before it, its objects and its prepositional parts.
//! `SOURCE <give> <military_aid> (to|for) TARGET`

use super::text::Text;

/// What a place of a pattern takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// The actor that does it.
    Source {
        /// May be missing.
        optional: bool,
    },
    /// The actor it is done to.
    Target {
        /// May be missing.
        optional: bool,
    },
    /// A phrase of this concept; where the name stands in the line, in characters.
    Concept {
        /// Its id.
        name: String,
        /// Character of the line where it starts.
        from: usize,
    },
}

/// A part of a pattern: prepositions that may introduce it (none: bare), and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Prepositions, any one of which introduces it.
    pub prepositions: Vec<String>,
    /// What it takes.
    pub element: Element,
}

/// A pattern split into its parts, in the order written; which of them is the head is decided with the concepts at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternLine {
    /// The parts.
    pub parts: Vec<Part>,
}

/// What is wrong with a pattern line: where (characters from, length), what, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// First character.
    pub from: usize,
    /// Characters.
    pub length: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// Splits a pattern line. All problems of the line are returned together.
///
/// # Errors
/// Words that are neither SLOT nor <concept> nor a preposition before one; unclosed brackets; a slot named twice.
pub fn parse(line: &Text) -> Result<PatternLine, Vec<PatternError>> {
    let mut parts: Vec<Part> = Vec::new();
    let mut errors = Vec::new();
    let mut pending: Option<(Vec<String>, usize, usize)> = None;
    let error = |from: usize, word: &str, message: String, help: &str| PatternError {
        from,
        length: word.chars().count(),
        message,
        help: help.to_string(),
    };
    for (from, word) in words(line) {
        let element = match word {
            "SOURCE" | "SOURCE?" => Element::Source { optional: word.ends_with('?') },
            "TARGET" | "TARGET?" => Element::Target { optional: word.ends_with('?') },
            "+" | "and" | "و" => continue,
            _ if word.starts_with('<') => match word.strip_prefix('<').and_then(|w| w.strip_suffix('>')).filter(|w| !w.is_empty()) {
                Some(name) => Element::Concept { name: name.to_string(), from: from + 1 },
                None => {
                    errors.push(error(from, word, format!("`{word}` is not closed"), "write a concept as `<name>`"));
                    continue;
                }
            },
            _ if word.starts_with('(') => {
                match word.strip_prefix('(').and_then(|w| w.strip_suffix(')')) {
                    Some(inner) => pending = Some((inner.split('|').map(|w| w.trim().to_string()).collect(), from, word.chars().count())),
                    None => errors.push(error(from, word, format!("`{word}` is not closed"), "write alternatives as `(to|for)`")),
                }
                continue;
            }
            _ if word.chars().all(|c| c.is_uppercase() || c == '?' || c == '_') => {
                errors.push(error(
                    from,
                    word,
                    format!("there is no slot `{word}`"),
                    "the slots are SOURCE and TARGET, with `?` where they may be missing",
                ));
                continue;
            }
            _ => {
                // Words of one preposition may be several: "on behalf of".
                match &mut pending {
                    Some((words, _, length)) if words.len() == 1 => {
                        words[0] = format!("{} {word}", words[0]);
                        *length += 1 + word.chars().count();
                    }
                    _ => pending = Some((vec![word.to_string()], from, word.chars().count())),
                }
                continue;
            }
        };
        let repeated = match element {
            Element::Source { .. } => parts.iter().any(|p| matches!(p.element, Element::Source { .. })),
            Element::Target { .. } => parts.iter().any(|p| matches!(p.element, Element::Target { .. })),
            Element::Concept { .. } => false,
        };
        if repeated {
            errors.push(error(from, word, format!("`{word}` stands twice"), "each slot is named once"));
            continue;
        }
        let prepositions = pending.take().map(|(words, ..)| words).unwrap_or_default();
        parts.push(Part { prepositions, element });
    }
    if let Some((words, from, length)) = pending {
        errors.push(PatternError {
            from,
            length,
            message: format!("nothing follows `{}`", words.join("|")),
            help: "a plain word introduces the slot or <concept> after it; for other words write a concept".to_string(),
        });
    }
    if !parts.iter().any(|p| matches!(p.element, Element::Concept { .. }) && p.prepositions.is_empty()) && errors.is_empty() {
        errors.push(PatternError {
            from: 0,
            length: line.chars().count(),
            message: "the pattern has no head".into(),
            help: "name the action by a <concept> with verbs or event nouns".into(),
        });
    }
    if errors.is_empty() { Ok(PatternLine { parts }) } else { Err(errors) }
}

/// Words of a line with the character where each starts; round brackets hold their spaces.
fn words(line: &str) -> Vec<(usize, &str)> {
    let (mut out, mut start, mut depth) = (Vec::new(), None, 0usize);
    for (count, (offset, c)) in line.char_indices().enumerate() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_whitespace() && depth == 0 {
            if let Some((from, byte)) = start.take() {
                out.push((from, &line[byte..offset]));
            }
        } else if start.is_none() {
            start = Some((count, offset));
        }
    }
    if let Some((from, byte)) = start {
        out.push((from, &line[byte..]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Result<PatternLine, Vec<PatternError>> {
        parse(&Text { value: text.into(), ..Text::default() })
    }

    #[test]
    fn parts_of_a_pattern() {
        let parsed = line("SOURCE? <give> <aid> (to|for) TARGET").expect("a good pattern");
        assert_eq!(parsed.parts.len(), 4);
        assert_eq!(parsed.parts[0].element, Element::Source { optional: true });
        assert_eq!(parsed.parts[3].prepositions, ["to", "for"]);
    }

    #[test]
    fn all_problems_at_once() {
        let errors = line("SOURCE <give <x> ASKER to").expect_err("a bad pattern");
        assert!(errors.len() >= 2, "{errors:?}");
    }
}
