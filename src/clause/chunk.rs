//! Units in a row to noun phrases, verbs with their auxiliaries to predicates, the rest to items.

use smallvec::SmallVec;

use super::{chunk_vso, lists};
use crate::codebook::{Codebook, Language, OperatorKind};
use crate::language::{Order, form};
use crate::model::{Class, Item, Np, Parse, Predicate, Sense, Token, Unit};

/// Noun phrases, predicates and items of a sentence.
pub(super) fn chunk<'a>(units: Vec<Unit<'a>>, tokens: &[Token], language: &Language, codebook: &Codebook, headline: bool) -> Parse<'a> {
    let mut parse = Parse {
        // An item a unit at most, and a phrase in two or three.
        items: Vec::with_capacity(units.len()),
        nps: Vec::with_capacity(units.len() / 2),
        units,
        headline,
        ..Parse::default()
    };
    let vso = language.profile.order == Order::VerbFirst;
    let mut i = 0;
    while i < parse.units.len() {
        let class = parse.units[i].class;
        i = match class {
            Class::Verb => {
                push_verb(&mut parse, tokens, i, language);
                i + 1
            }
            Class::Aux | Class::Be | Class::Have | Class::Do | Class::Modal if !vso => {
                if verb_after(&parse.units, i).is_some() {
                    i + 1
                } else if class == Class::Be || class == Class::Have {
                    // A copula is a predicate of its own: it ends a noun phrase and takes no slots.
                    push_verb(&mut parse, tokens, i, language);
                    i + 1
                } else {
                    parse.items.push(Item::Other(i, class));
                    i + 1
                }
            }
            Class::Be if vso => {
                // «كان … سيزور»: the copula before another verb is its auxiliary; alone it is a predicate.
                parse.items.push(Item::Other(i, Class::Be));
                i + 1
            }
            Class::Noun
            | Class::Adjective
            | Class::Number
            | Class::Determiner
            | Class::Possessive
            | Class::HisCountry
            | Class::BothSides
            | Class::Counterpart
            | Class::Pronoun => {
                let end = if vso { chunk_vso::extent(&parse.units, tokens, i, language, codebook) } else { extent(&parse.units, i) };
                push_np(&mut parse, i, end, language, vso);
                end
            }
            _ => {
                parse.items.push(Item::Other(i, class));
                i + 1
            }
        };
    }
    for np in &mut parse.nps {
        let singling = |u: &Unit| language.lists.singling.contains(&tokens[u.first].word);
        np.singled = !vso && parse.units[np.units.clone()].iter().take(3).any(singling);
        let units = &parse.units[np.units.clone()];
        let former = |u: &Unit| language.lists.former.contains(&tokens[u.first].word);
        np.former =
            units.len() > 1 && units.iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Role { .. }))) && units.iter().any(former);
    }
    attach_prepositions(&mut parse, language);
    if vso {
        chunk_vso::genitives(&mut parse, tokens, language, codebook);
        chunk_vso::decisions(&mut parse, tokens, codebook);
        chunk_vso::obliged(&mut parse, language, codebook);
        chunk_vso::belonging(&mut parse, language);
        chunk_vso::genders(&mut parse, tokens, language, codebook);
    } else {
        share_frames(&mut parse);
    }
    lists::lists(&mut parse, vso);
    lists::appositions(&mut parse, codebook);
    lists::including(&mut parse, tokens, language);
    parse
}

/// The verb whose auxiliary this is.
fn verb_after(units: &[Unit], i: usize) -> Option<usize> {
    for (j, unit) in units.iter().enumerate().skip(i + 1).take(6) {
        match unit.class {
            Class::Verb => return Some(j),
            Class::Aux | Class::Be | Class::Have | Class::Do | Class::Modal | Class::Adverb | Class::Date | Class::To => {}
            _ => return None,
        }
    }
    None
}

/// Where the English noun phrase that starts at `i` ends.
fn extent(units: &[Unit], i: usize) -> usize {
    let mut j = i;
    let mut seen_noun = false;
    while j < units.len() {
        match units[j].class {
            Class::Determiner | Class::Possessive if j > i && seen_noun => break,
            Class::Determiner | Class::Possessive => {}
            Class::Number if seen_noun && units[j].flags & crate::model::flag::HYPHEN == 0 => break,
            Class::Number => {}
            Class::Pronoun | Class::HisCountry | Class::BothSides => {
                if j == i {
                    return j + 1;
                }
                break;
            }
            // "rebel-held quarters": one word with the noun before it.
            Class::Adjective if units[j].flags & crate::model::flag::HYPHEN != 0 => {}
            Class::Adjective if seen_noun && units[j - 1].class == Class::Noun && is_head_like(&units[j - 1]) => break,
            Class::Adjective => {}
            Class::Noun | Class::Counterpart => seen_noun = true,
            Class::PossessiveMark if seen_noun => seen_noun = false,
            // "Russian and Ukrainian officials": two adjectives of one noun.
            Class::And
                if units.get(j.wrapping_sub(1)).is_some_and(|u| u.class == Class::Adjective)
                    && units.get(j + 1).is_some_and(|u| u.class == Class::Adjective) => {}
            // "the Russian, Iranian and Turkish presidents".
            Class::Comma
                if j > i
                    && units[j - 1].class == Class::Adjective
                    && units[j..].iter().take(4).any(|u| u.class == Class::And)
                    && units.get(j + 1).is_some_and(|u| u.class == Class::Adjective && is_country(u)) => {}
            // "U.S. and Russian officials".
            Class::And
                if j > i
                    && !units[i..j].iter().any(|u| u.senses.iter().any(|s| matches!(s, Sense::Role { .. })))
                    && is_country(&units[j - 1])
                    && units.get(j + 1).is_some_and(is_country)
                    && units.get(j + 2).is_some_and(|u| {
                        u.class == Class::Noun
                            && u.senses.iter().any(|s| {
                                matches!(s, Sense::Role { .. }) || matches!(s, Sense::Concept { form, .. } if form & form::NOUN != 0)
                            })
                    }) => {}
            _ => break,
        }
        j += 1;
    }
    j.max(i + 1)
}

fn is_country(unit: &Unit) -> bool {
    unit.senses.iter().any(|s| matches!(s, Sense::Actor { .. }))
}

/// A noun that can end its phrase: a role or a name.
fn is_head_like(unit: &Unit) -> bool {
    unit.senses.iter().any(|s| matches!(s, Sense::Role { .. } | Sense::Actor { .. }))
}

fn push_np(parse: &mut Parse, first: usize, end: usize, language: &Language, vso: bool) {
    let units = &parse.units[first..end];
    let is_noun = |u: &Unit| matches!(u.class, Class::Noun | Class::Counterpart);
    let offset = if vso { units.iter().position(is_noun) } else { units.iter().rposition(is_noun) };
    let head = first + offset.unwrap_or(if vso { 0 } else { units.len() - 1 });
    let mut events: SmallVec<[u32; 2]> = SmallVec::new();
    let mut event_units: SmallVec<[usize; 8]> = SmallVec::from_slice(&[head]);
    if vso {
        // «عملية اغتيال»: the event noun may follow an empty first noun.
        event_units.extend((first..end).filter(|&u| u != head));
    }
    let mut event_head = head;
    for unit in event_units {
        if !events.is_empty() {
            break;
        }
        for sense in parse.units[unit].senses {
            if let Sense::Concept { concept, form } = *sense
                && form & form::NOUN != 0
                && parse.units[unit].class == Class::Noun
                && !language.by_head[concept as usize].is_empty()
                && !events.contains(&concept)
            {
                events.push(concept);
                event_head = unit;
            }
        }
    }
    let pronoun = matches!(parse.units[first].class, Class::Pronoun | Class::HisCountry | Class::BothSides);
    let item = parse.items.len();
    let np = Np { units: first..end, head: if events.is_empty() { head } else { event_head }, events, pronoun, item, ..Np::default() };
    parse.items.push(Item::Np(parse.nps.len()));
    parse.nps.push(np);
}

fn push_verb(parse: &mut Parse, tokens: &[Token], i: usize, language: &Language) {
    let unit = parse.units[i];
    let vso = language.profile.order == Order::VerbFirst;
    let mut predicate = Predicate {
        unit: i,
        group: i,
        form: unit.form & (form::VERB | form::PASSIVE | form::SPEAKER) | agreement(&unit),
        item: parse.items.len(),
        ..Predicate::default()
    };
    let (mut be, mut to, mut finite) = (false, false, false);
    let mut j = i;
    while j > 0 {
        let before = parse.units[j - 1];
        match before.class {
            Class::Adverb => {}
            Class::Aux => {
                // «قد» before a perfect affirms; before an imperfect it supposes. «إذا», a word of its own clause, supposes before both.
                let affirmed = language.suppose.filter(|_| vso && bits_past(unit.form));
                let frames: SmallVec<[u8; 2]> = before
                    .senses
                    .iter()
                    .filter_map(|sense| {
                        if let Sense::Operator { operator, .. } = *sense { Some(&language.operators[operator as usize]) } else { None }
                    })
                    .filter(|o| o.kind == OperatorKind::Word || o.kind == OperatorKind::Aux && Some(o.frame) != affirmed)
                    .map(|o| o.frame)
                    .collect();
                // "would": in what somebody said it is the future, elsewhere a supposition. The first frame it is listed under is for speech.
                let reported = parse.predicates.iter().any(|p| p.saying);
                if let Some(&frame) = if reported { frames.first() } else { frames.last() } {
                    predicate.frames.insert(0, frame);
                }
                finite = true;
            }
            Class::Be => be = true,
            Class::Have => {}
            Class::Do | Class::Modal => finite = true,
            Class::To => {
                to = true;
                predicate.group = j - 1;
            }
            _ => break,
        }
        if before.class != Class::Adverb {
            predicate.group = j - 1;
        }
        j -= 1;
        if before.class == Class::To {
            // "promised not to attack".
            let not = j.checked_sub(1).map(|k| parse.units[k]).filter(|u| u.class == Class::Aux);
            let negates = |s: &Sense| matches!(s, Sense::Operator { operator, .. } if Some(language.operators[*operator as usize].frame) == language.negate);
            if let (Some(frame), true) = (language.negate, not.is_some_and(|u| u.senses.iter().any(negates))) {
                predicate.frames.insert(0, frame);
                predicate.group = j - 1;
            }
            break;
        }
    }
    // "has been killed", "was being attacked": the aux right before decides.
    let bits = predicate.form;
    if !vso {
        let last_aux = (predicate.group..i).rev().map(|k| parse.units[k]).find(|u| !matches!(u.class, Class::Adverb));
        let be_before = last_aux.is_some_and(|u| u.class == Class::Be);
        predicate.passive = bits & form::PART != 0 && be_before && bits & form::ING == 0;
        predicate.infinitive = to;
        predicate.gerund = bits & form::ING != 0 && !be && !be_before && !finite;
    } else {
        predicate.passive = bits & form::PASSIVE != 0;
        predicate.feminine = one_gender(&unit);
        let before = parse.units[..predicate.group].iter().rev().find(|u| !matches!(u.class, Class::Adverb | Class::Quote | Class::And));
        predicate.pronoun = before.is_some_and(|u| u.class == Class::That && language.lists.that_one.contains(&tokens[u.first].word));
        predicate.gerund = bits & form::VERB == form::ING;
        predicate.infinitive = bits & form::PRES != 0 && before.is_some_and(|u| u.class == Class::That);
    }
    predicate.saying = unit.senses.iter().any(|s| matches!(s, Sense::Verb { saying: true, .. }));
    find_apart(parse, tokens, i, language, &mut predicate);
    // Auxiliaries were pushed as items only where no verb follows; in Arabic the particles before the verb are taken back.
    if vso {
        while let Some(Item::Other(u, Class::Aux | Class::Be | Class::Adverb)) = parse.items.last().copied() {
            if u < predicate.group {
                break;
            }
            parse.items.pop();
        }
        predicate.item = parse.items.len();
    }
    parse.items.push(Item::Verb(parse.predicates.len()));
    parse.predicates.push(predicate);
}

/// "Will attend, chair and host", "has not pressed Chile and sided with Peru": the auxiliaries of the first verb hold for those joined to it.
fn share_frames(parse: &mut Parse) {
    for v in 1..parse.predicates.len() {
        let (before, this) = (&parse.predicates[v - 1], &parse.predicates[v]);
        let joined =
            this.item.checked_sub(1).is_some_and(|i| matches!(parse.items[i], Item::Other(_, Class::And | Class::Or | Class::Comma)));
        let between = &parse.items[before.item + 1..this.item];
        let own_clause = |i: &Item| matches!(i, Item::Other(_, Class::Stop | Class::That | Class::Subordinator | Class::Relative));
        let bare = this.group == this.unit && !this.infinitive && !this.gerund;
        let have = (before.group..before.unit).any(|u| parse.units[u].class == Class::Have);
        // A past form goes on only with "has": "did not visit Chile and attacked Peru".
        let same = this.form & (form::BASE | form::PAST) == form::BASE || have && this.form & form::PART != 0;
        if !joined || !bare || !same || between.iter().any(own_clause) {
            continue;
        }
        let (infinitive, frames) = (before.infinitive, before.frames.clone());
        // "Plans to send troops and impose sanctions".
        parse.predicates[v].infinitive |= infinitive && this.form & (form::BASE | form::PAST) == form::BASE;
        if !frames.is_empty() {
            parse.predicates[v].frames = frames;
        }
    }
}

/// Gender and number as the verb has them, not the noun that is spelled like it: «منح» is "he granted" and "grants".
fn agreement(unit: &Unit) -> u16 {
    let verbs = || unit.senses.iter().map(Sense::form).filter(|bits| bits & form::VERB != 0);
    let bits = if verbs().next().is_some() { verbs().fold(0, |all, bits| all | bits) } else { unit.form };
    bits & (form::FEM | form::PLURAL)
}

/// The gender of a verb form, where every verb it can be has the same: «تجمع» is "he gathered" and "she collects".
fn one_gender(unit: &Unit) -> Option<bool> {
    let mut all = unit.senses.iter().filter(|s| !matches!(s, Sense::Actor { .. })).map(Sense::form).filter(|bits| bits & form::VERB != 0);
    let first = all.next()?;
    let vague = |bits: u16| bits & (form::PLURAL | form::SPEAKER | form::ING) != 0;
    (!vague(first) && all.all(|bits| !vague(bits) && (bits ^ first) & form::FEM == 0)).then_some(first & form::FEM != 0)
}

fn bits_past(bits: u16) -> bool {
    bits & form::PAST != 0 && bits & form::PRES == 0
}

/// A phrase whose other words stand apart: «ألقت الشرطة القبض على». The first reading whose words are all found wins.
fn find_apart(parse: &Parse, tokens: &[Token], i: usize, language: &Language, predicate: &mut Predicate) {
    const FAR: usize = 9;
    for sense in parse.units[i].senses {
        let Sense::Apart { apart: number, .. } = *sense else { continue };
        let apart = &language.lexicon.apart[number as usize];
        let mut at = i + 1;
        let mut found: SmallVec<[usize; 2]> = SmallVec::new();
        for &word in &apart.rest {
            let hit = (at..parse.units.len().min(i + FAR))
                .take_while(|&j| !matches!(parse.units[j].class, Class::Stop | Class::Verb | Class::That))
                .find(|&j| (parse.units[j].first..parse.units[j].last).any(|t| tokens[t].word == word));
            match hit {
                Some(j) => {
                    found.push(j);
                    at = j + 1;
                }
                None => break,
            }
        }
        // «حشد التأييد ضد» is not «حشد التأييد ل».
        let led = apart.preposition.is_none_or(|p| {
            let from = found.last().map_or(i, |&j| j) + 1;
            (from..parse.units.len().min(i + FAR + 5))
                .any(|j| matches!(parse.units[j].class, Class::Preposition(q) | Class::Of(q) | Class::Agent(q) if q == p))
        });
        if found.len() == apart.rest.len() && led {
            predicate.object_preposition = predicate.object_preposition.or(apart.preposition);
            predicate.phrases.push(number);
            if found.len() > predicate.apart.len() {
                predicate.apart = found;
            }
        }
    }
}

/// Each noun phrase learns the preposition right before it; "of" ties it to the phrase before.
fn attach_prepositions(parse: &mut Parse, language: &Language) {
    for n in 0..parse.nps.len() {
        let Some(mut i) = parse.nps[n].item.checked_sub(1) else { continue };
        let mut dated = false;
        while i > 0 && matches!(parse.items[i], Item::Other(_, Class::Adverb | Class::Quote | Class::Date)) {
            dated |= matches!(parse.items[i], Item::Other(_, Class::Date));
            i -= 1;
        }
        // "on Tuesday troops …": the preposition is the date's.
        if dated {
            continue;
        }
        if let Item::Other(_, class) = parse.items[i] {
            match class {
                Class::Preposition(p) => {
                    // «على جنوب إسرائيل»: the direction says where in it; what leads is the preposition before.
                    let outer = i
                        .checked_sub(1)
                        .and_then(|k| if let Item::Other(_, Class::Preposition(q)) = parse.items[k] { Some(q) } else { None });
                    parse.nps[n].preposition = outer.filter(|_| language.lists.locatives.contains(&p)).or(Some(p));
                }
                Class::Agent(p) => {
                    parse.nps[n].preposition = Some(p);
                    parse.nps[n].agent = true;
                }
                Class::Of(p) => {
                    parse.nps[n].preposition = Some(p);
                    if let Some(before) = i.checked_sub(1)
                        && let Item::Np(owner) = parse.items[before]
                    {
                        parse.nps[owner].of = Some(n);
                    }
                }
                _ => {}
            }
        }
    }
}
