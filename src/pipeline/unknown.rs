//! Names that no entry of the codebook knows: capitalised strangers, names after a role or before one («زعيم حركة …», "… rebels"), and adjectives
//! of belonging after a role («القوات …ية»). What they may be is guessed from the words beside them.

use smallvec::SmallVec;

use super::{Engine, Prepared};
use crate::codebook::{ActorKind, Language, RoleKind};
use crate::language::{Lang, Profile};
use crate::model::{Class, Part, Sense, Sentence, Span, TokenKind, Unit, flag};

/// What a stranger may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stranger {
    /// After a title: "Foreign Minister …".
    Person,
    /// Beside a word of armed people, a party, a company: "… rebels", «حركة …».
    Group,
    /// An adjective of belonging.
    Demonym,
    /// A name, nothing more is said.
    Name,
}

/// A stranger in a text.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// The name as written.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// What it may be.
    pub what: Stranger,
    /// Role codes of the word beside it.
    pub roles: SmallVec<[Part; 2]>,
    /// The country (CAMEO code) that its sentence names, if it is one.
    pub country: Option<Part>,
    /// The sentence: bytes of the article's text.
    pub sentence: Span,
}

/// Most words of a name.
const LONGEST: usize = 4;
/// Sentences of an article that are looked at.
const SENTENCES: usize = 200;

impl Engine {
    /// The strangers of an article, in the order of its text.
    pub fn unknown(&self, prepared: &Prepared) -> Vec<Sighting> {
        let Some(lang) = prepared.lang.filter(|lang| Lang::CODED.contains(lang)) else { return Vec::new() };
        let language = self.codebook.language(lang);
        let mut out = Vec::new();
        for sentence in prepared.sentences.iter().filter(|sentence| !sentence.headline).take(SENTENCES) {
            let units = self.units(prepared, language, sentence, &[]);
            self.strangers(prepared, language, sentence, &units, &mut out);
        }
        out
    }

    /// The words of an article that the codebook does not know, of a language without capitals: what is often written without a role beside it is
    /// a word and no name.
    pub fn unknown_words<'p>(&self, prepared: &'p Prepared) -> impl Iterator<Item = (Lang, &'p str)> + use<'p> {
        let lang = prepared.lang.filter(|lang| !Profile::of(*lang).has_case);
        let unknown = prepared.tokens.iter().filter(|token| token.kind == TokenKind::Word && token.word == 0);
        let text = &prepared.article.text;
        lang.into_iter().flat_map(move |lang| unknown.clone().map(move |token| (lang, token.span.of(text))))
    }

    fn strangers(&self, prepared: &Prepared, language: &Language, sentence: &Sentence, units: &[Unit], out: &mut Vec<Sighting>) {
        let lang = language.profile.lang;
        let text = &prepared.article.text;
        let word = |unit: &Unit| prepared.tokens[unit.first].span.join(prepared.tokens[unit.last - 1].span);
        let has_case = language.profile.has_case;
        let country = self.only_country(units);
        let mut at = 0;
        while at < units.len() {
            let free = |unit: &Unit| {
                let token = &prepared.tokens[unit.first];
                let plain = unit.senses.is_empty() && unit.class == Class::Noun && token.kind == TokenKind::Word;
                plain && token.span.of(text).chars().count() > 2 && (!has_case || token.has(flag::CAPITAL))
            };
            let length = units[at..].iter().take(LONGEST).take_while(|unit| free(unit)).count();
            if length == 0 {
                at += 1;
                continue;
            }
            // "Los Angeles Times", "George | W. Bush": part of a name that is known.
            let name = |unit: Option<&Unit>| {
                unit.is_some_and(|u| {
                    u.flags & flag::CAPITAL != 0 && u.class != Class::Date && !u.senses.is_empty() && self.role(u).is_none()
                })
            };
            if has_case && (name(at.checked_sub(1).and_then(|before| units.get(before))) || name(units.get(at + length))) {
                at += length;
                continue;
            }
            let before = at.checked_sub(1).map(|before| self.role(&units[before]));
            let after = units.get(at + length).map(|after| self.role(after));
            let first = at == 0 || units[at].flags & flag::LINE_START != 0;
            let span = word(&units[at]).join(word(&units[at + length - 1]));
            let (what, role) = match (before.flatten(), after.flatten()) {
                // «الرئيس …»: in a language without capitals only what follows a role is a name, a word or two long.
                (Some((RoleKind::Office, roles)), _) => (Some(Stranger::Person), roles),
                (Some((RoleKind::Force | RoleKind::Body, roles)), _) if !has_case => {
                    let belongs = length == 1 && is_nisba(span.of(text));
                    (Some(if belongs { Stranger::Demonym } else { Stranger::Group }), roles)
                }
                (_, Some((RoleKind::Person | RoleKind::Force | RoleKind::Body, roles))) if has_case => (Some(Stranger::Group), roles),
                // A word that begins a sentence is no name for its capital.
                _ => ((has_case && (!first || length > 1)).then_some(Stranger::Name), SmallVec::new()),
            };
            if let Some(what) = what {
                let name = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
                out.push(Sighting { name, lang, what, roles: role, country: country.clone(), sentence: sentence.span });
            }
            at += length;
        }
    }

    fn role(&self, unit: &Unit) -> Option<(RoleKind, SmallVec<[Part; 2]>)> {
        unit.senses.iter().find_map(|sense| match *sense {
            Sense::Role { role, .. } => {
                let role = &self.codebook.roles[role as usize];
                Some((role.kind, role.codes.iter().take(2).cloned().collect()))
            }
            _ => None,
        })
    }

    fn only_country(&self, units: &[Unit]) -> Option<Part> {
        let mut all: SmallVec<[&Part; 4]> = SmallVec::new();
        for sense in units.iter().flat_map(|unit| unit.senses) {
            if let Sense::Actor { actor, .. } = *sense
                && self.codebook.actors[actor as usize].kind == ActorKind::Country
                && let Some(country) = self.codebook.actors[actor as usize].spells.first().and_then(|spell| spell.code.country.as_ref())
                && !all.contains(&country)
            {
                all.push(country);
            }
        }
        match all[..] {
            [one] => Some(one.clone()),
            _ => None,
        }
    }
}

/// An Arabic adjective of belonging, definite: «الوفاقية».
fn is_nisba(word: &str) -> bool {
    word.starts_with("ال") && ["ية", "ي", "يون", "يين", "يات"].iter().any(|ending| word.ends_with(ending)) && word.chars().count() > 5
}
