//! From the phrases of a concept to every form the news can write: inflection, and `<concept>` inside a phrase.

use rustc_hash::FxHashMap;

use super::raw::{RawConcept, RawWords};
use super::text::Text;
use crate::language::{Inflected, Lang, form, inflect_noun, inflect_verb};

/// Most forms one phrase may make; more is a slip in the codebook.
const MOST: usize = 20_000;
/// Deepest `<concept>` inside `<concept>`.
const DEEPEST: usize = 4;

/// What can be wrong with a phrase.
#[derive(Debug)]
pub enum ExpandError {
    /// `<name>` names no concept.
    Unknown(String),
    /// `<name>` has no nouns or words in this language.
    Empty(String),
    /// Concepts name each other in a circle, or too deep.
    Deep,
    /// Too many forms.
    Many(usize),
}

/// All concepts by id, to look up `<name>`.
pub type ConceptsById<'a> = FxHashMap<&'a str, &'a RawConcept>;

/// The words of a concept in a language.
pub fn words_of(concept: &RawConcept, lang: Lang) -> Option<&RawWords> {
    concept.iter().find(|(tag, _)| Lang::from_tag(tag) == Some(lang)).map(|(_, words)| words)
}

/// Which list of a concept an entry stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Verbs.
    Verb,
    /// Nouns.
    Noun,
    /// Words as written.
    Word,
}

/// Every form of one entry.
pub fn expand(entry: &Text, part: Part, lang: Lang, concepts: &ConceptsById) -> Result<Vec<Inflected>, ExpandError> {
    if !entry.contains('<') {
        return Ok(plain(entry, part, lang));
    }
    // `shipment of <weapon>/shipments of <weapon>`: singular and plural written out.
    let mut out = Vec::new();
    for half in entry.split('/') {
        out.extend(expand_references(half.trim(), part, lang, concepts, 0)?);
    }
    Ok(out)
}

fn plain(entry: &str, part: Part, lang: Lang) -> Vec<Inflected> {
    match part {
        Part::Verb => inflect_verb(lang, entry),
        Part::Noun => inflect_noun(lang, entry),
        Part::Word => vec![Inflected { text: entry.to_string(), form: 0 }],
    }
}

fn expand_references(entry: &str, part: Part, lang: Lang, concepts: &ConceptsById, depth: usize) -> Result<Vec<Inflected>, ExpandError> {
    if depth > DEEPEST {
        return Err(ExpandError::Deep);
    }
    let mut out = vec![Inflected { text: String::new(), form: if part == Part::Noun { form::NOUN } else { 0 } }];
    let mut rest = entry;
    while !rest.is_empty() {
        let forms = if let Some(after) = rest.strip_prefix('<') {
            let (name, tail) = after.split_once('>').ok_or_else(|| ExpandError::Unknown(after.to_string()))?;
            rest = tail;
            reference(name, lang, concepts, depth)?
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let literal = rest[..end].trim();
            rest = &rest[end..];
            if literal.is_empty() {
                continue;
            }
            plain(literal, part, lang)
        };
        let total = out.len() * forms.len();
        if total > MOST {
            return Err(ExpandError::Many(total));
        }
        out = out
            .iter()
            .flat_map(|left| {
                forms.iter().map(move |right| Inflected {
                    text: if left.text.is_empty() { right.text.clone() } else { format!("{} {}", left.text, right.text) },
                    form: left.form | (right.form & !form::VERB),
                })
            })
            .collect();
    }
    Ok(out)
}

fn reference(name: &str, lang: Lang, concepts: &ConceptsById, depth: usize) -> Result<Vec<Inflected>, ExpandError> {
    let concept = concepts.get(name).ok_or_else(|| ExpandError::Unknown(name.to_string()))?;
    let words = words_of(concept, lang).ok_or_else(|| ExpandError::Empty(name.to_string()))?;
    let mut out = Vec::new();
    for (part, list) in [(Part::Noun, &words.noun), (Part::Word, &words.word)] {
        for entry in list.replace.iter().flatten() {
            if entry.contains('<') {
                for half in entry.split('/') {
                    out.extend(expand_references(half.trim(), part, lang, concepts, depth + 1)?);
                }
            } else {
                out.extend(plain(entry, part, lang));
            }
        }
    }
    if out.is_empty() { Err(ExpandError::Empty(name.to_string())) } else { Ok(out) }
}
