//! Tokens × lexicon → units: the longest phrase at each place, and what it is there. Verb or noun is decided by the neighbours.

mod resolve_svo;
mod resolve_vso;
mod topics;

pub use topics::{Tally, each as each_marked, tally};

use std::ops::Range;

use smallvec::SmallVec;

use crate::codebook::Language;
use crate::language::{Order, form};
use crate::model::{Class, Func, NameKind, Sense, Sentence, Token, TokenKind, Unit, WordId, flag};

/// Whether a sentence can hold an event at all: it needs a word that can be a trigger and one that can be an actor. One look at each
/// token; most sentences of the news stop here.
pub fn worth_parsing(tokens: &[Token], language: &Language) -> bool {
    let (mut trigger, mut actor) = (false, false);
    for token in tokens {
        let (can_trigger, can_act) = language.lexicon.can_be(token.word);
        (trigger, actor) = (trigger || can_trigger, actor || can_act);
        if trigger && actor {
            return true;
        }
    }
    false
}

/// Whether the units of a sentence that names nobody can still tell an event: somebody named before is referred to, or an action has a source
/// that need not be named.
pub fn needs_no_names(units: &[Unit], language: &Language) -> bool {
    let sourced = |sense: &Sense| matches!(*sense, Sense::Concept { concept, .. } if language.sourced[concept as usize]);
    let apart = |sense: &Sense| matches!(*sense, Sense::Apart { apart, .. } if sourced(&language.lexicon.apart[apart as usize].sense));
    units.iter().any(|unit| {
        matches!(unit.class, Class::Pronoun | Class::HisCountry | Class::BothSides | Class::Possessive)
            || unit.flags & flag::ENCLITIC != 0
            || unit.senses.iter().any(|sense| sourced(sense) || apart(sense))
    })
}

/// Words that an article may use alone once it has said the whole: the last name of a person named in full before.
pub type Aliases<'a> = [(WordId, &'a [Sense])];

/// The units of a sentence. `dates` are token ranges of date expressions, in order.
pub fn annotate<'a>(
    text: &str,
    tokens: &[Token],
    sentence: &Sentence,
    language: &'a Language,
    dates: &[Range<usize>],
    aliases: &Aliases<'a>,
) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::with_capacity(sentence.last - sentence.first);
    let mut dates = dates.iter().skip_while(|range| range.end <= sentence.first).peekable();
    let mut i = sentence.first;
    while i < sentence.last {
        while dates.peek().is_some_and(|range| range.start < i) {
            dates.next();
        }
        // "#الجيش_الإسرائيلي": the signs are no words.
        if tokens[i].kind == TokenKind::Mark && matches!(char::from_u32(tokens[i].value), Some('#' | '@' | '_')) {
            i += 1;
            continue;
        }
        // "Mr. Putin", "Gen. Martin Dempsey": a dot that a word of the sentence follows ends nothing.
        let dot = tokens[i].kind == TokenKind::Mark && char::from_u32(tokens[i].value) == Some('.');
        let apart = |next: &Token| next.kind == TokenKind::Word && next.span.start > tokens[i].span.end;
        if dot && tokens[i + 1..sentence.last].first().is_some_and(apart) {
            i += 1;
            continue;
        }
        let (length, mut senses, class, bits) = match dates.peek() {
            Some(range) if range.start == i && range.end <= sentence.last => (range.len(), &[][..], Class::Date, 0),
            _ if let Some((length, senses)) = owned_phrase(&tokens[i..sentence.last], language) => {
                units.push(Unit {
                    first: i,
                    last: i + length,
                    senses,
                    class: Class::Noun,
                    form: bits(senses),
                    flags: tokens[i].flags | flag::OWNED,
                });
                i += length;
                continue;
            }
            _ => {
                let longest = language.lexicon.longest(&tokens[i..]);
                let shorter = longest.and_then(|longest| shorter_noun(&units, tokens[i].word, longest, language));
                shorter.unwrap_or_else(|| {
                    let rest = &tokens[i..sentence.last];
                    let longest = longest.filter(|(length, _)| *length <= rest.len()).or_else(|| language.lexicon.longest(rest));
                    unit_at(text, rest, longest, language)
                })
            }
        };
        // Of a name that means somebody only in office, whoever the text has named in full.
        let open = senses.iter().all(|sense| matches!(sense, Sense::Actor { kind: NameKind::Term, .. }));
        if open && class == Class::Noun && (!language.profile.has_case || tokens[i].has(flag::CAPITAL)) {
            senses = aliases.iter().find(|(word, _)| *word == tokens[i].word).map_or(senses, |(_, known)| known);
        }
        let owning = tokens[i].has(flag::HYPHEN) && tokens[i].word != 0 && language.lists.owning.contains(&tokens[i].word);
        let flags = tokens[i].flags | if owning { flag::OWNING } else { 0 };
        units.push(Unit { first: i, last: i + length.max(1), senses, class, form: bits, flags });
        i += length.max(1);
    }
    dateline(&mut units, tokens);
    match language.profile.order {
        Order::SubjectFirst => resolve_svo::resolve(&mut units, sentence.headline),
        Order::VerbFirst => resolve_vso::resolve(&mut units, tokens),
    }
    units
}

/// "BEIJING (Reuters) -", «دبي، الإمارات العربية المتحدة (CNN) –», "KYIV, March 3 —": where the report was written is no part of its first
/// sentence. Names, marks and dates up to a dash; with no agency in brackets the first name must be a city.
fn dateline(units: &mut [Unit], tokens: &[Token]) {
    const LONGEST: usize = 14;
    let mark = |u: &Unit| if tokens[u.first].kind == TokenKind::Mark { char::from_u32(tokens[u.first].value) } else { None };
    let dash = |u: &Unit| matches!(mark(u), Some('-' | '–' | '—' | '―' | 'ـ' | ':'));
    let Some(end) = units.iter().take(LONGEST).position(dash) else { return };
    let Some(first) = units.first().filter(|_| end > 0) else { return };
    let plain = |u: &Unit| {
        u.class == Class::Date || u.class == Class::Comma || u.senses.iter().all(|s| matches!(s, Sense::Actor { .. } | Sense::City { .. }))
    };
    let city = first.senses.iter().any(|s| matches!(s, Sense::City { .. } | Sense::Actor { kind: NameKind::Capital, .. }));
    let agency = mark(&units[end - 1]) == Some(')');
    let named = agency && first.senses.iter().any(is_name) || city && mark(&units[end]) != Some(':');
    if named && units[..end].iter().all(plain) {
        for unit in &mut units[..end] {
            (unit.senses, unit.class) = (&[], Class::Adverb);
        }
        units[end].class = Class::Stop;
    }
}

/// «مساعداتها المالية»: a phrase of noun and adjective with the owner's pronoun between them.
fn owned_phrase<'a>(tokens: &[Token], language: &'a Language) -> Option<(usize, &'a [Sense])> {
    let [noun, pronoun, rest @ ..] = tokens else { return None };
    if pronoun.flags & flag::ENCLITIC == 0 || noun.flags & flag::DEFINITE != 0 || rest.first().is_none_or(|t| t.flags & flag::DEFINITE == 0)
    {
        return None;
    }
    let words: SmallVec<[Token; 4]> = std::iter::once(noun).chain(rest.iter().take(3)).cloned().collect();
    let (length, senses) = language.lexicon.longest(&words)?;
    (length > 1 && senses.iter().any(|s| sense_form(s) & form::NOUN != 0)).then_some((length + 1, senses))
}

/// "a meeting with": after a determiner or an adjective the noun alone, not the verb phrase "meet with" in its -ing form.
fn shorter_noun<'a>(
    units: &[Unit<'a>],
    word: WordId,
    (length, senses): (usize, &[Sense]),
    language: &'a Language,
) -> Option<(usize, &'a [Sense], Class, u16)> {
    if length < 2 || !senses.iter().all(|s| sense_form(s) & form::ING != 0) {
        return None;
    }
    let single = language.lexicon.single(word);
    if !single.iter().any(|s| sense_form(s) & form::NOUN != 0) {
        return None;
    }
    let before = units.last()?;
    let noun_before = match function_class(before.senses) {
        Some(class) => matches!(class, Class::Determiner | Class::Possessive | Class::PossessiveMark),
        None => before.class == Class::Number || before.class == Class::Noun && bits(before.senses) & form::VERB == 0,
    };
    noun_before.then(|| (1, single, Class::Noun, bits(single)))
}

/// The unit that begins with `tokens[0]`, where `longest` is the longest phrase that does.
fn unit_at<'a>(
    text: &str,
    tokens: &[Token],
    longest: Option<(usize, &'a [Sense])>,
    language: &'a Language,
) -> (usize, &'a [Sense], Class, u16) {
    let token = &tokens[0];
    match token.kind {
        TokenKind::Mark => (1, &[], mark_class(token.value), 0),
        TokenKind::Number if token.word == 0 => (1, &[], Class::Number, 0),
        _ => match longest {
            // A name is written with a capital where the language has them: "turkey" is a bird.
            // "agreed to visit": the "to" belongs to the verb after it.
            Some((length, senses)) if length > 1 && takes_to(tokens, length, senses, language) => {
                match language.lexicon.exact(&tokens[..length - 1]) {
                    Some(shorter) => (length - 1, shorter, Class::Noun, bits(shorter)),
                    None => (length, senses, Class::Noun, bits(senses)),
                }
            }
            // "al-Qaeda": any word of it will do.
            Some((length, senses))
                if !language.profile.has_case || tokens[..length].iter().any(|t| t.has(flag::CAPITAL)) || !senses.iter().all(is_name) =>
            {
                (length, senses, Class::Noun, bits(senses))
            }
            Some((1, _)) | None if token.kind == TokenKind::Number => (1, &[], Class::Number, 0),
            _ => (1, &[], Class::Noun, guess(token.span.of(text), token, language)),
        },
    }
}

fn takes_to(tokens: &[Token], length: usize, senses: &[Sense], language: &Language) -> bool {
    let to = |token: &Token| has_func(language.lexicon.single(token.word), Func::To).is_some();
    let base = |token: &Token| language.lexicon.single_or_prefix(token.word).iter().any(|s| sense_form(s) & form::BASE != 0);
    bits(senses) & form::VERB != 0 && to(&tokens[length - 1]) && tokens.get(length).is_some_and(base)
}

fn is_name(sense: &Sense) -> bool {
    matches!(sense, Sense::Actor { .. } | Sense::City { .. })
}

fn bits(senses: &[Sense]) -> u16 {
    senses.iter().fold(0, |bits, sense| bits | sense_form(sense))
}

/// The form bits of one sense.
pub fn sense_form(sense: &Sense) -> u16 {
    match sense {
        Sense::Actor { .. } => sense.form() & !form::VERB,
        _ => sense.form(),
    }
}

/// What an unknown lower-case word of a language with cases may be, by its ending.
fn guess(word: &str, token: &Token, language: &Language) -> u16 {
    if !language.profile.has_case || token.has(flag::CAPITAL) || word.len() < 5 {
        return 0;
    }
    if word.ends_with("ed") {
        form::PAST | form::PART
    } else if word.ends_with("ing") {
        form::ING
    } else if word.ends_with("ly") {
        form::ADJ
    } else {
        0
    }
}

fn mark_class(value: u32) -> Class {
    match char::from_u32(value).unwrap_or(' ') {
        ',' | '،' | '(' | ')' | '[' | ']' | '٫' | '-' | '–' | '—' | '―' => Class::Comma,
        '"' | '“' | '”' | '«' | '»' | '‘' | '’' | '\'' | '„' | '‹' | '›' => Class::Quote,
        ':' | ';' | '؛' | '.' | '!' | '?' | '؟' | '…' | '/' | '|' | '•' | '*' => Class::Stop,
        _ => Class::Adverb,
    }
}

/// The class of the nearest unit before `i` that says something of it, and its number.
fn before(units: &[Unit], i: usize) -> Option<(usize, Class)> {
    let mut j = i;
    while j > 0 {
        j -= 1;
        match units[j].class {
            Class::Adverb | Class::Quote => {}
            // "on Tuesday", «منذ الأسبوع الماضي» say nothing of the word after them.
            Class::Date => {
                if j > 0 && matches!(units[j - 1].class, Class::Preposition(_)) {
                    j -= 1;
                }
            }
            class => return Some((j, class)),
        }
    }
    None
}

/// The class of a function word; None where none of the senses is one.
fn function_class(senses: &[Sense]) -> Option<Class> {
    senses.iter().find_map(|sense| match *sense {
        Sense::Func { func, sub } => Some(match func {
            Func::Determiner => Class::Determiner,
            Func::Of => Class::Of(sub),
            Func::Agent => Class::Agent(sub),
            Func::PossessiveMark => Class::PossessiveMark,
            Func::Preposition => Class::Preposition(sub),
            Func::Pronoun => Class::Pronoun,
            Func::Possessive => Class::Possessive,
            Func::HisCountry => Class::HisCountry,
            Func::BothSides => Class::BothSides,
            Func::Counterpart => Class::Counterpart,
            Func::And => Class::And,
            Func::Or => Class::Or,
            Func::But => Class::But,
            Func::That => Class::That,
            Func::Relative => Class::Relative,
            Func::Subordinator => Class::Subordinator,
            Func::To => Class::To,
            Func::Be => Class::Be,
            Func::Have => Class::Have,
            Func::Do => Class::Do,
            Func::Modal => Class::Modal,
            Func::Done => Class::Done,
            Func::Adverb => Class::Adverb,
        }),
        _ => None,
    })
}

fn has_func(senses: &[Sense], wanted: Func) -> Option<u16> {
    senses.iter().find_map(|sense| match *sense {
        Sense::Func { func, sub } if func == wanted => Some(sub),
        _ => None,
    })
}

/// Whether one of the senses is an operator that stands right before the verb, or a word over the clause.
fn is_operator_word(senses: &[Sense]) -> bool {
    senses.iter().any(|sense| matches!(sense, Sense::Operator { form: 0, .. }))
}
