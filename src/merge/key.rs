//! Ids: the first eight bytes of a SHA-256, made positive, over the parts of a key with a unit separator (U+001F) after each.
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::model::{ActorRef, Basis, DateValue, Mention, Span};

/// Collects the parts of a key.
struct Key(Sha256);

impl Key {
    fn new(kind: &str) -> Self {
        let mut key = Key(Sha256::new());
        key.part(kind);
        key
    }

    fn part(&mut self, part: &str) {
        self.0.update(part.as_bytes());
        self.0.update([0x1f]);
    }

    fn span(&mut self, span: Option<Span>) {
        match span {
            Some(span) => self.part(&format!("{}-{}", span.start, span.end)),
            None => self.part(""),
        }
    }

    /// Who does it to whom, in alphabetical order for a reciprocal event: its two directions are one. Then what: family, root and frame.
    fn story(&mut self, mention: &Mention) {
        let (source, target) = sides(mention);
        self.part(&source);
        self.part(&target);
        self.part(&mention.family);
        // Between two politicians an "attack" is words: the family alone does not tell what it is.
        self.part(mention.code.get(..2).unwrap_or(&mention.code));
        self.part(&mention.frame);
    }

    fn id(self) -> i64 {
        positive(&self.0.finalize())
    }
}

fn sides(mention: &Mention) -> (String, String) {
    let code = |actor: &Option<ActorRef>| actor.as_ref().map(|actor| actor.code.code()).unwrap_or_default();
    let (source, target) = (code(&mention.source), code(&mention.target));
    if mention.reciprocal && target < source { (target, source) } else { (source, target) }
}

/// The first eight bytes as a positive number.
fn positive(digest: &[u8]) -> i64 {
    let head = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    (head & i64::MAX as u64) as i64
}

/// A number for texts, the same in every run: a unit separator stands after each.
pub fn text_id(parts: &[&str]) -> i64 {
    let mut key = Key(Sha256::new());
    parts.iter().for_each(|part| key.part(part));
    key.id()
}

/// What makes an event distinct, as a number: code of the source and of the target (in alphabetical order for a reciprocal
/// event: its two directions are one), family and root of the action (see `merge` in a codebook), frame, first and last day, and place
/// (country and name).
///
/// The article's id joins the key where the rest says too little to claim that two articles tell the same: where an end of the interval is
/// not known, where the publication is only inferred, and where neither an actor nor a place is known. The day of publication joins it
/// where an event is dated by the month of publication alone.
pub fn event_id(mention: &Mention) -> i64 {
    let place = mention.place.as_ref();
    let mut key = Key::new("event");
    key.story(mention);
    let DateValue { first, last, .. } = mention.date;
    key.part(&first.map(|day| day.to_string()).unwrap_or_default());
    key.part(&last.map(|day| day.to_string()).unwrap_or_default());
    key.part(place.and_then(|place| place.country.as_deref()).unwrap_or_default());
    key.part(place.map_or("", |place| &place.name));
    // What was reported in one month, and dated no better, was reported on several days.
    if mention.date.basis == Basis::Publication && first != last {
        key.part(&mention.published.map(|day| day.to_string()).unwrap_or_default());
    }
    // An open end, or a day of publication that is only inferred, says too little for two articles to tell the same.
    let inferred = mention.date.basis == Basis::Page && first != last;
    let undated = first.is_none() || last.is_none() || inferred;
    let (source, target) = sides(mention);
    let nameless = source.is_empty() && target.is_empty() && place.is_none();
    if undated || nameless {
        key.part(&mention.article_id);
    }
    key.id()
}

/// What makes a mention distinct, as a number: article, rule, and the spans of action, source and target.
pub fn mention_id(mention: &Mention) -> i64 {
    let mut key = Key::new("mention");
    key.part(&mention.article_id);
    key.part(&mention.rule);
    key.span(Some(mention.evidence.action));
    key.span(mention.source.as_ref().map(|actor| actor.span));
    key.span(mention.target.as_ref().map(|actor| actor.span));
    key.id()
}

/// An event as its first article's copies are compared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// See [`event_id`].
    pub event: i64,
    /// Actors, family, root and frame, as a number.
    pub story: i64,
    /// The two countries (or codes without one), in alphabetical order, as a number; 0 where a side is missing.
    pub pair: i64,
    /// First day of the event.
    pub first: Option<NaiveDate>,
    /// Last day of the event.
    pub last: Option<NaiveDate>,
}

impl Known {
    /// What there is to compare of the event with this id that a mention tells.
    pub fn of(mention: &Mention, event: i64) -> Self {
        let mut story = Key::new("story");
        story.story(mention);
        let country = |actor: &ActorRef| actor.code.country.as_ref().map_or_else(|| actor.code.code(), |country| country.to_string());
        let pair = mention.source.as_ref().map(country).zip(mention.target.as_ref().map(country));
        let pair = pair.map_or(0, |(a, b)| text_id(&[(&a).min(&b), (&a).max(&b)]));
        Known { event, story: story.id(), pair, first: mention.date.first, last: mention.date.last }
    }
}
