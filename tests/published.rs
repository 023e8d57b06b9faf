//! When an article was published: from the record, the mark-up, the address, the dateline; else what its text allows.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use dyads::cli::engine::{self, Opened};
use dyads::model::{Article, Basis, Page, PublishedBasis, Record};
use dyads::pipeline::CodedArticle;
use dyads::read;

static OPENED: LazyLock<Opened> = LazyLock::new(|| engine::open_sound("codebooks/cameo").expect("the codebook"));

fn coded(page: &Page) -> CodedArticle {
    OPENED.engine.code_page(page).remove(0)
}

fn page(text: &str) -> Page {
    Page { id: "p".into(), text: text.into(), ..Page::default() }
}

fn days(article: &Article) -> (Option<String>, Option<String>, PublishedBasis) {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    (day(article.published_when.first), day(article.published_when.last), article.published_basis)
}

fn between(first: &str, last: &str, basis: PublishedBasis) -> (Option<String>, Option<String>, PublishedBasis) {
    let day = |day: &str| (!day.is_empty()).then(|| day.to_owned());
    (day(first), day(last), basis)
}

const STORY: &str = "Rebels attacked the town of Gao in Mali and killed ten Malian soldiers, the army said.";

#[test]
fn the_address_names_the_day() {
    let story = Page { url: Some("https://news.example/world/2018/06/23/attack-in-mali/".into()), ..page(STORY) };
    let coded = coded(&story);
    assert_eq!(days(&coded.article), between("2018-06-23", "2018-06-23", PublishedBasis::Url));
    assert!(coded.article.published.is_some());
    // A folder of a month leaves the month.
    let month = Page { url: Some("https://news.example/2018/06/attack-in-mali".into()), ..page(STORY) };
    let coded = self::coded(&month);
    assert_eq!(days(&coded.article), between("2018-06-01", "2018-06-30", PublishedBasis::Url));
    assert_eq!(coded.article.published, None);
}

#[test]
fn the_record_is_believed_before_the_address() {
    let at: DateTime<Utc> = "2018-06-24T08:00:00Z".parse().expect("an instant");
    let story = Page { published: Some(at), url: Some("https://news.example/2018/06/23/attack/".into()), ..page(STORY) };
    assert_eq!(days(&coded(&story).article), between("2018-06-24", "2018-06-24", PublishedBasis::Metadata));
}

#[test]
fn a_full_dateline_is_the_day() {
    let story = coded(&page(&format!("BAMAKO, June 23, 2018 (Reuters) - {STORY}")));
    assert_eq!(days(&story.article), between("2018-06-23", "2018-06-23", PublishedBasis::Dateline));
    assert!(story.mentions.iter().any(|m| m.date.first == "2018-06-23".parse().ok()));
    // A dated post that an article shows says only that it is no older.
    let shown =
        coded(&page(&format!("{STORY}\n\n\"We strongly condemn this attack on our friends.\" — Ministry (@ministry) June 23, 2018")));
    assert_eq!(days(&shown.article), between("2018-06-23", "", PublishedBasis::Text));
}

#[test]
fn offices_bound_what_the_text_leaves_open() {
    let text = "President Barack Obama met President Francois Hollande in Paris.\n\nPresident Obama said that France and the United States would \
                send aid to Mali.";
    let (first, last, basis) = days(&coded(&page(text)).article);
    assert_eq!(basis, PublishedBasis::Text);
    // Hollande was president from May 2012, Obama until January 2017; some weeks on either side are allowed.
    assert!(first.as_deref() > Some("2012-02") && first.as_deref() < Some("2012-06"), "{first:?}");
    assert!(last.as_deref() > Some("2017-01") && last.as_deref() < Some("2017-08"), "{last:?}");
}

#[test]
fn an_event_of_an_undated_article_is_open_at_its_end() {
    let story = coded(&page("Rebels attacked Malian soldiers in Gao. The war began in January 2012, as the army said then."));
    let attack = story.mentions.iter().find(|m| m.code.starts_with("19")).expect("an attack");
    assert_eq!((attack.date.first, attack.date.last, attack.date.basis), ("2012-01-01".parse().ok(), None, Basis::Page));
}

#[test]
fn the_year_of_a_copyright_is_no_day() {
    let story = coded(&page(&format!("{STORY}\n\n© 2019 News Example. All rights reserved.")));
    assert_eq!(days(&story.article), between("", "", PublishedBasis::Unknown));
}

#[test]
fn the_day_is_the_publishers_and_the_mark_up_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("in.jsonl");
    let html = r#"<html><head><meta property=\"article:published_time\" content=\"2020-12-01T01:30:00+03:00\"></head></html>"#;
    let lines = [
        format!(r#"{{"id":"zone","text":"{STORY}","published":"2020-12-01T01:30:00+03:00"}}"#),
        format!(r#"{{"id":"html","text":"{STORY}","html":"{html}"}}"#),
    ];
    std::fs::write(&path, lines.join("\n")).expect("a file");
    let mut found = Vec::new();
    for record in read::open(&[path.to_str().expect("a path").to_owned()]).expect("the input").records() {
        if let Record::Page(page) = record {
            assert_eq!(page.published.map(|at| at.to_rfc3339()).as_deref(), Some("2020-11-30T22:30:00+00:00"));
            found.push(days(&coded(&page).article));
        }
    }
    let day = |basis| between("2020-12-01", "2020-12-01", basis);
    assert_eq!(found, [day(PublishedBasis::Metadata), day(PublishedBasis::Html)]);
}

#[test]
fn the_day_of_the_crawl_is_not_later_than_publication() {
    let crawled: DateTime<Utc> = "2018-07-20T08:00:00Z".parse().expect("an instant");
    let fetched = |text: &str, url: Option<&str>| {
        let page = Page { crawled: Some(crawled), url: url.map(str::to_owned), ..page(text) };
        days(&coded(&page).article)
    };
    assert_eq!(fetched(STORY, None), between("", "2018-07-20", PublishedBasis::Crawl), "nothing else is known");
    // What the text says and the bound together.
    let (first, last, basis) = fetched(&format!("{STORY} It was the worst attack since 14 May 2018."), None);
    assert_eq!(basis, PublishedBasis::Text);
    assert!(first.as_deref() >= Some("2018-05-14") && last.as_deref() <= Some("2018-07-20"), "{first:?} {last:?}");
    assert_eq!(fetched(STORY, Some("https://news.example/2018/07/attack")), between("2018-07-01", "2018-07-20", PublishedBasis::Url));
    let dated = Page { published: Some(crawled), crawled: Some(crawled), ..page(STORY) };
    assert_eq!(days(&coded(&dated).article), between("2018-07-20", "2018-07-20", PublishedBasis::Metadata));
}
