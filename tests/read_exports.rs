//! Exports of article collections: trafilatura's XML and TEI (made by trafilatura itself), PETRARCH, NITF, NewsML-G2, Factiva and LexisNexis.

use std::fs;

use dyads::model::{Page, Record, Reject};
use dyads::read::Records;
use proptest::prelude::*;

fn file(name: &str) -> Vec<u8> {
    fs::read(format!("tests/inputs/web/{name}")).expect("an export")
}

fn read(bytes: &[u8]) -> (Vec<Page>, Vec<Reject>) {
    let (mut pages, mut rejects) = (Vec::new(), Vec::new());
    for record in Records::from_reader("-", std::io::Cursor::new(bytes.to_vec())) {
        match record {
            Record::Page(page) => pages.push(*page),
            Record::Reject(reject) => rejects.push(reject),
        }
    }
    (pages, rejects)
}

/// The pages of a file that has no rejects.
fn pages(name: &str) -> Vec<Page> {
    let (pages, rejects) = read(&file(name));
    assert_eq!(rejects, [], "{name}");
    pages
}

/// Title, outlet, day, language.
fn head(page: &Page) -> [String; 4] {
    let day = page.published_day.map(|day| day.to_string());
    [&page.title, &page.publisher, &day, &page.language].map(|value| value.clone().unwrap_or_else(|| "-".into()))
}

#[test]
fn trafilatura() {
    for name in ["trafilatura.xml", "trafilatura_many.xml", "trafilatura.jsonl"] {
        let pages = pages(name);
        let flood = &pages[0];
        let title = flood.title.as_deref().unwrap_or("");
        assert!(title.starts_with("Soldiers clear flooded bridge near Old Marn"), "{name}: {title}");
        assert_eq!(flood.published_day.map(|day| day.to_string()).as_deref(), Some("2024-04-14"), "{name}");
        assert_eq!(flood.url.as_deref(), Some("https://marnherald.example/2024/04/flood-bridge"), "{name}");
        assert!(flood.text.contains("carried two houses and a barn") && !flood.text.contains("Well done"), "{name}: {}", flood.text);
        assert!(flood.text.lines().count() >= 5, "{name}");
        assert_eq!(pages.len(), if name == "trafilatura.xml" { 1 } else { 2 });
    }
    let tei = &pages("trafilatura.tei.xml")[0];
    assert_eq!(head(tei)[..3], ["الجيش يفتح جسر عين الدلب بعد الفيضانات", "صدى الضفة", "2024-04-14"]);
    assert!(tei.text.contains("قبل نهاية يونيو"));
    assert_eq!(tei.url.as_deref(), Some("https://sada.example/2024/04/14/bridge/"));
}

#[test]
fn other_xml() {
    let sentences = pages("petrarch.xml");
    assert_eq!(sentences.iter().map(|page| page.id.as_str()).collect::<Vec<_>>(), ["BAYWS0203_1", "BAYWS0203_2"]);
    assert_eq!(sentences[0].text, "The mayors of Kavali and Port Selm signed an accord on Tuesday & shook hands.");
    assert_eq!(head(&sentences[1]), ["-", "BAYWS", "2024-04-14", "-"]);
    for (name, id, text) in [
        (
            "factiva.xml",
            "BAYWS00020240305ek35000ab",
            "The mayors of Kavali and Port Selm signed an accord on Tuesday.\nThe governor had offered to mediate.\nThe province will pay.",
        ),
        (
            "nitf.xml",
            "bay-20240305-77",
            "KAVALI, March 5 - The mayors of Kavali and Port Selm signed an accord on Tuesday.\nThe governor, Ivo Brandt, had offered to mediate.",
        ),
        (
            "newsml.xml",
            "urn:newsml:baywire.example:20240305:77",
            "The mayors of Kavali and Port Selm signed an accord on Tuesday.\nThe governor had offered to mediate.",
        ),
    ] {
        let pages = pages(name);
        assert_eq!((pages.len(), pages[0].id.as_str(), pages[0].text.as_str()), (1, id, text), "{name}");
        assert_eq!(head(&pages[0])[..3], ["Kavali and Port Selm sign accord", "Bay Wire Service", "2024-03-05"], "{name}");
    }
}

#[test]
fn unknown_xml_is_refused_with_its_root() {
    let (pages, rejects) = read(b"<?xml version='1.0'?><invoice><line>3 boxes</line></invoice>");
    assert!(pages.is_empty() && rejects.len() == 1);
    assert!(rejects[0].reason.contains("root is <invoice>") && rejects[0].reason.contains("JSON Lines"), "{}", rejects[0].reason);
    let (_, rejects) = read(b"<Sentences><Sentence id='1'><Text>The mayors met.</Text>");
    assert!(rejects[0].reason.contains("ends within <Sentence>"), "{}", rejects[0].reason);
}

#[test]
fn factiva_with_tags() {
    let pages = pages("factiva_tags.txt");
    let [harbour, arabic] = pages.as_slice() else { panic!("{} pages", pages.len()) };
    assert_eq!(head(harbour), ["Kavali and Port Selm sign accord on shared harbour", "Bay Wire Service", "2024-03-05", "en"]);
    assert_eq!(harbour.id, "BAYWS00020240305ek35000ab");
    let lines: Vec<&str> = harbour.text.lines().collect();
    assert_eq!(lines.len(), 4, "{}", harbour.text);
    assert!(lines[1].starts_with("IN the spring"), "two capitals within the text are no tag");
    assert!(lines[3].ends_with("eastern end of the bay."), "what follows the text is not it");
    assert_eq!(head(arabic), ["وفد من بلدية وادي الريحان يوقع اتفاقا مع الصيادين", "وكالة السهل", "2024-03-06", "ar"]);
    assert_eq!(arabic.text.lines().count(), 2);
}

#[test]
fn factiva_as_shown() {
    let pages = pages("factiva_shown.txt");
    let [flood, french] = pages.as_slice() else { panic!("{} pages", pages.len()) };
    assert_eq!(head(flood), ["Soldiers clear flooded bridge near Old Marn", "Marn Valley Herald", "2024-04-14", "en"]);
    assert_eq!(flood.text.lines().count(), 2, "{}", flood.text);
    assert_eq!(flood.id, "MARNVH0020240414ek4e00003");
    assert_eq!(head(french), ["Saint-Aubin et Fjordvik signent un accord sur le port", "Le Courrier de Saint-Aubin", "2024-03-05", "fr"]);
    assert!(french.text.starts_with("Les maires"), "{}", french.text);
}

#[test]
fn lexis_nexis() {
    let pages = pages("lexis.txt");
    let [harbour, french] = pages.as_slice() else { panic!("{} pages", pages.len()) };
    assert_eq!(head(harbour), ["Kavali and Port Selm sign accord on shared harbour", "The Kavali Post", "2024-03-05", "en"]);
    let lines: Vec<&str> = harbour.text.lines().collect();
    assert_eq!(lines.len(), 2, "wrapped lines are joined: {}", harbour.text);
    assert!(lines[0].starts_with("KAVALI - The mayors") && lines[0].ends_with("the storm of 2019."));
    assert_eq!(head(french), ["Saint-Aubin et Fjordvik signent un accord sur le port", "Le Courrier de Saint-Aubin", "2024-03-06", "fr"]);
    assert!(french.text.starts_with("Les maires") && french.text.trim_end().ends_with("de la baie."), "{}", french.text);
}

#[test]
fn nexis_uni() {
    let pages = pages("nexis_uni.txt");
    let [flood, harbour] = pages.as_slice() else { panic!("{} pages", pages.len()) };
    assert_eq!(head(flood), ["Soldiers clear flooded bridge near Old Marn", "Marn Valley Herald", "2024-04-14", "en"]);
    assert_eq!(flood.text.lines().count(), 2, "{}", flood.text);
    assert_eq!(head(harbour), ["Kavali and Port Selm sign accord on shared harbour", "The Kavali Post", "2024-03-05", "en"]);
    assert!(harbour.text.starts_with("KAVALI - The mayors"), "{}", harbour.text);
}

#[test]
fn a_text_about_documents_is_a_text() {
    for text in [
        "The court read 3 of 200 documents on Tuesday.\nThe judge said 523 words.\n",
        "Body found near bridge\n\nPolice found a body near Old Marn.\nLength: unknown\n",
        "HD is a format. PD stands for police.\nTD Bank opened.\n",
        "IN BRIEF\n\nCO levels rise in Dalby.\n",
    ] {
        let (pages, rejects) = read(text.as_bytes());
        assert_eq!((pages.len(), rejects.len(), pages[0].text.as_str()), (1, 0, text));
    }
}

#[test]
fn other_encodings_of_exports() {
    let text = String::from_utf8(file("lexis.txt")).expect("UTF-8");
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let plain = |pages: Vec<Page>| pages.into_iter().map(|page| (head(&page), page.text)).collect::<Vec<_>>();
    assert_eq!(plain(read(&windows).0), plain(pages("lexis.txt")));
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(plain(read(&utf16).0), plain(pages("lexis.txt")));
}

#[test]
fn rich_text_is_refused_with_advice() {
    let (pages, rejects) = read(br"{\rtf1\ansi The mayors met.}");
    assert!(pages.is_empty() && rejects[0].reason.contains("save it as plain text"), "{rejects:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn damage_is_survived(
        name in prop::sample::select(vec!["factiva_tags.txt", "factiva_shown.txt", "lexis.txt", "nexis_uni.txt", "trafilatura_many.xml", "trafilatura.tei.xml", "petrarch.xml", "newsml.xml"]),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..120, "[\n:<>&;/A-Z0-9 ]{0,8}"), 1..5),
    ) {
        let mut bytes = file(name);
        for (at, length, put) in cuts {
            let from = at.index(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, put.bytes());
        }
        let (pages, rejects) = read(&bytes);
        prop_assert!(pages.len() + rejects.len() < 20);
        prop_assert!(pages.iter().all(|page| !page.text.trim().is_empty()));
    }
}
