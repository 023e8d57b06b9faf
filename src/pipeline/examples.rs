//! The examples written in a codebook, run as tests: a text and all the events it holds.

mod dates;

use chrono::{NaiveDate, NaiveTime};
use rustc_hash::FxHashSet;

use super::Engine;
use crate::codebook::{Book, Expected, NOBODY, RawDiscards, RawExample, Text};
use crate::model::{DateValue, Mention, Page, Sense};

/// The verdict on an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All events expected were coded, and no other.
    Right,
    /// An event expected was not coded.
    Missing,
    /// An event was coded that is not expected.
    Noisy,
    /// Both: something else was coded.
    Wrong,
}

impl Verdict {
    /// Whether all that is expected was found, and whether nothing else was.
    fn of(complete: bool, clean: bool) -> Verdict {
        match (complete, clean) {
            (true, true) => Verdict::Right,
            (true, false) => Verdict::Noisy,
            (false, true) => Verdict::Missing,
            (false, false) => Verdict::Wrong,
        }
    }
}

/// An example and what came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Id of its action.
    pub action: String,
    /// Language it stands under.
    pub language: &'static str,
    /// Its text, with the place.
    pub text: Text,
    /// The verdict.
    pub verdict: Verdict,
    /// Events expected and not coded, as written.
    pub missing: Vec<String>,
    /// Events coded and not expected.
    pub noisy: Vec<String>,
    /// Rules that fired.
    pub rules: Vec<String>,
    /// An `expect` line that can't be read, and why.
    pub problem: Option<(Text, String)>,
}

/// Runs every example of the actions `wanted` says yes to; those of the dates files are under the id `dates`.
pub fn run(engine: &Engine, book: &Book, wanted: &dyn Fn(&str, &str) -> bool) -> Vec<Outcome> {
    let disabled: FxHashSet<&str> = book.disabled.iter().map(|t| t.value.as_str()).collect();
    let mut out = Vec::new();
    for (id, action) in book.body.actions.0.iter().filter(|(id, _)| !disabled.contains(id.value.as_str())) {
        for (language, examples) in action.examples.iter().filter(|(language, _)| wanted(id, language)) {
            out.extend(examples.iter().map(|example| run_one(engine, id, language, example)));
        }
    }
    if let Some(discards) = &book.body.discards {
        run_discards(engine, discards, &disabled, wanted, &mut out);
    }
    dates::run(engine, book, wanted, &mut out);
    out
}

/// The examples of phrases, topics and veto: `discards.` and the id.
fn run_discards(
    engine: &Engine,
    discards: &RawDiscards,
    disabled: &FxHashSet<&str>,
    wanted: &dyn Fn(&str, &str) -> bool,
    out: &mut Vec<Outcome>,
) {
    let phrases = discards.phrases.0.iter().map(|(id, phrase)| (id, &phrase.examples));
    let topics = discards.topics.0.iter().map(|(id, topic)| (id, &topic.examples));
    for (id, texts) in phrases.chain(topics).filter(|(id, _)| !disabled.contains(id.value.as_str())) {
        let action = format!("discards.{}", id.value);
        for (language, texts) in texts.iter().filter(|(language, _)| wanted(&action, language)) {
            for text in texts {
                let mut outcome = run_one(engine, &action, language, &nothing(text));
                if outcome.verdict == Verdict::Right && !does(engine, id, language, text) {
                    outcome.missing.push(format!("`{}` is what discards it", id.value));
                    outcome.verdict = Verdict::Missing;
                }
                out.push(outcome);
            }
        }
    }
    for (language, examples) in discards.veto.examples.iter().filter(|(language, _)| wanted("discards.veto", language)) {
        out.extend(examples.iter().map(|example| run_one(engine, "discards.veto", language, example)));
    }
}

/// An example that codes nothing.
fn nothing(text: &Text) -> RawExample {
    RawExample { text: text.clone(), published: None, expect: Vec::new() }
}

/// Whether the phrase or topic is met in the text: an example that codes nothing without it shows nothing.
fn does(engine: &Engine, id: &str, language: &str, text: &Text) -> bool {
    let page = Page { id: "example".into(), text: text.value.clone(), language: Some(language.into()), ..Page::default() };
    let codebook = &engine.codebook;
    engine.explain_page(&page).iter().any(|article| {
        article.told.iter().enumerate().any(|(index, told)| {
            let phrase = |sense: &Sense| matches!(*sense, Sense::Discard { phrase, .. } if codebook.discards[phrase as usize] == id);
            let apart = |sense: &Sense| matches!(*sense, Sense::Apart { apart, .. } if article.prepared.lang.is_some_and(|lang| phrase(&codebook.language(lang).lexicon.apart[apart as usize].sense)));
            let topic = engine.off_topic(&article.prepared, index).is_some_and(|off| codebook.topics[off.topic].id == id);
            topic || told.parse.units.iter().any(|unit| unit.senses.iter().any(|sense| phrase(sense) || apart(sense)))
        })
    })
}

fn run_one(engine: &Engine, action: &str, language: &'static str, example: &RawExample) -> Outcome {
    let day = example.published.as_ref().and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
    let page = Page {
        id: "example".into(),
        text: example.text.value.clone(),
        language: Some(language.into()),
        published: day.map(|day| day.and_time(NaiveTime::MIN).and_utc()),
        ..Page::default()
    };
    let mentions: Vec<Mention> = engine.code_page(&page).into_iter().flat_map(|coded| coded.mentions).collect();
    let mut problem = None;
    let mut expected = Vec::new();
    for line in &example.expect {
        match Expected::parse(line) {
            Some(event) => expected.push((line.value.clone(), event)),
            None => {
                problem = Some((
                    line.clone(),
                    "write `SOURCE -> CODE -> TARGET`, with ` on DATE` where the date matters and `---` for a missing actor".to_string(),
                ))
            }
        }
    }
    let mut noisy: Vec<&Mention> = mentions.iter().collect();
    let mut missing = Vec::new();
    for (line, event) in expected {
        match noisy.iter().position(|mention| matches(&event, mention)) {
            Some(i) => {
                noisy.remove(i);
            }
            None => missing.push(line),
        }
    }
    // The mirror image of a reciprocal event is the same event.
    noisy.retain(|m| {
        !(m.reciprocal
            && mentions.iter().any(|other| {
                !std::ptr::eq(*m, other)
                    && other.code == m.code
                    && code(&other.source) == code(&m.target)
                    && code(&other.target) == code(&m.source)
            }))
    });
    let noisy: Vec<String> = noisy.into_iter().map(show).collect();
    let verdict = Verdict::of(missing.is_empty() && problem.is_none(), noisy.is_empty());
    Outcome {
        action: action.to_string(),
        language,
        text: example.text.clone(),
        verdict,
        missing,
        noisy,
        rules: mentions.iter().map(|m| m.rule.clone()).collect(),
        problem,
    }
}

fn code(actor: &Option<crate::model::ActorRef>) -> String {
    actor.as_ref().map_or_else(|| NOBODY.to_string(), |a| a.code.code())
}

fn matches(event: &Expected, mention: &Mention) -> bool {
    let straight = event.source == code(&mention.source) && event.target == code(&mention.target);
    let mirrored = mention.reciprocal && event.source == code(&mention.target) && event.target == code(&mention.source);
    event.code == mention.code && (straight || mirrored) && event.date.as_ref().is_none_or(|date| interval_is(date, &mention.date))
}

/// Whether a date as written (2024-01-23, 2024-01, 2024) is the interval of the mention.
fn interval_is(date: &str, value: &DateValue) -> bool {
    let (Some(first), Some(last)) = (value.first, value.last) else { return false };
    let day = first.to_string();
    match date.len() {
        10 => first == last && day == date,
        7 => day.starts_with(date) && last.to_string().starts_with(date) && first != last,
        4 => first.to_string() == format!("{date}-01-01") && last.to_string() == format!("{date}-12-31"),
        _ => false,
    }
}

/// A mention as an example writes it.
pub fn show(mention: &Mention) -> String {
    let mut out = format!("{} -> {} -> {}", code(&mention.source), mention.code, code(&mention.target));
    if let (Some(first), Some(last)) = (mention.date.first, mention.date.last) {
        out.push_str(&if first == last { format!(" on {first}") } else { format!(" on {first}..{last}") });
    }
    format!("{out}   ({})", mention.rule)
}
