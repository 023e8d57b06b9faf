//! Mentions to events.
use chrono::NaiveDate;
use dyads::merge::{Merge, MergedEvent, event_id, mention_id};
use dyads::model::{Article, Mention, Page, Span};

use crate::toy::{article, simple};

fn published(id: &str, day: Option<u32>, publisher: &str) -> Article {
    let instant = day.and_then(|day| NaiveDate::from_ymd_opt(2024, 2, day)).map(|day| day.and_time(chrono::NaiveTime::MIN).and_utc());
    let page = Page { url: Some(format!("http://x/{id}")), publisher: Some(publisher.into()), published: instant, ..Page::default() };
    article(id, "text", &page)
}

#[test]
fn ids_depend_on_what_makes_an_event_distinct_and_on_nothing_else() {
    let event = simple("a", "RUS", "BFA", Some(23));
    let mut same = simple("b", "RUS", "BFA", Some(23));
    same.rule = "another/ar/3".into();
    same.confidence = 0.9;
    same.evidence.action = Span::new(5, 9);
    assert_eq!(event_id(&event), event_id(&same));
    assert_ne!(mention_id(&event), mention_id(&same));
    assert!(event_id(&event) >= 0 && mention_id(&event) >= 0);
    assert_ne!(event_id(&event), event_id(&simple("a", "RUS", "BFA", Some(24))));
    assert_ne!(event_id(&event), event_id(&simple("a", "BFA", "RUS", Some(23))));
    // Pinned: ids in published data must mean the same for ever.
    assert_eq!((event_id(&event), mention_id(&event)), PINNED);
}

const PINNED: (i64, i64) = (1_646_985_652_464_112_442, 6_616_039_188_009_998_770);

#[test]
fn the_two_directions_of_a_reciprocal_event_are_one() {
    let (mut there, mut back) = (simple("a", "RUS", "BFA", Some(23)), simple("b", "BFA", "RUS", Some(23)));
    there.reciprocal = true;
    back.reciprocal = true;
    assert_eq!(event_id(&there), event_id(&back));
}

#[test]
fn undated_and_nameless_events_stay_in_their_article() {
    assert_ne!(event_id(&simple("a", "RUS", "BFA", None)), event_id(&simple("b", "RUS", "BFA", None)));
    assert_eq!(event_id(&simple("a", "RUS", "BFA", None)), event_id(&simple("a", "RUS", "BFA", None)));
    let nameless = |article: &str| Mention { source: None, target: None, ..simple(article, "", "", Some(23)) };
    assert_ne!(event_id(&nameless("a")), event_id(&nameless("b")));
}

#[test]
fn the_first_report_and_the_figures_do_not_depend_on_the_order() {
    let told: Vec<(Article, Mention)> =
        [("c", Some(3), "Z"), ("b", Some(2), "Y"), ("a", Some(2), "Y"), ("d", None, ""), ("e", Some(9), "Z")]
            .into_iter()
            .enumerate()
            .map(|(number, (id, day, publisher))| {
                let mut mention = simple(id, "RUS", "BFA", Some(23));
                mention.confidence = 0.1 * number as f32;
                (published(id, day, publisher), mention)
            })
            .chain([
                (published("z", Some(1), "Z"), simple("z", "MLI", "BFA", None)),
                (published("y", Some(1), "Z"), simple("y", "MLI", "BFA", Some(2))),
            ])
            .collect();
    let merge = |order: &mut dyn Iterator<Item = &(Article, Mention)>| {
        let mut merge = Merge::default();
        order.for_each(|(article, mention)| {
            merge.push(mention, mention_id(mention), article, None);
        });
        merge.take()
    };
    let events = merge(&mut told.iter());
    assert_eq!(events, merge(&mut told.iter().rev()));
    assert_eq!(events, merge(&mut told.iter().skip(2).chain(told.iter().take(2))));
    // By date, the undated one last.
    let [early, main, undated] = &events[..] else { panic!("{events:#?}") };
    let first = |event: &MergedEvent| event.first.as_ref().unwrap().mention.article_id.clone();
    assert_eq!((first(early).as_str(), first(undated).as_str()), ("y", "z"));
    assert_eq!((first(main).as_str(), main.first.as_ref().unwrap().url.as_deref()), ("a", Some("http://x/a")));
    assert_eq!((main.mentions, main.articles, main.publishers.len(), main.confidence), (5, 5, 2, 0.4));
    assert_eq!(main.first.as_ref().unwrap().published.unwrap().to_rfc3339(), "2024-02-02T00:00:00+00:00");
    assert!(merge(&mut [].iter()).is_empty());
}
