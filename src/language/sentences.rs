//! Sentences: a full stop that ends one, a question or exclamation mark, an ellipsis, a line's end. A dot after an abbreviation, an
//! initial or inside a number does not.

use super::Profile;
use crate::model::{Sentence, Token, TokenKind, flag};

/// Words before a dot that do not end a sentence, normalised.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "gen", "lt", "col", "sgt", "capt", "maj", "cmdr", "adm", "gov", "sen", "rep", "prof", "st", "jr", "sr", "vs",
    "no", "inc", "ltd", "corp", "co", "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "rev", "hon", "pres", "brig",
    "gens", "sens", "reps", "u.s", "u.n", "u.k", "e.u", "d.c", "د", "م",
];

/// Longest sentence, in tokens: a text without full stops is cut here, so that time grows in line with the text.
const LONGEST: usize = 400;

/// Splits tokens into sentences. `title_end` is the byte where the title ends (0 without one): its sentences are headlines.
pub fn split_sentences(text: &str, tokens: &[Token], title_end: u32, _profile: &Profile) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut first, mut paragraph) = (0, 0u32);
    for i in 0..tokens.len() {
        let line = tokens[i].has(flag::LINE_START);
        if i > first && (line || i - first >= LONGEST) {
            push(&mut out, tokens, first, i, paragraph, title_end);
            if let Some(sentence) = out.last_mut().filter(|_| !line) {
                sentence.cut = true;
            }
            first = i;
        }
        if tokens[i].has(flag::LINE_START) && i > 0 {
            paragraph += 1;
        }
        if ends_here(text, tokens, i) {
            let mut last = i + 1;
            // Closing quotes and brackets belong to the sentence they close.
            while tokens
                .get(last)
                .is_some_and(|t| t.kind == TokenKind::Mark && t.span.start == tokens[last - 1].span.end && is_closing(t.value))
            {
                last += 1;
            }
            if last > first && last > i && first <= i {
                push(&mut out, tokens, first, last, paragraph, title_end);
                first = last;
            }
        }
    }
    push(&mut out, tokens, first, tokens.len(), paragraph, title_end);
    out
}

fn push(out: &mut Vec<Sentence>, tokens: &[Token], first: usize, last: usize, paragraph: u32, title_end: u32) {
    if first >= last {
        return;
    }
    let span = tokens[first].span.join(tokens[last - 1].span);
    out.push(Sentence { span, first, last, paragraph, headline: span.end <= title_end, cut: false });
}

fn is_closing(value: u32) -> bool {
    char::from_u32(value).is_some_and(|c| matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '.' | '…'))
}

fn ends_here(text: &str, tokens: &[Token], i: usize) -> bool {
    let token = &tokens[i];
    if token.kind != TokenKind::Mark {
        return false;
    }
    match char::from_u32(token.value) {
        Some('!' | '?' | '؟' | '…' | '۔') => true,
        Some('.') => {
            let Some(before) = i.checked_sub(1).map(|b| &tokens[b]) else { return false };
            let word = before.span.of(text);
            let glued = before.span.end == token.span.start;
            // "J. Smith", "Gen. Haftar", and a dot inside an address or a file name.
            let next = text[token.span.end as usize..].chars().next();
            if glued && next.is_some_and(|c| c.is_alphanumeric()) {
                return next.is_some_and(|c| !c.is_ascii_digit()) && !next.is_some_and(|c| c.is_lowercase()) && word.chars().count() > 2;
            }
            if glued && before.kind == TokenKind::Word {
                let single = word.chars().count() == 1 && before.has(flag::CAPITAL);
                return !(single || ABBREVIATIONS.contains(&super::normalise(word).trim_end_matches('.')));
            }
            true
        }
        _ => false,
    }
}
