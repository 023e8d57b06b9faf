//! A sentence in full, for `--verbose`: words, units, noun phrases, clauses, dates. Arabic has each item on a line of its own.

use std::fmt::Write as _;

use super::View;
use super::style::{CODE, DIM, TITLE, days, doubts, isolate, pad, paint, quote};
use crate::codebook::OperatorKind;
use crate::language::{form, normalise};
use crate::model::{Arguments, Class, Control, Func, LightKind, NameKind, Sense, Sentence, Token, TokenKind, Unit, Who, flag};
use crate::pipeline::Told;

fn heading(name: &str, out: &mut String) {
    let _ = writeln!(out, "    {}", paint(TITLE, name));
}

impl View<'_> {
    /// The normalised words; clitics that were split off have a `+`, words the codebook does not know are dim and in brackets.
    pub(super) fn tokens(&self, sentence: &Sentence, out: &mut String) {
        heading("words (in brackets: not in the codebook)", out);
        let own_lines = !self.language.profile.has_case;
        let words: Vec<String> = self.tokens_of_article()[sentence.first..sentence.last].iter().map(|token| self.token(token)).collect();
        if own_lines {
            words.iter().for_each(|word| {
                let _ = writeln!(out, "      {word}");
            });
        } else {
            let _ = writeln!(out, "      {}", words.join(" "));
        }
    }

    fn token(&self, token: &Token) -> String {
        let written = token.span.of(self.text());
        let mut word = match token.kind {
            _ if token.word != 0 => self.codebook.vocabulary.word(token.word).to_string(),
            TokenKind::Number => token.value.to_string(),
            TokenKind::Mark => written.to_string(),
            TokenKind::Word => normalise(written),
        };
        if token.has(flag::PROCLITIC) {
            word.push('+');
        } else if token.has(flag::ENCLITIC) {
            word.insert(0, '+');
        }
        let known = token.word != 0 || token.kind != TokenKind::Word;
        if known { isolate(&word) } else { paint(DIM, format!("[{}]", isolate(&word))) }
    }

    /// The phrases of the lexicon: what each is taken for here, and all it can be.
    pub(super) fn units(&self, told: &Told, out: &mut String) {
        heading("units", out);
        for (u, unit) in told.parse.units.iter().enumerate() {
            if matches!(unit.class, Class::Comma | Class::Stop | Class::Quote) {
                continue;
            }
            let senses: Vec<String> = unit.senses.iter().filter(|s| !matches!(s, Sense::Func { .. })).map(|s| self.sense(s)).collect();
            let words = quote(self.span(&told.parse, u..u + 1).of(self.text()));
            let unknown = unit.senses.is_empty() && unit.class == Class::Noun;
            let line = if senses.is_empty() { words } else { format!("{words}  {}", senses.join("; ")) };
            let line = if unknown { paint(DIM, line) } else { line };
            let _ = writeln!(out, "      {}{line}", pad(&self.class(unit), 22));
        }
    }

    fn class(&self, unit: &Unit) -> String {
        let number = |name: &str, p: u16| match self.language.prepositions.get(p as usize) {
            Some(word) => format!("{name} {}", isolate(word)),
            None => name.to_string(),
        };
        match unit.class {
            Class::Preposition(p) => number("preposition", p),
            Class::Of(p) => number("of", p),
            Class::Agent(p) => number("agent", p),
            Class::Noun if unit.senses.is_empty() => "unknown".into(),
            class => {
                let mut out = String::new();
                for c in format!("{class:?}").chars() {
                    if c.is_uppercase() && !out.is_empty() {
                        out.push(' ');
                    }
                    out.extend(c.to_lowercase());
                }
                out
            }
        }
    }

    /// What a phrase of the lexicon can be, in words.
    fn sense(&self, sense: &Sense) -> String {
        match *sense {
            Sense::Actor { actor, kind, suffix, .. } => {
                let actor = &self.codebook.actors[actor as usize];
                let kind = match kind {
                    NameKind::Name => "",
                    NameKind::Demonym => ", adjective",
                    NameKind::People => ", people",
                    NameKind::Term => ", while in office",
                    NameKind::Capital => ", capital",
                };
                let role =
                    self.codebook.suffixes.get(suffix as usize).filter(|s| !s.is_empty()).map(|s| format!(" + {s}")).unwrap_or_default();
                format!("actor {}{role} {}{kind}", paint(CODE, actor.code_on(self.article().published_when.latest()).code()), actor.name)
            }
            Sense::Role { role, .. } => {
                let role = &self.codebook.roles[role as usize];
                format!("role {} ({})", paint(CODE, role.codes.concat()), role.id)
            }
            Sense::City { city } => {
                let city = &self.codebook.cities[city as usize];
                format!("city {} in {}", city.name, city.country)
            }
            Sense::Concept { concept, form } => {
                let kinds = [(form & form::VERB != 0, " verb"), (form & form::NOUN != 0, " noun"), (form & form::PASSIVE != 0, " passive")];
                let kinds: String = kinds.iter().filter(|(set, _)| *set).map(|(_, name)| *name).collect();
                format!("<{}>{kinds}", self.codebook.concepts[concept as usize])
            }
            Sense::Operator { operator, .. } => {
                let operator = &self.language.operators[operator as usize];
                let kind = match operator.kind {
                    OperatorKind::Aux => "before the verb",
                    OperatorKind::Subject => "its subject does it",
                    OperatorKind::Object => "its object does it",
                    OperatorKind::Noun => "noun",
                    OperatorKind::EventObject => "the event is its object",
                    OperatorKind::Word => "over its clause",
                };
                let marker = operator.marker.map(|m| format!(" with {}", isolate(self.codebook.vocabulary.word(m)))).unwrap_or_default();
                format!("frame {}{marker} ({kind})", self.codebook.frames[operator.frame as usize])
            }
            Sense::Light { kind: LightKind::Do, .. } => "light verb (its subject does it)".into(),
            Sense::Light { kind: LightKind::Undergo, .. } => "light verb (its subject suffers it)".into(),
            Sense::Light { kind: LightKind::Occur, .. } => "light verb (the event happens)".into(),
            Sense::Light { kind: LightKind::Result, .. } => "light verb (the event has a result)".into(),
            Sense::Verb { saying: true, .. } => "verb of saying".into(),
            Sense::Verb { .. } => "verb".into(),
            Sense::Discard { phrase, .. } => format!("discarded phrase {}", self.codebook.discards[phrase as usize]),
            Sense::Func { func, .. } => Func::NAMES.iter().find(|(_, f)| *f == func).map_or("function word", |(name, _)| name).into(),
            Sense::Apart { apart, .. } => match self.language.lexicon.apart.get(apart as usize) {
                Some(apart) if !matches!(apart.sense, Sense::Apart { .. }) => {
                    let rest: Vec<String> = apart.rest.iter().map(|&w| isolate(self.codebook.vocabulary.word(w))).collect();
                    let preposition = apart.preposition.and_then(|p| self.language.prepositions.get(p as usize)).map(|p| isolate(p));
                    let rest: Vec<String> = rest.into_iter().chain(preposition).collect();
                    format!("with {} {}", rest.join(" "), self.sense(&apart.sense))
                }
                _ => "part of a phrase".into(),
            },
        }
    }

    /// Noun phrases: who they name, how sure, what hangs on them.
    pub(super) fn phrases(&self, told: &Told, out: &mut String) {
        heading("noun phrases", out);
        let parse = &told.parse;
        for (n, np) in parse.nps.iter().enumerate() {
            let _ = writeln!(out, "      {n:<3} {}", self.phrase(parse, n));
            let mut line = |label: &str, words: String| {
                let _ = writeln!(out, "          {label} {words}");
            };
            let cast = &told.trace.cast;
            for who in cast.whole.get(n).into_iter().flatten() {
                line("names", self.who(who));
            }
            for who in cast.inner.get(n).into_iter().flatten() {
                line("inside it", self.who(who));
            }
            if let Some(p) = np.preposition {
                line(
                    if np.agent { "after the agent's" } else { "after" },
                    isolate(self.language.prepositions.get(p as usize).map_or("", |p| p)),
                );
            }
            for (label, other) in [("of", np.of), ("genitive of", np.genitive_of), ("same as", np.apposition)] {
                if let Some(other) = other.filter(|&o| o < parse.nps.len()) {
                    line(label, format!("{other} {}", self.phrase(parse, other)));
                }
            }
            for &other in &np.list {
                line("and", format!("{other} {}", self.phrase(parse, other)));
            }
            if !np.events.is_empty() {
                let names: Vec<String> = np.events.iter().map(|&c| format!("<{}>", self.codebook.concepts[c as usize])).collect();
                line("event noun", names.join(" "));
            }
        }
    }

    /// A code, a name and how sure.
    fn who(&self, who: &Who) -> String {
        let code = who.code.code();
        let code = if code.is_empty() { "no code".to_string() } else { code };
        let name = who.name.as_deref().map(|n| format!(" {}", isolate(n))).unwrap_or_default();
        let person = if who.person { ", a person" } else { "" };
        let media = if who.media { ", media" } else { "" };
        format!("{}{name}{person}{media} ({:.2})", paint(CODE, code), who.weight)
    }

    /// Predicates with their voice and what stands around them; event nouns likewise.
    pub(super) fn clauses(&self, told: &Told, out: &mut String) {
        heading("clauses", out);
        let parse = &told.parse;
        for (v, predicate) in parse.predicates.iter().enumerate() {
            let mut kinds = vec![if predicate.passive { "passive" } else { "active" }.to_string()];
            let more = [
                (predicate.infinitive, "not finite"),
                (predicate.gerund, "gerund"),
                (predicate.done, "done to"),
                (predicate.saying, "saying"),
            ];
            kinds.extend(more.iter().filter(|(set, _)| *set).map(|(_, name)| (*name).to_string()));
            kinds.extend(predicate.frames.iter().map(|&f| format!("frame {}", self.codebook.frames[f as usize])));
            let words = quote(self.span(parse, predicate.group..predicate.unit + 1).of(self.text()));
            let _ = writeln!(out, "      {words} {}", kinds.join(", "));
            self.arguments(told, &parse.verb_arguments[v], out);
        }
        for (n, np) in parse.nps.iter().enumerate().filter(|(_, np)| !np.events.is_empty()) {
            let words = quote(self.span(parse, np.head..np.head + 1).of(self.text()));
            let _ = writeln!(out, "      {words} event noun");
            self.arguments(told, &parse.noun_arguments[n], out);
        }
    }

    fn arguments(&self, told: &Told, arguments: &Arguments, out: &mut String) {
        let parse = &told.parse;
        let mut line = |label: &str, words: String| {
            let _ = writeln!(out, "          {label} {words}");
        };
        if let Some(n) = arguments.subject {
            let note = if arguments.note.is_empty() { String::new() } else { format!(" ({})", arguments.note) };
            line("subject", format!("{}{note}", self.phrase(parse, n)));
        }
        for &n in &arguments.objects {
            line("object", self.phrase(parse, n));
        }
        if let Some(n) = arguments.agent {
            line("by", self.phrase(parse, n));
        }
        for &(p, n) in &arguments.obliques {
            line(&isolate(self.language.prepositions.get(p as usize).map_or("", |p| p)), self.phrase(parse, n));
        }
        if let Some((w, control)) = arguments.governor {
            let how = match control {
                Control::Subject => "whose subject does it",
                Control::Object(_) => "whose object does it",
                Control::That(_) => "which asks for it",
                Control::EventObject => "whose object it is",
                Control::EventOblique => "in a part of which it stands",
                Control::EventSubject => "whose subject it is",
                Control::Loose => "loosely",
            };
            let unit = parse.predicates[w].unit;
            line("governed by", format!("{} ({how})", quote(self.span(parse, unit..unit + 1).of(self.text()))));
        }
    }

    /// The dates named in a sentence.
    pub(super) fn dates(&self, sentence: &Sentence, out: &mut String) {
        let inside = |d: &&crate::dates::DateMention| d.tokens.start >= sentence.first && d.tokens.end <= sentence.last;
        let mut dates = self.explained.prepared.dates.iter().filter(inside).peekable();
        if dates.peek().is_some() {
            heading("dates", out);
        }
        for date in dates {
            let value = date.interval();
            let limit = if date.since {
                "; since then"
            } else if date.until {
                "; until then"
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "      {}, {}, {}{limit}{}: {}",
                paint(CODE, days(&value)),
                value.precision.as_str(),
                value.basis.as_str(),
                doubts(&value),
                quote(date.span.of(self.text()))
            );
        }
    }
}
