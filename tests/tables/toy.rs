//! A coder that needs no codebook, and mentions and articles made by hand.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use dyads::cli::code::{CodedArticle, Coder};
use dyads::model::{ActorCode, ActorRef, Article, Basis, DateValue, Evidence, Mention, Page, PublishedBasis, Span};
use dyads::tables::CodeInfo;

/// "RUS 072 BFA", «بوركينا 0332 روسيا»: every line that ends in word, number, word is a mention.
pub struct Toy;

impl Coder for Toy {
    fn code_page(&self, page: &Page) -> Vec<CodedArticle> {
        let article = article(&page.id, &page.text, page);
        let (mut mentions, mut start) = (Vec::new(), 0);
        for (index, line) in page.text.split_inclusive('\n').enumerate() {
            let words: Vec<(usize, &str)> =
                line.split_whitespace().map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word)).collect();
            if let [.., (s, source), (a, code), (t, target)] = words[..]
                && code.parse::<u32>().is_ok()
            {
                let at = |from: usize, word: &str| Span::new(start + from, start + from + word.len());
                let sentence = Span::new(start, start + line.trim_end().len());
                let day = page.published.map(|instant| instant.date_naive());
                let date = day.map_or(DateValue::UNKNOWN, |day| DateValue::day(day, Basis::Publication));
                let mut mention = mention(&article.id, (source, at(s, source)), (code, at(a, code)), (target, at(t, target)), date);
                mention.sentence = index as u32;
                mention.evidence.sentence = sentence;
                mentions.push(mention);
            }
            start += line.len();
        }
        vec![CodedArticle {
            article,
            sentences: page.text.lines().count(),
            mentions,
            flags: vec!["toy".into()],
            discarded: BTreeMap::default(),
        }]
    }

    fn code_info(&self, code: &str) -> Option<CodeInfo> {
        (code == "072").then(|| CodeInfo {
            label: "Provide military aid".into(),
            base: "072".into(),
            root: "07".into(),
            goldstein: Some(8.3),
            quad_class: Some(2),
            plover_event: Some("AID".into()),
            plover_mode: None,
            plover_context: Some("military".into()),
        })
    }
}

pub fn article(id: &str, text: &str, page: &Page) -> Article {
    Article {
        id: id.into(),
        page_id: page.id.clone(),
        segment: 0,
        url: page.url.clone(),
        publisher: page.publisher.clone(),
        title: None,
        language: page.language.clone().unwrap_or_else(|| "und".into()),
        published: page.published,
        published_when: DateValue::UNKNOWN,
        published_basis: PublishedBasis::Metadata,
        text: text.into(),
        title_span: Span::default(),
        dropped: vec![],
        input: page.input.clone(),
        record: page.record,
    }
}

pub fn mention(article: &str, source: (&str, Span), code: (&str, Span), target: (&str, Span), date: DateValue) -> Mention {
    let actor = |(name, span): (&str, Span)| {
        let code = ActorCode { country: Some(name.into()), ..ActorCode::default() };
        Some(ActorRef { code, name: Some(name.to_lowercase().into()), span })
    };
    Mention {
        article_id: article.into(),
        sentence: 0,
        in_lead: true,
        source: actor(source),
        target: actor(target),
        code: code.0.into(),
        family: "aid".into(),
        frame: "assert".into(),
        date,
        place: None,
        evidence: Evidence { sentence: code.1, action: code.1, ..Evidence::default() },
        rule: "aid.military/en/1".into(),
        rule_file: "toy/actions/aid.yaml".into(),
        rule_line: 7,
        attributed_to: None,
        confidence: 0.5,
        reciprocal: false,
        published: None,
    }
}

pub fn simple(article: &str, source: &str, target: &str, day: Option<u32>) -> Mention {
    let date = day.and_then(|day| NaiveDate::from_ymd_opt(2024, 1, day)).map(|day| DateValue::day(day, Basis::Stated));
    let span = Span::new(0, 1);
    mention(article, (source, span), ("072", span), (target, span), date.unwrap_or(DateValue::UNKNOWN))
}
