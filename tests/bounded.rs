//! Texts no newsroom writes: whatever is read ends, with a bounded number of mentions, and the article's flags say what was cut.

use std::sync::LazyLock;

use dyads::cli::engine::{self, Lints, Opened};
use dyads::model::Page;
use dyads::pipeline::CodedArticle;

static OPENED: LazyLock<Opened> = LazyLock::new(|| engine::open("cameo", Lints::Errors).expect("the shipped codebook"));

/// Most mentions of an article.
const MOST: usize = 400;
/// A megabyte.
const MEGABYTE: usize = 1 << 20;

fn code(language: &str, text: String) -> CodedArticle {
    let page = Page { id: "p".into(), text, language: Some(language.into()), ..Page::default() };
    let mut articles = OPENED.engine.code_page(&page);
    assert_eq!(articles.len(), 1);
    let article = articles.remove(0);
    assert!(article.mentions.len() <= MOST, "{} mentions", article.mentions.len());
    article
}

fn has(article: &CodedArticle, flag: &str) -> bool {
    article.flags.iter().any(|known| known == flag)
}

/// The words again and again, up to so many bytes.
fn again(words: &str, bytes: usize) -> String {
    words.repeat(bytes / words.len() + 1)
}

#[test]
fn an_ordinary_text_has_no_flags() {
    let article = code("en", "Russia attacked Ukraine on Monday. France criticised Russia.".into());
    assert_eq!(article.flags, Vec::<&str>::new());
    assert_eq!(article.mentions.len(), 2);
}

#[test]
fn a_sentence_of_ten_thousand_words() {
    for (language, clause) in [("en", "Russia attacked Ukraine and "), ("ar", "هاجمت روسيا أوكرانيا ثم ")] {
        let words = clause.split(' ').filter(|word| !word.is_empty()).count();
        let article = code(language, clause.repeat(10_000 / words));
        assert!(has(&article, "long_sentence_cut"), "{language}: {:?}", article.flags);
        assert!(!article.mentions.is_empty(), "{language}");
    }
}

#[test]
fn a_list_of_five_hundred_actors() {
    let names = |language: usize| -> Vec<&str> {
        let all = OPENED.book.body.actors.0.iter().filter(|(_, actor)| actor.kind.as_ref().is_some_and(|kind| kind.value == "country"));
        let names = all.filter_map(|(_, actor)| [&actor.en, &actor.ar][language].as_ref());
        names.filter_map(|names| names.names.replace.as_ref()?.first()).map(|name| name.text.value.as_str()).cycle().take(500).collect()
    };
    let english = names(0).join(", ");
    let arabic = names(1).join(" و");
    for (language, text) in [
        ("en", format!("The ministers of {english} and Peru condemned Russia.")),
        ("en", format!("Russia condemned {english} and Peru.")),
        ("en", format!("Russia, {english} held talks with Chile, {english} and Peru.")),
        ("ar", format!("أدانت روسيا {arabic}.")),
        ("ar", format!("التقى وزراء خارجية {arabic} في القاهرة.")),
    ] {
        let article = code(language, text);
        assert!(has(&article, "long_sentence_cut"), "{language}: {:?}", article.flags);
        assert!(article.mentions.len() <= 40, "{language}: {} mentions of one list", article.mentions.len());
    }
    let article = code("en", "Russia condemned Algeria, Angola, Benin, Chile, Kenya, Ghana and Peru.".into());
    assert_eq!(article.flags, ["too_many_actors"]);
    assert_eq!(article.mentions.len(), 4);
}

#[test]
fn more_mentions_than_an_article_has() {
    let article = code("en", again("Russia attacked Ukraine on Monday. Peru praised Chile. ", 60_000));
    assert_eq!(article.mentions.len(), MOST);
    assert_eq!(article.flags, ["too_many_mentions"]);
}

#[test]
fn a_megabyte_without_a_full_stop() {
    for (language, words) in [
        ("en", "Russia attacked Ukraine with missiles and the minister said that "),
        ("ar", "قال الوزير إن روسيا قصفت أوكرانيا بالصواريخ وأن "),
    ] {
        let article = code(language, again(words, MEGABYTE));
        assert!(has(&article, "long_sentence_cut"), "{language}: {:?}", article.flags);
        assert!(!article.mentions.is_empty(), "{language}");
    }
}

#[test]
fn quotations_in_quotations() {
    for (language, open, close) in [("en", "“Lavrov said that ", "”"), ("ar", "«قال لافروف إن ", "»")] {
        let inner = if language == "en" { "Russia attacked Ukraine" } else { "روسيا هاجمت أوكرانيا" };
        let article = code(language, format!("{}{inner}{}.", open.repeat(100), close.repeat(100)));
        assert!(article.mentions.len() <= 4, "{language}: {:?}", article.mentions);
    }
    for brackets in ["([{", "\"'“", "((((", "--—"] {
        code("en", format!("{} Russia attacked Ukraine {}", again(brackets, 10_000), again(brackets, 10_000)));
    }
}

#[test]
fn a_megabyte_of_one_word() {
    for (language, words) in [
        (
            "en",
            &[
                "attack ",
                "Russia ",
                "and ",
                "that ",
                "the ",
                "to ",
                "not ",
                "Monday ",
                "of ",
                "who ",
                "said ",
                "football ",
                "attack, ",
                "5 ",
            ][..],
        ),
        ("ar", &["هاجم ", "روسيا ", "و ", "أن ", "في ", "الاثنين ", "الذي ", "قال ", "مباراة ", "لن "][..]),
    ] {
        for word in words {
            let article = code(language, again(word, MEGABYTE));
            assert!(has(&article, "long_sentence_cut"), "{word:?}: {:?}", article.flags);
            assert!(article.mentions.is_empty(), "{word:?}: {:?}", article.mentions.first());
        }
    }
}

#[test]
fn a_word_of_a_megabyte() {
    for letters in
        ["a", "A", "attack", "5", "5,", "1.", "a.", "a'", "a-", "-", "\"", "و", "ال", "ـ", "وبال", "\u{64b}", "\u{300}", "漢", "\u{200f}"]
    {
        for language in ["en", "ar"] {
            let article = code(language, again(letters, MEGABYTE));
            assert!(article.mentions.is_empty(), "{letters:?}: {:?}", article.mentions.first());
        }
    }
}
