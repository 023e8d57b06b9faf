//! When an article can have been written by the people it calls by their office: "President X" was president then. Offices have days in
//! the codebook.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Engine, Prepared};
use crate::codebook::{Actor, ActorKind, Language};
use crate::model::{Class, NameKind, Part, Sense, Token, Unit};

/// Sentences looked at: those who matter are named at the start.
const SENTENCES: usize = 40;
/// The offices that fit must be named this many times as often as those that do not: history names presidents too.
const OVERWHELMING: usize = 3;
/// So often at least must people be named by office: once may be history.
const LEAST: usize = 2;
/// Days for which one is still or already called so: the terms of an office and the news of it do not end on one day.
const SLACK: u64 = 60;

/// A stretch of days; None is open.
pub(super) type Stretch = (Option<NaiveDate>, Option<NaiveDate>);

impl Engine {
    /// The first and last day on which those named by their office held it, where most of them held it at one time.
    pub(super) fn in_office(&self, prepared: &Prepared) -> Stretch {
        let Some(lang) = prepared.lang else { return (None, None) };
        let language = self.codebook.language(lang);
        let mut named: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for sentence in prepared.sentences.iter().take(SENTENCES) {
            let units = self.units(prepared, language, sentence, &[]);
            for n in 1..units.len() {
                let person = units[n].senses.iter().find_map(|sense| match *sense {
                    Sense::Actor { actor, kind: NameKind::Name, .. } if self.codebook.actors[actor as usize].kind == ActorKind::Person => {
                        Some(actor)
                    }
                    _ => None,
                });
                if let (Some(person), Some(role)) = (person, office(&units[..n], language, &prepared.tokens)) {
                    *named.entry((person, role)).or_default() += 1;
                }
            }
        }
        let terms = named.into_iter().map(|((person, role), times)| {
            let codes = &self.codebook.roles[role as usize].codes;
            (terms(&self.codebook.actors[person as usize], codes), times)
        });
        at_one_time(&terms.filter(|(terms, _)| !terms.is_empty()).collect::<Vec<_>>())
    }
}

/// The role that leads a name, not a former one: "President", «الرئيس الروسي».
fn office(before: &[Unit], language: &Language, tokens: &[Token]) -> Option<u32> {
    let unit = before.iter().rev().find(|unit| unit.class != Class::Adjective).filter(|unit| unit.class == Class::Noun)?;
    let former = before.iter().rev().take(4).any(|unit| language.lists.former.contains(&tokens[unit.first].word));
    unit.senses.iter().filter(|_| !former).find_map(|sense| if let Sense::Role { role, .. } = *sense { Some(role) } else { None })
}

/// When a person had a code with one of these roles, as far as the codebook knows its days.
fn terms(actor: &Actor, roles: &[Part]) -> Vec<Stretch> {
    let spells = actor.spells.iter().filter(|spell| spell.code.roles.iter().any(|role| roles.contains(role)));
    let slack = Days::new(SLACK);
    spells
        .filter(|spell| spell.from.is_some() || spell.to.is_some())
        .map(|spell| (spell.from.and_then(|day| day.checked_sub_days(slack)), spell.to.and_then(|day| day.checked_add_days(slack))))
        .collect()
}

/// The days on which most of these people, by how often they are named, were in office.
fn at_one_time(people: &[(Vec<Stretch>, usize)]) -> Stretch {
    let all: usize = people.iter().map(|(_, times)| times).sum();
    let holds = |day: NaiveDate| -> usize {
        people.iter().filter(|(terms, _)| terms.iter().any(|term| within(term, day))).map(|(_, times)| times).sum()
    };
    let begins = people.iter().flat_map(|(terms, _)| terms.iter().map(|(from, _)| from.unwrap_or(NaiveDate::MIN)));
    let mut best: Vec<(usize, NaiveDate)> = begins.map(|day| (holds(day), day)).collect();
    best.sort_unstable();
    best.dedup();
    let Some(&(most, _)) = best.last() else { return (None, None) };
    if most < LEAST || (all - most) * OVERWHELMING > most {
        return (None, None);
    }
    let (mut first, mut last) = (NaiveDate::MAX, Some(NaiveDate::MIN));
    for &(_, day) in best.iter().filter(|(times, _)| *times == most) {
        // The first of the terms that run on this day to end ends the stretch.
        let running = people.iter().flat_map(|(terms, _)| terms.iter().filter(|term| within(term, day)));
        let to = running.filter_map(|(_, to)| *to).min();
        first = first.min(day);
        last = last.zip(to).map(|(a, b)| a.max(b));
    }
    (Some(first).filter(|&day| day != NaiveDate::MIN), last)
}

fn within(term: &Stretch, day: NaiveDate) -> bool {
    term.0.is_none_or(|from| from <= day) && term.1.is_none_or(|to| day <= to)
}
