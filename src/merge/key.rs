//! Ids: the first eight bytes of a SHA-256, made positive, over the parts of a key with a unit separator (U+001F) after each.
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

    fn id(self) -> i64 {
        positive(&self.0.finalize())
    }
}

/// The first eight bytes as a positive number.
fn positive(digest: &[u8]) -> i64 {
    let head = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    (head & i64::MAX as u64) as i64
}

/// A number for a text, the same in every run.
pub(super) fn text_id(text: &str) -> i64 {
    positive(&Sha256::digest(text.as_bytes()))
}

/// What makes an event distinct, as a number: code of the source and of the target (in alphabetical order for a reciprocal
/// event: its two directions are one), action code, frame, first and last day, and place (country and name).
///
/// The article's id joins the key where the rest says too little to claim that two articles tell the same: where an end of the interval is
/// not known, where the publication is only inferred, and where neither an actor nor a place is known. The day of publication joins it
/// where an event is dated by the month of publication alone.
pub fn event_id(mention: &Mention) -> i64 {
    let code = |actor: &Option<ActorRef>| actor.as_ref().map(|actor| actor.code.code()).unwrap_or_default();
    let (mut source, mut target) = (code(&mention.source), code(&mention.target));
    if mention.reciprocal && target < source {
        std::mem::swap(&mut source, &mut target);
    }
    let place = mention.place.as_ref();
    let mut key = Key::new("event");
    key.part(&source);
    key.part(&target);
    key.part(&mention.code);
    key.part(&mention.frame);
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
