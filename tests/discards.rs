//! The topic gate and the phrases that are discarded, on whole articles.

use std::sync::LazyLock;

use dyads::cli::engine::{self, Lints, Opened};
use dyads::model::Page;
use dyads::pipeline::{CodedArticle, Passed};

static OPENED: LazyLock<Opened> = LazyLock::new(|| engine::open("cameo", Lints::Errors).expect("the shipped codebook"));

fn page(language: &str, title: &str, text: &str) -> Page {
    Page { id: "p".into(), title: Some(title.into()), text: text.into(), language: Some(language.into()), ..Page::default() }
}

fn code(page: &Page) -> CodedArticle {
    OPENED.engine.code_page(page).remove(0)
}

fn codes(article: &CodedArticle) -> Vec<&str> {
    article.mentions.iter().map(|mention| mention.code.as_str()).collect()
}

const MATCH: &str = "\
Senegal's goalkeeper saved two penalties in the second half of the semi-final on Sunday.
The coach of Senegal praised Egypt's captain and his teammates.
Egypt's players attacked the Senegalese goal from the kick-off, but the striker hit the post.
Fans of both teams left the stadium in good spirits after the match.
";

#[test]
fn an_article_on_a_topic() {
    let article = code(&page("en", "Senegal beat Egypt to reach Cup of Nations final", MATCH));
    assert_eq!(codes(&article), Vec::<&str>::new());
    assert_eq!(article.flags, ["topic_sport"]);
    assert_eq!(article.discarded.keys().collect::<Vec<_>>(), ["sport"]);
}

#[test]
fn a_topic_does_not_hide_violence() {
    let text = format!("{MATCH}Gunmen killed five Egyptian soldiers outside the stadium after the match, the ministry said.\n");
    let article = code(&page("en", "Senegal beat Egypt to reach Cup of Nations final", &text));
    assert_eq!(codes(&article), ["180"]);
}

/// A word that is weak alone decides where title and article are on the topic.
#[test]
fn the_article_helps() {
    let sentence = "The coach of Senegal praised Egypt.";
    assert_eq!(code(&page("en", "Senegal and Egypt", sentence)).discarded.len(), 0);
    let article = code(&page("en", "Senegal beat Egypt to reach Cup of Nations final", MATCH));
    assert!(article.discarded["sport"] >= 2, "{:?}", article.discarded);
}

#[test]
fn politics_has_no_topic() {
    let text = "Russia attacked Ukraine on Monday. The French president condemned the attack and met the Polish prime minister in Warsaw.";
    let article = code(&page("en", "Russia attacks Ukraine", text));
    assert!(article.flags.is_empty() && article.discarded.is_empty(), "{:?}", article.flags);
    assert!(!article.mentions.is_empty());
}

#[test]
fn arabic() {
    let text =
        "شكر مدرب المنتخب المغربي نظيره الفرنسي بعد مباراة نصف النهائي.\nوسجل مهاجم المغرب هدفا من ركلة جزاء في الشوط الثاني أمام فرنسا.\n";
    let article = code(&page("ar", "المغرب يهزم فرنسا ويتأهل إلى نهائي كأس العالم", text));
    assert_eq!(codes(&article), Vec::<&str>::new());
    assert_eq!(article.flags, ["topic_sport"]);
}

#[test]
fn explained_with_topic_and_words() {
    let engine = &OPENED.engine;
    let page = page("en", "Cup of Nations", "The Senegalese goalkeeper attacked the Egyptian referee after the match.");
    let explained = engine.explain_page(&page).remove(0);
    let (index, off) = explained
        .told
        .iter()
        .enumerate()
        .find_map(|(index, told)| match told.passed {
            Some(Passed::OffTopic(off)) => Some((index, off)),
            _ => None,
        })
        .expect("a sentence on a topic");
    assert_eq!(engine.codebook.topics[off.topic].id, "sport");
    let text = &explained.prepared.article.text;
    let words: Vec<&str> = engine.words_on(&explained.prepared, index, off.topic).iter().map(|span| span.of(text)).collect();
    assert_eq!(words, ["goalkeeper", "referee", "match"]);
}
