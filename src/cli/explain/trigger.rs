//! The triggers of a sentence: the event each became, or what it lacked.

use std::fmt::Write as _;

use super::View;
use super::style::{CODE, DIM, EVENT, NONE, days, doubts, isolate, paint, pattern, quote};
use crate::codebook::Pattern;
use crate::event::{NearMiss, Roles};
use crate::model::{ActorRef, Basis, DateLink, Mention, Place, PlaceChoice, PlaceLink, Sentence, Span, Trigger};
use crate::pipeline::{Outcome, Step, Told, trigger_unit, unit_span};

/// Near misses shown of a trigger, unless all are asked for.
const FEW: usize = 3;

fn row(label: &str, value: impl std::fmt::Display, out: &mut String) {
    let _ = writeln!(out, "        {label:<12}{value}");
}

impl View<'_> {
    /// Every trigger of a sentence, in the order of the text.
    pub(super) fn steps(&self, sentence: &Sentence, told: &Told, out: &mut String) {
        let mut steps: Vec<(Span, &Step)> = told.trace.steps.iter().map(|s| (self.trigger_span(told, s), s)).collect();
        steps.sort_by_key(|(span, _)| *span);
        let rule_of =
            |step: &Step| step.reading.as_ref().and_then(|r| self.language.patterns.get(r.pattern as usize)).map(|p| p.rule.as_str());
        let by_pattern =
            |m: &Mention| steps.iter().any(|(span, step)| m.evidence.action == *span && Some(m.rule.as_str()) == rule_of(step));
        for mention in told.mentions.iter().filter(|m| !by_pattern(m)) {
            self.by_operator(sentence, mention, out);
        }
        for (span, step) in steps {
            let rule = step.reading.as_ref().and_then(|r| self.language.patterns.get(r.pattern as usize)).map(|p| p.rule.as_str());
            let mentions: Vec<&Mention> =
                told.mentions.iter().filter(|m| m.evidence.action == span && Some(m.rule.as_str()) == rule).collect();
            match mentions.first() {
                Some(first) => self.event(sentence, told, step, first, &mentions, span, out),
                None => self.no_event(told, step, span, out),
            }
            if self.verbose || step.reading.is_none() {
                self.misses(&step.misses, out);
            }
        }
    }

    /// An event that an operator tells by itself: "agreed to…", "demanded that…".
    fn by_operator(&self, sentence: &Sentence, mention: &Mention, out: &mut String) {
        let code = |side: &Option<ActorRef>| side.as_ref().map_or_else(|| "---".to_string(), |a| a.code.code());
        let pair = format!("{} -> {} -> {}", code(&mention.source), mention.code, code(&mention.target));
        let _ =
            writeln!(out, "    {}  {}, confidence {:.2}", paint(EVENT, format!("event  {pair}")), days(&mention.date), mention.confidence);
        row("trigger", format!("operator: {}", quote(mention.evidence.action.of(self.text()))), out);
        row("operator", format!("{} ({}:{})", mention.rule, mention.rule_file, mention.rule_line), out);
        let label = self.codebook.codes.get(&mention.code).map_or("", |c| c.label.as_str());
        row("code", format!("{} {label}: default x {}", paint(CODE, &mention.code), mention.frame), out);
        self.date(sentence, mention, out);
    }

    fn trigger_span(&self, told: &Told, step: &Step) -> Span {
        unit_span(&told.parse, self.tokens_of_article(), trigger_unit(&told.parse, step.spot.trigger))
    }

    #[expect(clippy::too_many_arguments, reason = "a trigger with all that came of it")]
    fn event(&self, sentence: &Sentence, told: &Told, step: &Step, first: &Mention, mentions: &[&Mention], span: Span, out: &mut String) {
        for mention in mentions {
            let code = |side: &Option<ActorRef>| side.as_ref().map_or_else(|| "---".to_string(), |a| a.code.code());
            let arrow = if mention.reciprocal { "<->" } else { "->" };
            let pair = format!("{} -> {} {arrow} {}", code(&mention.source), mention.code, code(&mention.target));
            let _ = writeln!(
                out,
                "    {}  {}, confidence {:.2}",
                paint(EVENT, format!("event  {pair}")),
                days(&mention.date),
                mention.confidence
            );
            self.side("source", told, step, mention.source.as_ref(), out);
            self.side("target", told, step, mention.target.as_ref(), out);
            if let Some(speaker) = &mention.attributed_to {
                row("said by", paint(CODE, speaker), out);
            }
        }
        self.trigger(step, span, out);
        self.reading(told, step, out);
        let label = self.codebook.codes.get(&first.code).map_or("", |c| c.label.as_str());
        let action = first.rule.split('/').next().unwrap_or("");
        row("code", format!("{} {label}: {action} x {}", paint(CODE, &first.code), first.frame), out);
        self.date(sentence, first, out);
        if let Some(place) = &first.place {
            let country = place.country.as_deref().map(|c| format!(", {c}")).unwrap_or_default();
            row(
                "place",
                format!("{} ({}{country}): {}", isolate(&place.name), place.kind.as_str(), quote(place.span.of(self.text()))),
                out,
            );
            row("", paint(DIM, why(place)), out);
        }
    }

    fn no_event(&self, told: &Told, step: &Step, span: Span, out: &mut String) {
        let words = quote(span.of(self.text()));
        let _ = writeln!(out, "    {}  {}: {words}", paint(NONE, "no event"), self.outcome(told, step));
        if step.reading.is_none() {
            return;
        }
        // Details of a trigger that serves another one only matter where nothing came of either.
        let used = matches!(step.outcome, Outcome::Frames | Outcome::Part) && !told.mentions.is_empty();
        if used && !self.verbose {
            return;
        }
        self.reading(told, step, out);
        if let Some(reading) = &step.reading {
            for (label, roles) in [("source", &reading.source), ("target", &reading.target)] {
                if let Some(np) = roles.np {
                    let codes: Vec<String> = roles.whos.iter().map(|w| w.code.code()).collect();
                    let codes = if codes.is_empty() { "no actor known".to_string() } else { codes.join(" ") };
                    let how = if roles.how.is_empty() { String::new() } else { format!(", {}", roles.how) };
                    row(label, format!("{}{how}: {}", paint(CODE, codes), self.phrase(&told.parse, np)), out);
                }
            }
        }
    }

    /// What became of a trigger without event, in words.
    fn outcome(&self, told: &Told, step: &Step) -> String {
        let action = step
            .reading
            .as_ref()
            .and_then(|r| self.language.patterns.get(r.pattern as usize))
            .and_then(|p| self.codebook.actions.get(p.action as usize))
            .map_or("", |a| a.id.as_str());
        let code = step.cell.as_ref().and_then(|c| c.code.as_deref()).unwrap_or("");
        match step.outcome {
            Outcome::NoPattern if step.misses.is_empty() => "a pattern fits, but no actor is on either side".into(),
            Outcome::NoPattern | Outcome::Open => "no pattern fits".into(),
            Outcome::Frames => "it frames another event".into(),
            Outcome::Part => "it is part of another event".into(),
            Outcome::NoPair => {
                "no pair of actors is left: a noun that only refers to an event needs both, and nobody acts on himself".into()
            }
            Outcome::CodesNothing => {
                format!("{action} codes nothing for \"{}\"", step.cell.as_ref().map_or("", |c| c.frame.as_str()))
            }
            Outcome::Tells => {
                let told_already = told.mentions.iter().any(|m| m.code.get(..2) == code.get(..2));
                let why = if told_already { "the same is told by another trigger of the sentence" } else { "too unsure to keep" };
                format!("{code} by {action}, but {why}")
            }
        }
    }

    /// The word and what governs it.
    fn trigger(&self, step: &Step, span: Span, out: &mut String) {
        let kind = match step.spot.trigger {
            Trigger::Verb(_) => "verb",
            Trigger::Noun(_) => "noun",
        };
        row("trigger", format!("{kind}: {}", quote(span.of(self.text()))), out);
    }

    /// The frames, the pattern, and the phrases of its concepts.
    fn reading(&self, told: &Told, step: &Step, out: &mut String) {
        let Some(reading) = &step.reading else { return };
        let framing = &step.spot.framing;
        if !framing.frames.is_empty() {
            let names: Vec<&str> = framing.frames.iter().map(|&f| self.codebook.frames[f as usize].as_str()).collect();
            row("frames", names.join(" > "), out);
        }
        for &v in &framing.used {
            let unit = told.parse.predicates[v].unit;
            row("governed by", quote(self.span(&told.parse, unit..unit + 1).of(self.text())), out);
        }
        if framing.referred {
            row("", "only referred to by the verb over it", out);
        }
        let Some(pattern) = self.language.patterns.get(reading.pattern as usize) else { return };
        row("pattern", self.pattern(pattern), out);
        row("", paint(DIM, place(pattern)), out);
        for &np in &reading.concepts {
            row("with", self.phrase(&told.parse, np), out);
        }
    }

    fn pattern(&self, rule: &Pattern) -> String {
        pattern(self.patterns.get(&rule.rule).copied().unwrap_or(&rule.rule))
    }

    fn side(&self, label: &str, told: &Told, step: &Step, side: Option<&ActorRef>, out: &mut String) {
        let Some(reading) = &step.reading else { return };
        let own: &Roles = if label == "source" { &reading.source } else { &reading.target };
        let Some(actor) = side else {
            match own.np.filter(|_| own.whos.is_empty()) {
                Some(np) => row(label, format!("names no actor of the codebook: {}", self.phrase(&told.parse, np)), out),
                None => row(label, "not said", out),
            }
            return;
        };
        let covers = |np: usize| self.span(&told.parse, told.parse.nps[np].units.clone()).overlaps(actor.span);
        let asker = step.spot.framing.asker.filter(|&n| label == "source" && covers(n));
        let how = match asker {
            Some(_) => "who asks",
            None if reading.pair => "of the list",
            None => [own, &reading.source, &reading.target].into_iter().find(|r| r.np.is_some_and(covers)).map_or("", |r| r.how),
        };
        let how = match (how, actor.span == self.trigger_span(told, step)) {
            ("", true) => ", not named: the action's default".to_string(),
            ("", false) => String::new(),
            (how, _) => format!(", {how}"),
        };
        let name = actor.name.as_deref().map(|n| format!(" {}", isolate(n))).unwrap_or_default();
        row(label, format!("{}{name}{how}: {}", paint(CODE, actor.code.code()), quote(actor.span.of(self.text()))), out);
    }

    fn date(&self, sentence: &Sentence, mention: &Mention, out: &mut String) {
        let basis = match mention.date.basis {
            Basis::Stated => "stated",
            Basis::Relative => "counted from another day",
            Basis::Publication if mention.evidence.date_link == DateLink::Background => "nothing said, and only reported or referred to",
            Basis::Publication => "nothing said: the day of publication",
            Basis::Page => "the day of publication, itself inferred",
            Basis::Unknown if mention.evidence.date.is_some() => "to be counted from a day that is not known",
            Basis::Unknown => "nothing said, and no day of publication",
        };
        let words = mention.evidence.date.map(|span| {
            let outside = if span.overlaps(sentence.span) { "" } else { " (of another sentence)" };
            format!("{outside}: {}", quote(span.of(self.text())))
        });
        let value = &mention.date;
        let day = match value.basis {
            Basis::Unknown => "none".to_string(),
            _ => format!("{}, {}", days(value), value.precision.as_str()),
        };
        row("date", format!("{day}, {basis}{}{}", doubts(value), words.unwrap_or_default()), out);
        let link = match mention.evidence.date_link {
            DateLink::Own => "it belongs to the word that tells the event",
            DateLink::Clause => "it belongs to another word of the clause",
            DateLink::Sentence => "it belongs to a clause beside this one",
            DateLink::News | DateLink::Background => return,
        };
        let rule = mention.evidence.date_rule.as_ref().map(|rule| format!("; {rule}")).unwrap_or_default();
        row("", paint(DIM, format!("{link}{rule}")), out);
    }

    /// Patterns that got some way.
    fn misses(&self, misses: &[NearMiss], out: &mut String) {
        let shown = if self.verbose { misses.len() } else { FEW };
        for miss in misses.iter().filter(|m| self.verbose || m.filled > 0).take(shown) {
            let Some(rule) = self.language.patterns.get(miss.pattern as usize) else { continue };
            row("near miss", self.pattern(rule), out);
            let words = format!("{} of {} places filled, no {}; {}", miss.filled, places(rule), miss.missing, place(rule));
            row("", paint(DIM, words), out);
        }
    }
}

/// File and line of a pattern.
fn place(pattern: &Pattern) -> String {
    format!("{}:{}", pattern.file, pattern.line)
}

/// Why a place is the event's, and how it was told from others of its name.
fn why(place: &Place) -> String {
    let link = match place.link {
        PlaceLink::Clause => "its clause says so",
        PlaceLink::Target => "it is what was aimed at",
        PlaceLink::Sentence => "another clause of the sentence says so",
        PlaceLink::Dateline => "the report was written there",
        PlaceLink::Lead => "the report's first sentence says so",
    };
    let choice = match place.choice {
        PlaceChoice::Only => "",
        PlaceChoice::Written => "; of its name in the country that the sentence names",
        PlaceChoice::Context => "; of its name in the country that the article names",
        PlaceChoice::Population => "; the largest of its name",
    };
    format!("{link}{choice}")
}

/// How many places a pattern has beside its head.
fn places(pattern: &Pattern) -> usize {
    pattern.subject.iter().count() + pattern.objects.len() + pattern.obliques.len()
}
