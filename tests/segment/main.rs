//! Segmentation: pages into articles, and what of them is no news.

mod pages;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use dyads::model::{Article, Basis, Drop, Page, PublishedBasis};
use dyads::segment::{Markers, articles, segment};

fn markers() -> &'static Markers {
    static MARKERS: OnceLock<Markers> = OnceLock::new();
    MARKERS.get_or_init(read_markers)
}

fn read_markers() -> Markers {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("codebooks/cameo/languages/furniture.yaml");
    let text = fs::read_to_string(&file).expect("the shipped markers");
    Markers::from_yaml(&[("languages/furniture.yaml", &text)]).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn page(text: &str) -> Page {
    Page { id: "p".into(), text: text.into(), input: "x.txt".into(), record: 1, ..Page::default() }
}

fn cut(page: &Page) -> Vec<Article> {
    articles(page, &segment(page, markers()))
}

#[test]
fn the_second_article_has_its_own_id_and_no_date() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/two_articles_en.txt")).expect("a page");
    let at = "2024-01-26T13:05:09Z".parse().expect("a date");
    let all = cut(&Page { published: Some(at), ..page(&text) });
    let [first, second] = all.as_slice() else { panic!("two articles") };
    assert_eq!((first.id.as_str(), first.segment, first.published), ("p", 0, Some(at)));
    assert_eq!(first.published_basis, PublishedBasis::Metadata);
    assert_eq!((first.published_when.first, first.published_when.basis), (Some(at.date_naive()), Basis::Publication));
    assert_eq!((second.id.as_str(), second.page_id.as_str(), second.segment), ("p#1", "p", 1));
    assert_eq!((second.published, second.published_when.first, second.published_basis), (None, None, PublishedBasis::Unknown));
}

#[test]
fn spans_are_of_the_article_with_its_title_before_it() {
    let text = "Norway will send food aid to Chad, its minister said.\nTags: aid, Chad";
    let all = cut(&Page { title: Some("Norway pledges aid".into()), ..page(text) });
    assert_eq!(all[0].text, format!("Norway pledges aid\n{text}"));
    assert_eq!(all[0].title_span.of(&all[0].text), "Norway pledges aid");
    assert_eq!(all[0].dropped[0].span.of(&all[0].text), "Tags: aid, Chad");
}

#[test]
fn a_single_sentence_loses_nothing_whatever_it_looks_like() {
    for sentence in ["Read also: Norway pledges aid", "Most read", "By Jane Doe", "المصدر: الجزيرة", "Five soldiers were killed in Mali"]
    {
        let all = cut(&page(sentence));
        assert_eq!((all.len(), all[0].text.as_str(), all[0].dropped.len(), all[0].title.as_deref()), (1, sentence, 0, None));
    }
}

#[test]
fn an_empty_page_is_one_empty_article() {
    assert_eq!(cut(&page("")).len(), 1);
    assert_eq!(cut(&page(" \n\n")).len(), 1);
}

/// All the page's words are in exactly one article, and drops are in order and inside.
fn whole(page: &Page) {
    let mut end = 0;
    for cut in segment(page, markers()) {
        let (from, to) = (cut.range.start as usize, cut.range.end as usize);
        assert!(page.text[end..from].trim().is_empty(), "no words between articles");
        assert!(cut.dropped.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "drops in order");
        assert!(cut.dropped.iter().all(|drop| cut.range.join(drop.span) == cut.range), "drops inside");
        let lines = |drop: &Drop| {
            (page.text[..drop.span.start as usize].rsplit('\n').next(), page.text[drop.span.end as usize..].split('\n').next())
        };
        let blank = |piece: Option<&str>| piece.is_some_and(|piece| piece.trim().is_empty());
        let alone = cut.dropped.iter().all(|drop| matches!(lines(drop), (before, after) if blank(before) && blank(after)));
        assert!(alone && cut.dropped.iter().all(|drop| !drop.span.of(&page.text).contains('\n')), "drops are whole lines");
        end = to;
    }
    assert!(page.text[end..].trim().is_empty(), "no words after the last article");
    for article in cut(page) {
        assert!(article.dropped.iter().all(|drop| !drop.span.of(&article.text).is_empty()), "drops on character boundaries");
    }
}

/// Paragraphs as they stand in news, with nothing that speaks of a page.
const NEWS: [&str; 10] = [
    "Lawmakers in Ghana ratified a trade accord with Kenya on Wednesday after a debate that lasted six hours.",
    "\"We did not choose this,\" the minister said.",
    "Le Tchad a rappelé mardi son ambassadeur au Portugal.",
    "Par ailleurs, le gouvernement a promis deux milliards de francs pour les réparations.",
    "Honduras llamó a consultas este martes a su embajador en Portugal.",
    "Por otra parte, la policía detuvo a cuatro hombres.",
    "Армения отозвала во вторник посла из Португалии.",
    "По данным правительства, погибли одиннадцать человек.",
    "أعلنت وزارة الدفاع مقتل خمسة جنود في هجوم على دورية قرب الحدود.",
    "شارك عبر الفيديو في الاجتماع وزير الخارجية المصري ونظيره السوداني.",
];

const LINES: [&str; 19] = [
    "Read also:",
    "إقرأ أيضاً: عودة المحادثات بين البلدين",
    "Most read",
    "Tags:",
    "Source",
    "By Jane Doe",
    "زاوية 9 | علي سالم",
    "• Storm damages harbour",
    "Ghana lawmakers ratify trade accord with Kenya",
    "Lawmakers in Ghana ratified a trade accord with Kenya on Wednesday after a debate that lasted six hours and ended in shouts.",
    "أعلنت وزارة الدفاع مقتل خمسة جنود في هجوم على دورية قرب الحدود.",
    "Image caption",
    "3 Comments",
    "Jane says:",
    "14 May 2024, 10:32",
    "Reply",
    "World",
    "----",
    " ",
];

proptest::proptest! {
    #[test]
    fn news_without_furniture_loses_nothing(picks in proptest::collection::vec(0..NEWS.len(), 1..20)) {
        let text: Vec<&str> = picks.into_iter().map(|pick| NEWS[pick]).collect();
        for cut in segment(&page(&text.join("\n")), markers()) {
            assert_eq!(cut.dropped, []);
        }
    }

    /// Whatever stands among them: at least the headline or a paragraph of a page is left.
    #[test]
    fn no_page_is_dropped_wholly(picks in proptest::collection::vec(0..LINES.len(), 0..20), news in 0..NEWS.len()) {
        let mut text: Vec<&str> = picks.into_iter().map(|pick| LINES[pick]).collect();
        text.insert(0, NEWS[news]);
        let cuts = segment(&page(&text.join("\n")), markers());
        assert!(!cuts[0].dropped.iter().any(|drop| drop.span.start == 0), "the first paragraph stays");
    }

    #[test]
    fn any_mix_of_lines_stays_whole(picks in proptest::collection::vec(0..LINES.len(), 0..40), title in 0..LINES.len()) {
        let text: Vec<&str> = picks.into_iter().map(|pick| LINES[pick]).collect();
        whole(&Page { title: Some(LINES[title].into()), ..page(&text.join("\n")) });
    }
}

#[test]
fn every_line_is_in_one_article() {
    for path in pages::pages() {
        whole(&page(&fs::read_to_string(path).expect("a page")));
    }
}
