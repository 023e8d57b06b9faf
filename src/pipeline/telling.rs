//! One sentence told: who its phrases name, its triggers and what governs them, the best pattern of each, the mentions; and what later
//! sentences may refer back to.

use super::candidates::{Candidate, Outcome, aim, boast, keeps, leads, results, settle, spots, untarget, warn, without_repeats};
use super::dating::Dating;
use super::generic::generics;
use super::placing::{Placing, Setting};
use super::{Engine, Prepared};
use crate::actors;
use crate::codebook::{Codebook, Language};
use crate::dates::DateChoice;
use crate::event::{Cast, NearMiss, Pair, Reading, Scene, Spot, best, pairs, plain_pairs, readings};
use crate::frame::{self, Cell};
use crate::language::Order;
use crate::model::{
    Article, Evidence, Framing, Mention, Parse, Part, Place, Sense, Sentence, Span, Token, TokenKind, Trigger, Who, WordId, roles,
};

/// Below this a mention is not worth a row.
const LEAST_CONFIDENCE: f32 = 0.4;
/// An operator whose inner event is in no action is coded by its frame alone: less sure than any pattern.
const GENERIC_CONFIDENCE: f32 = 0.6;
/// What the text itself dates in two ways is less sure.
const DOUBTFUL_DATE: f32 = 0.9;

/// What `explain` shows of a sentence beside its mentions.
#[derive(Default)]
pub struct Trace {
    /// Triggers with their framing and what became of them.
    pub steps: Vec<Step>,
    /// Who the phrases name.
    pub cast: Cast,
}

/// A trigger and what became of it.
pub struct Step {
    /// The trigger.
    pub spot: Spot,
    /// The best reading.
    pub reading: Option<Reading>,
    /// The cell of its action and frame.
    pub cell: Option<Cell>,
    /// Patterns that nearly fitted, best first.
    pub misses: Vec<NearMiss>,
    /// What became of it.
    pub outcome: Outcome,
}

/// Where a rule is written.
struct Written<'a> {
    rule: &'a str,
    file: &'a str,
    line: u32,
}

/// What a mention is made of beside its pair of actors.
struct Told<'a> {
    trigger: Trigger,
    code: &'a str,
    family: &'a Part,
    cell: &'a Cell,
    written: Written<'a>,
    reciprocal: bool,
    /// Noun phrase of who says so.
    speaker: Option<usize>,
    date: DateChoice,
    /// Where the sentence says it was.
    place: Option<Place>,
}

/// The telling of an article: what a sentence may refer back to.
pub struct Telling<'a, 'e> {
    pub(super) prepared: &'a Prepared,
    /// Last names of persons named in full so far.
    pub(super) aliases: Vec<(WordId, &'e [Sense])>,
    /// The last person who was a subject: "he".
    pub(super) person: Option<Who>,
    /// The armed group named last: "the group".
    pub(super) group: Option<Who>,
    /// The last country, government or group that was a subject: "its", and the last two: "the two countries".
    pub(super) sides: Vec<Who>,
    /// The country the article is mostly about, from its first sentences.
    pub(super) focus: Option<Part>,
    /// A list named more actors than are paired.
    pub(super) crowded: bool,
    /// What the article says of places.
    setting: Setting,
}

/// Whether both sides are of one country's politics, and one of them is a person.
fn politicians(pair: &Pair) -> bool {
    let civil = |who: &Who| !who.code.roles.is_empty() && roles::all_in(&who.code.roles, roles::POLITICIANS);
    match (&pair.source, &pair.target) {
        (Some(s), Some(t)) => {
            let (s, t) = (&s.who, &t.who);
            civil(s) && civil(t) && s.code.country.is_some() && s.code.country == t.code.country && (s.person || t.person)
        }
        _ => false,
    }
}

impl<'a, 'e> Telling<'a, 'e> {
    /// At the article's start.
    pub fn new(prepared: &'a Prepared) -> Self {
        Telling {
            prepared,
            aliases: Vec::new(),
            person: None,
            group: None,
            sides: Vec::new(),
            focus: None,
            crowded: false,
            setting: Setting::default(),
        }
    }

    /// Whether the sentence ends in a question mark.
    fn is_question(&self, sentence: &Sentence) -> bool {
        let marks = self.prepared.tokens[sentence.first..sentence.last].iter().rev().take_while(|t| t.kind == TokenKind::Mark).take(3);
        marks.filter_map(|t| char::from_u32(t.value)).any(|c| matches!(c, '?' | '؟'))
    }

    /// The mentions of one sentence. `index` is its number in the article.
    pub fn tell(
        &mut self,
        engine: &Engine,
        language: &Language,
        index: usize,
        sentence: &Sentence,
        parse: &Parse<'e>,
        trace: Option<&mut Trace>,
    ) -> Vec<Mention> {
        let codebook = &engine.codebook;
        let mut cast = self.names(engine, language, parse);
        let placing = Placing::new(engine, self.prepared, &self.setting, language, parse);
        placing.towns(&mut cast);
        let speaker = speaker(parse, &cast, language);
        let mut spots = spots(parse, language, &self.prepared.tokens);
        // What is asked is not told.
        let asked = language.suppose.filter(|_| self.is_question(sentence));
        for spot in &mut spots {
            if spot.framing.frames.is_empty() {
                spot.framing.frames.extend(asked);
            }
            self.speaker_asks(codebook, language, parse, spot, speaker, &cast);
        }
        let mut found: Vec<Candidate> = Vec::new();
        for spot in spots {
            let mut misses = Vec::new();
            let all = readings(parse, &spot, &cast, language, &codebook.concepts, trace.is_some().then_some(&mut misses));
            let reading = best(all, language, &codebook.actions).or_else(|| {
                let cast = placing.struck(&spot, &cast)?;
                let all = readings(parse, &spot, &cast, language, &codebook.concepts, None);
                best(all, language, &codebook.actions).filter(|reading| placing.strikes(reading))
            });
            let cell = reading.as_ref().map(|r| {
                let pattern = &language.patterns[r.pattern as usize];
                frame::cell(&codebook.actions[pattern.action as usize], &spot.framing.frames, codebook)
            });
            misses.sort_by_key(|m| std::cmp::Reverse(m.filled));
            misses.truncate(5);
            found.push(Candidate { spot, reading, cell, misses, outcome: Outcome::Open });
        }
        aim(&mut found, parse);
        let is_condition = |unit: usize| language.lists.conditions.contains(&self.prepared.tokens[parse.units[unit].first].word);
        warn(&mut found, parse, &cast, &is_condition);
        boast(&mut found, parse, &cast, speaker);
        settle(&mut found, parse);
        let dating = Dating::new(engine, self.prepared, language, parse);
        results(&mut found, parse, &|item| dating.layout().is_told(item));
        let scene = Scene { parse, tokens: &self.prepared.tokens, cast: &cast };
        let mut out = Vec::new();
        for candidate in &mut found {
            if candidate.outcome != Outcome::Open {
                continue;
            }
            let (Some(reading), Some(cell)) = (&candidate.reading, &candidate.cell) else { continue };
            let Some(code) = &cell.code else { continue };
            let pattern = &language.patterns[reading.pattern as usize];
            let action = &codebook.actions[pattern.action as usize];
            let (mut pairs, more) = pairs(&scene, reading, &candidate.spot.framing, action, pattern);
            self.crowded |= more;
            let leads = leads(parse, candidate.spot.trigger);
            untarget(&mut pairs, parse, reading, code, &language.lists.company);
            pairs.retain(|pair| keeps(pair, reading, &candidate.spot.framing, code, leads));
            if pairs.is_empty() {
                candidate.outcome = Outcome::NoPair;
                continue;
            }
            candidate.outcome = Outcome::Tells;
            let trigger = candidate.spot.trigger;
            // "visits Ankara on Friday": told in the present of a day to come, it is planned.
            let planned = (cell.frame == "assert" && dating.comes(trigger))
                .then(|| frame::cell(action, codebook.frame("intend").as_slice(), codebook));
            let cell = planned.as_ref().unwrap_or(cell);
            let place = cell.code.as_ref().and_then(|code| placing.of(&dating, trigger, code));
            for pair in pairs {
                let written = Written { rule: &pattern.rule, file: &pattern.file, line: pattern.line };
                // "Trump attacked Clinton": between politicians at home it is words.
                let words = action.politicians.as_ref().filter(|_| reading.concepts.is_empty() && politicians(&pair));
                let code = match words {
                    Some(words) => (cell.frame == "assert").then_some(words),
                    None => cell.code.as_ref(),
                };
                let Some(code) = code else { continue };
                let date = dating.of(engine, trigger, &candidate.spot.framing, cell, code);
                let place = place.clone();
                let told =
                    Told { trigger, code, family: &action.family, cell, written, reciprocal: action.reciprocal, speaker, date, place };
                let mut made = self.mention(engine, language, index, sentence, parse, &cast, pair, &told);
                if made.place.is_none() {
                    made.place = placing.elsewhere(&made);
                }
                if made.confidence >= LEAST_CONFIDENCE {
                    out.push(made);
                }
            }
        }
        let generics = generics(parse, language, codebook, &cast, &self.prepared.tokens, &found, speaker);
        let generic_family = Part::from("default");
        for generic in generics {
            let operator = &language.operators[generic.operator as usize];
            let Some(code) = &generic.cell.code else { continue };
            let written = Written { rule: &operator.rule, file: &operator.file, line: operator.line };
            let date = dating.of(engine, generic.trigger, &Framing::default(), &generic.cell, code);
            let place = placing.of(&dating, generic.trigger, code);
            let family = &generic_family;
            let told =
                Told { trigger: generic.trigger, code, family, cell: &generic.cell, written, reciprocal: false, speaker, date, place };
            let (pairs, more) = plain_pairs(&scene, &generic.source, &generic.target, GENERIC_CONFIDENCE);
            self.crowded |= more;
            for pair in pairs {
                let made = self.mention(engine, language, index, sentence, parse, &cast, pair, &told);
                if made.confidence >= LEAST_CONFIDENCE {
                    out.push(made);
                }
            }
        }
        let lead = if self.setting.lead.is_none() && in_lead(&self.prepared.article, sentence) { placing.lead() } else { None };
        self.setting.lead = self.setting.lead.take().or(lead);
        let out = without_repeats(out);
        self.remember(codebook, parse, &cast);
        if let Some(trace) = trace {
            trace.steps = found
                .into_iter()
                .map(|c| Step { spot: c.spot, reading: c.reading, cell: c.cell, misses: c.misses, outcome: c.outcome })
                .collect();
            trace.cast = cast;
        }
        out
    }

    /// Who the phrases of a sentence name.
    pub(super) fn names(&self, engine: &Engine, language: &Language, parse: &Parse<'e>) -> Cast {
        let mut cast = self.cast(&engine.codebook, language, parse);
        let speaker = speaker(parse, &cast, language);
        self.refer(&engine.codebook, language, parse, &mut cast, speaker);
        cast
    }

    fn cast(&self, codebook: &Codebook, language: &Language, parse: &Parse) -> Cast {
        let day = self.prepared.article.published_when.latest();
        let vso = language.profile.order == Order::VerbFirst;
        let count = parse.nps.len();
        Cast {
            whole: (0..count).map(|n| actors::resolve(parse, n, codebook, day, vso)).collect(),
            inner: (0..count).map(|n| actors::resolve_modifiers(parse, n, codebook, day, vso)).collect(),
        }
    }

    /// "Lavrov said Kyiv must withdraw": a demand of the speaker's. Without a speaker nobody demands, and it is a supposition.
    fn speaker_asks(&self, codebook: &Codebook, language: &Language, parse: &Parse, spot: &mut Spot, speaker: Option<usize>, cast: &Cast) {
        let framing = &mut spot.framing;
        let asks = |f: &u8| matches!(codebook.frames[*f as usize].as_str(), "demand" | "request");
        if framing.asker.is_some() || !framing.used.is_empty() || !framing.frames.iter().any(asks) {
            return;
        }
        let subject = match spot.trigger {
            Trigger::Verb(v) => parse.verb_arguments[v].subject,
            Trigger::Noun(_) => framing.subject,
        };
        match speaker.filter(|s| Some(*s) != subject && subject.is_some_and(|n| !cast.whole[n].is_empty())) {
            Some(s) => framing.asker = Some(s),
            None => framing.frames = language.suppose.into_iter().collect(),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of a mention, each from its own stage")]
    fn mention(
        &self,
        engine: &Engine,
        language: &Language,
        index: usize,
        sentence: &Sentence,
        parse: &Parse,
        cast: &Cast,
        pair: Pair,
        told: &Told,
    ) -> Mention {
        let Told { trigger, code, cell, ref written, reciprocal, .. } = *told;
        let speaker = told.speaker.and_then(|n| cast.whole[n].first());
        let article = &self.prepared.article;
        let tokens = &self.prepared.tokens;
        let unit = trigger_unit(parse, trigger);
        let choice = told.date;
        let doubtful = choice.value.flags.weekday_conflict || choice.value.flags.dates_differ;
        let attributed = speaker.filter(|who| pair.source.as_ref().is_none_or(|s| s.who.code != who.code)).map(|who| who.code.code());
        Mention {
            article_id: article.id.clone(),
            sentence: index as u32,
            in_lead: in_lead(article, sentence),
            source: pair.source.as_ref().and_then(|s| s.actor()),
            target: pair.target.as_ref().and_then(|s| s.actor()),
            code: code.to_string(),
            family: told.family.clone(),
            frame: cell.frame.clone(),
            date: choice.value,
            place: told.place.clone(),
            evidence: Evidence {
                sentence: sentence.span,
                action: unit_span(parse, tokens, unit),
                date: choice.mention.map(|m| self.prepared.dates[m].span),
                date_link: choice.link,
                date_rule: choice.mention.and_then(|m| engine.date_rule(language.profile.lang, self.prepared.dates[m].rule)),
            },
            rule: written.rule.to_string(),
            rule_file: written.file.to_string(),
            rule_line: written.line,
            attributed_to: attributed.filter(|code| !code.is_empty()),
            confidence: pair.confidence * if doubtful { DOUBTFUL_DATE } else { 1.0 },
            reciprocal,
            published: article.published_when.first.filter(|day| article.published_when.last == Some(*day)),
        }
    }
}

/// Whether a sentence is the title or in the first paragraph.
fn in_lead(article: &Article, sentence: &Sentence) -> bool {
    sentence.headline || sentence.paragraph <= u32::from(article.title_span.end > 0)
}

/// The unit of a trigger.
pub fn trigger_unit(parse: &Parse, trigger: Trigger) -> usize {
    match trigger {
        Trigger::Verb(v) => parse.predicates[v].unit,
        Trigger::Noun(n) => parse.nps[n].head,
    }
}

/// The words of a unit: bytes of the text.
pub fn unit_span(parse: &Parse, tokens: &[Token], unit: usize) -> Span {
    tokens[parse.units[unit].first].span.join(tokens[parse.units[unit].last - 1].span)
}

/// Who is quoted: the subject of the first verb of saying that names an actor; who did not say or think so said nothing.
fn speaker(parse: &Parse, cast: &Cast, language: &Language) -> Option<usize> {
    parse
        .predicates
        .iter()
        .enumerate()
        .filter(|(_, p)| p.saying && !p.frames.iter().any(|frame| Some(*frame) == language.negate))
        .find_map(|(v, _)| parse.verb_arguments[v].subject.filter(|&n| !cast.whole[n].is_empty()))
}
