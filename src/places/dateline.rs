//! Where a report was written: "BAMAKO, Mali (Reuters) -", «عدن (رويترز) –».

use super::name::{Ground, Spot};
use crate::model::{Part, PlaceType, Sense, Span, TokenKind, flag};

/// The place of a dateline.
#[derive(Clone, Debug, PartialEq)]
pub struct Dateline {
    /// Where.
    pub spot: Spot,
    /// Its words.
    pub span: Span,
}

/// Tokens of a dateline at most.
const LONGEST: usize = 14;

/// The dateline at the beginning of a line, `first` being its first token: a city, what may stand between (a country, a date, an agency in
/// brackets) and a dash.
pub fn dateline(ground: &Ground, first: usize) -> Option<Dateline> {
    let tokens = ground.tokens.get(first..)?;
    let line = tokens.iter().skip(1).position(|token| token.has(flag::LINE_START)).map_or(tokens.len(), |at| at + 1);
    let tokens = &tokens[..line.min(LONGEST)];
    let dash = tokens.iter().position(|token| ['-', '–', '—', '―', ':'].into_iter().any(|mark| token.is_mark(mark)))?;
    // A colon ends one only behind an agency: "Moscow: no deal".
    let agency = tokens[..dash].last().is_some_and(|token| token.is_mark(')'));
    if dash == 0 || tokens[dash].is_mark(':') && !agency {
        return None;
    }
    let words = |from: usize, to: usize| tokens[from].span.join(tokens[to - 1].span);
    let (length, span) = (1..=dash.min(4))
        .rev()
        .filter(|&length| tokens[..length].iter().all(|token| token.kind == TokenKind::Word))
        .map(|length| (length, words(0, length)))
        .find(|(_, span)| ground.gazetteer.named(span.of(ground.text)).iter().any(|row| row.kind == PlaceType::City))?;
    // "BRUSSELS/ANKARA": from two places at once.
    if tokens.get(length).is_some_and(|next| next.is_mark('/')) {
        return None;
    }
    let rest = &tokens[length..dash];
    // A sentence that begins with a city and has a dash later is none.
    let written = tokens[..length].iter().all(|token| token.has(flag::UPPER));
    let opens = rest.first().is_none_or(|next| next.is_mark('(') || next.is_mark(',') || next.is_mark('،'));
    if !opens || !agency && !written && !rest.is_empty() && ground.language.profile.has_case {
        return None;
    }
    let rows = ground.gazetteer.named(span.of(ground.text));
    let country = named_country(ground, first + length, first + dash);
    let city = |row: &&super::Row| row.kind == PlaceType::City;
    let row = country.and_then(|country| rows.iter().filter(city).find(|row| country == row.country)).or_else(|| rows.iter().find(city))?;
    Some(Dateline { spot: Spot::from(*row), span })
}

/// The country that the words after the city name.
fn named_country(ground: &Ground, from: usize, to: usize) -> Option<Part> {
    (from..to).find_map(|at| {
        let (_, senses) = ground.language.lexicon.longest(&ground.tokens[at..to])?;
        senses.iter().find_map(|sense| match *sense {
            Sense::Actor { actor, .. } => {
                let code = ground.codebook.actors[actor as usize].spells.first()?.code.country.clone()?;
                Some(super::iso(&code).into())
            }
            _ => None,
        })
    })
}
