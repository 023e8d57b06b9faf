//! Units → noun phrases and predicates, and for every trigger the slots around it: subject, objects, prepositional parts.
//! Finite and shallow: nothing crosses a clause's boundary, and every walk is bounded by the sentence.

mod arguments;
mod chunk;
mod chunk_vso;
mod lists;
mod nominal;
mod subject;

use crate::codebook::{Codebook, Language};
use crate::model::{Arguments, Parse, Sense, Token, Unit, concept_bit};

/// Parses the units of a sentence and fills the slots of every predicate and event noun.
pub fn parse<'a>(units: Vec<Unit<'a>>, tokens: &[Token], language: &Language, codebook: &Codebook, headline: bool) -> Parse<'a> {
    let mut parse = chunk::chunk(units, tokens, language, codebook, headline);
    let named = |sense: &Sense| if let Sense::Concept { concept, .. } = *sense { concept_bit(concept) } else { 0 };
    parse.concepts = parse.units.iter().flat_map(|unit| unit.senses).fold(0, |all, sense| all | named(sense));
    // Left to right: a verb that shares its subject with one before it finds that one's slots filled, so time grows with the sentence.
    parse.verb_arguments.reserve(parse.predicates.len());
    for v in 0..parse.predicates.len() {
        let arguments = arguments::arguments_of_verb(&parse, v, language);
        parse.verb_arguments.push(arguments);
    }
    parse.noun_arguments = (0..parse.nps.len())
        .map(|n| if parse.nps[n].events.is_empty() { Arguments::default() } else { nominal::arguments_of_noun(&parse, n, language) })
        .collect();
    parse
}

/// Longest walk in items for one slot: what stands further away belongs to something else.
const REACH: usize = 40;
