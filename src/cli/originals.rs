//! Articles as the next run needs them, packed and unpacked: what copies of them are found by, and the events these join.
use chrono::NaiveDate;

use super::seen::PageKey;
use crate::merge::{BINS, Known, Original, Signature};
use crate::tables::ArticleState;

/// Bytes of an event: three numbers of eight bytes, two days of four, little-endian.
const EVENT: usize = 32;
/// An unknown day.
const NO_DAY: i32 = i32::MIN;

/// `signature` and `events` are those of an article that is no copy.
pub(super) fn pack(id: &str, key: PageKey, published: Option<i32>, signature: Option<Signature>, events: &[Known]) -> ArticleState {
    let mut packed = Vec::with_capacity(events.len() * EVENT);
    for event in events.iter().filter(|_| signature.is_some()) {
        [event.event, event.story, event.pair].iter().for_each(|number| packed.extend(number.to_le_bytes()));
        let day = |day: Option<NaiveDate>| day.map_or(NO_DAY, |day| day.to_epoch_days());
        [event.first, event.last].into_iter().for_each(|at| packed.extend(day(at).to_le_bytes()));
    }
    let signature = signature.map(|signature| signature.0.to_vec());
    ArticleState { article_id: id.to_owned(), page: key.page, page_id: key.id, published, signature, events: packed }
}

/// The article, where it is no copy.
pub(super) fn unpack(state: ArticleState) -> Option<Original> {
    let signature: [u8; BINS] = state.signature?.try_into().ok()?;
    let events = state.events.chunks_exact(EVENT).filter_map(event).collect();
    Some(Original { id: state.article_id.into(), published: state.published, signature: Signature(signature), events })
}

fn event(bytes: &[u8]) -> Option<Known> {
    let number = |at: usize| Some(i64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
    let day = |at: usize| {
        let day = i32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        Some((day != NO_DAY).then(|| NaiveDate::from_epoch_days(day)).flatten())
    };
    Some(Known { event: number(0)?, story: number(8)?, pair: number(16)?, first: day(24)?, last: day(28)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let day = NaiveDate::from_ymd_opt(2024, 2, 29);
        let events =
            [Known { event: 1, story: -2, pair: 0, first: day, last: None }, Known { event: 9, story: 3, pair: 4, first: None, last: day }];
        let key = PageKey { page: 5, id: 6 };
        let packed = pack("a", key, Some(19_782), Some(Signature([7; BINS])), &events);
        let original = unpack(packed).expect("an original");
        assert_eq!((&*original.id, original.published, original.signature), ("a", Some(19_782), Signature([7; BINS])));
        assert_eq!(*original.events, events);
        assert_eq!(unpack(pack("b", key, None, None, &events)), None);
    }
}
