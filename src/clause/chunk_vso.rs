//! Where an Arabic noun phrase ends: the head comes first, then its adjectives or its genitive; definiteness tells one from the next.

use smallvec::SmallVec;

use crate::codebook::{ActorKind, Codebook, Language, RoleKind};
use crate::language::form;
use crate::model::{Class, Func, Item, NameKind, Parse, Part, Sense, Token, Unit, flag};

/// With the article, or a fixed phrase that holds it («وزير الخارجية»).
pub(super) fn is_definite(unit: &Unit) -> bool {
    // «التزاما», «إلغاء» only begin like the article; the lexicon knows them.
    if unit.form & form::NOUN != 0 && unit.form & form::VERB == 0 {
        return unit.form & form::DEFINITE != 0;
    }
    unit.flags & flag::DEFINITE != 0 || unit.form & form::DEFINITE != 0 && unit.form & form::VERB == 0
}

fn is_name(unit: &Unit) -> bool {
    unit.senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Name | NameKind::Capital, .. } | Sense::City { .. }))
}

fn is_role(unit: &Unit) -> bool {
    unit.senses.iter().any(|s| matches!(s, Sense::Role { .. }))
}

fn is_event(unit: &Unit, language: &Language) -> bool {
    unit.senses
        .iter()
        .any(|s| matches!(s, Sense::Concept { concept, form } if form & form::NOUN != 0 && !language.by_head[*concept as usize].is_empty()))
}

/// An adjective of belonging: «الأمريكية».
fn is_nisba(unit: &Unit) -> bool {
    unit.senses.iter().any(|s| matches!(s, Sense::Actor { kind: NameKind::Demonym, .. }))
}

/// A role that a name may follow: one person's, not that of a body («المعارضة», «الجيش») or of many.
fn is_title(unit: &Unit, codebook: &Codebook) -> bool {
    unit.form & form::PLURAL == 0
        && unit.senses.iter().any(
            |s| matches!(s, Sense::Role { role, .. } if matches!(codebook.roles[*role as usize].kind, RoleKind::Office | RoleKind::Person)),
        )
}

/// Whether a person is of another country than an adjective of the words before says.
fn other_country(before: &[Unit], person: &Unit, codebook: &Codebook) -> bool {
    let countries = |unit: &Unit, wanted: bool| -> SmallVec<[Part; 2]> {
        let of = |s: &Sense| match *s {
            Sense::Actor { actor, kind, .. } if (kind == NameKind::Demonym) == wanted => {
                codebook.actors[actor as usize].spells.iter().find_map(|spell| spell.code.country.clone())
            }
            _ => None,
        };
        unit.senses.iter().filter_map(of).collect()
    };
    let said: SmallVec<[Part; 2]> = before.iter().flat_map(|unit| countries(unit, true)).collect();
    let own = countries(person, false);
    !said.is_empty() && !own.is_empty() && !own.iter().any(|country| said.contains(country))
}

/// The first unknown indefinite word after an indefinite event noun is its adjective («هجوما عنيفا», «ضربات جوية»), and so is the second.
fn agrees_as_adjective(units: &[Unit], head: usize, j: usize) -> bool {
    units[j].flags & (flag::PROCLITIC | flag::ENCLITIC) == 0 && j == head + 1 || units[j].flags & flag::PROCLITIC == 0 && j == head + 2
}

/// One past the last unit of the noun phrase that starts at `i`.
pub(super) fn extent(units: &[Unit], tokens: &[Token], i: usize, language: &Language, codebook: &Codebook) -> usize {
    if matches!(units[i].class, Class::Pronoun | Class::HisCountry | Class::BothSides) {
        return i + 1;
    }
    let mut j = i;
    // Determiners and numbers before the head.
    while j < units.len() && matches!(units[j].class, Class::Determiner | Class::Number) {
        j += 1;
    }
    if j >= units.len() || !matches!(units[j].class, Class::Noun | Class::Adjective | Class::Counterpart) {
        return j.max(i + 1);
    }
    let head = j;
    let (mut definite, mut adjective) = (is_definite(&units[j]), false);
    let mut event = is_event(&units[j], language);
    let mut role = is_role(&units[j]) || units[j].class == Class::Counterpart;
    // A name said to be one closes at once: what follows is another phrase, or the name's own words.
    let mut named = is_name(&units[j]);
    let titled = is_title(&units[j], codebook);
    // «مسلحون», «جنديين»: with its nun a plural owns nothing; only an adjective of its own kind may follow.
    let with_nun = |unit: &Unit| {
        let word = codebook.vocabulary.word(tokens[unit.last - 1].word);
        unit.form & form::PLURAL != 0 && !is_definite(unit) && (word.ends_with("ون") || word.ends_with("ين") || word.ends_with("ان"))
    };
    let closed = with_nun(&units[j]) || is_closed_phrase(&units[j], tokens, codebook);
    // «الإفراج عن السجناء»: the preposition belongs to the noun, what follows is its object.
    if ends_in_preposition(&units[j], tokens, language) {
        return j + 1;
    }
    j += 1;
    while j < units.len() && j - head < 12 {
        let unit = &units[j];
        if closed && unit.class == Class::Noun && !unit.senses.is_empty() && (is_role(unit) || !with_nun(unit)) {
            break;
        }
        match unit.class {
            Class::Pronoun if unit.flags & flag::ENCLITIC != 0 => {
                // «قواته»: the pronoun makes it definite and closes it for genitives.
                definite = true;
                j += 1;
                continue;
            }
            // «الضربات الأمريكية والفرنسية والبريطانية»: adjectives of one noun.
            Class::And
                if units[j - 1].class == Class::Adjective
                    && is_nisba(&units[j - 1])
                    && units.get(j + 1).is_some_and(|next| {
                        next.class == Class::Adjective && is_nisba(next) && is_definite(next) == is_definite(&units[j - 1])
                    }) => {}
            Class::Adjective => {
                let fits = is_definite(unit) || !definite;
                if !fits {
                    break;
                }
                adjective = true;
            }
            Class::Noun | Class::Counterpart => {
                let unknown = unit.senses.is_empty();
                if is_definite(unit) {
                    // After an indefinite event noun its genitive is a phrase of its own.
                    if event && !definite && !(unknown && adjective) {
                        break;
                    }
                    // «محكمة بيلاروسية الناشط»: with its adjective an indefinite noun owns nothing.
                    if adjective && !definite && !event && !unknown {
                        break;
                    }
                    // «غانا المجتمع الدولي», «بوتين الرئيس»: after a name a known phrase with the article is the next one.
                    if named && !unknown && !(role && is_role(unit)) {
                        break;
                    }
                    // «الجيش الإسرائيلي حالة التأهب»: after its adjective a phrase takes no other noun.
                    if definite && adjective && !unknown && !named {
                        break;
                    }
                    // «المعارضة السورية التوصل»: a definite event noun after a closed phrase is the next one.
                    if definite && is_event(unit, language) && (role || named || adjective) {
                        break;
                    }
                    // «الرئيس الروسي الحكومة»: a definite role after a closed phrase with a role is the next one.
                    // So is one after a head with the article, which takes no genitive: «طالبت المعارضة الحكومة».
                    if definite && role && is_role(unit) && (adjective || units[head].flags & flag::DEFINITE != 0) {
                        break;
                    }
                    definite = true;
                } else if is_name(unit) {
                    let person_like = role || units[j - 1].senses.is_empty();
                    // «الرئيس بوتين» is one phrase, «الرئيس التونسي فرنسا» two.
                    let person = unit
                        .senses
                        .iter()
                        .any(|s| matches!(s, Sense::Actor { actor, .. } if codebook.actors[*actor as usize].kind == ActorKind::Person));
                    // «الشرطة الإسرائيلية نتنياهو», «المستشارة الألمانية ماكرون»: a body has no name of a person, nor one country another's.
                    let title = || units[head..j].iter().any(|unit| is_title(unit, codebook));
                    if person && (role && definite && !title() || adjective && other_country(&units[i..j], unit, codebook)) {
                        break;
                    }
                    if event && !definite || named && !person_like || definite && !person || definite && !role && !adjective && !named {
                        break;
                    }
                    named = true;
                    definite = true;
                } else if role && is_role(unit) && units[head].form & form::PLURAL != 0 && !definite {
                    // «خطف مسلحون عاملين»: people in the plural own no other people.
                    break;
                } else if event && unknown && !definite && !named && agrees_as_adjective(units, head, j) {
                    adjective = true;
                } else if definite || named || adjective || event {
                    // An unknown word after a title or a name may be the rest of a name: «الرئيس إبراهيم تراوري».
                    let rest_of_name = (named || titled)
                        && unknown
                        && (named || role && definite)
                        && !tokens[unit.first].has(flag::GLUED)
                        && j - head < 5
                        && !event;
                    if !rest_of_name {
                        break;
                    }
                }
                event |= !definite && is_event(unit, language);
                role |= is_role(unit);
            }
            _ => break,
        }
        j += 1;
    }
    j
}

/// Whether the phrase's head is surely feminine (true) or masculine (false): countries are feminine but for a few, other nouns by their ending.
/// Agreement then tells the object of a verb whose subject is dropped: «يزور السعودية».
pub(super) fn genders(parse: &mut Parse, tokens: &[Token], language: &Language, codebook: &Codebook) {
    for n in 0..parse.nps.len() {
        let np = &parse.nps[n];
        let head = parse.units[np.units.clone()].iter().find(|u| matches!(u.class, Class::Noun | Class::Adjective));
        let counted = parse.units[np.units.clone()].iter().any(|u| matches!(u.class, Class::Number | Class::Determiner));
        let Some(head) = head.filter(|u| !u.senses.is_empty() && !np.pronoun) else { continue };
        let word = codebook.vocabulary.word(tokens[head.first].word);
        // «واعتقلت خمسة فلسطينيين», «قتلت عشرة جنود»: men in the plural, or counted by a number in ـة; a verb in the feminine is not theirs.
        let number = parse.units[np.units.clone()].iter().take_while(|u| matches!(u.class, Class::Number | Class::Determiner)).last();
        let of_men = number.is_some_and(|u| codebook.vocabulary.word(tokens[u.last - 1].word).ends_with('ه'));
        let sound = head.form & form::PLURAL != 0 && (word.ends_with("ين") || word.ends_with("ون"));
        if (of_men || sound) && (is_role(head) || is_nisba(head)) {
            parse.nps[n].feminine = Some(false);
            continue;
        }
        if counted {
            continue;
        }
        let kind = |s: &Sense| if let Sense::Actor { actor, .. } = s { Some(codebook.actors[*actor as usize].kind) } else { None };
        let ends = word.ends_with('ه');
        let feminine = match head.senses.iter().find_map(kind) {
            Some(ActorKind::Country) if head.class == Class::Noun && !is_role(head) => {
                (!language.lists.masculine.contains(&tokens[head.first].word)).then_some(true)
            }
            Some(_) => (ends && head.last - head.first > 1).then_some(true),
            None if is_role(head) && head.form & form::PLURAL == 0 && ends => Some(true),
            // One man: «الرئيس»; «قوات», «شباب» are nobody's gender.
            None if is_title(head, codebook) && !word.ends_with("ات") => Some(false),
            None => None,
        };
        parse.nps[n].feminine = feminine;
    }
}

/// «يجب على قطر أن تدفع», «على إيران أن تنسحب»: who is obliged does it, and it is demanded.
pub(super) fn obliged(parse: &mut Parse, language: &Language, codebook: &Codebook) {
    let Some(demand) = codebook.frame("demand") else { return };
    for v in 0..parse.predicates.len() {
        let item = parse.predicates[v].item;
        let (Some(Item::Other(_, Class::That)), Some(&Item::Np(n))) =
            (item.checked_sub(1).map(|i| parse.items[i]).as_ref(), item.checked_sub(2).map(|i| &parse.items[i]))
        else {
            continue;
        };
        let on = parse.nps[n].preposition.is_some_and(|p| language.lists.obliging.contains(&p));
        // After a verb of its own («حث على أن») the preposition is the verb's.
        let governed = parse.nps[n].item >= 2
            && matches!(parse.items[parse.nps[n].item - 2], Item::Verb(w) if !parse.predicates[w].saying && parse.predicates[w].unit + 1 == parse.nps[n].units.start - 1);
        if on && !governed {
            parse.predicates[v].obliged = Some(n);
            parse.predicates[v].frames.insert(0, demand);
        }
    }
}

/// «قرار الولايات المتحدة فرض عقوبات»: a verbal noun right after the phrase of its decision.
pub(super) fn decisions(parse: &mut Parse, tokens: &[Token], codebook: &Codebook) {
    for n in 1..parse.nps.len() {
        let before = &parse.nps[n - 1];
        let head = &parse.units[before.head];
        // An accusative («اعتبرت قرار فرنسا خرقا») is another verb's.
        let accusative = || codebook.vocabulary.word(tokens[parse.units[parse.nps[n].head].first].word).ends_with('ا');
        let operator = !is_role(head) && head.senses.iter().any(|s| matches!(s, Sense::Operator { form, .. } if form & form::NOUN != 0));
        let owned = before.units.len() > 1 && before.item + 1 == parse.nps[n].item;
        if operator
            && owned
            && !parse.nps[n].events.is_empty()
            && parse.nps[n].preposition.is_none()
            && !is_definite(&parse.units[parse.nps[n].head])
            && !accusative()
        {
            parse.nps[n].decided_in = Some(n - 1);
        }
    }
}

/// «القيادي في حركة حماس», «عناصر من الجيش»: a role learns the phrase right after it that may say where it belongs.
pub(super) fn belonging(parse: &mut Parse, language: &Language) {
    for n in 0..parse.nps.len() {
        let (Some(Item::Other(_, Class::Preposition(p))), Some(&Item::Np(m))) =
            (parse.items.get(parse.nps[n].item + 1), parse.items.get(parse.nps[n].item + 2))
        else {
            continue;
        };
        let role = parse.units[parse.nps[n].units.clone()].iter().any(is_role);
        if role && language.lists.belonging.contains(p) {
            parse.nps[n].within = Some(m);
        }
    }
}

/// A phrase of the lexicon that is an indefinite noun with its adjective («سيارة مفخخة», «طائرات حربية»): they agree, and nothing can own it.
/// «وزير خارجية» does not agree: it is owned.
fn is_closed_phrase(unit: &Unit, tokens: &[Token], codebook: &Codebook) -> bool {
    if unit.last - unit.first != 2 || unit.class != Class::Noun || is_definite(unit) {
        return false;
    }
    let word = |at: usize| codebook.vocabulary.word(tokens[at].word);
    let (noun, adjective) = (word(unit.first), word(unit.last - 1));
    let feminine = noun.ends_with('ه') || noun.ends_with("ات") || unit.form & form::PLURAL != 0;
    if feminine { adjective.ends_with('ه') } else { adjective.ends_with('ي') }
}

/// Whether a unit of several words ends in a preposition: «الإفراج عن».
fn ends_in_preposition(unit: &Unit, tokens: &[Token], language: &Language) -> bool {
    unit.last - unit.first > 1
        && unit.class == Class::Noun
        && language.lexicon.single(tokens[unit.last - 1].word).iter().any(|s| matches!(s, Sense::Func { func: Func::Preposition, .. }))
}

/// Bare phrases right after an event noun are its genitives: the first, and the one after it.
pub(super) fn genitives(parse: &mut Parse, tokens: &[Token], language: &Language, codebook: &Codebook) {
    for n in 0..parse.nps.len() {
        let head = parse.nps[n].head;
        let led = ends_in_preposition(&parse.units[head], tokens, language);
        parse.nps[n].leads = led;
        if parse.nps[n].events.is_empty() || is_definite(&parse.units[head]) && !led {
            continue;
        }
        // «انفجار عنيف»: an adjective closes the phrase, nothing owns it any more.
        let closed = is_closed_phrase(&parse.units[head], tokens, codebook)
            || parse.units[head + 1..parse.nps[n].units.end]
                .iter()
                .any(|u| !is_definite(u) && !is_name(u) && (u.class == Class::Adjective || u.senses.is_empty() && u.class == Class::Noun));
        if closed {
            continue;
        }
        let after = parse.nps[n].item + 1;
        for item in after..after + 2 {
            let Some(Item::Np(m)) = parse.items.get(item).copied() else { break };
            if parse.nps[m].preposition.is_some() {
                break;
            }
            // «عقد اجتماع»: the first noun only carries the second, which stands where the first does.
            let light =
                parse.units[parse.nps[n].head].senses.iter().any(|s| matches!(s, Sense::Light { form, .. } if form & form::NOUN != 0));
            if light && !parse.nps[m].events.is_empty() && parse.nps[m].item == after {
                parse.nps[m].carried_by = Some(n);
                parse.nps[n].events.clear();
                break;
            }
            parse.nps[m].genitive_of = Some(n);
        }
    }
}
