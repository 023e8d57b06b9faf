//! The slots of an event noun: its possessor, adjective, genitives, "of" and "by", and the verb that carries it.

use smallvec::SmallVec;

use super::chunk_vso::is_definite;
use crate::codebook::Language;
use crate::language::Order;
use crate::model::{Arguments, Class, Control, Item, Parse};

/// The slots of noun phrase `n`, whose head is an event noun. What stands inside the phrase (adjective, possessor) is for the caller,
/// who knows which words are actors.
pub fn arguments_of_noun(parse: &Parse, n: usize, language: &Language) -> Arguments {
    let mut out = Arguments { nominal: true, ..Arguments::default() };
    let vso = language.profile.order == Order::VerbFirst;
    let np = &parse.nps[n];
    let mut item = np.item + 1;
    // Genitives: the first is the doer or the thing done to, the second the thing done to.
    let genitives: SmallVec<[usize; 2]> =
        (n + 1..parse.nps.len().min(n + 4)).filter(|&m| parse.nps[m].genitive_of == Some(n) && !parse.nps[m].in_list).collect();
    for &m in &genitives {
        out.objects.push(m);
        item = item.max(parse.nps[m].list.last().map_or(parse.nps[m].item, |&last| parse.nps[last].item) + 1);
    }
    if let Some(of) = np.of {
        out.objects.push(of);
        item = item.max(parse.nps[of].item + 1);
    }
    // «زيارة تستمر يومين لواشنطن»: a clause about an indefinite noun needs no الذي; what follows it may be the noun's.
    let indefinite = vso && !is_definite(&parse.units[np.head]);
    parts_right(parse, item, vso, indefinite, &mut out);
    carrier(parse, n, &mut out);
    out
}

/// Prepositional parts after the noun, up to the next verb.
fn parts_right(parse: &Parse, mut i: usize, vso: bool, mut indefinite: bool, out: &mut Arguments) {
    let limit = (i + 16).min(parse.items.len());
    let (mut commas, mut passed) = (0, false);
    while i < limit {
        match parse.items[i] {
            Item::Np(n) => {
                let np = &parse.nps[n];
                match np.preposition {
                    Some(_) if np.in_list => {}
                    Some(p) => {
                        if np.agent && out.agent.is_none() {
                            out.agent = Some(n);
                        }
                        out.obliques.push((p, n));
                        i = np.list.last().map_or(i, |&last| parse.nps[last].item);
                    }
                    None if np.genitive_of.is_some() || np.in_list => {}
                    None if passed => {}
                    None => return,
                }
            }
            Item::Other(_, Class::Preposition(_) | Class::Agent(_) | Class::Of(_) | Class::Adverb | Class::Date | Class::Quote) => {}
            // «قصف مدفعية الجيش، لمواقع»: a comma before the first part.
            Item::Other(_, Class::Comma)
                if vso
                    && commas == 0
                    && out.obliques.is_empty()
                    && matches!(parse.items.get(i + 1), Some(Item::Other(_, Class::Preposition(_)))) =>
            {
                commas += 1
            }
            Item::Other(_, Class::Comma)
                if commas == 0 && matches!(parse.items.get(i + 1), Some(Item::Other(_, Class::Preposition(_) | Class::Date))) && !vso =>
            {
                commas += 1
            }
            Item::Verb(_) if indefinite && out.obliques.is_empty() && out.objects.is_empty() => (indefinite, passed) = (false, true),
            _ => return,
        }
        i += 1;
    }
}

/// The verb whose object or subject the noun is, if it can carry it.
fn carrier(parse: &Parse, n: usize, out: &mut Arguments) {
    let n = parse.nps[n].carried_by.unwrap_or(n);
    // "10 days of war games", "a series of attacks": what carries the first noun carries the second.
    let n = match (0..n).rev().find(|&m| parse.nps[m].of == Some(n)) {
        Some(owner) if parse.nps[owner].events.is_empty() => owner,
        _ => n,
    };
    let item = parse.nps[n].item;
    // To the left: the nearest verb, over the subject of a verb-first clause and over adjectives' leftovers.
    let mut i = item;
    while i > 0 && item - i < 12 {
        i -= 1;
        match parse.items[i] {
            Item::Verb(v) => {
                let args = &parse.verb_arguments[v];
                let found = args.objects.contains(&n);
                let listed = args.objects.iter().any(|&m| parse.nps[m].list.contains(&n));
                if args.obliques.iter().any(|&(_, m)| m == n || parse.nps[m].list.contains(&n)) {
                    out.governor = Some((v, Control::EventOblique));
                } else if found || listed {
                    out.governor = Some((v, Control::EventObject));
                    out.subject = args.subject.filter(|&s| s != n);
                } else if args.subject == Some(n) {
                    out.governor = Some((v, Control::EventSubject));
                }
                return;
            }
            Item::Other(_, Class::Done) => {
                out.passive = true;
                return;
            }
            Item::Other(_, Class::Stop | Class::That | Class::Relative | Class::Subordinator) => break,
            _ => {}
        }
    }
    // To the right: the verb whose subject it is.
    // "protests that broke out": the clause about it, whatever stands before it.
    let described = matches!(parse.items.get(item + 1), Some(Item::Other(_, Class::Relative)));
    if (parse.nps[n].preposition.is_none() || described)
        && let Some(v) = parse.items[item + 1..].iter().take(14).find_map(|x| if let Item::Verb(v) = x { Some(*v) } else { None })
    {
        let args = &parse.verb_arguments[v];
        if args.subject == Some(n) {
            out.governor = Some((v, Control::EventSubject));
        } else if args.objects.contains(&n) {
            // «الغارات التي شنتها إسرائيل على غزة»: its own clause tells it.
            out.governor = Some((v, Control::EventObject));
            out.subject = args.subject;
            let own = |p: &u16| out.obliques.iter().any(|(known, _)| known == p);
            let parts: Vec<_> = args.obliques.iter().filter(|(p, _)| !own(p)).copied().collect();
            out.obliques.extend(parts);
        }
    }
}
