//! The slots of a verb: who stands as its subject, what follows as objects and prepositional parts; and which predicate governs it.

use super::REACH;
use super::chunk_vso::is_definite;
use super::subject::{is_named, subject_of};
use crate::codebook::{Language, OperatorKind};
use crate::language::{Order, form};
use crate::model::{Arguments, Class, Control, Item, Parse, Sense, flag};

/// The slots of predicate `v`.
pub fn arguments_of_verb(parse: &Parse, v: usize, language: &Language) -> Arguments {
    let mut out = Arguments { passive: parse.predicates[v].passive, ..Arguments::default() };
    let vso = language.profile.order == Order::VerbFirst;
    right(parse, v, vso, &mut out);
    subject_of(parse, v, language, &mut out);
    if out.governor.is_none() {
        out.governor = that_clause(parse, v, out.subject, language);
    }
    if vso {
        unvocalised_passive(parse, v, &mut out);
    } else {
        reduced_passive(parse, v, &mut out);
    }
    out
}

/// Objects and prepositional parts to the right of a verb.
fn right(parse: &Parse, v: usize, vso: bool, out: &mut Arguments) {
    let predicate = &parse.predicates[v];
    let mut i = predicate.item + 1;
    let limit = (i + REACH).min(parse.items.len());
    let (mut after_part, mut commas) = (false, 0);
    while i < limit {
        match parse.items[i] {
            Item::Np(n) => {
                let np = &parse.nps[n];
                // «أدلى بها لافروف»: a preposition with its pronoun is neither subject nor object.
                let particle = vso
                    && np.pronoun
                    && parse.units[np.units.start].flags & flag::ENCLITIC == 0
                    && parse.units[np.units.start].class == Class::Pronoun;
                if np.in_list || np.genitive_of.is_some() || np.carried_by.is_some() || np.decided_in.is_some() || particle {
                    i += 1;
                    continue;
                }
                let skipped = predicate.apart.iter().any(|&u| np.units.contains(&u) && np.head == u);
                if skipped {
                    i += 1;
                    continue;
                }
                if np.agent {
                    if out.agent.is_none() {
                        out.agent = Some(n);
                    }
                    if let Some(p) = np.preposition {
                        out.obliques.push((p, n));
                    }
                } else if let Some(p) = np.preposition {
                    // "of" belongs to the noun before it.
                    if !is_of(parse, n) {
                        out.obliques.push((p, n));
                    }
                    after_part = true;
                } else if !after_part && commas == 0 {
                    if !vso && starts_clause(parse, n, predicate.saying) {
                        return;
                    }
                    out.objects.push(n);
                } else if vso && commas == 0 && out.objects.len() < 3 {
                    // In Arabic the object may follow a prepositional part: «شن على المدينة هجوما».
                    let topic = np.events.is_empty() || is_definite(&parse.units[np.head]);
                    if verb_follows(parse, n) && topic {
                        return;
                    }
                    out.objects.push(n);
                } else if commas > 0 && !vso {
                    if parse.nps[n].item > 0 && closes_parenthesis(parse, i) {
                        i += 1;
                        continue;
                    }
                    return;
                }
                // Skip the members of its list.
                i = np.list.last().map_or(i, |&last| parse.nps[last].item);
            }
            Item::Verb(w) => {
                let inner = &parse.predicates[w];
                // A reduced participle on the object ("troops deployed in …") ends the objects, not the clause's end.
                if !vso && inner.form & form::PART != 0 && !out.objects.is_empty() && !inner.infinitive {
                    return;
                }
                return;
            }
            Item::Other(_, class) => match class {
                Class::Adverb
                | Class::Date
                | Class::Quote
                | Class::Preposition(_)
                | Class::Agent(_)
                | Class::Of(_)
                | Class::Determiner
                | Class::Number => {}
                // «أعلنت القوات، تدمير»: a comma after the subject.
                Class::Comma
                    if vso
                        && predicate.saying
                        && out.objects.len() == 1
                        && matches!(parse.items.get(i + 1), Some(Item::Np(n)) if !parse.nps[*n].events.is_empty() && parse.nps[*n].preposition.is_none()) =>
                    {}
                Class::Comma if parenthesis_end(parse, i).is_some() => {
                    // «شن الجيش، السبت، هجوما على»: what stands between two commas is stepped over; its parts are kept.
                    let end = parenthesis_end(parse, i).unwrap_or(i);
                    for inner in &parse.items[i..end] {
                        if let Item::Np(n) = *inner
                            && let Some(p) = parse.nps[n].preposition
                            && !is_of(parse, n)
                        {
                            out.obliques.push((p, n));
                            if parse.nps[n].agent && out.agent.is_none() {
                                out.agent = Some(n);
                            }
                        }
                    }
                    i = end;
                }
                // «وحثت الوزارة، الولايات المتحدة على»: and one between subject and object.
                Class::Comma
                    if vso
                        && !predicate.saying
                        && out.objects.len() == 1
                        && commas == 0
                        && matches!(parse.items.get(i + 1), Some(Item::Np(n)) if is_named(parse, *n) && parse.nps[*n].preposition.is_none() && !parse.nps[*n].in_list && !verb_follows(parse, *n)) =>
                    {}
                Class::Comma => {
                    commas += 1;
                    // In a comma-rich language a comma before a preposition goes on with the same clause.
                    let next = parse.items.get(i + 1);
                    let goes_on = matches!(
                        next,
                        Some(Item::Other(_, Class::Preposition(_) | Class::Date | Class::Agent(_) | Class::Adverb | Class::Quote))
                    );
                    let aside = matches!(next, Some(Item::Np(_))) && closes_parenthesis(parse, i + 1);
                    if !(goes_on || aside) || commas > 3 {
                        return;
                    }
                }
                Class::And if matches!(parse.items.get(i + 1), Some(Item::Np(_) | Item::Other(_, Class::Preposition(_)))) && !vso => {
                    // A second object after an unlike first one: "weapons and, …".
                    if let Some(Item::Np(n)) = parse.items.get(i + 1)
                        && verb_follows(parse, *n)
                    {
                        return;
                    }
                }
                Class::And if matches!(parse.items.get(i + 1), Some(Item::Other(_, Class::Preposition(_)))) => {}
                Class::And if vso && matches!(parse.items.get(i + 1), Some(Item::Np(_))) => {}
                _ => return,
            },
        }
        i += 1;
    }
}

fn is_of(parse: &Parse, n: usize) -> bool {
    let item = parse.nps[n].item;
    item > 0 && matches!(parse.items[item - 1], Item::Other(_, Class::Of(_)))
}

fn verb_follows(parse: &Parse, n: usize) -> bool {
    match parse.items.get(parse.nps[n].item + 1) {
        Some(Item::Verb(w)) => !parse.predicates[*w].infinitive,
        _ => false,
    }
}

/// After a verb of saying without "that", a noun phrase before a finite verb begins the clause that was said.
fn starts_clause(parse: &Parse, n: usize, saying: bool) -> bool {
    let mut i = parse.nps[n].item + 1;
    while matches!(parse.items.get(i), Some(Item::Other(_, Class::Adverb | Class::Date))) {
        i += 1;
    }
    match parse.items.get(i) {
        Some(Item::Verb(w)) => {
            let predicate = &parse.predicates[*w];
            let finite = !predicate.infinitive && !predicate.gerund;
            finite && (saying || predicate.form & form::PART == 0 || predicate.group < predicate.unit)
        }
        _ => false,
    }
}

/// Where the comma at `item` is closed by another with nothing but dates, names and prepositional parts between them, and the clause goes on.
fn parenthesis_end(parse: &Parse, item: usize) -> Option<usize> {
    let comma = |k: &usize| matches!(parse.items.get(*k), Some(Item::Other(_, Class::Comma)));
    let mut end = (item + 1..parse.items.len().min(item + 9)).find(comma)?;
    // «الرئيس الفرنسي، إيمانويل ماكرون، الثلاثاء، تونس»: the day stands between commas of its own.
    while matches!(parse.items.get(end + 1), Some(Item::Other(_, Class::Date))) && comma(&(end + 2)) {
        end += 2;
    }
    let inside = &parse.items[item + 1..end];
    let plain = !inside.is_empty()
        && inside.iter().all(|i| {
            !matches!(
                i,
                Item::Verb(_) | Item::Other(_, Class::Stop | Class::That | Class::Relative | Class::Subordinator | Class::But | Class::And)
            )
        });
    // "X hit A, B, and C": a list is no parenthesis.
    let list = matches!(inside, [Item::Np(n)] if parse.nps[*n].in_list);
    let next = parse.items.get(end + 1)?;
    let goes_on = !matches!(next, Item::Other(_, Class::And | Class::Or | Class::Stop | Class::Comma));
    (plain && !list && goes_on).then_some(end)
}

/// A phrase between two commas: the clause goes on after it.
fn closes_parenthesis(parse: &Parse, item: usize) -> bool {
    parse.items[item + 1..]
        .iter()
        .take(6)
        .position(|i| matches!(i, Item::Other(_, Class::Comma)))
        .is_some_and(|end| !parse.items[item + 1..item + 1 + end].iter().any(|i| matches!(i, Item::Verb(_) | Item::Other(_, Class::Stop))))
}

/// "troops killed in an ambush", "a convoy attacked by rebels": a participle after its noun without "be" is passive where it has no object
/// of its own and either a by-phrase or no finite reading.
fn reduced_passive(parse: &Parse, v: usize, out: &mut Arguments) {
    let predicate = &parse.predicates[v];
    if predicate.passive || predicate.form & form::PART == 0 || predicate.infinitive || predicate.group < predicate.unit {
        return;
    }
    let no_object = out.objects.is_empty();
    let capital_object = out.objects.first().is_some_and(|&n| parse.units[parse.nps[n].units.start].flags & flag::CAPITAL != 0);
    let by = out.agent.is_some();
    let only_participle = predicate.form & form::PAST == 0;
    let another_verb = parse.items[predicate.item + 1..]
        .iter()
        .take(12)
        .any(|i| matches!(i, Item::Verb(w) if !parse.predicates[*w].gerund && !parse.predicates[*w].infinitive));
    if no_object && !capital_object && (by || only_participle || parse.headline || another_verb) {
        out.reduced = true;
    }
}

/// «قتل خمسة جنود»: active and passive are spelled alike. With one bare phrase after the verb and no object it is passive for a pattern that has
/// an object, unless the phrase may have swallowed the object.
fn unvocalised_passive(parse: &Parse, v: usize, out: &mut Arguments) {
    let predicate = &parse.predicates[v];
    let Some(n) = out.subject.filter(|_| out.objects.is_empty() && !out.passive && predicate.object_preposition.is_none()) else { return };
    let np = &parse.nps[n];
    let after = np.item > predicate.item;
    let head = &parse.units[np.head];
    let counted = parse.units[np.units.clone()].iter().any(|u| matches!(u.class, Class::Number | Class::Determiner));
    let swallowed = !counted && parse.units[np.head + 1..np.units.end].iter().any(|u| u.senses.is_empty() && u.class == Class::Noun);
    // «ثلاثة جنود قتلوا»: what they would have done to whom is not said.
    let before = !after && predicate.form & form::PLURAL != 0 && counted && !predicate.saying;
    if (after || before) && predicate.form & form::PAST != 0 && !swallowed && (counted || !head.senses.is_empty()) {
        out.reduced = true;
    }
}

/// "demanded that X lift …": the verb of a that-clause whose governor asks its subject to do something.
fn that_clause(parse: &Parse, v: usize, subject: Option<usize>, language: &Language) -> Option<(usize, Control)> {
    let n = subject?;
    let item = parse.nps[n].item;
    if item >= parse.predicates[v].item {
        return None;
    }
    let that = (item.saturating_sub(3)..item).rev().find(|&i| matches!(parse.items[i], Item::Other(_, Class::That)))?;
    let w = parse.items[..that].iter().rev().take(5).find_map(|i| if let Item::Verb(w) = i { Some(*w) } else { None })?;
    let asks = |operator: u32| {
        let operator = &language.operators[operator as usize];
        operator.kind == OperatorKind::Object && operator.marker.is_some_and(|m| Some(m) == language.that)
    };
    let senses = parse.units[parse.predicates[w].unit].senses;
    senses.iter().any(|s| matches!(s, Sense::Operator { operator, .. } if asks(*operator))).then_some((w, Control::That(n)))
}
